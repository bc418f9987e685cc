//! Two people, one text.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{
    Block, BlockId, Content, Document, Hash, Run,
    body::{BlobRef, Link},
    canonical,
    document::{Cell, Item, Row},
    merge::{Choice, Conflict, Merged, Unit, Version, merge, resolve},
    testing::fork,
    translation::{Origin, Place, Segment, SegmentState},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn words(text: &str) -> BTreeSet<String> {
    text.split_whitespace()
        .map(|word| word.trim_matches('.').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Every word of a content, wherever it stands.
fn words_of(content: &Content) -> BTreeSet<String> {
    let mut all = words(&content.title);
    all.extend(words(&content.summary));
    content
        .fields
        .values()
        .for_each(|value| all.extend(words(value)));
    content
        .segments
        .iter()
        .for_each(|segment| all.extend(words(&segment.target)));
    // Marked words stand against their neighbours, so each run is read by itself.
    for block in content.document.iter().flat_map(Document::all_blocks) {
        block
            .runs()
            .unwrap_or_default()
            .iter()
            .for_each(|run| all.extend(words(&run.text)));
        if let Block::Image {
            alt,
            caption,
            credit,
            ..
        } = block
        {
            all.extend(
                [alt, caption, credit]
                    .into_iter()
                    .flat_map(|text| words(text)),
            );
        }
    }
    all
}

fn words_of_version(version: &Version) -> BTreeSet<String> {
    let document = version.clone().into_document();
    let mut all = words_of(&Content {
        document: Some(document),
        ..Content::default()
    });
    if let Version::Text(text) = version {
        all.extend(words(text));
    }
    if let Version::Segment(segment) = version {
        all.extend(words(&segment.target));
    }
    all
}

/// The own words of every block with all their marks: what one person is answerable for.
fn sentences_of(content: &Content) -> BTreeSet<String> {
    let blocks = content.document.iter().flat_map(Document::all_blocks);
    let each = blocks.filter_map(|block| match block {
        Block::Heading { level, content, .. } => Some(format!("{level} {content:?}")),
        Block::Paragraph { content, .. } => Some(format!("{content:?}")),
        Block::Image {
            blob,
            alt,
            caption,
            credit,
            ..
        } => Some(format!("{blob} {alt} {caption} {credit}")),
        _ => None,
    });
    each.collect()
}

fn mirrored(conflicts: &[Conflict]) -> BTreeSet<String> {
    conflicts
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.place, it.theirs, it.mine))
        .collect()
}

fn plain(conflicts: &[Conflict]) -> BTreeSet<String> {
    conflicts
        .iter()
        .map(|it| format!("{} {:?} {:?}", it.place, it.mine, it.theirs))
        .collect()
}

