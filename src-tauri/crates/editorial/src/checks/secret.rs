//! Where a content bears the mark of a state secret. Such a content must not even be stored.

use crate::{
    body::Content,
    document::Block,
    translation::{self, Place},
};

/// Where the mark stands: a place of the text as [`Place`] writes it, or a field's name.
///
/// This is the gate before anything is written to disk, sent or taken in. A mark counts alone in a paragraph, a
/// heading, a cell, a title, a caption or a field, and behind its label anywhere. A point of a list that is nothing but
/// the mark is none: so does an article about the law name the three degrees. In a cell or behind its label it is one
/// in a list too.
pub fn has_secret_mark(content: &Content) -> Option<String> {
    let marked = |text: &str| language::secret_mark(text).is_some();
    if marked(&content.title) {
        return Some(Place::Title.to_string());
    }
    if marked(&content.summary) {
        return Some(Place::Summary.to_string());
    }
    if let Some((name, _)) = content.fields.iter().find(|(_, value)| marked(value)) {
        return Some(name.clone());
    }
    let blocks = content
        .document
        .iter()
        .flat_map(|document| &document.blocks);
    if let Some(place) = blocks.into_iter().find_map(|block| in_block(block, false)) {
        return Some(place.to_string());
    }
    let segment = content
        .segments
        .iter()
        .find(|segment| marked(&translation::plain(&segment.target)))?;
    Some(segment.block.to_string())
}

fn in_block(block: &Block, in_list: bool) -> Option<Place> {
    match block {
        Block::Heading { id, .. } | Block::Paragraph { id, .. } => {
            let text = block.text();
            let mark = language::secret_mark(&text)?;
            let labelled = || language::fold(&text[..mark.start]).contains("do mat");
            (!in_list || labelled()).then_some(Place::Block(*id))
        }
        Block::Image {
            id,
            alt,
            caption,
            credit,
            ..
        } => {
            let places = [
                (Place::Alt(*id), alt),
                (Place::Caption(*id), caption),
                (Place::Credit(*id), credit),
            ];
            places
                .into_iter()
                .find(|(_, text)| language::secret_mark(text).is_some())
                .map(|(place, _)| place)
        }
        Block::Quote { blocks, .. } => blocks.iter().find_map(|block| in_block(block, in_list)),
        Block::List { items, .. } => items
            .iter()
            .flat_map(|item| &item.blocks)
            .find_map(|block| in_block(block, true)),
        Block::Table { rows, .. } => {
            let cells = rows.iter().flat_map(|row| &row.cells);
            cells
                .flat_map(|cell| &cell.blocks)
                .find_map(|block| in_block(block, false))
        }
    }
}
