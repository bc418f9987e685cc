//! One exchange: the next step is planned, done, and its outcome written, until nothing is left.

use crate::{
    plan::{Holdings, Said, Step, plan},
    portal::{Portal, PortalError, head_of},
    receive, settle,
};
use editorial::{Code, EventId, Hash, Millis, Role, state::Board};
use protocol::{PushLine, SendLine};
use serde::Serialize;
use std::collections::BTreeSet;
use store::{Store, meta};

/// What an exchange came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Events the portal took.
    pub sent: usize,
    /// Entries received.
    pub received: usize,
    /// Events the portal refused.
    pub refused: usize,
    /// The last entry here.
    pub cursor: u64,
    /// The portal's newest entry, for showing progress.
    #[serde(skip)]
    pub newest: u64,
}

/// How much was done of what there is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Part {
    /// Done in this exchange.
    pub done: u64,
    /// In all, as far as is known by now.
    pub of: u64,
}

/// How far an exchange is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Far {
    /// Entries received.
    pub entries: Part,
    /// Files the portal was asked about, and sent where it lacked them.
    pub files_out: Part,
    /// Acts the portal answered.
    pub acts: Part,
    /// Files asked for.
    pub files_in: Part,
}

/// Why an exchange ended before it was complete. What was done stays done; nothing is half done.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// The portal.
    #[error(transparent)]
    Portal(#[from] PortalError),
    /// The store.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A person must decide first.
    #[error("{0}")]
    Stopped(Code),
}

/// An exchange on its way.
#[derive(Debug, Default)]
pub struct Exchange {
    said: Said,
    report: Report,
    /// Why the portal stopped taking events, if it did.
    held: Option<Code>,
    /// The files the portal has to have, as long as nothing was sent or received that changes them.
    files: Option<Vec<Hash>>,
    /// What is to be done in all, as it was known when the last step began.
    all: Far,
}

impl Exchange {
    /// What it came to so far.
    pub fn report(&self) -> Report {
        self.report
    }

    /// How far it is.
    pub fn far(&self) -> Far {
        let count = |many: usize| many as u64;
        let part = |done: u64, of: u64| Part {
            done,
            of: of.max(done),
        };
        let received = count(self.report.received);
        let to_come = self.report.newest.saturating_sub(self.report.cursor);
        Far {
            entries: part(received, received + to_come),
            files_out: part(count(self.said.files_done.len()), self.all.files_out.of),
            acts: part(
                count(self.report.sent + self.report.refused),
                self.all.acts.of,
            ),
            files_in: part(count(self.said.files_asked.len()), self.all.files_in.of),
        }
    }

    /// What this desk holds now that is still to be done.
    fn note_all(&mut self, here: &Holdings) {
        let to_ask = here
            .wanted_files
            .iter()
            .filter(|hash| !self.said.files_asked.contains(hash))
            .count();
        let to_send = here
            .files
            .iter()
            .filter(|hash| !self.said.files_done.contains(hash))
            .count();
        let of = |done: usize, left: usize| (done + left) as u64;
        self.all.files_out.of = of(self.said.files_done.len(), to_send);
        self.all.files_in.of = of(self.said.files_asked.len(), to_ask);
        self.all.acts.of = of(self.report.sent + self.report.refused, here.unsent.len());
    }

    /// Why the portal left something in the outbox, if it did.
    pub fn held(&self) -> Option<Code> {
        self.held
    }

    /// Asks for the head and makes sure that this is the ledger this desk joined, and sends nothing.
    ///
    /// # Errors
    ///
    /// [`Failure`]
    pub fn look(&mut self, store: &Store, portal: &mut dyn Portal) -> Result<(), Failure> {
        self.ask_head(store, portal)?;
        let site = meta::portal(store)?.ok_or(Failure::Stopped(Code::NotJoined))?;
        let same = self
            .said
            .head
            .is_some_and(|(ledger, ..)| ledger == site.ledger);
        if same {
            Ok(())
        } else {
            Err(Failure::Stopped(Code::LedgerChanged))
        }
    }

