//! Going back to an older ledger, or to none, once a person has decided so.

use super::{Known, Mirror, Received, apply::read_all, kept};
use crate::{
    bodies,
    error::{Error, Result},
    meta, outbox, projection,
    store::Store,
};
use editorial::event::{Event, What};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Goes back to entry `seq`. The events after it, but `published`, are put before the outbox, in the old order, to be
/// offered to the portal: each bears its own signature.
///
/// # Errors
///
/// [`Error::NotFound`] where there is no such entry.
pub fn rollback_to(store: &Store, seq: u64) -> Result<()> {
    store.write_mirror(|tx, held| {
        *held = None;
        if seq > 0
            && !tx
                .prepare_cached("SELECT 1 FROM entry WHERE seq = ?")?
                .exists([seq])?
        {
            return Err(Error::NotFound("an entry of this number"));
        }
        let mut offered = Vec::new();
        for kept in select(
            tx,
            "SELECT seq, entry, event FROM entry WHERE seq > ? ORDER BY seq",
            seq,
        )? {
            let received = read_one(kept)?;
            if let Known::Event(event) = &received.event
                && !is_the_portals(event)
            {
                offered.push((event.clone(), received.event_bytes, received.entry.sig));
            }
        }
        outbox::reoffer(tx, &offered)?;
        tx.execute("DELETE FROM entry WHERE seq > ?", [seq])?;
        rebuild(tx)
    })
}

/// Forgets all of the mirror; drafts, outbox, bodies and files stay. For another ledger, once a person has decided so.
///
/// # Errors
///
/// Those of the database.
pub fn clear(store: &Store) -> Result<()> {
    store.write_mirror(|tx, held| {
        *held = None;
        tx.execute("DELETE FROM entry", [])?;
        meta::remove(tx, meta::CLOCK)?;
        rebuild(tx)
    })
}

/// What only the portal says, by itself, is never offered to it.
fn is_the_portals(event: &Event) -> bool {
    matches!(
        event.fact.what,
        What::Published { .. } | What::SiteCreated { .. }
    )
}

/// Adds up the entries that are kept, from the first.
fn rebuild(db: &Connection) -> Result<()> {
    db.execute_batch("DELETE FROM board; DELETE FROM edition; DELETE FROM short;")?;
    let mut mirror = Mirror::default();
    let mut seq = 0;
    let mut touched = BTreeSet::new();
    loop {
        let some = select(
            db,
            "SELECT seq, entry, event FROM entry WHERE seq > ? ORDER BY seq LIMIT 1000",
            seq,
        )?;
        let Some(last) = some.last() else { break };
        seq = last.seq;
        for kept in some {
            touched.extend(mirror.fold(db, &read_one(kept)?)?.editions);
        }
    }
    if seq > 0 {
        mirror.save(db, &touched)?;
    }
    want_what_stands(db, &mirror)?;
    projection::rebuild(db)
}

/// A revision that was followed by another when it came may stand again now; its text was never sent then.
fn want_what_stands(db: &Connection, mirror: &Mirror) -> Result<()> {
    for edition in mirror.state.editions.values() {
        let before_the_board = edition.submission.as_ref().map(|it| it.revision);
        let standing = [edition.head(), edition.live_revision(), before_the_board];
        for revision in standing.into_iter().flatten() {
            let erased = mirror.state.board.erased.contains(&revision);
            if !erased && !bodies::is_here(db, revision)? {
                bodies::want_one(db, revision, "body")?;
            }
        }
    }
    Ok(())
}

fn select(db: &Connection, sql: &str, seq: u64) -> Result<Vec<super::Kept>> {
    let mut select = db.prepare_cached(sql)?;
    crate::columns::all(select.query([seq])?, kept)
}

fn read_one(kept: super::Kept) -> Result<Received> {
    let damaged = |_| Error::Damaged(format!("entry {}", kept.seq));
    read_all([(kept.entry, kept.event)])
        .map_err(damaged)?
        .pop()
        .ok_or_else(|| Error::Damaged("an entry".to_owned()))
}
