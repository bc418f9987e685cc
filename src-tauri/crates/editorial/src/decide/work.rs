//! Sharing, submitting, deciding, ending pages.

use super::{Refusal, View, actor_roles, due, refuse, require};
use crate::{
    body::{Content, Revision},
    checks::{self, Finding, Severity},
    code::Code,
    document::Mark,
    event::{By, Event, Offer, Reason, What},
    ids::{EditionId, Hash, MemberId, Millis, Role},
    kind::Kind,
    link,
    planted::{self, Fault},
    state::{Edition, Live, State, Submission, Work},
};
use std::collections::BTreeSet;

pub(super) fn decide(
    view: &impl View,
    id: EditionId,
    event: &Event,
    now: Millis,
) -> Result<(), Refusal> {
    let state = view.state();
    let board = &state.board;
    let by = event.by;
    let roles = actor_roles(board, by, now);
    let known = state.editions.get(&id);
    for body in event.fact.what.bodies() {
        require(!board.erased.contains(&body), Code::Erased)?;
        require(view.has_body(body), Code::NotFound)?;
    }
    if let Some(edition) = known {
        require(!edition.newer, Code::PortalOlder)?;
    }
    if let What::Published { .. } = &event.fact.what {
        require(by == By::Portal, Code::NoRight)?;
        let facts = due(board, state.of_item(id.item), now, |revision| {
            view.has_files(revision)
        });
        return require(facts.contains(&event.fact), Code::WrongState);
    }
    // Neither the portal nor its operator ever shares, submits, decides or ends a page.
    let Some(member) = by.member() else {
        return refuse(Code::NoRight);
    };
    match &event.fact.what {
        What::Shared(offer) => {
            may_write(&roles, offer)?;
            follows_head(known, offer)?;
            let revision = offered(view, state, id, member, offer)?;
            let findings = findings(view, id, revision.kind, &revision.content);
            gate(&findings, &[], Gate::Shared)
        }
        What::Submitted {
            offer,
            publish_at,
            reasons,
            ..
        } => {
            may_write(&roles, offer)?;
            if known.and_then(Edition::head) == Some(offer.revision) {
                again(known, offer, member, *publish_at)?;
            } else {
                follows_head(known, offer)?;
            }
            let revision = offered(view, state, id, member, offer)?;
            let findings = findings(view, id, revision.kind, &revision.content);
            gate(&findings, reasons, Gate::Submitted)
        }
        What::TakenBack { revision } => {
            let (edition, submission) = submitted(known, *revision)?;
            require(submission.member == member, Code::NoRight)?;
            require(edition.progress().needed > 0, Code::WrongState)
        }
        What::Approved { revision, .. } => approve(known, *revision, member, &roles),
        What::Returned { revision, .. } => {
            let (_, submission) = pending(known, *revision)?;
            require(
                roles.contains(&Role::Chief) || submission.is_for(&roles),
                Code::NoRight,
            )
        }
        What::Scheduled { revision, .. } => {
            let (edition, submission) = pending(known, *revision)?;
            if edition.progress().needed == 0 {
                return approver_or_chief(&roles);
            }
            require(
                submission.member == member || submission.is_for(&roles),
                Code::NoRight,
            )
        }
        What::Withdrawn { .. } => {
            approver_or_chief(&roles)?;
            let live = known.map(|edition| edition.live);
            require(
                matches!(live, Some(Live::Published { .. })),
                Code::WrongState,
            )
        }
        What::Unpublished { to, .. } => {
            approver_or_chief(&roles)?;
            let live = known.map(|edition| edition.live);
            require(
                matches!(live, Some(Live::Published { .. } | Live::Withdrawn { .. })),
                Code::WrongState,
            )?;
            require(*to != Some(id.item), Code::BadField)
        }
        _ => refuse(Code::PortalOlder),
    }
}

/// Editors, approvers and chiefs write every edition; translators and revisers only those with a source.
fn may_write(roles: &BTreeSet<Role>, offer: &Offer) -> Result<(), Refusal> {
    let able = roles
        .iter()
        .any(|role| role.may_write(offer.source.is_some()));
    require(able, Code::NoRight)
}

