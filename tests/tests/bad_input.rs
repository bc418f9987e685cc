//! Wrong input of every sort, from outside: a clear sentence, the promised code, nothing changed, nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::similar_names,
    clippy::semicolon_if_nothing_returned,
    clippy::format_collect,
    clippy::redundant_closure_for_method_calls,
    clippy::cloned_ref_to_slice_refs
)]

use editorial::{Block, Code, Hash, Millis, What, body::BlobRef, keys};
use protocol::{PushLine, SendLine};
use serde_json::{Value, json};
use std::fs;
use tests::rig::{Board, Desk, Done, Hand, Reader, SITE, form, until};

fn alone() -> (tempfile::TempDir, Desk) {
    let home = tempfile::TempDir::new().unwrap();
    let desk = Desk::at(&home.path().join("ban"));
    desk.does(&["init", "--name", "Thu Hà"]);
    (home, desk)
}

/// A refusal with `code`, after which everything is as before.
#[track_caller]
fn refused_without_a_trace(desk: &Desk, code: &str, call: &[&str]) -> Done {
    let before = desk.everything();
    let done = desk.run(call);
    assert_eq!(done.code(), code, "{done}");
    assert_eq!(desk.everything(), before);
    done
}

// ---------------------------------------------------------------- the store

#[test]
fn a_profile_of_a_newer_version_is_left_untouched() {
    let (_home, desk) = alone();
    desk.writes("Bài", "Chữ.");
    let path = desk.profile.join("desk.json");
    let own = fs::read(&path).unwrap();
    let mut file: Value = serde_json::from_slice(&own).unwrap();
    file["schema"] = json!(file["schema"].as_u64().unwrap() + 1);
    fs::write(&path, file.to_string()).unwrap();
    let before = fs::read(desk.profile.join("desk.db")).unwrap();
    for call in [
        vec!["list"],
        vec!["init", "--name", "X"],
        vec!["sync"],
        vec![
            "edit",
            "01a20cc9-b0c5-7ff6-afcf-a919f530a25a:vi",
            "--title",
            "T",
        ],
    ] {
        let code = desk.refuses(&call);
        assert!(
            code == "newer_version" || (call[0] == "init" && code == "not_empty"),
            "{call:?}: {code}"
        );
    }
    assert_eq!(fs::read(desk.profile.join("desk.db")).unwrap(), before);
    fs::write(&path, own).unwrap();
    assert_eq!(desk.does(&["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_damaged_store_is_told_apart_from_a_wrong_passphrase_and_moved_aside() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let sent = ha.writes("Đã gửi", "Chữ đã gửi.");
    ha.submits(&sent);
    let database = ha.profile.join("desk.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&database, &bytes).unwrap();
    drop(fs::remove_file(ha.profile.join("desk.db-wal")));
    assert_eq!(ha.opened_by("sai").refuses(&["list"]), "wrong_passphrase");
    // Damage is met now or while working; either way it is mended by the next opening, and nothing is deleted.
    until("the desk works again", || {
        let done = ha.run(&["sync"]);
        if done.code == Some(0) {
            return Some(());
        }
        assert_eq!(done.code(), "damaged", "{done}");
        None
    });
    ha.sync();
    assert!(ha.words(&sent).contains("Chữ đã gửi."));
    assert_eq!(ha.does(&["verify"])["ok"], true);
    let names: Vec<String> = fs::read_dir(&ha.profile)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let kept = names
        .iter()
        .any(|name| name.contains("damaged") || name.contains("hỏng"))
        || fs::read_dir(ha.profile.parent().unwrap())
            .unwrap()
            .any(|it| {
                it.unwrap()
                    .file_name()
                    .to_string_lossy()
                    .contains("damaged")
            });
    assert!(kept, "the damaged file is kept aside: {names:?}");

    fs::write(ha.profile.join("desk.json"), "{\"format\":").unwrap();
    assert_eq!(ha.refuses(&["list"]), "damaged");
}

#[test]
fn a_backup_cut_short_newer_or_none_restores_nothing() {
    let (home, desk) = alone();
    desk.writes("Bài", "Chữ.");
    let file = home.path().join("lưu.bak");
    desk.does(&["backup", file.to_str().unwrap()]);
    let whole = fs::read(&file).unwrap();
    let target = Desk::at(&home.path().join("mới"));
    for bytes in [
        &whole[..0],
        &whole[..10],
        &whole[..whole.len() / 2],
        &whole[..whole.len() - 1],
        b"khong phai ban sao",
        &[whole.clone(), b"x".to_vec()].concat(),
    ] {
        let bad = desk.file("hỏng.bak", bytes);
        let code = target.refuses(&["restore", &bad]);
        assert!(
            ["bad_file", "damaged"].contains(&code.as_str()),
            "{} bytes: {code}",
            bytes.len()
        );
        assert!(
            !target.profile.exists() || fs::read_dir(&target.profile).unwrap().next().is_none(),
            "{} bytes left something",
            bytes.len()
        );
    }
    assert_eq!(target.refuses(&["restore", "/không/có"]), "bad_file");
    target.does(&["restore", file.to_str().unwrap()]);
    assert_eq!(target.does(&["list"]).as_array().unwrap().len(), 1);
}

#[test]
fn of_two_computers_restored_from_one_backup_the_second_is_refused_and_keeps_its_text() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let draft = ha.writes("Bài dở", "Chữ dở.");
    let queued = ha.writes("Đã nộp mà chưa gửi", "Chữ chờ.");
    ha.does(&["submit", &queued]);
    let file = board.path("lưu.bak");
    ha.does(&["backup", file.to_str().unwrap()]);
    let (one, two) = (board.outside("một"), board.outside("hai"));
    one.does(&["restore", file.to_str().unwrap()]);
    two.does(&["restore", file.to_str().unwrap()]);
    assert_eq!(
        one.does(&["outbox"]),
        json!([]),
        "nothing is resent blindly"
    );
    assert_eq!(
        one.shows(&queued)["state"],
        "draft",
        "what waited comes back to be looked at"
    );
    assert_eq!(one.sync()["sent"], 0);
    assert_eq!(two.refuses(&["sync"]), "device_revoked");
    for desk in [&one, &two] {
        assert!(desk.words(&draft).contains("Chữ dở.") && desk.words(&queued).contains("Chữ chờ."));
    }
    one.submits(&queued);
    assert_eq!(one.shows(&queued)["state"], "submitted");
    board.is_sound();
}

// ---------------------------------------------------------------- events, by hand

fn one(answers: &[PushLine]) -> &PushLine {
    assert_eq!(answers.len(), 1, "{answers:?}");
    &answers[0]
}

#[track_caller]
fn refused(answers: &[PushLine], code: Code) {
    let PushLine::Refused { refused, .. } = one(answers) else {
        panic!("{answers:?}")
    };
    assert_eq!(refused.code, code);
}

#[track_caller]
fn stopped(answers: &[PushLine], code: Code) {
    let PushLine::Stopped { stopped, .. } = one(answers) else {
        panic!("{answers:?}")
    };
    assert_eq!(stopped.code, code);
}

fn entries(board: &Board) -> u64 {
    let audit = board.portal.does(&["audit", SITE]);
    assert_eq!(audit["ok"], true, "{audit}");
    audit["entries"].as_u64().unwrap()
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
    let (status, told) = hoa.pushes_bytes(Hand::ndjson(&lines));
    assert!(told.contains("bad_signature"), "{status} {told}");
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
    // In another's name, and for another ledger.
    let mut event = hoa.submission(&first);
    event.by = editorial::By::Member {
        member: duc.member,
        device: hoa.device,
    };
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(&first.bytes),
        hoa.signed(&event),
    ]));
    assert!(
        told.contains("refused") || told.contains("problems/"),
        "{told}"
    );
    let mut event = hoa.submission(&first);
    event.ledger = Some(Hash::of(b"another"));
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(&first.bytes),
        hoa.signed(&event),
    ]));
    assert!(
        told.contains("ledger_changed") || told.contains("mismatch"),
        "{told}"
    );
    // What only the portal and its operator do.
    let publish = What::Published {
        revision: first.hash,
        short: "abcdefgh".to_owned(),
        approvals: Vec::new(),
    };
    let (_, told) = chief.pushes_bytes(Hand::ndjson(&[
        chief.signed(&chief.event(Some(edition), publish))
    ]));
    assert!(told.contains("no_right"), "{told}");
    assert_eq!(
        entries(&board),
        before,
        "nothing of all this stands in the ledger"
    );

    // Twice: the second answers that it was there.
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
    let approve = |hand: &Hand, revision| {
        vec![hand.signed(&hand.event(
            Some(edition),
            What::Approved {
                revision,
                publish_at: None,
            },
        ))]
    };
    refused(
        &duc.pushes(&approve(&duc, Hash::of(b"other"))),
        Code::RevisionChanged,
    );
    refused(&lan.pushes(&approve(&lan, first.hash)), Code::NoRight);
    board
        .portal
        .does(&["role", "give", SITE, &hoa.member.to_string(), "approver"]);
    refused(&hoa.pushes(&approve(&hoa, first.hash)), Code::OwnWork);
    let published = entries(&board);
    // The role ended before the act arrived, though it was signed while it was held.
    let late = approve(&duc, first.hash);
    board
        .portal
        .does(&["role", "end", SITE, &duc.member.to_string(), "approver"]);
    refused(&duc.pushes(&late), Code::NoRight);
    board
        .portal
        .does(&["role", "give", SITE, &duc.member.to_string(), "approver"]);
    refused(&duc.pushes(&late), Code::NoRight); // For ever, so that a late double is never accepted.
    assert_eq!(entries(&board), published + 2);
    assert_eq!(board.is_sound(), 0);
    // A policy nobody can fulfil, and a device that was revoked.
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

