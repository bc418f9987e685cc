//! A translation opened over a source, written in, and made ready to be submitted.

use super::{
    Origin, Place, Segment, SegmentKey, SegmentState,
    source::{SourceSegment, cut},
};
use crate::{
    body::Content,
    ids::{Hash, Lang},
};
use std::collections::{HashMap, HashSet};

/// A segment was named that does not stand in this translation.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("no segment {0:?} in this translation")]
pub struct NoSegment(
    /// The name that was given.
    pub String,
);

/// A translation of `source`, which is the revision `revision`, written in `written_in`: a new one, or `previous`
/// brought up to it.
///
/// Sentences that still stand keep target and state. A sentence that changed begins anew, and what was its translation
/// stays behind it as a leftover; leftovers of sentences that are gone stand at the head of the list. A sentence moved
/// to another block brings its translation along, as out of a memory: at most `translated`. Opening twice changes
/// nothing.
pub fn open(
    revision: Hash,
    source: &Content,
    written_in: Lang,
    previous: Option<&Content>,
) -> Content {
    let earlier = previous
        .map(|it| it.segments.as_slice())
        .unwrap_or_default();
    let mut opened = previous.cloned().unwrap_or_default();
    opened.source = Some(revision);
    opened.document = None;
    opened.segments = laid_over(&cut(source, written_in, earlier), earlier);
    opened
}

/// `earlier` segments over the sentences of a source.
///
/// A leftover has no bounds, as it stands in no text any more. Directly behind a segment of its place it is what that
/// sentence was before it changed; all others stand at the head of the list.
pub(super) fn laid_over(sentences: &[SourceSegment], earlier: &[Segment]) -> Vec<Segment> {
    let standing: HashSet<SegmentKey> = sentences.iter().map(|it| it.key).collect();
    let mut left = Left::of(earlier, &standing);
    let mut begun: Vec<Segment> = Vec::with_capacity(sentences.len());
    let mut by_sentence = left.by_sentence();
    let mut moved: HashSet<SegmentKey> = HashSet::new();
    for sentence in sentences {
        begun.push(begin(sentence, &left.known, &mut by_sentence, &mut moved));
    }

    let mut behind: HashMap<SegmentKey, &Segment> = HashMap::new();
    let mut used = moved;
    let mut anchor: HashMap<Place, SegmentKey> = HashMap::new();
    for segment in &begun {
        let key = segment.key();
        if left.known.contains_key(&key) {
            anchor.insert(key.place, key);
            if let Some(stuck) = left.stuck.get(&key).filter(|it| used.insert(it.key())) {
                behind.insert(key, stuck);
            }
        } else if segment.target.is_empty() {
            // A new sentence took the place of one that went from behind the same anchor.
            let gone = left
                .gone
                .entry((key.place, anchor.get(&key.place).copied()))
                .or_default();
            if let Some(first) = gone.iter().position(|it| !used.contains(&it.key())) {
                let before = gone.remove(first);
                used.insert(before.key());
                behind.insert(key, before);
            }
        }
    }

    let unbound = |segment: &Segment| Segment {
        bounds: None,
        ..segment.clone()
    };
    let mut list: Vec<Segment> = Vec::with_capacity(earlier.len().max(begun.len()));
    list.extend(
        left.all
            .iter()
            .filter(|it| !used.contains(&it.key()))
            .map(|it| unbound(it)),
    );
    for segment in begun {
        let before = behind.get(&segment.key()).map(|it| unbound(it));
        list.push(segment);
        list.extend(before);
    }
    list
}

/// Earlier segments, sorted by whether their sentences still stand.
#[derive(Default)]
struct Left<'a> {
    known: HashMap<SegmentKey, &'a Segment>,
    /// What is written and whose sentence does not stand.
    all: Vec<&'a Segment>,
    /// Of these, what a standing sentence was before.
    stuck: HashMap<SegmentKey, &'a Segment>,
    /// Of these, what stood until now, by the standing segment before it.
    gone: HashMap<(Place, Option<SegmentKey>), Vec<&'a Segment>>,
}

