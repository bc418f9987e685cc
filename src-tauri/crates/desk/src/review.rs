//! Deciding: the queue, approval, return, time, the end of a page.

pub use crate::submission::{Shared, Submission, Submitted};

use crate::{
    Desk, DeskError, Result,
    act::Acted,
    items::{Approval, Row, approvals},
    time,
};
use editorial::{
    Body, Code, EditionId, EventId, Hash, ItemId, Millis, What,
    decide::{self, View},
    state::{WaitsFor, Work},
};
use serde::Serialize;

/// An edition and the state it is in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stands {
    /// The edition.
    pub edition: EditionId,
    /// The state.
    pub state: String,
}

/// What a decision led to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decided {
    /// The edition.
    pub edition: EditionId,
    /// The state it is in.
    pub state: String,
    /// The approvals of the revision.
    pub approvals: Vec<Approval>,
    /// How many are still missing.
    pub needed: u32,
}

/// What waits for my decision.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Waiting {
    /// Its row of the list.
    #[serde(flatten)]
    pub row: Row,
    /// Who submitted it.
    pub submitted_by: editorial::MemberId,
    /// When it must be decided: the time of publication, or a consultation's opening.
    pub deadline: Option<String>,
    /// The approvals there are.
    pub approvals: Vec<Approval>,
    /// How many are missing.
    pub needed: u32,
    /// When it is to be published, where whoever submitted it set a time.
    #[serde(skip)]
    pub publish_at: Option<String>,
    /// The text it translates is not published, so it will wait for that.
    #[serde(skip)]
    pub waits_for_source: bool,
    /// Why I cannot approve it; what [`Desk::queue`] answers has none.
    #[serde(skip)]
    pub why_not: Option<Code>,
    /// Why I cannot return it: the rules let some return what they may not approve.
    #[serde(skip)]
    pub why_not_return: Option<Code>,
}

impl Desk {
    pub(crate) fn state_of(&self, edition: EditionId) -> Result<String> {
        let row = self.row(edition)?;
        Ok(row.pending.unwrap_or(row.state))
    }

    /// Takes back a submission not yet fully approved.
    ///
    /// # Errors
    /// `wrong_state`, `no_right`, `not_found`.
    pub fn take_back(&self, edition: EditionId) -> Result<Stands> {
        let revision = self.pending_revision(edition)?;
        self.act(
            Some(edition),
            What::TakenBack { revision },
            Vec::new(),
            None,
        )?;
        self.stands(edition)
    }

    fn stands(&self, edition: EditionId) -> Result<Stands> {
        Ok(Stands {
            edition,
            state: self.state_of(edition)?,
        })
    }