// ---------------------------------------------------------------- the wire

#[test]
fn too_much_cut_short_in_no_letters_or_nested_a_thousand_deep_takes_nothing() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let problem = |bytes: Vec<u8>| {
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        let (status, told) = hoa.pushes_bytes(bytes);
        assert!((400..500).contains(&status), "{begin}: {status} {told}");
        let told: Value = serde_json::from_str(&told).unwrap();
        assert!(
            told["title"].is_string() && told["retry"] == false,
            "{told}"
        );
        told["type"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(problem(vec![b'x'; protocol::PUSH_BYTES + 1]), "too_large");
    // A body over the limit, in bytes that are otherwise right: the event that names it is refused.
    let words = "x".repeat(protocol::BODY_BYTES + 1);
    let large = hoa.seals(Hand::new_edition(), None, Hand::article("Tin", &words));
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&hoa.submits(&large)));
    assert!(told.contains("too_large"), "{told}");
    problem(b"{\"body\":\"\xff\xfe\"}\n".to_vec());
    problem(b"\x00\x01\x02".to_vec());
    problem(format!("{}{}\n", "[".repeat(1_000), "]".repeat(1_000)).into_bytes());
    problem(format!("{}1{}\n", "{\"body\":".repeat(1_000), "}".repeat(1_000)).into_bytes());
    problem(b"{\"event\":\"{}\"}\n".to_vec());
    let good = Hand::ndjson(&hoa.submits(&hoa.seals(
        Hand::new_edition(),
        None,
        Hand::article("Tin", "Chữ."),
    )));
    problem(good[..good.len() / 2].to_vec());
    // A document nested a thousand deep, in bytes that are otherwise right.
    let revision = hoa.seals(Hand::new_edition(), None, Hand::article("Tin", "Chữ."));
    let mut block =
        json!({ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "Sâu." }] });
    for n in 0..30 {
        block = json!({ "id": format!("q{n:09}"), "type": "quote", "blocks": [block] });
    }
    let shallow = serde_json::to_string(&block).unwrap();
    let deep = format!(
        "{}{shallow}{}",
        "{\"blocks\":[".repeat(1_000),
        "],\"id\":\"zzzzzzzzzz\",\"type\":\"quote\"}".repeat(1_000)
    );
    let text = String::from_utf8(revision.bytes.clone()).unwrap();
    let paragraph = serde_json::to_string(
        &serde_json::from_str::<Value>(&text).unwrap()["document"]["blocks"][0],
    )
    .unwrap();
    let body = text.replace(&paragraph, &deep);
    assert_ne!(body, text, "the paragraph was found");
    let event = String::from_utf8(hoa.submission(&revision).to_bytes())
        .unwrap()
        .replace(
            &revision.hash.to_string(),
            &Hash::of(body.as_bytes()).to_string(),
        );
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(body.as_bytes()),
        hoa.signed_bytes(event.into_bytes()),
    ]));
    assert!(!told.contains("\"seq\""), "{told}");
    // Too large an event, and no token.
    let mut event = hoa.submission(&revision);
    if let What::Submitted { reasons, .. } = &mut event.fact.what {
        *reasons = (0..200)
            .map(|n| editorial::event::Reason {
                check: format!("check-{n}"),
                body: Hash::of(b"x"),
            })
            .collect();
    }
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(&revision.bytes),
        hoa.signed(&event),
    ]));
    assert!(told.contains("too_large"), "{told}");
    for token in [None, Some(""), Some("không phải mã"), Some("AAAAAAAA")] {
        let token = token.filter(|it| it.is_ascii());
        let (status, told) = hoa.post("push", token, good.clone());
        assert_eq!(status, 401, "{told}");
    }
    assert_eq!(entries(&board), before);
}

