//! Bad input to a push: each gets its answer, and changes nothing.

use crate::{
    board::{Board, Person, accepted, article, body, new_edition, refused, salt, stopped},
    http::{Served, problem},
};
use editorial::{
    Block, Body, By, Code, EditionId, Event, EventId, Fact, Hash, Kind, Lang, Millis, Role, What,
    event::Offer, keys, state::Live,
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
fn a_later_versions_event_or_body_stops_the_push_without_a_refusal() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let sign = |text: &str| SendLine::Event {
        sig: keys::sign(keys::EVENT, text.as_bytes(), &hoa.key),
        event: text.to_owned(),
    };
    let known = String::from_utf8(
        hoa.fact(
            None,
            What::DeviceRevoked {
                subject: hoa.device,
            },
        )
        .to_bytes(),
    )
    .unwrap();
    let id = Event::read(known.as_bytes()).unwrap().id;
    let newer_v = known.replace("\"v\":1", "\"v\":2");
    let newer_what = known.replace("device_revoked", "device_sealed");
    let newer_field = known.replace("\"what\"", "\"wax\":\"red\",\"what\"");
    for later in [newer_v, newer_what, newer_field] {
        let after = hoa.submit(&revision, None);
        let answers = board.push(&hoa, [vec![sign(&later)], after].concat());
        assert!(
            matches!(answers[..], [PushLine::Stopped { id: Some(told), .. }] if told == id),
            "{later}: {answers:?}"
        );
        assert_eq!(stopped(&answers), Code::PortalOlder, "{later}");
    }
    let newer_body = String::from_utf8(revision.bytes.clone())
        .unwrap()
        .replace("\"paragraph\"", "\"parallel\"");
    let offer = Offer {
        revision: Hash::of(newer_body.as_bytes()),
        kind: Kind::Article,
        parent: None,
        source: None,
    };
    let what = What::Submitted {
        offer,
        publish_at: None,
        note: None,
        reasons: Vec::new(),
    };
    let event = hoa.event(Some(revision.value.edition()), what);
    let lines = vec![SendLine::Body { body: newer_body }, event];
    assert_eq!(stopped(&board.push(&hoa, lines.clone())), Code::PortalOlder);
    // Nothing was held against anybody: what this portal knows is taken.
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    assert_eq!(stopped(&board.push(&hoa, lines)), Code::PortalOlder);
}

#[test]
fn bytes_that_could_be_read_two_ways_are_refused() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let SendLine::Event { event, .. } = hoa.submitting(&revision, None) else {
        panic!()
    };
    for (twisted, answer) in [
        (event.replacen('{', "{ ", 1), Code::NotCanonical),
        (event.replace("\"v\":1", "\"v\":1.0"), Code::NotCanonical),
        (
            event.replacen("\"v\":1", "\"v\":1,\"v\":1", 1),
            Code::NotCanonical,
        ),
    ] {
        let sig = keys::sign(keys::EVENT, twisted.as_bytes(), &hoa.key);
        let answers = board.push(
            &hoa,
            vec![
                body(&revision.bytes),
                SendLine::Event {
                    event: twisted.clone(),
                    sig,
                },
            ],
        );
        let told = match &answers[..] {
            [PushLine::Refused { refused, .. }] => refused.code,
            [PushLine::Stopped { stopped, .. }] => stopped.code,
            other => panic!("{other:?}"),
        };
        assert_eq!(told, answer, "{twisted}");
    }
    let loose = String::from_utf8(revision.bytes.clone())
        .unwrap()
        .replacen('{', "{ ", 1);
    let offer = Offer {
        revision: Hash::of(loose.as_bytes()),
        kind: Kind::Article,
        parent: None,
        source: None,
    };
    let what = What::Submitted {
        offer,
        publish_at: None,
        note: None,
        reasons: Vec::new(),
    };
    let event = hoa.event(Some(revision.value.edition()), what);
    assert_eq!(
        refused(&board.push(&hoa, vec![SendLine::Body { body: loose }, event])),
        Code::NotCanonical
    );
}

#[test]
fn too_large_an_event_or_body_is_refused() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let long = hoa.article(new_edition(), None, "Bài dài", &"chữ ".repeat(1_100_000));
    assert!(long.bytes.len() > protocol::BODY_BYTES);
    assert_eq!(
        refused(&board.push(&hoa, hoa.submit(&long, None))),
        Code::TooLarge
    );
    let what = What::Put {
        collection: "section".to_owned(),
        key: "x".repeat(20_000),
        body: None,
        replaces: None,
    };
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.event(None, what)])),
        Code::TooLarge
    );
}

