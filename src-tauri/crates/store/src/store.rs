//! The store of one desk: one connection that writes, a few that read, files beside them.

use crate::{
    blobs::Place,
    connection::{self, Readers},
    error::{Error, Result},
    mirror::Mirror,
    profile::Profile,
    schema,
};
use editorial::planted;
use rusqlite::{Connection, Transaction, TransactionBehavior, backup::Backup};
use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

/// The store of one desk.
///
/// Every function of this crate that changes something does so in one transaction: it is done wholly, or not at all.
pub struct Store {
    /// None in memory and on a full disk: there the writer's connection reads, too. Closed first, so that the writer,
    /// closed last, can write the log back.
    readers: Option<Readers>,
    writer: Mutex<Writer>,
    pub(crate) blobs: Place,
    pub(crate) profile: Option<Profile>,
    read_only: AtomicBool,
}

pub(crate) struct Writer {
    pub(crate) db: Connection,
    /// The board and the editions last worked on, as the mirror has them.
    pub(crate) mirror: Option<Mirror>,
}

impl Store {
    pub(crate) fn on_disk(
        db: Connection,
        readers: Readers,
        blobs: Place,
        profile: Profile,
    ) -> Self {
        Self {
            writer: Mutex::new(Writer { db, mirror: None }),
            readers: Some(readers),
            blobs,
            profile: Some(profile),
            read_only: AtomicBool::new(false),
        }
    }

    /// A store in memory, with the same schema and nothing on the disk; for simulations.
    ///
    /// # Errors
    ///
    /// [`Error::Sql`] where even that is refused.
    pub fn in_memory() -> Result<Self> {
        // A simulation opens tens of thousands: the tables are made once and copied.
        static EMPTY: Mutex<Option<Connection>> = Mutex::new(None);
        let mut held = EMPTY.lock().unwrap_or_else(PoisonError::into_inner);
        let empty = match &mut *held {
            Some(empty) => empty,
            none => {
                let mut empty = connection::memory()?;
                schema::migrate(&mut empty)?;
                none.insert(empty)
            }
        };
        let db = copied(empty)?;
        drop(held);
        Ok(Self::of_memory(db, Place::memory()))
    }

    fn of_memory(db: Connection, blobs: Place) -> Self {
        Self {
            writer: Mutex::new(Writer { db, mirror: None }),
            readers: None,
            blobs,
            profile: None,
            read_only: AtomicBool::new(false),
        }
    }

    /// A copy in memory of what is committed in a store in memory: what a desk finds when it is opened again.
    ///
    /// # Errors
    ///
    /// [`Error::WrongState`] for a store on the disk; [`Error::Sql`].
    pub fn copy(&self) -> Result<Self> {
        let Some(blobs) = self.blobs.copy() else {
            return Err(Error::WrongState("only a store in memory is copied so"));
        };
        Ok(Self::of_memory(self.with_writer(|db| copied(db))?, blobs))
    }

    /// Whether the disk was full, so that only what is there can be read.
    pub fn is_read_only(&self) -> bool {
        self.read_only.load(Ordering::Relaxed)
    }

    /// For a disk without any room: one connection, which only reads.
    pub(crate) fn only_reading(mut self) -> Self {
        self.readers = None;
        self.set_read_only();
        self
    }

    pub(crate) fn set_read_only(&self) {
        self.read_only.store(true, Ordering::Relaxed);
    }

    /// There is room to write. Once the disk has been full: when what is kept in reserve could be taken again.
    pub(crate) fn room(&self) -> Result<()> {
        if !self.is_read_only() {
            return Ok(());
        }
        let again = match (&self.profile, &self.readers) {
            (Some(profile), Some(_)) => profile.take_reserve(),
            // Opened only to be read, or of memory.
            _ => false,
        };
        if !again {
            return Err(Error::DiskFull);
        }
        self.read_only.store(false, Ordering::Relaxed);
        Ok(())
    }

    fn writer(&self) -> MutexGuard<'_, Writer> {
        // A panic in the middle rolled its transaction back; only the copy of the mirror may be half a step ahead.
        self.writer
            .lock()
            .unwrap_or_else(|poisoned: PoisonError<_>| {
                self.writer.clear_poison();
                let mut writer = poisoned.into_inner();
                writer.mirror = None;
                writer
            })
    }

    pub(crate) fn read<T>(&self, act: impl FnOnce(&Connection) -> Result<T>) -> Result<T> {
        let answer = match &self.readers {
            Some(readers) => readers.with(act),
            None => act(&self.writer().db),
        };
        self.seen(answer)
    }

    pub(crate) fn write<T>(&self, act: impl FnOnce(&Transaction<'_>) -> Result<T>) -> Result<T> {
        self.write_mirror(|tx, _| act(tx))
    }

    /// As [`Self::write`], tried also once the disk has been full.
    pub(crate) fn write_even_if_full<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>) -> Result<T>,
    ) -> Result<T> {
        self.write_mirror_unchecked(|tx, _| act(tx))
    }

    /// A transaction that may change the mirror; its copy in memory is dropped where that fails.
    pub(crate) fn write_mirror<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>, &mut Option<Mirror>) -> Result<T>,
    ) -> Result<T> {
        self.room()?;
        self.write_mirror_unchecked(act)
    }

    fn write_mirror_unchecked<T>(
        &self,
        act: impl FnOnce(&Transaction<'_>, &mut Option<Mirror>) -> Result<T>,
    ) -> Result<T> {
        let mut guard = self.writer();
        let Writer { db, mirror } = &mut *guard;
        let answer = (|| {
            let tx = db.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let value = act(&tx, mirror)?;
            if planted::power_fails() {
                return Err(Error::Sql("the power failed".to_owned()));
            }
            tx.commit()?;
            Ok(value)
        })();
        if let Err(error) = &answer {
            *mirror = None;
            // After a damaged page a connection reads nothing any more; with a new one the rest still works.
            if let (true, Some(profile)) = (error.is_damage(), &self.profile)
                && let Ok(fresh) = profile.writer()
            {
                *db = fresh;
            }
        }
        drop(guard);
        self.seen(answer)
    }

    /// Work outside a transaction, as checkpoints and backups.
    pub(crate) fn with_writer<T>(
        &self,
        act: impl FnOnce(&mut Connection) -> Result<T>,
    ) -> Result<T> {
        let answer = act(&mut self.writer().db);
        self.seen(answer)
    }

    /// Damage met while working is remembered, so that the next opening looks closely.
    fn seen<T>(&self, answer: Result<T>) -> Result<T> {
        if let (Err(error), Some(profile)) = (&answer, &self.profile)
            && error.is_damage()
        {
            profile.remember_damage();
        }
        answer
    }
}

/// A copy of a database in memory.
fn copied(from: &Connection) -> Result<Connection> {
    let mut db = connection::memory()?;
    Backup::new(from, &mut db)?.run_to_completion(i32::MAX, Duration::ZERO, None)?;
    Ok(db)
}
