//! Files: photos and attachments, encrypted beside the database in pieces of 64 KiB.
//!
//! A file lies under an HMAC of its hash, so that a folder of names tells nothing of what is published where. Each piece
//! is bound to its place and to whether it is the last, so that none can be left out, moved or taken from another file.

mod sealed;

use crate::{
    bodies, columns as col,
    error::{Error, Result},
    mirror, outbox,
    profile::{desk_file::sync_folder, keys::Key, keys::StoreKey, random},
    projection,
    store::Store,
};
use editorial::{Hash, body::BlobRef};
use hmac::{Hmac, KeyInit, Mac};
use rusqlite::{Connection, Row};
use sha2::Sha256;
use std::{
    collections::BTreeMap,
    fs,
    io::Write,
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
};

/// Where files lie.
pub(crate) enum Place {
    Folder {
        dir: PathBuf,
        contents: Key,
        names: Key,
    },
    Memory(Mutex<BTreeMap<Hash, Vec<u8>>>),
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// Its name, type and size.
    pub blob: BlobRef,
    /// The portal has it.
    pub uploaded: bool,
    /// It lies here.
    pub here: bool,
}

impl Place {
    pub(crate) fn folder(dir: PathBuf, key: &StoreKey) -> Self {
        Self::Folder {
            dir,
            contents: key.blobs(),
            names: key.blob_names(),
        }
    }

    pub(crate) fn memory() -> Self {
        Self::Memory(Mutex::new(BTreeMap::new()))
    }

    /// A copy of files in memory; none of a folder.
    pub(crate) fn copy(&self) -> Option<Self> {
        match self {
            Self::Memory(all) => Some(Self::Memory(Mutex::new(
                all.lock().unwrap_or_else(PoisonError::into_inner).clone(),
            ))),
            Self::Folder { .. } => None,
        }
    }

    fn write(&self, hash: Hash, bytes: &[u8]) -> Result<()> {
        match self {
            Self::Memory(all) => {
                all.lock()
                    .unwrap_or_else(PoisonError::into_inner)
                    .insert(hash, bytes.to_vec());
                Ok(())
            }
            Self::Folder {
                dir,
                contents,
                names,
            } => {
                let path = path(dir, names, hash);
                let fresh = path.with_extension("new");
                let pieces = sealed::seal(contents, hash, &random()?, bytes);
                let written = fs::File::create(&fresh).and_then(|mut file| {
                    file.write_all(&pieces)?;
                    file.sync_all()
                });
                if let Err(error) = written.and_then(|()| fs::rename(&fresh, &path)) {
                    let _ = fs::remove_file(&fresh);
                    return Err(error.into());
                }
                sync_folder(dir)
            }
        }
    }

    fn read(&self, hash: Hash) -> Result<Option<Vec<u8>>> {
        match self {
            Self::Memory(all) => Ok(all
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .get(&hash)
                .cloned()),
            Self::Folder {
                dir,
                contents,
                names,
            } => {
                let pieces = match fs::read(path(dir, names, hash)) {
                    Ok(pieces) => pieces,
                    Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
                    Err(error) => return Err(error.into()),
                };
                sealed::open(contents, hash, &pieces).map(Some)
            }
        }
    }
}

fn path(dir: &Path, names: &Key, hash: Hash) -> PathBuf {
    // HMAC takes keys of one block: a shorter one stands with zeros behind it, as HMAC itself defines it.
    let mut block = zeroize::Zeroizing::new([0; 64]);
    block[..32].copy_from_slice(names.as_slice());
    let mut mac = Hmac::<Sha256>::new((&*block).into());
    mac.update(hash.as_bytes());
    let name: [u8; 32] = mac.finalize().into_bytes().into();
    dir.join(Hash::from_bytes(name).to_string())
}

/// Keeps a file made here, with what is known of it; the portal does not have it yet.
///
/// # Errors
///
/// [`Error::DiskFull`] and others of the disk.
pub fn put(
    store: &Store,
    bytes: &[u8],
    media_type: &str,
    width: u32,
    height: u32,
) -> Result<BlobRef> {
    let blob = BlobRef {
        hash: Hash::of(bytes),
        media_type: media_type.to_owned(),
        bytes: bytes.len() as u64,
        width,
        height,
    };
    keep(store, &blob, bytes, false)?;
    Ok(blob)
}

/// Keeps a file that came from the portal.
///
/// # Errors
///
/// [`Error::BadFile`] where the bytes are not those that its name says; others of the disk.
pub fn put_received(store: &Store, blob: &BlobRef, bytes: &[u8]) -> Result<()> {
    if Hash::of(bytes) != blob.hash {
        return Err(Error::BadFile("the bytes do not match their hash"));
    }
    keep(store, blob, bytes, true)
}

fn keep(store: &Store, blob: &BlobRef, bytes: &[u8], uploaded: bool) -> Result<()> {
    store.room()?;
    // The file first: a row never names a file that is not there.
    store.blobs.write(blob.hash, bytes)?;
    store.write(|tx| {
        know(tx, blob, uploaded)?;
        bodies::settle_want(tx, blob.hash)
    })
}

