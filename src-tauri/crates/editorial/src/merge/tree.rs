//! A tree of blocks by what names them, and what can be told of two nodes of one name.

use super::Version;
use crate::{
    document::{Block, Node, Row},
    ids::BlockId,
};
use std::collections::{HashMap, HashSet};

/// What an id names; the same ten characters may name a point of a list here and a paragraph there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    Block(BlockId),
    Item(BlockId),
    Row(BlockId),
}

/// Where something stands: in the root or in a parent, there in the cell of that number (0 where there are no cells).
pub(super) type Slot = (Option<Key>, usize);

pub(super) const ROOT: Slot = (None, 0);

/// One side's blocks, by what names them.
pub(super) struct Tree<'a> {
    pub(super) placed: HashMap<Key, Placed<'a>>,
    pub(super) children: HashMap<Slot, Vec<Key>>,
}

#[derive(Clone, Copy)]
pub(super) struct Placed<'a> {
    node: Node<'a>,
    slot: Slot,
}

impl<'a> Tree<'a> {
    /// The tree of `blocks`, in which what is `sealed` is a leaf.
    pub(super) fn of(blocks: &'a [Block], sealed: &HashSet<Key>) -> Self {
        let mut tree = Self {
            placed: HashMap::new(),
            children: HashMap::new(),
        };
        tree.walk(blocks, ROOT, sealed);
        tree
    }

    fn walk(&mut self, blocks: &'a [Block], slot: Slot, sealed: &HashSet<Key>) {
        for block in blocks {
            let key = self.place(Node::Block(block), slot);
            if sealed.contains(&key) {
                continue;
            }
            let inside = (Some(key), 0);
            match block {
                Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {}
                Block::Quote { blocks, .. } => self.walk(blocks, inside, sealed),
                Block::List { items, .. } => {
                    for item in items {
                        let key = self.place(Node::Item(item), inside);
                        if !sealed.contains(&key) {
                            self.walk(&item.blocks, (Some(key), 0), sealed);
                        }
                    }
                }
                Block::Table { rows, .. } => {
                    for row in rows {
                        let key = self.place(Node::Row(row), inside);
                        if !sealed.contains(&key) {
                            for (column, cell) in row.cells.iter().enumerate() {
                                self.walk(&cell.blocks, (Some(key), column), sealed);
                            }
                        }
                    }
                }
            }
        }
    }

    fn place(&mut self, node: Node<'a>, slot: Slot) -> Key {
        let key = key(node);
        self.placed.insert(key, Placed { node, slot });
        self.children.entry(slot).or_default().push(key);
        key
    }

    pub(super) fn node(&self, key: Key) -> Option<Node<'a>> {
        self.placed.get(&key).map(|it| it.node)
    }

    pub(super) fn slot(&self, key: Key) -> Option<Slot> {
        self.placed.get(&key).map(|it| it.slot)
    }

    pub(super) fn children_of(&self, parent: Key) -> impl Iterator<Item = Key> + '_ {
        let columns = match self.node(parent) {
            Some(Node::Row(row)) => row.cells.len(),
            _ => 1,
        };
        (0..columns).flat_map(move |column| {
            self.children
                .get(&(Some(parent), column))
                .into_iter()
                .flatten()
                .copied()
        })
    }

    /// Whether it stands here with nothing in it.
    pub(super) fn is_bare(&self, key: Key) -> bool {
        self.placed.contains_key(&key) && !self.children.contains_key(&(Some(key), 0))
    }
}

fn key(node: Node<'_>) -> Key {
    match node {
        Node::Block(block) => Key::Block(block.id()),
        Node::Item(item) => Key::Item(item.id),
        Node::Row(row) => Key::Row(row.id),
    }
}

/// Forms that cannot be taken for one another.
fn form(node: Node<'_>) -> u8 {
    match node {
        Node::Block(Block::Heading { .. } | Block::Paragraph { .. }) => 0,
        Node::Block(Block::Image { .. }) => 1,
        Node::Block(Block::Quote { .. }) => 2,
        Node::Block(Block::List { .. }) => 3,
        Node::Block(Block::Table { .. }) => 4,
        Node::Item(_) => 5,
        Node::Row(_) => 6,
    }
}

/// Whether everything in both is the same.
pub(super) fn equal(one: Node<'_>, other: Node<'_>) -> bool {
    match (one, other) {
        (Node::Block(one), Node::Block(other)) => one == other,
        (Node::Item(one), Node::Item(other)) => one == other,
        (Node::Row(one), Node::Row(other)) => one == other,
        _ => false,
    }
}

/// Whether both are the same but for what stands in them.
pub(super) fn alike(one: Node<'_>, other: Node<'_>) -> bool {
    match (one, other) {
        (
            Node::Block(Block::List { ordered: one, .. }),
            Node::Block(Block::List { ordered: other, .. }),
        )
        | (
            Node::Block(Block::Table { header: one, .. }),
            Node::Block(Block::Table { header: other, .. }),
        ) => one == other,
        (Node::Block(Block::Quote { .. }), Node::Block(Block::Quote { .. }))
        | (Node::Item(_), Node::Item(_)) => true,
        (Node::Row(one), Node::Row(other)) => shape(one).eq(shape(other)),
        _ => equal(one, other),
    }
}

fn shape(row: &Row) -> impl Iterator<Item = (Option<u16>, Option<u16>)> + '_ {
    row.cells.iter().map(|cell| (cell.colspan, cell.rowspan))
}

/// Whether it holds words itself, so that it is taken from one side whole.
fn is_unit(node: Node<'_>) -> bool {
    form(node) <= 1
}

/// What has to be looked at whole, with all that stands in it.
pub(super) fn sealed(base: &Tree<'_>, mine: &Tree<'_>, theirs: &Tree<'_>) -> HashSet<Key> {
    let keys: HashSet<Key> = mine
        .placed
        .keys()
        .chain(theirs.placed.keys())
        .copied()
        .collect();
    keys.into_iter()
        .filter(|key| {
            let (was, here, there) = (base.node(*key), mine.node(*key), theirs.node(*key));
            let mut forms = [was, here, there].into_iter().flatten().map(form);
            let first = forms.next();
            if forms.any(|other| Some(other) != first) {
                return true;
            }
            let changed =
                |now: Option<Node<'_>>| now.zip(was).is_some_and(|(now, was)| !equal(now, was));
            let reshaped =
                |now: Option<Node<'_>>| now.zip(was).is_some_and(|(now, was)| !alike(now, was));
            if !matches!(key, Key::Row(_)) {
                return false;
            }
            match (here, there) {
                (Some(one), Some(other)) if equal(one, other) => false,
                (Some(one), Some(other)) if was.is_none() => !alike(one, other),
                (Some(_), Some(_)) => {
                    (reshaped(here) && changed(there)) || (reshaped(there) && changed(here))
                }
                (here, there) => changed(here) || changed(there),
            }
        })
        .collect()
}

pub(super) fn is_whole(sealed: &HashSet<Key>, key: Key, node: Option<Node<'_>>) -> bool {
    sealed.contains(&key) || node.is_some_and(is_unit)
}

pub(super) fn id(key: Key) -> BlockId {
    match key {
        Key::Block(id) | Key::Item(id) | Key::Row(id) => id,
    }
}

pub(super) fn version(node: Node<'_>) -> Version {
    match node {
        Node::Block(block) => Version::Block(block.clone()),
        Node::Item(item) => Version::Item(item.clone()),
        Node::Row(row) => Version::Row(row.clone()),
    }
}
