//! The readable part of a public address.

use crate::fold;

/// No slug is longer than this many characters.
const MAX: usize = 80;

/// `text` as part of an address: ASCII letters, digits and single hyphens, at most 80, cut between words.
///
/// Empty where nothing of the text can be written so; the caller names what stands there then. Whatever the slug
/// says, only the short id behind it is looked up.
///
/// ```
/// assert_eq!(language::slug("Đoàn công tác tỉnh Quảng Ngãi thăm Lào (2021)"), "doan-cong-tac-tinh-quang-ngai-tham-lao-2021");
/// assert_eq!(language::slug("…"), "");
/// ```
pub fn slug(text: &str) -> String {
    let mut slug = String::new();
    let mut letters = String::new();
    // An apostrophe stands inside a word: "board's" is one.
    for c in fold(text)
        .chars()
        .filter(|c| !matches!(c, '\'' | '’' | 'ʼ'))
        .chain([' '])
    {
        match c {
            'a'..='z' | '0'..='9' => letters.push(c),
            'æ' => letters.push_str("ae"),
            'œ' => letters.push_str("oe"),
            'ß' => letters.push_str("ss"),
            'ø' => letters.push('o'),
            'ł' => letters.push('l'),
            'ı' => letters.push('i'),
            _ => {
                if letters.is_empty() {
                    continue;
                }
                let hyphen = usize::from(!slug.is_empty());
                if slug.len() + hyphen + letters.len() > MAX {
                    break;
                }
                if hyphen == 1 {
                    slug.push('-');
                }
                slug.push_str(&letters);
                letters.clear();
            }
        }
    }
    if slug.is_empty() {
        // One word longer than any address: cut it.
        letters.truncate(MAX);
        return letters;
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_of_the_board_read_well() {
        assert_eq!(
            slug("Sở Ngoại vụ: 12.500 lượt khách, tăng 5%"),
            "so-ngoai-vu-12-500-luot-khach-tang-5"
        );
        assert_eq!(
            slug("The Department’s new “desk”"),
            "the-departments-new-desk"
        );
        assert_eq!(slug("  --a__b--  "), "a-b");
    }

    #[test]
    fn a_long_title_is_cut_between_words() {
        let cut = slug(&"ngoại vụ ".repeat(40));
        assert!(cut.len() <= 80 && cut.len() > 70, "{cut}");
        assert!(cut.ends_with("ngoai") || cut.ends_with("vu"), "{cut}");
        assert_eq!(slug(&"x".repeat(300)).len(), 80);
    }

    #[test]
    fn what_has_no_ascii_letters_gives_nothing() {
        assert_eq!(slug("ປະເທດລາວ"), "");
        assert_eq!(slug("“…” – ?"), "");
        assert_eq!(slug(""), "");
    }

    proptest! {
        #[test]
        fn every_slug_fits_an_address(text in any::<String>()) {
            let slug = slug(&text);
            prop_assert!(slug.len() <= 80);
            prop_assert!(slug.bytes().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-'));
            prop_assert!(!slug.starts_with('-') && !slug.ends_with('-') && !slug.contains("--"));
        }
    }
}
