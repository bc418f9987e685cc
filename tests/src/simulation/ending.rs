//! How a world ends: the faults stop, everybody exchanges until nothing is left to say, and the oracles look.

use super::{
    acts::Deed,
    cast::SITE,
    line::Line,
    oracle::{Wrong, agreement, publication, texts, wrong},
    reached::Rare,
    world::{End, STEPS, World, broken},
};
use editorial::{Code, Hash, State, state::Work};
use protocol::ReceiveLine;
use std::cell::Cell;

/// So many rounds everybody exchanges once the faults have stopped; then all must have been said.
const ROUNDS: usize = 8;

impl World {
    /// Whether a desk cannot take part any more: its device was revoked, or its person holds no role.
    pub(super) fn is_out(&self, seat: usize) -> Result<bool, Wrong> {
        let it = &self.seats[seat];
        self.wire
            .state(|state| {
                let ended = state
                    .board
                    .devices
                    .get(&it.device)
                    .is_none_or(|device| device.ended.is_some());
                ended
                    || state
                        .board
                        .roles(it.member, state.board.newest())
                        .is_empty()
            })
            .map_err(broken)
    }

    /// The faults stop, and everybody exchanges until nothing is left to say.
    pub(super) fn calm_down(&mut self) -> Result<(), Wrong> {
        self.tell(|| "the faults stop".to_owned());
        while !self.wire.late.is_empty() {
            self.wire.deliver_late();
        }
        self.wire.calm = true;
        self.wire.planned = None;
        for round in 0..ROUNDS {
            self.wire.strike().map_err(broken)?;
            let mut all = Ok(());
            for seat in 0..self.seats.len() {
                if !self.is_out(seat)? {
                    self.exchange_as_a_person(seat)?;
                    self.look_at_merges(seat)?;
                }
            }
            for seat in 0..self.seats.len() {
                if !self.is_out(seat)? {
                    all = all.and(self.agrees(seat));
                }
            }
            match all {
                Ok(()) => return self.wire.book.check(),
                Err(why) if round + 1 == ROUNDS => {
                    self.tell_ledger()?;
                    return wrong(format!("after {ROUNDS} rounds: {why}"));
                }
                Err(_) => {}
            }
        }
        Ok(())
    }

    /// Whoever has two texts before them chooses now, and submits; whether anybody did.
    pub(super) fn settle_forks(&mut self) -> Result<bool, Wrong> {
        let mut chosen = false;
        for seat in 0..self.seats.len() {
            let drafts = store::drafts::all(self.seats[seat].store()).map_err(broken)?;
            let forks: Vec<_> = drafts
                .iter()
                .filter(|draft| draft.is_fork())
                .map(|draft| draft.edition)
                .collect();
            if forks.is_empty() || self.is_out(seat)? {
                continue;
            }
            for edition in forks {
                self.act(seat, Deed::Choose, Some(edition))?;
                self.act(seat, Deed::Submit, Some(edition))?;
            }
            chosen = true;
            self.exchange_as_a_person(seat)?;
        }
        Ok(chosen)
    }

    /// What is fully approved, and waits for neither its time nor its source, is published, unless a file of it lies
    /// with nobody who can still send it.
    fn nothing_is_left_unpublished(&self) -> Result<(), Wrong> {
        let now = self.wire.around.clock.now();
        let left = |state: &State| -> Vec<_> {
            let due = state.editions.iter().filter_map(|(id, it)| {
                let submission = it.submission.as_ref()?;
                let due = match it.work {
                    Work::Approved => true,
                    Work::Scheduled => submission.publish_at.is_none_or(|at| at.0 <= now),
                    _ => false,
                };
                (due && state.waits_for(*id, |_| true).is_none())
                    .then_some((*id, submission.revision))
            });
            due.collect()
        };
        for (id, revision) in self.wire.state(left).map_err(broken)? {
            let missing = self.files_missing(revision)?;
            if missing.is_empty() {
                return wrong(format!(
                    "{id} is approved, waits for nothing and is not published"
                ));
            }
            for (seat, it) in self.seats.iter().enumerate() {
                for file in &missing {
                    if store::blobs::has(it.store(), *file).map_err(broken)?
                        && !self.is_out(seat)?
                    {
                        return wrong(format!("{id} waits for a file that {} has", it.name));
                    }
                }
            }
        }
        Ok(())
    }

