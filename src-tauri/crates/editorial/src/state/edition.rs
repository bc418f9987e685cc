//! An edition: its line of revisions, what readers see of it, and the work on it.

use crate::{
    ids::{EventId, Hash, ItemId, MemberId, Millis, Role},
    kind::Kind,
    planted::{self, Fault},
    policy::Step,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// An item in one language, as the ledger knows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Edition {
    /// What the item is.
    pub kind: Kind,
    /// It is translated from the other language.
    pub translated: bool,
    /// Its revisions, in the order in which they came; the last is the head.
    pub revisions: Vec<Line>,
    /// What readers see.
    pub live: Live,
    /// The state of the work.
    pub work: Work,
    /// What is, or was last, before those who decide.
    pub submission: Option<Submission>,
    /// Approvals given, in their order.
    pub approvals: Vec<Approval>,
    /// The short id in its public address, once published.
    pub short: Option<String>,
    /// When it was last touched, by the portal's clock.
    pub updated: Millis,
    /// An event or revision of a later version stands here: to be read, not changed.
    pub newer: bool,
}

/// One revision of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// The revision.
    pub revision: Hash,
    /// The one it follows.
    pub parent: Option<Hash>,
    /// For a translation: the source's revision it follows.
    pub source: Option<Hash>,
    /// The member of the first event naming it.
    pub author: MemberId,
    /// When that was, by the portal's clock.
    pub at: Millis,
}

/// What readers see of an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "state", rename_all = "lowercase")]
pub enum Live {
    /// Never published.
    None,
    /// The revision is public.
    Published {
        /// The revision.
        revision: Hash,
        /// Since when this revision is.
        at: Millis,
        /// When the edition was first published.
        first: Millis,
    },
    /// The revision can be read, under a notice.
    Withdrawn {
        /// The revision.
        revision: Hash,
        /// Since when.
        at: Millis,
        /// When the edition was first published.
        first: Millis,
        /// Why, a body.
        reason: Hash,
    },
    /// The page is gone, or leads to another.
    Unpublished {
        /// The revision that was public.
        revision: Hash,
        /// Since when.
        at: Millis,
        /// Why, a body; absent where its body was erased.
        reason: Option<Hash>,
        /// The item it leads to.
        to: Option<ItemId>,
    },
}

/// The state of the work on an edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Work {
    /// Nothing beyond what is live.
    None,
    /// Shared, taken back, or newer than what is live.
    Draft,
    /// Before those who decide.
    Submitted,
    /// Sent back to the writer.
    Returned,
    /// Fully approved, waiting for a file or for the source.
    Approved,
    /// Fully approved, waiting for its time.
    Scheduled,
}

/// A revision before those who decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submission {
    /// The event.
    pub event: EventId,
    /// The revision.
    pub revision: Hash,
    /// Who submitted it.
    pub member: MemberId,
    /// When the portal took it.
    pub accepted_at: Millis,
    /// When it should be published, if not at once.
    pub publish_at: Option<Millis>,
    /// The steps it needs: those of the policy in force when it came.
    pub steps: Vec<Step>,
    /// A note, a body.
    pub note: Option<Hash>,
    /// Who returned it last, and why, while it is returned.
    pub returned: Option<(MemberId, Hash)>,
}

/// One approval.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Approval {
    /// The event.
    pub event: EventId,
    /// The revision.
    pub revision: Hash,
    /// Who.
    pub member: MemberId,
    /// The roles that member held then.
    pub roles: Vec<Role>,
    /// When the portal took it.
    pub at: Millis,
    /// Whether it still counts.
    pub counts: bool,
}

/// How far a submission's steps are filled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// The approvals that fill places, each with the role it fills as.
    pub filled: Vec<(usize, Role)>,
    /// The first step not yet filled, by its place in the policy.
    pub open_step: Option<usize>,
    /// How many approvals are still missing.
    pub needed: u32,
}

/// What publication waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WaitsFor {
    /// A file is not there yet.
    File,
    /// The source is not live yet.
    Source,
}

impl Submission {
    /// Whether any of its steps is for somebody with these roles.
    pub fn is_for(&self, roles: &BTreeSet<Role>) -> bool {
        self.steps.iter().any(|step| step.is_for(roles))
    }
}

impl Work {
    /// Whether a submission stands before those who decide, or waits for what they decided to happen.
    pub fn is_pending(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved | Self::Scheduled)
    }
}

impl Edition {
    /// An edition nothing is known of yet.
    pub fn new(kind: Kind, translated: bool) -> Self {
        Self {
            kind,
            translated,
            revisions: Vec::new(),
            live: Live::None,
            work: Work::None,
            submission: None,
            approvals: Vec::new(),
            short: None,
            updated: Millis(0),
            newer: false,
        }
    }

    /// The newest revision.
    pub fn head(&self) -> Option<Hash> {
        self.revisions.last().map(|line| line.revision)
    }

    /// The newest revision that was put to the queue or is live; before the first, the head. What a translation must
    /// keep up with: a draft that is only shown to the members is not yet what the board says.
    pub fn newest_offered(&self) -> Option<Hash> {
        let submitted = self.submission.as_ref().map(|it| it.revision);
        let live = self.live_revision();
        let offered =
            |line: &&Line| Some(line.revision) == submitted || Some(line.revision) == live;
        self.revisions
            .iter()
            .rev()
            .find(offered)
            .map(|line| line.revision)
            .or_else(|| self.head())
    }

