//! A person chooses; the text follows.

use super::{Conflict, Unit, Version, ids};
use crate::{
    body::Content,
    checks::holds_words,
    document::{Block, Item, Row},
    ids::BlockId,
    translation::{Segment, SegmentState},
};
use serde::{Deserialize, Serialize};
use std::collections::HashSet;

/// What a person takes of a [`Conflict`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Choice {
    /// What stands on this desk.
    Mine,
    /// What stands at the portal.
    Theirs,
    /// Both: theirs behind mine.
    Both,
}

/// `content`, as a merge left it or as somebody wrote on in it, after the choices.
///
/// *Mine* lets the place be as it is now, so that what was rewritten there stays; only what this desk had removed goes
/// again. *Theirs* takes its place. *Both* puts theirs behind it, with fresh ids for its blocks; two lines (a title, a
/// field) stand in one, two sentences of a translation as well, which then waits to be looked at; of a field that
/// cannot hold two values, mine stays. What a text no longer has a place for is put at its end, never dropped.
#[must_use]
pub fn resolve(
    mut content: Content,
    choices: &[(Conflict, Choice)],
    fresh: &mut dyn FnMut() -> BlockId,
) -> Content {
    for (conflict, choice) in choices {
        match &conflict.place {
            Unit::Title => line(&mut content.title, conflict, *choice, " / "),
            Unit::Summary => line(&mut content.summary, conflict, *choice, " "),
            Unit::Field(name) => {
                let mut value = content.fields.remove(name).unwrap_or_default();
                let choice = if *choice == Choice::Both && !holds_words(name) {
                    Choice::Mine
                } else {
                    *choice
                };
                line(&mut value, conflict, choice, " / ");
                if !value.is_empty() {
                    content.fields.insert(name.clone(), value);
                }
            }
            Unit::Segment(_) => segment(&mut content.segments, conflict, *choice),
            Unit::Block(id) => {
                let mut document = content.document.take().unwrap_or_default();
                block(&mut document.blocks, *id, conflict, *choice, fresh);
                content.document = Some(document);
            }
        }
    }
    content
}

fn line(text: &mut String, conflict: &Conflict, choice: Choice, between: &str) {
    let theirs = conflict
        .theirs
        .as_ref()
        .map(Version::text)
        .unwrap_or_default();
    match choice {
        Choice::Mine if conflict.mine.is_none() && *text == theirs => text.clear(),
        Choice::Mine => {}
        Choice::Theirs => text.clone_from(&theirs),
        Choice::Both if conflict.mine.is_none() || theirs.is_empty() => {}
        Choice::Both => *text = format!("{text}{between}{theirs}"),
    }
}

fn segment(segments: &mut Vec<Segment>, conflict: &Conflict, choice: Choice) {
    let Some(Version::Segment(theirs)) = &conflict.theirs else {
        return;
    };
    let Some(mine) = segments
        .iter_mut()
        .find(|segment| segment.key() == theirs.key())
    else {
        if choice != Choice::Mine {
            segments.push(theirs.clone());
        }
        return;
    };
    match choice {
        Choice::Mine => {}
        Choice::Theirs => *mine = theirs.clone(),
        Choice::Both => {
            mine.target = [mine.target.as_str(), theirs.target.as_str()].join(" ");
            mine.state = SegmentState::Initial;
        }
    }
}

fn block(
    blocks: &mut Vec<Block>,
    id: BlockId,
    conflict: &Conflict,
    choice: Choice,
    fresh: &mut dyn FnMut() -> BlockId,
) {
    match (choice, &conflict.mine, &conflict.theirs) {
        (Choice::Mine, None, _) | (Choice::Theirs, _, None) => {
            act(blocks, id, &mut Some(Act::Remove));
        }
        // Where one side removed it, what is left is both.
        (Choice::Mine, ..) | (Choice::Both, _, None) => {}
        (Choice::Both, None, Some(_)) if ids_but(blocks, id).len() < ids_in(blocks).len() => {}
        (Choice::Theirs, _, Some(theirs)) | (Choice::Both, None, Some(theirs)) => {
            let mut theirs = theirs.clone();
            let mut taken = ids_but(blocks, id);
            each_id(&mut theirs, &mut |inside| {
                if *inside != id && !taken.insert(*inside) {
                    *inside = fresh();
                }
            });
            put(blocks, id, Act::Replace(theirs));
        }
        (Choice::Both, _, Some(theirs)) => {
            let mut theirs = theirs.clone();
            each_id(&mut theirs, &mut |inside| *inside = fresh());
            put(blocks, id, Act::Behind(theirs));
        }
    }
}

