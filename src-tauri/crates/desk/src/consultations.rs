//! The consultations with their times: which are open, until when, and how much the public wrote.

use crate::{
    Desk, Result,
    items::{Entry, Wanted},
    rows::Row,
    time,
};
use editorial::{
    Content, EditionId, Kind, Millis,
    checks::{closes_at, opens_at},
    state::Edition,
};
use serde::Serialize;
use store::Filter;

/// One consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ConsultationRow {
    /// The Vietnamese edition; the English one where there is no other.
    pub row: Row,
    /// The English edition beside it.
    pub english: Option<Row>,
    /// When one of them was last touched.
    pub updated: String,
    /// From when the public can write to it.
    pub opens: Option<String>,
    /// From when it no longer can.
    pub closes: Option<String>,
    /// How much the public wrote to either edition.
    pub comments: u64,
}

impl Desk {
    /// All consultations, the one that closes first before the others; those without an end come last. The times are
    /// those readers see, or those of the newest text where readers see nothing yet.
    ///
    /// # Errors
    /// Those of the store.
    pub fn consultations(&self) -> Result<Vec<ConsultationRow>> {
        let filter = Filter {
            kind: Some(Kind::Consultation),
            ..Filter::default()
        };
        let wanted = Wanted {
            filter,
            section: None,
        };
        let counts = store::comments::counts(&self.store)?;
        let mut rows = Vec::new();
        for entry in self.entries(&wanted)? {
            let Entry {
                row,
                english,
                updated,
            } = entry;
            let (opens, closes) = open_between(&self.seen_content(row.edition)?);
            let editions = [Some(&row), english.as_ref()];
            let comments = editions
                .into_iter()
                .flatten()
                .filter_map(|row| counts.get(&row.edition))
                .sum();
            let line = ConsultationRow {
                row,
                english,
                updated,
                opens: opens.map(time::write),
                closes: closes.map(time::write),
                comments,
            };
            rows.push((closes.unwrap_or(Millis(i64::MAX)), line));
        }
        rows.sort_by_key(|(closes, _)| *closes);
        Ok(rows.into_iter().map(|(_, row)| row).collect())
    }

    /// What readers see; where they see nothing, the newest text.
    fn seen_content(&self, edition: EditionId) -> Result<Content> {
        let state = self.expected(edition)?;
        let live = state
            .editions
            .get(&edition)
            .and_then(Edition::live_revision);
        match live.map(|hash| self.content_of(edition, hash)) {
            Some(Ok(content)) => Ok(content),
            _ => self.newest_content(edition),
        }
    }
}

/// From when the public can write to a consultation, and from when it no longer can, as its fields say.
pub(crate) fn open_between(content: &Content) -> (Option<Millis>, Option<Millis>) {
    let at = |name: &str, read: fn(&str) -> Option<Millis>| {
        content.fields.get(name).and_then(|value| read(value))
    };
    (at("opens", opens_at), at("closes", closes_at))
}