/// Something in the title of one side, so that not the whole content is taken over unlooked at.
fn elsewhere(content: &Content) -> Content {
    Content {
        title: "khác".to_owned(),
        ..content.clone()
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1_500, ..ProptestConfig::default() })]

    #[test]
    fn no_word_put_in_is_lost((base, mine, theirs) in fork()) {
        let Merged { content, conflicts } = merge(&base, &mine, &theirs);
        let mut kept = words_of(&content);
        for version in conflicts.iter().flat_map(|it| [&it.mine, &it.theirs]).flatten() {
            kept.extend(words_of_version(version));
        }
        let known = words_of(&base);
        for side in [&mine, &theirs] {
            let lost: Vec<_> = words_of(side).into_iter().filter(|word| !known.contains(word) && !kept.contains(word)).collect();
            prop_assert!(lost.is_empty(), "lost {lost:?}");
        }
    }

    #[test]
    fn every_merged_sentence_stands_in_one_of_the_parents((base, mine, theirs) in fork()) {
        let merged = merge(&base, &mine, &theirs).content;
        let mut parents = sentences_of(&mine);
        parents.extend(sentences_of(&theirs));
        prop_assert!(sentences_of(&merged).is_subset(&parents));
        for (name, value) in &merged.fields {
            prop_assert!([mine.fields.get(name), theirs.fields.get(name)].contains(&Some(value)));
        }
        prop_assert!([&mine.title, &theirs.title].contains(&&merged.title));
        prop_assert!([&mine.summary, &theirs.summary].contains(&&merged.summary));
    }

    #[test]
    fn what_both_removed_or_one_removed_untouched_is_gone((base, mine, theirs) in fork()) {
        let merged = merge(&base, &mine, &theirs);
        let disputed: BTreeSet<_> = merged.conflicts.iter().flat_map(|it| [&it.mine, &it.theirs]).flatten().flat_map(words_of_version).collect();
        let (here, there) = (words_of(&mine), words_of(&theirs));
        for word in words_of(&merged.content) {
            prop_assert!(here.contains(&word) || there.contains(&word) || disputed.contains(&word), "{word} came back");
        }
    }

    #[test]
    fn a_side_that_changed_nothing_changes_nothing((base, mine, _) in fork()) {
        prop_assert_eq!(&merge(&base, &mine, &base).content, &mine);
        prop_assert_eq!(&merge(&base, &base, &mine).content, &mine);
        // The same with the trees looked at one by one.
        let merged = merge(&base, &mine, &elsewhere(&base));
        prop_assert_eq!(&merged.content.document.unwrap_or_default(), &mine.document.clone().unwrap_or_default());
        prop_assert_eq!(&merged.content.blobs, &mine.blobs);
        let merged = merge(&base, &elsewhere(&base), &mine);
        prop_assert_eq!(&merged.content.document.unwrap_or_default(), &mine.document.unwrap_or_default());
    }

    #[test]
    fn what_both_did_is_done_once((base, mine, _) in fork()) {
        let merged = merge(&base, &mine, &mine);
        prop_assert_eq!(&merged.content, &mine);
        prop_assert!(merged.conflicts.is_empty());
        let merged = merge(&elsewhere(&base), &mine, &elsewhere(&mine));
        prop_assert_eq!(merged.content.document.unwrap_or_default(), mine.document.unwrap_or_default());
    }

    #[test]
    fn ids_stay_unique_and_every_picture_has_its_file((base, mine, theirs) in fork()) {
        let merged = merge(&base, &mine, &theirs).content;
        let document = merged.document.unwrap_or_default();
        prop_assert_eq!(document.double_id(), None);
        for blob in document.blobs() {
            prop_assert!(merged.blobs.iter().any(|known| known.hash == blob));
        }
    }

    #[test]
    fn it_does_not_matter_who_is_called_mine((base, mine, theirs) in fork()) {
        let one = merge(&base, &mine, &theirs);
        let other = merge(&base, &theirs, &mine);
        prop_assert_eq!(mirrored(&one.conflicts), plain(&other.conflicts));
        if one.conflicts.is_empty() {
            prop_assert_eq!(one.content, other.content);
        } else {
            let order = |content: &Content| content.document.iter().flat_map(Document::nodes).map(editorial::document::Node::id).collect::<BTreeSet<_>>();
            // Inside of rows that are taken whole each side has its own blocks; all else stands in the same blocks.
            if !one.conflicts.iter().any(|it| matches!((&it.mine, &it.theirs), (Some(Version::Row(_)), Some(Version::Row(_))))) {
                prop_assert_eq!(order(&one.content), order(&other.content));
            }
        }
    }

    #[test]
    fn a_conflict_is_kept_as_it_is_read((base, mine, theirs) in fork()) {
        let merged = merge(&base, &mine, &theirs);
        let text = serde_json::to_string(&merged).unwrap();
        prop_assert_eq!(serde_json::from_str::<Merged>(&text).unwrap(), merged);
    }

    #[test]
    fn choosing_never_makes_an_id_twice_and_keeps_what_was_chosen((base, mine, theirs) in fork(), picks in proptest::collection::vec(0..3_usize, 1..8)) {
        let merged = merge(&base, &mine, &theirs);
        let choices: Vec<(Conflict, Choice)> = merged.conflicts.iter().enumerate().map(|(at, conflict)| {
            (conflict.clone(), [Choice::Mine, Choice::Theirs, Choice::Both][picks[at % picks.len()]])
        }).collect();
        let resolved = resolve(merged.content.clone(), &choices, &mut fresh());
        prop_assert_eq!(resolved.document.clone().unwrap_or_default().double_id(), None);
        let stands = words_of(&resolved);
        if choices.iter().all(|(_, choice)| *choice == Choice::Both) {
            for (conflict, _) in &choices {
                for version in [&conflict.mine, &conflict.theirs].into_iter().flatten() {
                    let lost: Vec<_> = words_of_version(version).into_iter().filter(|word| !stands.contains(word)).collect();
                    prop_assert!(lost.is_empty(), "{} lost {lost:?}", conflict.place);
                }
            }
        }
    }

    #[test]
    fn taking_theirs_everywhere_leaves_no_sentence_of_mine_that_was_disputed((base, mine, theirs) in fork()) {
        let merged = merge(&base, &mine, &theirs);
        for take in [Choice::Mine, Choice::Theirs] {
            let choices: Vec<_> = merged.conflicts.iter().map(|it| (it.clone(), take)).collect();
            let resolved = resolve(merged.content.clone(), &choices, &mut fresh());
            for conflict in &merged.conflicts {
                if let Unit::Field(name) = &conflict.place {
                    let side = if take == Choice::Mine { &mine } else { &theirs };
                    prop_assert_eq!(resolved.fields.get(name), side.fields.get(name));
                }
            }
        }
    }
}

