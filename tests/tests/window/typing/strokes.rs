//! From words to the keys that write them.

use unicode_normalization::UnicodeNormalization as _;

/// A way of writing Vietnamese on plain keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Method {
    Telex,
    Vni,
}

/// Backspace, as the driver names it.
const BACKSPACE: char = '\u{E003}';

/// A letter taken apart: the key it stands on, what changes its shape, its tone.
struct Letter {
    base: char,
    shape: Option<char>,
    tone: Option<char>,
}

impl Letter {
    fn of(letter: char) -> Self {
        let (mut base, mut shape, mut tone) = (letter, None, None);
        match letter {
            'đ' => (base, shape) = ('d', Some('-')),
            'Đ' => (base, shape) = ('D', Some('-')),
            _ => {
                for part in letter.nfd() {
                    match part {
                        '\u{302}' | '\u{306}' | '\u{31B}' => shape = Some(part),
                        '\u{301}' | '\u{300}' | '\u{309}' | '\u{303}' | '\u{323}' => {
                            tone = Some(part);
                        }
                        letter => base = letter,
                    }
                }
            }
        }
        Self { base, shape, tone }
    }

    /// The letter as it stands before the tone is typed.
    fn toneless(&self) -> char {
        match (self.base, self.shape) {
            ('d', Some(_)) => 'đ',
            ('D', Some(_)) => 'Đ',
            (base, shape) => std::iter::once(base)
                .chain(shape)
                .nfc()
                .next()
                .unwrap_or(base),
        }
    }

    fn shape_key(&self, method: Method) -> Option<char> {
        Some(match (method, self.shape?) {
            // The same letter once more, as large as the first.
            (Method::Telex, '-' | '\u{302}') => self.base,
            (Method::Telex, _) => 'w',
            (Method::Vni, '-') => '9',
            (Method::Vni, '\u{302}') => '6',
            (Method::Vni, '\u{31B}') => '7',
            (Method::Vni, _) => '8',
        })
    }

    fn tone_key(&self, method: Method) -> Option<char> {
        let (telex, vni) = match self.tone? {
            '\u{301}' => ('s', '1'),
            '\u{300}' => ('f', '2'),
            '\u{309}' => ('r', '3'),
            '\u{303}' => ('x', '4'),
            _ => ('j', '5'),
        };
        Some(match method {
            Method::Telex => telex,
            Method::Vni => vni,
        })
    }
}

/// The words of a text and what stands between them, in turn.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(|sign: char| !sign.is_alphabetic())
        .flat_map(|piece| match piece.char_indices().last() {
            Some((at, sign)) if !sign.is_alphabetic() => [&piece[..at], &piece[at..]],
            _ => [piece, ""],
        })
}

/// The keys by which a person writes this: shapes as they come, the tone at the end of the word.
pub(crate) fn keys(text: &str, method: Method) -> String {
    let mut keys = String::new();
    for piece in pieces(text) {
        let letters: Vec<Letter> = piece.chars().map(Letter::of).collect();
        for letter in &letters {
            keys.push(letter.base);
            keys.extend(letter.shape_key(method));
        }
        keys.extend(letters.iter().find_map(|letter| letter.tone_key(method)));
    }
    keys
}

/// What an input method of the other kind sends for this: it takes back by Backspace what it corrects, and writes it
/// again.
pub(crate) fn with_fake_backspaces(text: &str) -> String {
    let mut sent = String::new();
    for piece in pieces(text) {
        let letters: Vec<Letter> = piece.chars().map(Letter::of).collect();
        for letter in &letters {
            sent.push(letter.base);
            if letter.shape.is_some() {
                sent.push(BACKSPACE);
                sent.push(letter.toneless());
            }
        }
        if let Some(at) = letters.iter().position(|letter| letter.tone.is_some()) {
            let corrected: Vec<char> = piece.chars().skip(at).collect();
            sent.extend(corrected.iter().map(|_| BACKSPACE));
            sent.extend(corrected);
        }
    }
    sent
}

mod tests {
    use super::*;

    #[test]
    fn words_become_the_keys_a_typist_presses() {
        let telex = |text| keys(text, Method::Telex);
        assert_eq!(
            telex("người Đắk Lắk, 24/11"),
            "nguwowif DDawks Lawks, 24/11"
        );
        assert_eq!(telex("Ấn tượng"), "AAns tuwowngj");
        let vni = |text| keys(text, Method::Vni);
        assert_eq!(vni("người Đắk Lắk, 24/11"), "ngu7o7i2 D9a8k1 La8k1, 24/11");
    }

    #[test]
    fn the_other_kind_takes_back_what_it_corrects() {
        let sent = with_fake_backspaces("tiếng Đà.").replace(BACKSPACE, "<");
        assert_eq!(sent, "tie<êng<<<ếng D<Đa<à.");
    }
}
