//! The mirror: what the portal confirmed, only ever written by pulling.

mod apply;
mod rollback;

pub use apply::{apply, read_all};
pub use rollback::{clear, rollback_to};

use crate::{columns as col, error::Result, meta, store::Store};
use editorial::{
    EditionId, Entry, Event, EventId, Hash, ItemId, Millis, Signature,
    canonical::Unread,
    event::Outline,
    fold::{self, Touched},
    state::{Board, Edition, State},
};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// An entry with its event, read once.
#[derive(Debug, Clone)]
pub struct Received {
    /// The entry.
    pub entry: Entry,
    /// Its bytes as they came.
    pub entry_bytes: Vec<u8>,
    /// The event, as far as this version knows it.
    pub event: Known,
    /// Its bytes as they came.
    pub event_bytes: Vec<u8>,
}

/// An event as far as this version knows it.
#[derive(Debug, Clone)]
pub enum Known {
    /// All of it.
    Event(Box<Event>),
    /// Only what every version can tell.
    Outline(Outline),
}

/// A body with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedBody {
    hash: Hash,
    bytes: Vec<u8>,
}

/// One page of the ledger, to be written in one transaction.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The entries, in order.
    pub entries: Vec<Received>,
    /// The bodies that came with them.
    pub bodies: Vec<ReceivedBody>,
}

/// What a page changed.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changed {
    /// The editions whose row may show something else now.
    pub editions: BTreeSet<EditionId>,
    /// Whether members, devices, sections or the policy changed.
    pub board: bool,
    /// The acts of the outbox that are confirmed now.
    pub settled: Vec<EventId>,
    /// Reasons and notes that the entries name and that are not here; they are asked for with the next exchange.
    pub missing: Vec<Hash>,
    /// Bodies that were erased.
    pub erased: Vec<Hash>,
}

/// The board and the editions last worked on, as the mirror has them; the writer's copy.
#[derive(Debug, Default)]
pub(crate) struct Mirror {
    state: State,
    /// The items whose editions, if any, are in `state`.
    loaded: HashSet<ItemId>,
}

impl Received {
    /// Reads an entry and its event.
    ///
    /// # Errors
    ///
    /// [`Unread`] where either is not in canonical form, the entry is of a later form, or it names another event.
    pub fn read(entry_bytes: Vec<u8>, event_bytes: Vec<u8>) -> Result<Self, Unread> {
        let entry = Entry::read(&entry_bytes)?;
        if entry.event != Hash::of(&event_bytes) {
            return Err(Unread::NotCanonical(
                "the entry names another event".to_owned(),
            ));
        }
        let event = Known::read(&event_bytes)?;
        Ok(Self {
            entry,
            entry_bytes,
            event,
            event_bytes,
        })
    }
}

impl Known {
    fn read(bytes: &[u8]) -> Result<Self, Unread> {
        match Event::read(bytes) {
            Ok(event) => Ok(Self::Event(Box::new(event))),
            Err(Unread::Newer(_)) => Ok(Self::Outline(Outline::of(bytes)?)),
            Err(other) => Err(other),
        }
    }

    /// The edition it is about.
    pub fn edition(&self) -> Option<EditionId> {
        match self {
            Self::Event(event) => event.fact.edition,
            Self::Outline(outline) => outline.edition,
        }
    }

    /// Its id.
    pub fn id(&self) -> Option<EventId> {
        match self {
            Self::Event(event) => Some(event.id),
            Self::Outline(outline) => outline.id,
        }
    }
}

impl ReceivedBody {
    /// Bytes and the name they have.
    pub fn of(bytes: Vec<u8>) -> Self {
        Self {
            hash: Hash::of(&bytes),
            bytes,
        }
    }

    /// The name.
    pub fn hash(&self) -> Hash {
        self.hash
    }

    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }
}

