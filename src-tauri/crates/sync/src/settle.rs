//! Two people, one edition: the later text is merged with the head into a draft of its owner, who looks and submits.
//!
//! A block changed on both sides is never mixed: both stand to choose from, on this desk only.

use editorial::{Code, Content, EditionId, Millis, merge};
use store::{
    Merged, Notice, Store,
    drafts::{self, Merge},
};

/// Merges the head of an edition into the draft here, if the draft does not build on it already. Whether a fork is open.
///
/// The text as it was before is kept as a snapshot.
///
/// # Errors
///
/// Those of the store.
pub fn rebase(store: &Store, edition: EditionId, now: Millis) -> store::Result<bool> {
    loop {
        match rebase_what_stands(store, edition, now) {
            // Somebody wrote on meanwhile: those words are merged, too.
            Err(store::Error::Stale) => {}
            other => return other,
        }
    }
}

fn rebase_what_stands(store: &Store, edition: EditionId, now: Millis) -> store::Result<bool> {
    let Some(before) = drafts::get(store, edition)? else {
        return Ok(false);
    };
    let mut draft = before.clone();
    let state = store::mirror::state(store, edition.item)?;
    let Some(known) = state.editions.get(&edition) else {
        return Ok(draft.is_fork());
    };
    let head = known.head();
    if draft.base == head || known.newer {
        return Ok(draft.is_fork());
    }
    let Some(theirs) = head
        .map(|head| store::bodies::revision(store, head))
        .transpose()?
        .flatten()
    else {
        // The head's text is not here yet: the next exchange brings it.
        return Ok(draft.is_fork());
    };
    // A refused revision is never a parent: what it says is this desk's own text.
    let base = draft.base.filter(|base| known.line(*base).is_some());
    let base_content = match base {
        Some(base) => store::bodies::revision(store, base)?.map(|revision| revision.content),
        None => None,
    };
    store::snapshots::take(store, edition, None, now)?;
    let mine = draft.content.clone();
    let merged = merge::merge(
        &base_content.unwrap_or_else(|| Content {
            document: theirs
                .content
                .document
                .as_ref()
                .map(|_| editorial::Document::default()),
            ..Content::default()
        }),
        &mine,
        &theirs.content,
    );
    // Passages still to choose from an earlier merge stay to be chosen.
    let mut conflicts: Vec<serde_json::Value> = draft
        .merge
        .take()
        .map(|before| before.conflicts)
        .unwrap_or_default();
    let places: Vec<String> = merged
        .conflicts
        .iter()
        .map(|conflict| conflict.place.to_string())
        .collect();
    conflicts.retain(|value| {
        value
            .get("place")
            .and_then(|place| place.as_str())
            .is_none_or(|place| !places.iter().any(|other| other == place))
    });
    conflicts.extend(
        merged
            .conflicts
            .iter()
            .filter_map(|conflict| serde_json::to_value(conflict).ok()),
    );
    draft.content = merged.content;
    draft.merge = Some(Merge {
        theirs: head.unwrap_or(editorial::Hash::ZERO),
        mine: draft.base,
        mine_content: Some(Box::new(mine)),
        base,
        conflicts,
    });
    draft.base = head;
    draft.updated = now;
    let fork = draft.is_fork();
    drafts::replace(store, &before, &draft)?;
    Ok(fork)
}

/// Merges every text that was refused as `behind` and whose head is here by now; how many.
///
/// # Errors
///
/// Those of the store.
pub fn merge_refused(store: &Store, now: Millis) -> store::Result<usize> {
    let notices = to_merge(store)?;
    let merged = notices.len();
    for mut notice in notices {
        if let Some(edition) = notice.edition {
            let fork = rebase(store, edition, now)?;
            notice.merged = if fork { Merged::Fork } else { Merged::Clean };
            store::refusals::add(store, &notice)?;
        }
    }
    Ok(merged)
}

/// The notices whose texts are to be merged, as far as the heads are here.
pub(crate) fn to_merge(store: &Store) -> store::Result<Vec<Notice>> {
    let mut all = Vec::new();
    for notice in store::refusals::all(store)? {
        let Some(edition) = notice
            .edition
            .filter(|_| notice.refusal.code == Code::Behind && notice.merged == Merged::No)
        else {
            continue;
        };
        let Some(draft) = drafts::get(store, edition)? else {
            continue;
        };
        let state = store::mirror::state(store, edition.item)?;
        let head = state
            .editions
            .get(&edition)
            .and_then(editorial::state::Edition::head);
        let here = head
            .map(|head| store::bodies::has(store, head))
            .transpose()?
            .unwrap_or(false);
        if here && draft.base != head {
            all.push(notice);
        }
    }
    Ok(all)
}
