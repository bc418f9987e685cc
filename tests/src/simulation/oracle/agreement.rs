//! Everybody ends with the same state: that of the portal, with every text that stands now.

use super::{Wrong, wrong};
use crate::simulation::acts::before_the_board;
use editorial::{EventId, Hash, State, state::Edition};
use std::collections::BTreeSet;
use store::Store;

/// That a desk holds what the portal holds.
///
/// # Errors
///
/// [`Wrong`] with what differs.
pub fn same_as_portal(name: &str, store: &Store, portal: &State) -> Result<(), Wrong> {
    let fail = |error: store::Error| Wrong(error.to_string());
    let here = store::mirror::whole(store).map_err(fail)?;
    if here.board.last != portal.board.last {
        return wrong(format!(
            "{name} is at entry {:?}, the portal at {:?}",
            here.board.last.map(|it| it.seq),
            portal.board.last.map(|it| it.seq)
        ));
    }
    if here.board != portal.board {
        return wrong(format!("{name} sees another board than the portal"));
    }
    for (id, edition) in &portal.editions {
        if here.editions.get(id) != Some(edition) {
            return wrong(format!(
                "{name} sees {id} as {}, the portal as {}",
                brief(here.editions.get(id)),
                brief(Some(edition))
            ));
        }
        let standing: BTreeSet<Hash> = [
            edition.head(),
            edition.live_revision(),
            before_the_board(edition),
        ]
        .into_iter()
        .flatten()
        .collect();
        for revision in standing {
            if !store::bodies::has(store, revision).map_err(fail)? {
                return wrong(format!("{name} has not the text {revision} of {id}"));
            }
        }
    }
    if here.editions.len() != portal.editions.len() {
        return wrong(format!(
            "{name} sees editions that the portal does not have"
        ));
    }
    let waits = store::outbox::sendable(store).map_err(fail)?;
    if let Some(act) = waits.first() {
        return wrong(format!(
            "{} acts wait for ever at {name}: {} {}",
            waits.len(),
            act.what,
            act.id,
        ));
    }
    Ok(())
}

/// The events, and their texts, without which a desk does not offer again what an older copy of the portal has lost.
///
/// # Errors
///
/// [`Wrong`] with an act that waits for no text.
pub fn waited_for(name: &str, store: &Store) -> Result<BTreeSet<(EventId, Hash)>, Wrong> {
    let fail = |error: store::Error| Wrong(error.to_string());
    let mut texts = BTreeSet::new();
    for act in store::outbox::pending(store).map_err(fail)? {
        if let Some(seq) = act.accepted {
            return wrong(format!(
                "{} {} waits for ever at {name}, accepted as {seq}",
                act.what, act.id
            ));
        }
        for text in act.bodies {
            if !store::bodies::has(store, text).map_err(fail)? {
                texts.insert((act.id, text));
            }
        }
    }
    Ok(texts)
}

fn brief(edition: Option<&Edition>) -> String {
    let Some(it) = edition else {
        return "nothing".to_owned();
    };
    let counts = it
        .approvals
        .iter()
        .filter(|approval| approval.counts)
        .count();
    format!(
        "{:?} of {} revisions with {counts} of {} approvals, {:?}",
        it.work,
        it.revisions.len(),
        it.approvals.len(),
        it.live
    )
}
