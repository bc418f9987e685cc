//! What an approver sees of a change.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{
    Block, BlockId, Content, Document, Hash, Lang, Run,
    compare::{Change, ChangeKind, PieceIs, compare},
    document::{Cell, Item, Mark, Row},
    testing::fork,
    translation::{SegmentState, open, set},
};
use proptest::prelude::*;

fn id(name: &str) -> BlockId {
    format!("{name:0<10}").parse().unwrap()
}

fn p(name: &str, text: &str) -> Block {
    Block::Paragraph {
        id: id(name),
        content: vec![Run::plain(text)],
    }
}

fn text(blocks: Vec<Block>) -> Content {
    Content {
        document: Some(Document { v: 1, blocks }),
        ..Content::default()
    }
}

/// Each change as `block kind`.
fn told(changes: &[Change]) -> Vec<String> {
    changes
        .iter()
        .map(|it| format!("{} {:?}", it.block.trim_end_matches('0'), it.change))
        .collect()
}

#[test]
fn equal_contents_have_no_changes() {
    let content = text(vec![p("a", "Một."), p("b", "Hai.")]);
    assert_eq!(compare(&content, &content), []);
}

#[test]
fn a_changed_paragraph_shows_its_words() {
    let changes = compare(
        &text(vec![p("a", "42 cán bộ dự.")]),
        &text(vec![p("a", "46 cán bộ dự.")]),
    );
    let [change] = &changes[..] else {
        panic!("one change")
    };
    assert_eq!(
        (change.old.as_deref(), change.new.as_deref()),
        (Some("42 cán bộ dự."), Some("46 cán bộ dự."))
    );
    let told: Vec<_> = change
        .words
        .iter()
        .map(|piece| (piece.is, piece.text.as_str()))
        .collect();
    assert_eq!(
        told,
        [
            (PieceIs::Deleted, "42"),
            (PieceIs::Inserted, "46"),
            (PieceIs::Same, " cán bộ dự.")
        ]
    );
    let json = serde_json::to_value(change).unwrap();
    assert_eq!(
        (json["block"].as_str(), json["change"].as_str()),
        (Some("a000000000"), Some("changed"))
    );
}

#[test]
fn what_is_gone_stands_behind_what_stood_before_it() {
    let old = text(vec![
        p("x", "Đầu."),
        p("a", "Một."),
        p("b", "Hai."),
        p("c", "Ba."),
    ]);
    let new = text(vec![p("a", "Một."), p("n", "Mới."), p("c", "Ba!")]);
    assert_eq!(
        told(&compare(&old, &new)),
        ["x Removed", "b Removed", "n Added", "c Changed"]
    );
}

#[test]
fn a_paragraph_that_only_moved_is_told_as_moved_and_alone() {
    let old = text(vec![p("a", "Một."), p("b", "Hai."), p("c", "Ba.")]);
    assert_eq!(
        told(&compare(
            &old,
            &text(vec![p("b", "Hai."), p("c", "Ba."), p("a", "Một.")])
        )),
        ["a Moved"]
    );
    let quoted = text(vec![
        p("a", "Một."),
        Block::Quote {
            id: id("q"),
            blocks: vec![p("b", "Hai.")],
        },
        p("c", "Ba."),
    ]);
    assert_eq!(told(&compare(&old, &quoted)), ["b Moved"]);
}

#[test]
fn where_a_link_leads_is_seen_when_it_changes() {
    let linked = |url: &str| {
        text(vec![Block::Paragraph {
            id: id("a"),
            content: vec![
                Run::plain("Xem "),
                Run {
                    text: "đây".to_owned(),
                    marks: vec![Mark::Link(url.to_owned())],
                },
                Run::plain("."),
            ],
        }])
    };
    let changes = compare(&linked("https://a.example"), &linked("https://b.example"));
    assert_eq!(
        changes[0].old.as_deref(),
        Some("Xem đây (https://a.example).")
    );
    assert_eq!(
        changes[0].new.as_deref(),
        Some("Xem đây (https://b.example).")
    );
}

