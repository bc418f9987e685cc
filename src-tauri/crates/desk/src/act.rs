//! An act: decided here as the portal will decide it, signed, and put into the outbox.

use crate::{Desk, DeskError, Result, view::Seen};
use ed25519_dalek::SigningKey;
use editorial::{
    Body, By, Code, EditionId, Event, EventId, Fact, Hash, Millis, What,
    decide::{Warning, decide, warnings},
    keys,
    state::{Edition, State},
};
use std::{collections::BTreeMap, sync::PoisonError};
use store::{Act, Draft};

/// What an act led to, as far as this desk can tell.
pub(crate) struct Acted {
    /// The edition as it is expected to be.
    pub(crate) edition: Option<Edition>,
    /// What its sender should know.
    pub(crate) warnings: Vec<Warning>,
}

/// Who this desk is for a board.
pub(crate) struct Me {
    pub(crate) by: By,
    pub(crate) key: SigningKey,
    pub(crate) ledger: Hash,
}

impl Desk {
    pub(crate) fn me(&self) -> Result<Me> {
        let identity = store::meta::identity(&self.store)?;
        let portal = store::meta::portal(&self.store)?.ok_or(Code::NotJoined)?;
        let (Some(member), Some(device)) = (identity.member, identity.device) else {
            return Err(Code::NotJoined.into());
        };
        let by = By::Member { member, device };
        Ok(Me {
            by,
            key: SigningKey::from_bytes(&identity.seed),
            ledger: portal.ledger,
        })
    }

    /// The portal's time as this desk knows it: its clock at the last contact and what has passed since, never before
    /// the newest entry, and never by the computer's own date.
    pub(crate) fn portal_now(&self) -> Result<Millis> {
        let newest = store::mirror::board(&self.store)?.newest();
        let told = store::meta::clock(&self.store)?.map_or(Millis(0), |clock| clock.portal);
        let elapsed = self.surroundings.elapsed();
        let mut contact = self.contact.lock().unwrap_or_else(PoisonError::into_inner);
        let since = match *contact {
            Some((then, since)) if then == told => since,
            _ => elapsed,
        };
        *contact = Some((told, since));
        let passed = i64::try_from(elapsed.saturating_sub(since).as_millis()).unwrap_or_default();
        Ok(newest.max(Millis(told.0.saturating_add(passed))))
    }

    /// The board with the editions of one item, as this desk expects them.
    pub(crate) fn expected(&self, edition: EditionId) -> Result<State> {
        Ok(store::mirror::state(&self.store, edition.item)?)
    }

    /// An event of this device, yet to be decided and signed.
    pub(crate) fn event(&self, me: &Me, edition: Option<EditionId>, what: What) -> Event {
        Event {
            v: 1,
            id: EventId::from_uuid(self.uuid()),
            ledger: Some(me.ledger),
            by: me.by,
            at: self.now(),
            fact: Fact { edition, what },
        }
    }

    /// Decides, signs and puts into the outbox; `draft` is done with where the act carries its text, unless somebody
    /// wrote on in it meanwhile.
    pub(crate) fn act(
        &self,
        edition: Option<EditionId>,
        what: What,
        bodies: Vec<(Hash, Vec<u8>)>,
        draft: Option<&Draft>,
    ) -> Result<Acted> {
        let me = self.me()?;
        let now = self.portal_now()?;
        let state = match edition {
            Some(edition) => self.expected(edition)?,
            None => State {
                board: store::mirror::board(&self.store)?,
                ..State::default()
            },
        };
        let mut fresh = BTreeMap::new();
        for (hash, bytes) in &bodies {
            let body =
                Body::read(bytes).map_err(|error| DeskError::about(Code::NotCanonical, error))?;
            fresh.insert(*hash, body);
        }
        let event = self.event(&me, edition, what);
        let view = Seen {
            store: &self.store,
            state,
            fresh,
        };
        decide(&view, &event, now)?;
        let bytes = event.to_bytes();
        let sig = keys::sign(keys::EVENT, &bytes, &me.key);
        let bodies = bodies.into_iter().map(|(_, bytes)| bytes).collect();
        store::outbox::append(
            &self.store,
            &Act {
                id: event.id,
                event: bytes,
                sig,
                edition,
                bodies,
            },
            draft,
        )?;
        let after = edition.map(|edition| self.expected(edition)).transpose()?;
        let known = edition
            .zip(after.as_ref())
            .and_then(|(id, state)| state.editions.get(&id).cloned());
        let warnings = known
            .as_ref()
            .zip(after.as_ref())
            .map(|(edition, state)| warnings(&state.board, edition, now))
            .unwrap_or_default();
        Ok(Acted {
            edition: known,
            warnings,
        })
    }

    /// A text as a body, for an act.
    pub(crate) fn text_body(&self, text: &str) -> Result<(Hash, Vec<u8>)> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Code::NeedsReason.into());
        }
        if language::secret_mark(text).is_some() {
            return Err(Code::SecretMark.into());
        }
        let sealed = Body::text(text, self.salt());
        if sealed.bytes.len() > protocol::BODY_BYTES {
            return Err(Code::TooLarge.into());
        }
        Ok((sealed.hash, sealed.bytes))
    }
}
