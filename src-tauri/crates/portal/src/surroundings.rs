//! What the portal takes from outside: time, randomness, and the places where a test may cut it off.

use crate::failure::Failure;
use editorial::Millis;
use uuid::Uuid;

/// Time and randomness; a test or a simulation brings its own.
pub trait Surroundings: Send + Sync {
    /// The time.
    fn now(&self) -> Millis;
    /// Fills `bytes` with randomness fit for keys.
    fn fill(&self, bytes: &mut [u8]);
    /// Called at each [`Point`]; an error, or a panic, is what a fault there looks like.
    ///
    /// # Errors
    ///
    /// Never in earnest.
    fn reached(&self, _point: Point) -> Result<(), Failure> {
        Ok(())
    }
}

/// A place where power may fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Point {
    /// All is written in the transaction, nothing is committed.
    BeforeCommit,
    /// All is committed, nothing is answered.
    AfterCommit,
    /// A piece of a file lies on the disk, nothing is answered.
    PieceWritten,
}

/// The system's clock and randomness.
#[derive(Debug, Clone, Copy, Default)]
pub struct System;

impl Surroundings for System {
    fn now(&self) -> Millis {
        Millis(chrono::Utc::now().timestamp_millis())
    }

    fn fill(&self, bytes: &mut [u8]) {
        // Without randomness no key and no token would be safe: better no portal at all.
        #[allow(clippy::expect_used)]
        getrandom::fill(bytes).expect("the system gives randomness");
    }
}

/// Random bytes.
pub(crate) fn random<const N: usize>(from: &dyn Surroundings) -> [u8; N] {
    let mut bytes = [0; N];
    from.fill(&mut bytes);
    bytes
}

/// A new `UUIDv7`.
pub(crate) fn new_uuid(from: &dyn Surroundings) -> Uuid {
    let millis = u64::try_from(from.now().0).unwrap_or_default();
    uuid::Builder::from_unix_timestamp_millis(millis, &random(from)).into_uuid()
}
