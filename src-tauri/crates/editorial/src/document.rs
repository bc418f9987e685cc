//! Text as a tree of typed blocks. Never HTML inside, so a script cannot be expressed.

use crate::ids::{BlockId, Hash};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::collections::BTreeSet;

/// A text: its blocks in order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    /// The version of this form; 1.
    #[serde(deserialize_with = "first_version")]
    pub v: u8,
    /// The blocks.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

fn first_version<'de, D: Deserializer<'de>>(from: D) -> Result<u8, D::Error> {
    match u8::deserialize(from)? {
        0 => Err(D::Error::custom("there is no v 0 of a document")),
        1 => Ok(1),
        other => Err(D::Error::custom(format!(
            "unknown variant of a document: v {other}"
        ))),
    }
}

impl Default for Document {
    fn default() -> Self {
        Self {
            v: 1,
            blocks: Vec::new(),
        }
    }
}

/// One block.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Block {
    /// A heading of level 2 to 6 (1 is the title).
    Heading {
        /// Its id.
        id: BlockId,
        /// 1 to 6.
        level: u8,
        /// Its text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        content: Vec<Run>,
    },
    /// A paragraph.
    Paragraph {
        /// Its id.
        id: BlockId,
        /// Its text.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        content: Vec<Run>,
    },
    /// A list.
    List {
        /// Its id.
        id: BlockId,
        /// Numbered, not dotted.
        #[serde(default)]
        ordered: bool,
        /// Its items.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        items: Vec<Item>,
    },
    /// Words of another.
    Quote {
        /// Its id.
        id: BlockId,
        /// What stands in it.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        blocks: Vec<Block>,
    },
    /// A table.
    Table {
        /// Its id.
        id: BlockId,
        /// The first row names the columns.
        #[serde(default)]
        header: bool,
        /// Its rows.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        rows: Vec<Row>,
    },
    /// A picture.
    Image {
        /// Its id.
        id: BlockId,
        /// The file.
        blob: Hash,
        /// What one sees, for those who do not.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        alt: String,
        /// The line below.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        caption: String,
        /// Who made it.
        #[serde(default, skip_serializing_if = "String::is_empty")]
        credit: String,
    },
}

/// One point of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
    /// Its id.
    pub id: BlockId,
    /// What stands in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
}

/// One row of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: BlockId,
    /// Its cells.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cells: Vec<Cell>,
}

/// One cell of a table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What stands in it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocks: Vec<Block>,
    /// Columns it spans, where more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub colspan: Option<u16>,
    /// Rows it spans, where more than one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rowspan: Option<u16>,
}

/// Text with the same marks throughout.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// The text.
    pub text: String,
    /// Its marks, in the order of [`Mark`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<Mark>,
}

impl Run {
    /// Text without marks.
    pub fn plain(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            marks: Vec::new(),
        }
    }
}

/// How text is set apart. The order of this list is the order in which marks are written.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// Leads somewhere: `http`, `https`, `mailto`, `tel` or an address of the site.
    Link(String),
    /// **Bold.**
    Bold,
    /// *Italic.*
    Italic,
    /// Underlined.
    Underline,
    /// Below the line.
    Sub,
    /// Above the line.
    Sup,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
enum PlainMark {
    Bold,
    Italic,
    Underline,
    Sub,
    Sup,
}

impl Serialize for Mark {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Link(url) => {
                use serde::ser::SerializeMap;
                let mut map = to.serialize_map(Some(1))?;
                map.serialize_entry("link", url)?;
                map.end()
            }
            Self::Bold => PlainMark::Bold.serialize(to),
            Self::Italic => PlainMark::Italic.serialize(to),
            Self::Underline => PlainMark::Underline.serialize(to),
            Self::Sub => PlainMark::Sub.serialize(to),
            Self::Sup => PlainMark::Sup.serialize(to),
        }
    }
}

