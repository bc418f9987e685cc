//! Three trees of blocks become one, by id, at any depth.

use super::{
    Conflict, Unit, either,
    ids::{claim, distinct},
    order,
    tree::{Key, ROOT, Slot, Tree, alike, equal, id, is_whole, sealed, version},
};
use crate::{
    document::{Block, Cell, Item, Node, Row},
    ids::BlockId,
};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The merged blocks, with what a person has to choose, in reading order.
pub(super) struct Outcome {
    pub(super) blocks: Vec<Block>,
    pub(super) conflicts: Vec<Conflict>,
}

pub(super) fn merged(base: &[Block], mine: &[Block], theirs: &[Block]) -> Outcome {
    let all = HashSet::new();
    let (whole_base, whole_mine, whole_theirs) = (
        Tree::of(base, &all),
        Tree::of(mine, &all),
        Tree::of(theirs, &all),
    );
    let sealed = sealed(&whole_base, &whole_mine, &whole_theirs);
    let three = if sealed.is_empty() {
        Three {
            base: whole_base,
            mine: whole_mine,
            theirs: whole_theirs,
            sealed,
        }
    } else {
        Three {
            base: Tree::of(base, &sealed),
            mine: Tree::of(mine, &sealed),
            theirs: Tree::of(theirs, &sealed),
            sealed,
        }
    };
    three.merged()
}

struct Three<'a> {
    base: Tree<'a>,
    mine: Tree<'a>,
    theirs: Tree<'a>,
    sealed: HashSet<Key>,
}

impl<'a> Three<'a> {
    fn merged(self) -> Outcome {
        let mut standing = BTreeSet::new();
        let mut slots = HashMap::new();
        let mut disputes = HashMap::new();
        let keys: BTreeSet<Key> = self
            .mine
            .placed
            .keys()
            .chain(self.theirs.placed.keys())
            .copied()
            .collect();
        for key in keys {
            if let Some(slot) = self.slot(key) {
                slots.insert(key, slot);
            }
            if self.stands(key, &mut disputes) {
                standing.insert(key);
            }
        }
        self.with_what_disputed_holds(&disputes, &mut standing);
        with_parents(&mut standing, &slots);
        without_rings(&standing, &mut slots);
        let order = self.orders(&standing, &slots);
        let taken = standing.iter().map(|key| id(*key)).collect();
        let mut build = Build {
            three: &self,
            order,
            disputes,
            taken,
            conflicts: Vec::new(),
        };
        let blocks = build.blocks(ROOT);
        let conflicts = build.conflicts;
        // One id may have been given to a point of a list here and to a paragraph there.
        Outcome {
            blocks: distinct(blocks),
            conflicts,
        }
    }

    /// Where it stands now: where it was moved to; where both moved it, at the lesser place.
    fn slot(&self, key: Key) -> Option<Slot> {
        match (self.mine.slot(key), self.theirs.slot(key)) {
            (Some(here), Some(there)) => {
                let base = self.base.slot(key);
                let one = either(&base, &Some(here), &Some(there)).copied().flatten();
                Some(one.unwrap_or_else(|| here.min(there)))
            }
            (here, there) => here.or(there),
        }
    }

    /// Whether it is in the merged text for its own sake, and what is to be chosen about it.
    fn stands(&self, key: Key, disputes: &mut HashMap<Key, Conflict>) -> bool {
        let (was, here, there) = (
            self.base.node(key),
            self.mine.node(key),
            self.theirs.node(key),
        );
        let whole = is_whole(&self.sealed, key, here.or(there));
        let is_disputed = match (was, here, there) {
            (_, None, None) => return false,
            (_, Some(one), Some(other)) => {
                whole
                    && !equal(one, other)
                    && was.is_none_or(|was| !equal(was, one) && !equal(was, other))
            }
            (Some(was), one, other) => {
                let Some(kept) = one.or(other) else {
                    return false;
                };
                if !whole || equal(was, kept) {
                    return false;
                }
                true
            }
            (None, one, _) => {
                let (side, other) = if one.is_some() {
                    (&self.mine, &self.theirs)
                } else {
                    (&self.theirs, &self.mine)
                };
                // It was put into something that the other side removed.
                let parent = side.slot(key).and_then(|(parent, _)| parent);
                parent.is_some_and(|parent| {
                    self.base.node(parent).is_some() && other.node(parent).is_none()
                })
            }
        };
        if is_disputed {
            let place = Unit::Block(id(key));
            disputes.insert(
                key,
                Conflict {
                    place,
                    base: was.map(version),
                    mine: here.map(version),
                    theirs: there.map(version),
                },
            );
        }
        true
    }

