//! A translation beside its source, as the window shows it.
#![allow(clippy::unwrap_used)]

#[path = "../../store/tests/board/mod.rs"]
mod board;

use board::{Person, Site, content, draft, vi};
use desk::{Desk, ThisComputer};
use editorial::{
    Code, Content, EditionId, Lang, Millis, Role,
    compare::{Piece, PieceIs},
    merge,
    translation::{self, SegmentState},
};
use std::{fmt::Write as _, sync::Arc, time::Instant};
use store::Store;

/// Sixteen sentences in each of `paragraphs` paragraphs.
fn sentences(paragraphs: usize, number: u32) -> Vec<String> {
    let paragraph = |of: usize| {
        (0..16).fold(String::new(), |mut text, nth| {
            let number = if (of, nth) == (0, 0) { number } else { 15 };
            write!(
                text,
                "Đoàn thứ {of} gồm {number} cán bộ thăm xã thứ {nth}. "
            )
            .unwrap();
            text
        })
    };
    (0..paragraphs).map(paragraph).collect()
}

#[test]
fn a_sentence_that_changed_is_told_with_its_place_and_the_words_that_changed() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let store = Store::in_memory().unwrap();
    board::belongs_to(&store, lan);
    let source = |number| {
        let paragraphs = sentences(25, number);
        let paragraphs: Vec<&str> = paragraphs.iter().map(String::as_str).collect();
        content("Đoàn thăm tỉnh", &paragraphs)
    };
    let before = site.submitted(lan, vi(1), None, source(42));
    site.submitted(lan, vi(1), Some(before), source(46));
    store::mirror::apply(&store, &site.page()).unwrap();

    let mut begun = translation::open(before, &source(42), Lang::Vi, None);
    let first = begun.segments[1].key().short();
    translation::set(&mut begun, &first, "42 came.", SegmentState::Translated).unwrap();
    let english = vi(1).other();
    store::drafts::put(&store, &draft(english, begun)).unwrap();
    let desk = Desk::on(store, Arc::new(ThisComputer));

    let rows = desk.segments(english, None).unwrap();
    assert_eq!((rows.len(), rows[0].block.as_str()), (401, "title"));
    let changed = &rows[1];
    assert!(changed.out_of_date && first.starts_with(&changed.block));
    let piece = |is, text: &str| Piece {
        is,
        text: text.to_owned(),
    };
    assert_eq!(
        changed.changed,
        [
            piece(PieceIs::Same, "Đoàn thứ 0 gồm "),
            piece(PieceIs::Deleted, "42"),
            piece(PieceIs::Inserted, "46"),
            piece(PieceIs::Same, " cán bộ thăm xã thứ 0."),
        ]
    );
    assert!(rows[2].changed.is_empty());
    // The command line's answer is promised: what the window needs besides does not stand in it.
    let line = serde_json::to_value(changed).unwrap();
    assert!(line.get("block").is_none() && line.get("changed").is_none());

    let begun = Instant::now();
    let row = desk
        .set_segment(english, &changed.segment, "46 came.", None)
        .unwrap();
    println!("one of {} sentences: {:?}", rows.len(), begun.elapsed());
    assert!(!row.out_of_date && row.changed.is_empty());
    assert_eq!(
        (row.target.as_str(), row.block),
        ("46 came.", changed.block.clone())
    );
}

/// A board with a translator and a reviser, and a text of three sentences in English that is not handed in yet.
struct Translated {
    site: Site,
    hanh: Person,
    tuyet: Person,
    english: EditionId,
    text: Content,
    names: Vec<String>,
}

impl Translated {
    fn new() -> Self {
        let mut site = Site::new();
        let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
        let hanh = site.person(2, Role::Translator, "Lê Thị Hạnh");
        let tuyet = site.person(3, Role::Reviser, "Lâm Ánh Tuyết");
        let vietnamese = content(
            "Đoàn thăm tỉnh",
            &["Đoàn gồm 42 người. Đoàn ở lại hai ngày."],
        );
        let source = site.submitted(lan, vi(1), None, vietnamese.clone());
        let mut text = translation::open(source, &vietnamese, Lang::Vi, None);
        let names: Vec<String> = text.segments.iter().map(|it| it.key().short()).collect();
        let words = ["A delegation visits", "42 came.", "They stayed two days."];
        for (name, words) in names.iter().zip(words) {
            translation::set(&mut text, name, words, SegmentState::Translated).unwrap();
        }
        let english = vi(1).other();
        Self {
            site,
            hanh,
            tuyet,
            english,
            text,
            names,
        }
    }
}

