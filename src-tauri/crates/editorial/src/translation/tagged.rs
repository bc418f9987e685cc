//! Marks of a sentence as numbered tags, so that a translator sets them without knowing what they are.
//!
//! Each stretch of a sentence with marks is written `<1>…</1>`, `<2>…</2>` in the order in which they stand. A `<`
//! of the text itself is doubled where it could be taken for the beginning of a tag: before `<`, `/`, a digit, or at
//! the end of a stretch. So `a < b` is typed as it is. Tags do not nest.

use crate::document::{Mark, Run};
use std::fmt::Write;

/// A sentence with tags, and what each tag stands for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Tagged {
    pub(super) text: String,
    /// The marks of tag 1, 2 …
    pub(super) marks: Vec<Vec<Mark>>,
}

/// How the tags of a translation fit those of its source.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tags {
    /// Each stands once, as in the source.
    Right,
    /// Some are missing or stand twice; what stands is used.
    Differ,
    /// They do not pair, or one is unknown: the translation is shown without marks.
    Broken,
}

/// The part of `runs` between two bytes of their joined text.
pub(super) fn tagged(runs: &[Run], start: usize, end: usize) -> Tagged {
    let mut tagged = Tagged::default();
    let mut at = 0;
    for run in runs {
        let (from, to) = (start.max(at), end.min(at + run.text.len()));
        if from < to {
            let text = run.text.get(from - at..to - at).unwrap_or_default();
            if run.marks.is_empty() {
                escape(text, &mut tagged.text);
            } else {
                tagged.marks.push(run.marks.clone());
                let n = tagged.marks.len();
                // Writing to a text cannot fail.
                let _ = write!(tagged.text, "<{n}>");
                escape(text, &mut tagged.text);
                let _ = write!(tagged.text, "</{n}>");
            }
        }
        at += run.text.len();
    }
    tagged
}

fn escape(text: &str, into: &mut String) {
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        into.push(c);
        if c == '<'
            && rest
                .peek()
                .is_none_or(|next| *next == '<' || *next == '/' || next.is_ascii_digit())
        {
            into.push('<');
        }
    }
}

enum Piece<'a> {
    Text(&'a str),
    Less,
    Open(usize),
    Close(usize),
}

/// `text` cut into tags and what stands between.
fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        if !before.is_empty() {
            pieces.push(Piece::Text(before));
        }
        rest = if let Some(after) = tag.strip_prefix("<<") {
            pieces.push(Piece::Less);
            after
        } else if let Some((piece, after)) = tag_at_start(tag) {
            pieces.push(piece);
            after
        } else {
            pieces.push(Piece::Less);
            &tag[1..]
        };
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    pieces
}

fn tag_at_start(text: &str) -> Option<(Piece<'_>, &str)> {
    let inner = text.strip_prefix('<')?;
    let (closes, inner) = inner
        .strip_prefix('/')
        .map_or((false, inner), |inner| (true, inner));
    let (digits, after) = inner.split_once('>')?;
    if digits.is_empty() || !digits.bytes().all(|c| c.is_ascii_digit()) {
        return None;
    }
    let n = digits.parse().ok()?;
    Some((
        if closes {
            Piece::Close(n)
        } else {
            Piece::Open(n)
        },
        after,
    ))
}

/// How the tags of `target` fit `source`, both with tags.
pub fn tags(source: &str, target: &str) -> Tags {
    let numbers = |text: &str| -> Vec<usize> {
        let opened = pieces(text).into_iter().filter_map(|piece| {
            if let Piece::Open(n) = piece {
                Some(n)
            } else {
                None
            }
        });
        let mut numbers: Vec<usize> = opened.collect();
        numbers.sort_unstable();
        numbers
    };
    let known = numbers(source);
    if !pairs(target, known.len()) {
        Tags::Broken
    } else if numbers(target) == known {
        Tags::Right
    } else {
        Tags::Differ
    }
}

fn pairs(text: &str, known: usize) -> bool {
    let mut open = None;
    for piece in pieces(text) {
        match (piece, open) {
            (Piece::Open(n), None) if (1..=known).contains(&n) => open = Some(n),
            (Piece::Close(n), Some(opened)) if n == opened => open = None,
            (Piece::Open(_) | Piece::Close(_), _) => return false,
            _ => {}
        }
    }
    open.is_none()
}

