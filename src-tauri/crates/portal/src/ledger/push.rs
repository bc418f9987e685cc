//! Taking events: known or refused before, signed, decided, appended; an answer for each, in order.

use super::{
    Writing,
    luggage::{Luggage, files_of, fits, is_secret},
    view::InTransaction,
};
use crate::{
    db::{bodies, entries},
    failure::Failure,
};
use editorial::{
    Body, By, Code, Event, EventId, Fact, Hash, MemberId, Millis, Signature, What,
    canonical::Unread,
    decide::{Refusal, decide},
    event::{self, Outline},
    ids::PublicKey,
    planted::{self, Fault},
};
use protocol::{EVENT_BYTES, PushLine, SendLine, Stop};
use serde::Deserialize;
use std::collections::HashMap;

/// What becomes of one event.
enum Verdict {
    Stands {
        id: EventId,
        seq: u64,
        had: bool,
    },
    Refused {
        id: EventId,
        refusal: Refusal,
        keep: Keep,
    },
    Stopped {
        id: Option<EventId>,
        code: Code,
    },
}

/// How long a refusal is remembered.
enum Keep {
    /// It is known already, or says nothing of the event itself.
    No,
    /// For this very line: whose it is was not proven, and nobody may spoil another's id.
    Line(Hash),
    /// For the id, for ever.
    Id,
}

impl Writing<'_> {
    /// Takes the lines of a push, up to the first event that is neither taken nor refused.
    pub(crate) fn push(
        &mut self,
        sender: MemberId,
        lines: Vec<SendLine>,
    ) -> Result<Vec<PushLine>, Failure> {
        let mut luggage = Luggage::default();
        let mut answers = Vec::new();
        let mut stopped = false;
        for line in lines {
            let (bytes, sig) = match line {
                SendLine::Body { body } => {
                    luggage.add(body);
                    continue;
                }
                SendLine::Event { event, sig } => (event, sig),
            };
            let answer = match self.judge(&bytes, &sig, &mut luggage)? {
                Verdict::Stands { id, seq, had } => PushLine::Accepted { id, seq, had },
                Verdict::Refused { id, refusal, keep } => {
                    let now = self.now();
                    match keep {
                        Keep::No => {}
                        Keep::Line(line) => {
                            entries::refuse(self.tx, self.site.id, id, Some(line), &refusal, now)?;
                        }
                        Keep::Id => {
                            entries::refuse(self.tx, self.site.id, id, None, &refusal, now)?;
                        }
                    }
                    PushLine::Refused {
                        id,
                        refused: refusal,
                    }
                }
                Verdict::Stopped { id, code } => {
                    stopped = true;
                    PushLine::Stopped {
                        id,
                        stopped: Stop {
                            code,
                            retry: code.retry(),
                        },
                    }
                }
            };
            answers.push(answer);
            if stopped {
                return Ok(answers);
            }
        }
        self.keep_for_later(sender, &luggage)?;
        Ok(answers)
    }

    /// Bodies may come before a later push names them; those with a secret mark are not even kept for that, nor those of
    /// somebody who holds no role any more.
    fn keep_for_later(&mut self, sender: MemberId, luggage: &Luggage) -> Result<(), Failure> {
        let now = self.now();
        if self.state.board.roles(sender, now).is_empty() {
            return Ok(());
        }
        for (hash, body) in &luggage.bodies {
            let wanted = !luggage.named.contains(hash)
                && !self.state.board.erased.contains(hash)
                && !is_secret(body);
            if let (true, Some(bytes)) = (wanted, luggage.bytes.get(hash)) {
                bodies::put(self.tx, self.site.id, *hash, bytes, &files_of(body), now)?;
            }
        }
        Ok(())
    }

    fn judge(
        &mut self,
        bytes: &str,
        sig: &Signature,
        luggage: &mut Luggage,
    ) -> Result<Verdict, Failure> {
        if bytes.len() > EVENT_BYTES {
            return Ok(unreadable(bytes, sig, Code::TooLarge));
        }
        let event = match Event::read(bytes.as_bytes()) {
            Ok(event) => event,
            Err(Unread::NotCanonical(_)) => return Ok(unreadable(bytes, sig, Code::NotCanonical)),
            Err(Unread::Newer(_)) => {
                let id = Outline::of(bytes.as_bytes()).ok().and_then(|it| it.id);
                return Ok(Verdict::Stopped {
                    id,
                    code: Code::PortalOlder,
                });
            }
        };
        let id = event.id;
        if let Some(verdict) = self.answered_before(&event, bytes, sig)? {
            return Ok(verdict);
        }
        let refused = |code: Code, keep: Keep| {
            Ok(Verdict::Refused {
                id,
                refusal: code.into(),
                keep,
            })
        };
        let line = line_hash(bytes, sig);
        let Some(key) = self.key_of(&event) else {
            return refused(Code::DeviceUnknown, Keep::Line(line));
        };
        if !event::verify(bytes.as_bytes(), sig, &key) {
            return refused(Code::BadSignature, Keep::Line(line));
        }
        let names = event.fact.what.bodies();
        luggage.named.extend(&names);
        if let Some(code) = names
            .iter()
            .find_map(|hash| luggage.unfit.get(hash).copied())
        {
            return if code == Code::PortalOlder {
                Ok(Verdict::Stopped { id: Some(id), code })
            } else {
                refused(code, Keep::Id)
            };
        }
        let now = self.now();
        let consequences = match self.decided(&event, &luggage.bodies, now)? {
            Ok(consequences) => consequences,
            Err(refusal) if matches!(refusal.code, Code::PortalOlder | Code::Busy | Code::Full) => {
                return Ok(Verdict::Stopped {
                    id: Some(id),
                    code: refusal.code,
                });
            }
            Err(refusal) => {
                return Ok(Verdict::Refused {
                    id,
                    refusal,
                    keep: Keep::Id,
                });
            }
        };
        for hash in names {
            if let (Some(body), Some(bytes)) = (luggage.bodies.get(&hash), luggage.bytes.get(&hash))
            {
                bodies::put(self.tx, self.site.id, hash, bytes, &files_of(body), now)?;
            }
        }
        let seq = self.accept(&event, bytes, *sig, now, consequences)?;
        Ok(Verdict::Stands {
            id,
            seq,
            had: false,
        })
    }

    /// A known event stands where it stood, a refused one stays refused.
    fn answered_before(
        &self,
        event: &Event,
        bytes: &str,
        sig: &Signature,
    ) -> Result<Option<Verdict>, Failure> {
        let id = event.id;
        if !planted::is(Fault::ForgetKnownEvents)
            && let Some((seq, stands)) = entries::of_event(self.tx, self.site.id, id)?
        {
            return Ok(Some(if stands == bytes {
                Verdict::Stands { id, seq, had: true }
            } else {
                // Somebody gave one id to two facts.
                Verdict::Refused {
                    id,
                    refusal: Code::Mismatch.into(),
                    keep: Keep::No,
                }
            }));
        }
        if !planted::is(Fault::ForgetRefusals)
            && let Some(refusal) =
                entries::refusal(self.tx, self.site.id, id, line_hash(bytes, sig))?
        {
            return Ok(Some(Verdict::Refused {
                id,
                refusal,
                keep: Keep::No,
            }));
        }
        Ok(None)
    }

    fn key_of(&self, event: &Event) -> Option<PublicKey> {
        match (&event.fact.what, event.by) {
            // A new device brings its own key; that it may is for the invitation's proof to say.
            (What::Joined { key, .. }, By::Member { .. }) => Some(*key),
            (_, By::Member { device, .. }) => {
                self.state.board.devices.get(&device).map(|it| it.key)
            }
            (_, By::Portal | By::Operator) => Some(self.site.public_key()),
        }
    }

    fn decided(
        &self,
        event: &Event,
        fresh: &HashMap<Hash, Body>,
        now: Millis,
    ) -> Result<Result<Vec<Fact>, Refusal>, Failure> {
        if planted::is(Fault::SkipDecide) {
            return Ok(Ok(Vec::new()));
        }
        let view = InTransaction::new(self.tx, self.site, self.state).with(fresh);
        let decided = decide(&view, event, now)
            .and_then(|facts| fits(event, |hash| view.body(hash)).map(|()| facts));
        view.check()?;
        Ok(decided)
    }

    /// An act of the operator, decided like any other; its entry's number.
    pub(crate) fn operate(
        &mut self,
        what: What,
        fresh: Vec<(Hash, Vec<u8>, Body)>,
    ) -> Result<u64, Failure> {
        let now = self.now();
        let (event, bytes, sig) = self.sign(
            By::Operator,
            Fact {
                edition: None,
                what,
            },
            now,
        )?;
        let bodies_by_hash = fresh
            .iter()
            .map(|(hash, _, body)| (*hash, body.clone()))
            .collect();
        let consequences = self
            .decided(&event, &bodies_by_hash, now)?
            .map_err(Failure::Refused)?;
        for (hash, bytes, body) in fresh {
            bodies::put(
                self.tx,
                self.site.id,
                hash,
                &super::text(bytes)?,
                &files_of(&body),
                now,
            )?;
        }
        self.accept(&event, &bytes, sig, now, consequences)
    }
}

