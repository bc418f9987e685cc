//! What stands between a text and its submission.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{
    Block, BlockId, Content, Document, Hash, Kind, Lang, Run,
    checks::{self, Finding, Problem, Severity, Subject, has_secret_mark},
    document::{Cell, Item, Mark, Row},
    translation::{SegmentState, open, rows, set},
};

fn id(name: &str) -> BlockId {
    format!("{name:0<10}").parse().unwrap()
}

fn p(name: &str, text: &str) -> Block {
    Block::Paragraph {
        id: id(name),
        content: vec![Run::plain(text)],
    }
}

fn with_fields(pairs: &[(&str, &str)]) -> Content {
    Content {
        title: "Khai mạc lớp tập huấn".to_owned(),
        fields: pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        document: Some(Document {
            v: 1,
            blocks: vec![p("a", "Sáng nay, lớp học khai mạc.")],
        }),
        ..Content::default()
    }
}

fn article() -> Content {
    with_fields(&[("author", "Đỗ Kiều Oanh"), ("source", "Sở Ngoại vụ")])
}

fn consultation() -> Content {
    with_fields(&[
        ("author", "Phòng Lãnh sự"),
        ("source", "Sở Ngoại vụ"),
        ("opens", "2026-11-24"),
        ("closes", "2026-12-24"),
        ("receiving_address", "Sở Ngoại vụ, 01 Hùng Vương"),
        ("receiving_email", "gopy@songoaivu.example.vn"),
    ])
}

fn with(content: &Content, name: &str, value: &str) -> Content {
    let mut content = content.clone();
    content.fields.insert(name.to_owned(), value.to_owned());
    content
}

fn subject(kind: Kind, content: &Content) -> Subject<'_> {
    Subject {
        kind,
        lang: Lang::Vi,
        content,
        source: None,
        newest_source: None,
        sections: None,
    }
}

fn found(kind: Kind, content: &Content) -> Vec<Finding> {
    checks::run(&subject(kind, content))
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings
        .iter()
        .map(|it| (it.check.as_str(), it.block.as_deref().unwrap_or_default()))
        .collect()
}

#[test]
fn a_finished_article_and_a_finished_consultation_pass() {
    assert_eq!(found(Kind::Article, &article()), []);
    assert_eq!(found(Kind::Page, &article()), []);
    assert_eq!(found(Kind::Consultation, &consultation()), []);
}

#[test]
fn who_wrote_it_and_where_it_comes_from_must_be_named() {
    let content = with(&with_fields(&[]), "author", "  ");
    assert_eq!(
        told(&found(Kind::Article, &content)),
        [("attribution", "author"), ("attribution", "source")]
    );
}

#[test]
fn a_title_has_letters_and_no_more_than_300_characters() {
    let titled = |title: &str| Content {
        title: title.to_owned(),
        ..article()
    };
    for (title, problem) in [
        ("", Some(Problem::TitleMissing)),
        (" \u{a0}", Some(Problem::TitleMissing)),
        ("24/11 – 2026!", Some(Problem::TitleWithoutLetter)),
        ("ộ".repeat(300).as_str(), None),
        ("ộ".repeat(301).as_str(), Some(Problem::TitleTooLong)),
        // The same 300 letters, typed on a system that takes them apart.
        ("o\u{323}\u{302}".repeat(300).as_str(), None),
        ("中", None),
    ] {
        let problems: Vec<_> = found(Kind::Article, &titled(title))
            .into_iter()
            .filter_map(|it| it.problem)
            .collect();
        assert_eq!(
            problems,
            problem.into_iter().collect::<Vec<_>>(),
            "{title:?}"
        );
    }
}

#[test]
fn a_section_must_exist_where_the_sections_are_known() {
    let content = with(&article(), "section", "tin-tuc");
    let sections = ["tin-tuc".to_owned(), "gioi-thieu".to_owned()];
    let run = |sections| {
        checks::run(&Subject {
            sections,
            ..subject(Kind::Article, &content)
        })
    };
    assert_eq!(run(Some(&sections)), []);
    assert_eq!(run(None), []);
    assert_eq!(told(&run(Some(&sections[1..]))), [("section", "section")]);
    assert_eq!(
        checks::run(&Subject {
            sections: Some(&[]),
            ..subject(Kind::Article, &article())
        }),
        [],
        "none named: the kind's own"
    );
}