// ---------------------------------------------------------------- content

#[test]
fn scripts_javascript_links_and_hidden_signs_never_reach_a_reader() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let html = "<h1>Trang</h1><script>alert(1)</script><p onclick=\"x()\">Chữ <a href=\"javascript:alert(2)\">bấm</a> \
        <a href=\" jAvA\tscript:alert(3)\">nữa</a> <a href=\"https://quangngai.example/\">thật</a></p><iframe src=\"//xau.example\"></iframe>\
        <style>p{display:none}</style><img src=x onerror=alert(4)><svg onload=alert(5)></svg><p>&lt;script&gt;chữ thường&lt;/script&gt;</p>";
    let file = ha.file("xấu.html", html);
    let made = ha.does(&[
        "new",
        "article",
        "--from",
        &file,
        "--title",
        "Tiêu đề <script>alert(6)</script> & \"trích\"",
        "--field",
        "author=<b>Hà</b>",
        "--field",
        "source=Sở",
    ]);
    let edition = made["edition"].as_str().unwrap().to_owned();
    ha.submits(&edition);
    duc.approves(&edition);
    let page = Reader::of(&board.portal.url).opens(duc.shows(&edition)["url"].as_str().unwrap());
    let text = page.text();
    for wrong in [
        "<script",
        "javascript:",
        "onclick",
        "onerror",
        "onload",
        "<iframe",
        "<b>Hà",
    ] {
        assert!(
            !text.to_lowercase().contains(&wrong.to_lowercase()),
            "{wrong} in {text}"
        );
    }
    assert!(
        text.contains("&lt;script&gt;chữ thường")
            && text.contains("href=\"https://quangngai.example/\""),
        "{text}"
    );
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
}

