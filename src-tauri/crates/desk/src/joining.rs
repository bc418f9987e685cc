//! Joining a board: the portal is proven to be the invitation's before anything is sent to it.

use crate::{
    Desk, DeskError, Key, NewLock, Result,
    words::{self, Tongue},
};
use ed25519_dalek::SigningKey;
use editorial::{
    Body, By, Code, DeviceId, Event, EventId, Fact, Hash, MemberId, PublicKey, Role, What,
    keys::{self, InvitationCode},
};
use protocol::{InvitationAnswer, SendLine};
use serde::Serialize;
use std::path::Path;
use store::meta::{Clock, Identity, Portal as Site};
use sync::{
    http::HttpPortal,
    portal::{Portal as _, PortalError, head_of},
};

pub use sync::http::address_is_safe;

/// A board that was joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Joined {
    /// The site.
    pub site: String,
    /// Who this desk is there.
    pub member: MemberId,
    /// The roles.
    pub roles: Vec<Role>,
}

/// A portal that was found to be the invitation's.
struct Found {
    portal: HttpPortal,
    code: InvitationCode,
    key: PublicKey,
    ledger: Hash,
    now: Option<editorial::Millis>,
}

/// Whether an invitation can be used at an address; nothing is changed.
///
/// # Errors
/// `bad_field` where the code is none, `offline`, `not_a_portal`, `no_such_site`, `wrong_key`, `wrong_site`,
/// `invitation_used`, `invitation_expired`.
pub fn look(url: &str, invitation: &str) -> Result<InvitationAnswer> {
    let mut found = find(url, invitation)?;
    offer(&mut found)
}

fn find(url: &str, invitation: &str) -> Result<Found> {
    let code: InvitationCode = invitation
        .parse()
        .map_err(|error| DeskError::about(Code::BadField, error))?;
    if !address_is_safe(url) {
        return Err(told(Code::NotAPortal, words::unsafe_address));
    }
    let mut portal = HttpPortal::new(url, &code.site, None)?;
    let head = portal.head().map_err(|error| match error.code() {
        // An invitation for another site of this portal, or for another portal.
        Code::NoSuchSite => DeskError::new(Code::WrongSite),
        Code::NotFound => DeskError::new(Code::NotAPortal),
        _ => error.into(),
    })?;
    if !code.is_for(&head.key) {
        return Err(Code::WrongKey.into());
    }
    let read = head_of(&head, &head.key)?;
    Ok(Found {
        portal,
        code,
        key: head.key,
        ledger: read.ledger,
        now: protocol::from_rfc3339(&head.now),
    })
}

/// The reason in the words of what was tried.
fn told(code: Code, words: fn(Tongue) -> &'static str) -> DeskError {
    DeskError {
        message: words(Tongue::current()).to_owned(),
        ..code.into()
    }
}

fn offer(found: &mut Found) -> Result<InvitationAnswer> {
    let offer = found
        .portal
        .invitation(&keys::public(&found.code.key()))
        .map_err(|error| match error.code() {
            Code::NotFound => DeskError::new(Code::InvitationExpired),
            _ => error.into(),
        })?;
    if offer.key != found.key || offer.ledger != found.ledger {
        return Err(Code::WrongKey.into());
    }
    Ok(offer)
}

impl Desk {
    /// Joins from the desk in a folder; where there is none, one is made once the portal has said yes to the invitation.
    ///
    /// # Errors
    /// Those of [`Desk::open`], [`Desk::init`] and [`Desk::join`]. A desk that was made stays for the next try.
    pub fn join_from(
        folder: &Path,
        passphrase: Option<&str>,
        url: &str,
        invitation: &str,
        device_name: &str,
    ) -> Result<(Self, Joined)> {
        let desk = if Self::exists(folder) {
            Self::open(folder, passphrase.map_or(Key::Keyring, Key::Passphrase))?
        } else {
            look(url, invitation)?;
            Self::init(folder, NewLock { passphrase }, "")?.0
        };
        let joined = desk.join(url, invitation, device_name)?;
        Ok((desk, joined))
    }

