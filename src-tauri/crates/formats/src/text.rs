//! A document as plain text.

use editorial::document::{Block, Cell, Document, Mark, Row, Run};
use std::fmt::Write;

/// `document` as plain text: blocks with an empty line between, lists with their signs, cells with tabs between.
///
/// The address of a link stands behind its text in brackets. Lines end with a line feed.
pub fn render(document: &Document) -> String {
    let mut text = lines(&document.blocks, "\n\n");
    if !text.is_empty() {
        text.push('\n');
    }
    text
}

fn lines(blocks: &[Block], between: &str) -> String {
    blocks
        .iter()
        .map(block)
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(between)
}

fn block(block: &Block) -> String {
    match block {
        Block::Heading { content, .. } | Block::Paragraph { content, .. } => runs(content),
        Block::List { ordered, items, .. } => {
            let mut points = Vec::with_capacity(items.len());
            for (n, item) in items.iter().enumerate() {
                let sign = if *ordered {
                    format!("{}. ", n + 1)
                } else {
                    "- ".to_owned()
                };
                let inner = indented(&lines(&item.blocks, "\n"), &" ".repeat(sign.len()));
                points.push(format!("{sign}{}", inner.trim_start()));
            }
            points.join("\n")
        }
        Block::Quote { blocks, .. } => indented(&lines(blocks, "\n\n"), "    "),
        Block::Table { rows, .. } => {
            let cell = |cell: &Cell| lines(&cell.blocks, " ").replace(['\n', '\t'], " ");
            let row = |row: &Row| row.cells.iter().map(cell).collect::<Vec<_>>().join("\t");
            rows.iter().map(row).collect::<Vec<_>>().join("\n")
        }
        Block::Image {
            alt,
            caption,
            credit,
            ..
        } => {
            let alt = if alt.is_empty() {
                String::new()
            } else {
                format!("[{alt}]")
            };
            let parts = [alt.as_str(), caption, credit];
            parts
                .into_iter()
                .filter(|part| !part.is_empty())
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

fn indented(text: &str, by: &str) -> String {
    let lines = text.lines().map(|line| {
        if line.is_empty() {
            String::new()
        } else {
            format!("{by}{line}")
        }
    });
    lines.collect::<Vec<_>>().join("\n")
}

fn runs(runs: &[Run]) -> String {
    let mut text = String::new();
    for (n, run) in runs.iter().enumerate() {
        text.push_str(&run.text);
        let Some(address) = address(run) else {
            continue;
        };
        let goes_on = runs.get(n + 1).and_then(self::address) == Some(address);
        if !goes_on && address != run.text {
            let _ = write!(text, " ({address})");
        }
    }
    text
}

fn address(run: &Run) -> Option<&str> {
    run.marks.iter().find_map(|mark| match mark {
        Mark::Link(address) => Some(address.as_str()),
        _ => None,
    })
}
