//! `backup`, `restore`, `verify`, `recovery`, `passwd`: that nothing is lost.

use crate::{editions, has};
use serde_json::json;
use tests::rig::{Board, Desk, PASSPHRASE, SITE, run, tells};

#[test]
fn a_desk_is_saved_while_another_process_works_with_it_and_comes_back_by_its_words() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Bài đang viết", "Chữ chưa gửi.");
    let words = ha.does(&["recovery"])["words"].as_str().unwrap().to_owned();
    assert_eq!(words.split_whitespace().count(), 12);
    assert_eq!(
        ha.does(&["recovery"])["words"],
        json!(words),
        "the same words again"
    );

    let mut watch = ha.command(&["sync", "--watch", "--json"]);
    let mut watching = watch.stdout(std::process::Stdio::piped()).spawn().unwrap();
    let mut line = String::new();
    std::io::BufRead::read_line(
        &mut std::io::BufReader::new(watching.stdout.take().unwrap()),
        &mut line,
    )
    .unwrap();
    has(
        &serde_json::from_str(&line).unwrap(),
        "sent received refused cursor",
    );
    let before = std::time::Instant::now();
    let error = ha.run(&["list"]).refusal();
    tells(&error, &json!({ "code": "in_use", "retry": true }));
    assert!(
        before.elapsed().as_secs_f64() >= 2.0,
        "after waiting two seconds"
    );
    let file = board.path("lưu.bak");
    let saved = ha.does(&["backup", file.to_str().unwrap()]);
    has(&saved, "ok entries published faults");
    assert_eq!(saved["ok"], true);
    assert_eq!(ha.refuses(&["backup", file.to_str().unwrap()]), "not_empty");
    watching.kill().unwrap();
    watching.wait().unwrap();
    assert_eq!(
        editions(&ha.does(&["list"])),
        [edition.clone()],
        "a killed process leaves no lock"
    );

    let sheet = ha.file("tờ-giấy.txt", words.replace(' ', "\n"));
    let fresh = board.outside("máy-khác").opened_by("mật khẩu khác");
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap()]),
        "wrong_passphrase"
    );
    assert!(!fresh.profile.exists());
    let wrong = ha.file("sai.txt", "abandon ".repeat(12));
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap(), "--recovery-file", &wrong]),
        "wrong_passphrase"
    );
    let restored = fresh.does(&["restore", file.to_str().unwrap(), "--recovery-file", &sheet]);
    has(&restored, "ok entries published faults");
    assert!(
        fresh.words(&edition).contains("Chữ chưa gửi."),
        "and the new passphrase opens it"
    );
    assert_eq!(
        fresh.refuses(&["restore", file.to_str().unwrap()]),
        "not_empty"
    );
    fresh.sync();
    assert_eq!(
        fresh.does(&["status"])["member"],
        ha.does(&["status"])["member"]
    );
    assert_ne!(
        fresh.does(&["status"])["device"],
        ha.does(&["status"])["device"]
    );
    assert_eq!(
        ha.refuses(&["sync"]),
        "device_revoked",
        "the old device was replaced"
    );
}

