//! The rules of the board: pure, without input, output or clock.

pub mod address;
pub mod audit;
pub mod body;
pub mod canonical;
pub mod checks;
pub mod code;
pub mod compare;
pub mod decide;
pub mod document;
pub mod entry;
pub mod event;
pub mod fold;
pub mod ids;
pub mod keys;
pub mod kind;
pub mod link;
pub mod merge;
pub mod planted;
pub mod policy;
pub mod state;
#[cfg(feature = "testing")]
pub mod testing;
pub mod translation;

pub use body::{Body, Content, Revision};
pub use code::Code;
pub use document::{Block, Document, Run};
pub use entry::{Entry, Head};
pub use event::{By, Event, Fact, What};
pub use ids::{
    BlockId, DeviceId, EditionId, EventId, Hash, ItemId, Lang, MemberId, Millis, PublicKey, Role,
    Salt, Signature,
};
pub use kind::Kind;
pub use policy::Policy;
pub use state::State;
