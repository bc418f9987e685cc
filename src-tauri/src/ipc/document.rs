//! The form of a text on its way to and from the pages.
//!
//! These types only describe; what arrives is parsed into [`editorial`]'s own document, which is trusted afterwards.

#![allow(dead_code, reason = "described here, made in editorial")]

use serde::Serialize;
use specta::Type;

/// A text: its blocks in order.
#[derive(Serialize, Type)]
pub(crate) struct Document {
    v: u8,
    #[specta(optional)]
    blocks: Option<Vec<Block>>,
}

/// One block; every block, point and row has an id that survives editing.
#[derive(Serialize, Type)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum Block {
    /// A heading of level 2 to 6.
    Heading {
        id: String,
        level: u8,
        #[specta(optional)]
        content: Option<Vec<Run>>,
    },
    /// A paragraph.
    Paragraph {
        id: String,
        #[specta(optional)]
        content: Option<Vec<Run>>,
    },
    /// A list.
    List {
        id: String,
        ordered: bool,
        #[specta(optional)]
        items: Option<Vec<Item>>,
    },
    /// Words of another.
    Quote {
        id: String,
        #[specta(optional)]
        blocks: Option<Vec<Block>>,
    },
    /// A table.
    Table {
        id: String,
        header: bool,
        #[specta(optional)]
        rows: Option<Vec<TableRow>>,
    },
    /// A picture.
    Image {
        id: String,
        blob: String,
        #[specta(optional)]
        alt: Option<String>,
        #[specta(optional)]
        caption: Option<String>,
        #[specta(optional)]
        credit: Option<String>,
    },
}

/// One point of a list.
#[derive(Serialize, Type)]
pub(crate) struct Item {
    id: String,
    #[specta(optional)]
    blocks: Option<Vec<Block>>,
}

/// One row of a table.
#[derive(Serialize, Type)]
pub(crate) struct TableRow {
    id: String,
    #[specta(optional)]
    cells: Option<Vec<Cell>>,
}

/// One cell of a table.
#[derive(Serialize, Type)]
pub(crate) struct Cell {
    #[specta(optional)]
    blocks: Option<Vec<Block>>,
    #[specta(optional)]
    colspan: Option<u16>,
    #[specta(optional)]
    rowspan: Option<u16>,
}

/// Text with the same marks throughout.
#[derive(Serialize, Type)]
pub(crate) struct Run {
    text: String,
    #[specta(optional)]
    marks: Option<Vec<Mark>>,
}

/// How text is set apart.
#[derive(Serialize, Type)]
#[serde(untagged)]
pub(crate) enum Mark {
    /// Leads somewhere.
    Link {
        /// The address.
        link: String,
    },
    /// A mark without further facts.
    Plain(PlainMark),
}

/// A mark without further facts.
#[derive(Serialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum PlainMark {
    Bold,
    Italic,
    Underline,
    Sub,
    Sup,
}
