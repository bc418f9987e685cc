//! Rows as the command line and the window show them.

use crate::time;
use editorial::{EditionId, Hash, Kind, Lang, Role, state::WaitsFor};
use serde::Serialize;

/// One edition in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[allow(clippy::struct_excessive_bools)] // As promised on the command line.
pub struct Row {
    /// The item.
    pub item: editorial::ItemId,
    /// The edition.
    pub edition: EditionId,
    /// What the item is.
    pub kind: Kind,
    /// The language.
    pub lang: Lang,
    /// The title.
    pub title: String,
    /// The live state, or that of the work where nothing is live.
    pub state: String,
    /// The state of the work, where both are.
    pub pending: Option<String>,
    /// The newest revision.
    pub revision: Option<Hash>,
    /// The live one.
    pub published_revision: Option<Hash>,
    /// A draft here differs from the newest revision.
    pub draft: bool,
    /// There are two texts to choose from.
    pub fork: bool,
    /// The source has moved on.
    pub out_of_date: bool,
    /// What publication waits for.
    pub waits_for: Option<WaitsFor>,
    /// The time it is scheduled for.
    pub at: Option<String>,
    /// When it was last touched.
    pub updated: String,
    /// The author, as written in its fields.
    pub author: Option<String>,
    /// The section.
    pub section: Option<String>,
    /// Why it was returned or ended.
    pub reason: Option<String>,
    /// I hold a draft or wrote one of its revisions.
    pub mine: bool,
    /// A later version wrote it: to be read, not changed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub newer: bool,
}

impl From<store::Row> for Row {
    fn from(row: store::Row) -> Self {
        Self {
            item: row.edition.item,
            edition: row.edition,
            kind: row.kind,
            lang: row.edition.lang,
            title: row.title,
            state: row.state.to_string(),
            pending: row.pending.map(|state| state.to_string()),
            revision: row.revision,
            published_revision: row.published_revision,
            draft: row.draft,
            fork: row.fork,
            out_of_date: row.out_of_date,
            waits_for: row.waits_for,
            at: row.at.map(time::write),
            updated: time::write(row.updated),
            author: row.author,
            section: row.section,
            reason: row.reason,
            mine: row.mine,
            newer: row.newer,
        }
    }
}

/// One approval as it is shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Approval {
    /// Who.
    pub member: editorial::MemberId,
    /// As what.
    pub role: Role,
    /// Of which revision.
    pub revision: Hash,
    /// When the portal took it.
    pub at: String,
}
