//! What the accepted entries add up to.
//!
//! A reader may hold all of it (the portal, an audit) or the board and a few editions (a desk):
//! [`crate::fold`] and [`crate::decide`] only ever look at the board and the editions of one item.

mod board;
mod edition;

pub use board::{Board, Device, Fate, Invitation, Last, Member, Standing, Term};
pub use edition::{Approval, Edition, Line, Live, Progress, Submission, WaitsFor, Work};

use crate::ids::{EditionId, Hash, ItemId};
use std::collections::BTreeMap;

/// The board, and the editions that are at hand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct State {
    /// Everything but the editions.
    pub board: Board,
    /// The editions, by id.
    pub editions: BTreeMap<EditionId, Edition>,
}

impl State {
    /// The editions of an item that are at hand, copied to be gone on with.
    pub fn of_item(&self, item: ItemId) -> BTreeMap<EditionId, Edition> {
        let known = |id| Some((id, self.editions.get(&id)?.clone()));
        item.editions().into_iter().filter_map(known).collect()
    }

    /// What publication of a fully approved edition waits for, besides its time; `has_files` tells whether the
    /// files of a revision are all there.
    pub fn waits_for(
        &self,
        id: EditionId,
        has_files: impl FnOnce(Hash) -> bool,
    ) -> Option<WaitsFor> {
        let edition = self.editions.get(&id)?;
        let submission = edition.submission.as_ref()?;
        if !has_files(submission.revision) {
            return Some(WaitsFor::File);
        }
        if edition.translated
            && !edition.source_is_live(submission.revision, self.editions.get(&id.other()))
        {
            return Some(WaitsFor::Source);
        }
        None
    }
}
