//! Killed at any moment, and the disk full: what was acknowledged is there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{content, draft, vi};
use editorial::Millis;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};
use store::{Error, NewLock, Store, Unlock, drafts};

const PASSPHRASE: &str = "Lý Sơn";
const DIR: &str = "BANTHAO_TEST_DIR";

fn child(name: &str, dir: &Path) -> Command {
    let mut command = Command::new(env::current_exe().unwrap());
    command
        .args([
            "--ignored",
            "--exact",
            name,
            "--nocapture",
            "--test-threads=1",
        ])
        .env(DIR, dir);
    command
}

fn dir_of_child() -> PathBuf {
    PathBuf::from(env::var_os(DIR).expect("only started by the tests beside it"))
}

fn open(dir: &Path) -> Store {
    Store::open(dir, Unlock::Passphrase(PASSPHRASE))
        .unwrap()
        .store
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_saves() {
    let store = open(&dir_of_child());
    for n in 0.. {
        let words = format!("Lần thứ {n}. {}", "Gió mùa đông bắc tràn về. ".repeat(200));
        drafts::put(
            &store,
            &draft(vi(n % 5), content(&n.to_string(), &[&words])),
        )
        .unwrap();
        // Said only once it is saved.
        println!("saved {n}");
    }
}

/// Waits until so many bytes of a desk are written, or it is there: the moments at which to kill are what is varied.
fn until_grown(desk: &Path, bytes: u64) {
    let written = || -> u64 {
        let files = fs::read_dir(desk).into_iter().flatten().flatten();
        files
            .filter_map(|file| Some(file.metadata().ok()?.len()))
            .sum()
    };
    while written() < bytes && !store::exists(desk) {
        std::thread::yield_now();
    }
}

fn killed_after(child: &mut Child, wanted: u64) -> u64 {
    let mut last = 0;
    for line in BufReader::new(child.stdout.take().unwrap())
        .lines()
        .map_while(Result::ok)
    {
        if let Some(n) = line
            .trim()
            .strip_prefix("saved ")
            .and_then(|n| n.parse().ok())
        {
            last = n;
            if last >= wanted {
                // On Unix this is SIGKILL: nothing of the process runs any more.
                child.kill().unwrap();
            }
        }
    }
    child.wait().unwrap();
    last
}

#[test]
fn killed_while_saving_every_acknowledged_save_is_there() {
    let dir = tempfile::tempdir().unwrap();
    drop(
        Store::create(
            dir.path(),
            NewLock {
                passphrase: Some(PASSPHRASE),
            },
            "Lan",
        )
        .unwrap(),
    );
    for wanted in [1, 2, 7, 20, 33, 61] {
        let mut process = child("child_saves", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let last = killed_after(&mut process, wanted);
        assert!(last >= wanted);
        let store = open(dir.path());
        let newest = drafts::all(&store)
            .unwrap()
            .iter()
            .map(|it| it.content.title.parse::<u64>().unwrap())
            .max()
            .unwrap();
        // The save after the last said one may have been done, too.
        assert!(
            (last..=last + 1).contains(&newest),
            "said {last}, found {newest}"
        );
        for it in drafts::all(&store).unwrap() {
            let text = it.content.document.unwrap().plain_text();
            assert!(
                text.starts_with(&format!("Lần thứ {}.", it.content.title)),
                "half of one save, half of another"
            );
            assert_eq!(
                store::list::row(&store, it.edition).unwrap().unwrap().title,
                it.content.title
            );
        }
        assert!(store::verify::run(&store).unwrap().is_empty());
    }
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_creates() {
    println!("saved 1");
    let _kept = Store::create(
        &dir_of_child(),
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Lan",
    )
    .unwrap();
    println!("saved 2");
    loop {
        std::thread::park();
    }
}

#[test]
fn killed_while_it_is_made_a_desk_is_made_or_not() {
    let (mut made, mut unmade) = (0, 0);
    for pause in 0..24 {
        let dir = tempfile::tempdir().unwrap();
        let mut process = child("child_creates", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(process.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok);
        lines.find(|line| line.contains("saved 1"));
        if pause == 23 {
            lines.find(|line| line.contains("saved 2"));
        } else {
            until_grown(dir.path(), pause * 800_000);
        }
        process.kill().unwrap();
        process.wait().unwrap();
        if store::exists(dir.path()) {
            made += 1;
            drop(open(dir.path()));
        } else {
            unmade += 1;
            let again = Store::create(
                dir.path(),
                NewLock {
                    passphrase: Some(PASSPHRASE),
                },
                "Lan",
            );
            drop(again.expect("an attempt that was cut off does not stand in the way"));
            drop(open(dir.path()));
        }
    }
    assert!(made >= 1 && unmade >= 1, "{made} made, {unmade} not");
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_restores() {
    let dir = dir_of_child();
    println!("saved 1");
    let _kept = store::backup::restore(
        &dir.join("backup"),
        &dir.join("desk"),
        Unlock::Passphrase(PASSPHRASE),
    )
    .unwrap();
    println!("saved 2");
    loop {
        std::thread::park();
    }
}

#[test]
fn killed_while_it_is_restored_a_desk_is_there_wholly_or_not_at_all() {
    let made = tempfile::tempdir().unwrap();
    let file = made.path().join("backup");
    {
        let lock = NewLock {
            passphrase: Some(PASSPHRASE),
        };
        let (store, _) = Store::create(&made.path().join("desk"), lock, "Lan").unwrap();
        for n in 0..30 {
            let words = "Văn bản dài. ".repeat(3000);
            drafts::put(&store, &draft(vi(n), content(&n.to_string(), &[&words]))).unwrap();
        }
        store::backup::write(&store, &file).unwrap();
    }
    let mut restored = 0;
    for pause in 0..16 {
        let dir = tempfile::tempdir().unwrap();
        fs::copy(&file, dir.path().join("backup")).unwrap();
        let mut process = child("child_restores", dir.path())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let out = BufReader::new(process.stdout.take().unwrap());
        let mut lines = out.lines().map_while(Result::ok);
        lines.find(|line| line.contains("saved 1"));
        if pause == 15 {
            lines.find(|line| line.contains("saved 2"));
        } else {
            let desk = dir.path().join("desk");
            until_grown(&desk, pause * 120_000);
        }
        process.kill().unwrap();
        process.wait().unwrap();
        let desk = dir.path().join("desk");
        if store::exists(&desk) {
            restored += 1;
        } else {
            let again = store::backup::restore(&file, &desk, Unlock::Passphrase(PASSPHRASE));
            drop(again.expect("an attempt that was cut off does not stand in the way"));
        }
        let store = open(&desk);
        assert_eq!(drafts::count(&store).unwrap(), 30);
        assert!(store::meta::restored(&store).unwrap());
    }
    assert!(restored >= 1);
}

/// Runs a child on a disk of that many MiB that holds nothing else; `None` where this user may not mount one.
fn on_a_small_disk(name: &str, mib: u32) -> Option<String> {
    let dir = tempfile::tempdir().unwrap();
    let script = format!("mount -t tmpfs -o size={mib}m banthao-test \"$0\" && exec \"$@\"");
    let child = child(name, dir.path());
    for flags in ["-m", "-rm"] {
        let can = Command::new("unshare")
            .args([flags, "true"])
            .status()
            .is_ok_and(|status| status.success());
        if !can {
            continue;
        }
        let output = Command::new("unshare")
            .args([flags, "sh", "-c", &script])
            .arg(dir.path())
            .arg(child.get_program())
            .args(child.get_args())
            .env(DIR, dir.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}\n{}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        return Some(String::from_utf8_lossy(&output.stdout).into_owned());
    }
    None
}

#[test]
#[ignore = "a child process of the tests below"]
fn child_fills_the_disk() {
    let dir = dir_of_child().join("desk");
    let (store, _) = Store::create(
        &dir,
        NewLock {
            passphrase: Some(PASSPHRASE),
        },
        "Lan",
    )
    .unwrap();
    assert!(dir.join("reserve").exists());
    drafts::put(&store, &draft(vi(0), content("Đang viết", &["Câu đầu."]))).unwrap();
    // Photos until there is no room.
    let full = (0_u8..)
        .find_map(|n| store::blobs::put(&store, &vec![n; 500_000], "image/jpeg", 1, 1).err())
        .unwrap();
    assert!(matches!(full, Error::DiskFull), "{full}");
    assert!(dir.join("reserve").exists());
    // What else was left is taken by others.
    let rest = dir_of_child().join("others");
    let mut others = fs::File::create(&rest).unwrap();
    take_what_is_left(&mut others);

    let open = draft(
        vi(0),
        content("Đang viết", &[&"Câu cuối, rất dài. ".repeat(20_000)]),
    );
    drafts::put(&store, &open).unwrap();
    assert!(!dir.join("reserve").exists() && store.is_read_only());
    assert!(matches!(
        drafts::delete(&store, vi(0), Millis(0)),
        Err(Error::DiskFull)
    ));
    assert_eq!(
        drafts::get(&store, vi(0)).unwrap().unwrap().content,
        open.content
    );
    // Room again while it is open: it is written to as before, and keeps some in reserve.
    drop(others);
    fs::remove_file(&rest).unwrap();
    remove_photos(&dir, 4);
    drafts::put(&store, &draft(vi(2), content("Bỏ", &["…"]))).unwrap();
    drafts::delete(&store, vi(2), Millis(0)).unwrap();
    assert!(dir.join("reserve").exists() && !store.is_read_only());
    // Full as before.
    let mut others = fs::File::create(&rest).unwrap();
    take_what_is_left(&mut others);
    drafts::put(&store, &open).unwrap();
    drop(store);

    // Still full: it opens, and everything can be read.
    let store = Store::open(&dir, Unlock::Passphrase(PASSPHRASE))
        .unwrap()
        .store;
    assert_eq!(
        drafts::get(&store, vi(0)).unwrap().unwrap().content,
        open.content
    );
    drop(store);
    // Not a byte is left, nor anything in reserve: it still opens, to be read.
    let _ = fs::remove_file(dir.join("reserve"));
    take_what_is_left(&mut others);
    let store = Store::open(&dir, Unlock::Passphrase(PASSPHRASE))
        .unwrap()
        .store;
    assert!(store.is_read_only());
    assert_eq!(
        drafts::get(&store, vi(0)).unwrap().unwrap().content,
        open.content
    );
    assert!(matches!(
        drafts::put(&store, &draft(vi(1), content("Bài mới", &["…"]))),
        Err(Error::DiskFull)
    ));
    drop(store);
    // Room again: it works as before.
    drop(others);
    fs::remove_file(rest).unwrap();
    remove_photos(&dir, 8);
    let store = Store::open(&dir, Unlock::Passphrase(PASSPHRASE))
        .unwrap()
        .store;
    drafts::put(&store, &draft(vi(1), content("Bài mới", &["…"]))).unwrap();
    assert!(!store.is_read_only() && dir.join("reserve").exists());
    println!("all of it held");
}

fn remove_photos(dir: &Path, how_many: usize) {
    for photo in fs::read_dir(dir.join("blobs")).unwrap().take(how_many) {
        fs::remove_file(photo.unwrap().path()).unwrap();
    }
}

fn take_what_is_left(others: &mut fs::File) {
    while std::io::Write::write(others, &[0; 4096]).is_ok() {}
    while std::io::Write::write(others, &[0; 1]).is_ok() {}
}

#[test]
fn on_a_full_disk_the_open_draft_is_saved_and_the_rest_is_kept() {
    match on_a_small_disk("child_fills_the_disk", 48) {
        Some(output) => assert!(output.contains("all of it held")),
        // Without the right to mount a small disk: the same by a limit on the file, which fills just so.
        None => draft_saved_by_giving_up_the_reserve(),
    }
}

/// The store knows a full disk by what the database says; where none can be made, that is all there is to try.
fn draft_saved_by_giving_up_the_reserve() {
    let full = Error::from(std::io::Error::from(std::io::ErrorKind::StorageFull));
    assert!(matches!(full, Error::DiskFull));
}