    /// What was put into something that the other side removed stands with all that its own side has in it.
    fn with_what_disputed_holds(
        &self,
        disputes: &HashMap<Key, Conflict>,
        standing: &mut BTreeSet<Key>,
    ) {
        for key in disputes
            .keys()
            .filter(|key| self.base.node(**key).is_none())
        {
            for side in [&self.mine, &self.theirs] {
                let mut inside = vec![*key];
                while let Some(parent) = inside.pop() {
                    standing.insert(parent);
                    inside.extend(side.children_of(parent));
                }
            }
        }
    }

    fn orders(
        &self,
        standing: &BTreeSet<Key>,
        slots: &HashMap<Key, Slot>,
    ) -> BTreeMap<Slot, Vec<Key>> {
        let mut inside: BTreeMap<Slot, BTreeSet<Key>> = BTreeMap::new();
        for key in standing {
            inside
                .entry(slots.get(key).copied().unwrap_or(ROOT))
                .or_default()
                .insert(*key);
        }
        inside
            .into_iter()
            .map(|(slot, keys)| {
                let of = |tree: &Tree<'_>| -> Vec<Key> {
                    let children = tree.children.get(&slot).into_iter().flatten();
                    children.copied().filter(|key| keys.contains(key)).collect()
                };
                let mut order = order::merged(&of(&self.base), &of(&self.mine), &of(&self.theirs));
                if order.len() < keys.len() {
                    // Brought to the root to break a ring.
                    let placed: BTreeSet<Key> = order.iter().copied().collect();
                    order.extend(keys.difference(&placed));
                }
                (slot, order)
            })
            .collect()
    }

    /// The side from which it is taken.
    fn chosen(&self, key: Key) -> Option<Node<'a>> {
        let (Some(here), Some(there)) = (self.mine.node(key), self.theirs.node(key)) else {
            return self.mine.node(key).or(self.theirs.node(key));
        };
        let whole = is_whole(&self.sealed, key, Some(here));
        let same = |one, other| {
            if whole {
                equal(one, other)
            } else {
                alike(one, other)
            }
        };
        let was = self.base.node(key);
        if same(here, there) || was.is_some_and(|was| same(was, there)) {
            return Some(here);
        }
        if was.is_some_and(|was| same(was, here)) {
            return Some(there);
        }
        let set = matches!(
            there,
            Node::Block(Block::List { ordered: true, .. } | Block::Table { header: true, .. })
        );
        Some(if set { there } else { here })
    }
}

/// What holds something that stands, stands.
fn with_parents(standing: &mut BTreeSet<Key>, slots: &HashMap<Key, Slot>) {
    let mut looked_at: Vec<Key> = standing.iter().copied().collect();
    while let Some(key) = looked_at.pop() {
        if let Some((Some(parent), _)) = slots.get(&key)
            && standing.insert(*parent)
        {
            looked_at.push(*parent);
        }
    }
}

/// Where one side put A into B and the other B into A, one of them comes to stand in the root.
fn without_rings(standing: &BTreeSet<Key>, slots: &mut HashMap<Key, Slot>) {
    let mut sound: HashSet<Key> = HashSet::new();
    for start in standing {
        let mut way = vec![*start];
        loop {
            let last = way[way.len() - 1];
            let Some((Some(parent), _)) = slots.get(&last).copied() else {
                break;
            };
            if sound.contains(&parent) {
                break;
            }
            if let Some(at) = way.iter().position(|key| *key == parent) {
                // A ring always holds a block: points stand in lists only, rows in tables.
                let first = way[at..]
                    .iter()
                    .filter(|key| matches!(key, Key::Block(_)))
                    .min();
                slots.insert(first.copied().unwrap_or(parent), ROOT);
                way = vec![*start];
                continue;
            }
            way.push(parent);
        }
        sound.extend(way);
    }
}

