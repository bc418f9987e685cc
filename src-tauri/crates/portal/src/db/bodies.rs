//! Bodies by the hash of their bytes.

use super::{SiteId, hash};
use crate::failure::Failure;
use editorial::{Hash, Millis};
use rusqlite::{Connection, OptionalExtension, params};

/// Keeps a body and which files it shows; one that is there stays.
pub(crate) fn put(
    to: &Connection,
    site: SiteId,
    name: Hash,
    bytes: &str,
    blobs: &[Hash],
    now: Millis,
) -> Result<(), Failure> {
    to.prepare_cached(
        "INSERT OR IGNORE INTO bodies (site, hash, bytes, added) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![site.0, name.as_bytes(), bytes, now.0])?;
    let mut shows = to.prepare_cached(
        "INSERT OR IGNORE INTO body_blobs (site, body, blob) VALUES (?1, ?2, ?3)",
    )?;
    for blob in blobs {
        shows.execute(params![site.0, name.as_bytes(), blob.as_bytes()])?;
    }
    Ok(())
}

/// A body's bytes.
pub(crate) fn get(from: &Connection, site: SiteId, name: Hash) -> Result<Option<String>, Failure> {
    let mut one = from.prepare_cached("SELECT bytes FROM bodies WHERE site = ?1 AND hash = ?2")?;
    Ok(one
        .query_row(params![site.0, name.as_bytes()], |row| row.get(0))
        .optional()?)
}

/// Whether a body is there.
pub(crate) fn has(from: &Connection, site: SiteId, name: Hash) -> Result<bool, Failure> {
    let mut one = from.prepare_cached("SELECT 1 FROM bodies WHERE site = ?1 AND hash = ?2")?;
    Ok(one.exists(params![site.0, name.as_bytes()])?)
}

/// What a member may ask for: a body that the ledger names.
pub(crate) enum Asked {
    /// Its bytes.
    There(String),
    /// It was erased.
    Erased,
    /// The ledger names no such body.
    Unknown,
}

/// A body that the ledger names.
pub(crate) fn asked(from: &Connection, site: SiteId, name: Hash) -> Result<Asked, Failure> {
    let mut one = from.prepare_cached(
        "SELECT b.bytes FROM bodies b WHERE b.site = ?1 AND b.hash = ?2 \
         AND EXISTS (SELECT 1 FROM namings n WHERE n.site = b.site AND n.body = b.hash)",
    )?;
    if let Some(bytes) = one
        .query_row(params![site.0, name.as_bytes()], |row| row.get(0))
        .optional()?
    {
        return Ok(Asked::There(bytes));
    }
    let mut erased = from.prepare_cached("SELECT 1 FROM erased WHERE site = ?1 AND hash = ?2")?;
    Ok(if erased.exists(params![site.0, name.as_bytes()])? {
        Asked::Erased
    } else {
        Asked::Unknown
    })
}

/// The files a body shows.
pub(crate) fn blobs(from: &Connection, site: SiteId, body: Hash) -> Result<Vec<Hash>, Failure> {
    let mut all =
        from.prepare_cached("SELECT blob FROM body_blobs WHERE site = ?1 AND body = ?2")?;
    Ok(all
        .query_map(params![site.0, body.as_bytes()], |row| hash(row, 0))?
        .collect::<Result<_, _>>()?)
}

/// The files a body shows that are not here.
pub(crate) fn missing_blobs(
    from: &Connection,
    site: SiteId,
    body: Hash,
) -> Result<Vec<Hash>, Failure> {
    let mut all = from.prepare_cached(
        "SELECT s.blob FROM body_blobs s WHERE s.site = ?1 AND s.body = ?2 \
         AND NOT EXISTS (SELECT 1 FROM blobs b WHERE b.site = s.site AND b.hash = s.blob)",
    )?;
    Ok(all
        .query_map(params![site.0, body.as_bytes()], |row| hash(row, 0))?
        .collect::<Result<_, _>>()?)
}

/// Erases a body; answers the files that nothing else shows, whose rows are gone too.
pub(crate) fn erase(to: &Connection, site: SiteId, name: Hash) -> Result<Vec<Hash>, Failure> {
    let key = params![site.0, name.as_bytes()];
    to.execute(
        "INSERT OR IGNORE INTO erased (site, hash) VALUES (?1, ?2)",
        key,
    )?;
    to.execute("DELETE FROM bodies WHERE site = ?1 AND hash = ?2", key)?;
    let mut only = to.prepare(
        "SELECT blob FROM body_blobs mine WHERE site = ?1 AND body = ?2 \
         AND NOT EXISTS (SELECT 1 FROM body_blobs o WHERE o.site = mine.site AND o.blob = mine.blob AND o.body <> mine.body)",
    )?;
    let blobs: Vec<Hash> = only
        .query_map(key, |row| hash(row, 0))?
        .collect::<Result<_, _>>()?;
    to.execute("DELETE FROM body_blobs WHERE site = ?1 AND body = ?2", key)?;
    for blob in &blobs {
        to.execute(
            "DELETE FROM blobs WHERE site = ?1 AND hash = ?2",
            params![site.0, blob.as_bytes()],
        )?;
    }
    Ok(blobs)
}

/// Drops the bodies older than `before` that the ledger does not name.
pub(crate) fn sweep(to: &Connection, site: SiteId, before: Millis) -> Result<usize, Failure> {
    let unnamed = "added < ?2 AND NOT EXISTS (SELECT 1 FROM namings n WHERE n.site = bodies.site AND n.body = bodies.hash)";
    to.execute(
        &format!("DELETE FROM body_blobs WHERE site = ?1 AND body IN (SELECT hash FROM bodies WHERE site = ?1 AND {unnamed})"),
        params![site.0, before.0],
    )?;
    Ok(to.execute(
        &format!("DELETE FROM bodies WHERE site = ?1 AND {unnamed}"),
        params![site.0, before.0],
    )?)
}
