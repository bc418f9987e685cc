//! The outbox: signed acts made here and not yet confirmed, in the order in which they were made.

mod unsettled;

use crate::{
    bodies, columns as col,
    drafts::{self, Draft},
    error::{Error, Result},
    meta,
    mirror::Known,
    projection,
    refusals::{self, Merged, Notice},
    search,
    store::Store,
};
use editorial::{
    EditionId, Event, EventId, Hash, MemberId, Millis, Signature,
    decide::Refusal,
    event::{Offer, What},
    planted::{self, Fault},
};
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeSet;
use unsettled::bring_back;

/// An act to be put into the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Act {
    /// The event's id.
    pub id: EventId,
    /// The event's canonical bytes.
    pub event: Vec<u8>,
    /// The device's signature.
    pub sig: Signature,
    /// The edition it is about.
    pub edition: Option<EditionId>,
    /// The bodies it names and that are new.
    pub bodies: Vec<Vec<u8>>,
}

/// An act that waits in the outbox.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pending {
    /// The event's id.
    pub id: EventId,
    /// The edition it is about.
    pub edition: Option<EditionId>,
    /// The edition's title.
    pub title: String,
    /// What it does, as ledger.md names it.
    pub what: String,
    /// When, by this computer's clock.
    pub at: Millis,
    /// The event's bytes.
    pub event: Vec<u8>,
    /// The signature.
    pub sig: Signature,
    /// The bodies it names, in the order of its fields; their bytes are in [`crate::bodies`].
    pub bodies: Vec<Hash>,
    /// It was handed to a connection at least once.
    pub tried: bool,
    /// The portal answered that it took it, as this entry.
    pub accepted: Option<u64>,
    /// It stood in the ledger before the portal lost it.
    pub reoffered: bool,
    /// Somebody else made it, and this desk only offers it again.
    pub of_others: bool,
}

/// Puts an act into the outbox; the draft it was made from goes, in the same transaction.
///
/// # Errors
///
/// [`Error::Stale`] where words were written in that draft since; [`Error::WrongState`] for bytes that are no event of
/// this version; those of the database.
pub fn append(store: &Store, act: &Act, made_from: Option<&Draft>) -> Result<()> {
    let event =
        Event::read(&act.event).map_err(|_| Error::WrongState("these bytes are no event"))?;
    store.write(|tx| {
        if let Some(draft) = made_from {
            if drafts::load(tx, draft.edition)?.as_ref() != Some(draft) {
                return Err(Error::Stale);
            }
            drafts::remove(tx, draft.edition)?;
        }
        for bytes in &act.bodies {
            bodies::insert(tx, Hash::of(bytes), bytes)?;
        }
        insert(tx, None, &event, &act.event, &act.sig, false)?;
        if let (Some(edition), Some(_)) = (act.edition, offer(&event)) {
            refusals::dismiss_merged(tx, edition)?;
            search::queue(tx, edition)?;
        }
        match act.edition {
            Some(edition) => projection::item(tx, edition.item),
            None => Ok(()),
        }
    })
}

fn insert(
    db: &Connection,
    n: Option<i64>,
    event: &Event,
    bytes: &[u8],
    sig: &Signature,
    reoffered: bool,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO outbox (n, id, edition, what, at, tried, accepted, reoffered, event, sig) VALUES (?, ?, ?, ?, ?, ?, NULL, ?, ?, ?)",
    )?
    .execute((
        n,
        event.id.to_string(),
        event.fact.edition.map(|id| id.to_string()),
        event.fact.what.name(),
        event.at.0,
        reoffered,
        reoffered,
        bytes,
        sig.as_bytes(),
    ))?;
    Ok(())
}

/// Puts events that the portal lost before everything that waits, in their old order.
pub(crate) fn reoffer(db: &Connection, events: &[(Box<Event>, Vec<u8>, Signature)]) -> Result<()> {
    let first: i64 = db.query_row("SELECT coalesce(min(n), 1) FROM outbox", [], |row| {
        row.get(0)
    })?;
    let first = first.min(1) - i64::try_from(events.len()).unwrap_or(0);
    for (n, (event, bytes, sig)) in (first..).zip(events) {
        insert(db, Some(n), event, bytes, sig, true)?;
    }
    Ok(())
}

