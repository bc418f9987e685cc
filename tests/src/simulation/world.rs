//! One world: who sits where, what happens, and how it ends.

use super::{
    around::{DeskSide, MORNING},
    cast::{Board, CASTS, Fault, SITE},
    dice::Dice,
    oracle::{Wrong, agreement, publication, texts, wrong},
    reached::{Rare, Reached},
    seat::Seat,
    wire::{Line, Wire},
};
use editorial::{
    Code, EditionId, Hash, Policy, Role, State, planted,
    policy::{AnyOr, Rule, Step},
    state::Work,
};
use protocol::ReceiveLine;
use std::{cell::Cell, sync::Arc};
use sync::exchange::{Exchange, Failure};

/// So many rounds everybody exchanges once the faults have stopped; then all must have been said.
const ROUNDS: usize = 8;
/// No exchange has more steps than this.
const STEPS: usize = 200;
/// Clocks that are wrong by years: about 2019 and 2040.
const OFF: [i64; 4] = [0, -7 * 365 * 86_400_000, 14 * 365 * 86_400_000, 90_000];

/// A board, founded and ready to be copied for one world after the other.
pub struct Stage {
    /// Which of [`CASTS`].
    pub cast: usize,
    board: Board,
}

impl Stage {
    /// Founds a board in memory.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    pub fn in_memory(cast: usize) -> Result<Self, Fault> {
        Ok(Self { cast, board: Board::found(CASTS[cast], &mut |_| Ok(store::Store::in_memory()?))? })
    }

    /// One whose stores were made elsewhere.
    pub fn of(cast: usize, board: Board) -> Self {
        Self { cast, board }
    }

    fn seat(&self, index: usize, seed: u64) -> (DeskSide, &super::cast::Founded) {
        let mut dice = Dice::new(seed, 100 + index as u64);
        let off = if dice.one_in(3) { OFF[dice.below(OFF.len())] } else { 0 };
        (DeskSide::new(Arc::clone(&self.board.around.clock), off, dice), &self.board.desks[index])
    }

    /// A world on this board.
    ///
    /// # Errors
    ///
    /// Those of copying.
    pub fn world(&self, seed: u64) -> Result<World, Fault> {
        let mut seats = Vec::new();
        for (index, place) in CASTS[self.cast].iter().enumerate() {
            let (around, founded) = self.seat(index, seed);
            seats.push(Seat::new(place.name, (founded.member, founded.device), founded.store.copy()?, None, Arc::new(around)));
        }
        self.world_of(seed, seats)
    }

    /// A world whose stores lie in folders, opened by `open`.
    ///
    /// # Errors
    ///
    /// Those of `open`.
    pub fn world_on_disk(&self, seed: u64, open: &mut dyn FnMut(usize) -> Result<(store::Store, std::path::PathBuf), Fault>) -> Result<World, Fault> {
        let mut seats = Vec::new();
        for (index, place) in CASTS[self.cast].iter().enumerate() {
            let (around, founded) = self.seat(index, seed);
            let (store, folder) = open(index)?;
            seats.push(Seat::new(place.name, (founded.member, founded.device), store, Some(folder), Arc::new(around)));
        }
        self.world_of(seed, seats)
    }

    fn world_of(&self, seed: u64, seats: Vec<Seat>) -> Result<World, Fault> {
        self.board.around.begin(MORNING + 60_000, Dice::new(seed, 2));
        let mut wire = Wire::new(self.board.portal.copy()?, Arc::clone(&self.board.around), Dice::new(seed, 3));
        wire.calm = false;
        Ok(World { seed, dice: Dice::new(seed, 1), wire, seats, editions: Vec::new(), words: 0, backups: Vec::new(), restored: false, revoked: false, aloud: false })
    }
}

/// A world.
pub struct World {
    /// Everything in it comes from this.
    pub seed: u64,
    /// Chance of the people and of what happens to them.
    pub dice: Dice,
    /// The network, and the portal at its end.
    pub wire: Wire,
    /// The people.
    pub seats: Vec<Seat>,
    /// The Vietnamese editions that were begun.
    pub editions: Vec<EditionId>,
    /// How many words of their own were written.
    pub words: usize,
    /// Tells what happens.
    pub aloud: bool,
    pub(super) backups: Vec<banthao_portal::Portal>,
    pub(super) restored: bool,
    pub(super) revoked: bool,
}

/// How a world ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct End {
    /// All that is left, as one hash: the same seed always ends the same.
    pub hash: Hash,
    /// How many pages were published.
    pub published: usize,
    /// The rare states it came to.
    pub reached: Reached,
}

impl World {
    /// Plays the world to its end and looks at it.
    ///
    /// # Errors
    ///
    /// [`Wrong`] with the first thing that must not be.
    pub fn play(&mut self) -> Result<End, Wrong> {
        let moments = 20 + self.dice.below(24);
        for _ in 0..moments {
            self.moment()?;
            self.wire.book.check()?;
        }
        self.calm_down()?;
        self.look()
    }

