//! The command line, row by row as it is promised: names, fields, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::similar_names,
    clippy::semicolon_if_nothing_returned,
    clippy::format_collect,
    clippy::redundant_closure_for_method_calls,
    clippy::cloned_ref_to_slice_refs
)]

use serde_json::{Value, json};
use tests::rig::{Board, Desk, PASSPHRASE, Portal, Reader, SITE, binary, run, until};

const ROW: &str = "item edition kind lang title state pending revision published_revision draft fork out_of_date waits_for at updated";

/// That an object has all of the promised fields.
#[track_caller]
fn has(value: &Value, fields: &str) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    for field in fields.split_whitespace() {
        assert!(object.contains_key(field), "{field} is missing in {value}");
    }
}

/// That a list is not empty and each of its rows has all of the promised fields.
#[track_caller]
fn rows_have(value: &Value, fields: &str) {
    let rows = value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"));
    assert!(!rows.is_empty());
    for row in rows {
        has(row, fields);
    }
}

#[track_caller]
fn is_time(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("no time: {value}"));
    assert!(protocol::from_rfc3339(text).is_some(), "{text}");
}

#[track_caller]
fn is_hash(value: &Value) {
    let text = value.as_str().unwrap_or_default();
    let right = text.len() == 64
        && text
            .bytes()
            .all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
    assert!(right, "{value}");
}

fn editions(list: &Value) -> Vec<String> {
    let rows = list.as_array().unwrap();
    rows.iter()
        .map(|row| row["edition"].as_str().unwrap().to_owned())
        .collect()
}

fn alone() -> (tempfile::TempDir, Desk) {
    let home = tempfile::TempDir::new().unwrap();
    let desk = Desk::at(&home.path().join("ban"));
    let made = desk.does(&["init", "--name", "Thu Hà"]);
    assert_eq!(made, json!({ "profile": desk.profile }));
    (home, desk)
}

#[test]
fn a_desk_that_has_not_joined_writes_lists_shows_and_finds() {
    let (_home, desk) = alone();
    assert_eq!(desk.does(&["list"]), json!([]));
    let file = desk.file(
        "bai.md",
        "Sáng nay, **hai bên** ký kết.\n\n## Nội dung\n\n- Thương mại\n",
    );
    let made = desk.does(&[
        "new",
        "article",
        "--from",
        &file,
        "--title",
        "Lễ ký kết",
        "--field",
        "author=Thu Hà",
    ]);
    assert_eq!(made["draft"], true);
    let (item, edition) = (
        made["item"].as_str().unwrap(),
        made["edition"].as_str().unwrap(),
    );
    assert_eq!(edition, format!("{item}:vi"));

    let list = desk.does(&["list"]);
    rows_have(&list, ROW);
    let row = &list[0];
    assert_eq!(
        (&row["kind"], &row["lang"], &row["title"]),
        (&json!("article"), &json!("vi"), &json!("Lễ ký kết"))
    );
    assert_eq!(
        (&row["state"], &row["pending"], &row["draft"]),
        (&json!("draft"), &Value::Null, &json!(true))
    );
    assert_eq!(
        (&row["revision"], &row["published_revision"], &row["at"]),
        (&Value::Null, &Value::Null, &Value::Null)
    );
    is_time(&row["updated"]);

    let shown = desk.shows(edition);
    has(&shown, ROW);
    has(&shown, "summary fields document approvals needed url");
    assert_eq!(shown["fields"], json!({ "author": "Thu Hà" }));
    assert_eq!(
        (&shown["approvals"], &shown["needed"], &shown["url"]),
        (&json!([]), &json!(0), &Value::Null)
    );
    assert_eq!(shown["document"]["v"], 1);
    assert_eq!(shown["document"]["blocks"][1]["level"], 2);
    let html = desk.prints(&["show", edition, "--as", "html"]);
    assert!(
        html.contains("<p>Sáng nay, <strong>hai bên</strong> ký kết.</p>"),
        "{html}"
    );
    assert!(
        desk.prints(&["show", edition, "--as", "md"])
            .contains("**hai bên**")
    );
    assert!(desk.words(edition).contains("hai bên"));

    rows_have(
        &desk.does(&["check", edition]),
        "check severity block message",
    );
    assert_eq!(desk.does(&["history", edition]), json!([]));
    let found = desk.does(&["search", "le ky ket"]);
    rows_have(&found, "edition title snippet rank");
    for nothing in ["", "  ", "*\" AND (", "--"] {
        assert_eq!(
            desk.does(&["search", "--", nothing]),
            json!([]),
            "{nothing:?}"
        );
    }
    let status = desk.does(&["status"]);
    has(
        &status,
        "version profile site ledger url member name roles device counts cursor last_exchange indexing",
    );
    has(&status["counts"], "drafts outbox refusals forks");
    assert_eq!(
        (
            &status["name"],
            &status["site"],
            &status["counts"]["drafts"]
        ),
        (&json!("Thu Hà"), &Value::Null, &json!(1))
    );
    let proven = desk.does(&["verify"]);
    has(&proven, "ok entries published faults");
    assert_eq!(proven["ok"], true);
    for call in [
        vec!["sync"],
        vec!["submit", edition],
        vec!["share", edition],
        vec!["members"],
        vec!["queue"],
    ] {
        assert_eq!(desk.refuses(&call), "not_joined", "{call:?}");
    }
}

