//! A disk that can be full: a small file system of its own, seen by one test only.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
};

const INSIDE: &str = "BANTHAO_TEST_DISK";

/// Runs `test`, the name of the calling test, in a process that may mount, and there its `story` on a new small disk.
///
/// # Panics
///
/// Where the system lets nobody have a disk of their own: the promise must not go untested unnoticed.
pub fn on_a_disk_of_its_own(test: &str, mib: u32, story: impl FnOnce(&SmallDisk)) {
    if let Some(folder) = std::env::var_os(INSIDE) {
        story(&SmallDisk {
            folder: PathBuf::from(folder),
        });
        return;
    }
    let home = tempfile::TempDir::new().unwrap();
    let script = format!("mount -t tmpfs -o size={mib}m banthao-test \"${INSIDE}\" && exec \"$@\"");
    let private = [
        vec!["--mount"],
        vec!["--user", "--map-root-user", "--mount"],
    ];
    let flags = private.iter().find(|flags| {
        let tried = Command::new("unshare")
            .args(*flags)
            .args(["sh", "-c", &script, "sh", "true"])
            .env(INSIDE, home.path())
            .output();
        tried.is_ok_and(|tried| tried.status.success())
    });
    let flags = flags.expect("this system lets nobody mount a small disk (unshare --mount): a full disk cannot be tried here");
    let done = Command::new("unshare")
        .args(flags)
        .args(["sh", "-c", &script, "sh"])
        .arg(std::env::current_exe().unwrap())
        .args(["--exact", test, "--nocapture"])
        .env(INSIDE, home.path())
        .output()
        .unwrap();
    let told = format!(
        "{}{}",
        String::from_utf8_lossy(&done.stdout),
        String::from_utf8_lossy(&done.stderr)
    );
    assert!(done.status.success(), "{told}");
    assert!(
        told.contains("1 passed"),
        "the test {test:?} did not run: {told}"
    );
}

/// A small disk.
#[derive(Debug)]
pub struct SmallDisk {
    folder: PathBuf,
}

impl SmallDisk {
    /// Where it is mounted.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Fills it to the last byte.
    ///
    /// # Panics
    ///
    /// Where it can hold more than any small disk.
    pub fn fill(&self) {
        let mut file = File::options()
            .create(true)
            .append(true)
            .open(self.filler())
            .unwrap();
        for size in [1 << 20, 4096, 1] {
            let piece = vec![b'x'; size];
            for _ in 0..1_000_000 {
                if file.write_all(&piece).is_err() {
                    break;
                }
            }
        }
    }

    /// Gives the room back.
    ///
    /// # Panics
    ///
    /// Where it was not filled.
    pub fn empty(&self) {
        fs::remove_file(self.filler()).unwrap();
    }

    fn filler(&self) -> PathBuf {
        self.folder.join("filler")
    }
}
