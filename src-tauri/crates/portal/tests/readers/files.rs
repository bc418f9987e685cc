//! Pictures, styles and fonts.

use crate::fixture::*;
use axum::http::StatusCode;
use editorial::{Kind, Lang};
use std::collections::BTreeSet;

#[tokio::test]
async fn a_picture_is_public_only_while_a_page_that_can_be_read_shows_it() {
    let reader = Reader::of_sample();
    let picture = editorial::Hash::of(&stand_in(0));
    let path = format!("/media/{picture}");
    let answer = reader.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    assert_eq!(answer.bytes, stand_in(0));

    let again = axum::http::Request::get(&path).header("if-none-match", answer.header("etag"));
    let again = reader
        .send(again.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(
        (again.status, again.bytes.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );

    reader.shelf.change(item_id(CHAMPASAK), |item| {
        item.editions[0].live = unpublished(CHAMPASAK, Lang::Vi, None).live;
    });
    assert_eq!(reader.get(&path).await.status, StatusCode::NOT_FOUND);
    for other in ["/media/x", "/media/../../etc/passwd", "/media/"] {
        assert_eq!(
            reader.get(other).await.status,
            StatusCode::NOT_FOUND,
            "{other}"
        );
    }
}

#[tokio::test]
async fn what_is_no_picture_is_never_shown_as_one() {
    let reader = Reader::of_sample();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let name = editorial::Hash::of(&svg);
    reader.shelf.blobs.lock().unwrap().insert(name, svg);
    let content = with_picture(
        article("Ảnh lạ", "", "Nội dung.", &[]),
        name,
        (10, 10),
        "",
        "",
        "",
        0,
    );
    reader.shelf.put(item(
        30,
        Kind::Article,
        vec![published(30, Kind::Article, Lang::Vi, content, NOW)],
    ));
    let answer = reader.get(&format!("/media/{name}")).await;
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("content-disposition"), "attachment");
}

#[tokio::test]
async fn styles_and_fonts_are_served_for_long_and_from_here_only() {
    let reader = Reader::of_sample();
    let page = reader.page("/vi/").await;
    let css = attribute(&page, "rel=\"stylesheet\"", "href");
    let answer = reader.get(&css).await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let style = answer.text();
    let fonts: BTreeSet<&str> = style
        .split("url(")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
        .collect();
    assert_eq!(fonts.len(), 10);
    for font in fonts {
        let answer = reader.get(&format!("/assets/{font}")).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, "font/woff2"),
            "{font}"
        );
    }
    assert!(!style.contains("//"), "nothing comes from another host");
}