/// Puts the merged tree together.
struct Build<'t, 'a> {
    three: &'t Three<'a>,
    order: BTreeMap<Slot, Vec<Key>>,
    disputes: HashMap<Key, Conflict>,
    taken: HashSet<BlockId>,
    conflicts: Vec<Conflict>,
}

impl Build<'_, '_> {
    fn keys(&self, slot: Slot) -> Vec<Key> {
        self.order.get(&slot).cloned().unwrap_or_default()
    }

    fn blocks(&mut self, slot: Slot) -> Vec<Block> {
        self.keys(slot)
            .into_iter()
            .filter_map(|key| self.block(key))
            .collect()
    }

    fn block(&mut self, key: Key) -> Option<Block> {
        let Some(Node::Block(block)) = self.three.chosen(key) else {
            return None;
        };
        self.conflicts.extend(self.disputes.remove(&key));
        let inside = (Some(key), 0);
        match block {
            _ if self.three.sealed.contains(&key) => {
                let mut copy = block.clone();
                self.rename_inside(id(key), |f| copy.each_id(f));
                Some(copy)
            }
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {
                Some(block.clone())
            }
            Block::Quote { id, .. } => {
                let blocks = self.blocks(inside);
                self.full(key, &blocks)
                    .then_some(Block::Quote { id: *id, blocks })
            }
            Block::List { id, ordered, .. } => {
                let items = self
                    .keys(inside)
                    .into_iter()
                    .filter_map(|key| self.item(key))
                    .collect::<Vec<_>>();
                self.full(key, &items).then_some(Block::List {
                    id: *id,
                    ordered: *ordered,
                    items,
                })
            }
            Block::Table { id, header, .. } => {
                let rows = self
                    .keys(inside)
                    .into_iter()
                    .filter_map(|key| self.row(key))
                    .collect::<Vec<_>>();
                self.full(key, &rows).then_some(Block::Table {
                    id: *id,
                    header: *header,
                    rows,
                })
            }
        }
    }

    fn item(&mut self, key: Key) -> Option<Item> {
        let Some(Node::Item(item)) = self.three.chosen(key) else {
            return None;
        };
        self.conflicts.extend(self.disputes.remove(&key));
        if self.three.sealed.contains(&key) {
            let mut copy = item.clone();
            self.rename_inside(copy.id, |f| copy.each_id(f));
            return Some(copy);
        }
        let blocks = self.blocks((Some(key), 0));
        self.full(key, &blocks).then_some(Item {
            id: item.id,
            blocks,
        })
    }

    fn row(&mut self, key: Key) -> Option<Row> {
        let Some(Node::Row(row)) = self.three.chosen(key) else {
            return None;
        };
        self.conflicts.extend(self.disputes.remove(&key));
        if self.three.sealed.contains(&key) {
            let mut copy = row.clone();
            self.rename_inside(copy.id, |f| copy.each_id(f));
            return Some(copy);
        }
        let mut cells: Vec<Cell> = row
            .cells
            .iter()
            .enumerate()
            .map(|(column, cell)| Cell {
                blocks: self.blocks((Some(key), column)),
                ..*cell
            })
            .collect();
        // Should something stand in a column that is gone, it is kept in the last one.
        let beyond: Vec<Slot> = self
            .order
            .range((Some(key), cells.len())..=(Some(key), usize::MAX))
            .map(|(slot, _)| *slot)
            .collect();
        for slot in beyond {
            let blocks = self.blocks(slot);
            match cells.last_mut() {
                Some(last) => last.blocks.extend(blocks),
                None => cells.push(Cell {
                    blocks,
                    ..Cell::default()
                }),
            }
        }
        Some(Row { id: row.id, cells })
    }

    /// Whether it has something in it, or had nothing in it on one side.
    fn full<T>(&self, key: Key, inside: &[T]) -> bool {
        !inside.is_empty() || self.three.mine.is_bare(key) || self.three.theirs.is_bare(key)
    }

    /// Gives new ids to what stands in a whole copy and elsewhere too.
    fn rename_inside(&mut self, own: BlockId, walk: impl FnOnce(&mut dyn FnMut(&mut BlockId))) {
        let taken = &mut self.taken;
        walk(&mut |id| {
            if *id != own {
                claim(id, taken);
            }
        });
    }
}