#[test]
fn a_wrong_call_ends_with_two_and_a_refused_one_with_one_and_changes_nothing() {
    let (home, desk) = alone();
    let edition = desk.writes("Bản tin tuần", "Nội dung.");
    let before = desk.everything();
    for call in [
        vec![],
        vec!["tạo"],
        vec!["new"],
        vec!["new", "poem"],
        vec!["show"],
        vec!["show", "không-phải-mã"],
        vec!["show", edition.as_str(), "--as", "rtf"],
        vec!["list", "--state", "lạ"],
        vec!["approve", edition.as_str()],
        vec!["resolve", edition.as_str()],
        vec!["approve", edition.as_str(), "--revision", "abc"],
    ] {
        let done = desk.run(&call);
        assert_eq!(done.code, Some(2), "{done}");
    }
    let nobody = "01a20cc9-b0c5-7ff6-afcf-a919f530a25a";
    let other = format!("{nobody}:vi");
    for (call, code) in [
        (
            vec!["edit", &edition, "--field", "colour=red"],
            "unknown_field",
        ),
        (vec!["edit", &edition, "--field", "genre=poem"], "bad_field"),
        (vec!["edit", &edition, "--field", "no-sign"], "bad_field"),
        (vec!["edit", &other, "--title", "Mới"], "not_found"),
        (vec!["show", &other], "not_found"),
        (vec!["trash", nobody], "not_found"),
        (vec!["untrash", nobody], "not_found"),
        (vec!["recall", nobody], "not_found"),
        (vec!["discard", &other], "not_found"),
        (
            vec!["edit", &edition, "--from", "/không/có/tệp.md"],
            "bad_file",
        ),
        (vec!["init", "--name", "Ai đó"], "not_empty"),
    ] {
        let error = desk.run(&call).refusal();
        assert_eq!(
            (&error["code"], &error["retry"]),
            (&json!(code), &json!(false)),
            "{call:?}"
        );
    }
    assert_eq!(desk.everything(), before);
    let nowhere = Desk::at(&home.path().join("chưa-có"));
    assert_eq!(nowhere.refuses(&["list"]), "not_found");
    assert!(!nowhere.profile.exists());
}

#[test]
fn standard_input_is_read_where_a_dash_stands_for_a_file() {
    let (_home, desk) = alone();
    let document = json!({ "v": 1, "blocks": [
        { "type": "heading", "level": 2, "content": [{ "text": "Nội dung" }] },
        { "id": "b7k2m9q4xa", "type": "paragraph", "content": [{ "text": "Hai bên " }, { "text": "thống nhất", "marks": ["bold"] },
          { "text": " tại " }, { "text": "đây", "marks": [{ "link": "https://quangngai.example/" }] }] },
    ] });
    let made = desk
        .run_with(
            &["new", "page", "--from", "-", "--title", "Giới thiệu"],
            document.to_string().as_bytes(),
        )
        .value();
    let edition = made["edition"].as_str().unwrap();
    let kept = desk.shows(edition)["document"].clone();
    assert_eq!(kept["blocks"][1], document["blocks"][1]);
    let given = kept["blocks"][0]["id"].as_str().unwrap();
    assert!(
        given.len() == 10
            && given
                .bytes()
                .all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()),
        "{given}"
    );
    desk.run_with(
        &["edit", edition, "--from", "-"],
        kept.to_string().as_bytes(),
    )
    .value();
    let again = desk.shows(edition);
    assert_eq!(
        (&again["document"], &again["title"]),
        (&kept, &json!("Giới thiệu")),
        "the text only, never the title"
    );
}

#[test]
fn what_comes_without_a_name_says_by_its_first_sign_what_it_is() {
    let (home, desk) = alone();
    for (text, title, html) in [
        (
            "# Đầu đề\n\nThân *bài*.",
            "Đầu đề",
            "<p>Thân <em>bài</em>.</p>",
        ),
        ("\n <h1>Trang</h1><p>Chữ.</p>", "Trang", "<p>Chữ.</p>"),
    ] {
        let made = desk.run_with(&["new", "article", "--from", "-"], text.as_bytes());
        let edition = made.value()["edition"].as_str().unwrap().to_owned();
        assert_eq!(desk.shows(&edition)["title"], title);
        assert_eq!(desk.prints(&["show", &edition, "--as", "html"]), html);
    }
    let other = Desk::at(&home.path().join("khác"));
    let mut call = std::process::Command::new(binary("banthao-cli"));
    call.arg("--profile")
        .arg(&other.profile)
        .env_remove("BANTHAO_PASSPHRASE");
    call.args(["--passphrase-file", "-", "--json", "init", "--name", "Lan"]);
    assert_eq!(run(call, PASSPHRASE.as_bytes()).code, Some(0));
    assert_eq!(other.does(&["list"]), json!([]));
}

