//! What changed between two contents of an edition: block by block, within a block word by word.

mod words;

pub use words::{Piece, PieceIs, words};

use crate::{
    body::Content,
    document::{Block, Mark, Row, Run},
    ids::BlockId,
    merge::order::longest_rising,
    translation::Place,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// One change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// A place as [`Place`] writes it, a field's name, a segment's short key, or `link:REL`.
    pub block: String,
    /// What happened to it.
    pub change: ChangeKind,
    /// What stood there.
    pub old: Option<String>,
    /// What stands there.
    pub new: Option<String>,
    /// Both, word by word.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub words: Vec<Piece>,
    /// The form before and after, where it changed: `p`, `h2`, with the marks in it (`p strong`).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<[String; 2]>,
}

/// What happened to a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its words, its file or its form are others.
    Changed,
    /// It says the same, elsewhere.
    Moved,
}

/// The changes from `old` to `new`: title, summary and facts first, then the text in reading order, what is gone
/// standing behind what stood before it.
///
/// The address of a link counts as words where it changed. A picture has its file under its id and each of its texts
/// under a place of its own. What is neither text nor picture (a list that became numbered, a row that got a cell)
/// shows its form as old and new. Of translations, segments are compared; to see sentences in their order, compare
/// what [`crate::translation::laid`] makes of both.
pub fn compare(old: &Content, new: &Content) -> Vec<Change> {
    let mut changes = Vec::new();
    changes.extend(line(Place::Title.to_string(), &old.title, &new.title));
    changes.extend(line(Place::Summary.to_string(), &old.summary, &new.summary));
    let names: BTreeSet<&String> = old.fields.keys().chain(new.fields.keys()).collect();
    for name in names {
        let value = |content: &Content| content.fields.get(name).cloned().unwrap_or_default();
        changes.extend(line(name.clone(), &value(old), &value(new)));
    }
    changes.extend(links(old, new));
    changes.extend(texts(old, new));
    changes.extend(segments(old, new));
    changes
}

