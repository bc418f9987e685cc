//! Room kept on the disk, to be given up when there is none left, so that the open draft can still be saved.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
};

const NAME: &str = "reserve";
const SIZE: usize = 16 * 1024 * 1024;

fn path(dir: &Path) -> PathBuf {
    dir.join(NAME)
}

/// Takes the room, if it is not taken yet and the disk has it. Whether it is taken then.
pub(crate) fn take(dir: &Path) -> bool {
    let path = path(dir);
    if fs::metadata(&path).is_ok_and(|file| file.len() == SIZE as u64) {
        return true;
    }
    // Written, not only stretched: a file with holes keeps no room.
    let written = fs::File::create(&path).and_then(|mut file| file.write_all(&vec![0x5a; SIZE]));
    if written.is_err() {
        let _ = fs::remove_file(&path);
    }
    written.is_ok()
}

/// Gives the room up; whether there was any.
pub(crate) fn give_up(dir: &Path) -> bool {
    fs::remove_file(path(dir)).is_ok()
}
