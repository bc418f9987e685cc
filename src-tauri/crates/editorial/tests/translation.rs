//! The English edition beside its Vietnamese source.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{
    Block, BlockId, Content, Document, Hash, Lang, Run,
    document::Mark,
    testing::{self, edited},
    translation::{
        NoSegment, Origin, Place, Row, SegmentState, Tags, find, laid, open, rows, segments_of,
        set, touched, without_leftovers,
    },
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn id(name: &str) -> BlockId {
    format!("{name:0<10}").parse().unwrap()
}

fn p(name: &str, text: &str) -> Block {
    Block::Paragraph {
        id: id(name),
        content: vec![Run::plain(text)],
    }
}

fn article(blocks: Vec<Block>) -> Content {
    Content {
        title: "Quảng Ngãi tiếp đoàn Champasak".to_owned(),
        fields: [
            ("author", "Đỗ Kiều Oanh"),
            ("source", "Sở Ngoại vụ"),
            ("genre", "news"),
        ]
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .into(),
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    }
}

fn revision(n: u8) -> Hash {
    Hash::of(&[n])
}

/// Translates each sentence as itself in capitals, which is easily recognised.
fn translated(source: &Content, translation: &Content) -> Content {
    let mut translation = translation.clone();
    for row in rows(source, Lang::Vi, &translation, &[]) {
        set(
            &mut translation,
            &row.key.short(),
            &in_english(&row.source),
            SegmentState::Translated,
        )
        .unwrap();
    }
    translation
}

fn in_english(sentence: &str) -> String {
    sentence.to_uppercase()
}

fn of(rows: &[Row], source: &str) -> Row {
    rows.iter()
        .find(|row| row.source == source)
        .unwrap_or_else(|| panic!("no row {source:?} in {rows:#?}"))
        .clone()
}

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
fn one_figure_changed_in_the_vietnamese_touches_one_sentence_and_keeps_the_rest() {
    let first = article(vec![
        p("a", "Hai bên gặp nhau. Có 42 cán bộ được đào tạo. Đoàn về."),
        p("b", "Cảm ơn."),
    ]);
    let second = article(vec![
        p("a", "Hai bên gặp nhau. Có 46 cán bộ được đào tạo. Đoàn về."),
        p("b", "Cảm ơn."),
    ]);
    let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));

    let changes = touched(&first, &second, Lang::Vi);
    assert_eq!(changes.len(), 1);
    assert_eq!(
        changes[0].before.as_deref(),
        Some("Có 42 cán bộ được đào tạo.")
    );
    assert_eq!(
        changes[0].now.as_deref(),
        Some("Có 46 cán bộ được đào tạo.")
    );

    // The grid shows it whether or not the translation was brought up already.
    let opened = open(revision(2), &second, Lang::Vi, Some(&english));
    for translation in [&english, &opened] {
        let rows = rows(&second, Lang::Vi, translation, &[&first]);
        assert_eq!(rows.len(), 5);
        let row = of(&rows, "Có 46 cán bộ được đào tạo.");
        assert!(row.out_of_date && !row.is_done());
        assert_eq!(
            (row.target.as_str(), row.state),
            ("CÓ 42 CÁN BỘ ĐƯỢC ĐÀO TẠO.", SegmentState::Initial)
        );
        assert_eq!(
            row.earlier.unwrap().source.as_deref(),
            Some("Có 42 cán bộ được đào tạo.")
        );
        assert!(
            rows.iter()
                .filter(|row| !row.source.contains("46"))
                .all(|row| row.is_done() && !row.out_of_date)
        );
    }
    // Until it is looked at, no reader sees what the Vietnamese no longer says.
    let shown = laid(&second, Lang::Vi, &opened)
        .document
        .unwrap()
        .plain_text();
    assert!(
        shown.contains("46 cán bộ") && !shown.contains("42"),
        "{shown}"
    );

    let mut mended = opened.clone();
    let name = of(
        &rows(&second, Lang::Vi, &opened, &[]),
        "Có 46 cán bộ được đào tạo.",
    )
    .key
    .short();
    set(
        &mut mended,
        &name,
        "46 officials were trained.",
        SegmentState::Translated,
    )
    .unwrap();
    let after = rows(&second, Lang::Vi, &mended, &[]);
    assert!(after.iter().all(|row| row.is_done() && !row.out_of_date));
    assert_eq!(
        mended.segments.len(),
        6,
        "the old translation is kept in the draft"
    );
    assert_eq!(
        without_leftovers(&second, Lang::Vi, mended.clone())
            .segments
            .len(),
        5,
        "and left out when submitted"
    );
}