    fn pending_revision(&self, edition: EditionId) -> Result<Hash> {
        self.row(edition)?;
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition).ok_or(Code::WrongState)?;
        Ok(known.submission.as_ref().ok_or(Code::WrongState)?.revision)
    }

    /// Takes an act out of the outbox that was never handed to a connection.
    ///
    /// # Errors
    /// `not_found`, `wrong_state` where it may have reached the portal.
    pub fn recall(&self, id: EventId) -> Result<Recalled> {
        let act = store::outbox::pending(&self.store)?
            .into_iter()
            .find(|act| act.id == id)
            .ok_or(Code::NotFound)?;
        store::outbox::recall(&self.store, id, self.now())?;
        let state = match act.edition {
            Some(edition) => self.state_of(edition).ok(),
            None => None,
        };
        Ok(Recalled {
            edition: act.edition,
            state,
        })
    }

    /// What waits for my decision, the earliest deadline first.
    ///
    /// # Errors
    /// `not_joined`.
    pub fn queue(&self) -> Result<Vec<Waiting>> {
        let mut all = self.submitted()?;
        all.retain(|it| it.why_not.is_none());
        Ok(all)
    }

    /// All that waits for anybody's decision: what waits for mine first, each part with the earliest deadline first.
    ///
    /// # Errors
    /// `not_joined`.
    pub fn submitted(&self) -> Result<Vec<Waiting>> {
        let me = self.me()?;
        let now = self.portal_now()?;
        let mut all = Vec::new();
        let filter = crate::items::Filter {
            state: Some(crate::items::ListState::Submitted),
            ..Default::default()
        };
        for row in self.list(&filter)? {
            let state = self.expected(row.edition)?;
            let Some(known) = state.editions.get(&row.edition) else {
                continue;
            };
            let Some(submission) = known
                .submission
                .clone()
                .filter(|_| known.work == Work::Submitted)
            else {
                continue;
            };
            let (approvals, needed) = approvals(known, Some(submission.revision));
            let waits_for_source = state.waits_for(row.edition, |_| true) == Some(WaitsFor::Source);
            let mut view = self.seen(state);
            let reason = Body::text("…", self.salt());
            view.fresh
                .extend(Body::read(&reason.bytes).map(|body| (reason.hash, body)));
            let refused = |what: What| {
                let event = self.event(&me, Some(row.edition), what);
                decide::decide(&view, &event, now)
                    .err()
                    .map(|refusal| refusal.code)
            };
            let why_not = if row.fork {
                Some(Code::ForkOpen)
            } else {
                refused(What::Approved {
                    revision: submission.revision,
                    publish_at: None,
                })
            };
            let why_not_return = refused(What::Returned {
                revision: submission.revision,
                reason: reason.hash,
            });
            let opens = view
                .revision(submission.revision)
                .and_then(|it| it.content.fields.get("opens").cloned());
            let deadline = submission
                .publish_at
                .or_else(|| opens.and_then(|opens| time::parse(&opens)))
                .map(time::write);
            // What is decided is the submitted revision, also where another was shared since.
            let row = crate::rows::Row {
                revision: Some(submission.revision),
                ..row
            };
            all.push(Waiting {
                row,
                submitted_by: submission.member,
                deadline,
                approvals,
                needed,
                publish_at: submission.publish_at.map(time::write),
                waits_for_source,
                why_not,
                why_not_return,
            });
        }
        all.sort_by_cached_key(|it: &Waiting| {
            let deadline = it.deadline.clone();
            (
                it.why_not.is_some(),
                deadline.is_none(),
                deadline,
                it.row.updated.clone(),
            )
        });
        Ok(all)
    }

    /// Approves a revision.
    ///
    /// # Errors
    /// `revision_changed`, `own_work`, `no_right`, `not_your_turn`, `wrong_state`, `fork_open`, `not_found`.
    pub fn approve(
        &self,
        edition: EditionId,
        revision: Hash,
        publish_at: Option<Millis>,
    ) -> Result<Decided> {
        self.row(edition)?;
        self.no_fork(edition)?;
        let acted = self.act(
            Some(edition),
            What::Approved {
                revision,
                publish_at,
            },
            Vec::new(),
            None,
        )?;
        self.decided(edition, revision, &acted)
    }

    fn decided(&self, edition: EditionId, revision: Hash, acted: &Acted) -> Result<Decided> {
        let (approvals, needed) = acted
            .edition
            .as_ref()
            .map_or((Vec::new(), 0), |known| approvals(known, Some(revision)));
        Ok(Decided {
            edition,
            state: self.state_of(edition)?,
            approvals,
            needed,
        })
    }

    /// Returns a revision to its writer.
    ///
    /// # Errors
    /// `revision_changed`, `no_right`, `wrong_state`, `needs_reason`, `not_found`.
    pub fn give_back(&self, edition: EditionId, revision: Hash, reason: &str) -> Result<Decided> {
        self.row(edition)?;
        let (hash, bytes) = self.text_body(reason)?;
        let acted = self.act(
            Some(edition),
            What::Returned {
                revision,
                reason: hash,
            },
            vec![(hash, bytes)],
            None,
        )?;
        self.decided(edition, revision, &acted)
    }

    /// Sets or changes the time of publication; one not in the future means at once.
    ///
    /// # Errors
    /// `no_right`, `wrong_state`, `fork_open`, `not_found`.
    pub fn schedule(&self, edition: EditionId, publish_at: Millis) -> Result<Stands> {
        self.no_fork(edition)?;
        let revision = self.pending_revision(edition)?;
        self.act(
            Some(edition),
            What::Scheduled {
                revision,
                publish_at,
            },
            Vec::new(),
            None,
        )?;
        self.stands(edition)
    }

    /// Lets a page stay readable, under a dated notice.
    ///
    /// # Errors
    /// `no_right`, `wrong_state`, `needs_reason`, `not_found`.
    pub fn withdraw(&self, edition: EditionId, reason: &str) -> Result<Stands> {
        self.row(edition)?;
        let (hash, bytes) = self.text_body(reason)?;
        self.act(
            Some(edition),
            What::Withdrawn { reason: hash },
            vec![(hash, bytes)],
            None,
        )?;
        Ok(Stands {
            edition,
            state: self.row(edition)?.state,
        })
    }

    /// Takes a page away, or leads its address to another item.
    ///
    /// # Errors
    /// `no_right`, `wrong_state`, `needs_reason`, `not_found`.
    pub fn unpublish(
        &self,
        edition: EditionId,
        reason: &str,
        to: Option<ItemId>,
    ) -> Result<Stands> {
        self.row(edition)?;
        if let Some(to) = to
            && store::mirror::state(&self.store, to)?.editions.is_empty()
        {
            return Err(DeskError::about(Code::NotFound, to));
        }
        let (hash, bytes) = self.text_body(reason)?;
        self.act(
            Some(edition),
            What::Unpublished { reason: hash, to },
            vec![(hash, bytes)],
            None,
        )?;
        Ok(Stands {
            edition,
            state: self.row(edition)?.state,
        })
    }

    fn no_fork(&self, edition: EditionId) -> Result<()> {
        let fork = store::drafts::get(&self.store, edition)?.is_some_and(|draft| draft.is_fork());
        if fork {
            Err(Code::ForkOpen.into())
        } else {
            Ok(())
        }
    }
}

/// An act that was taken out of the outbox.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Recalled {
    /// The edition it was about.
    pub edition: Option<EditionId>,
    /// The state it is in without it; none where nothing is left of it.
    pub state: Option<String>,
}
