//! How fast a portal gives a new desk its ledger: 10,000 articles of 500 words, each submitted, approved and
//! published, page by page, beside copying the same bytes over loopback.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::print_stdout,
    clippy::panic
)]

use banthao_portal::{Portal, Session, System};
use editorial::{
    Block, BlockId, Body, By, Content, DeviceId, Document, EditionId, Event, EventId, Fact, Hash,
    ItemId, Kind, Lang, Millis, Role, Run, Salt, What, body::Sealing, event::Offer, keys,
};
use protocol::SendLine;
use std::{
    io::{Read, Write},
    net::{TcpListener, TcpStream},
    sync::Arc,
    time::{Duration, Instant},
};

const ARTICLES: u64 = 10_000;
const WORDS: usize = 500;
const DAY: i64 = 86_400_000;

type SigningKey = ed25519_dalek::SigningKey;

/// Bytes that differ from call to call and are the same in every run.
struct Drawn(u64);

impl Drawn {
    fn bytes<const N: usize>(&mut self) -> [u8; N] {
        self.0 += 1;
        let mut bytes = [0; N];
        bytes.copy_from_slice(&Hash::of(&self.0.to_be_bytes()).as_bytes()[..N]);
        bytes
    }

    fn uuid(&mut self) -> uuid::Uuid {
        uuid::Builder::from_unix_timestamp_millis(1_795_485_600_000 + self.0, &self.bytes())
            .into_uuid()
    }
}

struct Person {
    by: By,
    key: SigningKey,
    ledger: Hash,
    session: Session,
}

impl Person {
    fn joined(portal: &Portal, drawn: &mut Drawn, role: Role) -> Self {
        let site = portal.site("ngoai-vu").unwrap();
        let code = portal.invite(&site, "Nguyễn Văn A", &[role], DAY).unwrap();
        let offer = portal
            .invitation(&site, &keys::public(&code.key()))
            .unwrap();
        let key = SigningKey::from_bytes(&drawn.bytes::<32>());
        let device = DeviceId::from_uuid(drawn.uuid());
        let name = Body::text("Máy bàn", Salt::from_bytes(drawn.bytes()));
        let public = keys::public(&key);
        let proof = keys::sign(
            keys::JOIN,
            &keys::join_bytes(offer.ledger, device, &public),
            &code.key(),
        );
        let what = What::Joined {
            invitation: keys::public(&code.key()),
            key: public,
            name: name.hash,
            proof,
        };
        let by = By::Member {
            member: offer.member,
            device,
        };
        let line = event(drawn, by, &key, offer.ledger, None, what);
        let body = SendLine::Body {
            body: String::from_utf8(name.bytes).unwrap(),
        };
        portal.join(&site, vec![body, line]).unwrap();
        let session = portal.session_of(&site, device).unwrap();
        Self {
            by,
            key,
            ledger: offer.ledger,
            session,
        }
    }

    fn event(&self, drawn: &mut Drawn, edition: EditionId, what: What) -> SendLine {
        event(drawn, self.by, &self.key, self.ledger, Some(edition), what)
    }
}

fn event(
    drawn: &mut Drawn,
    by: By,
    key: &SigningKey,
    ledger: Hash,
    edition: Option<EditionId>,
    what: What,
) -> SendLine {
    let id = EventId::from_uuid(drawn.uuid());
    let event = Event {
        v: 1,
        id,
        ledger: Some(ledger),
        by,
        at: Millis(1_795_485_600_000),
        fact: Fact { edition, what },
    };
    let bytes = event.to_bytes();
    SendLine::Event {
        sig: keys::sign(keys::EVENT, &bytes, key),
        event: String::from_utf8(bytes).unwrap(),
    }
}

fn article(drawn: &mut Drawn, n: u64) -> Content {
    const SYLLABLES: [&str; 8] = ["hợp", "tác", "đoàn", "Quảng", "Ngãi", "hội", "nghị", "biển"];
    let mut words =
        (0..WORDS).map(|at| SYLLABLES[(at * 7 + usize::try_from(n).unwrap()) % SYLLABLES.len()]);
    let blocks = (0..10).map(|_| {
        let text: Vec<_> = words.by_ref().take(WORDS / 10).collect();
        Block::Paragraph {
            id: BlockId::from_random(drawn.bytes()),
            content: vec![Run::plain(text.join(" "))],
        }
    });
    let document = Some(Document {
        v: 1,
        blocks: blocks.collect(),
    });
    let fields = [("author", "Lê Thị Hoa"), ("source", "Sở Ngoại vụ")];
    let fields = fields
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    Content {
        title: format!("Bài số {n}"),
        summary: "Tóm tắt.".to_owned(),
        fields,
        document,
        ..Content::default()
    }
}

