//! Bodies: what people wrote, as immutable bytes named by their hash.

use crate::{
    blobs, columns as col,
    error::{Error, Result},
    projection, search,
    store::Store,
};
use editorial::{Body, Content, EditionId, Hash, Kind, Policy, Revision, body::BlobRef};
use rusqlite::Connection;
use serde::Deserialize;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

/// Keeps bytes under their hash; keeping them twice changes nothing.
///
/// # Errors
///
/// Those of the database.
pub fn put(store: &Store, bytes: &[u8]) -> Result<Hash> {
    Ok(put_all(store, &[bytes])?[0])
}

/// Keeps several, in one transaction with the rows of the list that show something of them.
///
/// # Errors
///
/// Those of the database.
pub fn put_all<B: AsRef<[u8]>>(store: &Store, bodies: &[B]) -> Result<Vec<Hash>> {
    store.write(|tx| {
        let mut hashes = Vec::with_capacity(bodies.len());
        let mut shown = BTreeSet::new();
        for bytes in bodies {
            let hash = Hash::of(bytes.as_ref());
            hashes.push(hash);
            if insert(tx, hash, bytes.as_ref())? {
                shown.extend(facts(tx, hash)?.and_then(|facts| facts.edition));
            }
        }
        for edition in &shown {
            search::queue(tx, *edition)?;
        }
        // A reason that came later shows in the row it was given for.
        shown.extend(projection::without_reason(tx)?);
        for edition in shown {
            projection::item(tx, edition.item)?;
        }
        Ok(hashes)
    })
}

/// The bytes of a body.
///
/// # Errors
///
/// Those of the database.
pub fn get(store: &Store, hash: Hash) -> Result<Option<Vec<u8>>> {
    store.read(|db| load(db, hash))
}

/// Whether a body is here.
///
/// # Errors
///
/// Those of the database.
pub fn has(store: &Store, hash: Hash) -> Result<bool> {
    store.read(|db| is_here(db, hash))
}

/// A body that is a revision this version knows.
///
/// # Errors
///
/// Those of the database.
pub fn revision(store: &Store, hash: Hash) -> Result<Option<Revision>> {
    store.read(|db| load_revision(db, hash))
}

/// The words of a body that is a text: a reason, a note, a name.
///
/// # Errors
///
/// Those of the database.
pub fn text(store: &Store, hash: Hash) -> Result<Option<String>> {
    store.read(|db| load_text(db, hash))
}

/// After an erasure: the log beside the database still holds what was deleted, until it is written back.
pub(crate) fn scrub(store: &Store) -> Result<()> {
    store.with_writer(|db| {
        // A reader may hold it up; then the next checkpoint does it.
        db.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        Ok(())
    })
}

/// Asks for bodies that are not here, with the next exchange.
///
/// # Errors
///
/// Those of the database.
pub fn want(store: &Store, hashes: &[Hash]) -> Result<()> {
    store.write(|tx| {
        for hash in hashes {
            if !is_here(tx, *hash)? {
                want_one(tx, *hash, "body")?;
            }
        }
        Ok(())
    })
}

/// Bodies that were asked for and are not here yet.
///
/// # Errors
///
/// Those of the database.
pub fn wanted(store: &Store) -> Result<Vec<Hash>> {
    store.read(|db| wanted_of(db, "body"))
}

/// The portal does not have these: they are not asked for any more.
///
/// # Errors
///
/// Those of the database.
pub fn unwant(store: &Store, hashes: &[Hash]) -> Result<()> {
    store.write(|tx| hashes.iter().try_for_each(|hash| settle_want(tx, *hash)))
}

pub(crate) fn want_one(db: &Connection, hash: Hash, what: &str) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO wanted (hash, what) VALUES (?, ?)")?
        .execute((hash.as_bytes(), what))?;
    Ok(())
}

