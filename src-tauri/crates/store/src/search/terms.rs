//! What of a text goes into the index, and what of a question is looked for.

use crate::bodies;
use editorial::Content;
use language::{document_number, document_numbers, fold, nfc, tone_key, words};
use std::collections::BTreeSet;

/// What of a text a term stands for, told by the signs in it, which no word holds: so what a title says is looked up by
/// itself, without reading in which other texts its words stand, too.
#[derive(Debug, Clone, Copy)]
enum Kind {
    /// A word of the title or the text as written: `hội`.
    Word,
    /// The same, folded: `-hoi`.
    Folded,
    /// Two words that stand side by side in the text, folded: `hoi-nghi`.
    Pair,
    /// A word of the title as written: `/hội`.
    Title,
    /// The same, folded: `/-hoi`.
    TitleFolded,
    /// Two words that stand side by side in the title, folded: `/hoi-nghi`.
    TitlePair,
    /// The number of a document, or a date: `//43/2011/nđ-cp`.
    Number,
}

impl Kind {
    const fn sign(self) -> &'static str {
        match self {
            Self::Word | Self::Pair => "",
            Self::Folded => "-",
            Self::Title | Self::TitlePair => "/",
            Self::TitleFolded => "/-",
            Self::Number => "//",
        }
    }

    /// The terms for these words.
    fn of<W: AsRef<str>>(self, words: &[W]) -> impl Iterator<Item = String> {
        words
            .iter()
            .map(move |word| format!("{}{}", self.sign(), word.as_ref()))
    }

    /// The terms for each two of these words that stand side by side.
    fn pairs<W: AsRef<str>>(self, words: &[W]) -> impl Iterator<Item = String> {
        words
            .iter()
            .zip(words.iter().skip(1))
            .map(move |(a, b)| format!("{}{}-{}", self.sign(), a.as_ref(), b.as_ref()))
    }
}

/// The terms of one text, ready for the index, with blanks between.
pub(super) fn terms(content: &Content) -> String {
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
    let numbers: Vec<String> = numbers.into_iter().collect();

    let mut all = String::new();
    let mut add = |terms: &mut dyn Iterator<Item = String>| {
        for term in terms {
            all.push_str(&term);
            all.push(' ');
        }
    };
    // The words of a title are looked up by themselves and among those of the text.
    for (part, words, folded, pair) in [
        (
            &title,
            &[Kind::Title, Kind::Word][..],
            &[Kind::TitleFolded, Kind::Folded][..],
            Kind::TitlePair,
        ),
        (&text, &[Kind::Word], &[Kind::Folded], Kind::Pair),
    ] {
        let (as_written, without) = (written(part), fold(part));
        let (as_written, without) = (split(&as_written), split(&without));
        for kind in words {
            add(&mut kind.of(&as_written));
        }
        for kind in folded {
            add(&mut kind.of(&without));
        }
        add(&mut pair.pairs(&without));
    }
    add(&mut Kind::Number.of(&numbers));
    all
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

/// A text as written: in small letters, tones at the end of their syllables.
fn written(text: &str) -> String {
    tone_key(&nfc(text).to_lowercase())
}

fn split(text: &str) -> Vec<&str> {
    words(text).collect()
}

/// A question, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Query {
    written: Vec<String>,
    folded: Vec<String>,
    numbers: Vec<String>,
    /// The last word may go on: it is being typed.
    unfinished: bool,
}

impl Query {
    /// Of whole words.
    pub(super) fn of(text: &str) -> Self {
        // So many words find what there is to find; a pasted article would only take time.
        const MOST: usize = 32;
        let split = |text: String| words(&text).take(MOST).map(str::to_owned).collect();
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
            folded: split(fold(text)),
            numbers,
            unfinished: false,
        }
    }

    /// As far as it is typed.
    pub(super) fn typed(text: &str) -> Self {
        let unfinished = words(text).last().is_some_and(|last| text.ends_with(last));
        Self {
            unfinished,
            ..Self::of(text)
        }
    }

    /// Which of the words looked for this word of a folded text is, if any.
    pub(super) fn place(&self, folded: &str) -> Option<usize> {
        let begun = self.folded.last().filter(|_| self.unfinished);
        self.folded.iter().position(|it| *it == folded).or_else(|| {
            begun
                .filter(|begun| folded.starts_with(begun.as_str()))
                .map(|_| self.folded.len() - 1)
        })
    }

    /// What to ask the index, the best first. Every word stands in quotes, so none can be an operator.
    pub(super) fn tiers(&self) -> Vec<String> {
        let mut tiers = Vec::new();
        if !self.numbers.is_empty() {
            tiers.push(all(Kind::Number.of(&self.numbers)));
        }
        for (words, written, title, text) in [
            (&self.written, &self.written[..], Kind::Title, Kind::Word),
            // Folded words that stand side by side are there.
            (&self.folded, &[][..], Kind::TitleFolded, Kind::Folded),
        ] {
            if words.is_empty() {
                continue;
            }
            if self.folded.len() > 1 {
                let beside = Kind::TitlePair.pairs(&self.folded);
                tiers.push(all(beside.chain(title.of(written))));
                let beside = Kind::Pair.pairs(&self.folded);
                tiers.push(all(beside.chain(text.of(written))));
            }
            tiers.push(all(title.of(words)));
            tiers.push(all(text.of(words)));
        }
        if let Some((last, whole)) = self.folded.split_last().filter(|_| self.unfinished) {
            tiers.extend(begun(whole, last));
        }
        tiers
    }
}

/// What to ask where the last word may go on. What begins with a single letter is in nearly every text, and what begins
/// with three takes its time to look up there: then the words before it say what is meant, or the titles.
fn begun(whole: &[String], last: &str) -> Vec<String> {
    const IN_TITLES: usize = 2;
    const IN_TEXTS: usize = 4;
    let length = last.chars().count();
    let with = |kind: Kind| {
        let last: Vec<String> = kind.of(&[last]).map(|last| quoted(&last) + " *").collect();
        let terms = kind.of(whole).map(|word| quoted(&word));
        terms.chain(last).collect::<Vec<_>>().join(" AND ")
    };
    let mut tiers = Vec::new();
    if length >= IN_TITLES {
        tiers.push(with(Kind::TitleFolded));
    }
    if length >= IN_TEXTS {
        tiers.push(with(Kind::Folded));
    } else if !whole.is_empty() {
        tiers.push(all(Kind::TitleFolded.of(whole)));
        tiers.push(all(Kind::Folded.of(whole)));
    }
    tiers
}

fn all(terms: impl Iterator<Item = String>) -> String {
    terms
        .map(|term| quoted(&term))
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
            tiers.iter().all(|tier| tier.split(" AND ").all(|term| {
                let word = term.strip_prefix('"').and_then(|it| it.strip_suffix('"'));
                word.is_some_and(|word| !word.contains(['"', ' ', '*', '(', ':']))
            })),
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
