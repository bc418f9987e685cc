//! Bytes are for ever: bodies, events, entries and what is signed over them, each with its hash and signature.
//!
//! A line of `golden/bytes.txt` that changes is a broken promise to every ledger there is. Only lines may be added:
//! `GOLDEN=add cargo test -p editorial --test golden` appends the ones that are missing.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use ed25519_dalek::SigningKey;
use editorial::{
    Block, Body, By, Content, DeviceId, Document, EditionId, Entry, Event, Fact, Hash, Head, Kind,
    Lang, MemberId, Millis, Policy, Role, Run, Salt, What,
    body::{BlobRef, Link, Sealing},
    document::{Cell, Item, Mark, Row},
    event::{Ground, Offer, Reason},
    keys::{self, InvitationCode},
    policy::{AnyOr, Rule, Step},
    state::Board,
    translation::{Origin, Place, Segment, SegmentState},
};
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

fn id(text: &str) -> editorial::BlockId {
    text.parse().unwrap()
}

fn document() -> Document {
    let run = |text: &str, marks: &[Mark]| Run {
        text: text.to_owned(),
        marks: marks.to_vec(),
    };
    let paragraph = |block: &str, text: &str| Block::Paragraph {
        id: id(block),
        content: vec![Run::plain(text)],
    };
    Document {
        v: 1,
        blocks: vec![
            Block::Heading {
                id: id("h000000001"),
                level: 2,
                content: vec![Run::plain("Nội dung trao đổi")],
            },
            Block::Paragraph {
                id: id("p000000001"),
                content: vec![
                    run("Hai bên ", &[]),
                    run("thống nhất", &[Mark::Bold, Mark::Italic]),
                    run(" tại ", &[]),
                    run(
                        "đây",
                        &[
                            Mark::Link("https://quangngai.example/".to_owned()),
                            Mark::Underline,
                        ],
                    ),
                    run("; H", &[]),
                    run("2", &[Mark::Sub]),
                    run("O, m", &[]),
                    run("2", &[Mark::Sup]),
                ],
            },
            Block::List {
                id: id("l000000001"),
                ordered: true,
                items: vec![Item {
                    id: id("i000000001"),
                    blocks: vec![paragraph("p000000002", "Mở rộng giao lưu nhân dân.")],
                }],
            },
            Block::Quote {
                id: id("q000000001"),
                blocks: vec![paragraph("p000000003", "Biển là nhà.")],
            },
            Block::Table {
                id: id("t000000001"),
                header: true,
                rows: vec![Row {
                    id: id("r000000001"),
                    cells: vec![Cell {
                        blocks: vec![paragraph("p000000004", "Năm")],
                        colspan: Some(2),
                        rowspan: None,
                    }],
                }],
            },
            Block::Image {
                id: id("m000000001"),
                blob: hash("photo"),
                alt: "Cầu qua sông".to_owned(),
                caption: "Cầu Cổ Lũy".to_owned(),
                credit: "Minh Hà".to_owned(),
            },
            Block::Paragraph {
                id: id("p000000005"),
                content: vec![],
            },
        ],
    }
}

fn content() -> Content {
    Content {
        title: "Tỉnh tiếp đoàn công tác".to_owned(),
        summary: "Sáng 17/11, hai bên trao đổi về hợp tác.".to_owned(),
        fields: [
            ("author", "Thu Hà"),
            ("source", "Sở Ngoại vụ"),
            ("genre", "news"),
        ]
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect(),
        links: vec![Link {
            rel: "outcome_of".to_owned(),
            item: OTHER_ITEM.parse().unwrap(),
        }],
        blobs: vec![BlobRef {
            hash: hash("photo"),
            media_type: "image/jpeg".to_owned(),
            bytes: 48_213,
            width: 1600,
            height: 900,
        }],
        document: Some(document()),
        source: None,
        segments: Vec::new(),
    }
}

fn sealing(lang: Lang, parent: Option<Hash>) -> Sealing {
    let edition = EditionId { lang, ..vi() };
    Sealing {
        edition,
        kind: Kind::Article,
        parent,
        by: MEMBER.parse().unwrap(),
        at: NOW,
        salt: salt(),
    }
}

