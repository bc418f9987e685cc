//! What crosses the wire between desk and portal.
//!
//! Bytes that are hashed or signed travel as JSON strings, so that no reader can change them on the way. Lists are
//! NDJSON: one value a line, each line checked before anything of it is written.

mod limits;
mod lines;
mod problem;
mod time;

pub use limits::*;
pub use lines::*;
pub use problem::{Problem, TYPE_BASE};
pub use time::{from_rfc3339, to_rfc3339};

use editorial::{DeviceId, Hash, MemberId, PublicKey, Role, Signature};
use serde::{Deserialize, Serialize};

/// `GET /head`: the newest entry, vouched for by the site's key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadAnswer {
    /// The canonical bytes of an [`editorial::Head`].
    pub head: String,
    /// The site's signature over them.
    pub sig: Signature,
    /// The site's key.
    pub key: PublicKey,
    /// The portal's clock, RFC 3339; a desk's `now` derives from it.
    pub now: String,
}

/// `GET /invitations/{key}`: what an open invitation offers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvitationAnswer {
    /// The ledger.
    pub ledger: Hash,
    /// The site's key.
    pub key: PublicKey,
    /// The member who may join.
    pub member: MemberId,
    /// The roles that member will have, or has.
    pub roles: Vec<Role>,
    /// Until when, RFC 3339.
    pub expires: String,
}

/// `POST /join`: the device is known from entry `seq` on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JoinAnswer {
    /// The ledger.
    pub ledger: Hash,
    /// The site's key.
    pub key: PublicKey,
    /// The entry.
    pub seq: u64,
}

/// `POST /challenge`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeRequest {
    /// The device.
    pub device: DeviceId,
}

/// What the device is to sign.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeAnswer {
    /// A text used once.
    pub nonce: String,
}

/// `POST /token`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenRequest {
    /// The device.
    pub device: DeviceId,
    /// The challenge's text.
    pub nonce: String,
    /// Over [`editorial::keys::token_bytes`].
    pub sig: Signature,
}

/// A short-lived token.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TokenAnswer {
    /// To be sent as `Authorization: Bearer …`.
    pub token: String,
    /// For how many seconds it is good; no clock of the desk is asked.
    pub expires_in: u64,
}
