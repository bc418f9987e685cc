//! Every past schema has a frozen profile here that must open for ever.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{Site, act, content, draft, submitted, vi};
use editorial::{Hash, Millis, Role};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{
    NewLock, Shown, Store, Unlock, blobs, bodies, drafts, list, meta, outbox, search, snapshots,
};
use tempfile::TempDir;

const PASSPHRASE: &str = "hồ sơ mẫu, đời thứ nhất";

fn frozen(schema: u32) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/fixtures/v{schema}"))
}

/// A copy of it to open.
fn thawed(schema: u32) -> TempDir {
    let dir = tempfile::tempdir().unwrap();
    for place in ["", "blobs"] {
        let (from, to) = (frozen(schema).join(place), dir.path().join(place));
        fs::create_dir_all(&to).unwrap();
        for file in fs::read_dir(from)
            .unwrap()
            .map(|it| it.unwrap().path())
            .filter(|path| path.is_file())
        {
            fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
        }
    }
    dir
}

/// Made the fixture once, and is kept to tell what is in it; it never writes over one that is there.
#[test]
#[ignore = "makes the fixture; run once for each new schema"]
fn make_the_fixture_of_this_schema() {
    let dir = frozen(store::SCHEMA);
    assert!(!dir.exists(), "a frozen fixture is never made anew");
    let (store, _) = Store::create(
        &dir,
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Phạm Thị Lan",
    )
    .unwrap();
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    board::belongs_to(&store, lan);
    site.submitted(
        lan,
        vi(1),
        None,
        content("Bài đã gửi", &["Đoạn một.", "Đoạn hai."]),
    );
    store::mirror::apply(&store, &site.page()).unwrap();
    drafts::put(
        &store,
        &draft(vi(2), content("Bài đang viết", &["Hòa bình, thủy lợi."])),
    )
    .unwrap();
    snapshots::take(&store, vi(2), Some("bản một"), Millis(board::NOON)).unwrap();
    blobs::put(&store, b"not really a picture", "image/png", 1, 1).unwrap();
    let sealed = site.seal(lan, vi(3), None, content("Bài chờ gửi", &["…"]));
    let event = site.act(lan, Some(vi(3)), submitted(Hash::of(&sealed), None, None));
    outbox::append(&store, &act(event, Some(vi(3)), vec![sealed]), None).unwrap();
    meta::set(&store, "language", &"vi").unwrap();
    search::index_some(&store, 100).unwrap();
    drop(store);
    // Room for a full disk and the lock are no part of what is frozen.
    for name in ["reserve", "lock"] {
        fs::remove_file(dir.join(name)).unwrap();
    }
}

#[test]
fn every_schema_opens_with_everything_in_it() {
    for schema in 1..=store::SCHEMA {
        opens_with_everything(&thawed(schema));
    }
}

#[test]
fn cut_off_between_the_database_and_its_description_it_opens_all_the_same() {
    let (dir, described) = (thawed(1), thawed(1));
    opens_with_everything(&dir);
    fs::copy(
        described.path().join("desk.json"),
        dir.path().join("desk.json"),
    )
    .unwrap();
    assert_eq!(store::outline(dir.path()).unwrap().schema, 1);
    opens_with_everything(&dir);
}

fn opens_with_everything(dir: &TempDir) {
    let opened = Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)).unwrap();
    assert!(opened.rescued.is_none());
    let store = opened.store;
    assert_eq!(store::outline(dir.path()).unwrap().schema, store::SCHEMA);
    let state = |n| {
        list::row(&store, vi(n))
            .unwrap()
            .map(|row| (row.title, row.state))
            .unwrap()
    };
    assert_eq!(state(1), ("Bài đã gửi".to_owned(), Shown::Submitted));
    assert_eq!(state(2), ("Bài đang viết".to_owned(), Shown::Draft));
    assert_eq!(state(3), ("Bài chờ gửi".to_owned(), Shown::Submitted));
    assert_eq!(
        drafts::get(&store, vi(2)).unwrap().unwrap().content,
        content("Bài đang viết", &["Hòa bình, thủy lợi."])
    );
    assert_eq!(
        snapshots::of(&store, vi(2)).unwrap()[0].name.as_deref(),
        Some("bản một")
    );
    let waiting = outbox::pending(&store).unwrap();
    assert_eq!(waiting.len(), 1);
    assert!(
        bodies::revision(&store, waiting[0].bodies[0])
            .unwrap()
            .is_some()
    );
    assert_eq!(
        blobs::get(&store, Hash::of(b"not really a picture"))
            .unwrap()
            .unwrap(),
        b"not really a picture"
    );
    assert_eq!(
        meta::get::<String>(&store, "language").unwrap().as_deref(),
        Some("vi")
    );
    assert_eq!(meta::cursor(&store).unwrap(), 4);
    // The index of an older schema is made anew.
    search::index_some(&store, 100).unwrap();
    assert_eq!(search::search(&store, "thuỷ lợi", 5).unwrap().len(), 1);
    assert!(store::verify::run(&store).unwrap().is_empty());
}
