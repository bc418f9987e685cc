//! A translated edition: the source's structure with segments laid over it.
//!
//! A translation holds no text of its own but its segments, each naming the sentence it translates by place, hash and
//! occurrence. [`segments_of`] cuts a source into sentences, [`open`] begins a translation or brings it up to a newer
//! source, [`rows`] shows it beside the source, [`laid`] makes the document a reader sees, and [`touched`] tells what a
//! newer source changed under a translation.
//!
//! Nothing a translator wrote is thrown away when the source changes: a segment whose sentence is gone is a *leftover*.
//! It stays in the list, behind the sentence that took its place, until the edition is submitted
//! ([`without_leftovers`]); the earlier revision keeps it for good.

mod authors;
mod behind;
mod edition;
mod grid;
mod page;
mod source;
mod tagged;

pub use authors::Translators;
pub use behind::{Touched, touched};
pub use edition::{NoSegment, find, open, set, without_leftovers};
pub use grid::{Earlier, Row, rows};
pub use page::laid;
pub use source::{SourceSegment, segments_of};
pub use tagged::{Tags, plain, tags};

use crate::ids::{BadId, BlockId, Hash};
use serde::{Deserialize, Serialize};

/// One sentence and its translation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// Where the sentence stands.
    pub block: Place,
    /// The hash of the source sentence.
    pub sentence: Hash,
    /// Which of equal sentences in that place, from 0.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub n: u32,
    /// The translation.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub target: String,
    /// How far it is.
    pub state: SegmentState,
    /// Where the translation came from.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Where the source sentence began and ended in its text, in bytes, so that the splitter may improve.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bounds: Option<[u32; 2]>,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
fn is_zero(n: &u32) -> bool {
    *n == 0
}

impl Segment {
    /// What names it.
    pub fn key(&self) -> SegmentKey {
        SegmentKey {
            place: self.block,
            sentence: self.sentence,
            n: self.n,
        }
    }

    /// Whether somebody translated it, so that it may be read.
    pub fn is_done(&self) -> bool {
        self.state >= SegmentState::Translated && !self.target.trim().is_empty()
    }
}

/// What names a segment: place, sentence, and which of equal sentences there.
///
/// Written `PLACE/N/HASH`. On the command line [`SegmentKey::short`] has but the first eight digits of the hash.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct SegmentKey {
    /// Where the sentence stands.
    pub place: Place,
    /// Which of equal sentences in that place, from 0.
    pub n: u32,
    /// The hash of the sentence.
    pub sentence: Hash,
}

impl SegmentKey {
    /// The name in which it is shown and typed, as `b7k2m9q4xa/0/1f0c88a2`.
    pub fn short(&self) -> String {
        let hash = self.sentence.to_string();
        format!("{}/{}/{}", self.place, self.n, &hash[..8])
    }
}

impl std::fmt::Display for SegmentKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}/{}", self.place, self.n, self.sentence)
    }
}

impl std::str::FromStr for SegmentKey {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        let bad = || BadId {
            what: "a segment (PLACE/N/HASH)",
            text: text.chars().take(100).collect(),
        };
        let mut parts = text.split('/');
        let (Some(place), Some(n), Some(hash), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return Err(bad());
        };
        Ok(Self {
            place: place.parse()?,
            n: n.parse().map_err(|_| bad())?,
            sentence: hash.parse()?,
        })
    }
}

/// Where in an edition a text stands.
///
/// Written `title`, `summary`, the block's id for its own runs, or `ID.alt`, `ID.caption`, `ID.credit` for a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Place {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// The runs of a block.
    Block(BlockId),
    /// A picture's alternative text.
    Alt(BlockId),
    /// A picture's caption.
    Caption(BlockId),
    /// A picture's credit.
    Credit(BlockId),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Summary => f.write_str("summary"),
            Self::Block(id) => write!(f, "{id}"),
            Self::Alt(id) => write!(f, "{id}.alt"),
            Self::Caption(id) => write!(f, "{id}.caption"),
            Self::Credit(id) => write!(f, "{id}.credit"),
        }
    }
}

impl std::str::FromStr for Place {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('.') {
            None if text == "title" => Ok(Self::Title),
            None if text == "summary" => Ok(Self::Summary),
            None => Ok(Self::Block(text.parse()?)),
            Some((id, "alt")) => Ok(Self::Alt(id.parse()?)),
            Some((id, "caption")) => Ok(Self::Caption(id.parse()?)),
            Some((id, "credit")) => Ok(Self::Credit(id.parse()?)),
            Some(_) => Err(BadId {
                what: "a place in a text",
                text: text.to_owned(),
            }),
        }
    }
}

impl Serialize for Place {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Place {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

/// How far a segment is, as XLIFF names it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SegmentState {
    /// Nothing yet.
    Initial,
    /// Translated.
    Translated,
    /// Read by a reviser.
    Reviewed,
    /// Settled.
    Final,
}

/// Where a translation came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    /// Typed by a person.
    Human,
    /// Taken from the memory.
    Memory,
}