    /// Does the next step. `true` while there is more to do.
    ///
    /// # Errors
    ///
    /// [`Failure`]; the exchange is over then, and a later one goes on where it was.
    pub fn step(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        now: Millis,
    ) -> Result<bool, Failure> {
        let board = store::mirror::board(store)?;
        let files = match self.files.take() {
            Some(files) => files,
            None => store::blobs::needed(store)?,
        };
        let here = holdings(store, &board, &files)?;
        self.files = Some(files);
        self.report.cursor = here.cursor.map_or(0, |(seq, _)| seq);
        self.note_all(&here);
        match plan(&here, &self.said) {
            Step::Done => return Ok(false),
            Step::Stop(code) => return Err(Failure::Stopped(code)),
            Step::AskHead => self.ask_head(store, portal)?,
            Step::Receive { after } => self.receive(store, portal, &board, after)?,
            Step::SendFile(hash) => self.send_file(store, portal, hash)?,
            Step::Push(ids) => self.push(store, portal, &ids, now)?,
            Step::AskBodies(hashes) => self.ask_bodies(store, portal, &hashes)?,
            Step::AskFile(hash) => self.ask_file(store, portal, hash)?,
            Step::Merge => {
                settle::merge_refused(store, now)?;
            }
            Step::ReadComments => {
                self.said.comments_read = true;
                let known = store::comments::cursor(store)?;
                let lines = portal.comments(known)?;
                let cursor = lines.iter().map(|line| line.cursor).max();
                let comments = lines
                    .into_iter()
                    .map(comment)
                    .collect::<Result<Vec<_>, _>>()?;
                if let Some(cursor) = cursor.filter(|cursor| *cursor > known) {
                    store::comments::put(store, &comments, cursor)?;
                    // A full answer may be a page of more.
                    self.said.comments_read = false;
                }
            }
        }
        Ok(true)
    }

    fn ask_head(&mut self, store: &Store, portal: &mut dyn Portal) -> Result<(), Failure> {
        let site = meta::portal(store)?.ok_or(Failure::Stopped(Code::NotJoined))?;
        let answer = match portal.head() {
            // A portal without the site is as good as another one.
            Err(PortalError::Problem {
                code: Code::NoSuchSite,
                ..
            }) => return Err(Failure::Stopped(Code::LedgerChanged)),
            other => other?,
        };
        let head = head_of(&answer, &answer.key)?;
        if head.ledger == site.ledger && answer.key != site.key {
            return Err(PortalError::NotAPortal(
                "the ledger is vouched for by another key".to_owned(),
            )
            .into());
        }
        self.said.head = Some((head.ledger, head.seq, head.hash));
        let (seq, hash) = (head.seq, head.hash);
        let board = store::mirror::board(store)?;
        self.said.continues = board
            .last
            .is_some_and(|last| (last.seq, last.hash) == (seq, hash));
        self.said.newest = seq;
        self.report.newest = seq;
        if head.ledger == site.ledger {
            // An older copy of a portal answered nothing of what it does not hold: that waits again.
            store::outbox::forget_lost_answers(store, board.last.map_or(0, |last| last.seq), seq)?;
            if let Some(portal) = protocol::from_rfc3339(&answer.now) {
                meta::set_clock(store, &meta::Clock { portal })?;
            }
        }
        Ok(())
    }

    fn receive(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        board: &Board,
        after: u64,
    ) -> Result<(), Failure> {
        let site = meta::portal(store)?.ok_or(Failure::Stopped(Code::NotJoined))?;
        let lines = portal.entries(after)?;
        let page = match receive::check(lines, board, &site.key, site.ledger) {
            Err(receive::BadPage::DoesNotFollow) => {
                return Err(Failure::Stopped(Code::LedgerBehind));
            }
            other => other.map_err(PortalError::from)?,
        };
        if page.write.entries.is_empty() {
            // It told of more than it gives.
            return Err(PortalError::NotAPortal(
                "the portal's newest entry cannot be had".to_owned(),
            )
            .into());
        }
        self.report.received += page.write.entries.len();
        self.said.continues = true;
        self.said.newest = self.said.newest.max(page.newest);
        self.report.newest = self.said.newest;
        let (cursor, told) = (page.last, page.now);
        store::mirror::apply(store, &page.write)?;
        self.report.cursor = cursor.map_or(self.report.cursor, |(seq, _)| seq);
        if let Some(portal) = told {
            meta::set_clock(store, &meta::Clock { portal })?;
        }
        self.said.bodies_asked = false;
        self.files = None;
        Ok(())
    }

    fn send_file(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        hash: Hash,
    ) -> Result<(), Failure> {
        self.said.files_done.push(hash);
        let Some(known) = store::blobs::known(store, hash)? else {
            return Ok(());
        };
        let total = known.blob.bytes;
        let mut offset = portal.blob_offset(hash, total)?;
        store::blobs::set_uploaded(store, hash, offset >= total)?;
        if offset >= total {
            return Ok(());
        }
        let Some(bytes) = store::blobs::get(store, hash)? else {
            return Ok(());
        };
        while offset < total {
            let start = usize::try_from(offset).unwrap_or(bytes.len());
            let end = bytes.len().min(start + protocol::PIECE_BYTES);
            let now_there = portal.send_piece(
                hash,
                offset,
                total,
                bytes.get(start..end).unwrap_or_default(),
            )?;
            if now_there <= offset {
                return Err(
                    PortalError::NotAPortal("a piece of a file was not taken".to_owned()).into(),
                );
            }
            offset = now_there;
        }
        store::blobs::set_uploaded(store, hash, true)?;
        Ok(())
    }

