//! Checks before an item may be submitted.
//!
//! (Types by the lead, used by `decide` and on the wire: keep these names and shapes; fill in `run`.)

use crate::{body::Content, ids::Lang, kind::Kind};
use serde::{Deserialize, Serialize};

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What the item is.
    pub kind: Kind,
    /// The edition's language.
    pub lang: Lang,
    /// The edition's content.
    pub content: &'a Content,
    /// For a translation: the source revision it follows.
    pub source: Option<&'a Content>,
    /// For a translation: the newest source revision.
    pub newest_source: Option<&'a Content>,
    /// The keys of the board's sections, where known.
    pub sections: Option<&'a [String]>,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's name, as `attribution`.
    pub check: String,
    /// How much it matters.
    pub severity: Severity,
    /// The block, segment place or field it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be submitted.
    Blocks,
    /// It can be submitted with a reason.
    Reason,
    /// Worth a look.
    Advice,
}

/// Runs every check.
pub fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let _ = subject;
    Vec::new()
}
