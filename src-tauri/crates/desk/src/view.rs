//! What `decide` reads on a desk: the mirror with the outbox over it, and bodies that are about to be written.

use editorial::{Body, Hash, Policy, Revision, State, decide::View};
use std::collections::BTreeMap;
use store::Store;

pub(crate) struct Seen<'a> {
    pub(crate) store: &'a Store,
    pub(crate) state: State,
    /// Bodies not yet in the store.
    pub(crate) fresh: BTreeMap<Hash, Body>,
}

impl Seen<'_> {
    fn body(&self, hash: Hash) -> Option<Body> {
        match self.fresh.get(&hash) {
            Some(body) => Some(body.clone()),
            None => Body::read(&store::bodies::get(self.store, hash).ok()??).ok(),
        }
    }
}

impl View for Seen<'_> {
    fn state(&self) -> &State {
        &self.state
    }

    fn revision(&self, hash: Hash) -> Option<Revision> {
        if let Body::Revision(revision) = self.body(hash)? {
            Some(*revision)
        } else {
            None
        }
    }

    fn policy(&self, hash: Hash) -> Option<Policy> {
        if let Body::Policy(body) = self.body(hash)? {
            Some(body.policy)
        } else {
            None
        }
    }

    fn has_body(&self, hash: Hash) -> bool {
        self.fresh.contains_key(&hash) || store::bodies::has(self.store, hash).unwrap_or(false)
    }

    fn has_files(&self, revision: Hash) -> bool {
        // Only of files made here is it known whether the portal has them; of others it is expected.
        self.revision(revision).is_none_or(|it| {
            it.content.blobs.iter().all(|blob| {
                store::blobs::known(self.store, blob.hash)
                    .ok()
                    .flatten()
                    .is_none_or(|known| known.uploaded)
            })
        })
    }
}
