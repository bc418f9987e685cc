//! Finding items by their words.
//!
//! FTS5, contentless: the index holds in which texts a term stands and nothing else, the texts lie where they are. Terms are
//! words as written (in small letters, with the tone at the end of its syllable, so that both ways of placing it are one),
//! words folded (without diacritics, đ as d), two of these side by side, numbers of documents and dates; those of titles
//! once more by themselves. Indexing follows in the background. A text's row gets a new number whenever it is indexed again,
//! so the newest stands first without any ranking, and the first few are found without reading the rest.

mod snippet;
mod terms;

use crate::{
    bodies, columns as col, drafts,
    entries::{self, Entry},
    error::{Error, Result},
    list,
    store::Store,
};
use editorial::{Content, EditionId, Lang};
use rusqlite::Connection;
use serde::Serialize;
use std::collections::BTreeMap;
use terms::Query;

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Hit {
    /// The edition.
    pub edition: EditionId,
    /// Its title.
    pub title: String,
    /// A piece of its text around the words, cut from the text itself.
    pub snippet: String,
    /// Its place, from 1.
    pub rank: u32,
}

/// One item found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The item, as the list has it.
    pub entry: Entry,
    /// The edition that holds the words; where both do, the one in which they stand better.
    pub edition: EditionId,
    /// A piece of that edition's text around the words.
    pub snippet: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Draft,
    Revision,
}

impl Part {
    const ALL: [Self; 2] = [Self::Draft, Self::Revision];

    fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Revision => "revision",
        }
    }
}

/// The text of an edition has changed: it is indexed when there is time.
pub(crate) fn queue(db: &Connection, edition: EditionId) -> Result<()> {
    // Put in anew, not left: whoever is indexing it now must find it here again.
    db.prepare_cached("INSERT OR REPLACE INTO to_index (edition) VALUES (?)")?
        .execute([edition.to_string()])?;
    Ok(())
}

/// What the index holds of an edition goes at once.
pub(crate) fn forget(db: &Connection, edition: EditionId) -> Result<()> {
    for part in Part::ALL {
        drop_row(db, edition, part)?;
    }
    db.execute_batch("INSERT INTO search (search) VALUES ('optimize')")?;
    Ok(())
}

fn drop_row(db: &Connection, edition: EditionId, part: Part) -> Result<()> {
    let key = (edition.to_string(), part.as_str());
    db.prepare_cached("DELETE FROM search WHERE rowid = (SELECT rowno FROM indexed WHERE edition = ? AND part = ?)")?
        .execute((&key.0, key.1))?;
    db.prepare_cached("DELETE FROM indexed WHERE edition = ? AND part = ?")?
        .execute((&key.0, key.1))?;
    Ok(())
}

/// How many editions wait to be indexed.
///
/// # Errors
///
/// Those of the database.
pub fn indexing(store: &Store) -> Result<u64> {
    store.read(|db| Ok(db.query_row("SELECT count(*) FROM to_index", [], |row| row.get(0))?))
}

/// Indexes at most `limit` editions, those that waited longest; answers how many still wait.
///
/// # Errors
///
/// Those of the database.
pub fn index_some(store: &Store, limit: u32) -> Result<u64> {
    // Reading and folding the texts is most of the work: it is done while others may write.
    let ready = store.read(|db| {
        let mut select =
            db.prepare_cached("SELECT id, edition FROM to_index ORDER BY id LIMIT ?")?;
        let mut rows = select.query([limit])?;
        let mut ready = Vec::new();
        while let Some(row) = rows.next()? {
            let id: i64 = col::value(row, 0)?;
            let edition: EditionId = col::parsed(row, 1)?;
            let parts = Part::ALL.map(|part| {
                content(db, edition, part).map(|content| content.map(|it| terms::terms(&it)))
            });
            ready.push((id, edition, parts));
        }
        Ok(ready)
    })?;
    store.write(|tx| {
        for (id, edition, parts) in ready {
            for (part, terms) in Part::ALL.into_iter().zip(parts) {
                drop_row(tx, edition, part)?;
                if let Some(terms) = terms? {
                    add_row(tx, edition, part, &terms)?;
                }
            }
            // Only if it has not been put in anew meanwhile.
            tx.prepare_cached("DELETE FROM to_index WHERE id = ?")?
                .execute([id])?;
        }
        Ok(tx.query_row("SELECT count(*) FROM to_index", [], |row| row.get(0))?)
    })
}

/// Throws the index away, to be made anew in the background.
///
/// # Errors
///
/// Those of the database.
pub fn rebuild(store: &Store) -> Result<()> {
    store.write(|tx| {
        tx.execute_batch(
            "INSERT INTO search (search) VALUES ('delete-all');
             DELETE FROM indexed;
             INSERT OR REPLACE INTO to_index (edition) SELECT edition FROM item_row ORDER BY updated, edition;",
        )?;
        Ok(())
    })
}

