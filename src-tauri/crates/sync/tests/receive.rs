//! A page of the ledger is taken whole or not at all, and only from the portal that was joined.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ed25519_dalek::SigningKey;
use editorial::{
    By, DeviceId, Entry, Event, EventId, Fact, Hash, Head, MemberId, Millis, Signature, What, keys,
    state::Board,
};
use protocol::ReceiveLine;
use sync::receive::{BadPage, Page, check};
use uuid::Uuid;

struct Ledger {
    key: SigningKey,
    lines: Vec<(Vec<u8>, Vec<u8>)>,
    last: Option<(u64, Hash)>,
    ledger: Hash,
}

impl Ledger {
    fn new() -> Self {
        let key = SigningKey::from_bytes(&[9; 32]);
        let mut it = Self {
            key,
            lines: Vec::new(),
            last: None,
            ledger: Hash::ZERO,
        };
        let name = Hash::of(b"name");
        let what = What::SiteCreated {
            name_vi: name,
            name_en: name,
            key: keys::public(&it.key),
            zone: "Asia/Ho_Chi_Minh".to_owned(),
        };
        it.append(By::Operator, what, None);
        it.ledger = it.last.unwrap().1;
        it.append(By::Operator, What::PolicySet { policy: name }, None);
        it
    }

    fn append(&mut self, by: By, what: What, key: Option<&SigningKey>) {
        let ledger = (self.last.is_some()).then_some(self.ledger);
        let id = EventId::from_uuid(Uuid::from_u128(self.lines.len() as u128 + 1));
        let event = Event {
            v: 1,
            id,
            ledger,
            by,
            at: Millis(0),
            fact: Fact {
                edition: None,
                what,
            },
        }
        .to_bytes();
        let sig = keys::sign(keys::EVENT, &event, key.unwrap_or(&self.key));
        self.append_bytes(event, sig);
    }

    fn append_bytes(&mut self, event: Vec<u8>, sig: Signature) {
        let (seq, prev) = self
            .last
            .map_or((1, Hash::ZERO), |(seq, hash)| (seq + 1, hash));
        let entry = Entry {
            seq,
            prev,
            accepted_at: Millis(1_795_000_000_000),
            event: Hash::of(&event),
            sig,
        };
        self.last = Some((seq, entry.hash()));
        self.lines.push((entry.to_bytes(), event));
    }

    fn text(bytes: &[u8]) -> String {
        String::from_utf8(bytes.to_vec()).unwrap()
    }

    fn page(&self) -> Vec<ReceiveLine> {
        let mut lines: Vec<ReceiveLine> = self
            .lines
            .iter()
            .map(|(entry, event)| ReceiveLine::Entry {
                entry: Self::text(entry),
                event: Self::text(event),
            })
            .collect();
        lines.push(self.head(&self.key));
        lines
    }

    fn head(&self, key: &SigningKey) -> ReceiveLine {
        let (seq, hash) = self.last.unwrap();
        let head = Head {
            ledger: self.ledger,
            seq,
            hash,
        };
        ReceiveLine::Head {
            head: Self::text(&head.to_bytes()),
            sig: head.sign(key),
            last: seq,
            now: "2026-11-24T08:00:00Z".to_owned(),
        }
    }

    fn check(&self, lines: Vec<ReceiveLine>) -> Result<Page, BadPage> {
        check(
            lines,
            &Board::default(),
            &keys::public(&self.key),
            self.ledger,
        )
    }
}

fn is_broken(result: &Result<Page, BadPage>) -> bool {
    matches!(result, Err(BadPage::Broken(_)))
}

#[test]
fn a_whole_page_is_taken() {
    let ledger = Ledger::new();
    let page = ledger.check(ledger.page()).unwrap();
    assert_eq!(
        (page.write.entries.len(), page.newest, page.last),
        (2, 2, ledger.last)
    );
}

#[test]
fn a_page_without_its_end_or_with_a_gap_is_not() {
    let ledger = Ledger::new();
    let mut cut = ledger.page();
    cut.pop();
    assert!(is_broken(&ledger.check(cut)));
    let mut gap = ledger.page();
    gap.remove(0);
    assert!(is_broken(&ledger.check(gap)));
    let mut after_the_end = ledger.page();
    after_the_end.push(ReceiveLine::Body {
        body: "{}".to_owned(),
    });
    assert!(is_broken(&ledger.check(after_the_end)));
}

#[test]
fn another_key_vouches_for_nothing() {
    let ledger = Ledger::new();
    let mut lines = ledger.page();
    lines.pop();
    lines.push(ledger.head(&SigningKey::from_bytes(&[1; 32])));
    assert!(is_broken(&ledger.check(lines)));
}

#[test]
fn a_changed_event_and_a_changed_entry_are_found() {
    let ledger = Ledger::new();
    for place in 0..2 {
        let mut lines = ledger.page();
        let ReceiveLine::Entry { event, .. } = &mut lines[place] else {
            panic!("an entry")
        };
        *event = event.replace("operator", "portal");
        assert!(is_broken(&ledger.check(lines)));
        let mut lines = ledger.page();
        let ReceiveLine::Entry { entry, .. } = &mut lines[place] else {
            panic!("an entry")
        };
        *entry = entry.replace("1795000000000", "1795000000001");
        assert!(ledger.check(lines).is_err());
    }
}

#[test]
fn an_event_of_an_unknown_device_or_with_a_forged_signature_is_not_taken() {
    let by = By::Member {
        member: MemberId::from_uuid(Uuid::from_u128(7)),
        device: DeviceId::from_uuid(Uuid::from_u128(8)),
    };
    let mut ledger = Ledger::new();
    ledger.append(
        by,
        What::PolicySet {
            policy: Hash::of(b"policy"),
        },
        None,
    );
    assert!(is_broken(&ledger.check(ledger.page())));
    let mut ledger = Ledger::new();
    ledger.append(
        By::Operator,
        What::PolicySet {
            policy: Hash::of(b"policy"),
        },
        Some(&SigningKey::from_bytes(&[1; 32])),
    );
    assert!(is_broken(&ledger.check(ledger.page())));
}

#[test]
fn what_a_later_version_adds_is_taken_as_it_came() {
    let mut ledger = Ledger::new();
    let mut newer: serde_json::Value = serde_json::from_slice(&ledger.lines[1].1).unwrap();
    newer["what"] = "voted".into();
    newer["id"] = "01970000-0000-7000-8000-0000000000e1".into();
    let bytes = editorial::canonical::to_bytes(&newer);
    let sig = keys::sign(keys::EVENT, &bytes, &ledger.key);
    ledger.append_bytes(bytes.clone(), sig);
    let page = ledger.check(ledger.page()).unwrap();
    assert_eq!(page.write.entries[2].event_bytes, bytes);
}

#[test]
fn a_page_of_another_history_is_told_apart_from_a_broken_one() {
    let ledger = Ledger::new();
    let board = Board {
        last: Some(editorial::state::Last {
            seq: 1,
            hash: Hash::of(b"another entry 1"),
            accepted_at: Millis(0),
        }),
        ..Board::default()
    };
    let mut lines = ledger.page();
    lines.remove(0);
    let result = check(lines, &board, &keys::public(&ledger.key), ledger.ledger);
    assert!(matches!(result, Err(BadPage::DoesNotFollow)));
}