#[test]
fn a_consultation_has_an_end_after_its_beginning_and_somewhere_to_write_to() {
    let base = consultation();
    for (name, value, problem) in [
        ("opens", "", Problem::OpensMissing),
        ("opens", "24/11/2026", Problem::OpensUnread),
        ("closes", "", Problem::ClosesMissing),
        ("closes", "cuối tháng", Problem::ClosesUnread),
        ("closes", "2026-11-23", Problem::ClosesBeforeOpens),
        (
            "closes",
            "2026-11-23T23:59:59+07:00",
            Problem::ClosesBeforeOpens,
        ),
        ("receiving_address", " ", Problem::AddressMissing),
        ("receiving_email", "", Problem::EmailMissing),
        (
            "receiving_email",
            "gopy tại songoaivu",
            Problem::EmailUnread,
        ),
    ] {
        let findings = found(Kind::Consultation, &with(&base, name, value));
        assert_eq!(
            findings
                .iter()
                .filter_map(|it| it.problem)
                .collect::<Vec<_>>(),
            [problem],
            "{name} {value}"
        );
        assert_eq!(findings[0].block.as_deref(), Some(name));
        assert_eq!(findings[0].severity, Severity::Blocks);
    }
    assert_eq!(
        found(Kind::Consultation, &with(&base, "closes", "2026-11-24")),
        [],
        "one whole day is possible"
    );
}

#[test]
fn a_picture_without_description_or_credit_needs_a_reason() {
    let mut content = article();
    let image = Block::Image {
        id: id("i"),
        blob: Hash::of(b"x"),
        alt: String::new(),
        caption: "Lễ khai mạc".to_owned(),
        credit: " ".to_owned(),
    };
    content.document = Some(Document {
        v: 1,
        blocks: vec![Block::Quote {
            id: id("q"),
            blocks: vec![image],
        }],
    });
    let findings = found(Kind::Article, &content);
    assert_eq!(
        told(&findings),
        [
            ("picture_alt", "i000000000"),
            ("picture_credit", "i000000000")
        ]
    );
    assert!(findings.iter().all(|it| it.severity == Severity::Reason));
}

#[test]
fn characters_that_are_not_seen_are_found_wherever_they_stand() {
    let base = article();
    let document = |blocks| Content {
        document: Some(Document { v: 1, blocks }),
        ..base.clone()
    };
    let link = |url: &str| Block::Paragraph {
        id: id("a"),
        content: vec![Run {
            text: "đây".to_owned(),
            marks: vec![Mark::Link(url.to_owned())],
        }],
    };
    let image = |alt: &str, caption: &str| Block::Image {
        id: id("i"),
        blob: Hash::of(b"x"),
        alt: alt.to_owned(),
        caption: caption.to_owned(),
        credit: "Lê Ẩn".to_owned(),
    };
    for (content, place) in [
        (
            Content {
                title: "Tin\u{202e}mới".to_owned(),
                ..base.clone()
            },
            "title",
        ),
        (
            Content {
                summary: "Tin\u{200b}".to_owned(),
                ..base.clone()
            },
            "summary",
        ),
        (with(&base, "author", "Oanh\u{7}"), "author"),
        (
            document(vec![p("a", "Một\u{feff}. Hai\u{200d}.")]),
            "a000000000",
        ),
        (document(vec![link("https://a.vn/\u{2066}")]), "a000000000"),
        (document(vec![image("mô\u{200b} tả", "")]), "i000000000.alt"),
        (
            document(vec![image("mô tả", "chú\u{200b} thích")]),
            "i000000000.caption",
        ),
    ] {
        assert_eq!(
            told(&found(Kind::Article, &content)),
            [("control_characters", place)]
        );
    }
    assert_eq!(
        found(
            Kind::Article,
            &document(vec![p("a", "dòng một\ndòng\thai, xuống-dòng\u{ad}mềm")])
        ),
        []
    );
}

fn cell(name: &str, text: &str) -> Cell {
    Cell {
        blocks: vec![p(name, text)],
        ..Cell::default()
    }
}

fn marked(blocks: Vec<Block>) -> Option<String> {
    has_secret_mark(&Content {
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    })
}