#[test]
fn documents_that_no_desk_writes_are_refused_whole() {
    let (_home, desk) = alone();
    let edition = desk.writes("Bài", "Chữ.");
    let paragraph =
        |id: &str| json!({ "id": id, "type": "paragraph", "content": [{ "text": "Chữ" }] });
    let file = |name: &str, blocks: Value| {
        desk.file(name, json!({ "v": 1, "blocks": blocks }).to_string())
    };
    let deep_text = {
        let opened = "{\"type\":\"quote\",\"blocks\":[".repeat(1_000);
        desk.file(
            "sâu.json",
            format!("{{\"v\":1,\"blocks\":[{opened}{}]}}", "]}".repeat(1_000)),
        )
    };
    for path in [
        file(
            "khối.json",
            json!([{ "id": "aaaaaaaaaa", "type": "gallery", "blobs": [] }]),
        ),
        file(
            "dấu.json",
            json!([{ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "x", "marks": ["blink"] }] }]),
        ),
        file(
            "trùng.json",
            json!([paragraph("aaaaaaaaaa"), paragraph("aaaaaaaaaa")]),
        ),
        file("mã.json", json!([paragraph("KHÔNG")])),
        deep_text,
        desk.file("cụt.json", "{\"v\":1,\"blocks\":[{\"id\":\"aaaa"),
        desk.file("không.json", b"\xff\xfe\x00".as_slice()),
        desk.file("v2.json", "{\"v\":2,\"blocks\":[]}"),
    ] {
        let before = desk.everything();
        for call in [
            vec!["edit", edition.as_str(), "--from", &path],
            vec!["new", "article", "--from", &path],
        ] {
            let code = desk.refuses(&call);
            assert!(
                ["bad_file", "newer_version"].contains(&code.as_str()),
                "{path}: {code}"
            );
        }
        assert_eq!(desk.everything(), before, "{path}");
    }
    assert!(desk.words(&edition).contains("Chữ."));
    // A link that may lead nowhere is only text.
    let link = file(
        "nối.json",
        json!([{ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "bấm", "marks": [{ "link": "javascript:alert(1)" }] }] }]),
    );
    let done = desk.run(&["edit", &edition, "--from", &link]);
    assert!(done.code == Some(0) || done.code() == "bad_file", "{done}");
    assert!(
        !desk
            .prints(&["show", &edition, "--as", "html"])
            .contains("javascript")
    );
}

