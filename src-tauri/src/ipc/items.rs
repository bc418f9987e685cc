//! Items, their texts, and what is found in them.

use super::Document;
use editorial::compare;
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// What a list shows of an edition.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Row {
    /// The item.
    pub item: String,
    /// `ITEM:LANG`.
    pub edition: String,
    /// `article`, `page` or `consultation`.
    pub kind: String,
    /// `vi` or `en`.
    pub lang: String,
    /// Its title; may be empty while it is written.
    pub title: String,
    /// The live state, or that of the work where there is none.
    pub state: String,
    /// The state of the work where there is a live one too.
    pub pending: Option<String>,
    /// The newest revision.
    pub revision: Option<String>,
    /// The live revision.
    pub published_revision: Option<String>,
    /// The text here differs from the newest revision.
    pub draft: bool,
    /// Two texts wait to be chosen from.
    pub fork: bool,
    /// The source has changed since.
    pub out_of_date: bool,
    /// What publication waits for: `file` or `source`.
    pub waits_for: Option<String>,
    /// The time it is scheduled for.
    pub at: Option<String>,
    /// The last change.
    pub updated: String,
    /// Its author as written in its fields.
    pub author: Option<String>,
    /// Why it was returned, where it was.
    pub reason: Option<String>,
}

/// What lies in the trash.
#[derive(Debug, Serialize, Deserialize, Type)]
pub(crate) struct Trashed {
    /// The item.
    pub item: String,
    /// Its title; may be empty.
    pub title: String,
    /// `article`, `page` or `consultation`.
    pub kind: String,
    /// The language of the edition that has this title: `vi` or `en`.
    pub lang: String,
    /// Since when it lies there.
    pub at: String,
}

/// Which items a list is to hold: those of which one edition fits.
#[derive(Debug, Default, Deserialize, Type)]
pub(crate) struct Filter {
    /// Only this kind.
    pub kind: Option<String>,
    /// Only where `state` or `pending` is this.
    pub state: Option<String>,
    /// Only what has an edition in this language.
    pub lang: Option<String>,
    /// Only this section.
    pub section: Option<String>,
    /// Only what I write or am the author of.
    pub mine: bool,
}

/// One item of the list.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Entry {
    /// The Vietnamese edition; the English one where there is no other.
    pub row: Row,
    /// The English edition beside it.
    pub english: Option<Row>,
    /// When one of them was last touched.
    pub updated: String,
}

/// How long a list is.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Outline {
    /// How many items fit.
    pub total: u32,
    /// How many of these were touched at each of the times asked for, or later.
    pub since: Vec<u32>,
}

/// One edition in full: the draft where there is one, else its newest revision, else the one asked for.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Shown {
    /// What the list shows of it.
    pub row: Row,
    /// Its summary.
    pub summary: String,
    /// The fields of its kind.
    pub fields: BTreeMap<String, String>,
    /// Its text.
    #[specta(type = Document)]
    pub document: editorial::Document,
    /// The approvals that count.
    pub approvals: Vec<Approval>,
    /// How many are still missing.
    pub needed: u32,
    /// Where it is published.
    pub url: Option<String>,
    /// Who handed it in last.
    pub submitted_by: Option<String>,
    /// The revision that the text being written builds on.
    pub base: Option<String>,
    /// It is written sentence by sentence over its source, not as a text of its own.
    pub translated: bool,
    /// The revision of the other edition that it translates.
    pub source: Option<String>,
}

/// One approval that counts.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Approval {
    /// Who gave it.
    pub member: String,
    /// In which role.
    pub role: String,
    /// For which revision.
    pub revision: String,
    /// When.
    pub at: String,
}

/// What a writer wrote, whole.
#[derive(Debug, Clone, Deserialize, Type)]
pub(crate) struct Text {
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The fields of its kind; an empty one is absent.
    pub fields: BTreeMap<String, String>,
    /// The text.
    #[specta(type = Document)]
    pub document: editorial::Document,
}

/// A text is on disk.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Saved {
    /// Since when.
    pub at: String,
}

/// A new item.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Made {
    /// The item.
    pub item: String,
    /// Its edition.
    pub edition: String,
}

/// One finding of the checks.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[allow(clippy::struct_field_names)] // The names are those of the command line.
pub(crate) struct Check {
    /// Which check.
    pub check: String,
    /// `blocks`, `reason` or `advice`.
    pub severity: String,
    /// The block it concerns, where it concerns one.
    pub block: Option<String>,
    /// What was found.
    pub message: String,
}

/// An item found by searching.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Hit {
    /// What the list shows of it.
    pub entry: Entry,
    /// Which of its editions holds the words.
    pub edition: String,
    /// The words around them.
    pub snippet: String,
}

