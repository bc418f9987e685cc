//! What holds of any source and any change of it.

use crate::{
    pieces::revision,
    translation::{in_english, translated},
};
use editorial::{
    Block, Content, Lang,
    testing::{self, edited},
    translation::{Place, Row, SegmentState, laid, open, rows, segments_of, set, touched},
};
use proptest::prelude::*;
use std::collections::BTreeSet;

fn two_versions() -> impl Strategy<Value = (Content, Content)> {
    (
        testing::content(),
        proptest::collection::vec(testing::edit(), 0..8),
    )
        .prop_map(|(first, edits)| (first.clone(), edited(&first, 'm', &edits)))
}

fn texts(content: &Content) -> Vec<String> {
    let document = content.document.clone().unwrap_or_default();
    document.all_blocks().into_iter().map(Block::text).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn opening_twice_is_opening_once((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let once = open(revision(2), &second, Lang::Vi, Some(&english));
        prop_assert_eq!(&open(revision(2), &second, Lang::Vi, Some(&once)), &once);
        prop_assert_eq!(rows(&second, Lang::Vi, &english, &[]), rows(&second, Lang::Vi, &once, &[]));
    }

    #[test]
    fn no_translation_is_thrown_away_by_opening((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english));
        let targets = |content: &Content| -> BTreeSet<String> {
            content.segments.iter().map(|it| it.target.clone()).filter(|target| !target.is_empty()).collect()
        };
        prop_assert_eq!(targets(&english), targets(&opened));
        let back = open(revision(1), &first, Lang::Vi, Some(&opened));
        prop_assert!(rows(&first, Lang::Vi, &back, &[]).iter().all(Row::is_done), "and all of it stands when the source does again");
    }

    #[test]
    fn what_is_not_touched_stays_translated_and_what_is_touched_does_not((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english));
        let undone: Vec<String> = rows(&second, Lang::Vi, &opened, &[]).into_iter().filter(|row| !row.is_done()).map(|row| row.source).collect();
        let changed: BTreeSet<String> = touched(&first, &second, Lang::Vi).into_iter().filter_map(|it| it.now).collect();
        for sentence in undone {
            prop_assert!(changed.contains(&sentence), "{sentence} began anew without a change");
        }
    }

    #[test]
    fn a_translation_of_nothing_shows_the_source_itself(content in testing::content()) {
        let english = open(revision(1), &content, Lang::Vi, None);
        let page = laid(&content, Lang::Vi, &english);
        prop_assert_eq!(&page.document, &content.document);
        prop_assert_eq!(&page.title, &content.title);
    }

    #[test]
    fn a_page_translated_word_for_word_is_the_source_in_other_words(content in testing::content()) {
        let mut english = open(revision(1), &content, Lang::Vi, None);
        for row in rows(&content, Lang::Vi, &english, &[]) {
            set(&mut english, &row.key.short(), &row.source, SegmentState::Translated).unwrap();
        }
        prop_assert_eq!(&laid(&content, Lang::Vi, &english).document, &content.document, "same words, same marks");
        let english = translated(&content, &english);
        let shouted: Vec<String> = texts(&content).iter().map(|text| in_english(text)).collect();
        prop_assert_eq!(texts(&laid(&content, Lang::Vi, &english)), shouted);
    }

    #[test]
    fn a_translation_is_kept_as_it_is_read((first, second) in two_versions()) {
        let english = translated(&first, &open(revision(1), &first, Lang::Vi, None));
        let opened = open(revision(2), &second, Lang::Vi, Some(&english)).normalised();
        let bytes = editorial::canonical::to_bytes(&opened);
        prop_assert_eq!(editorial::canonical::read::<Content>(&bytes).unwrap(), opened);
    }

    #[test]
    fn segments_have_names_of_their_own(content in testing::content()) {
        let names: Vec<_> = segments_of(&content, Lang::Vi).into_iter().map(|it| it.key).collect();
        prop_assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len());
        for key in names {
            prop_assert_eq!(key.to_string().parse::<editorial::translation::SegmentKey>().unwrap(), key);
            prop_assert_eq!(key.place.to_string().parse::<Place>().unwrap(), key.place);
        }
    }
}
