//! Looking at items: lists, one edition, its checks, its history, comparisons.

use crate::{Desk, Result, time, view::Seen};
use editorial::{
    Code, Content, Document, EditionId, Event, Hash, Kind, Millis, What, address,
    checks::{Finding, Severity},
    decide,
    state::{Edition, State},
    translation,
};
use serde::Serialize;
use std::collections::BTreeMap;

pub use crate::{
    compare::Side,
    rows::{Approval, Row},
    sections::SectionName,
};
pub use store::{Filter, Shown as ListState, entries::Wanted};

/// One edition, whole.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// Its row of the list.
    #[serde(flatten)]
    pub row: Row,
    /// The summary.
    pub summary: String,
    /// The fields as readers see them.
    pub fields: BTreeMap<String, String>,
    /// The text as readers see it.
    pub document: Document,
    /// The approvals of the revision in question.
    pub approvals: Vec<Approval>,
    /// How many are still missing.
    pub needed: u32,
    /// The public address, once published.
    pub url: Option<String>,
    /// Who submitted it last.
    #[serde(skip)]
    pub submitted_by: Option<editorial::MemberId>,
    /// It is written sentence by sentence, over its source.
    #[serde(skip)]
    pub translated: bool,
    /// The revision of the other edition that it translates.
    #[serde(skip)]
    pub source: Option<Hash>,
}

/// One item of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Entry {
    /// The Vietnamese edition; the English one where there is no other.
    pub row: Row,
    /// The English edition beside it.
    pub english: Option<Row>,
    /// When one of them was last touched.
    pub updated: String,
}

impl From<store::entries::Entry> for Entry {
    fn from(entry: store::entries::Entry) -> Self {
        Self {
            row: Row::from(entry.row),
            english: entry.english.map(Row::from),
            updated: time::write(entry.updated),
        }
    }
}

/// A finding in a person's words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CheckRow {
    /// The check.
    pub check: String,
    /// How much it matters.
    pub severity: Severity,
    /// Where.
    pub block: Option<String>,
    /// What is wrong, what to do.
    pub message: String,
}

/// One event of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct HistoryRow {
    /// When the portal took it; for what still waits here, when it was made.
    pub at: String,
    /// The member; none for the portal itself.
    pub by: Option<editorial::MemberId>,
    /// What happened.
    pub what: String,
    /// The revision it is about.
    pub revision: Option<Hash>,
    /// A note or a reason.
    pub note: Option<String>,
    /// Why it was handed in although checks found something.
    #[serde(skip)]
    pub reasons: Vec<GivenReason>,
    /// It has not been confirmed by the portal yet.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub waits: bool,
}

/// Why a text was handed in although a check found something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct GivenReason {
    /// The check.
    pub check: String,
    /// The reason, where it lies here.
    pub text: Option<String>,
}

