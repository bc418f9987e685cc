//! The page that a translation makes of its source.

use super::{
    Place, SegmentKey,
    source::{SourceSegment, cut},
    tagged,
};
use crate::{
    body::Content,
    document::{Block, Run},
    ids::Lang,
    kind::Kind,
};
use std::collections::{BTreeMap, HashMap};

/// What a reader of the translation sees: the source's blocks and pictures with the translated sentences.
///
/// A sentence without translation shows the source's words, so that a preview can be read. Shared fields and links are
/// the source's; a text field that the translation leaves empty shows the source's too. The result has a document and
/// no segments.
pub fn laid(source: &Content, written_in: Lang, translation: &Content) -> Content {
    let targets: HashMap<SegmentKey, &str> = translation
        .segments
        .iter()
        .filter(|it| !it.target.trim().is_empty())
        .map(|it| (it.key(), it.target.as_str()))
        .collect();
    let mut cuts: HashMap<Place, Vec<SourceSegment>> = HashMap::new();
    for sentence in cut(source, written_in, &translation.segments) {
        cuts.entry(sentence.key.place).or_default().push(sentence);
    }
    let lay = |place: Place, runs: &[Run]| {
        lay_place(
            runs,
            cuts.get(&place).map(Vec::as_slice).unwrap_or_default(),
            &targets,
        )
    };
    let line = |place: Place, text: &str| -> String {
        lay(place, &[Run::plain(text)])
            .into_iter()
            .map(|run| run.text)
            .collect()
    };
    let mut document = source.document.clone().unwrap_or_default();
    each_block(&mut document.blocks, &mut |block| match block {
        Block::Heading { id, content, .. } | Block::Paragraph { id, content } => {
            *content = lay(Place::Block(*id), content);
        }
        Block::Image {
            id,
            alt,
            caption,
            credit,
            ..
        } => {
            *alt = line(Place::Alt(*id), alt);
            *caption = line(Place::Caption(*id), caption);
            *credit = line(Place::Credit(*id), credit);
        }
        Block::List { .. } | Block::Quote { .. } | Block::Table { .. } => {}
    });
    Content {
        title: line(Place::Title, &source.title),
        summary: line(Place::Summary, &source.summary),
        fields: fields(source, translation),
        links: source.links.clone(),
        blobs: source.blobs.clone(),
        document: Some(document.normalised()),
        source: None,
        segments: Vec::new(),
    }
}

fn fields(source: &Content, translation: &Content) -> BTreeMap<String, String> {
    let is_text = |name: &str| {
        Kind::ALL
            .iter()
            .filter_map(|kind| kind.field(name))
            .all(|field| !field.shared)
    };
    let own = translation
        .fields
        .iter()
        .filter(|(name, value)| is_text(name) && !value.trim().is_empty());
    let mut fields = source.fields.clone();
    fields.extend(own.map(|(name, value)| (name.clone(), value.clone())));
    fields
}

/// The runs of one place, each sentence replaced by its translation, what stands between them kept.
fn lay_place(
    runs: &[Run],
    sentences: &[SourceSegment],
    targets: &HashMap<SegmentKey, &str>,
) -> Vec<Run> {
    let length: usize = runs.iter().map(|run| run.text.len()).sum();
    let mut laid = Vec::new();
    let mut at = 0;
    for sentence in sentences {
        let [start, end] = sentence
            .bounds
            .map(|at| usize::try_from(at).unwrap_or(length));
        laid.extend(slice(runs, at, start));
        match targets.get(&sentence.key) {
            Some(target) => laid.extend(tagged::runs(target, &sentence.marks)),
            None => laid.extend(slice(runs, start, end)),
        }
        at = end;
    }
    laid.extend(slice(runs, at, length));
    laid
}

/// The part of `runs` between two bytes of their joined text.
fn slice(runs: &[Run], start: usize, end: usize) -> Vec<Run> {
    let mut part = Vec::new();
    let mut at = 0;
    for run in runs {
        let (from, to) = (start.max(at), end.min(at + run.text.len()));
        if from < to {
            let text = run
                .text
                .get(from - at..to - at)
                .unwrap_or_default()
                .to_owned();
            part.push(Run {
                text,
                marks: run.marks.clone(),
            });
        }
        at += run.text.len();
    }
    part
}

fn each_block(blocks: &mut [Block], f: &mut impl FnMut(&mut Block)) {
    for block in blocks {
        f(block);
        match block {
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {}
            Block::Quote { blocks, .. } => each_block(blocks, f),
            Block::List { items, .. } => items
                .iter_mut()
                .for_each(|item| each_block(&mut item.blocks, f)),
            Block::Table { rows, .. } => {
                rows.iter_mut()
                    .flat_map(|row| &mut row.cells)
                    .for_each(|cell| each_block(&mut cell.blocks, f));
            }
        }
    }
}
