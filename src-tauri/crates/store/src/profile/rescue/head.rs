//! Where the head of a database is damaged, putting one of the same schema in its place.
//!
//! The first pages hold the table of tables; without it not one row can be read, though all may be sound. Tables are made
//! in the same order by every store of a schema, so they lie on the same pages: those of a fresh database, under the same
//! key and salt, fit.

use crate::{connection, error::Result, profile::keys::StoreKey, schema};
use rusqlite::Connection;
use std::{
    collections::BTreeSet,
    fs,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};

const PAGE: u64 = 4096;
/// The file begins with the salt that its pages are authenticated under.
const SALT: usize = 16;

/// Whether the table of tables can be read.
pub(super) fn is_readable(path: &Path, key: &StoreKey) -> bool {
    let read = |db: Connection| {
        // All of it: the columns that stand on later pages, too.
        let all = "SELECT sum(length(name) + length(coalesce(sql, ''))) FROM sqlite_master";
        let known: i64 = db.query_row(all, [], |row| row.get(0))?;
        Ok::<_, crate::error::Error>(known > 0)
    };
    connection::reader(path, key)
        .and_then(read)
        .unwrap_or(false)
}

/// Puts a head into the damaged copy at `path`; `fresh` is where one may be made.
pub(super) fn replace(path: &Path, key: &StoreKey, fresh: &Path) -> Result<()> {
    let mut damaged = fs::OpenOptions::new().read(true).write(true).open(path)?;
    let size = damaged.metadata()?.len();
    let mut salt = [0; SALT];
    if damaged.read_exact(&mut salt).is_err() {
        // Not even a head of a head: there is nothing behind it either.
        return Ok(());
    }
    let pages = make(fresh, key, salt, size)?;
    let mut from = fs::File::open(fresh)?;
    for page in pages {
        let mut bytes = vec![0; usize::try_from(PAGE).unwrap_or_default()];
        from.seek(SeekFrom::Start((page - 1) * PAGE))?;
        from.read_exact(&mut bytes)?;
        damaged.seek(SeekFrom::Start((page - 1) * PAGE))?;
        damaged.write_all(&bytes)?;
    }
    // The head names as many pages as the fresh file has; a file with fewer would be taken for a broken one.
    damaged.set_len(size.max(from.metadata()?.len()))?;
    drop(from);
    damaged.sync_all()?;
    fs::remove_file(fresh)?;
    Ok(())
}

/// Makes a database that is at least as large, and tells the pages that its table of tables lies on.
fn make(path: &Path, key: &StoreKey, salt: [u8; SALT], size: u64) -> Result<BTreeSet<u64>> {
    let _ = fs::remove_file(path);
    let mut db = connection::salted(path, key, salt)?;
    schema::migrate(&mut db)?;
    let taken: BTreeSet<u64> = db
        .prepare("SELECT rootpage FROM sqlite_master WHERE rootpage > 1")?
        .query_map([], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    let last = taken.last().copied().unwrap_or(1);
    // In an empty store every other table fits on the page it begins on; what lies between is the table of tables.
    let pages = (1..=last).filter(|page| !taken.contains(page)).collect();
    // The head says how many pages there are; with fewer than the damaged file has, its end could not be read.
    db.execute(
        "INSERT INTO body (hash, type, newer, bytes) VALUES (x'00', '', 0, zeroblob(?))",
        [size],
    )?;
    Ok(pages)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_fresh_head_fits_a_store_that_lost_its_own() {
        let dir = tempfile::tempdir().unwrap();
        let (path, key) = (dir.path().join("desk.db"), StoreKey::new([7; 32]));
        let mut db = connection::writer(&path, &key).unwrap();
        schema::migrate(&mut db).unwrap();
        for n in 0..500 {
            let words = format!("{n} {}", "một hai ba ".repeat(50));
            db.execute("INSERT INTO meta (name, value) VALUES (?, ?)", (n, words))
                .unwrap();
        }
        drop(db);
        let whole = fs::read(&path).unwrap();
        let pages = make(&dir.path().join("fresh"), &key, [3; SALT], 4096).unwrap();
        assert!(pages.len() > 1, "{pages:?}");
        for page in pages {
            let mut damaged = whole.clone();
            for byte in damaged
                .iter_mut()
                .skip(usize::try_from((page - 1) * PAGE).unwrap() + 50)
                .take(2000)
            {
                *byte = !*byte;
            }
            fs::write(&path, damaged).unwrap();
            assert!(!is_readable(&path, &key), "page {page}");
            replace(&path, &key, &dir.path().join("fresh")).unwrap();
            assert!(is_readable(&path, &key), "page {page}");
            let db = connection::reader(&path, &key).unwrap();
            let rows: i64 = db
                .query_row(
                    "SELECT count(*) FROM meta WHERE length(value) > 500",
                    [],
                    |row| row.get(0),
                )
                .unwrap();
            assert_eq!(rows, 500, "page {page}");
        }
    }
}
