//! What the public wrote.

use super::{SiteId, natural, number, parsed};
use crate::failure::Failure;
use editorial::{EditionId, Millis};
use protocol::{CommentLine, to_rfc3339};
use rusqlite::{Connection, OptionalExtension, params};

/// A comment to be kept.
pub(crate) struct NewComment<'a> {
    pub(crate) comment: &'a str,
    pub(crate) edition: EditionId,
    pub(crate) receipt: &'a str,
    pub(crate) form_key: &'a str,
    pub(crate) name: &'a str,
    pub(crate) contact: &'a str,
    pub(crate) hide_name: bool,
    pub(crate) text: &'a str,
    pub(crate) block: Option<&'a str>,
    pub(crate) at: Millis,
}

/// Keeps a comment.
pub(crate) fn put(to: &Connection, site: SiteId, new: &NewComment<'_>) -> Result<(), Failure> {
    to.execute(
        "INSERT INTO comments (site, comment, edition, receipt, form_key, name, contact, hide_name, text, block, at, erased) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, 0)",
        params![
            site.0,
            new.comment,
            new.edition.to_string(),
            new.receipt,
            new.form_key,
            new.name,
            new.contact,
            new.hide_name,
            new.text,
            new.block,
            new.at.0
        ],
    )?;
    Ok(())
}

/// The comment that this form became before: its receipt and when it came.
pub(crate) fn kept(
    from: &Connection,
    site: SiteId,
    edition: EditionId,
    form_key: &str,
) -> Result<Option<(String, Millis)>, Failure> {
    let mut one = from.prepare_cached(
        "SELECT receipt, at FROM comments WHERE site = ?1 AND edition = ?2 AND form_key = ?3",
    )?;
    let row = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, Millis(row.get(1)?)));
    Ok(one
        .query_row(params![site.0, edition.to_string(), form_key], row)
        .optional()?)
}

/// The comments after a cursor, at most `limit`.
pub(crate) fn after(
    from: &Connection,
    site: SiteId,
    cursor: u64,
    limit: usize,
) -> Result<Vec<CommentLine>, Failure> {
    let mut all = from.prepare_cached(
        "SELECT cursor, comment, edition, receipt, name, contact, hide_name, text, block, at, erased \
         FROM comments WHERE site = ?1 AND cursor > ?2 ORDER BY cursor LIMIT ?3",
    )?;
    let line = |row: &rusqlite::Row<'_>| {
        Ok(CommentLine {
            cursor: natural(row.get(0)?),
            comment: row.get(1)?,
            edition: parsed(row, 2)?,
            receipt: row.get(3)?,
            name: row.get(4)?,
            contact: row.get(5)?,
            hide_name: row.get(6)?,
            text: row.get(7)?,
            block: row.get(8)?,
            at: to_rfc3339(Millis(row.get(9)?)),
            erased: row.get(10)?,
        })
    };
    Ok(all
        .query_map(params![site.0, number(cursor), number(limit as u64)], line)?
        .collect::<Result<_, _>>()?)
}

/// Empties a comment and gives it a new place in the feed; whether there was one.
pub(crate) fn erase(to: &Connection, site: SiteId, comment: &str) -> Result<bool, Failure> {
    let changed = to.execute(
        "UPDATE comments SET name = '', contact = '', text = '', block = NULL, erased = 1, \
         cursor = (SELECT seq FROM sqlite_sequence WHERE name = 'comments') + 1 \
         WHERE site = ?1 AND comment = ?2 AND erased = 0",
        params![site.0, comment],
    )?;
    // An UPDATE does not move the counter that AUTOINCREMENT keeps.
    to.execute("UPDATE sqlite_sequence SET seq = (SELECT max(cursor) FROM comments) WHERE name = 'comments'", [])?;
    Ok(changed == 1)
}
