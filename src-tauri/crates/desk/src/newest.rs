//! What others did with a text that is open here: told, never put into it.

use crate::{Desk, Result, time};
use editorial::{EditionId, Hash, MemberId, Millis};

/// A text that was shown to the members this recently is taken to be still at work.
const AT_WORK: i64 = 24 * 60 * 60 * 1000;

/// The newest revision of an edition, and what it means to me.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newest {
    /// The revision.
    pub revision: Hash,
    /// Who wrote it.
    pub by: MemberId,
    /// When the portal took it; of one that waits here, when it was made.
    pub at: String,
    /// I wrote it.
    pub mine: bool,
    /// It was shown to the members, neither submitted nor published.
    pub shown_only: bool,
    /// Another shows it to the members, and not long since: they are writing, too.
    pub at_work: bool,
    /// My last revision, where another has submitted a newer one since.
    pub replaced: Option<Hash>,
}

impl Desk {
    /// The newest revision of an edition; none where it was never shared.
    ///
    /// # Errors
    /// `not_found`.
    pub fn newest(&self, edition: EditionId) -> Result<Option<Newest>> {
        self.row(edition)?;
        let state = self.expected(edition)?;
        let Some((known, line)) = state
            .editions
            .get(&edition)
            .and_then(|known| Some((known, known.revisions.last()?)))
        else {
            return Ok(None);
        };
        let me = store::meta::identity(&self.store)?.member;
        let mine = me == Some(line.author);
        let shown_only = known.head_is_shown_only();
        let since = Millis(self.portal_now()?.0.saturating_sub(AT_WORK));
        Ok(Some(Newest {
            revision: line.revision,
            by: line.author,
            at: time::write(line.at),
            mine,
            shown_only,
            at_work: !mine && shown_only && line.at >= since,
            replaced: me.and_then(|me| known.replaced_of(me)),
        }))
    }
}
