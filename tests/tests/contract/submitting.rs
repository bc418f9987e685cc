//! `submit`, `takeback`, `recall`, `diff`, `history`: a text on its way to the readers.

use crate::{ROW, editions, has, is_hash, is_time, rows_have};
use serde_json::json;
use tests::rig::{Board, Reader, SITE, tells};

#[test]
fn an_article_is_submitted_decided_and_read_with_every_promised_field() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes(
        "Hội nghị hữu nghị",
        "Hội nghị diễn ra **tốt đẹp**.\n\n## Nội dung\n\n- Một\n- Hai\n",
    );
    let submitted = ha.does(&["submit", &edition, "--note", "Kính chuyển"]);
    has(&submitted, "edition revision state warnings");
    assert_eq!(submitted["state"], "submitted");
    is_hash(&submitted["revision"]);
    let outbox = ha.does(&["outbox"]);
    rows_have(&outbox, "id edition title what at tried");
    tells(&outbox[0], &json!({ "what": "submitted", "tried": false }));
    let again = ha.does(&["submit", &edition]);
    assert_eq!(again["revision"], submitted["revision"]);
    assert_eq!(ha.lists(&["outbox"]).len(), 1, "unchanged: no event");
    let exchanged = ha.sync();
    has(&exchanged, "sent received refused cursor");
    tells(&exchanged, &json!({ "sent": 1, "refused": 0 }));
    assert_eq!(ha.does(&["submit", &edition])["state"], "submitted");
    assert_eq!(ha.sync()["sent"], 0, "unchanged: no event");

    duc.sync();
    let queue = duc.does(&["queue"]);
    rows_have(
        &queue,
        &format!("{ROW} submitted_by deadline approvals needed"),
    );
    assert_eq!(queue[0]["needed"], 1);
    assert_eq!(queue[0]["submitted_by"], ha.does(&["status"])["member"]);
    assert_eq!(ha.does(&["queue"]), json!([]), "nobody decides on own work");
    let revision = submitted["revision"].as_str().unwrap();
    let other = "0".repeat(64);
    assert_eq!(
        duc.refuses(&["approve", &edition, "--revision", &other]),
        "revision_changed"
    );
    assert_eq!(
        duc.refuses(&["return", &edition, "--revision", revision, "--reason", " "]),
        "needs_reason"
    );
    let approved = duc.does(&["approve", &edition, "--revision", revision]);
    has(&approved, "edition state approvals needed");
    tells(&approved, &json!({ "state": "approved", "needed": 0 }));
    rows_have(&approved["approvals"], "member role revision at");
    assert_eq!(
        duc.shows(&edition)["state"],
        "approved",
        "an expectation until the portal has it"
    );
    duc.sync();
    let shown = duc.shows(&edition);
    tells(
        &shown,
        &json!({ "state": "published", "pending": null, "draft": false }),
    );
    tells(
        &shown,
        &json!({ "published_revision": revision, "revision": revision }),
    );
    let url = shown["url"].as_str().unwrap();
    assert!(
        url.starts_with(&format!("{}/vi/hoi-nghi-huu-nghi-", board.portal.url)),
        "{url}"
    );

    let page = Reader::of(&board.portal.url).opens(url);
    assert_eq!(page.status, 200);
    let fragment = duc.prints(&["show", &edition, "--as", "html"]);
    let fragment = fragment.trim_end_matches('\n');
    assert_eq!(page.text().matches(fragment).count(), 1);
    assert!(page.article().contains(fragment));

    let history = duc.does(&["history", &edition]);
    rows_have(&history, "at by what revision note");
    let what: Vec<&str> = history
        .as_array()
        .unwrap()
        .iter()
        .map(|row| row["what"].as_str().unwrap())
        .collect();
    assert_eq!(what, ["submitted", "approved", "published"]);
    assert_eq!(history[0]["note"], "Kính chuyển");
    rows_have(&duc.does(&["members"]), "member name roles devices");
    let members = duc.does(&["members"]);
    rows_have(&members[0]["roles"], "role from to");
    rows_have(&members[0]["devices"], "device name added ended");
    ha.sync();
    assert_eq!(ha.refuses(&["submit", &edition]), "nothing_changed");
    let audit = board.portal.does(&["audit", SITE]);
    has(&audit, "ok entries published faults");
    tells(&audit, &json!({ "ok": true, "published": 1 }));
}