/// The entry by which a device joined, from the lines of `join`: the bodies it names, then the event.
pub(crate) fn joined(writing: &mut Writing<'_>, lines: Vec<SendLine>) -> Result<u64, Failure> {
    let mut luggage = Luggage::default();
    let mut found = None;
    for line in lines {
        match line {
            SendLine::Body { body } => luggage.add(body),
            SendLine::Event { event, sig } if found.is_none() => found = Some((event, sig)),
            SendLine::Event { .. } => {
                return Err(Failure::Malformed(
                    "more than one event to join with".to_owned(),
                ));
            }
        }
    }
    let Some((bytes, sig)) = found else {
        return Err(Failure::Malformed("no event to join with".to_owned()));
    };
    if !matches!(
        Event::read(bytes.as_bytes()),
        Ok(Event {
            fact: Fact {
                what: What::Joined { .. },
                ..
            },
            ..
        }) | Err(Unread::Newer(_))
    ) {
        return Err(Failure::Malformed(
            "the event does not join anybody".to_owned(),
        ));
    }
    // Whoever knocks here is unknown: nothing is kept of those who are not let in.
    match writing.judge(&bytes, &sig, &mut luggage)? {
        Verdict::Stands { seq, .. } => Ok(seq),
        Verdict::Refused { refusal, .. } => Err(refusal.into()),
        Verdict::Stopped { code, .. } => Err(Refusal::from(code).into()),
    }
}

fn line_hash(bytes: &str, sig: &Signature) -> Hash {
    Hash::of_two(bytes.as_bytes(), sig.as_bytes())
}

/// An event that cannot be read is refused where at least its id can be, else everything stops here.
fn unreadable(bytes: &str, sig: &Signature, code: Code) -> Verdict {
    #[derive(Deserialize)]
    struct Named {
        id: EventId,
    }
    match serde_json::from_str::<Named>(bytes) {
        Ok(Named { id }) => Verdict::Refused {
            id,
            refusal: code.into(),
            keep: Keep::Line(line_hash(bytes, sig)),
        },
        Err(_) => Verdict::Stopped { id: None, code },
    }
}
