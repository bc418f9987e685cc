//! The clock of the story.

use desk::{Surroundings as _, ThisComputer};
use editorial::Millis;
use std::{
    sync::atomic::{AtomicI64, Ordering},
    time::{Duration, Instant},
};

/// The one clock of portal and desks, where the story stands.
pub(super) struct Clock {
    at: AtomicI64,
    begun: Instant,
}

impl Clock {
    pub(super) fn begin(at: Millis) -> Self {
        Self {
            at: AtomicI64::new(at.0),
            begun: Instant::now(),
        }
    }

    pub(super) fn set(&self, at: Millis) {
        self.at.store(at.0, Ordering::SeqCst);
    }

    fn now(&self) -> Millis {
        Millis(self.at.load(Ordering::SeqCst))
    }
}

impl desk::Surroundings for Clock {
    fn now(&self) -> Millis {
        self.now()
    }

    fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    fn random(&self, bytes: &mut [u8]) {
        ThisComputer.random(bytes);
    }
}

impl banthao_portal::Surroundings for Clock {
    fn now(&self) -> Millis {
        self.now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        ThisComputer.random(bytes);
    }
}
