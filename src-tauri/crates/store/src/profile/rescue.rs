//! Saving what can be read of a damaged database.

mod head;

use super::{BLOBS, DAMAGE_SEEN, DATABASE, desk_file, keys::StoreKey, random};
use crate::{connection, error::Result, meta, projection, schema};
use editorial::Hash;
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
const OWN: &[&str] = &[
    "meta",
    "draft",
    "snapshot",
    "trash",
    "outbox",
    "refusal",
    "refused_revision",
    "body",
    "blob",
    "wanted",
    "comment",
];

/// So many rows between two that could be read are tried one by one.
const MOST_BETWEEN: i64 = 2_000;

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
        if !head::is_readable(&from, key) {
            head::replace(&from, key, &suffixed(&half, ".head"))?;
        }
        copy(&from, key, &new)?;
    }
    let count = |table: &str| {
        new.query_row(&format!("SELECT count(*) FROM {table}"), [], |row| {
            row.get::<_, u64>(0)
        })
    };
    let identity = meta::read::<meta::Identity>(&new, meta::IDENTITY)?.is_some();
    let rescue = Rescue {
        drafts: count("draft")?,
        outbox: count("outbox")?,
        snapshots: count("snapshot")?,
        identity,
        moved_to,
    };
    if !identity {
        let nobody = meta::Identity {
            name: String::new(),
            member: None,
            device: None,
            seed: random()?,
        };
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
    new.execute_batch("BEGIN")?;
    for table in OWN {
        Table::of(new, table)?.copy(from, key, new)?;
    }
    new.execute_batch("COMMIT")?;
    Ok(())
}

/// A table of the person's own work; its first column is its number.
struct Table {
    name: &'static str,
    columns: Vec<String>,
}

impl Table {
    fn of(db: &Connection, name: &'static str) -> Result<Self> {
        let mut select = db.prepare(&format!("SELECT name FROM pragma_table_info('{name}')"))?;
        let columns = select
            .query_map([], |row| row.get(0))?
            .collect::<Result<_, _>>()?;
        Ok(Self { name, columns })
    }

    /// Copies the rows that can be read: from the front until one cannot, from the back likewise, then each between.
    fn copy(&self, from: &Path, key: &StoreKey, new: &Connection) -> Result<()> {
        let id = &self.columns[0];
        let Some(front) =
            self.rows(from, key, new, &format!("{id} > ? ORDER BY {id}"), i64::MIN)?
        else {
            return Ok(());
        };
        let back = self
            .rows(
                from,
                key,
                new,
                &format!("{id} < ? ORDER BY {id} DESC"),
                i64::MAX,
            )?
            .unwrap_or(front);
        // Rows between stand on pages that cannot all be read; how many there may be is bounded by what was seen.
        let (first, last) = (
            front.max(0),
            if back == i64::MAX {
                front.max(0).saturating_add(MOST_BETWEEN)
            } else {
                back
            },
        );
        for n in first..=last.min(first.saturating_add(MOST_BETWEEN)) {
            self.rows(from, key, new, &format!("{id} = ?"), n)?;
        }
        Ok(())
    }

    /// Copies the rows that fit until one cannot be read; the number of the last one then, nothing where all could be.
    ///
    /// Each time over a connection of its own: after a damaged page one reads nothing any more.
    fn rows(
        &self,
        from: &Path,
        key: &StoreKey,
        new: &Connection,
        which: &str,
        bound: i64,
    ) -> Result<Option<i64>> {
        let (name, columns) = (self.name, self.columns.join(", "));
        let marks = vec!["?"; self.columns.len()].join(", ");
        let mut put = new.prepare_cached(&format!(
            "INSERT OR IGNORE INTO {name} ({columns}) VALUES ({marks})"
        ))?;
        let mut last = bound;
        let read = (|| {
            let old = connection::reader(from, key)?;
            let mut select = old.prepare(&format!("SELECT {columns} FROM {name} WHERE {which}"))?;
            let mut rows = select.query([bound])?;
            while let Some(row) = rows.next()? {
                let values: Vec<Value> = (0..self.columns.len())
                    .map(|n| row.get(n))
                    .collect::<Result<_, _>>()?;
                if let Some(Value::Integer(id)) = values.first() {
                    last = *id;
                }
                // What runs over a damaged page reads as zeros, without an error; a row that breaks a rule of its table
                // is damaged, too.
                if self.is_sound(&values) {
                    let _ = put.execute(rusqlite::params_from_iter(values));
                }
            }
            Ok::<_, crate::error::Error>(())
        })();
        Ok(read.is_err().then_some(last))
    }

    /// Whether the values of a row are what was written, as far as each can tell.
    fn is_sound(&self, values: &[Value]) -> bool {
        let value = |name: &str| {
            self.columns
                .iter()
                .position(|column| column == name)
                .map(|place| &values[place])
        };
        self.columns.iter().zip(values).all(|(column, value_here)| match (column.as_str(), value_here) {
            ("content" | "merge" | "refusal" | "line" | "value", Value::Text(json)) => {
                serde_json::from_str::<serde::de::IgnoredAny>(json).is_ok()
            }
            ("bytes", Value::Blob(bytes)) => {
                matches!(value("hash"), Some(Value::Blob(hash)) if Hash::of(bytes).as_bytes().as_slice() == hash.as_slice())
            }
            ("event", Value::Blob(bytes)) => editorial::event::Outline::of(bytes).is_ok(),
            (_, Value::Text(text)) => !text.contains('\0'),
            _ => true,
        })
    }
}
