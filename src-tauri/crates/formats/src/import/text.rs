//! Plain text.

use super::{BadFile, Imported, builder::Builder, finish};
use editorial::ids::BlockId;

pub(super) fn read(text: &str, new_id: &mut dyn FnMut() -> BlockId) -> Result<Imported, BadFile> {
    let text = text
        .replace("\r\n", "\n")
        .replace(['\r', '\u{2028}', '\u{2029}', '\u{b}', '\u{c}'], "\n");
    let lines: Vec<&str> = text.trim().lines().map(str::trim).collect();
    let between_empty_lines = lines.iter().any(|line| line.is_empty());
    let mut builder = Builder::new(new_id);
    for line in lines {
        if line.is_empty() || !between_empty_lines {
            builder.break_text();
        }
        builder.text(line);
        builder.text("\n");
    }
    finish(builder, 0)
}
