//! A damaged store: told, moved aside, and every row that can be read is brought over.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{Site, act, content, draft, submitted, vi};
use editorial::{Millis, Role};
use std::{
    fs,
    io::{Read, Seek, SeekFrom, Write},
    path::Path,
};
use store::{Error, NewLock, Opened, Store, Unlock, drafts, meta, outbox, snapshots};

const PASSPHRASE: &str = "Sa Huỳnh";
const PAGE: u64 = 4096;

/// A desk with work in it: drafts with long texts, an act that waits, snapshots.
fn worked_at(dir: &Path) {
    let (store, _) = Store::create(
        dir,
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Lan",
    )
    .unwrap();
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    board::belongs_to(&store, lan);
    store::mirror::apply(&store, &site.page()).unwrap();
    for n in 0..40 {
        let words = format!(
            "Bài số {n}. {}",
            "Tỉnh tổ chức hội nghị xúc tiến đầu tư. ".repeat(200)
        );
        drafts::put(
            &store,
            &draft(vi(n), content(&format!("Bài số {n}"), &[&words])),
        )
        .unwrap();
    }
    snapshots::take(&store, vi(3), Some("trước khi sửa"), Millis(1)).unwrap();
    let sealed = site.seal(lan, vi(100), None, content("Đã gửi", &["Chờ mạng"]));
    let event = site.act(
        lan,
        Some(vi(100)),
        submitted(editorial::Hash::of(&sealed), None, None),
    );
    outbox::append(&store, &act(event, Some(vi(100)), vec![sealed]), None).unwrap();
}

fn open(dir: &Path) -> Result<Opened, Error> {
    Store::open(dir, Unlock::Passphrase(PASSPHRASE))
}

fn turn_bytes(path: &Path, at: u64) {
    let mut file = fs::OpenOptions::new()
        .read(true)
        .write(true)
        .open(path)
        .unwrap();
    let mut bytes = [0; 64];
    file.seek(SeekFrom::Start(at)).unwrap();
    file.read_exact(&mut bytes).unwrap();
    file.seek(SeekFrom::Start(at)).unwrap();
    file.write_all(&bytes.map(|byte| !byte)).unwrap();
}

#[test]
fn wherever_a_page_is_damaged_the_rest_is_saved() {
    let made = tempfile::tempdir().unwrap();
    worked_at(made.path());
    let pages = fs::metadata(made.path().join("desk.db")).unwrap().len() / PAGE;
    assert!(pages > 100);
    let (mut saved, mut tried, mut poor) = (0, 0, Vec::new());
    // Each of the first pages, where the tables begin, and some of the others.
    for page in (0..16).chain((16..pages).step_by(37)) {
        let dir = tempfile::tempdir().unwrap();
        for name in ["desk.json", "desk.db"] {
            fs::copy(made.path().join(name), dir.path().join(name)).unwrap();
        }
        turn_bytes(&dir.path().join("desk.db"), page * PAGE + 1000);
        let opened = open(dir.path()).unwrap();
        let rescue = opened.rescued.expect("damage is told");
        assert!(rescue.moved_to.join("desk.db").exists(), "never deleted");
        if rescue.drafts < 20 {
            poor.push(page);
        } else {
            saved += rescue.drafts;
            tried += 40;
        }
        assert_eq!(
            drafts::all(&opened.store).unwrap().len() as u64,
            rescue.drafts
        );
        // It works as any other, and the next opening finds nothing wrong.
        drafts::put(
            &opened.store,
            &draft(vi(500), content("Viết tiếp", &["sau khi hỏng"])),
        )
        .unwrap();
        drop(opened.store);
        let again = open(dir.path()).unwrap();
        assert!(again.rescued.is_none());
        assert!(drafts::get(&again.store, vi(500)).unwrap().is_some());
    }
    // One bad page costs a text or two; only the one page that leads to all drafts costs more.
    assert!(poor.len() <= 1, "pages {poor:?}");
    assert!(saved * 100 >= tried * 97, "{saved} of {tried}");
}

