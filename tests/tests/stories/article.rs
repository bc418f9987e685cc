//! An article on its whole way: written offline, reviewed, published, translated, corrected.

use crate::state;
use serde_json::{Value, json};
use tests::rig::{Board, Desk, Reader, has_camera_data, photo_with_place, tells};

const ARTICLE: &str = "\
Sáng 17/11, tại thành phố Quảng Ngãi, đồng chí Phó Chủ tịch UBND tỉnh đã **tiếp và làm việc** với đoàn công tác của tỉnh \
Champasak (Lào). Cùng dự có lãnh đạo Sở Ngoại vụ.

## Nội dung trao đổi

- Giao lưu nhân dân, trao đổi đoàn các cấp
- Thương mại, nông nghiệp

Hai bên thống nhất duy trì cơ chế gặp gỡ thường niên.
";

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
