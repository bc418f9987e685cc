//! The English edition against its source.

use crate::{
    checks::{article, consultation, subject, told, with},
    pieces::{p, revision},
};
use editorial::{
    Content, Document, Kind, Lang,
    checks::{self, Finding, Subject, has_secret_mark},
    translation::{SegmentState, open, rows, set},
};

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
