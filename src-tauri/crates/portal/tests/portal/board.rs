//! A board for the tests: a portal in memory, people with devices, and what they write.

use crate::surroundings::{DAY, Still};
use banthao_portal::{Failure, Portal, Session, Site, Surroundings};
use editorial::{
    Block, BlockId, Body, By, Code, Content, Document, EditionId, Event, EventId, Fact, Hash,
    ItemId, Kind, Lang, MemberId, Millis, Revision, Role, Run, Salt, What,
    body::{BlobRef, Sealed, Sealing},
    event::Offer,
    keys::{self, InvitationCode},
    state::State,
};
use protocol::{PushLine, ReceiveLine, SendLine};
use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

pub type SigningKey = ed25519_dalek::SigningKey;

static DRAWN: AtomicU64 = AtomicU64::new(1 << 32);

/// Bytes that no other call gives.
pub fn fresh<const N: usize>() -> [u8; N] {
    let drawn = DRAWN.fetch_add(1, Ordering::SeqCst);
    let mut bytes = [0; N];
    bytes.copy_from_slice(&Hash::of(&drawn.to_be_bytes()).as_bytes()[..N]);
    bytes
}

/// From here on others are drawn than those that stand in data written by an earlier run.
pub fn draw_anew() {
    DRAWN.fetch_add(1 << 40, Ordering::SeqCst);
}

pub fn uuid() -> uuid::Uuid {
    let mut random = [0; 10];
    random.copy_from_slice(&fresh::<32>()[..10]);
    uuid::Builder::from_unix_timestamp_millis(1_795_485_600_000, &random).into_uuid()
}

pub fn salt() -> Salt {
    Salt::from_bytes(fresh::<16>())
}

pub struct Board {
    pub around: Arc<Still>,
    pub portal: Arc<Portal>,
}

/// Somebody with a device.
pub struct Person {
    pub member: MemberId,
    pub device: editorial::DeviceId,
    pub key: SigningKey,
    pub ledger: Hash,
}

impl Board {
    pub fn in_memory() -> Self {
        let around = Arc::new(Still::default());
        let portal = Arc::new(Portal::in_memory(around.clone()).unwrap());
        Self::with(around, portal)
    }

    pub fn with(around: Arc<Still>, portal: Arc<Portal>) -> Self {
        portal
            .add_site(
                "ngoai-vu",
                "Sở Ngoại vụ",
                "Department of Foreign Affairs",
                None,
            )
            .unwrap();
        Self { around, portal }
    }

    pub fn site(&self) -> Arc<Site> {
        self.portal.site("ngoai-vu").unwrap()
    }

    pub fn invite(&self, name: &str, role: Role) -> InvitationCode {
        self.portal
            .invite(&self.site(), name, &[role], 7 * DAY)
            .unwrap()
    }

    pub fn person(&self, name: &str, role: Role) -> Person {
        let code = self.invite(name, role);
        let (person, lines) = Person::to_join(&self.portal, &self.site(), &code);
        self.portal.join(&self.site(), lines).unwrap();
        person
    }

    pub fn session(&self, person: &Person) -> Session {
        self.portal.session_of(&self.site(), person.device).unwrap()
    }

    pub fn push(&self, person: &Person, lines: Vec<SendLine>) -> Vec<PushLine> {
        self.portal.push(&self.session(person), lines).unwrap()
    }

    pub fn state<T>(&self, act: impl FnOnce(&State) -> T) -> T {
        self.portal.look(&self.site(), act).unwrap()
    }

    /// The whole ledger as a desk receives it.
    pub fn received(&self, person: &Person) -> Vec<ReceiveLine> {
        let page = self.portal.entries(&self.session(person), 0, true).unwrap();
        lines(&page.lines)
    }

    pub fn is_sound(&self) {
        let report = self.portal.audit(&self.site()).unwrap();
        assert!(report.ok, "{:?}", report.faults);
    }

    pub fn now(&self) -> Millis {
        self.around.now()
    }
}

