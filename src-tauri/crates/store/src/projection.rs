//! Making the rows of the list from mirror, outbox and drafts, in the transaction that changes one of them.

use crate::{
    blobs, bodies,
    drafts::{self, Draft},
    error::Result,
    list::{Row, Shown},
    meta, mirror, trash,
};
use editorial::{
    EditionId, Hash, ItemId, Lang, MemberId,
    state::{Board, Edition, Live, State, WaitsFor, Work},
};
use rusqlite::Connection;
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
        let waiting = db.prepare_cached("SELECT 1 FROM outbox LIMIT 1")?.exists([])?;
        Ok(Self { me: meta::me(db)?, board, waiting })
    }
}

/// The two editions an item can have.
pub(crate) fn both(item: ItemId) -> impl Iterator<Item = EditionId> {
    Lang::ALL.into_iter().map(move |lang| EditionId { item, lang })
}

/// Makes the rows of an item anew.
pub(crate) fn item(db: &Connection, item: ItemId) -> Result<()> {
    project(db, &Ground::load(db)?, item, &mirror::load_editions(db, item)?)
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
        for id in both(item) {
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

fn editions(db: &Connection, sql: &str) -> Result<Vec<EditionId>> {
    let mut select = db.prepare_cached(sql)?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(crate::columns::parsed(row, 0)?);
    }
    Ok(all)
}

/// Makes the rows of an item anew; `confirmed` holds at least its editions.
pub(crate) fn project(db: &Connection, ground: &Ground<'_>, item: ItemId, confirmed: &Editions) -> Result<()> {
    let hidden = trash::holds(db, item)?;
    let drafts: BTreeMap<EditionId, Draft> = if hidden {
        BTreeMap::new()
    } else {
        both(item).filter_map(|id| drafts::load(db, id).map(|draft| Some((id, draft?))).transpose()).collect::<Result<_>>()?
    };
    let expected = if ground.waiting && !hidden {
        let editions = both(item).filter_map(|id| Some((id, confirmed.get(&id)?.clone()))).collect();
        let mut state = State { board: ground.board.clone().into_owned(), editions };
        mirror::fold_outbox(db, &mut state, item)?;
        Cow::Owned(state.editions)
    } else {
        Cow::Borrowed(confirmed)
    };
    for id in both(item) {
        let row = if hidden { None } else { Sight { db, ground, confirmed, expected: &expected, drafts: &drafts, id }.row()? };
        match row {
            Some(row) => put(db, &row)?,
            None => {
                db.prepare_cached("DELETE FROM item_row WHERE edition = ?")?.execute([id.to_string()])?;
            }
        }
    }
    Ok(())
}

/// One edition and everything its row is made from.
struct Sight<'a> {
    db: &'a Connection,
    ground: &'a Ground<'a>,
    confirmed: &'a Editions,
    expected: &'a Editions,
    drafts: &'a BTreeMap<EditionId, Draft>,
    id: EditionId,
}

