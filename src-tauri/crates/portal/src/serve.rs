//! The portal on the network, until it is told to end.

use crate::{
    app::{AppState, Part, blocking, router},
    failure::{Failure, no},
    portal::Portal,
};
use editorial::Code;
use std::{
    fs::{File, TryLockError},
    net::SocketAddr,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
    task::JoinSet,
};

/// How long open connections may take to end.
const FAREWELL: Duration = Duration::from_secs(3);
/// How long what is due may go unnoticed when another process changed the ledger.
const LOOK_AGAIN: Duration = Duration::from_secs(5);
/// How often what nobody names is looked for.
const SWEEP: Duration = Duration::from_hours(1);

/// Where a portal listens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Addresses {
    /// The API, and the public site where it has no address of its own.
    pub listen: SocketAddr,
    /// The public site alone.
    pub public: Option<SocketAddr>,
}

/// A portal that accepts connections.
pub struct Serving {
    /// Where the API is.
    pub url: String,
    /// Where the public site is.
    pub public_url: String,
    stop: watch::Sender<bool>,
    tasks: JoinSet<()>,
}

/// Starts serving. What was due while no portal ran is published first; what cannot be cleared away holds up nobody.
///
/// # Errors
///
/// [`Failure`] where an address cannot be taken, or of the database.
pub async fn start(portal: Arc<Portal>, at: Addresses) -> Result<Serving, Failure> {
    let late = Arc::clone(&portal);
    blocking(move || {
        swept(&late);
        late.publish_due()
    })
    .await?;
    let state = AppState::new(portal);
    let (stop, stopped) = watch::channel(false);
    let mut tasks = JoinSet::new();
    let listener = listen(at.listen)?;
    let url = format!("http://{}", listener.local_addr()?);
    let mut public_url = url.clone();
    let mut parts = vec![(
        listener,
        if at.public.is_some() {
            Part::Api
        } else {
            Part::Both
        },
    )];
    if let Some(address) = at.public {
        let listener = listen(address)?;
        public_url = format!("http://{}", listener.local_addr()?);
        parts.push((listener, Part::Public));
    }
    for (listener, part) in parts {
        let service = router(&state, part).into_make_service_with_connect_info::<SocketAddr>();
        let until = ended(stopped.clone());
        tasks.spawn(async move {
            if let Err(error) = axum::serve(listener, service)
                .with_graceful_shutdown(until)
                .await
            {
                tracing::error!(%error, "serving broke off");
            }
        });
    }
    tasks.spawn(keep_time(state, stopped));
    Ok(Serving {
        url,
        public_url,
        stop,
        tasks,
    })
}

impl Serving {
    /// Ends: no new connection, and open ones within three seconds.
    pub async fn stop(mut self) {
        // Nobody listening means that all have ended already.
        let _ = self.stop.send(true);
        let all_ended = async { while self.tasks.join_next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, all_ended).await.is_err() {
            self.tasks.abort_all();
        }
    }
}

async fn ended(mut stopped: watch::Receiver<bool>) {
    // A sender that is gone means the same.
    let _ = stopped.wait_for(|stopped| *stopped).await;
}

/// Takes an address so that it can be taken again at once after this process ends.
fn listen(at: SocketAddr) -> Result<TcpListener, Failure> {
    let socket = if at.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    let taken = |error: std::io::Error| match error.kind() {
        std::io::ErrorKind::AddrInUse => no(
            Code::InUse,
            format!("another program listens at {at} already"),
        ),
        _ => error.into(),
    };
    socket.bind(at).map_err(taken)?;
    socket.listen(1024).map_err(taken)
}

/// Clears away what nobody names, and what was erased; what cannot go yet goes with the next sweep.
fn swept(portal: &Portal) {
    if let Err(failure) = portal.sweep() {
        tracing::error!(?failure, "not all could be cleared away");
    }
}

/// Publishes what is due, at its time.
async fn keep_time(state: AppState, stopped: watch::Receiver<bool>) {
    let mut last = Instant::now();
    loop {
        let portal = Arc::clone(&state.portal);
        let sweep = last.elapsed() >= SWEEP;
        if sweep {
            last = Instant::now();
        }
        let next = blocking(move || {
            if sweep {
                swept(&portal);
            }
            // What falls due while others are published is not passed over.
            let now = portal.clock();
            portal.publish_due()?;
            let next = portal.next_due_after(now)?;
            Ok(next.map(|at| at.0 - portal.clock().0))
        })
        .await;
        let pause = match next {
            Ok(Some(millis)) => LOOK_AGAIN.min(Duration::from_millis(
                u64::try_from(millis).unwrap_or_default().max(1),
            )),
            Ok(None) => LOOK_AGAIN,
            Err(failure) => {
                tracing::error!(?failure, "what is due could not be published");
                LOOK_AGAIN
            }
        };
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = state.wake.notified() => {}
            () = ended(stopped.clone()) => return,
        }
    }
}

/// Holds a data folder for one serving portal; the system lets go of it with the process.
#[derive(Debug)]
pub struct Lock(#[allow(dead_code)] File);

/// Takes the data folder, waiting up to two seconds for one that is just ending.
///
/// # Errors
///
/// `in_use`.
pub fn lock(folder: &Path) -> Result<Lock, Failure> {
    let file = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("serve.lock"))?;
    let until = Instant::now() + Duration::from_secs(2);
    loop {
        match file.try_lock() {
            Ok(()) => return Ok(Lock(file)),
            Err(TryLockError::WouldBlock) if Instant::now() < until => {
                std::thread::sleep(Duration::from_millis(50));
            }
            Err(TryLockError::WouldBlock) => {
                return Err(no(Code::InUse, "another portal serves this data folder"));
            }
            Err(TryLockError::Error(error)) => return Err(error.into()),
        }
    }
}
