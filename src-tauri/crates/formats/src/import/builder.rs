//! Builds a document from what a reader of some format says, in order: this opens, this is text, this closes.
//!
//! It never fails on a tangle: what closes without having been opened is passed over, what stands in the wrong place
//! opens what is missing. It does not recurse, so no depth of nesting can exhaust the stack.

mod containers;
mod frame;

pub(super) use frame::{Container, Style};

use super::{
    BadFile, MAX_BYTES, MAX_DEPTH, WantedPicture, Warning,
    path::{Source, source},
};
use crate::link;
use editorial::{
    document::{Block, Document, Run},
    ids::{BlockId, Hash},
};
use frame::{Frame, Kind, Marks};
use std::collections::BTreeSet;

/// More warnings than this help nobody.
const MAX_WARNINGS: usize = 100;

/// The paragraph or heading that is open.
#[derive(Debug)]
struct Text {
    level: Option<u8>,
    content: Vec<Run>,
}

/// What was built.
pub(super) struct Built {
    pub(super) document: Document,
    pub(super) pictures: Vec<WantedPicture>,
    pub(super) warnings: Vec<Warning>,
}

pub(super) struct Builder<'a> {
    new_id: &'a mut dyn FnMut() -> BlockId,
    stack: Vec<Frame>,
    text: Option<Text>,
    marks: Marks,
    /// A table whose caption is read just now, which will stand before it.
    suspended: Option<Frame>,
    /// Quotes, lists and tables that were not opened, as they stand too deep.
    passed_over: [u32; 3],
    pictures: Vec<WantedPicture>,
    warnings: BTreeSet<Warning>,
    /// Bytes the document has, about.
    size: usize,
}

impl<'a> Builder<'a> {
    pub(super) fn new(new_id: &'a mut dyn FnMut() -> BlockId) -> Self {
        let root = Frame {
            kind: Kind::Root,
            blocks: Vec::new(),
            outside: Marks::default(),
        };
        Self {
            new_id,
            stack: vec![root],
            text: None,
            marks: Marks::default(),
            suspended: None,
            passed_over: [0; 3],
            pictures: Vec::new(),
            warnings: BTreeSet::new(),
            size: 0,
        }
    }

    pub(super) fn warn(&mut self, warning: Warning) {
        if self.warnings.len() < MAX_WARNINGS {
            self.warnings.insert(warning);
        }
    }

    /// Whether more was built than may be taken; what comes then is passed over.
    fn is_full(&self) -> bool {
        self.size > MAX_BYTES
    }

    /// Adds text; blanks and line ends run together into one blank.
    pub(super) fn text(&mut self, text: &str) {
        if self.is_full() {
            return;
        }
        if self.text.is_none() {
            if text.chars().all(is_blank) {
                return;
            }
            self.open_text(None);
        }
        let Some(open) = &mut self.text else { return };
        let mut after_blank = open
            .content
            .last()
            .is_none_or(|run| run.text.ends_with(' '));
        let mut added = String::with_capacity(text.len());
        for c in text.chars() {
            if !is_blank(c) {
                added.push(c);
            } else if !after_blank {
                added.push(' ');
            }
            after_blank = is_blank(c);
        }
        if added.is_empty() {
            return;
        }
        self.size += added.len();
        let marks = self.marks.list();
        match open.content.last_mut() {
            Some(last) if last.marks == marks => last.text.push_str(&added),
            _ => {
                self.size += 32 + self.marks.link.as_ref().map_or(0, String::len);
                open.content.push(Run { text: added, marks });
            }
        }
    }

    /// Starts a paragraph.
    pub(super) fn paragraph(&mut self) {
        self.break_text();
    }

    /// Starts a heading.
    pub(super) fn heading(&mut self, level: u8) {
        self.break_text();
        self.open_text(Some(level));
    }

    /// A line break: a new paragraph, but a blank inside a heading.
    pub(super) fn line_break(&mut self) {
        match &self.text {
            Some(Text { level: Some(_), .. }) => self.text(" "),
            _ => self.break_text(),
        }
    }

