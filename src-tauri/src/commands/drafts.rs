//! The text being written.

use crate::{
    ipc::{Check, PictureTaken, Problem, Saved, Snapshot, SnapshotText, Text, parsed, told},
    session::Session,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use desk::DeskError;
use editorial::{Code, Content};
use tauri::State;

/// Saves what is being written. `base` is the revision it was written on: where a text of another was merged in
/// meanwhile, the answer is `stale`, and the pages take the merged text in before they save again.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_save(
    session: State<'_, Session>,
    edition: String,
    base: Option<String>,
    text: Text,
) -> Result<Saved, Problem> {
    let edition = parsed(&edition)?;
    let base = base.as_deref().map(parsed).transpose()?;
    let Text {
        title,
        summary,
        fields,
        document,
    } = text;
    let content = Content {
        title,
        summary,
        fields,
        document: Some(document),
        ..Content::default()
    };
    session
        .with(move |desk| {
            let saved = desk.save(edition, base, content)?;
            Ok(Saved {
                at: desk::time::write(saved.at),
            })
        })
        .await
}

/// What the checks find in it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_check(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<Check>, Problem> {
    let edition = parsed(&edition)?;
    session.with(move |desk| told(&desk.check(edition)?)).await
}

/// Drops the draft: what stands is the newest revision.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_discard(
    session: State<'_, Session>,
    edition: String,
) -> Result<(), Problem> {
    let edition = parsed(&edition)?;
    session.with(move |desk| Ok(desk.discard(edition)?)).await
}

/// Shows the draft to the members.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_share(
    session: State<'_, Session>,
    edition: String,
) -> Result<(), Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| Ok(desk.share(edition).map(drop)?))
        .await?;
    session.wake();
    Ok(())
}

/// Takes a picture in; the editor places it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_picture(
    session: State<'_, Session>,
    base64: String,
) -> Result<PictureTaken, Problem> {
    session
        .with(move |desk| {
            let bytes = STANDARD
                .decode(base64)
                .map_err(|_| DeskError::new(Code::BadFile))?;
            let taken = desk.take_picture(&bytes)?;
            Ok(PictureTaken {
                blob: taken.hash.to_string(),
                width: taken.width,
                height: taken.height,
            })
        })
        .await
}

/// What is kept of the draft on this computer, the newest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_snapshots(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<Snapshot>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| told(&desk.snapshots(edition)?))
        .await
}

/// The text of one of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_snapshot(
    session: State<'_, Session>,
    edition: String,
    id: u32,
) -> Result<SnapshotText, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| told(&desk.snapshot(edition, id.into())?))
        .await
}

/// Makes one of them the draft again; what the draft says now is kept first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_restore(
    session: State<'_, Session>,
    edition: String,
    id: u32,
) -> Result<Saved, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| {
            let saved = desk.restore_snapshot(edition, id.into())?;
            Ok(Saved {
                at: desk::time::write(saved.at),
            })
        })
        .await
}

/// Keeps the draft as it stands, under a name where one is given.
#[tauri::command]
#[specta::specta]
pub(crate) async fn draft_keep(
    session: State<'_, Session>,
    edition: String,
    name: Option<String>,
) -> Result<(), Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| Ok(desk.keep_snapshot(edition, name.as_deref())?))
        .await
}