const SELECT: &str = "SELECT o.id, o.edition, coalesce(r.title, ''), o.what, o.at, o.event, o.sig, o.tried, o.accepted, o.reoffered
    FROM outbox o LEFT JOIN item_row r ON r.edition = o.edition";

/// Everything that waits, in the order in which it is to be sent.
///
/// # Errors
///
/// Those of the database.
pub fn pending(store: &Store) -> Result<Vec<Pending>> {
    store.read(|db| {
        let me = meta::me(db)?;
        let mut select = db.prepare_cached(&format!("{SELECT} ORDER BY o.n"))?;
        col::all(select.query([])?, |row| of_row(row, me))
    })
}

/// What may be sent now, in order: all that was not answered yet. An event offered anew whose text is not here is left
/// to a desk that has it, and what follows it about the same item waits until that one has stood again: alone it would
/// be refused, and refused for ever.
///
/// # Errors
///
/// Those of the database.
pub fn sendable(store: &Store) -> Result<Vec<Pending>> {
    let mut left_to_others = BTreeSet::new();
    let mut now = Vec::new();
    for act in pending(store)? {
        if act.accepted.is_some() {
            continue;
        }
        if let (true, Some(edition)) = (act.reoffered, act.edition) {
            let here = store.read(|db| {
                act.bodies
                    .iter()
                    .try_fold(true, |all, body| Ok(all && bodies::is_here(db, *body)?))
            })?;
            if !here {
                left_to_others.insert(edition.item);
            }
            if left_to_others.contains(&edition.item) {
                continue;
            }
        }
        now.push(act);
    }
    Ok(now)
}

/// How many acts of this desk wait.
///
/// # Errors
///
/// Those of the database.
pub fn count(store: &Store) -> Result<u64> {
    let all = pending(store)?;
    Ok(all.iter().filter(|act| !act.of_others).count() as u64)
}

/// These acts are about to be handed to a connection: written before the first byte leaves.
///
/// # Errors
///
/// Those of the database; then nothing must be sent.
pub fn mark_tried(store: &Store, ids: &[EventId]) -> Result<()> {
    if planted::is(Fault::LoseTried) {
        return Ok(());
    }
    store.write(|tx| {
        let mut mark = tx.prepare_cached("UPDATE outbox SET tried = 1 WHERE id = ?")?;
        for id in ids {
            mark.execute([id.to_string()])?;
        }
        Ok(())
    })
}

/// The portal took an act as entry `seq`. The row goes when that entry is pulled.
///
/// # Errors
///
/// Those of the database.
pub fn accepted(store: &Store, id: EventId, seq: u64) -> Result<()> {
    store.write(|tx| {
        if planted::is(Fault::SettleOnAnswer) {
            return remove(tx, id);
        }
        tx.prepare_cached("UPDATE outbox SET accepted = ? WHERE id = ?")?
            .execute((seq, id.to_string()))?;
        Ok(())
    })
}

/// The portal forgot what it had taken, as an older copy of it does: these wait again.
///
/// # Errors
///
/// Those of the database.
pub fn forget_accepted(store: &Store) -> Result<()> {
    store.write(|tx| {
        tx.execute(
            "UPDATE outbox SET accepted = NULL WHERE accepted IS NOT NULL",
            [],
        )?;
        Ok(())
    })
}

/// What was answered as an entry that cannot come any more waits again: the entries up to `here` were pulled without it,
/// or the portal's newest is `newest` now. An older copy of a portal forgets so what it had taken.
///
/// # Errors
///
/// Those of the database.
pub fn forget_lost_answers(store: &Store, here: u64, newest: u64) -> Result<()> {
    let lost = store.read(|db| {
        let mut any =
            db.prepare_cached("SELECT 1 FROM outbox WHERE accepted <= ?1 OR accepted > ?2")?;
        Ok(any.exists((here, newest))?)
    })?;
    if !lost {
        return Ok(());
    }
    store.write(|tx| {
        tx.execute(
            "UPDATE outbox SET accepted = NULL WHERE accepted <= ?1 OR accepted > ?2",
            (here, newest),
        )?;
        Ok(())
    })
}

