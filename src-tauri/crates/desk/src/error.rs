//! What a person is told when something could not be done.

use crate::words::{self, Tongue};
use editorial::{
    Code,
    checks::{FieldProblem, Finding},
    decide::Refusal,
};
use serde::{Deserialize, Serialize};

/// `{code, message, retry}`: what the window and the command line show.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct DeskError {
    /// The name of the reason.
    pub code: Code,
    /// What happened, what was kept, what to do.
    pub message: String,
    /// Whether trying the same again later can help.
    pub retry: bool,
    /// The findings, where checks are the reason.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub checks: Vec<Finding>,
}

/// The result of a use case.
pub type Result<T> = std::result::Result<T, DeskError>;

impl DeskError {
    /// An error with the usual words for its code.
    pub fn new(code: Code) -> Self {
        Self {
            code,
            message: words::of(code, Tongue::current()).to_owned(),
            retry: code.retry(),
            checks: Vec::new(),
        }
    }

    /// An error whose usual words are followed by what it is about.
    pub fn about(code: Code, what: impl std::fmt::Display) -> Self {
        let mut error = Self::new(code);
        error.message = format!("{} ({what})", error.message);
        error
    }
}

impl From<Code> for DeskError {
    fn from(code: Code) -> Self {
        Self::new(code)
    }
}

impl From<FieldProblem> for DeskError {
    fn from(problem: FieldProblem) -> Self {
        Self {
            message: problem.message(Tongue::current().lang()),
            ..Self::new(problem.code())
        }
    }
}

impl From<Refusal> for DeskError {
    fn from(refusal: Refusal) -> Self {
        let tongue = Tongue::current();
        let mut error = Self::new(refusal.code);
        if !refusal.roles.is_empty() {
            let roles: Vec<&str> = refusal
                .roles
                .iter()
                .map(|role| words::role(*role, tongue))
                .collect();
            let roles = roles.join(", ");
            error.message = match refusal.code {
                // Its words end in naming them.
                Code::PolicyUnfulfillable => format!("{} {roles}.", error.message),
                _ => format!("{} ({roles})", error.message),
            };
        }
        if let Some(first) = refusal.checks.first() {
            error.message = format!("{} {}", error.message, first.message(tongue.lang()));
        }
        error.checks = refusal.checks;
        error
    }
}

impl From<store::Error> for DeskError {
    fn from(error: store::Error) -> Self {
        tracing::debug!(%error, "store");
        match error.code() {
            // What lies behind a damaged store helps whoever is asked for help.
            Some(Code::Damaged) => Self::about(Code::Damaged, error),
            Some(code) => Self::new(code),
            // The system itself said no: its own words are the best there are.
            None => Self::about(Code::BadFile, error),
        }
    }
}

impl From<sync::portal::PortalError> for DeskError {
    fn from(error: sync::portal::PortalError) -> Self {
        let mut told = Self::new(error.code());
        if let sync::portal::PortalError::Problem { retry, .. } = error {
            told.retry = retry;
        }
        tracing::debug!(%error, "portal");
        told
    }
}
