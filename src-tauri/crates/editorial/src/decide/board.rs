//! Members, devices, invitations, policy, data.

use super::{Refusal, View, actor_roles, refuse, require};
use crate::{
    code::Code,
    event::{By, Event, What},
    ids::{MemberId, Millis, Role},
    keys,
    planted::{self, Fault},
    policy::{Policy, Step},
    state::{Board, Fate},
};
use std::collections::{BTreeMap, BTreeSet};

/// The collections that [`What::Put`] may write to now.
const COLLECTIONS: [&str; 1] = ["section"];

pub(super) fn device_is_valid(board: &Board, by: By) -> Result<(), Refusal> {
    let By::Member { member, device } = by else {
        return Ok(());
    };
    match board.devices.get(&device) {
        Some(it) if it.member != member => refuse(Code::Mismatch),
        Some(it) if it.ended.is_some() && !planted::is(Fault::IgnoreRevocations) => {
            refuse(Code::DeviceRevoked)
        }
        Some(_) => Ok(()),
        None => refuse(Code::DeviceUnknown),
    }
}

pub(super) fn decide(view: &impl View, event: &Event, now: Millis) -> Result<(), Refusal> {
    let board = &view.state().board;
    let by = event.by;
    for body in event.fact.what.bodies() {
        require(!board.erased.contains(&body), Code::Erased)?;
        require(view.has_body(body), Code::NotFound)?;
    }
    match &event.fact.what {
        What::SiteCreated { .. } => {
            require(board.last.is_none() && by == By::Operator, Code::WrongState)
        }
        What::Invited {
            invitation,
            subject,
            roles,
            name,
            expires,
        } => {
            chief_or_operator(board, by, now)?;
            require(
                !board.invitations.contains_key(invitation),
                Code::WrongState,
            )?;
            require(*expires > now, Code::InvitationExpired)?;
            let known = board.members.contains_key(subject);
            // A new member needs roles and a name; a known one already has them.
            require(
                if known {
                    roles.is_empty() && name.is_none()
                } else {
                    !roles.is_empty() && name.is_some()
                },
                Code::Mismatch,
            )?;
            let sorted = roles.windows(2).all(|pair| pair[0] < pair[1]);
            let pending = board
                .invitations
                .values()
                .any(|it| it.member == *subject && it.fate == Fate::Open && it.expires > now);
            require(sorted && (known || !pending), Code::Mismatch)
        }
        What::Uninvited { invitation } => {
            chief_or_operator(board, by, now)?;
            match board.invitations.get(invitation).map(|it| it.fate) {
                Some(Fate::Open) => Ok(()),
                Some(_) => refuse(Code::InvitationUsed),
                None => refuse(Code::NotFound),
            }
        }
        What::Joined {
            invitation,
            key,
            proof,
            ..
        } => {
            let By::Member { member, device } = by else {
                return refuse(Code::Mismatch);
            };
            let Some(it) = board.invitations.get(invitation) else {
                return refuse(Code::InvitationExpired);
            };
            require(it.fate != Fate::Used, Code::InvitationUsed)?;
            require(
                it.fate == Fate::Open && it.expires > now,
                Code::InvitationExpired,
            )?;
            require(
                it.member == member && !board.devices.contains_key(&device),
                Code::Mismatch,
            )?;
            let Some(ledger) = board.ledger else {
                return refuse(Code::LedgerChanged);
            };
            let proven = keys::verify(
                keys::JOIN,
                &keys::join_bytes(ledger, device, key),
                proof,
                invitation,
            );
            require(proven, Code::BadSignature)
        }
        What::DeviceReplaced { subject, .. } => {
            require(by.member().is_some(), Code::NoRight)?;
            require(!board.devices.contains_key(subject), Code::Mismatch)
        }
        What::DeviceRevoked { subject } => {
            let Some(device) = board.devices.get(subject) else {
                return refuse(Code::DeviceUnknown);
            };
            if by.member() != Some(device.member) {
                chief_or_operator(board, by, now)?;
            }
            require(device.ended.is_none(), Code::NothingChanged)
        }
        What::RoleGiven {
            subject,
            role,
            from,
            to,
        } => {
            chief_or_operator(board, by, now)?;
            require(board.members.contains_key(subject), Code::NotFound)?;
            let starts = from.unwrap_or(now).max(now);
            require(to.is_none_or(|to| to > starts), Code::BadField)?;
            let held = board.members.get(subject).is_some_and(|it| {
                it.terms.iter().any(|term| {
                    term.role == *role
                        && term.from <= starts
                        && term.to.is_none_or(|end| Some(end) >= *to && to.is_some())
                })
            });
            require(!held, Code::NothingChanged)
        }
        What::RoleEnded { subject, role } => {
            chief_or_operator(board, by, now)?;
            let Some(member) = board.members.get(subject) else {
                return refuse(Code::NotFound);
            };
            let held = member
                .terms
                .iter()
                .any(|term| term.role == *role && term.to.is_none_or(|to| to > now));
            require(held, Code::NothingChanged)?;
            // A chief may not leave the board without one; the operator may, visibly.
            let last = *role == Role::Chief
                && board
                    .holders(Role::Chief, now)
                    .all(|holder| holder == *subject);
            require(by == By::Operator || !last, Code::NoRight)
        }
        What::PolicySet { policy } => {
            chief_or_operator(board, by, now)?;
            let Some(policy) = view.policy(*policy) else {
                return refuse(Code::Mismatch);
            };
            match missing_roles(board, &policy, now) {
                roles if roles.is_empty() => Ok(()),
                roles => Err(Refusal {
                    roles,
                    ..Code::PolicyUnfulfillable.into()
                }),
            }
        }
        What::Put {
            collection,
            key,
            replaces,
            ..
        } => {
            chief_or_operator(board, by, now)?;
            require(
                COLLECTIONS.contains(&collection.as_str()),
                Code::PortalOlder,
            )?;
            require(keys::is_site_name(key), Code::BadField)?;
            let stands = board
                .data
                .get(&(collection.clone(), key.clone()))
                .map(|it| it.event);
            require(stands == *replaces, Code::Stale)
        }
        What::Erased { body, .. } => {
            require(by == By::Operator, Code::NoRight)?;
            require(!board.erased.contains(body), Code::NothingChanged)
        }
        What::PublishMissed { .. }
        | What::Opened { .. }
        | What::Closed { .. }
        | What::Agreed { .. }
        | What::SiteKeyChanged { .. } => refuse(Code::PortalOlder),
        // What is about an edition must name one.
        _ => refuse(Code::Mismatch),
    }
}

