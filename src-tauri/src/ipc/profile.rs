//! The profile and who works at it.

use serde::{Deserialize, Serialize};
use specta::Type;

/// Whether there is a desk here, and whether it is open.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Profile {
    /// How far this desk is.
    pub stage: Stage,
    /// The folder it lies in.
    pub path: String,
    /// The program's version.
    pub version: String,
    /// What a person is told where the store was found damaged when it was opened.
    pub rescued: Option<String>,
    /// The board one practises with, while one does.
    pub practice: Option<Practice>,
    /// Where practice lies, apart from one's own desk.
    pub practice_path: String,
    /// There is a board to go on practising with.
    pub practice_made: bool,
    /// The program was started to practise, and there is no desk.
    pub practice_asked: bool,
}

/// The board one practises with.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Practice {
    /// The four of it.
    pub people: Vec<PracticePerson>,
    /// The key of the one whose desk is open.
    pub me: String,
}

/// One of the board one practises with.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct PracticePerson {
    /// Names the person to the program.
    pub key: String,
    /// The name.
    pub name: String,
    /// The roles held.
    pub roles: Vec<String>,
}

/// How far the board is that is being made.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, Type)]
pub(crate) struct Making {
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub of: u32,
}

/// How far a desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Stage {
    /// There is none yet.
    Absent,
    /// It is there and wants its passphrase.
    Locked,
    /// It is open.
    Open,
}

/// A new desk of one's own.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct NewDesk {
    /// Who works at it.
    pub name: String,
    /// What will open it.
    pub passphrase: String,
}

/// An invitation taken up. The passphrase is wanted where no desk is open yet.
#[derive(Debug, Deserialize, Type)]
pub(crate) struct Joining {
    /// The portal's address with its site, used for ever.
    pub url: String,
    /// The one-time code.
    pub invitation: String,
    /// What this computer is called on the board.
    pub device: String,
    /// What will open the store, where it is made by joining.
    pub passphrase: Option<String>,
}

/// What opens a store that is there.
#[derive(Debug, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Unlocking {
    /// The passphrase.
    Passphrase(String),
    /// The twelve recovery words, and the passphrase that is to hold from now on.
    Words {
        /// Twelve words, separated by blanks.
        words: String,
        /// The new passphrase.
        passphrase: String,
    },
}

/// Where the desk stands: for the status bar, the places and the settings.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Status {
    /// The program's version.
    pub version: String,
    /// The folder of the profile.
    pub profile: String,
    /// The site's key in addresses; absent while the desk is not joined.
    pub site: Option<String>,
    /// The site's names, where its ledger is here.
    pub site_names: Option<Names>,
    /// The ledger's name.
    pub ledger: Option<String>,
    /// The address that was joined.
    pub url: Option<String>,
    /// The member's id.
    pub member: Option<String>,
    /// The member's name, or the name given to a desk that is not joined.
    pub name: Option<String>,
    /// The roles held now.
    pub roles: Vec<String>,
    /// This computer's id on the board.
    pub device: Option<String>,
    /// What there is to see to.
    pub counts: Counts,
    /// How far the ledger has been received.
    pub cursor: u32,
    /// The last complete exchange.
    pub last_exchange: Option<String>,
    /// How many texts wait to be indexed.
    pub indexing: u32,
    /// A passphrase opens the desk; else the system's keyring does.
    #[serde(default)]
    pub has_passphrase: bool,
}

/// A name in both languages.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Names {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
}

/// What there is to see to.
#[derive(Debug, Clone, Copy, Default, Serialize, Deserialize, Type)]
pub(crate) struct Counts {
    /// Texts of one's own.
    pub drafts: u32,
    /// Acts that wait to be sent.
    pub outbox: u32,
    /// Acts that were refused.
    pub refusals: u32,
    /// Texts with two versions to choose from.
    pub forks: u32,
    /// Items that wait for this member's decision.
    #[serde(default)]
    pub queue: u32,
}

/// How far a backup or its restoring is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
pub(crate) struct Working {
    /// What is being done: `writing`, `trial`, `restoring`, `proving`.
    pub work: Work,
    /// Megabytes gone through, or entries proven.
    pub done: u32,
    /// In all; nothing where that is not known yet.
    pub of: u32,
}

/// What is being done for a backup.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Work {
    /// The file is being written.
    Writing,
    /// It is being restored beside, on trial.
    Trial,
    /// A desk is being made from it.
    Restoring,
    /// What was restored is being proven.
    Proving,
}

impl From<desk::profile::Working> for Working {
    fn from(working: desk::profile::Working) -> Self {
        const MEGABYTE: u64 = 1_000_000;
        let (work, unit) = match working.work {
            desk::profile::Work::Writing => (Work::Writing, MEGABYTE),
            desk::profile::Work::Trial => (Work::Trial, MEGABYTE),
            desk::profile::Work::Restoring => (Work::Restoring, MEGABYTE),
            desk::profile::Work::Proving => (Work::Proving, 1),
        };
        let count = |of: u64| u32::try_from(of.div_ceil(unit)).unwrap_or(u32::MAX);
        Self {
            work,
            done: count(working.done),
            of: count(working.of),
        }
    }
}

/// The sheet of the recovery words, as it is printed.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Sheet {
    /// What it is.
    pub title: String,
    /// Whose it is: board, member, day.
    pub facts: Vec<SheetFact>,
    /// The twelve words.
    pub words: Vec<String>,
    /// What they are for, and how to use them.
    pub parts: Vec<SheetPart>,
}

/// A name and what stands for it.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct SheetFact {
    /// What it is.
    pub name: String,
    /// What stands for it here.
    pub value: String,
}

/// A few lines under a head.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct SheetPart {
    /// The head.
    pub head: String,
    /// The lines, in order.
    pub lines: Vec<String>,
}

/// What the proof of a backup or of a store found.
#[derive(Debug, Clone, Serialize, Deserialize, Type)]
pub(crate) struct Proof {
    /// Nothing is wrong.
    pub ok: bool,
    /// How many entries of the ledger were looked at.
    pub entries: u32,
    /// How many publications.
    pub published: u32,
}
