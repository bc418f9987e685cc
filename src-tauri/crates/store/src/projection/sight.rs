//! What the row of one edition says.

use super::{Editions, Ground};
use crate::{
    blobs, bodies,
    drafts::Draft,
    error::Result,
    list::{Row, Shown},
};
use editorial::{
    EditionId, Hash,
    state::{Edition, Live, WaitsFor, Work},
};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// One edition and everything its row is made from.
pub(super) struct Sight<'a> {
    pub(super) db: &'a Connection,
    pub(super) ground: &'a Ground<'a>,
    pub(super) confirmed: &'a Editions,
    pub(super) expected: &'a Editions,
    pub(super) drafts: &'a BTreeMap<EditionId, Draft>,
    pub(super) id: EditionId,
}

impl Sight<'_> {
    /// Its row, if there is anything to show.
    pub(super) fn row(&self) -> Result<Option<Row>> {
        let edition = self.expected.get(&self.id);
        let draft = self.drafts.get(&self.id);
        let Some(kind) = draft
            .map(|draft| draft.kind)
            .or(edition.map(|edition| edition.kind))
        else {
            return Ok(None);
        };
        let head = edition.and_then(Edition::head);
        let facts = newest_facts(self.db, edition)?.unwrap_or_default();
        let differs = match (draft, head) {
            (Some(draft), Some(head)) => {
                bodies::differs(self.db, draft.kind, &draft.content, head)?
            }
            (Some(_), None) => true,
            (None, _) => false,
        };
        let work = work(edition, differs);
        let live = edition.and_then(|edition| live(&edition.live));
        let (title, author, section) = match draft {
            Some(draft) => {
                let field = |name: &str| draft.content.fields.get(name).cloned();
                (
                    bodies::title(&draft.content),
                    field("author"),
                    field("section"),
                )
            }
            None => (facts.title, facts.author, facts.section),
        };
        let title = match title {
            Some(title) => title,
            None => self.source_title()?,
        };
        let mine = draft.is_some()
            || self.ground.me.is_some_and(|me| {
                edition.is_some_and(|it| it.revisions.iter().any(|line| line.author == me))
            });
        Ok(Some(Row {
            edition: self.id,
            kind,
            title,
            state: live.or(work).unwrap_or(Shown::Draft),
            pending: live.and(work),
            revision: head,
            published_revision: edition.and_then(Edition::live_revision),
            draft: differs,
            fork: draft.is_some_and(Draft::is_fork),
            out_of_date: self.out_of_date(edition, draft),
            waits_for: self.waits_for(edition)?,
            at: edition.and_then(planned),
            updated: edition
                .map(|edition| edition.updated)
                .max(draft.map(|draft| draft.updated))
                .unwrap_or(editorial::Millis(0)),
            author,
            section,
            reason: self.reason(edition)?,
            mine,
            newer: facts.newer
                || edition.is_some_and(|edition| edition.newer)
                || draft.is_some_and(|draft| draft.read_only),
        }))
    }

    /// A translation that has no title yet is known by its source's.
    fn source_title(&self) -> Result<String> {
        let other = self.id.other();
        let is_translation = self
            .expected
            .get(&self.id)
            .is_some_and(|edition| edition.translated)
            || self
                .drafts
                .get(&self.id)
                .is_some_and(|draft| draft.content.is_translation());
        if !is_translation {
            return Ok(String::new());
        }
        if let Some(title) =
            newest_facts(self.db, self.expected.get(&other))?.and_then(|facts| facts.title)
        {
            return Ok(title);
        }
        Ok(self
            .drafts
            .get(&other)
            .and_then(|draft| bodies::title(&draft.content))
            .unwrap_or_default())
    }

    fn out_of_date(&self, edition: Option<&Edition>, draft: Option<&Draft>) -> bool {
        let followed = match draft {
            Some(draft) => draft.content.source,
            None => edition
                .and_then(|edition| edition.revisions.last())
                .and_then(|line| line.source),
        };
        let source = self.expected.get(&self.id.other());
        followed
            .zip(source)
            .is_some_and(|(followed, source)| source.ahead_of(followed).is_some())
    }

    /// What publication of a fully approved edition waits for, as far as this desk can tell.
    fn waits_for(&self, edition: Option<&Edition>) -> Result<Option<WaitsFor>> {
        let Some(edition) = edition.filter(|edition| edition.work == Work::Approved) else {
            return Ok(None);
        };
        let Some(revision) = edition.submission.as_ref().map(|it| it.revision) else {
            return Ok(None);
        };
        if holds_back_a_file(self.db, revision)? {
            return Ok(Some(WaitsFor::File));
        }
        let source = self.expected.get(&self.id.other());
        if edition.translated && !edition.source_is_live(revision, source) {
            return Ok(Some(WaitsFor::Source));
        }
        // The portal has taken the last approval and has not published: only a file can be missing.
        let confirmed = self
            .confirmed
            .get(&self.id)
            .is_some_and(|it| it.work == Work::Approved);
        Ok(confirmed.then_some(WaitsFor::File))
    }

    fn reason(&self, edition: Option<&Edition>) -> Result<Option<String>> {
        let Some(edition) = edition else {
            return Ok(None);
        };
        let returned = edition
            .submission
            .as_ref()
            .filter(|_| edition.work == Work::Returned)
            .and_then(|it| it.returned);
        match (returned, edition.live) {
            (Some((_, reason)), _)
            | (
                None,
                Live::Withdrawn { reason, .. }
                | Live::Unpublished {
                    reason: Some(reason),
                    ..
                },
            ) => bodies::load_text(self.db, reason),
            _ => Ok(None),
        }
    }
}

/// What the newest revision that is here says of itself.
fn newest_facts(db: &Connection, edition: Option<&Edition>) -> Result<Option<bodies::Facts>> {
    for line in edition
        .iter()
        .flat_map(|edition| edition.revisions.iter().rev())
    {
        if let Some(facts) = bodies::facts(db, line.revision)? {
            return Ok(Some(facts));
        }
    }
    Ok(None)
}

fn work(edition: Option<&Edition>, differs: bool) -> Option<Shown> {
    match edition.map_or(Work::None, |edition| edition.work) {
        // Writing on a published text begins a new piece of work; writing on a submitted one changes nothing.
        Work::None => differs.then_some(Shown::Draft),
        Work::Draft => Some(Shown::Draft),
        Work::Submitted => Some(Shown::Submitted),
        Work::Returned => Some(Shown::Returned),
        Work::Approved => Some(Shown::Approved),
        Work::Scheduled => Some(Shown::Scheduled),
    }
}

fn live(live: &Live) -> Option<Shown> {
    match live {
        Live::None => None,
        Live::Published { .. } => Some(Shown::Published),
        Live::Withdrawn { .. } => Some(Shown::Withdrawn),
        Live::Unpublished { .. } => Some(Shown::Unpublished),
    }
}

/// The time of publication that was asked for, while that is to come.
fn planned(edition: &Edition) -> Option<editorial::Millis> {
    edition
        .submission
        .as_ref()
        .filter(|_| edition.work.is_pending())
        .and_then(|it| it.publish_at)
}

/// Whether a file of a revision lies here and not yet at the portal.
fn holds_back_a_file(db: &Connection, revision: Hash) -> Result<bool> {
    let Some(revision) = bodies::load_revision(db, revision)? else {
        return Ok(false);
    };
    for blob in &revision.content.blobs {
        if blobs::load(db, blob.hash)?.is_some_and(|known| known.here && !known.uploaded) {
            return Ok(true);
        }
    }
    Ok(false)
}
