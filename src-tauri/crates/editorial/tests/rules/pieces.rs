//! Pieces of which the texts of these tests are made.

use editorial::{Block, BlockId, Hash, Run};

/// A block's id that begins with `name`.
pub(crate) fn id(name: &str) -> BlockId {
    format!("{name:0<10}").parse().unwrap()
}

/// A paragraph.
pub(crate) fn p(name: &str, text: &str) -> Block {
    Block::Paragraph {
        id: id(name),
        content: vec![Run::plain(text)],
    }
}

/// The name of a source's revision.
pub(crate) fn revision(n: u8) -> Hash {
    Hash::of(&[n])
}
