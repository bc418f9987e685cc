//! Characters that one does not see and that make a text read differently from what it says.

use std::borrow::Cow;

/// Why a character does not belong into a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unsafe {
    /// Changes the direction of what follows: `abc` may be shown as `cba`.
    Direction,
    /// Takes no room: two words that look alike are not.
    ZeroWidth,
    /// A control character other than line feed and tab.
    Control,
}

/// The class of `c`, where it does not belong into a text.
///
/// The soft hyphen and the variation selectors of emoji are left alone: word processors leave them everywhere
/// and they mislead nobody; [`fold`](crate::fold) looks through them.
fn class(c: char) -> Option<Unsafe> {
    match c {
        '\n' | '\t' => None,
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {
            Some(Unsafe::Direction)
        }
        '\u{34f}'
        | '\u{115f}'
        | '\u{1160}'
        | '\u{180e}'
        | '\u{200b}'..='\u{200d}'
        | '\u{2060}'..='\u{2065}'
        | '\u{3164}'
        | '\u{feff}'
        | '\u{ffa0}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Some(Unsafe::ZeroWidth),
        c if c.is_control() => Some(Unsafe::Control),
        _ => None,
    }
}

/// Each character that does not belong into a text: its byte offset, itself, and why.
///
/// ```
/// use language::{Unsafe, unsafe_characters};
/// let found: Vec<_> = unsafe_characters("Ngoại\u{200b} vụ").collect();
/// assert_eq!(found, [(7, '\u{200b}', Unsafe::ZeroWidth)]);
/// assert_eq!(unsafe_characters("Hai\tbên\n").count(), 0);
/// ```
pub fn unsafe_characters(text: &str) -> impl Iterator<Item = (usize, char, Unsafe)> + '_ {
    text.char_indices()
        .filter_map(|(at, c)| class(c).map(|class| (at, c, class)))
}

/// `text` without the characters that [`unsafe_characters`] finds.
///
/// ```
/// assert_eq!(language::without_unsafe_characters("Ngoại\u{200b} vụ"), "Ngoại vụ");
/// ```
pub fn without_unsafe_characters(text: &str) -> Cow<'_, str> {
    if unsafe_characters(text).next().is_none() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| class(*c).is_none()).collect())
    }
}

/// Whether `c` is invisible, so that a look-up has to see through it.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{fe00}'..='\u{fe0f}') || (class(c).is_some() && !c.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_class_is_named() {
        for (text, class) in [
            ("\u{202e}", Unsafe::Direction),
            ("\u{2067}", Unsafe::Direction),
            ("\u{feff}", Unsafe::ZeroWidth),
            ("\u{200d}", Unsafe::ZeroWidth),
            ("\u{e0041}", Unsafe::ZeroWidth),
            ("\u{0}", Unsafe::Control),
            ("\r", Unsafe::Control),
            ("\u{1b}", Unsafe::Control),
            ("\u{7f}", Unsafe::Control),
            ("\u{85}", Unsafe::Control),
        ] {
            assert_eq!(
                unsafe_characters(text)
                    .map(|found| found.2)
                    .collect::<Vec<_>>(),
                [class],
                "{text:?}"
            );
        }
    }

    #[test]
    fn ordinary_text_is_left_alone() {
        let text = "Quảng Ngãi – “phố núi” 12.500 ₫, ❤\u{fe0f}, co\u{ad}operation\n\tປະເທດລາວ";
        assert_eq!(unsafe_characters(text).count(), 0);
        assert!(matches!(without_unsafe_characters(text), Cow::Borrowed(_)));
    }
}