#[test]
fn a_secret_mark_is_found_in_every_place_that_can_bear_one() {
    let a = Some("a000000000".to_owned());
    assert_eq!(marked(vec![p("a", "MẬT")]), a);
    assert_eq!(marked(vec![p("a", "Độ mật: TỐI MẬT")]), a);
    assert_eq!(
        marked(vec![Block::Heading {
            id: id("a"),
            level: 2,
            content: vec![Run::plain("TUYỆT MẬT")]
        }]),
        a
    );
    assert_eq!(
        marked(vec![Block::Quote {
            id: id("q"),
            blocks: vec![p("a", "Mật"), p("a", "MẬT")]
        }]),
        a
    );
    let bold = |text: &str| Run {
        text: text.to_owned(),
        marks: vec![Mark::Bold],
    };
    assert_eq!(
        marked(vec![Block::Paragraph {
            id: id("a"),
            content: vec![bold("TUYỆT"), Run::plain(" "), bold("MẬT")]
        }]),
        a,
        "whatever marks cut it up"
    );
    let table = Block::Table {
        id: id("t"),
        header: false,
        rows: vec![Row {
            id: id("r"),
            cells: vec![cell("b", "Độ mật"), cell("a", "MẬT")],
        }],
    };
    assert_eq!(marked(vec![table]), a);
    let image = |alt: &str, caption: &str, credit: &str| Block::Image {
        id: id("i"),
        blob: Hash::of(b"x"),
        alt: alt.to_owned(),
        caption: caption.to_owned(),
        credit: credit.to_owned(),
    };
    assert_eq!(
        marked(vec![image("", "(MẬT)", "")]).as_deref(),
        Some("i000000000.caption")
    );
    assert_eq!(
        marked(vec![image("MẬT", "", "")]).as_deref(),
        Some("i000000000.alt")
    );
    assert_eq!(
        has_secret_mark(&Content {
            title: "TỐI MẬT".to_owned(),
            ..Content::default()
        })
        .as_deref(),
        Some("title")
    );
    assert_eq!(
        has_secret_mark(&Content {
            summary: "Mức độ mật: MẬT".to_owned(),
            ..Content::default()
        })
        .as_deref(),
        Some("summary")
    );
    assert_eq!(
        has_secret_mark(&with(&article(), "source", "MẬT")).as_deref(),
        Some("source")
    );
}

#[test]
fn an_article_about_the_law_may_list_the_three_degrees() {
    let item = |name: &str, text: &str| Item {
        id: id(&format!("i{name}")),
        blocks: vec![p(name, text)],
    };
    let list = |items| Block::List {
        id: id("l"),
        ordered: true,
        items,
    };
    let degrees = list(vec![
        item("a", "TUYỆT MẬT"),
        item("b", "TỐI MẬT;"),
        item("c", "MẬT."),
    ]);
    assert_eq!(
        marked(vec![
            p("h", "Luật chia bí mật nhà nước thành ba độ:"),
            degrees
        ]),
        None
    );
    assert_eq!(
        marked(vec![p("a", "Mật độ dân số, MẬT ONG và bí mật nhà nước.")]),
        None
    );
    assert_eq!(
        marked(vec![list(vec![item("a", "Độ mật: MẬT")])]).as_deref(),
        Some("a000000000"),
        "behind its label it is a mark in a list too"
    );
    let nested = Item {
        id: id("n"),
        blocks: vec![Block::Table {
            id: id("t"),
            header: false,
            rows: vec![Row {
                id: id("r"),
                cells: vec![cell("a", "MẬT")],
            }],
        }],
    };
    assert_eq!(
        marked(vec![list(vec![nested])]).as_deref(),
        Some("a000000000"),
        "and alone in a cell"
    );
}

#[test]
fn a_secret_mark_blocks_and_is_named_in_the_findings_too() {
    let content = Content {
        document: Some(Document {
            v: 1,
            blocks: vec![p("a", "MẬT")],
        }),
        ..article()
    };
    assert_eq!(
        told(&found(Kind::Article, &content)),
        [("secret_mark", "a000000000")]
    );
}

fn revision(n: u8) -> Hash {
    Hash::of(&[n])
}

fn english<'a>(
    kind: Kind,
    content: &'a Content,
    source: &'a Content,
    newest: Option<&'a Content>,
) -> Vec<Finding> {
    checks::run(&Subject {
        lang: Lang::En,
        source: Some(source),
        newest_source: newest,
        ..subject(kind, content)
    })
}

fn translated(source: &Content) -> Content {
    let mut content = open(revision(1), source, Lang::Vi, None);
    for (at, row) in rows(source, Lang::Vi, &content, &[]).iter().enumerate() {
        set(
            &mut content,
            &row.key.short(),
            &format!("Sentence {at}."),
            SegmentState::Translated,
        )
        .unwrap();
    }
    content
}

#[test]
fn an_english_edition_takes_its_facts_from_its_source() {
    let source = consultation();
    assert_eq!(
        english(
            Kind::Consultation,
            &translated(&source),
            &source,
            Some(&source)
        ),
        []
    );
    let without = with(&source, "closes", "");
    assert_eq!(
        told(&english(
            Kind::Consultation,
            &translated(&without),
            &without,
            None
        )),
        [("deadline", "closes")]
    );
}