/// `text` as runs, each tag bearing its marks; without any marks where the tags are broken.
pub(super) fn runs(text: &str, marks: &[Vec<Mark>]) -> Vec<Run> {
    let sound = pairs(text, marks.len());
    let mut runs: Vec<Run> = Vec::new();
    let mut open: &[Mark] = &[];
    for piece in pieces(text) {
        let text = match piece {
            Piece::Text(text) => text,
            Piece::Less => "<",
            Piece::Open(n) => {
                open = if sound {
                    marks.get(n - 1).map_or(&[], Vec::as_slice)
                } else {
                    &[]
                };
                continue;
            }
            Piece::Close(_) => {
                open = &[];
                continue;
            }
        };
        match runs.last_mut() {
            Some(last) if last.marks == open => last.text.push_str(text),
            _ => runs.push(Run {
                text: text.to_owned(),
                marks: open.to_vec(),
            }),
        }
    }
    runs
}

/// `text` without its tags.
pub fn plain(text: &str) -> String {
    runs(text, &[]).into_iter().map(|run| run.text).collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    fn bold(text: &str) -> Run {
        Run {
            text: text.to_owned(),
            marks: vec![Mark::Bold],
        }
    }

    fn whole(runs: &[Run]) -> Tagged {
        tagged(runs, 0, runs.iter().map(|run| run.text.len()).sum())
    }

    #[test]
    fn marks_become_numbers_in_the_order_in_which_they_stand() {
        let link = Run {
            text: "đây".to_owned(),
            marks: vec![Mark::Link("https://a.example".to_owned())],
        };
        let all = [
            Run::plain("Hai bên "),
            bold("thống nhất"),
            Run::plain(" tại "),
            link,
            Run::plain("."),
        ];
        assert_eq!(
            whole(&all).text,
            "Hai bên <1>thống nhất</1> tại <2>đây</2>."
        );
        assert_eq!(
            runs(
                "At <2>this place</2> both <1>agreed</1>.",
                &whole(&all).marks
            )[1]
            .marks,
            all[3].marks
        );
    }

    #[test]
    fn a_sentence_cut_out_numbers_its_own_marks_from_one() {
        let all = [
            bold("Một."),
            Run::plain(" Hai "),
            bold("ba"),
            Run::plain("."),
        ];
        assert_eq!(tagged(&all, 7, 14).text, "Hai <1>ba</1>.");
    }

    #[test]
    fn tags_that_do_not_pair_give_plain_text() {
        let marks = vec![vec![Mark::Bold], vec![Mark::Italic]];
        for (text, plain) in [
            ("<1>both", "both"),
            ("both</1>", "both"),
            ("<1>a<2>b</2></1>", "ab"),
            ("<1>a</2>", "a"),
            ("<3>a</3>", "a"),
            ("<0>a</0>", "a"),
            ("<99999999999999999999999>a", "<99999999999999999999999>a"),
        ] {
            assert_eq!(runs(text, &marks), [Run::plain(plain)], "{text}");
        }
    }

    #[test]
    fn a_translation_tells_how_its_tags_fit() {
        let source = "Hai bên <1>thống nhất</1>.";
        assert_eq!(tags(source, "Both <1>agreed</1>."), Tags::Right);
        assert_eq!(tags(source, "Both agreed."), Tags::Differ);
        assert_eq!(tags(source, "<1>Both</1> <1>agreed</1>."), Tags::Differ);
        assert_eq!(tags(source, "Both <1>agreed."), Tags::Broken);
        assert_eq!(tags(source, "Both <2>agreed</2>."), Tags::Broken);
        assert_eq!(tags("a < b", "a < b"), Tags::Right);
    }

    proptest! {
        #[test]
        fn what_is_tagged_reads_as_it_was(
            parts in proptest::collection::vec(("[<>/0-9aạ ]{1,6}", any::<bool>()), 0..8),
        ) {
            let mut all: Vec<Run> = Vec::new();
            for (text, marked) in parts {
                let run = if marked { bold(&text) } else { Run::plain(text) };
                match all.last_mut() {
                    Some(last) if last.marks == run.marks => last.text.push_str(&run.text),
                    _ => all.push(run),
                }
            }
            let tagged = whole(&all);
            prop_assert_eq!(tags(&tagged.text, &tagged.text), Tags::Right);
            prop_assert_eq!(runs(&tagged.text, &tagged.marks), all);
        }

        #[test]
        fn any_text_typed_gives_runs_without_breaking(text in "[<>/0-9a ]{0,16}") {
            let read = runs(&text, &[vec![Mark::Bold]]);
            prop_assert!(read.iter().all(|run| !run.text.is_empty()));
        }
    }
}