#[test]
fn a_change_of_form_alone_is_a_change() {
    let heading = |level| {
        text(vec![Block::Heading {
            id: id("a"),
            level,
            content: vec![Run::plain("Mở đầu")],
        }])
    };
    let changes = compare(&heading(2), &heading(3));
    assert_eq!(changes[0].form, Some(["h2".to_owned(), "h3".to_owned()]));
    assert!(
        changes[0]
            .words
            .iter()
            .all(|piece| piece.is == PieceIs::Same)
    );
    let list = |ordered| {
        text(vec![Block::List {
            id: id("l"),
            ordered,
            items: vec![Item {
                id: id("i"),
                blocks: vec![p("a", "một")],
            }],
        }])
    };
    let changes = compare(&list(false), &list(true));
    assert_eq!(
        (changes[0].old.as_deref(), changes[0].new.as_deref()),
        (Some("ul"), Some("ol"))
    );
    let bold = text(vec![Block::Paragraph {
        id: id("a"),
        content: vec![Run {
            text: "một".to_owned(),
            marks: vec![Mark::Bold],
        }],
    }]);
    assert_eq!(
        compare(&text(vec![p("a", "một")]), &bold)[0].form,
        Some(["p".to_owned(), "p strong".to_owned()])
    );
}

#[test]
fn pictures_facts_and_cells_are_compared_too() {
    let content = |file: u8, caption: &str, author: &str, figure: &str| Content {
        title: "Tin".to_owned(),
        fields: [("author".to_owned(), author.to_owned())].into(),
        ..text(vec![
            Block::Image {
                id: id("i"),
                blob: Hash::of(&[file]),
                alt: "mô tả".to_owned(),
                caption: caption.to_owned(),
                credit: String::new(),
            },
            Block::Table {
                id: id("t"),
                header: false,
                rows: vec![Row {
                    id: id("r"),
                    cells: vec![Cell {
                        blocks: vec![p("c", figure)],
                        ..Cell::default()
                    }],
                }],
            },
        ])
    };
    let changes = compare(
        &content(1, "", "Oanh", "592"),
        &content(2, "Lễ ký", "Lực", "600"),
    );
    assert_eq!(
        told(&changes),
        [
            "author Changed",
            "i Changed",
            "i000000000.caption Added",
            "c Changed"
        ]
    );
    assert_eq!(
        changes[1].old.as_deref(),
        Some(Hash::of(&[1]).to_string().as_str())
    );
}

#[test]
fn translations_are_compared_by_segment() {
    let source = Content {
        title: "Tin mới".to_owned(),
        ..Content::default()
    };
    let before = open(Hash::of(b"1"), &source, Lang::Vi, None);
    let mut after = before.clone();
    let name = after.segments[0].key().short();
    set(&mut after, &name, "News", SegmentState::Translated).unwrap();
    let changes = compare(&before, &after);
    assert_eq!(
        (
            changes[0].block.as_str(),
            changes[0].change,
            changes[0].new.as_deref()
        ),
        (name.as_str(), ChangeKind::Added, Some("News"))
    );
}

proptest! {
    #[test]
    fn every_text_that_differs_is_told_with_its_old_and_new_words((old, _, new) in fork()) {
        let changes = compare(&old, &new);
        let texts = |content: &Content| -> std::collections::BTreeMap<String, String> {
            let document = content.document.clone().unwrap_or_default();
            document.all_blocks().into_iter().filter(|block| block.runs().is_some()).map(|block| (block.id().to_string(), block.text())).collect()
        };
        let (before, after) = (texts(&old), texts(&new));
        let told = |name: &String| changes.iter().any(|change| change.block == *name);
        for (name, text) in &after {
            if before.get(name) != Some(text) && !text.is_empty() {
                prop_assert!(told(name), "{name} is not told");
            }
        }
        for (name, text) in &before {
            if !after.contains_key(name) && !text.is_empty() {
                prop_assert!(changes.iter().any(|change| change.block == *name && change.change == ChangeKind::Removed && change.new.is_none()));
            }
        }
        for change in &changes {
            if !change.words.is_empty() {
                let side = |not: PieceIs| change.words.iter().filter(|it| it.is != not).map(|it| it.text.as_str()).collect::<String>();
                prop_assert_eq!(side(PieceIs::Inserted), change.old.clone().unwrap_or_default());
                prop_assert_eq!(side(PieceIs::Deleted), change.new.clone().unwrap_or_default());
            }
        }
        prop_assert_eq!(compare(&new, &new), vec![]);
    }

    #[test]
    fn the_same_comparison_seen_from_the_other_side_tells_the_same_blocks((old, _, new) in fork()) {
        let blocks = |changes: Vec<Change>| changes.into_iter().filter(|it| it.change != ChangeKind::Moved).map(|it| it.block).collect::<std::collections::BTreeSet<_>>();
        prop_assert_eq!(blocks(compare(&old, &new)), blocks(compare(&new, &old)));
    }
}
