//! Snapshots: how a draft stood at a time, on this computer only.

use crate::{
    columns as col,
    drafts::{self, Draft},
    error::{Error, Result},
    store::Store,
};
use editorial::{Content, EditionId, Millis};
use rusqlite::Connection;

/// A snapshot by time is made where the last is older than this.
const PAUSE: i64 = 10 * 60 * 1000;
/// So many of an edition are kept; named ones stay.
const KEPT: u32 = 50;

/// How a draft stood at a time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its number.
    pub id: i64,
    /// The edition.
    pub edition: EditionId,
    /// The name a person gave it; none for one made by time.
    pub name: Option<String>,
    /// When.
    pub at: Millis,
}

/// Keeps the draft of an edition as it stands now.
///
/// # Errors
///
/// [`Error::NotFound`] where there is no draft.
pub fn take(store: &Store, edition: EditionId, name: Option<&str>, at: Millis) -> Result<Snapshot> {
    store.write(|tx| {
        let draft = drafts::load(tx, edition)?.ok_or(Error::NotFound("a draft of this edition"))?;
        let id = keep(tx, edition, name, at, &draft.content)?;
        Ok(Snapshot {
            id,
            edition,
            name: name.map(str::to_owned),
            at,
        })
    })
}

/// The snapshots of an edition, the newest first.
///
/// # Errors
///
/// Those of the database.
pub fn of(store: &Store, edition: EditionId) -> Result<Vec<Snapshot>> {
    store.read(|db| {
        let mut select = db.prepare_cached(
            "SELECT id, name, at FROM snapshot WHERE edition = ? ORDER BY at DESC, id DESC",
        )?;
        col::all(select.query([edition.to_string()])?, |row| {
            Ok(Snapshot {
                id: col::value(row, 0)?,
                edition,
                name: col::value(row, 1)?,
                at: col::millis(row, 2)?,
            })
        })
    })
}

/// The text of a snapshot.
///
/// # Errors
///
/// [`Error::NotFound`] where there is no such snapshot.
pub fn content(store: &Store, id: i64) -> Result<Content> {
    store.read(|db| {
        let mut select = db.prepare_cached("SELECT content FROM snapshot WHERE id = ?")?;
        let mut rows = select.query([id])?;
        rows.next()?
            .map(|row| col::json(row, 0))
            .transpose()?
            .ok_or(Error::NotFound("a snapshot"))
    })
}

/// Keeps what a draft was before this save, where the last snapshot is old.
pub(crate) fn by_time(db: &Connection, coming: &Draft) -> Result<()> {
    let Some(before) = drafts::load(db, coming.edition)? else {
        return Ok(());
    };
    let last: Option<i64> = db
        .prepare_cached("SELECT max(at) FROM snapshot WHERE edition = ?")?
        .query_row([coming.edition.to_string()], |row| row.get(0))?;
    let since = last.unwrap_or(before.created.0);
    if before.content != coming.content && coming.updated.0.saturating_sub(since) >= PAUSE {
        keep(db, coming.edition, None, before.updated, &before.content)?;
    }
    Ok(())
}

pub(crate) fn keep(
    db: &Connection,
    edition: EditionId,
    name: Option<&str>,
    at: Millis,
    content: &Content,
) -> Result<i64> {
    let edition = edition.to_string();
    db.prepare_cached("INSERT INTO snapshot (edition, name, at, content) VALUES (?, ?, ?, ?)")?
        .execute((&edition, name, at.0, serde_json::to_string(content)?))?;
    let id = db.last_insert_rowid();
    db.prepare_cached(
        "DELETE FROM snapshot WHERE edition = ?1 AND name IS NULL AND id NOT IN
             (SELECT id FROM snapshot WHERE edition = ?1 AND name IS NULL ORDER BY at DESC, id DESC LIMIT ?2)",
    )?
    .execute((&edition, KEPT))?;
    Ok(id)
}
