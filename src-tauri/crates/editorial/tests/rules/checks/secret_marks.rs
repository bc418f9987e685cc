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
