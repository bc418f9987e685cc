//! What goes to the portal and comes from it.

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
}