impl Sight<'_> {
    fn row(&self) -> Result<Option<Row>> {
        let edition = self.expected.get(&self.id);
        let draft = self.drafts.get(&self.id);
        let Some(kind) = draft.map(|draft| draft.kind).or(edition.map(|edition| edition.kind)) else { return Ok(None) };
        let head = edition.and_then(Edition::head);
        let facts = newest_facts(self.db, edition)?.unwrap_or_default();
        let differs = match (draft, head) {
            (Some(draft), Some(head)) => bodies::differs(self.db, draft.kind, &draft.content, head)?,
            (Some(_), None) => true,
            (None, _) => false,
        };
        let work = work(edition, differs);
        let live = edition.and_then(|edition| live(&edition.live));
        let (title, author, section) = match draft {
            Some(draft) => {
                let field = |name: &str| draft.content.fields.get(name).cloned();
                (bodies::title(&draft.content), field("author"), field("section"))
            }
            None => (facts.title, facts.author, facts.section),
        };
        let title = match title {
            Some(title) => title,
            None => self.source_title()?,
        };
        let mine = draft.is_some()
            || self.ground.me.is_some_and(|me| edition.is_some_and(|it| it.revisions.iter().any(|line| line.author == me)));
        Ok(Some(Row {
            edition: self.id,
            kind,
            title,
            state: live.or(work).unwrap_or(Shown::Draft),
            pending: live.and(work),
            revision: head,
            published_revision: edition.and_then(Edition::live_revision),
            draft: differs,
            fork: draft.is_some_and(Draft::is_fork),
            out_of_date: self.out_of_date(edition, draft),
            waits_for: self.waits_for(edition)?,
            at: edition.and_then(planned),
            updated: edition.map(|edition| edition.updated).max(draft.map(|draft| draft.updated)).unwrap_or(editorial::Millis(0)),
            author,
            section,
            reason: self.reason(edition)?,
            mine,
            newer: facts.newer || edition.is_some_and(|edition| edition.newer) || draft.is_some_and(|draft| draft.read_only),
        }))
    }

    /// A translation that has no title yet is known by its source's.
    fn source_title(&self) -> Result<String> {
        let other = self.id.other();
        let is_translation = self.expected.get(&self.id).is_some_and(|edition| edition.translated)
            || self.drafts.get(&self.id).is_some_and(|draft| draft.content.is_translation());
        if !is_translation {
            return Ok(String::new());
        }
        if let Some(title) = newest_facts(self.db, self.expected.get(&other))?.and_then(|facts| facts.title) {
            return Ok(title);
        }
        Ok(self.drafts.get(&other).and_then(|draft| bodies::title(&draft.content)).unwrap_or_default())
    }

    fn out_of_date(&self, edition: Option<&Edition>, draft: Option<&Draft>) -> bool {
        let followed = match draft {
            Some(draft) => draft.content.source,
            None => edition.and_then(|edition| edition.revisions.last()).and_then(|line| line.source),
        };
        let newest = self.expected.get(&self.id.other()).and_then(Edition::head);
        followed.is_some_and(|followed| newest.is_some_and(|newest| newest != followed))
    }

    /// What publication of a fully approved edition waits for, as far as this desk can tell.
    fn waits_for(&self, edition: Option<&Edition>) -> Result<Option<WaitsFor>> {
        let Some(edition) = edition.filter(|edition| edition.work == Work::Approved) else { return Ok(None) };
        let Some(revision) = edition.submission.as_ref().map(|it| it.revision) else { return Ok(None) };
        if holds_back_a_file(self.db, revision)? {
            return Ok(Some(WaitsFor::File));
        }
        let state = State { board: Board::default(), editions: self.expected.clone() };
        if edition.translated && !state.source_is_live(self.id, revision) {
            return Ok(Some(WaitsFor::Source));
        }
        // The portal has taken the last approval and has not published: only a file can be missing.
        let confirmed = self.confirmed.get(&self.id).is_some_and(|it| it.work == Work::Approved);
        Ok(confirmed.then_some(WaitsFor::File))
    }

    fn reason(&self, edition: Option<&Edition>) -> Result<Option<String>> {
        let Some(edition) = edition else { return Ok(None) };
        let returned = edition.submission.as_ref().filter(|_| edition.work == Work::Returned).and_then(|it| it.returned);
        let body = match (returned, edition.live) {
            (Some((_, reason)), _) | (None, Live::Withdrawn { reason, .. } | Live::Unpublished { reason: Some(reason), .. }) => reason,
            _ => return Ok(None),
        };
        bodies::load_text(self.db, body)
    }
}

/// What the newest revision that is here says of itself.
fn newest_facts(db: &Connection, edition: Option<&Edition>) -> Result<Option<bodies::Facts>> {
    for line in edition.iter().flat_map(|edition| edition.revisions.iter().rev()) {
        if let Some(facts) = bodies::facts(db, line.revision)? {
            return Ok(Some(facts));
        }
    }
    Ok(None)
}

fn work(edition: Option<&Edition>, differs: bool) -> Option<Shown> {
    match edition.map_or(Work::None, |edition| edition.work) {
        // Writing on a published text begins a new piece of work; writing on a submitted one changes nothing.
        Work::None => differs.then_some(Shown::Draft),
        Work::Draft => Some(Shown::Draft),
        Work::Submitted => Some(Shown::Submitted),
        Work::Returned => Some(Shown::Returned),
        Work::Approved => Some(Shown::Approved),
        Work::Scheduled => Some(Shown::Scheduled),
    }
}

fn live(live: &Live) -> Option<Shown> {
    match live {
        Live::None => None,
        Live::Published { .. } => Some(Shown::Published),
        Live::Withdrawn { .. } => Some(Shown::Withdrawn),
        Live::Unpublished { .. } => Some(Shown::Unpublished),
    }
}

/// The time of publication that was asked for, while that is to come.
fn planned(edition: &Edition) -> Option<editorial::Millis> {
    let waiting = matches!(edition.work, Work::Submitted | Work::Approved | Work::Scheduled);
    edition.submission.as_ref().filter(|_| waiting).and_then(|it| it.publish_at)
}

/// Whether a file of a revision lies here and not yet at the portal.
fn holds_back_a_file(db: &Connection, revision: Hash) -> Result<bool> {
    let Some(revision) = bodies::load_revision(db, revision)? else { return Ok(false) };
    for blob in &revision.content.blobs {
        if blobs::load(db, blob.hash)?.is_some_and(|known| known.here && !known.uploaded) {
            return Ok(true);
        }
    }
    Ok(false)
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
