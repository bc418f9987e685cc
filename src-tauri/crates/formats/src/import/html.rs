//! HTML as people's programs write it, tangled or hostile.
//!
//! Only the tokenizer of a browser is used, not its tree: tags drive the [`Builder`] directly, in one pass, so that
//! neither depth nor tangle costs more than its own length.

mod figure;

use super::{
    BadFile, Imported, Warning,
    builder::{Builder, Container, Style},
    finish,
};
use editorial::ids::BlockId;
use figure::Figure;
use html5ever::{
    tendril::StrTendril,
    tokenizer::{
        BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
        states::RawKind,
    },
};
use std::cell::{Cell, RefCell};

/// More signs of attributes than this in one tag are an attack: the tokenizer compares each with each.
const MAX_SIGNS: usize = 80_000;

/// How much of a sign for one more attribute a byte is. A stroke may part them too, but embedded pictures are full
/// of strokes.
fn weight(byte: u8) -> usize {
    match byte {
        b'"' | b'\'' => 4,
        b'/' => 1,
        blank if blank.is_ascii_whitespace() => 4,
        _ => 0,
    }
}

pub(super) fn read(text: &str, new_id: &mut dyn FnMut() -> BlockId) -> Result<Imported, BadFile> {
    let mut walker = Walker::new(Builder::new(new_id));
    walker.feed(text)?;
    finish(walker.into_builder(), 6)
}

/// Elements whose contents are no text of the page.
const DROPPED: [&str; 18] = [
    "script", "style", "iframe", "object", "embed", "svg", "math", "template", "title", "textarea",
    "noembed", "noframes", "audio", "video", "canvas", "applet", "select", "xmp",
];

/// Elements that end a paragraph and start another, and are nothing more.
const BLOCKS: [&str; 30] = [
    "p", "div", "section", "article", "main", "header", "footer", "aside", "nav", "address", "dl",
    "dt", "dd", "center", "form", "fieldset", "legend", "body", "html", "head", "hr", "details",
    "summary", "hgroup", "dialog", "tfoot", "noscript", "button", "search", "tbody",
];

/// Turns tags and text into calls of a [`Builder`].
pub(super) struct Walker<'a> {
    builder: Builder<'a>,
    /// The element whose contents are dropped, and how often it is open in itself.
    dropping: Option<(String, u32)>,
    preformatted: u32,
    figure: Option<Figure>,
}

impl<'a> Walker<'a> {
    pub(super) fn new(builder: Builder<'a>) -> Self {
        Self {
            builder,
            dropping: None,
            preformatted: 0,
            figure: None,
        }
    }

    pub(super) fn builder(&mut self) -> &mut Builder<'a> {
        &mut self.builder
    }

    pub(super) fn into_builder(mut self) -> Builder<'a> {
        self.end_figure(true);
        self.builder
    }

    /// Reads a piece of HTML that is complete in itself.
    pub(super) fn feed(&mut self, html: &str) -> Result<(), BadFile> {
        let sink = Sink {
            walker: RefCell::new(self),
            tokens: Cell::new(0),
        };
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let queue = BufferQueue::default();
        let mut signs = 0;
        let mut rest = html;
        while !rest.is_empty() {
            let mut end = rest.len().min(1024);
            while !rest.is_char_boundary(end) {
                end += 1;
            }
            let (piece, after) = rest.split_at(end);
            rest = after;
            let before = tokenizer.sink.tokens.get();
            queue.push_back(StrTendril::from_slice(piece));
            // It stops early only for a script that a sink wants to run; this one never does.
            let _ = tokenizer.feed(&queue);
            let still_inside = tokenizer.sink.tokens.get() == before;
            signs = if still_inside {
                signs + piece.bytes().map(weight).sum::<usize>()
            } else {
                0
            };
            if signs > MAX_SIGNS {
                return Err(BadFile::Html);
            }
        }
        tokenizer.end();
        Ok(())
    }

    /// Text between tags.
    pub(super) fn text(&mut self, text: &str) {
        if self.dropping.is_some() {
            return;
        }
        if let Some(figure) = self.figure.as_mut().filter(|figure| figure.in_caption) {
            figure.say(text);
            return;
        }
        if self.preformatted == 0 {
            self.builder.text(text);
            return;
        }
        for (n, line) in text.split('\n').enumerate() {
            if n > 0 {
                self.builder.line_break();
            }
            self.builder.text(line);
        }
    }

    fn start(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some((dropped, times)) = &mut self.dropping {
            *times += u32::from(dropped == name && !is_empty_foreign(tag));
            return;
        }
        if DROPPED.contains(&name) {
            if !matches!(name, "title" | "style" | "textarea" | "select") {
                self.builder.warn(Warning::Dropped {
                    name: name.to_owned(),
                });
            }
            if name != "embed" && !is_empty_foreign(tag) {
                self.dropping = Some((name.to_owned(), 1));
            }
            return;
        }
        if let Some(figure) = self.figure.as_mut().filter(|figure| figure.in_caption) {
            match name {
                "em" | "i" => figure.emphasised = true,
                "br" | "p" | "div" => figure.say(" "),
                _ => {}
            }
            // A caption that was never closed must not take in the page.
            if heading(name).is_none()
                && container(tag).is_none()
                && !matches!(name, "img" | "figure")
            {
                return;
            }
            self.end_figure(true);
        }
        if let Some(style) = style(name) {
            return self.builder.open_style(style);
        }
        match name {
            "a" => match attribute(tag, "href") {
                Some(address) => self.builder.open_link(address),
                None => self.builder.close_link(),
            },
            "br" => self.builder.line_break(),
            "img" => self.picture(tag),
            "figure" => {
                self.builder.break_text();
                self.end_figure(true);
                self.figure = Some(Figure::default());
            }
            "figcaption" => {
                self.builder.break_text();
                match &mut self.figure {
                    Some(figure) => figure.in_caption = true,
                    None => self.builder.paragraph(),
                }
            }
            "pre" | "listing" => {
                self.builder.break_text();
                self.preformatted += 1;
            }
            "thead" => {
                self.builder.break_text();
                self.builder.table_has_header();
            }
            "caption" => self.builder.suspend_table(),
            _ => match (heading(name), container(tag)) {
                (Some(level), _) => self.builder.heading(level),
                (_, Some(container)) => self.builder.open(container),
                _ if BLOCKS.contains(&name) => self.builder.paragraph(),
                _ => {}
            },
        }
    }

    fn end(&mut self, tag: &Tag) {
        let name = &*tag.name;
        if let Some((dropped, times)) = &mut self.dropping {
            if dropped == name {
                *times -= 1;
                if *times == 0 {
                    self.dropping = None;
                }
            }
            return;
        }
        if matches!(name, "figcaption" | "figure") {
            self.end_figure(name == "figure");
            self.builder.break_text();
            return;
        }
        if let Some(figure) = self.figure.as_mut().filter(|figure| figure.in_caption) {
            if matches!(name, "em" | "i") {
                figure.emphasised = false;
            }
            if container(tag).is_none() && !matches!(name, "section" | "article" | "main" | "body")
            {
                return;
            }
            self.end_figure(true);
        }
        if let Some(style) = style(name) {
            return self.builder.close_style(style);
        }
        match name {
            "a" => self.builder.close_link(),
            "br" => self.builder.line_break(),
            "caption" => self.builder.resume_table(),
            "pre" | "listing" => {
                self.builder.break_text();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ => match container(tag) {
                Some(container) => self.builder.close(container),
                None if heading(name).is_some() || BLOCKS.contains(&name) || name == "thead" => {
                    self.builder.break_text();
                }
                None => {}
            },
        }
    }
}

