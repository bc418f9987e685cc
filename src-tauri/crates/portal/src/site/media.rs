//! Pictures: their type told by their own bytes, never by what somebody said.

use crate::files::picture_type;
use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use editorial::Hash;

/// The answer with a file's bytes.
///
/// Kept by browsers for an hour only: what is unpublished should be gone soon. Asking again costs nothing, as the name
/// is the hash of the bytes.
pub(super) fn answer(blob: Hash, bytes: Vec<u8>, asked: &HeaderMap) -> Response {
    let tag = format!("\"{blob}\"");
    let unchanged = asked
        .get(header::IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| {
            tags.split(',')
                .any(|one| one.trim().trim_start_matches("W/") == tag)
        });
    let mut response = if unchanged {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let picture = picture_type(&bytes);
        let mut response = Body::from(bytes).into_response();
        let kind = HeaderValue::from_static(picture.unwrap_or("application/octet-stream"));
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
        if picture.is_none() {
            response.headers_mut().insert(
                header::CONTENT_DISPOSITION,
                HeaderValue::from_static("attachment"),
            );
        }
        response
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("public, max-age=3600"),
    );
    if let Ok(tag) = HeaderValue::from_str(&tag) {
        headers.insert(header::ETAG, tag);
    }
    response
}
