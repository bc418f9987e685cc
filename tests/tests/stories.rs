//! The board's days from morning to evening, played with the programs themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::similar_names,
    clippy::semicolon_if_nothing_returned,
    clippy::format_collect,
    clippy::redundant_closure_for_method_calls,
    clippy::cloned_ref_to_slice_refs
)]

use serde_json::{Value, json};
use std::process::Command;
use tests::rig::{
    Board, Desk, Reader, binary, form, has_camera_data, photo_with_place, run, tells,
};

const ARTICLE: &str = "\
Sáng 17/11, tại thành phố Quảng Ngãi, đồng chí Phó Chủ tịch UBND tỉnh đã **tiếp và làm việc** với đoàn công tác của tỉnh \
Champasak (Lào). Cùng dự có lãnh đạo Sở Ngoại vụ.

## Nội dung trao đổi

- Giao lưu nhân dân, trao đổi đoàn các cấp
- Thương mại, nông nghiệp

Hai bên thống nhất duy trì cơ chế gặp gỡ thường niên.
";

#[track_caller]
fn state(desk: &Desk, edition: &str) -> (Value, Value) {
    let shown = desk.shows(edition);
    (shown["state"].clone(), shown["pending"].clone())
}

/// Translates whatever is not translated yet.
fn translate(lan: &Desk, edition: &str) -> String {
    let english = lan.does(&["translate", edition, "--to", "en"])["edition"]
        .as_str()
        .unwrap()
        .to_owned();
    for row in lan.does(&["segments", &english]).as_array().unwrap() {
        if row["state"] == "initial" || row["out_of_date"] == true {
            let source = row["source"].as_str().unwrap();
            let (tags, words) = (
                source.matches("<1>").count(),
                source.chars().filter(|c| c.is_ascii_digit()).count(),
            );
            let target = if tags > 0 {
                format!("<1>English</1> of a sentence, {words}.")
            } else {
                format!("English of {words} signs")
            };
            lan.does(&[
                "segment",
                &english,
                row["segment"].as_str().unwrap(),
                "--target",
                &target,
            ]);
        }
    }
    english
}

