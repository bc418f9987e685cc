//! Invitations and how a device comes in by one.

use super::Portal;
use crate::{
    failure::{Failure, no},
    ledger::{self, Site},
};
use editorial::{Code, PublicKey, state::Fate};
use protocol::{InvitationAnswer, JoinAnswer, SendLine, to_rfc3339};

impl Portal {
    /// What an open invitation offers.
    ///
    /// # Errors
    ///
    /// `invitation_used`, `invitation_expired`.
    pub fn invitation(&self, site: &Site, key: &PublicKey) -> Result<InvitationAnswer, Failure> {
        let clock = self.around.now();
        site.look(&self.db, |state| {
            let now = clock.max(state.board.newest());
            let Some(it) = state.board.invitations.get(key) else {
                return Err(no(
                    Code::InvitationExpired,
                    "this invitation is not known here",
                ));
            };
            match it.fate {
                Fate::Used => {
                    return Err(no(Code::InvitationUsed, "this invitation has been used"));
                }
                Fate::Void => {
                    return Err(no(
                        Code::InvitationExpired,
                        "this invitation was taken back",
                    ));
                }
                Fate::Open if it.expires <= now => {
                    return Err(no(Code::InvitationExpired, "this invitation is over"));
                }
                Fate::Open => {}
            }
            let held = state.board.roles(it.member, now);
            let roles = if it.roles.is_empty() {
                held.into_iter().collect()
            } else {
                it.roles.clone()
            };
            Ok(InvitationAnswer {
                ledger: site.ledger,
                key: site.public_key(),
                member: it.member,
                roles,
                expires: to_rfc3339(it.expires),
            })
        })?
    }

    /// Lets a device in: the bodies that its `joined` event names, then that event. The same again gets the same answer.
    ///
    /// # Errors
    ///
    /// `invitation_used`, `invitation_expired`, `bad_signature` for a wrong proof, `mismatch`.
    pub fn join(&self, site: &Site, lines: Vec<SendLine>) -> Result<JoinAnswer, Failure> {
        let seq = self.write(site, |writing| ledger::joined(writing, lines))?;
        Ok(JoinAnswer {
            ledger: site.ledger,
            key: site.public_key(),
            seq,
        })
    }
}
