//! Fields, links, tables and translations that two people changed.

use crate::{
    merge::{elsewhere, lines, taken, text},
    pieces::{id, p},
};
use editorial::{
    Block, Content, Hash,
    body::Link,
    document::{Cell, Row},
    merge::{Choice, Unit, merge},
    translation::{Origin, Place, Segment, SegmentState},
};

#[test]
fn fields_are_merged_one_by_one_and_one_that_holds_no_words_keeps_mine() {
    let with = |pairs: &[(&str, &str)]| Content {
        fields: pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        ..Content::default()
    };
    let base = with(&[
        ("author", "Oanh"),
        ("closes", "2026-12-01"),
        ("source", "Sở"),
    ]);
    let mine = with(&[
        ("author", "Oanh"),
        ("closes", "2026-12-10"),
        ("agency", "Sở Ngoại vụ"),
    ]);
    let theirs = with(&[
        ("author", "Lực"),
        ("closes", "2026-12-20"),
        ("source", "Sở Ngoại vụ"),
    ]);
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.content.fields["author"], "Lực");
    assert_eq!(merged.content.fields["agency"], "Sở Ngoại vụ");
    assert_eq!(
        merged.content.fields["source"], "Sở Ngoại vụ",
        "changed there wins over emptied here until chosen"
    );
    assert_eq!(
        merged
            .conflicts
            .iter()
            .map(|it| it.place.to_string())
            .collect::<Vec<_>>(),
        ["closes", "source"]
    );
    let take = |choice| taken(&merged, choice).fields;
    assert_eq!(
        (
            take(Choice::Both)["closes"].as_str(),
            take(Choice::Theirs)["closes"].as_str()
        ),
        ("2026-12-10", "2026-12-20")
    );
    assert!(!take(Choice::Mine).contains_key("source"));
}

#[test]
fn links_to_other_items_are_kept_or_dropped_each_by_itself() {
    let link = |rel: &str| Link {
        rel: rel.to_owned(),
        item: "01975b1e-0000-7000-8000-000000000001".parse().unwrap(),
    };
    let with = |rels: &[&str]| Content {
        links: rels.iter().map(|rel| link(rel)).collect(),
        ..Content::default()
    };
    let merged = merge(
        &with(&["amends", "answers"]),
        &with(&["answers", "outcome_of"]),
        &with(&["amends", "answers", "replaces"]),
    );
    assert_eq!(
        merged.content.links,
        with(&["answers", "outcome_of", "replaces"]).links
    );
}

#[test]
fn a_unit_is_read_as_it_is_written_and_no_field_is_named_like_a_block() {
    let segment = segment("a", "A", SegmentState::Translated).key();
    for unit in [
        Unit::Title,
        Unit::Summary,
        Unit::Field("receiving_address".to_owned()),
        Unit::Block(id("a")),
        Unit::Segment(segment),
    ] {
        assert_eq!(unit.to_string().parse::<Unit>().unwrap(), unit);
    }
    for kind in editorial::Kind::ALL {
        for field in kind.fields() {
            assert_eq!(
                field.name.parse::<Unit>().unwrap(),
                Unit::Field(field.name.to_owned())
            );
        }
    }
}

fn row(name: &str, cells: &[(&str, &str)]) -> Row {
    let cells = cells.iter().map(|(name, text)| Cell {
        blocks: vec![p(name, text)],
        ..Cell::default()
    });
    Row {
        id: id(name),
        cells: cells.collect(),
    }
}

fn table(rows: Vec<Row>) -> Content {
    text(vec![Block::Table {
        id: id("t"),
        header: false,
        rows,
    }])
}

#[test]
fn figures_changed_in_one_cell_and_rows_put_in_are_merged() {
    let base = table(vec![
        row("r", &[("a", "Tin"), ("b", "592")]),
        row("s", &[("c", "Văn bản"), ("d", "56")]),
    ]);
    let mine = table(vec![
        row("r", &[("a", "Tin"), ("b", "600")]),
        row("s", &[("c", "Văn bản"), ("d", "56")]),
    ]);
    let theirs = table(vec![
        row("r", &[("a", "Tin, bài"), ("b", "592")]),
        row("n", &[("e", "Ảnh"), ("f", "7")]),
        row("s", &[("c", "Văn bản"), ("d", "56")]),
    ]);
    let merged = merge(&base, &mine, &theirs);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        lines(&merged.content),
        ["Tin, bài", "600", "Ảnh", "7", "Văn bản", "56"]
    );
}

