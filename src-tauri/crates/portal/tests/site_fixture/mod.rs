//! Publications in memory, and a small board's content to show: for the tests of the site and for looking at it.
// Each program that includes this uses a part of it, and nothing else can reach it.
#![allow(dead_code, unused_imports, unreachable_pub, missing_docs)]
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod reader;
mod sample;

pub use reader::*;
pub use sample::*;

use banthao_portal::{
    Surroundings,
    site::{Comment, Edition, Item, Kept, Publications, Row, Rows, Section, Site, Trouble, Wanted},
};
use editorial::{
    Body, Content, Document, Hash, ItemId, Kind, Lang, MemberId, Millis, Revision, Salt,
    body::BlobRef,
    state::Live,
    translation::{self, SegmentState},
};
use std::{
    collections::BTreeMap,
    sync::{
        Mutex,
        atomic::{AtomicI64, AtomicU8, Ordering},
    },
};

/// What a reader finds, in memory.
#[derive(Default)]
pub struct Shelf {
    pub sites: Vec<Site>,
    pub sections: Vec<Section>,
    pub items: Mutex<Vec<Item>>,
    pub blobs: Mutex<BTreeMap<Hash, Vec<u8>>>,
    pub comments: Mutex<Vec<Comment>>,
    /// Every call answers this while it is set.
    pub trouble: Mutex<Option<fn() -> Trouble>>,
}

impl Shelf {
    fn look(&self) -> Result<(), Trouble> {
        match *self.trouble.lock().unwrap() {
            Some(trouble) => Err(trouble()),
            None => Ok(()),
        }
    }

    pub fn put(&self, item: Item) {
        let mut items = self.items.lock().unwrap();
        items.retain(|it| it.id != item.id);
        items.push(item);
    }

    pub fn change(&self, id: ItemId, change: impl FnOnce(&mut Item)) {
        change(
            self.items
                .lock()
                .unwrap()
                .iter_mut()
                .find(|it| it.id == id)
                .unwrap(),
        );
    }
}

impl Publications for Shelf {
    fn site(&self, host: &str) -> Result<Option<Site>, Trouble> {
        self.look()?;
        let named = self
            .sites
            .iter()
            .find(|site| site.host.as_deref() == Some(host));
        Ok(named.or(self.sites.first()).cloned())
    }

    fn sections(&self, _site: &str) -> Result<Vec<Section>, Trouble> {
        self.look()?;
        Ok(self.sections.clone())
    }

    fn rows(&self, _site: &str, wanted: &Wanted<'_>) -> Result<Rows, Trouble> {
        self.look()?;
        let items = self.items.lock().unwrap();
        let mut rows: Vec<Row> = items
            .iter()
            .filter(|item| wanted.kind.is_none_or(|kind| item.kind == kind))
            .filter_map(|item| item.row(wanted.lang))
            .filter(|row| wanted.section.is_none_or(|section| row.section == section))
            .collect();
        rows.sort_by_key(|row| (std::cmp::Reverse(row.first), row.edition));
        let all = u32::try_from(rows.len()).unwrap();
        let rows = rows
            .into_iter()
            .skip(wanted.skip as usize)
            .take(wanted.most as usize)
            .collect();
        Ok(Rows { rows, all })
    }

    fn item_by_short(&self, _site: &str, short: &str) -> Result<Option<Item>, Trouble> {
        self.look()?;
        Ok(self
            .items
            .lock()
            .unwrap()
            .iter()
            .find(|item| item.short == short)
            .cloned())
    }

    fn item(&self, _site: &str, id: ItemId) -> Result<Option<Item>, Trouble> {
        self.look()?;
        Ok(self
            .items
            .lock()
            .unwrap()
            .iter()
            .find(|item| item.id == id)
            .cloned())
    }

    fn blob(&self, _site: &str, blob: Hash) -> Result<Option<Vec<u8>>, Trouble> {
        self.look()?;
        let items = self.items.lock().unwrap();
        let readable = |item: &Item, lang| {
            item.reading(lang)
                .is_some_and(|it| it.content.blobs.iter().any(|b| b.hash == blob))
        };
        let shown = items
            .iter()
            .any(|item| Lang::ALL.into_iter().any(|lang| readable(item, lang)));
        Ok(self
            .blobs
            .lock()
            .unwrap()
            .get(&blob)
            .filter(|_| shown)
            .cloned())
    }

    fn kept(
        &self,
        _site: &str,
        edition: editorial::EditionId,
        key: &str,
    ) -> Result<Option<Kept>, Trouble> {
        self.look()?;
        let comments = self.comments.lock().unwrap();
        let before = comments
            .iter()
            .find(|it| it.edition == edition && it.key == key);
        Ok(before.map(|it| Kept {
            receipt: it.receipt.clone(),
            at: it.at,
            had: true,
        }))
    }