fn add_row(db: &Connection, edition: EditionId, part: Part, terms: &str) -> Result<()> {
    db.prepare_cached("INSERT INTO indexed (edition, part) VALUES (?, ?)")?
        .execute((edition.to_string(), part.as_str()))?;
    db.prepare_cached("INSERT INTO search (rowid, terms) VALUES (?, ?)")?
        .execute((db.last_insert_rowid(), terms))?;
    Ok(())
}

/// The text of an edition that the list shows, if it shows it.
fn content(db: &Connection, edition: EditionId, part: Part) -> Result<Option<Content>> {
    let Some(row) = list::load(db, edition)? else {
        return Ok(None);
    };
    match part {
        Part::Draft => Ok(drafts::load(db, edition)?
            .filter(|_| row.draft)
            .map(|draft| draft.content)),
        Part::Revision => {
            let Some(bytes) = row
                .revision
                .map(|revision| bodies::load(db, revision))
                .transpose()?
                .flatten()
            else {
                return Ok(None);
            };
            Ok(bodies::read_loosely(&bytes))
        }
    }
}

/// The editions whose draft or newest revision holds all words of `text`, at most `limit`.
///
/// Nothing in `text` is an operator. Words as written come before folded ones, titles before texts, words that stand side
/// by side before scattered ones; among equals the last indexed first. Nothing but signs finds nothing.
///
/// # Errors
///
/// Those of the database.
pub fn search(store: &Store, text: &str, limit: u32) -> Result<Vec<Hit>> {
    let query = Query::of(text);
    store.read(|db| {
        let mut hits = Vec::new();
        for edition in find(db, &query, limit, 2, |edition| edition)? {
            let Some(row) = list::load(db, edition)? else {
                continue;
            };
            let rank = u32::try_from(hits.len())
                .unwrap_or(u32::MAX)
                .saturating_add(1);
            hits.push(Hit {
                edition,
                title: row.title,
                snippet: snippet_of(db, edition, row.draft, &query)?,
                rank,
            });
        }
        Ok(hits)
    })
}

/// As [`search`], but each item once with both its editions, and the last word may be unfinished: what begins so comes
/// after what holds it whole. `limit` counts items.
///
/// # Errors
///
/// Those of the database.
pub fn items(store: &Store, text: &str, limit: u32) -> Result<Vec<Found>> {
    let query = Query::typed(text);
    store.read(|db| {
        let mut all = Vec::new();
        for edition in find(db, &query, limit, 4, |edition| edition.item)? {
            let Some(entry) = entries::load(db, edition.item)? else {
                continue;
            };
            let row = [Some(&entry.row), entry.english.as_ref()]
                .into_iter()
                .flatten()
                .find(|row| row.edition == edition);
            let Some(draft) = row.map(|row| row.draft) else {
                continue;
            };
            all.push(Found {
                snippet: snippet_of(db, edition, draft, &query)?,
                entry,
                edition,
            });
        }
        Ok(all)
    })
}

/// The editions found, the best first; of those that are the same by `key` only the best, of equals the Vietnamese.
/// `rows` is how many rows of the index may be the same.
fn find<K: Ord>(
    db: &Connection,
    query: &Query,
    limit: u32,
    rows: u64,
    key: impl Fn(EditionId) -> K,
) -> Result<Vec<EditionId>> {
    let mut found: Vec<EditionId> = Vec::new();
    // Where each stands among them, and since which tier.
    let mut seen: BTreeMap<K, (usize, usize)> = BTreeMap::new();
    let mut select = db.prepare_cached(
        "SELECT i.edition FROM search s JOIN indexed i ON i.rowno = s.rowid WHERE s.search MATCH ? ORDER BY s.rowid DESC LIMIT ?",
    )?;
    for (n, tier) in query.tiers().into_iter().enumerate() {
        if found.len() >= limit as usize {
            break;
        }
        // An earlier tier's hits come again.
        let most = rows * (u64::from(limit) + found.len() as u64);
        let mut rows = select.query((tier, most))?;
        while let Some(row) = rows.next()? {
            let edition: EditionId = col::parsed(row, 0)?;
            match seen.get(&key(edition)) {
                Some(&(at, since)) if since == n && edition.lang == Lang::Vi => found[at] = edition,
                None if found.len() < limit as usize => {
                    seen.insert(key(edition), (found.len(), n));
                    found.push(edition);
                }
                _ => {}
            }
        }
    }
    Ok(found)
}

fn snippet_of(db: &Connection, edition: EditionId, draft: bool, query: &Query) -> Result<String> {
    let part = if draft { Part::Draft } else { Part::Revision };
    let text = content(db, edition, part)?
        .map(|content| terms::text(&content))
        .unwrap_or_default();
    Ok(snippet::cut(&text, |word| query.place(word)))
}

impl From<std::convert::Infallible> for Error {
    fn from(never: std::convert::Infallible) -> Self {
        match never {}
    }
}
