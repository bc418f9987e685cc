//! Which files are there; their bytes lie in [`crate::files`].

use super::{SiteId, hash, natural, number};
use crate::failure::Failure;
use editorial::{Hash, Millis};
use rusqlite::{Connection, OptionalExtension, params};

/// A file that is there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BlobRow {
    pub(crate) media_type: String,
    pub(crate) bytes: u64,
}

/// Notes that a file is there in full.
pub(crate) fn put(
    to: &Connection,
    site: SiteId,
    name: Hash,
    blob: &BlobRow,
    now: Millis,
) -> Result<(), Failure> {
    to.execute(
        "INSERT OR IGNORE INTO blobs (site, hash, media_type, bytes, added) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![site.0, name.as_bytes(), blob.media_type, number(blob.bytes), now.0],
    )?;
    Ok(())
}

/// A file, if it is there in full.
pub(crate) fn get(from: &Connection, site: SiteId, name: Hash) -> Result<Option<BlobRow>, Failure> {
    let mut one =
        from.prepare_cached("SELECT media_type, bytes FROM blobs WHERE site = ?1 AND hash = ?2")?;
    let row = |row: &rusqlite::Row<'_>| {
        Ok(BlobRow {
            media_type: row.get(0)?,
            bytes: natural(row.get(1)?),
        })
    };
    Ok(one
        .query_row(params![site.0, name.as_bytes()], row)
        .optional()?)
}

/// A file that a page shows which readers may see now.
pub(crate) fn public(
    from: &Connection,
    site: SiteId,
    name: Hash,
) -> Result<Option<BlobRow>, Failure> {
    let mut shown = from.prepare_cached(
        "SELECT 1 FROM body_blobs s JOIN publications p ON p.site = s.site AND s.body IN (p.revision, p.source) \
         WHERE s.site = ?1 AND s.blob = ?2 AND p.state IN ('published', 'withdrawn')",
    )?;
    if shown.exists(params![site.0, name.as_bytes()])? {
        get(from, site, name)
    } else {
        Ok(None)
    }
}

/// Drops the rows of files older than `before` that no body shows; answers which.
pub(crate) fn sweep(to: &Connection, site: SiteId, before: Millis) -> Result<Vec<Hash>, Failure> {
    let unused = "site = ?1 AND added < ?2 \
                  AND NOT EXISTS (SELECT 1 FROM body_blobs s WHERE s.site = blobs.site AND s.blob = blobs.hash)";
    let mut all = to.prepare_cached(&format!("SELECT hash FROM blobs WHERE {unused}"))?;
    let names: Vec<Hash> = all
        .query_map(params![site.0, before.0], |row| hash(row, 0))?
        .collect::<Result<_, _>>()?;
    to.execute(
        &format!("DELETE FROM blobs WHERE {unused}"),
        params![site.0, before.0],
    )?;
    Ok(names)
}
