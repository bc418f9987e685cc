//! What is common to all calls: exit codes, standard input, what a person may write.

use serde_json::json;
use tests::rig::{Desk, PASSPHRASE, binary, run, tells};

#[test]
fn a_wrong_call_ends_with_two_and_a_refused_one_with_one_and_changes_nothing() {
    let (home, desk) = Desk::alone();
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
    let (_home, desk) = Desk::alone();
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
    let (home, desk) = Desk::alone();
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
    let (_home, desk) = Desk::alone();
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
    tells(&shown, &json!({ "title": "- Tin vắn", "summary": "-5 độ" }));
    assert_eq!(desk.lists(&["search", "-độ"]).len(), 1);
}