#[test]
fn what_a_person_writes_may_begin_with_a_dash() {
    let (_home, desk) = alone();
    let made = desk.does(&[
        "new",
        "article",
        "--title",
        "- Tin vắn",
        "--summary",
        "-5 độ",
    ]);
    let edition = made["edition"].as_str().unwrap();
    let shown = desk.shows(edition);
    assert_eq!(
        (&shown["title"], &shown["summary"]),
        (&json!("- Tin vắn"), &json!("-5 độ"))
    );
    assert_eq!(desk.does(&["search", "-độ"]).as_array().unwrap().len(), 1);
}

#[test]
fn a_text_is_replaced_alone_also_where_no_title_stands() {
    let (_home, desk) = alone();
    let made = desk.does(&["new", "article"]);
    let edition = made["edition"].as_str().unwrap();
    let empty = desk.prints(&["show", edition, "--as", "json"]);
    let shown: Value = serde_json::from_str(&empty).unwrap();
    assert_eq!(
        shown["document"]["blocks"],
        json!([]),
        "JSON, and with its list"
    );
    let file = desk.file("thân.md", "# Đầu đề\n\nThân.");
    desk.does(&["edit", edition, "--from", &file]);
    let shown = desk.shows(edition);
    assert_eq!(shown["title"], "");
    assert_eq!(shown["document"]["blocks"][0]["type"], "heading");
}

#[test]
fn nothing_is_written_to_what_lies_in_the_trash() {
    let (_home, desk) = alone();
    let edition = desk.writes("Bỏ đi", "Chữ vẫn còn.");
    let item = edition.split(':').next().unwrap();
    desk.does(&["trash", item]);
    for call in [
        &["edit", &edition, "--title", "Khác"][..],
        &["discard", &edition],
        &["share", &edition],
        &["show", &edition],
    ] {
        assert_eq!(desk.refuses(call), "not_found", "{call:?}");
    }
    desk.does(&["untrash", item]);
    assert_eq!(
        desk.prints(&["show", &edition, "--as", "text"]).trim(),
        "Chữ vẫn còn."
    );
    let nowhere = "01a20d60-637b-7ece-8435-ad974bd76f53:vi";
    assert_eq!(desk.refuses(&["share", nowhere]), "not_found");
}

#[test]
fn titles_come_from_the_option_or_else_from_the_first_heading() {
    let (_home, desk) = alone();
    let file = desk.file("tin.md", "# Tỉnh tiếp đoàn công tác\n\nNội dung.\n");
    let title = |call: &[&str]| {
        let made = desk.does(call);
        desk.shows(made["edition"].as_str().unwrap())["title"].clone()
    };
    assert_eq!(
        title(&["new", "article", "--from", &file]),
        "Tỉnh tiếp đoàn công tác"
    );
    assert_eq!(
        title(&["new", "article", "--from", &file, "--title", "Tên khác"]),
        "Tên khác"
    );
    assert_eq!(
        title(&["new", "article", "--title", "Chỉ có tên"]),
        "Chỉ có tên"
    );
    let plain = desk.file("ghi.txt", "Dòng một.\n\nDòng hai.\n");
    let html = desk.file("trang.html", "<h1>Trang cũ</h1><p>Chữ <b>đậm</b>.</p>");
    let rows = desk.does(&["import", &plain, &html]);
    rows_have(&rows, "file item edition warnings");
    let bad = desk.file("hỏng.xyz", [0xff, 0xfe, 0x00]);
    let done = desk.run(&["import", &file, &bad, "--kind", "page"]);
    assert_eq!(done.code, Some(1));
    let rows = done.json();
    has(&rows[0], "file item edition warnings");
    assert!(
        rows[1]["error"]["code"].is_string() && rows[1]["file"].is_string(),
        "{rows}"
    );
    assert_eq!(
        desk.does(&["list", "--kind", "page"])
            .as_array()
            .unwrap()
            .len(),
        1,
        "the others stay"
    );
}

