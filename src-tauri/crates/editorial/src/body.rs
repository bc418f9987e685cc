//! Bodies: what a person wrote, as immutable bytes named by their hash.

use crate::{
    canonical::{self, Unread},
    document::Document,
    ids::{BlockId, EditionId, Hash, ItemId, Lang, MemberId, Millis, Salt},
    kind::Kind,
    policy::Policy,
    translation::Segment,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Any body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Body {
    /// A content of an edition.
    Revision(Box<Revision>),
    /// A reason, a note, a name.
    Text(Text),
    /// An approval policy.
    Policy(PolicyBody),
    /// One value of the board's data.
    Data(Data),
}

/// A reason, a note, a name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Text {
    /// The version of this form; 1.
    pub v: u8,
    /// Random bytes.
    pub salt: Salt,
    /// Its language, where that matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lang: Option<Lang>,
    /// The words.
    pub text: String,
}

/// A policy as a body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PolicyBody {
    /// The version of this form; 1.
    pub v: u8,
    /// Random bytes.
    pub salt: Salt,
    /// The policy.
    #[serde(flatten)]
    pub policy: Policy,
}

/// One value of the board's data.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Data {
    /// The version of this form; 1.
    pub v: u8,
    /// Random bytes.
    pub salt: Salt,
    /// The collection, as `section`.
    pub collection: String,
    /// The key in it.
    pub key: String,
    /// The value; its form belongs to the collection.
    pub value: serde_json::Value,
}

/// The value of a `section`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Its Vietnamese name.
    pub vi: String,
    /// Its English name.
    pub en: String,
    /// Where it stands among the others.
    pub order: u32,
}

/// An immutable content of an edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revision {
    /// The version of this form; 1.
    pub v: u8,
    /// Random bytes.
    pub salt: Salt,
    /// The item.
    pub item: ItemId,
    /// What the item is.
    pub kind: Kind,
    /// The language.
    pub lang: Lang,
    /// The revision this one follows; none for a first one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parents: Vec<Hash>,
    /// Who made it.
    pub by: MemberId,
    /// When, by the clock of that computer; shown, never judged.
    pub at: Millis,
    /// What a reader sees.
    #[serde(flatten)]
    pub content: Content,
}

/// What a person writes in an edition; a draft is this, not yet sealed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Content {
    /// The title.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub title: String,
    /// The summary.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub summary: String,
    /// The kind's fields, only those that are filled.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub fields: BTreeMap<String, String>,
    /// Links to other items.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// The files it shows, by hash.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blobs: Vec<BlobRef>,
    /// The text of a source edition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub document: Option<Document>,
    /// For a translated edition: the revision it follows, in the other language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Hash>,
    /// For a translated edition: what was translated.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub segments: Vec<Segment>,
}

/// A link to another item.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Link {
    /// What the other is to this: `amends`, `outcome_of`, `answers` …
    pub rel: String,
    /// The other item.
    pub item: ItemId,
}

/// A file that a revision shows.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BlobRef {
    /// Its name.
    pub hash: Hash,
    /// Its media type, as `image/jpeg`.
    #[serde(rename = "type")]
    pub media_type: String,
    /// Its length.
    pub bytes: u64,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// Why a draft could not be sealed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unsealable {
    /// Two blocks bear one id.
    #[error("the block id {0} stands twice")]
    DoubleBlock(BlockId),
    /// A picture stands in the text whose file is not named among the blobs.
    #[error("nothing is known of the file {0}")]
    UnknownBlob(Hash),
}

/// Who seals what after what: everything of a revision that is not its content.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sealing {
    /// The edition.
    pub edition: EditionId,
    /// What the item is.
    pub kind: Kind,
    /// The head it follows.
    pub parent: Option<Hash>,
    /// The member.
    pub by: MemberId,
    /// The time on this computer.
    pub at: Millis,
    /// Fresh random bytes.
    pub salt: Salt,
}

/// A body with its bytes and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed<T> {
    /// The name of the bytes.
    pub hash: Hash,
    /// The bytes.
    pub bytes: Vec<u8>,
    /// What they say.
    pub value: T,
}