/// An entry as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// Its number.
    pub seq: u64,
    /// The entry's bytes.
    pub entry: Vec<u8>,
    /// The event's bytes.
    pub event: Vec<u8>,
}

/// The board as the portal confirmed it, without the short ids of addresses (they come with [`state`]).
///
/// # Errors
///
/// Those of the database.
pub fn board(store: &Store) -> Result<Board> {
    store.read(load_board)
}

/// The board and one item's editions, as the portal confirmed them.
///
/// # Errors
///
/// Those of the database.
pub fn confirmed(store: &Store, item: ItemId) -> Result<State> {
    store.read(|db| load_state(db, item))
}

/// The board and one item's editions with the outbox folded over them: what this desk expects.
///
/// # Errors
///
/// Those of the database.
pub fn state(store: &Store, item: ItemId) -> Result<State> {
    store.read(|db| {
        let mut state = load_state(db, item)?;
        fold_outbox(db, &mut state, item)?;
        Ok(state)
    })
}

/// Everything the portal confirmed: for an audit, or to compare desks.
///
/// # Errors
///
/// Those of the database.
pub fn whole(store: &Store) -> Result<State> {
    store.read(|db| {
        let mut state = State {
            board: load_board(db)?,
            editions: BTreeMap::new(),
        };
        let mut select = db.prepare("SELECT edition, state FROM edition")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            state
                .editions
                .insert(col::parsed(row, 0)?, col::json(row, 1)?);
        }
        let mut select = db.prepare("SELECT short, item FROM short")?;
        let mut rows = select.query([])?;
        while let Some(row) = rows.next()? {
            state
                .board
                .shorts
                .insert(col::value(row, 0)?, col::parsed(row, 1)?);
        }
        Ok(state)
    })
}

/// An entry by its number.
///
/// # Errors
///
/// Those of the database.
pub fn entry(store: &Store, seq: u64) -> Result<Option<Kept>> {
    Ok(entries_after(store, seq.saturating_sub(1), 1)?
        .into_iter()
        .find(|kept| kept.seq == seq))
}

/// At most `limit` entries after a number, in order.
///
/// # Errors
///
/// Those of the database.
pub fn entries_after(store: &Store, seq: u64, limit: u32) -> Result<Vec<Kept>> {
    store.read(|db| {
        let mut select = db.prepare_cached(
            "SELECT seq, entry, event FROM entry WHERE seq > ? ORDER BY seq LIMIT ?",
        )?;
        col::all(select.query((seq, limit))?, kept)
    })
}

/// The entries of one edition, oldest first.
///
/// # Errors
///
/// Those of the database.
pub fn history(store: &Store, edition: EditionId) -> Result<Vec<Kept>> {
    store.read(|db| {
        let mut select = db
            .prepare_cached("SELECT seq, entry, event FROM entry WHERE edition = ? ORDER BY seq")?;
        col::all(select.query([edition.to_string()])?, kept)
    })
}

/// The entries that erased something, oldest first.
///
/// # Errors
///
/// Those of the database.
pub fn erasures(store: &Store) -> Result<Vec<Kept>> {
    store.read(|db| {
        // Canonical bytes: this is how the name of the act stands in them.
        let mut select = db.prepare_cached(
            r#"SELECT seq, entry, event FROM entry
               WHERE edition IS NULL AND instr(CAST(event AS TEXT), '"what":"erased"') > 0 ORDER BY seq"#,
        )?;
        col::all(select.query([])?, kept)
    })
}

fn kept(row: &Row<'_>) -> Result<Kept> {
    Ok(Kept {
        seq: col::value(row, 0)?,
        entry: col::value(row, 1)?,
        event: col::value(row, 2)?,
    })
}

pub(crate) fn load_board(db: &Connection) -> Result<Board> {
    let text: Option<String> = db
        .prepare_cached("SELECT state FROM board WHERE id = 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(text
        .map(|text| serde_json::from_str(&text))
        .transpose()?
        .unwrap_or_default())
}

