//! Saving what can be read of a damaged database.

use super::{BLOBS, DAMAGE_SEEN, DATABASE, desk_file, keys::StoreKey, random};
use crate::{connection, error::Result, meta, projection, schema};
use rusqlite::{Connection, types::Value};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// What was saved from a damaged store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rescue {
    /// Where the damaged files lie now.
    pub moved_to: PathBuf,
    /// Drafts that could be read.
    pub drafts: u64,
    /// Acts of the outbox that could be read.
    pub outbox: u64,
    /// Snapshots that could be read.
    pub snapshots: u64,
    /// Whether the desk's own name and key could be read; without them it joins anew.
    pub identity: bool,
}

/// The tables a person's work lies in. The mirror is not among them: it is pulled again.
const OWN: &[&str] =
    &["meta", "draft", "snapshot", "trash", "outbox", "refusal", "refused_revision", "body", "blob", "wanted", "comment"];

/// Moves the damaged database aside and reads out of it, row by row, what can be read.
pub(super) fn rescue(dir: &Path, key: &StoreKey) -> Result<(Connection, Rescue)> {
    // Half-made from an earlier attempt that was cut off: the damaged files have been moved by then.
    let half = dir.join("desk.db.rescued");
    for name in ["", "-wal", "-shm"] {
        let _ = fs::remove_file(suffixed(&half, name));
    }
    let damaged = dir.join(DATABASE);
    let (moved_to, from) = aside(dir)?;
    // Copied first and replaced by a renaming last: at any moment the damaged or the new database stands in its place.
    for name in ["", "-wal", "-shm"] {
        let old = suffixed(&damaged, name);
        if old.exists() {
            fs::copy(&old, suffixed(&from, name))?;
        }
    }
    desk_file::sync_folder(&moved_to)?;

    let mut new = connection::writer(&half, key)?;
    schema::migrate(&mut new)?;
    if from.exists() {
        copy(&from, key, &new)?;
    }
    let count = |table: &str| new.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| row.get::<_, u64>(0));
    let identity = meta::read::<meta::Identity>(&new, meta::IDENTITY)?.is_some();
    let rescue =
        Rescue { drafts: count("draft")?, outbox: count("outbox")?, snapshots: count("snapshot")?, identity, moved_to };
    if !identity {
        let nobody = meta::Identity { name: String::new(), member: None, device: None, seed: random()? };
        meta::write(&new, meta::IDENTITY, &nobody)?;
    }
    projection::rebuild(&new)?;
    new.execute_batch("PRAGMA wal_checkpoint(TRUNCATE)")?;
    drop(new);

    for name in ["-wal", "-shm"] {
        let _ = fs::remove_file(suffixed(&damaged, name));
        let _ = fs::remove_file(suffixed(&half, name));
    }
    fs::rename(&half, &damaged)?;
    desk_file::sync_folder(dir)?;
    let _ = fs::remove_file(dir.join(DAMAGE_SEEN));
    let _ = fs::create_dir_all(dir.join(BLOBS));
    Ok((connection::writer(&damaged, key)?, rescue))
}

/// A fresh folder for the damaged files.
fn aside(dir: &Path) -> Result<(PathBuf, PathBuf)> {
    let mut n = 1;
    loop {
        let place = dir.join(format!("damaged-{n}"));
        match fs::create_dir(&place) {
            Ok(()) => return Ok((place.clone(), place.join(DATABASE))),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => n += 1,
            Err(error) => return Err(error.into()),
        }
    }
}

fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn copy(from: &Path, key: &StoreKey, new: &Connection) -> Result<()> {
    // Without its schema nothing of it can be read; then the new one stays empty, and the old one lies aside.
    let Ok(old) = connection::writer(from, key).or_else(|_| connection::reader(from, key)) else { return Ok(()) };
    new.execute_batch("BEGIN")?;
    for table in OWN {
        copy_table(&old, new, table)?;
    }
    new.execute_batch("COMMIT")?;
    Ok(())
}

/// Copies the rows that can be read: from the front until one cannot, from the back likewise, then each between.
fn copy_table(old: &Connection, new: &Connection, table: &str) -> Result<()> {
    let mut columns = Vec::new();
    new.prepare(&format!("SELECT name FROM pragma_table_info('{table}')"))?.query_map([], |row| row.get(0))?.try_for_each(|name| {
        columns.push(name?);
        Ok::<_, rusqlite::Error>(())
    })?;
    let columns: Vec<String> = columns;
    // Every table of OWN has its number first.
    let id = &columns[0];
    let list = columns.join(", ");
    let marks = vec!["?"; columns.len()].join(", ");
    let insert = format!("INSERT OR IGNORE INTO {table} ({list}) VALUES ({marks})");
    let mut put = new.prepare(&insert)?;
    let mut rows = |sql: &str, from: i64, last: &mut i64| -> bool {
        let read = (|| {
            let mut select = old.prepare(sql)?;
            let mut rows = select.query([from])?;
            while let Some(row) = rows.next()? {
                let values: Vec<Value> = (0..columns.len()).map(|n| row.get(n)).collect::<Result<_, _>>()?;
                if let Some(Value::Integer(id)) = values.first() {
                    *last = *id;
                }
                let _ = put.execute(rusqlite::params_from_iter(values));
            }
            Ok::<_, rusqlite::Error>(())
        })();
        read.is_ok()
    };
    let mut front = i64::MIN;
    if rows(&format!("SELECT {list} FROM {table} WHERE {id} > ? ORDER BY {id}"), i64::MIN, &mut front) {
        return Ok(());
    }
    let mut back = i64::MAX;
    rows(&format!("SELECT {list} FROM {table} WHERE {id} < ? ORDER BY {id} DESC"), i64::MAX, &mut back);
    // What lies between stands on pages that cannot all be read; how far it reaches is bounded by the file's size.
    let start = front.max(0);
    let end = back.min(start.saturating_add(200_000));
    let mut ignored = 0;
    for n in start..=end {
        rows(&format!("SELECT {list} FROM {table} WHERE {id} = ?"), n, &mut ignored);
    }
    Ok(())
}
