//! A portal restored from an older copy goes on: tokens are given anew, and desks offer what it has lost.

use crate::{
    board::{Board, Person, accepted, new_edition},
    http::Served,
    surroundings::Still,
};
use editorial::{Event, Role, What, state::Live};
use protocol::{ReceiveLine, SendLine};
use std::sync::Arc;

#[tokio::test]
async fn a_token_from_before_is_unknown_and_a_new_one_is_given() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let copy = served.board.portal.copy().unwrap();
    let old = served.token(&hoa).await;
    let board = Board {
        around: served.board.around.clone(),
        portal: Arc::new(copy),
    };
    let restored = Served::new(board).await;
    let answer = restored
        .client
        .get(restored.url("entries?after=0"))
        .bearer_auth(old)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), reqwest::StatusCode::UNAUTHORIZED);
    let new = restored.token(&hoa).await;
    let answer = restored
        .client
        .get(restored.url("entries?after=0"))
        .bearer_auth(new)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.status(), reqwest::StatusCode::OK);
}

#[test]
fn a_desk_that_is_ahead_sees_the_shorter_ledger() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let old = board.portal.copy().unwrap();
    let last = board.state(|state| state.board.last.unwrap().seq);
    board.push(
        &hoa,
        hoa.submit(&hoa.article(new_edition(), None, "Bài", "Nội dung."), None),
    );
    let session = old
        .session_of(&old.site("ngoai-vu").unwrap(), hoa.device)
        .unwrap();
    let page = old.entries(&session, last + 1, true).unwrap();
    assert_eq!((page.seq, page.last), (last, last));
    assert!(
        matches!(crate::board::lines(&page.lines)[..], [ReceiveLine::Head { last: told, .. }] if told == last)
    );
}

#[test]
fn what_the_copy_lost_is_taken_again_in_the_old_order_also_from_others() {
    let around = Arc::new(Still::default());
    let portal = Arc::new(banthao_portal::Portal::in_memory(around.clone()).unwrap());
    let board = Board::with(around.clone(), portal);
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let invitation = board.invite("Phạm Văn Dũng", Role::Approver);
    let old = Arc::new(board.portal.copy().unwrap());
    let known = board.state(|state| state.board.last.unwrap().seq);
    let (dung, lines) = Person::to_join(&board.portal, &board.site(), &invitation);
    board.portal.join(&board.site(), lines).unwrap();
    // An operator's act, signed by the site's key, comes back too.
    board
        .portal
        .give_role(&board.site(), hoa.member, Role::Translator)
        .unwrap();
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    accepted(&board.push(&dung, dung.approve(&revision)));
    let restored = Board {
        around,
        portal: old,
    };
    let mut offered = Vec::new();
    let mut after = Vec::new();
    for line in board.received(&hoa) {
        match line {
            ReceiveLine::Entry { entry, event } => {
                let entry = editorial::Entry::read(entry.as_bytes()).unwrap();
                let read = Event::read(event.as_bytes()).unwrap();
                if entry.seq > known && !matches!(read.fact.what, What::Published { .. }) {
                    after.push(SendLine::Event {
                        event,
                        sig: entry.sig,
                    });
                }
            }
            ReceiveLine::Body { body } => offered.push(SendLine::Body { body }),
            ReceiveLine::Head { .. } => {}
        }
    }
    offered.extend(after);
    assert_eq!(accepted(&restored.push(&hoa, offered)).len(), 4);
    let live = |board: &Board| board.state(|state| state.editions[&revision.value.edition()].live);
    assert!(matches!(live(&restored), Live::Published { revision: it, .. } if it == revision.hash));
    assert!(restored.state(|state| state.board.devices.contains_key(&dung.device)));
    restored.is_sound();
}
