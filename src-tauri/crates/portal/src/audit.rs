//! The portal's audit: the ledger, and that what readers see is what it says.

use crate::{
    db::{blobs, bodies, entries, publications},
    failure::Failure,
    ledger::Site,
    portal::Portal,
};
use editorial::{
    Hash,
    audit::{Auditor, Bodies, Report},
    state::Live,
};
use rusqlite::Connection;

impl Portal {
    /// Proves the whole ledger of a site, its bodies, the files of what is public, and the pages.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database; what is wrong with the ledger stands in the report.
    pub fn audit(&self, site: &Site) -> Result<Report, Failure> {
        self.database().read(|from| {
            let mut auditor = Auditor::new(Bodies::All);
            let mut failed = None;
            let mut first = None;
            entries::each_after(from, site.id, 0, |_, entry, event| {
                auditor.entry(
                    entry.as_bytes(),
                    event.as_bytes(),
                    &mut |hash| match bodies::get(from, site.id, hash) {
                        Ok(bytes) => bytes.map(String::into_bytes),
                        Err(failure) => {
                            failed.get_or_insert(failure);
                            None
                        }
                    },
                );
                first.get_or_insert_with(|| Hash::of_two(editorial::keys::ENTRY, entry.as_bytes()));
                failed.take().map_or(Ok(()), Err)
            })?;
            if first != Some(site.ledger) {
                auditor.fault(1, "the ledger is not the one this site began with");
            }
            self.pages(from, site, &mut auditor)?;
            Ok(auditor.finish())
        })
    }

    /// Holds what readers see against what the ledger says.
    fn pages(&self, from: &Connection, site: &Site, auditor: &mut Auditor) -> Result<(), Failure> {
        let editions: Vec<_> = auditor
            .state()
            .editions
            .iter()
            .map(|(id, it)| (*id, it.live))
            .collect();
        let last = auditor.state().board.last.map_or(0, |last| last.seq);
        for (id, live) in editions {
            let shown = publications::get(from, site.id, id)?.map_or(Live::None, |row| row.live);
            if shown != live {
                auditor.fault(
                    last,
                    format!("what readers see of {id} is not what the ledger says"),
                );
            }
            if let Live::Published { revision, .. } | Live::Withdrawn { revision, .. } = live {
                for blob in bodies::blobs(from, site.id, revision)? {
                    let whole = blobs::get(from, site.id, blob)?.is_some()
                        && self
                            .file(site, blob)
                            .is_ok_and(|bytes| Hash::of(&bytes) == blob);
                    if !whole {
                        auditor.fault(
                            last,
                            format!("the file {blob} of {id} is missing or damaged"),
                        );
                    }
                }
            }
        }
        Ok(())
    }
}
