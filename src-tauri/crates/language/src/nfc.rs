//! One form of Unicode at every border.

use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Whether `text` is in NFC already.
///
/// ```
/// assert!(language::is_nfc("Quảng Ngãi"));
/// assert!(!language::is_nfc("Qua\u{309}ng"));
/// ```
pub fn is_nfc(text: &str) -> bool {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => true,
        IsNormalized::No => false,
        IsNormalized::Maybe => text.nfc().eq(text.chars()),
    }
}

/// `text` in NFC; borrowed where it is so already.
///
/// ```
/// assert_eq!(language::nfc("Qua\u{309}ng"), "Quảng");
/// ```
pub fn nfc(text: &str) -> Cow<'_, str> {
    if is_nfc(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfc().collect())
    }
}
