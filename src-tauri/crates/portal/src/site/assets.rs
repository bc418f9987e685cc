//! Style, fonts and the emblem's stand-in, held in the program itself.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use std::sync::LazyLock;

const STYLE: &str = include_str!("../../assets/site.css");
const EMBLEM: &str = include_str!("../../assets/emblem.svg");

macro_rules! font {
    ($name:literal) => {
        (
            $name,
            include_bytes!(concat!("../../assets/fonts/", $name)) as &[u8],
        )
    };
}

static FONTS: &[(&str, &[u8])] = &[
    font!("be-vietnam-pro-latin-400-normal.woff2"),
    font!("be-vietnam-pro-latin-500-normal.woff2"),
    font!("be-vietnam-pro-latin-600-normal.woff2"),
    font!("be-vietnam-pro-vietnamese-400-normal.woff2"),
    font!("be-vietnam-pro-vietnamese-500-normal.woff2"),
    font!("be-vietnam-pro-vietnamese-600-normal.woff2"),
    font!("source-serif-4-latin-opsz-normal.woff2"),
    font!("source-serif-4-latin-wght-italic.woff2"),
    font!("source-serif-4-vietnamese-opsz-normal.woff2"),
    font!("source-serif-4-vietnamese-wght-italic.woff2"),
];

/// The style's address; another one for each version of it, so that it may be kept for long.
pub(super) fn stylesheet() -> String {
    static ADDRESS: LazyLock<String> = LazyLock::new(|| {
        let name = editorial::Hash::of(STYLE.as_bytes()).to_string();
        format!("/assets/site.css?v={}", name.get(..12).unwrap_or_default())
    });
    ADDRESS.clone()
}

/// One file by its name below `/assets/`; fonts lie in `fonts/`.
pub(super) fn file(name: &str) -> Option<Response> {
    let (kind, bytes): (&str, &'static [u8]) = match name {
        "site.css" => ("text/css; charset=utf-8", STYLE.as_bytes()),
        "emblem.svg" => ("image/svg+xml", EMBLEM.as_bytes()),
        name => {
            let name = name.strip_prefix("fonts/")?;
            (
                "font/woff2",
                FONTS.iter().find(|(font, _)| *font == name)?.1,
            )
        }
    };
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CACHE_CONTROL, "public, max-age=31536000, immutable"),
    ];
    Some((StatusCode::OK, headers, bytes).into_response())
}
