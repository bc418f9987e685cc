//! What a field may hold, and what its times mean.

use crate::{
    code::Code,
    ids::{Lang, Millis},
    keys::is_site_name,
    kind::{Kind, Value},
};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

/// The longest value of a field, in characters.
const MAX_VALUE: usize = 1_000;

/// A site's zone, `Asia/Ho_Chi_Minh`, is always seven hours ahead of UTC.
pub const ZONE_MILLIS: i64 = 7 * 60 * 60 * 1_000;

/// Why a field was not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{name}: {problem:?}")]
pub struct FieldProblem {
    /// The field's name.
    pub name: String,
    /// What is wrong with it.
    pub problem: FieldFault,
}

/// What can be wrong with a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldFault {
    /// Items of this kind have no such field.
    Unknown(Kind),
    /// It is longer than a thousand characters.
    TooLong,
    /// It holds a line break.
    Lines,
    /// It is none of these.
    Choice(&'static [&'static str]),
    /// It is no day and no time.
    Time,
    /// It is no address for e-mail.
    Email,
    /// It is no section's key.
    Section,
}

impl FieldProblem {
    /// `unknown_field` or `bad_field`.
    pub fn code(&self) -> Code {
        if matches!(self.problem, FieldFault::Unknown(_)) {
            Code::UnknownField
        } else {
            Code::BadField
        }
    }

    /// What is wrong and what to do, in that language.
    pub fn message(&self, lang: Lang) -> String {
        let name = &self.name;
        match (self.problem, lang) {
            (FieldFault::Unknown(kind), lang) => {
                let known: Vec<&str> = kind.fields().iter().map(|field| field.name).collect();
                let known = known.join(", ");
                match lang {
                    Lang::Vi => {
                        format!("Loại mục này không có ô “{name}”. Các ô có thể ghi: {known}.")
                    }
                    Lang::En => {
                        format!("This kind of item has no field “{name}”. Its fields: {known}.")
                    }
                }
            }
            (FieldFault::TooLong, Lang::Vi) => {
                format!("Ô “{name}” dài quá {MAX_VALUE} ký tự. Rút gọn rồi ghi lại.")
            }
            (FieldFault::TooLong, Lang::En) => {
                format!("The field “{name}” is longer than {MAX_VALUE} characters. Shorten it.")
            }
            (FieldFault::Lines, Lang::Vi) => {
                format!("Ô “{name}” chỉ nhận một dòng. Bỏ chỗ xuống dòng.")
            }
            (FieldFault::Lines, Lang::En) => {
                format!("The field “{name}” takes one line. Remove the line break.")
            }
            (FieldFault::Choice(all), Lang::Vi) => {
                format!(
                    "Giá trị ở ô “{name}” không có trong danh sách. Chọn một trong: {}.",
                    all.join(", ")
                )
            }
            (FieldFault::Choice(all), Lang::En) => {
                format!(
                    "The value of “{name}” is not in its list. Choose one of: {}.",
                    all.join(", ")
                )
            }
            (FieldFault::Time, Lang::Vi) => {
                format!(
                    "Ô “{name}” không phải là ngày. Ghi theo mẫu 2026-11-24 hoặc 2026-11-24T17:00:00+07:00."
                )
            }
            (FieldFault::Time, Lang::En) => {
                format!(
                    "The field “{name}” is not a date. Write it as 2026-11-24 or 2026-11-24T17:00:00+07:00."
                )
            }
            (FieldFault::Email, Lang::Vi) => {
                format!(
                    "Ô “{name}” không phải là địa chỉ thư điện tử. Ghi theo mẫu gopy@coquan.example.vn."
                )
            }
            (FieldFault::Email, Lang::En) => {
                format!(
                    "The field “{name}” is not an e-mail address. Write it as comments@office.example.vn."
                )
            }
            (FieldFault::Section, Lang::Vi) => {
                format!(
                    "Ô “{name}” không phải là mã chuyên mục. Ghi mã gồm chữ thường không dấu, chữ số và gạch nối."
                )
            }
            (FieldFault::Section, Lang::En) => {
                format!(
                    "The field “{name}” is not a section's key. Use lower-case letters, digits and hyphens."
                )
            }
        }
    }
}

