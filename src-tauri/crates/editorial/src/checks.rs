//! Checks before an item may be submitted.
//!
//! [`run`] looks at everything at once and says each thing with its place; the desk shows it while typing and the
//! portal runs the very same before it accepts. [`has_secret_mark`] alone stands before anything is written down.

mod fields;
mod message;
mod secret;

pub use fields::{
    FieldFault, FieldProblem, ZONE_MILLIS, closes_at, is_email, opens_at, validate_field,
};
pub use secret::has_secret_mark;

use crate::{
    body::Content,
    document::{Block, Mark},
    ids::Lang,
    kind::{Kind, Value},
    translation::{self, Place},
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The longest title that is taken, in characters.
pub const MAX_TITLE: usize = 300;

/// What is looked at.
#[derive(Debug, Clone, Copy)]
pub struct Subject<'a> {
    /// What the item is.
    pub kind: Kind,
    /// The edition's language.
    pub lang: Lang,
    /// The edition's content.
    pub content: &'a Content,
    /// For a translation: the source revision it follows.
    pub source: Option<&'a Content>,
    /// For a translation: the newest source revision.
    pub newest_source: Option<&'a Content>,
    /// The keys of the board's sections, where known.
    pub sections: Option<&'a [String]>,
}

/// One thing found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// The check's name, as `attribution`.
    pub check: String,
    /// How much it matters.
    pub severity: Severity,
    /// The block, segment place or field it concerns.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// What exactly was found, for the words in which it is told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub problem: Option<Problem>,
}

/// How much a finding matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// It cannot be submitted.
    Blocks,
    /// It can be submitted with a reason.
    Reason,
    /// Worth a look.
    Advice,
}

/// What exactly a check found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)] // The names say it; `message` has a sentence for each.
pub enum Problem {
    AuthorMissing,
    SourceMissing,
    TitleMissing,
    TitleWithoutLetter,
    TitleTooLong,
    SectionUnknown,
    SecretMark,
    Untranslated,
    OutOfDate,
    OpensMissing,
    OpensUnread,
    ClosesMissing,
    ClosesUnread,
    ClosesBeforeOpens,
    AddressMissing,
    EmailMissing,
    EmailUnread,
    AltMissing,
    CreditMissing,
    HiddenCharacters,
    /// Found by a newer version.
    #[serde(other)]
    Other,
}

/// The names of the checks.
pub const NAMES: &[&str] = &[
    "attribution",
    "title",
    "section",
    "secret_mark",
    "untranslated",
    "out_of_date",
    "deadline",
    "receiving_address",
    "picture_alt",
    "picture_credit",
    "control_characters",
];

impl Problem {
    /// The name of the check that finds it.
    pub fn check(self) -> &'static str {
        match self {
            Self::AuthorMissing | Self::SourceMissing => "attribution",
            Self::TitleMissing | Self::TitleWithoutLetter | Self::TitleTooLong => "title",
            Self::SectionUnknown => "section",
            Self::SecretMark => "secret_mark",
            Self::Untranslated => "untranslated",
            Self::OutOfDate => "out_of_date",
            Self::OpensMissing
            | Self::OpensUnread
            | Self::ClosesMissing
            | Self::ClosesUnread
            | Self::ClosesBeforeOpens => "deadline",
            Self::AddressMissing | Self::EmailMissing | Self::EmailUnread => "receiving_address",
            Self::AltMissing => "picture_alt",
            Self::CreditMissing => "picture_credit",
            Self::HiddenCharacters => "control_characters",
            Self::Other => "other",
        }
    }

    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::AltMissing | Self::CreditMissing => Severity::Reason,
            _ => Severity::Blocks,
        }
    }

    fn at(self, block: impl Into<String>) -> Finding {
        Finding {
            check: self.check().to_owned(),
            severity: self.severity(),
            block: Some(block.into()),
            problem: Some(self),
        }
    }
}

impl Finding {
    /// What is wrong and what to do, in that language.
    pub fn message(&self, lang: Lang) -> String {
        message::message(self.problem.unwrap_or(Problem::Other), lang).to_owned()
    }
}

/// Runs every check.
///
/// A translation takes its facts from its source; a text field that it leaves empty shows the source's and counts as
/// filled. Where its source is not at hand, only what stands in the translation itself is looked at.
pub fn run(subject: &Subject<'_>) -> Vec<Finding> {
    let content = subject.content;
    let mut findings = Vec::new();
    if content.is_translation() {
        let written_in = subject.lang.other();
        if let Some(source) = subject.source.or(subject.newest_source) {
            let shown = translation::laid(source, written_in, content);
            facts(subject, &shown, &mut findings);
        }
        translated(subject, written_in, &mut findings);
    } else {
        facts(subject, content, &mut findings);
        pictures(content, &mut findings);
    }
    findings.extend(secret_mark(content));
    hidden(content, &mut findings);
    findings
}

/// The finding of a state-secret mark, where there is one.
pub fn secret_mark(content: &Content) -> Option<Finding> {
    has_secret_mark(content).map(|place| Problem::SecretMark.at(place))
}

