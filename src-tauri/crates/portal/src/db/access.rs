//! Challenges and tokens, the latter by their hash only.

use super::{SiteId, parsed};
use crate::failure::Failure;
use editorial::{DeviceId, Hash, Millis};
use rusqlite::{Connection, OptionalExtension, params};

/// Notes a challenge, and forgets those that are over.
pub(crate) fn challenge(
    to: &Connection,
    site: SiteId,
    device: DeviceId,
    nonce: &str,
    now: Millis,
    expires: Millis,
) -> Result<(), Failure> {
    to.prepare_cached("DELETE FROM challenges WHERE expires <= ?1")?
        .execute([now.0])?;
    to.prepare_cached("DELETE FROM tokens WHERE expires <= ?1")?
        .execute([now.0])?;
    to.prepare_cached(
        "INSERT INTO challenges (nonce, site, device, expires) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute(params![nonce, site.0, device.to_string(), expires.0])?;
    Ok(())
}

/// Uses a challenge up; whether it stood.
pub(crate) fn use_challenge(
    to: &Connection,
    site: SiteId,
    device: DeviceId,
    nonce: &str,
    now: Millis,
) -> Result<bool, Failure> {
    let mut one = to.prepare_cached(
        "DELETE FROM challenges WHERE nonce = ?1 AND site = ?2 AND device = ?3 AND expires > ?4",
    )?;
    Ok(one.execute(params![nonce, site.0, device.to_string(), now.0])? == 1)
}

/// Notes a token.
pub(crate) fn put_token(
    to: &Connection,
    site: SiteId,
    device: DeviceId,
    token: Hash,
    expires: Millis,
) -> Result<(), Failure> {
    to.prepare_cached("INSERT INTO tokens (hash, site, device, expires) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![
            token.as_bytes(),
            site.0,
            device.to_string(),
            expires.0
        ])?;
    Ok(())
}

/// The device a token was given to, while it is good.
pub(crate) fn device_of(
    from: &Connection,
    site: SiteId,
    token: Hash,
    now: Millis,
) -> Result<Option<DeviceId>, Failure> {
    let mut one = from.prepare_cached(
        "SELECT device FROM tokens WHERE hash = ?1 AND site = ?2 AND expires > ?3",
    )?;
    Ok(one
        .query_row(params![token.as_bytes(), site.0, now.0], |row| {
            parsed(row, 0)
        })
        .optional()?)
}
