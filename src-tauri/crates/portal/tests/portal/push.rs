//! What a push brings in, what it does not, and that the answer to an event never changes.

use crate::{
    board::{Board, Person, SigningKey, accepted, body, fresh, new_edition, refused},
    http::Served,
};
use editorial::{
    Code, Event, Fact, Hash, Role, What, keys,
    state::{Live, Work},
};
use protocol::{PushLine, SendLine};

fn people(board: &Board) -> (Person, Person) {
    (
        board.person("Lê Thị Hoa", Role::Editor),
        board.person("Phạm Văn Dũng", Role::Approver),
    )
}

/// How much of the ledger there is.
fn entries(board: &Board) -> u64 {
    board.state(|state| state.board.last.unwrap().seq)
}

#[test]
fn a_submission_is_taken_and_a_second_push_answers_that_it_was_there() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    let lines = hoa.submit(&revision, None);
    let first = board.push(&hoa, lines.clone());
    let [seq] = accepted(&first)[..] else {
        panic!()
    };
    let again = board.push(&hoa, lines);
    assert!(
        matches!(again[..], [PushLine::Accepted { seq: same, had: true, .. }] if same == seq),
        "{again:?}"
    );
    assert_eq!(entries(&board), seq);
    assert_eq!(
        board.state(|state| state.editions[&revision.value.edition()].work),
        Work::Submitted
    );
    board.is_sound();
}

#[test]
fn a_forged_signature_is_refused_and_spoils_nothing_for_the_real_event() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    let genuine = hoa.submitting(&revision, None);
    let SendLine::Event { event, .. } = genuine.clone() else {
        panic!()
    };
    let mallory = SigningKey::from_bytes(&fresh::<32>());
    let sig = keys::sign(keys::EVENT, event.as_bytes(), &mallory);
    let forged = board.push(
        &hoa,
        vec![body(&revision.bytes), SendLine::Event { event, sig }],
    );
    assert_eq!(refused(&forged), Code::BadSignature);
    accepted(&board.push(&hoa, vec![body(&revision.bytes), genuine]));
}

#[test]
fn an_event_of_a_device_nobody_knows_is_refused() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let stranger = Person {
        member: hoa.member,
        device: editorial::DeviceId::from_uuid(crate::board::uuid()),
        key: SigningKey::from_bytes(&fresh::<32>()),
        ledger: hoa.ledger,
    };
    let event = stranger.event(
        None,
        What::DeviceRevoked {
            subject: hoa.device,
        },
    );
    assert_eq!(refused(&board.push(&hoa, vec![event])), Code::DeviceUnknown);
}

#[test]
fn a_body_whose_bytes_are_not_those_of_the_hash_is_not_there() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    let other = hoa.article(new_edition(), None, "Bài khác", "Nội dung khác.");
    let answers = board.push(
        &hoa,
        vec![body(&other.bytes), hoa.submitting(&revision, None)],
    );
    assert_eq!(refused(&answers), Code::NotFound);
}

#[test]
fn a_body_may_come_in_a_push_before_its_event() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    assert!(board.push(&hoa, vec![body(&revision.bytes)]).is_empty());
    accepted(&board.push(&hoa, vec![hoa.submitting(&revision, None)]));
}

#[test]
fn bodies_that_nobody_names_are_gone_after_a_day() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let named = hoa.article(new_edition(), None, "Có tên", "Nội dung.");
    let unnamed = hoa.article(new_edition(), None, "Không tên", "Nội dung.");
    board.push(&hoa, hoa.submit(&named, None));
    board.push(&hoa, vec![body(&unnamed.bytes)]);
    board.around.pass(crate::surroundings::DAY - 1);
    board.portal.sweep().unwrap();
    board.around.pass(2);
    board.portal.sweep().unwrap();
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.submitting(&unnamed, None)])),
        Code::NotFound
    );
    board.is_sound();
}