#[test]
fn a_leftover_is_kept_through_several_changes_and_stands_again_when_its_sentence_does() {
    let first = article(vec![p("a", "Một. Hai. Ba.")]);
    let second = article(vec![p("a", "Một. Hai hai. Ba.")]);
    let third = article(vec![p("a", "Một. Hai ba. Ba.")]);
    let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
    let second_time = open(revision(2), &second, Lang::Vi, Some(&english));
    let third_time = open(revision(3), &third, Lang::Vi, Some(&second_time));
    let row = of(&rows(&third, Lang::Vi, &third_time, &[&first]), "Hai ba.");
    assert!(row.out_of_date);
    assert_eq!(row.target, "HAI.");
    let back = open(revision(1), &first, Lang::Vi, Some(&third_time));
    assert_eq!(without_leftovers(&first, Lang::Vi, back), english);
}

#[test]
fn a_sentence_taken_out_marks_nothing_else_and_its_translation_is_kept() {
    let first = article(vec![p("a", "Một. Hai. Ba.")]);
    let second = article(vec![p("a", "Một. Ba.")]);
    let mut english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
    let name = of(&rows(&first, Lang::Vi, &english, &[]), "Một.")
        .key
        .short();
    set(&mut english, &name, "", SegmentState::Initial).unwrap();
    let opened = open(revision(2), &second, Lang::Vi, Some(&english));
    let rows = rows(&second, Lang::Vi, &opened, &[]);
    assert!(
        rows.iter().all(|row| !row.out_of_date),
        "the sentence before it has no part in this: {rows:#?}"
    );
    assert!(
        opened
            .segments
            .iter()
            .any(|it| it.target == "HAI." && it.bounds.is_none())
    );
    assert_eq!(
        touched(&first, &second, Lang::Vi).len(),
        1,
        "the English still says it, so it is behind"
    );
}

#[test]
fn a_paragraph_pasted_elsewhere_brings_its_translation_along() {
    let first = article(vec![p("a", "Một. Hai."), p("b", "Ba.")]);
    let second = article(vec![p("b", "Ba."), p("c", "Một. Hai.")]);
    let mut english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
    let name = of(&rows(&first, Lang::Vi, &english, &[]), "Hai.")
        .key
        .short();
    set(&mut english, &name, "Two.", SegmentState::Final).unwrap();
    let opened = open(revision(2), &second, Lang::Vi, Some(&english));
    let row = of(&rows(&second, Lang::Vi, &opened, &[]), "Hai.");
    assert_eq!(
        (row.target.as_str(), row.state, row.origin),
        ("Two.", SegmentState::Translated, Some(Origin::Memory))
    );
    assert_eq!(opened.segments.len(), english.segments.len());
}