#[test]
fn a_list_is_cut_and_filtered_and_the_trash_gives_back() {
    let (_home, desk) = alone();
    let made: Vec<String> = (1..=4)
        .map(|n| desk.writes(&format!("Bài số {n}"), "Chữ."))
        .collect();
    assert_eq!(editions(&desk.does(&["list", "--limit", "2"])).len(), 2);
    let all = editions(&desk.does(&["list"]));
    assert_eq!(all.len(), 4);
    assert_eq!(
        editions(&desk.does(&["list", "--limit", "2", "--offset", "1"])),
        all[1..3]
    );
    assert_eq!(
        editions(&desk.does(&["list", "--state", "draft", "--lang", "vi", "--mine"])),
        all
    );
    assert_eq!(desk.does(&["list", "--lang", "en"]), json!([]));
    let item = made[0].trim_end_matches(":vi");
    assert_eq!(desk.does(&["trash", item]), json!({ "item": item }));
    assert_eq!(editions(&desk.does(&["list"])).len(), 3);
    assert!(!editions(&desk.does(&["search", "bài số"])).contains(&made[0]));
    assert_eq!(desk.does(&["untrash", item]), json!({ "item": item }));
    assert_eq!(editions(&desk.does(&["list"])).len(), 4);
    assert_eq!(
        desk.does(&["discard", &made[1]]),
        json!({ "edition": made[1] })
    );
    assert!(!editions(&desk.does(&["list"])).contains(&made[1]));
}

#[test]
fn an_article_is_submitted_decided_and_read_with_every_promised_field() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
    assert_eq!(
        (&outbox[0]["what"], &outbox[0]["tried"]),
        (&json!("submitted"), &json!(false))
    );
    let again = ha.does(&["submit", &edition]);
    assert_eq!(again["revision"], submitted["revision"]);
    assert_eq!(
        ha.does(&["outbox"]).as_array().unwrap().len(),
        1,
        "unchanged: no event"
    );
    let exchanged = ha.sync();
    has(&exchanged, "sent received refused cursor");
    assert_eq!(
        (&exchanged["sent"], &exchanged["refused"]),
        (&json!(1), &json!(0))
    );
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
    assert_eq!(
        (&approved["state"], &approved["needed"]),
        (&json!("approved"), &json!(0))
    );
    rows_have(&approved["approvals"], "member role revision at");
    assert_eq!(
        duc.shows(&edition)["state"],
        "approved",
        "an expectation until the portal has it"
    );
    duc.sync();
    let shown = duc.shows(&edition);
    assert_eq!(
        (&shown["state"], &shown["pending"], &shown["draft"]),
        (&json!("published"), &Value::Null, &json!(false))
    );
    assert_eq!(
        (&shown["published_revision"], &shown["revision"]),
        (&json!(revision), &json!(revision))
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
    assert_eq!(
        (&audit["ok"], &audit["published"]),
        (&json!(true), &json!(1))
    );
}

#[test]
fn a_change_is_compared_with_what_readers_see_and_pending_tells_of_the_work() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
    assert_eq!(
        (&row["state"], &row["pending"]),
        (&json!("published"), &json!("submitted"))
    );
    assert_eq!(
        (&row["revision"], &row["published_revision"]),
        (&json!(second), &json!(first))
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
    assert_eq!(
        (&shown["title"], &shown["draft"]),
        (&json!("Thông báo"), &json!(false))
    );
}

