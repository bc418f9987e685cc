//! A document as Markdown (`CommonMark` with tables).
//!
//! What Markdown has no sign for (underline, sub- and superscript) stands as HTML marks, which the import reads
//! back. It cannot hold cells that span others, and of several blocks in a cell it makes lines of one.

use crate::link;
use editorial::document::{Block, Cell, Document, Mark, Row, Run};
use std::fmt::Write;

/// `document` as Markdown, ending with a line feed where there is any text.
pub fn render(document: &Document) -> String {
    let mut text = blocks(&document.blocks);
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn blocks(blocks: &[Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in blocks {
        let written = write_block(block);
        if written.is_empty() {
            continue;
        }
        match (before, block) {
            (None, _) => {}
            // Two lists of one kind would run into one.
            (Some(Block::List { ordered: a, .. }), Block::List { ordered: b, .. }) if a == b => {
                text.push_str("\n\n<!-- -->\n\n");
            }
            // As would two quotes.
            (Some(Block::Quote { .. }), Block::Quote { .. }) => text.push_str("\n\n<!-- -->\n\n"),
            _ => text.push_str("\n\n"),
        }
        text.push_str(&written);
        before = Some(block);
    }
    text
}

fn write_block(block: &Block) -> String {
    match block {
        Block::Heading { level, content, .. } => {
            format!(
                "{} {}",
                "#".repeat(usize::from((*level).clamp(1, 6))),
                line(content)
            )
        }
        Block::Paragraph { content, .. } => line(content),
        Block::List { ordered, items, .. } => {
            let mut points = Vec::with_capacity(items.len());
            for (n, item) in items.iter().enumerate() {
                let sign = if *ordered {
                    format!("{}. ", n + 1)
                } else {
                    "- ".to_owned()
                };
                points.push(format!(
                    "{sign}{}",
                    inside(&blocks(&item.blocks), &" ".repeat(sign.len()))
                ));
            }
            points.join("\n")
        }
        Block::Quote { blocks: inner, .. } => {
            let text = blocks(inner);
            text.lines()
                .map(|line| format!("> {line}").trim_end().to_owned())
                .collect::<Vec<_>>()
                .join("\n")
        }
        Block::Table { header, rows, .. } => table(*header, rows),
        Block::Image {
            blob,
            alt,
            caption,
            credit,
            ..
        } => {
            let mut text = format!("![{}](/media/{blob}", escape(alt));
            let below = match (caption.as_str(), credit.as_str()) {
                (caption, "") => caption.to_owned(),
                ("", credit) => credit.to_owned(),
                (caption, credit) => format!("{caption} ({credit})"),
            };
            if !below.is_empty() {
                let _ = write!(text, " \"{}\"", escape(&below).replace('"', "\\\""));
            }
            text.push(')');
            text
        }
    }
}

/// All lines but the first with blanks before them.
fn inside(text: &str, blanks: &str) -> String {
    let mut lines = text.lines();
    let mut written = lines.next().unwrap_or_default().to_owned();
    for line in lines {
        written.push('\n');
        if !line.is_empty() {
            written.push_str(blanks);
            written.push_str(line);
        }
    }
    written
}

fn table(header: bool, rows: &[Row]) -> String {
    let columns = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    if columns == 0 {
        return String::new();
    }
    let row = |cells: &[Cell]| {
        let mut text = String::from("|");
        for n in 0..columns {
            let _ = write!(text, " {} |", cells.get(n).map(cell).unwrap_or_default());
        }
        text
    };
    let (head, body) = rows.split_at(usize::from(header).min(rows.len()));
    // Every table of Markdown has a head; where ours has none, it is an empty one.
    let mut lines = vec![row(head
        .first()
        .map(|row| row.cells.as_slice())
        .unwrap_or_default())];
    lines.push(format!("|{}", " --- |".repeat(columns)));
    lines.extend(body.iter().map(|it| row(&it.cells)));
    lines.join("\n")
}

fn cell(cell: &Cell) -> String {
    fn walk(blocks: &[Block], into: &mut Vec<String>) {
        for block in blocks {
            match block {
                Block::Heading { content, .. } | Block::Paragraph { content, .. } => {
                    into.push(runs(content));
                }
                Block::Image { .. } => into.push(write_block(block)),
                other => walk(
                    &other.children().into_iter().cloned().collect::<Vec<_>>(),
                    into,
                ),
            }
        }
    }
    let mut lines = Vec::new();
    walk(&cell.blocks, &mut lines);
    lines.retain(|line| !line.is_empty());
    lines.join("<br>").replace('|', "\\|").replace('\n', " ")
}

/// Runs as the whole of a block: nothing at its start may be taken for the sign of another kind of block.
fn line(content: &[Run]) -> String {
    let text = runs(content);
    let text = text.trim_start();
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    match rest.chars().next() {
        Some('.' | ')') if digits > 0 => format!("{number}\\{rest}"),
        Some('#' | '+' | '-' | '=' | '~') if digits == 0 => format!("\\{rest}"),
        _ => text.to_owned(),
    }
}

fn runs(content: &[Run]) -> String {
    let mut text = String::new();
    for (n, run) in content
        .iter()
        .enumerate()
        .filter(|(_, run)| !run.text.is_empty())
    {
        let mut inner = marked(run, text.ends_with('*'));
        if let Some(address) = run.marks.iter().find_map(address) {
            inner = format!(
                "[{inner}](<{}>)",
                address.replace('<', "%3C").replace('>', "%3E")
            );
        } else if inner.ends_with('!') && n + 1 < content.len() {
            // Before a link it would make a picture of it.
            inner.insert(inner.len() - 1, '\\');
        }
        text.push_str(&inner);
    }
    text
}

fn address(mark: &Mark) -> Option<String> {
    if let Mark::Link(address) = mark {
        link::allowed(address)
    } else {
        None
    }
}

/// A run with its marks but the link.
fn marked(run: &Run, behind_star: bool) -> String {
    let mut text = escape(&run.text);
    // Stars are marks only where a letter stands on their inner side.
    let solid = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let simple =
        solid(run.text.chars().next()) && solid(run.text.chars().next_back()) && !behind_star;
    for mark in run.marks.iter().rev() {
        let (open, close) = match mark {
            Mark::Link(_) => continue,
            Mark::Bold if simple && only_stars(run) => ("**", "**"),
            Mark::Italic if simple && only_stars(run) => ("*", "*"),
            Mark::Bold => ("<strong>", "</strong>"),
            Mark::Italic => ("<em>", "</em>"),
            Mark::Underline => ("<u>", "</u>"),
            Mark::Sub => ("<sub>", "</sub>"),
            Mark::Sup => ("<sup>", "</sup>"),
        };
        text = format!("{open}{text}{close}");
    }
    text
}

fn only_stars(run: &Run) -> bool {
    run.marks
        .iter()
        .all(|mark| matches!(mark, Mark::Link(_) | Mark::Bold | Mark::Italic))
}

/// `text` so that no character of it is a sign.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let is_sign = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '~' => true,
            // Inside a word it is none.
            '_' => !(before.is_alphanumeric() && chars.peek().is_some_and(|c| c.is_alphanumeric())),
            '&' => chars
                .peek()
                .is_some_and(|c| c.is_alphanumeric() || *c == '#'),
            '#' => before == ' ',
            _ => false,
        };
        if is_sign {
            escaped.push('\\');
        }
        match c {
            '\n' => escaped.push(' '),
            c if c.is_control() => {}
            c => escaped.push(c),
        }
        before = c;
    }
    escaped
}
