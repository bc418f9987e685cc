//! Two texts that grew from one become one again, by unit; where a unit was changed twice, both stand to choose from.
//!
//! A unit is what one person is answerable for: the title, the summary, a field, a block that holds runs, a picture,
//! a translated sentence. A unit changed on one side only is taken from there. Changed on both sides in different
//! ways it is a [`Conflict`], never mixed: nobody's name stands under a sentence that nobody wrote. Around the units
//! the tree is merged: what was put in stays, what was removed goes unless the other side changed it, and blocks are
//! followed by their ids wherever they were moved (`order` tells how two orders become one).
//!
//! Cells of a table have no ids. So a row is one unit as soon as its shape was changed on one side and anything in it
//! on the other, or it was removed here and changed there.

mod ids;
pub(crate) mod order;
mod resolve;
mod segments;
mod three;
mod tree;

use crate::{
    body::{BlobRef, Content, Link},
    document::{Block, Document, Item, Row},
    ids::{BadId, BlockId, Hash},
    planted::{self, Fault},
    translation::{Segment, SegmentKey},
};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

pub use resolve::{Choice, resolve};

/// What came out of a merge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Merged {
    /// All that both sides agree on; where they do not, mine, or theirs where mine removed it.
    pub content: Content,
    /// What a person has to choose, in reading order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<Conflict>,
}

/// One unit changed on both sides.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conflict {
    /// The unit.
    pub place: Unit,
    /// What stood before both changed it; absent where it is new, or where they began apart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub base: Option<Version>,
    /// What stands on this desk; absent where it was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mine: Option<Version>,
    /// What stands at the portal; absent where it was removed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub theirs: Option<Version>,
}

/// The smallest thing that is taken from one side whole.
///
/// Written `title`, `summary`, a field's name, a block's id, or a segment's key with its slashes.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Unit {
    /// The title.
    Title,
    /// The summary.
    Summary,
    /// A field.
    Field(String),
    /// A block, a point of a list, or a row of a table.
    Block(BlockId),
    /// A translated sentence.
    Segment(SegmentKey),
}

/// One side's state of a unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "is", content = "value", rename_all = "snake_case")]
pub enum Version {
    /// A title, a summary or a field.
    Text(String),
    /// A block with all that stands in it.
    Block(Block),
    /// A point of a list.
    Item(Item),
    /// A row of a table.
    Row(Row),
    /// A translated sentence.
    Segment(Segment),
}

/// Merges `mine` and `theirs`, which both began as `base`; an empty `base` where they began apart.
///
/// Contents are taken as [`Content::normalised`] leaves them. The revision a translation follows is no matter of
/// choice: where both sides went on to another, theirs counts, and the desk brings the text up to the newest.
pub fn merge(base: &Content, mine: &Content, theirs: &Content) -> Merged {
    if mine == theirs || theirs == base {
        return Merged {
            content: mine.clone(),
            conflicts: Vec::new(),
        };
    }
    if mine == base || planted::is(Fault::TakeTheirs) {
        return Merged {
            content: theirs.clone(),
            conflicts: Vec::new(),
        };
    }
    let mut conflicts = Vec::new();
    let title = line(
        Unit::Title,
        &base.title,
        &mine.title,
        &theirs.title,
        &mut conflicts,
    );
    let summary = line(
        Unit::Summary,
        &base.summary,
        &mine.summary,
        &theirs.summary,
        &mut conflicts,
    );
    let fields = fields(base, mine, theirs, &mut conflicts);
    let document = document(base, mine, theirs, &mut conflicts);
    let segments = segments::merged(
        &base.segments,
        &mine.segments,
        &theirs.segments,
        &mut conflicts,
    );
    let links = joined(&base.links, &mine.links, &theirs.links);
    let blobs = blobs(base, mine, theirs, document.as_ref(), &conflicts);
    let source = either(&base.source, &mine.source, &theirs.source).unwrap_or(&theirs.source);
    let content = Content {
        title,
        summary,
        fields,
        links,
        blobs,
        document,
        source: *source,
        segments,
    };
    Merged { content, conflicts }
}

/// The side that counts, where at most one went another way than the base.
fn either<'a, T: PartialEq>(base: &T, mine: &'a T, theirs: &'a T) -> Option<&'a T> {
    if mine == theirs || theirs == base {
        Some(mine)
    } else if mine == base {
        Some(theirs)
    } else {
        None
    }
}

fn line(
    place: Unit,
    base: &str,
    mine: &str,
    theirs: &str,
    conflicts: &mut Vec<Conflict>,
) -> String {
    let version = |text: &str| (!text.is_empty()).then(|| Version::Text(text.to_owned()));
    if let Some(text) = either(&base, &mine, &theirs) {
        return (*text).to_owned();
    }
    conflicts.push(Conflict {
        place,
        base: version(base),
        mine: version(mine),
        theirs: version(theirs),
    });
    if mine.is_empty() {
        theirs.to_owned()
    } else {
        mine.to_owned()
    }
}

