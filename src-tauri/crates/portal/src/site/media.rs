//! Pictures: their type told by their own bytes, never by what somebody said.

use axum::{
    body::Body,
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use editorial::Hash;

/// The media type of a picture that browsers may show in a page; none for anything else.
pub(super) fn picture_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => None,
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_is_told_by_its_first_bytes() {
        assert_eq!(picture_type(b"\xff\xd8\xff\xe0"), Some("image/jpeg"));
        assert_eq!(picture_type(b"\x89PNG\r\n\x1a\n"), Some("image/png"));
        assert_eq!(picture_type(b"RIFF\0\0\0\0WEBPVP8 "), Some("image/webp"));
    }

    #[test]
    fn what_could_hold_a_script_is_no_picture() {
        for bytes in [&b"<svg xmlns="[..], b"<html>", b"GIF89a", b"%PDF-1.7", b""] {
            assert_eq!(picture_type(bytes), None, "{bytes:?}");
        }
    }
}