pub(crate) fn wanted_of(db: &Connection, what: &str) -> Result<Vec<Hash>> {
    let mut select = db.prepare_cached("SELECT hash FROM wanted WHERE what = ? ORDER BY id")?;
    col::all(select.query([what])?, |row| col::hash(row, 0))
}

pub(crate) fn settle_want(db: &Connection, hash: Hash) -> Result<()> {
    db.prepare_cached("DELETE FROM wanted WHERE hash = ?")?
        .execute([hash.as_bytes()])?;
    Ok(())
}

/// What a list shows of a body, read out of it once.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Facts {
    pub(crate) kind: String,
    pub(crate) newer: bool,
    pub(crate) edition: Option<EditionId>,
    pub(crate) title: Option<String>,
    pub(crate) author: Option<String>,
    pub(crate) section: Option<String>,
    /// The files it shows; known only while it is read, not kept with it.
    pub(crate) blobs: Vec<BlobRef>,
}

impl Facts {
    /// Reads as little as possible: most of the bytes are passed over.
    pub(crate) fn of(bytes: &[u8]) -> Self {
        #[derive(Deserialize)]
        struct Wire<'a> {
            #[serde(borrow, rename = "type")]
            kind: Cow<'a, str>,
            v: i64,
            #[serde(borrow, default)]
            item: Option<Cow<'a, str>>,
            #[serde(borrow, default)]
            lang: Option<Cow<'a, str>>,
            #[serde(default)]
            title: Option<String>,
            #[serde(default)]
            fields: Option<BTreeMap<String, String>>,
            #[serde(default)]
            source: Option<serde::de::IgnoredAny>,
            #[serde(default)]
            blobs: Vec<serde_json::Value>,
        }
        let Ok(wire) = serde_json::from_slice::<Wire<'_>>(bytes) else {
            return Self {
                newer: true,
                ..Self::default()
            };
        };
        let kind = wire.kind.into_owned();
        let mut facts = Self {
            newer: wire.v > 1,
            kind,
            ..Self::default()
        };
        if facts.kind != "revision" {
            return facts;
        }
        let item = wire.item.and_then(|text| text.parse().ok());
        let lang = wire.lang.and_then(|text| text.parse().ok());
        facts.edition = item.zip(lang).map(|(item, lang)| EditionId { item, lang });
        facts.newer |= facts.edition.is_none();
        let mut fields = wire.fields.unwrap_or_default();
        facts.author = fields.remove("author");
        facts.section = fields.remove("section");
        facts.title = wire.title;
        facts.blobs = wire
            .blobs
            .into_iter()
            .filter_map(|blob| serde_json::from_value(blob).ok())
            .collect();
        if wire.source.is_some() && facts.title.is_none() {
            // A translation's title is among its segments.
            facts.title = read_revision(bytes).and_then(|revision| title(&revision.content));
        }
        facts
    }
}

/// The title of a content; that of a translation stands in its segments.
pub(crate) fn title(content: &Content) -> Option<String> {
    use editorial::translation::Place;
    if !content.title.trim().is_empty() {
        return Some(content.title.trim().to_owned());
    }
    let targets = content
        .segments
        .iter()
        .filter(|segment| segment.block == Place::Title);
    let parts: Vec<&str> = targets
        .map(|segment| segment.target.trim())
        .filter(|target| !target.is_empty())
        .collect();
    (!parts.is_empty()).then(|| parts.join(" "))
}