impl Content {
    /// The content in the form in which it is hashed: NFC, empty fields gone, only the files that are shown.
    #[must_use]
    pub fn normalised(mut self) -> Self {
        let tidy = |text: &str| language::nfc(text.trim()).into_owned();
        self.title = tidy(&self.title);
        self.summary = tidy(&self.summary);
        self.fields = self
            .fields
            .into_iter()
            .map(|(name, value)| (name, tidy(&value)))
            .filter(|(_, value)| !value.is_empty())
            .collect();
        self.links.sort();
        self.links.dedup();
        if let Some(document) = self.document.take() {
            let document = document.normalised();
            let shown = document.blobs();
            self.blobs.retain(|blob| shown.contains(&blob.hash));
            self.document = Some(document);
        } else {
            self.blobs.clear();
        }
        self.blobs.sort();
        self.blobs.dedup_by_key(|blob| blob.hash);
        for segment in &mut self.segments {
            segment.target = language::nfc(&segment.target).into_owned();
        }
        self
    }

    /// Whether this edition is translated from the other language.
    pub fn is_translation(&self) -> bool {
        self.source.is_some()
    }

    /// Seals the content as a revision.
    ///
    /// # Errors
    ///
    /// [`Unsealable`] where the text cannot be what is hashed.
    pub fn seal(self, sealing: Sealing) -> Result<Sealed<Revision>, Unsealable> {
        let content = self.normalised();
        if let Some(document) = &content.document {
            if let Some(id) = document.double_id() {
                return Err(Unsealable::DoubleBlock(id));
            }
            let missing = document
                .blobs()
                .into_iter()
                .find(|hash| !content.blobs.iter().any(|blob| blob.hash == *hash));
            if let Some(hash) = missing {
                return Err(Unsealable::UnknownBlob(hash));
            }
        }
        let revision = Revision {
            v: 1,
            salt: sealing.salt,
            item: sealing.edition.item,
            kind: sealing.kind,
            lang: sealing.edition.lang,
            parents: sealing.parent.into_iter().collect(),
            by: sealing.by,
            at: sealing.at,
            content,
        };
        let bytes = Body::Revision(Box::new(revision.clone())).to_bytes();
        Ok(Sealed {
            hash: Hash::of(&bytes),
            bytes,
            value: revision,
        })
    }
}

impl Revision {
    /// The edition it is a content of.
    pub fn edition(&self) -> EditionId {
        EditionId {
            item: self.item,
            lang: self.lang,
        }
    }

    /// The revision it follows.
    pub fn parent(&self) -> Option<Hash> {
        self.parents.first().copied()
    }
}

impl Body {
    /// The canonical bytes.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads a body's bytes.
    ///
    /// # Errors
    ///
    /// [`Unread`] where they are not canonical, or hold what this version does not know.
    pub fn read(bytes: &[u8]) -> Result<Self, Unread> {
        canonical::read(bytes)
    }

    /// A text as a body.
    pub fn text(text: &str, salt: Salt) -> Sealed<Text> {
        let value = Text {
            v: 1,
            salt,
            lang: None,
            text: language::nfc(text.trim()).into_owned(),
        };
        let bytes = Self::Text(value.clone()).to_bytes();
        Sealed {
            hash: Hash::of(&bytes),
            bytes,
            value,
        }
    }

    /// A policy as a body.
    pub fn policy(policy: Policy, salt: Salt) -> Sealed<PolicyBody> {
        let value = PolicyBody { v: 1, salt, policy };
        let bytes = Self::Policy(value.clone()).to_bytes();
        Sealed {
            hash: Hash::of(&bytes),
            bytes,
            value,
        }
    }

    /// A value of the board's data as a body.
    pub fn data(collection: &str, key: &str, value: serde_json::Value, salt: Salt) -> Sealed<Data> {
        let value = Data {
            v: 1,
            salt,
            collection: collection.to_owned(),
            key: key.to_owned(),
            value,
        };
        let bytes = Self::Data(value.clone()).to_bytes();
        Sealed {
            hash: Hash::of(&bytes),
            bytes,
            value,
        }
    }
}
