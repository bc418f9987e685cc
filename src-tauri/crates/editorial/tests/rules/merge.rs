//! Two people, one text.

mod facts;
mod properties;
mod text;

use editorial::{
    Block, BlockId, Content, Document,
    merge::{Choice, Merged, resolve},
};
use std::collections::BTreeSet;

fn fresh() -> impl FnMut() -> BlockId {
    let mut n = 0_u32;
    move || {
        n += 1;
        format!("z{n:09}").parse().unwrap()
    }
}

fn text(blocks: Vec<Block>) -> Content {
    Content {
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    }
}

fn lines(content: &Content) -> Vec<String> {
    content
        .document
        .iter()
        .flat_map(Document::all_blocks)
        .map(Block::text)
        .filter(|text| !text.is_empty())
        .collect()
}

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches('.').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Every word of a content, wherever it stands.
fn words_of(content: &Content) -> BTreeSet<String> {
    let mut all = words(&content.title);
    all.extend(words(&content.summary));
    content
        .fields
        .values()
        .for_each(|value| all.extend(words(value)));
    content
        .segments
        .iter()
        .for_each(|segment| all.extend(words(&segment.target)));
    // Marked words stand against their neighbours, so each run is read by itself.
    for block in content.document.iter().flat_map(Document::all_blocks) {
        block
            .runs()
            .unwrap_or_default()
            .iter()
            .for_each(|run| all.extend(words(&run.text)));
        if let Block::Image {
            alt,
            caption,
            credit,
            ..
        } = block
        {
            all.extend(
                [alt, caption, credit]
                    .into_iter()
                    .flat_map(|text| words(text)),
            );
        }
    }
    all
}

/// Something in the title of one side, so that not the whole content is taken over unlooked at.
fn elsewhere(content: &Content) -> Content {
    Content {
        title: "khác".to_owned(),
        ..content.clone()
    }
}

/// What a merge comes to where `choice` is made of everything in dispute.
fn taken(merged: &Merged, choice: Choice) -> Content {
    let choices: Vec<_> = merged
        .conflicts
        .iter()
        .map(|conflict| (conflict.clone(), choice))
        .collect();
    resolve(merged.content.clone(), &choices, &mut fresh())
}
