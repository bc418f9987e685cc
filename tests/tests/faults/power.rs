//! A desk or a portal is killed at some moment.

use crate::{is_sound, submissions, titles};
use serde_json::json;
use std::{collections::BTreeSet, process::Command, time::Duration};
use tests::rig::{Between, Board, Desk, Fate, Portal, SITE, killed_after, tells, until};

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
fn killed_while_it_is_saved_no_backup_stands_there_unproven_and_the_next_clears_the_rest() {
    let home = tempfile::TempDir::new().unwrap();
    let desk = Desk::at(&home.path().join("gốc"));
    desk.does(&["init", "--name", "Thu Hà"]);
    let edition = desk.writes("Bài cũ", "Chữ cũ.");
    let place = home.path().join("USB");
    std::fs::create_dir(&place).unwrap();
    let names = || -> BTreeSet<String> {
        let entries = std::fs::read_dir(&place).unwrap();
        entries
            .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
            .collect()
    };
    let restores = |name: &str| {
        let other = Desk::at(&home.path().join(format!("từ {name}")));
        other.does(&["restore", place.join(name).to_str().unwrap()]);
        assert!(other.words(&edition).contains("Chữ cũ."), "{name}");
    };
    let mut whole = BTreeSet::new();
    let mut left = 0;
    for n in 0..24_u64 {
        let name = format!("{n}.backup");
        let file = place.join(&name);
        let call = desk.command(&["backup", file.to_str().unwrap()]);
        killed_after(call, Duration::from_millis(5 + n * 8));
        let (here, rest): (BTreeSet<String>, BTreeSet<String>) = names()
            .into_iter()
            .partition(|name| name.ends_with(".backup"));
        if here.contains(&name) {
            restores(&name);
            whole.insert(name);
        }
        assert_eq!(here, whole);
        assert!(rest.len() <= 1, "each clears away what was there: {rest:?}");
        left += rest.len();
    }
    assert!(left > 0, "at least one was cut off in the midst");
    let last = "cuối.backup".to_owned();
    desk.does(&["backup", place.join(&last).to_str().unwrap()]);
    restores(&last);
    whole.insert(last);
    assert_eq!(names(), whole);
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
    let (board, ha, nam) = Board::with_ha_and_nam();
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
        tells(&waiting[0], &json!({ "what": what, "tried": true }));
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
