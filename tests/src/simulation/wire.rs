//! The network: every request of every desk passes here, is written down, and may be lost, doubled, cut or kept back.

use super::{
    around::PortalSide,
    cast::SITE,
    dice::Dice,
    oracle::sent::Book,
    reached::{Rare, Reached},
};
use banthao_portal::{Failure, Portal, Session};
use editorial::{
    Code, DeviceId, EditionId, Event, EventId, Hash, What,
    state::{Edition, State, Work},
};
use protocol::{PushLine, SendLine};
use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};
use sync::portal::PortalError;

/// What becomes of one act's exchange in a small world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delivery {
    /// It arrives and is answered.
    Delivered,
    /// It is lost on its way.
    Dropped,
    /// It arrives twice.
    Doubled,
    /// It arrives, and the answer breaks off.
    Cut,
}

/// A copy of a push that is still on its way.
#[derive(Debug, Clone)]
pub struct Late {
    pub(super) device: DeviceId,
    pub(super) lines: Vec<SendLine>,
    pub(super) came: bool,
}

/// The network and the portal at its end.
pub struct Wire {
    /// The portal.
    pub portal: Portal,
    /// What surrounds it.
    pub around: Arc<PortalSide>,
    /// Chance of the network.
    pub dice: Dice,
    /// Whether everything arrives.
    pub calm: bool,
    /// What is to happen, where that is not left to chance.
    pub planned: Option<Delivery>,
    /// Copies still on their way.
    pub late: Vec<Late>,
    /// What may be sent and what was.
    pub book: Book,
    /// Files that arrived once.
    pub files: BTreeSet<Hash>,
    /// Rare states.
    pub reached: Reached,
    /// From which device each submission came.
    from: BTreeMap<EventId, DeviceId>,
}

impl Wire {
    /// A network with nothing on it, calm until told otherwise.
    pub fn new(portal: Portal, around: Arc<PortalSide>, dice: Dice) -> Self {
        Self {
            portal,
            around,
            dice,
            calm: true,
            planned: None,
            late: Vec::new(),
            book: Book::default(),
            files: BTreeSet::new(),
            reached: Reached::default(),
            from: BTreeMap::new(),
        }
    }

    /// The same network once more, with a copy of the portal.
    ///
    /// # Errors
    ///
    /// Those of the portal.
    pub fn fork(&self) -> Result<Self, Failure> {
        Ok(Self {
            portal: self.portal.copy()?,
            around: Arc::clone(&self.around),
            dice: self.dice.clone(),
            calm: self.calm,
            planned: self.planned,
            late: self.late.clone(),
            book: self.book.clone(),
            files: self.files.clone(),
            reached: Reached::default(),
            from: self.from.clone(),
        })
    }

    /// A copy that was kept back arrives now; its answer reaches nobody.
    pub fn deliver_late(&mut self) {
        if self.late.is_empty() {
            return;
        }
        let at = self.dice.below(self.late.len());
        let late = self.late.remove(at);
        self.reached.note(Rare::LateCopy);
        let events = events_in(&late.lines);
        if events
            .iter()
            .any(|event| self.book.refused.contains_key(&event.id))
        {
            self.reached.note(Rare::LateDoubleOfRefused);
        }
        if let Ok(answers) = self.deliver(late.device, &late.lines)
            && !late.came
            && answers
                .iter()
                .any(|answer| matches!(answer, PushLine::Accepted { had: false, .. }))
        {
            self.reached.note(Rare::LateCopyCameFirst);
        }
    }

    /// The portal's clock strikes: what is due is published.
    ///
    /// # Errors
    ///
    /// Those of the portal.
    pub fn strike(&mut self) -> Result<(), Failure> {
        if self.portal.publish_due()? > 0 {
            self.reached.note(Rare::PublishedByTheClock);
        }
        Ok(())
    }

    pub(super) fn session(&self, device: DeviceId) -> Result<Session, PortalError> {
        let site = self.portal.site(SITE).map_err(|failure| told(&failure))?;
        self.portal
            .session_of(&site, device)
            .map_err(|failure| told(&failure))
    }

    /// What stands at the portal.
    ///
    /// # Errors
    ///
    /// Those of the portal.
    pub fn state<T>(&self, look: impl FnOnce(&State) -> T) -> Result<T, Failure> {
        let site = self.portal.site(SITE)?;
        self.portal.look(&site, look)
    }

    pub(super) fn deliver(
        &mut self,
        device: DeviceId,
        lines: &[SendLine],
    ) -> Result<Vec<PushLine>, PortalError> {
        let session = self.session(device).inspect_err(|error| {
            if error.code() == Code::DeviceRevoked {
                self.reached.note(Rare::RevokedWithUnsent);
            }
        })?;
        let events = events_in(lines);
        let look = |wire: &Self| {
            wire.state(|state| standing(state, &events))
                .map_err(|failure| told(&failure))
        };
        let before = look(self)?;
        let answers = self
            .portal
            .push(&session, lines.to_vec())
            .map_err(|failure| told(&failure))?;
        let after = look(self)?;
        self.watch(device, &events, &answers, &before, &after);
        Ok(answers)
    }

