//! All of a desk in one file, and back.

mod container;
mod workplace;

pub use workplace::Workplace;

use crate::{
    connection,
    error::{Error, Result},
    meta,
    profile::{self, Begin, Unlock, desk_file::DeskFile, keys::StoreKey},
    schema,
    store::Store,
};
use container::{Reader, Writer};
use rusqlite::Connection;
use std::{
    fs::{self, File},
    io::{BufReader, BufWriter, Read, Write},
    path::Path,
    time::Duration,
};

/// How many bytes were gone through, of how many. Whoever is told ends the work by answering no; then nothing is left.
pub type On<'a> = &'a dyn Fn(u64, u64) -> bool;

/// Writes the whole desk to a file, while it is in use: as it stood at one moment, encrypted as it is, with its locks.
///
/// # Errors
///
/// [`Error::DiskFull`] and others of the disk; then nothing is left behind.
pub fn write(store: &Store, file: &Path) -> Result<()> {
    let profile = store
        .profile
        .as_ref()
        .ok_or(Error::WrongState("a store in memory cannot be backed up"))?;
    write_profile(
        &profile.dir,
        &profile.key,
        &profile.desk_file(),
        file,
        &|_, _| true,
    )
    .map(drop)
}

/// The same for a desk that another process works with: only read, without taking hold of it. Answers no where it was
/// ended.
///
/// # Errors
///
/// As [`Store::open`] and [`write()`].
pub fn write_beside(dir: &Path, unlock: Unlock<'_>, file: &Path, on: On<'_>) -> Result<bool> {
    let (desk_file, key) = profile::unlocked(dir, unlock)?;
    write_profile(dir, &key, &desk_file, file, on)
}

fn write_profile(
    dir: &Path,
    key: &StoreKey,
    desk_file: &DeskFile,
    file: &Path,
    on: On<'_>,
) -> Result<bool> {
    if !on(0, 0) {
        return Ok(false);
    }
    let workplace = Workplace::beside(file)?;
    let (fresh, copy) = (workplace.path("backup"), workplace.path(DATABASE));
    copy_database(&profile::database(dir), &copy, key)?;
    let mut done = 0;
    let all = fs::metadata(&copy)?.len() + size_of_blobs(&profile::blobs(dir))?;
    let mut to = Writer::begin(
        BufWriter::new(File::create(&fresh)?),
        &desk_file.to_bytes(),
        &key.backups(),
    )?;
    let mut told = |bytes: u64| {
        done += bytes;
        on(done, all.max(done))
    };
    if !to.file(
        DATABASE,
        fs::metadata(&copy)?.len(),
        &mut File::open(&copy)?,
        &mut told,
    )? {
        return Ok(false);
    }
    // Files that came or went since the copy of the database are of no matter: rows without a file are told by `verify`.
    for entry in fs::read_dir(profile::blobs(dir))? {
        let entry = entry?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_blob(&name)
            && !to.file(
                &name,
                entry.metadata()?.len(),
                &mut File::open(entry.path())?,
                &mut told,
            )?
        {
            return Ok(false);
        }
    }
    to.end()?
        .into_inner()
        .map_err(|error| Error::from(error.into_error()))?
        .sync_all()?;
    fs::rename(&fresh, file)?;
    Ok(true)
}

fn size_of_blobs(folder: &Path) -> Result<u64> {
    let mut all = 0;
    for entry in fs::read_dir(folder)? {
        all += entry?.metadata()?.len();
    }
    Ok(all)
}

const DATABASE: &str = "desk.db";
/// How much is unpacked before it is told and asked whether to go on.
const UNPACKED_AT_ONCE: u64 = 1024 * 1024;

fn is_blob(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}

/// The database as it stands at one moment, in a file under the same key.
fn copy_database(from: &Path, to: &Path, key: &StoreKey) -> Result<()> {
    let from = connection::reader(from, key)?;
    let mut to = connection::plain_writer(to, key)?;
    rusqlite::backup::Backup::new(&from, &mut to)?.run_to_completion(
        i32::MAX,
        Duration::ZERO,
        None,
    )?;
    Ok(())
}

/// Makes a desk from a backup in an empty folder. It must get a device key of its own before it talks to the portal:
/// [`meta::restored`] says so until [`meta::settle_restored`].
///
/// # Errors
///
/// [`Error::NotEmpty`], [`Error::WrongPassphrase`], [`Error::NoKeyring`], [`Error::NewerVersion`], [`Error::BadFile`],
/// [`Error::Damaged`] for a file that was cut short or changed: then the folder is left empty again.
pub fn restore(file: &Path, dir: &Path, unlock: Unlock<'_>) -> Result<Store> {
    restore_telling(file, dir, unlock, &|_, _| true)?
        .ok_or(Error::WrongState("nobody ended the restoring"))
}

/// As [`restore`], telling how far it is. Answers none where it was ended: then the folder is left empty again.
///
/// # Errors
///
/// As [`restore`].
pub fn restore_telling(
    file: &Path,
    dir: &Path,
    unlock: Unlock<'_>,
    on: On<'_>,
) -> Result<Option<Store>> {
    let source = File::open(file)?;
    let all = source.metadata()?.len();
    let mut from = Reader::begin(BufReader::new(source))?;
    let mut desk_file = DeskFile::from_bytes(from.header())?;
    if desk_file.schema > schema::VERSION {
        return Err(Error::NewerVersion);
    }
    let key = profile::unlock(&desk_file, unlock)?;
    let lock = profile::begin(dir, Begin::Restore)?;
    let unpacked = unpack(&mut from, dir, &key, &|done| on(done, all.max(done))).and_then(|db| {
        if db.is_some() {
            desk_file.schema = schema::VERSION;
            profile::finish(dir, &desk_file)?;
        }
        Ok(db)
    });
    match unpacked {
        Ok(Some(db)) => Ok(Some(Store::from_parts(dir, db, key, desk_file, lock))),
        Ok(None) => {
            profile::give_up(dir);
            Ok(None)
        }
        Err(error) => {
            profile::give_up(dir);
            Err(error)
        }
    }
}

/// None where it was ended.
fn unpack(
    from: &mut Reader<BufReader<File>>,
    dir: &Path,
    key: &StoreKey,
    on: &dyn Fn(u64) -> bool,
) -> Result<Option<Connection>> {
    from.unlock(&key.backups())?;
    let blobs = profile::blobs(dir);
    let mut done = 0;
    while let Some((name, size)) = from.next_file()? {
        let path = match name.as_str() {
            DATABASE => profile::database(dir),
            blob if is_blob(blob) => blobs.join(blob),
            _ => {
                return Err(Error::Damaged(
                    "the backup holds a file of an unknown name".to_owned(),
                ));
            }
        };
        let mut to = BufWriter::new(File::create(path)?);
        let mut left = size;
        while left > 0 {
            if !on(done) {
                return Ok(None);
            }
            let piece = left.min(UNPACKED_AT_ONCE);
            let copied = std::io::copy(&mut from.by_ref().take(piece), &mut to).map_err(
                |error| match error.kind() {
                    std::io::ErrorKind::InvalidData => container::cut_short(),
                    _ => error.into(),
                },
            )?;
            if copied != piece {
                return Err(container::cut_short());
            }
            left -= piece;
            done += piece;
        }
        to.flush()?;
        to.get_ref().sync_all()?;
    }
    profile::desk_file::sync_folder(&blobs)?;
    let mut db = connection::writer(&profile::database(dir), key)?;
    crate::verify::database(&db)?;
    schema::migrate(&mut db)?;
    meta::write(&db, meta::RESTORED, &true)?;
    Ok(Some(db))
}
