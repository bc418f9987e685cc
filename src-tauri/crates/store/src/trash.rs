//! The trash: items put out of sight, never shared or submitted ones, and brought back.

use crate::{
    columns as col,
    error::{Error, Result},
    projection, search,
    store::Store,
};
use editorial::{ItemId, Millis};
use rusqlite::Connection;

/// Puts an item into the trash. Whether it may go there is the caller's to judge.
///
/// # Errors
///
/// [`Error::NotFound`] where nothing of it is here.
pub fn put(store: &Store, item: ItemId, at: Millis) -> Result<()> {
    store.write(|tx| {
        let mut known = false;
        for edition in item.editions() {
            known |= projection::stands(tx, edition)?;
        }
        if !known {
            return Err(Error::NotFound("an item"));
        }
        tx.prepare_cached("INSERT OR IGNORE INTO trash (item, at) VALUES (?, ?)")?
            .execute((item.to_string(), at.0))?;
        changed(tx, item)
    })
}

/// Brings an item back.
///
/// # Errors
///
/// [`Error::NotFound`] where it is not in the trash.
pub fn take_out(store: &Store, item: ItemId) -> Result<()> {
    store.write(|tx| {
        if tx
            .prepare_cached("DELETE FROM trash WHERE item = ?")?
            .execute([item.to_string()])?
            == 0
        {
            return Err(Error::NotFound("an item in the trash"));
        }
        changed(tx, item)
    })
}

/// What lies in the trash and since when, the last first.
///
/// # Errors
///
/// Those of the database.
pub fn all(store: &Store) -> Result<Vec<(ItemId, Millis)>> {
    store.read(|db| {
        let mut select =
            db.prepare_cached("SELECT item, at FROM trash ORDER BY at DESC, id DESC")?;
        col::all(select.query([])?, |row| {
            Ok((col::parsed(row, 0)?, col::millis(row, 1)?))
        })
    })
}

pub(crate) fn holds(db: &Connection, item: ItemId) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM trash WHERE item = ?")?
        .exists([item.to_string()])?)
}

fn changed(db: &Connection, item: ItemId) -> Result<()> {
    for edition in item.editions() {
        search::queue(db, edition)?;
    }
    projection::item(db, item)
}