impl<'de> Deserialize<'de> for Mark {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        let value = serde_json::Value::deserialize(from)?;
        if let Some(fields) = value.as_object() {
            return match (
                fields.len(),
                fields.get("link").and_then(|url| url.as_str()),
            ) {
                (1, Some(url)) => Ok(Self::Link(url.to_owned())),
                _ => Err(D::Error::custom("unknown variant of a mark")),
            };
        }
        Ok(
            match PlainMark::deserialize(value).map_err(D::Error::custom)? {
                PlainMark::Bold => Self::Bold,
                PlainMark::Italic => Self::Italic,
                PlainMark::Underline => Self::Underline,
                PlainMark::Sub => Self::Sub,
                PlainMark::Sup => Self::Sup,
            },
        )
    }
}

/// A place in a text that has an id: a block, a point of a list, a row.
#[derive(Debug, Clone, Copy)]
pub enum Node<'a> {
    /// A block.
    Block(&'a Block),
    /// A point of a list.
    Item(&'a Item),
    /// A row of a table.
    Row(&'a Row),
}

impl Block {
    /// Its id.
    pub fn id(&self) -> BlockId {
        match self {
            Self::Heading { id, .. }
            | Self::Paragraph { id, .. }
            | Self::List { id, .. }
            | Self::Quote { id, .. }
            | Self::Table { id, .. }
            | Self::Image { id, .. } => *id,
        }
    }

    /// Its own runs, where it holds any.
    pub fn runs(&self) -> Option<&[Run]> {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content, .. } => Some(content),
            _ => None,
        }
    }

    /// Its own text without marks; nothing of what stands inside.
    pub fn text(&self) -> String {
        self.runs()
            .unwrap_or_default()
            .iter()
            .map(|run| run.text.as_str())
            .collect()
    }

    /// The blocks that stand directly in it, in order.
    pub fn children(&self) -> Vec<&Block> {
        match self {
            Self::Heading { .. } | Self::Paragraph { .. } | Self::Image { .. } => Vec::new(),
            Self::Quote { blocks, .. } => blocks.iter().collect(),
            Self::List { items, .. } => items.iter().flat_map(|item| &item.blocks).collect(),
            Self::Table { rows, .. } => rows
                .iter()
                .flat_map(|row| &row.cells)
                .flat_map(|cell| &cell.blocks)
                .collect(),
        }
    }

    /// Calls `act` with every id in it, its own first, in the order of [`Document::nodes`].
    pub fn each_id(&mut self, act: &mut dyn FnMut(&mut BlockId)) {
        match self {
            Self::Heading { id, .. } | Self::Paragraph { id, .. } | Self::Image { id, .. } => {
                act(id);
            }
            Self::Quote { id, blocks } => {
                act(id);
                for block in blocks {
                    block.each_id(act);
                }
            }
            Self::List { id, items, .. } => {
                act(id);
                for item in items {
                    item.each_id(act);
                }
            }
            Self::Table { id, rows, .. } => {
                act(id);
                for row in rows {
                    row.each_id(act);
                }
            }
        }
    }

    fn normalise(&mut self) {
        match self {
            Self::Heading { content, .. } | Self::Paragraph { content, .. } => {
                normalise_runs(content);
            }
            Self::Quote { blocks, .. } => blocks.iter_mut().for_each(Self::normalise),
            Self::List { items, .. } => {
                items
                    .iter_mut()
                    .flat_map(|item| &mut item.blocks)
                    .for_each(Self::normalise);
            }
            Self::Table { rows, .. } => {
                for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
                    cell.blocks.iter_mut().for_each(Self::normalise);
                    cell.colspan = cell.colspan.filter(|n| *n > 1);
                    cell.rowspan = cell.rowspan.filter(|n| *n > 1);
                }
            }
            Self::Image {
                alt,
                caption,
                credit,
                ..
            } => {
                for text in [alt, caption, credit] {
                    *text = language::nfc(text).into_owned();
                }
            }
        }
    }
}

impl Item {
    /// As [`Block::each_id`].
    pub fn each_id(&mut self, act: &mut dyn FnMut(&mut BlockId)) {
        act(&mut self.id);
        self.blocks.iter_mut().for_each(|block| block.each_id(act));
    }
}