#[test]
fn bidi_zero_width_and_control_characters_are_found_and_do_not_pass() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let edition = ha.writes(
        "Thông báo",
        "Trước\u{202e}sau \u{200b}và\u{200d} \u{7}chuông \u{feff}xong.",
    );
    let checks = ha.does(&["check", &edition]);
    let told = checks
        .as_array()
        .unwrap()
        .iter()
        .any(|row| row["check"] == "control_characters");
    let text = ha.words(&edition);
    let hidden = |text: &str| {
        text.chars().any(|c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200b}' | '\u{feff}' | '\u{7}'))
    };
    assert!(told || !hidden(&text), "{checks}");
    // A title with a turn of direction in it must not turn round what stands beside it.
    ha.does(&["edit", &edition, "--title", "Tiêu đề \u{202e}ngược"]);
    let done = ha.run(&["submit", &edition]);
    if done.code == Some(0) {
        ha.sync();
        duc.approves(&edition);
        let page = Reader::of(&board.portal.url)
            .opens(duc.shows(&edition)["url"].as_str().unwrap())
            .text();
        assert!(!hidden(&page), "{page}");
    } else {
        assert!(
            ["checks", "needs_reason"].contains(&done.code().as_str()),
            "{done}"
        );
    }
    // And by hand, past every desk.
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let revision = hoa.seals(
        Hand::new_edition(),
        None,
        Hand::article("Nhìn \u{202e}ngược", "Chữ\u{200b} \u{1}ẩn."),
    );
    let answers = hoa.pushes(&hoa.submits(&revision));
    if let PushLine::Accepted { .. } = one(&answers) {
        let url = format!("{}:vi", revision.value.item);
        duc.approves(&url);
        let page = Reader::of(&board.portal.url)
            .opens(duc.shows(&url)["url"].as_str().unwrap())
            .text();
        assert!(!hidden(&page), "{page}");
    } else {
        refused(&answers, Code::Checks);
    }
}

