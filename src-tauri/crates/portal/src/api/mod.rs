//! The API that desks talk to, below `/api/v1`: a file for each group of routes.

mod access;
mod blobs;
mod bodies;
mod comments;
mod describe;
mod ledger;
mod request;
mod site;

use crate::app::AppState;
use axum::{Json, Router, routing::get};
use utoipa::OpenApi;
use utoipa_axum::{router::OpenApiRouter, routes};

/// All routes of the API, and its description at `/api/v1/openapi.json`.
pub(crate) fn router() -> Router<AppState> {
    let sites = OpenApiRouter::new()
        .routes(routes!(site::head))
        .routes(routes!(site::invitation))
        .routes(routes!(site::join))
        .routes(routes!(access::challenge))
        .routes(routes!(access::token))
        .routes(routes!(ledger::push))
        .routes(routes!(ledger::entries))
        .routes(routes!(bodies::bodies))
        .routes(routes!(blobs::offset, blobs::piece, blobs::file))
        .routes(routes!(comments::comments));
    let (router, api) = OpenApiRouter::with_openapi(describe::Api::openapi())
        .nest("/api/v1/sites/{site}", sites)
        .split_for_parts();
    let api = describe::completed(api);
    router.route(
        "/api/v1/openapi.json",
        get(move || async move { Json(api) }),
    )
}
