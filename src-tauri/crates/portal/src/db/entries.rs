//! The ledger's entries, what they name, and what is refused.

use super::{SiteId, hash, natural, number, parsed};
use crate::failure::Failure;
use editorial::{EditionId, Entry, EventId, Hash, Millis, decide::Refusal, state::Edition};
use rusqlite::{Connection, OptionalExtension, params};

/// An entry to be written, with its event.
pub(crate) struct NewEntry<'a> {
    pub(crate) entry: &'a Entry,
    pub(crate) entry_bytes: &'a str,
    pub(crate) hash: Hash,
    pub(crate) event_bytes: &'a str,
    pub(crate) event_id: EventId,
    /// The bodies it names, each with the edition whose revision it is.
    pub(crate) names: &'a [(Hash, Option<EditionId>)],
}

/// Writes an entry behind the last one.
pub(crate) fn append(to: &Connection, site: SiteId, new: &NewEntry<'_>) -> Result<(), Failure> {
    let seq = number(new.entry.seq);
    to.prepare_cached(
        "INSERT INTO entries (site, seq, bytes, event, hash, event_id, accepted_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )?
    .execute(params![
        site.0,
        seq,
        new.entry_bytes,
        new.event_bytes,
        new.hash.as_bytes(),
        new.event_id.to_string(),
        new.entry.accepted_at.0
    ])?;
    let mut name = to.prepare_cached(
        "INSERT INTO namings (site, seq, place, body, edition) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?;
    for (place, (body, edition)) in new.names.iter().enumerate() {
        name.execute(params![
            site.0,
            seq,
            number(place as u64),
            body.as_bytes(),
            edition.map(|id| id.to_string())
        ])?;
    }
    Ok(())
}

/// Goes through the entries after `after` in their order: number, entry, event.
pub(crate) fn each_after(
    from: &Connection,
    site: SiteId,
    after: u64,
    mut act: impl FnMut(u64, &str, &str) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut all = from.prepare_cached(
        "SELECT seq, bytes, event FROM entries WHERE site = ?1 AND seq > ?2 ORDER BY seq",
    )?;
    let mut rows = all.query(params![site.0, number(after)])?;
    while let Some(row) = rows.next()? {
        let text = |column| {
            row.get_ref(column)
                .and_then(|value| value.as_str().map_err(rusqlite::Error::from))
        };
        act(natural(row.get(0)?), text(1)?, text(2)?)?;
    }
    Ok(())
}

/// The number and hash of the newest entry.
pub(crate) fn last(from: &Connection, site: SiteId) -> Result<Option<(u64, Hash)>, Failure> {
    let mut newest = from.prepare_cached(
        "SELECT seq, hash FROM entries WHERE site = ?1 ORDER BY seq DESC LIMIT 1",
    )?;
    Ok(newest
        .query_row([site.0], |row| Ok((natural(row.get(0)?), hash(row, 1)?)))
        .optional()?)
}

/// The hash of an entry.
pub(crate) fn hash_of(from: &Connection, site: SiteId, seq: u64) -> Result<Option<Hash>, Failure> {
    let mut one = from.prepare_cached("SELECT hash FROM entries WHERE site = ?1 AND seq = ?2")?;
    Ok(one
        .query_row(params![site.0, number(seq)], |row| hash(row, 0))
        .optional()?)
}

/// The entry of an event, with the event's bytes.
pub(crate) fn of_event(
    from: &Connection,
    site: SiteId,
    id: EventId,
) -> Result<Option<(u64, String)>, Failure> {
    let mut one =
        from.prepare_cached("SELECT seq, event FROM entries WHERE site = ?1 AND event_id = ?2")?;
    Ok(one
        .query_row(params![site.0, id.to_string()], |row| {
            Ok((natural(row.get(0)?), row.get(1)?))
        })
        .optional()?)
}

/// Goes through a page: every entry after `after` as `Line::Entry`, followed by those of its bodies that stand now.
pub(crate) fn page(
    from: &Connection,
    site: SiteId,
    after: u64,
    limit: usize,
    mut act: impl FnMut(Line<'_>) -> Result<Go, Failure>,
) -> Result<(), Failure> {
    let mut entries =
        from.prepare_cached("SELECT seq, bytes, event, hash FROM entries WHERE site = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3")?;
    // Small bodies always go along; a revision only while it is the head, before those who decide, or live.
    let mut bodies = from.prepare_cached(
        "SELECT b.bytes, b.hash FROM namings n \
         JOIN bodies b ON b.site = n.site AND b.hash = n.body \
         LEFT JOIN editions e ON e.site = n.site AND e.edition = n.edition \
         WHERE n.site = ?1 AND n.seq = ?2 AND (n.edition IS NULL OR n.body IN (e.head, e.pending, e.live)) \
         ORDER BY n.place",
    )?;
    let mut rows = entries.query(params![site.0, number(after), number(limit as u64)])?;
    while let Some(row) = rows.next()? {
        let seq = natural(row.get(0)?);
        let text = |column| {
            row.get_ref(column)
                .and_then(|value| value.as_str().map_err(rusqlite::Error::from))
        };
        if let Go::Stop = act(Line::Entry {
            seq,
            entry: text(1)?,
            event: text(2)?,
            hash: hash(row, 3)?,
        })? {
            return Ok(());
        }
        let mut named = bodies.query(params![site.0, number(seq)])?;
        while let Some(body) = named.next()? {
            let bytes = body.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
            act(Line::Body {
                bytes,
                hash: hash(body, 1)?,
            })?;
        }
    }
    Ok(())
}

/// One line of a page.
pub(crate) enum Line<'a> {
    /// An entry with its event.
    Entry {
        seq: u64,
        entry: &'a str,
        event: &'a str,
        hash: Hash,
    },
    /// A body.
    Body { bytes: &'a str, hash: Hash },
}

/// Whether a page goes on.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Go {
    /// There is room.
    On,
    /// This entry stands on the next page.
    Stop,
}

/// Notes what stands of an edition after an entry.
pub(crate) fn stands(
    to: &Connection,
    site: SiteId,
    id: EditionId,
    edition: &Edition,
) -> Result<(), Failure> {
    let pending = edition
        .submission
        .as_ref()
        .filter(|_| edition.work.is_pending())
        .map(|it| it.revision);
    let bytes = |hash: Option<Hash>| hash.map(|hash| hash.as_bytes().to_vec());
    to.prepare_cached("INSERT OR REPLACE INTO editions (site, edition, head, pending, live) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![site.0, id.to_string(), bytes(edition.head()), bytes(pending), bytes(edition.live_revision())])?;
    Ok(())
}

/// The answer an event got before: by its id alone where its sender was proven, else by the very line.
pub(crate) fn refusal(
    from: &Connection,
    site: SiteId,
    id: EventId,
    line: Hash,
) -> Result<Option<Refusal>, Failure> {
    let mut one = from.prepare_cached(
        "SELECT refusal FROM refused WHERE site = ?1 AND event_id = ?2 AND line IN (x'', ?3) ORDER BY line LIMIT 1",
    )?;
    let found: Option<String> = one
        .query_row(params![site.0, id.to_string(), line.as_bytes()], |row| {
            row.get(0)
        })
        .optional()?;
    found
        .map(|text| serde_json::from_str(&text).map_err(|error| Failure::Broken(error.to_string())))
        .transpose()
}

/// Keeps a refusal for ever.
pub(crate) fn refuse(
    to: &Connection,
    site: SiteId,
    id: EventId,
    line: Option<Hash>,
    refusal: &Refusal,
    now: Millis,
) -> Result<(), Failure> {
    let text =
        serde_json::to_string(refusal).map_err(|error| Failure::Broken(error.to_string()))?;
    let line = line
        .map(|hash| hash.as_bytes().to_vec())
        .unwrap_or_default();
    to.prepare_cached("INSERT OR IGNORE INTO refused (site, event_id, line, refusal, at) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![site.0, id.to_string(), line, text, now.0])?;
    Ok(())
}

/// The edition whose revision a body is, where the ledger names it as one.
pub(crate) fn edition_of(
    from: &Connection,
    site: SiteId,
    body: Hash,
) -> Result<Option<EditionId>, Failure> {
    let mut one = from.prepare_cached(
        "SELECT edition FROM namings WHERE site = ?1 AND body = ?2 AND edition IS NOT NULL LIMIT 1",
    )?;
    Ok(one
        .query_row(params![site.0, body.as_bytes()], |row| parsed(row, 0))
        .optional()?)
}

/// Whether the ledger names a body.
pub(crate) fn names(from: &Connection, site: SiteId, body: Hash) -> Result<bool, Failure> {
    let mut one = from.prepare_cached("SELECT 1 FROM namings WHERE site = ?1 AND body = ?2")?;
    Ok(one.exists(params![site.0, body.as_bytes()])?)
}
