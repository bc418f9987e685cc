//! Two texts of one place, compared word by word.

use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffTag, capture_diff_slices};

/// Beyond so many pieces in which two texts differ, they are shown as one text gone and one come: nobody reads such a
/// patchwork, and finding it takes the square of the time.
const MAX_PIECES: usize = 4_000;

/// A part of a comparison by words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Whether it stands in both.
    pub is: PieceIs,
    /// The words, with the blanks around them.
    pub text: String,
}

/// Where a piece stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PieceIs {
    /// In both.
    Same,
    /// In the new text only.
    Inserted,
    /// In the old text only.
    Deleted,
}

/// The pieces of `old` and `new`: what is same and deleted joined is `old`, what is same and inserted is `new`.
///
/// A blank between two changed words counts as changed, so that a changed phrase stays in one piece.
pub fn words(old: &str, new: &str) -> Vec<Piece> {
    let (before, after) = (language::tokens(old), language::tokens(new));
    let head = before
        .iter()
        .zip(&after)
        .take_while(|(a, b)| a == b)
        .count();
    let (middle_before, middle_after) = (&before[head..], &after[head..]);
    let tail = middle_before
        .iter()
        .rev()
        .zip(middle_after.iter().rev())
        .take_while(|(a, b)| a == b)
        .count();
    let middle_before = &middle_before[..middle_before.len() - tail];
    let middle_after = &middle_after[..middle_after.len() - tail];

    let mut pieces = Pieces::default();
    pieces.same(&before[..head]);
    if middle_before.len() + middle_after.len() > MAX_PIECES {
        pieces.changed(middle_before, middle_after);
    } else {
        for op in capture_diff_slices(Algorithm::Myers, middle_before, middle_after) {
            let (tag, was, is) = op.as_tag_tuple();
            let (was, is) = (&middle_before[was], &middle_after[is]);
            match tag {
                DiffTag::Equal => pieces.same(was),
                DiffTag::Delete | DiffTag::Insert | DiffTag::Replace => pieces.changed(was, is),
            }
        }
    }
    pieces.same(&before[before.len() - tail..]);
    pieces.finish()
}

/// Pieces as they come, what is changed gathered until something stands in both again.
#[derive(Default)]
struct Pieces {
    done: Vec<Piece>,
    deleted: String,
    inserted: String,
    /// Blanks in both, behind a change, of which it is not yet known whether another change follows.
    blanks: String,
}

impl Pieces {
    fn same(&mut self, tokens: &[&str]) {
        let text = tokens.concat();
        let changing = !self.deleted.is_empty() || !self.inserted.is_empty();
        if changing && text.chars().all(char::is_whitespace) {
            self.blanks.push_str(&text);
            return;
        }
        self.flush();
        self.push(PieceIs::Same, text);
    }

    fn changed(&mut self, was: &[&str], is: &[&str]) {
        let blanks = std::mem::take(&mut self.blanks);
        self.deleted.push_str(&blanks);
        self.inserted.push_str(&blanks);
        self.deleted.push_str(&was.concat());
        self.inserted.push_str(&is.concat());
    }

    fn flush(&mut self) {
        let (deleted, inserted) = (
            std::mem::take(&mut self.deleted),
            std::mem::take(&mut self.inserted),
        );
        self.push(PieceIs::Deleted, deleted);
        self.push(PieceIs::Inserted, inserted);
        let blanks = std::mem::take(&mut self.blanks);
        self.push(PieceIs::Same, blanks);
    }

    fn push(&mut self, is: PieceIs, text: String) {
        if text.is_empty() {
            return;
        }
        match self.done.last_mut() {
            Some(last) if last.is == is => last.text.push_str(&text),
            _ => self.done.push(Piece { is, text }),
        }
    }

    fn finish(mut self) -> Vec<Piece> {
        self.flush();
        self.done
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;
    use proptest::prelude::*;

    fn shown(old: &str, new: &str) -> String {
        let each = words(old, new).into_iter().map(|piece| match piece.is {
            PieceIs::Same => piece.text,
            PieceIs::Deleted => format!("[-{}-]", piece.text),
            PieceIs::Inserted => format!("[+{}+]", piece.text),
        });
        each.collect()
    }

    #[test]
    fn a_changed_word_is_one_piece() {
        assert_eq!(
            shown("42 cán bộ của Champasak", "46 cán bộ của Champasak"),
            "[-42-][+46+] cán bộ của Champasak"
        );
    }

    #[test]
    fn a_changed_phrase_stays_together() {
        assert_eq!(
            shown(
                "Mỗi năm xưởng hạ thủy bốn tàu.",
                "Mỗi năm xưởng đóng mới năm tàu."
            ),
            "Mỗi năm xưởng [-hạ thủy bốn-][+đóng mới năm+] tàu."
        );
    }

    #[test]
    fn words_put_in_take_one_blank_with_them() {
        assert_eq!(shown("Hai bên ký.", "Hai bên đã ký."), "Hai bên [+đã +]ký.");
    }

    #[test]
    fn texts_with_nothing_in_common_change_whole_however_long() {
        let (old, new) = ("a ".repeat(6_000), "b ".repeat(6_000));
        assert_eq!(
            words(&old, &new).len(),
            3,
            "the blank at the end is the same"
        );
    }

    proptest! {
        #[test]
        fn the_pieces_hold_both_texts(old in "([a-cạđ]{1,2}[ .,]{0,2}){0,12}", new in "([a-cạđ]{1,2}[ .,]{0,2}){0,12}") {
            let pieces = words(&old, &new);
            let side = |not: PieceIs| pieces.iter().filter(|it| it.is != not).map(|it| it.text.as_str()).collect::<String>();
            prop_assert_eq!(side(PieceIs::Inserted), old);
            prop_assert_eq!(side(PieceIs::Deleted), new);
            prop_assert!(pieces.windows(2).all(|two| two[0].is != two[1].is));
        }
    }
}
