//! The one desk this window works at: opened once, used by every command, closed when the window goes.

use crate::{exchanging, ipc::Problem};
use desk::{Desk, DeskError};
use editorial::Code;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};
use tauri::AppHandle;
use tauri_specta::Event as _;

/// The desk, once it is open.
pub(crate) struct Session {
    /// Where it lies.
    pub(crate) folder: PathBuf,
    open: Mutex<Option<Open>>,
}

struct Open {
    desk: Desk,
    exchanging: Arc<exchanging::Exchanging>,
}

impl Session {
    /// A session that has no desk open yet.
    pub(crate) fn at(folder: PathBuf) -> Self {
        Self {
            folder,
            open: Mutex::new(None),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Option<Open>> {
        // A command that panicked has not changed which desk is open.
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a desk is open.
    pub(crate) fn is_open(&self) -> bool {
        self.lock().is_some()
    }

    /// Works at this desk from now on, and exchanges with its portal in the background.
    pub(crate) fn begin(&self, desk: Desk, app: AppHandle) {
        let exchanging = exchanging::begin(desk.clone(), move |changed| {
            // A window that is closing no longer listens; nothing is lost by it.
            let _ = changed.emit(&app);
        });
        *self.lock() = Some(Open { desk, exchanging });
    }

    /// Ends the exchange that is under way, or lets go of it, and closes the store.
    pub(crate) fn end(&self) {
        let Some(open) = self.lock().take() else {
            return;
        };
        open.exchanging.end();
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
