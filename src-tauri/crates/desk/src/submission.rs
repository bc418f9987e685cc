//! Sharing and submitting: a draft becomes a revision, and leaves this computer.

use crate::{Desk, DeskError, Result, items::warning_texts, time};
use editorial::{
    Code, EditionId, EventId, Hash, Kind, Millis, What,
    body::{Sealed, Sealing},
    checks::{self, Severity},
    event::{Offer, Reason},
    state::{Edition, Work},
    translation,
};
use serde::Serialize;
use serde_json::json;
use store::{Draft, Merged, Notice};

/// What goes with a submission.
#[derive(Debug, Clone, Default)]
pub struct Submission {
    /// A note to those who decide.
    pub note: Option<String>,
    /// When to publish, if not at once.
    pub publish_at: Option<Millis>,
    /// Why checks may be passed: the check and the reason.
    pub reasons: Vec<(String, String)>,
}

/// A draft that was shared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Shared {
    /// The edition.
    pub edition: EditionId,
    /// The revision.
    pub revision: Hash,
}

/// A text that was submitted.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Submitted {
    /// The edition.
    pub edition: EditionId,
    /// The revision.
    pub revision: Hash,
    /// The state it is in.
    pub state: String,
    /// What its sender should know.
    pub warnings: Vec<serde_json::Value>,
    /// It was in the queue like this already: nothing was sent.
    #[serde(skip)]
    pub again: bool,
}

/// What is put before the others, with its body where that is new.
type Offered = (Offer, Option<(Hash, Vec<u8>)>);

impl Desk {
    /// Shows a draft to the members.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `secret_mark`, `behind`, `fork_open`, `nothing_changed`, `not_found`.
    pub fn share(&self, edition: EditionId) -> Result<Shared> {
        self.row(edition)?;
        let draft = store::drafts::get(&self.store, edition)?.ok_or(Code::NothingChanged)?;
        let (offer, sealed) = self.offer(edition, Some(&draft))?;
        let sealed = sealed.ok_or(Code::NothingChanged)?;
        self.act(
            Some(edition),
            What::Shared(offer),
            vec![sealed],
            Some(&draft),
        )?;
        Ok(Shared {
            edition,
            revision: offer.revision,
        })
    }

    /// Puts the newest text of an edition to the queue.
    ///
    /// Submitting what waits already in the same form changes nothing and is no error.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `checks`, `needs_reason`, `secret_mark`, `behind` (merged into the draft), `fork_open`,
    /// `nothing_changed` where it is live and unchanged, `not_found`.
    pub fn submit(&self, edition: EditionId, with: Submission) -> Result<Submitted> {
        self.row(edition)?;
        if let Some((check, _)) = with
            .reasons
            .iter()
            .find(|(check, _)| !checks::NAMES.contains(&check.as_str()))
        {
            return Err(DeskError::about(Code::BadField, check));
        }
        let replaced = self.scheduled_for(edition)?;
        let draft = store::drafts::get(&self.store, edition)?;
        let (offer, sealed) = self.offer(edition, draft.as_ref())?;
        let mut bodies: Vec<_> = sealed.into_iter().collect();
        let note = match with.note.filter(|note| !note.trim().is_empty()) {
            Some(note) => Some(self.text_body(&note)?),
            None => None,
        };
        let mut reasons = Vec::new();
        for (check, text) in with.reasons {
            let (hash, bytes) = self.text_body(&text)?;
            bodies.push((hash, bytes));
            reasons.push(Reason { check, body: hash });
        }
        let what = What::Submitted {
            offer,
            publish_at: with.publish_at,
            note: note.as_ref().map(|(hash, _)| *hash),
            reasons,
        };
        bodies.extend(note);
        match self.act(Some(edition), what, bodies, draft.as_ref()) {
            Ok(acted) => {
                let mut warnings = warning_texts(&acted.warnings);
                if let Some(at) = replaced {
                    // It takes the place of the scheduled text, and keeps its time where none is given.
                    let at = time::write(with.publish_at.unwrap_or(at));
                    warnings.push(json!({ "warning": "replaces_scheduled", "at": at }));
                }
                Ok(Submitted {
                    edition,
                    revision: offer.revision,
                    state: self.state_of(edition)?,
                    warnings,
                    again: false,
                })
            }
            Err(error)
                if error.code == Code::NothingChanged
                    && !self.is_live(edition, offer.revision)? =>
            {
                Ok(Submitted {
                    edition,
                    revision: offer.revision,
                    state: self.state_of(edition)?,
                    warnings: Vec::new(),
                    again: true,
                })
            }
            Err(mut error) => {
                if let (Code::Checks, Some(draft)) = (error.code, &draft) {
                    // Named as `check` names them: what is left of sentences that are gone was not sealed.
                    let found = self.findings(edition, draft.kind, &draft.content)?;
                    let blocking: Vec<_> = found
                        .into_iter()
                        .filter(|finding| finding.severity == Severity::Blocks)
                        .collect();
                    if !blocking.is_empty() {
                        error.checks = blocking;
                    }
                }
                Err(error)
            }
        }
    }

