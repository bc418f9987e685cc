//! Challenges, tokens and what they open.
//!
//! A token is given against the device's key and kept by its hash: a portal restored from an older copy loses nothing
//! but tokens, and gives new ones.

use super::Portal;
use crate::{
    db,
    failure::{Failure, no},
    ledger::Site,
    surroundings::random,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use editorial::{Code, DeviceId, Hash, MemberId, Millis, Role, Signature, keys, state::State};
use protocol::{ChallengeAnswer, TokenAnswer};
use std::sync::Arc;

/// For how long a token is good, in seconds.
const TOKEN_SECONDS: u64 = 15 * 60;
/// For how long a challenge stands, in milliseconds.
const CHALLENGE_FOR: i64 = 60 * 1000;

/// A device that has proven its key.
#[derive(Clone)]
pub struct Session {
    /// The site it speaks to.
    pub site: Arc<Site>,
    /// Whose it is.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
}

fn valid_device(
    state: &State,
    device: DeviceId,
) -> Result<(MemberId, editorial::PublicKey), Failure> {
    match state.board.devices.get(&device) {
        None => Err(no(Code::DeviceUnknown, "this device is not known here")),
        Some(it) if it.ended.is_some() => Err(no(Code::DeviceRevoked, "this device was revoked")),
        Some(it) => Ok((it.member, it.key)),
    }
}

impl Portal {
    /// A text for a device to sign.
    ///
    /// # Errors
    ///
    /// `device_unknown`, `device_revoked`.
    pub fn challenge(&self, site: &Site, device: DeviceId) -> Result<ChallengeAnswer, Failure> {
        site.look(&self.db, |state| valid_device(state, device).map(|_| ()))??;
        let nonce = URL_SAFE_NO_PAD.encode(random::<24>(&*self.around));
        let now = self.around.now();
        self.db.write(|to| {
            db::access::challenge(
                to,
                site.id,
                device,
                &nonce,
                now,
                Millis(now.0 + CHALLENGE_FOR),
            )
        })?;
        Ok(ChallengeAnswer { nonce })
    }

    /// A token for a device that signed its challenge.
    ///
    /// # Errors
    ///
    /// `stale` for a challenge that is over or used, `bad_signature`, `device_unknown`, `device_revoked`.
    pub fn token(
        &self,
        site: &Site,
        device: DeviceId,
        nonce: &str,
        sig: &Signature,
    ) -> Result<TokenAnswer, Failure> {
        let (_, key) = site.look(&self.db, |state| valid_device(state, device))??;
        let now = self.around.now();
        let stood = self
            .db
            .write(|to| db::access::use_challenge(to, site.id, device, nonce, now))?;
        if !stood {
            return Err(no(Code::Stale, "this challenge is over; ask for a new one"));
        }
        if !keys::verify(
            keys::TOKEN,
            &keys::token_bytes(device, site.ledger, nonce),
            sig,
            &key,
        ) {
            return Err(no(
                Code::BadSignature,
                "the challenge is not signed by this device",
            ));
        }
        self.give_token(site, device)
    }

    fn give_token(&self, site: &Site, device: DeviceId) -> Result<TokenAnswer, Failure> {
        let token = URL_SAFE_NO_PAD.encode(random::<32>(&*self.around));
        let expires =
            Millis(self.around.now().0 + i64::try_from(TOKEN_SECONDS * 1000).unwrap_or_default());
        self.db.write(|to| {
            db::access::put_token(to, site.id, device, Hash::of(token.as_bytes()), expires)
        })?;
        Ok(TokenAnswer {
            token,
            expires_in: TOKEN_SECONDS,
        })
    }

    /// Whose token this is.
    ///
    /// # Errors
    ///
    /// [`Failure::NoToken`] for one that is unknown or over, `device_unknown`, `device_revoked`.
    pub fn session(&self, site: &Arc<Site>, token: &str) -> Result<Session, Failure> {
        let now = self.around.now();
        let device = self
            .db
            .read(|from| db::access::device_of(from, site.id, Hash::of(token.as_bytes()), now))?;
        let device = device.ok_or(Failure::NoToken)?;
        self.session_of(site, device)
    }

    /// A session for a device whose key was proven by other means: in a simulation, or in one process.
    ///
    /// # Errors
    ///
    /// `device_unknown`, `device_revoked`.
    pub fn session_of(&self, site: &Arc<Site>, device: DeviceId) -> Result<Session, Failure> {
        let (member, _) = site.look(&self.db, |state| valid_device(state, device))??;
        Ok(Session {
            site: Arc::clone(site),
            member,
            device,
        })
    }

    /// Whether a member may read the ledger; the time by which that was judged.
    pub(super) fn may_read(&self, session: &Session) -> Result<Millis, Failure> {
        self.may(session, |_| true)
    }

    pub(super) fn may_read_comments(&self, session: &Session) -> Result<Millis, Failure> {
        self.may(session, |role| {
            matches!(role, Role::Editor | Role::Approver | Role::Chief)
        })
    }

    fn may(&self, session: &Session, able: impl Fn(Role) -> bool) -> Result<Millis, Failure> {
        let clock = self.around.now();
        session.site.look(&self.db, |state| {
            let now = clock.max(state.board.newest());
            valid_device(state, session.device)?;
            if state.board.roles(session.member, now).into_iter().any(able) {
                Ok(now)
            } else {
                Err(no(
                    Code::NoRight,
                    "no role of yours gives the right to read this",
                ))
            }
        })?
    }
}
