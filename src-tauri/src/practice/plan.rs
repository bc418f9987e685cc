//! When what happens to the sample items: all of it in the past, in one order.

use super::sample::{English, Item, State};
use editorial::Millis;

const MINUTE: i64 = 60_000;
const HOUR: i64 = 60 * MINUTE;
const DAY: i64 = 24 * HOUR;
/// The site's zone.
const ZONE: i64 = 7 * HOUR;
/// 1 January 1970 was a Thursday.
const MONDAY: i64 = 4;

/// What happens to an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Step {
    Write,
    Share,
    Submit,
    Return,
    /// With the time of publication, where it is not at once.
    Approve(Option<Millis>),
    Translate,
    SubmitEnglish,
    ApproveEnglish,
    Correct,
    Withdraw,
    Unpublish,
    /// The comment of that number.
    Comment(usize),
    Fork,
}

/// Everything in its order: when, to which item, what.
pub(super) fn steps(items: &[Item], now: Millis) -> Vec<(Millis, usize, Step)> {
    let mut all = Vec::new();
    for (n, item) in items.iter().enumerate() {
        for (at, step) in of(item, n, now) {
            all.push((Millis(at.min(now.0)), n, step));
        }
    }
    // What is done to one item at the same time stays in its order.
    all.sort_by_key(|(at, n, _)| (*at, *n));
    all
}

/// A day before anything happens: the board joins.
pub(super) fn beginning(items: &[Item], now: Millis) -> Millis {
    let first = steps(items, now).first().map_or(now, |(at, ..)| *at);
    Millis(first.0 - DAY)
}

/// The last act of an item: in office hours where it was not today.
fn last(item: &Item, n: usize, now: Millis) -> i64 {
    let n = i64::try_from(n).unwrap_or_default();
    if item.days == 0 {
        return now.0 - (100 - 3 * n).max(5) * MINUTE;
    }
    let today = (now.0 + ZONE).div_euclid(DAY);
    (today - item.days) * DAY - ZONE + 8 * HOUR + (n * 11 + n % 7) * MINUTE
}

fn of(item: &Item, n: usize, now: Millis) -> Vec<(i64, Step)> {
    let last = last(item, n, now);
    let published = |at: i64| {
        vec![
            (at - 5 * HOUR, Step::Write),
            (at - 2 * HOUR, Step::Submit),
            (at, Step::Approve(None)),
        ]
    };
    let changes = item.state == State::Corrected || item.english == English::Behind;
    let first = if changes { last - 3 * DAY } else { last };
    let mut steps = match item.state {
        State::Draft => vec![(last, Step::Write)],
        State::Shared => vec![(last - HOUR, Step::Write), (last, Step::Share)],
        State::Submitted => vec![(last - HOUR, Step::Write), (last, Step::Submit)],
        State::Returned => vec![
            (last - DAY, Step::Write),
            (last - 3 * HOUR, Step::Submit),
            (last, Step::Return),
        ],
        State::Scheduled => {
            let at = monday(now) + i64::try_from(n % 2).unwrap_or_default() * DAY;
            vec![
                (last - 3 * HOUR, Step::Write),
                (last - HOUR, Step::Submit),
                (last, Step::Approve(Some(Millis(at)))),
            ]
        }
        State::Published | State::Corrected => published(first),
        State::Withdrawn => {
            let mut steps = published(last - 9 * DAY);
            steps.push((last, Step::Withdraw));
            steps
        }
        State::Unpublished => {
            let mut steps = published(last - 3 * HOUR);
            steps.push((last, Step::Unpublish));
            steps
        }
        State::Fork => vec![
            (last - DAY, Step::Write),
            (last - DAY + HOUR, Step::Share),
            (last, Step::Fork),
        ],
    };
    steps.extend(english(item, first));
    if changes {
        steps.extend([
            (last - 2 * HOUR, Step::Correct),
            (last - HOUR, Step::Submit),
            (last, Step::Approve(None)),
        ]);
    }
    steps.extend(comments(item, last, now));
    steps
}