/// What is fully approved, and what readers see, is for approvers and chiefs to change.
fn approver_or_chief(roles: &BTreeSet<Role>) -> Result<(), Refusal> {
    require(
        roles.contains(&Role::Approver) || roles.contains(&Role::Chief),
        Code::NoRight,
    )
}

/// The line of an edition never forks: what is offered must follow its head.
fn follows_head(known: Option<&Edition>, offer: &Offer) -> Result<(), Refusal> {
    let head = known.and_then(Edition::head);
    if let Some(parent) = offer.parent {
        require(
            known.is_some_and(|edition| edition.line(parent).is_some()),
            Code::UnknownParent,
        )?;
    }
    require(
        offer.parent == head || planted::is(Fault::SkipParentCheck),
        Code::Behind,
    )?;
    require(
        known.is_none_or(|edition| edition.line(offer.revision).is_none()),
        Code::Mismatch,
    )
}

/// The head submitted once more: useful unless it is live, or waits already for the same person at the same time.
fn again(
    known: Option<&Edition>,
    offer: &Offer,
    member: MemberId,
    publish_at: Option<Millis>,
) -> Result<(), Refusal> {
    let Some(edition) = known else { return Ok(()) };
    require(
        edition.published_revision() != Some(offer.revision),
        Code::NothingChanged,
    )?;
    let same = edition.submission.as_ref().is_some_and(|it| {
        it.revision == offer.revision
            && it.member == member
            && publish_at.is_none_or(|at| it.publish_at == Some(at))
    });
    require(!(edition.work.is_pending() && same), Code::NothingChanged)?;
    let line = edition.line(offer.revision);
    require(
        line.is_some_and(|line| line.parent == offer.parent && line.source == offer.source),
        Code::Mismatch,
    )
}

/// The body behind an offer, which must say the same as the event.
fn offered(
    view: &impl View,
    state: &State,
    id: EditionId,
    member: MemberId,
    offer: &Offer,
) -> Result<Revision, Refusal> {
    let known = state.editions.get(&id);
    let Some(revision) = view.revision(offer.revision) else {
        return refuse(Code::Mismatch);
    };
    // Whoever submits the head of another again did not write it: its author stays who first named it.
    let author = known
        .and_then(|edition| edition.line(offer.revision))
        .map_or(member, |line| line.author);
    let same = revision.edition() == id
        && revision.kind == offer.kind
        && revision.by == author
        && revision.parent() == offer.parent
        && revision.parents.len() <= 1
        && revision.content.source == offer.source
        && revision.content.document.is_some() != offer.source.is_some()
        && revision
            .content
            .document
            .as_ref()
            .is_none_or(|document| document.double_id().is_none());
    require(same, Code::Mismatch)?;
    require(links_are_safe(&revision), Code::BadField)?;
    require(
        known.is_none_or(|it| it.kind == offer.kind && it.translated == offer.source.is_some()),
        Code::Mismatch,
    )?;
    if let Some(source) = offer.source {
        let other = state.editions.get(&id.other());
        require(
            other.is_some_and(|it| {
                !it.translated && it.kind == offer.kind && it.line(source).is_some()
            }),
            Code::UnknownParent,
        )?;
    } else {
        // Of two editions of an item at most one is the source.
        require(
            state
                .editions
                .get(&id.other())
                .is_none_or(|other| other.translated),
            Code::Mismatch,
        )?;
    }
    Ok(revision)
}

/// The editor and every import see to it; a desk that was tampered with does not.
fn links_are_safe(revision: &Revision) -> bool {
    let blocks = revision
        .content
        .document
        .iter()
        .flat_map(|document| document.all_blocks());
    blocks
        .flat_map(|block| block.runs().unwrap_or_default())
        .flat_map(|run| &run.marks)
        .all(|mark| match mark {
            Mark::Link(address) => link::allowed(address).is_some(),
            _ => true,
        })
}

