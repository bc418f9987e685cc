//! One world: who sits where, what happens, and how it ends.

use super::{
    acts::Deed,
    cast::{Fault, SITE},
    dice::Dice,
    line::Line,
    oracle::{Wrong, wrong},
    reached::{Rare, Reached},
    seat::Seat,
    wire::Wire,
};
use editorial::{
    Code, EditionId, Hash, Policy, Role, planted,
    policy::{AnyOr, Rule, Step},
    state::Work,
};
use std::sync::Arc;
use sync::exchange::Failure;

/// No exchange has more steps than this.
pub(super) const STEPS: usize = 200;

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
    /// A desk that is seldom on the network.
    pub(super) away: Option<usize>,
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
        self.prelude()?;
        let moments = 16 + self.dice.below(24) + if self.dice.one_in(10) { 50 } else { 0 };
        for _ in 0..moments {
            self.moment()?;
            self.wire.book.check()?;
        }
        self.calm_down()?;
        if self.settle_forks()? {
            self.calm_down()?;
        }
        self.look()
    }

    /// The same world once more, to go on in another way.
    ///
    /// # Errors
    ///
    /// Those of copying.
    pub fn fork(&self) -> Result<Self, Fault> {
        let clock = Arc::clone(&self.wire.around.clock);
        Ok(Self {
            seed: self.seed,
            dice: self.dice.clone(),
            wire: self.wire.fork()?,
            seats: self
                .seats
                .iter()
                .map(|seat| seat.fork(Arc::clone(&clock)))
                .collect::<Result<_, _>>()?,
            editions: self.editions.clone(),
            words: self.words,
            backups: Vec::new(),
            away: self.away,
            restored: self.restored,
            revoked: self.revoked,
            aloud: self.aloud,
        })
    }

    /// Says something in the log, where there is one.
    pub fn tell(&self, what: impl FnOnce() -> String) {
        if self.aloud {
            eprintln!("{}", what());
        }
    }

    /// Somebody has written and submitted or shared something, and most have heard of it.
    fn prelude(&mut self) -> Result<(), Wrong> {
        self.away = self
            .dice
            .one_in(2)
            .then(|| self.dice.below(self.seats.len()));
        let policy = self.dice.below(8);
        if policy > 4 {
            self.set_policy(policy)?;
        }
        let first = self.dice.below(self.seats.len());
        for seat in [first, self.seats.len() - 1, 0] {
            self.act(seat, Deed::Begin, None)?;
            let edition = self.editions.last().copied();
            let deed = if self.dice.one_in(4) {
                Deed::Share
            } else {
                Deed::Submit
            };
            self.act(seat, deed, edition)?;
            self.exchange(seat, STEPS)?;
            if self.dice.one_in(2) {
                break;
            }
        }
        if self.dice.one_in(8) {
            self.good_days()?;
        }
        for seat in 0..self.seats.len() {
            if !self.dice.one_in(4) {
                self.exchange(seat, STEPS)?;
            }
        }
        Ok(())
    }

    /// For a while everything arrives, so that there are pages and translations before the faults begin.
    fn good_days(&mut self) -> Result<(), Wrong> {
        self.wire.calm = true;
        for _ in 0..20 {
            self.somebody_exchanges()?;
            self.somebody_acts()?;
            for seat in 0..self.seats.len() {
                self.exchange(seat, STEPS)?;
            }
        }
        self.wire.calm = false;
        Ok(())
    }

    fn moment(&mut self) -> Result<(), Wrong> {
        match self.dice.below(100) {
            0..48 => {
                if self.dice.one_in(3) {
                    self.somebody_exchanges()?;
                }
                self.somebody_acts()?;
                if self.dice.one_in(3) {
                    self.somebody_exchanges()
                } else {
                    Ok(())
                }
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
            95..97 => self.put_back(),
            97..99 => self.operator_acts(),
            _ => {
                let seat = self.dice.below(self.seats.len());
                self.power_failed(seat)
            }
        }
    }

    fn somebody_exchanges(&mut self) -> Result<(), Wrong> {
        let seat = self.dice.below(self.seats.len());
        if self.away == Some(seat) && !self.dice.one_in(6) {
            return Ok(());
        }
        self.exchange(seat, STEPS)
    }

    fn time_passes(&mut self) -> Result<(), Wrong> {
        let minutes = if self.dice.one_in(4) {
            120
        } else {
            1 + self.dice.below(20)
        };
        self.wire
            .around
            .clock
            .pass(i64::try_from(minutes).unwrap_or_default() * 60_000);
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
        let Some(older) = self.backups.pop() else {
            return Ok(());
        };
        self.tell(|| "an older copy of the portal takes its place".to_owned());
        self.wire.portal = older;
        self.wire.book.forgetful = true;
        self.restored = true;
        self.wire.reached.note(Rare::PortalRestored);
        let newest = self
            .wire
            .state(|state| state.board.last.map_or(0, |last| last.seq))
            .map_err(broken)?;
        for seat in &self.seats {
            let waits = store::outbox::pending(seat.store()).map_err(broken)?;
            if waits
                .iter()
                .any(|act| act.accepted.is_some_and(|seq| seq > newest))
            {
                self.wire.reached.note(Rare::AnswerForgotten);
            }
        }
        // Whoever mends a portal looks who may still come in.
        if self.dice.one_in(4) {
            self.revoke()?;
        }
        Ok(())
    }

    /// A device is revoked, once in a world; never that of the first desk.
    fn revoke(&mut self) -> Result<(), Wrong> {
        if self.revoked {
            return Ok(());
        }
        let seat = 1 + self.dice.below(self.seats.len() - 1);
        self.tell(|| format!("the device of {} is revoked", self.seats[seat].name));
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let done = self
            .wire
            .portal
            .revoke_device(&site, self.seats[seat].device);
        self.revoked |= done.is_ok();
        Ok(())
    }

    /// The operator ends or gives roles, revokes a device, sets another policy.
    fn operator_acts(&mut self) -> Result<(), Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        // The first desk is left alone.
        let seat = 1 + self.dice.below(self.seats.len() - 1);
        let member = self.seats[seat].member;
        let role = self
            .dice
            .pick(&[Role::Approver, Role::Editor, Role::Translator])
            .unwrap_or(Role::Editor);
        let what = self.dice.below(8);
        self.tell(|| {
            format!(
                "the operator acts ({what}) on {} ({role:?})",
                self.seats[seat].name
            )
        });
        let done = match what {
            0 if !self.revoked => {
                let done = self
                    .wire
                    .portal
                    .revoke_device(&site, self.seats[seat].device);
                self.revoked |= done.is_ok();
                done
            }
            0..3 => self.wire.portal.end_role(&site, member, role),
            3..5 => self.wire.portal.give_role(&site, member, role),
            _ => return self.set_policy(what),
        };
        match done {
            Ok(())
            | Err(banthao_portal::Failure::Refused(_) | banthao_portal::Failure::No { .. }) => {
                Ok(())
            }
            Err(failure) => Err(broken(failure)),
        }
    }

    /// Other steps for submissions from now on: two in a row, one, or two people.
    fn set_policy(&mut self, which: usize) -> Result<(), Wrong> {
        let site = self.wire.portal.site(SITE).map_err(broken)?;
        let two = vec![
            Step {
                roles: vec![Role::Approver, Role::Editor],
                count: 1,
            },
            Step {
                roles: vec![Role::Chief],
                count: 1,
            },
        ];
        let one = vec![Step {
            roles: vec![Role::Approver, Role::Chief, Role::Editor],
            count: if which == 7 { 2 } else { 1 },
        }];
        let policy = Policy {
            rules: vec![Rule {
                kind: AnyOr::Any,
                lang: AnyOr::Any,
                steps: if which == 5 { two } else { one },
            }],
        };
        let reviewed = self
            .wire
            .state(|state| state.editions.values().any(|it| it.work == Work::Submitted))
            .map_err(broken)?;
        match self.wire.portal.set_policy(&site, policy) {
            Ok(()) if reviewed => self.wire.reached.note(Rare::PolicyChangedInReview),
            Ok(()) | Err(banthao_portal::Failure::Refused(_)) => {}
            Err(failure) => return Err(broken(failure)),
        }
        Ok(())
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
        let power = (!self.wire.calm && self.wire.planned.is_none() && self.dice.one_in(10))
            .then(|| u32::try_from(self.dice.below(8)).unwrap_or_default());
        let drafts: Vec<EditionId> = store::drafts::all(self.seats[seat].store())
            .map_err(broken)?
            .iter()
            .map(|draft| draft.edition)
            .collect();
        let notices = store::refusals::count(self.seats[seat].store()).map_err(broken)?;
        planted::fail_power_after(power);
        let outcome = self.steps(seat, steps);
        let failed = planted::power_is_off();
        planted::fail_power_after(None);
        if failed {
            self.power_failed(seat)?;
        }
        if store::refusals::count(self.seats[seat].store()).map_err(broken)? > notices {
            let all = store::refusals::all(self.seats[seat].store()).map_err(broken)?;
            if all
                .last()
                .and_then(|notice| notice.edition)
                .is_some_and(|edition| drafts.contains(&edition))
            {
                self.wire.reached.note(Rare::RefusedWhileWriting);
            }
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
            Failure::Store(error) if !failed => {
                wrong(format!("{}: {error}", self.seats[seat].name))
            }
            Failure::Portal(error) if self.wire.calm && !self.is_out(seat)? => {
                wrong(format!("{}: {error}", self.seats[seat].name))
            }
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
        Err(Failure::Store(store::Error::WrongState(
            "an exchange that never ends",
        )))
    }
}

/// Whatever fails in earnest is wrong in a simulation.
pub(super) fn broken(error: impl std::fmt::Display) -> Wrong {
    Wrong(error.to_string())
}
