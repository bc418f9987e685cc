//! Bodies go out one after another, as fast as they are taken, and a slow reader holds up nobody.

use crate::{
    board::{Board, accepted, new_edition},
    http::Served,
    surroundings::Still,
};
use axum::{
    body::Body,
    http::{Request, StatusCode},
};
use banthao_portal::{
    Portal,
    app::{AppState, Part, router},
};
use editorial::{Hash, Role, event::Ground};
use futures_util::StreamExt;
use protocol::ReceiveLine;
use std::sync::Arc;
use tower::ServiceExt;

#[tokio::test]
async fn who_stops_reading_in_the_middle_holds_up_no_erasure() {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let portal = Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
    let served = Served::new(Board::with(around, portal)).await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let mut hashes = Vec::new();
    for n in 0..40 {
        let text = "chữ ".repeat(20_000);
        let revision = hoa.article(new_edition(), None, &format!("Bài số {n}"), &text);
        accepted(&board.push(&hoa, hoa.submit(&revision, None)));
        hashes.push(revision.hash);
    }
    let token = served.token(&hoa).await;
    let asked = Request::post("/api/v1/sites/ngoai-vu/bodies")
        .header("authorization", format!("Bearer {token}"))
        .body(Body::from(serde_json::to_vec(&hashes).unwrap()))
        .unwrap();
    let routes = router(&AppState::new(board.portal.clone()), Part::Api);
    let answer = routes.oneshot(asked).await.unwrap();
    assert_eq!(answer.status(), StatusCode::OK);
    let mut pieces = answer.into_body().into_data_stream();
    let first = pieces.next().await.unwrap().unwrap();

    // While the rest waits for this reader, the log can be emptied of what was erased.
    let (portal, site, last) = (board.portal.clone(), board.site(), hashes[39]);
    let erasing = move || portal.erase(&site, last, Ground::Person);
    tokio::task::spawn_blocking(erasing).await.unwrap().unwrap();

    let mut bytes = first.to_vec();
    while let Some(piece) = pieces.next().await {
        bytes.extend_from_slice(&piece.unwrap());
    }
    let given: Vec<Hash> = crate::board::lines(&bytes)
        .iter()
        .map(|line| match line {
            ReceiveLine::Body { body } => Hash::of(body.as_bytes()),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(
        given,
        hashes[..39],
        "in the order asked for, without the erased one"
    );
}
