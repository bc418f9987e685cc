//! The list: one row for each edition, as the screens and the command line show it.

use crate::{columns as col, error::Result, store::Store};
use editorial::{EditionId, Hash, Kind, Lang, Millis, state::WaitsFor};
use rusqlite::{Connection, types::ToSql};
use std::{fmt, str::FromStr};

/// The state of an edition as a list shows it: that of what readers see, or of the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Shown {
    /// Readers see it.
    Published,
    /// Readers see it under a notice.
    Withdrawn,
    /// Readers saw it once.
    Unpublished,
    /// Being written.
    Draft,
    /// Before those who decide.
    Submitted,
    /// Sent back to the writer.
    Returned,
    /// Fully approved, waiting for a file, the source, or the portal.
    Approved,
    /// Fully approved, waiting for its time.
    Scheduled,
}

impl Shown {
    /// All states.
    pub const ALL: [Self; 8] = [
        Self::Published,
        Self::Withdrawn,
        Self::Unpublished,
        Self::Draft,
        Self::Submitted,
        Self::Returned,
        Self::Approved,
        Self::Scheduled,
    ];

    /// The state's name on the command line.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Published => "published",
            Self::Withdrawn => "withdrawn",
            Self::Unpublished => "unpublished",
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Returned => "returned",
            Self::Approved => "approved",
            Self::Scheduled => "scheduled",
        }
    }
}

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Shown {
    type Err = editorial::ids::BadId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|state| state.as_str() == text)
            .ok_or_else(|| editorial::ids::BadId {
                what: "a state",
                text: text.to_owned(),
            })
    }
}

/// One row.
#[allow(clippy::struct_excessive_bools)] // Each is a column of the promised list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The edition.
    pub edition: EditionId,
    /// What the item is.
    pub kind: Kind,
    /// Its title: of the draft, else of the newest revision; a translation without one shows its source's.
    pub title: String,
    /// What readers see of it, or the state of the work where they see nothing.
    pub state: Shown,
    /// The state of the work, where readers see something, too.
    pub pending: Option<Shown>,
    /// The newest revision.
    pub revision: Option<Hash>,
    /// The live one.
    pub published_revision: Option<Hash>,
    /// A draft here differs from the newest revision.
    pub draft: bool,
    /// There are two texts to choose from.
    pub fork: bool,
    /// The board offered a newer text of the source than the one this translation follows.
    pub out_of_date: bool,
    /// What publication waits for.
    pub waits_for: Option<WaitsFor>,
    /// The time of publication that was asked for.
    pub at: Option<Millis>,
    /// When it was last touched.
    pub updated: Millis,
    /// The author's name in its fields.
    pub author: Option<String>,
    /// The section in its fields.
    pub section: Option<String>,
    /// Why it was returned, withdrawn or unpublished, where that is known.
    pub reason: Option<String>,
    /// A draft is here, or this member wrote one of its revisions.
    pub mine: bool,
    /// A later version wrote it: to be read, not changed.
    pub newer: bool,
}

/// Which rows are wanted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Filter {
    /// Of this kind.
    pub kind: Option<Kind>,
    /// Whose `state` or `pending` is this.
    pub state: Option<Shown>,
    /// In this language.
    pub lang: Option<Lang>,
    /// Only mine.
    pub mine: bool,
    /// At most so many.
    pub limit: Option<u32>,
    /// So many are passed over first.
    pub offset: u32,
}

pub(crate) const COLUMNS: [&str; 18] = [
    "edition",
    "kind",
    "title",
    "state",
    "pending",
    "revision",
    "published_revision",
    "draft",
    "fork",
    "out_of_date",
    "waits_for",
    "at",
    "updated",
    "author",
    "section",
    "reason",
    "mine",
    "newer",
];

/// The columns of a row, of the table named so.
pub(crate) fn columns(of: &str) -> String {
    COLUMNS.map(|column| format!("{of}.{column}")).join(", ")
}

fn select() -> String {
    format!("SELECT {} FROM item_row", COLUMNS.join(", "))
}

/// The rows that fit, the last touched first.
///
/// # Errors
///
/// Those of the database.
pub fn list(store: &Store, filter: &Filter) -> Result<Vec<Row>> {
    let (sql, values) = wanted(filter);
    store.read(|db| {
        let mut select = db.prepare_cached(&sql)?;
        let rows = select.query(rusqlite::params_from_iter(values))?;
        col::all(rows, |row| of_row(row, 0))
    })
}

