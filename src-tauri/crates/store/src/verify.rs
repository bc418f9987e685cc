//! Whether everything is as it was written, as far as the store itself can tell.
//!
//! Chain, signatures and approvals are judged by who knows the rules, over [`crate::mirror::entries_after`].

use crate::{
    blobs, columns as col,
    error::{Error, Result},
    store::Store,
};
use editorial::{Entry, Hash};
use rusqlite::Connection;

/// One thing that is not as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The entry it concerns, where it concerns one.
    pub seq: Option<u64>,
    /// What is wrong.
    pub what: String,
}

/// Looks through the whole store.
///
/// # Errors
///
/// Those that keep it from looking; what it finds is in the answer.
pub fn run(store: &Store) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    if let Err(error) = store.read(database) {
        faults.push(damage(error)?);
    }
    // The pages that are damaged stop these, too; then the line above has said so.
    for look in [bodies, entries] {
        match store.read(look) {
            Ok(found) => faults.extend(found),
            Err(error) => faults.push(damage(error)?),
        }
    }
    for known in blobs::all(store)?.into_iter().filter(|known| known.here) {
        match blobs::get(store, known.blob.hash) {
            Ok(Some(_)) => {}
            Ok(None) => faults.push(Fault {
                seq: None,
                what: format!("the file {} is gone", known.blob.hash),
            }),
            Err(error) => faults.push(damage(error)?),
        }
    }
    Ok(faults)
}

/// What was met while looking, where it is damage and not what keeps from looking.
fn damage(error: Error) -> Result<Fault> {
    if error.is_damage() {
        Ok(Fault {
            seq: None,
            what: error.to_string(),
        })
    } else {
        Err(error)
    }
}

/// The pages of the database, and what they say.
pub(crate) fn database(db: &Connection) -> Result<()> {
    pages(db)?;
    ask(db, "PRAGMA integrity_check(10)")
}

/// Whether every page is the one that was written; quicker than looking at what they say.
pub(crate) fn pages(db: &Connection) -> Result<()> {
    ask(db, "PRAGMA cipher_integrity_check")
}

fn ask(db: &Connection, check: &str) -> Result<()> {
    let mut select = db.prepare(check)?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let line: String = row.get(0)?;
        if line != "ok" {
            return Err(Error::Damaged(line));
        }
    }
    Ok(())
}

fn bodies(db: &Connection) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut select = db.prepare("SELECT hash, bytes FROM body")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let hash = col::hash(row, 0)?;
        if Hash::of(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?) != hash {
            faults.push(Fault {
                seq: None,
                what: format!("the body {hash} does not match its name"),
            });
        }
    }
    Ok(faults)
}

fn entries(db: &Connection) -> Result<Vec<Fault>> {
    let mut faults = Vec::new();
    let mut select = db.prepare("SELECT seq, entry, event FROM entry ORDER BY seq")?;
    let mut rows = select.query([])?;
    while let Some(row) = rows.next()? {
        let seq: u64 = col::value(row, 0)?;
        let event = row.get_ref(2)?.as_blob().map_err(rusqlite::Error::from)?;
        let entry = Entry::read(row.get_ref(1)?.as_blob().map_err(rusqlite::Error::from)?);
        let what = match entry {
            Err(_) => "the entry cannot be read",
            Ok(entry) if entry.seq != seq => "the entry has another number",
            Ok(entry) if entry.event != Hash::of(event) => {
                "the event is not the one that the entry names"
            }
            Ok(_) => continue,
        };
        faults.push(Fault {
            seq: Some(seq),
            what: what.to_owned(),
        });
    }
    Ok(faults)
}
