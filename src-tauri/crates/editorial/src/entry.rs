//! Entries: accepted events in the order in which the portal took them, each holding on to the one before.

use crate::{
    canonical::{self, Unread},
    ids::{Hash, Millis, PublicKey, Signature},
    keys,
};
use ed25519_dalek::SigningKey;
use serde::{Deserialize, Serialize};

/// One line of a ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Its number, from 1.
    pub seq: u64,
    /// The hash of the entry before; 64 zeros before the first.
    pub prev: Hash,
    /// When the portal took it: the only clock that rules use.
    pub accepted_at: Millis,
    /// The hash of the event's bytes.
    pub event: Hash,
    /// The event's signature.
    pub sig: Signature,
}

impl Entry {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads an entry's bytes.
    ///
    /// # Errors
    ///
    /// [`Unread`] where they are not canonical, or of a later form.
    pub fn read(bytes: &[u8]) -> Result<Self, Unread> {
        canonical::read(bytes)
    }

    /// Its hash, which the next entry names.
    pub fn hash(&self) -> Hash {
        Hash::of_two(keys::ENTRY, &self.to_bytes())
    }

    /// Whether this entry may follow `before` (`None` before the first).
    pub fn follows(&self, before: Option<(u64, Hash, Millis)>) -> bool {
        match before {
            None => self.seq == 1 && self.prev == Hash::ZERO,
            Some((seq, hash, at)) => {
                self.seq == seq + 1 && self.prev == hash && self.accepted_at >= at
            }
        }
    }
}

/// The last entry, vouched for by the site's key; one signature for all before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The hash of entry 1, which is the ledger's name.
    pub ledger: Hash,
    /// The number of the last entry.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
}

impl Head {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads a head's bytes.
    ///
    /// # Errors
    ///
    /// [`Unread`] where they are not canonical, or of a later form.
    pub fn read(bytes: &[u8]) -> Result<Self, Unread> {
        canonical::read(bytes)
    }

    /// Signs it with the site's key.
    pub fn sign(&self, key: &SigningKey) -> Signature {
        keys::sign(keys::HEAD, &self.to_bytes(), key)
    }
}

/// Whether `sig` by the site's `key` vouches for a head's bytes.
pub fn verify_head(bytes: &[u8], sig: &Signature, key: &PublicKey) -> bool {
    keys::verify(keys::HEAD, bytes, sig, key)
}
