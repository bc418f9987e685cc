//! Marks of state secrets, which have no place here.

use crate::{
    checks::{article, found, told, with},
    pieces::{id, p},
};
use editorial::{
    Block, Content, Document, Hash, Kind, Run,
    checks::has_secret_mark,
    document::{Cell, Item, Mark, Row},
};

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
    let bold = |text: &str| Run {
        text: text.to_owned(),
        marks: vec![Mark::Bold],
    };
    let heading = Block::Heading {
        id: id("a"),
        level: 2,
        content: vec![Run::plain("TUYỆT MẬT")],
    };
    let quote = Block::Quote {
        id: id("q"),
        blocks: vec![p("a", "Mật"), p("a", "MẬT")],
    };
    let cut_up_by_marks = Block::Paragraph {
        id: id("a"),
        content: vec![bold("TUYỆT"), Run::plain(" "), bold("MẬT")],
    };
    let table = Block::Table {
        id: id("t"),
        header: false,
        rows: vec![Row {
            id: id("r"),
            cells: vec![cell("b", "Độ mật"), cell("a", "MẬT")],
        }],
    };
    let image = |alt: &str, caption: &str| Block::Image {
        id: id("i"),
        blob: Hash::of(b"x"),
        alt: alt.to_owned(),
        caption: caption.to_owned(),
        credit: String::new(),
    };
    for (block, place) in [
        (p("a", "MẬT"), "a000000000"),
        (p("a", "Độ mật: TỐI MẬT"), "a000000000"),
        (heading, "a000000000"),
        (quote, "a000000000"),
        (cut_up_by_marks, "a000000000"),
        (table, "a000000000"),
        (image("", "(MẬT)"), "i000000000.caption"),
        (image("MẬT", ""), "i000000000.alt"),
    ] {
        let found = marked(vec![block.clone()]);
        assert_eq!(found.as_deref(), Some(place), "{block:?}");
    }

    let title = Content {
        title: "TỐI MẬT".to_owned(),
        ..Content::default()
    };
    let summary = Content {
        summary: "Mức độ mật: MẬT".to_owned(),
        ..Content::default()
    };
    let source = with(&article(), "source", "MẬT");
    for (content, place) in [(title, "title"), (summary, "summary"), (source, "source")] {
        assert_eq!(has_secret_mark(&content).as_deref(), Some(place));
    }
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
