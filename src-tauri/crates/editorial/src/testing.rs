//! Makers of contents and of changes to them, for property tests.
//!
//! Everything is made from lists of [`Edit`]s, so a failing case shrinks to the few edits that matter. Each edit is
//! made under a name of one letter, from which its ids and words are made: so two people's edits never collide, and
//! where a word comes from can be read from it.

use crate::{
    body::{BlobRef, Content},
    document::{Block, Cell, Document, Item, Mark, Row, Run},
    ids::{BlockId, Hash},
};
use proptest::prelude::*;

/// One change to a content; what it does is read from its numbers.
#[derive(Debug, Clone, Copy)]
pub struct Edit {
    what: u8,
    at: u16,
    to: u16,
    how: u16,
}

/// One edit of any sort.
pub fn edit() -> impl Strategy<Value = Edit> {
    (0..24_u8, any::<u16>(), any::<u16>(), any::<u16>()).prop_map(|(what, at, to, how)| Edit {
        what,
        at,
        to,
        how,
    })
}

/// A content of a source edition with a text of some blocks.
pub fn content() -> impl Strategy<Value = Content> {
    proptest::collection::vec(edit(), 1..24)
        .prop_map(|edits| edited(&Content::default(), 'b', &edits))
}

/// A content, and what two people made of it; now and then they began with nothing, and some edits they share.
pub fn fork() -> impl Strategy<Value = (Content, Content, Content)> {
    let edits = |most| proptest::collection::vec(edit(), 0..most);
    let base = prop_oneof![1 => Just(Content::default()), 4 => content()];
    (base, edits(4), edits(8), edits(8)).prop_map(|(base, shared, mine, theirs)| {
        let both = edited(&base, 's', &shared);
        (base, edited(&both, 'm', &mine), edited(&both, 't', &theirs))
    })
}

/// `content` after the edits of somebody whose letter is `who`; in the form in which it is hashed.
pub fn edited(content: &Content, who: char, edits: &[Edit]) -> Content {
    let mut editor = Editor { who, made: 0 };
    let mut content = content.clone();
    for edit in edits {
        editor.apply(*edit, &mut content);
    }
    content.normalised()
}

const SYLLABLES: [&str; 12] = [
    "hợp", "tác", "đoàn", "Quảng", "Ngãi", "hội", "nghị", "thủy", "lợi", "hữu", "nghị", "biển",
];

struct Editor {
    who: char,
    made: u32,
}

impl Editor {
    fn next(&mut self) -> u32 {
        self.made += 1;
        self.made
    }

    fn id(&mut self) -> BlockId {
        let n = self.next();
        let made = Hash::of(format!("{}{n}", self.who).as_bytes());
        let mut random = [0; 10];
        random.copy_from_slice(&made.as_bytes()[..10]);
        BlockId::from_random(random)
    }

    fn word(&mut self) -> String {
        let n = self.next();
        format!("{}{}{n}", SYLLABLES[n as usize % SYLLABLES.len()], self.who)
    }

    fn sentence(&mut self, how: u16) -> String {
        let words: Vec<String> = (0..=how % 3).map(|_| self.word()).collect();
        format!("{}. ", words.join(" "))
    }

    fn runs(&mut self, how: u16) -> Vec<Run> {
        let mut runs = vec![Run::plain(self.sentence(how))];
        if how & 4 != 0 {
            runs.push(Run {
                text: self.word(),
                marks: vec![Mark::Bold],
            });
        }
        if how & 8 != 0 {
            runs.push(Run {
                text: self.word(),
                marks: vec![Mark::Link("https://example.vn/".to_owned()), Mark::Italic],
            });
        }
        runs
    }

    fn paragraph(&mut self, how: u16) -> Block {
        Block::Paragraph {
            id: self.id(),
            content: self.runs(how),
        }
    }

    fn item(&mut self, how: u16) -> Item {
        Item {
            id: self.id(),
            blocks: vec![self.paragraph(how)],
        }
    }

    fn row(&mut self, how: u16, columns: usize) -> Row {
        let cells = (0..columns).map(|_| Cell {
            blocks: vec![self.paragraph(how)],
            ..Cell::default()
        });
        Row {
            cells: cells.collect(),
            id: self.id(),
        }
    }

