//! Drafts: what is written here and has not been submitted or shared. Saving one never fails for what it says.

use crate::{
    columns as col,
    error::{Error, Result},
    projection, refusals, search, snapshots,
    store::Store,
};
use editorial::{Content, EditionId, Hash, Kind, Millis};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

/// One edition as it is written here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// The edition.
    pub edition: EditionId,
    /// What the item is.
    pub kind: Kind,
    /// The text.
    pub content: Content,
    /// The revision it builds on; none for a new edition.
    pub base: Option<Hash>,
    /// When it was begun.
    pub created: Millis,
    /// When it was last changed.
    pub updated: Millis,
    /// A later version wrote what it builds on: to be read, not changed.
    pub read_only: bool,
    /// What came together in it, while that is to be looked at.
    pub merge: Option<Merge>,
}

/// Two texts that came together in a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merge {
    /// The head that came first.
    pub theirs: Hash,
    /// The own revision that was refused, where it was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Hash>,
    /// The own text as it was, where it was no revision yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine_content: Option<Box<Content>>,
    /// The revision both began from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Hash>,
    /// The places changed on both sides, in the form that the merge gives them; while there is one, it is a fork.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<serde_json::Value>,
}

impl Draft {
    /// Whether there are places to choose from before it can be submitted.
    pub fn is_fork(&self) -> bool {
        self.merge
            .as_ref()
            .is_some_and(|merge| !merge.conflicts.is_empty())
    }
}

/// Saves a draft in place, and its row in the list, in one transaction.
///
/// A snapshot by time is made where the last is more than ten minutes old. On a full disk the room kept for this is
/// given up and the save tried once more; from then on the store is read-only but for this function.
///
/// # Errors
///
/// [`Error::DiskFull`] where even that does not help.
pub fn put(store: &Store, draft: &Draft) -> Result<()> {
    save(store, draft, |_| Ok(()))
}

/// Saves what somebody writes, as [`put`]; not over a draft that another text was merged into since it was read.
///
/// # Errors
///
/// [`Error::Stale`], [`Error::DiskFull`].
pub fn put_on_its_base(store: &Store, draft: &Draft) -> Result<()> {
    save(store, draft, |db| {
        let base = db
            .prepare_cached("SELECT base FROM draft WHERE edition = ?")?
            .query_row([draft.edition.to_string()], |row| {
                Ok(col::hash_or_null(row, 0))
            })
            .optional()?
            .transpose()?;
        still(base.is_none_or(|base| base == draft.base))
    })
}

/// Puts a draft in the place of the one it was made from; not over words written since.
///
/// # Errors
///
/// [`Error::Stale`], [`Error::DiskFull`].
pub fn replace(store: &Store, before: &Draft, draft: &Draft) -> Result<()> {
    save(store, draft, |db| {
        still(load(db, draft.edition)?.as_ref() == Some(before))
    })
}

fn still(is: bool) -> Result<()> {
    if is { Ok(()) } else { Err(Error::Stale) }
}

fn save(store: &Store, draft: &Draft, check: impl Fn(&Connection) -> Result<()>) -> Result<()> {
    let save = || {
        store.write_even_if_full(|tx| {
            check(tx)?;
            if !store.is_read_only() {
                snapshots::by_time(tx, draft)?;
            }
            write(tx, draft)
        })
    };
    match save() {
        Err(Error::DiskFull) => {
            let given_up = store
                .profile
                .as_ref()
                .is_some_and(crate::profile::Profile::give_up_reserve);
            store.set_read_only();
            if given_up {
                save()
            } else {
                Err(Error::DiskFull)
            }
        }
        other => other,
    }
}

/// Writes draft and row.
pub(crate) fn write(db: &Connection, draft: &Draft) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO draft (edition, kind, base, created, updated, read_only, merge, content)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (edition) DO UPDATE SET kind = excluded.kind, base = excluded.base, updated = excluded.updated,
             read_only = excluded.read_only, merge = excluded.merge, content = excluded.content",
    )?
    .execute((
        draft.edition.to_string(),
        draft.kind.as_str(),
        draft.base.as_ref().map(Hash::as_bytes),
        draft.created.0,
        draft.updated.0,
        draft.read_only,
        draft.merge.as_ref().map(serde_json::to_string).transpose()?,
        serde_json::to_string(&draft.content)?,
    ))?;
    search::queue(db, draft.edition)?;
    projection::item(db, draft.edition.item)
}

const SELECT: &str =
    "SELECT edition, kind, base, created, updated, read_only, merge, content FROM draft";

/// The draft of an edition.
///
/// # Errors
///
/// Those of the database.
pub fn get(store: &Store, edition: EditionId) -> Result<Option<Draft>> {
    store.read(|db| load(db, edition))
}

/// All drafts, the last changed first.
///
/// # Errors
///
/// Those of the database.
pub fn all(store: &Store) -> Result<Vec<Draft>> {
    store.read(|db| {
        let mut select = db.prepare_cached(&format!("{SELECT} ORDER BY updated DESC, edition"))?;
        col::all(select.query([])?, of_row)
    })
}

/// How many drafts there are.
///
/// # Errors
///
/// Those of the database.
pub fn count(store: &Store) -> Result<u64> {
    store.read(|db| Ok(db.query_row("SELECT count(*) FROM draft", [], |row| row.get(0))?))
}

/// Drops a draft; the edition goes back to its newest revision, and a notice about what was merged into it goes, too.
/// Its text stays as a snapshot.
///
/// # Errors
///
/// [`Error::NotFound`] where there is none.
pub fn delete(store: &Store, edition: EditionId, at: Millis) -> Result<()> {
    store.write(|tx| {
        let draft = load(tx, edition)?.ok_or(Error::NotFound("a draft of this edition"))?;
        snapshots::keep(tx, edition, None, at, &draft.content)?;
        remove(tx, edition)?;
        refusals::dismiss_merged(tx, edition)?;
        projection::item(tx, edition.item)
    })
}

/// Drops a draft without looking back; the caller projects.
pub(crate) fn remove(db: &Connection, edition: EditionId) -> Result<()> {
    db.prepare_cached("DELETE FROM draft WHERE edition = ?")?
        .execute([edition.to_string()])?;
    search::queue(db, edition)
}

pub(crate) fn load(db: &Connection, edition: EditionId) -> Result<Option<Draft>> {
    let mut select = db.prepare_cached(&format!("{SELECT} WHERE edition = ?"))?;
    let mut rows = select.query([edition.to_string()])?;
    rows.next()?.map(of_row).transpose()
}

fn of_row(row: &Row<'_>) -> Result<Draft> {
    let merge: Option<String> = col::value(row, 6)?;
    Ok(Draft {
        edition: col::parsed(row, 0)?,
        kind: col::parsed(row, 1)?,
        base: col::hash_or_null(row, 2)?,
        created: col::millis(row, 3)?,
        updated: col::millis(row, 4)?,
        read_only: col::value(row, 5)?,
        merge: merge.map(|text| serde_json::from_str(&text)).transpose()?,
        content: col::json(row, 7)?,
    })
}
