//! The board: who waits for whose decision, and what the public wrote.

use super::{Approval, Row};
use serde::{Deserialize, Serialize};
use specta::Type;
use std::collections::BTreeMap;

/// How a text is handed in.
#[derive(Debug, Default, Deserialize, Type)]
pub(crate) struct Submission {
    /// A word to the approvers.
    pub note: Option<String>,
    /// When it is to be published.
    pub at: Option<String>,
    /// For each check that needs one, the reason.
    pub reasons: BTreeMap<String, String>,
}

/// A text was handed in.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Submitted {
    /// Which edition.
    pub edition: String,
    /// As which revision.
    pub revision: String,
    /// What it is now.
    pub state: String,
    /// What its sender should know: `nobody_can_approve`, `replaces_scheduled`, or `waits_already` where nothing was sent.
    pub warning: Option<String>,
}

/// A decision was made here; the portal confirms it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Decided {
    /// Which edition.
    pub edition: String,
    /// What it is now.
    pub state: String,
}

/// Something that waits for a decision.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Waiting {
    /// What the list shows of it.
    pub row: Row,
    /// Who handed it in: a member's id.
    pub submitted_by: String,
    /// Until when.
    pub deadline: Option<String>,
    /// The approvals that count.
    pub approvals: Vec<Approval>,
    /// How many are still missing.
    pub needed: u32,
    /// When it is to be published, where that was set.
    pub publish_at: Option<String>,
    /// The text it translates is not published, so it will wait for that.
    pub waits_for_source: bool,
    /// Why this member cannot approve it, as a code; none where it waits for this member.
    pub why_not: Option<String>,
    /// Why this member cannot return it, as a code.
    pub why_not_return: Option<String>,
}

/// A member of the board.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[allow(clippy::struct_field_names)] // The names are those of the command line.
pub(crate) struct Member {
    /// The member's id.
    pub member: String,
    /// The member's name.
    pub name: String,
    /// The roles, each with its time.
    pub roles: Vec<Term>,
    /// The member's computers.
    pub devices: Vec<Device>,
}

/// A computer of a member.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
#[allow(clippy::struct_field_names)] // The names are those of the command line.
pub(crate) struct Device {
    /// Its id.
    pub device: String,
    /// What it is called on the board.
    pub name: String,
    /// When it ended, where it did.
    pub ended: Option<String>,
}

/// A role held from one time to another.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Term {
    /// The role.
    pub role: String,
    /// From when.
    pub from: String,
    /// Until when.
    pub to: Option<String>,
}

/// A section of the site.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Section {
    /// What an item names.
    pub key: String,
    /// Its Vietnamese name.
    pub vi: String,
    /// Its English name.
    pub en: String,
}

/// What one of the public wrote to a consultation.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct PublicComment {
    /// Its id.
    pub comment: String,
    /// The number the writer was given.
    pub receipt: String,
    /// Who wrote it.
    pub name: Option<String>,
    /// How to reach the writer.
    pub contact: Option<String>,
    /// What was written.
    pub text: String,
    /// When it arrived.
    pub at: String,
    /// The block it speaks to.
    pub block: Option<String>,
    /// The writer asked that the name is not shown.
    #[serde(default)]
    pub hide_name: bool,
}

/// One consultation, with its times.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Consultation {
    /// The Vietnamese edition; the English one where there is no other.
    pub row: Row,
    /// The English edition beside it.
    pub english: Option<Row>,
    /// When one of them was last touched.
    pub updated: String,
    /// From when the public can write to it.
    pub opens: Option<String>,
    /// From when it no longer can.
    pub closes: Option<String>,
    /// How much the public wrote.
    pub comments: u32,
}

/// An invitation that was just made.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Invited {
    /// Its name on the board, once the portal has taken it.
    pub invitation: String,
    /// The one-time code. It is shown once and stored nowhere.
    pub code: String,
    /// The address to join.
    pub url: String,
    /// Until when.
    pub expires: String,
}

/// An invitation that nobody used yet.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Invitation {
    /// Its name on the board.
    pub invitation: String,
    /// Whom it is for.
    pub member: String,
    /// The name of who is to come; of a member already there, theirs.
    pub name: String,
    /// The roles of a new member; none for one more computer.
    pub roles: Vec<String>,
    /// Until when.
    pub expires: String,
}

/// How the board approves; the first rule that fits decides.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Policy {
    /// The rules, in order.
    #[serde(default)]
    pub rules: Vec<Rule>,
}

/// The steps for some editions.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Rule {
    /// A kind, or `*`.
    pub kind: String,
    /// A language, or `*`.
    pub lang: String,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// So many different persons with one of these roles.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Step {
    /// The roles.
    pub roles: Vec<String>,
    /// How many persons.
    pub count: u8,
}
