//! How often somebody may fail to come in.

use crate::failure::Failure;
use editorial::Millis;
use std::{
    collections::HashMap,
    net::IpAddr,
    sync::{Mutex, PoisonError},
};

/// Failed attempts one address may make at once.
const BURST: i64 = 60;
/// Milliseconds after which one more is forgiven.
const PAUSE: i64 = 2_000;
/// Addresses remembered before those that have rested are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts failed attempts to join or to be given a token; in memory only.
#[derive(Debug, Default)]
pub(crate) struct Attempts {
    /// Until when an address's failures are all forgiven.
    failed: Mutex<HashMap<IpAddr, i64>>,
}

impl Attempts {
    /// Whether an address may try.
    pub(crate) fn may_try(&self, from: IpAddr, now: Millis) -> Result<(), Failure> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(until) = failed.get(&from) else {
            return Ok(());
        };
        let over = until - now.0 - BURST * PAUSE;
        if over < 0 {
            return Ok(());
        }
        Err(Failure::TooMany {
            seconds: u64::try_from(over).unwrap_or_default().div_ceil(1000) + 1,
        })
    }

    /// Counts a failure, where `result` is one that guessing would bring.
    pub(crate) fn count<T>(&self, result: &Result<T, Failure>, from: IpAddr, now: Millis) {
        use editorial::Code;
        let guessed = matches!(
            result.as_ref().err().and_then(Failure::code),
            Some(Code::BadSignature | Code::InvitationExpired | Code::DeviceUnknown | Code::Stale)
        );
        if !guessed {
            return;
        }
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.len() >= REMEMBERED {
            failed.retain(|_, until| *until > now.0);
        }
        let until = failed.entry(from).or_default();
        *until = (*until).max(now.0) + PAUSE;
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
        for _ in 0..BURST {
            attempts.may_try(guesser, Millis(1_000)).unwrap();
            fail(&attempts, guesser, Millis(1_000));
        }
        assert!(matches!(
            attempts.may_try(guesser, Millis(1_000)),
            Err(Failure::TooMany { seconds: 1.. })
        ));
        attempts.may_try(other, Millis(1_000)).unwrap();
        attempts
            .may_try(guesser, Millis(1_000 + 2 * PAUSE))
            .unwrap();
    }

    #[test]
    fn who_comes_in_is_not_counted() {
        let attempts = Attempts::default();
        let desk: IpAddr = "203.0.113.7".parse().unwrap();
        for _ in 0..10 * BURST {
            attempts.count(&Ok(()), desk, Millis(0));
        }
        attempts.may_try(desk, Millis(0)).unwrap();
    }
}