    /// Says something in the log, where there is one.
    pub fn tell(&self, what: impl FnOnce() -> String) {
        if self.aloud {
            eprintln!("{}", what());
        }
    }

    fn moment(&mut self) -> Result<(), Wrong> {
        match self.dice.below(100) {
            0..48 => {
                self.somebody_acts()?;
                if self.dice.one_in(2) { self.somebody_exchanges() } else { Ok(()) }
            }
            48..66 => self.somebody_exchanges(),
            66..80 => {
                let seat = self.dice.below(self.seats.len());
                let steps = 1 + self.dice.below(3);
                self.exchange(seat, steps)
            }
            80..85 => {
                self.wire.deliver_late();
                Ok(())
            }
            85..92 => self.time_passes(),
            92..93 => {
                self.tell(|| "the portal is started again".to_owned());
                self.wire.portal.restart();
                Ok(())
            }
            93..95 => self.back_up(),
            95 => self.put_back(),
            96..99 => self.operator_acts(),
            _ => {
                let seat = self.dice.below(self.seats.len());
                self.power_failed(seat)
            }
        }
    }

    fn somebody_exchanges(&mut self) -> Result<(), Wrong> {
        let seat = self.dice.below(self.seats.len());
        self.exchange(seat, STEPS)
    }

    fn time_passes(&mut self) -> Result<(), Wrong> {
        let minutes = if self.dice.one_in(4) { 120 } else { 1 + self.dice.below(20) };
        self.wire.around.clock.pass(i64::try_from(minutes).unwrap_or_default() * 60_000);
        self.tell(|| format!("{minutes} minutes pass"));
        self.wire.strike().map_err(broken)
    }

    fn back_up(&mut self) -> Result<(), Wrong> {
        self.tell(|| "the portal is saved".to_owned());
        self.backups = vec![self.wire.portal.copy().map_err(broken)?];
        Ok(())
    }

    /// The portal is lost, and an older copy takes its place.
    fn put_back(&mut self) -> Result<(), Wrong> {
        let Some(older) = self.backups.pop() else { return Ok(()) };
        self.tell(|| "an older copy of the portal takes its place".to_owned());
        self.wire.portal = older;
        self.wire.book.forgetful = true;
        self.restored = true;
        self.wire.reached.note(Rare::PortalRestored);
        let newest = self.wire.state(|state| state.board.last.map_or(0, |last| last.seq)).map_err(broken)?;
        for seat in &self.seats {
            let waits = store::outbox::pending(seat.store()).map_err(broken)?;
            if waits.iter().any(|act| act.accepted.is_some_and(|seq| seq > newest)) {
                self.wire.reached.note(Rare::AnswerForgotten);
            }
        }
        Ok(())
    }

