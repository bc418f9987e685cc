//! The network: every request of every desk passes here, is written down, and may be lost, doubled, cut or kept back.

use super::{
    around::PortalSide,
    cast::SITE,
    dice::Dice,
    oracle::sent::Book,
    reached::{Rare, Reached},
};
use banthao_portal::{Failure, Point, Portal, Session};
use editorial::{Code, DeviceId, EditionId, Event, EventId, Hash, What, state::{Edition, State, Work}};
use protocol::{CommentLine, HeadAnswer, PushLine, ReceiveLine, SendLine};
use std::{collections::BTreeMap, sync::Arc};
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
    device: DeviceId,
    lines: Vec<SendLine>,
    came: bool,
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
    /// Rare states.
    pub reached: Reached,
    /// From which device each submission came.
    from: BTreeMap<EventId, DeviceId>,
}

impl Wire {
    /// A network with nothing on it, calm until told otherwise.
    pub fn new(portal: Portal, around: Arc<PortalSide>, dice: Dice) -> Self {
        Self { portal, around, dice, calm: true, planned: None, late: Vec::new(), book: Book::default(), reached: Reached::default(), from: BTreeMap::new() }
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
        if events.iter().any(|event| self.book.refused.contains_key(&event.id)) {
            self.reached.note(Rare::LateDoubleOfRefused);
        }
        if let Ok(answers) = self.deliver(late.device, &late.lines)
            && !late.came
            && answers.iter().any(|answer| matches!(answer, PushLine::Accepted { had: false, .. }))
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

    fn session(&self, device: DeviceId) -> Result<Session, PortalError> {
        let site = self.portal.site(SITE).map_err(|failure| told(&failure))?;
        self.portal.session_of(&site, device).map_err(|failure| told(&failure))
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

    fn deliver(&mut self, device: DeviceId, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        let session = self.session(device).inspect_err(|error| {
            if error.code() == Code::DeviceRevoked {
                self.reached.note(Rare::RevokedWithUnsent);
            }
        })?;
        let events = events_in(lines);
        let look = |wire: &Self| wire.state(|state| standing(state, &events)).map_err(|failure| told(&failure));
        let before = look(self)?;
        let answers = self.portal.push(&session, lines.to_vec());
        // Power that did not fail this time does not fail at the next occasion either.
        self.around.fail_at(None);
        let answers = answers.map_err(|failure| told(&failure))?;
        let after = look(self)?;
        self.watch(device, &events, &answers, &before, &after);
        Ok(answers)
    }

    /// Notes the rare states that a push brought about.
    fn watch(&mut self, device: DeviceId, events: &[Event], answers: &[PushLine], before: &Standing, after: &Standing) {
        let mut behind: BTreeMap<EditionId, usize> = BTreeMap::new();
        for answer in answers {
            let (PushLine::Accepted { id, .. } | PushLine::Refused { id, .. }) = answer else { continue };
            let Some(event) = events.iter().find(|event| event.id == *id) else { continue };
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
                    let known = self.book.refused.insert(event.id, refused.code).is_some();
                    if refused.code == Code::Behind && !known && let Some(edition) = edition {
                        *behind.entry(edition).or_default() += 1;
                    }
                    let rare = match (refused.code, &event.fact.what) {
                        (Code::RevisionChanged, What::Approved { .. }) => Some(Rare::RevisionChanged),
                        (Code::OwnWork, _) => Some(Rare::OwnWork),
                        (Code::NoRight, _) => Some(Rare::RoleEndedBeforeArrival),
                        (Code::NothingChanged, What::Approved { .. }) => Some(Rare::SamePersonTwice),
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
            let Some(was) = before.editions.get(id) else { continue };
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
            What::Submitted { offer, publish_at: None, .. } if stood.work == Work::Scheduled && stood.head() != Some(offer.revision) => {
                self.reached.note(Rare::ScheduledReplaced);
            }
            What::Submitted { offer, .. } if stood.head() == Some(offer.revision) && stood.counting(offer.revision).count() > 0 => {
                self.reached.note(Rare::SubmittedAgainUnchanged);
            }
            What::Approved { revision, .. } => {
                if stood.published_revision() == Some(*revision) {
                    self.reached.note(Rare::ApprovedWhenLive);
                }
                let from = stood.submission.as_ref().and_then(|it| self.from.get(&it.event));
                if from.is_some_and(|device| before.ended.contains(device)) {
                    self.reached.note(Rare::RevokedBeforeApproval);
                }
            }
            What::TakenBack { .. } => self.reached.note(Rare::TakenBack),
            What::Withdrawn { .. } | What::Unpublished { .. } if !stood.translated => {
                let other = event.fact.edition.and_then(|id| before.editions.get(&id.other()));
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
    let ids = events.iter().filter_map(|event| event.fact.edition).flat_map(|id| [id, id.other()]);
    Standing {
        editions: ids.filter_map(|id| Some((id, state.editions.get(&id)?.clone()))).collect(),
        ended: state.board.devices.iter().filter(|(_, it)| it.ended.is_some()).map(|(id, _)| *id).collect(),
    }
}

/// The events among some lines.
pub fn events_in(lines: &[SendLine]) -> Vec<Event> {
    let event = |line: &SendLine| if let SendLine::Event { event, .. } = line { Event::read(event.as_bytes()).ok() } else { None };
    lines.iter().filter_map(event).collect()
}

/// A failure as it comes over the wire.
fn told(failure: &Failure) -> PortalError {
    match failure {
        // What breaks in the portal breaks the connection.
        Failure::Broken(why) => PortalError::Offline(why.clone()),
        other => match other.code() {
            Some(code) => PortalError::Problem { code, retry: other.problem().retry, after: other.retry_after() },
            None => PortalError::Offline(other.to_string()),
        },
    }
}

fn offline<T>(why: &str) -> Result<T, PortalError> {
    Err(PortalError::Offline(why.to_owned()))
}

/// One device's way to the portal.
pub struct Line<'a> {
    wire: &'a mut Wire,
    device: DeviceId,
}

impl<'a> Line<'a> {
    /// A device's line.
    pub fn new(wire: &'a mut Wire, device: DeviceId) -> Self {
        Self { wire, device }
    }

    /// A request that only reads: lost now and then.
    fn reading(&mut self) -> Result<(), PortalError> {
        if !self.wire.calm && self.wire.planned.is_none() && self.wire.dice.one_in(24) {
            return offline("the question was lost");
        }
        Ok(())
    }

    fn deliver(&mut self, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        self.wire.deliver(self.device, lines)
    }

    fn keep_a_copy(&mut self, lines: &[SendLine], came: bool) {
        self.wire.late.push(Late { device: self.device, lines: lines.to_vec(), came });
    }

    fn note(&mut self, rare: Rare) {
        self.wire.reached.note(rare);
    }

    fn fails_at(&mut self, point: Point, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        self.wire.around.fail_at(Some(point));
        let answer = self.deliver(lines);
        if answer.is_err() {
            self.note(if point == Point::BeforeCommit { Rare::PortalFailedBefore } else { Rare::PortalFailedAfter });
            self.wire.portal.restart();
        }
        answer
    }

    fn cut_answer(&mut self, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        let mut answers = self.deliver(lines)?;
        let whole = answers.len();
        answers.truncate(self.wire.dice.below(whole.max(1)));
        self.note(Rare::AnswerCut);
        Ok(answers)
    }

    fn push_as_planned(&mut self, plan: Delivery, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        match plan {
            Delivery::Delivered => self.deliver(lines),
            Delivery::Dropped => offline("lost"),
            Delivery::Doubled => {
                self.deliver(lines)?;
                self.deliver(lines)
            }
            Delivery::Cut => {
                self.deliver(lines)?;
                offline("the answer broke off")
            }
        }
    }
}

impl sync::portal::Portal for Line<'_> {
    fn head(&mut self) -> Result<HeadAnswer, PortalError> {
        self.reading()?;
        let site = self.wire.portal.site(SITE).map_err(|failure| told(&failure))?;
        self.wire.portal.head(&site).map_err(|failure| told(&failure))
    }

    fn push(&mut self, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        self.wire.book.sent(lines);
        if let Some(plan) = self.wire.planned {
            return self.push_as_planned(plan, lines);
        }
        if self.wire.calm {
            return self.deliver(lines);
        }
        match self.wire.dice.below(100) {
            0..8 => offline("the request was lost"),
            8..12 => {
                self.keep_a_copy(lines, false);
                offline("the request is late")
            }
            12..19 => {
                self.deliver(lines)?;
                self.note(Rare::AnswerLost);
                if self.wire.dice.one_in(3) {
                    self.keep_a_copy(lines, true);
                }
                offline("the answer was lost")
            }
            19..25 => {
                self.deliver(lines)?;
                self.note(Rare::PushDoubled);
                self.deliver(lines)
            }
            25..32 => {
                self.keep_a_copy(lines, true);
                self.deliver(lines)
            }
            32..38 => self.cut_answer(lines),
            38..42 => self.fails_at(Point::BeforeCommit, lines),
            42..46 => self.fails_at(Point::AfterCommit, lines),
            46..49 => Err(PortalError::Problem { code: Code::Busy, retry: true, after: Some(2) }),
            _ => self.deliver(lines),
        }
    }

    fn entries(&mut self, after: u64) -> Result<Vec<ReceiveLine>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        let page = self.wire.portal.entries(&session, after, true).map_err(|failure| told(&failure))?;
        let read = |line: &[u8]| serde_json::from_slice(line).map_err(|error| PortalError::NotAPortal(error.to_string()));
        let mut lines = page.lines.split(|byte| *byte == b'\n').filter(|line| !line.is_empty()).map(read).collect::<Result<Vec<ReceiveLine>, _>>()?;
        self.wire.book.given(&lines);
        let cut = match self.wire.planned {
            Some(plan) => plan == Delivery::Cut,
            None => !self.wire.calm && self.wire.dice.one_in(16),
        };
        if cut {
            let left = self.wire.dice.below(lines.len());
            lines.truncate(left);
            self.note(Rare::PageCut);
        }
        Ok(lines)
    }

    fn bodies(&mut self, hashes: &[Hash]) -> Result<Vec<Vec<u8>>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        let mut all = Vec::new();
        let asked = self.wire.portal.bodies(&session, hashes, |body| {
            all.push(body.into_bytes());
            true
        });
        asked.map_err(|failure| told(&failure))?;
        Ok(all)
    }

    fn blob_offset(&mut self, hash: Hash, _total: u64) -> Result<u64, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        self.wire.portal.upload(&session, hash).map(|upload| upload.offset).map_err(|failure| told(&failure))
    }

    fn send_piece(&mut self, hash: Hash, offset: u64, total: u64, piece: &[u8]) -> Result<u64, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        let taken = self.wire.portal.piece(&session, hash, offset, Some(total), piece);
        taken.map(|upload| upload.offset).map_err(|failure| told(&failure))
    }

    fn blob(&mut self, hash: Hash) -> Result<Vec<u8>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        self.wire.portal.blob(&session, hash).map(|(_, bytes)| bytes).map_err(|failure| told(&failure))
    }

    fn comments(&mut self, after: u64) -> Result<Vec<CommentLine>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        self.wire.portal.comments(&session, after).map_err(|failure| told(&failure))
    }
}