#[test]
fn a_moved_block_is_no_touch() {
    let first = article(vec![p("a", "Một."), p("b", "Hai.")]);
    let second = article(vec![
        Block::Quote {
            id: id("q"),
            blocks: vec![p("b", "Hai.")],
        },
        p("a", "Một."),
    ]);
    assert_eq!(touched(&first, &second, Lang::Vi), []);
    let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
    assert!(
        rows(&second, Lang::Vi, &english, &[])
            .iter()
            .all(Row::is_done)
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
fn a_link_put_in_before_another_makes_the_sentence_out_of_date() {
    let linked = |runs: Vec<Run>| {
        article(vec![Block::Paragraph {
            id: id("a"),
            content: runs,
        }])
    };
    let link = |text: &str, url: &str| Run {
        text: text.to_owned(),
        marks: vec![Mark::Link(url.to_owned())],
    };
    let first = linked(vec![
        Run::plain("Xem "),
        link("đây", "/vi/a"),
        Run::plain("."),
    ]);
    let second = linked(vec![
        link("Xem", "/vi/b"),
        Run::plain(" "),
        link("đây", "/vi/a"),
        Run::plain("."),
    ]);
    let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
    assert_eq!(touched(&first, &second, Lang::Vi).len(), 1);
    assert!(
        rows(&second, Lang::Vi, &english, &[])
            .iter()
            .any(|row| row.out_of_date),
        "tag 1 would lead elsewhere now"
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
fn a_splitter_that_improved_leaves_standing_what_was_translated() {
    // As an older splitter would have cut: two sentences as one.
    let source = article(vec![p("a", "Một hai. Ba bốn.")]);
    let mut english = open(revision(1), &source, Lang::Vi, None);
    let whole = "Một hai. Ba bốn.";
    let mut one = english.segments[1].clone();
    one.sentence = Hash::of(whole.as_bytes());
    one.bounds = Some([0, u32::try_from(whole.len()).unwrap()]);
    one.target = "One two; three four.".to_owned();
    one.state = SegmentState::Final;
    english.segments = vec![english.segments[0].clone(), one];
    let standing = rows(
        &source,
        Lang::Vi,
        &open(revision(1), &source, Lang::Vi, Some(&english)),
        &[],
    );
    assert_eq!(standing.len(), 2);
    assert_eq!(
        (standing[1].source.as_str(), standing[1].state),
        (whole, SegmentState::Final)
    );
    assert_eq!(
        laid(&source, Lang::Vi, &english)
            .document
            .unwrap()
            .plain_text(),
        "One two; three four."
    );
    // Once the text changes, it is cut as today.
    let changed = article(vec![p("a", "Một hai. Ba bốn năm.")]);
    assert_eq!(rows(&changed, Lang::Vi, &english, &[]).len(), 3);
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

fn two_versions() -> impl Strategy<Value = (Content, Content)> {
    (
        testing::content(),
        proptest::collection::vec(testing::edit(), 0..8),
    )
        .prop_map(|(first, edits)| (first.clone(), edited(&first, 'm', &edits)))
}

fn texts(content: &Content) -> Vec<String> {
    let document = content.document.clone().unwrap_or_default();
    document.all_blocks().into_iter().map(Block::text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn opening_twice_is_opening_once((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let once = open(revision(2), &second, Lang::Vi, Some(&english));
        prop_assert_eq!(&open(revision(2), &second, Lang::Vi, Some(&once)), &once);
        prop_assert_eq!(rows(&second, Lang::Vi, &english, &[]), rows(&second, Lang::Vi, &once, &[]));
    }

    #[test]
    fn no_translation_is_thrown_away_by_opening((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english));
        let targets = |content: &Content| -> BTreeSet<String> {
            content.segments.iter().map(|it| it.target.clone()).filter(|target| !target.is_empty()).collect()
        };
        prop_assert_eq!(targets(&english), targets(&opened));
        let back = open(revision(1), &first, Lang::Vi, Some(&opened));
        prop_assert!(rows(&first, Lang::Vi, &back, &[]).iter().all(Row::is_done), "and all of it stands when the source does again");
    }

    #[test]
    fn what_is_not_touched_stays_translated_and_what_is_touched_does_not((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english));
        let undone: Vec<String> = rows(&second, Lang::Vi, &opened, &[]).into_iter().filter(|row| !row.is_done()).map(|row| row.source).collect();
        let changed: BTreeSet<String> = touched(&first, &second, Lang::Vi).into_iter().filter_map(|it| it.now).collect();
        for sentence in undone {
            prop_assert!(changed.contains(&sentence), "{sentence} began anew without a change");
        }
    }

    #[test]
    fn a_translation_of_nothing_shows_the_source_itself(content in testing::content()) {
        let english = open(revision(1), &content, Lang::Vi, None);
        let page = laid(&content, Lang::Vi, &english);
        prop_assert_eq!(&page.document, &content.document);
        prop_assert_eq!(&page.title, &content.title);
    }

    #[test]
    fn a_page_translated_word_for_word_is_the_source_in_other_words(content in testing::content()) {
        let mut english = open(revision(1), &content, Lang::Vi, None);
        for row in rows(&content, Lang::Vi, &english, &[]) {
            set(&mut english, &row.key.short(), &row.source, SegmentState::Translated).unwrap();
        }
        prop_assert_eq!(&laid(&content, Lang::Vi, &english).document, &content.document, "same words, same marks");
        let english = translated(&content, &english);
        let shouted: Vec<String> = texts(&content).iter().map(|text| in_english(text)).collect();
        prop_assert_eq!(texts(&laid(&content, Lang::Vi, &english)), shouted);
    }

    #[test]
    fn a_translation_is_kept_as_it_is_read((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english)).normalised();
        let bytes = editorial::canonical::to_bytes(&opened);
        prop_assert_eq!(editorial::canonical::read::<Content>(&bytes).unwrap(), opened);
    }

    #[test]
    fn segments_have_names_of_their_own(content in testing::content()) {
        let names: Vec<_> = segments_of(&content, Lang::Vi).into_iter().map(|it| it.key).collect();
        prop_assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for key in names {
            prop_assert_eq!(key.to_string().parse::<editorial::translation::SegmentKey>().unwrap(), key);
            prop_assert_eq!(key.place.to_string().parse::<Place>().unwrap(), key.place);
        }
    }
}
