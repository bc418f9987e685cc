//! What the public wrote to a consultation.

use crate::{Desk, Result};
use editorial::EditionId;
use serde::Serialize;

/// One comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CommentRow {
    /// Its id.
    pub comment: String,
    /// The number the reader was given.
    pub receipt: String,
    /// The reader's name.
    pub name: String,
    /// How to reach the reader.
    pub contact: String,
    /// The words.
    pub text: String,
    /// When it came.
    pub at: String,
    /// The provision it speaks to.
    pub block: Option<String>,
    /// The reader asked that the name is not shown.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub hide_name: bool,
    /// It was erased by law.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}

impl Desk {
    /// The public's comments on an edition, oldest first.
    ///
    /// # Errors
    /// `not_found`.
    pub fn comments(&self, edition: EditionId) -> Result<Vec<CommentRow>> {
        self.row(edition)?;
        let lines = store::comments::of(&self.store, edition)?;
        Ok(lines
            .into_iter()
            .map(|line| CommentRow {
                comment: line.comment,
                receipt: line.receipt,
                name: line.name,
                contact: line.contact,
                text: line.text,
                at: crate::time::write(line.at),
                block: line.block,
                hide_name: line.hide_name,
                erased: line.erased,
            })
            .collect())
    }
}
