//! Nothing leaves a computer before it is submitted, shared or decided by its person.

use super::Wrong;
use editorial::{Body, Code, Content, Event, EventId, Hash};
use protocol::{ReceiveLine, SendLine};
use std::collections::{BTreeMap, BTreeSet};
use store::Pending;

/// What people meant to send, and what the network saw.
#[derive(Debug, Clone, Default)]
pub struct Book {
    /// Acts that their person carried out.
    meant: BTreeSet<EventId>,
    /// The bodies those acts name.
    bodies: BTreeSet<Hash>,
    /// The texts that stood on the screen when they were submitted or shared.
    texts: BTreeSet<Hash>,
    /// The files those texts show.
    files: BTreeSet<Hash>,
    /// Acts that left a computer.
    left: BTreeSet<EventId>,
    /// Events that the portal took.
    taken: BTreeSet<EventId>,
    /// Events that the portal refused, and why.
    pub refused: BTreeMap<EventId, Code>,
    /// An older copy of the portal stands there, which may have forgotten refusals.
    pub forgetful: bool,
    /// What must not have been.
    pub wrong: Vec<String>,
}

/// A text by what it says.
pub fn name_of(content: &Content) -> Hash {
    let text = serde_json::to_vec(&content.clone().normalised()).unwrap_or_default();
    Hash::of(&text)
}

impl Book {
    /// A person carried this out.
    pub fn act(&mut self, act: &Pending) {
        self.meant.insert(act.id);
        self.bodies.extend(&act.bodies);
    }

    /// This text stood before the person who submitted or shared it.
    pub fn text(&mut self, content: &Content) {
        self.texts.insert(name_of(content));
        self.files
            .extend(content.blobs.iter().map(|blob| blob.hash));
    }

    /// Whether an act is known to be meant.
    pub fn is_meant(&self, id: EventId) -> bool {
        self.meant.contains(&id)
    }

    /// A person took this back before it was sent.
    pub fn recalled(&mut self, id: EventId) {
        if self.left.contains(&id) {
            self.wrong.push(format!(
                "the act {id} was recalled, though it had left the computer"
            ));
        }
        self.meant.remove(&id);
    }

    /// The portal took an event.
    pub fn accepted(&mut self, id: EventId) {
        self.taken.insert(id);
        if self.refused.contains_key(&id) && !self.forgetful {
            self.wrong.push(format!(
                "the event {id} had been refused and was accepted later"
            ));
        }
    }

    /// The portal refused an event; whether it had refused it before.
    pub fn refused(&mut self, id: EventId, code: Code) -> bool {
        if self.taken.contains(&id) && !self.forgetful {
            self.wrong.push(format!(
                "the event {id} stands in the ledger and was refused when it came again"
            ));
        }
        self.refused.insert(id, code).is_some()
    }

    /// What the portal gave may be offered to it again.
    pub fn given(&mut self, lines: &[ReceiveLine]) {
        for line in lines {
            match line {
                ReceiveLine::Entry { event, .. } => {
                    if let Ok(event) = Event::read(event.as_bytes()) {
                        self.meant.insert(event.id);
                        self.bodies.extend(event.fact.what.bodies());
                    }
                }
                ReceiveLine::Body { body } => {
                    self.bodies.insert(Hash::of(body.as_bytes()));
                }
                ReceiveLine::Head { .. } => {}
            }
        }
    }

    /// These lines leave a computer.
    pub fn sent(&mut self, lines: &[SendLine]) {
        for line in lines {
            match line {
                SendLine::Event { event, .. } => {
                    let Ok(event) = Event::read(event.as_bytes()) else {
                        self.wrong
                            .push("something was sent that is no event".to_owned());
                        continue;
                    };
                    if !self.meant.contains(&event.id) {
                        self.wrong.push(format!(
                            "{} {} was sent and nobody had meant it",
                            event.fact.what.name(),
                            event.id
                        ));
                    }
                    self.left.insert(event.id);
                }
                SendLine::Body { body } => self.sent_body(body),
            }
        }
    }

    /// A file leaves a computer.
    pub fn sent_file(&mut self, hash: Hash) {
        if !self.files.contains(&hash) {
            self.wrong.push(format!(
                "the file {hash} was sent and no text that was submitted or shared shows it"
            ));
        }
    }

    fn sent_body(&mut self, bytes: &str) {
        let hash = Hash::of(bytes.as_bytes());
        if !self.bodies.contains(&hash) {
            self.wrong
                .push(format!("the body {hash} was sent and no act names it"));
        }
        if let Ok(Body::Revision(revision)) = Body::read(bytes.as_bytes())
            && !revision.content.is_translation()
            && !self.texts.contains(&name_of(&revision.content))
        {
            self.wrong.push(format!(
                "the text of {hash} was sent and stood never before whoever submitted it"
            ));
        }
    }

    /// # Errors
    ///
    /// [`Wrong`] with the first thing that must not have been.
    pub fn check(&self) -> Result<(), Wrong> {
        self.wrong
            .first()
            .map_or(Ok(()), |what| Err(Wrong(what.clone())))
    }
}
