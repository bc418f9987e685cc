//! Comments of the public: a feed of their own, owned by the portal; an erased one leaves a tombstone.

use crate::{columns as col, error::Result, store::Store};
use editorial::{EditionId, Millis};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// What one reader wrote to a consultation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comment {
    /// Its place in the feed.
    pub cursor: u64,
    /// Its id.
    pub comment: String,
    /// The edition it was written on.
    pub edition: EditionId,
    /// The number the reader was given.
    pub receipt: String,
    /// The reader's name.
    pub name: String,
    /// How to reach the reader.
    pub contact: String,
    /// The reader asked that the name is not shown.
    pub hide_name: bool,
    /// The words.
    pub text: String,
    /// When it came.
    pub at: Millis,
    /// The provision it speaks to: a block's id.
    pub block: Option<String>,
    /// It was erased; nothing of what was written is left.
    pub erased: bool,
}

/// Takes in a page of the feed, up to and including `cursor`. A tombstone removes what stood here.
///
/// # Errors
///
/// Those of the database.
pub fn put(store: &Store, comments: &[Comment], cursor: u64) -> Result<()> {
    let mut erased = false;
    store.write(|tx| {
        let mut put = tx.prepare_cached(
            "INSERT INTO comment (cursor, comment, edition, erased, line) VALUES (?, ?, ?, ?, ?)
             ON CONFLICT (comment) DO UPDATE SET cursor = excluded.cursor, erased = excluded.erased, line = excluded.line
                 WHERE excluded.cursor >= comment.cursor",
        )?;
        for comment in comments {
            let mut kept = comment.clone();
            if kept.erased {
                erased = true;
                kept = Comment { name: String::new(), contact: String::new(), text: String::new(), ..kept };
            }
            put.execute((kept.cursor, &kept.comment, kept.edition.to_string(), kept.erased, serde_json::to_string(&kept)?))?;
        }
        let known = crate::meta::read::<u64>(tx, CURSOR)?.unwrap_or(0);
        crate::meta::write(tx, CURSOR, &known.max(cursor))
    })?;
    if erased {
        crate::bodies::scrub(store)
    } else {
        Ok(())
    }
}

const CURSOR: &str = "comments";

/// Up to where the feed has been taken in.
///
/// # Errors
///
/// Those of the database.
pub fn cursor(store: &Store) -> Result<u64> {
    store.read(|db| Ok(crate::meta::read(db, CURSOR)?.unwrap_or(0)))
}

/// The comments on an edition that have not been erased, oldest first.
///
/// # Errors
///
/// Those of the database.
pub fn of(store: &Store, edition: EditionId) -> Result<Vec<Comment>> {
    store.read(|db| {
        let mut select = db.prepare_cached(
            "SELECT line FROM comment WHERE edition = ? AND NOT erased ORDER BY cursor",
        )?;
        col::all(select.query([edition.to_string()])?, |row| {
            col::json(row, 0)
        })
    })
}

/// How many comments that have not been erased there are on each edition that has any.
///
/// # Errors
///
/// Those of the database.
pub fn counts(store: &Store) -> Result<BTreeMap<EditionId, u64>> {
    store.read(|db| {
        let mut select = db.prepare_cached(
            "SELECT edition, count(*) FROM comment WHERE NOT erased GROUP BY edition",
        )?;
        let rows = col::all(select.query([])?, |row| {
            Ok((col::parsed(row, 0)?, col::value(row, 1)?))
        })?;
        Ok(rows.into_iter().collect())
    })
}