#[test]
fn a_device_that_was_revoked_joins_again_with_all_that_is_on_it() {
    let mut board = Board::new();
    let duc = board.joins("approver", "Minh Đức");
    let (ha, url) = (board.outside("hà"), board.portal.url.clone());
    let first = board.code(&["editor"], "Thu Hà");
    ha.knocks(&url, &first).json();
    let status = ha.does(&["status"]);
    let (member, old) = (
        status["member"].as_str().unwrap(),
        status["device"].as_str().unwrap(),
    );
    let invited = board.portal.does(&["invite", SITE, "--member", member]);
    let one_more = invited["code"].as_str().unwrap();
    let draft = ha.writes("Bài dở", "Chữ dở.");
    let signed = ha.writes("Đã ký mà chưa gửi", "Chữ chờ.");
    ha.does(&["submit", &signed]);
    assert_eq!(ha.knocks(&url, one_more).code(), "already_joined");

    board.portal.does(&["device", "revoke", SITE, old]);
    assert_eq!(ha.refuses(&["sync"]), "device_revoked");
    let another = board.code(&["approver"], "Người khác");
    let refused = ha.knocks(&url, &another).refusal();
    assert_eq!(refused["code"], "already_joined");
    let told = refused["message"].to_string();
    assert!(told.contains("thành viên khác"), "{told}");
    assert_eq!(ha.knocks(&url, &first).code(), "invitation_used");
    board.portal.stop();
    assert_eq!(ha.knocks(&url, one_more).code(), "offline");
    board.portal.serve();
    assert_eq!(ha.shows(&signed)["state"], "submitted", "nothing changed");
    assert_eq!(ha.knocks(&url, one_more).json()["member"], json!(member));

    assert_ne!(ha.does(&["status"])["device"], json!(old));
    assert_eq!(ha.does(&["outbox"]), json!([]));
    assert_eq!(
        ha.shows(&signed)["state"],
        "draft",
        "what the old device signed comes back to be looked at"
    );
    assert!(ha.words(&draft).contains("Chữ dở.") && ha.words(&signed).contains("Chữ chờ."));
    ha.submits(&signed);
    duc.approves(&signed);
    ha.sync();
    assert_eq!(ha.shows(&signed)["state"], "published");
    board.is_sound();
}

#[test]
fn a_new_passphrase_is_set_by_the_present_one_or_by_the_words() {
    let (_home, desk) = Desk::alone();
    let edition = desk.writes("Bài", "Chữ.");
    let sheet = desk.file(
        "tờ-giấy.txt",
        desk.does(&["recovery"])["words"].as_str().unwrap(),
    );
    let new = desk.file("mới.txt", "mật khẩu mới\n");
    assert_eq!(desk.opened_by("sai").refuses(&["list"]), "wrong_passphrase");
    assert_eq!(
        desk.opened_by("sai")
            .refuses(&["passwd", "--new-passphrase-file", &new]),
        "wrong_passphrase"
    );
    assert_eq!(
        editions(&desk.does(&["list"])),
        [edition.clone()],
        "the right one works at once"
    );
    assert_eq!(
        desk.does(&["passwd", "--new-passphrase-file", &new]),
        json!({})
    );
    assert_eq!(desk.refuses(&["list"]), "wrong_passphrase");
    let desk = desk.opened_by("mật khẩu mới");
    let newest = desk.file("mới-nữa.txt", "lần ba");
    assert_eq!(
        desk.opened_by("quên rồi").does(&[
            "passwd",
            "--new-passphrase-file",
            &newest,
            "--recovery-file",
            &sheet
        ]),
        json!({})
    );
    let desk = desk.opened_by("lần ba");
    assert_eq!(editions(&desk.does(&["list"])), [edition]);
    let other = desk.does(&["recovery", "--new"])["words"].clone();
    assert_eq!(desk.does(&["recovery"])["words"], other);
    assert_eq!(
        desk.refuses(&[
            "passwd",
            "--new-passphrase-file",
            &newest,
            "--recovery-file",
            &sheet
        ]),
        "wrong_passphrase",
        "old words open nothing"
    );
    let file = desk.file("mk.txt", "lần ba\n");
    let by_file = run(
        desk.opened_by("sai")
            .command(&["status", "--json", "--passphrase-file", &file]),
        b"",
    );
    assert_eq!(by_file.value()["name"], "Thu Hà");
    assert_ne!(PASSPHRASE, "lần ba");
}

#[test]
fn a_damaged_store_is_told_and_what_was_saved_is_there() {
    let (_home, desk) = Desk::alone();
    let edition = desk.writes("Còn lại", "Chữ.");
    std::fs::remove_file(desk.profile.join("desk.db")).unwrap();
    let done = desk.run(&["verify"]);
    assert_eq!(done.code, Some(1));
    let report = done.json();
    assert_eq!(report["ok"], false);
    assert!(
        report["faults"][0]["what"]
            .as_str()
            .unwrap()
            .contains("damaged-1"),
        "{report}"
    );
    assert!(done.err.contains("damaged-1"));
    assert_eq!(desk.refuses(&["show", &edition]), "not_found");
    assert_eq!(desk.run(&["verify"]).code, Some(0));
}
