//! Making, opening and joining a desk.

use crate::{
    ipc::{
        Joining, Names, NewDesk, Problem, Profile, Proof, Sheet, Stage, Status, Unlocking, Working,
        told,
    },
    session::{Session, blocking, to_pages},
};
use desk::{Desk, DeskError, Key, NewLock, Surroundings as _, ThisComputer, words::Tongue};
use editorial::Code;
use std::path::Path;
use tauri::{AppHandle, Manager as _, State};
use tauri_plugin_dialog::DialogExt as _;

fn lock(passphrase: &str) -> NewLock<'_> {
    NewLock {
        passphrase: Some(passphrase),
    }
}

fn separate(words: &desk::profile::Words) -> Vec<String> {
    words.words.split_whitespace().map(str::to_owned).collect()
}

/// Whether there is a desk here, and whether it is open. One that the system's keyring opens is opened at once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_state(
    session: State<'_, Session>,
    app: AppHandle,
) -> Result<Profile, Problem> {
    if !session.is_open() {
        let tried = session.own()?;
        let by_keyring = move || {
            Ok(Desk::exists(&tried)
                .then(|| Desk::open(&tried, Key::Keyring).ok())
                .flatten())
        };
        if let Some(desk) = blocking(by_keyring).await? {
            session.begin(desk, app);
        } else {
            let resumed =
                blocking(move || app.state::<Session>().resume(&to_pages(app.clone()))).await;
            if let Err(problem) = resumed {
                // The first run stands there then, and says it again where one goes on to practise.
                eprintln!("banthao: practice does not open: {}", problem.message);
            }
        }
    }
    let folder = session.folder();
    let stage = match (session.is_open(), Desk::exists(&folder)) {
        (true, _) => Stage::Open,
        (false, true) => Stage::Locked,
        (false, false) => Stage::Absent,
    };
    let version = env!("CARGO_PKG_VERSION").to_owned();
    Ok(Profile {
        stage,
        path: folder.display().to_string(),
        version,
        rescued: session.desk().ok().and_then(|desk| desk.rescue()),
        practice: session.me().map(crate::commands::practice::board),
        practice_path: session.practice_path(),
        practice_made: session.practice_is_made(),
        practice_asked: stage == Stage::Absent && session.take_asked(),
    })
}

/// Makes a desk and opens it; answers its recovery words.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_create(
    session: State<'_, Session>,
    app: AppHandle,
    desk: NewDesk,
) -> Result<Vec<String>, Problem> {
    let folder = session.own()?;
    let (made, words) =
        blocking(move || Ok(Desk::init(&folder, lock(&desk.passphrase), &desk.name)?)).await?;
    session.begin(made, app);
    Ok(separate(&words))
}

/// Opens the desk that is here.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_open(
    session: State<'_, Session>,
    app: AppHandle,
    by: Unlocking,
) -> Result<(), Problem> {
    let folder = session.own()?;
    let opened = blocking(move || match by {
        Unlocking::Passphrase(passphrase) => Ok(Desk::open(&folder, Key::Passphrase(&passphrase))?),
        Unlocking::Words { words, passphrase } => {
            let desk = Desk::open(&folder, Key::Recovery(&words))?;
            desk.set_passphrase(&passphrase)?;
            Ok(desk)
        }
    });
    session.begin(opened.await?, app);
    Ok(())
}

/// Whether a portal may be asked at that address: by TLS, or on this computer.
#[tauri::command]
#[specta::specta]
#[allow(clippy::needless_pass_by_value, reason = "it comes from the pages")]
pub(crate) fn profile_may_ask(url: String) -> bool {
    desk::joining::address_is_safe(&url)
}

/// Joins a board, making the store where there is none.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_join(
    session: State<'_, Session>,
    app: AppHandle,
    joining: Joining,
) -> Result<(), Problem> {
    let Joining {
        url,
        invitation,
        device,
        passphrase,
    } = joining;
    if session.is_open() {
        session
            .with(move |desk| Ok(desk.join(&url, &invitation, &device)?))
            .await?;
        session.wake();
        return Ok(());
    }
    let folder = session.own()?;
    let passphrase =
        passphrase.ok_or_else(|| Problem::from(DeskError::new(Code::WrongPassphrase)))?;
    let joined = blocking(move || {
        let (desk, _) = Desk::join_from(&folder, Some(&passphrase), &url, &invitation, &device)?;
        Ok(desk)
    });
    session.begin(joined.await?, app);
    Ok(())
}

/// The recovery words, for printing, for whoever knows the passphrase.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_words(
    session: State<'_, Session>,
    passphrase: String,
) -> Result<Vec<String>, Problem> {
    session
        .with(move |desk| {
            desk.prove_passphrase(&passphrase)?;
            Ok(separate(&desk.recovery(false)?))
        })
        .await
}

/// The sheet of the recovery words, as it is printed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_sheet(session: State<'_, Session>) -> Result<Sheet, Problem> {
    session
        .with(|desk| told(&desk.recovery_sheet(Tongue::current())?))
        .await
}

