//! A type for each id; parsed at the border, trusted afterwards.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::{fmt, str::FromStr};
use uuid::Uuid;

/// A text that is not what it should name.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("not {what}: {text:?}")]
pub struct BadId {
    /// What was expected, with its article.
    pub what: &'static str,
    /// What stood there.
    pub text: String,
}

fn bad(what: &'static str, text: &str) -> BadId {
    BadId {
        what,
        text: text.chars().take(80).collect(),
    }
}

macro_rules! as_text {
    ($name:ident) => {
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(from)?;
                text.parse().map_err(D::Error::custom)
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{self}")
            }
        }
    };
}

macro_rules! uuid_id {
    ($(#[$doc:meta] $name:ident, $what:literal;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name(Uuid);
        impl $name {
            /// An id from its 16 bytes; used with a `UUIDv7` made at the edge.
            pub fn from_uuid(uuid: Uuid) -> Self { Self(uuid) }
            /// The id as a UUID.
            pub fn uuid(self) -> Uuid { self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.as_hyphenated().fmt(f) }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let id = Uuid::parse_str(text).map_err(|_| bad($what, text))?;
                // One spelling only: what is hashed must not have two.
                if id.as_hyphenated().encode_lower(&mut [0; 36]) == text { Ok(Self(id)) } else { Err(bad($what, text)) }
            }
        }
        as_text!($name);
    )*};
}

uuid_id! {
    /// A thing the board works on.
    ItemId, "an item id";
    /// A person of the board.
    MemberId, "a member id";
    /// A computer of a member, with a key of its own.
    DeviceId, "a device id";
    /// A signed fact.
    EventId, "an event id";
}

impl ItemId {
    /// The two editions that an item can have, Vietnamese first.
    pub fn editions(self) -> [EditionId; 2] {
        Lang::ALL.map(|lang| EditionId { item: self, lang })
    }
}

/// The name of bytes: their SHA-256, written as 64 lower-case hex digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Hash([u8; 32]);

impl Hash {
    /// What stands before the first entry of a ledger.
    pub const ZERO: Self = Self([0; 32]);

    /// The name of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(sha2::Sha256::digest(bytes).into())
    }
    /// The name of `prefix` followed by `bytes`.
    pub fn of_two(prefix: &[u8], bytes: &[u8]) -> Self {
        use sha2::Digest;
        Self(
            sha2::Sha256::new()
                .chain_update(prefix)
                .chain_update(bytes)
                .finalize()
                .into(),
        )
    }
    /// A hash from its 32 bytes.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }
    /// Its 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Hash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl FromStr for Hash {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let digit = |c: u8| match c {
            b'0'..=b'9' => Some(c - b'0'),
            b'a'..=b'f' => Some(c - b'a' + 10),
            _ => None,
        };
        let mut bytes = [0; 32];
        if text.len() != 64 {
            return Err(bad("a hash", text));
        }
        for (byte, pair) in bytes.iter_mut().zip(text.as_bytes().chunks_exact(2)) {
            match (digit(pair[0]), digit(pair[1])) {
                (Some(high), Some(low)) => *byte = high << 4 | low,
                _ => return Err(bad("a hash", text)),
            }
        }
        Ok(Self(bytes))
    }
}

as_text!(Hash);

macro_rules! base64_bytes {
    ($(#[$doc:meta] $name:ident, $len:literal, $what:literal;)*) => {$(
        #[$doc]
        #[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
        pub struct $name([u8; $len]);
        impl $name {
            /// From the raw bytes.
            pub fn from_bytes(bytes: [u8; $len]) -> Self { Self(bytes) }
            /// The raw bytes.
            pub fn as_bytes(&self) -> &[u8; $len] { &self.0 }
        }
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { f.write_str(&URL_SAFE_NO_PAD.encode(self.0)) }
        }
        impl FromStr for $name {
            type Err = BadId;
            fn from_str(text: &str) -> Result<Self, BadId> {
                let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad($what, text))?;
                Ok(Self(bytes.try_into().map_err(|_| bad($what, text))?))
            }
        }
        as_text!($name);
    )*};
}

base64_bytes! {
    /// An Ed25519 public key, as base64url without padding.
    PublicKey, 32, "a public key";
    /// An Ed25519 signature, as base64url without padding.
    Signature, 64, "a signature";
    /// Random bytes that keep a short body from being guessed by its hash.
    Salt, 16, "a salt";
}

/// The id of a block: ten of `[a-z0-9]`, given once, kept while the block lives.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct BlockId([u8; 10]);

impl BlockId {
    const ALPHABET: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

    /// An id from random bytes.
    pub fn from_random(random: [u8; 10]) -> Self {
        Self(random.map(|byte| Self::ALPHABET[usize::from(byte) % 36]))
    }
    /// The id as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for BlockId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        match <[u8; 10]>::try_from(text.as_bytes()) {
            Ok(bytes) if bytes.iter().all(|c| Self::ALPHABET.contains(c)) => Ok(Self(bytes)),
            _ => Err(bad("a block id", text)),
        }
    }
}

as_text!(BlockId);

/// A language the board publishes in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

impl Lang {
    /// Both languages, Vietnamese first.
    pub const ALL: [Self; 2] = [Self::Vi, Self::En];

    /// The two letters.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Vi => "vi",
            Self::En => "en",
        }
    }
    /// The other language.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Vi => Self::En,
            Self::En => Self::Vi,
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Lang {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.as_str() == text)
            .ok_or_else(|| bad("a language (vi, en)", text))
    }
}

/// An item in one language, written `ITEM:LANG`.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct EditionId {
    /// The item.
    pub item: ItemId,
    /// Its language.
    pub lang: Lang,
}

impl EditionId {
    /// The same item in the other language.
    #[must_use]
    pub fn other(self) -> Self {
        Self {
            item: self.item,
            lang: self.lang.other(),
        }
    }
}

impl fmt::Display for EditionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.item, self.lang)
    }
}

impl FromStr for EditionId {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let (item, lang) = text
            .split_once(':')
            .ok_or_else(|| bad("an edition (ITEM:LANG)", text))?;
        Ok(Self {
            item: item.parse()?,
            lang: lang.parse()?,
        })
    }
}

as_text!(EditionId);

/// Unix time in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Millis(pub i64);

/// What a member may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// Drafts and submits.
    Editor,
    /// Makes the edition in the other language.
    Translator,
    /// Checks a translation before approval.
    Reviser,
    /// Reviews and decides.
    Approver,
    /// Answers for the board: members, policies, final approval.
    Chief,
}

impl Role {
    /// All roles, the lesser first.
    pub const ALL: [Self; 5] = [
        Self::Editor,
        Self::Translator,
        Self::Reviser,
        Self::Approver,
        Self::Chief,
    ];

    /// Whether making the edition in the other language is what this role is for.
    pub fn translates(self) -> bool {
        matches!(self, Self::Translator | Self::Reviser)
    }

    /// Whether this role may write an edition: those who translate only one that is made from another.
    pub fn may_write(self, translated: bool) -> bool {
        translated || !self.translates()
    }

    /// The role's name on the command line and in events.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Editor => "editor",
            Self::Translator => "translator",
            Self::Reviser => "reviser",
            Self::Approver => "approver",
            Self::Chief => "chief",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str() == text)
            .ok_or_else(|| {
                bad(
                    "a role (editor, translator, reviser, approver, chief)",
                    text,
                )
            })
    }
}
