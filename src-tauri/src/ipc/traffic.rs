//! What goes to the portal and comes from it.

use super::Piece;
use serde::{Deserialize, Serialize};
use specta::Type;

/// A full exchange with the portal.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Exchange {
    /// Acts the portal took.
    pub sent: u32,
    /// Entries received.
    pub received: u32,
    /// Acts the portal refused.
    pub refused: u32,
    /// How far the ledger has been received.
    pub cursor: u32,
    /// A person ended it before it was complete.
    #[serde(default)]
    pub stopped: bool,
}

/// An act that waits to be sent.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Outgoing {
    /// Its id.
    pub id: String,
    /// Which edition.
    pub edition: Option<String>,
    /// Its title.
    pub title: String,
    /// What was done, as the ledger names it.
    pub what: String,
    /// When.
    pub at: String,
    /// It has been handed to a line once: it can no longer be recalled.
    pub tried: bool,
}

/// An act that was refused, or a merge to look at.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Refused {
    /// Its id.
    pub id: String,
    /// Which edition.
    pub edition: Option<String>,
    /// Its title.
    pub title: String,
    /// What was done, as the ledger names it.
    pub what: String,
    /// When.
    pub at: String,
    /// Why, as a code.
    pub code: String,
    /// Why, in brief.
    pub message: String,
    /// The revision that was decided on, where the act was a decision.
    pub decided: Option<String>,
    /// What stands in its place by now.
    pub newer: Option<Newer>,
}

/// A revision that came after another.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Newer {
    /// The revision.
    pub revision: String,
    /// Whose it is: a member's id.
    pub by: String,
    /// When the portal took it.
    pub at: String,
}

impl From<desk::exchange::RefusalRow> for Refused {
    fn from(row: desk::exchange::RefusalRow) -> Self {
        Self {
            id: row.id.to_string(),
            edition: row.edition.map(|edition| edition.to_string()),
            title: row.title,
            what: row.what,
            at: row.at,
            code: row.code.as_str().to_owned(),
            message: row.message,
            decided: row.decided.map(|revision| revision.to_string()),
            newer: row.newer.map(Newer::from),
        }
    }
}

impl From<desk::exchange::Newer> for Newer {
    fn from(newer: desk::exchange::Newer) -> Self {
        Self {
            revision: newer.revision.to_string(),
            by: newer.by.to_string(),
            at: newer.at,
        }
    }
}

/// One act of the ledger, as it stands here.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Logged {
    /// Its number in the ledger.
    pub seq: u32,
    /// Which edition.
    pub edition: Option<String>,
    /// Its title.
    pub title: String,
    /// What was done, as the ledger names it; empty where this version does not know it.
    pub what: String,
    /// When the portal took it.
    pub at: String,
    /// The member; none for the portal itself.
    pub by: Option<String>,
    /// It was sent from this computer.
    pub sent: bool,
}

/// Two texts to choose from.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Fork {
    /// Which edition.
    pub edition: String,
    /// Its title.
    pub title: String,
    /// Since when.
    pub at: String,
}

/// A fork, ready to be chosen from.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct ForkOpen {
    /// The other's revision.
    pub theirs: String,
    /// Whose it is: a member's id.
    pub by: String,
    /// When it was made.
    pub at: String,
    /// When the text here was last touched.
    pub mine_at: String,
    /// The passages to choose.
    pub passages: Vec<Passage>,
}

/// One passage, as both have it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Passage {
    /// `title`, `summary`, a field's name, a block's id or a segment's key.
    pub place: String,
    /// The sentence of a translation, by its name in the list of sentences.
    pub segment: Option<String>,
    /// The sentence that is translated, where it still stands in the source.
    pub source: Option<String>,
    /// What stood before both changed it; absent where it is new.
    pub base: Option<String>,
    /// What stands on this desk; absent where it was removed.
    pub mine: Option<String>,
    /// What stands at the portal; absent where it was removed.
    pub theirs: Option<String>,
    /// Both, word by word: what only theirs has is deleted, what only mine has is inserted.
    pub words: Vec<Piece>,
}

/// Something happened behind the pages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type, tauri_specta::Event)]
pub(crate) struct Changed {
    /// What the pages show may be other than it was: they read it again.
    pub texts: bool,
    /// How the line stands.
    pub line: Line,
}

/// What is known of the line to the portal.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Line {
    /// The code of what went wrong, while it does.
    pub trouble: Option<String>,
    /// Since when it does.
    pub since: Option<String>,
    /// When it is tried again.
    pub next: Option<String>,
    /// An exchange is under way.
    pub busy: bool,
    /// A person chose to work without the line.
    pub offline: bool,
    /// How far the exchange is that is under way.
    pub going: Option<Going>,
}

/// How far an exchange is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Going {
    /// Entries received.
    pub entries: Portion,
    /// Files of pictures sent.
    pub files_out: Portion,
    /// Acts the portal answered.
    pub acts: Portion,
    /// Files of pictures asked for.
    pub files_in: Portion,
    /// A person wants it to end: it does so after the step under way.
    pub ending: bool,
}

/// How much was done of what there is to do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Portion {
    /// Done.
    pub done: u32,
    /// In all.
    pub of: u32,
}

impl Going {
    /// As the desk tells it.
    pub(crate) fn of(far: desk::exchange::Far, ending: bool) -> Self {
        let portion = |part: desk::exchange::Part| Portion {
            done: u32::try_from(part.done).unwrap_or(u32::MAX),
            of: u32::try_from(part.of).unwrap_or(u32::MAX),
        };
        Self {
            entries: portion(far.entries),
            files_out: portion(far.files_out),
            acts: portion(far.acts),
            files_in: portion(far.files_in),
            ending,
        }
    }
}
