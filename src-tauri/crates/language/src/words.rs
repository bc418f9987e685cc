//! Cutting a text into pieces.
//!
//! A Vietnamese word is often several syllables with blanks between; only a dictionary could tell. So everything
//! counts, compares and finds by syllable, and says so.

use unicode_normalization::char::is_combining_mark;
use unicode_segmentation::UnicodeSegmentation;

/// The pieces of `text` for a comparison by words: syllables, numbers, signs and blanks. Joined they are the text again.
///
/// ```
/// let pieces = language::tokens("Hơn 12.500 người, sáng 5/2.");
/// assert_eq!(pieces.concat(), "Hơn 12.500 người, sáng 5/2.");
/// assert_eq!(pieces[..5], ["Hơn", " ", "12.500", " ", "người"]);
/// ```
pub fn tokens(text: &str) -> Vec<&str> {
    text.split_word_bounds().collect()
}

/// The words of `text` for searching: every unbroken run of letters and digits, so `43/2011/NĐ-CP` gives four.
///
/// ```
/// assert_eq!(language::words("số 43/2011/NĐ-CP").collect::<Vec<_>>(), ["số", "43", "2011", "NĐ", "CP"]);
/// ```
pub fn words(text: &str) -> impl Iterator<Item = &str> + '_ {
    text.split(|c: char| !c.is_alphanumeric() && !is_combining_mark(c))
        .filter(|word| word.contains(char::is_alphanumeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn decomposed_letters_hold_together() {
        assert_eq!(
            words("Qua\u{309}ng Nga\u{303}i").collect::<Vec<_>>(),
            ["Qua\u{309}ng", "Nga\u{303}i"]
        );
    }

    #[test]
    fn signs_alone_are_no_words() {
        assert_eq!(words(" – “…” * \u{301} \" ").count(), 0);
        assert_eq!(words("").count(), 0);
        assert!(tokens("").is_empty());
    }

    proptest! {
        #[test]
        fn joined_tokens_are_the_text(text in any::<String>()) {
            prop_assert_eq!(tokens(&text).concat(), text);
        }

        #[test]
        fn words_hold_no_blanks(text in "\\PC{0,40}") {
            for word in words(&text) {
                prop_assert!(!word.contains(char::is_whitespace) && !word.is_empty());
            }
        }
    }
}
