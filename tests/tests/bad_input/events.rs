//! Events by hand, past every desk: forged, foreign, unlawful, of a later version.

use crate::{entries, one, refused};
use editorial::{By, Code, DeviceId, EditionId, Event, Hash, What, keys};
use protocol::{PushLine, SendLine};
use serde_json::{Value, json};
use tests::rig::{Board, Hand, SITE};

#[track_caller]
fn stopped(answers: &[PushLine], code: Code) {
    let PushLine::Stopped { stopped, .. } = one(answers) else {
        panic!("{answers:?}")
    };
    assert_eq!(stopped.code, code);
}

#[test]
fn forged_foreign_unknown_and_unlawful_events_are_refused_each_by_its_name() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let duc = Hand::joins(&board, "approver", "Minh Đức");
    let chief = Hand::joins(&board, "chief", "Lê Chí");
    let lan = Hand::joins(&board, "translator", "Lan Anh");
    let before = entries(&board);
    let edition = Hand::new_edition();
    let first = hoa.seals(edition, None, Hand::article("Tin một", "Chữ."));

    let mut lines = hoa.submits(&first);
    if let SendLine::Event { sig, event } = &mut lines[1] {
        *sig = keys::sign(keys::EVENT, event.as_bytes(), &duc.key);
    }
    refused(&hoa.pushes(&lines), Code::BadSignature);
    refused(
        &hoa.pushes(&[hoa.signed(&hoa.submission(&hoa.seals(
            edition,
            Some(Hash::of(b"nobody")),
            Hand::article("Tin", "Chữ."),
        )))]),
        Code::NotFound,
    );
    let orphan = hoa.seals(
        edition,
        Some(Hash::of(b"nobody")),
        Hand::article("Tin", "Chữ."),
    );
    refused(&hoa.pushes(&hoa.submits(&orphan)), Code::UnknownParent);
    refused(
        &lan.pushes(&lan.submits(&lan.seals(
            Hand::new_edition(),
            None,
            Hand::article("Của người dịch", "Chữ."),
        ))),
        Code::NoRight,
    );
    // The event speaks of another edition than the body.
    let other = hoa.seals(Hand::new_edition(), None, Hand::article("Tin khác", "Chữ."));
    let mut event = hoa.submission(&other);
    event.fact.edition = Some(Hand::new_edition());
    refused(
        &hoa.pushes(&[Hand::body(&other.bytes), hoa.signed(&event)]),
        Code::Mismatch,
    );
    // In another's name, by a device that nobody brought, and for another ledger.
    let with_its_body = |event: &Event| [Hand::body(&first.bytes), hoa.signed(event)];
    let mut event = hoa.submission(&first);
    event.by = By::Member {
        member: duc.member,
        device: hoa.device,
    };
    refused(&hoa.pushes(&with_its_body(&event)), Code::Mismatch);
    let mut event = hoa.submission(&first);
    event.by = By::Member {
        member: hoa.member,
        device: DeviceId::from_uuid(uuid::Uuid::now_v7()),
    };
    refused(&hoa.pushes(&with_its_body(&event)), Code::DeviceUnknown);
    let mut event = hoa.submission(&first);
    event.ledger = Some(Hash::of(b"another"));
    refused(&hoa.pushes(&with_its_body(&event)), Code::LedgerChanged);
    // What only the portal and its operator do.
    let publish = What::Published {
        revision: first.hash,
        short: "abcdefgh".to_owned(),
        approvals: Vec::new(),
    };
    let by_hand = chief.signed(&chief.event(Some(edition), publish));
    refused(&chief.pushes(&[by_hand]), Code::NoRight);
    assert_eq!(
        entries(&board),
        before,
        "nothing of all this stands in the ledger"
    );
}

#[test]
fn an_event_sent_twice_stands_once_and_the_second_answer_says_that_it_was_there() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let first = hoa.seals(Hand::new_edition(), None, Hand::article("Tin một", "Chữ."));
    let before = entries(&board);
    let lines = hoa.submits(&first);
    let PushLine::Accepted {
        seq, had: false, ..
    } = *one(&hoa.pushes(&lines))
    else {
        panic!()
    };
    let PushLine::Accepted {
        seq: again,
        had: true,
        ..
    } = *one(&hoa.pushes(&lines))
    else {
        panic!()
    };
    assert_eq!(seq, again);
    assert_eq!(entries(&board), before + 1);
}

fn approval(hand: &Hand, edition: EditionId, revision: Hash) -> SendLine {
    let what = What::Approved {
        revision,
        publish_at: None,
    };
    hand.signed(&hand.event(Some(edition), what))
}

#[test]
fn an_approval_is_judged_by_the_rights_that_stand_where_it_arrives() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let duc = Hand::joins(&board, "approver", "Minh Đức");
    let lan = Hand::joins(&board, "translator", "Lan Anh");
    let role = |change: &str, hand: &Hand| {
        let member = hand.member.to_string();
        board
            .portal
            .does(&["role", change, SITE, &member, "approver"]);
    };
    let edition = Hand::new_edition();
    let first = hoa.seals(edition, None, Hand::article("Tin một", "Chữ."));
    hoa.pushes(&hoa.submits(&first));

    let other = approval(&duc, edition, Hash::of(b"other"));
    refused(&duc.pushes(&[other]), Code::RevisionChanged);
    let translators = approval(&lan, edition, first.hash);
    refused(&lan.pushes(&[translators]), Code::NoRight);
    role("give", &hoa);
    let own = approval(&hoa, edition, first.hash);
    refused(&hoa.pushes(&[own]), Code::OwnWork);

    let standing = entries(&board);
    // The role ended before the act arrived, though it was signed while it was held.
    let late = [approval(&duc, edition, first.hash)];
    role("end", &duc);
    refused(&duc.pushes(&late), Code::NoRight);
    role("give", &duc);
    refused(&duc.pushes(&late), Code::NoRight); // For ever, so that a late double is never accepted.
    assert_eq!(entries(&board), standing + 2, "the two changes of the role");
    assert_eq!(board.is_sound(), 0);
}