/// What a reader has to be told beside the text.
fn facts(subject: &Subject<'_>, shown: &Content, findings: &mut Vec<Finding>) {
    let value = |name: &str| {
        shown
            .fields
            .get(name)
            .map(|value| value.trim())
            .filter(|value| !value.is_empty())
    };
    let title = shown.title.trim();
    if title.is_empty() {
        findings.push(Problem::TitleMissing.at("title"));
    } else if !title.contains(char::is_alphabetic) {
        findings.push(Problem::TitleWithoutLetter.at("title"));
    } else if language::nfc(title).chars().count() > MAX_TITLE {
        findings.push(Problem::TitleTooLong.at("title"));
    }
    for (name, problem) in [
        ("author", Problem::AuthorMissing),
        ("source", Problem::SourceMissing),
    ] {
        if value(name).is_none() {
            findings.push(problem.at(name));
        }
    }
    if let (Some(sections), Some(section)) = (subject.sections, value("section"))
        && !sections.iter().any(|key| key == section)
    {
        findings.push(Problem::SectionUnknown.at("section"));
    }
    if subject.kind == Kind::Consultation {
        consultation(&value, findings);
    }
}

fn consultation<'a>(value: &impl Fn(&str) -> Option<&'a str>, findings: &mut Vec<Finding>) {
    let (opens, closes) = (value("opens"), value("closes"));
    match (opens, opens.map(opens_at)) {
        (None, _) => findings.push(Problem::OpensMissing.at("opens")),
        (_, Some(None)) => findings.push(Problem::OpensUnread.at("opens")),
        _ => {}
    }
    match (closes, closes.map(closes_at)) {
        (None, _) => findings.push(Problem::ClosesMissing.at("closes")),
        (_, Some(None)) => findings.push(Problem::ClosesUnread.at("closes")),
        _ => {}
    }
    if let (Some(opens), Some(closes)) = (opens.and_then(opens_at), closes.and_then(closes_at))
        && closes <= opens
    {
        findings.push(Problem::ClosesBeforeOpens.at("closes"));
    }
    if value("receiving_address").is_none() {
        findings.push(Problem::AddressMissing.at("receiving_address"));
    }
    match value("receiving_email") {
        None => findings.push(Problem::EmailMissing.at("receiving_email")),
        Some(email) if !is_email(email) => {
            findings.push(Problem::EmailUnread.at("receiving_email"));
        }
        Some(_) => {}
    }
}

/// Each place once where a sentence is not translated, or was translated from what it no longer says.
fn translated(subject: &Subject<'_>, written_in: Lang, findings: &mut Vec<Finding>) {
    let content = subject.content;
    let (mut missing, mut behind): (BTreeSet<Place>, BTreeSet<Place>) =
        (BTreeSet::new(), BTreeSet::new());
    let mut order: Vec<Place> = Vec::new();
    let mut note = |place: Place, set: &mut BTreeSet<Place>| {
        set.insert(place);
        order.push(place);
    };
    match subject.source.or(subject.newest_source) {
        Some(source) => {
            for row in translation::rows(source, written_in, content, &[]) {
                if row.out_of_date {
                    note(row.key.place, &mut behind);
                } else if !row.is_done() {
                    note(row.key.place, &mut missing);
                }
            }
        }
        None => {
            for segment in content
                .segments
                .iter()
                .filter(|segment| segment.bounds.is_some() && !segment.is_done())
            {
                note(segment.block, &mut missing);
            }
        }
    }
    if let (Some(source), Some(newest)) = (subject.source, subject.newest_source) {
        for touched in translation::touched(source, newest, written_in) {
            note(touched.place, &mut behind);
        }
    }
    for place in order {
        if missing.remove(&place) {
            findings.push(Problem::Untranslated.at(place.to_string()));
        }
        if behind.remove(&place) {
            findings.push(Problem::OutOfDate.at(place.to_string()));
        }
    }
}

fn pictures(content: &Content, findings: &mut Vec<Finding>) {
    for block in content
        .document
        .iter()
        .flat_map(|document| document.all_blocks())
    {
        if let Block::Image {
            id, alt, credit, ..
        } = block
        {
            for (text, problem) in [(alt, Problem::AltMissing), (credit, Problem::CreditMissing)] {
                if text.trim().is_empty() {
                    findings.push(problem.at(id.to_string()));
                }
            }
        }
    }
}

/// Each place once where characters stand that one does not see.
fn hidden(content: &Content, findings: &mut Vec<Finding>) {
    let mut places: Vec<String> = Vec::new();
    let mut look = |place: &dyn std::fmt::Display, text: &str| {
        if language::unsafe_characters(text).next().is_some() {
            places.push(place.to_string());
        }
    };
    look(&Place::Title, &content.title);
    look(&Place::Summary, &content.summary);
    for (name, value) in &content.fields {
        look(name, value);
    }
    for block in content
        .document
        .iter()
        .flat_map(|document| document.all_blocks())
    {
        for run in block.runs().unwrap_or_default() {
            look(&block.id(), &run.text);
            for mark in &run.marks {
                if let Mark::Link(url) = mark {
                    look(&block.id(), url);
                }
            }
        }
        if let Block::Image {
            id,
            alt,
            caption,
            credit,
            ..
        } = block
        {
            look(&Place::Alt(*id), alt);
            look(&Place::Caption(*id), caption);
            look(&Place::Credit(*id), credit);
        }
    }
    for segment in &content.segments {
        look(&segment.block, &segment.target);
    }
    places.dedup();
    findings.extend(
        places
            .into_iter()
            .map(|place| Problem::HiddenCharacters.at(place)),
    );
}

/// Whether a field of that name is a line of words in every kind that has it.
pub(crate) fn holds_words(name: &str) -> bool {
    Kind::ALL
        .iter()
        .filter_map(|kind| kind.field(name))
        .all(|field| field.value == Value::Line)
}