    fn image(&mut self, how: u16, blobs: &mut Vec<BlobRef>) -> Block {
        let blob = Hash::of(format!("file {}{how}", self.who).as_bytes());
        if !blobs.iter().any(|known| known.hash == blob) {
            blobs.push(BlobRef {
                hash: blob,
                media_type: "image/jpeg".to_owned(),
                bytes: 4,
                width: 2,
                height: 2,
            });
        }
        Block::Image {
            id: self.id(),
            blob,
            alt: self.word(),
            caption: self.sentence(how),
            credit: self.word(),
        }
    }

    fn block(&mut self, how: u16, blobs: &mut Vec<BlobRef>) -> Block {
        match how % 9 {
            0..=3 => self.paragraph(how),
            4 => Block::Heading {
                id: self.id(),
                level: 2,
                content: self.runs(how),
            },
            5 => Block::Quote {
                id: self.id(),
                blocks: vec![self.paragraph(how)],
            },
            6 => Block::List {
                id: self.id(),
                ordered: how & 16 != 0,
                items: vec![self.item(how), self.item(how)],
            },
            7 => Block::Table {
                id: self.id(),
                header: how & 16 != 0,
                rows: vec![self.row(how, 2), self.row(how, 2)],
            },
            _ => self.image(how, blobs),
        }
    }

    fn apply(&mut self, edit: Edit, content: &mut Content) {
        let Edit { what, at, to, how } = edit;
        let document = content.document.get_or_insert_with(Document::default);
        let blocks = &mut document.blocks;
        match what {
            // Most of what people do: put in a block, and change one.
            0..=5 => {
                let block = self.block(how, &mut content.blobs);
                insert(blocks, at, to, block);
            }
            6..=9 => {
                let sentence = self.sentence(how);
                let word = self.word();
                with_block(blocks, at, |block| rewrite(block, how, &sentence, &word));
            }
            10..=11 => drop(take(blocks, at)),
            12..=13 => {
                if let Some(block) = take(blocks, at) {
                    insert(blocks, to, how, block);
                }
            }
            14 => {
                let (item, row) = (self.item(how), self.row(how, 2));
                with_block(blocks, at, |block| match block {
                    Block::List { items, .. } => items.insert(place(to, items.len() + 1), item),
                    Block::Table { rows, .. } => rows.insert(place(to, rows.len() + 1), row),
                    _ => {}
                });
            }
            15 => with_block(blocks, at, |block| match block {
                Block::List { items, .. } if items.len() > 1 => {
                    drop(items.remove(place(to, items.len())));
                }
                Block::Table { rows, .. } if rows.len() > 1 => {
                    drop(rows.remove(place(to, rows.len())));
                }
                _ => {}
            }),
            16 => with_block(blocks, at, |block| match block {
                Block::List { items, .. } => swap(items, to),
                Block::Table { rows, .. } => swap(rows, to),
                _ => {}
            }),
            17 => {
                let paragraph = self.paragraph(how);
                with_block(blocks, at, |block| reshape(block, to, how, paragraph));
            }
            18 => {
                if let Some(block) = take(blocks, at) {
                    // Set off as a quote, or as the only point of a list.
                    let id = self.id();
                    let around = if how & 1 == 0 {
                        Block::Quote {
                            id,
                            blocks: vec![block],
                        }
                    } else {
                        Block::List {
                            id,
                            ordered: false,
                            items: vec![Item {
                                id: self.id(),
                                blocks: vec![block],
                            }],
                        }
                    };
                    insert(blocks, at, to, around);
                }
            }
            19 => {
                let id = self.id();
                let tail = self.word();
                split(blocks, at, id, &tail);
            }
            20 => content.title = self.sentence(how),
            21 => content.summary = self.sentence(how),
            _ => {
                let name = ["author", "source", "agency"][usize::from(at) % 3].to_owned();
                if how % 4 == 0 {
                    content.fields.remove(&name);
                } else {
                    content.fields.insert(name, self.sentence(how));
                }
            }
        }
    }
}

fn swap<T>(list: &mut [T], to: u16) {
    let other = place(to, list.len());
    if other < list.len() {
        list.swap(0, other);
    }
}

fn place(at: u16, of: usize) -> usize {
    usize::from(at) % of.max(1)
}

