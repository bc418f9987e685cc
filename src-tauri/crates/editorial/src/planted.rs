//! Faults put in on purpose, to see that the simulation finds them.
//!
//! Each hook in the code is one question, [`is`] or [`power_fails`]. Without the feature `planted` both are constantly
//! false and leave nothing behind; with it they are still false until a test plants something, in its own thread only.

/// A fault that a test can plant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Fault {
    /// A desk folds each entry of a page twice.
    ApplyTwice,
    /// A revision need not follow the head.
    SkipParentCheck,
    /// One's own work can be approved.
    AcceptOwnWork,
    /// One person's two approvals fill two places.
    CountPersonsTwice,
    /// Returning a revision leaves the returner's own approval standing.
    KeepApprovalsOnReturn,
    /// A scheduled revision is published before its time.
    PublishEarly,
    /// A device that was revoked goes on acting.
    IgnoreRevocations,
    /// A merge takes the other's text and drops one's own.
    TakeTheirs,
    /// The text of a refused submission does not come back.
    DropDraftOnRefusal,
    /// An act that was handed to a connection can still be recalled.
    LoseTried,
    /// An act goes from the outbox as soon as the portal answers, not when its entry is pulled.
    SettleOnAnswer,
    /// A desk goes on with a ledger that does not continue its own.
    IgnoreLedgerCheck,
    /// A page of the ledger leaves out the bodies.
    ForgetBodies,
    /// A refused event is judged anew when it comes again.
    ForgetRefusals,
    /// An event that stands in the ledger is judged anew when it comes again.
    ForgetKnownEvents,
    /// What follows from a decision is left out.
    ForgetConsequences,
    /// What does not fit an edition's state is accepted, if only it is signed.
    SkipDecide,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 17] = [
        Self::ApplyTwice,
        Self::SkipParentCheck,
        Self::AcceptOwnWork,
        Self::CountPersonsTwice,
        Self::KeepApprovalsOnReturn,
        Self::PublishEarly,
        Self::IgnoreRevocations,
        Self::TakeTheirs,
        Self::DropDraftOnRefusal,
        Self::LoseTried,
        Self::SettleOnAnswer,
        Self::IgnoreLedgerCheck,
        Self::ForgetBodies,
        Self::ForgetRefusals,
        Self::ForgetKnownEvents,
        Self::ForgetConsequences,
        Self::SkipDecide,
    ];
}

#[cfg(feature = "planted")]
mod switch {
    use super::Fault;
    use std::cell::Cell;

    thread_local! {
        static PLANTED: Cell<Option<Fault>> = const { Cell::new(None) };
        static WRITES_LEFT: Cell<Option<u32>> = const { Cell::new(None) };
    }

    /// Plants a fault in this thread, or takes it out again.
    pub fn plant(fault: Option<Fault>) {
        PLANTED.set(fault);
    }

    /// Whether a fault is planted in this thread.
    pub fn is(fault: Fault) -> bool {
        PLANTED.get() == Some(fault)
    }

    /// Lets power fail in this thread after so many more writes, or never.
    pub fn fail_power_after(writes: Option<u32>) {
        WRITES_LEFT.set(writes);
    }

    /// Whether power has failed; asked once before each write is committed.
    pub fn power_fails() -> bool {
        match WRITES_LEFT.get() {
            None => false,
            Some(0) => true,
            Some(left) => {
                WRITES_LEFT.set(Some(left - 1));
                false
            }
        }
    }

    /// Whether power would fail at the next write.
    pub fn power_is_off() -> bool {
        WRITES_LEFT.get() == Some(0)
    }
}

#[cfg(not(feature = "planted"))]
mod switch {
    use super::Fault;

    /// Nothing can be planted without the feature `planted`.
    pub fn plant(_fault: Option<Fault>) {}

    /// Whether a fault is planted: never.
    #[inline(always)]
    #[allow(clippy::inline_always)] // So that the hooks leave nothing behind.
    pub const fn is(_fault: Fault) -> bool {
        false
    }

    /// Power cannot fail without the feature `planted`.
    pub fn fail_power_after(_writes: Option<u32>) {}

    /// Whether power has failed: never.
    #[inline(always)]
    #[allow(clippy::inline_always)] // So that the hooks leave nothing behind.
    pub const fn power_fails() -> bool {
        false
    }

    /// Whether power would fail at the next write: never.
    pub const fn power_is_off() -> bool {
        false
    }
}

pub use switch::{fail_power_after, is, plant, power_fails, power_is_off};
