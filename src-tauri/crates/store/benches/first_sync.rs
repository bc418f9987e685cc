//! What the store can take in: the first exchange of 10,000 items, beside copying the same bytes; then the index, and
//! how long it takes to open it to a list. `ITEMS=100000 cargo bench --bench first_sync` measures more.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/board/mod.rs"]
mod board;

use board::{Site, content, vi};
use editorial::{Role, What};
use std::time::{Duration, Instant};
use store::{
    Filter, NewLock, Page, Received, ReceivedBody, Store, Unlock, drafts,
    entries::{self, Wanted},
    list, mirror, search,
};

const SYLLABLES: &[&str] = &[
    "tỉnh", "hội", "nghị", "đầu", "tư", "Quảng", "Ngãi", "phát", "triển", "kinh", "tế", "biển",
    "đảo", "Lý", "Sơn", "đoàn", "công", "tác", "ngoại", "vụ", "hợp", "quốc", "thăm", "làm", "việc",
    "khu", "Dung", "Quất", "nhà", "máy", "xuất", "khẩu", "du", "lịch",
];

/// What is asked for in whole words, and what is asked for while one types.
const QUESTIONS: &[&str] = &[
    "hội nghị",
    "Dung Quất",
    "kinh te bien",
    "thăm",
    "Bài số 77",
    "du lịch Lý Sơn",
    "việc nhà",
];
const BEGUN: &[&str] = &["qu", "nghi", "hội ngh", "kinh te bi", "xuat khâ"];

/// Asks each again and again, tells how long each takes, and answers how long all of them took at most.
fn asking(name: &str, questions: &[&str], mut ask: impl FnMut(&str)) -> Duration {
    let mut all = Vec::new();
    for text in questions {
        let mut times: Vec<_> = (0..40).map(|_| timed(|| ask(text))).collect();
        told(&format!("  “{text}”"), &mut times);
        all.append(&mut times);
    }
    told(name, &mut all);
    all[all.len() * 99 / 100]
}

/// The same texts in a plain index of SQLite that ranks what it finds, not encrypted and without a snippet: how to ask it.
fn ranked(site: &Site, dir: &std::path::Path) -> impl FnMut(&str) {
    let mut peer = rusqlite::Connection::open(dir.join("peer.db")).unwrap();
    peer.execute_batch("CREATE VIRTUAL TABLE peer USING fts5 (body)")
        .unwrap();
    let tx = peer.transaction().unwrap();
    for body in &site.bodies {
        let text = String::from_utf8_lossy(body).into_owned();
        tx.execute("INSERT INTO peer (body) VALUES (?)", [text])
            .unwrap();
    }
    tx.commit().unwrap();
    move |text| {
        let phrase = format!("\"{text}\"");
        let mut select = peer
            .prepare_cached("SELECT rowid FROM peer WHERE peer MATCH ? ORDER BY rank LIMIT 20")
            .unwrap();
        let found = select.query_map([phrase], |row| row.get::<_, i64>(0));
        for row in found.unwrap() {
            row.unwrap();
        }
    }
}

/// The seconds of computing this process has taken, where the system tells: on a machine that others use, too, they say more
/// than the clock.
fn computing() -> Option<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat").ok()?;
    let fields: Vec<&str> = stat.rsplit_once(')')?.1.split_whitespace().collect();
    let ticks = fields.get(11)?.parse::<f64>().ok()? + fields.get(12)?.parse::<f64>().ok()?;
    Some(ticks / 100.0)
}

fn by_computing(what: &str, items: u32, before: Option<f64>) {
    if let (Some(before), Some(after)) = (before, computing()) {
        let rate = f64::from(items) / (after - before);
        println!(
            "{:<33} {rate:>8.0} items/s",
            format!("{what}, by computing time:")
        );
    }
}

