//! Bodies on their way to a member, read one after another.

use super::{Portal, Session};
use crate::{
    db::{self, bodies::Asked},
    failure::{Failure, no},
    ledger::Site,
};
use editorial::{Code, Hash};
use std::sync::Arc;

impl Portal {
    /// Gives the bodies that were asked for to `take`, each as it is found, until that answers `false`.
    ///
    /// # Errors
    ///
    /// `erased` where nothing but erased bodies was asked for, `no_right` for a member without a role.
    pub fn bodies(
        &self,
        session: &Session,
        hashes: &[Hash],
        mut take: impl FnMut(String) -> bool,
    ) -> Result<(), Failure> {
        let mut bodies = self.ask(session, hashes.to_vec())?;
        while let Some(bytes) = bodies.next(self)? {
            if !take(bytes) {
                break;
            }
        }
        Ok(())
    }

    /// Bodies to be read one after another, as fast as they are wanted.
    pub(crate) fn ask(&self, session: &Session, hashes: Vec<Hash>) -> Result<Bodies, Failure> {
        self.may_read(session)?;
        Ok(Bodies {
            site: Arc::clone(&session.site),
            left: hashes.into_iter(),
            given: false,
            erased: false,
        })
    }
}

/// Bodies that were asked for, on their way to a member.
pub(crate) struct Bodies {
    site: Arc<Site>,
    left: std::vec::IntoIter<Hash>,
    given: bool,
    erased: bool,
}

impl Bodies {
    /// The next one that is there, read in a transaction of its own: whoever is slow to take it holds up nobody.
    ///
    /// # Errors
    ///
    /// `erased` at the end, where all that was found was erased.
    pub(crate) fn next(&mut self, portal: &Portal) -> Result<Option<String>, Failure> {
        for hash in self.left.by_ref() {
            match portal
                .db
                .read(|from| db::bodies::asked(from, self.site.id, hash))?
            {
                Asked::There(bytes) => {
                    self.given = true;
                    return Ok(Some(bytes));
                }
                Asked::Erased => self.erased = true,
                Asked::Unknown => {}
            }
        }
        if self.erased && !self.given {
            return Err(no(Code::Erased, "the text was erased by law"));
        }
        Ok(None)
    }
}
