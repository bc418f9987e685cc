//! The system's keyring: a key of 32 random bytes for each store, named by the store's id.
//!
//! A bare shell has no keyring, and the library remembers that for the life of the process: whoever is told
//! [`Error::NoKeyring`] asks for a passphrase instead.

use super::keys::Key;
use crate::error::{Error, Result};

const SERVICE: &str = "banthao";

/// The key the keyring holds for a store.
pub(crate) fn held(id: &str) -> Result<Key> {
    let entry = keyring::Entry::new(SERVICE, id).map_err(|_| Error::NoKeyring)?;
    let secret = zeroize::Zeroizing::new(entry.get_secret().map_err(|_| Error::NoKeyring)?);
    Ok(Key::new(
        secret.as_slice().try_into().map_err(|_| Error::NoKeyring)?,
    ))
}

/// Puts a key into the keyring.
pub(crate) fn keep(id: &str, key: &Key) -> Result<()> {
    let entry = keyring::Entry::new(SERVICE, id).map_err(|_| Error::NoKeyring)?;
    entry
        .set_secret(key.as_slice())
        .map_err(|_| Error::NoKeyring)
}
