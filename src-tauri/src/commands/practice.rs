//! Practising with a board of one's own.

use crate::{
    ipc::{Making, Practice, PracticePerson, Problem},
    practice::Person,
    session::{Session, blocking, to_pages},
};
use desk::DeskError;
use editorial::Code;
use tauri::{AppHandle, Manager as _, State};

/// The board, seen from one of its desks.
pub(crate) fn board(me: Person) -> Practice {
    let people = Person::ALL.map(|person| PracticePerson {
        key: person.key().to_owned(),
        name: person.name().to_owned(),
        roles: vec![person.role().to_string()],
    });
    Practice {
        people: people.into(),
        me: me.key().to_owned(),
    }
}

/// Practises, making the board where there is none. Answers no where the making was ended.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_start(app: AppHandle) -> Result<bool, Problem> {
    blocking(move || app.state::<Session>().practise(&to_pages(app.clone()))).await
}

/// How far the board is that is being made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_making(
    session: State<'_, Session>,
) -> Result<Option<Making>, Problem> {
    Ok(session.making().map(|progress| Making {
        done: progress.done,
        of: progress.of,
    }))
}

/// Ends the making; nothing of it is left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_stop(session: State<'_, Session>) -> Result<(), Problem> {
    session.stop_making();
    Ok(())
}

/// Goes to the desk of another of the four.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_as(app: AppHandle, person: String) -> Result<(), Problem> {
    let person = Person::of(&person).ok_or_else(|| DeskError::about(Code::NotFound, &person))?;
    blocking(move || {
        app.state::<Session>()
            .work_as(person, &to_pages(app.clone()))
    })
    .await
}

/// What opens the desk one practises at; none where one does not practise.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_passphrase(
    session: State<'_, Session>,
) -> Result<Option<String>, Problem> {
    Ok(session.practice_passphrase())
}

/// Ends practice; the board stays to go on with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_leave(app: AppHandle) -> Result<(), Problem> {
    blocking(move || {
        app.state::<Session>()
            .leave_practice(&to_pages(app.clone()))
    })
    .await
}

/// Ends practice and throws all of it away.
#[tauri::command]
#[specta::specta]
pub(crate) async fn practice_discard(app: AppHandle) -> Result<(), Problem> {
    blocking(move || {
        app.state::<Session>()
            .discard_practice(&to_pages(app.clone()))
    })
    .await
}