    /// Joins a board's site; the items that are here already stay. A desk whose device the site no longer lets in joins
    /// the same site again, as the same member: what the old device signed and could not send comes back as drafts.
    ///
    /// # Errors
    /// `already_joined`, `wrong_site` for another one than before, and those of [`look`]; then nothing is changed here.
    pub fn join(&self, url: &str, invitation: &str, device_name: &str) -> Result<Joined> {
        let before = store::meta::portal(&self.store)?;
        if before.is_some() {
            self.must_be_shut_out(url, invitation)?;
        }
        if device_name.trim().is_empty() {
            return Err(DeskError::about(Code::BadField, "device"));
        }
        let mut found = find(url, invitation)?;
        if before.is_some_and(|site| (site.ledger, site.key) != (found.ledger, found.key)) {
            return Err(Code::WrongSite.into());
        }
        let pending = self.pending_device(&mut found, device_name.trim())?;
        let identity = store::meta::identity(&self.store)?;
        if identity.device == Some(pending.device) {
            // By this very code the device came in that is let in no more.
            return Err(Code::InvitationUsed.into());
        }
        if identity
            .member
            .is_some_and(|member| member != pending.offer.member)
        {
            return Err(told(Code::AlreadyJoined, words::code_of_another));
        }
        let key = SigningKey::from_bytes(&pending.seed);
        found
            .portal
            .join(&joined_lines(&pending, &found.code, &key)?)?;
        let Found { code, now, .. } = found;
        let PendingDevice {
            offer,
            device,
            seed,
            ..
        } = pending;
        let identity = Identity {
            member: Some(offer.member),
            device: Some(device),
            seed,
            ..identity
        };
        store::outbox::all_to_drafts(&self.store, self.now())?;
        let site = Site {
            url: url.trim_end_matches('/').to_owned(),
            site: code.site.clone(),
            ledger: offer.ledger,
            key: offer.key,
        };
        store::meta::joined(&self.store, &identity, &site)?;
        self.forget_takeover()?;
        if let Some(portal) = now {
            store::meta::set_clock(&self.store, &Clock { portal })?;
        }
        let joined = Joined {
            site: code.site,
            member: offer.member,
            roles: offer.roles,
        };
        // The board itself comes along; if the line breaks just now, it comes with the next exchange.
        if let Err(error) = self.exchange(false, &|_| true) {
            tracing::debug!(%error, "first exchange");
        }
        Ok(joined)
    }

    /// A desk that has joined joins again only where its site lets its device in no more.
    fn must_be_shut_out(&self, url: &str, invitation: &str) -> Result<()> {
        match self.portal()?.bodies(&[]) {
            Err(PortalError::Problem {
                code: Code::DeviceRevoked | Code::DeviceUnknown,
                ..
            }) => Ok(()),
            Ok(_) => Err(Code::AlreadyJoined.into()),
            // Its site cannot be asked: where the one that is asked for answers, it is another one.
            Err(_) => find(url, invitation).and(Err(Code::AlreadyJoined.into())),
        }
    }

    /// What goes with an invitation: kept before the first try, so that a join whose answer was lost is the same join
    /// when it is tried again, though the portal calls the invitation used by then.
    fn pending_device(&self, found: &mut Found, device_name: &str) -> Result<PendingDevice> {
        let invitation = keys::public(&found.code.key());
        if let Some(pending) = store::meta::get::<PendingDevice>(&self.store, PENDING)?
            && pending.invitation == invitation
            && pending.offer.key == found.key
            && pending.offer.ledger == found.ledger
        {
            return Ok(pending);
        }
        let pending = PendingDevice {
            invitation,
            offer: offer(found)?,
            name: device_name.to_owned(),
            device: DeviceId::from_uuid(self.uuid()),
            event: EventId::from_uuid(self.uuid()),
            at: self.now(),
            salt: self.salt(),
            seed: self.random(),
        };
        store::meta::set(&self.store, PENDING, &pending)?;
        Ok(pending)
    }
}

fn joined_lines(
    pending: &PendingDevice,
    code: &InvitationCode,
    key: &SigningKey,
) -> Result<Vec<SendLine>> {
    let body = Body::text(&pending.name, pending.salt);
    let public = keys::public(key);
    let invitation_key = code.key();
    let proof = keys::sign(
        keys::JOIN,
        &keys::join_bytes(pending.offer.ledger, pending.device, &public),
        &invitation_key,
    );
    let what = What::Joined {
        invitation: pending.invitation,
        key: public,
        name: body.hash,
        proof,
    };
    let by = By::Member {
        member: pending.offer.member,
        device: pending.device,
    };
    let event = Event {
        v: 1,
        id: pending.event,
        ledger: Some(pending.offer.ledger),
        by,
        at: pending.at,
        fact: Fact {
            edition: None,
            what,
        },
    };
    let bytes = event.to_bytes();
    let sig = keys::sign(keys::EVENT, &bytes, key);
    let text =
        |bytes: Vec<u8>| String::from_utf8(bytes).map_err(|_| DeskError::new(Code::NotCanonical));
    Ok(vec![
        SendLine::Body {
            body: text(body.bytes)?,
        },
        SendLine::Event {
            event: text(bytes)?,
            sig,
        },
    ])
}

/// Where a device that is about to join is kept.
const PENDING: &str = "pending_device";

#[derive(Serialize, serde::Deserialize)]
struct PendingDevice {
    invitation: PublicKey,
    offer: InvitationAnswer,
    name: String,
    device: DeviceId,
    event: EventId,
    at: editorial::Millis,
    salt: editorial::Salt,
    seed: [u8; 32],
}
