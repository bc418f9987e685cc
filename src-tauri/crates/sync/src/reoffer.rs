//! Going back to where an older copy of the ledger still agrees, so that all after it is offered again.

use crate::{
    exchange::Failure,
    portal::{Portal, PortalError, head_of},
};
use editorial::{Code, Hash, keys};
use protocol::ReceiveLine;
use store::{Store, meta};

/// Finds the last entry both have and rolls the mirror back to it. Every event after it but the portal's own waits in
/// the outbox then, in its old order, and leaves with the exchange that follows; each bears its signature.
///
/// # Errors
///
/// `ledger_changed` where the portal holds another ledger; those of portal and store. Then nothing was changed.
pub fn reoffer(store: &Store, portal: &mut dyn Portal) -> Result<(), Failure> {
    let site = meta::portal(store)?.ok_or(Failure::Stopped(Code::NotJoined))?;
    let answer = match portal.head() {
        Err(PortalError::Problem {
            code: Code::NoSuchSite,
            ..
        }) => return Err(Failure::Stopped(Code::LedgerChanged)),
        other => other?,
    };
    let head = head_of(&answer, &answer.key)?;
    if head.ledger != site.ledger {
        return Err(Failure::Stopped(Code::LedgerChanged));
    }
    let head = head_of(&answer, &site.key)?;
    let mine = meta::cursor(store)?;
    let common = last_common(store, portal, head.seq.min(mine))?;
    if common < mine {
        store::outbox::forget_accepted(store)?;
        store::mirror::rollback_to(store, common)?;
    }
    Ok(())
}

/// The last entry that both ledgers have, found by halving; the first one, the ledger's name, they share.
fn last_common(store: &Store, portal: &mut dyn Portal, most: u64) -> Result<u64, Failure> {
    let (mut low, mut high) = (1, most);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        let here =
            store::mirror::entry(store, middle)?.map(|kept| Hash::of_two(keys::ENTRY, &kept.entry));
        if here.is_some() && here == entry_there(portal, middle)? {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Ok(low.min(most))
}

fn entry_there(portal: &mut dyn Portal, seq: u64) -> Result<Option<Hash>, Failure> {
    let lines = portal.entries(seq - 1)?;
    Ok(lines.iter().find_map(|line| match line {
        ReceiveLine::Entry { entry, .. } => Some(Hash::of_two(keys::ENTRY, entry.as_bytes())),
        _ => None,
    }))
}
