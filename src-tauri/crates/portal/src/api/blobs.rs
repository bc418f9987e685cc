//! Files in resumable pieces, as tus does it; the hash is the upload's name, so nothing has to be created first.

use super::{
    describe::ProblemBody,
    request::{Bearer, Named, whole},
};
use crate::{
    app::{AppState, blocking},
    failure::Failure,
    portal::Upload,
};
use axum::{
    body::Body,
    extract::State,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use editorial::Hash;
use protocol::PIECE_BYTES;

/// How much of the file is here.
const OFFSET: &str = "upload-offset";
/// How long the file is.
const LENGTH: &str = "upload-length";

/// How much of a file is here, in `Upload-Offset`; with `Upload-Length` once it is whole.
#[utoipa::path(head, path = "/blobs/{name}", tag = "blobs", params(("site" = String, Path), ("name" = String, Path, description = "The file's hash")), security(("token" = [])),
    responses((status = 200, headers(("Upload-Offset" = u64), ("Upload-Length" = u64))),
        (status = 401, description = "No token, or one that is over"),
        (status = 403, description = "`no_right`, `device_revoked`"),
        (status = 404, description = "`no_such_site`")))]
pub(super) async fn offset(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    Named(name): Named<Hash>,
) -> Result<Response, Failure> {
    let upload = blocking(move || app.portal.upload(&session, name)).await?;
    Ok(answer(StatusCode::OK, upload))
}

/// Takes a piece of at most 1 MiB, which begins at `Upload-Offset`; the last one, by `Upload-Length`, settles the file.
#[utoipa::path(patch, path = "/blobs/{name}", tag = "blobs",
    params(("site" = String, Path), ("name" = String, Path, description = "The file's hash"), ("Upload-Offset" = u64, Header), ("Upload-Length" = Option<u64>, Header)),
    request_body(content = Vec<u8>, content_type = "application/offset+octet-stream"), security(("token" = [])),
    responses((status = 204, headers(("Upload-Offset" = u64), ("Upload-Length" = u64))),
        (status = 400, description = "No `Upload-Offset`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`no_right`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 409, description = "`stale`: another offset, which `Upload-Offset` tells; `mismatch`: another hash", body = ProblemBody, content_type = "application/problem+json"),
        (status = 413, description = "`too_large`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 415, description = "`bad_file`: no picture that is taken", body = ProblemBody, content_type = "application/problem+json"),
        (status = 507, description = "`full`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn piece(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    Named(name): Named<Hash>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, Failure> {
    let offset = number(&headers, OFFSET)?
        .ok_or_else(|| Failure::Malformed("Upload-Offset is missing".to_owned()))?;
    let total = number(&headers, LENGTH)?;
    let piece = whole(body, PIECE_BYTES).await?;
    let upload = blocking(move || app.portal.piece(&session, name, offset, total, &piece)).await?;
    Ok(answer(StatusCode::NO_CONTENT, upload))
}

/// A file.
#[utoipa::path(get, path = "/blobs/{name}", tag = "blobs", params(("site" = String, Path), ("name" = String, Path, description = "The file's hash")), security(("token" = [])),
    responses((status = 200, body = Vec<u8>, content_type = "image/*"),
        (status = 401, description = "No token, or one that is over", body = ProblemBody, content_type = "application/problem+json"),
        (status = 403, description = "`no_right`, `device_revoked`", body = ProblemBody, content_type = "application/problem+json"),
        (status = 404, description = "`no_such_site`, `not_found`", body = ProblemBody, content_type = "application/problem+json")))]
pub(super) async fn file(
    State(app): State<AppState>,
    Bearer(session): Bearer,
    Named(name): Named<Hash>,
) -> Result<Response, Failure> {
    let (media_type, bytes) = blocking(move || app.portal.blob(&session, name)).await?;
    Ok((
        [
            (header::CONTENT_TYPE, media_type),
            (header::CACHE_CONTROL, "private, no-store".to_owned()),
        ],
        bytes,
    )
        .into_response())
}

fn answer(status: StatusCode, upload: Upload) -> Response {
    let mut response = status.into_response();
    response.headers_mut().insert(OFFSET, upload.offset.into());
    if upload.whole {
        response.headers_mut().insert(LENGTH, upload.offset.into());
    }
    response.headers_mut().insert(
        header::CACHE_CONTROL,
        header::HeaderValue::from_static("no-store"),
    );
    response
}

fn number(headers: &HeaderMap, name: &str) -> Result<Option<u64>, Failure> {
    let Some(value) = headers.get(name) else {
        return Ok(None);
    };
    let number = value.to_str().ok().and_then(|text| text.parse().ok());
    number
        .map(Some)
        .ok_or_else(|| Failure::Malformed(format!("{name} is no number")))
}