fn fresh() -> impl FnMut() -> BlockId {
    let mut n = 0_u32;
    move || {
        n += 1;
        format!("z{n:09}").parse().unwrap()
    }
}

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

fn lines(content: &Content) -> Vec<String> {
    content
        .document
        .iter()
        .flat_map(Document::all_blocks)
        .map(Block::text)
        .filter(|text| !text.is_empty())
        .collect()
}

#[test]
fn oanh_and_luc_change_different_paragraphs_and_both_stand() {
    let base = text(vec![p("a", "Mở đầu."), p("b", "Nội dung."), p("c", "Kết.")]);
    let oanh = text(vec![
        p("a", "Mở đầu mới."),
        p("b", "Nội dung."),
        p("c", "Kết."),
    ]);
    let luc = text(vec![
        p("a", "Mở đầu."),
        p("b", "Nội dung."),
        p("n", "Câu của Lực."),
        p("c", "Kết mới."),
    ]);
    let merged = merge(&base, &oanh, &luc);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        lines(&merged.content),
        ["Mở đầu mới.", "Nội dung.", "Câu của Lực.", "Kết mới."]
    );
}

#[test]
fn one_paragraph_changed_twice_is_never_mixed() {
    let base = text(vec![p("a", "Mỗi năm xưởng hạ thủy bốn tàu.")]);
    let oanh = text(vec![p(
        "a",
        "Mỗi năm xưởng hạ thủy bốn tàu; có thêm khách từ Khánh Hòa.",
    )]);
    let luc = text(vec![p("a", "Mỗi năm xưởng hạ thủy ba đến bốn tàu vỏ gỗ.")]);
    let merged = merge(&base, &oanh, &luc);
    assert_eq!(merged.content, oanh);
    let [conflict] = &merged.conflicts[..] else {
        panic!("one conflict")
    };
    assert_eq!(conflict.place, Unit::Block(id("a")));
    assert_eq!(
        conflict.theirs.as_ref().map(Version::text).as_deref(),
        Some("Mỗi năm xưởng hạ thủy ba đến bốn tàu vỏ gỗ.")
    );

    let take = |choice| {
        resolve(
            merged.content.clone(),
            &[(conflict.clone(), choice)],
            &mut fresh(),
        )
    };
    assert_eq!(take(Choice::Mine), oanh);
    assert_eq!(take(Choice::Theirs), luc);
    let both = take(Choice::Both);
    assert_eq!(lines(&both), [lines(&oanh), lines(&luc)].concat());
    assert_eq!(
        both.document.unwrap().blocks[0].id(),
        id("a"),
        "mine keeps the id, and with it its comments"
    );
}

