//! Keeping what readers see in step with the ledger, in the transaction of each entry.

use crate::{
    db::{
        bodies, publications,
        publications::{Face, PublicationRow},
    },
    failure::Failure,
    ledger::Site,
    site,
};
use editorial::{
    Body, EditionId, Hash, ItemId, Revision,
    state::{Edition, Live, State},
};
use rusqlite::Connection;
use std::collections::BTreeSet;

/// Brings the pages of the editions that an entry touched, and of their translations, up to what the ledger says.
pub(crate) fn apply(
    to: &Connection,
    site: &Site,
    state: &State,
    touched: &BTreeSet<EditionId>,
) -> Result<(), Failure> {
    // A translation shows its source's dates and whether it is behind it: so it changes with its source.
    let items: BTreeSet<ItemId> = touched.iter().map(|id| id.item).collect();
    for item in items {
        let rows: Vec<PublicationRow> = item
            .editions()
            .into_iter()
            .filter_map(|id| standing(state, id))
            .collect();
        let Some(shown) = item_of(to, site, &rows)? else {
            continue;
        };
        for row in rows {
            let face = shown.row(row.edition.lang).map(face_of).unwrap_or_default();
            publications::put(to, site.id, &PublicationRow { face, ..row })?;
        }
    }
    Ok(())
}

/// What the ledger says of an edition that is, or was, public; its face is yet to be made.
fn standing(state: &State, id: EditionId) -> Option<PublicationRow> {
    let edition = state.editions.get(&id)?;
    if edition.live == Live::None {
        return None;
    }
    Some(PublicationRow {
        edition: id,
        kind: edition.kind,
        short: edition.short.clone()?,
        source: followed(edition),
        live: edition.live,
        face: Face::default(),
    })
}

/// The revision of the source that a live translation follows.
fn followed(edition: &Edition) -> Option<Hash> {
    edition.line(edition.live_revision()?)?.source
}

/// What a list shows of a page, as it is kept.
fn face_of(row: site::Row) -> Face {
    Face {
        section: row.section,
        title: row.title,
        summary: row.summary,
        picture: row.picture.map(|it| (it.blob, it.width, it.height)),
        opens: row.opens.unwrap_or_default(),
        closes: row.closes.unwrap_or_default(),
        behind: row.behind,
    }
}

/// An item as the public may see it, by what stands of its editions; none where nothing was ever public.
pub(crate) fn item_of(
    from: &Connection,
    site: &Site,
    rows: &[PublicationRow],
) -> Result<Option<site::Item>, Failure> {
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let editions: Result<_, Failure> = rows.iter().map(|row| edition_of(from, site, row)).collect();
    Ok(Some(site::Item {
        id: first.edition.item,
        kind: first.kind,
        short: first.short.clone(),
        editions: editions?,
    }))
}

fn edition_of(
    from: &Connection,
    site: &Site,
    row: &PublicationRow,
) -> Result<site::Edition, Failure> {
    let read = |hash: Option<Hash>| hash.map_or(Ok(None), |hash| read_revision(from, site, hash));
    let (revision, reason) = match row.live {
        Live::Published { revision, .. } => (Some(revision), None),
        Live::Withdrawn {
            revision, reason, ..
        } => (Some(revision), Some(reason)),
        Live::Unpublished { .. } | Live::None => (None, None),
    };
    Ok(site::Edition {
        lang: row.edition.lang,
        live: row.live,
        reason: reason.map_or(Ok(None), |hash| read_text(from, site, hash))?,
        revision: read(revision)?,
        source: read(row.source)?,
    })
}

/// A revision's body, where it is there.
pub(crate) fn read_revision(
    from: &Connection,
    site: &Site,
    hash: Hash,
) -> Result<Option<Revision>, Failure> {
    let Some(bytes) = bodies::get(from, site.id, hash)? else {
        return Ok(None);
    };
    match serde_json::from_str(&bytes) {
        Ok(Body::Revision(revision)) => Ok(Some(*revision)),
        // A body is checked when it comes; what a later portal left here is not shown by this one.
        _ => Ok(None),
    }
}

/// The words of a small body, where it is there.
pub(crate) fn read_text(
    from: &Connection,
    site: &Site,
    hash: Hash,
) -> Result<Option<String>, Failure> {
    let Some(bytes) = bodies::get(from, site.id, hash)? else {
        return Ok(None);
    };
    match serde_json::from_str(&bytes) {
        Ok(Body::Text(text)) => Ok(Some(text.text)),
        _ => Ok(None),
    }
}
