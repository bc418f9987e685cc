//! A translation beside its source, as the window shows it.
#![allow(clippy::unwrap_used)]

#[path = "../../store/tests/board/mod.rs"]
mod board;

use board::{Site, content, draft, vi};
use desk::{Desk, ThisComputer};
use editorial::{
    Lang, Role,
    compare::{Piece, PieceIs},
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