pub fn lines(bytes: &[u8]) -> Vec<ReceiveLine> {
    let text = std::str::from_utf8(bytes).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

impl Person {
    /// Somebody new, with the lines to join with.
    pub fn to_join(portal: &Portal, site: &Site, code: &InvitationCode) -> (Self, Vec<SendLine>) {
        let offer = portal.invitation(site, &keys::public(&code.key())).unwrap();
        Self::joining(offer.member, offer.ledger, code)
    }

    pub fn joining(member: MemberId, ledger: Hash, code: &InvitationCode) -> (Self, Vec<SendLine>) {
        let person = Self {
            member,
            device: editorial::DeviceId::from_uuid(uuid()),
            key: SigningKey::from_bytes(&fresh::<32>()),
            ledger,
        };
        let name = Body::text("Máy bàn phòng 2", salt());
        let key = keys::public(&person.key);
        let proof = keys::sign(
            keys::JOIN,
            &keys::join_bytes(ledger, person.device, &key),
            &code.key(),
        );
        let what = What::Joined {
            invitation: keys::public(&code.key()),
            key,
            name: name.hash,
            proof,
        };
        let event = person.event(None, what);
        (person, vec![body(&name.bytes), event])
    }

    pub fn by(&self) -> By {
        By::Member {
            member: self.member,
            device: self.device,
        }
    }

    pub fn fact(&self, edition: Option<EditionId>, what: What) -> Event {
        Event {
            v: 1,
            id: EventId::from_uuid(uuid()),
            ledger: Some(self.ledger),
            by: self.by(),
            at: Millis(1_795_485_600_000),
            fact: Fact { edition, what },
        }
    }

    pub fn sign(&self, event: &Event) -> SendLine {
        let bytes = event.to_bytes();
        SendLine::Event {
            sig: keys::sign(keys::EVENT, &bytes, &self.key),
            event: String::from_utf8(bytes).unwrap(),
        }
    }

    pub fn event(&self, edition: Option<EditionId>, what: What) -> SendLine {
        self.sign(&self.fact(edition, what))
    }

    /// An article of this person, sealed after `parent`.
    pub fn article(
        &self,
        edition: EditionId,
        parent: Option<Hash>,
        title: &str,
        text: &str,
    ) -> Sealed<Revision> {
        self.seal(edition, parent, article(title, text))
    }

    pub fn seal(
        &self,
        edition: EditionId,
        parent: Option<Hash>,
        content: Content,
    ) -> Sealed<Revision> {
        let sealing = Sealing {
            edition,
            kind: Kind::Article,
            parent,
            by: self.member,
            at: Millis(1_795_485_600_000),
            salt: salt(),
        };
        content.seal(sealing).unwrap()
    }

    pub fn submit(&self, revision: &Sealed<Revision>, publish_at: Option<Millis>) -> Vec<SendLine> {
        vec![body(&revision.bytes), self.submitting(revision, publish_at)]
    }

    pub fn submitting(&self, revision: &Sealed<Revision>, publish_at: Option<Millis>) -> SendLine {
        let offer = Offer {
            revision: revision.hash,
            kind: revision.value.kind,
            parent: revision.value.parent(),
            source: revision.value.content.source,
        };
        self.event(
            Some(revision.value.edition()),
            What::Submitted {
                offer,
                publish_at,
                note: None,
                reasons: Vec::new(),
            },
        )
    }

    pub fn approve(&self, revision: &Sealed<Revision>) -> Vec<SendLine> {
        vec![self.event(
            Some(revision.value.edition()),
            What::Approved {
                revision: revision.hash,
                publish_at: None,
            },
        )]
    }
}

pub fn new_edition() -> EditionId {
    EditionId {
        item: ItemId::from_uuid(uuid()),
        lang: Lang::Vi,
    }
}

pub fn block_id() -> BlockId {
    BlockId::from_random(fresh::<10>())
}

pub fn article(title: &str, text: &str) -> Content {
    let fields = [("author", "Lê Thị Hoa"), ("source", "Sở Ngoại vụ")];
    Content {
        title: title.to_owned(),
        summary: "Tóm tắt ngắn gọn.".to_owned(),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        document: Some(Document {
            v: 1,
            blocks: vec![Block::Paragraph {
                id: block_id(),
                content: vec![Run::plain(text)],
            }],
        }),
        ..Content::default()
    }
}

/// An article with a picture in it.
pub fn article_with(title: &str, picture: &[u8]) -> Content {
    let mut content = article(title, "Ảnh chụp tại lễ ký kết.");
    let blob = Hash::of(picture);
    content.blobs.push(BlobRef {
        hash: blob,
        media_type: "image/png".to_owned(),
        bytes: picture.len() as u64,
        width: 2,
        height: 2,
    });
    if let Some(document) = &mut content.document {
        document.blocks.push(Block::Image {
            id: block_id(),
            blob,
            alt: "Hai đoàn ký biên bản".to_owned(),
            caption: "Lễ ký kết".to_owned(),
            credit: "Trần Văn Bình".to_owned(),
        });
    }
    content
}

/// A picture of two by two pixels, as PNG.
pub const PICTURE: &[u8] = include_bytes!("two-by-two.png");

pub fn body(bytes: &[u8]) -> SendLine {
    SendLine::Body {
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

/// That every event was taken; the numbers of their entries.
pub fn accepted(answers: &[PushLine]) -> Vec<u64> {
    let seq = |line: &PushLine| {
        if let PushLine::Accepted { seq, .. } = line {
            *seq
        } else {
            panic!("{line:?}")
        }
    };
    answers.iter().map(seq).collect()
}

/// The reason for which the only event was refused.
pub fn refused(answers: &[PushLine]) -> Code {
    match answers {
        [PushLine::Refused { refused, .. }] => refused.code,
        other => panic!("{other:?}"),
    }
}

/// The reason for which the portal stopped at the only event.
pub fn stopped(answers: &[PushLine]) -> Code {
    match answers {
        [PushLine::Stopped { stopped, .. }] => stopped.code,
        other => panic!("{other:?}"),
    }
}

/// The code of a failure.
pub fn code<T>(result: Result<T, Failure>) -> Option<Code> {
    result.err().and_then(|failure| failure.code())
}
