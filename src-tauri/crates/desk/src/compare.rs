//! Two texts of an edition, compared by words.

use crate::{Desk, Result};
use editorial::{
    Code, Content, EditionId, Hash,
    compare::{self, Change},
    state::Edition,
};

/// One side of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// A revision.
    Revision(Hash),
    /// The draft here.
    Draft,
    /// What readers see now.
    Live,
}

impl Desk {
    /// A comparison by words: by default from what is live (else the revision before) to the draft (else the newest).
    ///
    /// # Errors
    /// `not_found` where a side is not here.
    pub fn diff(
        &self,
        edition: EditionId,
        from: Option<Side>,
        to: Option<Side>,
    ) -> Result<Vec<Change>> {
        self.row(edition)?;
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition);
        let new = match to {
            Some(side) => self.side(edition, known, side)?,
            None => self.newest_content(edition)?,
        };
        let old = match from {
            Some(side) => self.side(edition, known, side)?,
            None => match self.usual_from(edition, known)? {
                Some(hash) => self.content_of(edition, hash)?,
                None => Content::default(),
            },
        };
        Ok(compare::compare(
            &self.laid_or_empty(edition, old)?,
            &self.laid_or_empty(edition, new)?,
        ))
    }

    fn laid_or_empty(&self, edition: EditionId, content: Content) -> Result<Content> {
        if content.source.is_some() {
            self.laid(edition, &content)
        } else {
            Ok(content)
        }
    }

    fn usual_from(&self, edition: EditionId, known: Option<&Edition>) -> Result<Option<Hash>> {
        let Some(known) = known else { return Ok(None) };
        if let Some(live) = known.live_revision() {
            return Ok(Some(live));
        }
        let newest_is_draft = store::drafts::get(&self.store, edition)?.is_some();
        let head = known.head();
        Ok(if newest_is_draft {
            head
        } else {
            head.and_then(|head| known.line(head))
                .and_then(|line| line.parent)
        })
    }

    fn side(&self, edition: EditionId, known: Option<&Edition>, side: Side) -> Result<Content> {
        match side {
            Side::Revision(hash) => self.content_of(edition, hash),
            Side::Draft => Ok(store::drafts::get(&self.store, edition)?
                .ok_or(Code::NotFound)?
                .content),
            Side::Live => {
                let live = known
                    .and_then(Edition::live_revision)
                    .ok_or(Code::NotFound)?;
                self.content_of(edition, live)
            }
        }
    }
}