#[test]
fn titles_have_a_letter_and_at_most_three_hundred_characters_and_may_be_alike() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let long = |n: usize| "ấ".repeat(n);
    for title in ["", "…!?", "123", &long(301)] {
        let edition = ha.writes("Tạm", "Chữ.");
        ha.does(&["edit", &edition, "--title", title]);
        let error = ha.run(&["submit", &edition]).refusal();
        assert_eq!(error["code"], "checks", "{title:?}");
        assert_eq!(error["checks"][0]["check"], "title", "{error}");
        assert!(
            ha.words(&edition).contains("Chữ."),
            "saving always succeeds"
        );
        ha.does(&["discard", &edition]);
    }
    let (one, two) = (
        ha.writes(&long(300), "Chữ."),
        ha.writes(&long(300), "Chữ khác."),
    );
    for edition in [&one, &two] {
        ha.submits(edition);
        duc.approves(edition);
    }
    let urls = [&one, &two].map(|edition| duc.shows(edition)["url"].as_str().unwrap().to_owned());
    assert_ne!(urls[0], urls[1], "two equal titles, two addresses");
    let reader = Reader::of(&board.portal.url);
    assert!(
        reader.opens(&urls[0]).article().contains("<p>Chữ.</p>")
            && reader
                .opens(&urls[1])
                .article()
                .contains("<p>Chữ khác.</p>")
    );
    assert_eq!(board.is_sound(), 2);
}

#[test]
fn a_text_with_a_state_secret_mark_is_not_even_stored() {
    let (home, desk) = alone();
    let edition = desk.writes("Bài", "Chữ sạch.");
    let secret = "Phần đầu.\n\nMẬT\n\nKế hoạch riêng Xyzabc.\n";
    let file = home.path().join("mật.md");
    fs::write(&file, secret).unwrap();
    let path = file.to_str().unwrap();
    let done = refused_without_a_trace(&desk, "secret_mark", &["new", "article", "--from", path]);
    assert_eq!(done.refusal()["retry"], false);
    refused_without_a_trace(&desk, "secret_mark", &["edit", &edition, "--from", path]);
    refused_without_a_trace(
        &desk,
        "secret_mark",
        &["edit", &edition, "--title", "TUYỆT MẬT"],
    );
    let imported = desk.run(&["import", path]);
    assert_eq!(
        (imported.code, &imported.json()[0]["error"]["code"]),
        (Some(1), &json!("secret_mark"))
    );
    assert_eq!(desk.does(&["search", "Xyzabc"]), json!([]));
    assert!(
        desk.words(&edition).contains("Chữ sạch."),
        "the last clean draft stays"
    );
    for plain in [
        "Bí mật của tạo hóa.",
        "Mật độ dân số.",
        "MẬT ONG rừng Trà Bồng.",
    ] {
        desk.does(&["edit", &edition, "--from", &desk.file("thường.md", plain)]);
    }
    // The same gate stands at the portal.
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let revision = hoa.seals(
        Hand::new_edition(),
        None,
        Hand::article("Kế hoạch", "TỐI MẬT"),
    );
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&hoa.submits(&revision)));
    assert!(told.contains("secret_mark"), "{told}");
    assert_eq!(entries(&board), before);
}

