//! Opening a profile: locks, versions, one process at a time, and what was cut off half-way.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{content, draft, vi};
use std::{fs, path::Path, time::Instant};
use store::{Error, NewLock, Store, Unlock, drafts, meta};

const PASSPHRASE: &str = "Núi Ấn sông Trà 2026";

fn create(dir: &Path) -> (Store, [String; 12]) {
    Store::create(
        dir,
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Phạm Thị Lan",
    )
    .unwrap()
}

fn open(dir: &Path) -> Store {
    Store::open(dir, Unlock::Passphrase(PASSPHRASE))
        .unwrap()
        .store
}

#[test]
fn after_a_wrong_passphrase_the_right_one_works_at_once() {
    let dir = tempfile::tempdir().unwrap();
    let (store, words) = create(dir.path());
    drafts::put(&store, &draft(vi(1), content("Hội nghị", &["Sáng nay"]))).unwrap();
    drop(store);

    let before = fs::read(dir.path().join("desk.db")).unwrap();
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase("nui an song tra 2026")),
        Err(Error::WrongPassphrase)
    ));
    assert!(matches!(
        Store::open(dir.path(), Unlock::Recovery("abandon abandon")),
        Err(Error::WrongPassphrase)
    ));
    assert_eq!(fs::read(dir.path().join("desk.db")).unwrap(), before);
    assert_eq!(drafts::all(&open(dir.path())).unwrap().len(), 1);

    let by_words = Store::open(dir.path(), Unlock::Recovery(&words.join(" "))).unwrap();
    assert!(by_words.rescued.is_none());
    assert_eq!(by_words.store.recovery_words().unwrap(), words);
    assert_eq!(
        meta::identity(&by_words.store).unwrap().name,
        "Phạm Thị Lan"
    );
}

#[test]
fn nothing_of_a_text_lies_open_on_the_disk() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    drafts::put(
        &store,
        &draft(
            vi(1),
            content("Cuộc tiếp xúc", &["Nguyen Van An tai Sa Huynh"]),
        ),
    )
    .unwrap();
    store::blobs::put(
        &store,
        &b"Nguyen Van An tai Sa Huynh".repeat(9000),
        "image/jpeg",
        1,
        1,
    )
    .unwrap();
    store::search::index_some(&store, 10).unwrap();
    let mut files = 0;
    for place in [dir.path().to_owned(), dir.path().join("blobs")] {
        for entry in fs::read_dir(place)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
        {
            let bytes = fs::read(&entry).unwrap();
            for words in [
                &b"Nguyen Van An"[..],
                b"Sa Huynh",
                b"SQLite format",
                b"sa huynh",
            ] {
                assert!(
                    !bytes.windows(words.len()).any(|window| window == words),
                    "{}",
                    entry.display()
                );
            }
            files += 1;
        }
    }
    assert!(files >= 5, "{files}");
}

#[test]
fn a_new_passphrase_and_new_words_replace_the_old_ones() {
    let dir = tempfile::tempdir().unwrap();
    let (store, old_words) = create(dir.path());
    assert!(store.has_passphrase().unwrap());
    store.prove_passphrase(PASSPHRASE).unwrap();
    store.set_passphrase("một câu khác").unwrap();
    assert!(matches!(
        store.prove_passphrase(PASSPHRASE),
        Err(Error::WrongPassphrase)
    ));
    store.prove_passphrase("một câu khác").unwrap();
    let new_words = store.new_recovery().unwrap();
    assert_ne!(old_words, new_words);
    assert_eq!(store.recovery_words().unwrap(), new_words);
    drop(store);
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::WrongPassphrase)
    ));
    assert!(matches!(
        Store::open(dir.path(), Unlock::Recovery(&old_words.join(" "))),
        Err(Error::WrongPassphrase)
    ));
    assert!(Store::open(dir.path(), Unlock::Passphrase("một câu khác")).is_ok());
    assert!(Store::open(dir.path(), Unlock::Recovery(&new_words.join(" "))).is_ok());
}

#[test]
fn a_second_one_is_refused_after_two_seconds_and_let_in_when_the_first_ends() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let start = Instant::now();
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::InUse)
    ));
    assert!(start.elapsed().as_millis() >= 2000);
    let waiting = std::thread::spawn({
        let dir = dir.path().to_owned();
        move || Store::open(&dir, Unlock::Passphrase(PASSPHRASE)).is_ok()
    });
    drop(store);
    assert!(waiting.join().unwrap());
}

