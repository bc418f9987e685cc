//! The use cases of a desk, one function each. The window and the command line call only this.
//!
//! A use case reads what it needs, asks a pure rule of [`editorial`], and writes once. What leaves the computer goes
//! through [`act`](Desk): decided by the very function the portal uses, signed with the device's key, put into the
//! outbox in one transaction.

mod act;
pub mod board;
pub mod comments;
mod compare;
pub mod consultations;
pub mod drafts;
mod error;
pub mod exchange;
pub mod forks;
pub mod home;
pub mod items;
pub mod joining;
pub mod members;
pub mod newest;
pub mod pictures;
pub mod profile;
pub mod review;
mod rows;
pub mod search;
mod sections;
pub mod sheet;
pub mod snapshots;
mod submission;
mod takeover;
mod texts;
pub mod time;
pub mod translating;
pub mod translation;
mod view;
pub mod words;

pub use error::{DeskError, Result};
pub use profile::{Key, NewLock};

use editorial::{BlockId, Millis, Salt};
use std::{
    sync::{Arc, LazyLock, Mutex},
    time::{Duration, Instant},
};
use store::Store;
use uuid::Uuid;

/// Where time and chance come from; a simulation brings its own.
pub trait Surroundings: Send + Sync {
    /// This computer's clock: shown, never judged.
    fn now(&self) -> Millis;
    /// How long this has been running; nobody sets it back.
    fn elapsed(&self) -> Duration;
    /// Fills `bytes` by chance.
    fn random(&self, bytes: &mut [u8]);
}

/// The computer itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct ThisComputer;

impl Surroundings for ThisComputer {
    fn now(&self) -> Millis {
        Millis(chrono::Utc::now().timestamp_millis())
    }

    fn elapsed(&self) -> Duration {
        static BEGUN: LazyLock<Instant> = LazyLock::new(Instant::now);
        BEGUN.elapsed()
    }

    #[allow(clippy::expect_used)] // Without a source of chance no key and no salt can be made: nothing may go on.
    fn random(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the system gives random bytes");
    }
}

/// One member's desk, opened.
#[derive(Clone)]
pub struct Desk {
    pub(crate) store: Arc<Store>,
    surroundings: Arc<dyn Surroundings>,
    /// What the portal's clock said last, and since when this process knows it.
    contact: Arc<Mutex<Option<(Millis, Duration)>>>,
    /// What was saved when it was opened, where the store was damaged.
    rescue: Option<Arc<store::Rescue>>,
}

impl Desk {
    /// A desk on a store that is open already.
    pub fn on(store: Store, surroundings: Arc<dyn Surroundings>) -> Self {
        Self {
            store: Arc::new(store),
            surroundings,
            contact: Arc::default(),
            rescue: None,
        }
    }

    /// The store, for whoever must look behind the use cases.
    pub fn store(&self) -> &Store {
        &self.store
    }

    pub(crate) fn now(&self) -> Millis {
        self.surroundings.now()
    }

    pub(crate) fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.surroundings.random(&mut bytes);
        bytes
    }

    pub(crate) fn salt(&self) -> Salt {
        Salt::from_bytes(self.random())
    }

    pub(crate) fn block_id(&self) -> BlockId {
        BlockId::from_random(self.random())
    }

    pub(crate) fn uuid(&self) -> Uuid {
        let millis = u64::try_from(self.now().0).unwrap_or_default();
        uuid::Builder::from_unix_timestamp_millis(millis, &self.random()).into_uuid()
    }
}
