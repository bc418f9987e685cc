//! A translation beside its source, sentence by sentence.

use super::{Origin, SegmentKey, SegmentState, Tags, edition::laid_over, source::cut, tagged};
use crate::{body::Content, ids::Lang};
use std::collections::{HashMap, HashSet};

/// One line of the grid in which a translator works.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What names the segment.
    pub key: SegmentKey,
    /// The sentence as it is now, with tags.
    pub source: String,
    /// Its translation; of a sentence that changed, the one it had before, until a new one is written.
    pub target: String,
    /// How far it is; a sentence that changed is at the beginning again.
    pub state: SegmentState,
    /// Where the translation came from.
    pub origin: Option<Origin>,
    /// The sentence changed since it was translated.
    pub out_of_date: bool,
    /// What stood here before it changed.
    pub earlier: Option<Earlier>,
    /// How the tags fit.
    pub tags: Tags,
}

impl Row {
    /// Whether a reader may see this translation.
    pub fn is_done(&self) -> bool {
        self.state >= SegmentState::Translated && !self.target.trim().is_empty()
    }
}

/// A sentence and its translation before the sentence changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Earlier {
    /// The sentence, where an earlier source that holds it was given.
    pub source: Option<String>,
    /// Its translation.
    pub target: String,
}

/// The sentences of `source` with their translations, in reading order.
///
/// `source` may be newer than what the translation follows; it is shown as [`super::open`] would bring it up. `earlier` are
/// sources from before, in which the sentences of leftovers are looked up.
pub fn rows(
    source: &Content,
    written_in: Lang,
    translation: &Content,
    earlier: &[&Content],
) -> Vec<Row> {
    let sentences = cut(source, written_in, &translation.segments);
    let segments = laid_over(&sentences, &translation.segments);
    let standing: HashSet<SegmentKey> = sentences.iter().map(|it| it.key).collect();
    let mut before: Option<HashMap<SegmentKey, String>> = None;
    let mut sentences = sentences
        .into_iter()
        .map(|it| (it.key, it))
        .collect::<HashMap<_, _>>();
    let mut rows = Vec::with_capacity(sentences.len());
    for (at, segment) in segments.iter().enumerate() {
        let Some(sentence) = sentences.remove(&segment.key()) else {
            continue;
        };
        let left = segments.get(at + 1).filter(|next| {
            segment.state == SegmentState::Initial
                && next.block == segment.block
                && !standing.contains(&next.key())
        });
        let earlier = left.map(|left| {
            let before =
                before.get_or_insert_with(|| sentences_of(earlier, written_in, translation));
            Earlier {
                source: before.get(&left.key()).cloned(),
                target: left.target.clone(),
            }
        });
        let target = match &earlier {
            Some(earlier) if segment.target.is_empty() => earlier.target.clone(),
            _ => segment.target.clone(),
        };
        rows.push(Row {
            key: segment.key(),
            tags: tagged::tags(&sentence.text, &target),
            source: sentence.text,
            target,
            state: segment.state,
            origin: segment.origin,
            out_of_date: earlier.is_some(),
            earlier,
        });
    }
    rows
}

fn sentences_of(
    sources: &[&Content],
    written_in: Lang,
    translation: &Content,
) -> HashMap<SegmentKey, String> {
    let cuts = sources
        .iter()
        .flat_map(|source| cut(source, written_in, &translation.segments));
    cuts.map(|it| (it.key, it.text)).collect()
}
