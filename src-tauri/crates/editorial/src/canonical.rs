//! The one form in which bodies, events and entries are hashed: RFC 8785, with the rules of the ledger.
//!
//! A reader parses, writes canonically and compares bytes. Usual JSON libraries silently take double keys,
//! round large numbers and turn `1.0` into `1`; comparing bytes finds all of that without a parser of our own.

use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;

/// The largest integer every JSON reader keeps exactly: 2^53 - 1.
const MAX_INTEGER: i64 = (1 << 53) - 1;

/// With this one versions begin, and no other is known yet.
const FIRST_VERSION: i64 = 1;

/// Why bytes were not read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// They are not in the one form that counts.
    #[error("not in canonical form: {0}")]
    NotCanonical(String),
    /// They are in form, but hold what this version does not know.
    #[error("written by a newer version: {0}")]
    Newer(String),
}

/// `value` in canonical form.
///
/// # Panics
///
/// Never for the types of this crate: their keys are strings and their numbers integers.
#[allow(clippy::expect_used)]
pub fn to_bytes<T: Serialize>(value: &T) -> Vec<u8> {
    serde_json_canonicalizer::to_vec(value).expect("a plain structure is always written")
}

/// Reads canonical bytes without knowing their type.
///
/// # Errors
///
/// [`Unread::NotCanonical`], naming the first rule that is broken.
pub fn parse(bytes: &[u8]) -> Result<Value, Unread> {
    let value: Value =
        serde_json::from_slice(bytes).map_err(|error| Unread::NotCanonical(error.to_string()))?;
    obeys(&value).map_err(|rule| Unread::NotCanonical(rule.to_owned()))?;
    if to_bytes(&value) == bytes {
        Ok(value)
    } else {
        Err(Unread::NotCanonical(
            "the bytes differ from the canonical ones".to_owned(),
        ))
    }
}

/// Reads canonical bytes as a `T` that knows every field in them.
///
/// # Errors
///
/// [`Unread::NotCanonical`] for a broken form, [`Unread::Newer`] for anything `T` does not know.
pub fn read<T: DeserializeOwned + Serialize>(bytes: &[u8]) -> Result<T, Unread> {
    let value = parse(bytes)?;
    match value.get("v").and_then(Value::as_i64) {
        Some(v) if v > FIRST_VERSION => return Err(Unread::Newer(format!("v {v}"))),
        Some(v) if v < FIRST_VERSION => {
            return Err(Unread::NotCanonical(format!("there is no v {v}")));
        }
        _ => {}
    }
    let typed: T = T::deserialize(value).map_err(|error| {
        let text = error.to_string();
        if text.contains("unknown variant") {
            Unread::Newer(text)
        } else {
            Unread::NotCanonical(text)
        }
    })?;
    if to_bytes(&typed) == bytes {
        Ok(typed)
    } else {
        Err(Unread::Newer("an unknown field".to_owned()))
    }
}

fn obeys(value: &Value) -> Result<(), &'static str> {
    match value {
        Value::Null => Err("null never stands"),
        Value::Number(number) => match number.as_i64() {
            Some(n) if n.abs() <= MAX_INTEGER => Ok(()),
            _ => Err("a number is not an integer below 2^53"),
        },
        Value::String(text) if text.is_empty() => Err("an empty text is not written"),
        Value::String(text) if !language::is_nfc(text) => Err("a text is not in NFC"),
        Value::Bool(_) | Value::String(_) => Ok(()),
        Value::Array(list) if list.is_empty() => Err("an empty list is not written"),
        // An empty cell of a table is `{}`: it holds the place of its column, so it cannot be left out.
        Value::Array(list) => list
            .iter()
            .filter(|item| !is_empty_object(item))
            .try_for_each(obeys),
        Value::Object(fields) if fields.is_empty() => Err("an empty object is not written"),
        Value::Object(fields) => fields.iter().try_for_each(|(key, value)| {
            if language::is_nfc(key) {
                obeys(value)
            } else {
                Err("a name is not in NFC")
            }
        }),
    }
}

fn is_empty_object(value: &Value) -> bool {
    value.as_object().is_some_and(serde_json::Map::is_empty)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> bool {
        matches!(parse(text.as_bytes()), Err(Unread::NotCanonical(_)))
    }

    #[test]
    fn bytes_that_could_be_read_two_ways_are_refused() {
        assert!(parse(br#"{"a":1,"b":["x"]}"#).is_ok());
        assert!(
            parse(br#"{"cells":[{"blocks":[1]},{}]}"#).is_ok(),
            "an empty cell holds its column's place"
        );
        for text in [
            r#"{"a":1,"a":1}"#,
            r#"{"b":1,"a":1}"#,
            r#"{"a": 1}"#,
            r#"{"a":1.0}"#,
            r#"{"a":9007199254740993}"#,
            r#"{"a":1e3}"#,
            r#"{"a":null}"#,
            r#"{"a":""}"#,
            r#"{"a":[]}"#,
            r#"{"a":{}}"#,
            "{\"a\":\"Qua\u{309}ng\"}",
            r#"{"a":"\u0041"}"#,
            r#"{"a":1}x"#,
            "",
        ] {
            assert!(refused(text), "{text}");
        }
        assert!(refused(&"[".repeat(1000)));
        assert!(matches!(parse(b"\"\xff\""), Err(Unread::NotCanonical(_))));
    }
}
