//! The documents that the editor in the window and these types both have to hold without loss.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{Content, Document, canonical, checks, compare::compare, merge::merge};
use std::{fs, path::Path};

/// Every fixture, by its name, as text.
fn fixtures() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents");
    let mut all: Vec<_> = fs::read_dir(folder)
        .expect("the fixtures are there")
        .map(|entry| entry.expect("it can be listed").path())
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            (
                path.file_name().unwrap().to_string_lossy().into_owned(),
                fs::read_to_string(&path).unwrap(),
            )
        })
        .collect();
    all.sort();
    all
}

#[test]
fn every_fixture_is_read_whole_and_written_as_it_was() {
    let fixtures = fixtures();
    assert!(!fixtures.is_empty(), "no fixture found");
    for (name, text) in fixtures {
        let document: Document =
            serde_json::from_str(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let given: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(
            serde_json::to_value(&document).unwrap(),
            given,
            "{name} loses or gains something"
        );
        assert_eq!(
            document.clone().normalised(),
            document,
            "{name} is not in the form in which it is hashed"
        );
        assert_eq!(document.double_id(), None, "{name} bears an id twice");
        let bytes = canonical::to_bytes(&document);
        assert_eq!(
            canonical::read::<Document>(&bytes).unwrap_or_else(|error| panic!("{name}: {error}")),
            document
        );
    }
}

#[test]
fn every_fixture_stands_a_merge_a_comparison_and_the_checks() {
    let contents: Vec<(String, Content)> = fixtures()
        .into_iter()
        .map(|(name, text)| {
            (
                name,
                Content {
                    document: Some(serde_json::from_str(&text).unwrap()),
                    ..Content::default()
                },
            )
        })
        .collect();
    for (name, content) in &contents {
        assert_eq!(checks::has_secret_mark(content), None, "{name}");
        for (other_name, other) in &contents {
            let merged = merge(content, content, other);
            assert_eq!(
                merged.content.document, other.document,
                "{name} to {other_name}"
            );
            assert_eq!(
                compare(content, other).is_empty(),
                content == other,
                "{name} to {other_name}"
            );
        }
    }
}
