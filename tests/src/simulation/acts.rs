//! What people do at their desks, through the use cases of `desk` and nothing else.

use super::{
    oracle::{Wrong, wrong},
    reached::Rare,
    text,
    world::World,
};
use desk::{Desk, DeskError, drafts::Change, forks::Choice, pictures::Words, review::Submission};
use editorial::{
    Code, Content, EditionId, Hash, Kind, Lang, Millis, planted,
    state::{Edition, Work},
};
use std::collections::BTreeSet;

/// What somebody may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deed {
    /// Begin an article.
    Begin,
    /// Write in a draft, or in one begun from the newest text.
    Write,
    /// Put a picture into a draft.
    Illustrate,
    /// Submit.
    Submit,
    /// Approve what is before the board.
    Approve,
    /// Show a draft to the others.
    Share,
    /// Return what is before the board.
    Return,
    /// Set a time.
    Schedule,
    /// Take one's submission back.
    TakeBack,
    /// Recall the newest act that was never sent.
    Recall,
    /// Drop a draft.
    Discard,
    /// Let a page stay readable under a notice.
    Withdraw,
    /// Take a page away.
    Unpublish,
    /// Translate.
    Translate,
    /// Choose from two texts.
    Choose,
}

impl World {
    /// One person does one thing with one edition.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where it did what it must not.
    pub fn act(
        &mut self,
        seat: usize,
        deed: Deed,
        edition: Option<EditionId>,
    ) -> Result<(), Wrong> {
        self.tell(|| {
            format!(
                "{} ({}): {deed:?} {}",
                self.seats[seat].name,
                seat,
                edition.map(|id| id.to_string()).unwrap_or_default()
            )
        });
        if deed == Deed::Begin {
            return self.begin(seat);
        }
        let Some(edition) = edition else {
            return Ok(());
        };
        let expected = self.expected(seat, edition)?;
        let pending = expected
            .as_ref()
            .and_then(|it| it.submission.as_ref())
            .map(|it| it.revision);
        match deed {
            Deed::Begin => Ok(()),
            Deed::Write => self.write(seat, edition),
            Deed::Illustrate => self.illustrate(seat, edition),
            Deed::Submit => {
                let publish_at = self.dice.one_in(5).then(|| self.soon());
                self.submit(seat, edition, publish_at)?;
                if self.wire.planned.is_none() && self.dice.one_in(6) {
                    // Something came to mind at once: two submissions wait, one upon the other.
                    self.write(seat, edition)?;
                    self.submit(seat, edition, None)?;
                }
                Ok(())
            }
            Deed::Share => self
                .offering(seat, edition, |desk| desk.share(edition).map(drop))
                .map(drop),
            Deed::Approve => {
                let Some(revision) = pending else {
                    return Ok(());
                };
                let publish_at = self.dice.one_in(6).then(|| self.soon());
                self.sending(seat, |desk| {
                    desk.approve(edition, revision, publish_at).map(drop)
                })
                .map(drop)
            }
            Deed::Return => {
                let Some(revision) = pending else {
                    return Ok(());
                };
                self.sending(seat, |desk| {
                    desk.give_back(edition, revision, "Cần nêu rõ nguồn số liệu.")
                        .map(drop)
                })
                .map(drop)
            }
            Deed::Schedule => {
                let at = self.soon();
                self.sending(seat, |desk| desk.schedule(edition, at).map(drop))
                    .map(drop)
            }
            Deed::TakeBack => self
                .sending(seat, |desk| desk.take_back(edition).map(drop))
                .map(drop),
            Deed::Recall => self.recall(seat),
            Deed::Discard => self.quiet(seat, |desk| desk.discard(edition)).map(drop),
            Deed::Withdraw => self
                .sending(seat, |desk| {
                    desk.withdraw(edition, "Đang kiểm tra lại số liệu.")
                        .map(drop)
                })
                .map(drop),
            Deed::Unpublish => self
                .sending(seat, |desk| {
                    desk.unpublish(edition, "Không còn hiệu lực.", None)
                        .map(drop)
                })
                .map(drop),
            Deed::Translate => self.translate(seat, edition),
            Deed::Choose => self.choose(seat, edition),
        }
    }

    /// A time some hours from now, or just over.
    fn soon(&mut self) -> Millis {
        let hours = i64::try_from(self.dice.below(4)).unwrap_or_default();
        Millis(self.wire.around.clock.now() + hours * 3_600_000)
    }

    /// An edition as a desk expects it.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where the store fails.
    pub fn expected(&self, seat: usize, edition: EditionId) -> Result<Option<Edition>, Wrong> {
        let state = store::mirror::state(self.seats[seat].store(), edition.item)
            .map_err(|error| Wrong(error.to_string()))?;
        Ok(state.editions.get(&edition).cloned())
    }

