//! `desk.json`: what stands open beside the encrypted database.
//!
//! From it a wrong passphrase and a newer version are known before the database is opened.

use super::keys::{self, Key, StoreKey, Work};
use crate::error::{Error, Result};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Serialize};
use std::{fs, io::Write, path::Path};

/// The file's name.
pub(crate) const NAME: &str = "desk.json";
/// The form that this program writes.
pub(crate) const FORMAT: u32 = 1;

/// The file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct DeskFile {
    /// The form of this file and of everything beside the database.
    pub(crate) format: u32,
    /// The schema of the database.
    pub(crate) schema: u32,
    /// Names this store in the system's keyring; bound into every lock.
    pub(crate) id: String,
    /// The locks the store key is kept under.
    pub(crate) locks: Locks,
}

/// The locks, each enough by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Locks {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) keyring: Option<Wrapped>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) passphrase: Option<PassphraseLock>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) recovery: Option<Wrapped>,
}

/// A wrapped store key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Wrapped {
    #[serde(with = "as_base64")]
    pub(crate) nonce: Vec<u8>,
    #[serde(with = "as_base64")]
    pub(crate) wrapped: Vec<u8>,
}

/// A store key wrapped under a passphrase, and how the passphrase becomes a key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PassphraseLock {
    pub(crate) kdf: String,
    pub(crate) memory_kib: u32,
    pub(crate) passes: u32,
    pub(crate) lanes: u32,
    #[serde(with = "as_base64")]
    pub(crate) salt: Vec<u8>,
    #[serde(flatten)]
    pub(crate) key: Wrapped,
}

mod as_base64 {
    use super::{Engine, URL_SAFE_NO_PAD};
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(bytes: &[u8], to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<u8>, D::Error> {
        URL_SAFE_NO_PAD
            .decode(String::deserialize(from)?)
            .map_err(D::Error::custom)
    }
}

/// What `desk.json` tells without any key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outline {
    /// The form of the profile.
    pub format: u32,
    /// The schema of the database.
    pub schema: u32,
    /// It can be opened with a passphrase.
    pub passphrase: bool,
    /// It can be opened with the system's keyring.
    pub keyring: bool,
    /// It can be opened with the recovery words.
    pub recovery: bool,
}

/// Fresh random bytes for one lock.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LockSeed {
    pub(crate) salt: [u8; 16],
    pub(crate) nonce: [u8; 24],
}

impl DeskFile {
    pub(crate) fn new(schema: u32, id: String) -> Self {
        Self {
            format: FORMAT,
            schema,
            id,
            locks: Locks::default(),
        }
    }