#[test]
fn each_place_with_an_untranslated_sentence_blocks_once() {
    let mut source = article();
    source
        .document
        .as_mut()
        .unwrap()
        .blocks
        .push(p("b", "Một. Hai. Ba."));
    let opened = open(revision(1), &source, Lang::Vi, None);
    let findings = english(Kind::Article, &opened, &source, None);
    assert_eq!(
        told(&findings),
        [
            ("untranslated", "title"),
            ("untranslated", "a000000000"),
            ("untranslated", "b000000000")
        ]
    );
    let mut half = translated(&source);
    half.segments.pop();
    assert_eq!(
        told(&english(Kind::Article, &half, &source, None)),
        [("untranslated", "b000000000")]
    );
    half.segments[0].target = " ".to_owned();
    assert_eq!(
        told(&english(Kind::Article, &half, &source, None))[0],
        ("untranslated", "title"),
        "a state without words is no translation"
    );
}

#[test]
fn an_english_edition_behind_its_vietnamese_blocks_whether_or_not_it_was_opened_again() {
    let source = article();
    let mut newest = article();
    newest.document = Some(Document {
        v: 1,
        blocks: vec![p("a", "Chiều nay, lớp học khai mạc.")],
    });
    let content = translated(&source);
    assert_eq!(
        told(&english(Kind::Article, &content, &source, Some(&newest))),
        [("out_of_date", "a000000000")]
    );
    let opened = open(revision(2), &newest, Lang::Vi, Some(&content));
    assert_eq!(
        told(&english(Kind::Article, &opened, &newest, Some(&newest))),
        [("out_of_date", "a000000000")]
    );
    newest.document = Some(Document {
        v: 1,
        blocks: vec![],
    });
    assert_eq!(
        told(&english(Kind::Article, &content, &source, Some(&newest))),
        [("out_of_date", "a000000000")],
        "it still says what was taken out"
    );
    newest = with(&source, "genre", "feature");
    assert_eq!(
        english(Kind::Article, &content, &source, Some(&newest)),
        [],
        "shared facts need no translation"
    );
}

#[test]
fn a_translation_without_its_source_at_hand_is_looked_at_for_itself() {
    let source = article();
    let mut content = translated(&source);
    let run = |content: &Content| {
        checks::run(&Subject {
            lang: Lang::En,
            ..subject(Kind::Article, content)
        })
    };
    assert_eq!(run(&content), []);
    content.segments[1].state = SegmentState::Initial;
    content.segments[0].target = "<1>TOP</1> \u{200b}".to_owned();
    assert_eq!(
        told(&run(&content)),
        [
            ("untranslated", "a000000000"),
            ("control_characters", "title")
        ]
    );
    content.segments[0].target = "<1>TỐI MẬT</1>".to_owned();
    assert_eq!(has_secret_mark(&content).as_deref(), Some("title"));
}

#[test]
fn an_english_title_is_measured_as_it_is_shown() {
    let source = article();
    let mut content = translated(&source);
    let title = content.segments[0].key().short();
    set(
        &mut content,
        &title,
        &"a".repeat(301),
        SegmentState::Translated,
    )
    .unwrap();
    assert_eq!(
        told(&english(Kind::Article, &content, &source, None)),
        [("title", "title")]
    );
}

#[test]
fn every_finding_says_what_is_wrong_and_what_to_do_in_both_languages() {
    let mut content = with_fields(&[("opens", "x"), ("closes", "y"), ("receiving_email", "z")]);
    content.title = String::new();
    let findings = found(Kind::Consultation, &content);
    assert!(findings.len() >= 7);
    for finding in &findings {
        for lang in Lang::ALL {
            let message = finding.message(lang);
            assert!(
                message.matches(['.', ':']).count() >= 2 && message.ends_with('.'),
                "{message}"
            );
        }
        assert_ne!(finding.message(Lang::Vi), finding.message(Lang::En));
    }
    let json = serde_json::to_value(&findings[0]).unwrap();
    assert_eq!(
        json,
        serde_json::json!({"check": "title", "severity": "blocks", "block": "title", "problem": "title_missing"})
    );
    let newer: Finding =
        serde_json::from_str(r#"{"check":"tone","severity":"advice","problem":"mixed_tones"}"#)
            .unwrap();
    assert_eq!(
        newer.problem,
        Some(Problem::Other),
        "a finding of a newer portal is shown, not refused"
    );
}
