//! Texts and documents that must not come in, or not as they are.

use crate::{entries, refused};
use editorial::{Code, What};
use serde_json::{Value, json};
use std::fs;
use tests::rig::{Board, Desk, Done, Hand, Reader};

/// A refusal with `code`, after which everything is as before.
#[track_caller]
fn refused_without_a_trace(desk: &Desk, code: &str, call: &[&str]) -> Done {
    let before = desk.everything();
    let done = desk.run(call);
    assert_eq!(done.code(), code, "{done}");
    assert_eq!(desk.everything(), before);
    done
}

#[test]
fn scripts_javascript_links_and_hidden_signs_never_reach_a_reader() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let html = "<h1>Trang</h1><script>alert(1)</script><p onclick=\"x()\">Chữ <a href=\"javascript:alert(2)\">bấm</a> \
        <a href=\" jAvA\tscript:alert(3)\">nữa</a> <a href=\"https://quangngai.example/\">thật</a></p><iframe src=\"//xau.example\"></iframe>\
        <style>p{display:none}</style><img src=x onerror=alert(4)><svg onload=alert(5)></svg><p>&lt;script&gt;chữ thường&lt;/script&gt;</p>";
    let file = ha.file("xấu.html", html);
    let made = ha.does(&[
        "new",
        "article",
        "--from",
        &file,
        "--title",
        "Tiêu đề <script>alert(6)</script> & \"trích\"",
        "--field",
        "author=<b>Hà</b>",
        "--field",
        "source=Sở",
    ]);
    let edition = made["edition"].as_str().unwrap().to_owned();
    ha.submits(&edition);
    duc.approves(&edition);
    let page = Reader::of(&board.portal.url).opens(&duc.url(&edition));
    let text = page.text();
    for wrong in [
        "<script",
        "javascript:",
        "onclick",
        "onerror",
        "onload",
        "<iframe",
        "<b>Hà",
    ] {
        assert!(
            !text.to_lowercase().contains(&wrong.to_lowercase()),
            "{wrong} in {text}"
        );
    }
    assert!(
        text.contains("&lt;script&gt;chữ thường")
            && text.contains("href=\"https://quangngai.example/\""),
        "{text}"
    );
    assert!(
        page.headers["content-security-policy"]
            .to_str()
            .unwrap()
            .contains("default-src 'none'")
    );
}

#[test]
fn documents_that_no_desk_writes_are_refused_whole() {
    let (_home, desk) = Desk::alone();
    let edition = desk.writes("Bài", "Chữ.");
    let paragraph =
        |id: &str| json!({ "id": id, "type": "paragraph", "content": [{ "text": "Chữ" }] });
    let file = |name: &str, blocks: Value| {
        desk.file(name, json!({ "v": 1, "blocks": blocks }).to_string())
    };
    let deep_text = {
        let opened = "{\"type\":\"quote\",\"blocks\":[".repeat(1_000);
        desk.file(
            "sâu.json",
            format!("{{\"v\":1,\"blocks\":[{opened}{}]}}", "]}".repeat(1_000)),
        )
    };
    for path in [
        file(
            "khối.json",
            json!([{ "id": "aaaaaaaaaa", "type": "gallery", "blobs": [] }]),
        ),
        file(
            "dấu.json",
            json!([{ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "x", "marks": ["blink"] }] }]),
        ),
        file(
            "trùng.json",
            json!([paragraph("aaaaaaaaaa"), paragraph("aaaaaaaaaa")]),
        ),
        file("mã.json", json!([paragraph("KHÔNG")])),
        deep_text,
        desk.file("cụt.json", "{\"v\":1,\"blocks\":[{\"id\":\"aaaa"),
        desk.file("không.json", b"\xff\xfe\x00".as_slice()),
        desk.file("v2.json", "{\"v\":2,\"blocks\":[]}"),
    ] {
        let before = desk.everything();
        for call in [
            vec!["edit", edition.as_str(), "--from", &path],
            vec!["new", "article", "--from", &path],
        ] {
            let code = desk.refuses(&call);
            assert!(
                ["bad_file", "newer_version"].contains(&code.as_str()),
                "{path}: {code}"
            );
        }
        assert_eq!(desk.everything(), before, "{path}");
    }
    assert!(desk.words(&edition).contains("Chữ."));
    // A link that may lead nowhere is only text.
    let link = file(
        "nối.json",
        json!([{ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "bấm", "marks": [{ "link": "javascript:alert(1)" }] }] }]),
    );
    let done = desk.run(&["edit", &edition, "--from", &link]);
    assert!(done.code == Some(0) || done.code() == "bad_file", "{done}");
    assert!(
        !desk
            .prints(&["show", &edition, "--as", "html"])
            .contains("javascript")
    );
}

/// The places at which a desk finds characters that one does not see; each stops a submission.
#[track_caller]
fn hidden_at(desk: &Desk, edition: &str) -> Vec<String> {
    desk.lists(&["check", edition])
        .iter()
        .filter(|row| row["check"] == "control_characters")
        .map(|row| {
            assert_eq!(row["severity"], "blocks", "{row}");
            row["block"].as_str().unwrap().to_owned()
        })
        .collect()
}

/// A submission is stopped by nothing but the characters that one does not see.
#[track_caller]
fn is_stopped_for_hidden_signs(desk: &Desk, edition: &str) {
    let error = refused_without_a_trace(desk, "checks", &["submit", edition]).refusal();
    for row in error["checks"].as_array().unwrap() {
        assert_eq!(row["check"], "control_characters", "{error}");
    }
}