    /// Reads the file of a profile.
    ///
    /// # Errors
    ///
    /// [`Error::NotFound`] where there is none, [`Error::NewerVersion`], [`Error::Damaged`].
    pub(crate) fn read(dir: &Path) -> Result<Self> {
        let bytes = match fs::read(dir.join(NAME)) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                return Err(Error::NotFound("a desk in this folder"));
            }
            Err(error) => return Err(error.into()),
        };
        Self::from_bytes(&bytes)
    }

    pub(crate) fn from_bytes(bytes: &[u8]) -> Result<Self> {
        // A later form may look quite different: its number is all that must be readable.
        #[derive(Deserialize)]
        struct Form {
            format: u32,
        }
        let damaged = |_| Error::Damaged(NAME.to_owned());
        let form: Form = serde_json::from_slice(bytes).map_err(damaged)?;
        if form.format > FORMAT {
            return Err(Error::NewerVersion);
        }
        serde_json::from_slice(bytes).map_err(damaged)
    }

    pub(crate) fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).unwrap_or_default();
        bytes.push(b'\n');
        bytes
    }

    /// Puts the file into a folder so that at any moment either the old or the new one is there.
    pub(crate) fn write(&self, dir: &Path) -> Result<()> {
        let fresh = dir.join("desk.json.new");
        let mut file = fs::File::create(&fresh)?;
        file.write_all(&self.to_bytes())?;
        file.sync_all()?;
        drop(file);
        fs::rename(&fresh, dir.join(NAME))?;
        sync_folder(dir)
    }

    pub(crate) fn outline(&self) -> Outline {
        Outline {
            format: self.format,
            schema: self.schema,
            passphrase: self.locks.passphrase.is_some(),
            keyring: self.locks.keyring.is_some(),
            recovery: self.locks.recovery.is_some(),
        }
    }

    fn label(&self, lock: &str, work: Option<Work>) -> Vec<u8> {
        let work = work
            .map(|work| format!("{} {} {}\n", work.memory, work.passes, work.lanes))
            .unwrap_or_default();
        format!("banthao lock 1\n{lock}\n{}\n{work}", self.id).into_bytes()
    }

    /// Puts the store key under a passphrase, in the place of an earlier one.
    pub(crate) fn lock_by_passphrase(
        &mut self,
        key: &StoreKey,
        passphrase: &str,
        seed: LockSeed,
    ) -> Result<()> {
        let work = Work::NOW;
        let under = keys::from_passphrase(passphrase, &seed.salt, work)?;
        let key = wrapped(
            key,
            &under,
            seed.nonce,
            &self.label("passphrase", Some(work)),
        );
        self.locks.passphrase = Some(PassphraseLock {
            kdf: "argon2id".to_owned(),
            memory_kib: work.memory,
            passes: work.passes,
            lanes: work.lanes,
            salt: seed.salt.to_vec(),
            key,
        });
        Ok(())
    }

    /// Puts the store key under the recovery bytes, in the place of earlier ones.
    pub(crate) fn lock_by_recovery(
        &mut self,
        key: &StoreKey,
        recovery: &[u8; 16],
        nonce: [u8; 24],
    ) {
        let lock = wrapped(
            key,
            &keys::from_recovery(recovery),
            nonce,
            &self.label("recovery", None),
        );
        self.locks.recovery = Some(lock);
    }

    /// Puts the store key under a key that the system's keyring holds.
    pub(crate) fn lock_by_keyring(&mut self, key: &StoreKey, held: &Key, nonce: [u8; 24]) {
        let lock = wrapped(key, held, nonce, &self.label("keyring", None));
        self.locks.keyring = Some(lock);
    }

    /// # Errors
    ///
    /// [`Error::WrongPassphrase`], also where no passphrase was ever set.
    pub(crate) fn open_by_passphrase(&self, passphrase: &str) -> Result<StoreKey> {
        let lock = self
            .locks
            .passphrase
            .as_ref()
            .ok_or(Error::WrongPassphrase)?;
        if lock.kdf != "argon2id" {
            return Err(Error::NewerVersion);
        }
        let work = Work {
            memory: lock.memory_kib,
            passes: lock.passes,
            lanes: lock.lanes,
        };
        let under = keys::from_passphrase(passphrase, &lock.salt, work)?;
        opened(
            &lock.key,
            &under,
            &self.label("passphrase", Some(work)),
            Error::WrongPassphrase,
        )
    }

    /// # Errors
    ///
    /// [`Error::WrongPassphrase`], also for words that are none.
    pub(crate) fn open_by_recovery(&self, words: &str) -> Result<StoreKey> {
        let lock = self.locks.recovery.as_ref().ok_or(Error::WrongPassphrase)?;
        let under = keys::from_recovery(&*keys::words::read(words)?);
        opened(
            lock,
            &under,
            &self.label("recovery", None),
            Error::WrongPassphrase,
        )
    }

    /// # Errors
    ///
    /// [`Error::NoKeyring`], also where the keyring holds another key.
    pub(crate) fn open_by_keyring(&self, held: &Key) -> Result<StoreKey> {
        let lock = self.locks.keyring.as_ref().ok_or(Error::NoKeyring)?;
        opened(lock, held, &self.label("keyring", None), Error::NoKeyring)
    }
}

fn wrapped(key: &StoreKey, under: &Key, nonce: [u8; 24], label: &[u8]) -> Wrapped {
    Wrapped {
        nonce: nonce.to_vec(),
        wrapped: keys::wrap(key, under, &nonce, label),
    }
}

fn opened(lock: &Wrapped, under: &Key, label: &[u8], otherwise: Error) -> Result<StoreKey> {
    let nonce = lock
        .nonce
        .as_slice()
        .try_into()
        .map_err(|_| Error::Damaged(NAME.to_owned()))?;
    keys::unwrap(&lock.wrapped, under, &nonce, label).ok_or(otherwise)
}