#[test]
fn a_submission_is_taken_back_an_act_recalled_and_a_time_set() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let edition = ha.writes("Lịch làm việc", "Thứ Hai: họp giao ban.");
    ha.does(&["submit", &edition]);
    let act = ha.does(&["outbox"])[0]["id"].as_str().unwrap().to_owned();
    let recalled = ha.does(&["recall", &act]);
    has(&recalled, "edition state");
    assert_eq!(
        (&recalled["edition"], &recalled["state"]),
        (&json!(edition), &json!("draft"))
    );
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
fn the_queue_stands_by_the_earliest_deadline_then_by_the_longest_wait() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
        assert_eq!(
            (&written["target"], &written["state"]),
            (
                &json!(format!("In English: {segment}")),
                &json!("translated")
            )
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
    let (page, page_en) = (
        duc.shows(&edition)["url"].as_str().unwrap().to_owned(),
        duc.shows(&english)["url"].as_str().unwrap().to_owned(),
    );
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

#[test]
fn two_steps_ask_for_two_persons_and_a_policy_nobody_can_fulfil_is_refused() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
fn the_operator_ends_devices_roles_and_invitations() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let member = ha.does(&["status"])["member"].as_str().unwrap().to_owned();
    let members = board.portal.does(&["member", "list", SITE]);
    rows_have(&members, "member name roles devices");
    assert_eq!(members[0]["member"], json!(member));

    let second = board.outside("máy-hai");
    let code = board.portal.does(&["invite", SITE, "--member", &member])["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let joined = second.does(&[
        "join",
        &board.portal.url,
        "--invitation",
        &code,
        "--device",
        "Máy ở nhà",
    ]);
    has(&joined, "site member roles");
    assert_eq!(
        (&joined["member"], &joined["roles"]),
        (&json!(member), &json!(["editor"]))
    );
    assert_eq!(
        second.refuses(&[
            "join",
            &board.portal.url,
            "--invitation",
            &code,
            "--device",
            "Máy"
        ]),
        "already_joined"
    );
    let devices = board.portal.does(&["device", "list", SITE]);
    rows_have(&devices, "device name member roles added revoked");
    assert_eq!(devices.as_array().unwrap().len(), 2);

    let lost = second.does(&["status"])["device"]
        .as_str()
        .unwrap()
        .to_owned();
    board.portal.does(&["device", "revoke", SITE, &lost]);
    let kept = second.writes("Viết trên máy đã mất", "Chữ vẫn còn.");
    let error = second.run(&["sync"]).refusal();
    assert_eq!(
        (&error["code"], &error["retry"]),
        (&json!("device_revoked"), &json!(false))
    );
    assert!(
        second.words(&kept).contains("Chữ vẫn còn."),
        "nothing is removed"
    );
    ha.sync();
    let devices = board.portal.does(&["device", "list", SITE]);
    let revoked: Vec<&Value> = devices
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| !row["revoked"].is_null())
        .collect();
    assert_eq!((revoked.len(), &revoked[0]["device"]), (1, &json!(lost)));

    let code = board.code(&["approver"], "Người không đến");
    board.portal.does(&["uninvite", SITE, &code]);
    let late = board.outside("trễ");
    assert_eq!(
        late.refuses(&[
            "join",
            &board.portal.url,
            "--invitation",
            &code,
            "--device",
            "Máy"
        ]),
        "invitation_expired"
    );
    assert!(!late.profile.exists(), "nothing was made");

    board
        .portal
        .does(&["role", "give", SITE, &member, "translator"]);
    ha.sync();
    assert_eq!(
        ha.does(&["status"])["roles"],
        json!(["editor", "translator"])
    );
    board.portal.does(&["role", "end", SITE, &member, "editor"]);
    let edition = ha.writes("Sau khi thôi việc", "Chữ.");
    ha.does(&["submit", &edition]);
    let exchanged = ha.sync();
    assert_eq!(
        (&exchanged["sent"], &exchanged["refused"]),
        (&json!(0), &json!(1)),
        "complete, even if something was refused"
    );
    let refusals = ha.does(&["refusals"]);
    rows_have(&refusals, "id edition title what at code message");
    assert_eq!(refusals[0]["code"], "no_right");
    assert!(ha.words(&edition).contains("Chữ."), "the text is kept");
    let id = refusals[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ha.does(&["refusals", "--dismiss", &id]), json!([]));
    assert_eq!(
        board
            .portal
            .run(&["role", "end", SITE, &member, "chief"])
            .code
            .unwrap(),
        1
    );
}

#[test]
fn what_is_erased_is_gone_for_readers_desks_and_search() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let edition = ha.writes(
        "Bản có dữ liệu riêng",
        "Số định danh của ông Xuyến là riêng tư.",
    );
    ha.submits(&edition);
    duc.approves(&edition);
    ha.sync();
    let (revision, url) = (
        ha.revision(&edition),
        ha.shows(&edition)["url"].as_str().unwrap().to_owned(),
    );
    let unknown = "0".repeat(64);
    assert_eq!(
        board
            .portal
            .run(&["erase", SITE, &unknown, "--ground", "person"])
            .code(),
        "not_found"
    );
    assert_eq!(
        board
            .portal
            .run(&["erase", SITE, &revision, "--ground", "vui"])
            .code,
        Some(2)
    );
    board
        .portal
        .does(&["erase", SITE, &revision, "--ground", "person"]);
    let reader = Reader::of(&board.portal.url);
    assert_eq!(reader.opens(&url).status, 410);
    assert!(!reader.opens("/vi/").text().contains("Bản có dữ liệu riêng"));
    for desk in [&ha, &duc] {
        desk.sync();
        assert_eq!(
            desk.refuses(&["show", &edition, "--revision", &revision]),
            "erased"
        );
        assert_eq!(desk.does(&["search", "Xuyến"]), json!([]));
        assert_eq!(desk.does(&["verify"])["ok"], true);
    }
    let audit = board.portal.does(&["audit", SITE]);
    assert_eq!(audit["ok"], true, "{audit}");
}

