//! A piece of a text around the words that were looked for.

use language::{fold, words};

/// So many words are shown.
const WORDS: usize = 24;
/// So many of them stand before the first that was looked for: in a narrow list it still is to be seen.
const BEFORE: usize = 3;

/// Cuts from `text` the place where most of what is looked for stands together, its beginning where nothing does. `wanted`
/// answers which of it a folded word is.
pub(super) fn cut(text: &str, wanted: impl Fn(&str) -> Option<usize>) -> String {
    let base = text.as_ptr() as usize;
    // Where each word begins and ends, and which of the wanted it is.
    let mut all: Vec<(usize, usize, Option<usize>)> = words(text)
        .map(|word| {
            let start = word.as_ptr() as usize - base;
            (start, start + word.len(), None)
        })
        .collect();
    // A text is folded as a whole much sooner than word by word; only signs that cannot be seen can make other words of it.
    let folded = fold(text);
    if words(&folded).count() == all.len() {
        for (word, folded) in all.iter_mut().zip(words(&folded)) {
            word.2 = wanted(folded);
        }
    } else {
        for word in &mut all {
            word.2 = wanted(&fold(&text[word.0..word.1]));
        }
    }
    let best = (0..all.len())
        .filter(|at| all[*at].2.is_some())
        .max_by_key(|at| {
            let near = &all[*at..all.len().min(at + WORDS - BEFORE)];
            let mut kinds: Vec<usize> = near.iter().filter_map(|word| word.2).collect();
            kinds.sort_unstable();
            kinds.dedup();
            // Of equal places the first.
            (kinds.len(), std::cmp::Reverse(*at))
        })
        .unwrap_or(0);
    let first = best.saturating_sub(BEFORE);
    let last = all.len().min(first + WORDS);
    let (Some(start), Some(end)) = (all.get(first), all.get(last.saturating_sub(1))) else {
        return String::new();
    };
    let from = if first == 0 { 0 } else { start.0 };
    let to = if last == all.len() { text.len() } else { end.1 };
    let piece = text[from..to]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let (open, close) = (
        if first > 0 { "… " } else { "" },
        if last < all.len() { " …" } else { "" },
    );
    format!("{open}{piece}{close}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(words: &[&str]) -> impl Fn(&str) -> Option<usize> {
        move |word| words.iter().position(|it| *it == word)
    }

    #[test]
    fn the_place_with_most_of_the_words_is_shown() {
        let text = format!(
            "Cảng biển. {} Tàu vào cảng Dung Quất sáng nay. {}",
            "Đoạn đầu nói chuyện khác. ".repeat(20),
            "Hết. ".repeat(40)
        );
        let snippet = cut(&text, wanted(&["cang", "quat"]));
        assert!(
            snippet.contains("Tàu vào cảng Dung Quất sáng nay"),
            "{snippet}"
        );
        assert!(snippet.starts_with("… ") && snippet.ends_with(" …"));
    }

    #[test]
    fn without_a_match_the_beginning_is_shown() {
        assert_eq!(cut("Một hai ba.", wanted(&["bon"])), "Một hai ba.");
        assert_eq!(
            cut(
                &format!("{}zero\u{200b}width bốn.", "một ".repeat(40)),
                wanted(&["bon"])
            ),
            "… một zero\u{200b}width bốn."
        );
        assert_eq!(cut("“Một\nhai”  ba", wanted(&[])), "“Một hai” ba");
        assert_eq!(cut("", wanted(&["a"])), "");
        assert_eq!(cut("…", wanted(&["a"])), "");
    }
}
