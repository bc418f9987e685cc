//! A text brought in again keeps the ids of the blocks it still holds.
//!
//! Comments, comparison, merging and translation hold on to the ids of blocks, so a file that comes back from a word
//! processor must not look like a text of new blocks.

use editorial::{
    document::{Block, Document, Node},
    ids::BlockId,
};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::collections::HashMap;

/// From this likeness on two blocks are the same one, changed: twice the words in common of all words in both.
const ALIKE: f64 = 0.6;

/// Comparing more pairs than this in one gap takes too long; such a gap is a new text.
const MAX_PAIRS: usize = 250_000;

/// `new` with the ids of `old` wherever a block, point or row of it is one of `old`.
///
/// In this order: what bears an id of `old` already keeps it; what says exactly the same, in order; what says nearly
/// the same, in order, between those; what says exactly the same and was moved, where it stands only once. A block is
/// only ever taken for one of its kind (a paragraph and a heading are one kind). No id is given twice.
pub fn align_ids(old: &Document, mut new: Document) -> Document {
    let (before, after) = (places(old), places(&new));
    let pairs = Pairing::new(&before, &after).found();
    let mut at = 0;
    for block in &mut new.blocks {
        block.each_id(&mut |id| {
            if let Some(partner) = pairs.get(at).copied().flatten() {
                *id = before[partner].id;
            }
            at += 1;
        });
    }
    new
}

/// What a place is compared by.
struct Place {
    id: BlockId,
    kind: u8,
    text: String,
}

fn places(document: &Document) -> Vec<Place> {
    let place = |node: Node<'_>| {
        let (kind, text) = match node {
            Node::Block(block) => (kind(block), said(block)),
            Node::Item(item) => (10, said_by(item.blocks.iter())),
            Node::Row(row) => (11, said_by(row.cells.iter().flat_map(|cell| &cell.blocks))),
        };
        Place {
            id: node.id(),
            kind,
            text,
        }
    };
    document.nodes().into_iter().map(place).collect()
}

fn kind(block: &Block) -> u8 {
    match block {
        Block::Heading { .. } | Block::Paragraph { .. } => 0,
        Block::List { .. } => 1,
        Block::Quote { .. } => 2,
        Block::Table { .. } => 3,
        Block::Image { .. } => 4,
    }
}

fn said(block: &Block) -> String {
    match block {
        Block::Heading { .. } | Block::Paragraph { .. } => block.text(),
        Block::Image {
            blob,
            alt,
            caption,
            credit,
            ..
        } => format!("{blob} {alt} {caption} {credit}"),
        _ => said_by(block.children().into_iter()),
    }
}

fn said_by<'a>(blocks: impl Iterator<Item = &'a Block>) -> String {
    blocks.map(said).collect::<Vec<_>>().join("\n")
}

/// Finds for each place of `after` its place in `before`.
struct Pairing<'a> {
    before: &'a [Place],
    after: &'a [Place],
    partner: Vec<Option<usize>>,
    used: Vec<bool>,
}

impl<'a> Pairing<'a> {
    fn new(before: &'a [Place], after: &'a [Place]) -> Self {
        Self {
            before,
            after,
            partner: vec![None; after.len()],
            used: vec![false; before.len()],
        }
    }

    fn found(mut self) -> Vec<Option<usize>> {
        self.by_id();
        self.in_order();
        self.moved();
        self.partner
    }

    fn pair(&mut self, old: usize, new: usize) {
        if !self.used[old] && self.partner[new].is_none() {
            self.used[old] = true;
            self.partner[new] = Some(old);
        }
    }

    fn by_id(&mut self) {
        let ids: HashMap<BlockId, usize> = self
            .before
            .iter()
            .enumerate()
            .map(|(at, place)| (place.id, at))
            .collect();
        for new in 0..self.after.len() {
            if let Some(old) = ids.get(&self.after[new].id) {
                self.pair(*old, new);
            }
        }
    }

