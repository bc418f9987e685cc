//! What an event of the board changes: members, devices, roles, policy, data.

use super::{Touched, ending::erase};
use crate::{
    event::{By, Event, What},
    ids::{Hash, Millis},
    policy::Policy,
    state::{Device, Fate, Invitation, Member, Standing, State, Term},
};

pub(super) fn fold_board(
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
