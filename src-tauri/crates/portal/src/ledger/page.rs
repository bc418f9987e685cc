//! A page of the ledger as it goes over the wire, made in one go.

use super::Site;
use crate::{
    db::{Db, entries},
    failure::{Failure, no},
};
use editorial::{Code, Hash, Head, Millis};
use protocol::{PAGE_ENTRIES, to_rfc3339};
use std::collections::HashSet;

/// After that many bytes a page takes no further entry; the desk asks for the next.
const PAGE_BYTES: usize = 4 * 1024 * 1024;

/// A page of the ledger as NDJSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The lines: entries, each followed by those of its bodies that stand now, then a head.
    pub lines: Vec<u8>,
    /// The number of its last entry.
    pub seq: u64,
    /// The newest entry's.
    pub last: u64,
}

/// The entries after `after`, at most [`PAGE_ENTRIES`], closed by the signed head of the last one.
pub(crate) fn page(
    db: &Db,
    site: &Site,
    after: u64,
    with_bodies: bool,
    now: Millis,
) -> Result<Page, Failure> {
    let mut lines = Vec::with_capacity(256 * 1024);
    let (end, last) = db.read(|from| {
        let Some((last, newest)) = entries::last(from, site.id)? else {
            return Err(no(Code::Damaged, "the ledger is empty"));
        };
        let mut end = None;
        let mut sent: HashSet<Hash> = HashSet::new();
        entries::page(from, site.id, after, PAGE_ENTRIES, |line| {
            match line {
                entries::Line::Entry {
                    seq,
                    entry,
                    event,
                    hash,
                } => {
                    if lines.len() >= PAGE_BYTES {
                        return Ok(entries::Go::Stop);
                    }
                    lines.extend_from_slice(b"{\"entry\":");
                    quote(&mut lines, entry)?;
                    lines.extend_from_slice(b",\"event\":");
                    quote(&mut lines, event)?;
                    lines.extend_from_slice(b"}\n");
                    end = Some((seq, hash));
                }
                entries::Line::Body { bytes, hash } => {
                    if with_bodies && sent.insert(hash) {
                        lines.extend_from_slice(b"{\"body\":");
                        quote(&mut lines, bytes)?;
                        lines.extend_from_slice(b"}\n");
                    }
                }
            }
            Ok(entries::Go::On)
        })?;
        // Nothing newer: the head is that of the entry the desk is at, or of the newest where this ledger is shorter.
        let end = match end {
            Some(end) => end,
            None => {
                entries::hash_of(from, site.id, after)?.map_or((last, newest), |hash| (after, hash))
            }
        };
        Ok((end, last))
    })?;
    let (head, sig) = signed_head(site, end)?;
    let line = protocol::ReceiveLine::Head {
        head,
        sig,
        last,
        now: to_rfc3339(now),
    };
    serde_json::to_writer(&mut lines, &line).map_err(|error| Failure::Broken(error.to_string()))?;
    lines.push(b'\n');
    Ok(Page {
        lines,
        seq: end.0,
        last,
    })
}

/// The head of an entry, signed by the site's key.
pub(crate) fn signed_head(
    site: &Site,
    (seq, hash): (u64, Hash),
) -> Result<(String, editorial::Signature), Failure> {
    let head = Head {
        ledger: site.ledger,
        seq,
        hash,
    };
    Ok((super::text(head.to_bytes())?, head.sign(&site.key)))
}

/// Writes text as a JSON string.
pub(crate) fn quote(to: &mut Vec<u8>, text: &str) -> Result<(), Failure> {
    serde_json::to_writer(to, text).map_err(|error| Failure::Broken(error.to_string()))
}
