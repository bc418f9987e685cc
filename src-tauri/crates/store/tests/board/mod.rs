//! A small board for the tests: a site with its key, people with devices, a ledger that grows.
#![allow(
    dead_code,
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    unreachable_pub
)]

use ed25519_dalek::SigningKey;
use editorial::{
    Block, BlockId, Body, By, Content, DeviceId, Document, EditionId, Entry, Event, EventId, Fact,
    Hash, ItemId, Kind, Lang, MemberId, Millis, Role, Run, Salt, Signature, What, body::Sealing,
    event::Offer, keys,
};
use store::{Act, Page, Received, ReceivedBody};
use uuid::Uuid;

/// Noon of 24 November 2026 in Quảng Ngãi.
pub const NOON: i64 = 1_795_496_400_000;

pub fn uuid(n: u128) -> Uuid {
    Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 + n)
}

pub fn item(n: u128) -> ItemId {
    ItemId::from_uuid(uuid(0x1_0000_0000 + n))
}

pub fn vi(n: u128) -> EditionId {
    EditionId {
        item: item(n),
        lang: Lang::Vi,
    }
}

pub fn salt(n: u64) -> Salt {
    let mut bytes = [0; 16];
    bytes[..8].copy_from_slice(&n.to_be_bytes());
    Salt::from_bytes(bytes)
}

pub fn text(n: u64, paragraphs: &[&str]) -> Document {
    let blocks = paragraphs
        .iter()
        .enumerate()
        .map(|(place, words)| {
            let mut id = [0; 10];
            id[..8].copy_from_slice(&n.to_be_bytes());
            id[9] = u8::try_from(place % 250).unwrap();
            Block::Paragraph {
                id: BlockId::from_random(id),
                content: vec![Run::plain(*words)],
            }
        })
        .collect();
    Document { v: 1, blocks }
}

pub fn content(title: &str, paragraphs: &[&str]) -> Content {
    let fields = [
        ("author", "Phạm Thị Lan"),
        ("source", "Sở Ngoại vụ"),
        ("section", "tin-tuc"),
    ];
    Content {
        title: title.to_owned(),
        fields: fields
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .into(),
        document: Some(text(7, paragraphs)),
        ..Content::default()
    }
}

pub fn draft(edition: EditionId, content: Content) -> store::Draft {
    store::Draft {
        edition,
        kind: Kind::Article,
        content,
        base: None,
        created: Millis(NOON),
        updated: Millis(NOON),
        read_only: false,
        merge: None,
    }
}

#[derive(Clone, Copy)]
pub struct Person {
    pub member: MemberId,
    pub device: DeviceId,
    seed: u8,
}

impl Person {
    pub fn key(&self) -> SigningKey {
        SigningKey::from_bytes(&[self.seed; 32])
    }
}

pub struct Site {
    key: SigningKey,
    pub ledger: Option<Hash>,
    last: Option<(u64, Hash, Millis)>,
    now: i64,
    n: u128,
    pub lines: Vec<(Vec<u8>, Vec<u8>)>,
    pub bodies: Vec<Vec<u8>>,
    taken: usize,
    taken_bodies: usize,
}

impl Site {
    pub fn new() -> Self {
        let key = SigningKey::from_bytes(&[200; 32]);
        let mut site = Self {
            key,
            ledger: None,
            last: None,
            now: NOON,
            n: 0,
            lines: vec![],
            bodies: vec![],
            taken: 0,
            taken_bodies: 0,
        };
        let (name_vi, name_en) = (
            site.text("Sở Ngoại vụ Quảng Ngãi"),
            site.text("Quảng Ngãi Department of Foreign Affairs"),
        );
        let public = keys::public(&site.key);
        site.operator(What::SiteCreated {
            name_vi,
            name_en,
            key: public,
            zone: "Asia/Ho_Chi_Minh".to_owned(),
        });
        site
    }

    pub fn text(&mut self, words: &str) -> Hash {
        self.n += 1;
        let sealed = Body::text(words, salt(u64::try_from(self.n).unwrap()));
        self.bodies.push(sealed.bytes);
        sealed.hash
    }

    pub fn operator(&mut self, what: What) {
        let key = self.key.clone();
        let (bytes, sig) = self.sign(By::Operator, &key, None, what);
        self.accept(bytes, sig);
    }

    pub fn person(&mut self, seed: u8, role: Role, name: &str) -> Person {
        self.n += 1;
        let person = Person {
            member: MemberId::from_uuid(uuid(0x10_0000 + u128::from(seed))),
            device: DeviceId::from_uuid(uuid(0x20_0000 + u128::from(seed))),
            seed,
        };
        let name = self.text(name);
        let invitation = SigningKey::from_bytes(&[seed.wrapping_add(100); 32]);
        let public = keys::public(&invitation);
        let expires = Millis(NOON + 1_000_000_000);
        self.operator(What::Invited {
            invitation: public,
            subject: person.member,
            roles: vec![role],
            name: Some(name),
            expires,
        });
        let key = keys::public(&person.key());
        let proof = keys::sign(
            keys::JOIN,
            &keys::join_bytes(self.ledger.unwrap(), person.device, &key),
            &invitation,
        );
        let device = self.text("PC");
        let (bytes, sig) = self.act(
            person,
            None,
            What::Joined {
                invitation: public,
                key,
                name: device,
                proof,
            },
        );
        self.accept(bytes, sig);
        person
    }

