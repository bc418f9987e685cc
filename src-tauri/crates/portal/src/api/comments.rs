//! The feed of what the public wrote.

use super::{
    describe::{CommentBody, ProblemBody},
    ledger::as_lines,
    request::Bearer,
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
};
use axum::{
    extract::{Query, State},
    response::Response,
};
use serde::Deserialize;

/// What the feed is read after.
#[derive(Deserialize)]
pub(super) struct Wanted {
    #[serde(default)]
    after: u64,
}

/// At most 1,000 comments after a cursor, for editors, approvers and the chief; one that was erased comes again, empty.
#[utoipa::path(get, path = "/comments", tag = "comments", security(("token" = [])),
    params(("site" = String, Path), ("after" = Option<u64>, Query, description = "The last cursor that is known")),
    responses((status = 200, body = CommentBody, content_type = "application/x-ndjson"),
        (status = 400, description = "A parameter is not what it should be", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`no_right`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn comments(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Failure> {
    let lines = blocking(move || app.portal.comments(&session, wanted.after)).await?;
    as_lines(&lines)
}
