//! Days and times of the site. Its zone is `Asia/Ho_Chi_Minh`: seven hours ahead of UTC, without summer time.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Timelike};
use editorial::{
    Lang, Millis,
    checks::{ZONE_MILLIS, closes_at, opens_at},
};

/// The site's calendar and clock at an instant.
pub(super) fn local(at: Millis) -> NaiveDateTime {
    DateTime::from_timestamp_millis(at.0.saturating_add(ZONE_MILLIS))
        .unwrap_or_default()
        .naive_utc()
}

/// A day or an instant, as a field holds it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum When {
    /// The whole day.
    Day(NaiveDate),
    /// That very moment.
    Moment(Millis),
}

impl When {
    /// Reads what [`opens_at`] reads; a day stays a day.
    fn read(text: &str) -> Option<Self> {
        let moment = opens_at(text)?;
        let day = NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d");
        Some(day.map_or(Self::Moment(moment), Self::Day))
    }

    /// The day it lies on.
    pub(super) fn day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Moment(at) => local(at).date(),
        }
    }
}

/// From when to when a consultation takes comments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) opens: Option<When>,
    pub(super) closes: Option<When>,
    from: Option<Millis>,
    /// The first moment that is past it.
    until: Option<Millis>,
}

/// Where an instant stands in a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stand {
    /// It is yet to open.
    Ahead,
    /// Comments are taken; that many days are left after today.
    Open {
        /// Whole days of the calendar.
        days_left: i64,
    },
    /// It is over, or its end cannot be read.
    Over,
}

impl Period {
    /// Reads the two fields of a consultation, by the rules that checks go by.
    pub(super) fn read(opens: Option<&str>, closes: Option<&str>) -> Self {
        Self {
            opens: opens.and_then(When::read),
            closes: closes.and_then(When::read),
            from: opens.and_then(opens_at),
            until: closes.and_then(closes_at),
        }
    }

    /// Where `now` stands.
    pub(super) fn stand(&self, now: Millis) -> Stand {
        let Some(closes) = self
            .closes
            .filter(|_| self.until.is_some_and(|until| now < until))
        else {
            return Stand::Over;
        };
        if self.from.is_some_and(|from| now < from) {
            return Stand::Ahead;
        }
        Stand::Open {
            days_left: (closes.day() - local(now).date()).num_days(),
        }
    }
}

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const WEEKDAYS_VI: [&str; 7] = [
    "thứ Hai",
    "thứ Ba",
    "thứ Tư",
    "thứ Năm",
    "thứ Sáu",
    "thứ Bảy",
    "Chủ nhật",
];
const WEEKDAYS_EN: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// `24/11/2026`, `24 November 2026`.
pub(super) fn date(lang: Lang, day: NaiveDate) -> String {
    match lang {
        Lang::Vi => day.format("%d/%m/%Y").to_string(),
        Lang::En => {
            let month = MONTHS.get(day.month0() as usize).unwrap_or(&"");
            format!("{} {month} {}", day.day(), day.year())
        }
    }
}

/// `Chủ nhật, 06/12/2026`, `Sunday, 6 December 2026`.
pub(super) fn weekday_and_date(lang: Lang, day: NaiveDate) -> String {
    let names = match lang {
        Lang::Vi => WEEKDAYS_VI,
        Lang::En => WEEKDAYS_EN,
    };
    let name = names
        .get(day.weekday().num_days_from_monday() as usize)
        .unwrap_or(&"");
    format!("{name}, {}", date(lang, day))
}

/// The day of an instant.
pub(super) fn date_of(lang: Lang, at: Millis) -> String {
    date(lang, local(at).date())
}

/// `15:10`.
pub(super) fn clock(at: Millis) -> String {
    let time = local(at);
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// The instant as machines read it, in the site's zone.
pub(super) fn machine(at: Millis) -> String {
    format!("{}+07:00", local(at).format("%Y-%m-%dT%H:%M:%S"))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn at(text: &str) -> Millis {
        protocol::from_rfc3339(text).unwrap()
    }

    #[test]
    fn a_day_as_an_end_means_to_its_end_in_viet_nam() {
        let period = Period::read(Some("2026-11-16"), Some("2026-12-06"));
        assert_eq!(
            period.stand(at("2026-11-15T23:59:59.999+07:00")),
            Stand::Ahead
        );
        assert_eq!(
            period.stand(at("2026-11-16T00:00:00+07:00")),
            Stand::Open { days_left: 20 }
        );
        assert_eq!(
            period.stand(at("2026-11-24T15:10:00+07:00")),
            Stand::Open { days_left: 12 }
        );
        assert_eq!(
            period.stand(at("2026-12-06T23:59:59.999+07:00")),
            Stand::Open { days_left: 0 }
        );
        assert_eq!(period.stand(at("2026-12-07T00:00:00+07:00")), Stand::Over);
        assert_eq!(
            period.stand(at("2026-12-06T17:00:00Z")),
            Stand::Over,
            "midnight in Viet Nam, not in Greenwich"
        );
    }

    #[test]
    fn a_moment_as_an_end_is_the_first_that_is_too_late() {
        for closes in [
            "2026-12-04T17:00:00+07:00",
            "2026-12-04T10:00:00Z",
            "2026-12-04T17:00",
        ] {
            let period = Period::read(None, Some(closes));
            assert_eq!(
                period.stand(at("2026-12-04T16:59:59.999+07:00")),
                Stand::Open { days_left: 0 },
                "{closes}"
            );
            assert_eq!(
                period.stand(at("2026-12-04T17:00:00+07:00")),
                Stand::Over,
                "{closes}"
            );
        }
    }

    #[test]
    fn without_an_end_that_can_be_read_nothing_is_taken() {
        for closes in [None, Some(""), Some("cuối năm"), Some("2026-02-30")] {
            assert_eq!(
                Period::read(None, closes).stand(at("2026-01-01T00:00:00Z")),
                Stand::Over,
                "{closes:?}"
            );
        }
    }

    #[test]
    fn days_are_written_as_each_language_does() {
        let day = NaiveDate::from_ymd_opt(2026, 12, 6).unwrap();
        assert_eq!(weekday_and_date(Lang::Vi, day), "Chủ nhật, 06/12/2026");
        assert_eq!(weekday_and_date(Lang::En, day), "Sunday, 6 December 2026");
        assert_eq!(clock(at("2026-11-24T20:05:00Z")), "03:05");
        assert_eq!(date_of(Lang::Vi, at("2026-11-24T20:05:00Z")), "25/11/2026");
        assert_eq!(
            machine(at("2026-11-24T20:05:00Z")),
            "2026-11-25T03:05:00+07:00"
        );
    }
}
