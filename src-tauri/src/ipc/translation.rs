//! The English edition beside the Vietnamese, sentence by sentence.

use super::{Piece, Problem, told};
use desk::translation::SegmentRow;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A translation that was opened or brought up to the newest source.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct TranslationOpened {
    /// Which edition.
    pub edition: String,
    /// How many sentences it has.
    pub segments: u32,
    /// How many came from the memory.
    pub from_memory: u32,
}

/// One sentence and its translation.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct SegmentLine {
    /// What names it.
    pub segment: String,
    /// Where it stands: `title`, `summary`, a block's id, or `ID.caption` and the like of a picture.
    pub block: String,
    /// The sentence as it is now, its marks as tags.
    pub source: String,
    /// Its translation; of a sentence that changed, the one from before until a new one is written.
    pub target: String,
    /// `initial`, `translated`, `reviewed` or `final`.
    pub state: String,
    /// The sentence changed since it was translated.
    pub out_of_date: bool,
    /// The sentence before it changed, where it is known.
    pub earlier: Option<String>,
    /// What changed in it since, by words.
    pub changed: Vec<Piece>,
    /// This member may mark it as read over, or take that back: a reviser, and another translated it.
    pub may_review: bool,
}

impl SegmentLine {
    /// The row as the pages read it.
    pub(crate) fn of(row: SegmentRow) -> Result<Self, Problem> {
        Ok(Self {
            state: told(&row.state)?,
            changed: told(&row.changed)?,
            segment: row.segment,
            block: row.block,
            source: row.source,
            target: row.target,
            out_of_date: row.out_of_date,
            earlier: row.earlier,
            may_review: row.may_review,
        })
    }
}
