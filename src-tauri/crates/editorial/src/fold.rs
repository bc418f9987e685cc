//! Adding one accepted entry to the state.
//!
//! `fold` takes every accepted entry for ever, whatever later rules say; it judges nothing. Of bodies it reads
//! only policies, which are never withheld or erased.

mod board;
mod edition;
mod ending;

pub(crate) use edition::fold_edition;

use crate::{
    entry::Entry,
    event::{Event, What},
    ids::{EditionId, Hash},
    policy::Policy,
    state::{Last, State},
};
use board::fold_board;
use std::collections::BTreeSet;

/// What an entry touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// The editions that changed.
    pub editions: BTreeSet<EditionId>,
}

/// Adds an accepted entry. The editions of the event's item must be in `state` where they exist.
pub fn fold(
    state: &mut State,
    entry: &Entry,
    event: &Event,
    policy: impl FnOnce(Hash) -> Option<Policy>,
) -> Touched {
    let now = entry.accepted_at;
    let mut touched = Touched::default();
    if let Some(id) = event.fact.edition {
        fold_edition(
            &state.board,
            &mut state.editions,
            id,
            now,
            event,
            &mut touched,
        );
        if let What::Published { short, .. } = &event.fact.what {
            state.board.shorts.entry(short.clone()).or_insert(id.item);
        }
    } else {
        fold_board(state, now, event, policy, &mut touched);
    }
    passed(state, entry);
    touched
}

/// Adds an accepted entry whose event this version does not know: it is counted, and its edition is to be read only.
pub fn fold_unknown(state: &mut State, entry: &Entry, edition: Option<EditionId>) -> Touched {
    let mut touched = Touched::default();
    if let Some(id) = edition
        && let Some(it) = state.editions.get_mut(&id)
    {
        it.newer = true;
        it.updated = entry.accepted_at;
        touched.editions.insert(id);
    }
    passed(state, entry);
    touched
}

fn passed(state: &mut State, entry: &Entry) {
    let hash = entry.hash();
    state.board.ledger.get_or_insert(hash);
    state.board.last = Some(Last {
        seq: entry.seq,
        hash,
        accepted_at: entry.accepted_at,
    });
}
