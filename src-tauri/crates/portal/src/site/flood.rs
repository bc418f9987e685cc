//! How many comments come in: from one address, and in all.

use crate::limits::{Bucket, Rate, Senders, seconds};
use editorial::Millis;
use std::net::IpAddr;

/// What one address may send.
const EACH: Rate = Rate {
    burst: 30,
    pause: 5_000,
};
/// What all addresses together may send.
const ALL: Rate = Rate {
    burst: 300,
    pause: 250,
};

/// Counts who sent how much lately.
#[derive(Debug, Default)]
pub struct Flood {
    all: Bucket,
    each: Senders,
}

impl Flood {
    /// Counts one comment from `address`.
    ///
    /// # Errors
    ///
    /// The seconds to wait where too many came.
    pub fn admit(&mut self, address: IpAddr, now: Millis) -> Result<(), u64> {
        let mine = self.each.wait(address, now, EACH);
        let wait = mine.max(self.all.wait(now, ALL));
        if wait > 0 {
            return Err(seconds(wait));
        }
        self.all.fill(now, ALL);
        self.each.fill(address, now, EACH);
        Ok(())
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
        assert_eq!(
            i64::from(sent(&mut flood, "203.0.113.7", 100, 1_000)),
            EACH.burst
        );
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
        assert_eq!(i64::from(taken), ALL.burst);
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(0)), Err(1));
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(250)), Ok(()));
    }

    #[test]
    fn addresses_of_one_ipv6_network_count_as_one() {
        let mut flood = Flood::default();
        let taken: u32 = (0..100)
            .map(|n| sent(&mut flood, &format!("2001:db8::{n:x}"), 1, 0))
            .sum();
        assert_eq!(i64::from(taken), EACH.burst);
        assert_eq!(
            i64::from(sent(&mut flood, "::ffff:203.0.113.7", 100, 0)),
            EACH.burst
        );
        assert_eq!(
            sent(&mut flood, "203.0.113.7", 1, 0),
            0,
            "the same address in another spelling"
        );
    }

    #[test]
    fn a_clock_set_back_holds_nobody_longer() {
        let mut flood = Flood::default();
        sent(&mut flood, "203.0.113.7", 30, 1_000_000);
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(0)), Err(5));
        assert_eq!(flood.admit(address("203.0.113.7"), Millis(5_000)), Ok(()));
    }
}