    fn keep(&self, site: &str, comment: &Comment) -> Result<Kept, Trouble> {
        if let Some(kept) = self.kept(site, comment.edition, &comment.key)? {
            return Ok(kept);
        }
        self.comments.lock().unwrap().push(comment.clone());
        Ok(Kept {
            receipt: comment.receipt.clone(),
            at: comment.at,
            had: false,
        })
    }
}

/// A clock that stands where a test puts it, and randomness that is none.
#[derive(Default)]
pub struct Still {
    now: AtomicI64,
    random: AtomicU8,
}

impl Still {
    pub fn at(text: &str) -> Self {
        let still = Self::default();
        still.set(text);
        still
    }

    pub fn set(&self, text: &str) {
        self.now.store(at(text).0, Ordering::SeqCst);
    }

    pub fn pass(&self, millis: i64) {
        self.now.fetch_add(millis, Ordering::SeqCst);
    }
}

impl Surroundings for Still {
    fn now(&self) -> Millis {
        Millis(self.now.load(Ordering::SeqCst))
    }

    fn fill(&self, bytes: &mut [u8]) {
        for byte in bytes {
            *byte = self.random.fetch_add(1, Ordering::SeqCst);
        }
    }
}

pub fn at(text: &str) -> Millis {
    protocol::from_rfc3339(text).unwrap()
}

/// The item of a number; the same number, the same item.
pub fn item_id(n: u32) -> ItemId {
    format!("01970000-0000-7000-8000-{n:012x}").parse().unwrap()
}

/// The short id of an item: eight signs as the portal makes them.
pub fn short(n: u32) -> String {
    const SIGNS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    Hash::of(item_id(n).to_string().as_bytes()).as_bytes()[..8]
        .iter()
        .map(|byte| char::from(SIGNS[usize::from(byte % 32)]))
        .collect()
}

pub fn revision(n: u32, kind: Kind, lang: Lang, content: Content) -> (Hash, Revision) {
    let revision = Revision {
        v: 1,
        salt: Salt::from_bytes([7; 16]),
        item: item_id(n),
        kind,
        lang,
        parents: Vec::new(),
        by: "01970000-0000-7000-8000-0000000000ff"
            .parse::<MemberId>()
            .unwrap(),
        at: Millis(0),
        content: content.normalised(),
    };
    (
        Hash::of(&Body::Revision(Box::new(revision.clone())).to_bytes()),
        revision,
    )
}

pub fn published(n: u32, kind: Kind, lang: Lang, content: Content, when: &str) -> Edition {
    let (hash, revision) = revision(n, kind, lang, content);
    let live = Live::Published {
        revision: hash,
        at: at(when),
        first: at(when),
    };
    Edition {
        lang,
        live,
        reason: None,
        revision: Some(revision),
        source: None,
    }
}

pub fn item(n: u32, kind: Kind, editions: Vec<Edition>) -> Item {
    Item {
        id: item_id(n),
        kind,
        short: short(n),
        editions,
    }
}

/// An English edition of a Vietnamese one: every sentence in the order in which it stands.
pub fn translated(
    source: &Edition,
    sentences: &[&str],
    own: &[(&str, &str)],
    when: &str,
) -> Edition {
    let followed = source.revision.clone().unwrap();
    let mut segments = Vec::new();
    let cut = translation::segments_of(&followed.content, followed.lang);
    assert_eq!(
        cut.len(),
        sentences.len(),
        "sentences of the source: {:#?}",
        cut.iter().map(|it| &it.text).collect::<Vec<_>>()
    );
    for (sentence, target) in cut.into_iter().zip(sentences) {
        segments.push(translation::Segment {
            block: sentence.key.place,
            sentence: sentence.key.sentence,
            n: sentence.key.n,
            target: (*target).to_owned(),
            state: SegmentState::Translated,
            origin: None,
            bounds: Some(sentence.bounds),
        });
    }
    let source_hash = Hash::of(&Body::Revision(Box::new(followed.clone())).to_bytes());
    let content = Content {
        source: Some(source_hash),
        segments,
        fields: fields(own),
        ..Content::default()
    };
    let mut revision = followed.clone();
    revision.lang = followed.lang.other();
    revision.content = content;
    let hash = Hash::of(&Body::Revision(Box::new(revision.clone())).to_bytes());
    let live = Live::Published {
        revision: hash,
        at: at(when),
        first: at(when),
    };
    Edition {
        lang: revision.lang,
        live,
        reason: None,
        revision: Some(revision),
        source: Some(followed),
    }
}

