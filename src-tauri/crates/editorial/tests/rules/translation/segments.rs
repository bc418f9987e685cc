//! Segments, their names, their marks, and the page made of them.

use crate::{
    pieces::{id, p, revision},
    translation::{article, translated},
};
use editorial::{
    Block, Content, Hash, Lang, Run,
    document::Mark,
    translation::{
        NoSegment, Origin, Row, SegmentState, Tags, find, laid, open, rows, set, touched,
    },
};

#[test]
fn a_new_translation_has_a_segment_for_each_sentence_and_each_text_of_a_picture() {
    let image = Block::Image {
        id: id("i"),
        blob: revision(9),
        alt: "Hai người bắt tay. Phía sau là cờ.".to_owned(),
        caption: "Lễ ký. Ảnh chụp sáng nay.".to_owned(),
        credit: "Lê Ẩn".to_owned(),
    };
    let source = article(vec![
        p("a", "Đoàn đến TP. Quảng Ngãi. Hai bên ký kết."),
        p("b", "***"),
        image,
    ]);
    let translation = open(revision(1), &source, Lang::Vi, None);
    assert_eq!(translation.source, Some(revision(1)));
    let rows = rows(&source, Lang::Vi, &translation, &[]);
    let told: Vec<(String, &str)> = rows
        .iter()
        .map(|row| (row.key.place.to_string(), row.source.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            ("title".to_owned(), "Quảng Ngãi tiếp đoàn Champasak"),
            ("a000000000".to_owned(), "Đoàn đến TP. Quảng Ngãi."),
            ("a000000000".to_owned(), "Hai bên ký kết."),
            (
                "i000000000.alt".to_owned(),
                "Hai người bắt tay. Phía sau là cờ."
            ),
            ("i000000000.caption".to_owned(), "Lễ ký."),
            ("i000000000.caption".to_owned(), "Ảnh chụp sáng nay."),
            ("i000000000.credit".to_owned(), "Lê Ẩn"),
        ]
    );
    assert!(rows.iter().all(|row| row.state == SegmentState::Initial
        && !row.out_of_date
        && row.target.is_empty()));
}

#[test]
fn a_segment_is_named_by_place_occurrence_and_hash() {
    let source = article(vec![p("a", "Tốt. Tốt. Rất tốt.")]);
    let mut translation = open(revision(1), &source, Lang::Vi, None);
    let names: Vec<String> = translation
        .segments
        .iter()
        .map(|it| it.key().short())
        .collect();
    let good = &Hash::of("Tốt.".as_bytes()).to_string()[..8];
    assert_eq!(
        names[1..3],
        [
            format!("a000000000/0/{good}"),
            format!("a000000000/1/{good}")
        ]
    );
    for (name, segment) in names.iter().zip(&translation.segments) {
        assert_eq!(find(&translation, name), Some(segment.key()));
        assert_eq!(
            find(&translation, &segment.key().to_string()),
            Some(segment.key())
        );
    }
    for wrong in [
        "",
        "title",
        "title/0",
        "title/0/",
        "title/0/zzzzzzzz",
        "a000000000/7/00000000",
        "nowhere/0/00000000",
    ] {
        assert_eq!(
            set(&mut translation, wrong, "x", SegmentState::Translated),
            Err(NoSegment(wrong.to_owned()))
        );
    }
}

#[test]
fn what_is_written_is_tidied_and_an_empty_target_begins_anew() {
    let source = article(vec![]);
    let mut translation = open(revision(1), &source, Lang::Vi, None);
    let name = translation.segments[0].key().short();
    set(
        &mut translation,
        &name,
        "  Qua\u{309}ng Ngai  ",
        SegmentState::Reviewed,
    )
    .unwrap();
    assert_eq!(translation.segments[0].target, "Quảng Ngai");
    assert_eq!(
        (
            translation.segments[0].state,
            translation.segments[0].origin
        ),
        (SegmentState::Reviewed, Some(Origin::Human))
    );
    set(&mut translation, &name, " ", SegmentState::Final).unwrap();
    assert_eq!(
        (
            translation.segments[0].state,
            translation.segments[0].origin
        ),
        (SegmentState::Initial, None)
    );
}