fn chief_or_operator(board: &Board, by: By, now: Millis) -> Result<(), Refusal> {
    if by == By::Operator || actor_roles(board, by, now).contains(&Role::Chief) {
        return Ok(());
    }
    Err(Refusal {
        roles: vec![Role::Chief],
        ..Code::NoRight.into()
    })
}

/// The roles of the first step that the board's present or invited people could not fill, each person once.
pub fn missing_roles(board: &Board, policy: &Policy, now: Millis) -> Vec<Role> {
    let mut people: BTreeMap<MemberId, BTreeSet<Role>> = board
        .members
        .iter()
        .filter(|(id, _)| board.has_device(**id))
        .map(|(id, member)| (*id, member.roles(now)))
        .collect();
    for it in board
        .invitations
        .values()
        .filter(|it| it.fate == Fate::Open && it.expires > now)
    {
        let roles = board.members.get(&it.member).map_or_else(
            || it.roles.iter().copied().collect(),
            |known| known.roles(now),
        );
        people.entry(it.member).or_default().extend(roles);
    }
    let people: Vec<BTreeSet<Role>> = people.into_values().collect();
    if policy.well_formed().is_err() {
        return vec![Role::Approver];
    }
    policy
        .rules
        .iter()
        .find_map(|rule| unfilled(&rule.steps, &people))
        .unwrap_or_default()
}

/// The roles of the first place that cannot be given to a person of its own.
fn unfilled(steps: &[Step], people: &[BTreeSet<Role>]) -> Option<Vec<Role>> {
    fn place(
        slot: usize,
        slots: &[&Step],
        people: &[BTreeSet<Role>],
        given: &mut [Option<usize>],
        seen: &mut [bool],
    ) -> bool {
        for (person, roles) in people.iter().enumerate() {
            if seen[person] || !slots[slot].is_for(roles) {
                continue;
            }
            seen[person] = true;
            // Whoever holds this person already may find another.
            if given[person].is_none_or(|other| place(other, slots, people, given, seen)) {
                given[person] = Some(slot);
                return true;
            }
        }
        false
    }
    let slots: Vec<&Step> = steps
        .iter()
        .flat_map(|step| std::iter::repeat_n(step, usize::from(step.count)))
        .collect();
    let mut given = vec![None; people.len()];
    (0..slots.len())
        .find(|slot| {
            !place(
                *slot,
                &slots,
                people,
                &mut given,
                &mut vec![false; people.len()],
            )
        })
        .map(|slot| slots[slot].roles.clone())
}
