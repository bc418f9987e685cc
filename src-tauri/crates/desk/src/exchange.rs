//! Exchanging with the portal; what waits, what was refused.

use crate::{Desk, DeskError, Result, time};
use ed25519_dalek::SigningKey;
use editorial::{
    Code, DeviceId, EditionId, Entry, Event, EventId, Hash, MemberId, checks::Finding, keys,
};
use serde::Serialize;
use std::time::Duration;
use sync::{
    exchange::{Exchange, Failure},
    http::{Credentials, HttpPortal},
    portal::Portal,
};

pub use sync::exchange::{Far, Part, Report};

/// How far an exchange is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// Entries here.
    pub received: u64,
    /// Entries there are.
    pub newest: u64,
    /// How much was done in this exchange, of each kind.
    pub far: Far,
}

/// An act that waits to be sent or confirmed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct OutboxRow {
    /// Its id.
    pub id: EventId,
    /// The edition.
    pub edition: Option<EditionId>,
    /// The title.
    pub title: String,
    /// What happened.
    pub what: String,
    /// When it was made.
    pub at: String,
    /// It may have reached the portal.
    pub tried: bool,
}

/// An act that the portal refused, or a text that was merged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RefusalRow {
    /// Its id.
    pub id: EventId,
    /// The edition.
    pub edition: Option<EditionId>,
    /// The title.
    pub title: String,
    /// What was to happen.
    pub what: String,
    /// When it was refused.
    pub at: String,
    /// Why.
    pub code: Code,
    /// Why, in a person's words.
    pub message: String,
    /// The findings, where checks are the reason.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Finding>,
    /// The revision that was decided on, where the act was a decision.
    #[serde(skip)]
    pub decided: Option<Hash>,
    /// What stands in its place by now.
    #[serde(skip)]
    pub newer: Option<Newer>,
}

/// A revision that came after another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Newer {
    /// The revision.
    pub revision: Hash,
    /// Whose it is: who submitted it where it waits, else who wrote it.
    pub by: MemberId,
    /// When the portal took it.
    pub at: String,
}

/// One act of the ledger, as it stands here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LogRow {
    /// Its number in the ledger.
    pub seq: u64,
    /// The edition.
    pub edition: Option<EditionId>,
    /// Its title.
    pub title: String,
    /// What happened; empty where this version does not know it.
    pub what: String,
    /// When the portal took it.
    pub at: String,
    /// The member; none for the portal itself.
    pub by: Option<MemberId>,
    /// It was sent from this computer.
    pub sent: bool,
}

impl From<Failure> for DeskError {
    fn from(failure: Failure) -> Self {
        match failure {
            Failure::Portal(error) => error.into(),
            Failure::Store(error) => error.into(),
            Failure::Stopped(code) => code.into(),
        }
    }
}

/// The pause after the n-th exchange in a row without an answer: growing, with a part left to chance, so that a whole
/// office does not come back in the same second.
///
/// ```
/// let pauses: Vec<u64> = (0..9).map(|n| desk::exchange::pause(n, 0.0).as_secs()).collect();
/// assert_eq!(pauses, [60, 60, 120, 240, 480, 900, 900, 900, 900]);
/// ```
pub fn pause(failures: u32, chance: f64) -> Duration {
    let base = if failures < 2 {
        60.0
    } else {
        (60.0 * f64::from(2_u32.saturating_pow((failures - 1).min(10)))).min(900.0)
    };
    Duration::from_secs_f64(base * (1.0 + chance.clamp(0.0, 1.0) / 4.0))
}

impl Desk {
    /// One full exchange. `progress` is told now and then and stops it by answering no; what was done stays done.
    ///
    /// # Errors
    /// `not_joined`, `offline`, `not_a_portal`, `ledger_changed`, `ledger_behind`, `device_unknown`, `device_revoked`.
    pub fn exchange(&self, reoffer: bool, progress: &dyn Fn(Progress) -> bool) -> Result<Report> {
        self.take_over()?;
        let mut portal = self.portal()?;
        self.exchange_with(&mut portal, reoffer, progress)
    }

    /// As [`Desk::exchange`], over any connection.
    ///
    /// # Errors
    /// As [`Desk::exchange`].
    pub fn exchange_with(
        &self,
        portal: &mut dyn Portal,
        reoffer: bool,
        progress: &dyn Fn(Progress) -> bool,
    ) -> Result<Report> {
        let mut exchange = Exchange::default();
        if reoffer {
            sync::reoffer::reoffer(&self.store, portal)?;
        }
        while exchange.step(&self.store, portal, self.now())? {
            let report = exchange.report();
            if !progress(Progress {
                received: report.cursor,
                newest: report.newest,
                far: exchange.far(),
            }) {
                return Ok(report);
            }
        }
        store::meta::set(&self.store, LAST_EXCHANGE, &self.now())?;
        Ok(exchange.report())
    }

    /// Whether a person chose to work without the line, though there may be one. Only what exchanges by itself asks.
    ///
    /// # Errors
    /// Those of the store.
    pub fn works_offline(&self) -> Result<bool> {
        Ok(store::meta::get(&self.store, OFFLINE)?.unwrap_or(false))
    }

    /// Keeps that choice, also for the next time the desk is opened.
    ///
    /// # Errors
    /// Those of the store.
    pub fn set_works_offline(&self, offline: bool) -> Result<()> {
        Ok(store::meta::set(&self.store, OFFLINE, &offline)?)
    }

