//! The ledger of a site: what stands, and the one way to add to it.
//!
//! The state lies in memory, but the table is the truth: at the start of every transaction it is caught up with, so the
//! operator's commands, which are other processes, take effect at once.

mod luggage;
mod page;
mod push;
mod view;

pub use page::Page;
pub(crate) use page::{page, quote, signed_head};
pub(crate) use push::joined;

use crate::{
    db::{Db, SiteId, bodies, entries, sites::SiteRow},
    failure::Failure,
    publication,
    surroundings::{Point, Surroundings, new_uuid},
};
use editorial::{
    By, Entry, Event, EventId, Fact, Hash, Millis, Signature, What,
    event::Outline,
    fold::{fold, fold_unknown},
    ids::PublicKey,
    keys,
    planted::{self, Fault},
    policy::Policy,
    state::{State, Work},
};
use rusqlite::{Connection, Transaction};
use std::{
    collections::BTreeSet,
    sync::{Mutex, MutexGuard, PoisonError},
};

/// The signing half of a key.
pub(crate) type SigningKey = ed25519_dalek::SigningKey;

/// A department's site with its ledger.
pub struct Site {
    pub(crate) id: SiteId,
    /// Its name in addresses.
    pub name: String,
    /// Its ledger's name.
    pub ledger: Hash,
    pub(crate) host: Option<String>,
    pub(crate) key: SigningKey,
    state: Mutex<Option<State>>,
}

impl Site {
    pub(crate) fn of(row: SiteRow) -> Self {
        Self {
            id: row.id,
            name: row.name,
            ledger: row.ledger,
            host: row.host,
            key: SigningKey::from_bytes(&row.secret),
            state: Mutex::new(None),
        }
    }

    /// The site's key.
    pub fn public_key(&self) -> PublicKey {
        keys::public(&self.key)
    }

    fn slot(&self) -> MutexGuard<'_, Option<State>> {
        let mut slot = self.state.lock().unwrap_or_else(|poisoned| {
            // Whatever a panic left half-done is read anew.
            let mut slot = PoisonError::into_inner(poisoned);
            *slot = None;
            slot
        });
        slot.get_or_insert_default();
        slot
    }

    /// Looks at what stands now.
    pub(crate) fn look<T>(&self, db: &Db, act: impl FnOnce(&State) -> T) -> Result<T, Failure> {
        let mut slot = self.slot();
        let mut state = slot.take().unwrap_or_default();
        db.read(|from| catch_up(from, self.id, &mut state))?;
        let result = act(&state);
        *slot = Some(state);
        Ok(result)
    }

    /// Writes to the ledger: all of it is committed, or nothing happened.
    pub(crate) fn write<T>(
        &self,
        db: &Db,
        around: &dyn Surroundings,
        act: impl FnOnce(&mut Writing<'_>) -> Result<T, Failure>,
    ) -> Result<(T, Done), Failure> {
        let mut slot = self.slot();
        let mut state = slot.take().unwrap_or_default();
        let mut appended = false;
        let result = db.write(|tx| {
            catch_up(tx, self.id, &mut state)?;
            let mut writing = Writing::new(tx, self, around, &mut state);
            let result = act(&mut writing);
            appended = writing.done.appended > 0;
            let done = writing.done;
            let result = result?;
            around.reached(Point::BeforeCommit)?;
            Ok((result, done))
        });
        // What was added in memory and rolled back in the table is forgotten; the table is read anew.
        *slot = if result.is_ok() || !appended {
            Some(state)
        } else {
            None
        };
        drop(slot);
        if result.is_ok() {
            around.reached(Point::AfterCommit)?;
        }
        result
    }
}

/// Adds to `state` the entries that came since.
pub(crate) fn catch_up(from: &Connection, site: SiteId, state: &mut State) -> Result<(), Failure> {
    let after = state.board.last.map_or(0, |last| last.seq);
    entries::each_after(from, site, after, |_, entry, event| {
        let broken = |error: serde_json::Error| Failure::Broken(error.to_string());
        let entry: Entry = serde_json::from_str(entry).map_err(broken)?;
        // Written by this portal, so canonical; what a later one wrote is counted and left alone.
        if let Ok(event) = serde_json::from_str::<Event>(event) {
            let policy = policy_of(from, site, &event)?;
            fold(state, &entry, &event, |_| policy);
        } else {
            let edition = Outline::of(event.as_bytes()).ok().and_then(|it| it.edition);
            fold_unknown(state, &entry, edition);
        }
        Ok(())
    })
}

fn policy_of(from: &Connection, site: SiteId, event: &Event) -> Result<Option<Policy>, Failure> {
    let What::PolicySet { policy } = &event.fact.what else {
        return Ok(None);
    };
    let Some(bytes) = bodies::get(from, site, *policy)? else {
        return Ok(None);
    };
    match serde_json::from_str(&bytes) {
        Ok(editorial::Body::Policy(body)) => Ok(Some(body.policy)),
        _ => Ok(None),
    }
}

/// What a transaction did, for those who act after it is committed.
#[derive(Debug, Default)]
pub(crate) struct Done {
    /// How many entries were added.
    pub(crate) appended: u64,
    /// Files that were erased: rows are gone, bytes are still to go.
    pub(crate) erased_files: Vec<Hash>,
    /// A body was erased.
    pub(crate) erased: bool,
}