    /// The files of a revision that the portal does not have.
    fn files_missing(&self, revision: Hash) -> Result<Vec<Hash>, Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let session = self.wire.portal.session_of(&site, self.seats[0].device);
        let session = session.map_err(broken)?;
        let body = store::bodies::revision(self.seats[0].store(), revision).map_err(broken)?;
        Ok(body
            .iter()
            .flat_map(|body| &body.content.blobs)
            .map(|blob| blob.hash)
            .filter(|file| self.wire.portal.blob(&session, *file).is_err())
            .collect())
    }

    /// The whole ledger as the first desk would receive it.
    fn ledger(&self) -> Result<Vec<ReceiveLine>, Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let session = self.wire.portal.session_of(&site, self.seats[0].device);
        let page = self
            .wire
            .portal
            .entries(&session.map_err(broken)?, 0, true)
            .map_err(broken)?;
        let lines = page
            .lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty());
        lines
            .map(|line| serde_json::from_slice(line).map_err(broken))
            .collect()
    }

    /// Tells what stands in the portal's ledger, where there is a log.
    fn tell_ledger(&self) -> Result<(), Wrong> {
        if !self.aloud {
            return Ok(());
        }
        for line in self.ledger()? {
            if let ReceiveLine::Entry { entry, event } = line {
                eprintln!("{entry}\n    {event}");
            }
        }
        Ok(())
    }

    fn agrees(&self, seat: usize) -> Result<(), Wrong> {
        let it = &self.seats[seat];
        self.wire
            .state(|state: &State| agreement::same_as_portal(it.name, it.store(), state))
            .map_err(broken)??;
        let mut texts = agreement::waited_for(it.name, it.store())?;
        // What was refused to the desk that has the text stands nowhere any more.
        texts.retain(|(event, _)| !self.wire.book.refused.contains_key(event));
        for (other, desk) in self.seats.iter().enumerate() {
            for (_, text) in &texts {
                if store::bodies::has(desk.store(), *text).map_err(broken)?
                    && !self.is_out(other)?
                {
                    return wrong(format!(
                        "{} waits for the text {text}, which {} has",
                        it.name, desk.name
                    ));
                }
            }
        }
        Ok(())
    }

    /// One exchange by the use case itself, as the window calls it.
    fn exchange_as_a_person(&mut self, seat: usize) -> Result<(), Wrong> {
        self.tell(|| format!("{} exchanges", self.seats[seat].name));
        let it = &mut self.seats[seat];
        it.exchange = None;
        let steps = Cell::new(0);
        let go_on = |_| {
            steps.set(steps.get() + 1);
            steps.get() < STEPS
        };
        let reoffers = std::mem::take(&mut it.must_reoffer);
        let before = store::meta::cursor(it.store()).map_err(broken)?;
        let done =
            it.desk()
                .exchange_with(&mut Line::new(&mut self.wire, it.device), reoffers, &go_on);
        if reoffers && store::meta::cursor(it.store()).map_err(broken)? < before {
            self.wire.reached.note(Rare::Reoffered);
        }
        let name = it.name;
        if self.aloud {
            eprintln!("    {name}, reoffering {reoffers}: {done:?}");
        }
        match done {
            _ if steps.get() >= STEPS => wrong(format!("{name} exchanges without end")),
            Ok(_) => Ok(()),
            Err(error) if error.code == Code::LedgerBehind && self.restored => {
                self.seats[seat].must_reoffer = true;
                Ok(())
            }
            // Whoever is shut out by what was said in this very exchange.
            Err(_) if self.is_out(seat)? => Ok(()),
            Err(error) => wrong(format!("{name}: {error}")),
        }
    }

    /// Looks at how everything ended.
    pub(super) fn look(&mut self) -> Result<End, Wrong> {
        for seat in &self.seats {
            texts::nothing_lost(seat.store(), &seat.saved)?;
        }
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let report = self.wire.portal.audit(&site).map_err(broken)?;
        if let Some(fault) = report.faults.first() {
            return wrong(format!("the audit: entry {}: {}", fault.seq, fault.what));
        }
        self.nothing_is_left_unpublished()?;
        let lines = self.ledger()?;
        let published = publication::judge(&lines)?;
        Ok(End {
            hash: self.hash(&serde_json::to_vec(&lines).map_err(broken)?)?,
            published,
            reached: self.wire.reached.clone(),
        })
    }

    /// All that is left of a world, as one hash.
    pub(super) fn hash(&self, ledger: &[u8]) -> Result<Hash, Wrong> {
        let mut all = ledger.to_vec();
        for seat in &self.seats {
            let store = seat.store();
            let rest = (
                store::drafts::all(store).map_err(broken)?,
                store::outbox::pending(store).map_err(broken)?,
                store::refusals::all(store).map_err(broken)?,
                store::meta::cursor(store).map_err(broken)?,
            );
            all.extend(format!("{rest:?}").into_bytes());
        }
        Ok(Hash::of(&all))
    }

    /// What stands now at the portal and at every desk, as one hash.
    pub(super) fn state_hash(&self) -> Result<Hash, Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let session = self
            .wire
            .portal
            .session_of(&site, self.seats[0].device)
            .map_err(broken)?;
        let last = self
            .wire
            .portal
            .entries(&session, u64::MAX >> 1, false)
            .map_err(broken)?;
        let refused = format!(
            "{:?} {:?}",
            self.wire.book.refused,
            self.seats
                .iter()
                .map(|seat| &seat.saved)
                .collect::<Vec<_>>()
        );
        self.hash(&[last.lines, refused.into_bytes()].concat())
    }
}