#[test]
fn from_an_offline_draft_with_a_photograph_to_the_approved_page_in_two_languages() {
    let mut board = Board::new();
    let (ha, duc, lan) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
        board.joins("translator", "Lan Anh"),
    );

    // Without a portal: write, add a photograph, submit. All of it succeeds.
    board.portal.stop();
    let edition = ha.writes("Tỉnh tiếp đoàn công tác tỉnh Champasak", ARTICLE);
    let photo = photo_with_place();
    assert!(has_camera_data(&photo));
    let file = ha.file("anh.jpg", &photo);
    let words = [
        "--alt",
        "Hai đoàn bắt tay tại sảnh",
        "--caption",
        "Quang cảnh buổi tiếp",
        "--credit",
        "Văn Bình",
    ];
    let added = ha.does(&[&["picture", &edition, "--file", &file][..], &words[..]].concat());
    let blob = added["blob"].as_str().unwrap().to_owned();
    assert!(added["block"].is_string());
    assert_eq!(ha.does(&["submit", &edition])["state"], "submitted");
    let offline = ha.run(&["sync"]).refusal();
    tells(&offline, &json!({ "code": "offline", "retry": true }));
    assert_eq!(ha.lists(&["outbox"]).len(), 1);

    // The portal comes back: it leaves by itself.
    board.portal.serve();
    assert_eq!(ha.sync()["sent"], 1);
    assert_eq!(ha.does(&["outbox"]), json!([]));

    // Read, compare, return with a reason; mended and resubmitted.
    duc.sync();
    let first = duc.revision(&edition);
    assert_eq!(duc.does(&["queue"])[0]["edition"], json!(edition));
    assert!(duc.words(&edition).contains("gặp gỡ thường niên"));
    assert_eq!(
        duc.does(&[
            "return",
            &edition,
            "--revision",
            &first,
            "--reason",
            "Nêu rõ tên nước trong tiêu đề."
        ])["state"],
        "returned"
    );
    duc.sync();
    ha.sync();
    assert_eq!(state(&ha, &edition).0, "returned");
    let history = ha.does(&["history", &edition]);
    assert_eq!(
        history.as_array().unwrap().last().unwrap()["note"],
        "Nêu rõ tên nước trong tiêu đề."
    );
    ha.does(&[
        "edit",
        &edition,
        "--title",
        "Tỉnh tiếp đoàn công tác tỉnh Champasak (Lào)",
    ]);
    assert_eq!(
        state(&ha, &edition).0,
        "returned",
        "editing does not change the state"
    );
    ha.submits(&edition);
    duc.sync();
    let second = duc.revision(&edition);
    let diff = duc.does(&["diff", &edition, "--from", &first, "--to", &second]);
    assert_eq!(diff.as_array().unwrap().len(), 1, "{diff}");
    duc.does(&["approve", &edition, "--revision", &second]);
    duc.sync();
    assert_eq!(state(&duc, &edition), (json!("published"), Value::Null));

    // The page stands once, byte for byte the approved text; its picture says nothing of its place.
    let reader = Reader::of(&board.portal.url);
    let url = duc.url(&edition);
    let page = reader.opens(&url);
    let fragment = ha.prints(&["show", &edition, "--revision", &second, "--as", "html"]);
    assert_eq!(
        page.text().matches(fragment.trim_end_matches('\n')).count(),
        1
    );
    assert!(page.article().contains(&format!("/media/{blob}")));
    let picture = reader.opens(&format!("/media/{blob}"));
    assert_eq!(picture.status, 200);
    assert_eq!(
        editorial::Hash::of(&picture.bytes).to_string(),
        blob,
        "what was approved is what is published"
    );
    assert!(!has_camera_data(&picture.bytes));
    assert!(image::load_from_memory(&picture.bytes).is_ok());
    let home = reader.opens("/vi/").text();
    let path = url.strip_prefix(&board.portal.url).unwrap();
    assert!(
        home.contains(&format!("href=\"{path}\"")),
        "reached by a link from the home page"
    );
    assert_eq!(board.is_sound(), 1);

    // English, approved, and shown.
    lan.sync();
    let english = translate(&lan, &edition);
    lan.submits(&english);
    duc.approves(&english);
    assert_eq!(state(&duc, &english).0, "published");
    assert!(
        reader
            .opens("/en/")
            .text()
            .contains(duc.shows(&english)["title"].as_str().unwrap())
    );
    assert_eq!(duc.shows(&english)["out_of_date"], false);

    // The Vietnamese is corrected: the English is behind, and cannot be submitted until it caught up.
    ha.sync();
    let text = ARTICLE.replace("thường niên", "hằng năm, luân phiên hai nơi");
    let image = ha.shows(&edition)["document"].clone();
    ha.does(&["edit", &edition, "--from", &ha.file("sửa.md", text)]);
    assert!(!image["blocks"].as_array().unwrap().is_empty());
    ha.submits(&edition);
    duc.approves(&edition);
    lan.sync();
    assert_eq!(lan.shows(&english)["out_of_date"], true);
    assert_eq!(lan.does(&["list", "--lang", "en"])[0]["out_of_date"], true);
    assert!(
        reader.opens(&duc.url(&english)).status == 200,
        "it stays readable meanwhile"
    );
    translate(&lan, &edition);
    lan.submits(&english);
    duc.approves(&english);
    assert_eq!(duc.shows(&english)["out_of_date"], false);
    assert_eq!(board.is_sound(), 4);
    for desk in [&ha, &duc, &lan] {
        desk.sync();
        assert_eq!(desk.does(&["verify"])["ok"], true);
    }
}

