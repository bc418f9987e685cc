//! Proving a whole ledger: chain, signatures, bodies, and that every publication rests on the approvals asked of it.
//!
//! Portal and desk call the same. Nothing is decided anew (stricter rules never make an old ledger wrong); what was
//! published is held against the approvals that the policy pinned at its submission asked for, counted by [`fold`].
//!
//! ```
//! let auditor = editorial::audit::Auditor::new(editorial::audit::Bodies::All);
//! let report = auditor.finish();
//! assert!(report.ok && report.entries == 0);
//! ```

use crate::{
    body::Body,
    canonical::Unread,
    entry::Entry,
    event::{self, By, Event, Outline, What},
    fold::{fold, fold_unknown},
    ids::{EventId, Hash, Millis, PublicKey},
    keys,
    policy::Policy,
    state::{Device, State},
};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap, HashSet};

/// Whether whoever audits must hold every body that was not erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bodies {
    /// All of them: a portal.
    All,
    /// Only some: a desk, which fetches old revisions when they are asked for.
    Some,
}

/// What an audit found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Report {
    /// Nothing is wrong.
    pub ok: bool,
    /// How many entries there are.
    pub entries: u64,
    /// How many publications were proven or found wanting.
    pub published: u64,
    /// What is wrong, in the order of the ledger.
    pub faults: Vec<Fault>,
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Fault {
    /// At which entry.
    pub seq: u64,
    /// What, in a sentence.
    pub what: String,
}

/// Goes through a ledger, entry by entry.
#[derive(Debug)]
pub struct Auditor {
    bodies: Bodies,
    state: State,
    before: Option<(u64, Hash, Millis)>,
    events: HashSet<EventId>,
    /// Bodies that are not there, with the first entry that names each: right only if they were erased.
    missing: HashMap<Hash, u64>,
    /// Bodies that are there: wrong if they were erased.
    there: HashMap<Hash, u64>,
    /// Approvals that nobody may rest on.
    void: BTreeSet<EventId>,
    report: Report,
}

impl Auditor {
    /// An audit that has seen nothing yet.
    pub fn new(bodies: Bodies) -> Self {
        Self {
            bodies,
            state: State::default(),
            before: None,
            events: HashSet::new(),
            missing: HashMap::new(),
            there: HashMap::new(),
            void: BTreeSet::new(),
            report: Report::default(),
        }
    }

    /// What the entries seen so far add up to.
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Notes something that only the caller can see, at an entry.
    pub fn fault(&mut self, seq: u64, what: impl Into<String>) {
        self.report.faults.push(Fault {
            seq,
            what: what.into(),
        });
    }

    /// Looks at the next entry; `body` gives the bytes of a body where they are there.
    pub fn entry(
        &mut self,
        entry_bytes: &[u8],
        event_bytes: &[u8],
        body: &mut dyn FnMut(Hash) -> Option<Vec<u8>>,
    ) {
        self.report.entries += 1;
        let due = self.before.map_or(1, |(seq, ..)| seq + 1);
        let Some(entry) = self.read_entry(due, entry_bytes) else {
            // Whatever stands there: the next must follow these very bytes.
            let at = self.before.map_or(Millis(0), |(_, _, at)| at);
            self.before = Some((due, Hash::of_two(keys::ENTRY, entry_bytes), at));
            return;
        };
        let seq = entry.seq;
        if !entry.follows(self.before) {
            self.fault(seq, "the entry does not follow the one before");
        }
        if entry.event != Hash::of(event_bytes) {
            self.fault(seq, "the event's bytes are not those that the entry names");
        }
        match Event::read(event_bytes) {
            Ok(event) => self.event(&entry, &event, event_bytes, body),
            Err(Unread::NotCanonical(why)) => self.fault(seq, format!("the event: {why}")),
            Err(Unread::Newer(_)) => {
                // Its signature is checked by whoever knows it.
                let edition = Outline::of(event_bytes).ok().and_then(|it| it.edition);
                fold_unknown(&mut self.state, &entry, edition);
            }
        }
        self.before = Some((seq, entry.hash(), entry.accepted_at));
    }

    /// Ends the audit.
    pub fn finish(mut self) -> Report {
        let erased = std::mem::take(&mut self.state.board.erased);
        let mut left: Vec<Fault> = Vec::new();
        if self.bodies == Bodies::All {
            let lost = self
                .missing
                .iter()
                .filter(|(hash, _)| !erased.contains(hash));
            left.extend(lost.map(|(hash, seq)| Fault {
                seq: *seq,
                what: format!("the body {hash} is missing and was not erased"),
            }));
        }
        let kept = self.there.iter().filter(|(hash, _)| erased.contains(hash));
        left.extend(kept.map(|(hash, seq)| Fault {
            seq: *seq,
            what: format!("the body {hash} was erased and is still there"),
        }));
        self.report.faults.extend(left);
        self.report.faults.sort();
        self.report.faults.dedup();
        self.report.ok = self.report.faults.is_empty();
        self.report
    }

    fn read_entry(&mut self, due: u64, bytes: &[u8]) -> Option<Entry> {
        match Entry::read(bytes) {
            Ok(entry) => Some(entry),
            Err(unread) => {
                self.fault(due, format!("the entry: {unread}"));
                None
            }
        }
    }