#[test]
fn double_block_ids_and_a_body_that_says_other_than_its_event_are_refused() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let elsewhere = EditionId {
        item: new_edition().item,
        lang: Lang::Vi,
    };
    let offer = Offer {
        revision: revision.hash,
        kind: Kind::Article,
        parent: None,
        source: None,
    };
    let what = What::Submitted {
        offer,
        publish_at: None,
        note: None,
        reasons: Vec::new(),
    };
    let event = hoa.event(Some(elsewhere), what);
    assert_eq!(
        refused(&board.push(&hoa, vec![body(&revision.bytes), event])),
        Code::Mismatch
    );
    let mut content = article("Bài", "Nội dung.");
    let document = content.document.as_mut().unwrap();
    let double = document.blocks[0].clone();
    document.blocks.push(double);
    let Block::Paragraph { .. } = &document.blocks[1] else {
        panic!()
    };
    let mut value = revision.value.clone();
    value.content = content;
    let bytes = Body::Revision(Box::new(value)).to_bytes();
    let offer = Offer {
        revision: Hash::of(&bytes),
        kind: Kind::Article,
        parent: None,
        source: None,
    };
    let what = What::Submitted {
        offer,
        publish_at: None,
        note: None,
        reasons: Vec::new(),
    };
    let event = hoa.event(Some(revision.value.edition()), what);
    assert_eq!(
        refused(&board.push(&hoa, vec![body(&bytes), event])),
        Code::Mismatch
    );
}

#[test]
fn a_state_secret_is_refused_and_not_even_kept() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let secret = hoa.article(new_edition(), None, "Công văn", "TỐI MẬT");
    assert_eq!(
        refused(&board.push(&hoa, hoa.submit(&secret, None))),
        Code::SecretMark
    );
    // Sent alone, before any event names it, it is not kept either.
    board.push(&hoa, vec![body(&secret.bytes)]);
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.submitting(&secret, None)])),
        Code::NotFound
    );
    let fine = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&fine, None)));
    let reason = Body::text("Độ mật: TỐI MẬT", salt());
    let what = What::Returned {
        revision: fine.hash,
        reason: reason.hash,
    };
    let event = dung.event(Some(fine.value.edition()), what);
    assert_eq!(
        refused(&board.push(&dung, vec![body(&reason.bytes), event])),
        Code::SecretMark
    );
}

#[test]
fn a_mark_on_the_line_after_its_label_is_a_mark_in_a_reason_too() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let fine = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&fine, None)));
    let reason = Body::text("Độ mật:\nMẬT (theo Quyết định 12)", salt());
    let what = What::Returned {
        revision: fine.hash,
        reason: reason.hash,
    };
    let event = dung.event(Some(fine.value.edition()), what);
    assert_eq!(
        refused(&board.push(&dung, vec![body(&reason.bytes), event])),
        Code::SecretMark
    );
}

#[test]
fn a_body_that_came_before_its_event_is_of_the_right_kind_or_refused() {
    let board = Board::in_memory();
    let (hoa, dung) = people(&board);
    let chief = board.person("Nguyễn Văn Minh", Role::Chief);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let returned = |reason: Hash| {
        let what = What::Returned {
            revision: revision.hash,
            reason,
        };
        vec![dung.event(Some(revision.value.edition()), what)]
    };

    // A whole article, or a section, is no reason.
    let other = hoa.article(new_edition(), None, "Bài khác", "Nội dung khác.");
    let names = serde_json::json!({"vi": "Đối ngoại", "en": "Foreign affairs", "order": 4});
    let section = Body::data("section", "doi-ngoai", names, salt());
    for bytes in [&other.bytes, &section.bytes] {
        board.push(&dung, vec![body(bytes)]);
        let answers = board.push(&dung, returned(Hash::of(bytes)));
        assert_eq!(refused(&answers), Code::Mismatch);
    }

    // A section under another key, and something that is no section.
    let put = |key: &str, body: Hash| {
        let what = What::Put {
            collection: "section".to_owned(),
            key: key.to_owned(),
            body: Some(body),
            replaces: None,
        };
        vec![chief.event(None, what)]
    };
    assert_eq!(
        refused(&board.push(&chief, put("hop-tac", section.hash))),
        Code::Mismatch
    );
    let nothing = Body::data("section", "hop-tac", serde_json::json!({"vi": 1}), salt());
    board.push(&chief, vec![body(&nothing.bytes)]);
    assert_eq!(
        refused(&board.push(&chief, put("hop-tac", nothing.hash))),
        Code::BadField
    );

    // What is right is taken, although it came before.
    accepted(&board.push(&chief, put("doi-ngoai", section.hash)));
    let reason = Body::text("Thiếu nguồn ảnh.", salt());
    board.push(&dung, vec![body(&reason.bytes)]);
    accepted(&board.push(&dung, returned(reason.hash)));
    board.is_sound();
}

