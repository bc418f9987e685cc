//! Writing a page of the ledger.

use super::{Changed, Known, Mirror, Page, Received, fold_one, load_board, load_editions};
use crate::{
    bodies,
    error::{Error, Result},
    outbox, projection, search,
    store::Store,
};
use editorial::{
    EditionId, Event, Hash, ItemId,
    canonical::Unread,
    event::What,
    fold::{self, Touched},
    planted::{self, Fault},
    state::State,
};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeSet;

/// The writer's copy of the mirror forgets its editions when they become more than this.
const ITEMS_AT_HAND: usize = 4096;

/// Reads the entries and events of a page.
///
/// # Errors
///
/// [`Unread`] at the first that cannot be read.
pub fn read_all(
    lines: impl IntoIterator<Item = (Vec<u8>, Vec<u8>)>,
) -> Result<Vec<Received>, Unread> {
    lines
        .into_iter()
        .map(|(entry, event)| Received::read(entry, event))
        .collect()
}

/// Writes a page in one transaction: entries, events, bodies, the state they add up to, the outbox settled, the list.
///
/// The caller has checked chain, head and signatures. An entry that is here already is passed over.
///
/// # Errors
///
/// [`Error::WrongState`] for an entry that does not follow the last one, or another one in the place of one that is
/// here: then nothing is written.
pub fn apply(store: &Store, page: &Page) -> Result<Changed> {
    let changed = store.write_mirror(|tx, held| {
        let mirror = match held {
            Some(mirror) => mirror,
            None => held.insert(Mirror {
                state: State {
                    board: load_board(tx)?,
                    ..State::default()
                },
                ..Mirror::default()
            }),
        };
        if mirror.loaded.len() > ITEMS_AT_HAND {
            mirror.loaded.clear();
            mirror.state.editions.clear();
        }
        write(tx, mirror, page)
    })?;
    if !changed.erased.is_empty() {
        bodies::scrub(store)?;
    }
    Ok(changed)
}

fn write(db: &Connection, mirror: &mut Mirror, page: &Page) -> Result<Changed> {
    let mut changed = Changed::default();
    let mut texts = BTreeSet::new();
    for body in &page.bodies {
        if mirror.state.board.erased.contains(&body.hash) {
            continue;
        }
        if bodies::insert(db, body.hash, &body.bytes)? {
            texts.extend(bodies::facts(db, body.hash)?.and_then(|facts| facts.edition));
        }
    }
    let waiting = outbox::ids(db)?;
    let mut insert =
        db.prepare_cached("INSERT INTO entry (seq, edition, entry, event) VALUES (?, ?, ?, ?)")?;
    let mut folded = BTreeSet::new();
    for received in &page.entries {
        if is_here(db, &mirror.state, received)? {
            continue;
        }
        let mut touched = mirror.fold(db, received)?;
        if planted::is(Fault::ApplyTwice) {
            touched = mirror.fold(db, received)?;
        }
        let edition = received.event.edition().map(|id| id.to_string());
        insert.execute((
            received.entry.seq,
            edition,
            &received.entry_bytes,
            &received.event_bytes,
        ))?;
        changed.board |= received.event.edition().is_none();
        folded.extend(touched.editions);
        if let Some(id) = received.event.id().filter(|id| waiting.contains(id)) {
            // The row of an act that is confirmed may show another edition than the entry touched.
            folded.extend(outbox::settle(db, id)?);
            changed.settled.push(id);
        } else if !waiting.is_empty() {
            outbox::moved_on(db, &received.event)?;
        }
        if let Known::Event(event) = &received.event {
            obey(db, event, &mut changed, &mut texts)?;
        }
    }
    mirror.save(db, &folded)?;
    for id in &texts {
        search::queue(db, *id)?;
    }
    changed.editions.extend(folded);
    changed.editions.extend(texts);
    let mut items: Vec<ItemId> = changed.editions.iter().map(|id| id.item).collect();
    items.dedup();
    for item in &items {
        mirror.load(db, *item)?;
    }
    let ground = projection::Ground::with_board(db, &mirror.state.board)?;
    for item in items {
        projection::project(db, &ground, item, &mirror.state.editions)?;
        // What changes in one language can show in the other: out of date, withdrawn along.
        changed.editions.extend(
            item.editions()
                .into_iter()
                .filter(|id| mirror.state.editions.contains_key(id)),
        );
    }
    Ok(changed)
}

