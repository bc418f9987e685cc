//! What the tests of this crate share: ids in order, and documents as people make them.

use editorial::{
    document::{Block, Cell, Document, Item, Mark, Row, Run},
    ids::{BlockId, Hash},
};
use formats::import::{BadFile, Imported};
use proptest::prelude::*;

/// Ids one after the other: aaaaaaaaab, aaaaaaaaac …
pub(crate) fn ids() -> impl FnMut() -> BlockId {
    let mut n = 0u32;
    move || {
        n += 1;
        let mut bytes = [0; 10];
        for (at, byte) in bytes.iter_mut().rev().enumerate() {
            *byte =
                u8::try_from(n / 36_u32.saturating_pow(u32::try_from(at).unwrap()) % 36).unwrap();
        }
        BlockId::from_random(bytes)
    }
}

pub(crate) fn read(name: &str, text: &str) -> Imported {
    try_read(name, text).unwrap_or_else(|error| panic!("{name}: {error}"))
}

pub(crate) fn try_read(name: &str, text: &str) -> Result<Imported, BadFile> {
    formats::import(name, text.as_bytes(), &mut ids())
}

/// The document as the site shows it.
pub(crate) fn html_of(imported: &Imported) -> String {
    formats::html::render(&imported.document)
}

/// The same document with ids in order, so that two can be compared.
pub(crate) fn renumbered(document: &Document) -> Document {
    fn strip(value: &mut serde_json::Value) {
        match value {
            serde_json::Value::Array(values) => values.iter_mut().for_each(strip),
            serde_json::Value::Object(fields) => {
                fields.remove("id");
                fields.values_mut().for_each(strip);
            }
            _ => {}
        }
    }
    let mut value = serde_json::to_value(document).unwrap();
    strip(&mut value);
    read("x.json", &value.to_string()).under_title("").document
}

fn run(text: &'static str) -> impl Strategy<Value = Run> {
    let mark = prop_oneof![
        Just(Mark::Bold),
        Just(Mark::Italic),
        Just(Mark::Underline),
        Just(Mark::Sub),
        Just(Mark::Sup),
        "[a-z]{1,5}(\\?a=1&b=2)?".prop_map(|path| Mark::Link(format!("https://example.vn/{path}"))),
    ];
    (text, prop::collection::vec(mark, 0..3)).prop_map(|(text, marks)| Run { text, marks })
}

fn runs(text: &'static str) -> impl Strategy<Value = Vec<Run>> {
    prop::collection::vec(run(text), 1..4)
}

fn leaf(text: &'static str) -> BoxedStrategy<Block> {
    let id = no_id();
    prop_oneof![
        3 => runs(text).prop_map(move |content| Block::Paragraph { id, content }),
        1 => (2..=6u8, runs(text)).prop_map(move |(level, content)| Block::Heading { id, level, content }),
        1 => (any::<u8>(), text, text).prop_map(move |(n, alt, caption)| Block::Image {
            id, blob: Hash::of(&[n]), alt, caption, credit: String::new(),
        }),
    ]
    .boxed()
}

/// A document whose texts are of the form `text`; lists, quotes and tables up to three deep.
pub(crate) fn document(text: &'static str) -> impl Strategy<Value = Document> {
    whole(leaf(text).prop_recursive(3, 24, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..3);
        prop_oneof![quote(blocks.clone()), list(blocks.clone()), table(blocks)]
    }))
}

/// The same without tables.
pub(crate) fn prose(text: &'static str) -> impl Strategy<Value = Document> {
    whole(leaf(text).prop_recursive(3, 24, 3, |inner| {
        let blocks = prop::collection::vec(inner, 1..3);
        prop_oneof![quote(blocks.clone()), list(blocks)]
    }))
}

fn whole(block: impl Strategy<Value = Block>) -> impl Strategy<Value = Document> {
    prop::collection::vec(block, 0..5).prop_map(|blocks| Document { v: 1, blocks }.normalised())
}

fn quote(blocks: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = Block> {
    blocks.prop_map(|blocks| Block::Quote {
        id: no_id(),
        blocks,
    })
}

fn list(blocks: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = Block> {
    let item = blocks.prop_map(|blocks| Item {
        id: no_id(),
        blocks,
    });
    (any::<bool>(), prop::collection::vec(item, 1..3)).prop_map(|(ordered, items)| Block::List {
        id: no_id(),
        ordered,
        items,
    })
}

fn table(blocks: impl Strategy<Value = Vec<Block>>) -> impl Strategy<Value = Block> {
    let cell = blocks.prop_map(|blocks| Cell {
        blocks,
        colspan: None,
        rowspan: None,
    });
    let row = prop::collection::vec(cell, 1..3).prop_map(|cells| Row { id: no_id(), cells });
    (any::<bool>(), prop::collection::vec(row, 1..3)).prop_map(|(header, rows)| Block::Table {
        id: no_id(),
        header,
        rows,
    })
}

/// An id to be given later.
fn no_id() -> BlockId {
    BlockId::from_random([0; 10])
}