fn english(item: &Item, published: i64) -> Vec<(i64, Step)> {
    let all = [
        (published + HOUR, Step::Translate),
        (published + 3 * HOUR, Step::SubmitEnglish),
        (published + 4 * HOUR, Step::ApproveEnglish),
    ];
    let until = match item.english {
        English::None => 0,
        English::Draft => 1,
        English::Submitted => 2,
        English::Published | English::Behind => 3,
    };
    all.into_iter().take(until).collect()
}

/// One a day, from the day after the opening.
fn comments(item: &Item, published: i64, now: Millis) -> Vec<(i64, Step)> {
    let field = |name: &str| {
        let value = item.fields.iter().find(|(field, _)| field == name);
        value.and_then(|(_, value)| desk::time::parse(&day(value, now)?))
    };
    let opens = field("opens").map_or(published, |at| at.0.max(published));
    let closes = field("closes").map_or(now.0, |at| at.0 - HOUR);
    let nth = |n: usize| {
        let n = i64::try_from(n).unwrap_or_default();
        (opens + (n + 1) * DAY + n * 67 * MINUTE).min(closes)
    };
    let all = 0..item.comments.len();
    all.map(|n| (nth(n), Step::Comment(n))).collect()
}

/// The next Monday at eight in the morning.
fn monday(now: Millis) -> i64 {
    let today = (now.0 + ZONE).div_euclid(DAY);
    let ahead = (MONDAY - today - 1).rem_euclid(7) + 1;
    (today + ahead) * DAY - ZONE + 8 * HOUR
}

/// A day as it stands in a field, counted from today where it is written as `-10d`, `+20d`.
pub(super) fn day(value: &str, now: Millis) -> Option<String> {
    let Some(days) = value
        .strip_suffix('d')
        .and_then(|days| days.parse::<i64>().ok())
    else {
        return Some(value.to_owned());
    };
    let at = Millis(now.0 + ZONE + days * DAY);
    desk::time::write(at).get(..10).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use crate::practice::sample;

    fn at(text: &str) -> Millis {
        desk::time::parse(text).unwrap()
    }

    #[test]
    fn days_count_from_today_in_the_zone_of_the_site() {
        let now = at("2026-11-24T00:30");
        assert_eq!(day("-8d", now).unwrap(), "2026-11-16");
        assert_eq!(day("+14d", now).unwrap(), "2026-12-08");
        assert_eq!(day("2026-12-01", now).unwrap(), "2026-12-01");
    }

    #[test]
    fn the_next_monday_is_never_today() {
        for (now, then) in [
            ("2026-11-24T23:59", "2026-11-30T08:00"),
            ("2026-11-29T12:00", "2026-11-30T08:00"),
            ("2026-11-30T07:00", "2026-12-07T08:00"),
        ] {
            assert_eq!(monday(at(now)), at(then).0, "{now}");
        }
    }

    #[test]
    fn nothing_happens_before_it_can_at_any_hour_of_the_day() {
        let items = sample::items().unwrap();
        for hour in 0..24 {
            let now = Millis(at("2026-11-24T00:10").0 + hour * HOUR);
            let steps = steps(&items, now);
            assert!(steps.iter().all(|(at, ..)| *at <= now));
            for (n, item) in items.iter().enumerate() {
                let mine: Vec<_> = steps.iter().filter(|(_, it, _)| *it == n).collect();
                assert_eq!(mine.first().unwrap().2, Step::Write, "{}", item.name);
                let planned: Vec<_> = of(item, n, now).into_iter().map(|(_, step)| step).collect();
                assert_eq!(mine.len(), planned.len(), "{}", item.name);
                let last = mine.last().unwrap().0.0;
                assert!(now.0 - last <= (item.days + 1) * DAY, "{}", item.name);
            }
        }
    }
}
