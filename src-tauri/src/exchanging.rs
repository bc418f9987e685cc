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
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use desk::NewLock;
    use editorial::Code;
    use std::sync::mpsc;

    struct Bench {
        desk: Desk,
        exchanging: Exchanging,
        told: mpsc::Receiver<Changed>,
        _folder: tempfile::TempDir,
    }

    fn bench() -> Bench {
        let folder = tempfile::tempdir().unwrap();
        let lock = NewLock {
            passphrase: Some("trăng sáng sân đình"),
        };
        let (desk, _) = Desk::init(&folder.path().join("desk"), lock, "Oanh").unwrap();
        let (tell, told) = mpsc::channel();
        let exchanging = Exchanging::new(
            desk.clone(),
            Box::new(move |changed| tell.send(changed).unwrap()),
        );
        Bench {
            desk,
            exchanging,
            told,
            _folder: folder,
        }
    }

    fn offline() -> desk::Result<exchange::Report> {
        Err(DeskError::new(Code::Offline))
    }

    /// What was told while an exchange ended so: whether texts changed, the trouble, and whether it was still busy.
    fn told_of(
        bench: &Bench,
        outcome: desk::Result<exchange::Report>,
        moved: bool,
    ) -> Vec<(bool, Option<String>, bool)> {
        let _ = bench.exchanging.through(0, || (outcome, moved));
        let told = bench.told.try_iter();
        told.map(|it| (it.texts, it.line.trouble, it.line.busy))
            .collect()
    }

    #[test]
    fn the_line_is_busy_while_an_exchange_runs_and_the_pages_read_again_only_what_moved() {
        let bench = bench();
        let nothing = || Ok(exchange::Report::default());
        assert_eq!(
            told_of(&bench, nothing(), false),
            [(false, None, true), (false, None, false)]
        );
        assert_eq!(
            told_of(&bench, nothing(), true),
            [(false, None, true), (true, None, false)]
        );
    }

    #[test]
    fn trouble_is_told_to_the_pages_when_it_comes_and_when_it_goes() {
        let bench = bench();
        let code = || Some("offline".to_owned());
        let outcomes = [
            told_of(&bench, offline(), false),
            told_of(&bench, offline(), false),
            told_of(&bench, Ok(exchange::Report::default()), false),
        ];
        assert_eq!(
            outcomes,
            [
                [(false, None, true), (true, code(), false)],
                [(false, code(), true), (false, code(), false)],
                [(false, code(), true), (true, None, false)],
            ]
        );
    }

    #[test]
    fn how_far_it_is_is_told_now_and_then_and_a_person_can_end_it() {
        let bench = bench();
        let exchanging = &bench.exchanging;
        exchanging.stop();
        assert_eq!(bench.told.try_iter().count(), 0, "nothing is under way");

        let far = |done: u64| exchange::Progress {
            received: 0,
            newest: 0,
            far: exchange::Far {
                files_out: exchange::Part { done, of: 12 },
                ..exchange::Far::default()
            },
        };
        let mut went_on = Vec::new();
        let _ = exchanging.through(0, || {
            went_on.push(exchanging.on(far(1)));
            went_on.push(exchanging.on(far(2)));
            exchanging.stop();
            went_on.push(exchanging.on(far(3)));
            (Ok(exchange::Report::default()), true)
        });
        assert_eq!(went_on, [true, true, false]);
        let told: Vec<_> = bench
            .told
            .try_iter()
            .map(|it| it.line.going.map(|it| (it.files_out.done, it.ending)))
            .collect();
        assert_eq!(
            told,
            [None, Some((1, false)), Some((2, true)), None],
            "the second came too soon to be told by itself"
        );
    }

    #[test]
    fn offline_since_stays_the_first_time() {
        let first = trouble(
            &DeskError::new(Code::Offline),
            &Line::default(),
            Millis(1_000_000),
            0,
        );
        let later = trouble(&DeskError::new(Code::Offline), &first, Millis(9_000_000), 1);
        assert_eq!(later.since, first.since);
        assert_ne!(later.next, first.next);
    }

    #[test]
    fn a_desk_that_has_not_joined_tells_nothing() {
        let bench = bench();
        let problem = bench.exchanging.once(0).unwrap_err();
        assert_eq!(problem.code, "not_joined");
        assert_eq!(bench.told.try_iter().count(), 0);
    }

    #[test]
    fn who_works_without_the_line_does_so_the_next_time_and_finds_what_they_wrote() {
        let bench = bench();
        bench.exchanging.set_offline(true).unwrap();
        assert!(bench.told.try_iter().all(|it| it.line.offline));

        let change = desk::drafts::Change {
            title: Some("Lễ ký kết ở Bờ Y".to_owned()),
            ..Default::default()
        };
        let (article, vi) = (editorial::Kind::Article, editorial::Lang::Vi);
        bench.desk.new_item(article, vi, change).unwrap();
        let (tell, told) = mpsc::channel();
        let again = begin(bench.desk.clone(), move |changed| {
            tell.send(changed).unwrap();
        });
        let since = Instant::now();
        while bench.desk.status().unwrap().indexing > 0 {
            assert!(since.elapsed() < Duration::from_secs(60));
            thread::yield_now();
        }
        again.end();
        assert_eq!(told.try_iter().count(), 0, "nobody was asked");

        bench.exchanging.set_offline(false).unwrap();
        assert!(!bench.desk.works_offline().unwrap());
    }

    #[test]
    fn what_cannot_be_indexed_keeps_nobody_from_exchanging() {
        let bench = bench();
        let broken = |_: &Desk| Err(DeskError::new(Code::Damaged));
        let problem = bench.exchanging.once_after(0, broken).unwrap_err();
        assert_eq!(problem.code, "not_joined", "it went on to the exchange");
    }

    #[test]
    fn closing_waits_a_moment_for_the_step_under_way_and_no_longer() {
        let bench = bench();
        let exchanging = &bench.exchanging;
        thread::scope(|scope| {
            let (begun, under_way) = mpsc::channel();
            let (answer, answered) = mpsc::channel();
            scope.spawn(move || {
                let _alone = exchanging.alone();
                begun.send(()).unwrap();
                answered.recv().unwrap();
            });
            under_way.recv().unwrap();
            let since = Instant::now();
            exchanging.end();
            assert!(since.elapsed() >= CLOSING);
            assert!(since.elapsed() < CLOSING * 5);
            assert!(held(&exchanging.desk).is_none());
            answer.send(()).unwrap();
        });
        let since = Instant::now();
        exchanging.end();
        assert!(since.elapsed() < CLOSING, "nothing is under way");
    }
}