/// What the checks find in a text of an edition, seen with its source and, where that is newer, the newest source that
/// was offered.
pub fn findings(view: &impl View, id: EditionId, kind: Kind, content: &Content) -> Vec<Finding> {
    let of = |revision| view.revision(revision).map(|it| it.content);
    let state = view.state();
    let newest = state
        .editions
        .get(&id.other())
        .and_then(|source| source.ahead_of(content.source?));
    let sections: Vec<String> = state
        .board
        .data
        .keys()
        .filter(|(collection, _)| collection == "section")
        .map(|(_, key)| key.clone())
        .collect();
    checks::run(&checks::Subject {
        kind,
        lang: id.lang,
        content,
        source: content.source.and_then(of).as_ref(),
        newest_source: newest.and_then(of).as_ref(),
        // A desk that has not joined knows no sections.
        sections: state.board.ledger.is_some().then_some(&sections),
    })
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Gate {
    Shared,
    Submitted,
}

/// A half-written draft may be shown to colleagues; only what must not leave a computer at all stops that.
fn gate(findings: &[Finding], reasons: &[Reason], gate: Gate) -> Result<(), Refusal> {
    let stops = |finding: &&Finding| match gate {
        Gate::Shared => {
            finding.severity == Severity::Blocks
                && ["secret_mark", "control_characters"].contains(&finding.check.as_str())
        }
        Gate::Submitted => finding.severity == Severity::Blocks,
    };
    let blocking: Vec<Finding> = findings.iter().filter(stops).cloned().collect();
    if blocking
        .iter()
        .any(|finding| finding.check == "secret_mark")
    {
        return refuse_for(Code::SecretMark, blocking);
    }
    if !blocking.is_empty() {
        return refuse_for(Code::Checks, blocking);
    }
    let unexplained: Vec<Finding> = findings
        .iter()
        .filter(|finding| gate == Gate::Submitted && finding.severity == Severity::Reason)
        .filter(|finding| !reasons.iter().any(|reason| reason.check == finding.check))
        .cloned()
        .collect();
    if unexplained.is_empty() {
        return Ok(());
    }
    refuse_for(Code::NeedsReason, unexplained)
}

fn refuse_for(code: Code, checks: Vec<Finding>) -> Result<(), Refusal> {
    Err(Refusal {
        checks,
        ..code.into()
    })
}

/// The pending submission, if it is this revision.
fn pending(known: Option<&Edition>, revision: Hash) -> Result<(&Edition, &Submission), Refusal> {
    let Some(edition) = known else {
        return refuse(Code::NotFound);
    };
    let Some(submission) = &edition.submission else {
        return refuse(Code::WrongState);
    };
    require(edition.work.is_pending(), Code::WrongState)?;
    require(submission.revision == revision, Code::RevisionChanged)?;
    Ok((edition, submission))
}

/// The same while it is not fully approved.
fn submitted(known: Option<&Edition>, revision: Hash) -> Result<(&Edition, &Submission), Refusal> {
    let (edition, submission) = pending(known, revision)?;
    require(edition.work == Work::Submitted, Code::WrongState)?;
    Ok((edition, submission))
}

fn approve(
    known: Option<&Edition>,
    revision: Hash,
    member: MemberId,
    roles: &BTreeSet<Role>,
) -> Result<(), Refusal> {
    let Some(edition) = known else {
        return refuse(Code::NotFound);
    };
    if edition.published_revision() == Some(revision) {
        // Signed while the last approval was on its way: recorded, and changes nothing.
        require(!edition.is_own(revision, member), Code::OwnWork)?;
        let able = edition
            .submission
            .as_ref()
            .is_some_and(|it| it.is_for(roles));
        return require(able, Code::NoRight);
    }
    let (edition, submission) = submitted(known, revision).map_err(|refusal| {
        let unknown = edition.line(revision).is_none();
        if unknown {
            Code::RevisionChanged.into()
        } else {
            refusal
        }
    })?;
    require(submission.is_for(roles), Code::NoRight)?;
    require(
        !edition.is_own(revision, member) || planted::is(Fault::AcceptOwnWork),
        Code::OwnWork,
    )?;
    require(
        !edition
            .counting(revision)
            .any(|(_, it)| it.member == member)
            || planted::is(Fault::CountPersonsTwice),
        Code::NothingChanged,
    )?;
    let open = edition
        .progress()
        .open_step
        .and_then(|place| submission.steps.get(place));
    require(
        open.is_some_and(|step| step.is_for(roles)),
        Code::NotYourTurn,
    )
}