/// One act in an edition's history.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Act {
    /// When the portal took it; for what still waits here, when it was made.
    pub at: String,
    /// Whose act: a member's id; none for the portal itself.
    pub by: Option<String>,
    /// What was done, as the ledger names it.
    pub what: String,
    /// The revision it concerns.
    pub revision: Option<String>,
    /// A note or a reason.
    pub note: Option<String>,
    /// Why it was handed in although checks found something.
    #[serde(default)]
    pub reasons: Vec<GivenReason>,
    /// The portal has not confirmed it yet.
    #[serde(default)]
    pub waits: bool,
}

/// Why a text was handed in although a check found something.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct GivenReason {
    /// The check.
    pub check: String,
    /// The reason, where it lies here.
    pub text: Option<String>,
}

/// The newest revision of an edition, and what it means to this member.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Newest {
    /// The revision.
    pub revision: String,
    /// Who wrote it: a member's id.
    pub by: String,
    /// When the portal took it.
    pub at: String,
    /// This member wrote it.
    pub mine: bool,
    /// It was shown to the members, neither submitted nor published.
    pub shown_only: bool,
    /// Another shows it to the members, and not long since: they are writing, too.
    pub at_work: bool,
    /// This member's last revision, where another has submitted a newer one since.
    pub replaced: Option<String>,
}

impl From<desk::newest::Newest> for Newest {
    fn from(newest: desk::newest::Newest) -> Self {
        Self {
            revision: newest.revision.to_string(),
            by: newest.by.to_string(),
            at: newest.at,
            mine: newest.mine,
            shown_only: newest.shown_only,
            at_work: newest.at_work,
            replaced: newest.replaced.map(|revision| revision.to_string()),
        }
    }
}

/// One of the texts kept of a draft on this computer.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Snapshot {
    /// Its number.
    pub id: u32,
    /// When the draft stood like this.
    pub at: String,
    /// Its title then.
    pub title: String,
    /// A person kept it: it stays, however many follow.
    pub kept: bool,
    /// The name that person gave it.
    pub name: Option<String>,
}

/// The text of a snapshot, as readers would have seen it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct SnapshotText {
    /// Its title.
    pub title: String,
    /// Its summary.
    pub summary: String,
    /// The fields of its kind.
    pub fields: BTreeMap<String, String>,
    /// Its text.
    #[specta(type = Document)]
    pub document: editorial::Document,
}

/// One place where two revisions differ.
#[derive(Debug, Clone, Serialize, Type)]
pub(crate) struct Difference {
    /// The block, one of a picture's texts as `BLOCK.alt`, or the name of a field.
    pub block: String,
    /// What happened to it.
    pub change: ChangeKind,
    /// As it was.
    pub old: Option<String>,
    /// As it is.
    pub new: Option<String>,
    /// Both, word by word.
    pub words: Vec<Piece>,
    /// The form before and after, where it changed: `p`, `h2`, with the marks in it (`p strong`).
    pub form: Option<[String; 2]>,
}

/// What happened to a place of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ChangeKind {
    /// It is new.
    Added,
    /// It is gone.
    Removed,
    /// Its words, its file or its form are others.
    Changed,
    /// It says the same, elsewhere.
    Moved,
}

/// A part of a comparison by words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Piece {
    /// Where it stands.
    pub is: PieceIs,
    /// The words, with the blanks around them.
    pub text: String,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "lowercase")]
pub(crate) enum PieceIs {
    /// In both texts.
    Same,
    /// In the new text only.
    Inserted,
    /// In the old text only.
    Deleted,
}

impl From<compare::Change> for Difference {
    fn from(change: compare::Change) -> Self {
        Self {
            block: change.block,
            change: match change.change {
                compare::ChangeKind::Added => ChangeKind::Added,
                compare::ChangeKind::Removed => ChangeKind::Removed,
                compare::ChangeKind::Changed => ChangeKind::Changed,
                compare::ChangeKind::Moved => ChangeKind::Moved,
            },
            old: change.old,
            new: change.new,
            words: change.words.into_iter().map(Piece::from).collect(),
            form: change.form,
        }
    }
}

impl From<compare::Piece> for Piece {
    fn from(piece: compare::Piece) -> Self {
        Self {
            is: match piece.is {
                compare::PieceIs::Same => PieceIs::Same,
                compare::PieceIs::Inserted => PieceIs::Inserted,
                compare::PieceIs::Deleted => PieceIs::Deleted,
            },
            text: piece.text,
        }
    }
}

/// A picture, ready to be shown.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Picture {
    /// Its media type.
    pub media_type: String,
    /// Its bytes.
    pub base64: String,
}

/// A picture taken in: re-encoded, and stripped of where and with what it was taken.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct PictureTaken {
    /// The name of its bytes.
    pub blob: String,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}