/// The two editions of an item, those that are known.
pub(crate) fn load_editions(db: &Connection, item: ItemId) -> Result<BTreeMap<EditionId, Edition>> {
    let [vi, en] = item.editions().map(|id| id.to_string());
    let mut select =
        db.prepare_cached("SELECT edition, state FROM edition WHERE edition IN (?, ?)")?;
    let mut rows = select.query([vi, en])?;
    let mut editions = BTreeMap::new();
    while let Some(row) = rows.next()? {
        editions.insert(col::parsed(row, 0)?, col::json(row, 1)?);
    }
    Ok(editions)
}

fn load_state(db: &Connection, item: ItemId) -> Result<State> {
    let mut state = State {
        board: load_board(db)?,
        editions: load_editions(db, item)?,
    };
    // The short ids that this item's could be confused with.
    let short = state.board.short_for(item);
    let mut select =
        db.prepare_cached("SELECT short, item FROM short WHERE short >= ?1 AND short < ?1 || '~'")?;
    let mut rows = select.query([short])?;
    while let Some(row) = rows.next()? {
        state
            .board
            .shorts
            .insert(col::value(row, 0)?, col::parsed(row, 1)?);
    }
    Ok(state)
}

/// Whether something waits in the outbox that concerns an item.
pub(crate) fn has_waiting(db: &Connection, item: ItemId) -> Result<bool> {
    let [vi, en] = item.editions().map(|id| id.to_string());
    Ok(db
        .prepare_cached("SELECT 1 FROM outbox WHERE edition IS NULL OR edition IN (?, ?)")?
        .exists([vi, en])?)
}

/// Folds what waits in the outbox over a confirmed state: acts on this item and acts on the board, in order.
///
/// They are taken as accepted at the portal's time at the last contact; the last entry stays the confirmed one.
pub(crate) fn fold_outbox(db: &Connection, state: &mut State, item: ItemId) -> Result<()> {
    let Some(last) = state.board.last else {
        return Ok(());
    };
    let [vi, en] = item.editions().map(|id| id.to_string());
    let mut select = db.prepare_cached(
        "SELECT event, sig FROM outbox WHERE edition IS NULL OR edition IN (?, ?) ORDER BY n",
    )?;
    let mut rows = select.query([vi, en])?;
    let mut now = None;
    while let Some(row) = rows.next()? {
        let bytes: Vec<u8> = col::value(row, 0)?;
        let Ok(event) = Event::read(&bytes) else {
            continue;
        };
        let accepted_at = match now {
            Some(now) => now,
            None => *now.insert(portal_time(db)?.max(last.accepted_at)),
        };
        let sig: [u8; 64] = col::value(row, 1)?;
        let entry = Entry {
            seq: last.seq + 1,
            prev: last.hash,
            accepted_at,
            event: Hash::of(&bytes),
            sig: Signature::from_bytes(sig),
        };
        fold_one(db, state, &entry, &event)?;
        let edition = event.fact.edition;
        if let Some(edition) = edition.and_then(|id| state.editions.get_mut(&id)) {
            // The portal's time stands still without a line; a list tells when it was signed.
            edition.updated = edition.updated.max(event.at);
        }
    }
    state.board.last = Some(last);
    Ok(())
}

/// Folds an entry; the policy that it may name is read from the store.
fn fold_one(db: &Connection, state: &mut State, entry: &Entry, event: &Event) -> Result<Touched> {
    let mut failed = None;
    let touched = fold::fold(state, entry, event, |hash| {
        crate::bodies::load_policy(db, hash).unwrap_or_else(|error| {
            failed = Some(error);
            None
        })
    });
    failed.map_or(Ok(touched), Err)
}

fn portal_time(db: &Connection) -> Result<Millis> {
    Ok(meta::read::<meta::Clock>(db, meta::CLOCK)?.map_or(Millis(0), |clock| clock.portal))
}
