//! Profiles and backups that are damaged, cut short or of another version.

use serde_json::{Value, json};
use std::fs;
use tests::rig::{Board, Desk, until};

#[test]
fn a_profile_of_a_newer_version_is_left_untouched() {
    let (_home, desk) = Desk::alone();
    desk.writes("Bài", "Chữ.");
    let path = desk.profile.join("desk.json");
    let own = fs::read(&path).unwrap();
    let mut file: Value = serde_json::from_slice(&own).unwrap();
    file["schema"] = json!(file["schema"].as_u64().unwrap() + 1);
    fs::write(&path, file.to_string()).unwrap();
    let before = fs::read(desk.profile.join("desk.db")).unwrap();
    for call in [
        vec!["list"],
        vec!["init", "--name", "X"],
        vec!["sync"],
        vec![
            "edit",
            "01a20cc9-b0c5-7ff6-afcf-a919f530a25a:vi",
            "--title",
            "T",
        ],
    ] {
        let code = desk.refuses(&call);
        assert!(
            code == "newer_version" || (call[0] == "init" && code == "not_empty"),
            "{call:?}: {code}"
        );
    }
    assert_eq!(fs::read(desk.profile.join("desk.db")).unwrap(), before);
    fs::write(&path, own).unwrap();
    assert_eq!(desk.lists(&["list"]).len(), 1);
}

#[test]
fn a_damaged_store_is_told_apart_from_a_wrong_passphrase_and_moved_aside() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let sent = ha.writes("Đã gửi", "Chữ đã gửi.");
    ha.submits(&sent);
    let database = ha.profile.join("desk.db");
    let mut bytes = fs::read(&database).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle..middle + 8192].fill(0xa5);
    fs::write(&database, &bytes).unwrap();
    drop(fs::remove_file(ha.profile.join("desk.db-wal")));
    assert_eq!(ha.opened_by("sai").refuses(&["list"]), "wrong_passphrase");
    // Damage is met now or while working; either way it is mended by the next opening, and nothing is deleted.
    until("the desk works again", || {
        let done = ha.run(&["sync"]);
        if done.code == Some(0) {
            return Some(());
        }
        assert_eq!(done.code(), "damaged", "{done}");
        None
    });
    ha.sync();
    assert!(ha.words(&sent).contains("Chữ đã gửi."));
    assert_eq!(ha.does(&["verify"])["ok"], true);
    let names: Vec<String> = fs::read_dir(&ha.profile)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    let kept = names
        .iter()
        .any(|name| name.contains("damaged") || name.contains("hỏng"))
        || fs::read_dir(ha.profile.parent().unwrap())
            .unwrap()
            .any(|it| {
                it.unwrap()
                    .file_name()
                    .to_string_lossy()
                    .contains("damaged")
            });
    assert!(kept, "the damaged file is kept aside: {names:?}");

    fs::write(ha.profile.join("desk.json"), "{\"format\":").unwrap();
    assert_eq!(ha.refuses(&["list"]), "damaged");
}

#[test]
fn a_backup_cut_short_newer_or_none_restores_nothing() {
    let (home, desk) = Desk::alone();
    desk.writes("Bài", "Chữ.");
    let file = home.path().join("lưu.bak");
    desk.does(&["backup", file.to_str().unwrap()]);
    let whole = fs::read(&file).unwrap();
    let target = Desk::at(&home.path().join("mới"));
    for bytes in [
        &whole[..0],
        &whole[..10],
        &whole[..whole.len() / 2],
        &whole[..whole.len() - 1],
        b"khong phai ban sao",
        &[whole.clone(), b"x".to_vec()].concat(),
    ] {
        let bad = desk.file("hỏng.bak", bytes);
        let code = target.refuses(&["restore", &bad]);
        assert!(
            ["bad_file", "damaged"].contains(&code.as_str()),
            "{} bytes: {code}",
            bytes.len()
        );
        assert!(
            !target.profile.exists() || fs::read_dir(&target.profile).unwrap().next().is_none(),
            "{} bytes left something",
            bytes.len()
        );
    }
    assert_eq!(target.refuses(&["restore", "/không/có"]), "bad_file");
    target.does(&["restore", file.to_str().unwrap()]);
    assert_eq!(target.lists(&["list"]).len(), 1);
}

#[test]
fn of_two_computers_restored_from_one_backup_the_second_is_refused_and_keeps_its_text() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let draft = ha.writes("Bài dở", "Chữ dở.");
    let queued = ha.writes("Đã nộp mà chưa gửi", "Chữ chờ.");
    ha.does(&["submit", &queued]);
    let file = board.path("lưu.bak");
    ha.does(&["backup", file.to_str().unwrap()]);
    let (one, two) = (board.outside("một"), board.outside("hai"));
    one.does(&["restore", file.to_str().unwrap()]);
    two.does(&["restore", file.to_str().unwrap()]);
    assert_eq!(
        one.does(&["outbox"]),
        json!([]),
        "nothing is resent blindly"
    );
    assert_eq!(
        one.shows(&queued)["state"],
        "draft",
        "what waited comes back to be looked at"
    );
    assert_eq!(one.sync()["sent"], 0);
    assert_eq!(two.refuses(&["sync"]), "device_revoked");
    for desk in [&one, &two] {
        assert!(desk.words(&draft).contains("Chữ dở.") && desk.words(&queued).contains("Chữ chờ."));
    }
    one.submits(&queued);
    assert_eq!(one.shows(&queued)["state"], "submitted");
    board.is_sound();
}
