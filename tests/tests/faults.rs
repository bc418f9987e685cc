//! Power, network, disk: whatever is cut off is done or not done, nothing is lost, nothing happens twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::{Value, json};
use std::{
    collections::BTreeSet,
    path::Path,
    process::Command,
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};
use tests::rig::{
    Between, Board, Desk, Fate, Portal, Reader, SITE, SmallDisk, killed_after,
    on_a_disk_of_its_own, until,
};

fn titles(desk: &Desk) -> BTreeSet<String> {
    let list = desk.does(&["list"]);
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

fn submissions(desk: &Desk, edition: &str) -> usize {
    let history = desk.does(&["history", edition]);
    history
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["what"] == "submitted")
        .count()
}

#[track_caller]
fn is_sound(desk: &Desk) {
    let proven = desk.does(&["verify"]);
    assert_eq!(proven["ok"], true, "{proven}");
}

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
fn killed_while_saving_the_text_is_the_old_or_the_new_one() {
    let home = tempfile::TempDir::new().unwrap();
    let desk = Desk::at(&home.path().join("ban"));
    desk.does(&["init", "--name", "Thu Hà"]);
    let edition = desk.writes("Lần 0", "Bản số 0.");
    let mut stands = 0;
    let mut cut = 0;
    for n in 1..=24_u64 {
        let file = desk.file(
            "bản.md",
            format!("Bản số {n}. {}", "Chữ dài. ".repeat(2_000)),
        );
        let title = format!("Lần {n}");
        let command = desk.command(&["edit", &edition, "--from", &file, "--title", &title]);
        let done = killed_after(command, Duration::from_millis(20 + n * 5));
        let shown = desk.shows(&edition);
        let after: u64 = shown["title"]
            .as_str()
            .unwrap()
            .trim_start_matches("Lần ")
            .parse()
            .unwrap();
        assert!(
            after == n || (!done && after == stands),
            "after {n}: {after}, before {stands}, done: {done}"
        );
        assert!(
            desk.words(&edition)
                .starts_with(&format!("Bản số {after}.")),
            "title and text go together"
        );
        cut += u32::from(!done);
        stands = after;
    }
    assert!(cut > 0, "at least one save was cut off");
    is_sound(&desk);
}

#[test]
fn killed_while_it_is_made_or_restored_a_desk_is_there_or_can_be_made_again() {
    let home = tempfile::TempDir::new().unwrap();
    let origin = Desk::at(&home.path().join("gốc"));
    origin.does(&["init", "--name", "Thu Hà"]);
    let edition = origin.writes("Bài cũ", "Chữ cũ.");
    let backup = home.path().join("lưu.bak");
    origin.does(&["backup", backup.to_str().unwrap()]);
    let calls = [
        vec!["init", "--name", "Thu Hà"],
        vec!["restore", backup.to_str().unwrap()],
    ];
    let mut cut = 0;
    for (which, call) in calls.iter().enumerate() {
        for n in 0..12_u64 {
            let desk = Desk::at(&home.path().join(format!("{which}-{n}")));
            cut += u32::from(!killed_after(
                desk.command(call),
                Duration::from_millis(5 + n * 12),
            ));
            let again = desk.run(call);
            if again.code == Some(1) {
                // It was made before the power went: then it is whole.
                assert_eq!(again.code(), "not_empty", "{again}");
            } else {
                assert_eq!(again.code, Some(0), "{again}");
            }
            assert_eq!(desk.does(&["status"])["name"], "Thu Hà");
            is_sound(&desk);
            if which == 1 {
                assert!(desk.words(&edition).contains("Chữ cũ."));
            }
            desk.writes("Bài mới", "Làm việc tiếp được.");
        }
    }
    assert!(cut > 0, "at least one was cut off");
}

