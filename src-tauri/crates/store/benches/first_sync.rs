//! What the store can take in: the first exchange of 10,000 items, beside copying the same bytes; then the index.
#![allow(clippy::unwrap_used, missing_docs)]

#[path = "../tests/board/mod.rs"]
mod board;

use board::{Site, content, vi};
use editorial::{Role, What};
use std::time::Instant;
use store::{Filter, NewLock, Page, Received, ReceivedBody, Store, list, mirror, search};

const ITEMS: u32 = 10_000;
const SYLLABLES: &[&str] = &[
    "tỉnh", "hội", "nghị", "đầu", "tư", "Quảng", "Ngãi", "phát", "triển", "kinh", "tế", "biển",
    "đảo", "Lý", "Sơn", "đoàn", "công", "tác", "ngoại", "vụ", "hợp", "quốc", "thăm", "làm", "việc",
    "khu", "Dung", "Quất", "nhà", "máy", "xuất", "khẩu", "du", "lịch",
];

fn main() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Lan");
    let hung = site.person(2, Role::Approver, "Hùng");
    let mut seed = 7_usize;
    for n in (0..ITEMS).map(u128::from) {
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
        "{ITEMS} items, {} entries, {} MB",
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
    let mut bodies = site.bodies.iter();
    let (mut reading, mut writing) = (std::time::Duration::ZERO, std::time::Duration::ZERO);
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
        usize::try_from(ITEMS).unwrap()
    );
    let rate = |time: std::time::Duration| f64::from(ITEMS) / time.as_secs_f64();
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

    let start = Instant::now();
    while search::index_some(&store, 200).unwrap() > 0 {}
    println!(
        "indexed:                          {:>8.0} items/s",
        rate(start.elapsed())
    );
    let mut times: Vec<_> = ["hội nghị", "Dung Quất", "kinh te bien", "thăm", "Bài số 77"]
        .iter()
        .cycle()
        .take(200)
        .map(|text| {
            let start = Instant::now();
            search::search(&store, text, 20).unwrap();
            start.elapsed()
        })
        .collect();
    times.sort();
    println!(
        "search, 99 of 100 below:          {:>8.2} ms",
        times[times.len() * 99 / 100].as_secs_f64() * 1000.0
    );
}