    /// What stands in a desk's editor.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where the store fails.
    pub fn on_screen(&self, seat: usize, edition: EditionId) -> Result<Option<Content>, Wrong> {
        let store = self.seats[seat].store();
        let fail = |error: store::Error| Wrong(error.to_string());
        if let Some(draft) = store::drafts::get(store, edition).map_err(fail)? {
            return Ok(Some(draft.content));
        }
        let head = self.expected(seat, edition)?.and_then(|it| it.head());
        Ok(head
            .map(|head| store::bodies::revision(store, head))
            .transpose()
            .map_err(fail)?
            .flatten()
            .map(|revision| revision.content))
    }

    fn begin(&mut self, seat: usize) -> Result<(), Wrong> {
        self.words += 1;
        let content = text::article(&mut self.dice, self.words);
        let title = Change {
            title: Some(content.title.clone()),
            ..Change::default()
        };
        let Some(begun) = self.quiet(seat, |desk| desk.new_item(Kind::Article, Lang::Vi, title))?
        else {
            return Ok(());
        };
        self.editions.push(begun.edition);
        self.note_saved(seat, begun.edition)?;
        self.save(seat, begun.edition, content)
    }

    fn write(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        let Some(content) = self.on_screen(seat, edition)? else {
            return Ok(());
        };
        if content.is_translation() {
            return self.translate_one(seat, edition);
        }
        self.words += 1;
        let content = text::changed(&mut self.dice, content, self.words);
        self.save(seat, edition, content)
    }

    fn illustrate(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        self.words += 1;
        let words = Words {
            alt: format!("Ảnh từ{}.", self.words),
            credit: "Lê Thị Hoa".to_owned(),
            ..Words::default()
        };
        let photo = text::photo(&mut self.dice);
        let added = self.quiet(seat, |desk| desk.add_picture(edition, photo, words, None))?;
        if added.is_some() {
            self.note_saved(seat, edition)?;
        }
        Ok(())
    }

    fn save(&mut self, seat: usize, edition: EditionId, content: Content) -> Result<(), Wrong> {
        if self
            .quiet(seat, |desk| {
                desk.save(edition, desk.base(edition)?, content)
            })?
            .is_some()
        {
            self.note_saved(seat, edition)?;
        }
        Ok(())
    }

    /// What the person was told is saved.
    fn note_saved(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        let draft = store::drafts::get(self.seats[seat].store(), edition)
            .map_err(|error| Wrong(error.to_string()))?;
        let Some(draft) = draft else {
            return wrong(format!(
                "{} was told that {edition} is saved, and there is no draft",
                self.seats[seat].name
            ));
        };
        self.seats[seat].saved.insert(edition, draft.content);
        Ok(())
    }

    /// Submits what stands on the screen.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where something else happened than was meant.
    pub fn submit(
        &mut self,
        seat: usize,
        edition: EditionId,
        publish_at: Option<Millis>,
    ) -> Result<(), Wrong> {
        let with = Submission {
            publish_at,
            ..Submission::default()
        };
        let behind = self.offering(seat, edition, |desk| match desk.submit(edition, with) {
            Ok(_) => Ok(false),
            Err(error) if matches!(error.code, Code::Behind) => Ok(true),
            Err(error) => Err(error),
        })?;
        if behind == Some(true) {
            self.wire.reached.note(Rare::BehindAtSubmit);
        }
        Ok(())
    }

    fn recall(&mut self, seat: usize) -> Result<(), Wrong> {
        let pending = store::outbox::pending(self.seats[seat].store())
            .map_err(|error| Wrong(error.to_string()))?;
        let Some(act) = pending.last() else {
            return Ok(());
        };
        let id = act.id;
        if self.quiet(seat, |desk| desk.recall(id))?.is_some() {
            self.wire.book.recalled(id);
            self.wire.reached.note(Rare::Recalled);
        }
        Ok(())
    }

    fn translate(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        let source = EditionId {
            lang: Lang::Vi,
            ..edition
        };
        let Some(opened) = self.quiet(seat, |desk| desk.translate(source, Lang::En))? else {
            return Ok(());
        };
        if store::drafts::get(self.seats[seat].store(), opened.edition)
            .is_ok_and(|draft| draft.is_some())
        {
            self.note_saved(seat, opened.edition)?;
        }
        while self.translate_next(seat, opened.edition)? {}
        Ok(())
    }

    fn translate_one(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        self.translate_next(seat, edition).map(drop)
    }

    /// Translates the first sentence that is not; whether there was one.
    fn translate_next(&mut self, seat: usize, edition: EditionId) -> Result<bool, Wrong> {
        let Some(rows) = self.quiet(seat, |desk| desk.segments(edition, None))? else {
            return Ok(false);
        };
        let Some(row) = rows
            .into_iter()
            .find(|row| row.target.is_empty() || row.out_of_date)
        else {
            return Ok(false);
        };
        self.words += 1;
        let target = format!("Sentence in English từ{}.", self.words);
        let done = self.quiet(seat, |desk| {
            desk.set_segment(edition, &row.segment, &target, None)
        })?;
        if done.is_some() {
            self.note_saved(seat, edition)?;
        }
        Ok(done.is_some())
    }

