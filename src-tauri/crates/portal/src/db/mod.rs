//! The one module that speaks SQL.
//!
//! Plain SQLite (the host's disk encryption is its protection): WAL, `synchronous=FULL`, STRICT tables. One
//! connection writes, several read; other processes on the same folder may write too.

pub(crate) mod access;
pub(crate) mod blobs;
pub(crate) mod bodies;
pub(crate) mod comments;
pub(crate) mod entries;
pub(crate) mod publications;
pub(crate) mod sites;

use crate::failure::{Failure, no};
use editorial::Code;
use rusqlite::{Connection, OpenFlags, Row, Transaction, TransactionBehavior, types::FromSql};
use rusqlite_migration::{M, Migrations};
use std::{
    path::{Path, PathBuf},
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// The database's file in the data folder.
pub(crate) const FILE: &str = "portal.sqlite";

/// How long is waited for others who write.
const WAIT: Duration = Duration::from_secs(5);
/// How long is waited for others who read from the log.
const LOG_WAIT: Duration = Duration::from_secs(2);

/// A row's number of a site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct SiteId(pub(crate) i64);

/// The database.
pub struct Db {
    // Dropped before the writer: the last connection to close puts the log into the file, and a reader cannot.
    readers: Mutex<Vec<Connection>>,
    writer: Mutex<Connection>,
    /// Absent in memory, where reading uses the one connection there is.
    file: Option<PathBuf>,
    /// The log is still to be emptied.
    log_waits: AtomicBool,
}

fn migrations() -> Migrations<'static> {
    Migrations::new(vec![M::up(include_str!("schema_1.sql"))])
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // A panic in a transaction has rolled it back; what is left is sound.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Db {
    /// Opens, or makes, the database in a data folder.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the disk or database; `newer_version` where a later portal wrote it.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let file = folder.join(FILE);
        // Two that begin at once must not both make the tables.
        let gate = std::fs::OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join("open.lock"))?;
        gate.lock()?;
        let fresh = !file.exists();
        let mut writer = Connection::open(&file)?;
        if fresh {
            only_for_owner(&file)?;
        }
        set_up(&writer)?;
        writer.pragma_update(None, "journal_mode", "WAL")?;
        migrations().to_latest(&mut writer)?;
        drop(gate);
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            file: Some(file),
            log_waits: AtomicBool::default(),
        })
    }

    /// An empty database in memory, for tests, the simulation and practice.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn in_memory() -> Result<Self, Failure> {
        let mut writer = Connection::open_in_memory()?;
        set_up(&writer)?;
        migrations().to_latest(&mut writer)?;
        Ok(Self {
            writer: Mutex::new(writer),
            readers: Mutex::default(),
            file: None,
            log_waits: AtomicBool::default(),
        })
    }

    /// A copy in memory of what is committed now: a backup to go back to.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn copy(&self) -> Result<Self, Failure> {
        let mut to = Connection::open_in_memory()?;
        let from = lock(&self.writer);
        rusqlite::backup::Backup::new(&from, &mut to)?.run_to_completion(
            i32::MAX,
            Duration::ZERO,
            None,
        )?;
        set_up(&to)?;
        Ok(Self {
            writer: Mutex::new(to),
            readers: Mutex::default(),
            file: None,
            log_waits: AtomicBool::default(),
        })
    }

    /// Reads, from one moment's view.
    ///
    /// # Errors
    ///
    /// Those of `act` and of the database.
    pub(crate) fn read<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let Some(file) = &self.file else {
            let mut only = lock(&self.writer);
            return act(&only.transaction()?);
        };
        let idle = lock(&self.readers).pop();
        let mut reader = if let Some(reader) = idle {
            reader
        } else {
            let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
            let reader = Connection::open_with_flags(file, flags)?;
            set_up(&reader)?;
            reader
        };
        let result = act(&reader.transaction()?);
        let mut readers = lock(&self.readers);
        if readers.len() < 8 {
            readers.push(reader);
        }
        result
    }

    /// Writes: all of it is committed, or nothing.
    ///
    /// # Errors
    ///
    /// Those of `act` and of the database.
    pub(crate) fn write<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let mut writer = lock(&self.writer);
        let tx = writer.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let result = act(&tx)?;
        tx.commit()?;
        Ok(result)
    }

    /// Empties the log, so that what was erased is gone from it too.
    ///
    /// # Errors
    ///
    /// `busy` where somebody still reads what stands in it: [`Db::log_waits`] says so until a later call empties it.
    /// [`Failure`] of the database.
    pub(crate) fn forget_log(&self) -> Result<(), Failure> {
        if self.file.is_none() {
            return Ok(());
        }
        let writer = lock(&self.writer);
        self.log_waits.store(true, Ordering::SeqCst);
        // Waits for those who read from it, and lets nobody write meanwhile.
        writer.busy_timeout(LOG_WAIT)?;
        let emptied = writer.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| {
            row.get::<_, i64>(0).map(|busy| busy == 0)
        });
        writer.busy_timeout(WAIT)?;
        if !emptied? {
            return Err(no(
                Code::Busy,
                "somebody still reads what stands in the database's log",
            ));
        }
        self.log_waits.store(false, Ordering::SeqCst);
        Ok(())
    }

    /// Whether the log could not be emptied when it was last to be.
    pub(crate) fn log_waits(&self) -> bool {
        self.log_waits.load(Ordering::SeqCst)
    }

    /// Limits the database to so many pages: what a full disk is like, for tests.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn limit_pages(&self, pages: u32) -> Result<(), Failure> {
        Ok(
            lock(&self.writer).pragma_update_and_check(
                None,
                "max_page_count",
                pages,
                |_| Ok(()),
            )?,
        )
    }
}

