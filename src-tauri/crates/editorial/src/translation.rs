//! A translated edition: the source's structure with segments laid over it.

use crate::ids::{BlockId, Hash};
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
    type Err = crate::ids::BadId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once('.') {
            None if text == "title" => Ok(Self::Title),
            None if text == "summary" => Ok(Self::Summary),
            None => Ok(Self::Block(text.parse()?)),
            Some((id, "alt")) => Ok(Self::Alt(id.parse()?)),
            Some((id, "caption")) => Ok(Self::Caption(id.parse()?)),
            Some((id, "credit")) => Ok(Self::Credit(id.parse()?)),
            Some(_) => Err(crate::ids::BadId { what: "a place in a text", text: text.to_owned() }),
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
        String::deserialize(from)?.parse().map_err(serde::de::Error::custom)
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
