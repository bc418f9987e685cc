//! The one place that writes: JSON for scripts, aligned text for people.

use desk::DeskError;
use serde::Serialize;
use serde_json::Value;
use std::io::Write;

/// What a command came to.
pub(crate) struct Answer {
    value: Shown,
    /// What a person reads instead.
    said: Option<String>,
    failed: bool,
}

enum Shown {
    Value(Value),
    /// A text that is printed as it is, with or without `--json`.
    Raw(String),
}

impl Answer {
    pub(crate) fn failed(&self) -> bool {
        self.failed
    }

    pub(crate) fn failing_unless(mut self, ok: bool) -> Self {
        self.failed = !ok;
        self
    }

    /// What a person reads instead of the value.
    pub(crate) fn said(mut self, text: String) -> Self {
        self.said = Some(text);
        self
    }

    /// As JSON, whether that was asked for all or only for this.
    pub(crate) fn in_json(mut self) -> Self {
        if let Shown::Value(value) = &self.value {
            self.value = Shown::Raw(format!("{value}\n"));
        }
        self
    }

    pub(crate) fn raw(text: String) -> Self {
        Self {
            value: Shown::Raw(text),
            said: None,
            failed: false,
        }
    }
}

/// A command's value.
pub(crate) fn value<T: Serialize>(value: &T) -> Result<Answer, DeskError> {
    let value = serde_json::to_value(value)
        .map_err(|error| DeskError::about(editorial::Code::BadFile, error))?;
    Ok(Answer {
        value: Shown::Value(value),
        said: None,
        failed: false,
    })
}

/// Writes what a command came to.
pub(crate) fn answer(answer: &Answer, json: bool) {
    let text = match (&answer.value, &answer.said) {
        (Shown::Raw(text), _) => text.clone(),
        (Shown::Value(value), _) if json => format!("{value}\n"),
        (Shown::Value(_), Some(said)) => said.clone(),
        (Shown::Value(value), None) => people(value),
    };
    write(&text);
}

/// Writes why a command could not be done.
pub(crate) fn error(error: &DeskError, json: bool) {
    if json {
        write(&format!("{}\n", serde_json::json!({ "error": error })));
    } else {
        eprintln!("{}", error.message);
        for finding in &error.checks {
            eprintln!(
                "  {}: {}",
                finding.check,
                finding.message(desk::words::Tongue::current().lang())
            );
        }
    }
}

fn write(text: &str) {
    // Whoever reads may have gone (`| head`): no fault of this program.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
}

fn people(value: &Value) -> String {
    match value {
        Value::Array(rows) if rows.is_empty() => "—\n".to_owned(),
        Value::Array(rows) if rows.iter().all(Value::is_object) => table(rows),
        Value::Object(fields) => fields
            .iter()
            .map(|(name, value)| format!("{name}: {}", cell(value)))
            .chain([String::new()])
            .collect::<Vec<_>>()
            .join("\n"),
        other => format!("{}\n", cell(other)),
    }
}

/// Only the columns that hold something, aligned by the width of what is seen.
fn table(rows: &[Value]) -> String {
    let mut names: Vec<&String> = Vec::new();
    for name in rows
        .iter()
        .filter_map(Value::as_object)
        .flat_map(|row| row.iter())
        .filter(|(_, value)| !cell(value).is_empty())
        .map(|(name, _)| name)
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let lines: Vec<Vec<String>> =
        std::iter::once(names.iter().map(|name| (*name).clone()).collect())
            .chain(rows.iter().map(|row| {
                names
                    .iter()
                    .map(|name| cell(row.get(name.as_str()).unwrap_or(&Value::Null)))
                    .collect()
            }))
            .collect();
    let widths: Vec<usize> = (0..names.len())
        .map(|column| {
            lines
                .iter()
                .map(|line| line[column].chars().count())
                .max()
                .unwrap_or(0)
        })
        .collect();
    let mut text = String::new();
    for line in lines {
        let cells: Vec<String> = line
            .iter()
            .zip(&widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())))
            .collect();
        text.push_str(cells.join("  ").trim_end());
        text.push('\n');
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::String(text) => text.split_whitespace().collect::<Vec<_>>().join(" "),
        Value::Bool(true) => "✓".to_owned(),
        Value::Null | Value::Bool(false) => String::new(),
        Value::Array(list) => list.iter().map(cell).collect::<Vec<_>>().join(", "),
        // Within a cell a row is told by its name.
        Value::Object(fields) => ["name", "role", "check", "what", "warning"]
            .iter()
            .find_map(|name| fields.get(*name))
            .map_or_else(|| value.to_string(), cell),
        other => other.to_string(),
    }
}
