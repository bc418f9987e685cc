//! What is typed at a desk: the text of an item, its pictures, its translation.

use crate::{
    ipc::Problem,
    practice::{
        plan,
        sample::{Item, Text},
    },
};
use desk::{
    Desk, DeskError,
    drafts::{Change, SourceFile},
    pictures::Words,
};
use editorial::{Block, BlockId, Code, EditionId, Lang, Millis};

fn file(text: &Text) -> SourceFile {
    SourceFile {
        name: "text.md".to_owned(),
        bytes: text.body.clone().into_bytes(),
        folder: None,
    }
}

pub(super) fn write(desk: &Desk, item: &Item, now: Millis) -> Result<EditionId, Problem> {
    let fields = item.fields.iter().map(|(name, value)| {
        let day = matches!(name.as_str(), "opens" | "closes")
            .then(|| plan::day(value, now))
            .flatten();
        (name.clone(), day.unwrap_or_else(|| value.clone()))
    });
    let change = Change {
        file: Some(file(&item.text)),
        title: Some(item.text.title.clone()),
        summary: Some(item.text.summary.clone()),
        fields: fields.collect(),
    };
    let begun = desk.new_item(item.kind, Lang::Vi, change)?;
    place_pictures(desk, item, begun.edition)?;
    Ok(begun.edition)
}

pub(super) fn rewrite(
    desk: &Desk,
    item: &Item,
    edition: EditionId,
    text: &Text,
) -> Result<(), Problem> {
    let change = Change {
        file: Some(file(text)),
        title: Some(text.title.clone()),
        summary: Some(text.summary.clone()),
        fields: Vec::new(),
    };
    desk.edit(edition, change)?;
    place_pictures(desk, item, edition)
}

/// The first picture after the first paragraph, the second after the second.
fn place_pictures(desk: &Desk, item: &Item, edition: EditionId) -> Result<(), Problem> {
    if item.pictures.is_empty() {
        return Ok(());
    }
    let document = desk.show(edition, None)?.document;
    let paragraphs: Vec<BlockId> = document
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph { .. }))
        .map(Block::id)
        .collect();
    for (n, picture) in item.pictures.iter().enumerate() {
        let words = Words {
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
        };
        desk.add_picture(edition, picture.bytes, words, paragraphs.get(n).copied())?;
    }
    Ok(())
}

pub(super) fn translate(desk: &Desk, item: &Item, vi: EditionId) -> Result<(), Problem> {
    let en = desk.translate(vi, Lang::En)?.edition;
    let rows = desk.segments(en, None)?;
    if rows.len() != item.sentences.len() {
        let counts = format!("{}: {} / {}", item.name, item.sentences.len(), rows.len());
        return Err(DeskError::about(Code::BadFile, counts).into());
    }
    for (row, sentence) in rows.iter().zip(&item.sentences) {
        if let Some(sentence) = sentence {
            desk.set_segment(en, &row.segment, sentence, None)?;
        }
    }
    let named = item
        .fields
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "author" | "source"))
        .map(|(name, value)| (name.clone(), in_english(value)));
    let change = Change {
        fields: named.collect(),
        ..Change::default()
    };
    desk.edit(en, change)?;
    Ok(())
}

/// Offices under their English names; people keep theirs.
fn in_english(name: &str) -> String {
    match name {
        "Sở Ngoại vụ" => "Department of Foreign Affairs",
        "Văn phòng Sở" => "Office of the Department",
        "Cộng tác viên Sở Ngoại vụ" => "Contributor to the Department of Foreign Affairs",
        "Phòng Lãnh sự, Sở Ngoại vụ" => {
            "Consular Division, Department of Foreign Affairs"
        }
        "Phòng Lãnh sự" => "Consular Division",
        "Phòng Hợp tác quốc tế" => "International Cooperation Division",
        other => other,
    }
    .to_owned()
}
