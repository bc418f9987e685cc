//! Sending and receiving.

use crate::{
    ipc::{Exchange, Fork, Outgoing, Problem, Refused, parsed, told},
    session::{Session, blocking},
};
use desk::{DeskError, forks::Choice};
use editorial::Code;
use tauri::State;

/// One full exchange with the portal, without regard to pauses.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_now(session: State<'_, Session>) -> Result<Exchange, Problem> {
    let exchanging = session
        .exchanging()
        .ok_or_else(|| Problem::from(DeskError::new(Code::NotFound)))?;
    blocking(move || exchanging.once(0)).await
}

/// What waits to be sent.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_outbox(session: State<'_, Session>) -> Result<Vec<Outgoing>, Problem> {
    session.with(|desk| told(&desk.outbox()?)).await
}

/// Takes back an act that never reached a line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_recall(session: State<'_, Session>, id: String) -> Result<(), Problem> {
    let id = parsed(&id)?;
    session
        .with(move |desk| Ok(desk.recall(id).map(drop)?))
        .await
}

/// What was refused.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_refusals(session: State<'_, Session>) -> Result<Vec<Refused>, Problem> {
    session.with(|desk| told(&desk.refusals()?)).await
}

/// Puts a refusal away, once it was seen to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_dismiss(session: State<'_, Session>, id: String) -> Result<(), Problem> {
    let id = parsed(&id)?;
    session.with(move |desk| Ok(desk.dismiss(id)?)).await
}

/// Texts with two versions to choose from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_forks(session: State<'_, Session>) -> Result<Vec<Fork>, Problem> {
    session.with(|desk| told(&desk.forks()?)).await
}

/// Ends a fork: `mine`, `theirs` or `both`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_resolve(
    session: State<'_, Session>,
    edition: String,
    take: String,
) -> Result<(), Problem> {
    let edition = parsed(&edition)?;
    let choice = match take.as_str() {
        "mine" => Choice::Mine,
        "theirs" => Choice::Theirs,
        "both" => Choice::Both,
        other => return Err(DeskError::about(Code::BadField, other).into()),
    };
    session
        .with(move |desk| Ok(desk.resolve(edition, choice).map(drop)?))
        .await
}
