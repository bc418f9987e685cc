//! Where a backup is made and tried: a folder beside the file that it becomes.

use crate::{error::Result, profile::random};
use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

/// The names of these folders begin so; a random number follows.
const PREFIX: &str = ".ban-thao-";
/// The file inside that is held by whoever works in the folder. A killed process holds nothing.
const LOCK: &str = "backup.lock";

/// A folder for one backup, beside the file that it becomes and so on the same disk; gone when this is dropped.
///
/// A name of its own keeps it from touching what others put there: a backup named `desk` must not take `desk.db` for
/// something of its own.
#[derive(Debug)]
pub struct Workplace {
    folder: PathBuf,
    lock: Option<File>,
}

impl Workplace {
    /// Makes one beside `file`, and first clears away what backups that were cut off left there, which could be all that
    /// fills the disk. Those that somebody makes there at this moment are held, and stay.
    ///
    /// # Errors
    ///
    /// Those of the disk.
    pub fn beside(file: &Path) -> Result<Self> {
        let place = file
            .parent()
            .filter(|place| !place.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        clear_leftovers(place)?;
        let number = u64::from_be_bytes(random()?);
        let mut made = Self {
            folder: place.join(format!("{PREFIX}{number:016x}")),
            lock: None,
        };
        make_folder(&made.folder)?;
        // On a disk that knows no locks nothing is held, and nothing is ever cleared away either.
        let lock = File::create(made.folder.join(LOCK))?;
        made.lock = lock.try_lock().is_ok().then_some(lock);
        Ok(made)
    }

    /// A file or folder of that name in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }
}

impl Drop for Workplace {
    fn drop(&mut self) {
        // Some systems remove no file that is open; what others clear away meanwhile is as good.
        self.lock = None;
        let _ = remove(&self.folder);
    }
}

/// The lock goes last: a removal that is cut off leaves what can still be told for what it is.
fn remove(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            fs::remove_dir_all(entry.path())?;
        } else if entry.file_name() != LOCK {
            fs::remove_file(entry.path())?;
        }
    }
    fs::remove_dir_all(folder)
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> std::io::Result<()> {
    fs::create_dir(folder)
}

/// What cannot be cleared stays for another time: it need not stand in the way of this backup.
fn clear_leftovers(place: &Path) -> Result<()> {
    for entry in fs::read_dir(place)? {
        let entry = entry?;
        if !entry.file_name().to_string_lossy().starts_with(PREFIX) {
            continue;
        }
        let folder = entry.path();
        match File::options().write(true).open(folder.join(LOCK)) {
            Ok(lock) if lock.try_lock().is_ok() => {
                drop(lock);
                let _ = remove(&folder);
            }
            Ok(_) => {}
            // Cut off at its very beginning or end, it is empty; anything else is not of this kind.
            Err(_) => {
                let _ = fs::remove_dir(&folder);
            }
        }
    }
    Ok(())
}