/// Remembers a file that a revision names and that may not be here.
pub(crate) fn mention(db: &Connection, blob: &BlobRef) -> Result<()> {
    db.prepare_cached(
        "INSERT OR IGNORE INTO blob (hash, media_type, bytes, width, height, uploaded, here) VALUES (?, ?, ?, ?, ?, 1, 0)",
    )?
    .execute((blob.hash.as_bytes(), &blob.media_type, blob.bytes, blob.width, blob.height))?;
    Ok(())
}

fn know(db: &Connection, blob: &BlobRef, uploaded: bool) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO blob (hash, media_type, bytes, width, height, uploaded, here) VALUES (?, ?, ?, ?, ?, ?, 1)
         ON CONFLICT (hash) DO UPDATE SET uploaded = max(uploaded, excluded.uploaded), here = 1",
    )?
    .execute((blob.hash.as_bytes(), &blob.media_type, blob.bytes, blob.width, blob.height, uploaded))?;
    Ok(())
}

/// The bytes of a file, if it lies here.
///
/// # Errors
///
/// [`Error::Damaged`] where they are not what was written.
pub fn get(store: &Store, hash: Hash) -> Result<Option<Vec<u8>>> {
    store.blobs.read(hash)
}

/// Whether a file lies here.
///
/// # Errors
///
/// Those of the database.
pub fn has(store: &Store, hash: Hash) -> Result<bool> {
    Ok(known(store, hash)?.is_some_and(|known| known.here))
}

/// What is known of a file.
///
/// # Errors
///
/// Those of the database.
pub fn known(store: &Store, hash: Hash) -> Result<Option<Known>> {
    store.read(|db| load(db, hash))
}

/// All files known.
///
/// # Errors
///
/// Those of the database.
pub fn all(store: &Store) -> Result<Vec<Known>> {
    store.read(|db| {
        let mut select = db.prepare_cached(&format!("{SELECT} ORDER BY id"))?;
        col::all(select.query([])?, of_row)
    })
}

/// Files that lie here and that the portal has to have by now: shown by what waits in the outbox, or by what is approved
/// and not published yet. Whether the portal has them is for it to say, since an older copy of it may have lost them.
///
/// # Errors
///
/// Those of the database.
pub fn needed(store: &Store) -> Result<Vec<Hash>> {
    store.read(|db| {
        let mut revisions = outbox::bodies(db)?;
        for id in projection::approved(db)? {
            let edition = mirror::load_editions(db, id.item)?.remove(&id);
            revisions.extend(edition.and_then(|it| it.submission).map(|it| it.revision));
        }
        let mut files = Vec::new();
        for revision in revisions {
            let Some(revision) = bodies::load_revision(db, revision)? else {
                continue;
            };
            for blob in &revision.content.blobs {
                let here = load(db, blob.hash)?.is_some_and(|known| known.here);
                if here && !files.contains(&blob.hash) {
                    files.push(blob.hash);
                }
            }
        }
        Ok(files)
    })
}

/// The portal has a file; or, as an older copy of it says, it does not.
///
/// # Errors
///
/// Those of the database.
pub fn set_uploaded(store: &Store, hash: Hash, uploaded: bool) -> Result<()> {
    store.write(|tx| {
        let changed = tx
            .prepare_cached("UPDATE blob SET uploaded = ?1 WHERE hash = ?2 AND uploaded <> ?1")?
            .execute((uploaded, hash.as_bytes()))?;
        if changed == 0 {
            return Ok(());
        }
        projection::waiting_for_file(tx)?
            .into_iter()
            .try_for_each(|edition| projection::item(tx, edition.item))
    })
}

/// Asks for a file with the next exchange.
///
/// # Errors
///
/// Those of the database.
pub fn want(store: &Store, hash: Hash) -> Result<()> {
    store.write(|tx| bodies::want_one(tx, hash, "blob"))
}

/// Files that were asked for and are not here yet.
///
/// # Errors
///
/// Those of the database.
pub fn wanted(store: &Store) -> Result<Vec<Hash>> {
    store.read(|db| bodies::wanted_of(db, "blob"))
}

const SELECT: &str = "SELECT hash, media_type, bytes, width, height, uploaded, here FROM blob";

pub(crate) fn load(db: &Connection, hash: Hash) -> Result<Option<Known>> {
    let mut select = db.prepare_cached(&format!("{SELECT} WHERE hash = ?"))?;
    let mut rows = select.query([hash.as_bytes()])?;
    rows.next()?.map(of_row).transpose()
}

fn of_row(row: &Row<'_>) -> Result<Known> {
    Ok(Known {
        blob: BlobRef {
            hash: col::hash(row, 0)?,
            media_type: col::value(row, 1)?,
            bytes: col::value(row, 2)?,
            width: col::value(row, 3)?,
            height: col::value(row, 4)?,
        },
        uploaded: col::value(row, 5)?,
        here: col::value(row, 6)?,
    })
}