/// A change of one line of text.
fn line(block: String, old: &str, new: &str) -> Option<Change> {
    if old == new {
        return None;
    }
    let change = match (old.is_empty(), new.is_empty()) {
        (true, _) => ChangeKind::Added,
        (_, true) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Some(Change {
        block,
        change,
        old: text(old),
        new: text(new),
        words: words(old, new),
        form: None,
    })
}

fn links(old: &Content, new: &Content) -> Vec<Change> {
    let all: BTreeSet<_> = old.links.iter().chain(&new.links).collect();
    let each = all.into_iter().filter_map(|link| {
        let item = link.item.to_string();
        let side = |content: &Content| {
            if content.links.contains(link) {
                item.clone()
            } else {
                String::new()
            }
        };
        line(format!("link:{}", link.rel), &side(old), &side(new))
    });
    each.collect()
}

fn segments(old: &Content, new: &Content) -> Vec<Change> {
    let targets = |content: &Content| -> HashMap<_, String> {
        content
            .segments
            .iter()
            .map(|it| (it.key(), it.target.clone()))
            .collect()
    };
    let (before, after) = (targets(old), targets(new));
    let gone = old
        .segments
        .iter()
        .filter(|it| !after.contains_key(&it.key()));
    let each = new.segments.iter().chain(gone).filter_map(|it| {
        let side =
            |targets: &HashMap<_, String>| targets.get(&it.key()).cloned().unwrap_or_default();
        line(it.key().short(), &side(&before), &side(&after))
    });
    each.collect()
}

/// Something of a text that can change by itself.
struct Leaf {
    name: String,
    /// The block, point or row in which it stands.
    parent: Option<BlockId>,
    form: String,
    text: String,
    /// The addresses that links in it lead to.
    addresses: Vec<String>,
    /// The runs, where there are any: their marks may change while the text stays.
    runs: Vec<Run>,
    is_words: bool,
}

fn texts(old: &Content, new: &Content) -> Vec<Change> {
    let (before, after) = (leaves(old), leaves(new));
    let at_before: BTreeMap<&str, usize> = before
        .iter()
        .enumerate()
        .map(|(at, leaf)| (leaf.name.as_str(), at))
        .collect();
    let known: Vec<(&str, usize)> = after
        .iter()
        .filter_map(|leaf| at_before.get_key_value(leaf.name.as_str()))
        .map(|(name, at)| (*name, *at))
        .collect();
    let steady = longest_rising(&known);
    let standing: BTreeSet<&str> = after.iter().map(|leaf| leaf.name.as_str()).collect();
    // What is gone, by what stood before it and still stands.
    let mut gone: HashMap<Option<&str>, Vec<Change>> = HashMap::new();
    let mut last = None;
    for leaf in &before {
        if standing.contains(leaf.name.as_str()) {
            last = Some(leaf.name.as_str());
        } else {
            gone.entry(last)
                .or_default()
                .extend(one_sided(leaf, ChangeKind::Removed));
        }
    }
    let mut changes = gone.remove(&None).unwrap_or_default();
    for leaf in &after {
        match at_before.get(leaf.name.as_str()) {
            None => changes.extend(one_sided(leaf, ChangeKind::Added)),
            Some(at) => changes.extend(both_sided(
                &before[*at],
                leaf,
                steady.contains(leaf.name.as_str()),
            )),
        }
        changes.extend(gone.remove(&Some(leaf.name.as_str())).unwrap_or_default());
    }
    changes
}

/// A leaf that stands on one side only; what has neither words nor a file goes with what stands in it.
fn one_sided(leaf: &Leaf, change: ChangeKind) -> Option<Change> {
    if !leaf.is_words || leaf.text.is_empty() {
        return None;
    }
    let text = with_addresses(leaf);
    let (old, new) = if change == ChangeKind::Added {
        (None, Some(text))
    } else {
        (Some(text), None)
    };
    let pieces = words(
        old.as_deref().unwrap_or_default(),
        new.as_deref().unwrap_or_default(),
    );
    Some(Change {
        block: leaf.name.clone(),
        change,
        old,
        new,
        words: pieces,
        form: None,
    })
}

fn both_sided(old: &Leaf, new: &Leaf, in_order: bool) -> Option<Change> {
    let block = new.name.clone();
    let form = (old.form != new.form).then(|| [old.form.clone(), new.form.clone()]);
    if !new.is_words {
        let [was, is] = form.clone()?;
        return Some(Change {
            block,
            change: ChangeKind::Changed,
            old: Some(was),
            new: Some(is),
            words: Vec::new(),
            form,
        });
    }
    if old.text == new.text && old.runs == new.runs && form.is_none() {
        let moved = (old.parent != new.parent || !in_order) && !new.text.is_empty();
        let text = Some(new.text.clone());
        return moved.then(|| Change {
            block,
            change: ChangeKind::Moved,
            old: text.clone(),
            new: text,
            words: words(&old.text, &new.text),
            form: None,
        });
    }
    let same_addresses = old.addresses == new.addresses;
    let text = |leaf: &Leaf| {
        if same_addresses {
            leaf.text.clone()
        } else {
            with_addresses(leaf)
        }
    };
    let (was, is) = (text(old), text(new));
    let change = match (was.is_empty(), is.is_empty()) {
        (true, false) => ChangeKind::Added,
        (false, true) => ChangeKind::Removed,
        _ => ChangeKind::Changed,
    };
    let pieces = words(&was, &is);
    Some(Change {
        block,
        change,
        old: (!was.is_empty()).then_some(was),
        new: (!is.is_empty()).then_some(is),
        words: pieces,
        form,
    })
}

/// The text, the address of each link behind it.
fn with_addresses(leaf: &Leaf) -> String {
    if leaf.runs.is_empty() {
        return leaf.text.clone();
    }
    let mut text = String::new();
    for (at, run) in leaf.runs.iter().enumerate() {
        text.push_str(&run.text);
        let next = leaf.runs.get(at + 1).and_then(address);
        if let Some(address) = address(run).filter(|own| next != Some(own)) {
            text.extend([" (", address, ")"]);
        }
    }
    text
}

fn address(run: &Run) -> Option<&str> {
    run.marks.iter().find_map(|mark| {
        if let Mark::Link(url) = mark {
            Some(url.as_str())
        } else {
            None
        }
    })
}

fn leaves(content: &Content) -> Vec<Leaf> {
    let mut leaves = Vec::new();
    for block in content
        .document
        .iter()
        .flat_map(|document| &document.blocks)
    {
        walk(block, None, &mut leaves);
    }
    leaves
}

fn walk(block: &Block, parent: Option<BlockId>, leaves: &mut Vec<Leaf>) {
    let bare = |id: &BlockId, form: String| Leaf {
        name: id.to_string(),
        parent,
        form,
        text: String::new(),
        addresses: Vec::new(),
        runs: Vec::new(),
        is_words: false,
    };
    match block {
        Block::Heading { id, content, .. } | Block::Paragraph { id, content } => {
            let name = if let Block::Heading { level, .. } = block {
                format!("h{level}")
            } else {
                "p".to_owned()
            };
            leaves.push(Leaf {
                text: block.text(),
                addresses: content
                    .iter()
                    .filter_map(address)
                    .map(str::to_owned)
                    .collect(),
                runs: content.clone(),
                is_words: true,
                ..bare(id, format!("{name}{}", marks_in(content)))
            });
        }
        Block::Image {
            id,
            blob,
            alt,
            caption,
            credit,
        } => {
            leaves.push(Leaf {
                text: blob.to_string(),
                is_words: true,
                ..bare(id, "img".to_owned())
            });
            for (place, text) in [
                (Place::Alt(*id), alt),
                (Place::Caption(*id), caption),
                (Place::Credit(*id), credit),
            ] {
                // Its texts go where the picture goes.
                let own = bare(id, "text".to_owned());
                leaves.push(Leaf {
                    name: place.to_string(),
                    parent: Some(*id),
                    text: text.clone(),
                    is_words: true,
                    ..own
                });
            }
        }
        Block::Quote { id, blocks } => {
            leaves.push(bare(id, "blockquote".to_owned()));
            for block in blocks {
                walk(block, Some(*id), leaves);
            }
        }
        Block::List { id, ordered, items } => {
            leaves.push(bare(id, if *ordered { "ol" } else { "ul" }.to_owned()));
            for item in items {
                item.blocks
                    .iter()
                    .for_each(|block| walk(block, Some(item.id), leaves));
            }
        }
        Block::Table { id, header, rows } => {
            leaves.push(bare(
                id,
                if *header { "table thead" } else { "table" }.to_owned(),
            ));
            for row in rows {
                leaves.push(bare(&row.id, cells(row)));
                row.cells
                    .iter()
                    .flat_map(|cell| &cell.blocks)
                    .for_each(|block| walk(block, Some(row.id), leaves));
            }
        }
    }
}

/// The cells of a row as `td td×2×1`, the columns and rows that one spans written behind.
fn cells(row: &Row) -> String {
    let each = row
        .cells
        .iter()
        .map(|cell| match (cell.colspan, cell.rowspan) {
            (None, None) => "td".to_owned(),
            (columns, rows) => format!("td×{}×{}", columns.unwrap_or(1), rows.unwrap_or(1)),
        });
    each.collect::<Vec<_>>().join(" ")
}

fn marks_in(runs: &[Run]) -> String {
    let all: BTreeSet<&Mark> = runs.iter().flat_map(|run| &run.marks).collect();
    let names = all.into_iter().map(|mark| match mark {
        Mark::Link(_) => " a",
        Mark::Bold => " strong",
        Mark::Italic => " em",
        Mark::Underline => " u",
        Mark::Sub => " sub",
        Mark::Sup => " sup",
    });
    let mut names: Vec<&str> = names.collect();
    names.dedup();
    names.concat()
}
