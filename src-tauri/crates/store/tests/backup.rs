//! All of a desk in one file, and back: on another PC, with the words only, cut short, of a newer version.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{NOON, Site, act, content, draft, submitted, vi};
use editorial::{Hash, Millis, Role, What};
use std::{fs, path::Path};
use store::{Error, Filter, NewLock, Store, Unlock, backup, blobs, drafts, list, meta, outbox};

const PASSPHRASE: &str = "Cù lao Ré";

fn worked_at(dir: &Path) -> (Store, [String; 12], Hash) {
    let (store, words) = Store::create(
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
    let revision = site.submitted(lan, vi(1), None, content("Đã gửi", &["…"]));
    store::mirror::apply(&store, &site.page()).unwrap();
    drafts::put(&store, &draft(vi(2), content("Đang viết", &["một hai ba"]))).unwrap();
    let photo = blobs::put(&store, &vec![42; 200_000], "image/jpeg", 640, 480).unwrap();
    // Waiting: a new text, a correction of it, and a decision.
    let sealed = site.seal(lan, vi(3), None, content("Chờ gửi", &["lần một"]));
    let first = Hash::of(&sealed);
    let event = site.act(lan, Some(vi(3)), submitted(first, None, None));
    outbox::append(&store, &act(event, Some(vi(3)), vec![sealed]), None).unwrap();
    let sealed = site.seal(lan, vi(3), Some(first), content("Chờ gửi", &["lần hai"]));
    let event = site.act(
        lan,
        Some(vi(3)),
        submitted(Hash::of(&sealed), Some(first), None),
    );
    outbox::append(&store, &act(event, Some(vi(3)), vec![sealed]), None).unwrap();
    let event = site.act(lan, Some(vi(1)), What::TakenBack { revision });
    outbox::append(&store, &act(event, Some(vi(1)), vec![]), None).unwrap();
    (store, words, photo.hash)
}

#[test]
fn a_backup_made_while_in_use_brings_everything_back_on_another_pc_with_the_words_only() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, words, photo) = worked_at(dir.path());
    let file = dir.path().join("sao-luu.bin");
    std::thread::scope(|scope| {
        let writing = scope.spawn(|| {
            for n in 0..50 {
                drafts::put(
                    &store,
                    &draft(vi(10 + n), content("Viết trong lúc sao lưu", &["…"])),
                )
                .unwrap();
            }
        });
        backup::write(&store, &file).unwrap();
        writing.join().unwrap();
    });
    let here = list::list(&store, &Filter::default()).unwrap();
    drop(store);

    let restored =
        backup::restore(&file, other.path(), Unlock::Recovery(&words.join(" "))).unwrap();
    assert!(meta::restored(&restored).unwrap());
    assert!(store::verify::run(&restored).unwrap().is_empty());
    assert_eq!(
        drafts::get(&restored, vi(2)).unwrap().unwrap().content,
        content("Đang viết", &["một hai ba"])
    );
    assert_eq!(
        blobs::get(&restored, photo).unwrap().unwrap(),
        vec![42; 200_000]
    );
    let there = list::list(&restored, &Filter::default()).unwrap();
    assert!(
        there.iter().all(|row| here.contains(row)),
        "nothing half-written"
    );
    assert_eq!(restored.recovery_words().unwrap(), words);

    // Nothing that waited is ever sent by the restored desk.
    let taken = outbox::all_to_drafts(&restored, Millis(NOON)).unwrap();
    assert_eq!(
        taken
            .iter()
            .map(|act| act.what.as_str())
            .collect::<Vec<_>>(),
        ["submitted", "submitted", "taken_back"]
    );
    assert!(outbox::pending(&restored).unwrap().is_empty());
    let back = drafts::get(&restored, vi(3)).unwrap().unwrap();
    assert_eq!(
        (back.content, back.base),
        (content("Chờ gửi", &["lần hai"]), None)
    );
    meta::settle_restored(&restored).unwrap();
    restored.set_passphrase("máy mới").unwrap();
    drop(restored);
    let again = Store::open(other.path(), Unlock::Passphrase("máy mới"))
        .unwrap()
        .store;
    assert!(!meta::restored(&again).unwrap());
    assert!(
        Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)).is_ok(),
        "the first desk is as it was"
    );
}

/// What lies in a folder, in order.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|it| it.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}

