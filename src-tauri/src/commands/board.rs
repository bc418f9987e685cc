//! The board and its public.

use crate::{
    ipc::{Member, Problem, PublicComment, Section, parsed, told},
    session::Session,
};
use tauri::State;

/// The members of the board.
#[tauri::command]
#[specta::specta]
pub(crate) async fn members(session: State<'_, Session>) -> Result<Vec<Member>, Problem> {
    session.with(|desk| told(&desk.members()?)).await
}

/// The sections of the site, in their order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sections(session: State<'_, Session>) -> Result<Vec<Section>, Problem> {
    session.with(|desk| told(&desk.sections()?)).await
}

/// What the public wrote to a consultation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn comments(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<PublicComment>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| told(&desk.comments(edition)?))
        .await
}
