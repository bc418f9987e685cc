//! The bodies that come along with events: read, measured, looked through.

use editorial::{
    Body, Code, Event, Hash, What, body::Section, canonical::Unread, checks, decide::Refusal,
};
use protocol::BODY_BYTES;
use serde::Deserialize;
use std::collections::{HashMap, HashSet};

/// What came along with the events.
#[derive(Default)]
pub(super) struct Luggage {
    /// Bodies that can be read.
    pub(super) bodies: HashMap<Hash, Body>,
    /// The bytes of those.
    pub(super) bytes: HashMap<Hash, String>,
    /// Bodies that cannot be taken, and why.
    pub(super) unfit: HashMap<Hash, Code>,
    /// Bodies that an event of this push names.
    pub(super) named: HashSet<Hash>,
}

impl Luggage {
    /// Takes a body in, as far as it can be read.
    pub(super) fn add(&mut self, bytes: String) {
        let hash = Hash::of(bytes.as_bytes());
        if bytes.len() > BODY_BYTES {
            self.unfit.insert(hash, Code::TooLarge);
            return;
        }
        match Body::read(bytes.as_bytes()) {
            Ok(body) => {
                self.bodies.insert(hash, body);
                self.bytes.insert(hash, bytes);
            }
            Err(Unread::NotCanonical(_)) => {
                self.unfit.insert(hash, Code::NotCanonical);
            }
            Err(Unread::Newer(_)) => {
                self.unfit.insert(hash, Code::PortalOlder);
            }
        }
    }
}

/// What `decide` cannot see: that each body is of the kind its place asks for, and bears no secret mark.
///
/// `read` gives a body that came along or is stored. A stored one came before anything named it, so its place is judged
/// only now.
pub(super) fn fits(event: &Event, read: impl Fn(Hash) -> Option<Body>) -> Result<(), Refusal> {
    let what = &event.fact.what;
    for hash in what.bodies() {
        // It is there, as `decide` has seen; so it was stored by a later portal than this one.
        let body = read(hash).ok_or(Code::PortalOlder)?;
        if !is_right(what, hash, &body) {
            return Err(Code::Mismatch.into());
        }
        // Of a revision the checks have judged that already.
        if matches!(body, Body::Text(_)) && is_secret(&body) {
            return Err(Code::SecretMark.into());
        }
        if let (What::Put { .. }, Body::Data(data)) = (what, &body)
            && Section::deserialize(&data.value).is_err()
        {
            return Err(Code::BadField.into());
        }
    }
    Ok(())
}

/// Whether a body is of the kind that its place in an event asks for.
fn is_right(what: &What, hash: Hash, body: &Body) -> bool {
    match (what, body) {
        (What::PolicySet { .. }, body) => matches!(body, Body::Policy(_)),
        (
            What::Put {
                collection, key, ..
            },
            Body::Data(data),
        ) => data.collection == *collection && data.key == *key,
        (What::Put { .. }, _) => false,
        (_, body) if what.revision() == Some(hash) => matches!(body, Body::Revision(_)),
        (_, body) => matches!(body, Body::Text(_)),
    }
}

/// Whether a body bears a state-secret mark: such a text is not stored.
pub(super) fn is_secret(body: &Body) -> bool {
    match body {
        Body::Text(text) => language::secret_mark(&text.text).is_some(),
        Body::Revision(revision) => checks::has_secret_mark(&revision.content).is_some(),
        Body::Policy(_) | Body::Data(_) => false,
    }
}

/// The files a body shows.
pub(super) fn files_of(body: &Body) -> Vec<Hash> {
    if let Body::Revision(revision) = body {
        revision
            .content
            .blobs
            .iter()
            .map(|blob| blob.hash)
            .collect()
    } else {
        Vec::new()
    }
}
