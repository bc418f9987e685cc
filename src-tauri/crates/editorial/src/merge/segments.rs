//! Translated sentences, each a unit of its own.

use super::{Conflict, Unit, Version, order};
use crate::translation::{Origin, Segment, SegmentKey, SegmentState};
use std::collections::{BTreeMap, BTreeSet};

/// Merges the segments of two translations.
///
/// A sentence that nobody has translated yet counts as not there, so that bringing a translation up to a newer source
/// on two desks is no quarrel. The same words in two states are no quarrel either: the further state stands.
pub(super) fn merged(
    base: &[Segment],
    mine: &[Segment],
    theirs: &[Segment],
    conflicts: &mut Vec<Conflict>,
) -> Vec<Segment> {
    let (base, mine, theirs) = (Keyed::of(base), Keyed::of(mine), Keyed::of(theirs));
    let mut outcome: BTreeMap<SegmentKey, Segment> = BTreeMap::new();
    let mut disputed: BTreeMap<SegmentKey, Conflict> = BTreeMap::new();
    let keys: BTreeSet<SegmentKey> = mine.order.iter().chain(&theirs.order).copied().collect();
    for key in keys {
        match three(base.written(key), mine.written(key), theirs.written(key)) {
            Three::One(segment) => {
                outcome.insert(key, segment);
            }
            Three::Nothing => {
                let (here, there) = (mine.get(key), theirs.get(key));
                let stays = (here.is_some() && there.is_some()) || base.get(key).is_none();
                if let (true, Some(segment)) = (stays, here.or(there)) {
                    outcome.insert(
                        key,
                        Segment {
                            target: String::new(),
                            state: SegmentState::Initial,
                            ..segment.clone()
                        },
                    );
                }
            }
            Three::Both(here, there) => {
                disputed.insert(
                    key,
                    Conflict {
                        place: Unit::Segment(key),
                        base: base.written(key).cloned().map(Version::Segment),
                        mine: Some(Version::Segment(here.clone())),
                        theirs: Some(Version::Segment(there)),
                    },
                );
                outcome.insert(key, here);
            }
        }
    }
    let standing = |side: &Keyed<'_>| -> Vec<SegmentKey> {
        side.order
            .iter()
            .copied()
            .filter(|key| outcome.contains_key(key))
            .collect()
    };
    let order = order::merged(&standing(&base), &standing(&mine), &standing(&theirs));
    conflicts.extend(order.iter().filter_map(|key| disputed.remove(key)));
    order.iter().filter_map(|key| outcome.remove(key)).collect()
}

enum Three {
    Nothing,
    One(Segment),
    Both(Segment, Segment),
}

fn three(base: Option<&Segment>, mine: Option<&Segment>, theirs: Option<&Segment>) -> Three {
    match (mine, theirs) {
        (None, None) => Three::Nothing,
        // Left out by one side: gone if the other left it as it was, and kept if not.
        (Some(one), None) | (None, Some(one)) => {
            if base == Some(one) {
                Three::Nothing
            } else {
                Three::One(one.clone())
            }
        }
        (Some(mine), Some(theirs)) => {
            if let Some(one) = super::either(&base, &Some(mine), &Some(theirs))
                .copied()
                .flatten()
            {
                return Three::One(one.clone());
            }
            let wording = base.map(|it| it.target.as_str());
            if mine.target == theirs.target {
                Three::One(further(mine, theirs))
            } else if wording == Some(theirs.target.as_str()) {
                Three::One(mine.clone())
            } else if wording == Some(mine.target.as_str()) {
                Three::One(theirs.clone())
            } else {
                Three::Both(mine.clone(), theirs.clone())
            }
        }
    }
}

/// The same words, with the further of both states.
fn further(mine: &Segment, theirs: &Segment) -> Segment {
    let human = [mine.origin, theirs.origin].contains(&Some(Origin::Human));
    Segment {
        state: mine.state.max(theirs.state),
        origin: if human {
            Some(Origin::Human)
        } else {
            mine.origin.or(theirs.origin)
        },
        bounds: mine
            .bounds
            .min(theirs.bounds)
            .or(mine.bounds)
            .or(theirs.bounds),
        ..mine.clone()
    }
}

struct Keyed<'a> {
    order: Vec<SegmentKey>,
    by_key: BTreeMap<SegmentKey, &'a Segment>,
}

impl<'a> Keyed<'a> {
    fn of(segments: &'a [Segment]) -> Self {
        let mut seen = Self {
            order: Vec::with_capacity(segments.len()),
            by_key: BTreeMap::new(),
        };
        for segment in segments {
            if seen.by_key.insert(segment.key(), segment).is_none() {
                seen.order.push(segment.key());
            }
        }
        seen
    }

    fn get(&self, key: SegmentKey) -> Option<&'a Segment> {
        self.by_key.get(&key).copied()
    }

    /// The segment, where somebody wrote something in it.
    fn written(&self, key: SegmentKey) -> Option<&'a Segment> {
        self.get(key)
            .filter(|it| !it.target.is_empty() || it.state != SegmentState::Initial)
    }
}
