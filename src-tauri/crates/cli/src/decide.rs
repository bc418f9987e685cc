//! Submitting and deciding: times and reasons as they are written on the command line.

use crate::print::{self, Answer};
use desk::{Desk, DeskError};
use editorial::{Code, EditionId, Hash, Millis};

fn time(text: &str) -> Result<Millis, DeskError> {
    desk::time::parse(text).ok_or_else(|| DeskError::about(Code::BadField, text))
}

pub(crate) fn submit(
    desk: &Desk,
    edition: EditionId,
    note: Option<String>,
    at: Option<&str>,
    reasons: &[String],
) -> Result<Answer, DeskError> {
    let mut given = Vec::new();
    for reason in reasons {
        let (check, text) = reason
            .split_once('=')
            .ok_or_else(|| DeskError::about(Code::BadField, reason))?;
        given.push((check.trim().to_owned(), text.to_owned()));
    }
    print::value(&desk.submit(
        edition,
        desk::review::Submission {
            note,
            publish_at: at.map(time).transpose()?,
            reasons: given,
        },
    )?)
}

pub(crate) fn approve(
    desk: &Desk,
    edition: EditionId,
    revision: Hash,
    at: Option<&str>,
) -> Result<Answer, DeskError> {
    print::value(&desk.approve(edition, revision, at.map(time).transpose()?)?)
}

pub(crate) fn schedule(desk: &Desk, edition: EditionId, at: &str) -> Result<Answer, DeskError> {
    print::value(&desk.schedule(edition, time(at)?)?)
}
