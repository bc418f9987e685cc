//! The exchange in the background: after own acts, when the window comes to the front, and each minute, with growing
//! pauses while nobody answers.

use crate::ipc::{Changed, Exchange, Line, Problem, told};
use desk::{Desk, DeskError, Surroundings as _, ThisComputer, exchange};
use editorial::Millis;
use std::{
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::Duration,
};
use tauri::AppHandle;
use tauri_specta::Event as _;

/// One desk's exchange.
pub(crate) struct Exchanging {
    desk: Mutex<Option<Desk>>,
    app: AppHandle,
    ended: AtomicBool,
    wanted: Mutex<bool>,
    called: Condvar,
    line: Mutex<Line>,
    /// Held through an exchange: a person's and the background's never run beside one another.
    running: Mutex<()>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whatever panicked while it was held left a whole value behind: each is written in one go.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Begins exchanging for this desk.
pub(crate) fn begin(desk: Desk, app: AppHandle) -> Arc<Exchanging> {
    let exchanging = Arc::new(Exchanging {
        desk: Mutex::new(Some(desk)),
        app,
        ended: AtomicBool::new(false),
        wanted: Mutex::new(true),
        called: Condvar::new(),
        line: Mutex::new(Line::default()),
        running: Mutex::new(()),
    });
    let background = Arc::clone(&exchanging);
    thread::spawn(move || background.run());
    exchanging
}

impl Exchanging {
    /// Exchanges as soon as possible.
    pub(crate) fn wake(&self) {
        *held(&self.wanted) = true;
        self.called.notify_all();
    }

    /// Stops at the next step, waits for it, and lets go of the desk, so that its store closes.
    pub(crate) fn end(&self) {
        self.ended.store(true, Ordering::Relaxed);
        self.called.notify_all();
        let _last_step = held(&self.running);
        held(&self.desk).take();
    }

    fn going(&self) -> bool {
        !self.ended.load(Ordering::Relaxed)
    }

    fn run(&self) {
        let mut failures = 0;
        while self.going() {
            let pause = match self.once(failures) {
                Ok(_) => {
                    failures = 0;
                    exchange::pause(0, chance())
                }
                Err(problem) => {
                    failures += u32::from(problem.retry);
                    exchange::pause(failures, chance())
                }
            };
            self.wait(pause);
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

    /// One full exchange, told to the pages where it changed anything.
    pub(crate) fn once(&self, failures: u32) -> Result<Exchange, Problem> {
        let _alone = held(&self.running);
        let Some(desk) = held(&self.desk).clone().filter(|_| self.going()) else {
            return Err(Problem::unexpected("the desk is closed"));
        };
        // The index follows here, as nothing waits for it.
        if let Err(error) = desk.index(&|_| self.going()) {
            return Err(error.into());
        }
        let outcome = desk.exchange(false, &|_| self.going());
        self.tell(&outcome, failures);
        told(&outcome?)
    }

    fn tell(&self, outcome: &desk::Result<exchange::Report>, failures: u32) {
        let now = ThisComputer.now();
        let line = match outcome {
            Ok(_) => Line::default(),
            Err(error) if error.code == editorial::Code::NotJoined => Line::default(),
            Err(error) => self.trouble(error, now, failures),
        };
        let moved = outcome
            .as_ref()
            .is_ok_and(|report| report.sent + report.received + report.refused > 0);
        let changed = {
            let mut before = held(&self.line);
            let changed = moved
                || before.trouble != line.trouble
                || before.next != line.next
                || line.trouble.is_none();
            *before = line.clone();
            changed
        };
        if changed {
            // A window that is closing no longer listens; nothing is lost by it.
            let _ = Changed {
                editions: Vec::new(),
                line,
            }
            .emit(&self.app);
        }
    }

    fn trouble(&self, error: &DeskError, now: Millis, failures: u32) -> Line {
        let before = held(&self.line);
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
        }
    }
}

fn chance() -> f64 {
    let mut bytes = [0; 2];
    ThisComputer.random(&mut bytes);
    f64::from(u16::from_le_bytes(bytes)) / f64::from(u16::MAX)
}
