//! A board in memory: people with keys act, `decide` judges, `fold` adds up. No portal, no network.
#![allow(dead_code, unreachable_pub)]

use editorial::{
    Block, Body, By, Code, Content, DeviceId, Document, EditionId, Entry, Event, EventId, Fact,
    Hash, ItemId, Kind, Lang, MemberId, Millis, Policy, PublicKey, Revision, Role, Run, Salt,
    Signature, What,
    body::Sealing,
    decide::{Refusal, View, decide},
    event::Offer,
    fold::fold,
    state::{Edition, Live, State},
    translation,
};
use std::collections::{BTreeMap, BTreeSet};
use uuid::Uuid;

#[derive(Clone)]
pub struct BoardInMemory {
    pub state: State,
    pub bodies: BTreeMap<Hash, Body>,
    pub absent_files: BTreeSet<Hash>,
    pub log: Vec<(Entry, Event)>,
    pub now: Millis,
    counter: u128,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Person {
    pub member: MemberId,
    pub device: DeviceId,
}

impl Person {
    pub fn by(self) -> By {
        By::Member {
            member: self.member,
            device: self.device,
        }
    }
}

impl View for BoardInMemory {
    fn state(&self) -> &State {
        &self.state
    }
    fn revision(&self, hash: Hash) -> Option<Revision> {
        match self.bodies.get(&hash) {
            Some(Body::Revision(revision)) => Some((**revision).clone()),
            _ => None,
        }
    }
    fn policy(&self, hash: Hash) -> Option<Policy> {
        match self.bodies.get(&hash) {
            Some(Body::Policy(body)) => Some(body.policy.clone()),
            _ => None,
        }
    }
    fn has_body(&self, hash: Hash) -> bool {
        self.bodies.contains_key(&hash)
    }
    fn has_files(&self, revision: Hash) -> bool {
        self.revision(revision).is_some_and(|it| {
            it.content
                .blobs
                .iter()
                .all(|blob| !self.absent_files.contains(&blob.hash))
        })
    }
}

impl BoardInMemory {
    pub fn new() -> Self {
        let mut board = Self {
            state: State::default(),
            bodies: BTreeMap::new(),
            absent_files: BTreeSet::new(),
            log: Vec::new(),
            now: Millis(1_795_000_000_000),
            counter: 0,
        };
        let (name_vi, name_en) = (board.text("Sở Ngoại vụ"), board.text("Foreign Affairs"));
        let what = What::SiteCreated {
            name_vi,
            name_en,
            key: PublicKey::from_bytes([1; 32]),
            zone: "Asia/Ho_Chi_Minh".to_owned(),
        };
        board.act(By::Operator, None, what).unwrap();
        board
    }

    pub fn uuid(&mut self) -> Uuid {
        self.counter += 1;
        Uuid::from_u128(0x0197_0000_0000_7000_8000_0000_0000_0000 | self.counter)
    }

    pub fn salt(&mut self) -> Salt {
        Salt::from_bytes(self.uuid().into_bytes())
    }

    pub fn text(&mut self, text: &str) -> Hash {
        let sealed = Body::text(text, self.salt());
        self.bodies.insert(sealed.hash, Body::Text(sealed.value));
        sealed.hash
    }

    pub fn policy(&mut self, policy: Policy) -> Hash {
        let sealed = Body::policy(policy, self.salt());
        self.bodies.insert(sealed.hash, Body::Policy(sealed.value));
        sealed.hash
    }

    /// Somebody with these roles, joined with one device. The proof is really signed.
    pub fn person(&mut self, roles: &[Role]) -> Person {
        let member = MemberId::from_uuid(self.uuid());
        let mut roles = roles.to_vec();
        roles.sort();
        let name = Some(self.text("Tên"));
        self.invite_and_join(member, roles, name)
    }

    pub fn second_device(&mut self, person: Person) -> Person {
        self.invite_and_join(person.member, Vec::new(), None)
    }

