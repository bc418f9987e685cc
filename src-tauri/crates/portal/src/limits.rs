//! How often somebody may do something: a bucket for each sender, and what counts as one sender.

use crate::failure::Failure;
use editorial::Millis;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// How often somebody may fail to come in.
const GUESSES: Rate = Rate {
    burst: 60,
    pause: 2_000,
};
/// Senders remembered before those that have rested are forgotten.
const REMEMBERED: usize = 10_000;

/// How often something may be done.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Rate {
    /// So many times at once.
    pub(crate) burst: i64,
    /// Milliseconds after which it may be done once more.
    pub(crate) pause: i64,
}

/// A bucket that each act fills by a drop and time empties.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Bucket {
    /// Milliseconds until it is empty, counted from `at`.
    level: i64,
    at: i64,
}

impl Bucket {
    /// Lets the time that has passed empty it.
    ///
    /// A clock set back empties nothing, and from then on the new time counts: nobody waits for the time it lost.
    fn drain(&mut self, now: Millis) {
        let passed = (now.0 - self.at).max(0);
        self.level = (self.level - passed).max(0);
        self.at = now.0;
    }

    /// Milliseconds until one more drop fits.
    pub(crate) fn wait(&mut self, now: Millis, rate: Rate) -> i64 {
        self.drain(now);
        (self.level + rate.pause - rate.burst * rate.pause).max(0)
    }

    /// Adds a drop.
    pub(crate) fn fill(&mut self, now: Millis, rate: Rate) {
        self.drain(now);
        self.level += rate.pause;
    }
}

/// A bucket for each sender; in memory only, so nothing is kept of anybody's address.
#[derive(Debug, Default)]
pub(crate) struct Senders(HashMap<IpAddr, Bucket>);

impl Senders {
    /// Milliseconds until the sender at `address` may act once more.
    pub(crate) fn wait(&mut self, address: IpAddr, now: Millis, rate: Rate) -> i64 {
        self.0
            .get_mut(&household(address))
            .map_or(0, |bucket| bucket.wait(now, rate))
    }

    /// Counts one act of the sender at `address`.
    pub(crate) fn fill(&mut self, address: IpAddr, now: Millis, rate: Rate) {
        if self.0.len() >= REMEMBERED {
            self.0.retain(|_, bucket| {
                bucket.drain(now);
                bucket.level > 0
            });
        }
        self.0
            .entry(household(address))
            .or_default()
            .fill(now, rate);
    }
}

/// What is counted as one sender: an address, or the network that one IPv6 subscriber is given.
fn household(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(v6) => {
            let [a, b, c, d, ..] = v6.segments();
            IpAddr::V6([a, b, c, d, 0, 0, 0, 0].into())
        }
        v4 @ IpAddr::V4(_) => v4,
    }
}

/// A wait in whole seconds.
pub(crate) fn seconds(millis: i64) -> u64 {
    u64::try_from(millis).unwrap_or_default().div_ceil(1000)
}

/// Counts failed attempts to join or to be given a token.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    failed: Mutex<Senders>,
}

impl Attempts {
    /// Whether an address may try.
    pub(crate) fn may_try(&self, from: IpAddr, now: Millis) -> Result<(), Failure> {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        match failed.wait(from, now, GUESSES) {
            0 => Ok(()),
            wait => Err(Failure::TooMany {
                seconds: seconds(wait),
            }),
        }
    }

    /// Counts a failure, where `result` is one that guessing would bring.
    pub(crate) fn count<T>(&self, result: &Result<T, Failure>, from: IpAddr, now: Millis) {
        use editorial::Code;
        let guessed = matches!(
            result.as_ref().err().and_then(Failure::code),
            Some(Code::BadSignature | Code::InvitationExpired | Code::DeviceUnknown | Code::Stale)
        );
        if guessed {
            let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
            failed.fill(from, now, GUESSES);
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::failure::no;
    use editorial::Code;

    fn fail(attempts: &Attempts, from: IpAddr, now: Millis) {
        attempts.count(&Err::<(), _>(no(Code::BadSignature, "wrong")), from, now);
    }

    #[test]
    fn who_guesses_too_often_waits_and_others_do_not() {
        let attempts = Attempts::default();
        let (guesser, other): (IpAddr, IpAddr) = (
            "203.0.113.7".parse().unwrap(),
            "203.0.113.8".parse().unwrap(),
        );
        for _ in 0..GUESSES.burst {
            attempts.may_try(guesser, Millis(1_000)).unwrap();
            fail(&attempts, guesser, Millis(1_000));
        }
        assert!(matches!(
            attempts.may_try(guesser, Millis(1_000)),
            Err(Failure::TooMany { seconds: 1.. })
        ));
        attempts.may_try(other, Millis(1_000)).unwrap();
        attempts
            .may_try(guesser, Millis(1_000 + 2 * GUESSES.pause))
            .unwrap();
    }

    #[test]
    fn who_comes_in_is_not_counted() {
        let attempts = Attempts::default();
        let desk: IpAddr = "203.0.113.7".parse().unwrap();
        for _ in 0..10 * GUESSES.burst {
            attempts.count(&Ok(()), desk, Millis(0));
        }
        attempts.may_try(desk, Millis(0)).unwrap();
    }

    #[test]
    fn who_guesses_from_every_address_of_one_ipv6_network_is_one() {
        let attempts = Attempts::default();
        for n in 0..GUESSES.burst {
            let from = format!("2001:db8::{n:x}").parse().unwrap();
            attempts.may_try(from, Millis(0)).unwrap();
            fail(&attempts, from, Millis(0));
        }
        let next = "2001:db8::ffff".parse().unwrap();
        assert!(attempts.may_try(next, Millis(0)).is_err());
        let neighbour = "2001:db8:0:1::1".parse().unwrap();
        attempts.may_try(neighbour, Millis(0)).unwrap();
    }

    #[test]
    fn a_clock_set_back_lets_nobody_wait_for_the_time_it_lost() {
        let attempts = Attempts::default();
        let from = "203.0.113.7".parse().unwrap();
        for _ in 0..GUESSES.burst {
            fail(&attempts, from, Millis(1_000_000));
        }
        assert!(matches!(
            attempts.may_try(from, Millis(0)),
            Err(Failure::TooMany { seconds: 2 })
        ));
        attempts.may_try(from, Millis(GUESSES.pause)).unwrap();
    }

    #[test]
    fn who_has_rested_is_forgotten() {
        let mut senders = Senders::default();
        for n in 0..u32::try_from(REMEMBERED).unwrap() {
            senders.fill(IpAddr::V4(n.into()), Millis(0), GUESSES);
        }
        let late = Millis(GUESSES.pause);
        senders.fill("203.0.113.7".parse().unwrap(), late, GUESSES);
        assert_eq!(senders.0.len(), 1);
    }
}
