//! One body of each form.

use crate::{MEMBER, NOW, OTHER_ITEM, hash, salt, vi};
use editorial::{
    Block, Body, Content, Document, EditionId, Hash, Kind, Lang, Policy, Role, Run,
    body::{BlobRef, Link, Sealing},
    document::{Cell, Item, Mark, Row},
    policy::{AnyOr, Rule, Step},
    translation::{Origin, Place, Segment, SegmentState},
};

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

pub(crate) fn content() -> Content {
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

pub(crate) fn sealing(lang: Lang, parent: Option<Hash>) -> Sealing {
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

pub(crate) fn bodies() -> Vec<(&'static str, Vec<u8>)> {
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