#[test]
fn a_desk_that_another_process_works_with_can_be_backed_up() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, _, _) = worked_at(dir.path());
    let file = dir.path().join("sao-luu.bin");
    assert!(matches!(
        backup::write_beside(dir.path(), Unlock::Passphrase("sai"), &file, &|_, _| true),
        Err(Error::WrongPassphrase)
    ));
    let on = |_, _| true;
    assert!(backup::write_beside(dir.path(), Unlock::Passphrase(PASSPHRASE), &file, &on).unwrap());
    drafts::put(&store, &draft(vi(50), content("Sau đó", &["…"]))).unwrap();
    let restored = backup::restore(&file, other.path(), Unlock::Passphrase(PASSPHRASE)).unwrap();
    assert!(
        drafts::get(&restored, vi(2)).unwrap().is_some()
            && drafts::get(&restored, vi(50)).unwrap().is_none()
    );
    let names = names(dir.path());
    assert!(
        !names
            .iter()
            .any(|name| name.starts_with("sao-luu.bin.") || name.starts_with(".ban-thao-")),
        "{names:?}"
    );
}

#[test]
fn a_backup_cut_short_or_changed_restores_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _, _) = worked_at(dir.path());
    let file = dir.path().join("sao-luu.bin");
    backup::write(&store, &file).unwrap();
    let whole = fs::read(&file).unwrap();
    let restore = |bytes: &[u8], words: &str| {
        let place = tempfile::tempdir().unwrap();
        let changed = place.path().join("b.bin");
        fs::write(&changed, bytes).unwrap();
        let desk = place.path().join("desk");
        let error = backup::restore(&changed, &desk, Unlock::Passphrase(words)).err();
        let left = fs::read_dir(&desk).map_or(0, Iterator::count);
        assert!(error.is_none() || left == 0, "the folder is empty again");
        error
    };
    assert!(restore(&whole, PASSPHRASE).is_none());
    // Anywhere: in the head, between pieces, one byte before the end.
    let head = whole.windows(2).position(|two| two == b"}\n").unwrap() + 2 + 16;
    for cut in [
        head - 3,
        head,
        head + 4,
        head + 4 + 65_536 + 16,
        whole.len() / 2,
        whole.len() - 1,
    ] {
        assert!(
            matches!(restore(&whole[..cut], PASSPHRASE), Some(Error::Damaged(_))),
            "cut at {cut}"
        );
    }
    for at in [head + 100, whole.len() / 2, whole.len() - 3] {
        let mut turned = whole.clone();
        turned[at] ^= 1;
        assert!(
            matches!(restore(&turned, PASSPHRASE), Some(Error::Damaged(_))),
            "turned at {at}"
        );
    }
    let more = [whole.as_slice(), b"more"].concat();
    assert!(matches!(
        restore(&more, PASSPHRASE),
        Some(Error::Damaged(_))
    ));
    assert!(matches!(restore(b"", PASSPHRASE), Some(Error::BadFile(_))));
    assert!(matches!(
        restore(b"PK\x03\x04 a zip file of some kind", PASSPHRASE),
        Some(Error::BadFile(_))
    ));
    assert!(matches!(
        restore(&whole, "sai"),
        Some(Error::WrongPassphrase)
    ));
    let mut newer = whole.clone();
    newer[15] = b'2';
    assert!(matches!(
        restore(&newer, PASSPHRASE),
        Some(Error::NewerVersion)
    ));
    let schema = format!("\"schema\": {}", store::SCHEMA);
    assert!(String::from_utf8_lossy(&whole[..head]).contains(&schema));
    let at = whole
        .windows(schema.len())
        .position(|some| some == schema.as_bytes())
        .unwrap()
        + schema.len()
        - 1;
    let mut newer = whole.clone();
    newer[at] = b'9';
    assert!(matches!(
        restore(&newer, PASSPHRASE),
        Some(Error::NewerVersion)
    ));
}

#[test]
fn nothing_is_restored_over_something() {
    let (dir, full) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, _, _) = worked_at(dir.path());
    let file = dir.path().join("sao-luu.bin");
    backup::write(&store, &file).unwrap();
    fs::write(full.path().join("thư.txt"), b"x").unwrap();
    assert!(matches!(
        backup::restore(&file, full.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::NotEmpty)
    ));
    assert!(matches!(
        backup::restore(&file, dir.path(), Unlock::Passphrase(PASSPHRASE)),
        Err(Error::NotEmpty)
    ));
    assert_eq!(fs::read_dir(full.path()).unwrap().count(), 1);
    // A restore that was killed does not stand in the way of the next.
    let half = tempfile::tempdir().unwrap();
    fs::write(half.path().join("unfinished"), b"").unwrap();
    fs::write(half.path().join("desk.db"), b"half").unwrap();
    assert!(!store::exists(half.path()));
    assert!(backup::restore(&file, half.path(), Unlock::Passphrase(PASSPHRASE)).is_ok());
    assert!(backup::write(&Store::in_memory().unwrap(), &file).is_err());
}

