//! Why something could not be done, and how that is told over HTTP and on the command line.

use editorial::{Code, Role, decide::Refusal};
use protocol::Problem;

/// Why the portal could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// Said no, for a reason the asker can act on.
    #[error("{detail}")]
    No {
        /// The name of the reason.
        code: Code,
        /// A sentence.
        detail: String,
    },
    /// A rule of the board forbids it.
    #[error("{}", tell_refusal(.0))]
    Refused(Refusal),
    /// Not logged in: no token, or one that is unknown or over.
    #[error("a token is needed; ask for a new one")]
    NoToken,
    /// Too many attempts.
    #[error("too many attempts; wait a little")]
    TooMany {
        /// For how many seconds.
        seconds: u64,
    },
    /// Something in the request that no program of ours sends.
    #[error("{0}")]
    Malformed(String),
    /// A piece of a file that does not begin where the last one ended.
    #[error("the file is here up to byte {offset}; go on from there")]
    WrongOffset {
        /// How much of it is there.
        offset: u64,
    },
    /// The disk.
    #[error("the disk: {0}")]
    Io(#[from] std::io::Error),
    /// The database.
    #[error("the database: {0}")]
    Sql(#[from] rusqlite::Error),
    /// Its schema.
    #[error("the database's schema: {0}")]
    Schema(#[from] rusqlite_migration::Error),
    /// What must not be.
    #[error("{0}")]
    Broken(String),
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

/// A failure with a name and a sentence.
pub(crate) fn no(code: Code, detail: impl Into<String>) -> Failure {
    Failure::No {
        code,
        detail: detail.into(),
    }
}

fn tell_refusal(refusal: &Refusal) -> String {
    let roles = refusal
        .roles
        .iter()
        .copied()
        .map(Role::as_str)
        .collect::<Vec<_>>()
        .join(", ");
    match refusal.code {
        Code::PolicyUnfulfillable => {
            format!("nobody present or invited could fill a step; missing: {roles}")
        }
        Code::NoRight if !roles.is_empty() => format!("only with one of these roles: {roles}"),
        code => sentence(code).to_owned(),
    }
}

/// What a code means, in a sentence for the operator and for developers.
pub fn sentence(code: Code) -> &'static str {
    match code {
        Code::InUse => "another portal serves this data folder",
        Code::NewerVersion => "the data was written by a newer version of the portal",
        Code::Damaged => "something is wrong inside the portal; its log says what",
        Code::NotFound => "there is no such thing here",
        Code::BadField => "a value is not what it should be",
        Code::BadFile => "the file is not of an allowed form",
        Code::SecretMark => "the text bears a state-secret mark",
        Code::NothingChanged => "it is so already",
        Code::WrongState => "that cannot be done in the present state",
        Code::NoRight => "the right for that is missing",
        Code::Stale => "what it replaces stands no longer",
        Code::Mismatch => "what was sent contradicts itself",
        Code::NotCanonical => "the bytes are not in the one form that counts",
        Code::BadSignature => "the signature is not right",
        Code::TooLarge => "it is too large",
        Code::PortalOlder => "the portal is older than what was sent",
        Code::Busy => "the portal is busy; try again",
        Code::Full => "the portal's disk is full",
        Code::InvitationUsed => "the invitation has been used or taken back",
        Code::InvitationExpired => "the invitation is over or unknown here",
        Code::LedgerChanged => "this is another ledger",
        Code::DeviceUnknown => "the device is not known here",
        Code::DeviceRevoked => "the device was revoked",
        Code::Erased => "it was erased by law",
        Code::PolicyUnfulfillable => "nobody could fulfil that policy",
        Code::NoSuchSite => "there is no such site on this portal",
        _ => "it could not be done",
    }
}

/// The status of an answer that says this code.
pub(crate) fn status(code: Code) -> u16 {
    match code {
        Code::NotCanonical | Code::BadField | Code::UnknownField => 400,
        Code::NoRight
        | Code::OwnWork
        | Code::DeviceUnknown
        | Code::DeviceRevoked
        | Code::BadSignature => 403,
        Code::NotFound | Code::NoSuchSite => 404,
        Code::InvitationExpired | Code::Erased => 410,
        Code::TooLarge => 413,
        Code::BadFile => 415,
        Code::SecretMark | Code::Checks | Code::NeedsReason => 422,
        Code::Damaged => 500,
        Code::Busy | Code::InUse => 503,
        Code::Full | Code::DiskFull => 507,
        _ => 409,
    }
}

impl Failure {
    /// The name of the reason, where it has one.
    pub fn code(&self) -> Option<Code> {
        match self {
            Self::No { code, .. } => Some(*code),
            Self::Refused(refusal) => Some(refusal.code),
            Self::NoToken => None,
            Self::TooMany { .. } => Some(Code::Busy),
            Self::Malformed(_) => Some(Code::NotCanonical),
            Self::WrongOffset { .. } => Some(Code::Stale),
            Self::Io(error) => Some(of_io(error)),
            Self::Sql(error) => Some(of_sql(error)),
            Self::Schema(error) => Some(of_schema(error)),
            Self::Broken(_) => Some(Code::Damaged),
        }
    }

    /// Whether the cause lies in the portal and belongs in its log in full.
    pub fn is_ours(&self) -> bool {
        matches!(
            self.code(),
            Some(Code::Damaged | Code::Full | Code::NewerVersion)
        )
    }

    /// As an answer over HTTP; told in brief where the cause is the portal's own.
    pub fn problem(&self) -> Problem {
        let Some(code) = self.code() else {
            return plain(401, "Unauthorized", Some(self.to_string()), true);
        };
        let status = if matches!(self, Self::TooMany { .. }) {
            429
        } else {
            status(code)
        };
        let mut problem = Problem::new(code, status, sentence(code));
        let ours = matches!(
            self,
            Self::Io(_) | Self::Sql(_) | Self::Schema(_) | Self::Broken(_)
        );
        problem.detail = (!ours && self.to_string() != problem.title).then(|| self.to_string());
        problem.retry |= matches!(self, Self::WrongOffset { .. });
        problem
    }

    /// For how many seconds to wait before trying again, where that can be told.
    pub fn retry_after(&self) -> Option<u64> {
        match self {
            Self::TooMany { seconds } => Some((*seconds).max(1)),
            _ => match self.code() {
                Some(Code::Busy) => Some(2),
                Some(Code::Full) => Some(60),
                _ => None,
            },
        }
    }
}

/// A problem that its status says all about.
pub(crate) fn plain(status: u16, title: &str, detail: Option<String>, retry: bool) -> Problem {
    Problem {
        kind: "about:blank".to_owned(),
        title: title.to_owned(),
        status,
        detail,
        retry,
    }
}

fn of_io(error: &std::io::Error) -> Code {
    match error.kind() {
        std::io::ErrorKind::StorageFull
        | std::io::ErrorKind::QuotaExceeded
        | std::io::ErrorKind::FileTooLarge => Code::Full,
        _ => Code::Damaged,
    }
}

fn of_sql(error: &rusqlite::Error) -> Code {
    match error.sqlite_error_code() {
        Some(rusqlite::ErrorCode::DiskFull) => Code::Full,
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Code::Busy,
        _ => Code::Damaged,
    }
}

fn of_schema(error: &rusqlite_migration::Error) -> Code {
    match error {
        rusqlite_migration::Error::MigrationDefinition(
            rusqlite_migration::MigrationDefinitionError::DatabaseTooFarAhead,
        ) => Code::NewerVersion,
        rusqlite_migration::Error::RusqliteError { err, .. } => of_sql(err),
        _ => Code::Damaged,
    }
}
