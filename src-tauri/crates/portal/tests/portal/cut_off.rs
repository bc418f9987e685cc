//! Whatever cuts the portal off, a transaction is done or not done, and asking again tells which.

use crate::{
    board::{Board, accepted, new_edition},
    surroundings::Still,
};
use banthao_portal::{Point, Portal};
use editorial::{Code, Role, state::Live};
use protocol::PushLine;
use std::sync::Arc;

#[test]
fn cut_off_before_the_commit_nothing_has_happened() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let before = board.state(Clone::clone);
    board.around.cut_off_at(Point::BeforeCommit);
    let approval = dung.approve(&revision);
    assert!(
        board
            .portal
            .push(&board.session(&dung), approval.clone())
            .is_err()
    );
    assert!(board.state(|state| *state == before));
    accepted(&board.push(&dung, approval));
    assert!(matches!(
        board.state(|state| state.editions[&revision.value.edition()].live),
        Live::Published { .. }
    ));
    board.is_sound();
}

#[test]
fn cut_off_after_the_commit_the_answer_comes_with_the_next_push() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    board.around.cut_off_at(Point::AfterCommit);
    let approval = dung.approve(&revision);
    assert!(
        board
            .portal
            .push(&board.session(&dung), approval.clone())
            .is_err()
    );
    board.portal.restart();
    let answers = board.push(&dung, approval);
    assert!(
        matches!(answers[..], [PushLine::Accepted { had: true, .. }]),
        "{answers:?}"
    );
    board.is_sound();
}

#[test]
fn a_full_disk_takes_nothing_and_says_so() {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let board = Board::with(
        around.clone(),
        Arc::new(Portal::open(folder.path(), around.clone()).unwrap()),
    );
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let revision = hoa.article(new_edition(), None, "Bài dài", &"chữ ".repeat(200_000));
    let before = board.state(Clone::clone);
    board.portal.database().limit_pages(1).unwrap();
    let failure = board
        .portal
        .push(&board.session(&hoa), hoa.submit(&revision, None))
        .unwrap_err();
    let problem = failure.problem();
    assert_eq!(
        (problem.code(), problem.status, problem.retry),
        (Some(Code::Full), 507, true)
    );
    assert!(failure.retry_after().is_some());
    assert!(board.state(|state| *state == before));
    board.portal.database().limit_pages(u32::MAX).unwrap();
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    board.is_sound();
}
