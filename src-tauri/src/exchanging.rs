//! The exchange in the background: after own acts, when the window comes to the front, and each minute, with growing
//! pauses while nobody answers.

use crate::ipc::{Changed, Exchange, Going, Line, Problem, told};
use desk::{Desk, DeskError, Surroundings as _, ThisComputer, exchange, profile::Status};
use editorial::Millis;
use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant},
};

/// How often the pages are told how far an exchange is.
const TELLING: Duration = Duration::from_millis(150);

/// How long closing waits for the step under way. A step that has no answer by then is let go: whatever it writes is
/// written whole or not at all.
const CLOSING: Duration = Duration::from_secs(2);

/// How the pages hear of what happened.
type Tell = Box<dyn Fn(Changed) + Send + Sync>;

/// One desk's exchange.
pub(crate) struct Exchanging {
    desk: Mutex<Option<Desk>>,
    tell: Tell,
    ended: AtomicBool,
    /// A person wants the exchange under way to end.
    unwanted: AtomicBool,
    far: Mutex<(exchange::Far, Option<Instant>)>,
    /// A person works without the line.
    offline: AtomicBool,
    wanted: Mutex<bool>,
    called: Condvar,
    line: Mutex<Line>,
    /// An exchange runs: a person's and the background's never run beside one another.
    running: Mutex<bool>,
    rested: Condvar,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whatever panicked while it was held left a whole value behind: each is written in one go.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins exchanging for this desk.
pub(crate) fn begin(desk: Desk, tell: impl Fn(Changed) + Send + Sync + 'static) -> Arc<Exchanging> {
    let exchanging = Arc::new(Exchanging::new(desk, Box::new(tell)));
    let background = Arc::clone(&exchanging);
    thread::spawn(move || background.run());
    exchanging
}

/// The one exchange there is, while it is held.
struct Alone<'a>(&'a Exchanging);

impl Drop for Alone<'_> {
    fn drop(&mut self) {
        *held(&self.0.running) = false;
        self.0.rested.notify_all();
    }
}

impl Exchanging {
    fn new(desk: Desk, tell: Tell) -> Self {
        // Where that cannot be read, the exchange says what is wrong with the store.
        let offline = desk.works_offline().unwrap_or(false);
        Self {
            desk: Mutex::new(Some(desk)),
            tell,
            ended: AtomicBool::new(false),
            unwanted: AtomicBool::new(false),
            far: Mutex::default(),
            offline: AtomicBool::new(offline),
            wanted: Mutex::new(true),
            called: Condvar::new(),
            line: Mutex::default(),
            running: Mutex::new(false),
            rested: Condvar::new(),
        }
    }

    /// Exchanges as soon as possible.
    pub(crate) fn wake(&self) {
        *held(&self.wanted) = true;
        self.called.notify_all();
    }

    /// Works without the line, though there may be one, or with it again; kept, and told to the pages.
    pub(crate) fn set_offline(&self, offline: bool) -> Result<(), Problem> {
        let desk = held(&self.desk).clone();
        if let Some(desk) = desk {
            desk.set_works_offline(offline)?;
        }
        self.offline.store(offline, Ordering::Relaxed);
        {
            let _alone = self.alone();
            let before = held(&self.line).clone();
            self.say(false, before);
        }
        if !offline {
            self.wake();
        }
        Ok(())
    }

    /// Ends the exchange under way after its present step; what was done stays done, and a later one goes on from there.
    pub(crate) fn stop(&self) {
        if held(&self.line).busy {
            self.unwanted.store(true, Ordering::Relaxed);
            self.tell_far();
        }
    }

    /// Tells how far the exchange under way is.
    fn tell_far(&self) {
        let far = {
            let mut far = held(&self.far);
            far.1 = Some(Instant::now());
            far.0
        };
        let line = {
            let mut line = held(&self.line);
            line.going = Some(Going::of(far, self.unwanted.load(Ordering::Relaxed)));
            line.clone()
        };
        self.say(false, line);
    }

    /// Notes how far the exchange is, and whether it is to go on.
    fn on(&self, progress: exchange::Progress) -> bool {
        let due = {
            let mut far = held(&self.far);
            let moved = far.0 != progress.far;
            far.0 = progress.far;
            moved && far.1.is_none_or(|at| at.elapsed() >= TELLING)
        };
        let wanted = self.going() && !self.unwanted.load(Ordering::Relaxed);
        if due && wanted && held(&self.line).busy {
            self.tell_far();
        }
        wanted
    }