#[test]
fn a_desk_is_saved_while_another_process_works_with_it_and_comes_back_by_its_words() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Bài đang viết", "Chữ chưa gửi.");
    let words = ha.does(&["recovery"])["words"].as_str().unwrap().to_owned();
    assert_eq!(words.split_whitespace().count(), 12);
    assert_eq!(
        ha.does(&["recovery"])["words"],
        json!(words),
        "the same words again"
    );

    let mut watch = ha.command(&["sync", "--watch", "--json"]);
    let mut watching = watch.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(watching.stdout.take().unwrap()),
        &mut line,
    )
    .unwrap();
    has(
        &serde_json::from_str(&line).unwrap(),
        "sent received refused cursor",
    );
    let before = std::time::Instant::now();
    let error = ha.run(&["list"]).refusal();
    assert_eq!(
        (&error["code"], &error["retry"]),
        (&json!("in_use"), &json!(true))
    );
    assert!(
        before.elapsed().as_secs_f64() >= 2.0,
        "after waiting two seconds"
    );
    let file = board.path("lưu.bak");
    let saved = ha.does(&["backup", file.to_str().unwrap()]);
    has(&saved, "ok entries published faults");
    assert_eq!(saved["ok"], true);
    assert_eq!(ha.refuses(&["backup", file.to_str().unwrap()]), "not_empty");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(
        editions(&ha.does(&["list"])),
        [edition.clone()],
        "a killed process leaves no lock"
    );

    let sheet = ha.file("tờ-giấy.txt", words.replace(' ', "\n"));
    let fresh = board.outside("máy-khác").opened_by("mật khẩu khác");
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap()]),
        "wrong_passphrase"
    );
    assert!(!fresh.profile.exists());
    let wrong = ha.file("sai.txt", "abandon ".repeat(12));
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap(), "--recovery-file", &wrong]),
        "wrong_passphrase"
    );
    let restored = fresh.does(&["restore", file.to_str().unwrap(), "--recovery-file", &sheet]);
    has(&restored, "ok entries published faults");
    assert!(
        fresh.words(&edition).contains("Chữ chưa gửi."),
        "and the new passphrase opens it"
    );
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap()]),
        "not_empty"
    );
    fresh.sync();
    assert_eq!(
        fresh.does(&["status"])["member"],
        ha.does(&["status"])["member"]
    );
    assert_ne!(
        fresh.does(&["status"])["device"],
        ha.does(&["status"])["device"]
    );
    assert_eq!(
        ha.refuses(&["sync"]),
        "device_revoked",
        "the old device was replaced"
    );
}

#[test]
fn a_new_passphrase_is_set_by_the_present_one_or_by_the_words() {
    let (_home, desk) = alone();
    let edition = desk.writes("Bài", "Chữ.");
    let sheet = desk.file(
        "tờ-giấy.txt",
        desk.does(&["recovery"])["words"].as_str().unwrap(),
    );
    let new = desk.file("mới.txt", "mật khẩu mới\n");
    assert_eq!(desk.opened_by("sai").refuses(&["list"]), "wrong_passphrase");
    assert_eq!(
        desk.opened_by("sai")
            .refuses(&["passwd", "--new-passphrase-file", &new]),
        "wrong_passphrase"
    );
    assert_eq!(
        editions(&desk.does(&["list"])),
        [edition.clone()],
        "the right one works at once"
    );
    assert_eq!(
        desk.does(&["passwd", "--new-passphrase-file", &new]),
        json!({})
    );
    assert_eq!(desk.refuses(&["list"]), "wrong_passphrase");
    let desk = desk.opened_by("mật khẩu mới");
    let newest = desk.file("mới-nữa.txt", "lần ba");
    assert_eq!(
        desk.opened_by("quên rồi").does(&[
            "passwd",
            "--new-passphrase-file",
            &newest,
            "--recovery-file",
            &sheet
        ]),
        json!({})
    );
    let desk = desk.opened_by("lần ba");
    assert_eq!(editions(&desk.does(&["list"])), [edition]);
    let other = desk.does(&["recovery", "--new"])["words"].clone();
    assert_eq!(desk.does(&["recovery"])["words"], other);
    assert_eq!(
        desk.refuses(&[
            "passwd",
            "--new-passphrase-file",
            &newest,
            "--recovery-file",
            &sheet
        ]),
        "wrong_passphrase",
        "old words open nothing"
    );
    let file = desk.file("mk.txt", "lần ba\n");
    let by_file = run(
        desk.opened_by("sai")
            .command(&["status", "--json", "--passphrase-file", &file]),
        b"",
    );
    assert_eq!(by_file.value()["name"], "Thu Hà");
    assert_ne!(PASSPHRASE, "lần ba");
}