#[test]
fn what_was_rewritten_after_the_merge_stays_when_mine_is_taken() {
    let base = text(vec![p("a", "Một.")]);
    let merged = merge(
        &base,
        &text(vec![p("a", "Hai.")]),
        &text(vec![p("a", "Ba.")]),
    );
    let rewritten = text(vec![p("a", "Hai và ba.")]);
    assert_eq!(
        resolve(
            rewritten.clone(),
            &[(merged.conflicts[0].clone(), Choice::Mine)],
            &mut fresh()
        ),
        rewritten
    );
}

#[test]
fn a_paragraph_removed_here_and_changed_there_is_kept_to_choose() {
    let base = text(vec![p("a", "Một."), p("b", "Hai."), p("c", "Ba.")]);
    let without = text(vec![p("a", "Một."), p("c", "Ba.")]);
    let changed = text(vec![p("a", "Một."), p("b", "Hai, sửa lại."), p("c", "Ba.")]);
    for (mine, theirs, keep, drop) in [
        (&without, &changed, Choice::Theirs, Choice::Mine),
        (&changed, &without, Choice::Mine, Choice::Theirs),
    ] {
        let merged = merge(&base, mine, theirs);
        assert_eq!(
            merged.content, changed,
            "the changed text stands until somebody chooses"
        );
        let [conflict] = &merged.conflicts[..] else {
            panic!("one conflict")
        };
        let take = |choice| {
            resolve(
                merged.content.clone(),
                &[(conflict.clone(), choice)],
                &mut fresh(),
            )
        };
        assert_eq!(take(keep), changed);
        assert_eq!(take(drop), without);
        assert_eq!(take(Choice::Both), changed);
    }
    assert_eq!(
        merge(&base, &without, &elsewhere(&base)).content.document,
        without.document,
        "removed and untouched is gone"
    );
}

#[test]
fn a_paragraph_moved_into_a_quote_takes_the_other_sides_words_along() {
    let base = text(vec![p("a", "Một."), p("b", "Hai.")]);
    let quoted = text(vec![
        p("a", "Một."),
        Block::Quote {
            id: id("q"),
            blocks: vec![p("b", "Hai.")],
        },
    ]);
    let changed = text(vec![p("a", "Một."), p("b", "Hai, sửa lại.")]);
    let merged = merge(&base, &quoted, &changed);
    assert!(merged.conflicts.is_empty());
    assert_eq!(
        merged.content,
        text(vec![
            p("a", "Một."),
            Block::Quote {
                id: id("q"),
                blocks: vec![p("b", "Hai, sửa lại.")]
            }
        ])
    );
}

#[test]
fn moves_of_both_sides_are_both_made() {
    let block = |name: &str| p(name, name);
    let base = text(vec![
        block("a"),
        block("b"),
        block("c"),
        block("d"),
        block("e"),
    ]);
    let first_to_end = text(vec![
        block("b"),
        block("c"),
        block("d"),
        block("e"),
        block("a"),
    ]);
    let last_two_changed = text(vec![
        block("a"),
        block("b"),
        block("d"),
        block("c"),
        block("e"),
    ]);
    assert_eq!(
        lines(&merge(&base, &first_to_end, &last_two_changed).content),
        ["b", "d", "c", "e", "a"]
    );
}

