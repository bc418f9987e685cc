//! Keeping what readers see in step with the ledger, in the transaction of each entry.

use crate::{
    db::{
        bodies, publications,
        publications::{Face, PublicationRow},
    },
    failure::Failure,
    ledger::Site,
};
use editorial::{
    Body, EditionId, Hash, Revision,
    body::Content,
    state::{Edition, Live, State},
    translation,
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
    let all: BTreeSet<EditionId> = touched.iter().flat_map(|id| [*id, id.other()]).collect();
    for id in all {
        let Some(edition) = state.editions.get(&id) else {
            continue;
        };
        if edition.live == Live::None {
            continue;
        }
        let Some(short) = edition.short.clone() else {
            continue;
        };
        let revision = edition.live_revision();
        let source = revision
            .and_then(|it| edition.line(it))
            .and_then(|line| line.source);
        let face = match revision {
            Some(revision) => face(to, site, state, id, edition, revision)?,
            None => Face::default(),
        };
        publications::put(
            to,
            site.id,
            &PublicationRow {
                edition: id,
                kind: edition.kind,
                short,
                source,
                live: edition.live,
                face,
            },
        )?;
    }
    Ok(())
}

/// What a list shows of a page; nothing where its text was erased.
fn face(
    from: &Connection,
    site: &Site,
    state: &State,
    id: EditionId,
    edition: &Edition,
    revision: Hash,
) -> Result<Face, Failure> {
    let Some(own) = read_revision(from, site, revision)? else {
        return Ok(Face::default());
    };
    if !edition.translated {
        return Ok(face_of(edition, &own.content, &own.content, false));
    }
    let followed = match own.content.source {
        Some(source) => read_revision(from, site, source)?,
        None => None,
    };
    let Some(followed) = followed else {
        return Ok(Face::default());
    };
    let live_source = state
        .editions
        .get(&id.other())
        .and_then(Edition::live_revision);
    let now = match live_source {
        Some(live) if own.content.source != Some(live) => read_revision(from, site, live)?,
        _ => None,
    };
    let written_in = id.lang.other();
    let behind = now.as_ref().is_some_and(|now| {
        !translation::touched(&followed.content, &now.content, written_in).is_empty()
    });
    let shown = translation::laid(&followed.content, written_in, &own.content);
    // Shared fields always come from the source that is live.
    let shared = now.as_ref().map_or(&followed.content, |now| &now.content);
    Ok(face_of(edition, &shown, shared, behind))
}

fn face_of(edition: &Edition, shown: &Content, shared: &Content, behind: bool) -> Face {
    let field = |name: &str| shared.fields.get(name).cloned().unwrap_or_default();
    let section = field("section");
    let picture = shown.document.as_ref().and_then(|document| {
        let first = first_picture(document)?;
        let file = shown.blobs.iter().find(|blob| blob.hash == first)?;
        Some((first, file.width, file.height))
    });
    Face {
        section: if section.is_empty() {
            edition.kind.default_section().to_owned()
        } else {
            section
        },
        title: shown.title.clone(),
        summary: shown.summary.clone(),
        picture,
        opens: field("opens"),
        closes: field("closes"),
        behind,
    }
}

fn first_picture(document: &editorial::Document) -> Option<Hash> {
    document.all_blocks().into_iter().find_map(|block| {
        if let editorial::Block::Image { blob, .. } = block {
            Some(*blob)
        } else {
            None
        }
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