    /// A person's event, signed, not yet accepted.
    pub fn act(
        &mut self,
        person: Person,
        edition: Option<EditionId>,
        what: What,
    ) -> (Vec<u8>, Signature) {
        let by = By::Member {
            member: person.member,
            device: person.device,
        };
        self.sign(by, &person.key(), edition, what)
    }

    fn sign(
        &mut self,
        by: By,
        key: &SigningKey,
        edition: Option<EditionId>,
        what: What,
    ) -> (Vec<u8>, Signature) {
        self.n += 1;
        let event = Event {
            v: 1,
            id: EventId::from_uuid(uuid(0x9_0000_0000 + self.n)),
            ledger: self.ledger,
            by,
            at: Millis(self.now),
            fact: Fact { edition, what },
        };
        let bytes = event.to_bytes();
        let sig = keys::sign(keys::EVENT, &bytes, key);
        (bytes, sig)
    }

    /// The portal takes an event as the next entry.
    pub fn accept(&mut self, event: Vec<u8>, sig: Signature) -> u64 {
        self.now += 1000;
        let (seq, prev) = self
            .last
            .map_or((1, Hash::ZERO), |(seq, hash, _)| (seq + 1, hash));
        let entry = Entry {
            seq,
            prev,
            accepted_at: Millis(self.now),
            event: Hash::of(&event),
            sig,
        };
        self.last = Some((seq, entry.hash(), entry.accepted_at));
        self.ledger.get_or_insert(entry.hash());
        self.lines.push((entry.to_bytes(), event));
        seq
    }

    /// A member's act, accepted at once.
    pub fn does(&mut self, person: Person, edition: EditionId, what: What) -> EventId {
        let (bytes, sig) = self.act(person, Some(edition), what);
        let id = Event::read(&bytes).unwrap().id;
        self.accept(bytes, sig);
        id
    }

    pub fn publishes(&mut self, edition: EditionId, revision: Hash) {
        let key = self.key.clone();
        let short = editorial::state::Board::default().short_for(edition.item);
        let (bytes, sig) = self.sign(
            By::Portal,
            &key,
            Some(edition),
            What::Published {
                revision,
                short,
                approvals: vec![],
            },
        );
        self.accept(bytes, sig);
    }

    /// A revision's body, kept at the portal; the hash.
    pub fn revision(
        &mut self,
        by: Person,
        edition: EditionId,
        parent: Option<Hash>,
        content: Content,
    ) -> Hash {
        let sealed = self.seal(by, edition, parent, content);
        let hash = Hash::of(&sealed);
        self.bodies.push(sealed);
        hash
    }

    pub fn seal(
        &mut self,
        by: Person,
        edition: EditionId,
        parent: Option<Hash>,
        content: Content,
    ) -> Vec<u8> {
        self.n += 1;
        let sealing = Sealing {
            edition,
            kind: Kind::Article,
            parent,
            by: by.member,
            at: Millis(self.now),
            salt: salt(u64::try_from(self.n).unwrap()),
        };
        content.seal(sealing).unwrap().bytes
    }

    /// A member submits a text, and the portal takes it.
    pub fn submitted(
        &mut self,
        by: Person,
        edition: EditionId,
        parent: Option<Hash>,
        content: Content,
    ) -> Hash {
        let source = content.source;
        let revision = self.revision(by, edition, parent, content);
        self.does(by, edition, submitted(revision, parent, source));
        revision
    }

    /// Everything that came since the last page.
    pub fn page(&mut self) -> Page {
        let lines = self.lines[self.taken..].to_vec();
        let bodies = self.bodies[self.taken_bodies..].to_vec();
        self.taken = self.lines.len();
        self.taken_bodies = self.bodies.len();
        Page {
            entries: lines
                .into_iter()
                .map(|(entry, event)| Received::read(entry, event).unwrap())
                .collect(),
            bodies: bodies.into_iter().map(ReceivedBody::of).collect(),
        }
    }
}

pub fn submitted(revision: Hash, parent: Option<Hash>, source: Option<Hash>) -> What {
    let offer = Offer {
        revision,
        kind: Kind::Article,
        parent,
        source,
    };
    What::Submitted {
        offer,
        publish_at: None,
        note: None,
        reasons: vec![],
    }
}

pub fn act(
    (event, sig): (Vec<u8>, Signature),
    edition: Option<EditionId>,
    bodies: Vec<Vec<u8>>,
) -> Act {
    Act {
        id: Event::read(&event).unwrap().id,
        event,
        sig,
        edition,
        bodies,
    }
}

/// A store that belongs to a person.
pub fn desk_of(site: &mut Site, person: Person) -> store::Store {
    let store = store::Store::in_memory().unwrap();
    belongs_to(&store, person);
    store::mirror::apply(&store, &site.page()).unwrap();
    site.taken = 0;
    site.taken_bodies = 0;
    site.page();
    store
}

pub fn belongs_to(store: &store::Store, person: Person) {
    let identity = store::Identity {
        name: "Lan".to_owned(),
        member: Some(person.member),
        device: Some(person.device),
        seed: [person.seed; 32],
    };
    store::meta::set_identity(store, &identity).unwrap();
}