#[test]
fn marks_are_carried_over_by_their_tags() {
    let link = |url: &str| vec![Mark::Link(url.to_owned()), Mark::Italic];
    let source = |url: &str| {
        article(vec![Block::Paragraph {
            id: id("a"),
            content: vec![
                Run::plain("Hai bên "),
                Run {
                    text: "thống nhất".to_owned(),
                    marks: vec![Mark::Bold],
                },
                Run::plain(" tại "),
                Run {
                    text: "đây".to_owned(),
                    marks: link(url),
                },
                Run::plain(". Hết."),
            ],
        }])
    };
    let vietnamese = source("https://a.example");
    let mut english = open(revision(1), &vietnamese, Lang::Vi, None);
    let row = rows(&vietnamese, Lang::Vi, &english, &[])[1].clone();
    assert_eq!(row.source, "Hai bên <1>thống nhất</1> tại <2>đây</2>.");
    let name = row.key.short();
    set(
        &mut english,
        &name,
        "<2>Here</2> both <1>agreed</1>.",
        SegmentState::Translated,
    )
    .unwrap();
    let content = |source: &Content, english: &Content| {
        laid(source, Lang::Vi, english).document.unwrap().blocks[0]
            .runs()
            .unwrap()
            .to_vec()
    };
    assert_eq!(
        content(&vietnamese, &english),
        [
            Run {
                text: "Here".to_owned(),
                marks: link("https://a.example")
            },
            Run::plain(" both "),
            Run {
                text: "agreed".to_owned(),
                marks: vec![Mark::Bold]
            },
            Run::plain(". Hết."),
        ]
    );
    // Where a link leads is the source's matter, and changes with it.
    let elsewhere = source("https://b.example");
    assert_eq!(
        content(&elsewhere, &english)[0].marks,
        link("https://b.example")
    );
    assert_eq!(touched(&vietnamese, &elsewhere, Lang::Vi), []);

    set(
        &mut english,
        &name,
        "<2>Here both agreed.",
        SegmentState::Translated,
    )
    .unwrap();
    assert_eq!(
        content(&vietnamese, &english),
        [Run::plain("Here both agreed. Hết.")]
    );
    assert_eq!(
        rows(&vietnamese, Lang::Vi, &english, &[])[1].tags,
        Tags::Broken
    );
}

#[test]
fn the_page_takes_shared_facts_from_the_source_and_words_from_the_translation() {
    let source = article(vec![p("a", "Một.")]);
    let mut english = open(revision(1), &source, Lang::Vi, None);
    english.fields = [
        ("author", "Do Kieu Oanh"),
        ("source", " "),
        ("genre", "feature"),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .into();
    let page = laid(&source, Lang::Vi, &english);
    assert_eq!(page.fields["author"], "Do Kieu Oanh");
    assert_eq!(
        page.fields["source"], "Sở Ngoại vụ",
        "left empty shows the source's"
    );
    assert_eq!(
        page.fields["genre"], "news",
        "a shared field lives in the source only"
    );
    assert_eq!((page.source, page.segments.len()), (None, 0));
}

#[test]
fn bounds_that_lie_are_not_believed() {
    let source = article(vec![p("a", "Một. Hai.")]);
    let english = translated(&source, &open(revision(1), &source, Lang::Vi, None));
    for bounds in [Some([3, 2]), Some([0, 4_000_000_000]), Some([1, 2]), None] {
        let mut lying = english.clone();
        lying.segments[1].bounds = bounds;
        assert!(
            rows(&source, Lang::Vi, &lying, &[])
                .iter()
                .all(Row::is_done),
            "{bounds:?}"
        );
    }
}
