//! Bytes are for ever: bodies, events, entries and what is signed over them, each with its hash and signature.
//!
//! A line of `bytes.txt` that changes is a broken promise to every ledger there is. Only lines may be added:
//! `GOLDEN=add cargo test -p editorial --test golden` appends the ones that are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod bodies;
mod events;

use bodies::{bodies, content, sealing};
use ed25519_dalek::SigningKey;
use editorial::{
    Body, DeviceId, EditionId, Entry, Event, Hash, Head, Lang, Millis, Salt, What,
    keys::{self, InvitationCode},
    state::Board,
};
use events::{event, facts};
use std::fmt::Write as _;

const ITEM: &str = "01970000-0000-7000-8000-000000000001";
const OTHER_ITEM: &str = "01970000-0000-7000-8000-000000000002";
const MEMBER: &str = "01970000-0000-7000-8000-00000000000a";
const DEVICE: &str = "01970000-0000-7000-8000-00000000000d";
const OTHER_DEVICE: &str = "01970000-0000-7000-8000-00000000000e";
const EVENT: &str = "01970000-0000-7000-8000-0000000000e1";
const NOW: Millis = Millis(1_795_000_000_123);

fn key() -> SigningKey {
    SigningKey::from_bytes(&[7; 32])
}

fn salt() -> Salt {
    Salt::from_bytes(*b"banthao golden 1")
}

fn hash(word: &str) -> Hash {
    Hash::of(word.as_bytes())
}

fn vi() -> EditionId {
    EditionId {
        item: ITEM.parse().unwrap(),
        lang: Lang::Vi,
    }
}

fn lines() -> Vec<String> {
    let mut all = Vec::new();
    for (name, bytes) in bodies() {
        Body::read(&bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
        all.push(format!(
            "body {name}\t{}\t{}",
            String::from_utf8_lossy(&bytes),
            Hash::of(&bytes)
        ));
    }
    for what in facts() {
        let event = event(what);
        let bytes = event.to_bytes();
        assert_eq!(Event::read(&bytes).as_ref(), Ok(&event));
        let sig = keys::sign(keys::EVENT, &bytes, &key());
        assert!(editorial::event::verify(
            &bytes,
            &sig,
            &keys::public(&key())
        ));
        all.push(format!(
            "event {}\t{}\t{}\t{sig}",
            event.fact.what.name(),
            String::from_utf8_lossy(&bytes),
            Hash::of(&bytes)
        ));
    }
    let sig = keys::sign(keys::EVENT, b"event", &key());
    let entry = Entry {
        seq: 1,
        prev: Hash::ZERO,
        accepted_at: NOW,
        event: hash("event"),
        sig,
    };
    all.push(format!(
        "entry\t{}\t{}",
        String::from_utf8_lossy(&entry.to_bytes()),
        entry.hash()
    ));
    let head = Head {
        ledger: entry.hash(),
        seq: 1,
        hash: entry.hash(),
    };
    all.push(format!(
        "head\t{}\t{}",
        String::from_utf8_lossy(&head.to_bytes()),
        head.sign(&key())
    ));
    let code = InvitationCode::new("doi-ngoai", *b"golden invite 01", &keys::public(&key()));
    all.push(format!("code\t{code}\t{}", keys::public(&code.key())));
    let device: DeviceId = DEVICE.parse().unwrap();
    let token = keys::token_bytes(device, hash("ledger"), "nonce");
    all.push(format!(
        "token\t{}\t{}",
        String::from_utf8_lossy(&token),
        keys::sign(keys::TOKEN, &token, &key())
    ));
    let join = keys::join_bytes(hash("ledger"), device, &keys::public(&key()));
    all.push(format!(
        "join\t{}\t{}",
        Hash::of(&join),
        keys::sign(keys::JOIN, &join, &code.key())
    ));
    all.push(format!(
        "short\t{ITEM}\t{}",
        Board::default().short_for(ITEM.parse().unwrap())
    ));
    all
}

#[test]
fn bytes_hashes_and_signatures_never_change() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/golden/bytes.txt");
    let mut kept = std::fs::read_to_string(path).unwrap_or_default();
    let names = |text: &str| {
        text.lines()
            .filter_map(|line| line.split('\t').next().map(str::to_owned))
            .collect::<Vec<_>>()
    };
    let lines = lines();
    if std::env::var("GOLDEN").as_deref() == Ok("add") {
        let known = names(&kept);
        for line in lines
            .iter()
            .filter(|line| !known.contains(&line.split('\t').next().unwrap().to_owned()))
        {
            writeln!(kept, "{line}").unwrap();
        }
        std::fs::write(path, &kept).unwrap();
    }
    assert_eq!(
        names(&kept),
        names(&lines.join("\n")),
        "every form has its golden line"
    );
    for (is, was) in lines.iter().zip(kept.lines()) {
        assert_eq!(is, was);
    }
}

