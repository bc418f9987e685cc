//! What is done at its time: publishing what is due, and clearing away what was erased or nobody names.

use super::Portal;
use crate::{
    db,
    failure::{Failure, no},
    ledger::{self, Site},
};
use editorial::{Code, Hash, Millis};
use std::sync::Arc;

/// How long what nobody names is kept, in milliseconds.
const UNNAMED_FOR: i64 = 24 * 60 * 60 * 1000;

/// How long a file may lie there before its row does, in milliseconds.
const SETTLING_FOR: i64 = 10 * 60 * 1000;

impl Portal {
    /// Does something on every site; one that fails is told in the log and holds up no other.
    fn on_each<T>(
        &self,
        what: &str,
        act: impl Fn(&Site) -> Result<T, Failure>,
    ) -> Result<Vec<T>, Failure> {
        let mut done = Vec::new();
        for name in self.site_names()? {
            match self.site(&name).and_then(|site| act(&site)) {
                Ok(result) => done.push(result),
                Err(failure) => tracing::error!(site = %name, ?failure, "{what} failed"),
            }
        }
        Ok(done)
    }

    /// Publishes on every site what is due; how many editions. A site that fails is told in the log.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn publish_due(&self) -> Result<usize, Failure> {
        let published = self.on_each("publishing what is due", |site| self.publish_due_on(site))?;
        Ok(published.into_iter().sum())
    }

    fn publish_due_on(&self, site: &Site) -> Result<usize, Failure> {
        let now = self.now(site)?;
        // Looking costs nothing; a transaction does.
        let waits = site.look(&self.db, |state| {
            let approved = state
                .editions
                .values()
                .any(|it| it.work == editorial::state::Work::Approved);
            approved || ledger::is_due(state, now)
        })?;
        if waits {
            // A method's path would be bound to one lifetime.
            #[allow(clippy::redundant_closure_for_method_calls)]
            self.write(site, |writing| writing.publish_due())
        } else {
            Ok(0)
        }
    }

    /// When the next scheduled publication on any site is due. What is due already waits for something else than time.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn next_due(&self) -> Result<Option<Millis>, Failure> {
        self.next_due_after(self.around.now())
    }

    /// The same, seen from `now`.
    pub(crate) fn next_due_after(&self, now: Millis) -> Result<Option<Millis>, Failure> {
        let mut next = None;
        for name in self.site_names()? {
            let look = |site: Arc<Site>| site.look(&self.db, |state| ledger::next_due(state, now));
            // A site that fails has told so when it was to publish.
            let due = self.site(&name).and_then(look).unwrap_or_default();
            next = [next, due].into_iter().flatten().min();
        }
        Ok(next)
    }

    /// Drops bodies, files and pieces of files that nobody named for 24 hours. A site that fails is told in the log.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database; `busy` where its log could not be emptied.
    pub fn sweep(&self) -> Result<(), Failure> {
        self.on_each("sweeping", |site| self.sweep_on(site))?;
        self.db.forget_log()
    }

    fn sweep_on(&self, site: &Site) -> Result<(), Failure> {
        let before = Millis(self.around.now().0 - UNNAMED_FOR);
        let files = self.db.write(|to| {
            db::bodies::sweep(to, site.id, before)?;
            db::blobs::sweep(to, site.id, before)
        })?;
        for file in files {
            self.clear_away(site, file)?;
        }
        self.files.sweep_parts(&site.name, before.0)?;
        // A file without a row: erased, and the portal cut off before its bytes went.
        let settled = self.around.now().0 - SETTLING_FOR;
        for file in self.files.whole_before(&site.name, settled)? {
            let row = self.db.read(|from| db::blobs::get(from, site.id, file))?;
            if row.is_none() {
                self.clear_away(site, file)?;
            }
        }
        Ok(())
    }

    /// Takes away a file whose row is gone; one that was sent again since then stays.
    pub(super) fn clear_away(&self, site: &Site, name: Hash) -> Result<(), Failure> {
        // An upload settles in a transaction as well, so none does between the look and the removal.
        self.db
            .write(|to| match db::blobs::get(to, site.id, name)? {
                Some(_) => Ok(()),
                None => self.files.remove(&site.name, name),
            })
    }

    /// Empties the database's log of what was erased, now or else at the next occasion.
    pub(super) fn forget_log(&self) {
        if let Err(failure) = self.db.forget_log() {
            tracing::warn!(%failure, "what was erased still stands in the log; it is emptied at the next occasion");
        }
    }

    /// Tells that what was erased may still be read from the log, where that is so.
    pub(super) fn log_is_empty(&self) -> Result<(), Failure> {
        if self.db.log_waits() {
            return Err(no(
                Code::Busy,
                "the text is erased, but the database's log could not be emptied yet, as somebody reads from it; \
                 a serving portal does that within the hour, and erasing the same again tries it at once",
            ));
        }
        Ok(())
    }
}
