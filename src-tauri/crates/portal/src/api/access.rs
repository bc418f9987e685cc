//! Challenges and tokens.

use super::{
    describe::{ChallengeAsked, ChallengeBody, ProblemBody, TokenAsked, TokenBody},
    request::{From, OnSite, json},
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
};
use axum::{Json, body::Body, extract::State};
use protocol::{ChallengeAnswer, ChallengeRequest, TokenAnswer, TokenRequest};

/// What such a request may take.
const BYTES: usize = 4 * 1024;

/// A text for a device to sign.
#[utoipa::path(post, path = "/challenge", tag = "access", params(("site" = String, Path)), request_body = ChallengeAsked,
    responses((status = 200, body = ChallengeBody),
        (status = 400, description = "`not_canonical`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`device_unknown`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "`busy`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn challenge(
    State(app): State<AppState>,
    OnSite(site): OnSite,
    From(client): From,
    body: Body,
) -> Result<Json<ChallengeAnswer>, Failure> {
    let now = app.portal.clock();
    app.attempts.may_try(client, now)?;
    let asked: ChallengeRequest = json(body, BYTES).await?;
    let portal = app.portal;
    let result = blocking(move || portal.challenge(&site, asked.device)).await;
    app.attempts.count(&result, client, now);
    result.map(Json)
}

/// A token for a device that signed its challenge.
#[utoipa::path(post, path = "/token", tag = "access", params(("site" = String, Path)), request_body = TokenAsked,
    responses((status = 200, body = TokenBody),
        (status = 400, description = "`not_canonical`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`bad_signature`, `device_unknown`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "`stale`: the challenge is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "`busy`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn token(
    State(app): State<AppState>,
    OnSite(site): OnSite,
    From(client): From,
    body: Body,
) -> Result<Json<TokenAnswer>, Failure> {
    let now = app.portal.clock();
    app.attempts.may_try(client, now)?;
    let asked: TokenRequest = json(body, BYTES).await?;
    let portal = app.portal;
    let result =
        blocking(move || portal.token(&site, asked.device, &asked.nonce, &asked.sig)).await;
    app.attempts.count(&result, client, now);
    result.map(Json)
}
