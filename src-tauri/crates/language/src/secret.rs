//! The mark of a state secret. What bears it must not even be stored.

use crate::characters::is_invisible;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The three degrees, without the blank inside.
const MARKS: [&str; 3] = ["MẬT", "TỐIMẬT", "TUYỆTMẬT"];

/// Where the state-secret mark stands in the text of one paragraph, cell or frame.
///
/// MẬT, TỐI MẬT or TUYỆT MẬT in capitals: alone in the block or on a line of it, whatever signs and blanks stand
/// around or inside, or after the label “Độ mật:” (so “Mức độ mật:” too), the label in any case. Decomposed letters,
/// zero-width characters, no-break spaces and full-width letters hide nothing. Words of everyday like “bí mật”,
/// “mật độ” and “MẬT ONG” are no marks. Whether the block is a point of a list in an article about the law is the
/// caller's to know.
///
/// ```
/// use language::secret_mark;
/// assert_eq!(secret_mark("[ TỐI MẬT ]"), Some(2..13));
/// assert!(secret_mark("Mức độ mật: MẬT").is_some());
/// assert!(secret_mark("MẬT ONG RỪNG").is_none());
/// ```
pub fn secret_mark(text: &str) -> Option<Range<usize>> {
    let pieces = pieces(text);
    alone(&pieces)
        .or_else(|| {
            pieces
                .split(|piece| piece.kind == Kind::Line)
                .find_map(alone)
        })
        .or_else(|| after_label(&pieces))
}

#[derive(Debug, PartialEq, Eq)]
enum Kind {
    Word,
    Line,
    Colon,
    Sign,
}

/// A run of letters and digits, or one other character that is no blank.
#[derive(Debug)]
struct Piece {
    kind: Kind,
    text: String,
    at: Range<usize>,
}

fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let mut inside = false;
    for (start, c) in text.char_indices().filter(|(_, c)| !is_invisible(*c)) {
        let at = start..start + c.len_utf8();
        let kind = match c {
            c if c.is_alphanumeric() || is_combining_mark(c) => Kind::Word,
            '\n' | '\r' | '\u{2028}' | '\u{2029}' | '\u{b}' | '\u{c}' => Kind::Line,
            ':' | '：' | '∶' | '﹕' => Kind::Colon,
            c if c.is_whitespace() => {
                inside = false;
                continue;
            }
            _ => Kind::Sign,
        };
        match pieces.last_mut() {
            Some(last) if inside && kind == Kind::Word => {
                last.text.push(c);
                last.at.end = at.end;
            }
            _ => {
                inside = kind == Kind::Word;
                pieces.push(Piece {
                    kind,
                    text: c.to_string(),
                    at,
                });
            }
        }
    }
    for piece in &mut pieces {
        piece.text = piece.text.nfkc().collect();
    }
    pieces
}

/// The mark, where nothing but marks stands there.
fn alone(pieces: &[Piece]) -> Option<Range<usize>> {
    let words = || pieces.iter().filter(|piece| piece.kind == Kind::Word);
    let (first, last) = (words().next()?, words().next_back()?);
    let letters: String = words().map(|piece| piece.text.as_str()).collect();
    let mut rest = letters.as_str();
    while !rest.is_empty() {
        rest = MARKS.iter().find_map(|mark| rest.strip_prefix(mark))?;
    }
    Some(first.at.start..last.at.end)
}

/// The mark behind “độ mật:”.
fn after_label(pieces: &[Piece]) -> Option<Range<usize>> {
    let is =
        |piece: &Piece, word: &str| piece.kind == Kind::Word && piece.text.to_lowercase() == word;
    pieces.windows(3).enumerate().find_map(|(at, three)| {
        let [degree, secret, colon] = three else {
            return None;
        };
        if !(is(degree, "độ") && is(secret, "mật") && colon.kind == Kind::Colon) {
            return None;
        }
        mark_at_start(pieces.get(at + 3..)?)
    })
}

