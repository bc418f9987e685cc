//! What of a text goes into the index, and what of a question is looked for.

use crate::bodies;
use editorial::Content;
use language::{document_number, document_numbers, fold, nfc, tone_key, words};
use std::collections::BTreeSet;

/// The words of one text, ready for the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Document {
    pub(super) title: String,
    pub(super) body: String,
    pub(super) title_folded: String,
    pub(super) body_folded: String,
    pub(super) numbers: String,
}

impl Document {
    pub(super) fn of(content: &Content) -> Self {
        let title = bodies::title(content).unwrap_or_default();
        let text = text(content);
        let mut numbers: BTreeSet<String> = BTreeSet::new();
        for part in [&title, &text] {
            numbers.extend(
                document_numbers(part)
                    .into_iter()
                    .map(|number| number.to_lowercase()),
            );
            numbers.extend(dates(part));
        }
        Self {
            title: written(&title),
            body: written(&text),
            title_folded: folded(&title),
            body_folded: folded(&text),
            numbers: numbers.into_iter().collect::<Vec<_>>().join(" "),
        }
    }
}

/// Everything a reader of an edition reads but the title: summary, text, then its fields.
pub(super) fn text(content: &Content) -> String {
    use editorial::translation::Place;
    let mut parts = vec![content.summary.clone()];
    parts.extend(
        content
            .document
            .as_ref()
            .map(editorial::Document::plain_text),
    );
    let segments = content
        .segments
        .iter()
        .filter(|segment| segment.block != Place::Title);
    parts.extend(segments.map(|segment| segment.target.clone()));
    // What is chosen from a list is no text of the item.
    let fields = content
        .fields
        .iter()
        .filter(|(name, _)| !["section", "genre"].contains(&name.as_str()));
    parts.extend(fields.map(|(_, value)| value.clone()));
    parts.retain(|part| !part.is_empty());
    parts.join("\n")
}

/// The words as written: in small letters, tones at the end of their syllables.
fn written(text: &str) -> String {
    joined(&tone_key(&nfc(text).to_lowercase()))
}

/// The words without any diacritics.
fn folded(text: &str) -> String {
    joined(&fold(text))
}

fn joined(text: &str) -> String {
    words(text).collect::<Vec<_>>().join(" ")
}

/// A question, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    written: Vec<String>,
    folded: Vec<String>,
    numbers: Vec<String>,
}

impl Query {
    pub(super) fn of(text: &str) -> Self {
        // So many words find what there is to find; a pasted article would only take time.
        const MOST: usize = 32;
        let split = |text: String| {
            text.split(' ')
                .filter(|word| !word.is_empty())
                .take(MOST)
                .map(str::to_owned)
                .collect()
        };
        let mut numbers: Vec<String> = document_number(text).into_iter().collect();
        if numbers.is_empty() {
            numbers = document_numbers(text);
        }
        let mut numbers: Vec<String> = numbers
            .into_iter()
            .map(|number| number.to_lowercase())
            .collect();
        // A date is looked up as such only where nothing else is asked.
        if let (1, Some(date)) = (dates(text).len(), only_a_date(text)) {
            numbers.push(date);
        }
        Self {
            written: split(written(text)),
            folded: split(folded(text)),
            numbers,
        }
    }

    pub(super) fn folded(&self) -> &[String] {
        &self.folded
    }

    /// What to ask the index, the best first. Every word stands in quotes, so none can be an operator.
    pub(super) fn tiers(&self) -> Vec<String> {
        let mut tiers = Vec::new();
        if !self.numbers.is_empty() {
            tiers.push(format!("numbers : ({})", all(&self.numbers)));
        }
        for (words, title, body) in [
            (&self.written, "title", "body"),
            (&self.folded, "title_folded", "body_folded"),
        ] {
            if words.is_empty() {
                continue;
            }
            if words.len() > 1 {
                let phrase = quoted(&words.join(" "));
                tiers.push(format!("{title} : {phrase}"));
                tiers.push(format!("{body} : {phrase}"));
            }
            tiers.push(format!("{title} : ({})", all(words)));
            tiers.push(format!("{{{title} {body}}} : ({})", all(words)));
        }
        tiers
    }
}

fn all(words: &[String]) -> String {
    words
        .iter()
        .map(|word| quoted(word))
        .collect::<Vec<_>>()
        .join(" AND ")
}

fn quoted(word: &str) -> String {
    format!("\"{}\"", word.replace('"', "\"\""))
}

/// The dates in a text, as `2021-02-05`: `05/02/2021`, `5-2-2021`, `5.2.2021`, `ngày 05 tháng 02 năm 2021`.
fn dates(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut found = Vec::new();
    let pieces: Vec<&str> = words(&folded).collect();
    for window in pieces.windows(5) {
        if let [day, "thang", month, "nam", year] = window {
            found.extend(date(day, month, year));
        }
    }
    for piece in folded.split(|c: char| c.is_whitespace() || "()[],;:“”\"".contains(c)) {
        let piece = piece.trim_matches(|c: char| !c.is_ascii_digit());
        for sign in ['/', '-', '.'] {
            if let [day, month, year] = piece.split(sign).collect::<Vec<_>>()[..] {
                found.extend(date(day, month, year));
            }
        }
    }
    found
}

fn date(day: &str, month: &str, year: &str) -> Option<String> {
    let number = |text: &str, most: u32| {
        text.parse::<u32>()
            .ok()
            .filter(|n| (1..=most).contains(n) && text.len() <= 2)
    };
    let (day, month) = (number(day, 31)?, number(month, 12)?);
    let year: u32 = year.parse().ok().filter(|_| year.len() == 4)?;
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// The date that a question consists of, however it is written.
fn only_a_date(text: &str) -> Option<String> {
    let folded = fold(text);
    let rest = words(&folded)
        .filter(|word| !["ngay", "thang", "nam"].contains(word))
        .count();
    dates(text).pop().filter(|_| rest == 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_question_is_an_operator() {
        for question in ["", " ", "\"", "* ( ) ^ : - +", "“ ”", "…", "\u{200b}", "\0"] {
            assert_eq!(
                Query::of(question).tiers(),
                Vec::<String>::new(),
                "{question:?}"
            );
        }
        let tiers = Query::of("title:NOT \"a\" OR b* NEAR(c)").tiers();
        assert!(
            tiers
                .iter()
                .all(|tier| tier.contains("\"not\"") || tier.contains("not a or b near c")),
            "{tiers:?}"
        );
    }

    #[test]
    fn dates_in_every_spelling_are_one() {
        for text in [
            "05/02/2021",
            "5/2/2021",
            "sáng 5-2-2021,",
            "(05.02.2021)",
            "Ngày 05 tháng 02 năm 2021",
            "ngày 5 tháng 2 năm 2021.",
        ] {
            assert_eq!(dates(text), ["2021-02-05"], "{text}");
        }
        for text in [
            "31/13/2021",
            "1/2/21",
            "12.500",
            "100/200/2021",
            "43/2011/NĐ-CP",
        ] {
            assert!(dates(text).is_empty(), "{text}");
        }
        assert_eq!(only_a_date("ngày 5/2/2021").as_deref(), Some("2021-02-05"));
        assert_eq!(only_a_date("họp ngày 5/2/2021"), None);
    }
}