#[test]
fn two_editors_away_from_each_other_change_one_article_and_both_texts_are_there() {
    let (mut board, ha, nam) = Board::with_ha_and_nam();
    let edition = ha.writes(
        "Hội thảo biển đảo",
        "Đoạn mở đầu.\n\nĐoạn giữa.\n\nĐoạn kết.",
    );
    ha.submits(&edition);
    nam.sync();
    board.portal.stop();
    let edit = |desk: &Desk, text: &str| {
        desk.does(&["edit", &edition, "--from", &desk.file("sửa.md", text)]);
        desk.does(&["submit", &edition]);
        assert_eq!(desk.refuses(&["sync"]), "offline");
    };
    edit(
        &ha,
        "Đoạn mở đầu do Hà viết lại.\n\nĐoạn giữa.\n\nĐoạn kết.",
    );
    edit(
        &nam,
        "Đoạn mở đầu.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    board.portal.serve();
    ha.sync();
    assert_eq!(nam.sync()["refused"], 1, "the second is behind");

    // Different passages: merged into Nam's draft, shown as `behind`, and not sent by itself.
    let refusals = nam.does(&["refusals"]);
    tells(
        &refusals[0],
        &json!({ "code": "behind", "edition": edition }),
    );
    assert_eq!(nam.does(&["forks"]), json!([]));
    let merged = nam.words(&edition);
    assert!(
        merged.contains("do Hà viết lại") && merged.contains("do Nam viết lại"),
        "{merged}"
    );
    assert_eq!(nam.shows(&edition)["draft"], true);
    assert_eq!(nam.sync()["sent"], 0);
    nam.submits(&edition);
    assert_eq!(nam.does(&["refusals"]), json!([]));
    ha.sync();
    assert_eq!(ha.words(&edition), merged);

    // The same passage: both stand to choose from, and nothing can be submitted meanwhile.
    board.portal.stop();
    edit(
        &ha,
        "Đoạn mở đầu theo Hà.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    edit(
        &nam,
        "Đoạn mở đầu theo Nam.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    board.portal.serve();
    nam.sync();
    ha.sync();
    assert_eq!(ha.does(&["forks"])[0]["edition"], json!(edition));
    assert!(ha.words(&edition).contains("theo Hà"));
    let theirs = nam.revision(&edition);
    assert!(
        ha.prints(&["show", &edition, "--revision", &theirs, "--as", "text"])
            .contains("theo Nam")
    );
    assert_eq!(ha.refuses(&["submit", &edition]), "fork_open");
    ha.does(&["resolve", &edition, "--take", "both"]);
    let both = ha.words(&edition);
    assert!(
        both.contains("theo Hà") && both.contains("theo Nam"),
        "{both}"
    );
    ha.submits(&edition);
    nam.sync();
    assert_eq!(nam.words(&edition), both);
}

#[test]
fn the_public_answers_a_consultation_with_scripts_off_and_the_desk_reads_it() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let text = "Dự thảo quy định về quản lý đoàn ra, đoàn vào.\n\n## Điều 1\n\nPhạm vi áp dụng.\n";
    let incomplete = ha.begins(
        "consultation",
        "Lấy ý kiến dự thảo",
        text,
        &["opens=2020-01-01"],
    );
    let error = ha.run(&["submit", &incomplete]).refusal();
    assert_eq!(error["code"], "checks");
    let checks: Vec<&str> = error["checks"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["check"].as_str().unwrap_or_default())
        .collect();
    assert!(
        checks.contains(&"deadline") && checks.contains(&"receiving_address"),
        "{error}"
    );
    let fields = [
        "closes=2099-12-31",
        "receiving_address=26 Phan Đình Phùng",
        "receiving_email=songoaivu@quangngai.example",
    ];
    let mut call = vec!["edit", incomplete.as_str()];
    for field in &fields {
        call.extend(["--field", field]);
    }
    ha.does(&call);
    ha.submits(&incomplete);
    duc.approves(&incomplete);
    let url = duc.url(&incomplete);
    let reader = Reader::of(&board.portal.url);
    let page = reader.opens(&url);
    assert!(page.text().contains("26 Phan Đình Phùng") && page.text().contains("31/12/2099"));
    let (action, key) = (
        page.attribute("<form method=\"post\"", "action"),
        page.attribute("name=\"key\"", "value"),
    );
    let words = "Tôi đề nghị làm rõ Điều 1.";
    let fields = [
        ("text", words),
        ("name", "Nguyễn Thị Bưởi"),
        ("contact", "buoi@thu.example"),
        ("block", ""),
        ("hide_name", "1"),
        ("key", &key),
    ];
    let follow = |sent: tests::rig::Page| {
        if sent.status == 303 || sent.status == 302 {
            reader.opens(sent.headers["location"].to_str().unwrap())
        } else {
            sent
        }
    };
    let thanked = follow(reader.sends(&action, form(&fields)));
    assert_eq!(thanked.status, 200);
    let again = follow(reader.sends(&action, form(&fields)));

    for desk in [&ha, &duc] {
        desk.sync();
        let comments = desk.does(&["comments", &incomplete]);
        assert_eq!(
            comments.as_array().unwrap().len(),
            1,
            "the same key twice is one comment: {comments}"
        );
        let row = &comments[0];
        for field in [
            "comment", "receipt", "name", "contact", "text", "at", "block",
        ] {
            assert!(row.as_object().unwrap().contains_key(field), "{field}");
        }
        tells(
            row,
            &json!({ "text": words, "name": "Nguyễn Thị Bưởi", "contact": "buoi@thu.example" }),
        );
        let receipt = row["receipt"].as_str().unwrap();
        assert!(
            thanked.text().contains(receipt) && again.text().contains(receipt),
            "the same receipt both times"
        );
    }
    assert!(
        !reader.opens(&url).text().contains("buoi@thu.example"),
        "details of commenters are not published"
    );
}

#[test]
fn a_forgotten_passphrase_gives_way_to_the_printed_words() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Bài viết dở", "Chưa gửi cho ai.");
    let sheet = ha.file(
        "giấy in.txt",
        ha.does(&["recovery"])["words"].as_str().unwrap(),
    );
    let forgotten = ha.opened_by("tôi nhớ là thế này");
    assert_eq!(forgotten.refuses(&["show", &edition]), "wrong_passphrase");
    let new = ha.file("mới.txt", "lần này ghi ra giấy\n");
    forgotten.does(&[
        "passwd",
        "--new-passphrase-file",
        &new,
        "--recovery-file",
        &sheet,
    ]);
    let ha = ha.opened_by("lần này ghi ra giấy");
    assert!(ha.words(&edition).contains("Chưa gửi cho ai."));
    ha.submits(&edition);
}

