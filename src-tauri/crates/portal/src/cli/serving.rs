//! `serve`: until SIGTERM or Ctrl+C.

use super::{Said, arguments::Serve, print};
use crate::{
    failure::Failure,
    portal::Portal,
    serve::{self, Addresses},
    surroundings::System,
};
use serde_json::json;
use std::{io::IsTerminal, sync::Arc, time::Duration};
use tracing_subscriber::EnvFilter;

pub(super) fn serve(it: &Serve) -> Result<Said, Failure> {
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new("info"));
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
    let portal = Arc::new(Portal::open(&it.data.data, Arc::new(System))?);
    let _held = serve::lock(&it.data.data)?;
    let runtime = tokio::runtime::Runtime::new()?;
    let result = runtime.block_on(async {
        // Listening for the end comes first, so that no signal is missed once the line is printed.
        let end = ending()?;
        let serving = serve::start(
            portal,
            Addresses {
                listen: it.listen,
                public: it.public_listen,
            },
        )
        .await?;
        let mut line = json!({"url": serving.url});
        if it.public_listen.is_some() {
            line["public_url"] = serving.public_url.clone().into();
        }
        print(&line.to_string());
        end.await;
        serving.stop().await;
        Ok(())
    });
    // A thread still busy with the database is not waited for: what it does is a transaction, done or not done.
    runtime.shutdown_timeout(Duration::from_secs(1));
    result.map(|()| Said {
        json: serde_json::Value::Null,
        text: String::new(),
        good: true,
    })
}

#[cfg(unix)]
fn ending() -> Result<impl Future<Output = ()>, Failure> {
    use tokio::signal::unix::{SignalKind, signal};
    let mut terminated = signal(SignalKind::terminate())?;
    let mut interrupted = signal(SignalKind::interrupt())?;
    Ok(async move {
        tokio::select! {
            _ = terminated.recv() => {}
            _ = interrupted.recv() => {}
        }
    })
}

#[cfg(not(unix))]
fn ending() -> Result<impl Future<Output = ()>, Failure> {
    Ok(async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    })
}
