//! Where a sentence ends.
//!
//! The rules of Unicode (UAX 29), less the ends they see behind abbreviations, initials and the numbers of a list.
//! Translation is laid over the source by sentence, so a cut too few is a nuisance and a cut too many splits a
//! thought in two; in doubt there is no cut.

use icu_segmenter::SentenceSegmenter;
use std::ops::Range;
use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// The language a text is written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Language {
    /// Vietnamese.
    Vietnamese,
    /// English.
    English,
}

/// The sentences of `text` as byte ranges: in order, without gaps, blanks behind a sentence belonging to it.
///
/// ```
/// use language::{Language, sentences};
/// let text = "ThS. V. A. Nguyễn đến TP. Quảng Ngãi. Số 12.500 là của năm nay!";
/// let cut: Vec<&str> = sentences(text, Language::Vietnamese).into_iter().map(|at| &text[at]).collect();
/// assert_eq!(cut, ["ThS. V. A. Nguyễn đến TP. Quảng Ngãi. ", "Số 12.500 là của năm nay!"]);
/// ```
pub fn sentences(text: &str, language: Language) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for end in
        SentenceSegmenter::new(icu_segmenter::options::SentenceBreakInvariantOptions::default())
            .segment_str(text)
    {
        if end > start && (end == text.len() || is_end(&text[start..end], &text[end..], language)) {
            found.push(start..end);
            start = end;
        }
    }
    found
}

/// Whether the sentence `before` is over where Unicode says so, `after` being what follows.
fn is_end(before: &str, after: &str, language: Language) -> bool {
    let said = before.trim_end();
    if before[said.len()..].contains(['\n', '\r', '\u{85}', '\u{2028}', '\u{2029}']) {
        return true;
    }
    let next = after
        .trim_start_matches(|c: char| !c.is_alphanumeric())
        .chars()
        .next();
    let Some(stem) = said.strip_suffix('.') else {
        // “Bao giờ?” ông hỏi. What follows in small letters goes on.
        return !after.chars().next().is_some_and(char::is_lowercase);
    };
    // An ellipsis is no abbreviation.
    if stem.ends_with('.') {
        return true;
    }
    let word = stem
        .rsplit(|c: char| c.is_whitespace() || "([{“”‘’\"'«–—,;:".contains(c))
        .next()
        .unwrap_or_default();
    !(is_number_of_a_part(stem)
        || (is_initial(word) && !ends_a_name(stem))
        || is_abbreviation(word, next, language))
}

/// A single capital, perhaps behind others: “V. A.”, “U.S.” With a tone it is a whole syllable: “châu Á.”, “Như Ý.”
fn is_initial(word: &str) -> bool {
    let last: String = word.rsplit('.').next().unwrap_or_default().nfd().collect();
    let mut chars = last.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.all(|c| is_combining_mark(c) && !TONES.contains(&c))
}

/// The last two words are a name or a term that ends with a single letter: “Bờ Y.”
fn ends_a_name(stem: &str) -> bool {
    let mut words = stem.rsplit(char::is_whitespace);
    let (last, before) = (words.next().unwrap_or_default(), words.next());
    let before = before.map(|word| crate::nfc(word).to_lowercase());
    before.is_some_and(|before| ONE_LETTER.contains(&(before.as_str(), last)))
}

/// The whole sentence so far is the number of a part: “1.”, “IV.”, “Điều 5.”
fn is_number_of_a_part(stem: &str) -> bool {
    let mut words = stem.split_whitespace();
    let (first, second, third) = (words.next().unwrap_or_default(), words.next(), words.next());
    match (second, third) {
        (None, _) => is_number(first),
        (Some(number), None) => {
            PARTS.contains(&crate::nfc(first).to_lowercase().as_str()) && is_number(number)
        }
        _ => false,
    }
}

/// `12`, `1.2`, `a`, `IV`.
fn is_number(word: &str) -> bool {
    let digits = word
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(|c| c.is_ascii_digit()));
    let roman = !word.is_empty() && word.bytes().all(|c| b"IVXLC".contains(&c));
    digits || roman || word.chars().count() == 1
}

