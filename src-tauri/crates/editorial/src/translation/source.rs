//! A source cut into sentences.

use super::{Place, Segment, SegmentKey, tagged};
use crate::{
    body::Content,
    document::{Block, Mark, Run},
    ids::{Hash, Lang},
};
use std::collections::HashMap;

/// One sentence of a source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceSegment {
    /// What names it: its place, the hash of `text`, and which of equal sentences in that place it is.
    pub key: SegmentKey,
    /// The sentence, its marks as numbered tags.
    pub text: String,
    /// Where it begins and ends in the text of its place, in bytes.
    pub bounds: [u32; 2],
    /// What each tag stands for.
    pub(super) marks: Vec<Vec<Mark>>,
}

/// The sentences of a source, in reading order.
///
/// A title, an alternative text and a credit are one sentence each, whatever stands in them. What holds neither letter
/// nor digit is no sentence. The hash is that of the sentence with its tags: where a mark was put in or taken away, a
/// translation has to be looked at, as its own tags would mean something else.
pub fn segments_of(source: &Content, written_in: Lang) -> Vec<SourceSegment> {
    cut(source, written_in, &[])
}

/// The sentences of a source as `earlier` segments were cut, where they fit the text of a place exactly, and as the
/// splitter cuts today, where they do not: so a better splitter leaves standing what was translated.
pub(super) fn cut(source: &Content, written_in: Lang, earlier: &[Segment]) -> Vec<SourceSegment> {
    let mut bounds: HashMap<Place, Vec<&Segment>> = HashMap::new();
    for segment in earlier {
        bounds.entry(segment.block).or_default().push(segment);
    }
    let mut all = Vec::new();
    for (place, runs) in places(source) {
        let earlier = bounds.get(&place).map(Vec::as_slice).unwrap_or_default();
        all.extend(cut_place(place, &runs, written_in, earlier));
    }
    all
}

/// Every place of a content that holds text, in reading order.
pub(super) fn places(content: &Content) -> Vec<(Place, Vec<Run>)> {
    let mut places = vec![
        (Place::Title, vec![Run::plain(&content.title)]),
        (Place::Summary, vec![Run::plain(&content.summary)]),
    ];
    for block in content
        .document
        .iter()
        .flat_map(|document| document.all_blocks())
    {
        match block {
            Block::Heading { id, content, .. } | Block::Paragraph { id, content } => {
                places.push((Place::Block(*id), content.clone()));
            }
            Block::Image {
                id,
                alt,
                caption,
                credit,
                ..
            } => {
                places.push((Place::Alt(*id), vec![Run::plain(alt)]));
                places.push((Place::Caption(*id), vec![Run::plain(caption)]));
                places.push((Place::Credit(*id), vec![Run::plain(credit)]));
            }
            Block::List { .. } | Block::Quote { .. } | Block::Table { .. } => {}
        }
    }
    places.retain(|(_, runs)| runs.iter().any(|run| !run.text.is_empty()));
    places
}

/// The sentences of one place.
pub(super) fn cut_place(
    place: Place,
    runs: &[Run],
    written_in: Lang,
    earlier: &[&Segment],
) -> Vec<SourceSegment> {
    let text: String = runs.iter().map(|run| run.text.as_str()).collect();
    let spans = as_before(&text, runs, earlier).unwrap_or_else(|| spans(place, &text, written_in));
    let mut seen: HashMap<Hash, u32> = HashMap::new();
    spans
        .into_iter()
        .filter_map(|(start, end)| {
            let bounds = [u32::try_from(start).ok()?, u32::try_from(end).ok()?];
            let tagged = tagged::tagged(runs, start, end);
            let sentence = Hash::of(tagged.text.as_bytes());
            let count = seen.entry(sentence).or_default();
            let n = *count;
            *count += 1;
            Some(SourceSegment {
                key: SegmentKey { place, n, sentence },
                text: tagged.text,
                bounds,
                marks: tagged.marks,
            })
        })
        .collect()
}

/// The cuts of today's splitter.
fn spans(place: Place, text: &str, written_in: Lang) -> Vec<(usize, usize)> {
    let language = match written_in {
        Lang::Vi => language::Language::Vietnamese,
        Lang::En => language::Language::English,
    };
    let whole = match place {
        Place::Title | Place::Alt(_) | Place::Credit(_) => std::iter::once(0..text.len()).collect(),
        Place::Summary | Place::Caption(_) | Place::Block(_) => language::sentences(text, language),
    };
    let trimmed = whole.into_iter().map(|at| {
        let said = &text[at.clone()];
        let start = at.start + (said.len() - said.trim_start().len());
        (start, start + said.trim().len())
    });
    trimmed
        .filter(|(start, end)| says_something(&text[*start..*end]))
        .collect()
}

/// The cuts of earlier segments, where each still cuts out its sentence and nothing that says something is left over.
fn as_before(text: &str, runs: &[Run], earlier: &[&Segment]) -> Option<Vec<(usize, usize)>> {
    let mut spans: Vec<(usize, usize)> = earlier
        .iter()
        .filter_map(|segment| {
            let [start, end] = segment
                .bounds?
                .map(|at| usize::try_from(at).unwrap_or(usize::MAX));
            text.get(start..end).filter(|said| says_something(said))?;
            let sentence = tagged::tagged(runs, start, end).text;
            (Hash::of(sentence.as_bytes()) == segment.sentence).then_some((start, end))
        })
        .collect();
    spans.sort_unstable();
    spans.dedup();
    let mut end = 0;
    for (start, next_end) in &spans {
        if *start < end || says_something(text.get(end..*start)?) {
            return None;
        }
        end = *next_end;
    }
    (!spans.is_empty() && !says_something(text.get(end..)?)).then_some(spans)
}

fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}