    fn event(
        &mut self,
        entry: &Entry,
        event: &Event,
        bytes: &[u8],
        body: &mut dyn FnMut(Hash) -> Option<Vec<u8>>,
    ) {
        let seq = entry.seq;
        if !self.events.insert(event.id) {
            self.fault(seq, format!("the event {} stands twice", event.id));
        }
        if event.ledger != self.state.board.ledger {
            self.fault(seq, "the event is meant for another ledger");
        }
        if let Err(what) = self.proven(entry, event, bytes) {
            self.fault(seq, what);
            self.void.insert(event.id);
        }
        let policy = self.named_bodies(seq, event, body);
        if let (What::Approved { revision, .. }, Some(id), Some(member)) =
            (&event.fact.what, event.fact.edition, event.by.member())
            && self
                .state
                .editions
                .get(&id)
                .is_some_and(|edition| edition.is_own(*revision, member))
        {
            self.void.insert(event.id);
        }
        if let What::Published { .. } = &event.fact.what {
            self.report.published += 1;
            for what in self.publication(entry, event) {
                self.fault(seq, what);
            }
        }
        fold(&mut self.state, entry, event, |_| policy);
    }

    /// Whether the event is signed by whom it names, with a key that was good at this place.
    fn proven(&self, entry: &Entry, event: &Event, bytes: &[u8]) -> Result<(), &'static str> {
        let board = &self.state.board;
        let key = match (event.by, &event.fact.what) {
            (
                By::Member { member, device },
                What::Joined {
                    invitation,
                    key,
                    proof,
                    ..
                },
            ) => {
                let invited = board
                    .invitations
                    .get(invitation)
                    .is_some_and(|it| it.member == member);
                let ledger = board.ledger.unwrap_or(Hash::ZERO);
                if !invited
                    || !keys::verify(
                        keys::JOIN,
                        &keys::join_bytes(ledger, device, key),
                        proof,
                        invitation,
                    )
                {
                    return Err("the device came in without an invitation");
                }
                *key
            }
            (By::Member { member, device }, _) => match board.devices.get(&device) {
                Some(Device { ended: Some(_), .. }) => return Err("the device had ended before"),
                Some(it) if it.member == member => it.key,
                Some(_) => return Err("the device is another member's"),
                None => return Err("the device is not known at this place"),
            },
            (By::Operator, What::SiteCreated { key, .. }) if entry.seq == 1 => *key,
            (By::Portal | By::Operator, what) => {
                let allowed = match event.by {
                    By::Portal => matches!(what, What::Published { .. }),
                    _ => event.fact.edition.is_none(),
                };
                if !allowed {
                    return Err("the site's key signed what only members may do");
                }
                board.key.unwrap_or(PublicKey::from_bytes([0; 32]))
            }
        };
        if event::verify(bytes, &entry.sig, &key) {
            Ok(())
        } else {
            Err("the event's signature is not right")
        }
    }

    /// Checks the bodies that an event names; answers the policy among them.
    fn named_bodies(
        &mut self,
        seq: u64,
        event: &Event,
        body: &mut dyn FnMut(Hash) -> Option<Vec<u8>>,
    ) -> Option<Policy> {
        let mut policy = None;
        for hash in event.fact.what.bodies() {
            let Some(bytes) = body(hash) else {
                self.missing.entry(hash).or_insert(seq);
                if let What::PolicySet { .. } = &event.fact.what {
                    self.fault(seq, "the policy is missing");
                }
                continue;
            };
            // One that was looked at when it was first named is not looked at again, but a policy is read each time.
            let known = self.there.insert(hash, seq).is_some();
            if known && !matches!(event.fact.what, What::PolicySet { .. }) {
                continue;
            }
            if Hash::of(&bytes) != hash {
                self.fault(
                    seq,
                    format!("the body {hash} has other bytes than its name says"),
                );
                continue;
            }
            match Body::read(&bytes) {
                Ok(Body::Policy(it)) => policy = Some(it.policy),
                Ok(_) | Err(Unread::Newer(_)) => {}
                Err(Unread::NotCanonical(why)) => {
                    self.fault(seq, format!("the body {hash}: {why}"));
                }
            }
        }
        policy
    }

    /// What is missing for a publication, judged by what stood just before it.
    fn publication(&self, entry: &Entry, event: &Event) -> Vec<String> {
        let What::Published {
            revision,
            short,
            approvals,
        } = &event.fact.what
        else {
            return Vec::new();
        };
        let Some(id) = event.fact.edition else {
            return vec!["a publication of no edition".to_owned()];
        };
        let mut faults = Vec::new();
        if event.by != By::Portal {
            faults.push("a publication that the portal did not sign".to_owned());
        }
        let Some(edition) = self.state.editions.get(&id) else {
            faults.push(format!("{id} was published and never submitted"));
            return faults;
        };
        let Some(submission) = edition
            .submission
            .as_ref()
            .filter(|it| it.revision == *revision)
        else {
            faults.push(format!(
                "{id} was published as {revision}, which was not submitted"
            ));
            return faults;
        };
        let progress = edition.progress();
        if progress.needed > 0 {
            faults.push(format!(
                "{id} was published with {} approvals missing",
                progress.needed
            ));
        }
        let rests_on: Vec<EventId> = progress
            .filled
            .iter()
            .filter_map(|(index, _)| edition.approvals.get(*index))
            .map(|it| it.event)
            .collect();
        if rests_on != *approvals {
            faults.push(format!(
                "{id} was published naming other approvals than those that count"
            ));
        }
        if rests_on.iter().any(|it| self.void.contains(it)) {
            faults.push(format!(
                "{id} was published on an approval that is worth nothing"
            ));
        }
        if submission
            .publish_at
            .is_some_and(|at| at > entry.accepted_at)
        {
            faults.push(format!("{id} was published before its time"));
        }
        if edition.translated
            && !edition.source_is_live(*revision, self.state.editions.get(&id.other()))
        {
            faults.push(format!("{id} was published before its source"));
        }
        let expected = edition
            .short
            .clone()
            .unwrap_or_else(|| self.state.board.short_for(id.item));
        if expected != *short {
            faults.push(format!("{id} was published under the address of another"));
        }
        faults
    }
}
