//! What is signed, under which words, and the code of an invitation.
//!
//! A signature made for one purpose is worth nothing for another: each begins with its own line.

use crate::{
    canonical,
    ids::{BadId, DeviceId, Hash, PublicKey, Signature},
};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// Before an event's bytes.
pub const EVENT: &[u8] = b"banthao event 1\n";
/// Before an entry's bytes, when hashed.
pub const ENTRY: &[u8] = b"banthao entry 1\n";
/// Before a head's bytes.
pub const HEAD: &[u8] = b"banthao head 1\n";
/// Before what a device signs for a token.
pub const TOKEN: &[u8] = b"banthao token 1\n";
/// Before what an invitation's key signs for a device.
pub const JOIN: &[u8] = b"banthao join 1\n";
/// Before the seed of an invitation, when hashed to its key.
pub const INVITATION: &[u8] = b"banthao invitation 1\n";

/// Signs `bytes` for one purpose.
pub fn sign(purpose: &[u8], bytes: &[u8], key: &SigningKey) -> Signature {
    Signature::from_bytes(key.sign(&[purpose, bytes].concat()).to_bytes())
}

/// Whether a signature is right; strict, so that no two signatures or keys pass for one.
pub fn verify(purpose: &[u8], bytes: &[u8], sig: &Signature, key: &PublicKey) -> bool {
    let Ok(key) = VerifyingKey::from_bytes(key.as_bytes()) else {
        return false;
    };
    let sig = ed25519_dalek::Signature::from_bytes(sig.as_bytes());
    key.verify_strict(&[purpose, bytes].concat(), &sig).is_ok()
}

/// The public half of a key.
pub fn public(key: &SigningKey) -> PublicKey {
    PublicKey::from_bytes(key.verifying_key().to_bytes())
}

/// What a device signs to be given a token.
pub fn token_bytes(device: DeviceId, ledger: Hash, nonce: &str) -> Vec<u8> {
    #[derive(Serialize, Deserialize)]
    struct Wire<'a> {
        device: DeviceId,
        ledger: Hash,
        nonce: &'a str,
    }
    canonical::to_bytes(&Wire {
        device,
        ledger,
        nonce,
    })
}

/// What the invitation's key signs, so that the portal cannot put a key of its own in.
pub fn join_bytes(ledger: Hash, device: DeviceId, key: &PublicKey) -> Vec<u8> {
    [
        ledger.to_string().as_bytes(),
        device.to_string().as_bytes(),
        key.as_bytes(),
    ]
    .concat()
}

/// The code somebody is given to join: `bt1.SITE.SECRET`.
#[derive(Clone, PartialEq, Eq)]
pub struct InvitationCode {
    /// The site it is for.
    pub site: String,
    seed: [u8; 16],
    site_key_print: [u8; 16],
}

impl InvitationCode {
    /// A code from fresh random bytes.
    pub fn new(site: &str, seed: [u8; 16], site_key: &PublicKey) -> Self {
        Self {
            site: site.to_owned(),
            seed,
            site_key_print: print_of(site_key),
        }
    }

    /// The key that only who holds the code can make.
    pub fn key(&self) -> SigningKey {
        SigningKey::from_bytes(Hash::of_two(INVITATION, &self.seed).as_bytes())
    }

    /// Whether this is the key of the site that the invitation came from.
    pub fn is_for(&self, site_key: &PublicKey) -> bool {
        self.site_key_print == print_of(site_key)
    }
}

fn print_of(site_key: &PublicKey) -> [u8; 16] {
    let mut print = [0; 16];
    print.copy_from_slice(&Hash::of(site_key.as_bytes()).as_bytes()[..16]);
    print
}

impl fmt::Display for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "bt1.{}.{}",
            self.site,
            URL_SAFE_NO_PAD.encode([self.seed, self.site_key_print].concat())
        )
    }
}

impl fmt::Debug for InvitationCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "an invitation to {}", self.site)
    }
}

impl FromStr for InvitationCode {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        // The code is a secret: an error never repeats it.
        let bad = || BadId {
            what: "an invitation (bt1.SITE.…)",
            text: String::new(),
        };
        let mut parts = text.trim().split('.');
        let (Some("bt1"), Some(site), Some(secret), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        if !is_site_name(site) {
            return Err(bad());
        }
        let bytes: [u8; 32] = URL_SAFE_NO_PAD
            .decode(secret)
            .ok()
            .and_then(|bytes| bytes.try_into().ok())
            .ok_or_else(bad)?;
        let mut code = Self {
            site: site.to_owned(),
            seed: [0; 16],
            site_key_print: [0; 16],
        };
        code.seed.copy_from_slice(&bytes[..16]);
        code.site_key_print.copy_from_slice(&bytes[16..]);
        Ok(code)
    }
}

/// Whether `name` can name a site, or a section, in addresses: lower-case letters, digits and hyphens, at most 63.
pub fn is_site_name(name: &str) -> bool {
    !name.is_empty()
        && name.len() <= 63
        && !name.starts_with('-')
        && !name.ends_with('-')
        && name
            .bytes()
            .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == b'-')
}