    /// The newest text that was offered, where a translation that follows `followed` is behind it. A text shared since then
    /// may have been translated already.
    pub fn ahead_of(&self, followed: Hash) -> Option<Hash> {
        self.newest_offered()
            .filter(|newest| !self.descends(followed, *newest))
    }

    /// Whether the newest revision was only shown to the members: it was neither submitted nor published since.
    pub fn head_is_shown_only(&self) -> bool {
        let head = self.head();
        let submitted = self.submission.as_ref().map(|it| it.revision);
        head.is_some() && submitted != head && self.live_revision() != head
    }

    /// The last revision that `member` wrote since the live one, where another has submitted a newer one.
    pub fn replaced_of(&self, member: MemberId) -> Option<Hash> {
        let submission = self
            .submission
            .as_ref()
            .filter(|_| self.work.is_pending())?;
        if submission.member == member || Some(submission.revision) == self.live_revision() {
            return None;
        }
        let mut at = self.line(submission.revision)?.parent;
        while let Some(line) = at.and_then(|here| self.line(here)) {
            if Some(line.revision) == self.live_revision() {
                return None;
            }
            if line.author == member {
                return Some(line.revision);
            }
            at = line.parent;
        }
        None
    }

    /// The line of a revision.
    pub fn line(&self, revision: Hash) -> Option<&Line> {
        self.revisions
            .iter()
            .rev()
            .find(|line| line.revision == revision)
    }

    /// The revision readers see now, also under a notice.
    pub fn live_revision(&self) -> Option<Hash> {
        match self.live {
            Live::Published { revision, .. } | Live::Withdrawn { revision, .. } => Some(revision),
            Live::None | Live::Unpublished { .. } => None,
        }
    }

    /// The revision that is published, without any notice.
    pub fn published_revision(&self) -> Option<Hash> {
        if let Live::Published { revision, .. } = self.live {
            Some(revision)
        } else {
            None
        }
    }

    /// Whether the source revision that a translation's `revision` follows, or a later one, is published.
    pub fn source_is_live(&self, revision: Hash, source: Option<&Self>) -> bool {
        let wanted = self.line(revision).and_then(|line| line.source);
        let (Some(wanted), Some(source)) = (wanted, source) else {
            return false;
        };
        source
            .published_revision()
            .is_some_and(|live| source.descends(live, wanted))
    }

    /// Whether `revision` is `ancestor` or follows it.
    pub fn descends(&self, revision: Hash, ancestor: Hash) -> bool {
        let mut at = Some(revision);
        while let Some(here) = at {
            if here == ancestor {
                return true;
            }
            at = self.line(here).and_then(|line| line.parent);
        }
        false
    }

    /// The author of the first revision after the live one, on the way to `revision`.
    pub fn first_author_since_live(&self, revision: Hash) -> Option<MemberId> {
        let live = self.live_revision();
        let mut author = None;
        let mut at = Some(revision);
        while let Some(line) = at.and_then(|here| self.line(here)) {
            if Some(line.revision) == live {
                break;
            }
            author = Some(line.author);
            at = line.parent;
        }
        author
    }

    /// Whether approving `revision` would be approving own work: its author, its submitter, or the author of
    /// the first revision since the live one.
    pub fn is_own(&self, revision: Hash, member: MemberId) -> bool {
        self.line(revision)
            .is_some_and(|line| line.author == member)
            || self
                .submission
                .as_ref()
                .is_some_and(|it| it.revision == revision && it.member == member)
            || self.first_author_since_live(revision) == Some(member)
    }

    /// The approvals of `revision` that count.
    pub fn counting(&self, revision: Hash) -> impl Iterator<Item = (usize, &Approval)> {
        self.approvals
            .iter()
            .enumerate()
            .filter(move |(_, it)| it.counts && it.revision == revision)
    }

    /// How far the pending submission is.
    pub fn progress(&self) -> Progress {
        match &self.submission {
            Some(it) => self.progress_of(it.revision, &it.steps),
            None => Progress {
                filled: Vec::new(),
                open_step: None,
                needed: 0,
            },
        }
    }

    /// How far `steps` are filled for `revision`: in order, each person once.
    pub fn progress_of(&self, revision: Hash, steps: &[Step]) -> Progress {
        let mut used: BTreeSet<MemberId> = BTreeSet::new();
        let mut filled = Vec::new();
        let mut open_step = None;
        let mut needed = 0;
        for (place, step) in steps.iter().enumerate() {
            let mut missing = u32::from(step.count);
            // A later step is not filled while an earlier one is open: approvals come in order.
            if open_step.is_none() {
                for (index, approval) in self.counting(revision) {
                    if missing == 0 {
                        break;
                    }
                    let role = step
                        .roles
                        .iter()
                        .copied()
                        .find(|role| approval.roles.contains(role));
                    if let Some(role) = role
                        && (used.insert(approval.member) || planted::is(Fault::CountPersonsTwice))
                    {
                        filled.push((index, role));
                        missing -= 1;
                    }
                }
            }
            if missing > 0 && open_step.is_none() {
                open_step = Some(place);
            }
            needed += missing;
        }
        Progress {
            filled,
            open_step,
            needed,
        }
    }
}