impl Desk {
    /// The editions that fit, newest first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn list(&self, filter: &Filter) -> Result<Vec<Row>> {
        Ok(store::list::list(&self.store, filter)?
            .into_iter()
            .map(Row::from)
            .collect())
    }

    /// The items that fit, each once with both its editions, the last touched first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn entries(&self, wanted: &Wanted) -> Result<Vec<Entry>> {
        let entries = store::entries::entries(&self.store, wanted)?.into_iter();
        Ok(entries.map(Entry::from).collect())
    }

    /// How many items fit, and of these how many were touched at each of these times or later.
    ///
    /// # Errors
    /// Those of the store.
    pub fn outline(&self, wanted: &Wanted, since: &[Millis]) -> Result<(u64, Vec<u64>)> {
        Ok(store::entries::outline(&self.store, wanted, since)?)
    }

    /// One row of the list.
    ///
    /// # Errors
    /// `not_found`.
    pub fn row(&self, edition: EditionId) -> Result<Row> {
        Ok(store::list::row(&self.store, edition)?
            .map(Row::from)
            .ok_or(Code::NotFound)?)
    }

    /// One edition: the draft where there is one, else the newest revision, or the revision named.
    ///
    /// # Errors
    /// `not_found`, `erased`, `newer_version`.
    pub fn show(&self, edition: EditionId, revision: Option<Hash>) -> Result<Shown> {
        let mut row = self.row(edition)?;
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition);
        let (content, named) = match revision {
            Some(hash) => (self.content_of(edition, hash)?, Some(hash)),
            None => (self.newest_content(edition)?, known.and_then(Edition::head)),
        };
        let laid = self.laid(edition, &content)?;
        row.title.clone_from(&laid.title);
        let (approvals, needed) = known.map_or((Vec::new(), 0), |known| approvals(known, named));
        let submission = known.and_then(|known| known.submission.as_ref());
        let url = match known {
            Some(known) => self.public_url(edition, known)?,
            None => None,
        };
        Ok(Shown {
            row,
            summary: laid.summary,
            fields: laid.fields,
            document: laid.document.unwrap_or_default(),
            approvals,
            needed,
            url,
            submitted_by: submission.map(|it| it.member),
            translated: content.is_translation(),
            source: content.source,
        })
    }

    fn public_url(&self, edition: EditionId, known: &Edition) -> Result<Option<String>> {
        let portal = store::meta::portal(&self.store)?;
        let (Some(portal), Some(live), Some(short)) = (portal, known.live_revision(), &known.short)
        else {
            return Ok(None);
        };
        let title = match self.content_of(edition, live) {
            Ok(content) => self.laid(edition, &content)?.title,
            Err(_) => String::new(),
        };
        let path = address::page(edition.lang, &title, short);
        Ok(Some(format!("{}{path}", portal.url.trim_end_matches('/'))))
    }

    /// The text as it will stand on the public page.
    ///
    /// # Errors
    /// As [`Desk::show`].
    pub fn html(&self, edition: EditionId, revision: Option<Hash>) -> Result<String> {
        Ok(formats::html::render(&self.document(edition, revision)?))
    }

    /// Its words alone.
    ///
    /// # Errors
    /// As [`Desk::show`].
    pub fn text(&self, edition: EditionId, revision: Option<Hash>) -> Result<String> {
        Ok(formats::text::render(&self.document(edition, revision)?))
    }

    /// As Markdown.
    ///
    /// # Errors
    /// As [`Desk::show`].
    pub fn markdown(&self, edition: EditionId, revision: Option<Hash>) -> Result<String> {
        Ok(formats::markdown::render(
            &self.document(edition, revision)?,
        ))
    }

    fn document(&self, edition: EditionId, revision: Option<Hash>) -> Result<Document> {
        Ok(self.show(edition, revision)?.document)
    }

    /// What a reader of an edition would see: a translation is laid over its source.
    pub(crate) fn laid(&self, edition: EditionId, content: &Content) -> Result<Content> {
        match content.source {
            Some(source) => Ok(translation::laid(
                &self.revision(source)?.content,
                edition.lang.other(),
                content,
            )),
            None => Ok(content.clone()),
        }
    }

    pub(crate) fn content_of(&self, edition: EditionId, hash: Hash) -> Result<Content> {
        let revision = self.revision(hash)?;
        if revision.edition() == edition {
            Ok(revision.content)
        } else {
            Err(Code::NotFound.into())
        }
    }

    pub(crate) fn newest_content(&self, edition: EditionId) -> Result<Content> {
        if let Some(draft) = store::drafts::get(&self.store, edition)? {
            return Ok(draft.content);
        }
        let state = self.expected(edition)?;
        let head = state
            .editions
            .get(&edition)
            .and_then(Edition::head)
            .ok_or(Code::NotFound)?;
        Ok(self.revision(head)?.content)
    }

    /// What the checks say of the newest text.
    ///
    /// # Errors
    /// `not_found`.
    pub fn check(&self, edition: EditionId) -> Result<Vec<CheckRow>> {
        let row = self.row(edition)?;
        let content = self.newest_content(edition)?;
        Ok(self
            .findings(edition, row.kind, &content)?
            .into_iter()
            .map(told)
            .collect())
    }

    /// The checks over a text that may not be saved yet, as while typing.
    ///
    /// # Errors
    /// Those of the store.
    pub fn findings(
        &self,
        edition: EditionId,
        kind: Kind,
        content: &Content,
    ) -> Result<Vec<Finding>> {
        let view = self.seen(self.expected(edition)?);
        Ok(decide::findings(&view, edition, kind, content))
    }

    /// The events of an edition, oldest first, those waiting here last.
    ///
    /// # Errors
    /// Those of the store.
    pub fn history(&self, edition: EditionId) -> Result<Vec<HistoryRow>> {
        self.row(edition)?;
        let mut rows = Vec::new();
        let mut entries = store::mirror::history(&self.store, edition)?;
        entries.extend(self.erasures(edition)?);
        entries.sort_by_key(|kept| kept.seq);
        for kept in entries {
            let Ok(entry) = editorial::Entry::read(&kept.entry) else {
                continue;
            };
            let Ok(event) = Event::read(&kept.event) else {
                continue;
            };
            rows.push(self.history_row(&event, time::write(entry.accepted_at), false)?);
        }
        for act in store::outbox::pending(&self.store)? {
            if act.edition != Some(edition) {
                continue;
            }
            let Ok(event) = Event::read(&act.event) else {
                continue;
            };
            rows.push(self.history_row(&event, time::write(event.at), true)?);
        }
        Ok(rows)
    }

    /// An erasure names a body and no edition: those of this edition's texts.
    fn erasures(&self, edition: EditionId) -> Result<Vec<store::mirror::Kept>> {
        let state = self.expected(edition)?;
        let lines = state.editions.get(&edition).map(|known| &known.revisions);
        let erased: Vec<Hash> = lines
            .into_iter()
            .flatten()
            .map(|line| line.revision)
            .filter(|revision| state.board.erased.contains(revision))
            .collect();
        if erased.is_empty() {
            return Ok(Vec::new());
        }
        let mut kept = store::mirror::erasures(&self.store)?;
        kept.retain(|kept| {
            Event::read(&kept.event).is_ok_and(
                |event| matches!(event.fact.what, What::Erased { body, .. } if erased.contains(&body)),
            )
        });
        Ok(kept)
    }

    fn history_row(&self, event: &Event, at: String, waits: bool) -> Result<HistoryRow> {
        let note = match &event.fact.what {
            What::Submitted { note, .. } => *note,
            What::Returned { reason, .. }
            | What::Withdrawn { reason }
            | What::Unpublished { reason, .. } => Some(*reason),
            _ => None,
        };
        let note = note.map(|hash| self.text_of(hash)).transpose()?.flatten();
        let mut reasons = Vec::new();
        if let What::Submitted { reasons: given, .. } = &event.fact.what {
            for reason in given {
                reasons.push(GivenReason {
                    check: reason.check.clone(),
                    text: self.text_of(reason.body)?,
                });
            }
        }
        Ok(HistoryRow {
            reasons,
            at,
            by: event.by.member(),
            what: event.fact.what.name().to_owned(),
            revision: match event.fact.what {
                What::Erased { body, .. } => Some(body),
                ref what => what.revision(),
            },
            note,
            waits,
        })
    }

    /// The words of a text body, as far as it lies here.
    pub(crate) fn text_of(&self, hash: Hash) -> Result<Option<String>> {
        Ok(store::bodies::text(&self.store, hash)?)
    }

    /// A view for asking a rule without acting.
    pub(crate) fn seen(&self, state: State) -> Seen<'_> {
        Seen {
            store: &self.store,
            state,
            fresh: BTreeMap::new(),
        }
    }
}

