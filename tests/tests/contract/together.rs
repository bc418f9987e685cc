//! `share`, `translate`, `forks`, `resolve`, `sync`: several people at one text.

use crate::{editions, has, is_hash, rows_have};
use serde_json::json;
use tests::rig::{Board, Desk, tells};

#[test]
fn a_draft_that_is_shared_stays_a_draft_and_others_go_on_with_it() {
    let (_board, ha, nam) = Board::with_ha_and_nam();
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
    tells(
        &row,
        &json!({ "state": "draft", "draft": false, "revision": shared["revision"] }),
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
fn two_editors_fork_and_one_ends_it_in_each_way() {
    let (_board, ha, nam) = Board::with_ha_and_nam();
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
