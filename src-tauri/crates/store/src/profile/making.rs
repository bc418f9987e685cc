//! Making a profile so that, cut off at any point, it is either there or not: `desk.json` comes last, and until then a
//! note says that what lies here is half-made.

use super::{
    BLOBS, DAMAGE_SEEN, DATABASE, UNFINISHED, desk_file, desk_file::DeskFile, exists, lock,
    reserve, share,
};
use crate::error::{Error, Result};
use std::{fs, path::Path};

/// What is to be made in a folder.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begin {
    /// A new desk; other files may lie there.
    Create,
    /// A restored one; the folder must be empty.
    Restore,
}

/// Makes the folder ready, clears what an earlier attempt left, and takes hold of it.
pub(crate) fn begin(dir: &Path, what: Begin) -> Result<lock::Held> {
    if let Some(kind) = share::of(dir) {
        return Err(Error::NetworkShare(kind));
    }
    fs::create_dir_all(dir)?;
    let unfinished = dir.join(UNFINISHED).exists();
    if exists(dir) || (!unfinished && holds_others(dir, what)?) {
        return Err(Error::NotEmpty);
    }
    let lock = lock::hold(dir)?;
    if exists(dir) {
        return Err(Error::NotEmpty);
    }
    // From here on what lies here is known to be half-made.
    fs::write(dir.join(UNFINISHED), b"")?;
    clear(dir)?;
    fs::create_dir(dir.join(BLOBS))?;
    reserve::take(dir);
    Ok(lock)
}

/// Leaves nothing behind of what could not be made.
pub(crate) fn give_up(dir: &Path) {
    if clear(dir).is_ok() {
        reserve::give_up(dir);
        let _ = fs::remove_file(dir.join(UNFINISHED));
        let _ = fs::remove_file(dir.join(lock::NAME));
    }
}

/// Removes what a half-made profile consists of.
fn clear(dir: &Path) -> Result<()> {
    for name in [
        "desk.db",
        "desk.db-wal",
        "desk.db-shm",
        "desk.json.new",
        DAMAGE_SEEN,
    ] {
        match fs::remove_file(dir.join(name)) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(error.into()),
            _ => {}
        }
    }
    match fs::remove_dir_all(dir.join(BLOBS)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The last step of making a profile: from now on it exists.
pub(crate) fn finish(dir: &Path, file: &DeskFile) -> Result<()> {
    desk_file::sync_folder(dir)?;
    file.write(dir)?;
    let _ = fs::remove_file(dir.join(UNFINISHED));
    Ok(())
}

fn holds_others(dir: &Path, what: Begin) -> Result<bool> {
    for entry in fs::read_dir(dir)? {
        let name = entry?.file_name();
        let name = name.to_string_lossy();
        let ours_to_clear = [lock::NAME, "reserve"].contains(&&*name);
        let database = name.starts_with(DATABASE) || name == BLOBS;
        if !ours_to_clear && (what == Begin::Restore || database) {
            return Ok(true);
        }
    }
    Ok(false)
}