#[test]
fn a_parent_nobody_knows_and_a_head_that_has_moved_are_told_apart() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let edition = new_edition();
    let first = hoa.article(edition, None, "Bản thứ nhất", "Một.");
    board.push(&hoa, hoa.submit(&first, None));
    let unknown = hoa.article(
        edition,
        Some(Hash::of(b"nowhere")),
        "Bản từ hư không",
        "Hai.",
    );
    assert_eq!(
        refused(&board.push(&hoa, hoa.submit(&unknown, None))),
        Code::UnknownParent
    );
    let second = dung.article(edition, Some(first.hash), "Bản thứ hai", "Hai.");
    accepted(&board.push(&dung, dung.submit(&second, None)));
    let late = hoa.article(edition, Some(first.hash), "Bản đến sau", "Ba.");
    assert_eq!(
        refused(&board.push(&hoa, hoa.submit(&late, None))),
        Code::Behind
    );
    assert_eq!(
        board.state(|state| state.editions[&edition].head()),
        Some(second.hash)
    );
}

#[test]
fn a_refused_event_is_refused_for_ever_even_when_it_could_now_be_taken() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    let approval = dung.approve(&revision);
    assert_eq!(
        refused(&board.push(&dung, approval.clone())),
        Code::NotFound
    );
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    assert_eq!(
        refused(&board.push(&dung, approval)),
        Code::NotFound,
        "a late double must not approve"
    );
    assert_eq!(
        board.state(|state| state.editions[&revision.value.edition()].live),
        Live::None
    );
    accepted(&board.push(&dung, dung.approve(&revision)));
}

#[test]
fn one_id_for_two_facts_is_a_contradiction() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let lines = hoa.submit(&revision, None);
    let SendLine::Event { event, .. } = &lines[1] else {
        panic!()
    };
    let event = Event::read(event.as_bytes()).unwrap();
    accepted(&board.push(&hoa, lines));
    let other = Event {
        fact: Fact {
            edition: None,
            what: What::DeviceRevoked {
                subject: hoa.device,
            },
        },
        ..event
    };
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.sign(&other)])),
        Code::Mismatch
    );
    assert!(board.state(|state| state.board.devices[&hoa.device].ended.is_none()));
}

#[test]
fn a_translator_may_not_submit_a_source_and_a_role_that_ended_gives_no_right() {
    let board = Board::in_memory();
    let translator = board.person("Trần Thị Mai", Role::Translator);
    let revision = translator.article(new_edition(), None, "Bài", "Nội dung.");
    assert_eq!(
        refused(&board.push(&translator, translator.submit(&revision, None))),
        Code::NoRight
    );
    let (hoa, dung) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let approval = dung.approve(&revision);
    board
        .portal
        .end_role(&board.site(), dung.member, Role::Approver)
        .unwrap();
    assert_eq!(refused(&board.push(&dung, approval)), Code::NoRight);
}

#[test]
fn own_work_and_another_revision_are_not_approved() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let own = dung.article(new_edition(), None, "Bài của Dũng", "Nội dung.");
    accepted(&board.push(&dung, dung.submit(&own, None)));
    assert_eq!(
        refused(&board.push(&dung, dung.approve(&own))),
        Code::OwnWork
    );
    let edition = new_edition();
    let first = hoa.article(edition, None, "Bản một", "Một.");
    let second = hoa.article(edition, Some(first.hash), "Bản hai", "Hai.");
    accepted(&board.push(&hoa, hoa.submit(&first, None)));
    accepted(&board.push(&hoa, hoa.submit(&second, None)));
    assert_eq!(
        refused(&board.push(&dung, dung.approve(&first))),
        Code::RevisionChanged
    );
    board.is_sound();
}

#[tokio::test]
async fn over_http_a_push_answers_line_by_line() {
    let served = Served::in_memory().await;
    let (hoa, dung) = people(&served.board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let token = served.token(&hoa).await;
    let lines = [hoa.submit(&revision, None), hoa.approve(&revision)].concat();
    let answers = served.push(&token, &lines).await;
    assert!(
        matches!(&answers[..], [PushLine::Accepted { .. }, PushLine::Refused { refused, .. }] if refused.code == Code::NoRight),
        "{answers:?}"
    );
    let answers = served
        .push(&served.token(&dung).await, &dung.approve(&revision))
        .await;
    accepted(&answers);
    served.board.is_sound();
}