    /// Notes the rare states that a push brought about.
    fn watch(
        &mut self,
        device: DeviceId,
        events: &[Event],
        answers: &[PushLine],
        before: &Standing,
        after: &Standing,
    ) {
        let mut behind: BTreeMap<EditionId, usize> = BTreeMap::new();
        for answer in answers {
            let (PushLine::Accepted { id, .. } | PushLine::Refused { id, .. }) = answer else {
                continue;
            };
            let Some(event) = events.iter().find(|event| event.id == *id) else {
                continue;
            };
            let edition = event.fact.edition;
            let stood = edition.and_then(|id| before.editions.get(&id));
            match answer {
                PushLine::Accepted { had: false, .. } => {
                    self.book.accepted(event.id);
                    if let What::Submitted { .. } = event.fact.what {
                        self.from.insert(event.id, device);
                    }
                    self.watch_accepted(event, stood, before);
                }
                PushLine::Refused { refused, .. } => {
                    let known = self.book.refused(event.id, refused.code);
                    if refused.code == Code::Behind
                        && !known
                        && let Some(edition) = edition
                    {
                        *behind.entry(edition).or_default() += 1;
                    }
                    let rare = match (refused.code, &event.fact.what) {
                        (Code::RevisionChanged, What::Approved { .. }) => {
                            Some(Rare::RevisionChanged)
                        }
                        (Code::OwnWork, _) => Some(Rare::OwnWork),
                        (Code::NoRight, _) => Some(Rare::RoleEndedBeforeArrival),
                        (Code::NothingChanged, What::Approved { .. }) => {
                            Some(Rare::SamePersonTwice)
                        }
                        _ => None,
                    };
                    if let Some(rare) = rare.filter(|_| !known) {
                        self.reached.note(rare);
                    }
                }
                _ => {}
            }
        }
        if behind.values().any(|times| *times > 1) {
            self.reached.note(Rare::TwoUnsentRefused);
        }
        for (id, now) in &after.editions {
            let Some(was) = before.editions.get(id) else {
                continue;
            };
            if let (Some(was), Some(now)) = (was.published_revision(), now.published_revision())
                && was != now
            {
                self.reached.note(Rare::PublishedAgain);
            }
            if now.translated && now.work == Work::Approved && was.work != Work::Approved {
                self.reached.note(Rare::WaitedForSource);
            }
        }
    }

    fn watch_accepted(&mut self, event: &Event, stood: Option<&Edition>, before: &Standing) {
        let Some(stood) = stood else { return };
        match &event.fact.what {
            What::Submitted {
                offer,
                publish_at: None,
                ..
            } if stood.work == Work::Scheduled && stood.head() != Some(offer.revision) => {
                self.reached.note(Rare::ScheduledReplaced);
            }
            What::Submitted { offer, .. }
                if stood.head() == Some(offer.revision)
                    && stood.counting(offer.revision).count() > 0 =>
            {
                self.reached.note(Rare::SubmittedAgainUnchanged);
            }
            What::Approved { revision, .. } => {
                if stood.published_revision() == Some(*revision) {
                    self.reached.note(Rare::ApprovedWhenLive);
                }
                let from = stood
                    .submission
                    .as_ref()
                    .and_then(|it| self.from.get(&it.event));
                if from.is_some_and(|device| before.ended.contains(device)) {
                    self.reached.note(Rare::RevokedBeforeApproval);
                }
            }
            What::TakenBack { .. } => self.reached.note(Rare::TakenBack),
            What::Withdrawn { .. } | What::Unpublished { .. } if !stood.translated => {
                let other = event
                    .fact
                    .edition
                    .and_then(|id| before.editions.get(&id.other()));
                if other.is_some_and(|it| it.translated && it.published_revision().is_some()) {
                    self.reached.note(Rare::TranslationWentAlong);
                }
            }
            _ => {}
        }
    }
}

/// What stands of the editions that a push is about.
struct Standing {
    editions: BTreeMap<EditionId, Edition>,
    ended: Vec<DeviceId>,
}

fn standing(state: &State, events: &[Event]) -> Standing {
    let ids = events
        .iter()
        .filter_map(|event| event.fact.edition)
        .flat_map(|id| [id, id.other()]);
    Standing {
        editions: ids
            .filter_map(|id| Some((id, state.editions.get(&id)?.clone())))
            .collect(),
        ended: state
            .board
            .devices
            .iter()
            .filter(|(_, it)| it.ended.is_some())
            .map(|(id, _)| *id)
            .collect(),
    }
}

/// The events among some lines.
pub fn events_in(lines: &[SendLine]) -> Vec<Event> {
    let event = |line: &SendLine| {
        if let SendLine::Event { event, .. } = line {
            Event::read(event.as_bytes()).ok()
        } else {
            None
        }
    };
    lines.iter().filter_map(event).collect()
}

/// A failure as it comes over the wire.
pub(super) fn told(failure: &Failure) -> PortalError {
    match failure {
        // What breaks in the portal breaks the connection.
        Failure::Broken(why) => PortalError::Offline(why.clone()),
        other => match other.code() {
            Some(code) => PortalError::Problem {
                code,
                retry: other.problem().retry,
                after: other.retry_after(),
            },
            None => PortalError::Offline(other.to_string()),
        },
    }
}
