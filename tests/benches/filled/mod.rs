//! A board whose portal holds any number of items of 500 words, each submitted, approved and published, and desks that
//! read them.

use banthao_portal::{
    Portal, Session, System,
    serve::{self, Serving},
};
use desk::{Desk, NewLock};
use ed25519_dalek::SigningKey;
use editorial::{
    Block, By, Content, Document, EditionId, Event, EventId, Fact, Hash, ItemId, Kind, Lang,
    Millis, Role, Run, Salt, What, body::Sealing, event::Offer, keys,
};
use protocol::{PushLine, SendLine};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use tokio::runtime::Runtime;

/// What its desks are locked with.
pub(crate) const PASSPHRASE: &str = "x";
const SITE: &str = "doi-ngoai";
/// How long an invitation holds.
const DAY: i64 = 86_400_000;

/// The portal, served on loopback until this is dropped.
pub(crate) struct Board {
    folder: PathBuf,
    portal: Arc<Portal>,
    runtime: Runtime,
    serving: Option<Serving>,
}

impl Board {
    /// An empty one in this folder.
    pub(crate) fn open(folder: &Path) -> Self {
        let portal = Arc::new(Portal::open(&folder.join("portal"), Arc::new(System)).unwrap());
        portal
            .add_site(SITE, "Sở Ngoại vụ", "Foreign Affairs", None)
            .unwrap();
        let runtime = Runtime::new().unwrap();
        let at = serve::Addresses {
            listen: "127.0.0.1:0".parse().unwrap(),
            public: None,
        };
        let serving = runtime
            .block_on(serve::start(Arc::clone(&portal), at))
            .unwrap();
        Self {
            folder: folder.to_owned(),
            portal,
            runtime,
            serving: Some(serving),
        }
    }

    /// A desk that joined and holds nothing yet.
    pub(crate) fn reader(&self, name: &str) -> PathBuf {
        self.joined(Role::Editor, name).0
    }

    /// Puts so many items out. Gives the bytes that were sent.
    pub(crate) fn fill(&self, items: usize) -> usize {
        let mut editor = self.hand(Role::Editor, "bien-tap");
        let mut approver = self.hand(Role::Approver, "duyet");
        fill(&self.portal, &mut editor, &mut approver, items)
    }

    fn joined(&self, role: Role, name: &str) -> (PathBuf, Desk) {
        let site = self.portal.site(SITE).unwrap();
        let code = self.portal.invite(&site, name, &[role], DAY).unwrap();
        let folder = self.folder.join(name);
        let lock = NewLock {
            passphrase: Some(PASSPHRASE),
        };
        let (desk, _) = Desk::init(&folder, lock, name).unwrap();
        let url = &self.serving.as_ref().unwrap().url;
        desk.join(url, &code.to_string(), name).unwrap();
        (folder, desk)
    }

    fn hand(&self, role: Role, name: &str) -> Hand {
        let (_, desk) = self.joined(role, name);
        let site = self.portal.site(SITE).unwrap();
        let identity = store::meta::identity(desk.store()).unwrap();
        let (member, device) = (identity.member.unwrap(), identity.device.unwrap());
        Hand {
            session: self.portal.session_of(&site, device).unwrap(),
            by: By::Member { member, device },
            key: SigningKey::from_bytes(&identity.seed),
            ledger: site.ledger,
            made: 0,
        }
    }
}

impl Drop for Board {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.take() {
            self.runtime.block_on(serving.stop());
        }
    }
}

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
        // One a millisecond: as in life they grow with time.
        uuid::Builder::from_unix_timestamp_millis(
            1_795_000_000_000 + u64::try_from(self.made).unwrap(),
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

/// Gives the bytes that were sent.
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
