//! The end of a page: withdrawn, unpublished, or its text erased.

use super::Touched;
use crate::{
    event::{Event, What},
    ids::{EditionId, Hash, Millis},
    state::{Edition, Live, Work},
};
use std::collections::BTreeMap;

/// A page whose text is erased is unpublished, and so is every translation that stands beside it or is laid over it.
pub(super) fn erase(
    editions: &mut BTreeMap<EditionId, Edition>,
    body: Hash,
    now: Millis,
    touched: &mut Touched,
) {
    let gone = |edition: &Edition| edition.live_revision() == Some(body);
    let hit: Vec<EditionId> = editions
        .iter()
        .filter(|(id, edition)| {
            let source = editions.get(&id.other()).filter(|_| edition.translated);
            let over_it = edition
                .live_revision()
                .and_then(|live| edition.line(live))
                .is_some_and(|line| line.source == Some(body));
            gone(edition) || over_it || source.is_some_and(gone)
        })
        .map(|(id, _)| *id)
        .collect();
    for id in hit {
        let Some(edition) = editions.get_mut(&id) else {
            continue;
        };
        let live = match edition.live_revision() {
            Some(revision) => Live::Unpublished {
                revision,
                at: now,
                reason: None,
                to: None,
            },
            None => edition.live,
        };
        end_publication(edition, live);
        edition.updated = now;
        touched.editions.insert(id);
    }
}

pub(super) fn end_pages(
    editions: &mut BTreeMap<EditionId, Edition>,
    id: EditionId,
    now: Millis,
    event: &Event,
    touched: &mut Touched,
) {
    let Some(edition) = editions.get_mut(&id) else {
        return;
    };
    let translated = edition.translated;
    end_page(edition, now, &event.fact.what);
    if translated {
        return;
    }
    // The translation goes along with its source: what was approved to stand beside that page waits for no later one.
    if let Some(other) = editions
        .get_mut(&id.other())
        .filter(|other| other.translated)
    {
        end_page(other, now, &event.fact.what);
        touched.editions.insert(id.other());
    }
}

fn end_page(edition: &mut Edition, now: Millis, what: &What) {
    let live = match (edition.live, what) {
        (
            Live::Published {
                revision, first, ..
            },
            What::Withdrawn { reason },
        ) => Live::Withdrawn {
            revision,
            at: now,
            first,
            reason: *reason,
        },
        (
            Live::Published { revision, .. } | Live::Withdrawn { revision, .. },
            What::Unpublished { reason, to },
        ) => Live::Unpublished {
            revision,
            at: now,
            reason: Some(*reason),
            to: *to,
        },
        (as_it_was, _) => as_it_was,
    };
    edition.updated = now;
    end_publication(edition, live);
}

fn end_publication(edition: &mut Edition, live: Live) {
    edition.live = live;
    for approval in &mut edition.approvals {
        approval.counts = false;
    }
    if let Some(submission) = &mut edition.submission {
        submission.publish_at = None;
    }
    if matches!(edition.work, Work::Approved | Work::Scheduled) {
        edition.work = Work::Draft;
    }
}