/// Whether a field of that name may be set to `value`; an empty value empties it.
///
/// # Errors
///
/// [`FieldProblem`], naming the field and what is wrong.
pub fn validate_field(kind: Kind, name: &str, value: &str) -> Result<(), FieldProblem> {
    let fault = |problem| {
        Err(FieldProblem {
            name: name.chars().take(100).collect(),
            problem,
        })
    };
    let Some(field) = kind.field(name) else {
        return fault(FieldFault::Unknown(kind));
    };
    let value = value.trim();
    if value.is_empty() {
        return Ok(());
    }
    if value.chars().count() > MAX_VALUE {
        return fault(FieldFault::TooLong);
    }
    if value.contains(['\n', '\r', '\u{2028}', '\u{2029}']) {
        return fault(FieldFault::Lines);
    }
    match field.value {
        Value::Section if !is_site_name(value) => fault(FieldFault::Section),
        Value::Choice(all) if !all.contains(&value) => fault(FieldFault::Choice(all)),
        Value::Time if moment(value).is_none() => fault(FieldFault::Time),
        Value::Email if !is_email(value) => fault(FieldFault::Email),
        Value::Line | Value::Section | Value::Choice(_) | Value::Time | Value::Email => Ok(()),
    }
}

/// Whether letters could be sent to `value`: one name, one `@`, a host with a dot.
///
/// It keeps slips of the pen out and no more; whether somebody reads what is sent there, only a letter can tell.
pub fn is_email(value: &str) -> bool {
    let Some((name, host)) = value.rsplit_once('@') else {
        return false;
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-".contains(c);
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    };
    value.len() <= 254
        && !name.is_empty()
        && name.len() <= 64
        && name.chars().all(plain)
        && !name.starts_with('.')
        && !name.ends_with('.')
        && !name.contains("..")
        && host.contains('.')
        && host.split('.').all(label)
        && host
            .rsplit('.')
            .next()
            .is_some_and(|last| last.len() >= 2 && !last.bytes().all(|c| c.is_ascii_digit()))
}

/// A value of a field of times.
enum Moment {
    Day(NaiveDate),
    Instant(i64),
}

fn moment(value: &str) -> Option<Moment> {
    let value = value.trim();
    if value.len() == 10 {
        let day = NaiveDate::parse_from_str(value, "%Y-%m-%d").ok()?;
        return is_year(day.year()).then_some(Moment::Day(day));
    }
    // Chrono reads `2026-1-5T…` too; what is written in two ways would be compared as two.
    let day = value.get(..10)?;
    NaiveDate::parse_from_str(day, "%Y-%m-%d")
        .ok()
        .filter(|day| is_year(day.year()))?;
    if !matches!(value.as_bytes().get(10), Some(b'T' | b't' | b' ')) {
        return None;
    }
    if let Ok(time) = DateTime::parse_from_rfc3339(value) {
        return Some(Moment::Instant(time.timestamp_millis()));
    }
    let time = value.get(11..)?;
    ["%H:%M:%S%.f", "%H:%M"].iter().find_map(|form| {
        let local =
            NaiveDateTime::parse_from_str(&format!("{day} {time}"), &format!("%Y-%m-%d {form}"))
                .ok()?;
        Some(Moment::Instant(
            local.and_utc().timestamp_millis() - ZONE_MILLIS,
        ))
    })
}

fn is_year(year: i32) -> bool {
    (1900..=9999).contains(&year)
}

fn midnight(day: NaiveDate) -> Option<Millis> {
    Some(Millis(
        day.and_hms_opt(0, 0, 0)?.and_utc().timestamp_millis() - ZONE_MILLIS,
    ))
}

/// When a time of opening begins: a day with its first moment in the site's zone.
///
/// Days are `2026-11-24`; times RFC 3339, without an offset in the site's zone.
///
/// ```
/// use editorial::{Millis, checks::opens_at};
/// assert_eq!(opens_at("2026-11-24"), Some(Millis(1_795_453_200_000)));
/// assert_eq!(opens_at("2026-11-24T00:00:00"), opens_at("2026-11-23T17:00:00Z"));
/// ```
pub fn opens_at(value: &str) -> Option<Millis> {
    match moment(value)? {
        Moment::Day(day) => midnight(day),
        Moment::Instant(at) => Some(Millis(at)),
    }
}