#[test]
fn bidi_zero_width_and_control_characters_are_found_and_do_not_pass() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    // Each kind by itself in the text, and in the title, where it would turn round what stands beside it.
    for sign in ["\u{202e}", "\u{2067}", "\u{200b}", "\u{200d}", "\u{7}"] {
        let edition = ha.writes("Thông báo", &format!("Trước {sign}sau xong."));
        let found = hidden_at(&ha, &edition);
        assert_eq!(found.len(), 1, "{sign:?}: {found:?}");
        assert_ne!(found[0], "title", "{sign:?} stands in the text");
        is_stopped_for_hidden_signs(&ha, &edition);
        assert!(
            ha.words(&edition).contains("xong."),
            "saving always succeeds"
        );

        let edition = ha.writes("Tạm", "Chữ.");
        let title = format!("Tiêu đề {sign}ngược");
        ha.does(&["edit", &edition, "--title", &title]);
        assert_eq!(hidden_at(&ha, &edition), ["title"], "{sign:?}");
        is_stopped_for_hidden_signs(&ha, &edition);
    }

    // Past every desk, the portal stops the same.
    for (title, text) in [
        ("Nhìn \u{202e}ngược", "Chữ."),
        ("Nhìn ngược", "Chữ\u{200b} \u{1}ẩn."),
    ] {
        let revision = hoa.seals(Hand::new_edition(), None, Hand::article(title, text));
        refused(&hoa.pushes(&hoa.submits(&revision)), Code::Checks);
        let What::Submitted { offer, .. } = hoa.submission(&revision).fact.what else {
            panic!("a submission submits")
        };
        let edition = Some(revision.value.edition());
        let shared = hoa.signed(&hoa.event(edition, What::Shared(offer)));
        refused(
            &hoa.pushes(&[Hand::body(&revision.bytes), shared]),
            Code::Checks,
        );
    }
    assert_eq!(entries(&board), before, "nothing of it was taken");

    // Once they are gone, the text goes its way.
    let edition = ha.writes("Thông báo", "Trước \u{202e}sau.");
    is_stopped_for_hidden_signs(&ha, &edition);
    let mended = ha.file("sửa.md", "Trước sau.");
    ha.does(&["edit", &edition, "--from", &mended]);
    assert_eq!(hidden_at(&ha, &edition), Vec::<String>::new());
    ha.submits(&edition);
    duc.approves(&edition);
    let page = Reader::of(&board.portal.url).opens(&duc.url(&edition));
    assert!(page.article().contains("<p>Trước sau.</p>"));
}

#[test]
fn titles_have_a_letter_and_at_most_three_hundred_characters_and_may_be_alike() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let long = |n: usize| "ấ".repeat(n);
    for title in ["", "…!?", "123", &long(301)] {
        let edition = ha.writes("Tạm", "Chữ.");
        ha.does(&["edit", &edition, "--title", title]);
        let error = ha.run(&["submit", &edition]).refusal();
        assert_eq!(error["code"], "checks", "{title:?}");
        assert_eq!(error["checks"][0]["check"], "title", "{error}");
        assert!(
            ha.words(&edition).contains("Chữ."),
            "saving always succeeds"
        );
        ha.does(&["discard", &edition]);
    }
    let (one, two) = (
        ha.writes(&long(300), "Chữ."),
        ha.writes(&long(300), "Chữ khác."),
    );
    for edition in [&one, &two] {
        ha.submits(edition);
        duc.approves(edition);
    }
    let urls = [&one, &two].map(|edition| duc.url(edition));
    assert_ne!(urls[0], urls[1], "two equal titles, two addresses");
    let reader = Reader::of(&board.portal.url);
    assert!(
        reader.opens(&urls[0]).article().contains("<p>Chữ.</p>")
            && reader
                .opens(&urls[1])
                .article()
                .contains("<p>Chữ khác.</p>")
    );
    assert_eq!(board.is_sound(), 2);
}

#[test]
fn a_text_with_a_state_secret_mark_is_not_even_stored() {
    let (home, desk) = Desk::alone();
    let edition = desk.writes("Bài", "Chữ sạch.");
    let secret = "Phần đầu.\n\nMẬT\n\nKế hoạch riêng Xyzabc.\n";
    let file = home.path().join("mật.md");
    fs::write(&file, secret).unwrap();
    let path = file.to_str().unwrap();
    let done = refused_without_a_trace(&desk, "secret_mark", &["new", "article", "--from", path]);
    assert_eq!(done.refusal()["retry"], false);
    refused_without_a_trace(&desk, "secret_mark", &["edit", &edition, "--from", path]);
    refused_without_a_trace(
        &desk,
        "secret_mark",
        &["edit", &edition, "--title", "TUYỆT MẬT"],
    );
    let imported = desk.run(&["import", path]);
    assert_eq!(
        (imported.code, &imported.json()[0]["error"]["code"]),
        (Some(1), &json!("secret_mark"))
    );
    assert_eq!(desk.does(&["search", "Xyzabc"]), json!([]));
    assert!(
        desk.words(&edition).contains("Chữ sạch."),
        "the last clean draft stays"
    );
    for plain in [
        "Bí mật của tạo hóa.",
        "Mật độ dân số.",
        "MẬT ONG rừng Trà Bồng.",
    ] {
        desk.does(&["edit", &edition, "--from", &desk.file("thường.md", plain)]);
    }
    // The same gate stands at the portal.
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let revision = hoa.seals(
        Hand::new_edition(),
        None,
        Hand::article("Kế hoạch", "TỐI MẬT"),
    );
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&hoa.submits(&revision)));
    assert!(told.contains("secret_mark"), "{told}");
    assert_eq!(entries(&board), before);
}
