//! The first exchange with 10,000 items of 500 words, each submitted, approved and published, over real HTTP into an
//! encrypted store; beside it, in the same run, the same bytes copied over loopback. Then whole processes of the
//! command line with nothing to do, and the memory of one that has everything to fetch.
//!
//! `ITEMS=1000 cargo bench --bench exchange` measures fewer.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, missing_docs)]

use banthao_portal::{Portal, Session, System, serve};
use desk::{Desk, Key, NewLock};
use ed25519_dalek::SigningKey;
use editorial::{
    Block, By, Content, Document, EditionId, Event, EventId, Fact, Hash, ItemId, Kind, Lang,
    Millis, Role, Run, Salt, What, body::Sealing, event::Offer, keys,
};
use protocol::{PushLine, SendLine};
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

const SYLLABLES: [&str; 24] = [
    "tỉnh", "đoàn", "công", "tác", "hợp", "tác", "Quảng", "Ngãi", "làm", "việc", "trao", "đổi",
    "văn", "hóa", "giao", "lưu", "nhân", "dân", "thương", "mại", "đối", "ngoại", "biển", "đảo",
];

/// A member whose acts are made here, without a desk.
struct Hand {
    session: Session,
    by: By,
    key: SigningKey,
    ledger: Hash,
    made: u128,
}

impl Hand {
    fn uuid(&mut self) -> uuid::Uuid {
        self.made += 1;
        let member = self.by.member().unwrap().uuid().as_u128();
        // Of these bytes some bits give way to the version: none may tell two numbers apart alone.
        let spread = (self.made ^ member).wrapping_mul(0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835);
        uuid::Builder::from_unix_timestamp_millis(
            1_795_000_000_000,
            &spread.to_le_bytes()[6..].try_into().unwrap(),
        )
        .into_uuid()
    }

    fn line(&mut self, edition: EditionId, what: What) -> SendLine {
        let id = EventId::from_uuid(self.uuid());
        let fact = Fact {
            edition: Some(edition),
            what,
        };
        let event = Event {
            v: 1,
            id,
            ledger: Some(self.ledger),
            by: self.by,
            at: Millis(1_795_000_000_000),
            fact,
        };
        let bytes = event.to_bytes();
        let sig = keys::sign(keys::EVENT, &bytes, &self.key);
        SendLine::Event {
            event: String::from_utf8(bytes).unwrap(),
            sig,
        }
    }
}

fn article(n: usize) -> Content {
    let mut word = n;
    let mut next = || {
        word = word
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        SYLLABLES[(word >> 33) % SYLLABLES.len()]
    };
    let blocks = (0..10)
        .map(|place| {
            let words: Vec<&str> = (0..50).map(|_| next()).collect();
            let id = format!("p{place:09}").parse().unwrap();
            Block::Paragraph {
                id,
                content: vec![Run::plain(words.join(" "))],
            }
        })
        .collect();
    Content {
        title: format!("Tin số {n}: {} {} {} {}", next(), next(), next(), next()),
        fields: [("author", "Thu Hà"), ("source", "Sở Ngoại vụ")]
            .map(|(k, v)| (k.to_owned(), v.to_owned()))
            .into(),
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    }
}

fn fill(portal: &Portal, editor: &mut Hand, approver: &mut Hand, items: usize) -> usize {
    let mut bytes = 0;
    for chunk in (0..items).collect::<Vec<_>>().chunks(200) {
        let (mut submitted, mut approved) = (Vec::new(), Vec::new());
        for n in chunk {
            let edition = EditionId {
                item: ItemId::from_uuid(editor.uuid()),
                lang: Lang::Vi,
            };
            let salt = Salt::from_bytes(editor.uuid().into_bytes());
            let by = editor.by.member().unwrap();
            let sealing = Sealing {
                edition,
                kind: Kind::Article,
                parent: None,
                by,
                at: Millis(1_795_000_000_000),
                salt,
            };
            let sealed = article(*n).seal(sealing).unwrap();
            bytes += sealed.bytes.len() + 3 * 800;
            let offer = Offer {
                revision: sealed.hash,
                kind: Kind::Article,
                parent: None,
                source: None,
            };
            submitted.push(SendLine::Body {
                body: String::from_utf8(sealed.bytes).unwrap(),
            });
            submitted.push(editor.line(
                edition,
                What::Submitted {
                    offer,
                    publish_at: None,
                    note: None,
                    reasons: vec![],
                },
            ));
            approved.push(approver.line(
                edition,
                What::Approved {
                    revision: sealed.hash,
                    publish_at: None,
                },
            ));
        }
        for (hand, lines) in [(&*editor, submitted), (&*approver, approved)] {
            let answers = portal.push(&hand.session, lines).unwrap();
            assert!(
                answers
                    .iter()
                    .all(|answer| matches!(answer, PushLine::Accepted { .. })),
                "{:?}",
                answers
                    .iter()
                    .find(|answer| !matches!(answer, PushLine::Accepted { .. }))
            );
        }
    }
    bytes
}

fn hand(portal: &Portal, folder: &Path, url: &str, role: Role, name: &str) -> Hand {
    let site = portal.site("doi-ngoai").unwrap();
    let code = portal
        .invite(&site, name, &[role], 86_400_000)
        .unwrap()
        .to_string();
    let folder = folder.join(name);
    let (desk, _) = Desk::init(
        &folder,
        NewLock {
            passphrase: Some("x"),
        },
        name,
    )
    .unwrap();
    desk.join(url, &code, name).unwrap();
    let identity = store::meta::identity(desk.store()).unwrap();
    let (member, device) = (identity.member.unwrap(), identity.device.unwrap());
    Hand {
        session: portal.session_of(&site, device).unwrap(),
        by: By::Member { member, device },
        key: SigningKey::from_bytes(&identity.seed),
        ledger: site.ledger,
        made: 0,
    }
}

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
    let portal = Arc::new(Portal::open(&folder.path().join("portal"), Arc::new(System)).unwrap());
    portal
        .add_site("doi-ngoai", "Sở Ngoại vụ", "Foreign Affairs", None)
        .unwrap();
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let at = serve::Addresses {
        listen: "127.0.0.1:0".parse().unwrap(),
        public: None,
    };
    let serving = runtime
        .block_on(serve::start(Arc::clone(&portal), at))
        .unwrap();

    let mut editor = hand(
        &portal,
        folder.path(),
        &serving.url,
        Role::Editor,
        "bien-tap",
    );
    let mut approver = hand(
        &portal,
        folder.path(),
        &serving.url,
        Role::Approver,
        "duyet",
    );
    let readers: Vec<PathBuf> = (0..2)
        .map(|n| folder.path().join(format!("doc-{n}")))
        .collect();
    for reader in &readers {
        let site = portal.site("doi-ngoai").unwrap();
        let code = portal
            .invite(&site, "doc", &[Role::Editor], 86_400_000)
            .unwrap()
            .to_string();
        Desk::init(
            reader,
            NewLock {
                passphrase: Some("x"),
            },
            "doc",
        )
        .unwrap()
        .0
        .join(&serving.url, &code, "doc")
        .unwrap();
    }
    let start = Instant::now();
    let bytes = fill(&portal, &mut editor, &mut approver, items);
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
    runtime.block_on(serving.stop());
}

#[allow(clippy::cast_precision_loss)]
fn per_second(n: usize, time: Duration) -> f64 {
    n as f64 / time.as_secs_f64()
}