/// The portal refused an act for ever: it becomes a notice, and the text is kept.
///
/// A refused revision is never a parent. Its content comes back as a draft building on the last revision that was not
/// refused, unless a draft with other words is there already: that one then builds on the same. Of two refused submissions
/// in a row there is one notice, with the last text. Refusing what is settled already changes nothing.
///
/// # Errors
///
/// Those of the database.
pub fn refused(store: &Store, id: EventId, refusal: &Refusal, at: Millis) -> Result<()> {
    store.write(|tx| {
        let Some(act) = load(tx, id)? else {
            return Ok(());
        };
        let event = Event::read(&act.event)
            .map_err(|_| Error::Damaged("an act of the outbox".to_owned()))?;
        remove(tx, id)?;
        if act.of_others {
            return project(tx, act.edition);
        }
        let mut notice = Notice {
            id,
            edition: act.edition,
            title: act.title,
            what: act.what,
            at,
            refusal: refusal.clone(),
            merged: Merged::No,
            revision: event.fact.what.revision(),
            base: None,
        };
        if let (Some(edition), Some(offer)) = (act.edition, offer(&event)) {
            let first = bring_back(tx, edition, offer, at)?;
            notice.base = first.base;
            if let Some(earlier) = first
                .follows
                .map(|parent| refusals::of_revision(tx, edition, parent))
                .transpose()?
                .flatten()
            {
                // One notice for both: it keeps its name and reason, and speaks of the last text.
                notice = Notice {
                    revision: notice.revision,
                    ..earlier
                };
            }
        }
        refusals::write(tx, &notice)?;
        project(tx, act.edition)
    })
}

/// Takes back an act that was never handed to a connection; a text comes back as a draft.
///
/// # Errors
///
/// [`Error::NotFound`]; [`Error::WrongState`] once it was tried, or where a later act of the same edition rests on it.
pub fn recall(store: &Store, id: EventId, at: Millis) -> Result<()> {
    store.write(|tx| {
        let act = load(tx, id)?.ok_or(Error::NotFound("an act in the outbox"))?;
        if act.tried || act.accepted.is_some() {
            return Err(Error::WrongState("it was handed to a connection already"));
        }
        let edition = act.edition.map(|id| id.to_string());
        let later = tx
            .prepare_cached("SELECT 1 FROM outbox WHERE edition = ?1 AND n > (SELECT n FROM outbox WHERE id = ?2)")?
            .exists((&edition, id.to_string()))?;
        if later {
            return Err(Error::WrongState("a later act of the same edition rests on it"));
        }
        let event = Event::read(&act.event).map_err(|_| Error::Damaged("an act of the outbox".to_owned()))?;
        remove(tx, id)?;
        if let (Some(edition), Some(offer)) = (act.edition, offer(&event)) {
            bring_back(tx, edition, offer, at)?;
        }
        project(tx, act.edition)
    })
}

/// What waits was signed by a device that is no longer this one: it comes back as drafts to look at, and nothing of it is
/// ever sent. Returns what was taken out, in order.
///
/// # Errors
///
/// Those of the database.
pub fn all_to_drafts(store: &Store, at: Millis) -> Result<Vec<Pending>> {
    let all = pending(store)?;
    store.write(|tx| {
        for act in &all {
            remove(tx, act.id)?;
            let Ok(event) = Event::read(&act.event) else {
                continue;
            };
            if let (Some(edition), Some(offer)) = (act.edition, offer(&event)) {
                bring_back(tx, edition, offer, at)?;
            }
            project(tx, act.edition)?;
        }
        Ok(())
    })?;
    Ok(all)
}

