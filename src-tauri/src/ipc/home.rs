//! What is mine to do, and what there is to do in English.

use super::{Problem, Row, told};
use serde::{Deserialize, Serialize};
use specta::Type;

/// What is mine to do, and what is coming.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Home {
    /// The text one wrote on last.
    pub last: Option<Last>,
    /// A few others being written, the last touched first.
    pub drafts: Vec<Row>,
    /// What came back, or must be chosen from two texts.
    pub returned: Vec<Row>,
    /// What waits for this member's decision, the earliest deadline first.
    pub decide: Vec<Due>,
    /// For a translator: the beginning of what is to be done in English.
    pub translate: Vec<Translating>,
    /// How long that list is.
    pub translate_count: u32,
    /// What is published or closes in the next days, in that order.
    pub coming: Vec<Coming>,
    /// What one handed in and nobody has decided yet.
    pub submitted: Vec<Row>,
}

/// A text one goes on with.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Last {
    /// What the list shows of it.
    pub row: Row,
    /// Its beginning.
    pub beginning: String,
}

/// Something to decide.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Due {
    /// What the list shows of it.
    pub row: Row,
    /// Until when.
    pub deadline: Option<String>,
}

/// Something that happens by itself.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Coming {
    /// What the list shows of it.
    pub row: Row,
    /// When.
    pub at: String,
    /// A consultation closes then; otherwise it is published.
    pub closes: bool,
}

/// One item with something to do in English.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Translating {
    /// The Vietnamese edition.
    pub source: Row,
    /// The English one.
    pub english: Option<Row>,
    /// What it needs: `begin`, `update`, `mend`, `go_on` or `wait`.
    pub need: String,
}

/// How many items need the same in English.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct NeedCount {
    /// What they need.
    pub need: String,
    /// How many they are.
    pub count: u32,
}

impl Translating {
    /// The row as the pages read it.
    pub(crate) fn of(found: &desk::translating::Translating) -> Result<Self, Problem> {
        Ok(Self {
            source: told(&found.source)?,
            english: found.english.as_ref().map(told).transpose()?,
            need: told(&found.need)?,
        })
    }
}