#[test]
fn pictures_that_are_none_or_would_fill_the_memory_are_refused() {
    let (_home, desk) = alone();
    let edition = desk.writes("Bài", "Chữ.");
    let svg = desk.file(
        "hình.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
    );
    let renamed = desk.file("hình.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let text = desk.file("chữ.png", "không phải ảnh");
    let empty = desk.file("rỗng.jpg", "");
    // A PNG that says it is 60,000 pixels wide and high.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    let bomb = desk.file("bom.png", bomb);
    for file in [svg, renamed, text, empty, bomb, "/không/có.jpg".to_owned()] {
        let before = desk.everything();
        let code = desk.refuses(&["picture", &edition, "--file", &file]);
        assert!(
            ["bad_file", "too_large"].contains(&code.as_str()),
            "{file}: {code}"
        );
        assert_eq!(desk.everything(), before, "{file}");
    }
    let good = desk.file("ảnh.jpg", tests::rig::photo_with_place());
    assert_eq!(
        desk.refuses(&[
            "picture",
            &edition,
            "--file",
            &good,
            "--after",
            "zzzzzzzzzz"
        ]),
        "not_found"
    );
    desk.does(&["picture", &edition, "--file", &good]);
}

#[test]
fn a_picture_of_another_hash_is_refused_and_publication_waits_for_the_right_one() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let duc = board.joins("approver", "Minh Đức");
    let picture = image_bytes();
    let mut content = Hand::article("Có ảnh", "Chữ.");
    let blob = Hash::of(&picture);
    content.blobs.push(BlobRef {
        hash: blob,
        media_type: "image/png".to_owned(),
        bytes: picture.len() as u64,
        width: 4,
        height: 4,
    });
    let image = Block::Image {
        id: Hand::block_id(),
        blob,
        alt: "Cảnh".to_owned(),
        caption: String::new(),
        credit: "Hoa".to_owned(),
    };
    content.document.as_mut().unwrap().blocks.push(image);
    let edition = Hand::new_edition();
    let revision = hoa.seals(edition, None, content);
    assert!(matches!(
        one(&hoa.pushes(&hoa.submits(&revision))),
        PushLine::Accepted { .. }
    ));
    duc.approves(&edition.to_string());
    let shown = duc.shows(&edition.to_string());
    assert_eq!(
        (&shown["state"], &shown["waits_for"]),
        (&json!("approved"), &json!("file"))
    );
    assert_eq!(board.is_sound(), 0);
    let mut other = picture.clone();
    *other.last_mut().unwrap() ^= 1;
    let (status, told) = hoa.sends_piece(blob, other.len() as u64, &other);
    assert!(
        (400..500).contains(&status) && told.contains("mismatch"),
        "{status} {told}"
    );
    assert_eq!(board.is_sound(), 0);
    let (status, told) = hoa.sends_piece(blob, picture.len() as u64, &picture);
    assert!((200..300).contains(&status), "{status} {told}");
    assert_eq!(
        board.is_sound(),
        1,
        "published in the moment the last file is there"
    );
    duc.sync();
    let shown = duc.shows(&edition.to_string());
    assert_eq!(
        (&shown["state"], &shown["waits_for"]),
        (&json!("published"), &Value::Null)
    );
}