fn style(name: &str) -> Option<Style> {
    Some(match name {
        "b" | "strong" => Style::Bold,
        "i" | "em" | "cite" | "dfn" => Style::Italic,
        "u" | "ins" => Style::Underline,
        "sub" => Style::Sub,
        "sup" => Style::Sup,
        _ => return None,
    })
}

fn heading(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

fn container(tag: &Tag) -> Option<Container> {
    let span = |name| {
        let span = attribute(tag, name).and_then(|value| value.trim().parse::<u16>().ok());
        span.filter(|span| (1..=1000).contains(span)).unwrap_or(1)
    };
    Some(match &*tag.name {
        "blockquote" => Container::Quote,
        "ul" | "menu" | "dir" => Container::List { ordered: false },
        "ol" => Container::List { ordered: true },
        "li" => Container::Item,
        "table" => Container::Table,
        "tr" => Container::Row,
        name @ ("td" | "th") => Container::Cell {
            header: name == "th",
            colspan: span("colspan"),
            rowspan: span("rowspan"),
        },
        _ => return None,
    })
}

/// `<svg/>`: only in what is no HTML does the stroke close an element.
fn is_empty_foreign(tag: &Tag) -> bool {
    tag.self_closing && matches!(&*tag.name, "svg" | "math")
}

fn attribute<'t>(tag: &'t Tag, name: &str) -> Option<&'t str> {
    tag.attrs
        .iter()
        .find(|attribute| &*attribute.name.local == name)
        .map(|attribute| &*attribute.value)
}

/// What the tokenizer talks to.
struct Sink<'w, 'a> {
    walker: RefCell<&'w mut Walker<'a>>,
    /// How many tokens came that are no errors.
    tokens: Cell<u64>,
}

impl TokenSink for Sink<'_, '_> {
    type Handle = ();

    fn process_token(&self, token: Token, _line: u64) -> TokenSinkResult<()> {
        if !matches!(token, Token::ParseError(_)) {
            self.tokens.set(self.tokens.get() + 1);
        }
        let mut walker = self.walker.borrow_mut();
        match token {
            Token::CharacterTokens(text) => walker.text(&text),
            Token::TagToken(tag) if tag.kind == TagKind::EndTag => walker.end(&tag),
            Token::TagToken(tag) => {
                let dropping = walker.dropping.is_some();
                walker.start(&tag);
                if let Some(raw) = raw_contents(&tag.name).filter(|_| !dropping) {
                    return TokenSinkResult::RawData(raw);
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

/// Elements in which tags are no tags.
fn raw_contents(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "xmp" => Some(RawKind::Rawtext),
        "title" | "textarea" => Some(RawKind::Rcdata),
        _ => None,
    }
}
