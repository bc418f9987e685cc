//! Sending events, and reading the ledger.

use super::{
    describe::{EntriesLine, ProblemBody, PushAnswerLine, PushedLine},
    request::{Bearer, lines},
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
};
use axum::{
    body::Body,
    extract::{Query, State},
    http::header,
    response::{IntoResponse, Response},
};
use protocol::{PUSH_BYTES, SendLine};
use serde::{Deserialize, Serialize};

/// The media type of lines of JSON.
const NDJSON: &str = "application/x-ndjson";

/// An answer of one line for each value.
pub(super) fn as_lines<T: Serialize>(values: &[T]) -> Result<Response, Failure> {
    let mut bytes = Vec::new();
    for value in values {
        serde_json::to_writer(&mut bytes, value)
            .map_err(|error| Failure::Broken(error.to_string()))?;
        bytes.push(b'\n');
    }
    Ok(ndjson(bytes))
}

/// An answer of lines that are written already.
pub(super) fn ndjson(lines: impl Into<Body>) -> Response {
    (
        [
            (header::CONTENT_TYPE, NDJSON),
            (header::CACHE_CONTROL, "no-store"),
        ],
        lines.into(),
    )
        .into_response()
}

/// Takes bodies and the events that name them; an answer for each event, in order.
#[utoipa::path(post, path = "/push", tag = "ledger", params(("site" = String, Path)), security(("token" = [])),
    request_body(content = PushedLine, content_type = "application/x-ndjson"),
    responses((status = 200, body = PushAnswerLine, content_type = "application/x-ndjson"),
        (status = 400, description = "`not_canonical`: a line is no JSON, nothing was taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 503, description = "`busy`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "`full`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn push(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    body: Body,
) -> Result<Response, Failure> {
    let lines: Vec<SendLine> = lines(body, PUSH_BYTES).await?;
    let portal = app.portal;
    let answers = blocking(move || portal.push(&session, lines)).await?;
    app.wake.notify_one();
    as_lines(&answers)
}

/// What a page begins after, and what goes along.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: u64,
    #[serde(default)]
    bodies: Option<String>,
}

/// A page of the ledger: entries, each followed by those of its bodies that stand now, then the head of the last one.
#[utoipa::path(get, path = "/entries", tag = "ledger", security(("token" = [])),
    params(("site" = String, Path), ("after" = Option<u64>, Query, description = "The last entry that is known"),
        ("bodies" = Option<String>, Query, description = "`current` for those that stand now, else none")),
    responses((status = 200, body = EntriesLine, content_type = "application/x-ndjson"),
        (status = 400, description = "A parameter is not what it should be", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`no_right`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn entries(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let with_bodies = match wanted.bodies.as_deref() {
        Some("current") => true,
        None | Some("none") => false,
        Some(_) => {
            return Err(Failure::Malformed(
                "bodies is `current` or is not there".to_owned(),
            ));
        }
    };
    let page = blocking(move || app.portal.entries(&session, wanted.after, with_bodies)).await?;
    Ok(ndjson(page.lines))
}
