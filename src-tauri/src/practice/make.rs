//! Making the sample board: four desks join the portal and do, by the use cases of every desk, what the sample tells.
//!
//! The clock of portal and desks stands in the past while they do it, and has come to now when it ends.

mod clock;
mod reader;
mod writing;

use super::{
    Kept, Person, Place,
    board::{Served, told},
    open,
    plan::{self, Step},
    sample::{self, Item},
};
use crate::ipc::Problem;
use banthao_portal::Site;
use clock::Clock;
use desk::{Desk, DeskError, NewLock, Surroundings as _, ThisComputer, review::Submission};
use editorial::{Code, EditionId, Hash, Millis};
use reader::comment;
use std::{collections::BTreeMap, sync::Arc};
use writing::{rewrite, translate, write};

const SITE: &str = "tap-lam-quen";
const NAMES: (&str, &str) = (
    "Sở Ngoại vụ tỉnh Quảng Ngãi (bản tập)",
    "Quang Ngai Department of Foreign Affairs (practice)",
);

/// How far the making is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) done: u32,
    pub(crate) of: u32,
}

/// Makes the board, in place of whatever practice left here. `on` is told after each step and ends it by answering no;
/// then nothing is left, and the answer is no.
pub(crate) fn make(place: &Place, on: &dyn Fn(Progress) -> bool) -> Result<bool, Problem> {
    make_of(sample::items()?, place, on)
}

/// As [`make`], of these items.
pub(super) fn make_of(
    items: Vec<Item>,
    place: &Place,
    on: &dyn Fn(Progress) -> bool,
) -> Result<bool, Problem> {
    let kept = place.begin()?;
    let made =
        Making::begin(items, place, &kept).and_then(|mut making| making.all(place, &kept, on));
    match made {
        Ok(true) => {
            place.keep(&Kept {
                whole: true,
                ..kept
            })?;
            Ok(true)
        }
        Ok(false) => place.discard().map(|()| false),
        Err(problem) => {
            // What stays is not whole: the next try clears it away first.
            let _ = place.discard();
            Err(problem)
        }
    }
}

struct Making {
    clock: Arc<Clock>,
    now: Millis,
    served: Served,
    site: Arc<Site>,
    desks: BTreeMap<Person, Desk>,
    items: Vec<Item>,
    editions: BTreeMap<usize, EditionId>,
    submitted: BTreeMap<EditionId, Hash>,
    /// How much has reached the portal, and how much of it each desk was told.
    acts: u32,
    heard: BTreeMap<Person, u32>,
}

impl Making {
    fn begin(items: Vec<Item>, place: &Place, kept: &Kept) -> Result<Self, Problem> {
        let now = ThisComputer.now();
        let clock = Arc::new(Clock::begin(plan::beginning(&items, now)));
        let served = Served::begin(place, kept.port, clock.clone())?;
        served
            .portal
            .add_site(SITE, NAMES.0, NAMES.1, None)
            .map_err(told)?;
        let site = served.portal.site(SITE).map_err(told)?;
        Ok(Self {
            clock,
            now,
            served,
            site,
            desks: BTreeMap::new(),
            items,
            editions: BTreeMap::new(),
            submitted: BTreeMap::new(),
            acts: 0,
            heard: BTreeMap::new(),
        })
    }

