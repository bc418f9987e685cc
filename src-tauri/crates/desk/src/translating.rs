//! What there is to do in English.

use crate::{Desk, Result, items::Row};
use serde::Serialize;
use store::translating;

/// What an item needs in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// It has no English edition.
    Begin,
    /// Its English follows an older text.
    Update,
    /// Its English was sent back.
    Mend,
    /// Its English is being written.
    GoOn,
    /// Its English waits for a decision.
    Wait,
}

/// One item with something to do in English.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Translating {
    /// The Vietnamese edition.
    pub source: Row,
    /// The English one.
    pub english: Option<Row>,
    /// What it needs.
    pub need: Need,
}

impl Desk {
    /// The items with something to do in English: by what they need, of each need the oldest first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn translating(&self, offset: u32, limit: u32) -> Result<Vec<Translating>> {
        let found = translating::list(&self.store, offset, limit)?.into_iter();
        Ok(found.map(Translating::from).collect())
    }

    /// How many items there are of each need, in the order of the list.
    ///
    /// # Errors
    /// Those of the store.
    pub fn translating_counts(&self) -> Result<Vec<(Need, u64)>> {
        let counts = translating::counts(&self.store)?;
        let needs = translating::Need::ALL.map(Need::from);
        Ok(needs.into_iter().zip(counts).collect())
    }
}

impl From<translating::Need> for Need {
    fn from(need: translating::Need) -> Self {
        match need {
            translating::Need::Begin => Self::Begin,
            translating::Need::Update => Self::Update,
            translating::Need::Mend => Self::Mend,
            translating::Need::GoOn => Self::GoOn,
            translating::Need::Wait => Self::Wait,
        }
    }
}

impl From<translating::Translating> for Translating {
    fn from(found: translating::Translating) -> Self {
        Self {
            source: found.source.into(),
            english: found.english.map(Row::from),
            need: found.need.into(),
        }
    }
}