#[test]
fn a_policy_nobody_can_fulfil_is_refused_and_a_revoked_device_gets_no_token() {
    let board = Board::new();
    let chief = Hand::joins(&board, "chief", "Lê Chí");
    let lan = Hand::joins(&board, "translator", "Lan Anh");
    let rules: editorial::Policy = serde_json::from_value(json!({ "rules": [{ "kind": "*", "lang": "*", "steps": [{ "roles": ["reviser"], "count": 3 }] }] })).unwrap();
    let policy = editorial::Body::policy(rules, editorial::Salt::from_bytes([7; 16]));
    let set = chief.event(
        None,
        What::PolicySet {
            policy: policy.hash,
        },
    );
    refused(
        &chief.pushes(&[Hand::body(&policy.bytes), chief.signed(&set)]),
        Code::PolicyUnfulfillable,
    );
    board
        .portal
        .does(&["device", "revoke", SITE, &lan.device.to_string()]);
    let (status, told) = lan.asks_token();
    assert!(
        status >= 400 && told.contains("device_revoked"),
        "{status} {told}"
    );
}

#[test]
fn what_a_later_version_sends_waits_and_is_not_refused() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let edition = Hand::new_edition();
    let revision = hoa.seals(edition, None, Hand::article("Tin", "Chữ."));
    let event = String::from_utf8(hoa.submission(&revision).to_bytes()).unwrap();
    let canonical = |value: &Value| editorial::canonical::to_bytes(value);
    let changed = |change: fn(&mut Value)| {
        let mut value: Value = serde_json::from_str(&event).unwrap();
        change(&mut value);
        value["id"] = json!(uuid::Uuid::now_v7());
        hoa.signed_bytes(canonical(&value))
    };
    let body = Hand::body(&revision.bytes);
    for line in [
        changed(|event| event["v"] = json!(2)),
        changed(|event| event["what"] = json!("endorsed")),
        changed(|event| event["colour"] = json!("red")),
        changed(|event| event["kind"] = json!("podcast")),
    ] {
        stopped(&hoa.pushes(&[body.clone(), line]), Code::PortalOlder);
    }
    // A block, a mark, a field of a later version inside a body.
    for change in [
        |body: &mut Value| body["document"]["blocks"][0]["type"] = json!("gallery"),
        |body: &mut Value| body["document"]["blocks"][0]["content"][0]["marks"] = json!(["blink"]),
        |body: &mut Value| body["v"] = json!(2),
        |body: &mut Value| body["mood"] = json!("vui"),
    ] {
        let mut value: Value = serde_json::from_slice(&revision.bytes).unwrap();
        change(&mut value);
        let bytes = canonical(&value);
        let mut event: Value = serde_json::from_str(&event).unwrap();
        event["revision"] = json!(Hash::of(&bytes));
        event["id"] = json!(uuid::Uuid::now_v7());
        let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
            Hand::body(&bytes),
            hoa.signed_bytes(canonical(&event)),
        ]));
        assert!(told.contains("portal_older"), "{told}");
    }
    assert_eq!(entries(&board), before);
    assert!(matches!(
        one(&hoa.pushes(&hoa.submits(&revision))),
        PushLine::Accepted { .. }
    ));
}

#[test]
fn bytes_in_another_form_are_not_canonical() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let revision = hoa.seals(Hand::new_edition(), None, Hand::article("Tin", "Chữ."));
    let event = String::from_utf8(hoa.submission(&revision).to_bytes()).unwrap();
    let body = String::from_utf8(revision.bytes.clone()).unwrap();
    let send = |body: &str, event: &str| {
        let (status, told) = hoa.pushes_bytes(Hand::ndjson(&[
            Hand::body(body.as_bytes()),
            hoa.signed_bytes(event.as_bytes().to_vec()),
        ]));
        assert!(
            told.contains("not_canonical"),
            "{status} {told}\n{event}\n{body}"
        );
    };
    send(&body, &format!(" {event}"));
    send(&body, &event.replacen("{\"at\":", "{\"at\":0,\"at\":", 1));
    send(&body, &event.replacen("\"v\":1", "\"v\":1.0", 1));
    send(
        &body,
        &event.replacen("\"what\":", "\"note\":null,\"what\":", 1),
    );
    let named = |other: &str| {
        event.replace(
            &revision.hash.to_string(),
            &Hash::of(other.as_bytes()).to_string(),
        )
    };
    let spaced = body.replacen("\"title\":", "\"title\": ", 1);
    send(&spaced, &named(&spaced));
    let decomposed = body.replacen("Tin", "Ti\u{301}n", 1);
    send(&decomposed, &named(&decomposed));
    assert_eq!(entries(&board), before);
}
