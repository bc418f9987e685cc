//! Two texts to choose from.

use crate::{
    Desk, DeskError, Result,
    drafts::{Change, Edited, SourceFile},
    translation::SegmentRow,
};
use editorial::{Code, Content, EditionId, Hash, MemberId, Millis, compare, merge};
use serde::Serialize;
use std::collections::BTreeMap;

/// How a fork ends.
#[derive(Debug, Clone)]
pub enum Choice {
    /// With what stands here.
    Mine,
    /// With what stands at the portal.
    Theirs,
    /// With both, one after the other.
    Both,
    /// With a text of its own.
    Text(SourceFile),
}

/// A fork.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ForkRow {
    /// The edition, as an id of its own.
    pub id: EditionId,
    /// The edition.
    pub edition: EditionId,
    /// The title.
    pub title: String,
    /// `fork`.
    pub what: &'static str,
    /// Since when.
    pub at: String,
    /// How many passages are to choose.
    pub passages: usize,
    /// The other's revision.
    pub theirs: Hash,
}

/// A fork, ready to be chosen from.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fork {
    /// The other's revision.
    pub theirs: Hash,
    /// Whose it is.
    pub by: MemberId,
    /// When it was made.
    pub at: String,
    /// When the text here was last touched.
    pub mine_at: String,
    /// The passages to choose.
    pub passages: Vec<Passage>,
}

/// One passage, as both have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Passage {
    /// `title`, `summary`, a field's name, a block's id or a segment's key.
    pub place: String,
    /// The sentence of a translation, by its name in the list of sentences.
    pub segment: Option<String>,
    /// The sentence that is translated, where it still stands in the source.
    pub source: Option<String>,
    /// What stood before both changed it; absent where it is new.
    pub base: Option<String>,
    /// What stands on this desk; absent where it was removed.
    pub mine: Option<String>,
    /// What stands at the portal; absent where it was removed.
    pub theirs: Option<String>,
    /// Both, word by word: what only theirs has is deleted, what only mine has is inserted.
    pub words: Vec<compare::Piece>,
}

impl Desk {
    /// The editions with two texts to choose from.
    ///
    /// # Errors
    /// Those of the store.
    pub fn forks(&self) -> Result<Vec<ForkRow>> {
        let mut rows = Vec::new();
        for draft in store::drafts::all(&self.store)? {
            let Some(merge) = draft
                .merge
                .as_ref()
                .filter(|merge| !merge.conflicts.is_empty())
            else {
                continue;
            };
            rows.push(ForkRow {
                id: draft.edition,
                edition: draft.edition,
                title: self.laid(draft.edition, &draft.content)?.title,
                what: "fork",
                at: crate::time::write(draft.updated),
                passages: merge.conflicts.len(),
                theirs: merge.theirs,
            });
        }
        Ok(rows)
    }

    /// What a person needs to choose: whose text it is, since when, and each passage in both.
    ///
    /// # Errors
    /// `not_found` where there is no fork; those of [`Desk::passages`].
    pub fn fork(&self, edition: EditionId) -> Result<Fork> {
        let draft = store::drafts::get(&self.store, edition)?.ok_or(Code::NotFound)?;
        let theirs = draft.merge.ok_or(Code::NotFound)?.theirs;
        let revision = self.revision(theirs)?;
        let passages = self.passages(edition)?.into_iter();
        let sentences = self.sentences_of(edition, &draft.content)?;
        Ok(Fork {
            theirs,
            by: revision.by,
            at: crate::time::write(revision.at),
            mine_at: crate::time::write(draft.updated),
            passages: passages
                .map(|conflict| {
                    let text = |side: Option<merge::Version>| side.map(|side| side.text());
                    let (mine, theirs) = (text(conflict.mine), text(conflict.theirs));
                    let segment = match conflict.place {
                        merge::Unit::Segment(key) => Some(key.short()),
                        _ => None,
                    };
                    Passage {
                        place: conflict.place.to_string(),
                        source: segment
                            .as_ref()
                            .and_then(|name| sentences.get(name).cloned()),
                        segment,
                        base: text(conflict.base),
                        words: compare::words(
                            theirs.as_deref().unwrap_or_default(),
                            mine.as_deref().unwrap_or_default(),
                        ),
                        mine,
                        theirs,
                    }
                })
                .collect(),
        })
    }

    /// The sentences a translation is written over, by their names.
    fn sentences_of(
        &self,
        edition: EditionId,
        content: &Content,
    ) -> Result<BTreeMap<String, String>> {
        if !content.is_translation() {
            return Ok(BTreeMap::new());
        }
        let rows = self.segments(edition, None)?.into_iter();
        Ok(rows.map(|row| (row.segment, row.source)).collect())
    }

