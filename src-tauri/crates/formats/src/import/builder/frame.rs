//! What can be open while a document is built, and the marks in force.

use editorial::document::{Block, Cell, Item, Mark, Row};

/// What holds blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Container {
    Quote,
    List {
        ordered: bool,
    },
    Item,
    Table,
    Row,
    Cell {
        header: bool,
        colspan: u16,
        rowspan: u16,
    },
}

impl Container {
    /// Which count of those passed over is its own.
    pub(super) fn nesting(self) -> Option<usize> {
        match self {
            Self::Quote => Some(0),
            Self::List { .. } => Some(1),
            Self::Table => Some(2),
            _ => None,
        }
    }
}

/// The marks that count how often they are open; a link is kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::import) enum Style {
    Bold,
    Italic,
    Underline,
    Sub,
    Sup,
}

#[derive(Debug, Clone, Default)]
pub(super) struct Marks {
    pub(super) link: Option<String>,
    pub(super) styles: [u32; 5],
}

impl Marks {
    pub(super) fn list(&self) -> Vec<Mark> {
        let styles = [
            Mark::Bold,
            Mark::Italic,
            Mark::Underline,
            Mark::Sub,
            Mark::Sup,
        ];
        let open = styles
            .into_iter()
            .zip(self.styles)
            .filter(|(_, times)| *times > 0);
        self.link
            .iter()
            .cloned()
            .map(Mark::Link)
            .chain(open.map(|(mark, _)| mark))
            .collect()
    }
}

/// Something open, with what it holds so far.
#[derive(Debug)]
pub(super) struct Frame {
    pub(super) kind: Kind,
    pub(super) blocks: Vec<Block>,
    /// The marks outside, which go on when this closes.
    pub(super) outside: Marks,
}

#[derive(Debug)]
pub(super) enum Kind {
    Root,
    Quote,
    List {
        ordered: bool,
        items: Vec<Item>,
    },
    Item,
    Table {
        header: bool,
        rows: Vec<Row>,
    },
    Row {
        cells: Vec<Cell>,
        heads: usize,
    },
    Cell {
        header: bool,
        colspan: u16,
        rowspan: u16,
    },
}