#[test]
fn killed_while_joining_the_same_invitation_brings_the_desk_in() {
    let board = Board::new();
    for n in 0..6_u64 {
        let desk = board.outside(&format!("mới-{n}"));
        let code = board.code(&["editor"], &format!("Người {n}"));
        let call = [
            "join",
            &board.portal.url,
            "--invitation",
            &code,
            "--device",
            "Máy",
        ];
        killed_after(desk.command(&call), Duration::from_millis(40 + n * 50));
        let again = desk.run(&call);
        assert!(
            again.code == Some(0) || again.code() == "already_joined",
            "{again}"
        );
        desk.sync();
        assert_eq!(desk.does(&["status"])["name"], format!("Người {n}"));
    }
    let devices = board.portal.does(&["device", "list", SITE]);
    assert_eq!(
        devices.as_array().unwrap().len(),
        6,
        "nobody came in twice: {devices}"
    );
}

#[test]
fn killed_while_exchanging_everything_arrives_once() {
    let board = Board::new();
    let (ha, nam) = (
        board.joins("editor", "Thu Hà"),
        board.joins("editor", "Hoàng Nam"),
    );
    let photo = ha.file("ảnh.jpg", tests::rig::photo_with_place());
    let mut made = Vec::new();
    for n in 0..6 {
        let edition = ha.writes(&format!("Tin số {n}"), "Chữ.");
        ha.does(&[
            "picture", &edition, "--file", &photo, "--alt", "Cảnh", "--credit", "Hà",
        ]);
        ha.does(&["submit", &edition]);
        made.push(edition);
    }
    let mut cut = 0;
    for n in 0..14_u64 {
        cut += u32::from(!killed_after(
            ha.command(&["sync"]),
            Duration::from_millis(15 + n * 9),
        ));
        assert_eq!(titles(&ha).len(), 6);
        killed_after(nam.command(&["sync"]), Duration::from_millis(30 + n * 7));
        is_sound(&nam);
    }
    assert!(cut > 0, "at least one exchange was cut off");
    ha.sync();
    nam.sync();
    assert_eq!(ha.does(&["outbox"]), json!([]));
    assert_eq!(titles(&nam), titles(&ha));
    for edition in &made {
        assert_eq!(submissions(&nam, edition), 1);
    }
    assert_eq!(board.is_sound(), 0);
    is_sound(&ha);
}

#[test]
fn the_portal_killed_between_commit_and_answer_has_it_once() {
    let mut board = Board::new();
    let between = Between::before(board.portal.address());
    let ha = board.joins_at(&between.url, "editor", "Thu Hà");
    let duc = board.joins_at(&between.url, "approver", "Minh Đức");
    let edition = ha.writes("Quyết định", "Chữ.");
    ha.does(&["submit", &edition]);
    let kill_at_push = |portal: &Portal| {
        let process = portal.process().to_string();
        between.set(move |asked| {
            let process = process.clone();
            if asked.is("push") {
                Fate::Through(Box::new(move |_| {
                    // It has answered: all is committed. The answer goes nowhere, and the power fails.
                    assert!(
                        Command::new("kill")
                            .args(["-KILL", &process])
                            .status()
                            .unwrap()
                            .success()
                    );
                    Vec::new()
                }))
            } else {
                Fate::Pass
            }
        });
    };
    for (desk, what) in [(&ha, "submitted"), (&duc, "approved")] {
        if what == "approved" {
            desk.sync();
            desk.does(&["approve", &edition, "--revision", &desk.revision(&edition)]);
        }
        kill_at_push(&board.portal);
        assert_eq!(desk.refuses(&["sync"]), "offline");
        let waiting = desk.does(&["outbox"]);
        assert_eq!(
            (&waiting[0]["what"], &waiting[0]["tried"]),
            (&json!(what), &json!(true))
        );
        assert_eq!(
            desk.refuses(&["recall", waiting[0]["id"].as_str().unwrap()]),
            "wrong_state",
            "it may have arrived"
        );
        board.portal.kill();
        board.portal.serve();
        between.pass();
        desk.sync();
        assert_eq!(desk.does(&["outbox"]), json!([]));
        let history = desk.does(&["history", &edition]);
        assert_eq!(
            history
                .as_array()
                .unwrap()
                .iter()
                .filter(|row| row["what"] == what)
                .count(),
            1,
            "{history}"
        );
    }
    assert_eq!(board.is_sound(), 1, "published once");
    assert_eq!(duc.shows(&edition)["state"], "published");
}