fn main() {
    let asked = std::env::var("ITEMS").ok();
    let items: u32 = asked.map_or(10_000, |n| n.parse().unwrap());
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Lan");
    let hung = site.person(2, Role::Approver, "Hùng");
    let mut seed = 7_usize;
    for n in (0..items).map(u128::from) {
        let paragraphs: Vec<String> = (0..10)
            .map(|_| {
                (0..50)
                    .map(|_| {
                        seed = seed
                            .wrapping_mul(6_364_136_223_846_793_005)
                            .wrapping_add(1_442_695_040_888_963_407);
                        SYLLABLES[(seed >> 33) % SYLLABLES.len()]
                    })
                    .collect::<Vec<_>>()
                    .join(" ")
            })
            .collect();
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        let revision = site.submitted(
            lan,
            vi(n),
            None,
            content(&format!("Bài số {n}"), &paragraphs),
        );
        site.does(
            hung,
            vi(n),
            What::Approved {
                revision,
                publish_at: None,
            },
        );
        site.publishes(vi(n), revision);
    }
    let bytes: usize = site
        .lines
        .iter()
        .map(|(a, b)| a.len() + b.len())
        .sum::<usize>()
        + site.bodies.iter().map(Vec::len).sum::<usize>();
    println!(
        "{items} items, {} entries, {} MB",
        site.lines.len(),
        bytes / 1_000_000
    );

    let dir = tempfile::tempdir().unwrap();
    let start = Instant::now();
    std::fs::write(dir.path().join("peer"), vec![7; bytes]).unwrap();
    std::fs::File::open(dir.path().join("peer"))
        .unwrap()
        .sync_all()
        .unwrap();
    let copying = start.elapsed();

    let (store, _) = Store::create(
        &dir.path().join("desk"),
        NewLock {
            passphrase: Some("x"),
        },
        "Lan",
    )
    .unwrap();
    board::belongs_to(&store, lan);
    let before = computing();
    let mut bodies = site.bodies.iter();
    let (mut reading, mut writing) = (Duration::ZERO, Duration::ZERO);
    for lines in site.lines.chunks(1000) {
        let start = Instant::now();
        let entries: Vec<Received> = lines
            .iter()
            .map(|(a, b)| Received::read(a.clone(), b.clone()).unwrap())
            .collect();
        let page = Page {
            bodies: bodies
                .by_ref()
                .take(334)
                .map(|body| ReceivedBody::of(body.clone()))
                .collect(),
            entries,
        };
        reading += start.elapsed();
        let start = Instant::now();
        mirror::apply(&store, &page).unwrap();
        writing += start.elapsed();
    }
    assert_eq!(
        list::list(&store, &Filter::default()).unwrap().len(),
        usize::try_from(items).unwrap()
    );
    let rate = |time: Duration| f64::from(items) / time.as_secs_f64();
    println!(
        "reading (parse, hash):            {:>8.0} items/s",
        rate(reading)
    );
    println!(
        "durable, encrypted, listed:       {:>8.0} items/s",
        rate(writing)
    );
    println!(
        "both, one after the other:        {:>8.0} items/s",
        rate(reading + writing)
    );
    println!(
        "against copying the same bytes:   {:>8.1} times the time",
        (reading + writing).as_secs_f64() / copying.as_secs_f64()
    );

    by_computing("both", items, before);

    let (start, before) = (Instant::now(), computing());
    while search::index_some(&store, 200).unwrap() > 0 {}
    println!(
        "indexed:                          {:>8.0} items/s",
        rate(start.elapsed())
    );
    by_computing("indexed", items, before);
    let searching = asking("search", QUESTIONS, |text| {
        search::search(&store, text, 20).unwrap();
    });
    asking("search while typing", BEGUN, |text| {
        search::items(&store, text, 101).unwrap();
    });
    let ranking = asking("ranking by bm25", QUESTIONS, ranked(&site, dir.path()));
    println!(
        "search against ranking by bm25:   {:>8.1} times as fast",
        ranking.as_secs_f64() / searching.as_secs_f64()
    );

    let words: Vec<&str> = SYLLABLES.iter().copied().cycle().take(5_000).collect();
    let mut times: Vec<_> = (1..200)
        .map(|n| {
            let text = format!("{n} {}", words.join(" "));
            let draft = board::draft(vi(500_000), content("Bản nháp", &[&text]));
            timed(|| drafts::put(&store, &draft).unwrap())
        })
        .collect();
    told("saving 5,000 words", &mut times);
    drop(store);

    let empty = dir.path().join("empty");
    let lock = NewLock {
        passphrase: Some("x"),
    };
    drop(Store::create(&empty, lock, "Lan").unwrap());
    let full = dir.path().join("desk");
    let first = Filter {
        limit: Some(50),
        ..Filter::default()
    };
    for (what, dir) in [("opening, empty", &empty), ("opening, full", &full)] {
        let mut times: Vec<_> = (0..20)
            .map(|_| {
                timed(|| {
                    let opened = Store::open(dir, Unlock::Passphrase("x")).unwrap();
                    list::list(&opened.store, &first).unwrap();
                })
            })
            .collect();
        told(what, &mut times);
    }
    let wanted = Wanted {
        filter: first,
        section: None,
    };
    let (mut pages, mut lengths) = (Vec::new(), Vec::new());
    for _ in 0..20 {
        let store = Store::open(&full, Unlock::Passphrase("x")).unwrap().store;
        pages.push(timed(|| entries::entries(&store, &wanted).unwrap()));
        lengths.push(timed(|| entries::outline(&store, &wanted, &[]).unwrap()));
    }
    told("its first page by items", &mut pages);
    told("how long its list is", &mut lengths);
}

fn timed<T>(act: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    act();
    start.elapsed()
}

fn told(what: &str, times: &mut [Duration]) {
    times.sort();
    let at = |part: usize| times[(times.len() - 1) * part / 100].as_secs_f64() * 1000.0;
    println!(
        "{what:<33} {:>8.2} ms, 99 of 100 below {:.2} ms",
        at(50),
        at(99)
    );
}
