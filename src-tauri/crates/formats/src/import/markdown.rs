//! Markdown: `CommonMark` with tables.

use super::{
    BadFile, Imported,
    builder::{Builder, Container, Style},
    finish,
    html::Walker,
};
use editorial::ids::BlockId;
use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

const CELL: Container = Container::Cell {
    header: false,
    colspan: 1,
    rowspan: 1,
};
const LIST: Container = Container::List { ordered: false };

pub(super) fn read(text: &str, new_id: &mut dyn FnMut() -> BlockId) -> Result<Imported, BadFile> {
    let mut reader = Reader {
        walker: Walker::new(Builder::new(new_id)),
        html: None,
        picture: None,
        code: false,
    };
    for event in Parser::new_ext(text, Options::ENABLE_TABLES) {
        reader.event(event)?;
    }
    finish(reader.walker.into_builder(), 6)
}

struct Reader<'a> {
    walker: Walker<'a>,
    /// A block of HTML, gathered line by line.
    html: Option<String>,
    picture: Option<Picture>,
    code: bool,
}

/// A picture, while the text that stands for it is read.
struct Picture {
    from: String,
    title: String,
    alt: String,
    /// Pictures inside the text of the picture.
    inner: u32,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>) -> Result<(), BadFile> {
        if let Some(picture) = &mut self.picture {
            match event {
                Event::Text(text) | Event::Code(text) => picture.alt.push_str(&text),
                Event::SoftBreak | Event::HardBreak => picture.alt.push(' '),
                Event::Start(Tag::Image { .. }) => picture.inner += 1,
                Event::End(TagEnd::Image) if picture.inner > 0 => picture.inner -= 1,
                Event::End(TagEnd::Image) => self.end_picture(),
                _ => {}
            }
            return Ok(());
        }
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => return self.end(tag),
            Event::Text(text) if self.code => {
                for line in text.split('\n') {
                    self.walker.text(line);
                    self.walker.builder().line_break();
                }
            }
            Event::Text(text) | Event::Code(text) => self.walker.text(&text),
            Event::Html(html) => match &mut self.html {
                Some(block) => block.push_str(&html),
                None => self.walker.feed(&html)?,
            },
            Event::InlineHtml(html) => self.walker.feed(&html)?,
            Event::SoftBreak => self.walker.text(" "),
            Event::HardBreak => self.walker.builder().line_break(),
            Event::Rule => self.walker.builder().break_text(),
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
        Ok(())
    }

    fn start(&mut self, tag: Tag<'_>) {
        let builder = self.walker.builder();
        match tag {
            Tag::Paragraph => builder.paragraph(),
            Tag::Heading { level, .. } => builder.heading(level as u8),
            Tag::BlockQuote(_) => builder.open(Container::Quote),
            Tag::CodeBlock(_) => {
                builder.break_text();
                self.code = true;
            }
            Tag::HtmlBlock => {
                builder.break_text();
                self.html = Some(String::new());
            }
            Tag::List(first) => builder.open(Container::List {
                ordered: first.is_some(),
            }),
            Tag::Item => builder.open(Container::Item),
            Tag::Table(_) => builder.open(Container::Table),
            Tag::TableHead => {
                builder.table_has_header();
                builder.open(Container::Row);
            }
            Tag::TableRow => builder.open(Container::Row),
            Tag::TableCell => builder.open(CELL),
            Tag::Emphasis => builder.open_style(Style::Italic),
            Tag::Strong => builder.open_style(Style::Bold),
            Tag::Link { dest_url, .. } => builder.open_link(&dest_url),
            Tag::Image {
                dest_url, title, ..
            } => {
                let (from, title) = (dest_url.into_string(), title.into_string());
                self.picture = Some(Picture {
                    from,
                    title,
                    alt: String::new(),
                    inner: 0,
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) -> Result<(), BadFile> {
        let builder = self.walker.builder();
        match tag {
            TagEnd::Paragraph | TagEnd::Heading(_) => builder.break_text(),
            TagEnd::BlockQuote(_) => builder.close(Container::Quote),
            TagEnd::CodeBlock => {
                builder.break_text();
                self.code = false;
            }
            TagEnd::HtmlBlock => {
                if let Some(html) = self.html.take() {
                    self.walker.feed(&html)?;
                }
                self.walker.builder().break_text();
            }
            TagEnd::List(_) => builder.close(LIST),
            TagEnd::Item => builder.close(Container::Item),
            TagEnd::Table => builder.close(Container::Table),
            TagEnd::TableHead => builder.close_header_row(),
            TagEnd::TableRow => builder.close(Container::Row),
            TagEnd::TableCell => builder.close(CELL),
            TagEnd::Emphasis => builder.close_style(Style::Italic),
            TagEnd::Strong => builder.close_style(Style::Bold),
            TagEnd::Link => builder.close_link(),
            _ => {}
        }
        Ok(())
    }

    fn end_picture(&mut self) {
        if let Some(picture) = self.picture.take() {
            self.walker
                .builder()
                .picture(&picture.from, &picture.alt, &picture.title);
        }
    }
}