fn image_bytes() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(4, 4, image::Rgb([9, 90, 160]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}

// ---------------------------------------------------------------- the comment form

/// A consultation that is open until `closes`; its page's path, the form's action.
fn consultation(board: &Board, closes: &str) -> (Desk, String, String, String) {
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let fields = [
        "opens=2020-01-01",
        &format!("closes={closes}"),
        "receiving_address=26 Phan Đình Phùng",
        "receiving_email=so@quangngai.example",
    ];
    let edition = ha.begins("consultation", "Lấy ý kiến", "Toàn văn dự thảo.", &fields);
    ha.submits(&edition);
    duc.approves(&edition);
    let url = duc.shows(&edition)["url"].as_str().unwrap().to_owned();
    let action = Reader::of(&board.portal.url)
        .opens(&url)
        .attribute("<form method=\"post\"", "action");
    (ha, edition, url, action)
}

fn comments(desk: &Desk, edition: &str) -> Vec<Value> {
    desk.sync();
    desk.does(&["comments", edition])
        .as_array()
        .unwrap()
        .clone()
}

#[test]
fn a_comment_that_is_empty_huge_or_decomposed_is_handled_and_the_rest_is_kept() {
    let board = Board::new();
    let (ha, edition, url, action) = consultation(&board, "2099-12-31");
    let reader = Reader::of(&board.portal.url);
    let send = |fields: &[(&str, &str)]| reader.sends(&action, form(fields));
    let empty = send(&[
        ("text", " \n\t "),
        ("name", "Bà Xuyến"),
        ("contact", ""),
        ("key", "k1"),
    ]);
    assert!((400..500).contains(&empty.status), "{}", empty.status);
    assert!(empty.text().contains("Bà Xuyến"), "what was typed stays");
    let long = send(&[("text", &"ý ".repeat(5_001)), ("key", "k2")]);
    assert!((400..500).contains(&long.status));
    let huge = reader.sends(&action, format!("text={}", "x".repeat(1 << 20)));
    assert_eq!(huge.status, 413);
    let broken = reader.sends(&action, b"text=%FF%FE&key=k3".to_vec());
    assert!((400..500).contains(&broken.status));
    let secret = send(&[("text", "TUYỆT MẬT"), ("key", "k4")]);
    assert!((400..500).contains(&secret.status));
    assert_eq!(
        comments(&ha, &edition),
        Vec::<Value>::new(),
        "nothing of these was kept"
    );

    let decomposed = "Đe\u{302}\u{300} nghi\u{323} la\u{300}m ro\u{303}.";
    let hostile = "<script>alert(1)</script> \u{202e}ngược";
    for (text, key) in [(decomposed, "k5"), (hostile, "k6")] {
        let sent = send(&[
            ("text", text),
            ("name", text),
            ("contact", "javascript:alert(1)"),
            ("block", "zzzzzzzzzz"),
            ("key", key),
        ]);
        assert!((200..400).contains(&sent.status), "{}", sent.status);
        assert!(!sent.text().contains("<script>alert"));
    }
    let kept = comments(&ha, &edition);
    assert_eq!(kept.len(), 2);
    assert_eq!(kept[0]["text"], "Đề nghị làm rõ.", "in the composed form");
    assert!(
        kept[1]["text"].as_str().unwrap().contains("<script>")
            && !kept[1]["text"].as_str().unwrap().contains('\u{202e}')
    );
    assert!(!reader.opens(&url).text().contains("<script>alert"));
}

#[test]
fn a_flood_of_comments_is_held_up_and_told_when_to_come_back() {
    let board = Board::new();
    let (ha, edition, url, action) = consultation(&board, "2099-12-31");
    let reader = Reader::of(&board.portal.url);
    let mut taken = 0;
    let held = (0..500).find_map(|n| {
        let sent = reader.sends(
            &action,
            form(&[
                ("text", &format!("Ý kiến {n}")),
                ("key", &format!("key-{n}")),
            ]),
        );
        if sent.status < 400 {
            taken += 1;
            return None;
        }
        Some(sent)
    });
    let held = held.expect("a flood is held up");
    assert_eq!(held.status, 429);
    assert!(
        held.headers["retry-after"]
            .to_str()
            .unwrap()
            .parse::<u64>()
            .unwrap()
            > 0
    );
    assert!(
        held.text().contains(&format!("Ý kiến {taken}")),
        "the words are not lost"
    );
    assert_eq!(reader.opens(&url).status, 200, "reading goes on");
    assert_eq!(comments(&ha, &edition).len(), taken);
}

#[test]
fn after_the_deadline_by_the_portals_clock_nothing_is_taken_and_the_words_are_not_lost() {
    let board = Board::new();
    // Time enough to write, submit and approve it on a slow computer.
    let closes = protocol::to_rfc3339(Millis(now_in_millis() + 20_000));
    let (ha, edition, url, action) = consultation(&board, &closes);
    let reader = Reader::of(&board.portal.url);
    let before = reader.sends(&action, form(&[("text", "Còn trong hạn"), ("key", "sớm")]));
    assert!(before.status < 400, "{}", before.text());
    let late = until("the deadline has passed", || {
        let page = reader.opens(&url).text();
        (!page.contains("<form method=\"post\""))
            .then(|| reader.sends(&action, form(&[("text", "Muộn mất rồi"), ("key", "muộn")])))
    });
    assert!((400..500).contains(&late.status), "{}", late.status);
    assert!(
        late.text().contains("Muộn mất rồi"),
        "the words are not lost"
    );
    let kept = comments(&ha, &edition);
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["text"], "Còn trong hạn");
}

fn now_in_millis() -> i64 {
    let now = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .unwrap();
    i64::try_from(now.as_millis()).unwrap()
}