#[test]
fn of_somebody_without_a_role_no_body_is_kept_for_later() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let (site, role) = (board.site(), Role::Editor);
    board.portal.end_role(&site, hoa.member, role).unwrap();
    board.push(&hoa, vec![body(&revision.bytes)]);
    board.portal.give_role(&site, hoa.member, role).unwrap();
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.submitting(&revision, None)])),
        Code::NotFound
    );
}

#[test]
fn the_portal_alone_publishes_and_no_member_signs_as_the_site() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let what = What::Published {
        revision: revision.hash,
        short: "00000000".to_owned(),
        approvals: Vec::new(),
    };
    let fact = Fact {
        edition: Some(revision.value.edition()),
        what,
    };
    let own = hoa.sign(&hoa.fact(fact.edition, fact.what.clone()));
    assert_eq!(refused(&board.push(&hoa, vec![own])), Code::NoRight);
    let as_portal = Event {
        v: 1,
        id: EventId::from_uuid(crate::board::uuid()),
        ledger: Some(hoa.ledger),
        by: By::Portal,
        at: Millis(0),
        fact,
    };
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.sign(&as_portal)])),
        Code::BadSignature
    );
    assert_eq!(
        board.state(|state| state.editions[&revision.value.edition()].live),
        Live::None
    );
}

#[test]
fn an_event_for_another_ledger_is_refused() {
    let board = Board::in_memory();
    let (hoa, _) = people(&board);
    let mut event = hoa.fact(
        None,
        What::DeviceRevoked {
            subject: hoa.device,
        },
    );
    event.ledger = Some(Hash::of(b"another"));
    assert_eq!(
        refused(&board.push(&hoa, vec![hoa.sign(&event)])),
        Code::LedgerChanged
    );
}

#[tokio::test]
async fn over_http_a_line_that_is_none_takes_nothing_of_the_push() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let revision = hoa.article(new_edition(), None, "Bài", "Nội dung.");
    let token = served.token(&hoa).await;
    let whole = crate::http::ndjson(&hoa.submit(&revision, None));
    let before = entries(&served.board);
    let deep = format!("{{\"body\":{}", "[".repeat(100_000));
    let mut cut = whole.clone();
    cut.truncate(whole.len() - 20);
    for bad in [
        cut,
        b"\xff\xfe\n".to_vec(),
        deep.into_bytes(),
        b"nothing\n".to_vec(),
        b"{\"event\":1}\n".to_vec(),
    ] {
        let answer = served
            .client
            .post(served.url("push"))
            .bearer_auth(&token)
            .body(bad)
            .send()
            .await
            .unwrap();
        let told = problem(answer).await;
        assert_eq!((told.code(), told.status), (Some(Code::NotCanonical), 400));
    }
    assert_eq!(entries(&served.board), before);
    accepted(&served.push(&token, &hoa.submit(&revision, None)).await);
}

#[tokio::test]
async fn over_http_a_long_text_is_taken() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let token = served.token(&hoa).await;
    let long = hoa.article(new_edition(), None, "Bài dài", &"chữ ".repeat(60_000));
    accepted(&served.push(&token, &hoa.submit(&long, None)).await);
}

#[tokio::test]
async fn over_http_too_much_at_once_is_refused() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let token = served.token(&hoa).await;
    let huge = vec![b'x'; protocol::PUSH_BYTES + 1];
    let answer = served
        .client
        .post(served.url("push"))
        .bearer_auth(&token)
        .body(huge)
        .send()
        .await
        .unwrap();
    let told = problem(answer).await;
    assert_eq!((told.code(), told.status), (Some(Code::TooLarge), 413));
}
