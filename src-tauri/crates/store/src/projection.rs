//! Making the rows of the list from mirror, outbox and drafts, in the transaction that changes one of them.

mod sight;

use crate::{
    drafts::{self, Draft},
    error::Result,
    list::{Row, Shown},
    meta, mirror, trash,
};
use editorial::{
    EditionId, Hash, ItemId, MemberId,
    state::{Board, Edition, State, WaitsFor},
};
use rusqlite::Connection;
use sight::Sight;
use std::{
    borrow::Cow,
    collections::{BTreeMap, BTreeSet},
};

type Editions = BTreeMap<EditionId, Edition>;

/// What is the same for every row.
pub(crate) struct Ground<'a> {
    me: Option<MemberId>,
    board: Cow<'a, Board>,
    /// Something waits in the outbox.
    waiting: bool,
}

impl<'a> Ground<'a> {
    pub(crate) fn with_board(db: &Connection, board: &'a Board) -> Result<Self> {
        Self::new(db, Cow::Borrowed(board))
    }

    fn load(db: &Connection) -> Result<Ground<'static>> {
        Ground::new(db, Cow::Owned(mirror::load_board(db)?))
    }

    fn new(db: &Connection, board: Cow<'a, Board>) -> Result<Self> {
        let waiting = db
            .prepare_cached("SELECT 1 FROM outbox LIMIT 1")?
            .exists([])?;
        Ok(Self {
            me: meta::me(db)?,
            board,
            waiting,
        })
    }
}

/// Makes the rows of an item anew.
pub(crate) fn item(db: &Connection, item: ItemId) -> Result<()> {
    project(
        db,
        &Ground::load(db)?,
        item,
        &mirror::load_editions(db, item)?,
    )
}

/// Makes all rows anew.
pub(crate) fn rebuild(db: &Connection) -> Result<()> {
    db.execute("DELETE FROM item_row", [])?;
    let ground = Ground::load(db)?;
    let all = editions(
        db,
        "SELECT edition FROM edition UNION SELECT edition FROM draft UNION SELECT edition FROM outbox WHERE edition IS NOT NULL",
    )?;
    for item in all.into_iter().map(|id| id.item).collect::<BTreeSet<_>>() {
        project(db, &ground, item, &mirror::load_editions(db, item)?)?;
        for id in item.editions() {
            crate::search::queue(db, id)?;
        }
    }
    Ok(())
}

/// Whether anything of an edition is here, also in the trash.
pub(crate) fn stands(db: &Connection, edition: EditionId) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT 1 WHERE EXISTS (SELECT 1 FROM edition WHERE edition = ?1) OR EXISTS (SELECT 1 FROM draft WHERE edition = ?1)
                 OR EXISTS (SELECT 1 FROM outbox WHERE edition = ?1)",
        )?
        .exists([edition.to_string()])?)
}

/// Editions that were sent back or ended for a reason that was not here yet.
pub(crate) fn without_reason(db: &Connection) -> Result<Vec<EditionId>> {
    editions(
        db,
        "SELECT edition FROM item_row WHERE reason IS NULL
             AND (state IN ('returned', 'withdrawn', 'unpublished') OR pending = 'returned')",
    )
}

/// Editions whose publication waits for a file.
pub(crate) fn waiting_for_file(db: &Connection) -> Result<Vec<EditionId>> {
    editions(db, "SELECT edition FROM item_row WHERE waits_for = 'file'")
}

/// Editions that are approved and not published yet.
pub(crate) fn approved(db: &Connection) -> Result<Vec<EditionId>> {
    editions(
        db,
        "SELECT edition FROM item_row WHERE pending IN ('approved', 'scheduled')
             OR (pending IS NULL AND state IN ('approved', 'scheduled'))",
    )
}

fn editions(db: &Connection, sql: &str) -> Result<Vec<EditionId>> {
    let mut select = db.prepare_cached(sql)?;
    crate::columns::all(select.query([])?, |row| crate::columns::parsed(row, 0))
}

/// Makes the rows of an item anew; `confirmed` holds at least its editions.
pub(crate) fn project(
    db: &Connection,
    ground: &Ground<'_>,
    item: ItemId,
    confirmed: &Editions,
) -> Result<()> {
    let hidden = trash::holds(db, item)?;
    let drafts: BTreeMap<EditionId, Draft> = if hidden {
        BTreeMap::new()
    } else {
        item.editions()
            .into_iter()
            .filter_map(|id| {
                drafts::load(db, id)
                    .map(|draft| Some((id, draft?)))
                    .transpose()
            })
            .collect::<Result<_>>()?
    };
    let expected = if ground.waiting && !hidden && mirror::has_waiting(db, item)? {
        let editions = item
            .editions()
            .into_iter()
            .filter_map(|id| Some((id, confirmed.get(&id)?.clone())))
            .collect();
        let mut state = State {
            board: ground.board.clone().into_owned(),
            editions,
        };
        mirror::fold_outbox(db, &mut state, item)?;
        Cow::Owned(state.editions)
    } else {
        Cow::Borrowed(confirmed)
    };
    for id in item.editions() {
        let row = if hidden {
            None
        } else {
            Sight {
                db,
                ground,
                confirmed,
                expected: &expected,
                drafts: &drafts,
                id,
            }
            .row()?
        };
        match row {
            Some(row) => put(db, &row)?,
            None => {
                db.prepare_cached("DELETE FROM item_row WHERE edition = ?")?
                    .execute([id.to_string()])?;
            }
        }
    }
    Ok(())
}

fn put(db: &Connection, row: &Row) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO item_row (edition, kind, title, state, pending, revision, published_revision, draft, fork, out_of_date,
             waits_for, at, updated, author, section, reason, mine, newer)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
         ON CONFLICT (edition) DO UPDATE SET kind = excluded.kind, title = excluded.title, state = excluded.state,
             pending = excluded.pending, revision = excluded.revision, published_revision = excluded.published_revision,
             draft = excluded.draft, fork = excluded.fork, out_of_date = excluded.out_of_date, waits_for = excluded.waits_for,
             at = excluded.at, updated = excluded.updated, author = excluded.author, section = excluded.section,
             reason = excluded.reason, mine = excluded.mine, newer = excluded.newer",
    )?
    .execute(rusqlite::params![
        row.edition.to_string(),
        row.kind.as_str(),
        row.title,
        row.state.as_str(),
        row.pending.map(Shown::as_str),
        row.revision.as_ref().map(Hash::as_bytes),
        row.published_revision.as_ref().map(Hash::as_bytes),
        row.draft,
        row.fork,
        row.out_of_date,
        row.waits_for.map(|it| match it {
            WaitsFor::File => "file",
            WaitsFor::Source => "source",
        }),
        row.at.map(|at| at.0),
        row.updated.0,
        row.author,
        row.section,
        row.reason,
        row.mine,
        row.newer,
    ])?;
    Ok(())
}
