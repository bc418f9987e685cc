//! All of a desk in one file, and back.

mod container;

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
    path::{Path, PathBuf},
    time::Duration,
};

/// Writes the whole desk to a file, while it is in use: as it stood at one moment, encrypted as it is, with its locks.
///
/// # Errors
///
/// [`Error::DiskFull`] and others of the disk; then no file of that name is left behind.
pub fn write(store: &Store, file: &Path) -> Result<()> {
    let profile = store
        .profile
        .as_ref()
        .ok_or(Error::WrongState("a store in memory cannot be backed up"))?;
    write_profile(&profile.dir, &profile.key, &profile.desk_file(), file)
}

/// The same for a desk that another process works with: only read, without taking hold of it.
///
/// # Errors
///
/// As [`Store::open`] and [`write()`].
pub fn write_beside(dir: &Path, unlock: Unlock<'_>, file: &Path) -> Result<()> {
    let (desk_file, key) = profile::unlocked(dir, unlock)?;
    write_profile(dir, &key, &desk_file, file)
}

fn write_profile(dir: &Path, key: &StoreKey, desk_file: &DeskFile, file: &Path) -> Result<()> {
    let (fresh, copy) = (beside(file, ".new"), beside(file, ".db"));
    let written = (|| {
        copy_database(&profile::database(dir), &copy, key)?;
        let mut to = Writer::begin(
            BufWriter::new(File::create(&fresh)?),
            &desk_file.to_bytes(),
            &key.backups(),
        )?;
        to.file(
            DATABASE,
            fs::metadata(&copy)?.len(),
            &mut File::open(&copy)?,
        )?;
        // Files that came or went since the copy of the database are of no matter: rows without a file are told by `verify`.
        for entry in fs::read_dir(profile::blobs(dir))? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if is_blob(&name) {
                to.file(
                    &name,
                    entry.metadata()?.len(),
                    &mut File::open(entry.path())?,
                )?;
            }
        }
        let file = to
            .end()?
            .into_inner()
            .map_err(|error| Error::from(error.into_error()))?;
        file.sync_all()?;
        Ok(())
    })();
    let _ = fs::remove_file(&copy);
    let written = written.and_then(|()| Ok(fs::rename(&fresh, file)?));
    if written.is_err() {
        let _ = fs::remove_file(&fresh);
    }
    written
}

const DATABASE: &str = "desk.db";

fn beside(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn is_blob(name: &str) -> bool {
    name.len() == 64
        && name
            .bytes()
            .all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c))
}

/// The database as it stands at one moment, in a file under the same key.
fn copy_database(from: &Path, to: &Path, key: &StoreKey) -> Result<()> {
    let _ = fs::remove_file(to);
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
    let mut from = Reader::begin(BufReader::new(File::open(file)?))?;
    let mut desk_file = DeskFile::from_bytes(from.header())?;
    if desk_file.schema > schema::VERSION {
        return Err(Error::NewerVersion);
    }
    let key = profile::unlock(&desk_file, unlock)?;
    let lock = profile::begin(dir, Begin::Restore)?;
    let unpacked = unpack(&mut from, dir, &key).and_then(|db| {
        desk_file.schema = schema::VERSION;
        profile::finish(dir, &desk_file)?;
        Ok(db)
    });
    match unpacked {
        Ok(db) => Ok(Store::from_parts(dir, db, key, desk_file, lock)),
        Err(error) => {
            profile::give_up(dir);
            Err(error)
        }
    }
}

fn unpack(from: &mut Reader<BufReader<File>>, dir: &Path, key: &StoreKey) -> Result<Connection> {
    from.unlock(&key.backups())?;
    let blobs = profile::blobs(dir);
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
        let copied = std::io::copy(&mut from.by_ref().take(size), &mut to).map_err(|error| {
            match error.kind() {
                std::io::ErrorKind::InvalidData => container::cut_short(),
                _ => error.into(),
            }
        })?;
        if copied != size {
            return Err(container::cut_short());
        }
        to.flush()?;
        to.get_ref().sync_all()?;
    }
    profile::desk_file::sync_folder(&blobs)?;
    let mut db = connection::writer(&profile::database(dir), key)?;
    crate::verify::database(&db)?;
    schema::migrate(&mut db)?;
    meta::write(&db, meta::RESTORED, &true)?;
    Ok(db)
}
