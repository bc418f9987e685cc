//! The command line, row by row as it is promised: names, fields, exit codes.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod calls;
mod deciding;
mod keeping;
mod portal;
mod submitting;
mod together;
mod writing;

use serde_json::Value;

const ROW: &str = "item edition kind lang title state pending revision published_revision draft fork out_of_date waits_for at updated";

/// That an object has all of the promised fields.
#[track_caller]
fn has(value: &Value, fields: &str) {
    let object = value
        .as_object()
        .unwrap_or_else(|| panic!("no object: {value}"));
    for field in fields.split_whitespace() {
        assert!(object.contains_key(field), "{field} is missing in {value}");
    }
}

/// That a list is not empty and each of its rows has all of the promised fields.
#[track_caller]
fn rows_have(value: &Value, fields: &str) {
    let rows = value
        .as_array()
        .unwrap_or_else(|| panic!("no list: {value}"));
    assert!(!rows.is_empty());
    for row in rows {
        has(row, fields);
    }
}

#[track_caller]
fn is_time(value: &Value) {
    let text = value.as_str().unwrap_or_else(|| panic!("no time: {value}"));
    assert!(protocol::from_rfc3339(text).is_some(), "{text}");
}

#[track_caller]
fn is_hash(value: &Value) {
    let text = value.as_str().unwrap_or_default();
    let right = text.len() == 64
        && text
            .bytes()
            .all(|c| c.is_ascii_digit() || (b'a'..=b'f').contains(&c));
    assert!(right, "{value}");
}

fn editions(list: &Value) -> Vec<String> {
    let rows = list.as_array().unwrap();
    rows.iter()
        .map(|row| row["edition"].as_str().unwrap().to_owned())
        .collect()
}