    /// Stops at the next step, waits a moment for it, and lets go of the desk, so that its store closes.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.wake();
        let waited = self
            .rested
            .wait_timeout_while(held(&self.running), CLOSING, |running| *running);
        drop(waited);
        held(&self.desk).take();
    }

    fn going(&self) -> bool {
        !self.ended.load(Ordering::Relaxed)
    }

    fn run(&self) {
        let mut failures = 0;
        while self.going() {
            if self.offline.load(Ordering::Relaxed) {
                // What is written meanwhile is to be found, too.
                self.index_alone();
            } else {
                match self.once(failures) {
                    Ok(_) => failures = 0,
                    Err(problem) => failures += u32::from(problem.retry),
                }
            }
            self.wait(exchange::pause(failures, chance()));
        }
    }

    fn wait(&self, pause: Duration) {
        let quiet = |wanted: &mut bool| !*wanted && self.going();
        let waited = self
            .called
            .wait_timeout_while(held(&self.wanted), pause, quiet);
        let (mut heard, _) = waited.unwrap_or_else(PoisonError::into_inner);
        *heard = false;
    }

    /// Waits until no exchange runs, and keeps others from running.
    fn alone(&self) -> Alone<'_> {
        let waited = self
            .rested
            .wait_while(held(&self.running), |running| *running);
        *waited.unwrap_or_else(PoisonError::into_inner) = true;
        Alone(self)
    }

    /// Lets the search index follow, without an exchange.
    fn index_alone(&self) {
        let _alone = self.alone();
        let desk = held(&self.desk).clone();
        if let Some(desk) = desk {
            tell_of_index(desk.index(&|_| self.going()));
        }
    }

    /// One full exchange, told to the pages where it changed anything.
    pub(crate) fn once(&self, failures: u32) -> Result<Exchange, Problem> {
        self.once_after(failures, |desk| desk.index(&|_| self.going()))
    }

    fn once_after(
        &self,
        failures: u32,
        index: impl FnOnce(&Desk) -> desk::Result<u64>,
    ) -> Result<Exchange, Problem> {
        let _alone = self.alone();
        self.unwanted.store(false, Ordering::Relaxed);
        *held(&self.far) = Default::default();
        let Some(desk) = held(&self.desk).clone().filter(|_| self.going()) else {
            return Err(Problem::unexpected("the desk is closed"));
        };
        // The index follows here, as nothing waits for it.
        tell_of_index(index(&desk));
        let exchange = || desk.exchange(false, &|progress| self.on(progress));
        let before = desk.status()?;
        if before.member.is_none() {
            // There is no line yet to tell of.
            return told(&exchange()?);
        }
        let outcome = self.through(failures, || {
            let outcome = exchange();
            let moved = desk
                .status()
                .map_or(true, |after| moved(&before, &after, &outcome));
            (outcome, moved)
        });
        let done: Exchange = told(&outcome?)?;
        Ok(Exchange {
            stopped: self.unwanted.load(Ordering::Relaxed),
            ..done
        })
    }

    /// Tells that an exchange begins, does it, and tells how it ended and whether it changed what the pages show.
    fn through(
        &self,
        failures: u32,
        exchange: impl FnOnce() -> (desk::Result<exchange::Report>, bool),
    ) -> desk::Result<exchange::Report> {
        let before = held(&self.line).clone();
        self.say(
            false,
            Line {
                busy: true,
                going: None,
                ..before.clone()
            },
        );
        let (outcome, moved) = exchange();
        let line = match &outcome {
            Ok(_) => Line::default(),
            Err(error) => trouble(error, &before, ThisComputer.now(), failures),
        };
        // An exchange that broke off may have brought something, and the pages may explain what stands still.
        self.say(moved || line.trouble != before.trouble, line);
        outcome
    }

    fn say(&self, texts: bool, line: Line) {
        let line = Line {
            offline: self.offline.load(Ordering::Relaxed),
            ..line
        };
        held(&self.line).clone_from(&line);
        (self.tell)(Changed { texts, line });
    }
}

/// What the index cannot take in keeps nobody from going on.
fn tell_of_index(followed: desk::Result<u64>) {
    if let Err(error) = followed {
        eprintln!("banthao: the search index does not follow: {error}");
    }
}

/// Whether an exchange changed what the pages show.
fn moved(before: &Status, after: &Status, outcome: &desk::Result<exchange::Report>) -> bool {
    let took_part = |report: &exchange::Report| report.sent + report.received + report.refused > 0;
    outcome.as_ref().is_ok_and(took_part)
        || (before.cursor, before.counts) != (after.cursor, after.counts)
}

/// The line after an exchange that failed.
fn trouble(error: &DeskError, before: &Line, now: Millis, failures: u32) -> Line {
    let code = error.code.to_string();
    let since = before
        .since
        .clone()
        .filter(|_| before.trouble.as_ref() == Some(&code));
    let pause = exchange::pause(failures + u32::from(error.retry), 0.0);
    let next = Millis(now.0 + i64::try_from(pause.as_millis()).unwrap_or(i64::MAX / 2));
    Line {
        trouble: Some(code),
        since: since.or_else(|| Some(desk::time::write(now))),
        next: error.retry.then(|| desk::time::write(next)),
        busy: false,
        offline: before.offline,
        going: None,
    }
}

fn chance() -> f64 {
    let mut bytes = [0; 2];
    ThisComputer.random(&mut bytes);
    f64::from(u16::from_le_bytes(bytes)) / f64::from(u16::MAX)
}

#[cfg(test)]
mod tests;