    /// The operator ends or gives roles, revokes a device, sets another policy.
    fn operator_acts(&mut self) -> Result<(), Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        // The first desk is left alone.
        let seat = 1 + self.dice.below(self.seats.len() - 1);
        let member = self.seats[seat].member;
        let role = self.dice.pick(&[Role::Approver, Role::Editor, Role::Translator]).unwrap_or(Role::Editor);
        let what = self.dice.below(8);
        self.tell(|| format!("the operator acts ({what}) on {} ({role:?})", self.seats[seat].name));
        let done = match what {
            0 if !self.revoked => {
                let done = self.wire.portal.revoke_device(&site, self.seats[seat].device);
                self.revoked |= done.is_ok();
                done
            }
            0..3 => self.wire.portal.end_role(&site, member, role),
            3..5 => self.wire.portal.give_role(&site, member, role),
            _ => {
                let two = vec![Step { roles: vec![Role::Approver, Role::Editor], count: 1 }, Step { roles: vec![Role::Chief], count: 1 }];
                let one = vec![Step { roles: vec![Role::Approver, Role::Chief, Role::Editor], count: if what == 7 { 2 } else { 1 } }];
                let policy = Policy { rules: vec![Rule { kind: AnyOr::Any, lang: AnyOr::Any, steps: if what == 5 { two } else { one } }] };
                let reviewed = self.wire.state(|state| state.editions.values().any(|it| it.work == Work::Submitted)).map_err(broken)?;
                let done = self.wire.portal.set_policy(&site, policy);
                if reviewed && done.is_ok() {
                    self.wire.reached.note(Rare::PolicyChangedInReview);
                }
                done
            }
        };
        match done {
            Ok(()) | Err(banthao_portal::Failure::Refused(_) | banthao_portal::Failure::No { .. }) => Ok(()),
            Err(failure) => Err(broken(failure)),
        }
    }

    /// A desk's power fails, and it is opened again.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where it cannot be.
    pub fn power_failed(&mut self, seat: usize) -> Result<(), Wrong> {
        self.tell(|| format!("the power fails at {}", self.seats[seat].name));
        self.wire.reached.note(Rare::DeskFailed);
        self.seats[seat].reopen().map_err(broken)
    }

    /// A desk goes on with its exchange for some steps, or begins one.
    pub(super) fn exchange(&mut self, seat: usize, steps: usize) -> Result<(), Wrong> {
        self.tell(|| format!("{} exchanges, {steps} steps at most", self.seats[seat].name));
        let power = (!self.wire.calm && self.wire.planned.is_none() && self.dice.one_in(10)).then(|| u32::try_from(self.dice.below(8)).unwrap_or_default());
        planted::fail_power_after(power);
        let outcome = self.steps(seat, steps);
        let failed = planted::power_is_off();
        planted::fail_power_after(None);
        if failed {
            self.power_failed(seat)?;
        }
        self.look_at_merges(seat)?;
        let Err(failure) = outcome else { return Ok(()) };
        self.tell(|| format!("    {failure}"));
        self.seats[seat].exchange = None;
        match failure {
            Failure::Stopped(Code::LedgerBehind) if self.restored => {
                // Somebody has to decide; not everybody does so at once.
                self.seats[seat].must_reoffer = true;
                Ok(())
            }
            Failure::Stopped(code) => wrong(format!("{} stopped: {code}", self.seats[seat].name)),
            Failure::Store(error) if !failed => wrong(format!("{}: {error}", self.seats[seat].name)),
            Failure::Portal(error) if self.wire.calm && !self.is_out(seat)? => wrong(format!("{}: {error}", self.seats[seat].name)),
            _ => Ok(()),
        }
    }

    fn steps(&mut self, seat: usize, steps: usize) -> Result<(), Failure> {
        let it = &mut self.seats[seat];
        let line = &mut Line::new(&mut self.wire, it.device);
        if it.must_reoffer && (self.restored && self.dice.one_in(2)) {
            let before = store::meta::cursor(it.desk().store())?;
            sync::reoffer::reoffer(it.desk().store(), line)?;
            it.must_reoffer = false;
            it.exchange = None;
            if store::meta::cursor(it.desk().store())? < before {
                self.wire.reached.note(Rare::Reoffered);
            }
        }
        let line = &mut Line::new(&mut self.wire, it.device);
        let mut exchange = it.exchange.take().unwrap_or_default();
        for _ in 0..steps {
            let now = desk::Surroundings::now(&*it.around);
            if !exchange.step(it.desk().store(), line, now)? {
                return Ok(());
            }
        }
        if steps < STEPS {
            it.exchange = Some(exchange);
            return Ok(());
        }
        Err(Failure::Store(store::Error::WrongState("an exchange that never ends")))
    }

    /// Whether a desk cannot take part any more: its device was revoked, or its person holds no role.
    fn is_out(&self, seat: usize) -> Result<bool, Wrong> {
        let it = &self.seats[seat];
        self.wire
            .state(|state| {
                let ended = state.board.devices.get(&it.device).is_none_or(|device| device.ended.is_some());
                ended || state.board.roles(it.member, state.board.newest()).is_empty()
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
                Err(why) if round + 1 == ROUNDS => return wrong(format!("after {ROUNDS} rounds: {why}")),
                Err(_) => {}
            }
        }
        Ok(())
    }

    fn agrees(&self, seat: usize) -> Result<(), Wrong> {
        let it = &self.seats[seat];
        self.wire.state(|state: &State| agreement::same_as_portal(it.name, it.store(), state)).map_err(broken)?
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
        let done = it.desk().exchange_with(&mut Line::new(&mut self.wire, it.device), reoffers, &go_on);
        if reoffers && store::meta::cursor(it.store()).map_err(broken)? < before {
            self.wire.reached.note(Rare::Reoffered);
        }
        let name = it.name;
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
        let session = self.wire.portal.session_of(&site, self.seats[0].device).map_err(broken)?;
        let page = self.wire.portal.entries(&session, 0, true).map_err(broken)?;
        let lines = page.lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
        let lines = lines.map(serde_json::from_slice::<ReceiveLine>).collect::<Result<Vec<_>, _>>().map_err(broken)?;
        let published = publication::judge(&lines)?;
        Ok(End { hash: self.hash(&page.lines)?, published, reached: self.wire.reached.clone() })
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

    /// A new exchange at a desk, as a person who presses the button.
    pub(super) fn begin_exchange(&mut self, seat: usize) -> Result<(), Wrong> {
        self.seats[seat].exchange = Some(Exchange::default());
        self.exchange(seat, STEPS)
    }
}

/// Whatever fails in earnest is wrong in a simulation.
pub(super) fn broken(error: impl std::fmt::Display) -> Wrong {
    Wrong(error.to_string())
}
