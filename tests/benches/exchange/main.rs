//! The first exchange with 10,000 items of 500 words, each submitted, approved and published, over real HTTP into an
//! encrypted store; beside it, in the same run, the same bytes copied over loopback. Then whole processes of the
//! command line with nothing to do, and the memory of one that has everything to fetch.
//!
//! `ITEMS=1000 cargo bench --bench exchange` measures fewer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

#[path = "../filled/mod.rs"]
mod filled;

use desk::{Desk, Key, NewLock};
use filled::Board;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// The same bytes over loopback, read and written to a file that is synced: what no exchange can be faster than.
fn copy_over_loopback(bytes: usize, to: &Path) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let sender = std::thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let piece = vec![b'x'; 256 * 1024];
        let mut left = bytes;
        while left > 0 {
            let now = left.min(piece.len());
            stream.write_all(&piece[..now]).unwrap();
            left -= now;
        }
    });
    let start = Instant::now();
    let mut stream = TcpStream::connect(address).unwrap();
    let mut file = std::fs::File::create(to).unwrap();
    let mut piece = vec![0; 256 * 1024];
    loop {
        let read = stream.read(&mut piece).unwrap();
        if read == 0 {
            break;
        }
        file.write_all(&piece[..read]).unwrap();
    }
    file.sync_all().unwrap();
    sender.join().unwrap();
    start.elapsed()
}

fn cli() -> Option<PathBuf> {
    let target = std::env::current_exe().ok()?.ancestors().nth(2)?.to_owned();
    let binary = target.join(format!("banthao-cli{}", std::env::consts::EXE_SUFFIX));
    binary.exists().then_some(binary)
}

fn run_cli(cli: &Path, profile: &Path, args: &[&str]) -> (Duration, u64) {
    let start = Instant::now();
    let mut child = Command::new(cli)
        .arg("--profile")
        .arg(profile)
        .arg("--json")
        .args(args)
        .env("BANTHAO_PASSPHRASE", "x")
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    let status = format!("/proc/{}/status", child.id());
    let mut peak = 0;
    loop {
        // The high-water mark only grows: the last one read before the end is the peak.
        if let Ok(text) = std::fs::read_to_string(&status)
            && let Some(line) = text.lines().find(|line| line.starts_with("VmHWM:"))
        {
            peak = line
                .split_whitespace()
                .nth(1)
                .and_then(|n| n.parse().ok())
                .unwrap_or(peak);
        }
        if let Some(code) = child.try_wait().unwrap() {
            assert!(code.success(), "{args:?}: {code}");
            return (start.elapsed(), peak);
        }
        std::thread::yield_now();
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn main() {
    let items: usize = std::env::var("ITEMS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(10_000);
    let folder = tempfile::tempdir().unwrap();
    let board = Board::open(folder.path());
    let readers = ["doc-0", "doc-1"].map(|name| board.reader(name));
    let start = Instant::now();
    let bytes = board.fill(items);
    let filled = start.elapsed();
    println!(
        "portal: {items} items taken in {filled:.1?} ({:.0} items/s: decided, signed, published)",
        per_second(items, filled)
    );

    let desk = Desk::open(&readers[0], Key::Passphrase("x")).unwrap();
    let start = Instant::now();
    let report = desk.exchange(false, &|_| true).unwrap();
    let synced = start.elapsed();
    assert_eq!(
        desk.list(&desk::items::Filter::default()).unwrap().len(),
        items
    );
    let copied = copy_over_loopback(bytes, &folder.path().join("copy"));
    println!(
        "first exchange: {} entries, {items} items durable and listed in {synced:.2?}: {:.0} items/s",
        report.received,
        per_second(items, synced)
    );
    println!(
        "  the same {} MB over loopback into a synced file: {copied:.2?}; ratio {:.1}",
        bytes / 1_000_000,
        synced.as_secs_f64() / copied.as_secs_f64()
    );
    let start = Instant::now();
    desk.index(&|_| true).unwrap();
    let indexed = start.elapsed();
    println!(
        "index: {:.0} items/s ({indexed:.1?})",
        per_second(items, indexed)
    );
    drop(desk);

    let Some(cli) = cli() else {
        println!("banthao-cli is not built in this profile: its processes were not measured");
        return;
    };
    let (whole, peak) = run_cli(&cli, &readers[1], &["sync"]);
    println!(
        "banthao-cli sync, first: {whole:.2?} as a whole process, peak memory {} MB",
        peak / 1024
    );
    for args in [["status"].as_slice(), &["sync"]] {
        let times = (0..15)
            .map(|_| run_cli(&cli, &readers[0], args).0)
            .collect();
        println!(
            "banthao-cli {}, nothing to do, {items} items: median {:.0?} (limit 50 ms)",
            args.join(" "),
            median(times)
        );
    }
    let list = (0..9)
        .map(|_| run_cli(&cli, &readers[0], &["list", "--limit", "50"]).0)
        .collect();
    let empty = folder.path().join("empty");
    Desk::init(
        &empty,
        NewLock {
            passphrase: Some("x"),
        },
        "trống",
    )
    .unwrap();
    let bare = (0..9)
        .map(|_| run_cli(&cli, &empty, &["list", "--limit", "50"]).0)
        .collect();
    let (list, bare) = (median(list), median(bare));
    println!(
        "start-up to a usable list, {items} items: {list:.0?}, empty store {bare:.0?}; ratio {:.2} (limit 1.5)",
        list.as_secs_f64() / bare.as_secs_f64()
    );
}

#[allow(clippy::cast_precision_loss)]
fn per_second(n: usize, time: Duration) -> f64 {
    n as f64 / time.as_secs_f64()
}
