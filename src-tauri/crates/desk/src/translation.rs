//! The edition in the other language, sentence by sentence.

use crate::{
    Desk, DeskError, Result,
    drafts::{begin, clean},
};
use editorial::{
    Code, Content, EditionId, Hash, Lang, MemberId, Role,
    compare::{self, Piece},
    state::Edition,
    translation::{self, Segment, SegmentKey, SegmentState, Translators},
};
use serde::Serialize;
use std::collections::BTreeMap;
use store::drafts::Draft;

/// A translation that was opened or brought up to date.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opened {
    /// The edition.
    pub edition: EditionId,
    /// How many sentences it has.
    pub segments: usize,
    /// How many came from the memory.
    pub from_memory: usize,
}

/// One sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SegmentRow {
    /// Its name.
    pub segment: String,
    /// The sentence.
    pub source: String,
    /// Its translation.
    pub target: String,
    /// How far it is.
    pub state: SegmentState,
    /// The sentence changed since.
    pub out_of_date: bool,
    /// The sentence before it changed, where it is known.
    #[serde(rename = "match")]
    pub earlier: Option<String>,
    /// Where the sentence stands: the window shows it, the command line's answer has it in the name.
    #[serde(skip)]
    pub block: String,
    /// What changed in the sentence since, by words; empty where nothing did or the earlier one is not known.
    #[serde(skip)]
    pub changed: Vec<Piece>,
    /// I may mark it as read over, or take that back: I am a reviser, and another translated it.
    #[serde(skip)]
    pub may_review: bool,
}

impl Desk {
    /// Opens the edition in `to` of a shared or submitted text, or brings it up to the newest.
    ///
    /// # Errors
    /// `not_found`, `not_shared`, `bad_field` where the language is the text's own, `wrong_state` where the edition
    /// named is itself a translation.
    pub fn translate(&self, source: EditionId, to: Lang) -> Result<Opened> {
        if source.lang == to {
            return Err(DeskError::about(Code::BadField, to));
        }
        self.row(source)?;
        let state = self.expected(source)?;
        let known = state.editions.get(&source).ok_or(Code::NotShared)?;
        if known.translated {
            return Err(Code::WrongState.into());
        }
        let head = known.head().ok_or(Code::NotShared)?;
        let newest = self.revision(head)?.content;
        let edition = source.other();
        let existing = self.translation_draft(edition)?;
        let mut draft = existing
            .unwrap_or_else(|| begin(edition, known.kind, Content::default(), None, self.now()));
        if draft.content.document.is_some() {
            // Both editions were begun as texts of their own: neither is the other's translation.
            return Err(Code::WrongState.into());
        }
        let previous = (!draft.content.segments.is_empty()).then_some(&draft.content);
        let opened = translation::open(head, &newest, source.lang, previous);
        let from_memory = opened
            .segments
            .iter()
            .filter(|it| it.origin == Some(translation::Origin::Memory))
            .count();
        let segments = translation::rows(&newest, source.lang, &opened, &[]).len();
        let unchanged = previous == Some(&opened);
        draft.content = opened;
        if !unchanged {
            self.keep(draft)?;
        }
        Ok(Opened {
            edition,
            segments,
            from_memory,
        })
    }