#[test]
fn sealing_the_same_content_with_the_same_salt_gives_the_same_name() {
    let once = content().seal(sealing(Lang::Vi, None)).unwrap();
    let mut untidy = content();
    untidy.title = "Tỉnh tiếp đoàn công tác ".to_owned();
    untidy.title = untidy.title.replace('ỉ', "i\u{309}");
    untidy.fields.insert("section".to_owned(), "  ".to_owned());
    assert_eq!(
        untidy.seal(sealing(Lang::Vi, None)).unwrap().hash,
        once.hash
    );
}

#[test]
fn what_a_later_version_adds_is_told_apart_from_what_is_broken() {
    use editorial::canonical::Unread;
    let bytes = content().seal(sealing(Lang::Vi, None)).unwrap().bytes;
    let text = String::from_utf8(bytes).unwrap();
    let newer = |from: &str, to: &str| {
        let changed = text.replacen(from, to, 1);
        assert_ne!(changed, text);
        let value: serde_json::Value = serde_json::from_str(&changed).unwrap();
        let bytes = editorial::canonical::to_bytes(&value);
        matches!(Body::read(&bytes), Err(Unread::Newer(_)))
    };
    assert!(newer(
        "\"type\":\"revision\",\"v\":1}",
        "\"type\":\"revision\",\"v\":2}"
    ));
    assert!(newer("],\"v\":1}", "],\"v\":2}"));
    assert!(newer("\"kind\":\"article\"", "\"kind\":\"podcast\""));
    assert!(newer("\"type\":\"quote\"", "\"type\":\"provision\""));
    assert!(newer("\"bold\"", "\"small_caps\""));
    assert!(newer("\"summary\":", "\"subtitle\":\"x\",\"summary\":"));
    let event = event(What::TakenBack {
        revision: hash("revision"),
    });
    let later = String::from_utf8(event.to_bytes())
        .unwrap()
        .replace("taken_back", "voted_on");
    let later =
        editorial::canonical::to_bytes(&serde_json::from_str::<serde_json::Value>(&later).unwrap());
    assert!(matches!(Event::read(&later), Err(Unread::Newer(_))));
    let outline = editorial::event::Outline::of(&later).unwrap();
    assert_eq!((outline.id, outline.edition), (Some(event.id), Some(vi())));
}

#[test]
fn versions_begin_at_one() {
    use editorial::canonical::{Unread, to_bytes};
    let with = |bytes: &[u8], change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = serde_json::from_slice(bytes).unwrap();
        change(&mut value);
        to_bytes(&value)
    };
    let broken = |unread: Option<Unread>| matches!(unread, Some(Unread::NotCanonical(_)));
    for no_version in [0, -1] {
        let outside: &dyn Fn(&mut serde_json::Value) = &|value| value["v"] = no_version.into();
        for (name, bytes) in bodies() {
            assert!(broken(Body::read(&with(&bytes, outside)).err()), "{name}");
        }
        for what in facts() {
            let (name, bytes) = (what.name(), event(what.clone()).to_bytes());
            assert!(broken(Event::read(&with(&bytes, outside)).err()), "{name}");
        }
        let sealed = content().seal(sealing(Lang::Vi, None)).unwrap();
        let inside = with(&sealed.bytes, &|value| {
            value["document"]["v"] = no_version.into();
        });
        assert!(broken(Body::read(&inside).err()), "v {no_version}");
    }
}