    fn push(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        ids: &[EventId],
        now: Millis,
    ) -> Result<(), Failure> {
        let acts: Vec<_> = store::outbox::pending(store)?
            .into_iter()
            .filter(|act| ids.contains(&act.id))
            .collect();
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes)
                .map_err(|_| store::Error::Damaged("an act is no text".to_owned()))
        };
        let mut lines = Vec::new();
        for act in &acts {
            for hash in &act.bodies {
                // Bodies that are gone here stand at the portal already, or were erased.
                if let Some(body) = store::bodies::get(store, *hash)? {
                    lines.push(SendLine::Body { body: text(body)? });
                }
            }
            lines.push(SendLine::Event {
                event: text(act.event.clone())?,
                sig: act.sig,
            });
        }
        // From here on it may have reached the portal, whatever happens: no more recalling.
        store::outbox::mark_tried(store, ids)?;
        self.files = None;
        let answers = portal.push(&lines)?;
        for answer in answers {
            match answer {
                PushLine::Accepted { id, seq, .. } => {
                    if acts.iter().any(|act| act.id == id) {
                        store::outbox::accepted(store, id, seq)?;
                        self.said.newest = self.said.newest.max(seq);
                        self.report.sent += 1;
                    }
                }
                PushLine::Refused { id, refused } => {
                    if acts.iter().any(|act| act.id == id) {
                        store::outbox::refused(store, id, &refused, now)?;
                        self.report.refused += 1;
                    }
                }
                PushLine::Stopped { stopped, .. } => {
                    self.said.stopped = true;
                    self.held = Some(stopped.code);
                }
            }
        }
        // A portal that answers for fewer events than were sent is asked again another time, not at once.
        let left: BTreeSet<EventId> = store::outbox::pending(store)?
            .into_iter()
            .filter(|act| act.accepted.is_none())
            .map(|act| act.id)
            .collect();
        self.said.stopped |= ids.iter().any(|id| left.contains(id));
        Ok(())
    }

    fn ask_file(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        hash: Hash,
    ) -> Result<(), Failure> {
        self.said.files_asked.push(hash);
        let Some(known) = store::blobs::known(store, hash)? else {
            return Ok(());
        };
        match portal.blob(hash) {
            Ok(bytes) => store::blobs::put_received(store, &known.blob, &bytes)?,
            // It may be on its way from the desk that made it.
            Err(PortalError::Problem {
                code: Code::NotFound,
                ..
            }) => {}
            Err(error) => return Err(error.into()),
        }
        Ok(())
    }

    fn ask_bodies(
        &mut self,
        store: &Store,
        portal: &mut dyn Portal,
        hashes: &[Hash],
    ) -> Result<(), Failure> {
        self.said.bodies_asked = true;
        let asked: BTreeSet<Hash> = hashes.iter().copied().collect();
        let given = portal.bodies(hashes)?;
        let count = given.len();
        let bodies = receive::asked_for(given, &asked);
        store::bodies::put_all(store, &bodies)?;
        if bodies.len() < count {
            // Bytes of another hash: what was asked for stays wanted, and is asked for again.
            return Err(
                PortalError::NotAPortal("a body does not match its hash".to_owned()).into(),
            );
        }
        // What the portal does not have, it will not have a moment later either.
        store::bodies::unwant(store, hashes)?;
        Ok(())
    }
}

fn comment(line: protocol::CommentLine) -> Result<store::comments::Comment, PortalError> {
    let at = protocol::from_rfc3339(&line.at)
        .ok_or_else(|| PortalError::NotAPortal("a comment has no time".to_owned()))?;
    let protocol::CommentLine {
        cursor,
        comment,
        edition,
        receipt,
        name,
        contact,
        hide_name,
        text,
        block,
        erased,
        ..
    } = line;
    Ok(store::comments::Comment {
        cursor,
        comment,
        edition,
        receipt,
        name,
        contact,
        hide_name,
        text,
        at,
        block,
        erased,
    })
}

/// What this desk holds that matters for the next step.
fn holdings(store: &Store, board: &Board, files: &[Hash]) -> store::Result<Holdings> {
    let site = meta::portal(store)?;
    let me = meta::identity(store)?.member;
    let roles = me
        .map(|me| board.roles(me, board.newest()))
        .unwrap_or_default();
    let mut unsent = Vec::new();
    for act in store::outbox::sendable(store)? {
        let mut bytes = protocol::wire_bytes(&act.event);
        for hash in &act.bodies {
            bytes +=
                store::bodies::get(store, *hash)?.map_or(0, |body| protocol::wire_bytes(&body));
        }
        unsent.push((act.id, bytes));
    }
    Ok(Holdings {
        ledger: site.map(|site| site.ledger),
        cursor: board.last.map(|last| (last.seq, last.hash)),
        unsent,
        files: files.to_vec(),
        wanted: store::bodies::wanted(store)?,
        wanted_files: store::blobs::wanted(store)?,
        to_merge: settle::to_merge(store)?.len(),
        reads_comments: [Role::Editor, Role::Approver, Role::Chief]
            .iter()
            .any(|role| roles.contains(role)),
    })
}