#[test]
fn two_editors_fork_and_one_ends_it_in_each_way() {
    let board = Board::new();
    let (ha, nam) = (
        board.joins("editor", "Thu Hà"),
        board.joins("editor", "Hoàng Nam"),
    );
    for (take, words) in [
        ("mine", "của Nam"),
        ("theirs", "của Hà"),
        ("both", "của Nam"),
        ("file", "cả hai"),
    ] {
        let edition = ha.writes(
            "Bài chung",
            "Đoạn một do hai người cùng viết hôm nay.\n\nĐoạn hai.",
        );
        ha.submits(&edition);
        nam.sync();
        let edit = |desk: &Desk, whose: &str| {
            let text =
                format!("Đoạn một do hai người cùng viết hôm nay, bản {whose}.\n\nĐoạn hai.");
            desk.does(&["edit", &edition, "--from", &desk.file("sửa.md", text)]);
            desk.does(&["submit", &edition]);
        };
        edit(&ha, "của Hà");
        edit(&nam, "của Nam");
        ha.sync();
        assert_eq!(nam.sync()["refused"], 1);
        let forks = nam.does(&["forks"]);
        rows_have(&forks, "id edition title what at");
        assert_eq!(forks[0]["edition"], json!(edition));
        assert_eq!(nam.does(&["status"])["counts"]["forks"], 1);
        assert_eq!(nam.shows(&edition)["fork"], true);
        let refusals = nam.does(&["refusals"]);
        assert!(
            refusals
                .as_array()
                .unwrap()
                .iter()
                .any(|row| row["edition"] == json!(edition) && row["code"] == "behind"),
            "{refusals}"
        );
        assert_eq!(nam.refuses(&["submit", &edition]), "fork_open");
        let ended = if take == "file" {
            nam.does(&[
                "resolve",
                &edition,
                "--from",
                &nam.file("xong.md", "Đoạn một của cả hai.\n\nĐoạn hai."),
            ])
        } else {
            nam.does(&["resolve", &edition, "--take", take])
        };
        has(&ended, "edition draft");
        assert_eq!(nam.does(&["forks"]), json!([]));
        let text = nam.words(&edition);
        assert!(text.contains(words), "{take}: {text}");
        assert_eq!(
            text.contains("của Hà"),
            matches!(take, "theirs" | "both"),
            "{take}: {text}"
        );
        assert_eq!(
            nam.refuses(&["resolve", &edition, "--take", "mine"]),
            "not_found"
        );
        if take != "theirs" {
            nam.submits(&edition);
            ha.sync();
            assert!(ha.words(&edition).contains(words));
        }
    }
}

#[test]
fn a_draft_that_is_shared_stays_a_draft_and_others_go_on_with_it() {
    let board = Board::new();
    let (ha, nam) = (
        board.joins("editor", "Thu Hà"),
        board.joins("editor", "Hoàng Nam"),
    );
    let edition = ha.writes("Bản thảo chung", "Mới viết một nửa.");
    let hidden = ha.writes("Chưa cho ai xem", "Riêng.");
    ha.sync();
    nam.sync();
    assert_eq!(nam.does(&["list"]), json!([]), "nobody else's drafts");
    let shared = ha.does(&["share", &edition]);
    has(&shared, "edition revision");
    is_hash(&shared["revision"]);
    ha.sync();
    nam.sync();
    assert_eq!(editions(&nam.does(&["list"])), [edition.clone()]);
    assert_eq!(nam.does(&["list", "--mine"]), json!([]));
    let row = nam.shows(&edition);
    assert_eq!(
        (&row["state"], &row["draft"], &row["revision"]),
        (&json!("draft"), &json!(false), &shared["revision"])
    );
    assert_eq!(
        ha.refuses(&["trash", edition.trim_end_matches(":vi")]),
        "shared"
    );
    assert_eq!(
        ha.refuses(&["translate", &hidden, "--to", "en"]),
        "not_shared"
    );
    nam.does(&["edit", &edition, "--title", "Bản thảo chung, viết tiếp"]);
    assert_eq!(editions(&nam.does(&["list", "--mine"])), [edition.clone()]);
    nam.submits(&edition);
    ha.sync();
    assert_eq!(ha.shows(&edition)["title"], "Bản thảo chung, viết tiếp");
}

#[test]
fn a_portal_ends_within_five_seconds_and_its_port_is_free_at_once() {
    let mut board = Board::new();
    let held = std::net::TcpStream::connect(board.portal.address()).unwrap();
    let url = board.portal.url.clone();
    let before = std::time::Instant::now();
    let ended = board.portal.stop();
    assert!(ended.success(), "{ended}");
    assert!(
        before.elapsed().as_secs_f64() < 5.0,
        "open connections included"
    );
    board.portal.serve();
    assert_eq!(board.portal.url, url);
    drop(held);
    let second = Portal::over(&board.portal.data);
    assert_eq!(
        second.run(&["serve", "--listen", "127.0.0.1:0"]).code(),
        "in_use"
    );
    let elsewhere = board.path("nơi khác");
    let third = Portal::over(&elsewhere);
    let taken = board.portal.address().to_string();
    assert_eq!(third.run(&["serve", "--listen", &taken]).code(), "in_use");
    assert_eq!(
        second.does(&["device", "list", SITE]),
        json!([]),
        "every other command runs beside it"
    );
    let mut wrong = std::process::Command::new(binary("banthao-portal"));
    wrong
        .args(["serve", "--data"])
        .arg(&board.portal.data)
        .args(["--listen", "ở đây"]);
    assert_eq!(run(wrong, b"").code, Some(2));
    assert_eq!(
        second
            .run(&["invite", "không-có", "--role", "editor", "--name", "Ai"])
            .code(),
        "no_such_site"
    );
    assert_eq!(
        second
            .run(&["invite", SITE, "--role", "vua", "--name", "Ai"])
            .code,
        Some(2)
    );
}