/// Another text has become the head: what others said of what stood before can stand no more, and no desk need wait for it.
pub(crate) fn moved_on(db: &Connection, event: &Known) -> Result<()> {
    let Known::Event(event) = event else {
        return Ok(());
    };
    let (Some(edition), Some(_)) = (event.fact.edition, offer(event)) else {
        return Ok(());
    };
    let me = meta::me(db)?;
    let mut select = db.prepare_cached(&format!("{SELECT} WHERE o.edition = ? AND o.reoffered"))?;
    let mut rows = select.query([edition.to_string()])?;
    let mut others = Vec::new();
    while let Some(row) = rows.next()? {
        let act = of_row(row, me)?;
        if act.of_others {
            others.push(act.id);
        }
    }
    others.into_iter().try_for_each(|id| remove(db, id))
}

fn offer(event: &Event) -> Option<&Offer> {
    match &event.fact.what {
        What::Shared(offer) | What::Submitted { offer, .. } => Some(offer),
        _ => None,
    }
}

fn project(db: &Connection, edition: Option<EditionId>) -> Result<()> {
    match edition {
        Some(edition) => {
            search::queue(db, edition)?;
            projection::item(db, edition.item)
        }
        None => Ok(()),
    }
}

fn remove(db: &Connection, id: EventId) -> Result<()> {
    db.prepare_cached("DELETE FROM outbox WHERE id = ?")?
        .execute([id.to_string()])?;
    Ok(())
}

fn load(db: &Connection, id: EventId) -> Result<Option<Pending>> {
    let mut select = db.prepare_cached(&format!("{SELECT} WHERE o.id = ?"))?;
    let mut rows = select.query([id.to_string()])?;
    let me = meta::me(db)?;
    rows.next()?.map(|row| of_row(row, me)).transpose()
}

fn of_row(row: &Row<'_>, me: Option<MemberId>) -> Result<Pending> {
    let event: Vec<u8> = col::value(row, 5)?;
    let (bodies, by) = Event::read(&event)
        .map(|event| (event.fact.what.bodies(), event.by.member()))
        .unwrap_or_default();
    let reoffered = col::value(row, 9)?;
    Ok(Pending {
        id: col::parsed(row, 0)?,
        edition: col::parsed_or_null(row, 1)?,
        title: col::value(row, 2)?,
        what: col::value(row, 3)?,
        at: col::millis(row, 4)?,
        event,
        sig: Signature::from_bytes(col::value(row, 6)?),
        bodies,
        tried: col::value(row, 7)?,
        accepted: col::value(row, 8)?,
        reoffered,
        of_others: reoffered && by != me,
    })
}

/// The bodies that everything that waits names.
pub(crate) fn bodies(db: &Connection) -> Result<Vec<Hash>> {
    let mut select = db.prepare_cached("SELECT event FROM outbox ORDER BY n")?;
    let mut rows = select.query([])?;
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        let event: Vec<u8> = col::value(row, 0)?;
        all.extend(
            Event::read(&event)
                .map(|event| event.fact.what.bodies())
                .unwrap_or_default(),
        );
    }
    Ok(all)
}

/// The ids of everything that waits.
pub(crate) fn ids(db: &Connection) -> Result<BTreeSet<EventId>> {
    let mut select = db.prepare_cached("SELECT id FROM outbox")?;
    let mut rows = select.query([])?;
    let mut all = BTreeSet::new();
    while let Some(row) = rows.next()? {
        all.insert(col::parsed(row, 0)?);
    }
    Ok(all)
}

/// The act stands in the ledger now; the edition whose row it was part of.
pub(crate) fn settle(db: &Connection, id: EventId) -> Result<Option<EditionId>> {
    let edition: Option<Option<String>> = db
        .prepare_cached("SELECT edition FROM outbox WHERE id = ?")?
        .query_row([id.to_string()], |row| row.get(0))
        .optional()?;
    remove(db, id)?;
    Ok(edition.flatten().map(|id| id.parse()).transpose()?)
}