fn told(finding: Finding) -> CheckRow {
    let message = finding.message(crate::words::Tongue::current().lang());
    CheckRow {
        check: finding.check,
        severity: finding.severity,
        block: finding.block,
        message,
    }
}

/// The approvals of `revision` (also those already spent), and how many are missing.
pub(crate) fn approvals(edition: &Edition, revision: Option<Hash>) -> (Vec<Approval>, u32) {
    let Some(revision) = revision else {
        return (Vec::new(), 0);
    };
    let steps = edition
        .submission
        .as_ref()
        .filter(|it| it.revision == revision)
        .map(|it| it.steps.clone())
        .unwrap_or_default();
    let published = edition.live_revision() == Some(revision);
    let mut rows = Vec::new();
    for approval in edition
        .approvals
        .iter()
        .filter(|it| it.revision == revision && (it.counts || published))
    {
        let role = steps
            .iter()
            .flat_map(|step| &step.roles)
            .find(|role| approval.roles.contains(role))
            .or(approval.roles.last());
        // Somebody who signed once more, while the last approval was on its way, still stands here once.
        let known = rows
            .iter()
            .any(|row: &Approval| row.member == approval.member);
        if let (Some(role), false) = (role, known) {
            rows.push(Approval {
                member: approval.member,
                role: *role,
                revision,
                at: time::write(approval.at),
            });
        }
    }
    let needed = if edition.work.is_pending() && !steps.is_empty() {
        edition.progress_of(revision, &steps).needed
    } else {
        0
    };
    (rows, needed)
}

/// Warnings as they are printed.
pub(crate) fn warning_texts(warnings: &[decide::Warning]) -> Vec<serde_json::Value> {
    warnings
        .iter()
        .filter_map(|warning| serde_json::to_value(warning).ok())
        .collect()
}
