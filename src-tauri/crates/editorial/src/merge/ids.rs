//! Ids of blocks: every one of them, and none twice.

use crate::{
    document::Block,
    ids::{BlockId, Hash},
};
use std::collections::HashSet;

/// The blocks with every id once: what comes later under the same id gets another, made from it.
pub(super) fn distinct(mut blocks: Vec<Block>) -> Vec<Block> {
    let mut taken = HashSet::new();
    for block in &mut blocks {
        block.each_id(&mut |id| claim(id, &mut taken));
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
