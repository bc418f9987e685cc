//! The bytes of files: in a folder beside the database, or in memory.
//!
//! A file that is not yet there in full is called `HASH.part`; what counts is how long it is. It gets its name once its
//! bytes are proven to be those of the hash, and only then a row in the database.

use crate::{
    failure::{Failure, no},
    surroundings::{Point, Surroundings},
};
use editorial::{Code, Hash};
use std::{
    collections::HashMap,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

/// Where files lie.
pub(crate) enum Files {
    /// In a folder, one folder a site.
    Folder {
        /// The folder.
        root: PathBuf,
        /// One piece is written at a time.
        writing: Mutex<()>,
    },
    /// In memory: by site and name, whole ones and parts.
    Memory(Mutex<HashMap<(String, String), Vec<u8>>>),
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn part_name(name: Hash) -> String {
    format!("{name}.part")
}

impl Files {
    /// Files in `root`, which is made when the first comes.
    pub(crate) fn in_folder(root: PathBuf) -> Self {
        Self::Folder {
            root,
            writing: Mutex::default(),
        }
    }

    /// A copy in memory of files in memory; of a folder, nothing.
    pub(crate) fn copy(&self) -> Self {
        match self {
            Self::Memory(all) => Self::Memory(Mutex::new(lock(all).clone())),
            Self::Folder { .. } => Self::Memory(Mutex::default()),
        }
    }

    /// How much of a file that is not whole is here.
    pub(crate) fn part(&self, site: &str, name: Hash) -> Result<u64, Failure> {
        match self {
            Self::Folder { root, .. } => {
                let found = if_there(fs::metadata(root.join(site).join(part_name(name))))?;
                Ok(found.map_or(0, |found| found.len()))
            }
            Self::Memory(all) => Ok(lock(all)
                .get(&(site.to_owned(), part_name(name)))
                .map_or(0, |bytes| bytes.len() as u64)),
        }
    }

    /// Adds a piece where the last one ended; answers how much is here then.
    pub(crate) fn append(
        &self,
        site: &str,
        name: Hash,
        offset: u64,
        piece: &[u8],
        around: &dyn Surroundings,
    ) -> Result<u64, Failure> {
        let here = match self {
            Self::Folder { root, writing } => {
                let _one_at_a_time = lock(writing);
                append_to_file(&root.join(site), name, offset, piece)?
            }
            Self::Memory(all) => {
                let mut all = lock(all);
                let part = all.entry((site.to_owned(), part_name(name))).or_default();
                if part.len() as u64 != offset {
                    return Err(Failure::WrongOffset {
                        offset: part.len() as u64,
                    });
                }
                part.extend_from_slice(piece);
                part.len() as u64
            }
        };
        around.reached(Point::PieceWritten)?;
        Ok(here)
    }

    /// Gives a part its name if it is the file of that hash; answers its bytes then, also where that was done before.
    pub(crate) fn finish(&self, site: &str, name: Hash) -> Result<Option<Vec<u8>>, Failure> {
        match self {
            Self::Folder { root, writing } => {
                let _one_at_a_time = lock(writing);
                let folder = root.join(site);
                let Some(bytes) = if_there(fs::read(folder.join(part_name(name))))? else {
                    return if_there(fs::read(folder.join(name.to_string())));
                };
                if Hash::of(&bytes) != name {
                    return Ok(None);
                }
                fs::rename(folder.join(part_name(name)), folder.join(name.to_string()))?;
                settle(&folder)?;
                Ok(Some(bytes))
            }
            Self::Memory(all) => {
                let mut all = lock(all);
                let (key, whole) = (
                    (site.to_owned(), part_name(name)),
                    (site.to_owned(), name.to_string()),
                );
                let Some(bytes) = all.get(&key).cloned() else {
                    return Ok(all.get(&whole).cloned());
                };
                if Hash::of(&bytes) != name {
                    return Ok(None);
                }
                all.remove(&key);
                all.insert(whole, bytes.clone());
                Ok(Some(bytes))
            }
        }
    }

    /// Whether a file lies here in full.
    pub(crate) fn has(&self, site: &str, name: Hash) -> Result<bool, Failure> {
        match self {
            Self::Folder { root, .. } => Ok(fs::exists(root.join(site).join(name.to_string()))?),
            Self::Memory(all) => Ok(lock(all).contains_key(&(site.to_owned(), name.to_string()))),
        }
    }

    /// The bytes of a file that is here in full.
    pub(crate) fn read(&self, site: &str, name: Hash) -> Result<Vec<u8>, Failure> {
        let found = match self {
            Self::Folder { root, .. } => {
                if_there(fs::read(root.join(site).join(name.to_string())))?
            }
            Self::Memory(all) => lock(all).get(&(site.to_owned(), name.to_string())).cloned(),
        };
        found.ok_or_else(|| no(Code::NotFound, format!("the file {name} is not here")))
    }

    /// Takes a file away, also what is there of it in part.
    pub(crate) fn remove(&self, site: &str, name: Hash) -> Result<(), Failure> {
        self.remove_all(site, &[name.to_string(), part_name(name)])
    }

    /// Takes away what is there of a file in part.
    pub(crate) fn remove_part(&self, site: &str, name: Hash) -> Result<(), Failure> {
        self.remove_all(site, &[part_name(name)])
    }

    fn remove_all(&self, site: &str, files: &[String]) -> Result<(), Failure> {
        match self {
            Self::Folder { root, writing } => {
                let _one_at_a_time = lock(writing);
                for file in files {
                    if_there(fs::remove_file(root.join(site).join(file)))?;
                }
            }
            Self::Memory(all) => {
                let mut all = lock(all);
                for file in files {
                    all.remove(&(site.to_owned(), file.clone()));
                }
            }
        }
        Ok(())
    }

    /// Takes away parts that nobody has added to since `before`, in Unix milliseconds.
    pub(crate) fn sweep_parts(&self, site: &str, before: i64) -> Result<(), Failure> {
        let Self::Folder { writing, .. } = self else {
            return Ok(());
        };
        let _one_at_a_time = lock(writing);
        for (file, touched) in self.listed(site)? {
            if file.extension().is_some_and(|it| it == "part") && touched < before {
                fs::remove_file(file)?;
            }
        }
        Ok(())
    }

    /// The files that lie there in full since before `before`, in Unix milliseconds.
    pub(crate) fn whole_before(&self, site: &str, before: i64) -> Result<Vec<Hash>, Failure> {
        let old = self
            .listed(site)?
            .into_iter()
            .filter(|(_, touched)| *touched < before);
        Ok(old
            .filter_map(|(file, _)| file.file_name()?.to_str()?.parse().ok())
            .collect())
    }

    /// The files of a folder, and when each was last written.
    fn listed(&self, site: &str) -> Result<Vec<(PathBuf, i64)>, Failure> {
        let Self::Folder { root, .. } = self else {
            return Ok(Vec::new());
        };
        let Some(entries) = if_there(fs::read_dir(root.join(site)))? else {
            return Ok(Vec::new());
        };
        let mut all = Vec::new();
        for entry in entries {
            let entry = entry?;
            let touched = chrono::DateTime::<chrono::Utc>::from(entry.metadata()?.modified()?);
            all.push((entry.path(), touched.timestamp_millis()));
        }
        Ok(all)
    }
}

/// What an act on a file gave; none where the file is not there.
fn if_there<T>(result: std::io::Result<T>) -> Result<Option<T>, Failure> {
    match result {
        Ok(value) => Ok(Some(value)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// The media type of a picture that browsers may show in a page, told by its own first bytes; none for anything else.
pub(crate) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        _ => None,
    }
}

fn append_to_file(folder: &Path, name: Hash, offset: u64, piece: &[u8]) -> Result<u64, Failure> {
    fs::create_dir_all(folder)?;
    let mut part = OpenOptions::new()
        .create(true)
        .truncate(false)
        .read(true)
        .write(true)
        .open(folder.join(part_name(name)))?;
    let here = part.metadata()?.len();
    if here != offset {
        return Err(Failure::WrongOffset { offset: here });
    }
    part.seek(SeekFrom::Start(offset))?;
    let written = part.write_all(piece).and_then(|()| part.sync_data());
    if let Err(error) = written {
        // A piece is here whole or not at all.
        part.set_len(offset)?;
        return Err(error.into());
    }
    Ok(offset + piece.len() as u64)
}

/// Makes a renaming last.
#[cfg(unix)]
fn settle(folder: &Path) -> Result<(), Failure> {
    Ok(File::open(folder)?.sync_all()?)
}

#[cfg(not(unix))]
fn settle(_folder: &Path) -> Result<(), Failure> {
    Ok(())
}

/// Reads a file that a person names, up to a limit.
pub(crate) fn read_limited(file: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let from: Box<dyn Read> = if file == Path::new("-") {
        Box::new(std::io::stdin())
    } else {
        Box::new(File::open(file)?)
    };
    from.take(limit + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > limit {
        return Err(no(Code::TooLarge, format!("more than {limit} bytes")));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        assert_eq!(picture_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(picture_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
    }

    #[test]
    fn what_is_not_taken_or_could_hold_a_script_is_no_picture() {
        for bytes in [
            &b"<svg xmlns="[..],
            b"<html>",
            b"GIF89a",
            b"%PDF-1.7",
            b"RIFF\0\0\0\0WEBPVP8 ",
            b"",
        ] {
            assert_eq!(picture_type(bytes), None, "{bytes:?}");
        }
    }
}
