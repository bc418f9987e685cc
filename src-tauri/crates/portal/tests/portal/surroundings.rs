//! A clock that stands still until it is moved, randomness that is the same each time, and faults on demand.

use banthao_portal::{Failure, Point, Surroundings};
use editorial::{Hash, Millis};
use std::sync::{
    Mutex,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

/// 24 November 2026, nine o'clock in Quảng Ngãi.
pub const MORNING: i64 = 1_795_485_600_000;
pub const MINUTE: i64 = 60_000;
pub const DAY: i64 = 24 * 60 * MINUTE;

/// What happens at a point of the portal's way.
type Interruption = Box<dyn FnOnce() -> Result<(), Failure> + Send>;

pub struct Still {
    now: AtomicI64,
    drawn: AtomicU64,
    next: Mutex<Option<(Point, Interruption)>>,
}

impl Default for Still {
    fn default() -> Self {
        Self {
            now: AtomicI64::new(MORNING),
            drawn: AtomicU64::new(0),
            next: Mutex::new(None),
        }
    }
}

impl Still {
    pub fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }

    /// The next time the portal comes to `point`, it is cut off there.
    pub fn cut_off_at(&self, point: Point) {
        let cut_off = || Err(Failure::Broken("cut off".to_owned()));
        *self.next.lock().unwrap() = Some((point, Box::new(cut_off)));
    }

    /// The next time the portal comes to `point`, somebody else does something just then.
    pub fn meanwhile(&self, point: Point, act: impl FnOnce() + Send + 'static) {
        let act = || {
            act();
            Ok(())
        };
        *self.next.lock().unwrap() = Some((point, Box::new(act)));
    }
}

impl Surroundings for Still {
    fn now(&self) -> Millis {
        Millis(self.now.load(Ordering::SeqCst))
    }

    fn fill(&self, bytes: &mut [u8]) {
        for piece in bytes.chunks_mut(32) {
            let drawn = self.drawn.fetch_add(1, Ordering::SeqCst);
            piece.copy_from_slice(&Hash::of(&drawn.to_be_bytes()).as_bytes()[..piece.len()]);
        }
    }

    fn reached(&self, point: Point) -> Result<(), Failure> {
        let due = self.next.lock().unwrap().take_if(|(at, _)| *at == point);
        due.map_or(Ok(()), |(_, act)| act())
    }
}