impl<'a> Left<'a> {
    fn of(earlier: &'a [Segment], standing: &HashSet<SegmentKey>) -> Self {
        let mut left = Self::default();
        let mut anchor: HashMap<Place, SegmentKey> = HashMap::new();
        let mut seen: HashSet<SegmentKey> = HashSet::new();
        let mut last: Option<&Segment> = None;
        for segment in earlier {
            let key = segment.key();
            if !seen.insert(key) {
                continue;
            }
            let before = last.replace(segment).filter(|it| it.block == key.place);
            if standing.contains(&key) {
                left.known.insert(key, segment);
                anchor.insert(key.place, key);
                continue;
            }
            if segment.target.is_empty() {
                continue;
            }
            left.all.push(segment);
            match before {
                _ if segment.bounds.is_some() => {}
                Some(before) if standing.contains(&before.key()) => {
                    left.stuck.insert(before.key(), segment);
                    continue;
                }
                // What took its place went again before anybody wrote in it.
                Some(before) if before.bounds.is_some() && before.target.is_empty() => {}
                _ => continue,
            }
            left.gone
                .entry((key.place, anchor.get(&key.place).copied()))
                .or_default()
                .push(segment);
        }
        left
    }

    fn by_sentence(&self) -> HashMap<Hash, Vec<&'a Segment>> {
        let mut by_sentence: HashMap<Hash, Vec<&'a Segment>> = HashMap::new();
        for segment in &self.all {
            by_sentence
                .entry(segment.sentence)
                .or_default()
                .push(segment);
        }
        by_sentence
    }
}

/// The segment of one sentence: as it was, or brought along from where the sentence stood before, or new.
fn begin(
    sentence: &SourceSegment,
    known: &HashMap<SegmentKey, &Segment>,
    by_sentence: &mut HashMap<Hash, Vec<&Segment>>,
    moved: &mut HashSet<SegmentKey>,
) -> Segment {
    let key = sentence.key;
    let bounds = Some(sentence.bounds);
    if let Some(segment) = known.get(&key) {
        return Segment {
            bounds,
            ..(*segment).clone()
        };
    }
    let new = Segment {
        block: key.place,
        sentence: key.sentence,
        n: key.n,
        target: String::new(),
        state: SegmentState::Initial,
        origin: None,
        bounds,
    };
    let Some(from) = by_sentence
        .get_mut(&key.sentence)
        .filter(|all| !all.is_empty())
        .map(|all| all.remove(0))
    else {
        return new;
    };
    moved.insert(from.key());
    let state = from.state.min(SegmentState::Translated);
    Segment {
        target: from.target.clone(),
        state,
        origin: Some(Origin::Memory),
        ..new
    }
}

/// The segment of that name: as [`SegmentKey::short`] writes it, or in full.
pub fn find(translation: &Content, name: &str) -> Option<SegmentKey> {
    let (place_and_n, hash) = name.rsplit_once('/')?;
    let (place, n) = place_and_n.rsplit_once('/')?;
    let (place, n): (Place, u32) = (place.parse().ok()?, n.parse().ok()?);
    let fits = |segment: &&Segment| {
        segment.block == place
            && segment.n == n
            && hash.len() >= 8
            && segment.sentence.to_string().starts_with(hash)
    };
    translation.segments.iter().find(fits).map(Segment::key)
}

/// Writes the translation of one sentence. [`open`] it over the newest source first.
///
/// An empty target is always `initial`.
///
/// # Errors
///
/// [`NoSegment`] where nothing of that name stands in the translation.
pub fn set(
    translation: &mut Content,
    name: &str,
    target: &str,
    state: SegmentState,
) -> Result<SegmentKey, NoSegment> {
    let missing = || NoSegment(name.chars().take(100).collect());
    let key = find(translation, name).ok_or_else(missing)?;
    let segment = translation
        .segments
        .iter_mut()
        .find(|it| it.key() == key)
        .ok_or_else(missing)?;
    segment.target = language::nfc(target.trim()).into_owned();
    segment.state = if segment.target.is_empty() {
        SegmentState::Initial
    } else {
        state
    };
    segment.origin = (!segment.target.is_empty()).then_some(Origin::Human);
    Ok(key)
}

/// The translation as it is submitted: only what stands in `source`, in its order.
#[must_use]
pub fn without_leftovers(source: &Content, written_in: Lang, mut translation: Content) -> Content {
    let sentences = cut(source, written_in, &translation.segments);
    let standing: HashSet<SegmentKey> = sentences.iter().map(|it| it.key).collect();
    translation.segments = laid_over(&sentences, &translation.segments);
    translation
        .segments
        .retain(|it| standing.contains(&it.key()));
    translation
}
