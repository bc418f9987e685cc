//! What holds of any two versions of any text.

use crate::merge::{elsewhere, fresh, words, words_of};
use editorial::{
    Block, Content, Document, canonical,
    merge::{Choice, Conflict, Merged, Unit, Version, merge, resolve},
    testing::fork,
};
use proptest::prelude::*;
use std::collections::BTreeSet;

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
