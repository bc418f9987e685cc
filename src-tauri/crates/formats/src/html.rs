//! The one renderer: a document as an HTML fragment.
//!
//! The fragment holds `h2`–`h6 p ul ol li blockquote table thead tbody tr th td figure figcaption img` and the marks
//! `strong em u sup sub a`, nothing else. It has no attributes but `href` on links, `src` and `alt` on pictures,
//! `colspan` and `rowspan` on cells, all values in double quotes. A heading of level 1 is written `h2`, as the title
//! is the page's own `h1`. A lone paragraph in a point of a list or in a cell is written without `p`, several blocks
//! with. A picture is a `figure`; its credit stands in `em` at the end of the caption. A link whose address is not
//! [allowed](crate::link::allowed) is written as its text. Blocks at the top are separated by a line feed.

use crate::link;
use editorial::document::{Block, Cell, Document, Mark, Row, Run};
use std::fmt::Write;

/// `document` as an HTML fragment.
///
/// ```
/// use editorial::document::Document;
/// let document: Document = serde_json::from_str(
///     r#"{"v":1,"blocks":[{"type":"paragraph","id":"a000000000","content":[{"text":"Hai bên "},
///         {"text":"thống nhất","marks":["bold"]}]}]}"#,
/// )?;
/// assert_eq!(formats::html::render(&document), "<p>Hai bên <strong>thống nhất</strong></p>");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn render(document: &Document) -> String {
    let mut html = String::new();
    for (n, block) in document.blocks.iter().enumerate() {
        if n > 0 {
            html.push('\n');
        }
        write_block(block, &mut html);
    }
    html
}

fn write_block(block: &Block, html: &mut String) {
    match block {
        Block::Heading { level, content, .. } => {
            let level = (*level).clamp(2, 6);
            let _ = write!(html, "<h{level}>");
            write_runs(content, html);
            let _ = write!(html, "</h{level}>");
        }
        Block::Paragraph { content, .. } => {
            html.push_str("<p>");
            write_runs(content, html);
            html.push_str("</p>");
        }
        Block::List { ordered, items, .. } => {
            let name = if *ordered { "ol" } else { "ul" };
            let _ = write!(html, "<{name}>");
            for item in items {
                html.push_str("<li>");
                write_inner(&item.blocks, html);
                html.push_str("</li>");
            }
            let _ = write!(html, "</{name}>");
        }
        Block::Quote { blocks, .. } => {
            html.push_str("<blockquote>");
            for block in blocks {
                write_block(block, html);
            }
            html.push_str("</blockquote>");
        }
        Block::Table { header, rows, .. } => write_table(*header, rows, html),
        Block::Image {
            blob,
            alt,
            caption,
            credit,
            ..
        } => {
            let _ = write!(html, "<figure><img src=\"/media/{blob}\" alt=\"");
            escape(alt, html);
            html.push_str("\">");
            write_caption(caption, credit, html);
            html.push_str("</figure>");
        }
    }
}

/// What stands in a point of a list or a cell.
fn write_inner(blocks: &[Block], html: &mut String) {
    match blocks {
        [Block::Paragraph { content, .. }] => write_runs(content, html),
        several => several.iter().for_each(|block| write_block(block, html)),
    }
}

fn write_table(header: bool, rows: &[Row], html: &mut String) {
    let (head, body) = rows.split_at(usize::from(header).min(rows.len()));
    html.push_str("<table>");
    for (part, name, cell) in [(head, "thead", "th"), (body, "tbody", "td")] {
        if part.is_empty() {
            continue;
        }
        let _ = write!(html, "<{name}>");
        for row in part {
            html.push_str("<tr>");
            row.cells
                .iter()
                .for_each(|content| write_cell(content, cell, html));
            html.push_str("</tr>");
        }
        let _ = write!(html, "</{name}>");
    }
    html.push_str("</table>");
}

fn write_cell(cell: &Cell, name: &str, html: &mut String) {
    let _ = write!(html, "<{name}");
    for (attribute, span) in [("colspan", cell.colspan), ("rowspan", cell.rowspan)] {
        if let Some(span) = span.filter(|span| *span > 1) {
            let _ = write!(html, " {attribute}=\"{span}\"");
        }
    }
    html.push('>');
    write_inner(&cell.blocks, html);
    let _ = write!(html, "</{name}>");
}

fn write_caption(caption: &str, credit: &str, html: &mut String) {
    if caption.is_empty() && credit.is_empty() {
        return;
    }
    html.push_str("<figcaption>");
    escape(caption, html);
    if !credit.is_empty() {
        html.push_str(if caption.is_empty() { "<em>" } else { " <em>" });
        escape(credit, html);
        html.push_str("</em>");
    }
    html.push_str("</figcaption>");
}

/// Marks that go on from one run to the next stay open: a link of three runs is one link.
fn write_runs(runs: &[Run], html: &mut String) {
    let mut open: Vec<&Mark> = Vec::new();
    for run in runs.iter().filter(|run| !run.text.is_empty()) {
        let mut wanted: Vec<&Mark> = run.marks.iter().filter(|mark| is_shown(mark)).collect();
        wanted.sort();
        wanted.dedup_by(|b, a| a == b || matches!((a, b), (Mark::Link(_), Mark::Link(_))));
        let kept = open.iter().zip(&wanted).take_while(|(a, b)| a == b).count();
        close(&mut open, kept, html);
        for mark in wanted.drain(kept..) {
            open_mark(mark, html);
            open.push(mark);
        }
        escape(&run.text, html);
    }
    close(&mut open, 0, html);
}

fn is_shown(mark: &Mark) -> bool {
    match mark {
        Mark::Link(address) => link::allowed(address).is_some(),
        _ => true,
    }
}

fn name(mark: &Mark) -> &'static str {
    match mark {
        Mark::Link(_) => "a",
        Mark::Bold => "strong",
        Mark::Italic => "em",
        Mark::Underline => "u",
        Mark::Sub => "sub",
        Mark::Sup => "sup",
    }
}

fn open_mark(mark: &Mark, html: &mut String) {
    if let Mark::Link(address) = mark {
        html.push_str("<a href=\"");
        escape(&link::allowed(address).unwrap_or_default(), html);
        html.push_str("\">");
    } else {
        let _ = write!(html, "<{}>", name(mark));
    }
}

fn close(open: &mut Vec<&Mark>, kept: usize, html: &mut String) {
    while open.len() > kept {
        if let Some(mark) = open.pop() {
            let _ = write!(html, "</{}>", name(mark));
        }
    }
}

/// Writes `text` so that it is text, also between double quotes; control characters, which HTML cannot hold, go.
pub(crate) fn escape(text: &str, html: &mut String) {
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\n' | '\t' => html.push(c),
            c if c.is_control() => {}
            c => html.push(c),
        }
    }
}
