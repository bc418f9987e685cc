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

/// Writes the translation of one sentence, over the revision that was read.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_set(
    session: State<'_, Session>,
    edition: String,
    base: Option<String>,
    segment: String,
    target: String,
    state: String,
) -> Result<SegmentLine, Problem> {
    let edition = parsed(&edition)?;
    let base = base.as_deref().map(parsed).transpose()?;
    let state: SegmentState = told(&state)?;
    session
        .with(move |desk| {
            let row = desk.set_segment_on(edition, base, &segment, &target, Some(state))?;
            SegmentLine::of(row)
        })
        .await
}

/// Marks a sentence as read over by a reviser, or takes that back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_review(
    session: State<'_, Session>,
    edition: String,
    base: Option<String>,
    segment: String,
) -> Result<SegmentLine, Problem> {
    let edition = parsed(&edition)?;
    let base = base.as_deref().map(parsed).transpose()?;
    session
        .with(move |desk| SegmentLine::of(desk.review_segment(edition, base, &segment)?))
        .await
}

/// Chooses one sentence of a forked translation: `mine`, `theirs` or `both`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn translation_choose(
    session: State<'_, Session>,
    edition: String,
    segment: String,
    choice: String,
) -> Result<SegmentLine, Problem> {
    let edition = parsed(&edition)?;
    let choice = told(&choice)?;
    session
        .with(move |desk| SegmentLine::of(desk.choose_segment(edition, &segment, choice)?))
        .await
}
