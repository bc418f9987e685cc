//! Times as they are written over HTTP and on the command line.

use chrono::{DateTime, SecondsFormat, Utc};
use editorial::Millis;

/// A time as RFC 3339, in UTC, with milliseconds.
///
/// ```
/// assert_eq!(protocol::to_rfc3339(editorial::Millis(1_795_000_000_123)), "2026-11-18T11:06:40.123Z");
/// ```
pub fn to_rfc3339(time: Millis) -> String {
    DateTime::<Utc>::from_timestamp_millis(time.0)
        .unwrap_or_default()
        .to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Reads RFC 3339; `None` for anything else.
pub fn from_rfc3339(text: &str) -> Option<Millis> {
    DateTime::parse_from_rfc3339(text.trim())
        .ok()
        .map(|time| Millis(time.timestamp_millis()))
}
