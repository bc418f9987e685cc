//! Numbers of official documents: `123/QĐ-UBND`, `02/CV-BBT`, `43/2011/NĐ-CP`.

use crate::fold;

/// `text` as the number of a document in the form in which it is looked up, if it is one.
///
/// That form has no blanks, no diacritics, capitals and no leading zeros; people type it in every other way. A word
/// “số” before it is skipped. What is shown is always the number as it was written.
///
/// ```
/// use language::document_number;
/// assert_eq!(document_number("43/2011/NĐ-CP").as_deref(), Some("43/2011/ND-CP"));
/// assert_eq!(document_number("số 02 / cv – bbt").as_deref(), Some("2/CV-BBT"));
/// assert_eq!(document_number("123/qd ubnd").as_deref(), Some("123/QD-UBND"));
/// assert_eq!(document_number("05/02/2021"), None);
/// ```
pub fn document_number(text: &str) -> Option<String> {
    let folded = fold(text);
    let folded = folded.trim();
    let folded = folded
        .strip_prefix("so")
        .map_or(folded, |rest| rest.trim_start_matches([':', '.', ' ']));
    let chars: Vec<char> = folded
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .collect();
    let (number, end) = read(&chars, Blanks::Separate)?;
    (end == chars.len()).then_some(number)
}

/// The numbers of documents that stand in a running text, each once, in the form of [`document_number`].
///
/// In a running text a number is taken only in capitals, as it is written officially.
///
/// ```
/// let found = language::document_numbers("Theo Nghị định 43/2011/NĐ-CP ngày 13/6/2011 và Quyết định số 123/QĐ-UBND.");
/// assert_eq!(found, ["43/2011/ND-CP", "123/QD-UBND"]);
/// ```
pub fn document_numbers(text: &str) -> Vec<String> {
    let chars: Vec<char> = crate::nfc(text).chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while at < chars.len() {
        let starts_here = chars[at].is_ascii_digit()
            && !at.checked_sub(1).is_some_and(|before| {
                chars[before].is_alphanumeric() || "/.,-".contains(chars[before])
            });
        match starts_here
            .then(|| read(&chars[at..], Blanks::Around))
            .flatten()
        {
            Some((number, length)) => {
                if !found.contains(&number) {
                    found.push(number);
                }
                at += length;
            }
            None => at += 1,
        }
    }
    found
}

/// What blanks mean between the groups of letters.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Blanks {
    /// They may stand around a hyphen, and letters are capitals.
    Around,
    /// They separate as a hyphen does, and letters are small ones.
    Separate,
}

/// Reads a number at the start of `chars`: its form for look-up and how many characters it took.
fn read(chars: &[char], blanks: Blanks) -> Option<(String, usize)> {
    let mut reader = Reader {
        chars,
        at: 0,
        blanks,
    };
    let digits = reader.digits(6)?;
    let mut number = digits.trim_start_matches('0').to_owned();
    if number.is_empty() {
        return None;
    }
    // 12a/QĐ-UBND: a number put in between later.
    if let Some(letter) = reader.letter() {
        number.push_str(&letter);
    }
    reader.sign('/')?;
    if let Some(year) = reader.year() {
        number.push('/');
        number.push_str(&year);
    }
    number.push('/');
    number.push_str(&reader.group()?);
    while let Some(group) = reader.next_group() {
        number.push('-');
        number.push_str(&group);
    }
    reader.blanks_before_end();
    Some((number, reader.at))
}

