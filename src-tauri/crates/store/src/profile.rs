//! A profile: the folder in which one desk lies, and the one way to open it.
//!
//! ```text
//! desk.json    form, schema, the store key under its locks
//! desk.db      the encrypted database, with its -wal and -shm
//! blobs/       encrypted files
//! lock         held by the process that works here
//! reserve      room for the last save on a full disk
//! unfinished   only while a profile is made or restored
//! damaged-N/   what could not be read any more; never deleted
//! ```

pub(crate) mod desk_file;
pub(crate) mod keys;
mod lock;
mod making;
mod rescue;
mod reserve;
mod ring;
mod share;

pub(crate) use making::{Begin, begin, finish, give_up};

pub use desk_file::Outline;
pub use rescue::Rescue;

use crate::{
    blobs::Place,
    connection::{self, Readers},
    error::{Error, Result},
    meta, schema,
    store::Store,
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use desk_file::{DeskFile, LockSeed};
use keys::{Key, StoreKey};
use rusqlite::Connection;
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};
use zeroize::Zeroizing;

const DATABASE: &str = "desk.db";
const BLOBS: &str = "blobs";
const UNFINISHED: &str = "unfinished";
const DAMAGE_SEEN: &str = "damage-seen";
/// Up to this size every page is looked at when it is opened (8 ms); above it, only once damage was met.
const SMALL: u64 = 4 * 1024 * 1024;

/// How a new store is to be locked: by the passphrase where there is one, else by the system's keyring.
#[derive(Clone, Copy, Default)]
pub struct NewLock<'a> {
    /// The passphrase.
    pub passphrase: Option<&'a str>,
}

/// How a store is to be opened.
#[derive(Clone, Copy)]
pub enum Unlock<'a> {
    /// With the passphrase.
    Passphrase(&'a str),
    /// With what the system's keyring holds.
    Keyring,
    /// With the recovery words, typed in any manner.
    Recovery(&'a str),
}

impl fmt::Debug for Unlock<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Passphrase(_) => "by passphrase",
            Self::Keyring => "by keyring",
            Self::Recovery(_) => "by recovery words",
        })
    }
}

/// An opened store.
pub struct Opened {
    /// The store.
    pub store: Store,
    /// What was saved from a damaged one, where it was damaged.
    pub rescued: Option<Rescue>,
}

/// A profile that this process holds.
pub(crate) struct Profile {
    pub(crate) dir: PathBuf,
    pub(crate) key: StoreKey,
    file: Mutex<DeskFile>,
    _lock: lock::Held,
}

impl Profile {
    /// Leaves a note for the next opening.
    pub(crate) fn remember_damage(&self) {
        let _ = fs::write(self.dir.join(DAMAGE_SEEN), b"");
    }

    pub(crate) fn writer(&self) -> Result<Connection> {
        connection::writer(&self.dir.join(DATABASE), &self.key)
    }

    /// Gives up the room kept for a full disk; whether there was any.
    pub(crate) fn give_up_reserve(&self) -> bool {
        reserve::give_up(&self.dir)
    }

    /// Takes it again; whether the disk has it.
    pub(crate) fn take_reserve(&self) -> bool {
        reserve::take(&self.dir)
    }

    pub(crate) fn desk_file(&self) -> DeskFile {
        self.file
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Changes `desk.json`; what is in memory follows only what was written.
    fn change(&self, change: impl FnOnce(&mut DeskFile) -> Result<()>) -> Result<()> {
        let mut held = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        let mut file = held.clone();
        change(&mut file)?;
        file.write(&self.dir)?;
        *held = file;
        Ok(())
    }
}

/// Whether a desk lies in this folder; one whose making was cut off does not count.
pub fn exists(dir: &Path) -> bool {
    dir.join(desk_file::NAME).exists()
}

/// What can be told of a profile without opening it.
///
/// # Errors
///
/// [`Error::NotFound`], [`Error::NewerVersion`], [`Error::Damaged`].
pub fn outline(dir: &Path) -> Result<Outline> {
    let outline = DeskFile::read(dir)?.outline();
    if outline.schema > schema::VERSION {
        Err(Error::NewerVersion)
    } else {
        Ok(outline)
    }
}

impl Store {
    /// Makes a new store for a person of that name, and the recovery words, which have been tried.
    ///
    /// Cut off at any point, nothing counts as made: `desk.json` is written last.
    ///
    /// # Errors
    ///
    /// [`Error::NotEmpty`] where a desk lies already, [`Error::NoKeyring`], [`Error::NetworkShare`], [`Error::InUse`],
    /// [`Error::DiskFull`].
    pub fn create(dir: &Path, unlock: NewLock<'_>, name: &str) -> Result<(Self, [String; 12])> {
        let lock = begin(dir, Begin::Create)?;
        let key = StoreKey::new(random()?);
        match make(dir, &key, unlock, name) {
            Ok((db, file, words)) => Ok((Self::from_parts(dir, db, key, file, lock), words)),
            Err(error) => {
                give_up(dir);
                Err(error)
            }
        }
    }