    fn all(
        &mut self,
        place: &Place,
        kept: &Kept,
        on: &dyn Fn(Progress) -> bool,
    ) -> Result<bool, Problem> {
        let steps = plan::steps(&self.items, self.now);
        let of = u32::try_from(Person::ALL.len() * 2 + steps.len()).unwrap_or(u32::MAX);
        let mut done = 0;
        let mut go_on = || {
            done += 1;
            on(Progress { done, of })
        };
        for person in Person::ALL {
            self.join(place, kept, person)?;
            if !go_on() {
                return Ok(false);
            }
        }
        for (at, n, step) in steps {
            self.clock.set(at);
            self.step(n, step)?;
            if !go_on() {
                return Ok(false);
            }
        }
        self.clock.set(self.now);
        for person in Person::ALL {
            self.exchange(person)?;
            self.desk(person)?.index(&|_| true)?;
            if !go_on() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn join(&mut self, place: &Place, kept: &Kept, person: Person) -> Result<(), Problem> {
        let portal = &self.served.portal;
        let week = i64::from(7 * 24 * 3600) * 1000;
        let code = portal
            .invite(&self.site, person.name(), &[person.role()], week)
            .map_err(told)?;
        let passphrase = kept.passphrases.get(&person).map(String::as_str);
        let folder = place.desk(person);
        drop(Desk::init(&folder, NewLock { passphrase }, person.name())?);
        let desk = open(place, person, &kept.passphrases, self.clock.clone())?;
        let device = format!("Máy tập của {}", person.name());
        desk.join(&self.served.url(), &code.to_string(), &device)?;
        self.acts += 1;
        self.desks.insert(person, desk);
        Ok(())
    }

    fn desk(&self, person: Person) -> Result<&Desk, Problem> {
        self.desks
            .get(&person)
            .ok_or_else(|| DeskError::new(Code::NotFound).into())
    }

    fn exchange(&mut self, person: Person) -> Result<(), Problem> {
        self.desk(person)?.exchange(false, &|_| true)?;
        self.heard.insert(person, self.acts);
        Ok(())
    }

    /// Lets a desk know what the others did, where they did anything since it was told last.
    fn hear(&mut self, person: Person) -> Result<(), Problem> {
        if self.heard.get(&person) == Some(&self.acts) {
            return Ok(());
        }
        self.exchange(person)
    }

    /// Does something at a desk that knows what the others did; what it leaves on that desk alone is no act.
    fn at<T>(
        &mut self,
        person: Person,
        work: impl FnOnce(&Desk) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.hear(person)?;
        work(self.desk(person)?)
    }

    /// As [`Making::at`], and lets the others know.
    fn act<T>(
        &mut self,
        person: Person,
        work: impl FnOnce(&Desk) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let done = self.at(person, work)?;
        self.acts += 1;
        self.exchange(person)?;
        Ok(done)
    }

    fn step(&mut self, n: usize, step: Step) -> Result<(), Problem> {
        self.do_step(n, step).map_err(|problem| {
            let name = self.items.get(n).map_or("", |item| item.name);
            Problem {
                message: format!("{name}, {step:?}: {}", problem.message),
                ..problem
            }
        })
    }

    fn do_step(&mut self, n: usize, step: Step) -> Result<(), Problem> {
        let item = self
            .items
            .get(n)
            .cloned()
            .ok_or_else(|| DeskError::new(Code::NotFound))?;
        if step == Step::Write {
            let now = self.now;
            let edition = self.at(item.by, |desk| write(desk, &item, now))?;
            self.editions.insert(n, edition);
            return Ok(());
        }
        let vi = *self
            .editions
            .get(&n)
            .ok_or_else(|| DeskError::new(Code::NotFound))?;
        let decides = decides(item.by);
        match step {
            Step::Write => {}
            Step::Share => self.act(item.by, |desk| Ok(desk.share(vi).map(drop)?))?,
            Step::Submit => self.submit(item.by, vi, item.note.clone())?,
            Step::Approve(at) => self.approve(decides, vi, at)?,
            Step::Return => {
                let revision = self.submitted(vi)?;
                self.act(decides, |desk| {
                    Ok(desk.give_back(vi, revision, &item.reason).map(drop)?)
                })?;
            }
            Step::Translate => {
                self.at(Person::Translator, |desk| translate(desk, &item, vi))?;
            }
            Step::SubmitEnglish => self.submit(Person::Translator, vi.other(), None)?,
            Step::ApproveEnglish => self.approve(Person::Approver, vi.other(), None)?,
            Step::Correct => {
                let text = item.corrected.as_ref().ok_or_else(|| missing(&item))?;
                self.at(item.by, |desk| rewrite(desk, &item, vi, text))?;
            }
            Step::Withdraw => {
                self.act(decides, |desk| {
                    Ok(desk.withdraw(vi, &item.reason).map(drop)?)
                })?;
            }
            Step::Unpublish => {
                self.act(decides, |desk| {
                    Ok(desk.unpublish(vi, &item.reason, None).map(drop)?)
                })?;
            }
            Step::Comment(which) => {
                let (name, words) = item.comments.get(which).ok_or_else(|| missing(&item))?;
                let url = self.at(item.by, |desk| Ok(desk.show(vi, None)?.url))?;
                comment(&url.ok_or_else(|| missing(&item))?, name, words)?;
            }
            Step::Fork => self.fork(&item, vi)?,
        }
        Ok(())
    }

    fn submitted(&self, edition: EditionId) -> Result<Hash, Problem> {
        let known = self.submitted.get(&edition).copied();
        known.ok_or_else(|| DeskError::new(Code::WrongState).into())
    }

    fn submit(
        &mut self,
        person: Person,
        edition: EditionId,
        note: Option<String>,
    ) -> Result<(), Problem> {
        let with = Submission {
            note,
            ..Submission::default()
        };
        let submitted = self.act(person, |desk| Ok(desk.submit(edition, with)?))?;
        self.submitted.insert(edition, submitted.revision);
        Ok(())
    }

    fn approve(
        &mut self,
        person: Person,
        edition: EditionId,
        at: Option<Millis>,
    ) -> Result<(), Problem> {
        let revision = self.submitted(edition)?;
        self.act(person, |desk| {
            Ok(desk.approve(edition, revision, at).map(drop)?)
        })
    }

    /// Two write on the same text; the one whose line was down learns of the other when it is back.
    fn fork(&mut self, item: &Item, vi: EditionId) -> Result<(), Problem> {
        let (Some(mine), Some(other)) = (&item.mine, &item.other) else {
            return Err(missing(item));
        };
        self.at(item.by, |desk| {
            rewrite(desk, item, vi, mine)?;
            Ok(desk.share(vi).map(drop)?)
        })?;
        self.act(decides(item.by), |desk| {
            rewrite(desk, item, vi, other)?;
            Ok(desk.share(vi).map(drop)?)
        })?;
        self.exchange(item.by)
    }
}

/// Who decides on what somebody wrote: never the writer.
fn decides(by: Person) -> Person {
    if by == Person::Approver {
        Person::Chief
    } else {
        Person::Approver
    }
}

fn missing(item: &Item) -> Problem {
    DeskError::about(Code::BadFile, item.name).into()
}