/// Every list of blocks in a tree, the root first.
fn each_list(blocks: &mut Vec<Block>, f: &mut dyn FnMut(&mut Vec<Block>)) {
    f(blocks);
    for block in blocks {
        match block {
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {}
            Block::Quote { blocks, .. } => each_list(blocks, f),
            Block::List { items, .. } => items
                .iter_mut()
                .for_each(|item| each_list(&mut item.blocks, f)),
            Block::Table { rows, .. } => {
                rows.iter_mut()
                    .flat_map(|row| &mut row.cells)
                    .for_each(|cell| each_list(&mut cell.blocks, f));
            }
        }
    }
}

fn insert(blocks: &mut Vec<Block>, list: u16, at: u16, block: Block) {
    let mut count = 0;
    each_list(blocks, &mut |_| count += 1);
    let wanted = place(list, count);
    let (mut now, mut block) = (0, Some(block));
    each_list(blocks, &mut |blocks| {
        if now == wanted
            && let Some(block) = block.take()
        {
            blocks.insert(place(at, blocks.len() + 1), block);
        }
        now += 1;
    });
}

/// What `f` makes of the list that holds the block of that number, and of its place in it.
fn with_list_of(blocks: &mut Vec<Block>, number: u16, f: impl FnOnce(&mut Vec<Block>, usize)) {
    let mut count = 0;
    each_list(blocks, &mut |blocks| count += blocks.len());
    if count == 0 {
        return;
    }
    let wanted = place(number, count);
    let (mut before, mut f) = (0, Some(f));
    each_list(blocks, &mut |blocks| {
        let len = blocks.len();
        if (before..before + len).contains(&wanted)
            && let Some(f) = f.take()
        {
            f(blocks, wanted - before);
            before = usize::MAX / 2;
        } else {
            before += len;
        }
    });
}

fn with_block(blocks: &mut Vec<Block>, number: u16, f: impl FnOnce(&mut Block)) {
    with_list_of(blocks, number, |blocks, at| f(&mut blocks[at]));
}

fn take(blocks: &mut Vec<Block>, number: u16) -> Option<Block> {
    let mut taken = None;
    with_list_of(blocks, number, |blocks, at| taken = Some(blocks.remove(at)));
    taken
}

fn split(blocks: &mut Vec<Block>, number: u16, id: BlockId, tail: &str) {
    with_list_of(blocks, number, |blocks, at| {
        if let Block::Paragraph { content, .. } = &mut blocks[at] {
            let right = content.split_off(content.len().min(1));
            let content = if right.is_empty() {
                vec![Run::plain(tail)]
            } else {
                right
            };
            blocks.insert(at + 1, Block::Paragraph { id, content });
        }
    });
}

fn rewrite(block: &mut Block, how: u16, sentence: &str, word: &str) {
    match block {
        Block::Paragraph { content, .. } => {
            if how & 1 == 0 {
                content.push(Run::plain(sentence));
            } else {
                *content = vec![
                    Run::plain(sentence),
                    Run {
                        text: word.to_owned(),
                        marks: vec![Mark::Underline],
                    },
                ];
            }
        }
        Block::Heading { level, content, .. } => {
            if how & 1 == 0 {
                *level = 2 + (*level - 1) % 5;
            } else {
                *content = vec![Run::plain(sentence)];
            }
        }
        Block::Image {
            alt,
            caption,
            credit,
            ..
        } => match how % 3 {
            0 => word.clone_into(alt),
            1 => sentence.clone_into(caption),
            _ => word.clone_into(credit),
        },
        Block::List { ordered, .. } => *ordered = !*ordered,
        Block::Table { header, .. } => *header = !*header,
        Block::Quote { .. } => {}
    }
}

/// A column put in, a cell taken out, or two cells joined.
fn reshape(block: &mut Block, to: u16, how: u16, paragraph: Block) {
    let Block::Table { rows, .. } = block else {
        return;
    };
    let mut paragraph = Some(paragraph);
    match how % 3 {
        0 => {
            for row in rows {
                let blocks = paragraph.take().into_iter().collect();
                row.cells.insert(
                    place(to, row.cells.len() + 1),
                    Cell {
                        blocks,
                        ..Cell::default()
                    },
                );
            }
        }
        1 => {
            let at = place(to, rows.len());
            if let Some(row) = rows.get_mut(at)
                && row.cells.len() > 1
            {
                row.cells.pop();
            }
        }
        _ => {
            let at = place(to, rows.len());
            if let Some(cell) = rows.get_mut(at).and_then(|row| row.cells.first_mut()) {
                cell.colspan = if cell.colspan.is_some() {
                    None
                } else {
                    Some(2)
                };
            }
        }
    }
}