    fn in_order(&mut self) {
        let old: Vec<usize> = (0..self.before.len())
            .filter(|at| !self.used[*at])
            .collect();
        let new: Vec<usize> = (0..self.after.len())
            .filter(|at| self.partner[*at].is_none())
            .collect();
        let mut seen = HashMap::new();
        let mut named = |place: &'a Place| {
            let next = seen.len();
            *seen
                .entry((place.kind, place.text.as_str()))
                .or_insert(next)
        };
        let old_names: Vec<usize> = old.iter().map(|at| named(&self.before[*at])).collect();
        let new_names: Vec<usize> = new.iter().map(|at| named(&self.after[*at])).collect();
        for change in capture_diff_slices(Algorithm::Patience, &old_names, &new_names) {
            match change {
                DiffOp::Equal {
                    old_index,
                    new_index,
                    len,
                } => {
                    for n in 0..len {
                        self.pair(old[old_index + n], new[new_index + n]);
                    }
                }
                DiffOp::Replace {
                    old_index,
                    old_len,
                    new_index,
                    new_len,
                } => {
                    self.alike(
                        &old[old_index..old_index + old_len],
                        &new[new_index..new_index + new_len],
                    );
                }
                DiffOp::Delete { .. } | DiffOp::Insert { .. } => {}
            }
        }
    }

    /// Pairs what is alike within a gap, in order, so that the likeness in all is greatest.
    fn alike(&mut self, old: &[usize], new: &[usize]) {
        if old.len().saturating_mul(new.len()) > MAX_PAIRS {
            return;
        }
        let mut numbers = HashMap::new();
        let old_words: Vec<Vec<usize>> = old
            .iter()
            .map(|at| words(&self.before[*at].text, &mut numbers))
            .collect();
        let new_words: Vec<Vec<usize>> = new
            .iter()
            .map(|at| words(&self.after[*at].text, &mut numbers))
            .collect();
        let width = new.len() + 1;
        let likeness = |o: usize, n: usize| {
            let same_kind = self.before[old[o]].kind == self.after[new[n]].kind;
            Some(dice(&old_words[o], &new_words[n])).filter(|alike| same_kind && *alike >= ALIKE)
        };
        // best[o][n]: the greatest likeness of what comes from o and n on.
        let mut best = vec![0.0_f64; (old.len() + 1) * width];
        let mut here = vec![None; old.len() * new.len()];
        for o in (0..old.len()).rev() {
            for n in (0..new.len()).rev() {
                let alike = likeness(o, n);
                here[o * new.len() + n] = alike;
                let paired = alike.map_or(0.0, |alike| alike + best[(o + 1) * width + n + 1]);
                best[o * width + n] = paired
                    .max(best[(o + 1) * width + n])
                    .max(best[o * width + n + 1]);
            }
        }
        let (mut o, mut n) = (0, 0);
        let mut pairs = Vec::new();
        while o < old.len() && n < new.len() {
            let now = best[o * width + n];
            let paired = here[o * new.len() + n].map(|alike| alike + best[(o + 1) * width + n + 1]);
            if paired.is_some_and(|paired| paired >= now) {
                pairs.push((old[o], new[n]));
                (o, n) = (o + 1, n + 1);
            } else if best[(o + 1) * width + n] >= now {
                o += 1;
            } else {
                n += 1;
            }
        }
        for (old, new) in pairs {
            self.pair(old, new);
        }
    }

    /// What was moved: the same words, once here and once there.
    fn moved(&mut self) {
        let mut left: HashMap<(u8, &str), [Vec<usize>; 2]> = HashMap::new();
        for (at, place) in self
            .before
            .iter()
            .enumerate()
            .filter(|(at, _)| !self.used[*at])
        {
            left.entry((place.kind, &place.text)).or_default()[0].push(at);
        }
        for (at, place) in self
            .after
            .iter()
            .enumerate()
            .filter(|(at, _)| self.partner[*at].is_none())
        {
            left.entry((place.kind, &place.text)).or_default()[1].push(at);
        }
        for [old, new] in left.into_values() {
            if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
                self.pair(*old, *new);
            }
        }
    }
}

/// The words of a text as sorted numbers.
fn words<'a>(text: &'a str, numbers: &mut HashMap<&'a str, usize>) -> Vec<usize> {
    let mut words: Vec<usize> = language::words(text)
        .map(|word| {
            let next = numbers.len();
            *numbers.entry(word).or_insert(next)
        })
        .collect();
    words.sort_unstable();
    words
}

/// Twice what both have in common, of all that both have.
#[allow(clippy::cast_precision_loss)] // numbers of words
fn dice(a: &[usize], b: &[usize]) -> f64 {
    let (mut at_a, mut at_b, mut common) = (0, 0, 0);
    while at_a < a.len() && at_b < b.len() {
        match a[at_a].cmp(&b[at_b]) {
            std::cmp::Ordering::Less => at_a += 1,
            std::cmp::Ordering::Greater => at_b += 1,
            std::cmp::Ordering::Equal => (at_a, at_b, common) = (at_a + 1, at_b + 1, common + 1),
        }
    }
    if a.is_empty() && b.is_empty() {
        0.0
    } else {
        2.0 * f64::from(common) / (a.len() + b.len()) as f64
    }
}