#[test]
fn a_change_is_compared_with_what_readers_see_and_pending_tells_of_the_work() {
    let (_board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes("Thông báo", "Mời họp ngày 05.\n\nĐịa điểm: hội trường.");
    ha.submits(&edition);
    duc.approves(&edition);
    ha.sync();
    let first = ha.revision(&edition);
    let file = ha.file("mới.md", "Mời họp ngày 06.\n\nĐịa điểm: hội trường.");
    assert_eq!(ha.does(&["edit", &edition, "--from", &file])["draft"], true);
    let diff = ha.does(&["diff", &edition]);
    rows_have(&diff, "block change old new");
    assert_eq!(diff.as_array().unwrap().len(), 1, "{diff}");
    assert!(
        diff[0]["old"].as_str().unwrap().contains("05")
            && diff[0]["new"].as_str().unwrap().contains("06")
    );
    ha.submits(&edition);
    let second = ha.revision(&edition);
    assert_ne!(first, second);
    let row = &ha.does(&["list"])[0];
    tells(
        row,
        &json!({ "state": "published", "pending": "submitted" }),
    );
    tells(
        row,
        &json!({ "revision": second, "published_revision": first }),
    );
    for state in ["published", "submitted"] {
        assert_eq!(
            editions(&ha.does(&["list", "--state", state])),
            [edition.clone()],
            "matches state or pending"
        );
    }
    assert_eq!(ha.does(&["list", "--state", "returned"]), json!([]));
    assert_eq!(
        ha.does(&["diff", &edition, "--from", &first, "--to", &second]),
        diff
    );
    assert_eq!(
        ha.does(&["diff", &edition, "--from", "live", "--to", &first]),
        json!([])
    );
    assert_eq!(
        ha.refuses(&["diff", &edition, "--from", "draft", "--to", "live"]),
        "not_found"
    );
    assert!(
        ha.prints(&["show", &edition, "--revision", &first, "--as", "text"])
            .contains("ngày 05")
    );
    let discarded = ha.does(&["edit", &edition, "--title", "Nhầm"]);
    assert_eq!(discarded["draft"], true);
    ha.does(&["discard", &edition]);
    let shown = ha.shows(&edition);
    tells(&shown, &json!({ "title": "Thông báo", "draft": false }));
}

#[test]
fn a_submission_is_taken_back_an_act_recalled_and_a_time_set() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes("Lịch làm việc", "Thứ Hai: họp giao ban.");
    ha.does(&["submit", &edition]);
    let act = ha.does(&["outbox"])[0]["id"].as_str().unwrap().to_owned();
    let recalled = ha.does(&["recall", &act]);
    has(&recalled, "edition state");
    tells(&recalled, &json!({ "edition": edition, "state": "draft" }));
    assert_eq!(ha.does(&["outbox"]), json!([]));
    ha.submits(&edition);
    assert_eq!(ha.refuses(&["recall", &act]), "not_found");
    let back = ha.does(&["takeback", &edition]);
    assert_eq!(back, json!({ "edition": edition, "state": "draft" }));
    ha.sync();
    duc.sync();
    assert_eq!(duc.does(&["queue"]), json!([]));
    assert_eq!(ha.refuses(&["takeback", &edition]), "wrong_state");

    let later = "2099-01-05T08:00:00+07:00";
    ha.does(&["submit", &edition, "--at", later]);
    ha.sync();
    duc.sync();
    assert_eq!(
        protocol::from_rfc3339(duc.does(&["queue"])[0]["deadline"].as_str().unwrap()),
        protocol::from_rfc3339(later)
    );
    let decided = duc.does(&["approve", &edition, "--revision", &duc.revision(&edition)]);
    assert_eq!(decided["state"], "scheduled");
    duc.sync();
    let row = &duc.does(&["list", "--state", "scheduled"])[0];
    assert_eq!(
        protocol::from_rfc3339(row["at"].as_str().unwrap()),
        protocol::from_rfc3339(later)
    );
    assert_eq!(board.is_sound(), 0, "not before its time");
    assert_eq!(
        duc.refuses(&["schedule", &edition, "--at", "ngày mai"]),
        "bad_field"
    );
    has(
        &duc.does(&["schedule", &edition, "--at", "2020-01-01T00:00:00Z"]),
        "edition state",
    );
    duc.sync();
    assert_eq!(
        duc.shows(&edition)["state"],
        "published",
        "a time that is past means at once"
    );
    assert_eq!(board.is_sound(), 1);
}

#[test]
fn a_text_replacing_a_scheduled_one_says_so_and_a_check_nobody_knows_is_refused() {
    let (_board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes("Hẹn giờ", "Chữ.");
    let at = "2099-01-02T03:04:05Z";
    ha.does(&["submit", &edition, "--at", at]);
    ha.sync();
    duc.approves(&edition);
    ha.sync();
    assert_eq!(ha.shows(&edition)["state"], "scheduled");
    ha.does(&["edit", &edition, "--title", "Hẹn giờ, sửa lại"]);
    assert_eq!(
        ha.refuses(&["submit", &edition, "--reason", "không_có=vì vậy"]),
        "bad_field"
    );
    let said = ha.does(&["submit", &edition]);
    let warning = &said["warnings"][0];
    assert_eq!(warning["warning"], "replaces_scheduled", "{said}");
    is_time(&warning["at"]);
    // While one revision waits and another was shared since, it is the waiting one that is decided.
    ha.sync();
    let waiting = ha.revision(&edition);
    ha.does(&["edit", &edition, "--title", "Đang viết tiếp"]);
    ha.does(&["share", &edition]);
    ha.sync();
    duc.sync();
    assert_ne!(duc.revision(&edition), waiting);
    let queue = duc.does(&["queue"]);
    assert_eq!(queue[0]["revision"], json!(waiting));
    duc.does(&["approve", &edition, "--revision", &waiting]);
}