    fn translation_draft(&self, edition: EditionId) -> Result<Option<Draft>> {
        match self.draft_or_head(edition) {
            Ok(draft) => Ok(Some(draft)),
            Err(error) if error.code == Code::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The sentences of a translated edition, over the newest source.
    ///
    /// # Errors
    /// `not_found`, `wrong_state` where the edition is no translation.
    pub fn segments(
        &self,
        edition: EditionId,
        only: Option<SegmentState>,
    ) -> Result<Vec<SegmentRow>> {
        let rows = self.rows_of(edition, &self.newest_content(edition)?)?;
        Ok(rows
            .into_iter()
            .filter(|row| only.is_none_or(|state| row.state == state))
            .collect())
    }

    /// The sentences as that text has them, over the newest source.
    fn rows_of(&self, edition: EditionId, content: &Content) -> Result<Vec<SegmentRow>> {
        let (_, source, earlier) = self.sources(edition, content)?;
        let earlier: Vec<&Content> = earlier.iter().collect();
        let rows = translation::rows(&source, edition.lang.other(), content, &earlier);
        let reviewing = self.reviewing(edition)?;
        let by_key: BTreeMap<SegmentKey, &Segment> = content
            .segments
            .iter()
            .map(|segment| (segment.key(), segment))
            .collect();
        Ok(rows
            .into_iter()
            .map(|row| {
                let segment = by_key.get(&row.key).copied();
                let may_review = reviewing.as_ref().is_some_and(|(me, translators)| {
                    segment.is_some_and(|segment| translators.may_review(segment, *me))
                });
                told(row, may_review)
            })
            .collect())
    }

    /// Who I am and who translated what, where I hold the role of a reviser.
    fn reviewing(&self, edition: EditionId) -> Result<Option<(MemberId, Translators)>> {
        let Some(me) = store::meta::identity(&self.store)?.member else {
            return Ok(None);
        };
        let state = self.expected(edition)?;
        if !state
            .board
            .roles(me, self.portal_now()?)
            .contains(&Role::Reviser)
        {
            return Ok(None);
        }
        let lines = state.editions.get(&edition).map(|it| it.revisions.clone());
        let mut revisions = Vec::new();
        for line in lines.into_iter().flatten() {
            if let Ok(revision) = self.revision(line.revision) {
                revisions.push((line.author, revision.content.segments));
            }
        }
        let revisions = revisions
            .iter()
            .map(|(author, segments)| (*author, segments.as_slice()));
        Ok(Some((me, Translators::of(revisions))))
    }

    /// Marks a sentence as read over by a reviser, or takes that back; who translated it does not read it over. What is
    /// marked are the words as they stood at `read`, not those another put in their place since.
    ///
    /// # Errors
    /// `not_found`; `no_right` for who is no reviser; `own_work`; `stale` where other words stand there by now;
    /// `wrong_state` where nothing is translated or the sentence changed since.
    pub fn review_segment(
        &self,
        edition: EditionId,
        read: Option<Hash>,
        segment: &str,
    ) -> Result<SegmentRow> {
        let draft = self.draft_on(edition, read)?;
        let row = self
            .rows_of(edition, &draft.content)?
            .into_iter()
            .find(|row| row.segment == segment)
            .ok_or(Code::NotFound)?;
        if self.reviewing(edition)?.is_none() {
            return Err(Code::NoRight.into());
        }
        let state = match row.state {
            _ if row.out_of_date => return Err(Code::WrongState.into()),
            SegmentState::Translated => SegmentState::Reviewed,
            SegmentState::Reviewed => SegmentState::Translated,
            SegmentState::Initial | SegmentState::Final => return Err(Code::WrongState.into()),
        };
        if !row.may_review {
            let newest = self.segments(edition, None)?;
            let stands = newest
                .iter()
                .any(|it| it.segment == row.segment && it.target == row.target);
            return Err(if stands { Code::OwnWork } else { Code::Stale }.into());
        }
        self.set_segment_on(edition, read, segment, &row.target, Some(state))
    }

    /// The newest source of a translation, by its name and in full, and the sources from before.
    fn sources(
        &self,
        edition: EditionId,
        content: &Content,
    ) -> Result<(Hash, Content, Vec<Content>)> {
        let follows = content.source.ok_or(Code::WrongState)?;
        let state = self.expected(edition)?;
        let newest = state
            .editions
            .get(&edition.other())
            .and_then(Edition::head)
            .unwrap_or(follows);
        let mut earlier = Vec::new();
        let lines = state
            .editions
            .get(&edition)
            .map(|it| it.revisions.clone())
            .unwrap_or_default();
        for hash in lines
            .iter()
            .filter_map(|line| line.source)
            .chain([follows])
            .filter(|hash| *hash != newest)
        {
            if let Ok(revision) = self.revision(hash) {
                earlier.push(revision.content);
            }
        }
        Ok((newest, self.revision(newest)?.content, earlier))
    }

    /// Writes the translation of one sentence, over the newest source.
    ///
    /// # Errors
    /// `not_found`, `secret_mark`, `wrong_state` where the edition is no translation.
    pub fn set_segment(
        &self,
        edition: EditionId,
        segment: &str,
        target: &str,
        state: Option<SegmentState>,
    ) -> Result<SegmentRow> {
        self.set_segment_on(edition, None, segment, target, state)
    }

    /// The same for who read the translation as it stood at `read`: what another made of it since is merged when it is
    /// submitted, and not lost under this sentence.
    ///
    /// # Errors
    /// As [`Desk::set_segment`].
    pub fn set_segment_on(
        &self,
        edition: EditionId,
        read: Option<Hash>,
        segment: &str,
        target: &str,
        state: Option<SegmentState>,
    ) -> Result<SegmentRow> {
        let mut draft = self.draft_on(edition, read)?;
        let (newest, source, _) = self.sources(edition, &draft.content)?;
        let mut content =
            translation::open(newest, &source, edition.lang.other(), Some(&draft.content));
        let state = state.unwrap_or(SegmentState::Translated);
        let key = translation::set(&mut content, segment, target, state)
            .map_err(|error| DeskError::about(Code::NotFound, error))?;
        clean(&content)?;
        draft.content = content;
        let rows = self.rows_of(edition, &draft.content)?;
        self.keep(draft)?;
        Ok(rows
            .into_iter()
            .find(|row| row.segment == key.short())
            .ok_or(Code::NotFound)?)
    }
}

fn told(row: translation::Row, may_review: bool) -> SegmentRow {
    let earlier = row.earlier.and_then(|earlier| earlier.source);
    let changed = earlier
        .as_deref()
        .map(|earlier| compare::words(earlier, &row.source))
        .unwrap_or_default();
    SegmentRow {
        segment: row.key.short(),
        block: row.key.place.to_string(),
        source: row.source,
        target: row.target,
        state: row.state,
        out_of_date: row.out_of_date,
        earlier,
        changed,
        may_review,
    }
}