#[test]
fn a_desk_away_for_a_month_comes_back_with_its_long_draft_whatever_its_clock_says() {
    let board = Board::new();
    let (ha, nam, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("editor", "Hoàng Nam"),
        board.joins("approver", "Minh Đức"),
    );
    let shared = ha.writes("Bài chung", "Bắt đầu.\n\nKết thúc.");
    ha.submits(&shared);
    nam.sync();

    // A month alone: a draft of twenty thousand words, saved with the clock in 2019 and in 2040.
    let long: String = (0..1_000)
        .map(|n| format!("Đoạn {n}: {}\n\n", ["hợp tác"; 10].join(" ")))
        .collect();
    let text_words = long.split_whitespace().count();
    assert!(text_words >= 20_000, "{text_words}");
    let old = ha.whose_clock_says("2019-03-01 08:00:00");
    let edition = old.writes("Báo cáo tổng kết", &long);
    let young = ha.whose_clock_says("2040-07-01 08:00:00");
    let longer = format!("{long}Đoạn cuối viết năm 2040.\n");
    young.does(&["edit", &edition, "--from", &ha.file("dài.md", &longer)]);
    old.does(&["edit", &edition, "--title", "Báo cáo tổng kết, bản sửa"]);
    let words = old.words(&edition);
    assert!(
        words.contains("Đoạn 0:") && words.contains("Đoạn 999:") && words.contains("viết năm 2040")
    );

    // Meanwhile the others work.
    for n in 0..3 {
        let other = nam.writes(&format!("Tin số {n}"), "Chữ.");
        nam.submits(&other);
        duc.approves(&other);
    }
    nam.does(&[
        "edit",
        &shared,
        "--from",
        &nam.file("s.md", "Bắt đầu do Nam.\n\nKết thúc."),
    ]);
    nam.submits(&shared);
    old.does(&[
        "edit",
        &shared,
        "--from",
        &ha.file("s.md", "Bắt đầu.\n\nKết thúc do Hà."),
    ]);
    old.does(&["submit", &shared]);

    // Back, with the clock in the past: order and parents decide.
    assert_eq!(old.sync()["refused"], 1);
    let merged = old.words(&shared);
    assert!(
        merged.contains("do Nam") && merged.contains("do Hà"),
        "{merged}"
    );
    young.submits(&shared);
    young.submits(&edition);
    duc.sync();
    assert_eq!(duc.words(&edition), words);
    let revision = duc.revision(&edition);
    duc.does(&["approve", &edition, "--revision", &revision]);
    duc.sync();
    assert_eq!(duc.shows(&edition)["state"], "published");
    let at = duc.does(&["history", &edition])[0]["at"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        !at.starts_with("2019") && !at.starts_with("2040"),
        "by the portal's clock: {at}"
    );
    let page = Reader::of(&board.portal.url).opens(&duc.url(&edition));
    assert!(page.article().contains("Đoạn cuối viết năm 2040."));
    assert_eq!(board.is_sound(), 4);
    young.sync();
    assert_eq!(young.does(&["verify"])["ok"], true);
    assert_eq!(old.does(&["verify"])["ok"], true);
}

