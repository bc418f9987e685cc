//! The lines of a push, of its answer, of a page of entries, of public comments.

use editorial::{Code, EditionId, EventId, Signature, decide::Refusal};
use serde::{Deserialize, Serialize};

/// One line that a desk sends.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum SendLine {
    /// A body; before the events naming it.
    Body {
        /// Its bytes.
        body: String,
    },
    /// An event.
    Event {
        /// Its bytes.
        event: String,
        /// The device's signature.
        sig: Signature,
    },
}

/// One line of the answer to a push, in the order of its events.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum PushLine {
    /// The event stands in the ledger.
    Accepted {
        /// The event.
        id: EventId,
        /// Its entry.
        seq: u64,
        /// It stood there before.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        had: bool,
    },
    /// The event was refused, for ever.
    Refused {
        /// The event.
        id: EventId,
        /// Why.
        refused: Refusal,
    },
    /// The portal stopped here; this event and those after it may be sent again.
    Stopped {
        /// The event, where its id could be read.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        id: Option<EventId>,
        /// Why.
        stopped: Stop,
    },
}

/// Why the portal stopped in a push, without refusing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// The name of the reason.
    pub code: Code,
    /// Whether trying again later can help.
    pub retry: bool,
}

/// One line that a desk receives.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ReceiveLine {
    /// An entry with its event.
    Entry {
        /// The entry's canonical bytes.
        entry: String,
        /// The event's bytes.
        event: String,
    },
    /// A body.
    Body {
        /// Its bytes.
        body: String,
    },
    /// The end of a page: the head of its last entry.
    Head {
        /// The head's canonical bytes.
        head: String,
        /// The site's signature.
        sig: Signature,
        /// The portal's newest entry.
        last: u64,
        /// The portal's clock, RFC 3339.
        now: String,
    },
}

/// One line of `GET /comments`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommentLine {
    /// Its place in the feed; the desk asks for what comes after.
    pub cursor: u64,
    /// Its id.
    pub comment: String,
    /// The consultation's edition it was written on.
    pub edition: EditionId,
    /// The number the reader was given.
    pub receipt: String,
    /// The reader's name; empty where none was given or the comment is erased.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
    /// How to reach the reader.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub contact: String,
    /// Whether the reader asked that the name is not shown.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub hide_name: bool,
    /// The words.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// When it came, RFC 3339.
    pub at: String,
    /// The provision it speaks to: a block's id.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// It was erased; desks erase it too.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub erased: bool,
}