#[test]
fn a_store_of_a_newer_version_is_left_untouched() {
    for (field, value) in [("format", "99"), ("schema", "99")] {
        let dir = tempfile::tempdir().unwrap();
        drop(create(dir.path()));
        let path = dir.path().join("desk.json");
        let text = fs::read_to_string(&path).unwrap().replacen(
            &format!(
                "\"{field}\": {}",
                if field == "schema" { store::SCHEMA } else { 1 }
            ),
            &format!("\"{field}\": {value}"),
            1,
        );
        assert!(text.contains("99"));
        fs::write(&path, &text).unwrap();
        let before = (
            fs::read(&path).unwrap(),
            fs::read(dir.path().join("desk.db")).unwrap(),
        );
        assert!(matches!(
            Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)),
            Err(Error::NewerVersion)
        ));
        assert!(matches!(
            store::outline(dir.path()),
            Err(Error::NewerVersion)
        ));
        assert_eq!(
            (
                fs::read(&path).unwrap(),
                fs::read(dir.path().join("desk.db")).unwrap()
            ),
            before
        );
    }
}

#[test]
fn what_desk_json_tells_needs_no_key() {
    let dir = tempfile::tempdir().unwrap();
    assert!(!store::exists(dir.path()));
    assert!(matches!(
        store::outline(dir.path()),
        Err(Error::NotFound(_))
    ));
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase("x")),
        Err(Error::NotFound(_))
    ));
    drop(create(dir.path()));
    assert!(store::exists(dir.path()));
    let outline = store::outline(dir.path()).unwrap();
    assert!(outline.passphrase && outline.recovery && !outline.keyring);
    fs::write(dir.path().join("desk.json"), b"{").unwrap();
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::Damaged(_))
    ));
}

#[test]
fn a_desk_is_never_made_over_another() {
    let dir = tempfile::tempdir().unwrap();
    drop(create(dir.path()));
    let again = Store::create(
        dir.path(),
        NewLock {
            passphrase: Some("x"),
        },
        "Ai đó",
    );
    assert!(matches!(again, Err(Error::NotEmpty)));
    // Its desk.json lost, the database is still somebody's work.
    fs::remove_file(dir.path().join("desk.json")).unwrap();
    assert!(matches!(
        Store::create(
            dir.path(),
            NewLock {
                passphrase: Some("x")
            },
            "Ai đó"
        ),
        Err(Error::NotEmpty)
    ));
}

#[test]
fn what_was_cut_off_while_it_was_made_is_begun_afresh() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("unfinished"), b"").unwrap();
    fs::write(dir.path().join("desk.db"), b"half a page").unwrap();
    fs::write(dir.path().join("desk.json.new"), b"{").unwrap();
    fs::create_dir(dir.path().join("blobs")).unwrap();
    fs::write(dir.path().join("blobs").join("x"), b"").unwrap();
    assert!(!store::exists(dir.path()));
    assert!(matches!(
        Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::NotFound(_))
    ));
    let (store, _) = create(dir.path());
    assert!(drafts::all(&store).unwrap().is_empty());
    assert!(!dir.path().join("unfinished").exists());
    assert!(!dir.path().join("blobs").join("x").exists());
}

#[test]
fn without_a_keyring_it_says_so_and_leaves_nothing() {
    // In a bare shell there is none; where one is, the desk opens with it.
    let dir = tempfile::tempdir().unwrap();
    match Store::create(dir.path(), NewLock { passphrase: None }, "Lan") {
        Err(Error::NoKeyring) => assert!(!store::exists(dir.path())),
        Ok((store, _)) => {
            drop(store);
            assert!(Store::open(dir.path(), Unlock::Keyring).is_ok());
        }
        Err(other) => panic!("{other}"),
    }
}

#[test]
fn settings_and_identity_come_back_as_they_were() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = create(dir.path());
    let made = meta::identity(&store).unwrap();
    assert_ne!(made.seed, [0; 32]);
    meta::set(&store, "window.width", &1366_u32).unwrap();
    meta::set(&store, "identity", &"not the identity").unwrap();
    drop(store);
    let store = open(dir.path());
    assert_eq!(meta::identity(&store).unwrap(), made);
    assert_eq!(
        meta::get::<u32>(&store, "window.width").unwrap(),
        Some(1366)
    );
    assert_eq!(meta::get::<u32>(&store, "never").unwrap(), None);
    assert!(!format!("{made:?}").contains("seed"));
}