#[test]
fn a_figure_never_comes_to_stand_under_another_heading() {
    let base = table(vec![row("r", &[("a", "Tin"), ("b", "592")])]);
    let mine = table(vec![row(
        "r",
        &[("a", "Tin"), ("x", "Quý I"), ("b", "592")],
    )]);
    let theirs = table(vec![row("r", &[("a", "Tin"), ("b", "600")])]);
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(merged.content, mine);
    let [conflict] = &merged.conflicts[..] else {
        panic!("the row is one unit")
    };
    assert_eq!(conflict.place, Unit::Block(id("r")));
    let theirs_taken = taken(&merged, Choice::Theirs);
    assert_eq!(theirs_taken, theirs);
    let both = taken(&merged, Choice::Both);
    assert_eq!(lines(&both), ["Tin", "Quý I", "592", "Tin", "600"]);
    assert_eq!(both.document.unwrap().double_id(), None);
    let alone = merge(&base, &mine, &elsewhere(&base));
    assert!(alone.conflicts.is_empty());
    assert_eq!(
        alone.content.document, mine.document,
        "a column put in on one side only is no quarrel"
    );
}

fn segment(sentence: &str, target: &str, state: SegmentState) -> Segment {
    Segment {
        block: Place::Title,
        sentence: Hash::of(sentence.as_bytes()),
        n: 0,
        target: target.to_owned(),
        state,
        origin: (!target.is_empty()).then_some(Origin::Human),
        bounds: Some([0, 3]),
    }
}

#[test]
fn two_translators_are_joined_sentence_by_sentence() {
    use SegmentState::{Initial, Reviewed, Translated};
    let with = |segments: Vec<Segment>| Content {
        source: Some(Hash::of(b"1")),
        segments,
        ..Content::default()
    };
    let base = with(vec![
        segment("a", "", Initial),
        segment("b", "B.", Translated),
        segment("c", "C.", Translated),
        segment("d", "", Initial),
    ]);
    let mine = with(vec![
        segment("a", "A.", Translated),
        segment("b", "B.", Reviewed),
        segment("c", "C, better.", Translated),
        segment("d", "D mine.", Translated),
    ]);
    let theirs = with(vec![
        segment("a", "", Initial),
        segment("b", "B.", Translated),
        segment("c", "C.", Reviewed),
        segment("d", "D theirs.", Translated),
    ]);
    let merged = merge(&base, &mine, &theirs);
    let told: Vec<_> = merged
        .content
        .segments
        .iter()
        .map(|it| (it.target.as_str(), it.state))
        .collect();
    assert_eq!(
        told,
        [
            ("A.", Translated),
            ("B.", Reviewed),
            ("C, better.", Translated),
            ("D mine.", Translated)
        ]
    );
    let [conflict] = &merged.conflicts[..] else {
        panic!("one sentence translated twice")
    };
    assert_eq!(
        conflict.place,
        Unit::Segment(segment("d", "", Initial).key())
    );
    let take = |choice| taken(&merged, choice).segments[3].clone();
    assert_eq!(take(Choice::Theirs).target, "D theirs.");
    assert_eq!(
        (take(Choice::Both).target.as_str(), take(Choice::Both).state),
        ("D mine. D theirs.", Initial)
    );
}

#[test]
fn a_translation_that_both_brought_up_to_a_newer_source_is_no_quarrel() {
    use SegmentState::{Initial, Translated};
    let with = |source: &[u8], segments: Vec<Segment>| Content {
        source: Some(Hash::of(source)),
        segments,
        ..Content::default()
    };
    let base = with(b"1", vec![segment("a", "A.", Translated)]);
    let leftover = Segment {
        bounds: None,
        ..segment("a", "A.", Translated)
    };
    let mine = with(b"2", vec![segment("b", "", Initial), leftover.clone()]);
    let theirs = with(b"3", vec![segment("b", "B.", Translated), leftover.clone()]);
    let merged = merge(&base, &mine, &theirs);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        merged.content,
        with(b"3", vec![segment("b", "B.", Translated), leftover])
    );
}
