//! What an event of an edition changes in it: its line, its submission, its approvals, its page.

use super::{Touched, ending::end_pages};
use crate::{
    event::{Event, Offer, What},
    ids::{EditionId, Hash, MemberId, Millis},
    planted::{self, Fault},
    state::{Approval, Board, Edition, Line, Live, Submission, Work},
};
use std::collections::BTreeMap;

/// Adds an event of one edition to the editions of its item.
pub(crate) fn fold_edition(
    board: &Board,
    editions: &mut BTreeMap<EditionId, Edition>,
    id: EditionId,
    now: Millis,
    event: &Event,
    touched: &mut Touched,
) {
    touched.editions.insert(id);
    if let What::Withdrawn { .. } | What::Unpublished { .. } = &event.fact.what {
        end_pages(editions, id, now, event, touched);
        return;
    }
    let member = event.by.member();
    let edition = match &event.fact.what {
        What::Shared(offer) | What::Submitted { offer, .. } => editions
            .entry(id)
            .or_insert_with(|| Edition::new(offer.kind, offer.source.is_some())),
        _ => match editions.get_mut(&id) {
            Some(edition) => edition,
            None => return,
        },
    };
    edition.updated = now;
    match &event.fact.what {
        What::Shared(offer) => {
            add_line(edition, offer, member, now);
            if edition.work == Work::None {
                edition.work = Work::Draft;
            }
        }
        What::Submitted {
            offer,
            publish_at,
            note,
            ..
        } => {
            add_line(edition, offer, member, now);
            let Some(member) = member else { return };
            let kept = edition
                .submission
                .as_ref()
                .filter(|_| edition.work.is_pending())
                .and_then(|before| before.publish_at);
            // Whoever submits it makes it their own, and nobody approves their own work.
            for approval in &mut edition.approvals {
                if approval.revision == offer.revision && approval.member == member {
                    approval.counts = false;
                }
            }
            edition.submission = Some(Submission {
                event: event.id,
                revision: offer.revision,
                member,
                accepted_at: now,
                publish_at: publish_at.or(kept),
                steps: board.policy.steps(edition.kind, id.lang),
                note: *note,
                returned: None,
            });
            edition.work = Work::Submitted;
            settle(edition, now);
        }
        What::TakenBack { .. } => edition.work = Work::Draft,
        What::Approved {
            revision,
            publish_at,
        } => {
            let Some(member) = member else { return };
            let live = edition.published_revision() == Some(*revision);
            let roles = board.roles(member, now).into_iter().collect();
            edition.approvals.push(Approval {
                event: event.id,
                revision: *revision,
                member,
                roles,
                at: now,
                counts: !live,
            });
            if !live {
                if let (Some(submission), Some(at)) = (&mut edition.submission, publish_at) {
                    submission.publish_at = Some(*at);
                }
                settle(edition, now);
            }
        }
        What::Returned { revision, reason } => {
            edition.work = Work::Returned;
            for approval in &mut edition.approvals {
                if approval.revision == *revision
                    && Some(approval.member) == member
                    && !planted::is(Fault::KeepApprovalsOnReturn)
                {
                    approval.counts = false;
                }
            }
            if let (Some(submission), Some(member)) = (&mut edition.submission, member) {
                submission.returned = Some((member, *reason));
            }
        }
        What::Scheduled { publish_at, .. } => {
            if let Some(submission) = &mut edition.submission {
                submission.publish_at = Some(*publish_at);
            }
            settle(edition, now);
        }
        What::Published {
            revision, short, ..
        } => publish(edition, *revision, short, now),
        _ => {}
    }
}

/// A submission whose steps are all filled is approved, or scheduled while its time is to come.
fn settle(edition: &mut Edition, now: Millis) {
    if !edition.work.is_pending() {
        return;
    }
    let Some(submission) = &edition.submission else {
        return;
    };
    edition.work = if edition.progress().needed > 0 {
        Work::Submitted
    } else if submission.publish_at.is_some_and(|at| at > now) {
        Work::Scheduled
    } else {
        Work::Approved
    };
}

fn add_line(edition: &mut Edition, offer: &Offer, member: Option<MemberId>, now: Millis) {
    if let (None, Some(author)) = (edition.line(offer.revision), member) {
        edition.revisions.push(Line {
            revision: offer.revision,
            parent: offer.parent,
            source: offer.source,
            author,
            at: now,
        });
    }
}

fn publish(edition: &mut Edition, revision: Hash, short: &str, now: Millis) {
    let first = match edition.live {
        Live::Published { first, .. } | Live::Withdrawn { first, .. } => first,
        Live::None | Live::Unpublished { .. } => now,
    };
    edition.live = Live::Published {
        revision,
        at: now,
        first,
    };
    edition.short.get_or_insert_with(|| short.to_owned());
    edition.updated = now;
    // Spent: what was approved has been published once.
    for approval in edition
        .approvals
        .iter_mut()
        .filter(|it| it.revision == revision)
    {
        approval.counts = false;
    }
    edition.work = if edition.head() == Some(revision) {
        Work::None
    } else {
        Work::Draft
    };
}