    /// The portal this desk joined, at the address given then.
    pub(crate) fn portal(&self) -> Result<HttpPortal> {
        let me = self.me()?;
        let device = me.by.device().ok_or(Code::NotJoined)?;
        self.portal_as(device, me.key.to_bytes())
    }

    /// The portal, asked by a device with this key.
    pub(crate) fn portal_as(&self, device: DeviceId, seed: [u8; 32]) -> Result<HttpPortal> {
        let site = store::meta::portal(&self.store)?.ok_or(Code::NotJoined)?;
        let key = SigningKey::from_bytes(&seed);
        let sign = Box::new(move |purpose: &[u8], bytes: &[u8]| keys::sign(purpose, bytes, &key));
        Ok(HttpPortal::new(
            &site.url,
            &site.site,
            Some(Credentials {
                device,
                ledger: site.ledger,
                sign,
            }),
        )?)
    }

    /// Exchanges again and again, until an exchange fails in a way that only a person can mend.
    pub fn watch(&self, progress: &dyn Fn(Progress) -> bool, told: impl Fn(&Report)) -> DeskError {
        let mut failures = 0;
        loop {
            let chance = f64::from(u16::from_le_bytes(self.random())) / f64::from(u16::MAX);
            std::thread::sleep(pause(failures, chance));
            match self.exchange(false, progress) {
                Ok(report) => {
                    failures = 0;
                    told(&report);
                }
                Err(error) if error.retry => failures += 1,
                Err(error) => return error,
            }
        }
    }

    /// What waits to be sent or confirmed, in order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn outbox(&self) -> Result<Vec<OutboxRow>> {
        let mut rows = Vec::new();
        for act in store::outbox::pending(&self.store)?
            .into_iter()
            .filter(|act| !act.of_others)
        {
            let store::Pending {
                id,
                edition,
                title,
                what,
                at,
                tried,
                ..
            } = act;
            rows.push(OutboxRow {
                id,
                edition,
                title,
                what,
                at: time::write(at),
                tried,
            });
        }
        Ok(rows)
    }

    /// What the portal refused, and what was merged and is to be looked at.
    ///
    /// # Errors
    /// Those of the store.
    pub fn refusals(&self) -> Result<Vec<RefusalRow>> {
        let mut rows = Vec::new();
        for it in store::refusals::all(&self.store)? {
            let told = DeskError::from(it.refusal.clone());
            let (decided, newer) = match (it.edition, it.revision) {
                (Some(edition), Some(revision)) => self.after(edition, revision)?,
                _ => (None, None),
            };
            rows.push(RefusalRow {
                id: it.id,
                edition: it.edition,
                title: it.title,
                what: it.what,
                at: time::write(it.at),
                code: it.refusal.code,
                message: told.message,
                checks: it.refusal.checks,
                decided,
                newer,
            });
        }
        Ok(rows)
    }

    /// A revision that stands in the ledger, and what stands in its place by now.
    fn after(&self, edition: EditionId, revision: Hash) -> Result<(Option<Hash>, Option<Newer>)> {
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition);
        // What was offered and refused is in no line: its text was merged or is the draft.
        let Some(known) = known.filter(|known| known.line(revision).is_some()) else {
            return Ok((None, None));
        };
        let waits = known
            .submission
            .as_ref()
            .filter(|_| known.work.is_pending());
        let newer = match waits {
            Some(it) => Some((it.revision, it.member, it.accepted_at)),
            None => known
                .revisions
                .last()
                .map(|line| (line.revision, line.author, line.at)),
        };
        let newer = newer.filter(|(newest, ..)| *newest != revision);
        Ok((
            Some(revision),
            newer.map(|(revision, by, at)| Newer {
                revision,
                by,
                at: time::write(at),
            }),
        ))
    }

    /// The last acts of the ledger as far as it was received, the last first: what was sent from here, and what came.
    ///
    /// # Errors
    /// Those of the store.
    pub fn log(&self, limit: u32) -> Result<Vec<LogRow>> {
        let newest = store::meta::cursor(&self.store)?;
        let device = store::meta::identity(&self.store)?.device;
        let after = newest.saturating_sub(u64::from(limit));
        let mut rows = Vec::new();
        for kept in store::mirror::entries_after(&self.store, after, limit)? {
            let Ok(entry) = Entry::read(&kept.entry) else {
                continue;
            };
            let event = Event::read(&kept.event).ok();
            let fact = event.as_ref().map(|event| &event.fact);
            let edition = fact.and_then(|fact| fact.edition);
            let row = match edition {
                Some(edition) => store::list::row(&self.store, edition)?,
                None => None,
            };
            let by = event.as_ref().map(|event| &event.by);
            rows.push(LogRow {
                seq: kept.seq,
                edition: row.as_ref().and(edition),
                title: row.map(|row| row.title).unwrap_or_default(),
                what: fact
                    .map(|fact| fact.what.name().to_owned())
                    .unwrap_or_default(),
                at: time::write(entry.accepted_at),
                by: by.and_then(|by| by.member()),
                sent: device.is_some() && by.and_then(|by| by.device()) == device,
            });
        }
        rows.reverse();
        Ok(rows)
    }

    /// Puts a notice away; the text stays.
    ///
    /// # Errors
    /// `not_found`.
    pub fn dismiss(&self, id: EventId) -> Result<()> {
        Ok(store::refusals::dismiss(&self.store, id)?)
    }
}

/// Where it is kept that a person works without the line.
const OFFLINE: &str = "works_offline";

/// Where the time of the last complete exchange is kept.
pub(crate) const LAST_EXCHANGE: &str = "last_exchange";
