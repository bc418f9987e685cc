//! An article, a page, a consultation.

use crate::{
    checks::{article, consultation, found, subject, told, with, with_fields},
    pieces::{id, p},
};
use editorial::{
    Block, Content, Document, Hash, Kind, Lang, Run,
    checks::{self, Finding, Problem, Severity, Subject},
    document::Mark,
};

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
