//! A comment from the public form: read from the request, judged, and shaped as it is kept.

use super::{
    address,
    days::{Period, Stand},
};
use editorial::{BlockId, EditionId, Millis};
use protocol::COMMENT_CHARS;

/// The longest name or contact, in characters.
const LINE_CHARS: usize = 200;
/// The longest key of a form, in characters.
const KEY_CHARS: usize = 200;

/// A comment as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comment {
    /// The edition it was written on.
    pub edition: EditionId,
    /// The key of the form it came with.
    pub key: String,
    /// The number the reader is given if it is kept now.
    pub receipt: String,
    /// When it came, by the portal's clock.
    pub at: Millis,
    /// The words.
    pub text: String,
    /// The writer's name; may be empty.
    pub name: String,
    /// How to reach the writer; may be empty.
    pub contact: String,
    /// The block it speaks to; none for the whole text.
    pub block: Option<BlockId>,
    /// The name is not to be shown.
    pub hide_name: bool,
}

/// The fields of a form as they came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Form {
    pub(super) text: String,
    pub(super) name: String,
    pub(super) contact: String,
    pub(super) block: String,
    pub(super) hide_name: bool,
    pub(super) key: String,
}

/// Why a form's bytes are no form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unread {
    /// What is written is larger than a form may be.
    TooLarge,
    /// Not `application/x-www-form-urlencoded` in UTF-8.
    Malformed,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    Text,
    Name,
    Contact,
}

/// What is wrong with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault {
    /// Nothing is written.
    Empty,
    /// The text has that many characters, more than a comment may.
    TextTooLong(usize),
    /// A line is too long.
    LineTooLong(Field),
    /// A state-secret mark stands in it.
    Secret,
    /// The consultation is yet to open.
    Ahead,
    /// The deadline has passed.
    Over,
    /// The page was withdrawn.
    Withdrawn,
}

impl Fault {
    /// The field it concerns.
    pub(super) fn field(self) -> Option<Field> {
        match self {
            Self::Empty | Self::TextTooLong(_) => Some(Field::Text),
            Self::LineTooLong(field) => Some(field),
            Self::Secret | Self::Ahead | Self::Over | Self::Withdrawn => None,
        }
    }
}

impl Form {
    /// Reads a form's bytes.
    ///
    /// What counts for its size is what is written, not how many bytes that takes on the way: a Vietnamese letter may
    /// travel as nine.
    pub(super) fn read(bytes: &[u8]) -> Result<Self, Unread> {
        let mut form = Self::default();
        let mut size = 0;
        for pair in bytes
            .split(|byte| *byte == b'&')
            .filter(|pair| !pair.is_empty())
        {
            let (name, value) = match pair.iter().position(|byte| *byte == b'=') {
                Some(at) => (&pair[..at], &pair[at + 1..]),
                None => (pair, &[][..]),
            };
            let (name, value) = (decoded(name)?, decoded(value)?);
            size += name.len() + value.len();
            if size > protocol::FORM_BYTES {
                return Err(Unread::TooLarge);
            }
            match name.as_str() {
                "text" => form.text = value,
                "name" => form.name = value,
                "contact" => form.contact = value,
                "block" => form.block = value,
                "hide_name" => form.hide_name = !matches!(value.as_str(), "" | "0" | "false"),
                "key" => form.key = value,
                // A browser's extension or an older form may send more; it is not kept.
                _ => {}
            }
        }
        Ok(form.tidied())
    }

    /// NFC, without what one does not see; lines without line ends.
    fn tidied(self) -> Self {
        Self {
            text: tidy(&self.text).trim().to_owned(),
            name: one_line(&self.name),
            contact: one_line(&self.contact),
            block: self.block.trim().to_owned(),
            hide_name: self.hide_name,
            key: tidy(&self.key).trim().chars().take(KEY_CHARS).collect(),
        }
    }

    /// Whether a state-secret mark stands anywhere in it.
    fn bears_secret_mark(&self) -> bool {
        [
            &self.text,
            &self.name,
            &self.contact,
            &self.block,
            &self.key,
        ]
        .into_iter()
        .any(|text| language::secret_mark(text).is_some())
    }

    /// The form as it may be sent back to its writer.
    ///
    /// Where it bears the mark, nothing that was written is: so no browser keeps it on a disk.
    pub(super) fn sent_back(self) -> Self {
        if !self.bears_secret_mark() {
            return self;
        }
        let unmarked = |text: String| {
            if language::secret_mark(&text).is_none() {
                text
            } else {
                String::new()
            }
        };
        Self {
            key: unmarked(self.key),
            block: unmarked(self.block),
            ..Self::default()
        }
    }

