//! Sending and receiving.

use crate::{
    ipc::{Exchange, Fork, ForkOpen, Logged, Outgoing, Problem, Refused, parsed, told},
    session::{Session, blocking},
};
use desk::DeskError;
use editorial::Code;
use std::collections::BTreeMap;
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

/// Ends the exchange under way after its present step; a later one goes on from there.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_stop(session: State<'_, Session>) -> Result<(), Problem> {
    if let Some(exchanging) = session.exchanging() {
        exchanging.stop();
    }
    Ok(())
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
    session
        .with(|desk| Ok(desk.refusals()?.into_iter().map(Refused::from).collect()))
        .await
}

/// The last acts of the ledger as far as it was received, the last first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_log(
    session: State<'_, Session>,
    limit: u32,
) -> Result<Vec<Logged>, Problem> {
    session.with(move |desk| told(&desk.log(limit)?)).await
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

/// A fork, ready to be chosen from.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_fork(
    session: State<'_, Session>,
    edition: String,
) -> Result<ForkOpen, Problem> {
    let edition = parsed(&edition)?;
    session.with(move |desk| told(&desk.fork(edition)?)).await
}

/// Ends a fork, passage by passage: for each place `mine`, `theirs` or `both`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_choose(
    session: State<'_, Session>,
    edition: String,
    choices: BTreeMap<String, String>,
) -> Result<(), Problem> {
    let edition = parsed(&edition)?;
    let choices = told(&choices)?;
    session
        .with(move |desk| Ok(desk.choose_each(edition, &choices).map(drop)?))
        .await
}

/// Works without the line, though there may be one, or with it again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_offline(
    session: State<'_, Session>,
    offline: bool,
) -> Result<(), Problem> {
    if let Some(exchanging) = session.exchanging() {
        blocking(move || exchanging.set_offline(offline)).await?;
    }
    Ok(())
}

/// Whether a person chose to work without the line.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sync_is_offline(session: State<'_, Session>) -> Result<bool, Problem> {
    session.with(|desk| Ok(desk.works_offline()?)).await
}
