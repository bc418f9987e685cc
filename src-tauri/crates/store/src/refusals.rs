//! Refusals: what the portal did not take, until the member has seen it; the text itself is in the drafts.

use crate::{
    columns as col,
    error::{Error, Result},
    store::Store,
};
use editorial::{EditionId, EventId, Hash, Millis, decide::Refusal};
use rusqlite::{Connection, Row};

/// One notice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The refused event.
    pub id: EventId,
    /// The edition.
    pub edition: Option<EditionId>,
    /// Its title then.
    pub title: String,
    /// What was wished, as ledger.md names it.
    pub what: String,
    /// When the refusal came.
    pub at: Millis,
    /// Why.
    pub refusal: Refusal,
    /// What became of the two texts, where another came first.
    pub merged: Merged,
    /// The revision the act named: one that was offered and refused, or one that was decided on.
    pub revision: Option<Hash>,
    /// The last revision before it that was not refused.
    pub base: Option<Hash>,
}

/// What became of two texts of one edition.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Merged {
    /// Nothing was merged, or not yet.
    #[default]
    No,
    /// Both are in the draft.
    Clean,
    /// Some places are to be chosen from.
    Fork,
}

impl Merged {
    fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Clean => "clean",
            Self::Fork => "fork",
        }
    }
}

/// All notices, oldest first.
///
/// # Errors
///
/// Those of the database.
pub fn all(store: &Store) -> Result<Vec<Notice>> {
    store.read(|db| {
        let mut select = db.prepare_cached(&format!("{SELECT} ORDER BY n"))?;
        col::all(select.query([])?, of_row)
    })
}

/// How many notices there are.
///
/// # Errors
///
/// Those of the database.
pub fn count(store: &Store) -> Result<u64> {
    store.read(|db| Ok(db.query_row("SELECT count(*) FROM refusal", [], |row| row.get(0))?))
}

/// Adds a notice, or changes the one of the same event.
///
/// # Errors
///
/// Those of the database.
pub fn add(store: &Store, notice: &Notice) -> Result<()> {
    store.write(|tx| write(tx, notice))
}

/// The member has seen it.
///
/// # Errors
///
/// [`Error::NotFound`].
pub fn dismiss(store: &Store, id: EventId) -> Result<()> {
    store.write(|tx| {
        match tx
            .prepare_cached("DELETE FROM refusal WHERE id = ?")?
            .execute([id.to_string()])?
        {
            0 => Err(Error::NotFound("a refusal")),
            _ => Ok(()),
        }
    })
}

pub(crate) fn write(db: &Connection, notice: &Notice) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO refusal (id, edition, title, what, at, refusal, merged, revision, base) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (id) DO UPDATE SET edition = excluded.edition, title = excluded.title, what = excluded.what, at = excluded.at,
             refusal = excluded.refusal, merged = excluded.merged, revision = excluded.revision, base = excluded.base",
    )?
    .execute((
        notice.id.to_string(),
        notice.edition.map(|id| id.to_string()),
        &notice.title,
        &notice.what,
        notice.at.0,
        serde_json::to_string(&notice.refusal)?,
        notice.merged.as_str(),
        notice.revision.as_ref().map(Hash::as_bytes),
        notice.base.as_ref().map(Hash::as_bytes),
    ))?;
    Ok(())
}

/// A merge is seen once its draft was submitted, shared or dropped.
pub(crate) fn dismiss_merged(db: &Connection, edition: EditionId) -> Result<()> {
    db.prepare_cached("DELETE FROM refusal WHERE edition = ? AND merged <> 'no'")?
        .execute([edition.to_string()])?;
    Ok(())
}

/// The notice of a refused revision; of a decision on one there may be another.
pub(crate) fn of_revision(
    db: &Connection,
    edition: EditionId,
    revision: Hash,
) -> Result<Option<Notice>> {
    let mut select = db.prepare_cached(&format!(
        "{SELECT} WHERE edition = ? AND revision = ? AND what IN ('shared', 'submitted')"
    ))?;
    let mut rows = select.query((edition.to_string(), revision.as_bytes()))?;
    rows.next()?.map(of_row).transpose()
}

const SELECT: &str =
    "SELECT id, edition, title, what, at, refusal, merged, revision, base FROM refusal";

fn of_row(row: &Row<'_>) -> Result<Notice> {
    let merged: String = col::value(row, 6)?;
    Ok(Notice {
        id: col::parsed(row, 0)?,
        edition: col::parsed_or_null(row, 1)?,
        title: col::value(row, 2)?,
        what: col::value(row, 3)?,
        at: col::millis(row, 4)?,
        refusal: col::json(row, 5)?,
        merged: match merged.as_str() {
            "clean" => Merged::Clean,
            "fork" => Merged::Fork,
            _ => Merged::No,
        },
        revision: col::hash_or_null(row, 7)?,
        base: col::hash_or_null(row, 8)?,
    })
}