#[test]
fn how_far_it_is_is_told_and_what_was_ended_leaves_nothing() {
    let (dir, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, _, _) = worked_at(dir.path());
    let place = tempfile::tempdir().unwrap();
    let file = place.path().join("sao-luu.bin");
    let key = Unlock::Passphrase(PASSPHRASE);
    let left = |folder: &std::path::Path| fs::read_dir(folder).unwrap().count();
    // Ended at once, and ended in the midst of it.
    for most in [0, 70_000] {
        let on = |done, _| done < most;
        assert!(!backup::write_beside(dir.path(), key, &file, &on).unwrap());
        assert_eq!(left(place.path()), 0);
    }
    let told = std::cell::RefCell::new(Vec::new());
    let on = |done, of| {
        told.borrow_mut().push((done, of));
        true
    };
    assert!(backup::write_beside(dir.path(), key, &file, &on).unwrap());
    drop(store);
    let told = told.into_inner();
    assert!(told.is_sorted() && told.iter().all(|(done, of)| done <= of));
    let (done, of) = *told.last().unwrap();
    assert_eq!(done, of);

    let desk = other.path().join("desk");
    for most in [0, 1] {
        let on = |done, _| done < most;
        assert!(
            backup::restore_telling(&file, &desk, key, &on)
                .unwrap()
                .is_none()
        );
        assert_eq!(left(&desk), 0);
    }
    assert!(
        backup::restore_telling(&file, &desk, key, &|_, _| true)
            .unwrap()
            .is_some()
    );
}

/// A copy of all files in a folder, as they are at this moment.
fn copy_files(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for name in names(from) {
        fs::copy(from.join(&name), to.join(&name)).unwrap();
    }
}

#[test]
fn what_a_backup_that_was_cut_off_left_goes_with_the_next_one_there_whatever_its_name() {
    let (dir, place) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let (store, _, _) = worked_at(dir.path());
    let key = Unlock::Passphrase(PASSPHRASE);
    let (first, second) = (place.path().join("thứ hai"), place.path().join("thứ ba"));
    let left = place.path().join(".ban-thao-left");
    // In the midst of it: a folder as it would stay if the power went now, which nobody holds.
    let on = |done, _| {
        if done > 0 && !left.exists() {
            let working = names(place.path());
            assert_eq!(working.len(), 1, "{working:?}");
            copy_files(&place.path().join(&working[0]), &left);
        }
        true
    };
    assert!(backup::write_beside(dir.path(), key, &first, &on).unwrap());
    assert!(names(&left).contains(&"desk.db".to_owned()));
    fs::create_dir(place.path().join(".ban-thao-empty")).unwrap();

    // One who makes a backup there meanwhile clears that away, and leaves alone what is being made.
    let mut both = false;
    let both = std::cell::RefCell::new(&mut both);
    let on = |done, _| {
        if done > 0 && !**both.borrow() {
            backup::write(&store, &second).unwrap();
            assert!(!left.exists());
            **both.borrow_mut() = true;
        }
        true
    };
    let third = place.path().join("thứ tư");
    assert!(backup::write_beside(dir.path(), key, &third, &on).unwrap());
    assert_eq!(names(place.path()), ["thứ ba", "thứ hai", "thứ tư"]);
    for file in [first, second, third] {
        let other = tempfile::tempdir().unwrap();
        let restored = backup::restore(&file, other.path(), key).unwrap();
        assert!(store::verify::run(&restored).unwrap().is_empty());
    }
}

#[test]
fn a_backup_touches_no_file_of_a_like_name() {
    let dir = tempfile::tempdir().unwrap();
    let (store, _, _) = worked_at(dir.path());
    // The worst place there is: beside the database, and named as it is but for the ending.
    fs::write(dir.path().join("desk.new"), b"x").unwrap();
    backup::write(&store, &dir.path().join("desk")).unwrap();
    assert_eq!(fs::read(dir.path().join("desk.new")).unwrap(), b"x");
    drop(store);
    let again = Store::open(dir.path(), Unlock::Passphrase(PASSPHRASE)).unwrap();
    assert!(again.rescued.is_none());
    assert!(drafts::get(&again.store, vi(2)).unwrap().is_some());
}
