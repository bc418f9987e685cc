//! No text is lost: what a person saved last stands somewhere that person can find it.

use super::{Wrong, sent::name_of, wrong};
use crate::simulation::text;
use editorial::{Content, EditionId, Hash};
use std::collections::{BTreeMap, BTreeSet};
use store::{Draft, Store};

/// What was saved last of each edition at one desk.
pub type Saved = BTreeMap<EditionId, Content>;

/// That each text that was saved last stands in a draft, a snapshot, an act that waits, or the ledger.
///
/// # Errors
///
/// [`Wrong`], naming the edition; the store's own as [`Wrong`], too.
pub fn nothing_lost(store: &Store, saved: &Saved) -> Result<(), Wrong> {
    for (edition, content) in saved {
        if !stands(store, *edition, name_of(content)).map_err(|error| Wrong(error.to_string()))? {
            return wrong(format!(
                "the text saved last of {edition} is lost: {}",
                text::plain(content)
            ));
        }
    }
    Ok(())
}

fn stands(store: &Store, edition: EditionId, wanted: Hash) -> store::Result<bool> {
    if let Some(draft) = store::drafts::get(store, edition)? {
        let before = draft
            .merge
            .as_ref()
            .and_then(|merge| merge.mine_content.as_deref());
        if name_of(&draft.content) == wanted
            || before.is_some_and(|content| name_of(content) == wanted)
        {
            return Ok(true);
        }
    }
    // What waits in the outbox is part of the state, and so is what stands in the ledger.
    let state = store::mirror::state(store, edition.item)?;
    for line in state
        .editions
        .get(&edition)
        .iter()
        .flat_map(|it| &it.revisions)
    {
        if store::bodies::revision(store, line.revision)?
            .is_some_and(|revision| name_of(&revision.content) == wanted)
        {
            return Ok(true);
        }
    }
    for snapshot in store::snapshots::of(store, edition)? {
        if name_of(&store::snapshots::content(store, snapshot.id)?) == wanted {
            return Ok(true);
        }
    }
    Ok(false)
}

/// That a merge dropped no inserted word of either side: each stands in the draft or in a place to choose from.
///
/// # Errors
///
/// [`Wrong`], naming the words.
pub fn merge_kept_all(store: &Store, draft: &Draft) -> Result<(), Wrong> {
    let Some(merge) = &draft.merge else {
        return Ok(());
    };
    let revision = |hash: Option<Hash>| -> Result<Option<Content>, Wrong> {
        let Some(hash) = hash else {
            return Ok(Some(Content::default()));
        };
        Ok(store::bodies::revision(store, hash)
            .map_err(|error| Wrong(error.to_string()))?
            .map(|it| it.content))
    };
    let (Some(base), Some(theirs), Some(mine)) = (
        revision(merge.base)?,
        revision(Some(merge.theirs))?,
        merge.mine_content.as_deref(),
    ) else {
        return Ok(());
    };
    let base = text::words(&base);
    let mut here = text::words(&draft.content);
    for conflict in &merge.conflicts {
        here.extend(text::words_in(&conflict.to_string()));
    }
    let inserted: BTreeSet<String> = text::words(mine)
        .union(&text::words(&theirs))
        .filter(|word| !base.contains(*word))
        .cloned()
        .collect();
    let lost: Vec<&String> = inserted
        .iter()
        .filter(|word| !here.contains(*word))
        .collect();
    if lost.is_empty() {
        Ok(())
    } else {
        wrong(format!("merging {} lost {lost:?}", draft.edition))
    }
}
