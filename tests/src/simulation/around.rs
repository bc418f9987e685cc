//! What surrounds the programs in a simulation: one clock that is moved, wrong clocks on the desks, chance by seed.

use super::dice::Dice;
use banthao_portal::{Failure, Point};
use editorial::Millis;
use std::sync::{
    Arc, Mutex, PoisonError,
    atomic::{AtomicI64, Ordering},
};
use std::time::Duration;

/// 24 November 2026, nine o'clock in Quảng Ngãi.
pub const MORNING: i64 = 1_795_485_600_000;

/// The true time.
#[derive(Debug, Default)]
pub struct Clock(AtomicI64);

impl Clock {
    /// What time it is.
    pub fn now(&self) -> i64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Sets the time.
    pub fn set(&self, now: i64) {
        self.0.store(now, Ordering::Relaxed);
    }

    /// Lets time pass.
    pub fn pass(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

/// Around a desk: a clock that may be years off, and chance of its own.
#[derive(Debug)]
pub struct DeskSide {
    clock: Arc<Clock>,
    off: i64,
    dice: Mutex<Dice>,
}

impl DeskSide {
    /// Around a desk whose clock is `off` by so many milliseconds.
    pub fn new(clock: Arc<Clock>, off: i64, dice: Dice) -> Self {
        Self {
            clock,
            off,
            dice: Mutex::new(dice),
        }
    }

    /// The same once more, going on from here on its own.
    #[must_use]
    pub fn fork(&self, clock: Arc<Clock>) -> Self {
        let dice = self
            .dice
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        Self {
            clock,
            off: self.off,
            dice: Mutex::new(dice),
        }
    }
}

impl desk::Surroundings for DeskSide {
    fn now(&self) -> Millis {
        Millis(self.clock.now() + self.off)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.clock.now()).unwrap_or_default())
    }

    fn random(&self, bytes: &mut [u8]) {
        self.dice
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill(bytes);
    }
}

/// Around the portal: the true time, chance, and a power failure on demand.
#[derive(Debug)]
pub struct PortalSide {
    /// The clock of the whole world.
    pub clock: Arc<Clock>,
    dice: Mutex<Dice>,
    fails_at: Mutex<Option<Point>>,
}

impl PortalSide {
    /// A portal's surroundings.
    pub fn new(clock: Arc<Clock>, dice: Dice) -> Self {
        Self {
            clock,
            dice: Mutex::new(dice),
            fails_at: Mutex::new(None),
        }
    }

    /// Begins anew with other chance.
    pub fn begin(&self, now: i64, dice: Dice) {
        self.clock.set(now);
        *self.dice.lock().unwrap_or_else(PoisonError::into_inner) = dice;
        *self.fails_at.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// The next time the portal comes to `point` its power fails; `None` takes that back.
    pub fn fail_at(&self, point: Option<Point>) {
        *self.fails_at.lock().unwrap_or_else(PoisonError::into_inner) = point;
    }
}

impl banthao_portal::Surroundings for PortalSide {
    fn now(&self) -> Millis {
        Millis(self.clock.now())
    }

    fn fill(&self, bytes: &mut [u8]) {
        self.dice
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .fill(bytes);
    }

    fn reached(&self, point: Point) -> Result<(), Failure> {
        let mut fails = self.fails_at.lock().unwrap_or_else(PoisonError::into_inner);
        if *fails == Some(point) {
            *fails = None;
            return Err(Failure::Broken("the power failed".to_owned()));
        }
        Ok(())
    }
}