#[test]
fn what_was_saved_holds_outbox_snapshots_and_identity() {
    let dir = tempfile::tempdir().unwrap();
    worked_at(dir.path());
    let size = fs::metadata(dir.path().join("desk.db")).unwrap().len();
    turn_bytes(&dir.path().join("desk.db"), size / PAGE / 2 * PAGE + 100);
    let opened = open(dir.path()).unwrap();
    let rescue = opened.rescued.unwrap();
    assert!(rescue.identity);
    assert_eq!((rescue.outbox, rescue.snapshots), (1, 1));
    let waiting = outbox::pending(&opened.store).unwrap();
    assert!(
        store::bodies::revision(&opened.store, waiting[0].bodies[0])
            .unwrap()
            .is_some()
    );
    assert!(meta::identity(&opened.store).unwrap().member.is_some());
    assert_eq!(opened.store.recovery_words().unwrap().len(), 12);
    // The mirror is pulled again.
    assert_eq!(meta::cursor(&opened.store).unwrap(), 0);
}

#[test]
fn a_file_cut_short_or_gone_or_overwritten_is_damage_not_a_wrong_passphrase() {
    let made = tempfile::tempdir().unwrap();
    worked_at(made.path());
    for harm in ["cut", "gone", "empty", "rubbish", "head"] {
        let dir = tempfile::tempdir().unwrap();
        for name in ["desk.json", "desk.db"] {
            fs::copy(made.path().join(name), dir.path().join(name)).unwrap();
        }
        let db = dir.path().join("desk.db");
        match harm {
            "cut" => fs::OpenOptions::new()
                .write(true)
                .open(&db)
                .unwrap()
                .set_len(30 * PAGE + 17)
                .unwrap(),
            "gone" => fs::remove_file(&db).unwrap(),
            "empty" => fs::write(&db, b"").unwrap(),
            "rubbish" => fs::write(&db, vec![0xaa; 100_000]).unwrap(),
            _ => turn_bytes(&db, 500),
        }
        let opened = open(dir.path()).unwrap();
        let rescue = opened.rescued.expect(harm);
        assert!(rescue.moved_to.exists());
        let expected = if harm == "head" { 40 } else { 0 };
        assert!(rescue.drafts >= expected, "{harm}: {rescue:?}");
        assert!(
            matches!(
                Store::open(dir.path(), Unlock::Passphrase("sai")),
                Err(Error::WrongPassphrase)
            ),
            "{harm}"
        );
        drafts::put(&opened.store, &draft(vi(500), content("Viết tiếp", &["…"]))).unwrap();
    }
}

#[test]
fn damage_met_while_working_is_told_and_mended_at_the_next_opening() {
    let dir = tempfile::tempdir().unwrap();
    worked_at(dir.path());
    let (store, big) = (
        open(dir.path()).unwrap().store,
        "Văn bản dài. ".repeat(400_000),
    );
    // More than is looked through at each opening.
    drafts::put(&store, &draft(vi(600), content("Rất dài", &[&big]))).unwrap();
    drop(store);
    let db = dir.path().join("desk.db");
    let size = fs::metadata(&db).unwrap().len();
    assert!(size > 4 * 1024 * 1024);
    turn_bytes(&db, size / PAGE / 2 * PAGE + 100);
    let opened = open(dir.path()).unwrap();
    assert!(opened.rescued.is_none());
    assert!(!store::verify::run(&opened.store).unwrap().is_empty());
    drop(opened.store);
    assert!(open(dir.path()).unwrap().rescued.is_some());
}

#[test]
fn a_changed_or_missing_file_is_told() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _) = Store::create(
        dir.path(),
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Lan",
    )
    .unwrap();
    let first = store::blobs::put(&store, &vec![1; 100_000], "image/jpeg", 10, 10).unwrap();
    assert_eq!(
        store::blobs::get(&store, first.hash).unwrap().unwrap(),
        vec![1; 100_000]
    );
    assert!(store::verify::run(&store).unwrap().is_empty());
    let path = fs::read_dir(dir.path().join("blobs"))
        .unwrap()
        .next()
        .unwrap()
        .unwrap()
        .path();
    assert!(!path.ends_with(first.hash.to_string()));
    turn_bytes(&path, 70_000);
    assert!(matches!(
        store::blobs::get(&store, first.hash),
        Err(Error::Damaged(_))
    ));
    assert_eq!(store::verify::run(&store).unwrap().len(), 1);
    fs::remove_file(path).unwrap();
    assert!(store::verify::run(&store).unwrap()[0].what.contains("gone"));
}
