//! Problems as RFC 9457.

use editorial::Code;
use serde::{Deserialize, Serialize};

/// What a problem's `type` begins with; the code stands behind it.
pub const TYPE_BASE: &str = "https://banthao.example/problems/";

/// An answer with a status of 400 and over, as `application/problem+json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// [`TYPE_BASE`] and the code, or `about:blank` where the status says it all.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, in a few words.
    pub title: String,
    /// The status.
    pub status: u16,
    /// What happened this time.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
    /// Whether trying the same again later can help.
    pub retry: bool,
}

impl Problem {
    /// A problem with one of the names of [`Code`].
    pub fn new(code: Code, status: u16, title: &str) -> Self {
        Self {
            kind: format!("{TYPE_BASE}{code}"),
            title: title.to_owned(),
            status,
            detail: None,
            retry: code.retry(),
        }
    }

    /// The code in `type`, where it has one that this version knows.
    pub fn code(&self) -> Option<Code> {
        let name = self.kind.strip_prefix(TYPE_BASE)?;
        serde_json::from_value(serde_json::Value::String(name.to_owned())).ok()
    }
}