    /// For when the text before the board is scheduled, if it is.
    fn scheduled_for(&self, edition: EditionId) -> Result<Option<Millis>> {
        let state = self.expected(edition)?;
        let known = state
            .editions
            .get(&edition)
            .filter(|known| known.work == Work::Scheduled);
        Ok(known
            .and_then(|known| known.submission.as_ref())
            .and_then(|it| it.publish_at))
    }

    fn is_live(&self, edition: EditionId, revision: Hash) -> Result<bool> {
        let state = self.expected(edition)?;
        Ok(state
            .editions
            .get(&edition)
            .and_then(Edition::published_revision)
            == Some(revision))
    }

    /// What would be put before the others: the draft as a revision after the head, or the head again where the draft
    /// says the same.
    fn offer(&self, edition: EditionId, draft: Option<&Draft>) -> Result<Offered> {
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition);
        let head = known.and_then(Edition::head);
        let Some(draft) = draft else {
            let line = known
                .and_then(|known| known.line(head?))
                .ok_or(Code::NotFound)?;
            let kind = known.map_or(Kind::Article, |known| known.kind);
            return Ok((
                Offer {
                    revision: line.revision,
                    kind,
                    parent: line.parent,
                    source: line.source,
                },
                None,
            ));
        };
        if draft.read_only {
            return Err(Code::NewerVersion.into());
        }
        if draft.is_fork() {
            return Err(Code::ForkOpen.into());
        }
        if draft.base != head {
            return Err(self.came_behind(edition, draft.base)?);
        }
        let sealed = self.seal(edition, draft, head)?;
        let same = head
            .map(|head| self.revision(head))
            .transpose()?
            .filter(|revision| revision.content == sealed.value.content);
        if let (Some(_), Some(line)) = (same, known.and_then(|known| known.line(head?))) {
            let offer = Offer {
                revision: line.revision,
                kind: draft.kind,
                parent: line.parent,
                source: line.source,
            };
            return Ok((offer, None));
        }
        let offer = Offer {
            revision: sealed.hash,
            kind: draft.kind,
            parent: head,
            source: sealed.value.content.source,
        };
        Ok((offer, Some((sealed.hash, sealed.bytes))))
    }

    /// A draft whose base is no longer the head: both are merged into it, and its owner looks again.
    fn came_behind(&self, edition: EditionId, base: Option<Hash>) -> Result<DeskError> {
        let fork = sync::settle::rebase(&self.store, edition, self.now())?;
        let merged = if fork { Merged::Fork } else { Merged::Clean };
        let title = self.row(edition)?.title;
        let (id, at) = (EventId::from_uuid(self.uuid()), self.now());
        let notice = Notice {
            id,
            edition: Some(edition),
            title,
            what: "submitted".to_owned(),
            at,
            refusal: Code::Behind.into(),
            merged,
            revision: None,
            base,
        };
        store::refusals::add(&self.store, &notice)?;
        Ok(if fork {
            Code::ForkOpen.into()
        } else {
            Code::Behind.into()
        })
    }

    fn seal(
        &self,
        edition: EditionId,
        draft: &Draft,
        parent: Option<Hash>,
    ) -> Result<Sealed<editorial::Revision>> {
        let me = self.me()?;
        let by = me.by.member().ok_or(Code::NotJoined)?;
        let mut content = draft.content.clone();
        if let Some(source) = content.source {
            let source = self.revision(source)?;
            content =
                translation::without_leftovers(&source.content, edition.lang.other(), content);
            if content != draft.content {
                // What belongs to sentences that are gone is not offered, and not thrown away either.
                store::snapshots::take(&self.store, edition, None, self.now())?;
            }
        }
        let sealing = Sealing {
            edition,
            kind: draft.kind,
            parent,
            by,
            at: self.now(),
            salt: self.salt(),
        };
        let sealed = content
            .seal(sealing)
            .map_err(|error| DeskError::about(Code::BadFile, error))?;
        // With its event it must fit into one push.
        let room = protocol::PUSH_BYTES - 2 * protocol::EVENT_BYTES;
        if sealed.bytes.len() > protocol::BODY_BYTES || protocol::wire_bytes(&sealed.bytes) > room {
            return Err(Code::TooLarge.into());
        }
        Ok(sealed)
    }
}