/// Makes a renaming in a folder last; only Unix can and must be asked for it.
pub(crate) fn sync_folder(dir: &Path) -> Result<()> {
    if cfg!(unix) {
        fs::File::open(dir)?.sync_all()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn fixed() -> (DeskFile, StoreKey) {
        let key = StoreKey::new([7; 32]);
        let mut file = DeskFile::new(1, "000102030405060708090a0b0c0d0e0f".to_owned());
        file.lock_by_passphrase(
            &key,
            "Trà Bồng 2026",
            LockSeed {
                salt: [1; 16],
                nonce: [2; 24],
            },
        )
        .unwrap();
        file.lock_by_recovery(&key, &[3; 16], [4; 24]);
        file.lock_by_keyring(&key, &Key::new([5; 32]), [6; 24]);
        (file, key)
    }

    #[test]
    fn the_same_inputs_always_make_the_same_file() {
        let (file, _) = fixed();
        let golden = include_str!("../../tests/golden/desk.json");
        assert_eq!(String::from_utf8(file.to_bytes()).unwrap(), golden);
        assert_eq!(DeskFile::from_bytes(golden.as_bytes()).unwrap(), file);
    }

    #[test]
    fn each_lock_opens_and_nothing_else_does() {
        let (file, key) = fixed();
        let same = |opened: Result<StoreKey>| opened.unwrap().pragma() == key.pragma();
        assert!(same(file.open_by_passphrase("Trà Bồng 2026")));
        // The same passphrase as macOS hands it over.
        assert!(same(
            file.open_by_passphrase("Tra\u{300} Bo\u{302}\u{300}ng 2026")
        ));
        let words = keys::words::of(&[3; 16]);
        assert!(same(file.open_by_recovery(&words.join(" "))));
        let typed = words
            .map(|word| format!("1. {}\n", word.to_uppercase()))
            .concat();
        assert!(same(file.open_by_recovery(&typed)));
        assert!(same(file.open_by_keyring(&Key::new([5; 32]))));

        assert!(matches!(
            file.open_by_passphrase("tra bong 2026"),
            Err(Error::WrongPassphrase)
        ));
        assert!(matches!(
            file.open_by_passphrase(""),
            Err(Error::WrongPassphrase)
        ));
        assert!(matches!(
            file.open_by_recovery(&keys::words::of(&[9; 16]).join(" ")),
            Err(Error::WrongPassphrase)
        ));
        assert!(matches!(
            file.open_by_recovery("một hai ba"),
            Err(Error::WrongPassphrase)
        ));
        assert!(matches!(
            file.open_by_keyring(&Key::new([6; 32])),
            Err(Error::NoKeyring)
        ));
    }

    #[test]
    fn a_lock_cannot_be_moved_or_weakened() {
        let (file, _) = fixed();
        let mut moved = file.clone();
        moved.id = "another".to_owned();
        assert!(matches!(
            moved.open_by_passphrase("Trà Bồng 2026"),
            Err(Error::WrongPassphrase)
        ));
        let mut weaker = file.clone();
        if let Some(lock) = &mut weaker.locks.passphrase {
            lock.passes = 1;
        }
        assert!(matches!(
            weaker.open_by_passphrase("Trà Bồng 2026"),
            Err(Error::WrongPassphrase)
        ));
        let mut greedy = file;
        if let Some(lock) = &mut greedy.locks.passphrase {
            lock.memory_kib = u32::MAX;
        }
        assert!(matches!(
            greedy.open_by_passphrase("Trà Bồng 2026"),
            Err(Error::Damaged(_))
        ));
    }

    #[test]
    fn a_later_form_and_rubbish_are_told_apart() {
        assert!(matches!(
            DeskFile::from_bytes(br#"{"format":2,"vault":{}}"#),
            Err(Error::NewerVersion)
        ));
        for rubbish in ["", "{}", "[1]", r#"{"format":1}"#, "\0\0\0"] {
            assert!(
                matches!(
                    DeskFile::from_bytes(rubbish.as_bytes()),
                    Err(Error::Damaged(_))
                ),
                "{rubbish}"
            );
        }
    }
}
