//! The English edition beside the Vietnamese, sentence by sentence.

use crate::{
    ipc::{Problem, SegmentLine, TranslationOpened, parsed, told},
    session::Session,
};
use editorial::{EditionId, translation::SegmentState};
use tauri::State;

/// Opens the edition in the other language of `source`, or brings it up to the newest.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_open(
    session: State<'_, Session>,
    source: String,
) -> Result<TranslationOpened, Problem> {
    let source: EditionId = parsed(&source)?;
    session
        .with(move |desk| told(&desk.translate(source, source.lang.other())?))
        .await
}

/// The sentences of a translated edition in reading order, over the newest source.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_segments(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<SegmentLine>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| {
            let rows = desk.segments(edition, None)?.into_iter();
            rows.map(SegmentLine::of).collect()
        })
        .await
}

/// Writes the translation of one sentence.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_set(
    session: State<'_, Session>,
    edition: String,
    segment: String,
    target: String,
    state: String,
) -> Result<SegmentLine, Problem> {
    let edition = parsed(&edition)?;
    let state: SegmentState = told(&state)?;
    session
        .with(move |desk| {
            let row = desk.set_segment(edition, &segment, &target, Some(state))?;
            SegmentLine::of(row)
        })
        .await
}
