//! What opens a desk: printed words where the passphrase is forgotten, the keyring where there is none.

use serde_json::{Value, json};
use std::process::Command;
use tests::rig::{Board, binary, run};

#[test]
fn a_forgotten_passphrase_gives_way_to_the_printed_words() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let edition = ha.writes("Bài viết dở", "Chưa gửi cho ai.");
    let sheet = ha.file(
        "giấy in.txt",
        ha.does(&["recovery"])["words"].as_str().unwrap(),
    );
    let forgotten = ha.opened_by("tôi nhớ là thế này");
    assert_eq!(forgotten.refuses(&["show", &edition]), "wrong_passphrase");
    let new = ha.file("mới.txt", "lần này ghi ra giấy\n");
    forgotten.does(&[
        "passwd",
        "--new-passphrase-file",
        &new,
        "--recovery-file",
        &sheet,
    ]);
    let ha = ha.opened_by("lần này ghi ra giấy");
    assert!(ha.words(&edition).contains("Chưa gửi cho ai."));
    ha.submits(&edition);
}

/// A desk that nobody gave a passphrase, in a session with a keyring of its own.
#[test]
fn without_a_passphrase_the_systems_keyring_opens_a_desk_until_one_is_set() {
    const SESSION: &str = r#"
        printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
        desk() { "$CLI" --json "$@"; }
        desk --profile "$HOME/desk" init --name Lan
        desk --profile "$HOME/desk" new article --title 'Trong vòng khóa'
        desk --profile "$HOME/desk" backup "$HOME/desk.backup"
        desk --profile "$HOME/other" restore "$HOME/desk.backup"
        desk --profile "$HOME/other" list
        printf 'câu mới' >"$HOME/new"
        desk --profile "$HOME/desk" passwd --new-passphrase-file "$HOME/new"
        desk --profile "$HOME/desk" list
        desk --profile "$HOME/desk" --passphrase-file "$HOME/new" list
    "#;
    let home = tempfile::tempdir().unwrap();
    let mut session = Command::new("dbus-run-session");
    session.args(["--", "sh", "-c", SESSION]);
    session
        .env("HOME", home.path())
        .env("CLI", binary("banthao-cli"));
    session
        .env_remove("XDG_DATA_HOME")
        .env_remove("BANTHAO_PASSPHRASE");
    let done = run(session, b"");
    let lines: Vec<Value> = done
        .text()
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 8, "{done}");
    assert_eq!(
        (&lines[2]["ok"], &lines[3]["ok"]),
        (&json!(true), &json!(true))
    );
    assert_eq!(
        lines[4][0]["title"], "Trong vòng khóa",
        "a restored desk has a key of its own"
    );
    assert_eq!(
        lines[6]["error"]["code"], "no_keyring",
        "the keyring opens it no longer"
    );
    assert_eq!(lines[7][0]["title"], "Trong vòng khóa");
}