/// The first moment at which a time of closing is past: of a day, the beginning of the next in the site's zone.
///
/// So comments are taken while `now < closes_at`.
///
/// ```
/// use editorial::checks::{closes_at, opens_at};
/// assert_eq!(closes_at("2026-11-24"), opens_at("2026-11-25"));
/// ```
pub fn closes_at(value: &str) -> Option<Millis> {
    match moment(value)? {
        Moment::Day(day) => midnight(day.succ_opt()?),
        Moment::Instant(at) => Some(Millis(at)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    #[test]
    fn each_kind_takes_its_own_fields_only() {
        assert!(validate_field(Kind::Article, "author", "Đỗ Kiều Oanh").is_ok());
        assert!(validate_field(Kind::Article, "genre", "feature").is_ok());
        assert!(
            validate_field(Kind::Article, "genre", "").is_ok(),
            "an empty value empties the field"
        );
        let unknown = validate_field(Kind::Page, "genre", "news").unwrap_err();
        assert_eq!(unknown.code(), Code::UnknownField);
        assert!(
            unknown
                .message(Lang::En)
                .contains("author, source, section")
        );
        for (kind, name, value) in [
            (Kind::Article, "genre", "essay"),
            (Kind::Article, "section", "Tin tức"),
            (Kind::Article, "author", "Lan\nHuệ"),
            (Kind::Consultation, "closes", "24/11/2026"),
            (Kind::Consultation, "closes", "2026-02-30"),
            (Kind::Consultation, "receiving_email", "gopy@"),
            (Kind::Consultation, "law", "80-2015"),
        ] {
            let problem = validate_field(kind, name, value).unwrap_err();
            assert_eq!(problem.code(), Code::BadField, "{value}");
            for lang in Lang::ALL {
                assert!(problem.message(lang).contains(name));
            }
        }
        assert!(validate_field(Kind::Article, "author", &"a".repeat(1_001)).is_err());
    }

    #[test]
    fn a_day_is_open_from_its_first_moment_to_its_last_in_the_zone_of_the_site() {
        let midnight = opens_at("2026-11-24").unwrap();
        assert_eq!(opens_at("2026-11-23T17:00:00Z"), Some(midnight));
        assert_eq!(opens_at("2026-11-24T00:00:00+07:00"), Some(midnight));
        assert_eq!(opens_at("2026-11-24T00:00"), Some(midnight));
        assert_eq!(opens_at("2026-11-24 00:00:00"), Some(midnight));
        assert_eq!(
            closes_at("2026-11-24").unwrap().0,
            midnight.0 + 24 * 60 * 60 * 1_000
        );
        assert_eq!(
            closes_at("2026-11-24T17:00:00+07:00").unwrap().0,
            midnight.0 + 17 * 60 * 60 * 1_000
        );
        for bad in [
            "",
            "2026",
            "2026-11",
            "24-11-2026",
            "2026-13-01",
            "2026-11-24T25:00:00Z",
            "2026-1-5T00:00:00Z",
            "0001-01-01",
            "hôm nay",
            "2026-11-24T",
            "２０２６-11-24",
        ] {
            assert_eq!(opens_at(bad), None, "{bad}");
            assert_eq!(closes_at(bad), None, "{bad}");
        }
    }

    #[test]
    fn an_address_for_letters_is_plausible() {
        for good in [
            "gopy@quangngai.gov.vn",
            "a.b+c@so-ngoaivu.example",
            "x@1a.vn",
        ] {
            assert!(is_email(good), "{good}");
        }
        for bad in [
            "",
            "@",
            "a@b",
            "a b@c.vn",
            "a@c..vn",
            "a@c.vn.",
            "a@@c.vn",
            ".a@c.vn",
            "a@-c.vn",
            "a@1.2.3.4",
            "góp@c.vn",
            "a@c.v",
            "Tên <a@c.vn>",
            "a@c.vn\u{200b}",
        ] {
            assert!(!is_email(bad), "{bad}");
        }
    }
}
