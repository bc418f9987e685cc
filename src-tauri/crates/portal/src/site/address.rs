//! Public addresses: how they are written and what is read from them.

use super::publications::Row;
use editorial::Lang;
pub(super) use editorial::address::page;
use std::fmt::Write;

/// The home page of a language.
pub(super) fn home(lang: Lang) -> String {
    format!("/{lang}/")
}

/// The list of everything.
pub(super) fn all(lang: Lang, page: u32) -> String {
    let path = match lang {
        Lang::Vi => "/vi/tat-ca",
        Lang::En => "/en/all",
    };
    paged(path.to_owned(), lang, page)
}

/// A section's list.
pub(super) fn section(lang: Lang, key: &str, page: u32) -> String {
    let key = encoded(key, b"-_.~");
    let path = match lang {
        Lang::Vi => format!("/vi/muc/{key}"),
        Lang::En => format!("/en/section/{key}"),
    };
    paged(path, lang, page)
}

fn paged(path: String, lang: Lang, page: u32) -> String {
    if page > 1 {
        format!("{path}?{}={page}", page_parameter(lang))
    } else {
        path
    }
}

/// The name of the parameter that holds a list's page.
pub(super) fn page_parameter(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "trang",
        Lang::En => "page",
    }
}

/// The name of the parameter that holds the block a comment is to speak to.
pub(super) fn block_parameter(lang: Lang) -> &'static str {
    match lang {
        Lang::Vi => "doan",
        Lang::En => "part",
    }
}

/// The page of a list's row.
pub(super) fn of_row(row: &Row) -> String {
    page(row.edition.lang, &row.title, &row.short)
}

/// The short id in the last part of an address: what follows its last hyphen, where that can be one.
///
/// Short ids are lower-case Crockford base32 of at least eight characters. Capitals are taken for what they mean.
pub(super) fn short_of(name: &str) -> Option<String> {
    let short = name.rsplit('-').next()?.to_ascii_lowercase();
    let fits = short.len() >= 8
        && short.len() <= 52
        && short
            .bytes()
            .all(|c| c.is_ascii_digit() || (c.is_ascii_lowercase() && !b"ilou".contains(&c)));
    fits.then_some(short)
}

/// A link to where `text` stands on the same page, for browsers that find text; others stay where they are.
///
/// The article's bytes bear no ids, so its headings are found by their words.
pub(super) fn text_on_page(text: &str) -> String {
    format!("#:~:text={}", encoded(text.trim(), b""))
}

/// `text` with everything but ASCII letters, digits and `plain` percent-encoded.
fn encoded(text: &str, plain: &[u8]) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            let _ = write!(encoded, "%{byte:02X}");
        }
    }
    encoded
}

/// A part of an address with its percent-encoding undone; none where it is no UTF-8.
pub(super) fn decoded(part: &str) -> Option<String> {
    let mut plain = Vec::with_capacity(part.len());
    let mut rest = part.bytes();
    while let Some(byte) = rest.next() {
        plain.push(if byte == b'%' {
            let mut digit = || {
                char::from(rest.next()?)
                    .to_digit(16)
                    .and_then(|digit| u8::try_from(digit).ok())
            };
            digit()? << 4 | digit()?
        } else {
            byte
        });
    }
    String::from_utf8(plain).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_named_by_its_title_and_found_by_its_short_id() {
        let address = page(Lang::Vi, "Đoàn công tác thăm Lào", "7k2m9qx4");
        assert_eq!(address, "/vi/doan-cong-tac-tham-lao-7k2m9qx4");
        assert_eq!(
            short_of("doan-cong-tac-tham-lao-7k2m9qx4").as_deref(),
            Some("7k2m9qx4")
        );
        assert_eq!(page(Lang::En, "…", "7k2m9qx4"), "/en/7k2m9qx4");
        assert_eq!(short_of("7K2M9QX4").as_deref(), Some("7k2m9qx4"));
    }

    #[test]
    fn what_cannot_be_a_short_id_is_none() {
        for name in [
            "",
            "tin-tuc",
            "a-7k2m9qx",
            "a-7k2m9qxl",
            "a-7k2m9qx4-",
            "a-7k2m9q%4",
            &"a".repeat(60),
        ] {
            assert_eq!(short_of(name), None, "{name:?}");
        }
    }

    #[test]
    fn a_link_to_words_holds_no_sign_that_means_something_there() {
        assert_eq!(
            text_on_page("Điều 9, a-b & c"),
            "#:~:text=%C4%90i%E1%BB%81u%209%2C%20a%2Db%20%26%20c"
        );
    }
}
