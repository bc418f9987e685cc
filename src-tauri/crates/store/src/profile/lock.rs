//! One process at a time: the system's own file lock, which a killed process cannot leave behind.

use crate::error::{Error, Result};
use std::{
    fs::{self, File, TryLockError},
    path::Path,
    thread,
    time::{Duration, Instant},
};

/// The file's name; it is empty and stays.
pub(crate) const NAME: &str = "lock";
/// For how long a second process waits for the first to end.
const PATIENCE: Duration = Duration::from_secs(2);

/// A profile held by this process until this is dropped.
#[derive(Debug)]
pub(crate) struct Held(#[allow(dead_code)] File);

/// Takes hold of a profile.
///
/// # Errors
///
/// [`Error::InUse`] after two seconds of waiting.
pub(crate) fn hold(dir: &Path) -> Result<Held> {
    let file = fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(dir.join(NAME))?;
    let until = Instant::now() + PATIENCE;
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Held(file)),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                thread::sleep(Duration::from_millis(25));
            }
            Err(TryLockError::WouldBlock) => return Err(Error::InUse),
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}