pub fn fields(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
    pairs
        .iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

pub fn article(title: &str, summary: &str, document: &str, more: &[(&str, &str)]) -> Content {
    let mut fields = fields(&[("author", "Bùi Thị Lệ Ẩn"), ("source", "Sở Ngoại vụ")]);
    fields.extend(self::fields(more));
    Content {
        title: title.to_owned(),
        summary: summary.to_owned(),
        fields,
        document: Some(written(document)),
        ..Content::default()
    }
}

/// A document from lines: `## heading`, `### heading`, `- point`, `1. point`, `> quote`, `| a | b |`, and paragraphs with
/// `**bold**`, `*italic*` and `[text](address)`.
pub fn written(text: &str) -> Document {
    let mut blocks: Vec<serde_json::Value> = Vec::new();
    let mut n = 0;
    let mut id = || {
        n += 1;
        format!("b{n:09}")
    };
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let paragraph = |id: String, text: &str| serde_json::json!({"type": "paragraph", "id": id, "content": runs(text)});
        if let Some(point) = line.strip_prefix("- ").or_else(|| line.strip_prefix("+ ")) {
            let ordered = line.starts_with('+');
            let item = serde_json::json!({"id": id(), "blocks": [paragraph(id(), point)]});
            match blocks.last_mut() {
                Some(last) if last["type"] == "list" && last["ordered"] == ordered => {
                    last["items"].as_array_mut().unwrap().push(item);
                }
                _ => blocks.push(serde_json::json!({"type": "list", "id": id(), "ordered": ordered, "items": [item]})),
            }
        } else if let Some(row) = line.strip_prefix('|') {
            let cells: Vec<_> = row
                .trim_end_matches('|')
                .split('|')
                .map(|cell| serde_json::json!({"blocks": [paragraph(id(), cell.trim())]}))
                .collect();
            let row = serde_json::json!({"id": id(), "cells": cells});
            match blocks.last_mut() {
                Some(last) if last["type"] == "table" => {
                    last["rows"].as_array_mut().unwrap().push(row)
                }
                _ => blocks.push(
                    serde_json::json!({"type": "table", "id": id(), "header": true, "rows": [row]}),
                ),
            }
        } else if let Some(words) = line.strip_prefix("> ") {
            blocks.push(serde_json::json!({"type": "quote", "id": id(), "blocks": [paragraph(id(), words)]}));
        } else if line.starts_with('#') {
            let level = line.bytes().take_while(|byte| *byte == b'#').count();
            blocks.push(serde_json::json!({"type": "heading", "id": id(), "level": level, "content": runs(line[level..].trim())}));
        } else {
            blocks.push(paragraph(id(), line));
        }
    }
    serde_json::from_value(serde_json::json!({"v": 1, "blocks": blocks})).unwrap()
}

fn runs(text: &str) -> serde_json::Value {
    let mut runs = Vec::new();
    let mut rest = text;
    let mut push = |text: &str, marks: serde_json::Value| {
        if !text.is_empty() {
            runs.push(serde_json::json!({"text": text, "marks": marks}));
        }
    };
    while let Some(start) = rest.find(['*', '[']) {
        let (before, marked) = rest.split_at(start);
        push(before, serde_json::json!([]));
        rest = if let Some(bold) = marked.strip_prefix("**") {
            let (inside, after) = bold.split_once("**").unwrap();
            push(inside, serde_json::json!(["bold"]));
            after
        } else if let Some(italic) = marked.strip_prefix('*') {
            let (inside, after) = italic.split_once('*').unwrap();
            push(inside, serde_json::json!(["italic"]));
            after
        } else {
            let (inside, after) = marked[1..].split_once("](").unwrap();
            let (address, after) = after.split_once(')').unwrap();
            push(inside, serde_json::json!([{"link": address}]));
            after
        };
    }
    push(rest, serde_json::json!([]));
    serde_json::Value::Array(runs)
}

/// Puts a picture into a content, behind its first block or before all.
pub fn with_picture(
    mut content: Content,
    blob: Hash,
    size: (u32, u32),
    alt: &str,
    caption: &str,
    credit: &str,
    at: usize,
) -> Content {
    let document = content.document.as_mut().unwrap();
    let id = format!("p{:09}", content.blobs.len()).parse().unwrap();
    let text = |text: &str| text.to_owned();
    document.blocks.insert(
        at,
        editorial::Block::Image {
            id,
            blob,
            alt: text(alt),
            caption: text(caption),
            credit: text(credit),
        },
    );
    content.blobs.push(BlobRef {
        hash: blob,
        media_type: "image/jpeg".to_owned(),
        bytes: 1,
        width: size.0,
        height: size.1,
    });
    content
}