#[test]
fn the_portal_killed_at_any_moment_of_a_push_has_all_of_an_event_or_nothing() {
    let mut board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let mut made = Vec::new();
    for n in 0..8_u64 {
        let edition = ha.writes(&format!("Tin {n}"), &"Chữ. ".repeat(500));
        ha.does(&["submit", &edition]);
        made.push(edition);
        let mut exchange = ha
            .command(&["sync"])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap();
        let start = std::time::Instant::now();
        until("the moment has come", || {
            (start.elapsed() >= Duration::from_millis(20 + n * 12)
                || exchange.try_wait().unwrap().is_some())
            .then_some(())
        });
        board.portal.kill();
        exchange.wait().unwrap();
        board.portal.serve();
        assert_eq!(board.is_sound(), 0);
    }
    ha.sync();
    assert_eq!(ha.does(&["outbox"]), json!([]));
    for edition in &made {
        assert_eq!(submissions(&ha, edition), 1);
    }
}

#[test]
fn a_line_that_cuts_drops_and_doubles_brings_everything_through_once() {
    let board = Board::new();
    let between = Between::before(board.portal.address());
    let (ha, duc) = (
        board.joins_at(&between.url, "editor", "Thu Hà"),
        board.joins_at(&between.url, "approver", "Minh Đức"),
    );
    let photo = ha.file("ảnh.jpg", tests::rig::photo_with_place());
    let mut dice = StdRng::seed_from_u64(2026);
    between.set(move |_| match dice.random_range(0..30) {
        0 => Fate::Say(Vec::new()),
        1 => Fate::answer_lost(),
        2 => Fate::Twice,
        3 => Fate::CutAfter(dice.random_range(0..2_000)),
        4 => {
            let kept = dice.random_range(0.1..0.95);
            Fate::Through(Box::new(move |reply| {
                let mut bytes = reply.bytes();
                #[allow(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss
                )]
                bytes.truncate((bytes.len() as f64 * kept) as usize);
                bytes
            }))
        }
        5 => Fate::through(|reply| tests::rig::Reply {
            body: reply.body,
            head: vec![
                "HTTP/1.1 503 Service Unavailable".to_owned(),
                "Retry-After: 1".to_owned(),
            ],
        }),
        _ => Fate::Pass,
    });
    let troubled = AtomicUsize::new(0);
    let through = |desk: &Desk| {
        until("an exchange is complete", || {
            let done = desk.run(&["sync"]);
            if done.code == Some(0) {
                return Some(());
            }
            let error = done.refusal();
            assert!(
                matches!(
                    error["code"].as_str().unwrap(),
                    "offline" | "busy" | "not_a_portal"
                ),
                "{error}"
            );
            troubled.fetch_add(1, Ordering::SeqCst);
            None
        });
    };
    let mut made = Vec::new();
    for n in 0..3 {
        let edition = ha.writes(&format!("Tin số {n}"), "Chữ.");
        ha.does(&[
            "picture", &edition, "--file", &photo, "--alt", "Cảnh", "--credit", "Hà",
        ]);
        ha.does(&["submit", &edition]);
        until("it is sent", || {
            through(&ha);
            (ha.does(&["outbox"]) == json!([])).then_some(())
        });
        through(&duc);
        let revision = duc.revision(&edition);
        duc.does(&["approve", &edition, "--revision", &revision]);
        until("it is sent", || {
            through(&duc);
            (duc.does(&["outbox"]) == json!([])).then_some(())
        });
        made.push(edition);
    }
    assert!(
        troubled.load(Ordering::SeqCst) > 3,
        "the line was as bad as it should be"
    );
    between.pass();
    ha.sync();
    duc.sync();
    for desk in [&ha, &duc] {
        for edition in &made {
            let history = desk.does(&["history", edition]);
            let what: Vec<&str> = history
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["what"].as_str().unwrap())
                .collect();
            assert_eq!(what, ["submitted", "approved", "published"]);
        }
        assert_eq!(desk.does(&["refusals"]), json!([]));
        is_sound(desk);
    }
    assert_eq!(board.is_sound(), 3);
}