#[test]
fn two_quotes_put_into_each_other_stay_both() {
    let quote = |name: &str, inside: Vec<Block>| Block::Quote {
        id: id(name),
        blocks: inside,
    };
    let base = text(vec![
        quote("q", vec![p("a", "Một.")]),
        quote("r", vec![p("b", "Hai.")]),
    ]);
    let mine = text(vec![quote(
        "r",
        vec![p("b", "Hai."), quote("q", vec![p("a", "Một.")])],
    )]);
    let theirs = text(vec![quote(
        "q",
        vec![p("a", "Một."), quote("r", vec![p("b", "Hai.")])],
    )]);
    let (one, other) = (merge(&base, &mine, &theirs), merge(&base, &theirs, &mine));
    assert_eq!(one, other);
    assert_eq!(words_of(&one.content), words_of(&base));
}

#[test]
fn two_first_versions_without_a_common_one_keep_both_texts() {
    let oanh = Content {
        title: "Tin của Oanh".to_owned(),
        ..text(vec![p("b", "Oanh một."), p("c", "Oanh hai.")])
    };
    let luc = Content {
        title: "Tin của Lực".to_owned(),
        ..text(vec![p("a", "Lực một."), p("d", "Lực hai.")])
    };
    let merged = merge(&Content::default(), &oanh, &luc);
    assert_eq!(
        lines(&merged.content),
        ["Lực một.", "Lực hai.", "Oanh một.", "Oanh hai."],
        "each one's stay together"
    );
    assert_eq!(
        merged
            .conflicts
            .iter()
            .map(|it| it.place.to_string())
            .collect::<Vec<_>>(),
        ["title"]
    );
    let both = resolve(
        merged.content,
        &[(merged.conflicts[0].clone(), Choice::Both)],
        &mut fresh(),
    );
    assert_eq!(both.title, "Tin của Oanh / Tin của Lực");
}

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
    let take = |choice| {
        let choices: Vec<_> = merged
            .conflicts
            .iter()
            .map(|it| (it.clone(), choice))
            .collect();
        resolve(merged.content.clone(), &choices, &mut fresh()).fields
    };
    assert_eq!(
        (
            take(Choice::Both)["closes"].as_str(),
            take(Choice::Theirs)["closes"].as_str()
        ),
        ("2026-12-10", "2026-12-20")
    );
    assert!(!take(Choice::Mine).contains_key("source"));
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
    let theirs_taken = resolve(
        merged.content.clone(),
        &[(conflict.clone(), Choice::Theirs)],
        &mut fresh(),
    );
    assert_eq!(theirs_taken, theirs);
    let both = resolve(
        merged.content,
        &[(conflict.clone(), Choice::Both)],
        &mut fresh(),
    );
    assert_eq!(lines(&both), ["Tin", "Quý I", "592", "Tin", "600"]);
    assert_eq!(both.document.unwrap().double_id(), None);
    let alone = merge(&base, &mine, &elsewhere(&base));
    assert!(alone.conflicts.is_empty());
    assert_eq!(
        alone.content.document, mine.document,
        "a column put in on one side only is no quarrel"
    );
}

#[test]
fn a_point_added_to_a_list_that_was_removed_is_kept_to_choose() {
    let item = |name: &str, inside: &str, text: &str| Item {
        id: id(name),
        blocks: vec![p(inside, text)],
    };
    let list = |items| Block::List {
        id: id("l"),
        ordered: false,
        items,
    };
    let base = text(vec![p("a", "Gồm:"), list(vec![item("i", "b", "một;")])]);
    let mine = text(vec![p("a", "Gồm:")]);
    let theirs = text(vec![
        p("a", "Gồm:"),
        list(vec![item("i", "b", "một;"), item("j", "c", "hai.")]),
    ]);
    let merged = merge(&base, &mine, &theirs);
    assert_eq!(
        merged.content,
        text(vec![p("a", "Gồm:"), list(vec![item("j", "c", "hai.")])])
    );
    let [conflict] = &merged.conflicts[..] else {
        panic!("one conflict")
    };
    assert_eq!(
        (conflict.place.clone(), conflict.mine.clone()),
        (Unit::Block(id("j")), None)
    );
    assert_eq!(
        resolve(
            merged.content,
            &[(conflict.clone(), Choice::Mine)],
            &mut fresh()
        ),
        mine,
        "the empty list goes too"
    );
}