#[test]
fn every_answer_from_four_hundred_up_is_a_problem_that_is_described() {
    let board = Board::new();
    let client = reqwest::blocking::Client::new();
    let base = format!("{}/api/v1", board.portal.url);
    let described: Value = client
        .get(format!("{base}/openapi.json"))
        .send()
        .unwrap()
        .json()
        .unwrap();
    assert!(described["openapi"].as_str().unwrap().starts_with("3."));
    let sites = format!("{base}/sites/{SITE}");
    for (method, address) in [
        ("GET", format!("{base}/nothing")),
        ("GET", format!("{base}/sites/khong-co/head")),
        ("GET", format!("{sites}/entries?after=0")),
        ("GET", format!("{sites}/entries?after=minus")),
        ("POST", format!("{sites}/head")),
        ("POST", format!("{sites}/push")),
        ("POST", format!("{sites}/challenge")),
        ("POST", format!("{sites}/join")),
        ("GET", format!("{sites}/blobs/xyz")),
        ("GET", format!("{sites}/invitations/xyz")),
        ("GET", format!("{sites}/comments?after=0")),
    ] {
        let answer = client
            .request(method.parse().unwrap(), &address)
            .send()
            .unwrap();
        assert!(answer.status().as_u16() >= 400, "{method} {address}");
        assert_eq!(
            answer.headers()["content-type"],
            "application/problem+json",
            "{method} {address}"
        );
        let problem: Value = answer.json().unwrap();
        has(&problem, "type title status retry");
    }
    until("the portal answers still", || {
        client
            .get(format!("{sites}/head"))
            .send()
            .unwrap()
            .status()
            .is_success()
            .then_some(())
    });
}

#[test]
fn what_is_shared_by_both_languages_is_written_in_the_source_alone() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Nguồn", "Chữ.");
    ha.submits(&edition);
    ha.does(&["translate", &edition, "--to", "en"]);
    let english = edition.replace(":vi", ":en");
    assert_eq!(
        ha.refuses(&["edit", &english, "--field", "genre=news"]),
        "bad_field"
    );
}

#[test]
fn a_text_replacing_a_scheduled_one_says_so_and_a_check_nobody_knows_is_refused() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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

#[test]
fn a_picture_is_fetched_by_the_desk_that_shows_it() {
    let board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
    let edition = ha.writes("Có ảnh", "Chữ.");
    let photo = ha.file("ảnh.jpg", tests::rig::photo_with_place());
    let added = ha.does(&[
        "picture", &edition, "--file", &photo, "--alt", "Ảnh", "--credit", "Hà",
    ]);
    ha.submits(&edition);
    duc.sync();
    let opened = desk::Desk::open(&duc.profile, desk::Key::Passphrase(PASSPHRASE)).unwrap();
    let hash: editorial::Hash = added["blob"].as_str().unwrap().parse().unwrap();
    let (blob, bytes) = opened.picture(hash).unwrap();
    assert_eq!((blob.hash, editorial::Hash::of(&bytes)), (hash, hash));
}

#[test]
fn many_texts_full_of_quotes_are_sent_in_as_many_pushes_as_they_need() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let quotes = "\"Vâng\" ".repeat(120_000);
    for n in 0..6 {
        let edition = ha.writes(&format!("Bài {n}"), &quotes);
        ha.does(&["submit", &edition]);
    }
    ha.sync();
    assert_eq!(ha.does(&["outbox"]), json!([]));
    assert_eq!(ha.does(&["refusals"]), json!([]));
}

#[test]
fn a_damaged_store_is_told_and_what_was_saved_is_there() {
    let (_home, desk) = alone();
    let edition = desk.writes("Còn lại", "Chữ.");
    std::fs::remove_file(desk.profile.join("desk.db")).unwrap();
    let done = desk.run(&["verify"]);
    assert_eq!(done.code, Some(1));
    let report = done.json();
    assert_eq!(report["ok"], false);
    assert!(
        report["faults"][0]["what"]
            .as_str()
            .unwrap()
            .contains("damaged-1"),
        "{report}"
    );
    assert!(done.err.contains("damaged-1"));
    assert_eq!(desk.refuses(&["show", &edition]), "not_found");
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}
