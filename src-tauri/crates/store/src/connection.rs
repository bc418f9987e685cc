//! The one place where a database is opened.

use crate::{error::Result, profile::keys::StoreKey};
use rusqlite::{Connection, OpenFlags};
use std::{
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How many connections wait ready for reading.
const IDLE_READERS: usize = 4;

/// Says nothing on standard error: what is wrong is told by what is returned.
const QUIET: &str = "PRAGMA cipher_log_level = NONE;";

/// Temporary data never lies unencrypted on the disk; deleted text is overwritten.
const COMMON: &str = "
    PRAGMA temp_store = MEMORY;
    PRAGMA foreign_keys = ON;
    PRAGMA trusted_schema = OFF;
    PRAGMA cell_size_check = ON;
    PRAGMA secure_delete = ON;
    PRAGMA cache_size = -16000;";

const ON_DISK: &str = "
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA wal_autocheckpoint = 2000;
    PRAGMA journal_size_limit = 16777216;";

/// The connection that writes, and makes the file if there is none.
pub(crate) fn writer(path: &Path, key: &StoreKey) -> Result<Connection> {
    let db = keyed(
        path,
        key,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )?;
    // The first read of the file: a wrong key or a damaged head shows here.
    db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    db.execute_batch(ON_DISK)?;
    db.execute_batch(COMMON)?;
    Ok(db)
}

/// The only connection to a database on a disk without any room: it keeps in memory what connections share in a file.
pub(crate) fn alone(path: &Path, key: &StoreKey) -> Result<Connection> {
    let db = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    // Before anything is read, or the shared file is made after all.
    db.execute_batch("PRAGMA locking_mode = EXCLUSIVE;")?;
    db.query_row("SELECT count(*) FROM sqlite_master", [], |_| Ok(()))?;
    db.execute_batch(COMMON)?;
    Ok(db)
}

/// A connection to a file that is being filled, as a copy for a backup.
pub(crate) fn plain_writer(path: &Path, key: &StoreKey) -> Result<Connection> {
    keyed(
        path,
        key,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE,
    )
}

/// A database made with a given salt.
pub(crate) fn salted(path: &Path, key: &StoreKey, salt: [u8; 16]) -> Result<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    opened(path, flags, &key.pragma_with_salt(salt))
}

/// A connection that only reads.
pub(crate) fn reader(path: &Path, key: &StoreKey) -> Result<Connection> {
    let db = keyed(path, key, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    db.execute_batch(
        "PRAGMA temp_store = MEMORY; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -8000;",
    )?;
    Ok(db)
}

fn keyed(path: &Path, key: &StoreKey, flags: OpenFlags) -> Result<Connection> {
    opened(path, flags, &key.pragma())
}

fn opened(path: &Path, flags: OpenFlags, key: &str) -> Result<Connection> {
    let db = Connection::open_with_flags(path, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    db.busy_timeout(Duration::from_secs(5))?;
    db.set_prepared_statement_cache_capacity(128);
    db.execute_batch(QUIET)?;
    db.execute_batch(key)?;
    Ok(db)
}

/// A database in memory, unencrypted, with the same schema.
pub(crate) fn memory() -> Result<Connection> {
    let db = Connection::open_in_memory()?;
    db.set_prepared_statement_cache_capacity(128);
    db.execute_batch(COMMON)?;
    Ok(db)
}

/// Connections for reading, opened when needed.
pub(crate) struct Readers {
    path: PathBuf,
    key: StoreKey,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: PathBuf, key: StoreKey) -> Self {
        Self {
            path,
            key,
            idle: Mutex::new(Vec::new()),
        }
    }

    pub(crate) fn with<T>(&self, act: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let waiting = self
            .idle
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .pop();
        let db = match waiting {
            Some(db) => db,
            None => reader(&self.path, &self.key)?,
        };
        let answer = act(&db);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        // After a damaged page a connection reads nothing any more.
        let sound = !matches!(&answer, Err(error) if error.is_damage());
        if sound && idle.len() < IDLE_READERS {
            idle.push(db);
        }
        answer
    }
}
