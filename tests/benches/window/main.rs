//! The desk's window with 100,000 items beside an empty desk and beside an empty Tauri window, all through the same
//! driver in the same run: how long until it can be used, and the memory of all its processes then.
//!
//! `ITEMS=1000 cargo bench --bench window` measures fewer. Needs a display, tauri-driver, and the programs of the same
//! profile: `make bench` sees to them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../../tests/window/driver.rs"]
#[allow(dead_code, reason = "the tests of the window use more of it")]
mod driver;
#[path = "../filled/mod.rs"]
mod filled;
mod memory;

use desk::{Desk, Key as Opens, NewLock};
use driver::{Driver, Window, program};
use filled::{Board, PASSPHRASE};
use std::{
    fs,
    path::Path,
    time::{Duration, Instant},
};
use thirtyfour::prelude::*;

const ROUNDS: usize = 7;
/// The most a desk may take beside an empty window.
const TIMES: f64 = 1.5;
const MORE_MIB: u64 = 150;

/// What was measured in one window.
struct Seen {
    usable: Duration,
    mib: u64,
}

/// A window without a desk.
async fn empty(home: &Path) -> WebDriverResult<Seen> {
    let driver = Driver::start(home).await;
    let start = Instant::now();
    let window = Window::of(&program("examples/empty_window"), &driver).await?;
    window.one("main").await?;
    let usable = start.elapsed();
    let mib = memory::of_windows(driver.child.id());
    driver.kill();
    Ok(Seen { usable, mib })
}

/// A desk that was left at its list: there it opens.
async fn left_at_the_list(profile: &Path, home: &Path, usable: &str) -> WebDriverResult<()> {
    let driver = Driver::at(profile, home).await;
    let window = Window::open(&driver).await?;
    let field = window.field("Cụm mật khẩu").await?;
    field.send_keys(PASSPHRASE + Key::Enter).await?;
    window.one("aside .me").await?;
    window.press(Key::Alt, "2").await?;
    window.one("main input[type=search]").await?;
    window.one(usable).await?;
    // The web view writes down where one is a moment later; a window that closes at once may forget it.
    let start = Instant::now();
    while !is_kept(home) {
        assert!(
            start.elapsed() < Duration::from_secs(30),
            "the place is not kept"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    window.close().await
}

/// Whether the list is kept as the place where one left off, in some file of the web view: there in UTF-16.
fn is_kept(home: &Path) -> bool {
    let place: Vec<u8> = r#""place":"items""#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let mut left = vec![home.to_owned()];
    while let Some(folder) = left.pop() {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            if entry.file_type().is_ok_and(|it| it.is_dir()) {
                left.push(entry.path());
            } else if fs::read(entry.path()).is_ok_and(|bytes| {
                bytes
                    .windows(place.len())
                    .any(|some| some == place.as_slice())
            }) {
                return true;
            }
        }
    }
    false
}

/// Notes in the page when a key is pressed and when what makes it usable is there: the driver asks too seldom to tell.
const NOTES: &str = r"
    const now = () => performance.now();
    addEventListener('keydown', () => (window.pressed = now()), true);
    const look = () => (window.there ??= document.querySelector(arguments[0]) ? now() : undefined);
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    addEventListener('focusin', look);";

/// A desk: until the passphrase is asked for, then from the passphrase to a list that has the keyboard. The time a person
/// takes to type between them is none.
async fn desk(profile: &Path, home: &Path, usable: &str) -> WebDriverResult<Seen> {
    let driver = Driver::at(profile, home).await;
    let start = Instant::now();
    let window = Window::open(&driver).await?;
    let field = window.one("input[type=password]").await?;
    let asked = start.elapsed();
    field.send_keys(PASSPHRASE).await?;
    window.run(NOTES, vec![usable.into()]).await?;
    field.send_keys(Key::Enter + "").await?;
    window.one(usable).await?;
    let took = window
        .run("return window.there - window.pressed;", Vec::new())
        .await?
        .convert::<f64>()?;
    let usable = asked + Duration::from_secs_f64(took / 1000.0);
    let mib = memory::of_windows(driver.child.id());
    driver.kill();
    Ok(Seen { usable, mib })
}

fn median<T: Ord + Copy>(seen: &[Seen], of: impl Fn(&Seen) -> T) -> T {
    let mut all: Vec<T> = seen.iter().map(of).collect();
    all.sort_unstable();
    all[all.len() / 2]
}

fn main() -> WebDriverResult<()> {
    let items: usize = std::env::var("ITEMS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(100_000);
    let folder = tempfile::tempdir().unwrap();
    let full = {
        let board = Board::open(folder.path());
        let full = board.reader("day");
        board.fill(items);
        let desk = Desk::open(&full, Opens::Passphrase(PASSPHRASE)).unwrap();
        desk.exchange(false, &|_| true).unwrap();
        desk.index(&|_| true).unwrap();
        full
    };
    let bare = folder.path().join("trong");
    let lock = NewLock {
        passphrase: Some(PASSPHRASE),
    };
    drop(Desk::init(&bare, lock, "trống").unwrap());

    let runtime = tokio::runtime::Runtime::new().unwrap();
    let home = |name: &str| folder.path().join("home").join(name);
    let (none_yet, chosen) = ("main h2", "[role=listbox]:focus [role=option]");
    for (profile, name, usable) in [(&bare, "few", none_yet), (&full, "many", chosen)] {
        runtime.block_on(left_at_the_list(profile, &home(name), usable))?;
    }
    let (mut nothing, mut few, mut many) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        nothing.push(runtime.block_on(empty(&home("none")))?);
        few.push(runtime.block_on(desk(&bare, &home("few"), none_yet))?);
        many.push(runtime.block_on(desk(&full, &home("many"), chosen))?);
    }
    for (what, seen) in [
        ("an empty Tauri window".to_owned(), &nothing),
        ("an empty desk".to_owned(), &few),
        (format!("a desk with {items} items"), &many),
    ] {
        println!(
            "{what:<28} usable after {:>5} ms, {:>4} MiB in all its processes",
            median(seen, |one| one.usable).as_millis(),
            median(seen, |one| one.mib)
        );
    }
    println!(
        "ratio {:.2} (limit {TIMES}), {} MiB more (limit {MORE_MIB})",
        median(&many, |one| one.usable).as_secs_f64()
            / median(&nothing, |one| one.usable).as_secs_f64(),
        median(&many, |one| one.mib).saturating_sub(median(&nothing, |one| one.mib))
    );
    Ok(())
}
