//! Adding one accepted entry to the state.
//!
//! `fold` takes every accepted entry for ever, whatever later rules say; it judges nothing. Of bodies it reads
//! only policies, which are never withheld or erased.

use crate::{
    entry::Entry,
    event::{By, Event, What},
    ids::{EditionId, Hash, Millis},
    planted::{self, Fault},
    policy::Policy,
    state::{
        Approval, Board, Device, Edition, Fate, Invitation, Last, Line, Live, Member, Standing,
        State, Submission, Term, Work,
    },
};
use std::collections::{BTreeMap, BTreeSet};

/// What an entry touched.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// The editions that changed.
    pub editions: BTreeSet<EditionId>,
}

/// Adds an accepted entry. The editions of the event's item must be in `state` where they exist.
pub fn fold(
    state: &mut State,
    entry: &Entry,
    event: &Event,
    policy: impl FnOnce(Hash) -> Option<Policy>,
) -> Touched {
    let now = entry.accepted_at;
    let mut touched = Touched::default();
    if let Some(id) = event.fact.edition {
        fold_edition(
            &state.board,
            &mut state.editions,
            id,
            now,
            event,
            &mut touched,
        );
        if let What::Published { short, .. } = &event.fact.what {
            state.board.shorts.entry(short.clone()).or_insert(id.item);
        }
    } else {
        fold_board(state, now, event, policy, &mut touched);
    }
    passed(state, entry);
    touched
}

/// Adds an accepted entry whose event this version does not know: it is counted, and its edition is to be read only.
pub fn fold_unknown(state: &mut State, entry: &Entry, edition: Option<EditionId>) -> Touched {
    let mut touched = Touched::default();
    if let Some(id) = edition
        && let Some(it) = state.editions.get_mut(&id)
    {
        it.newer = true;
        it.updated = entry.accepted_at;
        touched.editions.insert(id);
    }
    passed(state, entry);
    touched
}

fn passed(state: &mut State, entry: &Entry) {
    let hash = entry.hash();
    state.board.ledger.get_or_insert(hash);
    state.board.last = Some(Last {
        seq: entry.seq,
        hash,
        accepted_at: entry.accepted_at,
    });
}

fn fold_board(
    state: &mut State,
    now: Millis,
    event: &Event,
    policy: impl FnOnce(Hash) -> Option<Policy>,
    touched: &mut Touched,
) {
    let board = &mut state.board;
    match &event.fact.what {
        What::SiteCreated {
            name_vi,
            name_en,
            key,
            zone,
        } => {
            board.key = Some(*key);
            board.zone.clone_from(zone);
            board.names = Some((*name_vi, *name_en));
        }
        What::SiteKeyChanged { key } => board.key = Some(*key),
        What::Invited {
            invitation,
            subject,
            roles,
            name,
            expires,
        } => {
            let it = Invitation {
                member: *subject,
                roles: roles.clone(),
                name: *name,
                expires: *expires,
                fate: Fate::Open,
            };
            board.invitations.insert(*invitation, it);
        }
        What::Uninvited { invitation } => {
            if let Some(it) = board.invitations.get_mut(invitation) {
                it.fate = Fate::Void;
            }
        }
        What::Joined {
            invitation,
            key,
            name,
            ..
        } => {
            let By::Member { member, device } = event.by else {
                return;
            };
            if let Some(it) = board.invitations.get_mut(invitation) {
                it.fate = Fate::Used;
                let terms = it
                    .roles
                    .iter()
                    .map(|role| Term {
                        role: *role,
                        from: now,
                        to: None,
                    })
                    .collect();
                board.members.entry(member).or_insert(Member {
                    name: it.name,
                    terms,
                });
            }
            board.devices.insert(
                device,
                Device {
                    member,
                    key: *key,
                    name: *name,
                    added: now,
                    ended: None,
                },
            );
        }
        What::DeviceReplaced { subject, key, name } => {
            let By::Member { member, device } = event.by else {
                return;
            };
            if let Some(old) = board.devices.get_mut(&device) {
                old.ended.get_or_insert(now);
            }
            board.devices.insert(
                *subject,
                Device {
                    member,
                    key: *key,
                    name: *name,
                    added: now,
                    ended: None,
                },
            );
        }
        What::DeviceRevoked { subject } => {
            if let Some(device) = board.devices.get_mut(subject) {
                device.ended.get_or_insert(now);
            }
        }
        What::RoleGiven {
            subject,
            role,
            from,
            to,
        } => {
            if let Some(member) = board.members.get_mut(subject) {
                // A term never begins before it was given: rights are judged at the entry's place.
                let from = from.unwrap_or(now).max(now);
                member.terms.push(Term {
                    role: *role,
                    from,
                    to: *to,
                });
            }
        }
        What::RoleEnded { subject, role } => {
            if let Some(member) = board.members.get_mut(subject) {
                for term in member.terms.iter_mut().filter(|term| term.role == *role) {
                    if term.to.is_none_or(|to| to > now) {
                        term.to = Some(now.max(term.from));
                    }
                }
            }
        }
        What::PolicySet { policy: body } => {
            board.policy = policy(*body).unwrap_or_default();
            board.policy_body = Some(*body);
        }
        What::Put {
            collection,
            key,
            body,
            ..
        } => {
            let place = (collection.clone(), key.clone());
            match body {
                Some(body) => board.data.insert(
                    place,
                    Standing {
                        event: event.id,
                        body: *body,
                    },
                ),
                None => board.data.remove(&place),
            };
        }
        What::Erased { body, .. } => {
            board.erased.insert(*body);
            erase(&mut state.editions, *body, now, touched);
        }
        _ => {}
    }
}

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

fn add_line(
    edition: &mut Edition,
    offer: &crate::event::Offer,
    member: Option<crate::ids::MemberId>,
    now: Millis,
) {
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

/// A page whose text is erased is unpublished, and so is every translation that stands beside it or is laid over it.
fn erase(
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

fn end_pages(
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
