//! Ids of blocks: every one of them, and none twice.

use crate::{
    document::{Block, Row},
    ids::{BlockId, Hash},
};
use std::collections::HashSet;

/// The blocks with every id once: what comes later under the same id gets another, made from it.
pub(super) fn distinct(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut taken = HashSet::new();
    for block in &mut blocks {
        each_id(block, &mut |id| claim(id, &mut taken));
    }
    blocks
}

/// Keeps `id` where it is free, or makes another from it: without a source of chance, so that every desk agrees.
pub(super) fn claim(id: &mut BlockId, taken: &mut HashSet<BlockId>) {
    let first = *id;
    let mut turn: u64 = 0;
    while !taken.insert(*id) {
        turn += 1;
        let made = Hash::of_two(
            format!("banthao copy {turn}\n").as_bytes(),
            first.as_str().as_bytes(),
        );
        let mut random = [0; 10];
        random.copy_from_slice(&made.as_bytes()[..10]);
        *id = BlockId::from_random(random);
    }
}

/// Every id in a block, its own first.
pub(super) fn each_id(block: &mut Block, f: &mut dyn FnMut(&mut BlockId)) {
    match block {
        Block::Heading { id, .. } | Block::Paragraph { id, .. } | Block::Image { id, .. } => f(id),
        Block::Quote { id, blocks } => {
            f(id);
            for block in blocks {
                each_id(block, f);
            }
        }
        Block::List { id, items, .. } => {
            f(id);
            for item in items {
                f(&mut item.id);
                item.blocks.iter_mut().for_each(|block| each_id(block, f));
            }
        }
        Block::Table { id, rows, .. } => {
            f(id);
            for row in rows {
                each_id_of_row(row, f);
            }
        }
    }
}

pub(super) fn each_id_of_row(row: &mut Row, f: &mut dyn FnMut(&mut BlockId)) {
    f(&mut row.id);
    row.cells
        .iter_mut()
        .flat_map(|cell| &mut cell.blocks)
        .for_each(|block| each_id(block, f));
}