#[test]
fn a_reviser_reads_over_what_another_translated_and_nothing_else() {
    let Translated {
        mut site,
        hanh,
        tuyet,
        english,
        text,
        names,
    } = Translated::new();
    site.submitted(hanh, english, None, text);
    let page = site.page();
    let desk_of = |person| {
        let store = Store::in_memory().unwrap();
        board::belongs_to(&store, person);
        store::mirror::apply(&store, &page).unwrap();
        Desk::on(store, Arc::new(ThisComputer))
    };

    let translator = desk_of(hanh);
    assert!(
        translator
            .segments(english, None)
            .unwrap()
            .iter()
            .all(|row| !row.may_review)
    );
    let refused = translator
        .review_segment(english, None, &names[1])
        .unwrap_err();
    assert_eq!(refused.code, Code::NoRight);

    let reviser = desk_of(tuyet);
    let row = reviser.review_segment(english, None, &names[1]).unwrap();
    assert_eq!((row.state, row.may_review), (SegmentState::Reviewed, true));
    let row = reviser.review_segment(english, None, &names[1]).unwrap();
    assert_eq!(row.state, SegmentState::Translated);
    // What a reviser writes is for another to read over.
    reviser
        .set_segment(english, &names[2], "They stayed for two days.", None)
        .unwrap();
    let refused = reviser
        .review_segment(english, None, &names[2])
        .unwrap_err();
    assert_eq!(refused.code, Code::OwnWork);
}

#[test]
fn what_is_read_over_are_the_words_that_were_read() {
    let Translated {
        mut site,
        hanh,
        tuyet,
        english,
        mut text,
        names,
    } = Translated::new();
    let read = site.submitted(hanh, english, None, text.clone());
    translation::set(
        &mut text,
        &names[1],
        "42 people came.",
        SegmentState::Translated,
    )
    .unwrap();
    site.submitted(hanh, english, Some(read), text);
    let store = Store::in_memory().unwrap();
    board::belongs_to(&store, tuyet);
    store::mirror::apply(&store, &site.page()).unwrap();
    let reviser = Desk::on(store, Arc::new(ThisComputer));

    // Other words stand there by now: nobody reads over what they have not seen.
    let refused = reviser
        .review_segment(english, Some(read), &names[1])
        .unwrap_err();
    assert_eq!(refused.code, Code::Stale);
    let row = reviser
        .review_segment(english, Some(read), &names[2])
        .unwrap();
    assert_eq!(
        (row.target.as_str(), row.state),
        ("They stayed two days.", SegmentState::Reviewed)
    );
    // The draft is begun on what was read; the newer revision is merged when it is submitted.
    let rows = reviser.segments(english, None).unwrap();
    assert_eq!(rows[1].target, "42 came.");
}

#[test]
fn a_sentence_that_two_translated_is_chosen_for_itself() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hanh = site.person(2, Role::Translator, "Lê Thị Hạnh");
    let vietnamese = content("Đoàn thăm tỉnh", &["Đoàn gồm 42 người."]);
    let source = site.submitted(lan, vi(1), None, vietnamese.clone());
    let english = vi(1).other();
    let translated = |title: &str, words: &str| {
        let mut begun = translation::open(source, &vietnamese, Lang::Vi, None);
        for (at, words) in [title, words].iter().enumerate() {
            let name = begun.segments[at].key().short();
            translation::set(&mut begun, &name, words, SegmentState::Translated).unwrap();
        }
        begun
    };
    let first = site.submitted(hanh, english, None, translated("A visit", "42 came."));
    let store = Store::in_memory().unwrap();
    board::belongs_to(&store, lan);
    store::mirror::apply(&store, &site.page()).unwrap();
    let mut mine = draft(
        english,
        translated("A delegation visits", "42 people came."),
    );
    mine.base = Some(first);
    store::drafts::put(&store, &mine).unwrap();
    site.submitted(
        hanh,
        english,
        Some(first),
        translated("Delegation visits", "The 42 came."),
    );
    store::mirror::apply(&store, &site.page()).unwrap();
    assert!(sync::settle::rebase(&store, english, Millis(board::NOON)).unwrap());
    let desk = Desk::on(store, Arc::new(ThisComputer));

    assert_eq!(desk.forks().unwrap()[0].title, "A delegation visits");
    let fork = desk.fork(english).unwrap();
    let told: Vec<_> = fork
        .passages
        .iter()
        .map(|it| {
            (
                it.source.as_deref(),
                it.base.as_deref(),
                it.mine.as_deref(),
                it.theirs.as_deref(),
            )
        })
        .collect();
    assert_eq!(
        told[1],
        (
            Some("Đoàn gồm 42 người."),
            Some("42 came."),
            Some("42 people came."),
            Some("The 42 came.")
        )
    );
    let names: Vec<String> = fork
        .passages
        .into_iter()
        .filter_map(|it| it.segment)
        .collect();
    let row = desk
        .choose_segment(english, &names[1], merge::Choice::Theirs)
        .unwrap();
    assert_eq!(row.target, "The 42 came.");
    assert_eq!(desk.fork(english).unwrap().passages.len(), 1);
    let row = desk
        .choose_segment(english, &names[0], merge::Choice::Both)
        .unwrap();
    assert_eq!(
        (row.target.as_str(), row.state),
        (
            "A delegation visits Delegation visits",
            SegmentState::Initial
        )
    );
    assert!(!desk.row(english).unwrap().fork);
}