    fn choose(&mut self, seat: usize, edition: EditionId) -> Result<(), Wrong> {
        let choice = match self.dice.below(3) {
            0 => Choice::Mine,
            1 => Choice::Theirs,
            _ => Choice::Both,
        };
        if self
            .quiet(seat, |desk| desk.resolve(edition, choice))?
            .is_some()
        {
            self.wire.reached.note(Rare::ForkResolved);
            self.note_saved(seat, edition)?;
        }
        Ok(())
    }

    /// An act that puts the text on the screen before the others.
    fn offering<T>(
        &mut self,
        seat: usize,
        edition: EditionId,
        act: impl FnOnce(&Desk) -> desk::Result<T>,
    ) -> Result<Option<T>, Wrong> {
        if let Some(content) = self.on_screen(seat, edition)? {
            self.wire.book.text(&content);
        }
        self.sending(seat, act)
    }

    /// An act that is meant to leave the computer.
    fn sending<T>(
        &mut self,
        seat: usize,
        act: impl FnOnce(&Desk) -> desk::Result<T>,
    ) -> Result<Option<T>, Wrong> {
        self.person(seat, true, act)
    }

    /// An act that stays on the computer.
    fn quiet<T>(
        &mut self,
        seat: usize,
        act: impl FnOnce(&Desk) -> desk::Result<T>,
    ) -> Result<Option<T>, Wrong> {
        self.person(seat, false, act)
    }

    fn person<T>(
        &mut self,
        seat: usize,
        sends: bool,
        act: impl FnOnce(&Desk) -> desk::Result<T>,
    ) -> Result<Option<T>, Wrong> {
        let fail = |error: store::Error| Wrong(error.to_string());
        let before: BTreeSet<_> = store::outbox::pending(self.seats[seat].store())
            .map_err(fail)?
            .into_iter()
            .map(|it| it.id)
            .collect();
        let power = (!self.wire.calm && self.wire.planned.is_none() && self.dice.one_in(14))
            .then(|| u32::try_from(self.dice.below(3)).unwrap_or_default());
        planted::fail_power_after(power);
        let done = act(self.seats[seat].desk());
        let failed = planted::power_is_off();
        planted::fail_power_after(None);
        for act in store::outbox::pending(self.seats[seat].store())
            .map_err(fail)?
            .iter()
            .filter(|it| !before.contains(&it.id))
        {
            if !sends {
                return wrong(format!(
                    "{} waits to be sent from {}, and its person did nothing of the kind",
                    act.what, self.seats[seat].name
                ));
            }
            self.wire.book.act(act);
        }
        if failed {
            self.power_failed(seat)?;
        }
        self.look_at_merges(seat)?;
        match done {
            Ok(value) => Ok(Some(value)),
            Err(error) if !failed && is_a_fault(&error) => {
                wrong(format!("{}: {error}", self.seats[seat].name))
            }
            Err(error) => {
                if error.code == Code::OwnWork {
                    self.wire.reached.note(Rare::OwnWork);
                }
                self.tell(|| format!("    {}", error.code));
                Ok(None)
            }
        }
    }

    /// Every merge that is new is looked at before anybody writes in it.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where one lost a word.
    pub fn look_at_merges(&mut self, seat: usize) -> Result<(), Wrong> {
        let drafts = store::drafts::all(self.seats[seat].store())
            .map_err(|error| Wrong(error.to_string()))?;
        for draft in drafts {
            let Some(merge) = &draft.merge else { continue };
            let name = (merge.theirs, merge.mine);
            if self.seats[seat].merges.insert(draft.edition, name) == Some(name) {
                continue;
            }
            super::oracle::texts::merge_kept_all(self.seats[seat].store(), &draft)?;
            self.wire.reached.note(if draft.is_fork() {
                Rare::Fork
            } else {
                Rare::MergedCleanly
            });
        }
        Ok(())
    }
}

/// What no person's act may end with while the power is on.
fn is_a_fault(error: &DeskError) -> bool {
    matches!(
        error.code,
        Code::Damaged | Code::BadFile | Code::DiskFull | Code::NotCanonical | Code::Mismatch
    )
}

/// The revision before the board, if one is.
pub fn before_the_board(edition: &Edition) -> Option<Hash> {
    let waiting = matches!(
        edition.work,
        Work::Submitted | Work::Approved | Work::Scheduled
    );
    edition
        .submission
        .as_ref()
        .filter(|_| waiting)
        .map(|it| it.revision)
}
