//! Which desk, and how it is opened.

use crate::{
    print::{self, Answer},
    progress::Progress,
};
use desk::{Desk, DeskError, Key, NewLock, profile::Working};
use editorial::Code;
use std::path::{Path, PathBuf};

/// The desk's folder and what opens it.
pub(crate) struct Place {
    folder: PathBuf,
    passphrase: Option<String>,
}

impl Place {
    pub(crate) fn of(
        profile: Option<PathBuf>,
        passphrase_file: Option<PathBuf>,
    ) -> Result<Self, DeskError> {
        let folder = match profile {
            Some(folder) => folder,
            None => {
                Desk::usual_folder().ok_or_else(|| DeskError::about(Code::NotFound, "--profile"))?
            }
        };
        let passphrase = match passphrase_file {
            Some(file) => Some(secret(&file)?),
            None => std::env::var("BANTHAO_PASSPHRASE")
                .ok()
                .filter(|text| !text.is_empty()),
        };
        Ok(Self { folder, passphrase })
    }

    pub(crate) fn open(&self) -> Result<Desk, DeskError> {
        if !Desk::exists(&self.folder) {
            return Err(DeskError::about(Code::NotFound, self.folder.display()));
        }
        let desk = Desk::open(&self.folder, self.key())?;
        if let Some(rescue) = desk.rescue() {
            eprintln!("{rescue}");
        }
        Ok(desk)
    }

    fn key(&self) -> Key<'_> {
        self.passphrase
            .as_deref()
            .map_or(Key::Keyring, Key::Passphrase)
    }

    fn lock(&self) -> NewLock<'_> {
        NewLock {
            passphrase: self.passphrase.as_deref(),
        }
    }
}

/// What a file holds, but for the end of its line; `-` is standard input.
fn secret(file: &Path) -> Result<String, DeskError> {
    let text = String::from_utf8(crate::write::read(file)?.bytes)
        .map_err(|_| DeskError::about(Code::BadFile, file.display()))?;
    Ok(text.trim_end_matches(['\r', '\n']).to_owned())
}

pub(crate) fn init(place: &Place, name: &str) -> Result<Answer, DeskError> {
    Desk::init(&place.folder, place.lock(), name)?;
    print::value(&serde_json::json!({ "profile": place.folder }))
}

pub(crate) fn join(
    place: &Place,
    url: &str,
    invitation: &str,
    device: &str,
) -> Result<Answer, DeskError> {
    if device.trim().is_empty() {
        return Err(DeskError::about(Code::BadField, "--device"));
    }
    let passphrase = place.passphrase.as_deref();
    let (_, joined) = Desk::join_from(&place.folder, passphrase, url, invitation, device)?;
    print::value(&joined)
}

pub(crate) fn restore(
    place: &Place,
    file: &Path,
    recovery_file: Option<&Path>,
) -> Result<Answer, DeskError> {
    let words = recovery_file.map(secret_words).transpose()?;
    let (key, new) = match words.as_deref() {
        Some(words) => (Key::Recovery(words), place.passphrase.as_deref()),
        None => (place.key(), None),
    };
    let progress = Progress::new();
    let on = |it: Working| progress.tell(it.done, it.of);
    let report = whole(Desk::restore(file, &place.folder, key, new, &on)?)?;
    Ok(print::value(&report)?.failing_unless(report.ok))
}

pub(crate) fn backup(place: &Place, file: &Path) -> Result<Answer, DeskError> {
    if !Desk::exists(&place.folder) {
        return Err(DeskError::about(Code::NotFound, place.folder.display()));
    }
    let progress = Progress::new();
    let on = |it: Working| progress.tell(it.done, it.of);
    let report = whole(Desk::backup(&place.folder, place.key(), file, &on)?)?;
    Ok(print::value(&report)?.failing_unless(report.ok))
}

/// What nobody ended.
fn whole<T>(done: Option<T>) -> Result<T, DeskError> {
    done.ok_or_else(|| Code::WrongState.into())
}

pub(crate) fn passwd(
    place: &Place,
    new: &Path,
    recovery_file: Option<&Path>,
) -> Result<Answer, DeskError> {
    let words = recovery_file.map(secret_words).transpose()?;
    let key = words.as_deref().map_or(place.key(), Key::Recovery);
    let new = secret(new)?;
    Desk::open(&place.folder, key)?.set_passphrase(&new)?;
    print::value(&serde_json::json!({}))
}

pub(crate) fn recovery(desk: &Desk, new: bool) -> Result<Answer, DeskError> {
    let words = desk.recovery(new)?;
    // Alone on their line, so that what is printed can be kept as a file and given back.
    Ok(print::value(&words)?.said(format!("{}\n", words.words)))
}

/// The words of a recovery sheet, however they were written down: over lines, numbered, as JSON.
fn secret_words(file: &Path) -> Result<String, DeskError> {
    let text = secret(file)?;
    let words: Vec<&str> = text
        .split(|c: char| !c.is_ascii_alphabetic())
        .filter(|word| !word.is_empty() && *word != "words")
        .collect();
    Ok(words.join(" ").to_lowercase())
}
