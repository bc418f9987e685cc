//! Publication comes with what was missing: the deciding approval, the time, the file, the source; and only then.

use crate::{
    board::{Board, PICTURE, Person, accepted, article_with, body, new_edition, refused, salt},
    surroundings::{DAY, MINUTE},
};
use editorial::{
    Body, By, Code, Content, EditionId, Event, Hash, Kind, Lang, Millis, Policy, Revision, Role,
    What,
    body::{Sealed, Sealing},
    policy::{AnyOr, Rule, Step},
    state::{Live, Work},
    translation::{self, Segment, SegmentState},
};
use protocol::ReceiveLine;

fn people(board: &Board) -> (Person, Person) {
    (
        board.person("Lê Thị Hoa", Role::Editor),
        board.person("Phạm Văn Dũng", Role::Approver),
    )
}

fn live(board: &Board, edition: EditionId) -> Live {
    board.state(|state| state.editions[&edition].live)
}

fn is_live(board: &Board, revision: &Sealed<Revision>) -> bool {
    matches!(live(board, revision.value.edition()), Live::Published { revision: it, .. } if it == revision.hash)
}

/// The events of the ledger, in its order.
fn events(board: &Board, reader: &Person) -> Vec<Event> {
    let event = |line| {
        if let ReceiveLine::Entry { event, .. } = line {
            Some(Event::read(event.as_bytes()).unwrap())
        } else {
            None
        }
    };
    board
        .received(reader)
        .into_iter()
        .filter_map(event)
        .collect()
}

#[test]
fn the_deciding_approval_publishes_in_its_own_transaction() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let [seq] = accepted(&board.push(&dung, dung.approve(&revision)))[..] else {
        panic!()
    };
    assert!(is_live(&board, &revision));
    let all = events(&board, &dung);
    let (approval, published) = (
        &all[usize::try_from(seq).unwrap() - 1],
        &all[usize::try_from(seq).unwrap()],
    );
    assert_eq!(published.by, By::Portal);
    assert!(
        matches!(&published.fact.what, What::Published { approvals, .. } if approvals[..] == [approval.id]),
        "{published:?}"
    );
    assert_eq!(all.len() as u64, seq + 1, "once");
    board.is_sound();
}

#[test]
fn two_approvals_by_different_people_are_two_and_two_by_one_person_are_one() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let chief = board.person("Nguyễn Văn Minh", Role::Chief);
    let step = Step {
        roles: vec![Role::Approver, Role::Chief],
        count: 2,
    };
    let policy = Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: vec![step],
        }],
    };
    board.portal.set_policy(&board.site(), policy).unwrap();
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(
        refused(&board.push(&dung, dung.approve(&revision))),
        Code::NothingChanged
    );
    assert_eq!(live(&board, revision.value.edition()), Live::None);
    accepted(&board.push(&chief, chief.approve(&revision)));
    assert!(is_live(&board, &revision));
    board.is_sound();
}

#[test]
fn a_policy_that_nobody_could_fulfil_is_refused_and_says_who_is_missing() {
    let board = Board::in_memory();
    people(&board);
    let step = Step {
        roles: vec![Role::Chief],
        count: 1,
    };
    let policy = Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: vec![step],
        }],
    };
    let failure = board
        .portal
        .set_policy(&board.site(), policy.clone())
        .unwrap_err();
    assert_eq!(failure.code(), Some(Code::PolicyUnfulfillable));
    assert!(failure.to_string().contains("chief"), "{failure}");
    assert_eq!(
        board.portal.policy(&board.site()).unwrap(),
        Policy::default()
    );
    // An open invitation is as good as a member.
    board.invite("Nguyễn Văn Minh", Role::Chief);
    board.portal.set_policy(&board.site(), policy).unwrap();
}

#[test]
fn a_scheduled_article_appears_at_its_time_by_the_portals_clock() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let at = Millis(board.now().0 + 30 * MINUTE);
    accepted(&board.push(&hoa, hoa.submit(&revision, Some(at))));
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(
        board.state(|state| state.editions[&revision.value.edition()].work),
        Work::Scheduled
    );
    assert_eq!(board.portal.next_due().unwrap(), Some(at));
    board.around.pass(30 * MINUTE - 1);
    assert_eq!(board.portal.publish_due().unwrap(), 0);
    board.around.pass(1);
    assert_eq!(board.portal.publish_due().unwrap(), 1);
    assert_eq!(board.portal.publish_due().unwrap(), 0, "once");
    assert!(
        matches!(live(&board, revision.value.edition()), Live::Published { at: told, .. } if told == at)
    );
    assert_eq!(board.portal.next_due().unwrap(), None);
    board.is_sound();
}

