//! Bodies by their hashes.

use super::{
    describe::{BodyLine, ProblemBody},
    ledger::ndjson,
    request::{Bearer, json},
};
use crate::{app::AppState, failure::Failure, ledger::quote};
use axum::{
    body::{Body, Bytes},
    extract::State,
    response::Response,
};
use editorial::{Code, Hash};
use futures_util::stream;
use protocol::BODIES_ASKED;
use tokio::sync::mpsc;

/// What a list of hashes may take.
const BYTES: usize = 128 * 1024;

/// The bodies of a list of hashes that the ledger names, a line each; what is not here is left out.
#[utoipa::path(post, path = "/bodies", tag = "ledger", params(("site" = String, Path)), security(("token" = [])),
    request_body(content = Vec<String>, description = "Hashes"),
    responses((status = 200, body = BodyLine, content_type = "application/x-ndjson"),
        (status = 400, description = "`not_canonical`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`no_right`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 410, description = "`erased`: nothing but erased bodies was asked for", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn bodies(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    body: Body,
) -> Result<Response, Failure> {
    let hashes: Vec<Hash> = json(body, BYTES).await?;
    if hashes.len() > BODIES_ASKED {
        return Err(Failure::No {
            code: Code::TooLarge,
            detail: format!("at most {BODIES_ASKED} at once"),
        });
    }
    // A thousand bodies may be gigabytes: they go out as they are read, and only as fast as they are taken.
    let (sender, mut receiver) = mpsc::channel::<Result<Bytes, Failure>>(16);
    tokio::task::spawn_blocking(move || {
        let result = app.portal.bodies(&session, &hashes, |bytes| {
            let mut line = Vec::with_capacity(bytes.len() + bytes.len() / 8 + 16);
            line.extend_from_slice(b"{\"body\":");
            let line = quote(&mut line, &bytes).map(|()| {
                line.extend_from_slice(b"}\n");
                Bytes::from(line)
            });
            sender.blocking_send(line).is_ok()
        });
        if let Err(failure) = result {
            // Nobody listens any more: nothing to tell.
            let _ = sender.blocking_send(Err(failure));
        }
    });
    let first = match receiver.recv().await {
        None => return Ok(ndjson(Body::empty())),
        Some(first) => first?,
    };
    let rest = stream::unfold(receiver, |mut receiver| async {
        receiver.recv().await.map(|it| (it, receiver))
    });
    let all = futures_util::StreamExt::chain(stream::iter([Ok(first)]), rest);
    Ok(ndjson(Body::from_stream(all)))
}