    fn invite_and_join(
        &mut self,
        member: MemberId,
        roles: Vec<Role>,
        name: Option<Hash>,
    ) -> Person {
        let seed =
            ed25519_dalek::SigningKey::from_bytes(Hash::of(&self.uuid().into_bytes()).as_bytes());
        let invitation = editorial::keys::public(&seed);
        let expires = Millis(self.now.0 + 7 * 86_400_000);
        self.act(
            By::Operator,
            None,
            What::Invited {
                invitation,
                subject: member,
                roles,
                name,
                expires,
            },
        )
        .unwrap();
        let device = DeviceId::from_uuid(self.uuid());
        let key = invitation;
        let ledger = self.state.board.ledger.unwrap();
        let proof = editorial::keys::sign(
            editorial::keys::JOIN,
            &editorial::keys::join_bytes(ledger, device, &key),
            &seed,
        );
        let name = self.text("Máy");
        self.act(
            By::Member { member, device },
            None,
            What::Joined {
                invitation,
                key,
                name,
                proof,
            },
        )
        .unwrap();
        Person { member, device }
    }

    pub fn item(&mut self) -> EditionId {
        EditionId {
            item: ItemId::from_uuid(self.uuid()),
            lang: Lang::Vi,
        }
    }

    pub fn content(title: &str, text: &str) -> Content {
        let id = "p000000001".parse().unwrap();
        Content {
            title: title.to_owned(),
            fields: [("author", "Thu Hà"), ("source", "Sở Ngoại vụ")]
                .into_iter()
                .map(|(k, v)| (k.to_owned(), v.to_owned()))
                .collect(),
            document: Some(Document {
                v: 1,
                blocks: vec![Block::Paragraph {
                    id,
                    content: vec![Run::plain(text)],
                }],
            }),
            ..Content::default()
        }
    }

    pub fn seal(&mut self, person: Person, edition: EditionId, content: Content) -> Offer {
        let parent = self.state.editions.get(&edition).and_then(Edition::head);
        self.seal_after(person, edition, content, parent)
    }

    pub fn seal_after(
        &mut self,
        person: Person,
        edition: EditionId,
        content: Content,
        parent: Option<Hash>,
    ) -> Offer {
        let source = content.source;
        let sealing = Sealing {
            edition,
            kind: Kind::Article,
            parent,
            by: person.member,
            at: self.now,
            salt: self.salt(),
        };
        let sealed = content.seal(sealing).unwrap();
        self.bodies
            .insert(sealed.hash, Body::Revision(Box::new(sealed.value)));
        Offer {
            revision: sealed.hash,
            kind: Kind::Article,
            parent,
            source,
        }
    }

    pub fn event(&mut self, by: By, edition: Option<EditionId>, what: What) -> Event {
        let id = EventId::from_uuid(self.uuid());
        Event {
            v: 1,
            id,
            ledger: self.state.board.ledger,
            by,
            at: self.now,
            fact: Fact { edition, what },
        }
    }

    pub fn act(
        &mut self,
        by: By,
        edition: Option<EditionId>,
        what: What,
    ) -> Result<Vec<What>, Refusal> {
        let event = self.event(by, edition, what);
        self.accept(event)
    }

    /// What the portal does: decide, append, fold, and the consequences in the same breath.
    pub fn accept(&mut self, event: Event) -> Result<Vec<What>, Refusal> {
        let facts = decide(self, &event, self.now)?;
        self.append(event);
        self.consequences(facts)
    }

    #[allow(clippy::unnecessary_wraps)] // Both callers answer with it.
    fn consequences(&mut self, facts: Vec<Fact>) -> Result<Vec<What>, Refusal> {
        let mut whats = Vec::new();
        for fact in facts {
            whats.push(fact.what.clone());
            let event = self.event(By::Portal, fact.edition, fact.what);
            assert_eq!(
                decide(self, &event, self.now),
                Ok(vec![]),
                "a consequence is itself allowed, and has none"
            );
            self.append(event);
        }
        Ok(whats)
    }

