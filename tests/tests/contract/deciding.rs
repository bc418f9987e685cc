//! `queue`, `approve`, `withdraw`, `unpublish`, `policy`: who decides, and what follows.

use crate::{editions, has, rows_have};
use serde_json::{Value, json};
use tests::rig::{Board, Reader, SITE, tells};

#[test]
fn the_queue_stands_by_the_earliest_deadline_then_by_the_longest_wait() {
    let (_board, ha, duc) = Board::with_ha_and_duc();
    let mut made = Vec::new();
    for (title, at) in [
        ("Không hạn, trước", None),
        ("Hạn xa", Some("2099-06-01T00:00:00Z")),
        ("Không hạn, sau", None),
        ("Hạn gần", Some("2099-02-01T00:00:00Z")),
    ] {
        let edition = ha.writes(title, "Chữ.");
        let mut call = vec!["submit", edition.as_str()];
        call.extend(at.into_iter().flat_map(|at| ["--at", at]));
        ha.does(&call);
        ha.sync();
        made.push(edition);
    }
    duc.sync();
    let expected = [
        made[3].clone(),
        made[1].clone(),
        made[0].clone(),
        made[2].clone(),
    ];
    assert_eq!(editions(&duc.does(&["queue"])), expected);
}

#[test]
fn two_steps_ask_for_two_persons_and_a_policy_nobody_can_fulfil_is_refused() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let file = ha.file("chính-sách.json", r#"{"rules":[{"kind":"*","lang":"*","steps":[{"roles":["approver"],"count":1},{"roles":["chief"],"count":1}]}]}"#);
    let refused = board
        .portal
        .run(&["policy", SITE, "--file", &file])
        .refusal();
    assert_eq!(refused["code"], "policy_unfulfillable");
    assert!(
        refused["message"].as_str().unwrap().contains("chief"),
        "it says who is missing: {refused}"
    );
    let chi = board.joins("chief", "Lê Chí");
    board.portal.does(&["policy", SITE, "--file", &file]);
    assert_eq!(
        board.portal.does(&["policy", SITE])["rules"][0]["steps"][1]["roles"],
        json!(["chief"])
    );
    ha.sync();
    let edition = ha.writes("Quyết định", "Nội dung quyết định.");
    ha.submits(&edition);
    chi.sync();
    let revision = chi.revision(&edition);
    assert_eq!(
        chi.refuses(&["approve", &edition, "--revision", &revision]),
        "not_your_turn"
    );
    duc.sync();
    let first = duc.does(&["approve", &edition, "--revision", &revision]);
    assert_eq!(
        (&first["state"], &first["needed"]),
        (&json!("submitted"), &json!(1)),
        "after one of two still submitted"
    );
    duc.sync();
    chi.sync();
    let shown = chi.shows(&edition);
    assert_eq!(
        (
            shown["approvals"].as_array().unwrap().len(),
            &shown["needed"]
        ),
        (1, &json!(1))
    );
    assert_eq!(shown["approvals"][0]["role"], "approver");
    assert_eq!(board.is_sound(), 0);
    assert_eq!(
        chi.does(&["approve", &edition, "--revision", &revision])["needed"],
        0
    );
    chi.sync();
    assert_eq!(chi.shows(&edition)["state"], "published");
    assert_eq!(board.is_sound(), 1);
}

#[test]
fn a_chief_of_two_roles_counts_once_and_own_work_is_not_approved() {
    let board = Board::new();
    let chi = board.joins_with(
        &board.path("chi"),
        &board.portal.url,
        &["editor", "approver", "chief"],
        "Lê Chí",
    );
    let edition = chi.writes("Tự viết", "Chữ của chính mình.");
    let warned = chi.does(&["submit", &edition]);
    assert!(
        warned["warnings"]
            .to_string()
            .contains("nobody_can_approve"),
        "{warned}"
    );
    chi.sync();
    assert_eq!(
        chi.refuses(&["approve", &edition, "--revision", &chi.revision(&edition)]),
        "own_work"
    );
    assert_eq!(board.is_sound(), 0);
}

#[test]
fn a_page_is_withdrawn_with_its_english_and_unpublished_to_another() {
    let board = Board::new();
    let (ha, duc, lan) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
        board.joins("translator", "Lan Anh"),
    );
    let edition = ha.writes("Kế hoạch năm", "Câu thứ nhất. Câu thứ hai.");
    ha.submits(&edition);
    duc.approves(&edition);
    lan.sync();
    let opened = lan.does(&["translate", &edition, "--to", "en"]);
    has(&opened, "edition segments from_memory");
    let english = opened["edition"].as_str().unwrap().to_owned();
    assert_eq!(opened["segments"], 3);
    let segments = lan.does(&["segments", &english]);
    rows_have(&segments, "segment source target state out_of_date match");
    assert_eq!(
        lan.refuses(&["submit", &english]),
        "checks",
        "no segment is translated"
    );
    for row in segments.as_array().unwrap() {
        let segment = row["segment"].as_str().unwrap();
        let written = lan
            .run_with(
                &["segment", &english, segment, "--target", "-"],
                format!("In English: {segment}\n").as_bytes(),
            )
            .value();
        has(&written, "segment source target state out_of_date match");
        tells(
            &written,
            &json!({ "target": format!("In English: {segment}"), "state": "translated" }),
        );
    }
    assert_eq!(
        lan.does(&["segments", &english, "--state", "initial"]),
        json!([])
    );
    assert_eq!(
        lan.refuses(&["segment", &english, "không/có", "--target", "x"]),
        "not_found"
    );
    lan.submits(&english);
    duc.approves(&english);
    assert_eq!(duc.shows(&english)["state"], "published");
    assert_eq!(
        duc.shows(&english)["fields"]["author"],
        "Thu Hà",
        "facts come from the source"
    );

    let other = ha.writes("Kế hoạch thay thế", "Bản mới.");
    ha.submits(&other);
    duc.approves(&other);
    let reader = Reader::of(&board.portal.url);
    let (page, page_en) = (duc.url(&edition), duc.url(&english));
    assert_eq!(
        duc.refuses(&["withdraw", &edition, "--reason", ""]),
        "needs_reason"
    );
    let withdrawn = duc.does(&["withdraw", &edition, "--reason", "Chờ thay thế"]);
    assert_eq!(withdrawn["state"], "withdrawn");
    duc.sync();
    assert_eq!(
        duc.shows(&english)["state"],
        "withdrawn",
        "English goes with its source"
    );
    for address in [&page, &page_en] {
        let seen = reader.opens(address);
        assert_eq!(seen.status, 200, "it stays readable, under a notice");
    }
    let item = other.trim_end_matches(":vi");
    let gone = duc.does(&[
        "unpublish",
        &edition,
        "--reason",
        "Đã có bản mới",
        "--to",
        item,
    ]);
    assert_eq!(gone["state"], "unpublished");
    duc.sync();
    assert_eq!(duc.shows(&english)["state"], "unpublished");
    assert_eq!(duc.shows(&edition)["url"], Value::Null);
    let sent_on = reader.opens(&page);
    assert!(
        matches!(sent_on.status, 301 | 302 | 307 | 308),
        "{}",
        sent_on.status
    );
    let target = sent_on.headers["location"].to_str().unwrap();
    assert!(target.contains("/vi/ke-hoach-thay-the-"), "{target}");
    assert!(board.is_sound() >= 3);
}