fn set_up(connection: &Connection) -> Result<(), Failure> {
    connection.busy_timeout(WAIT)?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // What is erased by law does not stay readable in freed pages.
    connection.pragma_update(None, "secure_delete", true)?;
    connection.set_prepared_statement_cache_capacity(64);
    Ok(())
}

#[cfg(unix)]
fn only_for_owner(file: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(
        file,
        std::fs::Permissions::from_mode(0o600),
    )?)
}

#[cfg(not(unix))]
fn only_for_owner(_file: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Text in a column that only this portal writes, read as what it stands for.
pub(crate) fn parsed<T: std::str::FromStr>(row: &Row<'_>, column: usize) -> rusqlite::Result<T>
where
    T::Err: std::error::Error + Send + Sync + 'static,
{
    let text = row
        .get_ref(column)?
        .as_str()
        .map_err(|error| bad_column(column, error))?;
    text.parse().map_err(|error| bad_column(column, error))
}

/// A hash in a column.
pub(crate) fn hash(row: &Row<'_>, column: usize) -> rusqlite::Result<editorial::Hash> {
    <[u8; 32]>::column_result(row.get_ref(column)?)
        .map(editorial::Hash::from_bytes)
        .map_err(|error| bad_column(column, error))
}

/// A hash in a column that may be absent.
pub(crate) fn hash_or_none(
    row: &Row<'_>,
    column: usize,
) -> rusqlite::Result<Option<editorial::Hash>> {
    if row.get_ref(column)? == rusqlite::types::ValueRef::Null {
        Ok(None)
    } else {
        hash(row, column).map(Some)
    }
}

fn bad_column(
    column: usize,
    error: impl std::error::Error + Send + Sync + 'static,
) -> rusqlite::Error {
    rusqlite::Error::FromSqlConversionFailure(column, rusqlite::types::Type::Text, Box::new(error))
}

/// A row's number as it is stored.
pub(crate) fn number(value: u64) -> i64 {
    i64::try_from(value).unwrap_or(i64::MAX)
}

/// A stored number, which is never below zero.
pub(crate) fn natural(value: i64) -> u64 {
    u64::try_from(value).unwrap_or_default()
}
