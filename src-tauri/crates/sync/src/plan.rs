//! What to do next in an exchange, computed and not done: so a simulation can run a million schedules.

use editorial::{
    Code, EventId, Hash,
    planted::{self, Fault},
};

/// What this desk holds that matters for the next step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Holdings {
    /// The ledger this desk joined.
    pub ledger: Option<Hash>,
    /// The last entry received.
    pub cursor: Option<(u64, Hash)>,
    /// Acts not yet answered, in order, with the bytes each would put on the wire.
    pub unsent: Vec<(EventId, usize)>,
    /// Files that lie here and that the portal has to have by now.
    pub files: Vec<Hash>,
    /// Bodies that are named and missing here, or were asked for.
    pub wanted: Vec<Hash>,
    /// Files that were asked for and are not here.
    pub wanted_files: Vec<Hash>,
    /// Refused submissions whose text is not merged yet, though the head is here.
    pub to_merge: usize,
    /// Whether this member may read public comments.
    pub reads_comments: bool,
}

/// What the portal said in this exchange.
#[allow(clippy::struct_excessive_bools)] // Each is a stage that was done, by itself.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Said {
    /// Its head: ledger, newest entry, hash.
    pub head: Option<(Hash, u64, Hash)>,
    /// The ledger here was found to continue into the portal's.
    pub continues: bool,
    /// The newest entry it has told of.
    pub newest: u64,
    /// It stopped taking events for this time.
    pub stopped: bool,
    /// Files that the portal was asked about, and was sent where it lacked them.
    pub files_done: Vec<Hash>,
    /// Bodies were asked for.
    pub bodies_asked: bool,
    /// Files that were asked for, whether they came or not.
    pub files_asked: Vec<Hash>,
    /// Comments were read.
    pub comments_read: bool,
}

/// The next thing to do. Each is done whole or not at all, and may be done again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// Ask for the head.
    AskHead,
    /// Receive the page after this entry.
    Receive {
        /// The last entry here.
        after: u64,
    },
    /// Send of a file what the portal lacks.
    SendFile(Hash),
    /// Send these acts with their bodies.
    Push(Vec<EventId>),
    /// Ask for these bodies.
    AskBodies(Vec<Hash>),
    /// Ask for this file.
    AskFile(Hash),
    /// Merge refused texts into drafts.
    Merge,
    /// Read public comments.
    ReadComments,
    /// Nothing is left to do.
    Done,
    /// A person must decide: nothing is sent, received or removed.
    Stop(Code),
}

/// The next step. Stages in order: head, what the portal has new, files, acts, their entries, bodies, merging, comments.
///
/// Receiving comes before sending where the portal has news, since only the next entry proves that its ledger continues
/// the one here; to a portal whose ledger does not, nothing is sent.
pub fn plan(here: &Holdings, said: &Said) -> Step {
    let Some((ledger, newest, hash)) = said.head else {
        return Step::AskHead;
    };
    if here.ledger.is_some_and(|mine| mine != ledger) {
        return Step::Stop(Code::LedgerChanged);
    }
    let (seq, mine) = here.cursor.unwrap_or((0, Hash::ZERO));
    if !said.continues {
        if (newest < seq || (newest == seq && hash != mine))
            && !planted::is(Fault::IgnoreLedgerCheck)
        {
            return Step::Stop(Code::LedgerBehind);
        }
        if newest > seq {
            return Step::Receive { after: seq };
        }
    }
    if said.newest.max(newest) > seq {
        return Step::Receive { after: seq };
    }
    if !said.stopped {
        if let Some(file) = here
            .files
            .iter()
            .find(|file| !said.files_done.contains(file))
        {
            return Step::SendFile(*file);
        }
        if !here.unsent.is_empty() {
            return Step::Push(batch(&here.unsent));
        }
    }
    if !here.wanted.is_empty() && !said.bodies_asked {
        return Step::AskBodies(
            here.wanted
                .iter()
                .copied()
                .take(protocol::BODIES_ASKED)
                .collect(),
        );
    }
    if here.to_merge > 0 {
        return Step::Merge;
    }
    if let Some(file) = here
        .wanted_files
        .iter()
        .find(|file| !said.files_asked.contains(file))
    {
        return Step::AskFile(*file);
    }
    if here.reads_comments && !said.comments_read {
        return Step::ReadComments;
    }
    Step::Done
}

/// As many acts as one push holds, at least one.
fn batch(unsent: &[(EventId, usize)]) -> Vec<EventId> {
    let mut bytes = 0;
    let mut ids = Vec::new();
    for (id, size) in unsent {
        bytes += size;
        if !ids.is_empty() && bytes > protocol::PUSH_BYTES {
            break;
        }
        ids.push(*id);
    }
    ids
}