/// The mark that the first words make.
fn mark_at_start(pieces: &[Piece]) -> Option<Range<usize>> {
    let mut letters = String::new();
    let mut start = None;
    for piece in pieces.iter().filter(|piece| piece.kind == Kind::Word) {
        letters.push_str(&piece.text);
        let start = *start.get_or_insert(piece.at.start);
        if MARKS.contains(&letters.as_str()) {
            return Some(start..piece.at.end);
        }
        if !MARKS.iter().any(|mark| mark.starts_with(&letters)) {
            return None;
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn marked(text: &str) -> Option<&str> {
        secret_mark(text).map(|at| &text[at])
    }

    #[test]
    fn a_mark_alone_is_found_whatever_stands_around_it() {
        for text in [
            "MẬT",
            "TỐI MẬT",
            "TUYỆT MẬT",
            "  MẬT  ",
            "[MẬT]",
            "(TỐI MẬT)",
            "“TUYỆT MẬT”.",
            "★ MẬT ★",
            "— MẬT —",
            "|MẬT|",
            "TỐI\u{a0}MẬT",
            "TỐI\u{202f}MẬT",
            "TỐI   MẬT",
            "TỐI-MẬT",
            "M Ậ T",
            "M\u{a0}Ậ\u{a0}T",
            "M\u{200b}Ậ\u{feff}T",
            "MA\u{200b}\u{302}\u{323}T",
            "\u{feff}MẬT",
            "MẬ\u{ad}T",
            "ＭẬＴ",
            "MẬT\nMẬT",
        ] {
            assert!(secret_mark(text).is_some(), "{text:?}");
            let decomposed: String = text.nfd().collect();
            assert!(secret_mark(&decomposed).is_some(), "{decomposed:?}");
        }
    }

    #[test]
    fn a_mark_on_a_line_of_its_own_is_found() {
        assert_eq!(marked("SỞ NGOẠI VỤ\nMẬT\nSố: 12/BC-SNgV"), Some("MẬT"));
        assert_eq!(marked("Số: 12\u{2028}(TỐI MẬT)"), Some("TỐI MẬT"));
    }

    #[test]
    fn a_mark_behind_its_label_is_found() {
        for (text, mark) in [
            ("Độ mật: MẬT", "MẬT"),
            ("ĐỘ MẬT: TUYỆT MẬT", "TUYỆT MẬT"),
            ("Mức độ mật: [TỐI MẬT]", "TỐI MẬT"),
            ("mức Độ Mật :MẬT", "MẬT"),
            ("Số: 12/BC-SNgV. Độ mật: MẬT. Độ khẩn: THƯỢNG KHẨN", "MẬT"),
            ("Độ\u{a0}mật:\u{a0}TỐI\u{200b} MẬT", "TỐI\u{200b} MẬT"),
            ("Độ mật:\nMẬT", "MẬT"),
            ("Độ mật: M Ậ T", "M Ậ T"),
        ] {
            assert_eq!(marked(text), Some(mark), "{text:?}");
            let decomposed: String = text.nfd().collect();
            assert!(secret_mark(&decomposed).is_some(), "{decomposed:?}");
        }
    }

    #[test]
    fn words_of_everyday_are_no_marks() {
        for text in [
            "",
            "mật",
            "Mật",
            "bí mật",
            "BÍ MẬT",
            "Tối mật",
            "mật độ",
            "MẬT ĐỘ DÂN SỐ",
            "MẬT ONG",
            "MẬT ONG RỪNG KON TUM",
            "MAT",
            "MẬT 2",
            "Độ mật: không",
            "Độ mật: thường",
            "Mật độ: MẬT ĐỘ CAO",
            "Văn bản đóng dấu MẬT phải được bảo quản riêng.",
            "Các độ mật gồm TUYỆT MẬT, TỐI MẬT và MẬT.",
            "Độ mật: xem phụ lục; MẬT ONG",
            "TUYỆT",
        ] {
            assert_eq!(marked(text), None, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_it_and_the_place_is_in_the_text(text in "[MẬTỐIUYỆ độmật: \u{323}\u{302}\u{200b}\u{a0}\n.]{0,24}") {
            if let Some(at) = secret_mark(&text) {
                prop_assert!(text.get(at).is_some());
            }
        }

        #[test]
        fn signs_and_invisible_characters_never_hide_it(
            before in "[ \u{a0}\u{200b}\\[(“*–._|\u{feff}]{0,5}",
            inside in "[ \u{a0}\u{200b}\u{2060}]{1,3}",
            after in "[ \u{a0}\u{200b}\\])”*–.!_|\u{feff}]{0,5}",
        ) {
            let text = format!("{before}TUYỆT{inside}MẬT{after}");
            prop_assert!(secret_mark(&text).is_some());
            prop_assert!(secret_mark(&text.nfd().collect::<String>()).is_some());
        }
    }
}
