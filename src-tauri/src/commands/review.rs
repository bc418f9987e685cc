//! Handing in and deciding.

use crate::{
    ipc::{Decided, Problem, Submission, Submitted, Waiting, parsed, told},
    session::Session,
};
use desk::{DeskError, review};
use editorial::{Code, Millis};
use tauri::State;

fn time(text: &str) -> Result<Millis, Problem> {
    desk::time::parse(text).ok_or_else(|| DeskError::about(Code::BadField, text).into())
}

/// Hands a text in.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_submit(
    session: State<'_, Session>,
    edition: String,
    submission: Submission,
) -> Result<Submitted, Problem> {
    let edition = parsed(&edition)?;
    let with = review::Submission {
        note: submission.note,
        publish_at: submission.at.as_deref().map(time).transpose()?,
        reasons: submission.reasons.into_iter().collect(),
    };
    let submitted = session
        .with(move |desk| {
            let submitted = desk.submit(edition, with)?;
            let mut warnings = submitted.warnings.iter();
            let warning = if submitted.again {
                Some("waits_already".to_owned())
            } else {
                warnings.find_map(|it| it.get("warning")?.as_str().map(str::to_owned))
            };
            Ok(Submitted {
                edition: submitted.edition.to_string(),
                revision: submitted.revision.to_string(),
                state: told(&submitted.state)?,
                warning,
            })
        })
        .await?;
    session.wake();
    Ok(submitted)
}

/// Takes back what was handed in and is not yet decided.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_take_back(
    session: State<'_, Session>,
    edition: String,
) -> Result<Decided, Problem> {
    let edition = parsed(&edition)?;
    let stands = session
        .with(move |desk| told(&desk.take_back(edition)?))
        .await?;
    session.wake();
    Ok(stands)
}

/// What waits for this member's decision, and behind it what waits for that of others, with the reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_queue(session: State<'_, Session>) -> Result<Vec<Waiting>, Problem> {
    session
        .with(|desk| {
            if desk.status()?.member.is_none() {
                // Nobody has given this desk anything to decide yet.
                return Ok(Vec::new());
            }
            let rows = desk.submitted()?.into_iter().map(|waiting| {
                Ok(Waiting {
                    row: told(&waiting.row)?,
                    submitted_by: waiting.submitted_by.to_string(),
                    deadline: waiting.deadline,
                    approvals: told(&waiting.approvals)?,
                    needed: waiting.needed,
                    publish_at: waiting.publish_at,
                    waits_for_source: waiting.waits_for_source,
                    why_not: waiting.why_not.map(|code| code.as_str().to_owned()),
                    why_not_return: waiting.why_not_return.map(|code| code.as_str().to_owned()),
                })
            });
            rows.collect()
        })
        .await
}

/// Approves exactly this revision.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_approve(
    session: State<'_, Session>,
    edition: String,
    revision: String,
    at: Option<String>,
) -> Result<Decided, Problem> {
    let (edition, revision) = (parsed(&edition)?, parsed(&revision)?);
    let at = at.as_deref().map(time).transpose()?;
    let decided = session
        .with(move |desk| told(&desk.approve(edition, revision, at)?))
        .await?;
    session.wake();
    Ok(decided)
}

/// Returns exactly this revision, with a reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn review_return(
    session: State<'_, Session>,
    edition: String,
    revision: String,
    reason: String,
) -> Result<Decided, Problem> {
    let (edition, revision) = (parsed(&edition)?, parsed(&revision)?);
    let decided = session
        .with(move |desk| told(&desk.give_back(edition, revision, &reason)?))
        .await?;
    session.wake();
    Ok(decided)
}
