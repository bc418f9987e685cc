//! The one form in which a command says that it could not be done.

use super::Check;
use desk::{DeskError, words::Tongue};
use serde::{Serialize, de::DeserializeOwned};
use specta::Type;

/// What could not be done.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Problem {
    /// One of the promised codes of the command line; the pages have two sentences for each.
    pub code: String,
    /// What happened, told in brief.
    pub message: String,
    /// Whether trying again can help.
    pub retry: bool,
    /// The findings that stand in the way, with `checks` and `needs_reason`.
    pub checks: Vec<Check>,
}

impl Problem {
    /// What nobody foresaw: told as it is, and worth another try.
    pub(crate) fn unexpected(what: impl std::fmt::Display) -> Self {
        Self {
            code: "unexpected".into(),
            message: what.to_string(),
            retry: true,
            checks: Vec::new(),
        }
    }
}

impl From<DeskError> for Problem {
    fn from(error: DeskError) -> Self {
        let lang = Tongue::current().lang();
        let checks = error.checks.into_iter().map(|finding| Check {
            message: finding.message(lang),
            check: finding.check,
            severity: told(&finding.severity).unwrap_or_default(),
            block: finding.block,
        });
        Self {
            code: error.code.to_string(),
            message: error.message,
            retry: error.retry,
            checks: checks.collect(),
        }
    }
}

/// What a use case answered, in the form the pages read. Both are described by the command line's JSON, so one is read
/// from the other; what does not fit is a defect of this program and said so.
pub(crate) fn told<T: DeserializeOwned>(answer: &impl Serialize) -> Result<T, Problem> {
    serde_json::to_value(answer)
        .and_then(serde_json::from_value)
        .map_err(Problem::unexpected)
}

/// An id, hash or name the pages sent, as what it is.
pub(crate) fn parsed<T: std::str::FromStr>(text: &str) -> Result<T, Problem> {
    text.parse().map_err(|_| Problem {
        code: "not_found".into(),
        message: text.chars().take(80).collect(),
        retry: false,
        checks: Vec::new(),
    })
}
