//! The sample board while one practises with it: its portal is served on this computer, one desk at a time is open.

use super::{Kept, Person, Place, open};
use crate::ipc::Problem;
use banthao_portal::{
    Failure, Portal, Surroundings, System,
    serve::{self, Addresses, Lock, Serving},
};
use desk::{Desk, DeskError, ThisComputer};
use editorial::Code;
use std::{
    net::SocketAddr,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};
use tokio::runtime::Runtime;

/// How long a desk that is just being closed may take.
const CLOSING: Duration = Duration::from_secs(2);

/// A board that was made, with its portal running.
pub(crate) struct Board {
    pub(crate) place: Place,
    kept: Kept,
    /// Ends with the board.
    #[cfg_attr(not(test), allow(dead_code))]
    served: Served,
}

impl Board {
    /// Serves the portal of the board that lies here.
    pub(crate) fn open(place: &Place) -> Result<Self, Problem> {
        let kept = place
            .kept()
            .filter(|kept| kept.whole)
            .ok_or_else(|| Problem::from(DeskError::new(Code::NotFound)))?;
        let served = Served::begin(place, kept.port, Arc::new(System))?;
        Ok(Self {
            place: place.clone(),
            kept,
            served,
        })
    }

    /// Opens the desk of one of the four, and notes that it is open.
    pub(crate) fn desk(&self, person: Person) -> Result<Desk, Problem> {
        let until = Instant::now() + CLOSING;
        let desk = loop {
            let around = Arc::new(ThisComputer);
            match open(&self.place, person, &self.kept.passphrases, around) {
                // A command that was under way there when one went away still has it for a moment.
                Err(error) if error.code == Code::InUse && Instant::now() < until => {
                    thread::sleep(Duration::from_millis(50));
                }
                opened => break opened?,
            }
        };
        self.place.note(Some(person))?;
        Ok(desk)
    }

    /// What opens the desk of one of the four.
    pub(crate) fn passphrase(&self, person: Person) -> Option<String> {
        self.kept.passphrases.get(&person).cloned()
    }

    /// Notes what opens the desk of one of the four from now on.
    pub(crate) fn note_passphrase(&mut self, person: Person, new: &str) -> Result<(), Problem> {
        self.kept.passphrases.insert(person, new.to_owned());
        self.place.note_passphrase(person, new)
    }

    #[cfg(test)]
    pub(super) fn portal(&self) -> &Portal {
        &self.served.portal
    }
}

/// A portal being served; it ends, with all its threads, when this is dropped.
pub(super) struct Served {
    pub(super) portal: Arc<Portal>,
    serving: Option<Serving>,
    runtime: Option<Runtime>,
    _lock: Lock,
}

impl Served {
    pub(super) fn begin(
        place: &Place,
        port: u16,
        around: Arc<dyn Surroundings>,
    ) -> Result<Self, Problem> {
        let folder = place.portal();
        let portal = Arc::new(Portal::open(&folder, around).map_err(told)?);
        let lock = serve::lock(&folder).map_err(told)?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .map_err(super::disk)?;
        let at = Addresses {
            listen: SocketAddr::from(([127, 0, 0, 1], port)),
            public: None,
        };
        let serving = runtime
            .block_on(serve::start(Arc::clone(&portal), at))
            .map_err(|failure| match failure.code() {
                Some(Code::InUse) => Problem {
                    code: "practice_port".into(),
                    message: at.listen.to_string(),
                    retry: true,
                    checks: Vec::new(),
                },
                _ => told(failure),
            })?;
        Ok(Self {
            portal,
            serving: Some(serving),
            runtime: Some(runtime),
            _lock: lock,
        })
    }

    pub(super) fn url(&self) -> String {
        self.serving
            .as_ref()
            .map(|serving| serving.url.clone())
            .unwrap_or_default()
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let Some(runtime) = self.runtime.take() else {
            return;
        };
        if let Some(serving) = self.serving.take() {
            runtime.block_on(serving.stop());
        }
        runtime.shutdown_timeout(Duration::from_secs(1));
    }
}

/// What the portal could not do, as the pages tell it.
#[allow(clippy::needless_pass_by_value)] // `map_err` gives it so.
pub(super) fn told(failure: Failure) -> Problem {
    failure.code().map_or_else(
        || Problem::unexpected(format!("{failure:?}")),
        |code| DeskError::about(code, format!("{failure:?}")).into(),
    )
}