/// A transaction on a site's ledger.
pub(crate) struct Writing<'a> {
    pub(crate) tx: &'a Transaction<'a>,
    pub(crate) site: &'a Site,
    pub(crate) around: &'a dyn Surroundings,
    pub(crate) state: &'a mut State,
    pub(crate) done: Done,
}

impl<'a> Writing<'a> {
    /// A transaction on a ledger whose state is `state`.
    pub(crate) fn new(
        tx: &'a Transaction<'a>,
        site: &'a Site,
        around: &'a dyn Surroundings,
        state: &'a mut State,
    ) -> Self {
        Self {
            tx,
            site,
            around,
            state,
            done: Done::default(),
        }
    }

    /// The time that counts: the portal's clock, never before the newest entry.
    pub(crate) fn now(&self) -> Millis {
        self.around.now().max(self.state.board.newest())
    }

    /// Adds an accepted event as the next entry, and what follows from it.
    pub(crate) fn accept(
        &mut self,
        event: &Event,
        bytes: &str,
        sig: Signature,
        now: Millis,
        consequences: Vec<Fact>,
    ) -> Result<u64, Failure> {
        let seq = self.append(event, bytes, sig, now)?;
        self.publish(consequences, now)?;
        Ok(seq)
    }

    fn append(
        &mut self,
        event: &Event,
        bytes: &str,
        sig: Signature,
        now: Millis,
    ) -> Result<u64, Failure> {
        let last = self.state.board.last;
        let entry = Entry {
            seq: last.map_or(1, |last| last.seq + 1),
            prev: last.map_or(Hash::ZERO, |last| last.hash),
            accepted_at: now,
            event: Hash::of(bytes.as_bytes()),
            sig,
        };
        let entry_bytes = text(entry.to_bytes())?;
        let revision = event.fact.what.revision();
        let names: Vec<_> = event
            .fact
            .what
            .bodies()
            .into_iter()
            .map(|body| (body, event.fact.edition.filter(|_| Some(body) == revision)))
            .collect();
        let hash = entry.hash();
        entries::append(
            self.tx,
            self.site.id,
            &entries::NewEntry {
                entry: &entry,
                entry_bytes: &entry_bytes,
                hash,
                event_bytes: bytes,
                event_id: event.id,
                names: &names,
            },
        )?;
        self.done.appended += 1;
        let policy = policy_of(self.tx, self.site.id, event)?;
        let touched = fold(self.state, &entry, event, |_| policy);
        if let What::Erased { body, .. } = &event.fact.what {
            self.done
                .erased_files
                .extend(bodies::erase(self.tx, self.site.id, *body)?);
            self.done.erased = true;
        }
        for id in &touched.editions {
            if let Some(edition) = self.state.editions.get(id) {
                entries::stands(self.tx, self.site.id, *id, edition)?;
            }
        }
        publication::apply(self.tx, self.site, self.state, &touched.editions)?;
        Ok(entry.seq)
    }

    /// Writes what only the portal may write.
    fn publish(&mut self, facts: Vec<Fact>, now: Millis) -> Result<(), Failure> {
        if planted::is(Fault::ForgetConsequences) {
            return Ok(());
        }
        for fact in facts {
            let (event, bytes, sig) = self.sign(By::Portal, fact, now)?;
            self.append(&event, &bytes, sig, now)?;
        }
        Ok(())
    }

    /// An event of the portal or its operator.
    pub(crate) fn sign(
        &self,
        by: By,
        fact: Fact,
        now: Millis,
    ) -> Result<(Event, String, Signature), Failure> {
        let id = EventId::from_uuid(new_uuid(self.around));
        let event = Event {
            v: 1,
            id,
            ledger: self.state.board.ledger,
            by,
            at: now,
            fact,
        };
        let bytes = event.to_bytes();
        let sig = keys::sign(keys::EVENT, &bytes, &self.site.key);
        Ok((event, text(bytes)?, sig))
    }

    /// Publishes whatever nothing stands in the way of any more; how many editions.
    pub(crate) fn publish_due(&mut self) -> Result<usize, Failure> {
        let now = self.now();
        let items: BTreeSet<_> = self
            .state
            .editions
            .iter()
            .filter(|(_, edition)| matches!(edition.work, Work::Approved | Work::Scheduled))
            .map(|(id, _)| id.item)
            .collect();
        let mut published = 0;
        for item in items {
            let editions = self.state.of_item(item);
            let facts = {
                let view = view::InTransaction::new(self.tx, self.site, self.state);
                let facts = editorial::decide::due(&self.state.board, editions, now, |it| {
                    view.files_are_here(it)
                });
                view.check()?;
                facts
            };
            published += facts.len();
            self.publish(facts, now)?;
        }
        Ok(published)
    }
}

/// The times at which publications are scheduled.
fn scheduled(state: &State) -> impl Iterator<Item = Millis> {
    state
        .editions
        .values()
        .filter(|edition| edition.work == Work::Scheduled)
        .filter_map(|edition| edition.submission.as_ref()?.publish_at)
}

/// Whether the time of a scheduled publication has come.
pub(crate) fn is_due(state: &State, now: Millis) -> bool {
    scheduled(state).any(|at| at <= now)
}

/// The next time after `now` at which a publication is scheduled.
pub(crate) fn next_due(state: &State, now: Millis) -> Option<Millis> {
    scheduled(state).filter(|at| *at > now).min()
}

/// Canonical bytes as text, which they always are.
pub(crate) fn text(bytes: Vec<u8>) -> Result<String, Failure> {
    String::from_utf8(bytes).map_err(|error| Failure::Broken(error.to_string()))
}
