//! The store's key and the locks it is kept under.
//!
//! The key is random and never changes; each lock wraps it under a key of its own, so a passphrase can be changed
//! without writing the store anew. Whatever opens is authenticated, so a wrong passphrase is known at once.

use crate::error::{Error, Result};
use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use hkdf::Hkdf;
use sha2::Sha256;
use std::fmt::Write;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// 32 bytes of a key.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// The random key of a store, from which all others are derived.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct StoreKey([u8; 32]);

impl StoreKey {
    pub(crate) fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The statement that gives the database its key, raw.
    pub(crate) fn pragma(&self) -> Zeroizing<String> {
        self.pragma_of(&[])
    }

    /// The same for a database whose salt is not to be read from its file.
    pub(crate) fn pragma_with_salt(&self, salt: [u8; 16]) -> Zeroizing<String> {
        self.pragma_of(&salt)
    }

    fn pragma_of(&self, salt: &[u8]) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(128));
        text.push_str("PRAGMA key = \"x'");
        for byte in self.0.iter().chain(salt) {
            let _ = write!(text, "{byte:02x}");
        }
        text.push_str("'\";");
        text
    }

    /// The key for the contents of files beside the database.
    pub(crate) fn blobs(&self) -> Key {
        derive(&self.0, b"banthao blobs 1\n")
    }

    /// The key for the names of those files.
    pub(crate) fn blob_names(&self) -> Key {
        derive(&self.0, b"banthao blob names 1\n")
    }

    /// The key for backups.
    pub(crate) fn backups(&self) -> Key {
        derive(&self.0, b"banthao backups 1\n")
    }
}

/// A key for one purpose from a secret.
pub(crate) fn derive(secret: &[u8], purpose: &[u8]) -> Key {
    let mut key = Zeroizing::new([0; 32]);
    // 32 bytes are far below what HKDF-SHA256 can give.
    if Hkdf::<Sha256>::new(None, secret)
        .expand(purpose, key.as_mut_slice())
        .is_err()
    {
        unreachable!("32 bytes can always be derived");
    }
    key
}

/// How much work a passphrase takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Work {
    /// Memory in KiB.
    pub(crate) memory: u32,
    /// Passes over it.
    pub(crate) passes: u32,
    /// Lanes.
    pub(crate) lanes: u32,
}

impl Work {
    /// What new locks take: 31 ms on an office PC.
    pub(crate) const NOW: Self = Self {
        memory: 19_456,
        passes: 2,
        lanes: 1,
    };
    /// A file that asks for more than this was not written by this program: 1 GiB would stop an old PC.
    const MOST: Self = Self {
        memory: 1_048_576,
        passes: 16,
        lanes: 16,
    };
}

/// The wrapping key of a passphrase. Typed on another system it may be composed otherwise, so NFC counts.
pub(crate) fn from_passphrase(passphrase: &str, salt: &[u8], work: Work) -> Result<Key> {
    let damaged = || Error::Damaged("desk.json".to_owned());
    if work.memory > Work::MOST.memory
        || work.passes > Work::MOST.passes
        || work.lanes > Work::MOST.lanes
    {
        return Err(damaged());
    }
    let params =
        Params::new(work.memory, work.passes, work.lanes, Some(32)).map_err(|_| damaged())?;
    let mut key = Zeroizing::new([0; 32]);
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(
            language::nfc(passphrase).as_bytes(),
            salt,
            key.as_mut_slice(),
        )
        .map_err(|_| damaged())?;
    Ok(key)
}

/// The wrapping key of the recovery bytes.
pub(crate) fn from_recovery(bytes: &[u8; 16]) -> Key {
    derive(bytes, b"banthao recovery 1\n")
}

/// The recovery bytes as twelve words, and back.
pub(crate) mod words {
    use super::{Error, Result, Zeroizing};
    use bip39::{Language, Mnemonic};

    /// The words of some bytes.
    pub(crate) fn of(bytes: &[u8; 16]) -> [String; 12] {
        let mut words: [String; 12] = std::array::from_fn(|_| String::new());
        if let Ok(all) = Mnemonic::from_entropy_in(Language::English, bytes) {
            for (word, text) in words.iter_mut().zip(all.words()) {
                text.clone_into(word);
            }
        }
        words
    }

    /// The bytes of twelve words as a person types them: any case, any blanks, numbers and dots between.
    pub(crate) fn read(typed: &str) -> Result<Zeroizing<[u8; 16]>> {
        let plain: Vec<String> = typed
            .split(|c: char| !c.is_ascii_alphabetic())
            .filter(|word| !word.is_empty())
            .map(str::to_ascii_lowercase)
            .collect();
        let all = Mnemonic::parse_in_normalized(Language::English, &plain.join(" "))
            .map_err(|_| Error::WrongPassphrase)?;
        let bytes = Zeroizing::new(all.to_entropy());
        Ok(Zeroizing::new(
            bytes
                .as_slice()
                .try_into()
                .map_err(|_| Error::WrongPassphrase)?,
        ))
    }
}

/// The store key under a wrapping key; `label` is bound in, so that one lock cannot be put in the place of another.
pub(crate) fn wrap(key: &StoreKey, under: &Key, nonce: &[u8; 24], label: &[u8]) -> Vec<u8> {
    seal(under, nonce, label, &key.0)
}

/// The store key out of a lock; `None` where the wrapping key is not the one.
pub(crate) fn unwrap(
    wrapped: &[u8],
    under: &Key,
    nonce: &[u8; 24],
    label: &[u8],
) -> Option<StoreKey> {
    let bytes = Zeroizing::new(open(under, nonce, label, wrapped)?);
    Some(StoreKey(bytes.as_slice().try_into().ok()?))
}

/// `text` encrypted and authenticated, with `label` bound in.
pub(crate) fn seal(key: &Key, nonce: &[u8; 24], label: &[u8], text: &[u8]) -> Vec<u8> {
    let cipher = XChaCha20Poly1305::new((&**key).into());
    match cipher.encrypt(
        &XNonce::from(*nonce),
        Payload {
            msg: text,
            aad: label,
        },
    ) {
        Ok(sealed) => sealed,
        // Only a text of more than 256 GiB is refused; the largest here is a piece of a file.
        Err(_) => unreachable!("a piece is never that long"),
    }
}

/// What [`seal`] took, if key, label and bytes are all right.
pub(crate) fn open(key: &Key, nonce: &[u8; 24], label: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    XChaCha20Poly1305::new((&**key).into())
        .decrypt(
            &XNonce::from(*nonce),
            Payload {
                msg: sealed,
                aad: label,
            },
        )
        .ok()
}
