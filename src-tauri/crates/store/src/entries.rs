//! The list by items: an item stands once, with both its editions, at the place of the one touched last.

use crate::{
    columns,
    error::Result,
    list::{self, Filter, Row},
    store::Store,
};
use editorial::{ItemId, Lang, Millis};
use rusqlite::{Connection, types::ToSql};
use std::iter;

/// Which items are wanted: those of which one edition fits.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// What must be so of an edition; `limit` and `offset` count items.
    pub filter: Filter,
    /// In this section.
    pub section: Option<String>,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The Vietnamese edition; the English one where there is no other.
    pub row: Row,
    /// The English edition beside it.
    pub english: Option<Row>,
    /// When one of them was last touched.
    pub updated: Millis,
}

impl Entry {
    fn of(one: Row, other: Option<Row>) -> Self {
        let updated = other
            .iter()
            .fold(one.updated, |updated, other| updated.max(other.updated));
        let (row, english) = match other {
            Some(other) if one.edition.lang == Lang::En => (other, Some(one)),
            other => (one, other),
        };
        Self {
            row,
            english,
            updated,
        }
    }
}

/// One item, where the list shows it.
pub(crate) fn load(db: &Connection, item: ItemId) -> Result<Option<Entry>> {
    let [one, other] = item.editions().map(|edition| list::load(db, edition));
    Ok(match (one?, other?) {
        (Some(one), other) => Some(Entry::of(one, other)),
        (None, other) => other.map(|other| Entry::of(other, None)),
    })
}

/// The items that fit, the last touched first.
///
/// # Errors
///
/// Those of the database.
pub fn entries(store: &Store, wanted: &Wanted) -> Result<Vec<Entry>> {
    let (from, mut values) = from(wanted);
    let sql = format!(
        "SELECT {}, {} {from} ORDER BY r.updated DESC, r.edition DESC LIMIT ? OFFSET ?",
        list::columns("r"),
        list::columns("o"),
    );
    values.push(Box::new(wanted.filter.limit.map_or(-1, i64::from)));
    values.push(Box::new(wanted.filter.offset));
    store.read(|db| {
        let mut select = db.prepare_cached(&sql)?;
        let rows = select.query(rusqlite::params_from_iter(values))?;
        columns::all(rows, |row| {
            let newest = list::of_row(row, 0)?;
            let other = match row.get_ref(list::COLUMNS.len())? {
                rusqlite::types::ValueRef::Null => None,
                _ => Some(list::of_row(row, list::COLUMNS.len())?),
            };
            Ok(Entry::of(newest, other))
        })
    })
}

/// How many items fit, and of these how many were touched at each of these times or later.
///
/// # Errors
///
/// Those of the database.
pub fn outline(store: &Store, wanted: &Wanted, since: &[Millis]) -> Result<(u64, Vec<u64>)> {
    let (from, values) = from(wanted);
    let sums = since
        .iter()
        .map(|at| format!("coalesce(sum(r.updated >= {}), 0)", at.0));
    let columns: Vec<_> = iter::once("count(*)".to_owned()).chain(sums).collect();
    store.read(|db| {
        let mut select = db.prepare_cached(&format!("SELECT {} {from}", columns.join(", ")))?;
        Ok(select.query_row(rusqlite::params_from_iter(values), |row| {
            let counts = (1..=since.len()).map(|at| row.get(at));
            Ok((row.get(0)?, counts.collect::<rusqlite::Result<_>>()?))
        })?)
    })
}

/// Each item by its edition touched last (`r`), beside the other one (`o`), where one of both fits.
fn from(wanted: &Wanted) -> (String, Vec<Box<dyn ToSql>>) {
    let mut values: Vec<Box<dyn ToSql>> = Vec::new();
    let fits = |of: &str, values: &mut Vec<Box<dyn ToSql>>| {
        let mut conditions = vec![format!("{of}.edition IS NOT NULL")];
        let filter = &wanted.filter;
        if let Some(kind) = filter.kind {
            conditions.push(format!("{of}.kind = ?"));
            values.push(Box::new(kind.as_str()));
        }
        if let Some(state) = filter.state {
            conditions.push(format!("? IN ({of}.state, {of}.pending)"));
            values.push(Box::new(state.as_str()));
        }
        if let Some(lang) = filter.lang {
            conditions.push(format!("substr({of}.edition, -2) = ?"));
            values.push(Box::new(lang.as_str()));
        }
        if let Some(section) = &wanted.section {
            conditions.push(format!("{of}.section = ?"));
            values.push(Box::new(section.clone()));
        }
        if filter.mine {
            conditions.push(format!("{of}.mine"));
        }
        conditions.join(" AND ")
    };
    let (of_r, of_o) = (fits("r", &mut values), fits("o", &mut values));
    let from = format!(
        "FROM item_row r LEFT JOIN item_row o
         ON o.edition = substr(r.edition, 1, 36) || CASE substr(r.edition, -2) WHEN 'vi' THEN ':en' ELSE ':vi' END
         WHERE (o.edition IS NULL OR (r.updated, r.edition) > (o.updated, o.edition)) AND ({of_r} OR {of_o})"
    );
    (from, values)
}