fn bodies() -> Vec<(&'static str, Vec<u8>)> {
    let english = Content {
        title: String::new(),
        document: None,
        source: Some(hash("source")),
        segments: vec![
            Segment {
                block: Place::Title,
                sentence: hash("Tỉnh tiếp đoàn công tác"),
                n: 0,
                target: "The province receives a delegation".to_owned(),
                state: SegmentState::Translated,
                origin: Some(Origin::Human),
                bounds: Some([0, 33]),
            },
            Segment {
                block: Place::Caption(id("m000000001")),
                sentence: hash("Cầu Cổ Lũy"),
                n: 1,
                target: String::new(),
                state: SegmentState::Initial,
                origin: None,
                bounds: None,
            },
        ],
        ..Content::default()
    };
    let policy = Policy {
        rules: vec![Rule {
            kind: AnyOr::One(Kind::Consultation),
            lang: AnyOr::Any,
            steps: vec![
                Step {
                    roles: vec![Role::Approver],
                    count: 2,
                },
                Step {
                    roles: vec![Role::Chief],
                    count: 1,
                },
            ],
        }],
    };
    vec![
        (
            "revision",
            content()
                .seal(sealing(Lang::Vi, Some(hash("parent"))))
                .unwrap()
                .bytes,
        ),
        (
            "revision translated",
            english.seal(sealing(Lang::En, None)).unwrap().bytes,
        ),
        (
            "revision empty",
            Content {
                document: Some(Document::default()),
                ..Content::default()
            }
            .seal(sealing(Lang::Vi, None))
            .unwrap()
            .bytes,
        ),
        ("text", Body::text("Thiếu nguồn ảnh 2.", salt()).bytes),
        ("policy", Body::policy(policy, salt()).bytes),
        (
            "data",
            Body::data(
                "section",
                "tin-tuc",
                serde_json::json!({"vi": "Tin tức", "en": "News", "order": 1}),
                salt(),
            )
            .bytes,
        ),
    ]
}

fn facts() -> Vec<What> {
    let offer = Offer {
        revision: hash("revision"),
        kind: Kind::Article,
        parent: Some(hash("parent")),
        source: None,
    };
    let key = keys::public(&key());
    let subject: MemberId = MEMBER.parse().unwrap();
    let device: DeviceId = OTHER_DEVICE.parse().unwrap();
    let revision = hash("revision");
    vec![
        What::SiteCreated {
            name_vi: hash("vi"),
            name_en: hash("en"),
            key,
            zone: "Asia/Ho_Chi_Minh".to_owned(),
        },
        What::Invited {
            invitation: key,
            subject,
            roles: vec![Role::Editor, Role::Chief],
            name: Some(hash("name")),
            expires: NOW,
        },
        What::Uninvited { invitation: key },
        What::Joined {
            invitation: key,
            key,
            name: hash("name"),
            proof: keys::sign(keys::JOIN, b"proof", &self::key()),
        },
        What::DeviceReplaced {
            subject: device,
            key,
            name: hash("name"),
        },
        What::DeviceRevoked { subject: device },
        What::RoleGiven {
            subject,
            role: Role::Reviser,
            from: Some(NOW),
            to: Some(Millis(NOW.0 + 1)),
        },
        What::RoleEnded {
            subject,
            role: Role::Translator,
        },
        What::PolicySet {
            policy: hash("policy"),
        },
        What::Put {
            collection: "section".to_owned(),
            key: "tin-tuc".to_owned(),
            body: Some(hash("data")),
            replaces: Some(EVENT.parse().unwrap()),
        },
        What::Shared(offer),
        What::Submitted {
            offer,
            publish_at: Some(NOW),
            note: Some(hash("note")),
            reasons: vec![Reason {
                check: "picture_alt".to_owned(),
                body: hash("why"),
            }],
        },
        What::TakenBack { revision },
        What::Approved {
            revision,
            publish_at: Some(NOW),
        },
        What::Returned {
            revision,
            reason: hash("reason"),
        },
        What::Scheduled {
            revision,
            publish_at: NOW,
        },
        What::Published {
            revision,
            short: "7k2m9q4x".to_owned(),
            approvals: vec![EVENT.parse().unwrap()],
        },
        What::Withdrawn {
            reason: hash("reason"),
        },
        What::Unpublished {
            reason: hash("reason"),
            to: Some(OTHER_ITEM.parse().unwrap()),
        },
        What::Erased {
            body: hash("body"),
            ground: Ground::Person,
        },
        What::PublishMissed { revision },
        What::Opened { revision },
        What::Closed { revision },
        What::Agreed { revision },
        What::SiteKeyChanged { key },
    ]
}

fn event(what: What) -> Event {
    let of_edition = what.revision().is_some()
        || matches!(
            what,
            What::Withdrawn { .. }
                | What::Unpublished { .. }
                | What::PublishMissed { .. }
                | What::Opened { .. }
                | What::Closed { .. }
                | What::Agreed { .. }
        );
    let by = match what {
        What::SiteCreated { .. } | What::Erased { .. } | What::SiteKeyChanged { .. } => {
            By::Operator
        }
        What::Published { .. }
        | What::PublishMissed { .. }
        | What::Opened { .. }
        | What::Closed { .. } => By::Portal,
        _ => By::Member {
            member: MEMBER.parse().unwrap(),
            device: DEVICE.parse().unwrap(),
        },
    };
    let ledger = (!matches!(what, What::SiteCreated { .. })).then(|| hash("ledger"));
    Event {
        v: 1,
        id: EVENT.parse().unwrap(),
        ledger,
        by,
        at: NOW,
        fact: Fact {
            edition: of_edition.then(vi),
            what,
        },
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
