//! A portal that was put back from a copy, emptied or replaced.

use crate::{is_sound, titles};
use serde_json::json;
use std::path::Path;
use tests::rig::{Board, Reader, SITE, tells};

/// Copies a folder of files.
fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let (entry, target) = entry
            .map(|entry| (entry.path(), to.join(entry.file_name())))
            .unwrap();
        if entry.is_dir() {
            copy(&entry, &target);
        } else {
            assert!(std::fs::copy(&entry, &target).is_ok());
        }
    }
}

#[test]
fn a_portal_restored_from_an_older_copy_stops_everybody_until_somebody_offers_it_what_it_lost() {
    let (mut board, ha, duc) = Board::with_ha_and_duc();
    let before = ha.writes("Trước bản sao", "Chữ.");
    ha.submits(&before);
    duc.approves(&before);
    board.portal.stop();
    let copied = board.path("bản-sao");
    copy(&board.portal.data, &copied);
    board.portal.serve();
    let lost = ha.writes("Sau bản sao", "Đã duyệt rồi mới mất.");
    ha.submits(&lost);
    duc.approves(&lost);
    ha.sync();
    let url = duc.url(&lost);
    board.portal.stop();
    std::fs::remove_dir_all(&board.portal.data).unwrap();
    copy(&copied, &board.portal.data);
    board.portal.serve();
    let reader = Reader::of(&board.portal.url);
    assert_eq!(reader.opens(&url).status, 404);

    let waiting = ha.writes("Đang chờ gửi", "Chữ.");
    ha.does(&["submit", &waiting]);
    for desk in [&ha, &duc] {
        let everything = desk.everything();
        let error = desk.run(&["sync"]).refusal();
        tells(&error, &json!({ "code": "ledger_behind", "retry": false }));
        assert_eq!(
            desk.everything(),
            everything,
            "nothing is sent, received or removed"
        );
        assert_eq!(desk.shows(&lost)["state"], "published");
    }
    // One desk offers everything, other people's acts too; then all agree again.
    ha.does(&["sync", "--reoffer"]);
    assert_eq!(ha.does(&["outbox"]), json!([]));
    assert_eq!(ha.shows(&lost)["state"], "published");
    assert_eq!(reader.opens(&url).status, 200, "at the same address");
    assert_eq!(ha.shows(&waiting)["state"], "submitted");
    // The ledger of the other desk went another way since the copy: it stops as the first did, and offers what it holds.
    assert_eq!(duc.refuses(&["sync"]), "ledger_behind");
    duc.does(&["sync", "--reoffer"]);
    duc.sync();
    assert_eq!(duc.lists(&["list"]).len(), 3);
    assert_eq!(duc.shows(&lost)["state"], "published");
    assert_eq!(duc.shows(&waiting)["state"], "submitted");
    assert_eq!(board.is_sound(), 2, "each was published once");
    is_sound(&ha);
    is_sound(&duc);
}

#[test]
fn what_a_desk_cannot_offer_whole_waits_for_the_desk_that_has_the_text() {
    let (mut board, ha, duc) = Board::with_ha_and_duc();
    duc.sync();
    board.portal.stop();
    let copied = board.path("bản-sao");
    copy(&board.portal.data, &copied);
    board.portal.serve();
    let edition = ha.writes("Bản đầu", "Câu đầu.");
    ha.submits(&edition);
    let first = ha.revision(&edition);
    ha.does(&["edit", &edition, "--title", "Bản hai"]);
    ha.submits(&edition);
    duc.approves(&edition);
    assert_eq!(duc.shows(&edition)["state"], "published");
    board.portal.stop();
    // The approver's desk never held the first text: it had been followed by another before it came.
    assert_eq!(
        duc.refuses(&["show", &edition, "--revision", &first, "--as", "text"]),
        "not_found"
    );
    std::fs::remove_dir_all(&board.portal.data).unwrap();
    copy(&copied, &board.portal.data);
    board.portal.serve();

    duc.does(&["sync", "--reoffer"]);
    assert_eq!(duc.does(&["refusals"]), json!([]));
    ha.does(&["sync", "--reoffer"]);
    duc.sync();
    ha.sync();
    for desk in [&ha, &duc] {
        assert_eq!(desk.does(&["refusals"]), json!([]));
        assert_eq!(desk.does(&["outbox"]), json!([]));
        assert_eq!(desk.shows(&edition)["state"], "published");
        assert_eq!(desk.shows(&edition)["title"], "Bản hai");
        is_sound(desk);
    }
    assert_eq!(board.is_sound(), 1);
}

#[test]
fn a_portal_restored_twice_from_copies_of_different_age_heals_each_time() {
    let (mut board, ha, duc) = Board::with_ha_and_duc();
    let mut copies = Vec::new();
    for n in 0..3 {
        board.portal.stop();
        let folder = board.path(&format!("bản-sao-{n}"));
        copy(&board.portal.data, &folder);
        copies.push(folder);
        board.portal.serve();
        let edition = ha.writes(&format!("Tin {n}"), "Chữ.");
        ha.submits(&edition);
        duc.approves(&edition);
        ha.sync();
    }
    for older in [&copies[2], &copies[0], &copies[1]] {
        board.portal.stop();
        std::fs::remove_dir_all(&board.portal.data).unwrap();
        copy(older, &board.portal.data);
        board.portal.serve();
        assert_eq!(ha.refuses(&["sync"]), "ledger_behind");
        ha.does(&["sync", "--reoffer"]);
        assert_eq!(
            board.is_sound(),
            3,
            "all three publications are back, each once"
        );
        assert_eq!(titles(&ha).len(), 3);
        is_sound(&ha);
    }
    // The other desk's ledger went another way three times.
    assert_eq!(duc.refuses(&["sync"]), "ledger_behind");
    duc.does(&["sync", "--reoffer"]);
    assert_eq!(titles(&duc), titles(&ha));
    assert!(
        duc.lists(&["list"])
            .iter()
            .all(|row| row["state"] == "published")
    );
    assert_eq!(board.is_sound(), 3);
}

#[test]
fn an_empty_or_replaced_portal_never_means_delete() {
    let mut board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Còn nguyên", "Chữ.");
    ha.submits(&edition);
    let waiting = ha.writes("Chưa gửi", "Chữ.");
    ha.does(&["submit", &waiting]);
    board.portal.stop();
    let kept = board.path("giữ");
    std::fs::rename(&board.portal.data, &kept).unwrap();
    let everything = ha.everything();
    let still = |why: &str| {
        for call in [vec!["sync"], vec!["sync", "--reoffer"]] {
            let error = ha.run(&call).refusal();
            assert_eq!(
                (&error["code"], &error["retry"]),
                (&json!("ledger_changed"), &json!(false)),
                "{why}"
            );
            assert_eq!(ha.everything(), everything, "{why}");
        }
    };
    board.portal.serve();
    still("a portal without any site");
    board.portal.does(&[
        "site",
        "add",
        "khac",
        "--name-vi",
        "Sở khác",
        "--name-en",
        "Another",
    ]);
    still("a portal with another site");
    board.portal.does(&[
        "site",
        "add",
        SITE,
        "--name-vi",
        "Sở Ngoại vụ",
        "--name-en",
        "Foreign Affairs",
    ]);
    still("a site of the same name with a ledger of its own");
    board.portal.stop();
    std::fs::remove_dir_all(&board.portal.data).unwrap();
    std::fs::rename(&kept, &board.portal.data).unwrap();
    board.portal.serve();
    assert_eq!(ha.sync()["sent"], 1, "the right one is back: it goes on");
    assert_eq!(ha.shows(&edition)["state"], "submitted");
}