#[test]
fn a_portal_restored_from_an_older_copy_stops_everybody_until_somebody_offers_it_what_it_lost() {
    let mut board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
    let url = duc.shows(&lost)["url"].as_str().unwrap().to_owned();
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
        assert_eq!(
            (&error["code"], &error["retry"]),
            (&json!("ledger_behind"), &json!(false))
        );
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
    until("the other desk agrees", || {
        let done = duc.run(&["sync"]);
        if done.code == Some(0) {
            Some(())
        } else {
            duc.run(&["sync", "--reoffer"]).value();
            Some(())
        }
    });
    duc.sync();
    assert_eq!(duc.does(&["list"]).as_array().unwrap().len(), 3);
    assert_eq!(duc.shows(&lost)["state"], "published");
    assert_eq!(duc.shows(&waiting)["state"], "submitted");
    assert_eq!(board.is_sound(), 2, "each was published once");
    is_sound(&ha);
    is_sound(&duc);
}

#[test]
fn what_a_desk_cannot_offer_whole_waits_for_the_desk_that_has_the_text() {
    let mut board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
    if duc.run(&["sync"]).code != Some(0) {
        duc.does(&["sync", "--reoffer"]);
    }
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
    let mut board = Board::new();
    let (ha, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("approver", "Minh Đức"),
    );
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
    if duc.run(&["sync"]).code != Some(0) {
        duc.does(&["sync", "--reoffer"]);
    }
    assert_eq!(titles(&duc), titles(&ha));
    assert!(
        duc.does(&["list"])
            .as_array()
            .unwrap()
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

#[test]
fn on_a_desks_full_disk_nothing_is_lost_and_it_says_so() {
    on_a_disk_of_its_own(
        "on_a_desks_full_disk_nothing_is_lost_and_it_says_so",
        48,
        |disk| {
            let board = Board::new();
            let code = board.code(&["editor"], "Thu Hà");
            let ha = Desk::at(&disk.folder().join("ban"));
            ha.does(&[
                "join",
                &board.portal.url,
                "--invitation",
                &code,
                "--device",
                "Máy",
            ]);
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
            assert_eq!(
                (&refused["code"], &refused["retry"]),
                (&json!("disk_full"), &json!(true))
            );
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
        "on_a_portals_full_disk_everything_waits_and_arrives_later",
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
                desk.does(&["join", &portal.url, "--invitation", code, "--device", "Máy"]);
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
            let done = ha.run(&["sync"]);
            if done.code == Some(1) {
                let error = done.refusal();
                assert_eq!(
                    (&error["code"], &error["retry"]),
                    (&json!("full"), &json!(true))
                );
            }
            let waiting = ha.does(&["outbox"]);
            assert_eq!(waiting[0]["edition"], json!(edition), "it waits: {waiting}");
            assert_eq!(ha.does(&["refusals"]), json!([]), "that is no refusal");
            let reader = Reader::of(&portal.url);
            assert_eq!(
                reader
                    .opens(duc.shows(&first)["url"].as_str().unwrap())
                    .status,
                200,
                "readers still read"
            );
            disk.empty();
            assert_eq!(ha.sync()["sent"], 1);
            duc.sync();
            assert_eq!(duc.does(&["queue"])[0]["edition"], json!(edition));
            let audit: Value = portal.does(&["audit", SITE]);
            assert_eq!(
                (&audit["ok"], &audit["published"]),
                (&json!(true), &json!(1))
            );
        },
    );
}
