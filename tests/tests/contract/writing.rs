//! `new`, `import`, `edit`, `picture`, `trash`; `list`, `show`, `check`, `search`: what one desk does alone.

use crate::{ROW, editions, has, is_time, rows_have};
use serde_json::{Value, json};
use tests::rig::{Board, Desk, PASSPHRASE, tells};

#[test]
fn a_desk_that_has_not_joined_writes_lists_shows_and_finds() {
    let (_home, desk) = Desk::alone();
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
    tells(
        row,
        &json!({ "kind": "article", "lang": "vi", "title": "Lễ ký kết" }),
    );
    tells(
        row,
        &json!({ "state": "draft", "pending": null, "draft": true }),
    );
    tells(
        row,
        &json!({ "revision": null, "published_revision": null, "at": null }),
    );
    is_time(&row["updated"]);

    let shown = desk.shows(edition);
    has(&shown, ROW);
    has(&shown, "summary fields document approvals needed url");
    assert_eq!(shown["fields"], json!({ "author": "Thu Hà" }));
    tells(
        &shown,
        &json!({ "approvals": [], "needed": 0, "url": null }),
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
fn titles_come_from_the_option_or_else_from_the_first_heading() {
    let (_home, desk) = Desk::alone();
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
        desk.lists(&["list", "--kind", "page"]).len(),
        1,
        "the others stay"
    );
}

#[test]
fn a_text_is_replaced_alone_also_where_no_title_stands() {
    let (_home, desk) = Desk::alone();
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
    let (_home, desk) = Desk::alone();
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
fn a_list_is_cut_and_filtered_and_the_trash_gives_back() {
    let (_home, desk) = Desk::alone();
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
fn a_picture_is_fetched_by_the_desk_that_shows_it() {
    let (_board, ha, duc) = Board::with_ha_and_duc();
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