    /// Ends the open paragraph or heading.
    pub(super) fn break_text(&mut self) {
        let Some(Text { level, mut content }) = self.text.take() else {
            return;
        };
        while let Some(last) = content.last_mut() {
            last.text.truncate(last.text.trim_end_matches(' ').len());
            if !last.text.is_empty() {
                break;
            }
            content.pop();
        }
        if content.is_empty() {
            return;
        }
        let id = (self.new_id)();
        self.push(match level {
            Some(level) => Block::Heading { id, level, content },
            None => Block::Paragraph { id, content },
        });
    }

    fn open_text(&mut self, level: Option<u8>) {
        self.place_for_blocks();
        self.text = Some(Text {
            level,
            content: Vec::new(),
        });
    }

    pub(super) fn open_style(&mut self, style: Style) {
        let times = &mut self.marks.styles[style as usize];
        *times = times.saturating_add(1);
    }

    pub(super) fn close_style(&mut self, style: Style) {
        let times = &mut self.marks.styles[style as usize];
        *times = times.saturating_sub(1);
    }

    /// Starts a link, where the address is allowed; a link inside a link ends the outer one.
    pub(super) fn open_link(&mut self, address: &str) {
        self.marks.link = link::allowed(address);
        if self.marks.link.is_none() && !address.trim().is_empty() {
            self.warn(Warning::Link {
                address: address.chars().take(80).collect(),
            });
        }
    }

    pub(super) fn close_link(&mut self) {
        self.marks.link = None;
    }

    /// A picture, where its source is one that may be read.
    pub(super) fn picture(&mut self, from: &str, alt: &str, caption: &str) -> Option<BlockId> {
        let found = match source(from) {
            Ok(found) => found,
            Err(reason) => {
                let path = from.chars().take(80).collect();
                self.warn(Warning::Picture {
                    path,
                    reason: reason.to_owned(),
                });
                return None;
            }
        };
        if self.is_full() {
            return None;
        }
        self.break_text();
        self.place_for_blocks();
        self.size += 128 + alt.len() + caption.len();
        let id = (self.new_id)();
        let blob = match found {
            Source::Blob(blob) => blob,
            Source::Beside(path) => {
                self.size += path.len();
                self.pictures.push(WantedPicture { block: id, path });
                Hash::ZERO
            }
        };
        let (alt, caption) = (one_line(alt), one_line(caption));
        self.push(Block::Image {
            id,
            blob,
            alt,
            caption,
            credit: String::new(),
        });
        Some(id)
    }

    /// Puts the lines below the picture that was built last in the open container.
    pub(super) fn caption(&mut self, picture: BlockId, below: &str, by: &str) {
        if self.is_full() {
            return;
        }
        self.size += below.len() + by.len();
        // It was built a moment ago: nobody's caption stands a hundred blocks below.
        for block in self
            .stack
            .iter_mut()
            .flat_map(|frame| frame.blocks.iter_mut().rev().take(100))
        {
            if let Block::Image {
                id,
                caption,
                credit,
                ..
            } = block
                && *id == picture
            {
                (*caption, *credit) = (one_line(below), one_line(by));
            }
        }
    }

    /// The document, with all that is open closed.
    pub(super) fn finish(mut self) -> Result<Built, BadFile> {
        self.resume_table();
        while self.stack.len() > 1 {
            self.close_top();
        }
        if self.is_full() {
            return Err(BadFile::TooLarge { limit: MAX_BYTES });
        }
        let blocks = self.stack.pop().map(|root| root.blocks).unwrap_or_default();
        Ok(Built {
            document: Document { v: 1, blocks },
            pictures: self.pictures,
            warnings: self.warnings.into_iter().collect(),
        })
    }
}

/// The blanks of HTML; a no-break space is none.
fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{c}')
}

/// `text` without line ends and doubled blanks.
fn one_line(text: &str) -> String {
    text.split(is_blank)
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
