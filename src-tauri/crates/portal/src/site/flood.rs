//! How many comments come in: from one address, and in all.

use editorial::Millis;
use std::{collections::HashMap, net::IpAddr};

/// Comments one address may send at once.
const BURST: u32 = 30;
/// Milliseconds after which an address may send one more.
const PAUSE: i64 = 5_000;
/// Comments all addresses together may send at once.
const BURST_OF_ALL: u32 = 300;
/// Milliseconds after which all together may send one more.
const PAUSE_OF_ALL: i64 = 250;
/// Addresses remembered before those that have rested are forgotten.
const REMEMBERED: usize = 10_000;

/// Counts who sent how much lately; in memory only, so nothing is kept of readers' addresses.
#[derive(Debug, Default)]
pub struct Flood {
    all: Bucket,
    each: HashMap<IpAddr, Bucket>,
}

/// A bucket that each comment fills by a drop and time empties.
#[derive(Debug, Clone, Copy, Default)]
struct Bucket {
    /// Milliseconds until it is empty, counted from `at`.
    level: i64,
    at: i64,
}

impl Bucket {
    fn level(&self, now: i64) -> i64 {
        (self.level - (now - self.at).max(0)).max(0)
    }

    /// Milliseconds until one more drop fits.
    fn wait(&self, now: i64, burst: u32, pause: i64) -> i64 {
        (self.level(now) + pause - i64::from(burst) * pause).max(0)
    }

    fn fill(&mut self, now: i64, pause: i64) {
        // A clock set back must not make anybody wait for the time it lost.
        *self = Self {
            level: self.level(now) + pause,
            at: now,
        };
    }
}

impl Flood {
    /// Counts one comment from `address`.
    ///
    /// # Errors
    ///
    /// The seconds to wait where too many came.
    pub fn admit(&mut self, address: IpAddr, now: Millis) -> Result<(), u64> {
        let (who, now) = (household(address), now.0);
        if self.each.len() >= REMEMBERED {
            self.each.retain(|_, bucket| bucket.level(now) > 0);
        }
        let mine = self.each.get(&who).copied().unwrap_or_default();
        let wait = mine
            .wait(now, BURST, PAUSE)
            .max(self.all.wait(now, BURST_OF_ALL, PAUSE_OF_ALL));
        if wait > 0 {
            return Err(u64::try_from(wait).unwrap_or_default().div_ceil(1000));
        }
        self.all.fill(now, PAUSE_OF_ALL);
        self.each.entry(who).or_default().fill(now, PAUSE);
        Ok(())
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

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn address(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    fn sent(flood: &mut Flood, from: &str, times: u32, at: i64) -> u32 {
        (0..times)
            .map(|_| u32::from(flood.admit(address(from), Millis(at)).is_ok()))
            .sum()
    }

    #[test]
    fn one_address_may_send_some_and_then_one_each_pause() {
        let mut flood = Flood::default();
        assert_eq!(sent(&mut flood, "203.0.113.7", 100, 1_000), BURST);
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(1_000)), Err(5));
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(5_999)), Err(1));
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(6_000)), Ok(()));
        assert!(flood.admit(address("203.0.113.7"), Millis(6_000)).is_err());
        assert_eq!(
            flood.admit(address("203.0.113.8"), Millis(6_000)),
            Ok(()),
            "another address is not held up"
        );
    }

    #[test]
    fn many_addresses_together_are_held_too() {
        let mut flood = Flood::default();
        let taken: u32 = (0..=255)
            .map(|n| sent(&mut flood, &format!("198.51.100.{n}"), 10, 0))
            .sum();
        assert_eq!(taken, BURST_OF_ALL);
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(0)), Err(1));
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(250)), Ok(()));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let mut flood = Flood::default();
        let taken: u32 = (0..100)
            .map(|n| sent(&mut flood, &format!("2001:db8::{n:x}"), 1, 0))
            .sum();
        assert_eq!(taken, BURST);
        assert_eq!(sent(&mut flood, "::ffff:203.0.113.7", 100, 0), BURST);
        assert_eq!(
            sent(&mut flood, "203.0.113.7", 1, 0),
            0,
            "the same address in another spelling"
        );
    }

    #[test]
    fn a_clock_set_back_holds_nobody_longer() {
        let mut flood = Flood::default();
        sent(&mut flood, "203.0.113.7", BURST, 1_000_000);
        assert!(flood.admit(address("203.0.113.7"), Millis(0)).unwrap_err() <= 5);
    }

    #[test]
    fn who_has_rested_is_forgotten() {
        let mut flood = Flood::default();
        for n in 0..u32::try_from(REMEMBERED).unwrap() {
            let at = i64::from(n) * 1_000;
            flood.admit(IpAddr::V4(n.into()), Millis(at)).unwrap();
        }
        flood
            .admit(address("203.0.113.7"), Millis(20_000_000))
            .unwrap();
        assert_eq!(flood.each.len(), 1);
    }
}
