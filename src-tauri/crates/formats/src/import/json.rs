//! A document as it stands, in JSON.

use super::{BadFile, Imported, MAX_DEPTH, with_title};
use crate::link;
use editorial::{
    document::{Block, Document, Mark},
    ids::BlockId,
};
use serde_json::{Map, Value};
use std::collections::BTreeSet;

pub(super) fn read(text: &str, new_id: &mut dyn FnMut() -> BlockId) -> Result<Imported, BadFile> {
    let bad = |error: serde_json::Error| BadFile::Document(error.to_string());
    let mut value: Value = serde_json::from_str(text).map_err(bad)?;
    let Some(fields) = value.as_object() else {
        return Err(BadFile::Document(
            "phải là một đối tượng {\"v\":1,\"blocks\":[…]}".to_owned(),
        ));
    };
    match fields.get("v").and_then(Value::as_u64) {
        Some(1) => {}
        Some(v) if v > 1 => return Err(BadFile::Newer { v }),
        _ => return Err(BadFile::Document("thiếu \"v\": 1".to_owned())),
    }
    let mut taken = BTreeSet::new();
    collect_ids(&value, &mut taken);
    give_ids(&mut value, &mut || {
        loop {
            let id = new_id();
            if taken.insert(id.to_string()) {
                return id;
            }
        }
    });
    let document: Document = serde_json::from_value(value.clone()).map_err(bad)?;
    let known = serde_json::to_value(&document).map_err(bad)?;
    if let Some(field) = unknown_field(&value, &known) {
        return Err(BadFile::Document(format!("không biết trường \"{field}\"")));
    }
    judge(&document)?;
    Ok(with_title(document, Vec::new(), Vec::new(), 1))
}

fn collect_ids(value: &Value, into: &mut BTreeSet<String>) {
    match value {
        Value::Array(values) => values.iter().for_each(|value| collect_ids(value, into)),
        Value::Object(fields) => {
            into.extend(fields.get("id").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|value| collect_ids(value, into));
        }
        _ => {}
    }
}

/// Gives an id to every block, point and row without one.
fn give_ids(value: &mut Value, new_id: &mut dyn FnMut() -> BlockId) {
    let Some(fields) = value.as_object_mut() else {
        return;
    };
    for (name, inner) in fields {
        let (true, Some(places)) = (
            matches!(name.as_str(), "blocks" | "items" | "rows" | "cells"),
            inner.as_array_mut(),
        ) else {
            continue;
        };
        for place in places {
            if name != "cells"
                && let Some(fields) = place.as_object_mut()
                && !fields.contains_key("id")
            {
                fields.insert("id".to_owned(), Value::String(new_id().to_string()));
            }
            give_ids(place, new_id);
        }
    }
}

/// The first field of `given` that was not understood, and says something.
fn unknown_field(given: &Value, known: &Value) -> Option<String> {
    let says_nothing = |value: &Value| match value {
        Value::Array(values) => values.is_empty(),
        Value::String(text) => text.is_empty(),
        _ => false,
    };
    match (given, known) {
        (Value::Object(given), Value::Object(known)) => unknown_in(given, known, says_nothing),
        (Value::Array(given), Value::Array(known)) => given
            .iter()
            .zip(known)
            .find_map(|(given, known)| unknown_field(given, known)),
        _ => None,
    }
}

fn unknown_in(
    given: &Map<String, Value>,
    known: &Map<String, Value>,
    says_nothing: fn(&Value) -> bool,
) -> Option<String> {
    given
        .iter()
        .find_map(|(name, value)| match known.get(name) {
            Some(known) => unknown_field(value, known),
            None if says_nothing(value) && EMPTY_ALLOWED.contains(&name.as_str()) => None,
            None => Some(name.clone()),
        })
}

/// Fields that are not written when empty, so that they are missing in what was understood.
const EMPTY_ALLOWED: [&str; 9] = [
    "blocks", "content", "items", "rows", "cells", "alt", "caption", "credit", "marks",
];

fn judge(document: &Document) -> Result<(), BadFile> {
    // Ids are asked of all places, so that a double one is found at any depth.
    if let Some(id) = document.double_id() {
        return Err(BadFile::Document(format!("mã khối {id} xuất hiện hai lần")));
    }
    if document.blocks.iter().any(|block| depth(block) > MAX_DEPTH) {
        return Err(BadFile::Document(format!(
            "các khối lồng nhau quá sâu (tối đa {MAX_DEPTH})"
        )));
    }
    for block in document.all_blocks() {
        if let Block::Heading { id, level, .. } = block
            && !(1..=6).contains(level)
        {
            return Err(BadFile::Document(format!(
                "khối {id}: cấp đề mục {level} không có (1 đến 6)"
            )));
        }
        for mark in block
            .runs()
            .unwrap_or_default()
            .iter()
            .flat_map(|run| &run.marks)
        {
            if let Mark::Link(address) = mark
                && link::allowed(address).is_none()
            {
                let address = address.chars().take(80).collect();
                return Err(BadFile::Link {
                    block: block.id().to_string(),
                    address,
                });
            }
        }
    }
    Ok(())
}

/// How deep quotes, lists and tables stand in each other here.
fn depth(block: &Block) -> usize {
    let holds = matches!(
        block,
        Block::Quote { .. } | Block::List { .. } | Block::Table { .. }
    );
    usize::from(holds) + block.children().into_iter().map(depth).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn ids_are_given_to_every_place() {
        let text = r#"{"v":1,"blocks":[{"type":"list","items":[{"blocks":[{"type":"paragraph"}]}]},
            {"type":"table","rows":[{"cells":[{"blocks":[{"type":"paragraph"}]}]}]},{"type":"quote","blocks":[{"type":"paragraph"}]}]}"#;
        let mut n = 0u8;
        let mut imported = read(text, &mut || {
            n += 1;
            BlockId::from_random([n; 10])
        })
        .unwrap();
        let mut seen = 0;
        for block in &mut imported.document.blocks {
            block.each_id(&mut |_| seen += 1);
        }
        assert_eq!((seen, n), (8, 8));
    }
}
