//! One device's way to the portal, on which everything can go wrong.

use super::{
    cast::SITE,
    reached::Rare,
    wire::{Delivery, Late, Wire, told},
};
use banthao_portal::Point;
use editorial::{Code, DeviceId, Hash};
use protocol::{CommentLine, HeadAnswer, PushLine, ReceiveLine, SendLine};
use sync::portal::PortalError;

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
        if self.wire.planned == Some(Delivery::Dropped)
            || (!self.wire.calm && self.wire.planned.is_none() && self.wire.dice.one_in(24))
        {
            return offline("the question was lost");
        }
        Ok(())
    }

    fn deliver(&mut self, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        self.wire.deliver(self.device, lines)
    }

    fn keep_a_copy(&mut self, lines: &[SendLine], came: bool) {
        self.wire.late.push(Late {
            device: self.device,
            lines: lines.to_vec(),
            came,
        });
    }

    fn note(&mut self, rare: Rare) {
        self.wire.reached.note(rare);
    }

    fn fails_at(&mut self, point: Point, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        self.wire.around.fail_at(Some(point));
        let answer = self.deliver(lines);
        // Power that did not fail this time does not fail at the next occasion either.
        self.wire.around.fail_at(None);
        if answer.is_err() {
            self.note(if point == Point::BeforeCommit {
                Rare::PortalFailedBefore
            } else {
                Rare::PortalFailedAfter
            });
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

    fn push_as_planned(
        &mut self,
        plan: Delivery,
        lines: &[SendLine],
    ) -> Result<Vec<PushLine>, PortalError> {
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
        let site = self
            .wire
            .portal
            .site(SITE)
            .map_err(|failure| told(&failure))?;
        self.wire
            .portal
            .head(&site)
            .map_err(|failure| told(&failure))
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
            46..49 => Err(PortalError::Problem {
                code: Code::Busy,
                retry: true,
                after: Some(2),
            }),
            _ => self.deliver(lines),
        }
    }

    fn entries(&mut self, after: u64) -> Result<Vec<ReceiveLine>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        let page = self
            .wire
            .portal
            .entries(&session, after, true)
            .map_err(|failure| told(&failure))?;
        let read = |line: &[u8]| {
            serde_json::from_slice(line).map_err(|error| PortalError::NotAPortal(error.to_string()))
        };
        let mut lines = page
            .lines
            .split(|byte| *byte == b'\n')
            .filter(|line| !line.is_empty())
            .map(read)
            .collect::<Result<Vec<ReceiveLine>, _>>()?;
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
        self.wire
            .portal
            .upload(&session, hash)
            .map(|upload| upload.offset)
            .map_err(|failure| told(&failure))
    }

    fn send_piece(
        &mut self,
        hash: Hash,
        offset: u64,
        total: u64,
        piece: &[u8],
    ) -> Result<u64, PortalError> {
        self.wire.book.sent_file(hash);
        self.reading()?;
        let session = self.wire.session(self.device)?;
        let taken = self
            .wire
            .portal
            .piece(&session, hash, offset, Some(total), piece);
        let offset = taken
            .map(|upload| upload.offset)
            .map_err(|failure| told(&failure))?;
        if !self.wire.calm && self.wire.dice.one_in(8) {
            self.note(Rare::FileAnswerLost);
            return offline("the answer to a piece of a file was lost");
        }
        if !self.wire.files.insert(hash) {
            self.note(Rare::FileSentAgain);
        }
        Ok(offset)
    }

    fn blob(&mut self, hash: Hash) -> Result<Vec<u8>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        self.wire
            .portal
            .blob(&session, hash)
            .map(|(_, bytes)| bytes)
            .map_err(|failure| told(&failure))
    }

    fn comments(&mut self, after: u64) -> Result<Vec<CommentLine>, PortalError> {
        self.reading()?;
        let session = self.wire.session(self.device)?;
        self.wire
            .portal
            .comments(&session, after)
            .map_err(|failure| told(&failure))
    }
}