    /// Chooses one sentence of a forked translation; the other passages stay to be chosen. Answers the sentence.
    ///
    /// # Errors
    /// `not_found` where nothing is to choose in it.
    pub fn choose_segment(
        &self,
        edition: EditionId,
        segment: &str,
        choice: merge::Choice,
    ) -> Result<SegmentRow> {
        let conflict = self
            .passages(edition)?
            .into_iter()
            .find(|conflict| matches!(&conflict.place, merge::Unit::Segment(key) if key.short() == segment))
            .ok_or(Code::NotFound)?;
        self.choose(edition, vec![(conflict, choice)])?;
        let rows = self.segments(edition, None)?.into_iter();
        Ok(rows
            .into_iter()
            .find(|row| row.segment == segment)
            .ok_or(Code::NotFound)?)
    }

    /// Ends a fork by what was chosen for each passage, by its place.
    ///
    /// # Errors
    /// `not_found` where there is none, or where a passage has no choice.
    pub fn choose_each(
        &self,
        edition: EditionId,
        choices: &BTreeMap<String, merge::Choice>,
    ) -> Result<Edited> {
        let chosen = self
            .passages(edition)?
            .into_iter()
            .map(|conflict| {
                let choice = choices.get(&conflict.place.to_string());
                Ok((conflict, *choice.ok_or(Code::NotFound)?))
            })
            .collect::<Result<_>>()?;
        self.choose(edition, chosen)
    }

    /// The passages of a fork.
    ///
    /// # Errors
    /// `not_found` where there is none.
    pub fn passages(&self, edition: EditionId) -> Result<Vec<merge::Conflict>> {
        let draft = store::drafts::get(&self.store, edition)?.ok_or(Code::NotFound)?;
        let merge = draft
            .merge
            .filter(|merge| !merge.conflicts.is_empty())
            .ok_or(Code::NotFound)?;
        conflicts(&merge)
    }

    /// Ends a fork; both texts stay in the history and in a snapshot.
    ///
    /// # Errors
    /// `not_found` where there is none; those of a file.
    pub fn resolve(&self, edition: EditionId, choice: Choice) -> Result<Edited> {
        let choice = match choice {
            Choice::Text(file) => return self.rewrite(edition, file),
            Choice::Mine => merge::Choice::Mine,
            Choice::Theirs => merge::Choice::Theirs,
            Choice::Both => merge::Choice::Both,
        };
        let all = self
            .passages(edition)?
            .into_iter()
            .map(|conflict| (conflict, choice))
            .collect();
        self.choose(edition, all)
    }

    /// Ends a fork, passage by passage.
    ///
    /// # Errors
    /// `not_found` where there is none.
    pub fn choose(
        &self,
        edition: EditionId,
        choices: Vec<(merge::Conflict, merge::Choice)>,
    ) -> Result<Edited> {
        let mut draft = store::drafts::get(&self.store, edition)?.ok_or(Code::NotFound)?;
        let Some(mut merge) = draft.merge.take() else {
            return Err(Code::NotFound.into());
        };
        let open = conflicts(&merge)?;
        self.snapshot_before_choosing(edition)?;
        draft.content = merge::resolve(draft.content, &choices, &mut || self.block_id());
        let chosen: Vec<_> = choices
            .into_iter()
            .map(|(conflict, _)| conflict.place)
            .collect();
        let left: Vec<_> = open
            .into_iter()
            .filter(|conflict| !chosen.contains(&conflict.place))
            .collect();
        merge.conflicts = left
            .iter()
            .filter_map(|conflict| serde_json::to_value(conflict).ok())
            .collect();
        draft.merge = Some(merge);
        let saved = self.keep(draft)?;
        Ok(Edited {
            edition,
            draft: saved.draft,
            warnings: Vec::new(),
        })
    }

    fn rewrite(&self, edition: EditionId, file: SourceFile) -> Result<Edited> {
        self.passages(edition)?;
        self.snapshot_before_choosing(edition)?;
        let edited = self.edit(
            edition,
            Change {
                file: Some(file),
                ..Change::default()
            },
        )?;
        let mut draft = store::drafts::get(&self.store, edition)?.ok_or(Code::NotFound)?;
        if let Some(merge) = &mut draft.merge {
            merge.conflicts.clear();
        }
        self.keep(draft)?;
        Ok(edited)
    }

    fn snapshot_before_choosing(&self, edition: EditionId) -> Result<()> {
        let now: Millis = self.now();
        Ok(store::snapshots::take(&self.store, edition, None, now).map(drop)?)
    }
}

fn conflicts(merge: &store::drafts::Merge) -> Result<Vec<merge::Conflict>> {
    let read = |value: &serde_json::Value| {
        serde_json::from_value(value.clone())
            .map_err(|error| DeskError::about(Code::Damaged, error))
    };
    merge.conflicts.iter().map(read).collect()
}
