//! A text brought in again keeps the ids of what it still holds.

use crate::support::read;
use editorial::{document::Document, ids::BlockId};
use formats::align_ids;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A text read with ids that no other text has.
fn with_ids(name: &str, text: &str, mark: u8) -> Document {
    let mut n = 0;
    let mut new_id = || {
        n += 1;
        BlockId::from_random([mark, 0, 0, 0, 0, 0, 0, 0, n / 36, n % 36])
    };
    formats::import(name, text.as_bytes(), &mut new_id)
        .unwrap()
        .document
}

fn ids(document: &Document) -> Vec<String> {
    document
        .nodes()
        .into_iter()
        .map(|node| node.id().to_string())
        .collect()
}

/// Paragraph by paragraph, the text whose id it bears now.
fn partners(old: &str, new: &str) -> Vec<Option<String>> {
    let before = with_ids("x.txt", old, 1);
    let names: BTreeMap<String, String> = before
        .blocks
        .iter()
        .map(|block| (block.id().to_string(), block.text()))
        .collect();
    let after = align_ids(&before, with_ids("x.txt", new, 2));
    assert_eq!(after.double_id(), None);
    after
        .blocks
        .iter()
        .map(|block| names.get(block.id().as_str()).cloned())
        .collect()
}

#[allow(clippy::unnecessary_wraps)] // as what it is compared with
fn some(text: &str) -> Option<String> {
    Some(text.to_owned())
}

#[test]
fn the_same_text_keeps_every_id_at_every_depth() {
    let text = "## Mục\n\nchữ\n\n- a\n- b\n  - c\n\n> d\n\n| e | f |\n|---|---|\n| g | h |\n";
    let old = with_ids("x.md", text, 1);
    let new = align_ids(&old, with_ids("x.md", text, 2));
    assert_eq!(ids(&new), ids(&old));
    assert_eq!(new, old);
}

#[test]
fn a_changed_paragraph_keeps_its_id_and_a_new_one_gets_its_own() {
    let old = "Sáng 5/2 đoàn đến Viêng Chăn và hội đàm.\n\nChiều cùng ngày đoàn thăm trường học.";
    let new = "Sáng 6/2 đoàn đến Viêng Chăn và hội đàm.\n\nĐoạn hoàn toàn mới về việc khác hẳn.\n\nChiều cùng ngày đoàn thăm một trường học.";
    assert_eq!(
        partners(old, new),
        [
            some("Sáng 5/2 đoàn đến Viêng Chăn và hội đàm."),
            None,
            some("Chiều cùng ngày đoàn thăm trường học.")
        ]
    );
}

#[test]
fn what_is_unlike_is_new() {
    assert_eq!(partners("một hai ba bốn", "năm sáu bảy tám"), [None]);
    assert_eq!(
        partners("a b c d e f g h i j", "a b c d e x y z u v"),
        [None]
    );
    assert_eq!(
        partners("a b c d e f g h i j", "a b c d e f y z u v"),
        [some("a b c d e f g h i j")]
    );
}

#[test]
fn a_moved_paragraph_is_known_again() {
    let old = "đoạn một\n\nđoạn hai dài hơn\n\nđoạn ba dài hơn nữa";
    let new = "đoạn ba dài hơn nữa\n\nđoạn một\n\nđoạn hai dài hơn";
    assert_eq!(
        partners(old, new),
        [
            some("đoạn ba dài hơn nữa"),
            some("đoạn một"),
            some("đoạn hai dài hơn")
        ]
    );
}

#[test]
fn equal_paragraphs_keep_their_order() {
    let old = with_ids("x.txt", "x\n\ny\n\nx", 1);
    let new = align_ids(&old, with_ids("x.txt", "x\n\nz\n\nx", 2));
    assert_eq!(
        (new.blocks[0].id(), new.blocks[2].id()),
        (old.blocks[0].id(), old.blocks[2].id())
    );
    assert_ne!(new.blocks[1].id(), old.blocks[1].id());
}

#[test]
fn ids_that_stand_in_the_file_win() {
    let old = read("x.json", r#"{"v":1,"blocks":[{"id":"aaaaaaaaa1","type":"paragraph","content":[{"text":"một"}]},{"id":"aaaaaaaaa2","type":"paragraph","content":[{"text":"hai"}]}]}"#).document;
    let new = read("x.json", r#"{"v":1,"blocks":[{"id":"aaaaaaaaa2","type":"paragraph","content":[{"text":"một"}]},{"type":"paragraph","content":[{"text":"hai"}]}]}"#).document;
    let aligned = align_ids(&old, new);
    assert_eq!(aligned.blocks[0].id().as_str(), "aaaaaaaaa2");
    assert_eq!(aligned.double_id(), None);
}

proptest! {
    #[test]
    fn no_id_is_ever_given_twice_and_the_text_stays(
        old in crate::support::document("[ab]( [ab]){0,3}"),
        new in crate::support::document("[ab]( [ab]){0,3}"),
    ) {
        let (old, new) = (crate::support::renumbered(&old), crate::support::renumbered(&new));
        let json = serde_json::to_string(&new).unwrap().replace("\"aaaaaa", "\"bbbbbb");
        let new = read("x.json", &json).under_title("?").document;
        let aligned = align_ids(&old, new.clone());
        prop_assert_eq!(aligned.double_id(), None);
        prop_assert_eq!(formats::html::render(&aligned), formats::html::render(&new));
        prop_assert_eq!(align_ids(&new, new.clone()), new);
    }
}