/// A portal on disk whose ledger holds the articles, somebody who may read it, and how long that took.
fn filled(folder: &std::path::Path) -> (Portal, Session, Duration) {
    let portal = Portal::open(folder, Arc::new(System)).unwrap();
    portal
        .add_site("ngoai-vu", "Sở Ngoại vụ", "Foreign Affairs", None)
        .unwrap();
    let mut drawn = Drawn(0);
    let editor = Person::joined(&portal, &mut drawn, Role::Editor);
    let approver = Person::joined(&portal, &mut drawn, Role::Approver);
    let mut taken = Duration::ZERO;
    for batch in 0..ARTICLES / 100 {
        let (mut submissions, mut approvals) = (Vec::new(), Vec::new());
        for n in 0..100 {
            let edition = EditionId {
                item: ItemId::from_uuid(drawn.uuid()),
                lang: Lang::Vi,
            };
            let by = editor.by.member().unwrap();
            let salt = Salt::from_bytes(drawn.bytes());
            let sealing = Sealing {
                edition,
                kind: Kind::Article,
                parent: None,
                by,
                at: Millis(1_795_485_600_000),
                salt,
            };
            let revision = article(&mut drawn, batch * 100 + n).seal(sealing).unwrap();
            let offer = Offer {
                revision: revision.hash,
                kind: Kind::Article,
                parent: None,
                source: None,
            };
            let submitted = What::Submitted {
                offer,
                publish_at: None,
                note: None,
                reasons: Vec::new(),
            };
            submissions.push(SendLine::Body {
                body: String::from_utf8(revision.bytes).unwrap(),
            });
            submissions.push(editor.event(&mut drawn, edition, submitted));
            let approval = What::Approved {
                revision: revision.hash,
                publish_at: None,
            };
            approvals.push(approver.event(&mut drawn, edition, approval));
        }
        let begun = Instant::now();
        portal.push(&editor.session, submissions).unwrap();
        portal.push(&approver.session, approvals).unwrap();
        taken += begun.elapsed();
    }
    (portal, editor.session, taken)
}

/// The pages of the whole ledger, in order.
fn pages(portal: &Portal, session: &Session) -> Vec<Vec<u8>> {
    let (mut after, mut all) = (0, Vec::new());
    loop {
        let page = portal.entries(session, after, true).unwrap();
        let more = page.seq > after;
        after = page.seq;
        all.push(page.lines);
        if !more || page.seq == page.last {
            return all;
        }
    }
}

/// Copies the pages over loopback, one after the other.
fn copied(pages: Vec<Vec<u8>>) -> Duration {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let begun = Instant::now();
    let sender = std::thread::spawn(move || {
        let mut to = listener.accept().unwrap().0;
        for page in pages {
            to.write_all(&page).unwrap();
        }
    });
    let mut got = Vec::new();
    TcpStream::connect(address)
        .unwrap()
        .read_to_end(&mut got)
        .unwrap();
    sender.join().unwrap();
    begun.elapsed()
}

#[allow(clippy::cast_precision_loss)]
fn rate(count: u64, time: Duration) -> f64 {
    count as f64 / time.as_secs_f64()
}

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let (portal, session, pushing) = filled(folder.path());
    let entries = portal.audit(&session.site).unwrap().entries;
    portal.restart();
    let begun = Instant::now();
    portal.head(&portal.site("ngoai-vu").unwrap()).unwrap();
    let reading_in = begun.elapsed();
    let begun = Instant::now();
    let all = pages(&portal, &session);
    let giving = begun.elapsed();
    let bytes: usize = all.iter().map(Vec::len).sum();
    let copying = copied(all);
    println!(
        "ledger: {entries} entries, {ARTICLES} texts of {WORDS} words, {} MB of pages",
        bytes / 1_000_000
    );
    println!(
        "taken (decided, durable, published): {:.0} events/s",
        rate(2 * ARTICLES, pushing)
    );
    println!(
        "read into memory after a restart: {:.0} entries/s",
        rate(entries, reading_in)
    );
    println!(
        "given to a new desk: {:.0} entries/s (the aim: 20,000)",
        rate(entries, giving)
    );
    println!(
        "giving takes {:.1} times as long as copying the same bytes over loopback",
        giving.as_secs_f64() / copying.as_secs_f64()
    );
}
