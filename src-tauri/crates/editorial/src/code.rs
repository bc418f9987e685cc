//! What can go wrong, as one list of names.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The names promised on the command line, in refusals and in a problem's `type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names are the documentation; each has its sentence where it is shown.
pub enum Code {
    InUse,
    WrongPassphrase,
    NoKeyring,
    NewerVersion,
    Damaged,
    NetworkShare,
    DiskFull,
    NotJoined,
    AlreadyJoined,
    NotEmpty,
    NotFound,
    NotShared,
    Shared,
    UnknownField,
    BadField,
    BadFile,
    SecretMark,
    Checks,
    NeedsReason,
    NothingChanged,
    WrongState,
    ForkOpen,
    NoRight,
    OwnWork,
    NotYourTurn,
    RevisionChanged,
    Behind,
    Stale,
    Mismatch,
    NotCanonical,
    BadSignature,
    UnknownParent,
    TooLarge,
    PortalOlder,
    Busy,
    Full,
    InvitationUsed,
    InvitationExpired,
    WrongSite,
    WrongKey,
    NotAPortal,
    Offline,
    LedgerChanged,
    LedgerBehind,
    DeviceUnknown,
    DeviceRevoked,
    Erased,
    PolicyUnfulfillable,
    NoSuchSite,
}

impl Code {
    /// The name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::InUse => "in_use",
            Self::WrongPassphrase => "wrong_passphrase",
            Self::NoKeyring => "no_keyring",
            Self::NewerVersion => "newer_version",
            Self::Damaged => "damaged",
            Self::NetworkShare => "network_share",
            Self::DiskFull => "disk_full",
            Self::NotJoined => "not_joined",
            Self::AlreadyJoined => "already_joined",
            Self::NotEmpty => "not_empty",
            Self::NotFound => "not_found",
            Self::NotShared => "not_shared",
            Self::Shared => "shared",
            Self::UnknownField => "unknown_field",
            Self::BadField => "bad_field",
            Self::BadFile => "bad_file",
            Self::SecretMark => "secret_mark",
            Self::Checks => "checks",
            Self::NeedsReason => "needs_reason",
            Self::NothingChanged => "nothing_changed",
            Self::WrongState => "wrong_state",
            Self::ForkOpen => "fork_open",
            Self::NoRight => "no_right",
            Self::OwnWork => "own_work",
            Self::NotYourTurn => "not_your_turn",
            Self::RevisionChanged => "revision_changed",
            Self::Behind => "behind",
            Self::Stale => "stale",
            Self::Mismatch => "mismatch",
            Self::NotCanonical => "not_canonical",
            Self::BadSignature => "bad_signature",
            Self::UnknownParent => "unknown_parent",
            Self::TooLarge => "too_large",
            Self::PortalOlder => "portal_older",
            Self::Busy => "busy",
            Self::Full => "full",
            Self::InvitationUsed => "invitation_used",
            Self::InvitationExpired => "invitation_expired",
            Self::WrongSite => "wrong_site",
            Self::WrongKey => "wrong_key",
            Self::NotAPortal => "not_a_portal",
            Self::Offline => "offline",
            Self::LedgerChanged => "ledger_changed",
            Self::LedgerBehind => "ledger_behind",
            Self::DeviceUnknown => "device_unknown",
            Self::DeviceRevoked => "device_revoked",
            Self::Erased => "erased",
            Self::PolicyUnfulfillable => "policy_unfulfillable",
            Self::NoSuchSite => "no_such_site",
        }
    }

    /// Whether trying the same again later can help.
    pub fn retry(self) -> bool {
        matches!(
            self,
            Self::Busy
                | Self::Full
                | Self::Offline
                | Self::InUse
                | Self::DiskFull
                | Self::PortalOlder
        )
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
