//! Vietnamese and English text: folding, words, sentences, slugs, sorting, and marks that must be noticed.
//!
//! Everything here is a pure function over `&str`; nothing knows documents, items or people. Offsets are bytes
//! of the text that was given.

mod characters;
mod document_number;
mod fold;
mod nfc;
mod secret;
mod sentences;
mod slug;
mod sort;
mod words;

pub use characters::{Unsafe, unsafe_characters, without_unsafe_characters};
pub use document_number::{document_number, document_numbers};
pub use fold::{fold, tone_key};
pub use nfc::{is_nfc, nfc};
pub use secret::secret_mark;
pub use sentences::{Language, sentences};
pub use slug::slug;
pub use sort::{compare, compare_names};
pub use words::{tokens, words};