    /// The form as a comment, or everything that is wrong with it.
    ///
    /// What forbids a comment as such stands alone: nobody should mend a text that cannot be sent.
    pub(super) fn judged(&self, on: &Judged<'_>) -> Result<Comment, Vec<Fault>> {
        if self.bears_secret_mark() {
            return Err(vec![Fault::Secret]);
        }
        match on.period.stand(on.now) {
            _ if on.withdrawn => return Err(vec![Fault::Withdrawn]),
            Stand::Over => return Err(vec![Fault::Over]),
            Stand::Ahead => return Err(vec![Fault::Ahead]),
            Stand::Open { .. } => {}
        }
        let mut faults = Vec::new();
        let length = self.text.chars().count();
        if !self.text.chars().any(|c| !c.is_whitespace()) {
            faults.push(Fault::Empty);
        } else if length > COMMENT_CHARS {
            faults.push(Fault::TextTooLong(length));
        }
        for (field, line) in [(Field::Name, &self.name), (Field::Contact, &self.contact)] {
            if line.chars().count() > LINE_CHARS {
                faults.push(Fault::LineTooLong(field));
            }
        }
        if !faults.is_empty() {
            return Err(faults);
        }
        Ok(Comment {
            edition: on.edition,
            key: if self.key.is_empty() {
                on.receipt.to_owned()
            } else {
                self.key.clone()
            },
            receipt: on.receipt.to_owned(),
            at: on.now,
            text: self.text.clone(),
            name: self.name.clone(),
            contact: self.contact.clone(),
            // The text may have been corrected while the reader wrote: a block of the earlier text is kept too.
            block: self.block.parse().ok(),
            hide_name: self.hide_name,
        })
    }
}

/// What a form is judged by.
#[derive(Debug, Clone, Copy)]
pub(super) struct Judged<'a> {
    pub(super) edition: EditionId,
    pub(super) period: Period,
    pub(super) withdrawn: bool,
    pub(super) now: Millis,
    /// The receipt a comment gets if it is kept.
    pub(super) receipt: &'a str,
}

fn tidy(text: &str) -> String {
    // Browsers end lines with CR LF; a lone CR ended lines once.
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let seen = language::without_unsafe_characters(&lines);
    language::nfc(&seen).into_owned()
}

