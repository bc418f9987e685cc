//! Searching, and keeping the index up.

use crate::{Desk, Result, items::Entry};
use editorial::EditionId;

pub use store::Hit;

/// How many editions are indexed before a search answers; what is left follows in the background.
const BEFORE_SEARCH: u32 = 200;
/// How many editions are indexed in one go.
const AT_ONCE: u32 = 100;

/// One item found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The item, as the list has it.
    pub entry: Entry,
    /// The edition that holds the words.
    pub edition: EditionId,
    /// A piece of that edition's text around the words.
    pub snippet: String,
}

impl Desk {
    /// Plain words in titles and texts, newest first, as written before as folded.
    ///
    /// # Errors
    /// Those of the store.
    pub fn search(&self, text: &str, limit: u32) -> Result<Vec<Hit>> {
        // What was written a moment ago is found: a few texts are indexed at once, many in the background.
        store::search::index_some(&self.store, BEFORE_SEARCH)?;
        Ok(store::search::search(&self.store, text, limit)?)
    }

    /// As [`Desk::search`], but each item once with both its editions; `limit` counts items.
    ///
    /// # Errors
    /// Those of the store.
    pub fn search_items(&self, text: &str, limit: u32) -> Result<Vec<Found>> {
        store::search::index_some(&self.store, BEFORE_SEARCH)?;
        let found = store::search::items(&self.store, text, limit)?.into_iter();
        Ok(found
            .map(|found| Found {
                entry: Entry::from(found.entry),
                edition: found.edition,
                snippet: found.snippet,
            })
            .collect())
    }

    /// Indexes until nothing is left, or until `go_on` says no; returns how many are left.
    ///
    /// # Errors
    /// Those of the store.
    pub fn index(&self, go_on: &dyn Fn(u64) -> bool) -> Result<u64> {
        loop {
            let left = store::search::index_some(&self.store, AT_ONCE)?;
            if left == 0 || !go_on(left) {
                return Ok(left);
            }
        }
    }
}
