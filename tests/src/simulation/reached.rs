//! Rare states that a run must have come to, or it proves nothing about them.

use std::collections::BTreeMap;

macro_rules! rare {
    ($($(#[$doc:meta])* $name:ident,)*) => {
        /// A rare state.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Rare { $($(#[$doc])* $name,)* }
        impl Rare {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];
        }
    };
}

rare! {
    /// A push was taken and its answer lost.
    AnswerLost,
    /// A push came twice.
    PushDoubled,
    /// A copy of a push came later, after its own desk had gone on.
    LateCopy,
    /// A copy came late of an event that had been refused; it stays refused.
    LateDoubleOfRefused,
    /// A late copy was the first of its push to arrive.
    LateCopyCameFirst,
    /// A file was taken and the answer lost.
    FileAnswerLost,
    /// A file was sent that an older copy of the portal had lost.
    FileSentAgain,
    /// A page of the ledger broke off.
    PageCut,
    /// The answer to a push broke off.
    AnswerCut,
    /// The portal's power failed in a push, before anything was committed.
    PortalFailedBefore,
    /// The portal's power failed between commit and answer.
    PortalFailedAfter,
    /// An older copy of the portal was put in its place.
    PortalRestored,
    /// A desk offered again what an older copy of the portal had lost.
    Reoffered,
    /// An act had been answered, and the portal that answered forgot it.
    AnswerForgotten,
    /// A desk's power failed between two writes.
    DeskFailed,
    /// A submission that came second was merged without a question.
    MergedCleanly,
    /// A submission that came second left places to choose from.
    Fork,
    /// Somebody chose.
    ForkResolved,
    /// Merging was noticed when submitting, before anything was sent.
    BehindAtSubmit,
    /// Of several unsent submissions of one edition all were refused.
    TwoUnsentRefused,
    /// Somebody wrote on while the submission was on its way, and that was refused.
    RefusedWhileWriting,
    /// An approval of a revision that had been replaced was refused.
    RevisionChanged,
    /// Own work was not approved.
    OwnWork,
    /// An approval came when the revision was live already.
    ApprovedWhenLive,
    /// A translation waited for its source.
    WaitedForSource,
    /// Readers' page was withdrawn or unpublished, and its translation went along.
    TranslationWentAlong,
    /// A submission replaced a scheduled one and kept its time.
    ScheduledReplaced,
    /// Something was published by the clock.
    PublishedByTheClock,
    /// A submission was taken back.
    TakenBack,
    /// An act was recalled before it was sent.
    Recalled,
    /// A role ended while an act resting on it was on its way.
    RoleEndedBeforeArrival,
    /// A device was revoked between a submission of its and the approval.
    RevokedBeforeApproval,
    /// A revoked device still had something to send.
    RevokedWithUnsent,
    /// The policy changed while something was under review.
    PolicyChangedInReview,
    /// The same text was submitted again and kept its approvals.
    SubmittedAgainUnchanged,
    /// Something published was published again in another revision.
    PublishedAgain,
    /// One person's second device approved what the first had.
    SamePersonTwice,
}

/// How often each state was come to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Reached(BTreeMap<Rare, u64>);

impl Reached {
    /// Counts one.
    pub fn note(&mut self, rare: Rare) {
        *self.0.entry(rare).or_default() += 1;
    }

    /// Adds what another world came to.
    pub fn add(&mut self, other: &Self) {
        for (rare, times) in &other.0 {
            *self.0.entry(*rare).or_default() += times;
        }
    }

    /// How often.
    pub fn times(&self, rare: Rare) -> u64 {
        self.0.get(&rare).copied().unwrap_or_default()
    }

    /// Those that were come to less often than `least` times.
    pub fn short_of(&self, least: u64) -> Vec<(Rare, u64)> {
        Rare::ALL
            .iter()
            .map(|rare| (*rare, self.times(*rare)))
            .filter(|(_, times)| *times < least)
            .collect()
    }
}
