//! The kinds of items and the fields each has.

use serde::{Deserialize, Serialize};
use std::{fmt, str::FromStr};

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// News, feature or photo story.
    Article,
    /// A standing page: organisation, functions, contact.
    Page,
    /// A draft legal document out for public comment.
    Consultation,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 3] = [Self::Article, Self::Page, Self::Consultation];

    /// The kind's name on the command line and in bodies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Article => "article",
            Self::Page => "page",
            Self::Consultation => "consultation",
        }
    }

    /// The section an item of this kind stands in when none is named.
    pub fn default_section(self) -> &'static str {
        match self {
            Self::Article => "tin-tuc",
            Self::Page => "gioi-thieu",
            Self::Consultation => "lay-y-kien",
        }
    }

    /// The fields of this kind, in the order in which a form shows them.
    pub fn fields(self) -> &'static [Field] {
        match self {
            Self::Article => ARTICLE,
            Self::Page => PAGE,
            Self::Consultation => CONSULTATION,
        }
    }

    /// The field of that name.
    pub fn field(self, name: &str) -> Option<&'static Field> {
        self.fields().iter().find(|field| field.name == name)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = crate::ids::BadId;
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| crate::ids::BadId {
                what: "a kind (article, page, consultation)",
                text: text.to_owned(),
            })
    }
}

/// One field of a kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// It lives in the source edition only; every edition shows that value.
    pub shared: bool,
    /// Needed to submit.
    pub required: bool,
    /// What it holds.
    pub value: Value,
}

/// What a field holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Value {
    /// One line of text.
    Line,
    /// The key of a section.
    Section,
    /// One of these.
    Choice(&'static [&'static str]),
    /// A day (`2026-11-24`) or an instant (RFC 3339); a day as an end means to its end.
    Time,
    /// An address for letters by e-mail.
    Email,
}

const fn field(name: &'static str, shared: bool, required: bool, value: Value) -> Field {
    Field {
        name,
        shared,
        required,
        value,
    }
}

const AUTHOR: Field = field("author", false, true, Value::Line);
const SOURCE: Field = field("source", false, true, Value::Line);
const SECTION: Field = field("section", true, false, Value::Section);

const ARTICLE: &[Field] = &[
    AUTHOR,
    SOURCE,
    SECTION,
    field(
        "genre",
        true,
        false,
        Value::Choice(&["news", "feature", "photos"]),
    ),
];

const PAGE: &[Field] = &[AUTHOR, SOURCE, SECTION];

const CONSULTATION: &[Field] = &[
    AUTHOR,
    SOURCE,
    SECTION,
    field("opens", true, true, Value::Time),
    field("closes", true, true, Value::Time),
    field("receiving_address", false, true, Value::Line),
    field("receiving_email", true, true, Value::Email),
    field("agency", false, false, Value::Line),
    field("document_form", false, false, Value::Line),
    field("law", true, false, Value::Choice(&["80/2015", "64/2025"])),
];
