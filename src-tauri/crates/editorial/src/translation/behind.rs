//! What a newer source changed under a translation.

use super::{
    Place, SegmentKey,
    source::{SourceSegment, cut_place, places},
};
use crate::{body::Content, document::Run, ids::Lang};
use std::collections::{HashMap, HashSet};

/// A change of the source under a translation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Touched {
    /// Where.
    pub place: Place,
    /// The sentence that was translated; absent where one is new.
    pub before: Option<String>,
    /// The sentence that stands there now; absent where it was removed.
    pub now: Option<String>,
}

/// What changed between the source a translation follows and the source as it is now, by sentence, in reading order;
/// nothing means that the translation is up to date.
///
/// A sentence put in, taken away, or changed is a touch; where a block was moved whole, nothing is.
pub fn touched(followed: &Content, now: &Content, written_in: Lang) -> Vec<Touched> {
    let (old, new) = (places(followed), places(now));
    let mut before: HashMap<Place, &Vec<Run>> =
        old.iter().map(|(place, runs)| (*place, runs)).collect();
    let mut touched = Vec::new();
    for (place, runs) in &new {
        let old = before.remove(place).map(Vec::as_slice).unwrap_or_default();
        if old != runs.as_slice() {
            touched.extend(touched_place(*place, old, runs, written_in));
        }
    }
    for (place, runs) in &old {
        if before.contains_key(place) {
            touched.extend(touched_place(*place, runs, &[], written_in));
        }
    }
    touched
}

fn touched_place(place: Place, before: &[Run], now: &[Run], written_in: Lang) -> Vec<Touched> {
    let cut = |runs: &[Run]| cut_place(place, runs, written_in, &[]);
    let (before, now) = (cut(before), cut(now));
    let only = |one: &[SourceSegment], other: &[SourceSegment]| -> Vec<String> {
        let known: HashSet<SegmentKey> = other.iter().map(|it| it.key).collect();
        one.iter()
            .filter(|it| !known.contains(&it.key))
            .map(|it| it.text.clone())
            .collect()
    };
    let (mut gone, mut put_in) = (
        only(&before, &now).into_iter(),
        only(&now, &before).into_iter(),
    );
    std::iter::from_fn(|| {
        let (before, now) = (gone.next(), put_in.next());
        (before.is_some() || now.is_some()).then_some(Touched { place, before, now })
    })
    .collect()
}