fn is_abbreviation(word: &str, next: Option<char>, language: Language) -> bool {
    let word = crate::nfc(word);
    let word = word.as_ref();
    if TITLES.contains(&word) {
        return true;
    }
    let before_number = next.is_some_and(|c| c.is_ascii_digit());
    match language {
        Language::Vietnamese => VIETNAMESE.contains(&word),
        Language::English => {
            ENGLISH.contains(&word) || (before_number && BEFORE_NUMBER.contains(&word))
        }
    }
}

/// What the letter of an initial never bears: grave, acute, tilde, hook above, dot below.
const TONES: [char; 5] = ['\u{300}', '\u{301}', '\u{303}', '\u{309}', '\u{323}'];

/// A word, in small letters, and the single letter behind it that is a word of its own.
const ONE_LETTER: [(&str, &str); 3] = [("bờ", "Y"), ("ngành", "Y"), ("khoa", "Y")];

/// What is numbered in a text of law or a report.
const PARTS: [&str; 16] = [
    "phần", "chương", "mục", "điều", "khoản", "bài", "câu", "bảng", "hình", "part", "chapter",
    "section", "article", "clause", "table", "figure",
];

/// Titles before a name; each stands in texts of both languages.
const TITLES: [&str; 32] = [
    "ThS",
    "Ths",
    "Th.S",
    "TS",
    "T.S",
    "PGS",
    "GS",
    "PGS.TS",
    "GS.TS",
    "PGS.TS.BS",
    "TS.BS",
    "ThS.BS",
    "BS",
    "BSCKI",
    "BSCKII",
    "DS",
    "KS",
    "KTS",
    "LS",
    "NCS",
    "NSND",
    "NSƯT",
    "NGND",
    "NGƯT",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "Assoc",
    "St",
    "TP",
];

const VIETNAMESE: [&str; 22] = [
    "Tp", "tp", "TX", "Tx", "TT", "Tt", "KP", "Đ/c", "đ/c", "Đ.c", "đ.c", "Đc", "đc", "Nxb", "NXB",
    "vd", "Vd", "VD", "tr", "Tr", "T.Ư", "ĐT",
];

const ENGLISH: [&str; 26] = [
    "Gen", "Col", "Lt", "Capt", "Sgt", "Rev", "Hon", "Gov", "Sen", "Rep", "Mt", "Messrs", "Amb",
    "e.g", "i.e", "cf", "vs", "viz", "approx", "al", "Ph.D", "Dept", "Jr", "Sr", "incl", "ca",
];

/// Abbreviations only before a number: “No. 12”, but “No. We stay.”
const BEFORE_NUMBER: [&str; 24] = [
    "No", "Nos", "no", "nos", "Art", "Arts", "art", "Fig", "Figs", "Vol", "pp", "p", "Sec", "Ch",
    "para", "Jan", "Feb", "Mar", "Apr", "Aug", "Sept", "Oct", "Nov", "Dec",
];

#[cfg(test)]
mod tests {
    use super::*;
    use Language::{English, Vietnamese};
    use proptest::prelude::*;

    fn cut(text: &str, language: Language) -> Vec<&str> {
        sentences(text, language)
            .into_iter()
            .map(|at| &text[at])
            .collect()
    }

    #[test]
    fn what_looks_like_an_end_in_vietnamese_is_none() {
        for text in [
            "Đoàn đến TP. Quảng Ngãi.",
            "ThS. Nguyễn Thị Hạnh phát biểu.",
            "PGS.TS. Trần Văn Minh chủ trì.",
            "Ông V. A. Nguyễn có mặt.",
            "Tổng số 12.500 lượt khách.",
            "Gạo, ngô, khoai v.v. đều tăng.",
            "Đ/c Lê Văn Sơn và đ/c. Phạm Thị Lan dự.",
            "1. Mở đầu",
            "IV. Tổ chức thực hiện",
            "2.1. Kết quả",
            "Điều 5. Hiệu lực thi hành",
            "“Bao giờ xong?” ông hỏi.",
            "Truy cập ngoaivu.example.vn để biết thêm.",
        ] {
            assert_eq!(cut(text, Vietnamese), [text]);
        }
    }