    /// Opens the store in a folder.
    ///
    /// A damaged database is moved aside, never deleted, and what can be read of the person's own work is brought over
    /// into a new one; [`Opened::rescued`] tells what.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`], [`Error::WrongPassphrase`], [`Error::NoKeyring`], [`Error::NewerVersion`], [`Error::InUse`],
    /// [`Error::NetworkShare`], [`Error::DiskFull`]; [`Error::Damaged`] where `desk.json` itself cannot be read.
    pub fn open(dir: &Path, unlock: Unlock<'_>) -> Result<Opened> {
        if let Some(kind) = share::of(dir) {
            return Err(Error::NetworkShare(kind));
        }
        let (_, key) = unlocked(dir, unlock)?;
        let lock = lock::hold(dir)?;
        // Another process may have changed a lock or migrated while this one waited.
        let mut file = DeskFile::read(dir)?;
        let _ = fs::remove_file(dir.join(UNFINISHED));
        let opened = match open_database(dir, &key) {
            // On a full disk not even reading gets the little room it needs: what is kept in reserve is for that, too.
            Err(Error::DiskFull) if reserve::give_up(dir) => open_database(dir, &key),
            other => other,
        };
        if let (Err(Error::DiskFull), true) = (&opened, file.schema == schema::VERSION) {
            let db = connection::alone(&dir.join(DATABASE), &key)?;
            return Ok(Opened {
                store: Self::from_parts(dir, db, key, file, lock).only_reading(),
                rescued: None,
            });
        }
        let (db, rescued) = match opened {
            Ok(db) => (db, None),
            Err(error) if error.is_damage() => {
                let (db, rescue) = rescue::rescue(dir, &key)?;
                (db, Some(rescue))
            }
            Err(error) => return Err(error),
        };
        if file.schema != schema::VERSION {
            file.schema = schema::VERSION;
            file.write(dir)?;
        }
        reserve::take(dir);
        Ok(Opened {
            store: Self::from_parts(dir, db, key, file, lock),
            rescued,
        })
    }

    pub(crate) fn from_parts(
        dir: &Path,
        db: Connection,
        key: StoreKey,
        file: DeskFile,
        lock: lock::Held,
    ) -> Self {
        let readers = Readers::new(dir.join(DATABASE), key.clone());
        let blobs = Place::folder(dir.join(BLOBS), &key);
        let profile = Profile {
            dir: dir.to_owned(),
            key,
            file: Mutex::new(file),
            _lock: lock,
        };
        Self::on_disk(db, readers, blobs, profile)
    }

    /// What `desk.json` tells; nothing for a store in memory.
    pub fn outline(&self) -> Option<Outline> {
        self.profile
            .as_ref()
            .map(|profile| profile.desk_file().outline())
    }

    /// The folder; none for a store in memory.
    pub fn dir(&self) -> Option<&Path> {
        self.profile.as_ref().map(|profile| profile.dir.as_path())
    }

    /// The twelve recovery words, for printing.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where they were lost with a damaged database: then [`Self::new_recovery`] makes others.
    pub fn recovery_words(&self) -> Result<[String; 12]> {
        let bytes: Zeroizing<[u8; 16]> = self
            .read(|db| meta::read(db, meta::RECOVERY))?
            .map(Zeroizing::new)
            .ok_or(Error::NotFound("recovery words"))?;
        let words = keys::words::of(&bytes);
        let profile = self.profile()?;
        if profile
            .desk_file()
            .open_by_recovery(&words.join(" "))
            .is_err()
        {
            // Cut off while new words were made, which nobody has seen: these hold again.
            let nonce = random()?;
            profile.change(|file| {
                file.lock_by_recovery(&profile.key, &bytes, nonce);
                Ok(())
            })?;
        }
        Ok(words)
    }

    /// Makes new recovery words; the old ones open nothing any more.
    ///
    /// # Errors
    ///
    /// [`Error::DiskFull`] and others of the disk; then the old words still hold.
    pub fn new_recovery(&self) -> Result<[String; 12]> {
        let profile = self.profile()?;
        let recovery = Zeroizing::new(random::<16>()?);
        let nonce = random()?;
        let words = keys::words::of(&recovery);
        self.write(|tx| {
            meta::write(tx, meta::RECOVERY, &*recovery)?;
            // Written before the transaction ends: were it cut off in between, the words just printed would be the dead ones.
            profile.change(|file| {
                file.lock_by_recovery(&profile.key, &recovery, nonce);
                file.open_by_recovery(&words.join(" ")).map(drop)
            })
        })?;
        Ok(words)
    }

    /// Locks the store by a new passphrase; the old one, and the keyring, open nothing any more.
    ///
    /// # Errors
    ///
    /// Those of the disk; then the old lock still holds.
    pub fn set_passphrase(&self, new: &str) -> Result<()> {
        let profile = self.profile()?;
        let seed = LockSeed {
            salt: random()?,
            nonce: random()?,
        };
        profile.change(|file| {
            file.locks.keyring = None;
            file.lock_by_passphrase(&profile.key, new, seed)
        })
    }

