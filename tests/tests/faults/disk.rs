//! A disk that is full.

use crate::is_sound;
use serde_json::{Value, json};
use tests::rig::{
    Board, Desk, Portal, Reader, SITE, SmallDisk, on_a_disk_of_its_own, tells, until,
};

#[test]
fn on_a_desks_full_disk_nothing_is_lost_and_it_says_so() {
    on_a_disk_of_its_own(
        "disk::on_a_desks_full_disk_nothing_is_lost_and_it_says_so",
        48,
        |disk| {
            let board = Board::new();
            let code = board.code(&["editor"], "Thu Hà");
            let ha = Desk::at(&disk.folder().join("ban"));
            ha.knocks(&board.portal.url, &code).value();
            let edition = ha.writes("Bài đang mở", "Chữ trước khi đầy.");
            disk.fill();
            // The room kept in reserve is given up, so that the open draft can still be saved.
            let mut n = 0;
            let refused = until("the disk takes no more", || {
                n += 1;
                let title = format!("Lần {n}");
                let done = ha.run(&["edit", &edition, "--title", &title]);
                if done.code == Some(0) {
                    assert_eq!(ha.shows(&edition)["title"], json!(title));
                    disk.fill();
                    return None;
                }
                Some(done.refusal())
            });
            tells(&refused, &json!({ "code": "disk_full", "retry": true }));
            assert!(n > 1, "the first save after the disk was full is done");
            for call in [
                vec!["submit", &edition],
                vec!["new", "page", "--title", "Mới"],
                vec!["sync"],
            ] {
                let done = ha.run(&call);
                assert!(done.code == Some(0) || done.code() == "disk_full", "{done}");
            }
            disk.empty();
            assert_eq!(
                ha.shows(&edition)["title"],
                json!(format!("Lần {}", n - 1)),
                "what was acknowledged is there"
            );
            assert!(ha.words(&edition).contains("Chữ trước khi đầy."));
            ha.submits(&edition);
            assert_eq!(ha.shows(&edition)["state"], "submitted");
            is_sound(&ha);
        },
    );
}

#[test]
fn on_a_portals_full_disk_everything_waits_and_arrives_later() {
    on_a_disk_of_its_own(
        "disk::on_a_portals_full_disk_everything_waits_and_arrives_later",
        24,
        |disk: &SmallDisk| {
            let board = Board::new();
            let mut portal = Portal::over(&disk.folder().join("cổng"));
            portal.does(&[
                "site",
                "add",
                SITE,
                "--name-vi",
                "Sở Ngoại vụ",
                "--name-en",
                "Foreign Affairs",
            ]);
            let invite = |role: &str, name: &str| {
                portal.does(&["invite", SITE, "--role", role, "--name", name])["code"]
                    .as_str()
                    .unwrap()
                    .to_owned()
            };
            let (editor, approver) = (invite("editor", "Thu Hà"), invite("approver", "Minh Đức"));
            portal.serve();
            let join = |name: &str, code: &str| {
                let desk = board.outside(name);
                desk.knocks(&portal.url, code).value();
                desk
            };
            let (ha, duc) = (join("ha", &editor), join("duc", &approver));
            let first = ha.writes("Đã đăng trước khi đầy", "Chữ.");
            ha.submits(&first);
            duc.approves(&first);
            ha.sync();
            disk.fill();
            let edition = ha.writes("Gửi khi cổng đầy", &"Một bài dài. ".repeat(30_000));
            ha.does(&["submit", &edition]);
            let error = ha.run(&["sync"]).refusal();
            tells(&error, &json!({ "code": "full", "retry": true }));
            let waiting = ha.does(&["outbox"]);
            assert_eq!(waiting[0]["edition"], json!(edition), "it waits: {waiting}");
            assert_eq!(ha.does(&["refusals"]), json!([]), "that is no refusal");
            let reader = Reader::of(&portal.url);
            assert_eq!(
                reader.opens(&duc.url(&first)).status,
                200,
                "readers still read"
            );
            disk.empty();
            assert_eq!(ha.sync()["sent"], 1);
            duc.sync();
            assert_eq!(duc.does(&["queue"])[0]["edition"], json!(edition));
            let audit: Value = portal.does(&["audit", SITE]);
            tells(&audit, &json!({ "ok": true, "published": 1 }));
        },
    );
}
