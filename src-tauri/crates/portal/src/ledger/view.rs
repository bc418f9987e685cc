//! What `decide` reads of the portal, within the transaction that will write what it decides.

use super::Site;
use crate::{
    db::{blobs, bodies, entries},
    failure::Failure,
};
use editorial::{Body, Hash, Policy, Revision, decide::View, state::State};
use rusqlite::Connection;
use std::{cell::RefCell, collections::HashMap};

/// The state, the bodies of the table, and those that came along with the event.
pub(super) struct InTransaction<'a> {
    from: &'a Connection,
    site: &'a Site,
    state: &'a State,
    fresh: Option<&'a HashMap<Hash, Body>>,
    // `decide` knows no failing disk: what failed is kept and told afterwards.
    failed: RefCell<Option<Failure>>,
}

impl<'a> InTransaction<'a> {
    pub(super) fn new(from: &'a Connection, site: &'a Site, state: &'a State) -> Self {
        Self {
            from,
            site,
            state,
            fresh: None,
            failed: RefCell::new(None),
        }
    }

    pub(super) fn with(self, fresh: &'a HashMap<Hash, Body>) -> Self {
        Self {
            fresh: Some(fresh),
            ..self
        }
    }

    /// Whether everything that was asked could be read.
    pub(super) fn check(&self) -> Result<(), Failure> {
        self.failed.take().map_or(Ok(()), Err)
    }

    fn or_note<T: Default>(&self, result: Result<T, Failure>) -> T {
        result.unwrap_or_else(|failure| {
            self.failed.borrow_mut().get_or_insert(failure);
            T::default()
        })
    }

    /// A body that came along or is stored, as far as it can be read.
    pub(super) fn body(&self, hash: Hash) -> Option<Body> {
        if let Some(body) = self.fresh.and_then(|fresh| fresh.get(&hash)) {
            return Some(body.clone());
        }
        let bytes = self.or_note(bodies::get(self.from, self.site.id, hash))?;
        serde_json::from_str(&bytes).ok()
    }

    /// Whether the files that a revision shows are here; a translation shows its source's.
    pub(super) fn files_are_here(&self, revision: Hash) -> bool {
        if let Some(Body::Revision(fresh)) = self.fresh.and_then(|fresh| fresh.get(&revision)) {
            let own = fresh.content.blobs.iter().all(|blob| {
                self.or_note(blobs::get(self.from, self.site.id, blob.hash))
                    .is_some()
            });
            return own
                && fresh
                    .content
                    .source
                    .is_none_or(|source| self.stored_files_are_here(source));
        }
        let edition = self.or_note(entries::edition_of(self.from, self.site.id, revision));
        let source = edition
            .and_then(|id| self.state.editions.get(&id))
            .and_then(|it| it.line(revision))
            .and_then(|line| line.source);
        self.stored_files_are_here(revision)
            && source.is_none_or(|source| self.stored_files_are_here(source))
    }

    fn stored_files_are_here(&self, revision: Hash) -> bool {
        self.or_note(bodies::missing_blobs(self.from, self.site.id, revision).map(Some))
            .is_some_and(|missing| missing.is_empty())
    }
}

impl View for InTransaction<'_> {
    fn state(&self) -> &State {
        self.state
    }
    fn revision(&self, hash: Hash) -> Option<Revision> {
        if let Some(Body::Revision(revision)) = self.body(hash) {
            Some(*revision)
        } else {
            None
        }
    }
    fn policy(&self, hash: Hash) -> Option<Policy> {
        if let Some(Body::Policy(body)) = self.body(hash) {
            Some(body.policy)
        } else {
            None
        }
    }
    fn has_body(&self, hash: Hash) -> bool {
        self.fresh.is_some_and(|fresh| fresh.contains_key(&hash))
            || self.or_note(bodies::has(self.from, self.site.id, hash))
    }
    fn has_files(&self, revision: Hash) -> bool {
        self.files_are_here(revision)
    }
}
