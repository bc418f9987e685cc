//! What readers send by the comment form.

use editorial::Millis;
use serde_json::Value;
use tests::rig::{Board, Desk, Reader, form, until};

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
    let url = duc.url(&edition);
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
