//! How large things may be.

/// An event's bytes.
pub const EVENT_BYTES: usize = 16 * 1024;
/// A body's bytes.
pub const BODY_BYTES: usize = 4 * 1024 * 1024;
/// One push.
pub const PUSH_BYTES: usize = 8 * 1024 * 1024;
/// A file.
pub const BLOB_BYTES: u64 = 64 * 1024 * 1024;
/// One piece of a file.
pub const PIECE_BYTES: usize = 1024 * 1024;
/// A public form.
pub const FORM_BYTES: usize = 64 * 1024;
/// A public comment, in characters.
pub const COMMENT_CHARS: usize = 10_000;
/// Entries in one page.
pub const PAGE_ENTRIES: usize = 1000;
/// Hashes in one question for bodies.
pub const BODIES_ASKED: usize = 1000;
/// The longest line a desk reads: a body as a JSON string, every byte escaped, and what stands around it.
pub const LINE_BYTES: usize = 6 * BODY_BYTES + 1024;

/// What some JSON takes on the wire, where it stands as a text inside a line: its quotes and backslashes twice.
pub fn wire_bytes(json: &[u8]) -> usize {
    const AROUND: usize = 256;
    let twice = json
        .iter()
        .filter(|byte| matches!(byte, b'"' | b'\\'))
        .count();
    json.len() + twice + AROUND
}
