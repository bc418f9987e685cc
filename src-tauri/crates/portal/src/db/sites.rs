//! The departments' sites.

use super::{SiteId, hash};
use crate::failure::Failure;
use editorial::Hash;
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A site, with the secret half of its key.
pub(crate) struct SiteRow {
    pub(crate) id: SiteId,
    pub(crate) name: String,
    pub(crate) host: Option<String>,
    pub(crate) secret: [u8; 32],
    pub(crate) ledger: Hash,
}

const COLUMNS: &str = "SELECT id, name, host, secret, ledger FROM sites";

fn site(row: &Row<'_>) -> rusqlite::Result<SiteRow> {
    Ok(SiteRow {
        id: SiteId(row.get(0)?),
        name: row.get(1)?,
        host: row.get(2)?,
        secret: row.get(3)?,
        ledger: hash(row, 4)?,
    })
}

/// Adds a site whose ledger is to begin; its ledger's name follows with [`set_ledger`].
pub(crate) fn add(
    to: &Connection,
    name: &str,
    host: Option<&str>,
    secret: &[u8; 32],
) -> Result<SiteId, Failure> {
    to.execute(
        "INSERT INTO sites (name, host, secret, ledger) VALUES (?1, ?2, ?3, zeroblob(32))",
        params![name, host, secret],
    )?;
    Ok(SiteId(to.last_insert_rowid()))
}

/// Says how a new site's ledger is called.
pub(crate) fn set_ledger(to: &Connection, site: SiteId, ledger: Hash) -> Result<(), Failure> {
    to.execute(
        "UPDATE sites SET ledger = ?2 WHERE id = ?1",
        params![site.0, ledger.as_bytes()],
    )?;
    Ok(())
}

/// The site of a name.
pub(crate) fn by_name(from: &Connection, name: &str) -> Result<Option<SiteRow>, Failure> {
    Ok(from
        .prepare_cached(&format!("{COLUMNS} WHERE name = ?1"))?
        .query_row([name], site)
        .optional()?)
}

/// All sites, the first added first.
pub(crate) fn all(from: &Connection) -> Result<Vec<SiteRow>, Failure> {
    Ok(from
        .prepare_cached(&format!("{COLUMNS} ORDER BY id"))?
        .query_map([], site)?
        .collect::<Result<_, _>>()?)
}

/// The site that answers for a host name: the one of that host, else the first added.
pub(crate) fn for_host(from: &Connection, host: &str) -> Result<Option<SiteRow>, Failure> {
    let sql = format!("{COLUMNS} ORDER BY host IS NOT NULL AND host = ?1 DESC, id LIMIT 1");
    Ok(from
        .prepare_cached(&sql)?
        .query_row([host], site)
        .optional()?)
}
