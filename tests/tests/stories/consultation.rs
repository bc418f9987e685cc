//! The public is asked, and answers.

use serde_json::json;
use tests::rig::{Board, Page, Reader, form, tells};

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
    let follow = |sent: Page| {
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