    /// The portal looks at the clock.
    pub fn tick(&mut self, millis: i64) -> Vec<What> {
        self.now.0 += millis;
        let items: BTreeSet<ItemId> = self.state.editions.keys().map(|id| id.item).collect();
        let mut all = Vec::new();
        for item in items {
            let editions = self
                .state
                .editions
                .iter()
                .filter(|(id, _)| id.item == item)
                .map(|(id, it)| (*id, it.clone()))
                .collect();
            let facts = editorial::decide::due(&self.state.board, editions, self.now, |revision| {
                self.has_files(revision)
            });
            all.extend(self.consequences(facts).unwrap());
        }
        all
    }

    fn append(&mut self, event: Event) {
        let bytes = event.to_bytes();
        let last = self.state.board.last;
        let entry = Entry {
            seq: last.map_or(1, |last| last.seq + 1),
            prev: last.map_or(Hash::ZERO, |last| last.hash),
            accepted_at: self.now,
            event: Hash::of(&bytes),
            sig: Signature::from_bytes([0; 64]),
        };
        let bodies = &self.bodies;
        fold(&mut self.state, &entry, &event, |hash| {
            match bodies.get(&hash) {
                Some(Body::Policy(body)) => Some(body.policy.clone()),
                _ => None,
            }
        });
        self.log.push((entry, event));
    }

    pub fn edition(&self, id: EditionId) -> &Edition {
        &self.state.editions[&id]
    }

    pub fn live(&self, id: EditionId) -> Option<Hash> {
        self.state
            .editions
            .get(&id)
            .and_then(Edition::published_revision)
    }

    pub fn submit(
        &mut self,
        person: Person,
        edition: EditionId,
        content: Content,
    ) -> Result<Hash, Code> {
        let offer = self.seal(person, edition, content);
        self.submit_offer(person, edition, offer)
    }

    pub fn submit_offer(
        &mut self,
        person: Person,
        edition: EditionId,
        offer: Offer,
    ) -> Result<Hash, Code> {
        let what = What::Submitted {
            offer,
            publish_at: None,
            note: None,
            reasons: Vec::new(),
        };
        self.act(person.by(), Some(edition), what)
            .map(|_| offer.revision)
            .map_err(|refusal| refusal.code)
    }

    pub fn resubmit_head(&mut self, person: Person, edition: EditionId) -> Result<Hash, Code> {
        let line = *self.edition(edition).revisions.last().unwrap();
        self.submit_offer(
            person,
            edition,
            Offer {
                revision: line.revision,
                kind: Kind::Article,
                parent: line.parent,
                source: line.source,
            },
        )
    }

    pub fn approve(
        &mut self,
        person: Person,
        edition: EditionId,
        revision: Hash,
    ) -> Result<bool, Code> {
        let published = self.act(
            person.by(),
            Some(edition),
            What::Approved {
                revision,
                publish_at: None,
            },
        );
        published
            .map(|facts| !facts.is_empty())
            .map_err(|refusal| refusal.code)
    }

    pub fn give_back(
        &mut self,
        person: Person,
        edition: EditionId,
        revision: Hash,
    ) -> Result<(), Code> {
        let reason = self.text("Thiếu nguồn ảnh.");
        self.act(
            person.by(),
            Some(edition),
            What::Returned { revision, reason },
        )
        .map(drop)
        .map_err(|refusal| refusal.code)
    }

    pub fn end(&mut self, person: Person, edition: EditionId, unpublish: bool) -> Result<(), Code> {
        let reason = self.text("Hết thời hạn.");
        let what = if unpublish {
            What::Unpublished { reason, to: None }
        } else {
            What::Withdrawn { reason }
        };
        self.act(person.by(), Some(edition), what)
            .map(drop)
            .map_err(|refusal| refusal.code)
    }

    /// A whole English edition of the Vietnamese revision `source`.
    pub fn english(&self, source: Hash) -> Content {
        let vi = self.revision(source).unwrap().content;
        let mut content = translation::open(source, &vi, Lang::Vi, None);
        for segment in &mut content.segments {
            segment.target = "English".to_owned();
            segment.state = translation::SegmentState::Translated;
        }
        content
    }
}

pub fn is_withdrawn(edition: &Edition) -> bool {
    matches!(edition.live, Live::Withdrawn { .. })
}