#[test]
fn a_paragraph_made_a_list_here_and_changed_there_is_a_conflict_of_the_whole() {
    let base = text(vec![p("a", "một, hai")]);
    let listed = text(vec![Block::List {
        id: id("a"),
        ordered: false,
        items: vec![Item {
            id: id("i"),
            blocks: vec![p("b", "một")],
        }],
    }]);
    let changed = text(vec![p("a", "một, hai, ba")]);
    let merged = merge(&base, &listed, &changed);
    assert_eq!(merged.content, listed);
    assert_eq!(merged.conflicts.len(), 1);
    assert_eq!(
        resolve(
            merged.content,
            &[(merged.conflicts[0].clone(), Choice::Theirs)],
            &mut fresh()
        ),
        changed
    );
}

#[test]
fn the_file_of_a_disputed_picture_is_kept_until_somebody_chose() {
    let blob = |n: u8| BlobRef {
        hash: Hash::of(&[n]),
        media_type: "image/jpeg".to_owned(),
        bytes: 1,
        width: 1,
        height: 1,
    };
    let picture = |n: u8| Content {
        blobs: vec![blob(n)],
        ..text(vec![Block::Image {
            id: id("a"),
            blob: Hash::of(&[n]),
            alt: String::new(),
            caption: String::new(),
            credit: String::new(),
        }])
    };
    let merged = merge(&picture(0), &picture(1), &picture(2));
    let mut files: Vec<_> = merged.content.blobs.iter().map(|it| it.hash).collect();
    files.sort();
    let mut both = [Hash::of(&[1]), Hash::of(&[2])];
    both.sort();
    assert_eq!(files, both);
    let theirs = resolve(
        merged.content,
        &[(merged.conflicts[0].clone(), Choice::Theirs)],
        &mut fresh(),
    )
    .normalised();
    assert_eq!(theirs, picture(2));
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
    let take = |choice| {
        resolve(
            merged.content.clone(),
            &[(conflict.clone(), choice)],
            &mut fresh(),
        )
        .segments[3]
            .clone()
    };
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

#[test]
fn contents_with_doubled_ids_lose_nothing() {
    let doubled = text(vec![p("a", "Một."), p("a", "Hai.")]);
    let merged = merge(
        &text(vec![p("a", "Một.")]),
        &doubled,
        &text(vec![p("a", "Một."), p("c", "Ba.")]),
    );
    let kept = merged
        .conflicts
        .iter()
        .flat_map(|it| [&it.mine, &it.theirs])
        .flatten()
        .map(Version::text)
        .chain(lines(&merged.content))
        .collect::<BTreeSet<_>>();
    assert!(
        ["Hai.", "Ba."].iter().all(|text| kept.contains(*text)),
        "{kept:?}"
    );
    assert_eq!(merged.content.document.unwrap().double_id(), None);
}

proptest! {
    #[test]
    fn what_the_makers_make_and_what_is_merged_of_it_can_be_sealed_and_read((base, mine, theirs) in fork()) {
        for content in [base.clone(), mine.clone(), merge(&base, &mine, &theirs).content.normalised()] {
            prop_assert_eq!(content.document.clone().unwrap_or_default().double_id(), None);
            prop_assert_eq!(&content.clone().normalised(), &content);
            let bytes = canonical::to_bytes(&content);
            if content != Content::default() {
                prop_assert_eq!(canonical::read::<Content>(&bytes).unwrap(), content);
            }
        }
    }
}