    #[test]
    fn sentences_end_where_they_end() {
        assert_eq!(
            cut("Xong việc. Về nhà! Được không? Được…", Vietnamese),
            ["Xong việc. ", "Về nhà! ", "Được không? ", "Được…"]
        );
        assert_eq!(
            cut("Theo UBND. Sau đó họp.", Vietnamese),
            ["Theo UBND. ", "Sau đó họp."]
        );
        assert_eq!(
            cut("Xong năm 2020. Sau đó họp.", Vietnamese),
            ["Xong năm 2020. ", "Sau đó họp."]
        );
        assert_eq!(
            cut("Dòng một\nDòng hai", Vietnamese),
            ["Dòng một\n", "Dòng hai"]
        );
        assert_eq!(
            cut("Ông nói: “Tốt.” Rồi ông đi.", Vietnamese),
            ["Ông nói: “Tốt.” ", "Rồi ông đi."]
        );
        assert_eq!(cut("Chờ... Rồi đi.", Vietnamese), ["Chờ... ", "Rồi đi."]);
    }

    #[test]
    fn a_single_letter_ends_a_sentence_only_where_it_is_a_word() {
        for (text, cuts) in [
            ("Chợ họp ở xã Bờ Y. Hàng qua cửa khẩu.", 2),
            ("CHỢ HỌP Ở XÃ BỜ Y. HÀNG QUA CỬA KHẨU.", 2),
            ("Cửa khẩu quốc tế Bờ Y. Sáng nay đông khách.", 2),
            ("Sinh viên ngành Y. Họ về nước.", 2),
            ("Khách từ khu vực Đông Nam Á. Họ ở lại.", 2),
            ("Khách từ châu A\u{301}. Họ ở lại.", 2),
            ("Chị Nguyễn Như Ý. Anh Lê Văn Sơn.", 2),
            ("TS. Nguyễn A. B. phát biểu.", 1),
            ("TS. Nguyễn A. B. Hạnh phát biểu.", 1),
            ("Ông V. A. Nguyễn có mặt.", 1),
            ("Ông Lê Y. Sơn có mặt.", 1),
            ("Ông Đ. Ô. Nguyễn có mặt.", 1),
            ("Bờ Y.A. Nguyễn có mặt.", 1),
        ] {
            assert_eq!(cut(text, Vietnamese).len(), cuts, "{text}");
        }
        assert_eq!(
            cut("The market is in Bờ Y. It opens early.", English).len(),
            2
        );
        assert_eq!(cut("J. R. Smith came.", English).len(), 1);
    }

    #[test]
    fn english_abbreviations_go_on() {
        for text in [
            "Mr. Smith met Dr. Lan.",
            "Decree No. 43 applies.",
            "See Art. 5 and Fig. 2.",
            "The U.S. Ambassador arrived.",
            "Many goods, e.g. Rice, rose.",
            "Article 5. Entry into force",
        ] {
            assert_eq!(cut(text, English), [text]);
        }
        assert_eq!(
            cut("Did he say no? No. We stay.", English),
            ["Did he say no? ", "No. ", "We stay."]
        );
    }

    #[test]
    fn an_empty_text_has_no_sentences_and_blanks_have_one() {
        assert!(sentences("", Vietnamese).is_empty());
        assert_eq!(cut("  ", Vietnamese), ["  "]);
    }

    proptest! {
        #[test]
        fn the_sentences_joined_are_the_text(text in any::<String>(), english in any::<bool>()) {
            let language = if english { English } else { Vietnamese };
            prop_assert_eq!(cut(&text, language).concat(), text);
        }

        #[test]
        fn the_sentences_of_real_signs_joined_are_the_text(text in "([A-ZĐ]?[a-zđàệ]{1,4}|[0-9]{1,3}|TP|ThS|V)([.?!…\"”]{0,2}[ \n]){0,6}") {
            prop_assert_eq!(cut(&text, Vietnamese).concat(), text);
        }
    }
}