#[test]
fn what_is_due_and_waits_for_its_picture_is_not_asked_for_at_every_moment() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.seal(new_edition(), None, article_with("Lễ ký kết", PICTURE));
    let at = Millis(board.now().0 + 30 * MINUTE);
    accepted(&board.push(&hoa, hoa.submit(&revision, Some(at))));
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(board.portal.next_due().unwrap(), Some(at));
    board.around.pass(31 * MINUTE);
    assert_eq!(
        board.portal.publish_due().unwrap(),
        0,
        "the file is missing"
    );
    assert_eq!(
        board.portal.next_due().unwrap(),
        None,
        "no time brings the file"
    );
    let total = Some(PICTURE.len() as u64);
    let session = board.session(&hoa);
    board
        .portal
        .piece(&session, Hash::of(PICTURE), 0, total, PICTURE)
        .unwrap();
    assert!(is_live(&board, &revision));
}

#[tokio::test]
async fn a_portal_that_was_down_publishes_late_at_its_start() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(
        &hoa,
        hoa.submit(&revision, Some(Millis(board.now().0 + MINUTE))),
    ));
    accepted(&board.push(&dung, dung.approve(&revision)));
    board.portal.restart();
    board.around.pass(DAY);
    let served = crate::http::Served::new(board).await;
    assert!(is_live(&served.board, &revision));
}

#[test]
fn an_article_waits_for_its_picture_and_appears_with_it() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.seal(new_edition(), None, article_with("Lễ ký kết", PICTURE));
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(
        board.state(|state| state.editions[&revision.value.edition()].work),
        Work::Approved
    );
    let session = board.session(&hoa);
    let name = Hash::of(PICTURE);
    let upload = board
        .portal
        .piece(&session, name, 0, Some(PICTURE.len() as u64), PICTURE)
        .unwrap();
    assert!(upload.whole);
    assert!(is_live(&board, &revision));
    board.is_sound();
}

/// The whole of a source, translated sentence by sentence.
pub fn translated(
    by: &Person,
    source: &Sealed<Revision>,
    parent: Option<Hash>,
) -> Sealed<Revision> {
    let opened = translation::open(source.hash, &source.value.content, Lang::Vi, None);
    let segments = opened
        .segments
        .into_iter()
        .zip(1..)
        .map(|(segment, n)| Segment {
            target: format!("Sentence {n}."),
            state: SegmentState::Translated,
            ..segment
        });
    let content = Content {
        segments: segments.collect(),
        ..opened
    };
    let edition = source.value.edition().other();
    let sealing = Sealing {
        edition,
        kind: Kind::Article,
        parent,
        by: by.member,
        at: Millis(1_795_485_600_000),
        salt: salt(),
    };
    content.seal(sealing).unwrap()
}

#[test]
fn an_english_edition_waits_for_its_vietnamese_and_goes_with_it() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let mai = board.person("Trần Thị Mai", Role::Translator);
    let vietnamese = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    accepted(&board.push(&hoa, hoa.submit(&vietnamese, None)));
    let english = translated(&mai, &vietnamese, None);
    accepted(&board.push(&mai, mai.submit(&english, None)));
    accepted(&board.push(&dung, dung.approve(&english)));
    assert_eq!(live(&board, english.value.edition()), Live::None);
    assert_eq!(
        board.state(|state| state.editions[&english.value.edition()].work),
        Work::Approved
    );
    accepted(&board.push(&dung, dung.approve(&vietnamese)));
    assert!(is_live(&board, &vietnamese) && is_live(&board, &english));
    let reason = Body::text("Cần xem lại.", salt());
    let what = What::Unpublished {
        reason: reason.hash,
        to: None,
    };
    let lines = vec![
        body(&reason.bytes),
        dung.event(Some(vietnamese.value.edition()), what),
    ];
    accepted(&board.push(&dung, lines));
    assert!(matches!(
        live(&board, vietnamese.value.edition()),
        Live::Unpublished { .. }
    ));
    assert!(matches!(
        live(&board, english.value.edition()),
        Live::Unpublished { .. }
    ));
    board.is_sound();
}

#[test]
fn a_clock_set_back_changes_no_order() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let before = board.state(|state| state.board.last.unwrap().accepted_at);
    board.around.pass(-365 * DAY);
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(
        board.state(|state| state.board.last.unwrap().accepted_at),
        before
    );
    board.is_sound();
}