    /// Whether a passphrase opens it; else the keyring does.
    ///
    /// # Errors
    ///
    /// [`Error::WrongState`] in memory.
    pub fn has_passphrase(&self) -> Result<bool> {
        Ok(self.profile()?.desk_file().locks.passphrase.is_some())
    }

    /// Makes sure that a person knows what opens it, where a passphrase does: who sits at an open desk need not be its
    /// owner.
    ///
    /// # Errors
    ///
    /// [`Error::WrongPassphrase`]
    pub fn prove_passphrase(&self, passphrase: &str) -> Result<()> {
        let file = self.profile()?.desk_file();
        if file.locks.passphrase.is_some() {
            file.open_by_passphrase(passphrase)?;
        }
        Ok(())
    }

    fn profile(&self) -> Result<&Profile> {
        self.profile
            .as_ref()
            .ok_or(Error::WrongState("a store in memory has no locks"))
    }
}

/// The store key out of one of its locks.
pub(crate) fn unlock(file: &DeskFile, unlock: Unlock<'_>) -> Result<StoreKey> {
    match unlock {
        Unlock::Passphrase(passphrase) => file.open_by_passphrase(passphrase),
        Unlock::Recovery(words) => file.open_by_recovery(words),
        Unlock::Keyring => file.open_by_keyring(&ring::held(&file.id)?),
    }
}

/// `desk.json` of a folder, and the key it keeps.
pub(crate) fn unlocked(dir: &Path, unlock: Unlock<'_>) -> Result<(DeskFile, StoreKey)> {
    let file = DeskFile::read(dir)?;
    if file.schema > schema::VERSION {
        return Err(Error::NewerVersion);
    }
    let key = self::unlock(&file, unlock)?;
    Ok((file, key))
}

/// Where the database of a profile lies.
pub(crate) fn database(dir: &Path) -> PathBuf {
    dir.join(DATABASE)
}

/// Where the files of a profile lie.
pub(crate) fn blobs(dir: &Path) -> PathBuf {
    dir.join(BLOBS)
}

/// Makes database and locks; `desk.json` is written last.
fn make(
    dir: &Path,
    key: &StoreKey,
    unlock: NewLock<'_>,
    name: &str,
) -> Result<(Connection, DeskFile, [String; 12])> {
    let recovery = Zeroizing::new(random::<16>()?);
    let mut file = DeskFile::new(schema::VERSION, URL_SAFE_NO_PAD.encode(random::<16>()?));
    lock_new(&mut file, key, unlock, &recovery)?;

    let mut db = connection::writer(&database(dir), key)?;
    schema::migrate(&mut db)?;
    let identity = meta::Identity {
        name: name.to_owned(),
        member: None,
        device: None,
        seed: random()?,
    };
    meta::write(&db, meta::IDENTITY, &identity)?;
    meta::write(&db, meta::RECOVERY, &*recovery)?;

    let words = keys::words::of(&recovery);
    file.open_by_recovery(&words.join(" "))?;
    finish(dir, &file)?;
    Ok((db, file, words))
}

fn lock_new(
    file: &mut DeskFile,
    key: &StoreKey,
    unlock: NewLock<'_>,
    recovery: &[u8; 16],
) -> Result<()> {
    if let Some(passphrase) = unlock.passphrase {
        file.lock_by_passphrase(
            key,
            passphrase,
            LockSeed {
                salt: random()?,
                nonce: random()?,
            },
        )?;
    } else {
        let held = Key::new(random()?);
        ring::keep(&file.id, &held)?;
        file.lock_by_keyring(key, &held, random()?);
    }
    file.lock_by_recovery(key, recovery, random()?);
    Ok(())
}

/// Opens the database with a proven key: whatever fails to be read now is damage.
fn open_database(dir: &Path, key: &StoreKey) -> Result<Connection> {
    let path = dir.join(DATABASE);
    let size = fs::metadata(&path).map(|file| file.len());
    if size.as_ref().is_ok_and(|size| *size == 0) || size.is_err() {
        return Err(Error::Damaged("the database is gone".to_owned()));
    }
    let mut db = connection::writer(&path, key)?;
    schema::migrate(&mut db)?;
    let note = dir.join(DAMAGE_SEEN);
    if note.exists() {
        crate::verify::database(&db)?;
        let _ = fs::remove_file(note);
    } else if size.is_ok_and(|size| size <= SMALL) {
        crate::verify::pages(&db)?;
    }
    // A sound file that is not the one of this desk is no store either.
    let identity: Option<meta::Identity> = meta::read(&db, meta::IDENTITY)?;
    identity
        .map(|_| db)
        .ok_or_else(|| Error::Damaged("the database holds no desk".to_owned()))
}

/// Fresh random bytes.
pub(crate) fn random<const N: usize>() -> Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| Error::Io(std::io::Error::other(error)))?;
    Ok(bytes)
}
