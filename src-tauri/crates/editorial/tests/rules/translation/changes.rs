//! A source that changes under its translation.

use crate::{
    pieces::{id, p, revision},
    translation::{article, of, translated},
};
use editorial::{
    Block, Hash, Lang, Run,
    document::Mark,
    translation::{Origin, Row, SegmentState, laid, open, rows, set, touched, without_leftovers},
};

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
