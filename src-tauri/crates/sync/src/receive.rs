//! Checking a page of the ledger before anything of it is written.

use crate::portal::PortalError;
use editorial::{
    By, DeviceId, Hash, Head, Millis, PublicKey, Signature, What,
    entry::verify_head,
    event,
    state::{Board, Last},
};
use protocol::ReceiveLine;
use std::collections::{BTreeMap, BTreeSet};
use store::{Received, ReceivedBody, mirror::Known};

/// A page in which everything has been checked that can be.
#[derive(Debug, Clone)]
pub struct Page {
    /// What is to be written, in one transaction.
    pub write: store::Page,
    /// The last entry of the page; `None` for an empty page of an empty ledger.
    pub last: Option<(u64, Hash)>,
    /// The portal's newest entry.
    pub newest: u64,
    /// The portal's clock.
    pub now: Option<Millis>,
}

/// Why a page cannot be taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPage {
    /// The page does not follow what this desk has: the portal's ledger is an older or another copy.
    #[error("the ledger does not continue what this desk holds")]
    DoesNotFollow,
    /// Something in it is not what a portal sends.
    #[error("{0}")]
    Broken(String),
}

impl From<BadPage> for PortalError {
    fn from(bad: BadPage) -> Self {
        match bad {
            BadPage::DoesNotFollow => Self::Problem {
                code: editorial::Code::LedgerBehind,
                retry: false,
                after: None,
            },
            BadPage::Broken(what) => Self::NotAPortal(what),
        }
    }
}

fn broken<T>(what: impl Into<String>) -> Result<T, BadPage> {
    Err(BadPage::Broken(what.into()))
}

/// Checks a page that should follow `board`.
///
/// Checked are: every line's form, that each entry holds on to the one before, each event's hash, each device's
/// signature (on all cores), and the site's signature over the last entry, which vouches for all before it.
///
/// # Errors
///
/// [`BadPage`]; then nothing of it may be written.
pub fn check(
    lines: Vec<ReceiveLine>,
    board: &Board,
    key: &PublicKey,
    ledger: Hash,
) -> Result<Page, BadPage> {
    let mut page = Page {
        write: store::Page::default(),
        last: None,
        newest: 0,
        now: None,
    };
    let mut before = board.last.map(
        |Last {
             seq,
             hash,
             accepted_at,
         }| (seq, hash, accepted_at),
    );
    let mut keys: BTreeMap<DeviceId, PublicKey> = board
        .devices
        .iter()
        .map(|(id, device)| (*id, device.key))
        .collect();
    let mut signed: Vec<(Vec<u8>, Signature, PublicKey)> = Vec::new();
    let mut head = None;
    for line in lines {
        if head.is_some() {
            return broken("a line stands after the end of a page");
        }
        match line {
            ReceiveLine::Entry {
                entry: bytes,
                event,
            } => {
                let hash = Hash::of_two(editorial::keys::ENTRY, bytes.as_bytes());
                let received = match Received::read(bytes.into_bytes(), event.into_bytes()) {
                    Ok(received) => received,
                    Err(why) => return broken(format!("an entry cannot be read: {why}")),
                };
                let entry = received.entry;
                if !entry.follows(before) {
                    let first_of_page = page.write.entries.is_empty();
                    let gap = entry.seq != before.map_or(1, |(seq, ..)| seq + 1);
                    return if first_of_page && !gap {
                        Err(BadPage::DoesNotFollow)
                    } else {
                        broken("an entry is missing or out of order")
                    };
                }
                if entry.seq == 1 && hash != ledger {
                    return broken("the first entry is another ledger's");
                }
                if let Some(who) = signer(&received.event, &mut keys, key)? {
                    signed.push((received.event_bytes.clone(), entry.sig, who));
                }
                before = Some((entry.seq, hash, entry.accepted_at));
                page.write.entries.push(received);
            }
            ReceiveLine::Body { body } => {
                page.write.bodies.push(ReceivedBody::of(body.into_bytes()));
            }
            ReceiveLine::Head {
                head: bytes,
                sig,
                last,
                now,
            } => head = Some((bytes, sig, last, now)),
        }
    }
    let Some((bytes, sig, newest, now)) = head else {
        return broken("the page has no end");
    };
    if !all_named(&page.write) {
        return broken("a body matches no hash that an entry names");
    }
    if !verify_head(bytes.as_bytes(), &sig, key) {
        return broken("the page's end is not signed by the site's key");
    }
    let Ok(head) = Head::read(bytes.as_bytes()) else {
        return broken("the page's end cannot be read");
    };
    let last = before.map(|(seq, hash, _)| (seq, hash));
    if head.ledger != ledger || last != Some((head.seq, head.hash)) {
        // With no entry in it, a page that ends elsewhere tells of another history.
        return if page.write.entries.is_empty() {
            Err(BadPage::DoesNotFollow)
        } else {
            broken("the page's end names another entry")
        };
    }
    if !all_verify(&signed) {
        return broken("an event's signature is wrong");
    }
    page.last = last;
    page.newest = newest.max(head.seq);
    page.now = protocol::from_rfc3339(&now);
    Ok(page)
}

/// Whether each body is one that an event of the page names; what a later version's event names is not known here.
fn all_named(page: &store::Page) -> bool {
    let mut named = BTreeSet::new();
    for received in &page.entries {
        let Known::Event(event) = &received.event else {
            return true;
        };
        named.extend(event.fact.what.bodies());
    }
    page.bodies.iter().all(|body| named.contains(&body.hash()))
}

/// Whose key must have signed an event; `None` for one of a later version, for which only the page's end vouches.
fn signer(
    event: &Known,
    keys: &mut BTreeMap<DeviceId, PublicKey>,
    site: &PublicKey,
) -> Result<Option<PublicKey>, BadPage> {
    let Known::Event(event) = event else {
        return Ok(None);
    };
    match (event.by, &event.fact.what) {
        (By::Portal | By::Operator, _) => Ok(Some(*site)),
        (By::Member { device, .. }, What::Joined { key, .. }) => {
            keys.insert(device, *key);
            Ok(Some(*key))
        }
        (By::Member { device, .. }, what) => {
            let Some(key) = keys.get(&device).copied() else {
                return broken("an event comes from an unknown device");
            };
            if let What::DeviceReplaced { subject, key, .. } = what {
                keys.insert(*subject, *key);
            }
            Ok(Some(key))
        }
    }
}

fn all_verify(signed: &[(Vec<u8>, Signature, PublicKey)]) -> bool {
    let right = |part: &[(Vec<u8>, Signature, PublicKey)]| {
        part.iter()
            .all(|(bytes, sig, key)| event::verify(bytes, sig, key))
    };
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    if signed.len() < 64 || cores == 1 {
        return right(signed);
    }
    std::thread::scope(|scope| {
        let parts: Vec<_> = signed
            .chunks(signed.len().div_ceil(cores))
            .map(|part| scope.spawn(move || right(part)))
            .collect();
        parts.into_iter().all(|part| part.join().unwrap_or(false))
    })
}

/// Keeps of `bodies` those whose hash was asked for.
pub fn asked_for(bodies: Vec<Vec<u8>>, asked: &BTreeSet<Hash>) -> Vec<Vec<u8>> {
    bodies
        .into_iter()
        .filter(|bytes| asked.contains(&Hash::of(bytes)))
        .collect()
}