fn fields(
    base: &Content,
    mine: &Content,
    theirs: &Content,
    conflicts: &mut Vec<Conflict>,
) -> BTreeMap<String, String> {
    let names: BTreeSet<&String> = mine.fields.keys().chain(theirs.fields.keys()).collect();
    let value =
        |content: &'_ Content, name: &str| content.fields.get(name).cloned().unwrap_or_default();
    let merged = names.into_iter().map(|name| {
        let place = Unit::Field(name.clone());
        let text = line(
            place,
            &value(base, name),
            &value(mine, name),
            &value(theirs, name),
            conflicts,
        );
        (name.clone(), text)
    });
    merged.filter(|(_, text)| !text.is_empty()).collect()
}

fn document(
    base: &Content,
    mine: &Content,
    theirs: &Content,
    conflicts: &mut Vec<Conflict>,
) -> Option<Document> {
    let blocks = |content: &Content| {
        let document = content.document.clone().unwrap_or_default();
        let doubled = document.double_id().is_some();
        if doubled {
            ids::distinct(document.blocks)
        } else {
            document.blocks
        }
    };
    let outcome = three::merged(&blocks(base), &blocks(mine), &blocks(theirs));
    conflicts.extend(outcome.conflicts);
    let both = [mine, theirs].map(|content| content.document.is_some());
    let stands = *either(&base.document.is_some(), &both[0], &both[1]).unwrap_or(&true);
    let v = [mine, theirs]
        .iter()
        .filter_map(|it| it.document.as_ref())
        .map(|it| it.v)
        .max()
        .unwrap_or(1);
    (stands || !outcome.blocks.is_empty()).then_some(Document {
        v,
        blocks: outcome.blocks,
    })
}

/// What both have, and what one put in; what one removed is gone.
fn joined(base: &[Link], mine: &[Link], theirs: &[Link]) -> Vec<Link> {
    let known: BTreeSet<&Link> = mine.iter().chain(theirs).collect();
    let stays = |link: &&Link| {
        let (here, there) = (mine.contains(link), theirs.contains(link));
        (here && there) || !base.contains(link)
    };
    known.into_iter().filter(stays).cloned().collect()
}

/// The files of both, less what one side dropped and nothing shows any more.
fn blobs(
    base: &Content,
    mine: &Content,
    theirs: &Content,
    document: Option<&Document>,
    conflicts: &[Conflict],
) -> Vec<BlobRef> {
    let mut shown = document.map(Document::blobs).unwrap_or_default();
    for version in conflicts
        .iter()
        .flat_map(|it| [&it.mine, &it.theirs])
        .flatten()
    {
        shown.extend(version.clone().into_document().blobs());
    }
    let has = |content: &Content, hash: Hash| content.blobs.iter().any(|blob| blob.hash == hash);
    let all: BTreeMap<Hash, &BlobRef> = [base, theirs, mine]
        .into_iter()
        .flat_map(|content| &content.blobs)
        .map(|blob| (blob.hash, blob))
        .collect();
    let stays = |hash: Hash| {
        let (here, there) = (has(mine, hash), has(theirs, hash));
        shown.contains(&hash) || (here && there) || ((here || there) && !has(base, hash))
    };
    all.into_iter()
        .filter(|(hash, _)| stays(*hash))
        .map(|(_, blob)| blob.clone())
        .collect()
}

impl Version {
    /// Its words, for showing and counting.
    pub fn text(&self) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Segment(segment) => segment.target.clone(),
            other => other.clone().into_document().plain_text(),
        }
    }

    /// A document of nothing but this, so that it can be shown like any other text.
    #[must_use]
    pub fn into_document(self) -> Document {
        let blocks = match self {
            Self::Block(block) => vec![block],
            Self::Item(item) => vec![Block::List {
                id: item.id,
                ordered: false,
                items: vec![item],
            }],
            Self::Row(row) => vec![Block::Table {
                id: row.id,
                header: false,
                rows: vec![row],
            }],
            Self::Text(_) | Self::Segment(_) => Vec::new(),
        };
        Document { v: 1, blocks }
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Title => f.write_str("title"),
            Self::Summary => f.write_str("summary"),
            Self::Field(name) => f.write_str(name),
            Self::Block(id) => write!(f, "{id}"),
            Self::Segment(key) => write!(f, "{key}"),
        }
    }
}

impl FromStr for Unit {
    type Err = BadId;
    fn from_str(text: &str) -> Result<Self, BadId> {
        // No field is named like a block (a test holds the two apart), and none has a slash in its name.
        match text {
            "title" => Ok(Self::Title),
            "summary" => Ok(Self::Summary),
            text if text.contains('/') => text.parse().map(Self::Segment),
            text => Ok(text
                .parse()
                .map_or_else(|_| Self::Field(text.to_owned()), Self::Block)),
        }
    }
}

impl Serialize for Unit {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        String::deserialize(from)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}
