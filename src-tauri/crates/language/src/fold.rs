//! Keys under which texts that a reader takes for the same are the same.

mod vietnamese;

use crate::characters::is_invisible;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// `text` as it is searched: no diacritics, đ as d, lower case, in NFC.
///
/// Punctuation and blanks are kept as they stand, so that a place in the folded text has the same words around it;
/// [`words`](crate::words) drops them. Zero-width and control characters vanish, a no-break space becomes a space.
/// Both ways of placing a tone (hòa, hoà) end equal. Marks of other scripts (Lao vowels) are kept: there they are
/// letters. Folding twice changes nothing.
///
/// ```
/// assert_eq!(language::fold("Đoàn Đại biểu THỦY LỢI"), "doan dai bieu thuy loi");
/// assert_eq!(language::fold("hòa"), language::fold("hoà"));
/// ```
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for c in text.chars() {
        match vietnamese::plain(c) {
            Some(plain) => folded.push(plain),
            None if is_invisible(c) => {}
            None => return fold_any(text),
        }
    }
    folded
}

/// The same for a text of any script, composed or not.
fn fold_any(text: &str) -> String {
    let bare: String = text
        .nfd()
        .filter(|c| !is_diacritic(*c) && !is_invisible(*c))
        .collect();
    // Lower case may bring marks of its own (İ), hence a second look.
    bare.to_lowercase()
        .nfd()
        .filter(|c| !is_diacritic(*c))
        .map(plain_letter)
        .nfc()
        .collect()
}

/// Whether `c` is a mark over, under or through a letter of the Latin, Greek or Cyrillic script.
fn is_diacritic(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}')
}

fn plain_letter(c: char) -> char {
    match c {
        // The last two are taken for đ at many a keyboard: eth, and the d with tail.
        'đ' | 'ð' | 'ɖ' => 'd',
        '\u{a0}' | '\u{202f}' => ' ',
        c => c,
    }
}

/// `text` with every tone at the end of its syllable: the same key for both ways of placing it.
///
/// All other marks, case and punctuation stay. It is a key for look-up, not a text to show.
///
/// ```
/// use language::tone_key;
/// assert_eq!(tone_key("hòa bình, thủy lợi"), tone_key("hoà bình, thuỷ lợi"));
/// assert_ne!(tone_key("hoa"), tone_key("hòa"));
/// assert_ne!(tone_key("quan"), tone_key("quân"));
/// ```
pub fn tone_key(text: &str) -> String {
    vietnamese::tone_key(text).unwrap_or_else(|| tone_key_any(text))
}

/// The same for a text of any script, composed or not.
fn tone_key_any(text: &str) -> String {
    let mut key = String::with_capacity(text.len() + 8);
    let mut tones = String::new();
    for c in text.nfd() {
        if is_tone(c) {
            tones.push(c);
            continue;
        }
        if !c.is_alphabetic() && !is_combining_mark(c) {
            key.push_str(&tones);
            tones.clear();
        }
        key.push(c);
    }
    key.push_str(&tones);
    key.nfc().collect()
}

/// Grave, acute, tilde, hook above, dot below.
fn is_tone(c: char) -> bool {
    matches!(c, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_vietnamese_letter_folds_to_ascii() {
        let letters = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
        let folded = "aaaaaaaaaaaaaaaaaabcddeeeeeeeeeeeeghiiiiiiklmnoooooooooooooooooopqrstuuuuuuuuuuuuvxyyyyyy";
        assert_eq!(fold(letters), folded);
        assert_eq!(fold(&letters.to_uppercase()), folded);
        assert_eq!(fold(&letters.nfd().collect::<String>()), folded);
    }

    #[test]
    fn every_syllable_has_the_same_key_by_either_way() {
        let vowels = "aăâeêioôơuưy";
        for first in vowels.chars() {
            for last in [
                "", "a", "i", "u", "y", "o", "c", "m", "n", "ng", "nh", "p", "t", "ch", "k",
            ] {
                for tone in ["", "\u{300}", "\u{301}", "\u{303}", "\u{309}", "\u{323}"] {
                    for before in ["", "h", "đ", "ngh"] {
                        let syllable: String =
                            format!("{before}{first}{tone}{last} {last}{first}{tone}.")
                                .nfc()
                                .collect();
                        for text in [syllable.to_uppercase(), syllable] {
                            assert_eq!(tone_key(&text), tone_key_any(&text), "{text}");
                            assert_eq!(fold(&text), fold_any(&text), "{text}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn what_is_not_seen_does_not_hide_a_word() {
        assert_eq!(fold("Ngo\u{200b}ại\u{a0}v\u{ad}ụ\u{feff}"), "ngoai vu");
        assert_eq!(fold("a\u{0}b\nc"), "ab\nc");
    }

    #[test]
    fn other_scripts_keep_their_letters() {
        assert_eq!(fold("ປະເທດລາວ ທີ່"), "ປະເທດລາວ ທີ່");
        assert_eq!(fold("한국 МОСКВА"), "한국 москва");
    }

    #[test]
    fn both_tone_placements_have_one_key() {
        for (old, new) in [
            ("hòa", "hoà"),
            ("thủy", "thuỷ"),
            ("khỏe", "khoẻ"),
            ("lũy", "luỹ"),
            ("tùy", "tuỳ"),
            ("HÓA", "HOÁ"),
            ("của", "cuả"),
        ] {
            assert_eq!(tone_key(old), tone_key(new));
        }
        assert_ne!(tone_key("hóa"), tone_key("hòa"));
        assert_ne!(tone_key("mùa xuân"), tone_key("mua xuần"));
        assert_eq!(
            tone_key("Quảng Ngãi"),
            tone_key(&"Quảng Ngãi".nfd().collect::<String>())
        );
    }

    proptest! {
        #[test]
        fn usual_letters_fold_as_any(text in "[a-zA-ZÀ-ỹ0-9 .,;“”‘’–…\u{a0}\u{200b}\u{300}-\u{303}\n-]{0,40}") {
            prop_assert_eq!(fold(&text), fold_any(&text));
            prop_assert_eq!(tone_key(&text), tone_key_any(&text));
            let lower = text.to_lowercase();
            prop_assert_eq!(tone_key(&lower), tone_key_any(&lower));
        }

        #[test]
        fn whatever_is_written_folds_as_any(text in any::<String>()) {
            prop_assert_eq!(fold(&text), fold_any(&text));
            prop_assert_eq!(tone_key(&text), tone_key_any(&text));
        }

        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,40}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once.clone());
            prop_assert!(crate::is_nfc(&once));
        }

        #[test]
        fn composed_and_decomposed_fold_alike(text in "\\PC{0,40}") {
            let folded = fold(&text);
            prop_assert_eq!(fold(&text.nfd().collect::<String>()), folded.clone());
            prop_assert_eq!(fold(&text.nfc().collect::<String>()), folded);
        }

        #[test]
        fn a_tone_key_is_its_own_key(text in "[a-zA-ZÀ-ỹ ]{0,20}") {
            let key = tone_key(&text);
            prop_assert_eq!(tone_key(&key), key.clone());
            prop_assert_eq!(fold(&key), fold(&text));
        }
    }
}
