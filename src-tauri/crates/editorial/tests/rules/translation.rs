//! The English edition beside its Vietnamese source.

mod changes;
mod properties;
mod segments;

use editorial::{
    Block, Content, Document, Lang,
    translation::{Row, SegmentState, rows, set},
};

fn article(blocks: Vec<Block>) -> Content {
    Content {
        title: "Quảng Ngãi tiếp đoàn Champasak".to_owned(),
        fields: [
            ("author", "Đỗ Kiều Oanh"),
            ("source", "Sở Ngoại vụ"),
            ("genre", "news"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    }
}

/// Translates each sentence as itself in capitals, which is easily recognised.
fn translated(source: &Content, translation: &Content) -> Content {
    let mut translation = translation.clone();
    for row in rows(source, Lang::Vi, &translation, &[]) {
        set(
            &mut translation,
            &row.key.short(),
            &in_english(&row.source),
            SegmentState::Translated,
        )
        .unwrap();
    }
    translation
}

fn in_english(sentence: &str) -> String {
    sentence.to_uppercase()
}

fn of(rows: &[Row], source: &str) -> Row {
    rows.iter()
        .find(|row| row.source == source)
        .unwrap_or_else(|| panic!("no row {source:?} in {rows:#?}"))
        .clone()
}