/// Keeps a body; whether it is new here.
pub(crate) fn insert(db: &Connection, hash: Hash, bytes: &[u8]) -> Result<bool> {
    let facts = Facts::of(bytes);
    let new = db
        .prepare_cached(
            "INSERT OR IGNORE INTO body (hash, type, newer, edition, title, author, section, bytes) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        )?
        .execute((
            hash.as_bytes(),
            facts.kind,
            facts.newer,
            facts.edition.map(|id| id.to_string()),
            facts.title,
            facts.author,
            facts.section,
            bytes,
        ))?;
    if new > 0 {
        settle_want(db, hash)?;
        for blob in &facts.blobs {
            blobs::mention(db, blob)?;
        }
    }
    Ok(new > 0)
}

pub(crate) fn facts(db: &Connection, hash: Hash) -> Result<Option<Facts>> {
    let mut select = db.prepare_cached(
        "SELECT type, newer, edition, title, author, section FROM body WHERE hash = ?",
    )?;
    let mut rows = select.query([hash.as_bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    Ok(Some(Facts {
        kind: col::value(row, 0)?,
        newer: col::value(row, 1)?,
        edition: col::parsed_or_null(row, 2)?,
        title: col::value(row, 3)?,
        author: col::value(row, 4)?,
        section: col::value(row, 5)?,
        blobs: Vec::new(),
    }))
}

pub(crate) fn load(db: &Connection, hash: Hash) -> Result<Option<Vec<u8>>> {
    let mut select = db.prepare_cached("SELECT bytes FROM body WHERE hash = ?")?;
    let mut rows = select.query([hash.as_bytes()])?;
    let Some(row) = rows.next()? else {
        return Ok(None);
    };
    let bytes: Vec<u8> = col::value(row, 0)?;
    // Where a page is damaged a long value reads as zeros, without an error: its name tells.
    if Hash::of(&bytes) == hash {
        Ok(Some(bytes))
    } else {
        Err(Error::Damaged(format!("the body {hash}")))
    }
}

pub(crate) fn is_here(db: &Connection, hash: Hash) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT 1 FROM body WHERE hash = ?")?
        .exists([hash.as_bytes()])?)
}

/// Reads a revision's bytes as this version knows it; a later version's is none.
pub(crate) fn read_revision(bytes: &[u8]) -> Option<Revision> {
    match Body::read(bytes) {
        Ok(Body::Revision(revision)) => Some(*revision),
        _ => None,
    }
}

pub(crate) fn load_revision(db: &Connection, hash: Hash) -> Result<Option<Revision>> {
    Ok(load(db, hash)?.and_then(|bytes| read_revision(&bytes)))
}

pub(crate) fn load_policy(db: &Connection, hash: Hash) -> Result<Option<Policy>> {
    Ok(load(db, hash)?.and_then(|bytes| match Body::read(&bytes) {
        Ok(Body::Policy(body)) => Some(body.policy),
        _ => None,
    }))
}

pub(crate) fn load_text(db: &Connection, hash: Hash) -> Result<Option<String>> {
    Ok(load(db, hash)?.and_then(|bytes| match Body::read(&bytes) {
        Ok(Body::Text(body)) => Some(body.text),
        _ => None,
    }))
}

/// Whether a draft says something else than a revision that is here.
pub(crate) fn differs(
    db: &Connection,
    kind: Kind,
    content: &Content,
    revision: Hash,
) -> Result<bool> {
    let Some(bytes) = load(db, revision)? else {
        return Ok(true);
    };
    let Ok(Body::Revision(other)) = serde_json::from_slice::<Body>(&bytes) else {
        return Ok(true);
    };
    Ok(other.kind != kind || other.content != content.clone().normalised())
}

/// The content of a revision for looking at: its bytes are judged strictly elsewhere, here only what they say counts.
pub(crate) fn read_loosely(bytes: &[u8]) -> Option<Content> {
    match serde_json::from_slice::<Body>(bytes) {
        Ok(Body::Revision(revision)) => Some(revision.content),
        _ => None,
    }
}

pub(crate) fn remove(db: &Connection, hash: Hash) -> Result<()> {
    let edition = facts(db, hash)?.and_then(|facts| facts.edition);
    db.prepare_cached("DELETE FROM body WHERE hash = ?")?
        .execute([hash.as_bytes()])?;
    settle_want(db, hash)?;
    if let Some(edition) = edition {
        search::forget(db, edition)?;
        search::queue(db, edition)?;
    }
    Ok(())
}