/// What an event asks of this desk besides what it folds to.
fn obey(
    db: &Connection,
    event: &Event,
    changed: &mut Changed,
    texts: &mut BTreeSet<EditionId>,
) -> Result<()> {
    match &event.fact.what {
        What::Erased { body, .. } => {
            texts.extend(bodies::facts(db, *body)?.and_then(|facts| facts.edition));
            bodies::remove(db, *body)?;
            changed.erased.push(*body);
        }
        What::Shared(_) | What::Submitted { .. } => texts.extend(event.fact.edition),
        _ => {}
    }
    let revision = event.fact.what.revision();
    for text in event.fact.what.bodies() {
        if Some(text) != revision && event.fact.edition.is_some() && !bodies::is_here(db, text)? {
            bodies::want_one(db, text, "body")?;
            changed.missing.push(text);
        }
    }
    Ok(())
}

/// Whether this very entry is here already.
fn is_here(db: &Connection, state: &State, received: &Received) -> Result<bool> {
    let last = state.board.last;
    let entry = &received.entry;
    if entry.follows(last.map(|last| (last.seq, last.hash, last.accepted_at))) {
        return Ok(false);
    }
    let kept: Option<Vec<u8>> = db
        .prepare_cached("SELECT entry FROM entry WHERE seq = ?")?
        .query_row([entry.seq], |row| row.get(0))
        .optional()?;
    if kept.as_deref() == Some(received.entry_bytes.as_slice()) {
        return Ok(true);
    }
    Err(Error::WrongState(if kept.is_some() {
        "another entry stands in its place"
    } else {
        "an entry is missing before this one"
    }))
}

impl Mirror {
    /// Brings the editions of an item into memory.
    pub(super) fn load(&mut self, db: &Connection, item: ItemId) -> Result<()> {
        if !self.loaded.contains(&item) {
            self.state.editions.extend(load_editions(db, item)?);
            self.loaded.insert(item);
        }
        Ok(())
    }

    /// Adds an entry to the state in memory; new short ids go to their table.
    pub(super) fn fold(&mut self, db: &Connection, received: &Received) -> Result<Touched> {
        if let Some(edition) = received.event.edition() {
            self.load(db, edition.item)?;
        }
        let touched = match &received.event {
            Known::Outline(outline) => {
                fold::fold_unknown(&mut self.state, &received.entry, outline.edition)
            }
            Known::Event(event) => {
                if let What::Erased { body, .. } = &event.fact.what {
                    for item in items_of(db, *body)? {
                        self.load(db, item)?;
                    }
                }
                fold_one(db, &mut self.state, &received.entry, event)?
            }
        };
        if !self.state.board.shorts.is_empty() {
            let mut put =
                db.prepare_cached("INSERT OR IGNORE INTO short (short, item) VALUES (?, ?)")?;
            for (short, item) in std::mem::take(&mut self.state.board.shorts) {
                put.execute((short, item.to_string()))?;
            }
        }
        Ok(touched)
    }

    /// Writes the board and the editions that changed.
    pub(super) fn save(&self, db: &Connection, changed: &BTreeSet<EditionId>) -> Result<()> {
        db.prepare_cached("INSERT INTO board (id, state) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state")?
            .execute([serde_json::to_string(&self.state.board)?])?;
        let mut put = db.prepare_cached(
            "INSERT INTO edition (edition, state) VALUES (?, ?) ON CONFLICT (edition) DO UPDATE SET state = excluded.state",
        )?;
        for id in changed {
            if let Some(edition) = self.state.editions.get(id) {
                put.execute((id.to_string(), serde_json::to_string(edition)?))?;
            }
        }
        Ok(())
    }
}

/// The items that a body's erasure may concern.
fn items_of(db: &Connection, body: Hash) -> Result<Vec<ItemId>> {
    if let Some(facts) = bodies::facts(db, body)? {
        return Ok(facts.edition.map(|id| id.item).into_iter().collect());
    }
    // Never fetched: some edition may still be live with it.
    let mut select = db.prepare("SELECT edition FROM edition WHERE instr(state, ?) > 0")?;
    let mut rows = select.query([body.to_string()])?;
    let mut items = Vec::new();
    while let Some(row) = rows.next()? {
        items.push(crate::columns::parsed::<EditionId>(row, 0)?.item);
    }
    Ok(items)
}
