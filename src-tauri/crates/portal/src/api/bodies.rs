//! Bodies by their hashes.

use super::{
    describe::{BodyLine, ProblemBody},
    ledger::ndjson,
    request::{Bearer, json},
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
    ledger::quote,
    portal::{Bodies, Portal},
};
use axum::{
    body::{Body, Bytes},
    extract::State,
    response::Response,
};
use editorial::{Code, Hash};
use futures_util::{StreamExt, stream};
use protocol::BODIES_ASKED;
use std::sync::Arc;

/// What a list of hashes may take.
const BYTES: usize = 128 * 1024;
/// From that many bytes on, lines are sent before more are read.
const AT_ONCE: usize = 64 * 1024;

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
    let portal = app.portal;
    let asked = {
        let portal = Arc::clone(&portal);
        blocking(move || portal.ask(&session, hashes)).await?
    };
    // A thousand bodies may be gigabytes: each is read when it is wanted. Between two of them nothing is held that a slow
    // reader could keep from others, neither a thread nor a look into the database.
    let Some((first, asked)) = next(&portal, asked).await? else {
        return Ok(ndjson(Body::empty()));
    };
    let rest = stream::try_unfold(asked, move |asked| {
        let portal = Arc::clone(&portal);
        async move { next(&portal, asked).await }
    });
    let all = stream::iter([Ok(first)]).chain(rest);
    Ok(ndjson(Body::from_stream(all)))
}

/// The lines of the next bodies, some at once where they are small; and what is left.
async fn next(portal: &Arc<Portal>, mut asked: Bodies) -> Result<Option<(Bytes, Bodies)>, Failure> {
    let portal = Arc::clone(portal);
    blocking(move || {
        let mut lines = Vec::new();
        while lines.len() < AT_ONCE {
            let Some(bytes) = asked.next(&portal)? else {
                break;
            };
            lines.extend_from_slice(b"{\"body\":");
            quote(&mut lines, &bytes)?;
            lines.extend_from_slice(b"}\n");
        }
        Ok((!lines.is_empty()).then(|| (Bytes::from(lines), asked)))
    })
    .await
}
