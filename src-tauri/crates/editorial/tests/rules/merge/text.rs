//! Paragraphs, quotes, lists and pictures that two people changed.

use crate::{
    merge::{elsewhere, fresh, lines, taken, text, words_of},
    pieces::{id, p},
};
use editorial::{
    Block, Content, Hash,
    body::BlobRef,
    document::Item,
    merge::{Choice, Unit, Version, merge, resolve},
};
use std::collections::BTreeSet;

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

    let take = |choice| taken(&merged, choice);
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
        let [_] = &merged.conflicts[..] else {
            panic!("one conflict")
        };
        let take = |choice| taken(&merged, choice);
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
    let both = taken(&merged, Choice::Both);
    assert_eq!(both.title, "Tin của Oanh / Tin của Lực");
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
        taken(&merged, Choice::Mine),
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
    assert_eq!(taken(&merged, Choice::Theirs), changed);
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
    let theirs = taken(&merged, Choice::Theirs).normalised();
    assert_eq!(theirs, picture(2));
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
