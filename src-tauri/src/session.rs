//! The one desk this window works at: one's own, or while one practises that of one of the four; closed when the
//! window goes.

use crate::{
    exchanging,
    ipc::{Changed, Problem},
    practice::{self, Board, Person, Place, Progress},
};
use desk::{Desk, DeskError};
use editorial::Code;
use std::{
    path::PathBuf,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};
use tauri::AppHandle;
use tauri_specta::Event as _;

/// The desk, once it is open.
pub(crate) struct Session {
    /// Where one's own desk lies.
    own: PathBuf,
    /// Where practice lies, apart from it.
    place: Place,
    open: Mutex<Option<Open>>,
    practising: Mutex<Option<Practising>>,
    /// Whoever changes which desk is open does it alone.
    turn: Mutex<()>,
    making: Mutex<Option<Progress>>,
    unwanted: AtomicBool,
    /// What is being saved or brought back, and whether a person wants it to end.
    work: Mutex<Option<desk::profile::Working>>,
    work_unwanted: AtomicBool,
    /// The program was started to practise, and has not begun to.
    asked: AtomicBool,
}

/// How the pages hear of what happened behind them.
pub(crate) type Tell = Arc<dyn Fn(Changed) + Send + Sync>;

/// The pages of this window.
pub(crate) fn to_pages(app: AppHandle) -> Tell {
    Arc::new(move |changed: Changed| {
        // A window that is closing no longer listens; nothing is lost by it.
        let _ = changed.emit(&app);
    })
}

struct Practising {
    board: Board,
    me: Person,
    /// One's own desk, where it was open: it rests, and is gone on with.
    own: Option<Desk>,
}

