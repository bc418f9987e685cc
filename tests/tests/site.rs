//! The public site in a real browser: every page by the rules of accessibility, and the comment form without scripts.
//!
//! Needs Chromium, Node and the packages of `ui` (`npm ci` there); run with `cargo nextest run --profile site`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{path::Path, process::Command};
use tests::rig::{Board, Desk, Done, photo_with_place, run};

/// A script beside the rigs, run by Node.
fn script(name: &str, arguments: &[&str]) -> Done {
    let mut command = Command::new("node");
    command
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("rig").join(name))
        .args(arguments);
    run(command, b"")
}

/// Whatever a text may hold, with words too long for a telephone and signs that mean something in HTML.
const EVERYTHING: &str = "\
Đoàn công tác của tỉnh làm việc với *đối tác* tại **Champasak**, xem [thông báo](https://example.vn/thong-bao?a=1&b=2).

# Kết quả <chính>

Địa chỉ gốc: https://example.vn/mot-dia-chi-rat-dai-khong-co-cho-nao-de-xuong-dong/van-ban/2026/11/24/phu-luc-kem-theo

## Ba nội dung

1. Đào tạo nhân lực
2. Ứng phó thiên tai
   - cảnh báo sớm
   - diễn tập chung

> “Chúng tôi đã chờ ngày này từ lâu.”

| Nội dung | Đơn vị | Thời gian |
|---|---|---|
| Trao đổi cán bộ trẻ giữa hai tỉnh kết nghĩa | Sở Ngoại vụ | quý I năm 2027 |
| Hội chợ hàng thủ công mỹ nghệ | Sở Công Thương | tháng 5 năm 2027 |
";

struct People {
    board: Board,
    editor: Desk,
    approver: Desk,
}

impl People {
    fn meet() -> Self {
        let board = Board::new();
        let editor = board.joins("editor", "Nguyễn Thu Hà");
        let approver = board.joins("approver", "Đặng Minh Quân");
        Self {
            board,
            editor,
            approver,
        }
    }

    /// Submits what the editor wrote, approves it, and gives its public address.
    fn publish(&self, edition: &str) -> String {
        self.editor.submits(edition);
        self.approver.approves(edition);
        let shown = self.approver.shows(edition);
        assert_eq!(shown["state"], "published", "{shown}");
        shown["url"].as_str().unwrap().to_owned()
    }

    fn consultation(&self) -> String {
        self.editor.begins(
            "consultation",
            "Dự thảo Quy chế quản lý thống nhất hoạt động đối ngoại trên địa bàn tỉnh",
            "## Điều 1. Phạm vi\n\nQuy chế này áp dụng trên toàn tỉnh.\n\n## Điều 2. Nguyên tắc\n\nMột đầu mối.",
            &[
                "opens=2026-01-01",
                "closes=2099-12-31",
                "receiving_address=Văn phòng Sở Ngoại vụ, phường Cẩm Thành",
                "receiving_email=gopy@example.vn",
                "law=64/2025",
            ],
        )
    }

    /// The English edition of an article, every segment translated.
    fn translate(&self, edition: &str) -> String {
        let translator = self.board.joins("translator", "Bùi Thanh Tâm");
        translator.sync();
        let opened = translator.does(&["translate", edition, "--to", "en"]);
        let english = opened["edition"].as_str().unwrap();
        for row in translator.does(&["segments", english]).as_array().unwrap() {
            let source = row["source"].as_str().unwrap();
            // Whatever marks a sentence carries stay around its words.
            let target = source.replace(char::is_alphabetic, "o");
            let segment = row["segment"].as_str().unwrap();
            translator.does(&[
                "segment",
                english,
                segment,
                "--target",
                &target,
                "--state",
                "translated",
            ]);
        }
        translator.submits(english);
        self.approver.approves(english);
        english.to_owned()
    }
}

#[test]
fn every_page_can_be_used_by_everyone_on_every_screen_with_and_without_scripts() {
    let people = People::meet();
    let article = people.editor.writes(
        "Đoàn công tác tỉnh Quảng Ngãi thăm và làm việc tại tỉnh Champasak",
        EVERYTHING,
    );
    let photo = people.editor.file("anh.jpg", photo_with_place());
    people.editor.does(&[
        "picture",
        &article,
        "--file",
        &photo,
        "--alt",
        "Hai đoàn chụp ảnh chung",
        "--caption",
        "Hai đoàn tại hội đàm",
        "--credit",
        "Thu Hà",
    ]);
    people.publish(&article);
    people.translate(&article);
    let consultation = people.consultation();
    people.publish(&consultation);
    let page = people.editor.begins(
        "page",
        "Chức năng, nhiệm vụ",
        "Sở Ngoại vụ là cơ quan chuyên môn.",
        &[],
    );
    people.publish(&page);

    let corrected = format!("{EVERYTHING}\nHai bên hẹn gặp lại vào tháng 6.\n");
    people.editor.does(&[
        "edit",
        &article,
        "--from",
        &people.editor.file("sua.md", corrected),
    ]);
    people.publish(&article);
    let outdated = people.editor.writes(
        "Kế hoạch tiếp công dân năm 2025",
        "Lịch tiếp công dân định kỳ.",
    );
    people.publish(&outdated);
    people
        .approver
        .does(&["withdraw", &outdated, "--reason", "Đã có kế hoạch năm 2026"]);
    people.approver.sync();

    let seen = script("site-axe.mjs", &[&people.board.portal.url]);

    assert_eq!(seen.code, Some(0), "{seen}");
    assert!(seen.text().contains(" 0 faults"), "{seen}");
    let pages: usize = seen
        .text()
        .split_whitespace()
        .next()
        .unwrap()
        .parse()
        .unwrap();
    assert!(
        pages >= 8,
        "the walk reached the articles, the sections and the consultation: {seen}"
    );
}

#[test]
fn a_comment_without_scripts_arrives_once_even_when_its_answer_is_loaded_again() {
    let people = People::meet();
    let consultation = people.consultation();
    let url = people.publish(&consultation);
    let text = "Điều 2 nên nói rõ đầu mối là cơ quan nào.\nXin cảm ơn.";

    let sent = script(
        "site-comment.mjs",
        &[&url, text, "Nguyễn Thị Lan", "lan@example.vn"],
    );

    assert_eq!(sent.code, Some(0), "{sent}");
    let answers: Vec<String> = serde_json::from_slice(&sent.out).unwrap();
    people.editor.sync();
    let comments = people.editor.does(&["comments", &consultation]);
    assert_eq!(comments.as_array().unwrap().len(), 1, "{comments}");
    assert_eq!(comments[0]["text"], text);
    assert_eq!(comments[0]["name"], "Nguyễn Thị Lan");
    let receipt = comments[0]["receipt"].as_str().unwrap();
    assert!(
        answers.iter().all(|answer| answer.contains(receipt)),
        "both times the same receipt: {answers:?}"
    );
}
