//! What there is to do in English: the Vietnamese texts the board has, by how their English edition stands.

use crate::{
    columns,
    error::Result,
    list::{self, Row},
    store::Store,
};
use rusqlite::types::ValueRef;

/// What an item needs in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

impl Need {
    /// All of them, in the order of a list.
    pub const ALL: [Self; 5] = [
        Self::Begin,
        Self::Update,
        Self::Mend,
        Self::GoOn,
        Self::Wait,
    ];
}

/// One item with something to do in English.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Translating {
    /// The Vietnamese edition.
    pub source: Row,
    /// The English one.
    pub english: Option<Row>,
    /// What it needs.
    pub need: Need,
}

/// Each Vietnamese text the board has seen and that is no ended page, `s`, beside its English, `e`, with its need as its
/// place in [`Need::ALL`]. A text that is nobody's but the writer's cannot be translated
/// yet, and none is begun on one that was sent back.
const NEEDS: &str = "SELECT *, CASE
        WHEN e_edition IS NULL THEN CASE WHEN state <> 'returned' THEN 0 END
        WHEN e_out_of_date THEN 1
        WHEN e_work = 'returned' THEN 2
        WHEN e_work = 'submitted' THEN 4
        WHEN e_work = 'draft' OR e_draft THEN 3
    END AS need FROM (
        SELECT s.edition AS edition, s.state AS state, s.updated AS updated, e.edition AS e_edition, e.out_of_date AS e_out_of_date,
            coalesce(e.pending, e.state) AS e_work, e.draft AS e_draft, e.updated AS e_updated
        FROM item_row s LEFT JOIN item_row e ON e.edition = substr(s.edition, 1, 36) || ':en'
        WHERE substr(s.edition, -2) = 'vi' AND s.revision IS NOT NULL AND s.state NOT IN ('withdrawn', 'unpublished')
    )";

/// The items with something to do in English: by what they need, of each need the oldest first.
///
/// # Errors
///
/// Those of the database.
pub fn list(store: &Store, offset: u32, limit: u32) -> Result<Vec<Translating>> {
    let sql = format!(
        "SELECT n.need, {}, {} FROM ({NEEDS}) n JOIN item_row s ON s.edition = n.edition
         LEFT JOIN item_row e ON e.edition = n.e_edition WHERE n.need IS NOT NULL
         ORDER BY n.need, CASE WHEN n.need < 2 THEN n.updated ELSE n.e_updated END, n.edition LIMIT ? OFFSET ?",
        list::columns("s"),
        list::columns("e"),
    );
    store.read(|db| {
        let mut select = db.prepare_cached(&sql)?;
        columns::all(select.query([limit, offset])?, |row| {
            let need: usize = columns::value(row, 0)?;
            let english = 1 + list::COLUMNS.len();
            Ok(Translating {
                need: Need::ALL.get(need).copied().unwrap_or(Need::Begin),
                source: list::of_row(row, 1)?,
                english: match row.get_ref(english)? {
                    ValueRef::Null => None,
                    _ => Some(list::of_row(row, english)?),
                },
            })
        })
    })
}

/// How many items there are of each need, in the order of [`Need::ALL`].
///
/// # Errors
///
/// Those of the database.
pub fn counts(store: &Store) -> Result<[u64; 5]> {
    store.read(|db| {
        let mut select = db.prepare_cached(&format!(
            "SELECT need, count(*) FROM ({NEEDS}) WHERE need IS NOT NULL GROUP BY need"
        ))?;
        let mut rows = select.query([])?;
        let mut counts = [0; 5];
        while let Some(row) = rows.next()? {
            let need: usize = columns::value(row, 0)?;
            if let Some(count) = counts.get_mut(need) {
                *count = columns::value(row, 1)?;
            }
        }
        Ok(counts)
    })
}
