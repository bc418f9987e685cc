//! Times as people and scripts write them.

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, TimeZone};
use editorial::Millis;

pub use protocol::to_rfc3339 as write;

/// The site's zone: one for all, whatever the computer says.
fn zone() -> Option<FixedOffset> {
    FixedOffset::east_opt(7 * 3600)
}

/// Reads RFC 3339, or a day or a time without offset, which are the site's.
///
/// ```
/// assert_eq!(desk::time::parse("2026-11-24T08:00:00+07:00"), desk::time::parse("2026-11-24T08:00"));
/// assert_eq!(desk::time::parse("hôm nay"), None);
/// ```
pub fn parse(text: &str) -> Option<Millis> {
    let text = text.trim();
    if let Some(time) = protocol::from_rfc3339(text) {
        return Some(time);
    }
    let local = ["%Y-%m-%dT%H:%M:%S", "%Y-%m-%dT%H:%M"]
        .iter()
        .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok())
        .or_else(|| {
            NaiveDate::parse_from_str(text, "%Y-%m-%d")
                .ok()?
                .and_hms_opt(0, 0, 0)
        })?;
    Some(Millis(
        zone()?
            .from_local_datetime(&local)
            .single()?
            .timestamp_millis(),
    ))
}