/// Writes that sheet to a file, to be printed elsewhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_sheet_save(
    session: State<'_, Session>,
    file: String,
) -> Result<(), Problem> {
    session
        .with(move |desk| Ok(desk.save_recovery_sheet(Path::new(&file), Tongue::current())?))
        .await
}

/// Asks the person where that sheet is to be written. None where they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_sheet(app: AppHandle) -> Result<Option<String>, Problem> {
    let chosen = blocking(move || {
        let name = match Tongue::current() {
            Tongue::Vi => "to-khoi-phuc.html",
            Tongue::En => "recovery-sheet.html",
        };
        let dialog = app.dialog().file().add_filter("HTML", &["html"]);
        Ok(dialog.set_file_name(name).blocking_save_file())
    });
    Ok(chosen.await?.map(|path| path.to_string()))
}

/// Locks the desk by a new passphrase, for whoever knows the one it has.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_passphrase(
    session: State<'_, Session>,
    present: String,
    passphrase: String,
) -> Result<(), Problem> {
    let new = passphrase.clone();
    session
        .with(move |desk| {
            desk.prove_passphrase(&present)?;
            Ok(desk.set_passphrase(&new)?)
        })
        .await?;
    session.note_passphrase(&passphrase)
}

fn key(passphrase: Option<&str>) -> Key<'_> {
    passphrase.map_or(Key::Keyring, Key::Passphrase)
}

/// How far the backup or restoring is that is under way.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_working(
    session: State<'_, Session>,
) -> Result<Option<Working>, Problem> {
    Ok(session.working().map(Into::into))
}

/// Ends the backup or restoring that is under way; nothing of it is left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_work_stop(session: State<'_, Session>) -> Result<(), Problem> {
    session.stop_work();
    Ok(())
}

/// Saves all of the desk to one file and proves it by restoring it beside. Without a passphrase the keyring opens it.
/// Answers none where it was ended.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_backup(
    app: AppHandle,
    file: String,
    passphrase: Option<String>,
) -> Result<Option<Proof>, Problem> {
    blocking(move || {
        let session = app.state::<Session>();
        let folder = session.folder();
        let report = session
            .work(|on| Desk::backup(&folder, key(passphrase.as_deref()), Path::new(&file), on))?;
        report.map(|report| told(&report)).transpose()
    })
    .await
}

/// Brings a backup into this empty profile, as a new computer of the member, and opens it. Answers no where it was ended.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_restore(
    session: State<'_, Session>,
    app: AppHandle,
    file: String,
    by: Unlocking,
) -> Result<bool, Problem> {
    let folder = session.folder();
    let at_work = app.clone();
    let restored = blocking(move || {
        let (file, session) = (Path::new(&file), at_work.state::<Session>());
        let (report, passphrase) = match by {
            Unlocking::Passphrase(passphrase) => {
                let key = Key::Passphrase(&passphrase);
                let report = session.work(|on| Desk::restore(file, &folder, key, None, on))?;
                (report, passphrase)
            }
            Unlocking::Words { words, passphrase } => {
                let (key, new) = (Key::Recovery(&words), Some(passphrase.as_str()));
                let report = session.work(|on| Desk::restore(file, &folder, key, new, on))?;
                (report, passphrase)
            }
        };
        if report.is_none() {
            return Ok(None);
        }
        Ok(Some(Desk::open(&folder, Key::Passphrase(&passphrase))?))
    });
    let Some(desk) = restored.await? else {
        return Ok(false);
    };
    session.begin(desk, app);
    Ok(true)
}

/// Asks the person for a file: one to be written, or one that is there. None where they change their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_file(app: AppHandle, to_write: bool) -> Result<Option<String>, Problem> {
    let chosen = blocking(move || {
        let dialog = app.dialog().file().add_filter("Bản Thảo", &["backup"]);
        Ok(if to_write {
            let today = desk::time::write(ThisComputer.now());
            let day = today.get(..10).unwrap_or_default();
            dialog
                .set_file_name(format!("ban-thao-{day}.backup"))
                .blocking_save_file()
        } else {
            dialog.blocking_pick_file()
        })
    });
    Ok(chosen.await?.map(|path| path.to_string()))
}

/// Closes the desk: everything is on disk when it answers.
#[tauri::command]
#[specta::specta]
pub(crate) async fn profile_close(app: AppHandle) -> Result<(), Problem> {
    blocking(move || {
        app.state::<Session>().end();
        Ok(())
    })
    .await
}

/// Where the desk stands.
#[tauri::command]
#[specta::specta]
pub(crate) async fn status(session: State<'_, Session>) -> Result<Status, Problem> {
    session
        .with(|desk| {
            let mut status: Status = told(&desk.status()?)?;
            status.has_passphrase = desk.has_passphrase()?;
            status.site_names = desk.site_names()?.map(|(vi, en)| Names { vi, en });
            if status.member.is_some() {
                status.counts.queue = u32::try_from(desk.queue()?.len()).unwrap_or(u32::MAX);
            }
            Ok(status)
        })
        .await
}