struct Open {
    desk: Desk,
    exchanging: Arc<exchanging::Exchanging>,
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    // Whatever panicked while it was held left a whole value behind: each is written in one go.
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Session {
    /// A session that has no desk open yet. `practise`: where there is no desk, one wants to practise at once.
    pub(crate) fn at(own: PathBuf, practise: bool) -> Self {
        Self {
            place: Place::beside(&own),
            own,
            open: Mutex::new(None),
            practising: Mutex::new(None),
            turn: Mutex::new(()),
            making: Mutex::new(None),
            unwanted: AtomicBool::new(false),
            work: Mutex::new(None),
            work_unwanted: AtomicBool::new(false),
            asked: AtomicBool::new(practise),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        held(&self.open)
    }

    /// Where one's own desk lies; nobody comes to it while one practises.
    pub(crate) fn own(&self) -> Result<PathBuf, Problem> {
        if self.me().is_some() {
            return Err(DeskError::new(Code::WrongState).into());
        }
        Ok(self.own.clone())
    }

    /// Where the desk lies that the window shows.
    pub(crate) fn folder(&self) -> PathBuf {
        self.me()
            .map_or_else(|| self.own.clone(), |me| self.place.desk(me))
    }

    /// Whose desk is open, while one practises.
    pub(crate) fn me(&self) -> Option<Person> {
        held(&self.practising).as_ref().map(|it| it.me)
    }

    /// Where practice lies.
    pub(crate) fn practice_path(&self) -> String {
        self.place.folder().display().to_string()
    }

    /// Whether there is a board to practise with.
    pub(crate) fn practice_is_made(&self) -> bool {
        self.place.is_made()
    }

    /// Whether the program was started to practise; said once.
    pub(crate) fn take_asked(&self) -> bool {
        self.asked.swap(false, Ordering::Relaxed)
    }

    /// How far the board is that is being made.
    pub(crate) fn making(&self) -> Option<Progress> {
        *held(&self.making)
    }

    /// Does what can take long, told how far it is and ended from elsewhere.
    pub(crate) fn work<T>(
        &self,
        act: impl FnOnce(desk::profile::OnWork<'_>) -> desk::Result<T>,
    ) -> desk::Result<T> {
        self.work_unwanted.store(false, Ordering::Relaxed);
        let done = act(&|working| {
            *held(&self.work) = Some(working);
            !self.work_unwanted.load(Ordering::Relaxed)
        });
        *held(&self.work) = None;
        done
    }

    /// How far that is.
    pub(crate) fn working(&self) -> Option<desk::profile::Working> {
        *held(&self.work)
    }

    /// Ends it; nothing of it is left.
    pub(crate) fn stop_work(&self) {
        self.work_unwanted.store(true, Ordering::Relaxed);
    }

    /// Ends the making of a board.
    pub(crate) fn stop_making(&self) {
        self.unwanted.store(true, Ordering::Relaxed);
    }

    /// Goes on with practice where it was open when the window closed and there is no desk of one's own.
    pub(crate) fn resume(&self, tell: &Tell) -> Result<(), Problem> {
        let _turn = held(&self.turn);
        let left_at = self.place.left_at();
        if self.is_open() || Desk::exists(&self.own) || left_at.is_none() {
            return Ok(());
        }
        self.enter(tell)
    }

    /// Practises: makes the board where there is none that is whole, and opens the desk one was at. One's own desk, where
    /// it is open, rests meanwhile. Answers no where the making was ended.
    pub(crate) fn practise(&self, tell: &Tell) -> Result<bool, Problem> {
        let _turn = held(&self.turn);
        if self.me().is_some() {
            return Ok(true);
        }
        if !self.place.is_made() {
            self.unwanted.store(false, Ordering::Relaxed);
            let made = practice::make(&self.place, &|progress| {
                *held(&self.making) = Some(progress);
                !self.unwanted.load(Ordering::Relaxed)
            });
            *held(&self.making) = None;
            if !made? {
                return Ok(false);
            }
        }
        self.enter(tell)?;
        Ok(true)
    }

    fn enter(&self, tell: &Tell) -> Result<(), Problem> {
        let board = Board::open(&self.place)?;
        let me = self.place.left_at().unwrap_or(Person::Editor);
        let desk = board.desk(me)?;
        let own = self.close_desk();
        *held(&self.practising) = Some(Practising { board, me, own });
        self.begin_telling(desk, tell);
        Ok(())
    }

    /// Closes the desk that is open and opens that of another of the four.
    pub(crate) fn work_as(&self, person: Person, tell: &Tell) -> Result<(), Problem> {
        let _turn = held(&self.turn);
        let mut practising = held(&self.practising);
        let here = practising
            .as_mut()
            .ok_or_else(|| Problem::from(DeskError::new(Code::WrongState)))?;
        if here.me == person {
            return Ok(());
        }
        self.close_desk();
        match here.board.desk(person) {
            Ok(desk) => {
                here.me = person;
                self.begin_telling(desk, tell);
                Ok(())
            }
            Err(problem) => {
                // One stays where one was.
                self.begin_telling(here.board.desk(here.me)?, tell);
                Err(problem)
            }
        }
    }

    /// Ends practice; its board stays as it is.
    pub(crate) fn leave_practice(&self, tell: &Tell) -> Result<(), Problem> {
        let _turn = held(&self.turn);
        self.stop_practising(tell);
        self.place.note(None)
    }

    /// Ends practice and throws all of it away.
    pub(crate) fn discard_practice(&self, tell: &Tell) -> Result<(), Problem> {
        let _turn = held(&self.turn);
        self.stop_practising(tell);
        self.place.discard()
    }

    fn stop_practising(&self, tell: &Tell) {
        let practising = held(&self.practising).take();
        if let Some(practising) = practising {
            self.close_desk();
            if let Some(own) = practising.own {
                self.begin_telling(own, tell);
            }
        }
    }

    /// What opens the desk one practises at; none where one does not practise.
    pub(crate) fn practice_passphrase(&self) -> Option<String> {
        let practising = held(&self.practising);
        practising
            .as_ref()?
            .board
            .passphrase(practising.as_ref()?.me)
    }

    /// Notes what opens the desk one practises at from now on.
    pub(crate) fn note_passphrase(&self, new: &str) -> Result<(), Problem> {
        let mut practising = held(&self.practising);
        let Some(here) = practising.as_mut() else {
            return Ok(());
        };
        let me = here.me;
        here.board.note_passphrase(me, new)
    }

    /// Whether a desk is open.
    pub(crate) fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// Works at this desk from now on, and exchanges with its portal in the background.
    pub(crate) fn begin(&self, desk: Desk, app: AppHandle) {
        self.begin_telling(desk, &to_pages(app));
    }

    fn begin_telling(&self, desk: Desk, tell: &Tell) {
        let tell = Arc::clone(tell);
        let exchanging = exchanging::begin(desk.clone(), move |changed| tell(changed));
        *self.lock() = Some(Open { desk, exchanging });
    }

    /// Ends the exchange that is under way, or lets go of it, and closes the store; then the portal of practice ends. Not
    /// to be called where nothing may wait.
    pub(crate) fn end(&self) {
        self.stop_making();
        self.stop_work();
        let _turn = held(&self.turn);
        self.close_desk();
        drop(held(&self.practising).take());
    }

    /// Ends the exchange of the desk that is open, and lets go of it.
    fn close_desk(&self) -> Option<Desk> {
        let open = self.lock().take()?;
        open.exchanging.end();
        Some(open.desk)
    }

    /// The desk.
    pub(crate) fn desk(&self) -> Result<Desk, Problem> {
        let open = self.lock();
        open.as_ref()
            .map(|open| open.desk.clone())
            .ok_or_else(|| DeskError::new(Code::NotFound).into())
    }

    /// The exchange in the background.
    pub(crate) fn exchanging(&self) -> Option<Arc<exchanging::Exchanging>> {
        self.lock()
            .as_ref()
            .map(|open| Arc::clone(&open.exchanging))
    }

    /// An act was put into the outbox: it leaves at once, if there is a line.
    pub(crate) fn wake(&self) {
        if let Some(exchanging) = self.exchanging() {
            exchanging.wake();
        }
    }

    /// Does something at the desk, off the thread that draws.
    pub(crate) async fn with<T: Send + 'static>(
        &self,
        act: impl FnOnce(&Desk) -> Result<T, Problem> + Send + 'static,
    ) -> Result<T, Problem> {
        let desk = self.desk()?;
        blocking(move || act(&desk)).await
    }
}

/// Work that waits for the disk or the network.
pub(crate) async fn blocking<T: Send + 'static>(
    act: impl FnOnce() -> Result<T, Problem> + Send + 'static,
) -> Result<T, Problem> {
    tauri::async_runtime::spawn_blocking(act)
        .await
        .map_err(Problem::unexpected)?
}

#[cfg(test)]
mod tests;
