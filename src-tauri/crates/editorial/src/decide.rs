//! Whether a wished fact may happen, and what follows from it.
//!
//! The desk asks in order to answer at once; the portal asks the very same in order to accept or refuse, and only its
//! answer counts. Rights are judged at the entry's place in the ledger, by the portal's clock.

mod board;
mod work;

pub use board::missing_roles;
pub use work::findings;

use crate::{
    body::Revision,
    checks::Finding,
    code::Code,
    event::{By, Event, Fact, What},
    fold::{self, Touched},
    ids::{EditionId, Hash, Millis, Role},
    planted::{self, Fault},
    policy::Policy,
    state::{Board, Edition, Live, State, Work},
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What [`decide`] may read.
pub trait View {
    /// The board and at least the editions of the item in question.
    fn state(&self) -> &State;
    /// A revision's body.
    fn revision(&self, hash: Hash) -> Option<Revision>;
    /// A policy's body.
    fn policy(&self, hash: Hash) -> Option<Policy>;
    /// Whether a body is there.
    fn has_body(&self, hash: Hash) -> bool;
    /// Whether all files that a revision shows are there.
    fn has_files(&self, revision: Hash) -> bool;
}

/// Why a wished fact may not happen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{code}")]
pub struct Refusal {
    /// The name of the reason.
    pub code: Code,
    /// The findings, where checks are the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Finding>,
    /// The roles that are missing, where nobody can fill a step, or that could do it, where the right is missing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub roles: Vec<Role>,
}

impl From<Code> for Refusal {
    fn from(code: Code) -> Self {
        Self {
            code,
            checks: Vec::new(),
            roles: Vec::new(),
        }
    }
}

fn refuse<T>(code: Code) -> Result<T, Refusal> {
    Err(code.into())
}

fn require(holds: bool, otherwise: Code) -> Result<(), Refusal> {
    if holds { Ok(()) } else { refuse(otherwise) }
}

/// Decides an event and answers its consequences, which only the portal writes.
///
/// # Errors
///
/// [`Refusal`], with the first reason found: who acts, then what stands, then the text.
pub fn decide(view: &impl View, event: &Event, now: Millis) -> Result<Vec<Fact>, Refusal> {
    let state = view.state();
    require(state.board.ledger == event.ledger, Code::LedgerChanged)?;
    if !matches!(event.fact.what, What::Joined { .. }) {
        board::device_is_valid(&state.board, event.by)?;
    }
    match event.fact.edition {
        Some(id) => {
            work::decide(view, id, event, now)?;
            // A publication is a consequence itself; what follows from it was answered together with it.
            let settled = matches!(event.fact.what, What::Published { .. });
            Ok(if settled {
                Vec::new()
            } else {
                consequences(view, id, event, now)
            })
        }
        None => board::decide(view, event, now).map(|()| Vec::new()),
    }
}

fn consequences(view: &impl View, id: EditionId, event: &Event, now: Millis) -> Vec<Fact> {
    let state = view.state();
    let mut editions = state.of_item(id.item);
    fold::fold_edition(
        &state.board,
        &mut editions,
        id,
        now,
        event,
        &mut Touched::default(),
    );
    due(&state.board, editions, now, |revision| {
        view.has_files(revision)
    })
}

/// The publications of one item's editions that nothing stands in the way of at `now`: all approvals given, its time
/// reached, the files there, the source live.
pub fn due(
    board: &Board,
    mut editions: BTreeMap<EditionId, Edition>,
    now: Millis,
    has_files: impl Fn(Hash) -> bool,
) -> Vec<Fact> {
    let mut facts = Vec::new();
    // Sources first: what they make live may be what a translation waited for.
    let mut order: Vec<EditionId> = editions.keys().copied().collect();
    order.sort_by_key(|id| editions[id].translated);
    for id in order {
        if let Some(fact) = ready(board, &editions, id, now, &has_files) {
            if let (Some(edition), What::Published { revision, .. }) =
                (editions.get_mut(&id), &fact.what)
            {
                edition.live = Live::Published {
                    revision: *revision,
                    at: now,
                    first: now,
                };
                edition.work = Work::None;
            }
            facts.push(fact);
        }
    }
    facts
}

fn ready(
    board: &Board,
    editions: &BTreeMap<EditionId, Edition>,
    id: EditionId,
    now: Millis,
    has_files: &impl Fn(Hash) -> bool,
) -> Option<Fact> {
    let edition = editions.get(&id)?;
    let submission = edition.submission.as_ref()?;
    let revision = submission.revision;
    let progress = edition.progress();
    let approved = edition.work.is_pending() && progress.needed == 0;
    let in_time =
        submission.publish_at.is_none_or(|at| at <= now) || planted::is(Fault::PublishEarly);
    let source_live =
        !edition.translated || edition.source_is_live(revision, editions.get(&id.other()));
    if !(approved
        && in_time
        && source_live
        && !board.erased.contains(&revision)
        && has_files(revision))
    {
        return None;
    }
    let approvals = progress
        .filled
        .iter()
        .map(|(index, _)| edition.approvals[*index].event)
        .collect();
    let short = edition
        .short
        .clone()
        .unwrap_or_else(|| board.short_for(id.item));
    Some(Fact {
        edition: Some(id),
        what: What::Published {
            revision,
            short,
            approvals,
        },
    })
}

/// What the sender of a submission should know, though nothing forbids it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "warning", rename_all = "snake_case")]
pub enum Warning {
    /// Nobody but those who wrote it holds a role that the next step needs.
    NobodyCanApprove {
        /// The roles.
        roles: Vec<Role>,
    },
}

/// The warnings for a submission that stands in `edition`.
pub fn warnings(board: &Board, edition: &Edition, now: Millis) -> Vec<Warning> {
    let Some(submission) = &edition.submission else {
        return Vec::new();
    };
    let progress = edition.progress();
    let done: Vec<_> = progress
        .filled
        .iter()
        .map(|(index, _)| edition.approvals[*index].member)
        .collect();
    let mut all = Vec::new();
    for step in submission
        .steps
        .iter()
        .skip(progress.open_step.unwrap_or(submission.steps.len()))
    {
        let able = board
            .members
            .iter()
            .filter(|(id, member)| {
                step.is_for(&member.roles(now))
                    && !done.contains(id)
                    && board.has_device(**id)
                    && !edition.is_own(submission.revision, **id)
            })
            .count();
        let open = board.invitations.values().any(|it| {
            it.fate == crate::state::Fate::Open
                && it.expires > now
                && it.roles.iter().any(|role| step.roles.contains(role))
        });
        if able < usize::from(step.count) && !open {
            all.push(Warning::NobodyCanApprove {
                roles: step.roles.clone(),
            });
        }
    }
    all
}

/// The roles that whoever acts holds; the portal and its operator hold none.
pub(crate) fn actor_roles(board: &Board, by: By, now: Millis) -> BTreeSet<Role> {
    by.member()
        .map(|member| board.roles(member, now))
        .unwrap_or_default()
}