fn one_line(text: &str) -> String {
    tidy(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn decoded(bytes: &[u8]) -> Result<String, Unread> {
    let spaced = std::str::from_utf8(bytes)
        .map_err(|_| Unread::Malformed)?
        .replace('+', " ");
    address::decoded(&spaced).ok_or(Unread::Malformed)
}

/// A receipt's number from random bytes: eight signs that are not taken for one another, as `7K2M-9QX4`.
pub(super) fn receipt(random: [u8; 8]) -> String {
    const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut receipt = String::with_capacity(9);
    for (n, byte) in random.into_iter().enumerate() {
        if n == 4 {
            receipt.push('-');
        }
        receipt.push(char::from(SIGNS[usize::from(byte % 32)]));
    }
    receipt
}

/// The key of a new form.
pub(super) fn key(random: [u8; 16]) -> String {
    use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
    URL_SAFE_NO_PAD.encode(random)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn judged(now: &str) -> Judged<'static> {
        Judged {
            edition: "01970000-0000-7000-8000-000000000001:vi".parse().unwrap(),
            period: Period::read(Some("2026-11-16"), Some("2026-12-06")),
            withdrawn: false,
            now: protocol::from_rfc3339(now).unwrap(),
            receipt: "7K2M-9QX4",
        }
    }

    fn within() -> Judged<'static> {
        judged("2026-11-24T15:00:00+07:00")
    }

    fn form(text: &str) -> Form {
        Form {
            text: text.to_owned(),
            key: "k".to_owned(),
            ..Form::default()
        }
        .tidied()
    }

    #[test]
    fn a_form_is_read_as_browsers_send_it() {
        let form = Form::read(
            b"text=N%C3%AAn+n%C3%B3i+r%C3%B5%0D%0A%E2%80%9Cng%C3%A0y%E2%80%9D&name=+Th%E1%BB%8B++L%E1%BB%87&contact=a%40b.vn&block=b7k2m9q4xa&hide_name=on&key=abc&x=1",
        )
        .unwrap();
        assert_eq!(form.text, "Nên nói rõ\n“ngày”");
        assert_eq!(form.name, "Thị Lệ");
        assert_eq!(
            (form.contact.as_str(), form.key.as_str(), form.hide_name),
            ("a@b.vn", "abc", true)
        );
        let comment = form.judged(&within()).unwrap();
        assert_eq!(comment.block.unwrap().to_string(), "b7k2m9q4xa");
    }

    #[test]
    fn what_is_no_form_in_utf8_is_refused() {
        for bytes in [
            &b"text=%C3"[..],
            b"text=%ZZ",
            b"text=%4",
            b"text=\xff",
            b"text=%FF%FE",
        ] {
            assert_eq!(Form::read(bytes), Err(Unread::Malformed), "{bytes:?}");
        }
        assert_eq!(Form::read(b""), Ok(Form::default()));
        assert_eq!(Form::read(b"text&&=1"), Ok(Form::default()));
    }

    #[test]
    fn the_longest_comment_fits_whatever_its_letters_and_one_sign_more_does_not() {
        let encoded: String = "%E1%BB%99".repeat(COMMENT_CHARS);
        let form = Form::read(format!("text={encoded}").as_bytes()).unwrap();
        assert!(form.judged(&within()).is_ok());
        let form = Form::read(format!("text={encoded}a").as_bytes()).unwrap();
        assert_eq!(
            form.judged(&within()),
            Err(vec![Fault::TextTooLong(COMMENT_CHARS + 1)])
        );
        let huge = format!("text={}", "a".repeat(protocol::FORM_BYTES));
        assert_eq!(Form::read(huge.as_bytes()), Err(Unread::TooLarge));
    }

    #[test]
    fn decomposed_letters_are_composed_and_unseen_characters_go() {
        let comment = form("Qua\u{309}ng Nga\u{303}i\u{202e}\u{200b}\u{0}\u{7}")
            .judged(&within())
            .unwrap();
        assert_eq!(comment.text, "Quảng Ngãi");
    }

    #[test]
    fn nothing_written_is_empty() {
        for text in ["", " \n\t", "\u{200b}\u{202e}", "\u{a0}"] {
            assert_eq!(
                form(text).judged(&within()),
                Err(vec![Fault::Empty]),
                "{text:?}"
            );
        }
    }

    #[test]
    fn every_fault_is_named_at_once() {
        let mut form = form("");
        form.name = "a".repeat(201);
        form.contact = "a".repeat(201);
        let faults = form.judged(&within()).unwrap_err();
        let fields: Vec<_> = faults.iter().map(|fault| fault.field()).collect();
        assert_eq!(
            fields,
            [Some(Field::Text), Some(Field::Name), Some(Field::Contact)]
        );
    }

    #[test]
    fn a_secret_mark_anywhere_refuses_before_all_else() {
        assert_eq!(
            form("Gửi kèm\nTỐI MẬT").judged(&judged("2027-01-01T00:00:00Z")),
            Err(vec![Fault::Secret])
        );
        let mut named = form("Nên rõ hơn");
        named.name = "TUYỆT MẬT".to_owned();
        assert_eq!(named.judged(&within()), Err(vec![Fault::Secret]));
        assert!(
            form("Đây không phải bí mật, chỉ là MẬT ONG")
                .judged(&within())
                .is_ok()
        );
    }

    #[test]
    fn comments_are_taken_between_opening_and_deadline_only() {
        let form = form("Nên rõ hơn");
        let at = |now| form.judged(&judged(now)).map(|_| ());
        assert_eq!(at("2026-11-15T23:59:59+07:00"), Err(vec![Fault::Ahead]));
        assert_eq!(at("2026-12-06T23:59:59+07:00"), Ok(()));
        assert_eq!(
            at("2026-12-07T00:00:00+07:00"),
            Err(vec![Fault::Over]),
            "one second after"
        );
        let withdrawn = Judged {
            withdrawn: true,
            ..within()
        };
        assert_eq!(form.judged(&withdrawn), Err(vec![Fault::Withdrawn]));
    }

    #[test]
    fn a_receipt_can_be_read_out_over_the_telephone() {
        assert_eq!(receipt([0, 1, 2, 3, 4, 5, 6, 31]), "0123-456Z");
        assert_eq!(receipt([255; 8]), "ZZZZ-ZZZZ");
    }
}
