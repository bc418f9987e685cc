//! Who translated a sentence: what a reviser may read over is what another wrote.

use super::{Segment, SegmentKey};
use crate::ids::MemberId;
use std::collections::BTreeMap;

/// Who wrote the translation of each sentence, as the line of revisions tells.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Translators(BTreeMap<SegmentKey, (String, MemberId)>);

impl Translators {
    /// From the revisions of an edition in their order: whoever first brought the words that still stand.
    pub fn of<'a>(revisions: impl IntoIterator<Item = (MemberId, &'a [Segment])>) -> Self {
        let mut known: BTreeMap<SegmentKey, (String, MemberId)> = BTreeMap::new();
        for (author, segments) in revisions {
            for segment in segments {
                let same = known
                    .get(&segment.key())
                    .is_some_and(|(target, _)| *target == segment.target);
                if !same {
                    known.insert(segment.key(), (segment.target.clone(), author));
                }
            }
        }
        Self(known)
    }

    /// Who wrote these words; none where no revision has them yet.
    pub fn of_segment(&self, segment: &Segment) -> Option<MemberId> {
        self.0
            .get(&segment.key())
            .filter(|(target, _)| *target == segment.target)
            .map(|(_, author)| *author)
    }

    /// Whether `reader` may read the sentence over: it is translated, and by another.
    pub fn may_review(&self, segment: &Segment, reader: MemberId) -> bool {
        segment.is_done()
            && self
                .of_segment(segment)
                .is_some_and(|author| author != reader)
    }
}