/// What is done at a place of a tree.
enum Act {
    Remove,
    Replace(Version),
    Behind(Version),
}

fn put(blocks: &mut Vec<Block>, id: BlockId, what: Act) {
    let mut left = Some(what);
    act(blocks, id, &mut left);
    if let Some(Act::Replace(version) | Act::Behind(version)) = left {
        // A point or a row gets a list or a table of its own, whose id is made distinct like any double.
        blocks.extend(version.into_document().blocks);
        *blocks = ids::distinct(std::mem::take(blocks));
    }
}

/// Does it where `id` stands; what holds nothing afterwards goes too. What could not be done stays in `left`.
fn act(blocks: &mut Vec<Block>, id: BlockId, left: &mut Option<Act>) {
    if let Some(at) = blocks.iter().position(|block| block.id() == id) {
        match left.take() {
            Some(Act::Replace(Version::Block(block))) => blocks[at] = block,
            Some(Act::Behind(Version::Block(block))) => blocks.insert(at + 1, block),
            Some(Act::Remove) => {
                blocks.remove(at);
            }
            other => *left = other,
        }
        return;
    }
    let mut emptied = None;
    for (at, block) in blocks.iter_mut().enumerate() {
        let holds_nothing = match block {
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => continue,
            Block::Quote { blocks, .. } => {
                act(blocks, id, left);
                blocks.is_empty()
            }
            Block::List { items, .. } => {
                act_in_list(items, id, left);
                items.is_empty()
            }
            Block::Table { rows, .. } => {
                act_in_table(rows, id, left);
                rows.is_empty()
            }
        };
        if left.is_none() {
            emptied = holds_nothing.then_some(at);
            break;
        }
    }
    if let Some(at) = emptied {
        blocks.remove(at);
    }
}

fn act_in_list(items: &mut Vec<Item>, id: BlockId, left: &mut Option<Act>) {
    if let Some(at) = items.iter().position(|item| item.id == id) {
        match left.take() {
            Some(Act::Replace(Version::Item(item))) => items[at] = item,
            Some(Act::Behind(Version::Item(item))) => items.insert(at + 1, item),
            Some(Act::Remove) => {
                items.remove(at);
            }
            other => *left = other,
        }
        return;
    }
    for at in 0..items.len() {
        act(&mut items[at].blocks, id, left);
        if left.is_none() {
            if items[at].blocks.is_empty() {
                items.remove(at);
            }
            return;
        }
    }
}

fn act_in_table(rows: &mut Vec<Row>, id: BlockId, left: &mut Option<Act>) {
    if let Some(at) = rows.iter().position(|row| row.id == id) {
        match left.take() {
            Some(Act::Replace(Version::Row(row))) => rows[at] = row,
            Some(Act::Behind(Version::Row(row))) => rows.insert(at + 1, row),
            Some(Act::Remove) => {
                rows.remove(at);
            }
            other => *left = other,
        }
        return;
    }
    for cell in rows.iter_mut().flat_map(|row| &mut row.cells) {
        act(&mut cell.blocks, id, left);
        if left.is_none() {
            return;
        }
    }
}

/// The ids that stand outside of what `id` names.
fn ids_but(blocks: &[Block], id: BlockId) -> HashSet<BlockId> {
    let mut rest = blocks.to_vec();
    act(&mut rest, id, &mut Some(Act::Remove));
    ids_in(&rest)
}

fn ids_in(blocks: &[Block]) -> HashSet<BlockId> {
    let mut all = HashSet::new();
    for mut block in blocks.iter().cloned() {
        block.each_id(&mut |id| {
            all.insert(*id);
        });
    }
    all
}

fn each_id(version: &mut Version, f: &mut dyn FnMut(&mut BlockId)) {
    match version {
        Version::Text(_) | Version::Segment(_) => {}
        Version::Block(block) => block.each_id(f),
        Version::Item(item) => item.each_id(f),
        Version::Row(row) => row.each_id(f),
    }
}
