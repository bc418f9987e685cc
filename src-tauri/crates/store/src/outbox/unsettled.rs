//! Bringing back the text of a revision that will never stand.

use crate::{bodies, columns as col, drafts, error::Result};
use editorial::{
    EditionId, Hash, Millis,
    event::Offer,
    planted::{self, Fault},
};
use rusqlite::Connection;

/// What a revision that never came to stand rested on.
pub(super) struct Unsettled {
    /// The last revision before it that was not refused.
    pub(super) base: Option<Hash>,
    /// Its parent, where that was refused, too.
    pub(super) follows: Option<Hash>,
}

/// Brings the text of a revision that will never stand back into a draft.
pub(super) fn bring_back(
    db: &Connection,
    edition: EditionId,
    offer: &Offer,
    at: Millis,
) -> Result<Unsettled> {
    let before = offer
        .parent
        .map(|parent| refused_base(db, parent))
        .transpose()?
        .flatten();
    let follows = offer.parent.filter(|_| before.is_some());
    let base = before.map_or(offer.parent, |base| base.0);
    let mirror = crate::mirror::load_editions(db, edition.item)?;
    if mirror
        .get(&edition)
        .is_some_and(|known| known.line(offer.revision).is_some())
    {
        // The head itself, submitted once more: its text stands in the ledger.
        return Ok(Unsettled { base, follows });
    }
    db.prepare_cached("INSERT OR IGNORE INTO refused_revision (revision, base) VALUES (?, ?)")?
        .execute((offer.revision.as_bytes(), base.as_ref().map(Hash::as_bytes)))?;
    let draft = drafts::load(db, edition)?;
    let Some(revision) = bodies::load_revision(db, offer.revision)?
        .filter(|_| !planted::is(Fault::DropDraftOnRefusal))
    else {
        return Ok(Unsettled { base, follows });
    };
    let draft = match draft {
        // Nobody has written in it since the refused one before came back: the later text takes its place.
        Some(draft)
            if follows.is_some_and(|parent| {
                !bodies::differs(db, draft.kind, &draft.content, parent).unwrap_or(true)
            }) =>
        {
            drafts::Draft {
                content: revision.content,
                base,
                updated: at,
                ..draft
            }
        }
        Some(draft) if draft.base == Some(offer.revision) => drafts::Draft { base, ..draft },
        Some(_) => return Ok(Unsettled { base, follows }),
        None => drafts::Draft {
            edition,
            kind: revision.kind,
            content: revision.content,
            base,
            created: revision.at,
            updated: at,
            read_only: false,
            merge: None,
        },
    };
    drafts::write(db, &draft)?;
    Ok(Unsettled { base, follows })
}

/// For a refused revision: the last one before it that was not, if any.
#[allow(clippy::option_option)]
fn refused_base(db: &Connection, revision: Hash) -> Result<Option<(Option<Hash>,)>> {
    let mut select = db.prepare_cached("SELECT base FROM refused_revision WHERE revision = ?")?;
    let mut rows = select.query([revision.as_bytes()])?;
    rows.next()?
        .map(|row| Ok((col::hash_or_null(row, 0)?,)))
        .transpose()
}
