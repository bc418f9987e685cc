//! What needs no token: the head, invitations, joining.

use super::{
    describe::{HeadBody, InvitationBody, JoinBody, JoinLines, ProblemBody},
    request::{From, Named, OnSite, lines},
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
};
use axum::{Json, body::Body, extract::State};
use editorial::PublicKey;
use protocol::{HeadAnswer, InvitationAnswer, JoinAnswer, SendLine};

/// What joining may take: an event, and a name.
const JOIN_BYTES: usize = 64 * 1024;

/// The newest entry, vouched for by the site's key.
#[utoipa::path(get, path = "/head", tag = "site", params(("site" = String, Path)),
    responses((status = 200, body = HeadBody), (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn head(
    State(app): State<AppState>,
    OnSite(site): OnSite,
) -> Result<Json<HeadAnswer>, Failure> {
    blocking(move || app.portal.head(&site)).await.map(Json)
}

/// What an open invitation offers.
#[utoipa::path(get, path = "/invitations/{name}", tag = "site",
    params(("site" = String, Path), ("name" = String, Path, description = "The invitation's public key, base64url")),
    responses((status = 200, body = InvitationBody),
        (status = 404, description = "`no_such_site`, `not_found`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "`invitation_used`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 410, description = "`invitation_expired`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "`busy`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn invitation(
    State(app): State<AppState>,
    OnSite(site): OnSite,
    Named(key): Named<PublicKey>,
    From(client): From,
) -> Result<Json<InvitationAnswer>, Failure> {
    let now = app.portal.clock();
    app.attempts.may_try(client, now)?;
    let portal = app.portal;
    let result = blocking(move || portal.invitation(&site, &key)).await;
    app.attempts.count(&result, client, now);
    result.map(Json)
}

/// Lets a device in: the bodies that its `joined` event names, then that event.
#[utoipa::path(post, path = "/join", tag = "site", params(("site" = String, Path)),
    request_body(content = JoinLines, content_type = "application/x-ndjson"),
    responses((status = 200, body = JoinBody),
        (status = 400, description = "`not_canonical`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`bad_signature`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "`invitation_used`, `mismatch`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 410, description = "`invitation_expired`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 429, description = "`busy`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "`full`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn join(
    State(app): State<AppState>,
    OnSite(site): OnSite,
    From(client): From,
    body: Body,
) -> Result<Json<JoinAnswer>, Failure> {
    let now = app.portal.clock();
    app.attempts.may_try(client, now)?;
    let lines: Vec<SendLine> = lines(body, JOIN_BYTES).await?;
    let portal = app.portal;
    let result = blocking(move || portal.join(&site, lines)).await;
    app.attempts.count(&result, client, now);
    result.map(Json)
}
