//! What a desk knows of itself: who it is, which site it belongs to, what time the portal had, and settings.

use crate::{error::Result, mirror, projection, store::Store};
use editorial::{DeviceId, Hash, MemberId, Millis, PublicKey};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use std::fmt;

pub(crate) const IDENTITY: &str = "identity";
pub(crate) const PORTAL: &str = "portal";
pub(crate) const CLOCK: &str = "clock";
pub(crate) const RECOVERY: &str = "recovery";
pub(crate) const RESTORED: &str = "restored";
/// Before the names of settings, so that none can be mistaken for the above.
const SETTING: &str = "setting.";

/// Who works at this desk.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    /// The name given when the desk was made.
    pub name: String,
    /// The member, once joined.
    #[serde(default)]
    pub member: Option<MemberId>,
    /// The device, once joined.
    #[serde(default)]
    pub device: Option<DeviceId>,
    /// The seed of the device's signing key.
    pub seed: [u8; 32],
}

impl fmt::Debug for Identity {
    /// Without the seed: keys never stand in logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Identity")
            .field("name", &self.name)
            .field("member", &self.member)
            .field("device", &self.device)
            .finish_non_exhaustive()
    }
}

/// The site this desk joined.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Portal {
    /// The address given at joining; used for ever.
    pub url: String,
    /// The site.
    pub site: String,
    /// Its ledger.
    pub ledger: Hash,
    /// Its key.
    pub key: PublicKey,
}

/// What is known of the portal's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clock {
    /// The portal's time at the last contact.
    pub portal: Millis,
}

/// Who works at this desk.
///
/// # Errors
///
/// Those of the database.
pub fn identity(store: &Store) -> Result<Identity> {
    store.read(|db| read(db, IDENTITY)?.map_or_else(|| Ok(nobody()), Ok))
}

/// Sets who works at this desk; the lists are made anew where that changes what is one's own.
///
/// # Errors
///
/// Those of the database.
pub fn set_identity(store: &Store, identity: &Identity) -> Result<()> {
    store.write(|tx| write_identity(tx, identity))
}

/// The desk has joined a site: identity and portal in one transaction.
///
/// # Errors
///
/// Those of the database.
pub fn joined(store: &Store, identity: &Identity, portal: &Portal) -> Result<()> {
    store.write(|tx| {
        write(tx, PORTAL, portal)?;
        write_identity(tx, identity)
    })
}

fn write_identity(db: &Connection, identity: &Identity) -> Result<()> {
    let before = me(db)?;
    write(db, IDENTITY, identity)?;
    if before == identity.member {
        Ok(())
    } else {
        projection::rebuild(db)
    }
}

fn nobody() -> Identity {
    Identity {
        name: String::new(),
        member: None,
        device: None,
        seed: [0; 32],
    }
}

/// The member of this desk.
pub(crate) fn me(db: &Connection) -> Result<Option<MemberId>> {
    Ok(read::<Identity>(db, IDENTITY)?.and_then(|identity| identity.member))
}

/// The site this desk joined, if it did.
///
/// # Errors
///
/// Those of the database.
pub fn portal(store: &Store) -> Result<Option<Portal>> {
    store.read(|db| read(db, PORTAL))
}

/// What is known of the portal's clock, after the first contact.
///
/// # Errors
///
/// Those of the database.
pub fn clock(store: &Store) -> Result<Option<Clock>> {
    store.read(|db| read(db, CLOCK))
}

/// Remembers the portal's clock.
///
/// # Errors
///
/// Those of the database.
pub fn set_clock(store: &Store, clock: &Clock) -> Result<()> {
    store.write(|tx| write(tx, CLOCK, clock))
}

/// The number of the last entry of the ledger that is here; 0 before the first.
///
/// # Errors
///
/// Those of the database.
pub fn cursor(store: &Store) -> Result<u64> {
    store.read(|db| Ok(mirror::load_board(db)?.last.map_or(0, |last| last.seq)))
}

/// Whether this store came out of a backup and still has the key of the desk it was made from.
///
/// # Errors
///
/// Those of the database.
pub fn restored(store: &Store) -> Result<bool> {
    store.read(|db| Ok(read(db, RESTORED)?.unwrap_or(false)))
}

/// The restored desk has a key of its own now.
///
/// # Errors
///
/// Those of the database.
pub fn settle_restored(store: &Store) -> Result<()> {
    store.write(|tx| write(tx, RESTORED, &false))
}

/// A setting, `None` where it was never set.
///
/// # Errors
///
/// Those of the database; a value that is no `T` counts as damage.
pub fn get<T: DeserializeOwned>(store: &Store, name: &str) -> Result<Option<T>> {
    store.read(|db| read(db, &format!("{SETTING}{name}")))
}

/// Sets a setting.
///
/// # Errors
///
/// Those of the database.
pub fn set<T: Serialize>(store: &Store, name: &str, value: &T) -> Result<()> {
    store.write(|tx| write(tx, &format!("{SETTING}{name}"), value))
}

pub(crate) fn read<T: DeserializeOwned>(db: &Connection, name: &str) -> Result<Option<T>> {
    let text: Option<String> = db
        .prepare_cached("SELECT value FROM meta WHERE name = ?")?
        .query_row([name], |row| row.get(0))
        .optional()?;
    Ok(text.map(|text| serde_json::from_str(&text)).transpose()?)
}

pub(crate) fn write<T: Serialize>(db: &Connection, name: &str, value: &T) -> Result<()> {
    db.prepare_cached("INSERT INTO meta (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")?
        .execute((name, serde_json::to_string(value)?))?;
    Ok(())
}

pub(crate) fn remove(db: &Connection, name: &str) -> Result<()> {
    db.prepare_cached("DELETE FROM meta WHERE name = ?")?
        .execute([name])?;
    Ok(())
}
