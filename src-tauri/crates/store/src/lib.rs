//! The encrypted store of one desk.
//!
//! Three layers, never mixed: the [`mirror`] (what the portal confirmed, only ever written by pulling), the [`outbox`]
//! (what was made here and is not yet confirmed) and the [`drafts`]. What the screens show is all three together, kept as a
//! projection ([`list`]) in the same transaction as each change.
//!
//! Everything is synchronous; times come in as arguments. [`Store::open`] is the one way into a profile.

pub mod backup;
pub mod blobs;
pub mod bodies;
mod columns;
pub mod comments;
mod connection;
pub mod drafts;
pub mod entries;
mod error;
pub mod list;
pub mod meta;
pub mod mirror;
pub mod outbox;
mod profile;
mod projection;
pub mod refusals;
mod schema;
pub mod search;
pub mod snapshots;
mod store;
pub mod translating;
pub mod trash;
pub mod verify;

pub use drafts::{Draft, Merge};
pub use error::{Error, Result};
pub use list::{Filter, Row, Shown};
pub use meta::{Clock, Identity, Portal};
pub use mirror::{Changed, Page, Received, ReceivedBody};
pub use outbox::{Act, Pending};
pub use profile::{NewLock, Opened, Outline, Rescue, Unlock, exists, outline};
pub use refusals::{Merged, Notice};
pub use search::Hit;
pub use store::Store;

/// The schema that this version writes.
pub const SCHEMA: u32 = schema::VERSION;
