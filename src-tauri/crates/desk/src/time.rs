//! Times as people and scripts write them.

use editorial::{Millis, checks};

pub use protocol::to_rfc3339 as write;

/// Reads RFC 3339, or a day or a time without offset, which are the site's: as a field of times is read.
///
/// ```
/// assert_eq!(desk::time::parse("2026-11-24T08:00:00+07:00"), desk::time::parse("2026-11-24T08:00"));
/// assert_eq!(desk::time::parse("hôm nay"), None);
/// ```
pub fn parse(text: &str) -> Option<Millis> {
    checks::opens_at(text)
}