impl Row {
    /// As [`Block::each_id`].
    pub fn each_id(&mut self, act: &mut dyn FnMut(&mut BlockId)) {
        act(&mut self.id);
        self.cells
            .iter_mut()
            .flat_map(|cell| &mut cell.blocks)
            .for_each(|block| block.each_id(act));
    }
}

fn normalise_runs(runs: &mut Vec<Run>) {
    let mut joined: Vec<Run> = Vec::with_capacity(runs.len());
    for mut run in runs.drain(..) {
        run.marks.sort();
        // One link per run: the first stands, as one address is all a reader can follow.
        run.marks
            .dedup_by(|b, a| a == b || matches!((a, b), (Mark::Link(_), Mark::Link(_))));
        if run.text.is_empty() {
            continue;
        }
        match joined.last_mut() {
            Some(last) if last.marks == run.marks => last.text.push_str(&run.text),
            _ => joined.push(run),
        }
    }
    for run in &mut joined {
        run.text = language::nfc(&run.text).into_owned();
    }
    *runs = joined;
}

impl Document {
    /// The document in the form in which it is hashed: NFC, equal neighbours joined, marks in order.
    #[must_use]
    pub fn normalised(mut self) -> Self {
        self.blocks.iter_mut().for_each(Block::normalise);
        self
    }

    /// Every block at any depth, in reading order.
    pub fn all_blocks(&self) -> Vec<&Block> {
        fn walk<'a>(block: &'a Block, into: &mut Vec<&'a Block>) {
            into.push(block);
            for child in block.children() {
                walk(child, into);
            }
        }
        let mut all = Vec::new();
        for block in &self.blocks {
            walk(block, &mut all);
        }
        all
    }

    /// Every place with an id, in reading order.
    pub fn nodes(&self) -> Vec<Node<'_>> {
        fn walk<'a>(block: &'a Block, into: &mut Vec<Node<'a>>) {
            into.push(Node::Block(block));
            match block {
                Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {}
                Block::Quote { blocks, .. } => blocks.iter().for_each(|block| walk(block, into)),
                Block::List { items, .. } => {
                    for item in items {
                        into.push(Node::Item(item));
                        item.blocks.iter().for_each(|block| walk(block, into));
                    }
                }
                Block::Table { rows, .. } => {
                    for row in rows {
                        into.push(Node::Row(row));
                        row.cells
                            .iter()
                            .flat_map(|cell| &cell.blocks)
                            .for_each(|block| walk(block, into));
                    }
                }
            }
        }
        let mut all = Vec::new();
        self.blocks.iter().for_each(|block| walk(block, &mut all));
        all
    }

    /// The first id that stands twice.
    pub fn double_id(&self) -> Option<BlockId> {
        let mut seen = BTreeSet::new();
        self.nodes()
            .into_iter()
            .map(Node::id)
            .find(|id| !seen.insert(*id))
    }

    /// The pictures it shows, each once, by hash.
    pub fn blobs(&self) -> BTreeSet<Hash> {
        self.all_blocks()
            .into_iter()
            .filter_map(|block| {
                if let Block::Image { blob, .. } = block {
                    Some(*blob)
                } else {
                    None
                }
            })
            .collect()
    }

    /// All of its words, a line for each block that holds text.
    pub fn plain_text(&self) -> String {
        let mut lines = Vec::new();
        for block in self.all_blocks() {
            match block {
                Block::Heading { .. } | Block::Paragraph { .. } => lines.push(block.text()),
                Block::Image {
                    alt,
                    caption,
                    credit,
                    ..
                } => {
                    lines.extend(
                        [alt, caption, credit]
                            .into_iter()
                            .filter(|text| !text.is_empty())
                            .cloned(),
                    );
                }
                _ => {}
            }
        }
        lines.join("\n")
    }
}

impl Node<'_> {
    /// Its id.
    pub fn id(self) -> BlockId {
        match self {
            Self::Block(block) => block.id(),
            Self::Item(item) => item.id,
            Self::Row(row) => row.id,
        }
    }
}