struct Reader<'a> {
    chars: &'a [char],
    at: usize,
    blanks: Blanks,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn skip_blanks(&mut self) {
        while self.peek().is_some_and(|c| c == ' ' || c == '\u{a0}') {
            self.at += 1;
        }
    }

    fn blanks_before_end(&mut self) {
        if self.blanks == Blanks::Separate {
            self.skip_blanks();
        }
    }

    fn digits(&mut self, most: usize) -> Option<String> {
        let digits: String = self.chars[self.at..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .collect();
        if digits.is_empty() || digits.len() > most {
            return None;
        }
        self.at += digits.len();
        Some(digits)
    }

    fn is_letter(&self, c: char) -> bool {
        c.is_alphabetic() && (self.blanks == Blanks::Separate || c.is_uppercase())
    }

    /// One letter right before the stroke.
    fn letter(&mut self) -> Option<String> {
        let c = self.peek().filter(|c| c.is_alphabetic())?;
        if self
            .chars
            .get(self.at + 1)
            .is_some_and(|next| next.is_alphanumeric())
        {
            return None;
        }
        self.at += 1;
        Some(fold(&c.to_string()).to_uppercase())
    }

    fn sign(&mut self, wanted: char) -> Option<()> {
        let start = self.at;
        self.skip_blanks();
        let is = self
            .peek()
            .is_some_and(|c| c == wanted || (wanted == '-' && is_hyphen(c)));
        if !is {
            self.at = start;
            return None;
        }
        self.at += 1;
        self.skip_blanks();
        Some(())
    }

    fn year(&mut self) -> Option<String> {
        let start = self.at;
        let year = self.digits(4).filter(|digits| digits.len() == 4);
        if year.is_none() || self.sign('/').is_none() {
            self.at = start;
            return None;
        }
        year
    }

    /// Letters, perhaps with digits behind: QĐ, UBND, QH13.
    fn group(&mut self) -> Option<String> {
        let rest = &self.chars[self.at..];
        let letters = rest.iter().take_while(|c| self.is_letter(**c)).count();
        let digits = rest[letters..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let length = letters + digits;
        // What goes on in small letters is a word, not a group: "5/Km".
        let goes_on = rest.get(length).is_some_and(|c| c.is_alphanumeric());
        // The short forms of some agencies hold a small letter: SNgV.
        let (length, goes_on) = if goes_on && letters > 1 {
            self.mixed(rest)
        } else {
            (length, goes_on)
        };
        if letters == 0 || length < 2 || goes_on {
            return None;
        }
        self.at += length;
        Some(fold(&rest[..length].iter().collect::<String>()).to_uppercase())
    }

    /// A group with small letters inside, which begins and ends with capitals.
    fn mixed(&self, rest: &[char]) -> (usize, bool) {
        let length = rest.iter().take_while(|c| c.is_alphanumeric()).count();
        let ends = length > 0 && self.is_letter(rest[length - 1]);
        (length, !ends || length > 8)
    }

    fn next_group(&mut self) -> Option<String> {
        let start = self.at;
        if self.sign('-').is_none() {
            if self.blanks == Blanks::Around || self.peek() != Some(' ') {
                return None;
            }
            self.skip_blanks();
        }
        let group = self.group();
        if group.is_none() {
            self.at = start;
        }
        group
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn every_way_of_typing_finds_the_same_number() {
        for typed in [
            "123/QĐ-UBND",
            "123/qđ-ubnd",
            "123 / QĐ - UBND",
            "123/QD-UBND",
            "số 123/QĐ-UBND",
            "Số: 123/QĐ–UBND",
            "0123/qd ubnd",
            " 123/QĐ\u{2011}UBND ",
        ] {
            assert_eq!(
                document_number(typed).as_deref(),
                Some("123/QD-UBND"),
                "{typed}"
            );
        }
        assert_eq!(
            document_number("80/2015/QH13").as_deref(),
            Some("80/2015/QH13")
        );
        assert_eq!(
            document_number("12a/BC-SNgV").as_deref(),
            Some("12A/BC-SNGV")
        );
    }

    #[test]
    fn dates_fractions_and_words_are_no_numbers() {
        for text in [
            "",
            "123",
            "5/2021",
            "05/02/2021",
            "1/2",
            "/QĐ-UBND",
            "QĐ-UBND",
            "123/",
            "123/-UBND",
            "0/QĐ",
            "1234567/QĐ-UBND",
        ] {
            assert_eq!(document_number(text), None, "{text}");
        }
    }

    #[test]
    fn a_running_text_gives_its_numbers() {
        let text = "Căn cứ Nghị quyết 202/2025/QH15; Báo cáo số 12/BC-SNgV, 40 km/h, 5/Km, 24/7, ngày 12/6/2011, Công văn 02/CV-BBT và 202/2025/QH15.";
        assert_eq!(
            document_numbers(text),
            ["202/2025/QH15", "12/BC-SNGV", "2/CV-BBT"]
        );
        assert!(document_numbers("Chạy 3/4 quãng đường, khoảng 100/con.").is_empty());
    }

    proptest! {
        #[test]
        fn the_form_for_look_up_is_its_own_form(text in "[0-9]{1,3}/([0-9]{4}/)?[A-ZĐ]{2,4}(-[A-ZĐ]{2,4}){0,2}") {
            if let Some(number) = document_number(&text) {
                prop_assert_eq!(document_number(&number), Some(number.clone()));
                prop_assert_eq!(document_numbers(&format!("theo số {text}.")), [number]);
            }
        }

        #[test]
        fn no_text_breaks_it(text in any::<String>()) {
            let _ = document_number(&text);
            let _ = document_numbers(&text);
        }
    }
}