/// What asks for them.
fn wanted(filter: &Filter) -> (String, Vec<Box<dyn ToSql>>) {
    let mut sql = select();
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let mut conditions = Vec::new();
    if let Some(kind) = filter.kind {
        conditions.push("kind = ?");
        values.push(Box::new(kind.as_str()));
    }
    if let Some(state) = filter.state {
        // All of them are found by their state; the first few of what may be nearly everything, in their order.
        if filter.limit.is_none() {
            conditions.push("(state = ? OR pending = ?)");
            values.push(Box::new(state.as_str()));
        } else {
            conditions.push("? IN (state, pending)");
        }
        values.push(Box::new(state.as_str()));
    }
    if let Some(lang) = filter.lang {
        conditions.push("substr(edition, -2) = ?");
        values.push(Box::new(lang.as_str()));
    }
    if filter.mine {
        conditions.push("mine");
    }
    if !conditions.is_empty() {
        sql.push_str(" WHERE ");
        sql.push_str(&conditions.join(" AND "));
    }
    sql.push_str(" ORDER BY updated DESC, edition DESC LIMIT ? OFFSET ?");
    values.push(Box::new(filter.limit.map_or(-1, i64::from)));
    values.push(Box::new(filter.offset));
    (sql, values)
}

/// The row of one edition.
///
/// # Errors
///
/// Those of the database.
pub fn row(store: &Store, edition: EditionId) -> Result<Option<Row>> {
    store.read(|db| load(db, edition))
}

/// How many rows there are of each state, by `state` and by `pending`.
///
/// # Errors
///
/// Those of the database.
pub fn counts(store: &Store) -> Result<Vec<(Shown, u64)>> {
    store.read(|db| {
        let mut select = db.prepare_cached(
            "SELECT s, count(*) FROM (SELECT state AS s FROM item_row UNION ALL SELECT pending FROM item_row WHERE pending IS NOT NULL)
             GROUP BY s",
        )?;
        col::all(select.query([])?, |row| Ok((col::parsed(row, 0)?, col::value(row, 1)?)))
    })
}

pub(crate) fn load(db: &Connection, edition: EditionId) -> Result<Option<Row>> {
    let mut select = db.prepare_cached(&format!("{} WHERE edition = ?", select()))?;
    let mut rows = select.query([edition.to_string()])?;
    rows.next()?.map(|row| of_row(row, 0)).transpose()
}

/// The row whose columns begin there.
pub(crate) fn of_row(row: &rusqlite::Row<'_>, at: usize) -> Result<Row> {
    let waits_for: Option<String> = col::value(row, at + 10)?;
    Ok(Row {
        edition: col::parsed(row, at)?,
        kind: col::parsed(row, at + 1)?,
        title: col::value(row, at + 2)?,
        state: col::parsed(row, at + 3)?,
        pending: col::parsed_or_null(row, at + 4)?,
        revision: col::hash_or_null(row, at + 5)?,
        published_revision: col::hash_or_null(row, at + 6)?,
        draft: col::value(row, at + 7)?,
        fork: col::value(row, at + 8)?,
        out_of_date: col::value(row, at + 9)?,
        waits_for: match waits_for.as_deref() {
            Some("file") => Some(WaitsFor::File),
            Some("source") => Some(WaitsFor::Source),
            _ => None,
        },
        at: col::value::<Option<i64>>(row, at + 11)?.map(Millis),
        updated: col::millis(row, at + 12)?,
        author: col::value(row, at + 13)?,
        section: col::value(row, at + 14)?,
        reason: col::value(row, at + 15)?,
        mine: col::value(row, at + 16)?,
        newer: col::value(row, at + 17)?,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::{connection, schema};

    /// How the database finds them.
    fn plan(filter: &Filter) -> String {
        let mut db = connection::memory().unwrap();
        schema::migrate(&mut db).unwrap();
        let (sql, values) = wanted(filter);
        let mut explain = db.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).unwrap();
        let steps = explain
            .query_map(rusqlite::params_from_iter(values), |row| {
                row.get::<_, String>("detail")
            })
            .unwrap();
        steps
            .collect::<rusqlite::Result<Vec<_>>>()
            .unwrap()
            .join("\n")
    }

    #[test]
    fn all_in_a_state_are_found_by_it_and_a_page_of_them_in_the_order_of_the_list() {
        let mut filter = Filter {
            state: Some(Shown::Submitted),
            ..Filter::default()
        };
        let all = plan(&filter);
        assert!(
            all.contains("item_row_state") && all.contains("item_row_pending"),
            "{all}"
        );
        filter.limit = Some(100);
        let page = plan(&filter);
        assert!(
            page.contains("SCAN item_row USING INDEX item_row_newest"),
            "{page}"
        );
    }
}