#[test]
fn a_schedule_on_a_desk_whose_clock_is_wrong_goes_by_the_portals() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes("Sẽ đăng sau", "Chữ.");
    ha.does(&["submit", &edition, "--at", "2039-01-01T00:00:00Z"]);
    ha.sync();
    // For this computer the time is long past; for the portal it is years ahead.
    let young = duc.whose_clock_says("2040-07-01 08:00:00");
    young.sync();
    young.does(&["approve", &edition, "--revision", &young.revision(&edition)]);
    young.sync();
    assert_eq!(state(&young, &edition).0, "scheduled");
    assert_eq!(board.is_sound(), 0);
    let old = duc.whose_clock_says("2019-03-01 08:00:00");
    old.does(&["schedule", &edition, "--at", "2020-01-01T00:00:00Z"]);
    old.sync();
    assert_eq!(
        state(&old, &edition).0,
        "published",
        "in the past for the portal, though ahead for this computer"
    );
    assert_eq!(board.is_sound(), 1);
}

/// A desk that nobody gave a passphrase, in a session with a keyring of its own.
#[test]
fn without_a_passphrase_the_systems_keyring_opens_a_desk_until_one_is_set() {
    const SESSION: &str = r#"
        printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        desk() { "$CLI" --json "$@"; }
        desk --profile "$HOME/desk" init --name Lan
        desk --profile "$HOME/desk" new article --title 'Trong vòng khóa'
        desk --profile "$HOME/desk" backup "$HOME/desk.backup"
        desk --profile "$HOME/other" restore "$HOME/desk.backup"
        desk --profile "$HOME/other" list
        printf 'câu mới' >"$HOME/new"
        desk --profile "$HOME/desk" passwd --new-passphrase-file "$HOME/new"
        desk --profile "$HOME/desk" list
        desk --profile "$HOME/desk" --passphrase-file "$HOME/new" list
    "#;
    let home = tempfile::tempdir().unwrap();
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", SESSION]);
    session
        .env("HOME", home.path())
        .env("CLI", binary("banthao-cli"));
    session
        .env_remove("XDG_DATA_HOME")
        .env_remove("BANTHAO_PASSPHRASE");
    let done = run(session, b"");
    let lines: Vec<Value> = done
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 8, "{done}");
    assert_eq!(
        (&lines[2]["ok"], &lines[3]["ok"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        lines[4][0]["title"], "Trong vòng khóa",
        "a restored desk has a key of its own"
    );
    assert_eq!(
        lines[6]["error"]["code"], "no_keyring",
        "the keyring opens it no longer"
    );
    assert_eq!(lines[7][0]["title"], "Trong vòng khóa");
}
