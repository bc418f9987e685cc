//! Practice: a portal on this computer and a board of four, each with a real desk of its own.
//!
//! All of it lies in one folder beside the usual profile, never in it: [`Place`] alone names paths, and it makes no
//! other than those. The passphrases of the four desks lie there too, in the open, and the pages say so.

mod board;
mod make;
mod plan;
mod sample;
#[cfg(test)]
pub(crate) mod tests;

pub(crate) use board::Board;
pub(crate) use make::{Progress, make};

use crate::ipc::Problem;
use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use desk::{Desk, DeskError, Key, Surroundings, ThisComputer};
use editorial::{Code, Role};
use serde::{Deserialize, Serialize};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

/// One of the four of the sample board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Person {
    Editor,
    Approver,
    Translator,
    Chief,
}

impl Person {
    pub(crate) const ALL: [Self; 4] = [Self::Editor, Self::Approver, Self::Translator, Self::Chief];

    /// The name of the role, which is also that of the folder.
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Approver => "approver",
            Self::Translator => "translator",
            Self::Chief => "chief",
        }
    }

    pub(crate) fn of(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|person| person.key() == key)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Editor => "Đỗ Kiều Oanh",
            Self::Approver => "Phạm Quốc Bảo",
            Self::Translator => "Lê Thị Hạnh",
            Self::Chief => "Trần Minh Khôi",
        }
    }

    pub(crate) fn role(self) -> Role {
        match self {
            Self::Editor => Role::Editor,
            Self::Approver => Role::Approver,
            Self::Translator => Role::Translator,
            Self::Chief => Role::Chief,
        }
    }
}

/// What the folder says of itself.
#[derive(Debug, Clone, Serialize, Deserialize)]
struct Kept {
    /// Everything is there. Without it, what lies here is made anew.
    whole: bool,
    /// Where the portal listens: the desks have joined it there, for ever.
    port: u16,
    /// What opens each desk.
    passphrases: BTreeMap<Person, String>,
    /// Whose desk is open; none once practice was left.
    open: Option<Person>,
}

/// The folder all of practice lies in.
#[derive(Debug, Clone)]
pub(crate) struct Place(PathBuf);

/// The file that tells this folder from any other, and that it is whole.
const MARK: &str = "practice.json";

impl Place {
    /// The one that belongs to a profile: beside it, never in it.
    pub(crate) fn beside(profile: &Path) -> Self {
        let mut name = profile
            .file_name()
            .map_or_else(|| OsString::from("ban-thao"), ToOwned::to_owned);
        name.push("-practice");
        Self(profile.with_file_name(name))
    }

    pub(crate) fn folder(&self) -> &Path {
        &self.0
    }

    pub(crate) fn desk(&self, person: Person) -> PathBuf {
        self.0.join(person.key())
    }

    fn portal(&self) -> PathBuf {
        self.0.join("portal")
    }

    fn kept(&self) -> Option<Kept> {
        let text = fs::read(self.0.join(MARK)).ok()?;
        serde_json::from_slice(&text).ok()
    }

    fn keep(&self, kept: &Kept) -> Result<(), Problem> {
        let text = serde_json::to_vec_pretty(kept).map_err(Problem::unexpected)?;
        let beside = self.0.join("practice.new");
        fs::write(&beside, text).map_err(disk)?;
        fs::rename(&beside, self.0.join(MARK)).map_err(disk)
    }

    /// Whether a board that is whole lies here.
    pub(crate) fn is_made(&self) -> bool {
        self.kept().is_some_and(|kept| kept.whole)
    }

    /// Whose desk was open when the window closed; none where practice was left, or is not whole.
    pub(crate) fn left_at(&self) -> Option<Person> {
        self.kept().filter(|kept| kept.whole)?.open
    }

    /// Notes whose desk is open.
    pub(crate) fn note(&self, open: Option<Person>) -> Result<(), Problem> {
        let Some(kept) = self.kept() else {
            return Ok(());
        };
        self.keep(&Kept { open, ..kept })
    }

    /// Notes what opens a desk from now on.
    fn note_passphrase(&self, person: Person, new: &str) -> Result<(), Problem> {
        let Some(mut kept) = self.kept() else {
            return Ok(());
        };
        kept.passphrases.insert(person, new.to_owned());
        self.keep(&kept)
    }

    /// Begins an empty one; what a practice that is not whole left here goes first.
    fn begin(&self) -> Result<Kept, Problem> {
        self.discard()?;
        make_private(&self.0).map_err(disk)?;
        let kept = Kept {
            whole: false,
            port: free_port().map_err(disk)?,
            passphrases: Person::ALL
                .into_iter()
                .map(|it| (it, passphrase()))
                .collect(),
            open: None,
        };
        self.keep(&kept)?;
        Ok(kept)
    }

    /// Throws all of it away. A folder that practice did not make is left as it is, and said so.
    pub(crate) fn discard(&self) -> Result<(), Problem> {
        let entries = match fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(disk(error)),
        };
        let mark = self.0.join(MARK);
        let entries: Vec<PathBuf> = entries
            .map(|entry| entry.map(|entry| entry.path()))
            .collect::<io::Result<_>>()
            .map_err(disk)?;
        if !mark.exists() {
            if entries.is_empty() {
                return fs::remove_dir(&self.0).map_err(disk);
            }
            return Err(Problem {
                code: "practice_folder".into(),
                message: self.0.display().to_string(),
                retry: false,
                checks: Vec::new(),
            });
        }
        if let Some(kept) = self.kept() {
            // Thrown away by half, it must not pass for whole.
            self.keep(&Kept {
                whole: false,
                ..kept
            })?;
        }
        // The mark goes last: as long as anything is left, it is known whose it is.
        for path in entries.into_iter().filter(|path| *path != mark) {
            if path.is_dir() {
                fs::remove_dir_all(&path).map_err(disk)?;
            } else {
                fs::remove_file(&path).map_err(disk)?;
            }
        }
        fs::remove_file(&mark).map_err(disk)?;
        fs::remove_dir(&self.0).map_err(disk)
    }
}

/// An error of the disk, in the desk's own words.
#[allow(clippy::needless_pass_by_value)] // `map_err` gives it so.
fn disk(error: io::Error) -> Problem {
    if error.kind() == io::ErrorKind::StorageFull {
        DeskError::new(Code::DiskFull).into()
    } else {
        Problem::unexpected(error)
    }
}

#[cfg(unix)]
fn make_private(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
}

#[cfg(not(unix))]
fn make_private(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

fn free_port() -> io::Result<u16> {
    let listener = std::net::TcpListener::bind(("127.0.0.1", 0))?;
    Ok(listener.local_addr()?.port())
}

fn passphrase() -> String {
    let mut bytes = [0; 15];
    ThisComputer.random(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Opens the desk of one of the four.
fn open(
    place: &Place,
    person: Person,
    passphrases: &BTreeMap<Person, String>,
    around: Arc<dyn Surroundings>,
) -> desk::Result<Desk> {
    let passphrase = passphrases.get(&person).map_or("", String::as_str);
    Desk::open_in(&place.desk(person), Key::Passphrase(passphrase), around)
}
