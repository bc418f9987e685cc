//! A consultation's page: deadline, addresses, the full text, and the form with what was typed and what is wrong with it.

use super::{
    Page,
    item::{Head, document, frame, head},
};
use crate::site::{
    address,
    comment::{Fault, Field, Form},
    days::Stand,
    publications::{Item, Trouble},
    reading::{Reading, beginning, shown},
    visit::{Frame, Visit},
    words::{Words, words},
};
use askama::Template;
use editorial::{Block, Document, Lang};

#[derive(Template)]
#[template(path = "consultation.html")]
struct Consultation {
    frame: Frame,
    head: Head,
    text: String,
    action: String,
    deadline: [String; 3],
    stand: Stand,
    facts: Vec<Fact>,
    provisions: Vec<Provision>,
    form: FormView,
}

/// One fact beside a consultation.
struct Fact {
    name: &'static str,
    value: String,
    href: Option<String>,
}

/// A heading of a draft that can be spoken to.
struct Provision {
    block: String,
    level: u8,
    text: String,
    /// Where it stands in the text.
    place: String,
    /// The form, with it chosen.
    comment: String,
}

/// A form with what was typed and what is wrong with it.
#[derive(Default)]
pub(super) struct FormView {
    pub(super) typed: Form,
    /// One sentence each, with the field it concerns.
    pub(super) faults: Vec<(Option<Field>, String)>,
}

impl FormView {
    fn fault(&self, field: Field) -> Option<&str> {
        self.faults
            .iter()
            .find(|(on, _)| *on == Some(field))
            .map(|(_, says)| says.as_str())
    }
    fn text_fault(&self) -> Option<&str> {
        self.fault(Field::Text)
    }
    fn name_fault(&self) -> Option<&str> {
        self.fault(Field::Name)
    }
    fn contact_fault(&self) -> Option<&str> {
        self.fault(Field::Contact)
    }
    /// Whether the cursor is to stand in a field: the first that is wrong.
    fn first(&self, field: Field) -> bool {
        self.faults.iter().find_map(|(on, _)| *on) == Some(field)
    }
    /// Each fault with the place on the page where it can be mended.
    fn anchored(&self) -> impl Iterator<Item = (Option<&'static str>, &str)> {
        self.faults.iter().map(|(field, says)| {
            let anchor = field.map(|field| match field {
                Field::Text => "gop-y-noi-dung",
                Field::Name => "gop-y-ten",
                Field::Contact => "gop-y-lien-he",
            });
            (anchor, says.as_str())
        })
    }
}

/// A consultation's page around a form.
pub(super) fn consultation(
    visit: &Visit<'_>,
    item: &Item,
    reading: &Reading,
    form: FormView,
) -> Result<Page, Trouble> {
    let period = reading.period();
    let stand = if reading.withdrawn.is_some() {
        Stand::Over
    } else {
        period.stand(visit.now)
    };
    let action = address::page(visit.lang, &reading.content.title, &item.short);
    let document = document(reading);
    let wrong = (!form.faults.is_empty()).then(|| {
        format!(
            "{}: {}",
            words(visit.lang).error_prefix,
            shown(&reading.content.title)
        )
    });
    let page = Consultation {
        frame: frame(visit, item, reading, wrong.as_deref()),
        head: head(visit, item, reading),
        text: formats::html::render(&document),
        deadline: Words::deadline(visit.lang, &period, stand),
        stand,
        facts: facts(visit, reading),
        provisions: provisions(visit, &document, &action),
        action,
        form,
    };
    Page::plain(&page)
}

fn facts(visit: &Visit<'_>, reading: &Reading) -> Vec<Fact> {
    let (lang, w) = (visit.lang, words(visit.lang));
    let period = reading.period();
    let plain = |name, value: Option<String>| {
        value.filter(|value| !value.is_empty()).map(|value| Fact {
            name,
            value: capital(&value),
            href: None,
        })
    };
    let field = |name| reading.field(name).map(shown);
    let law = field("law").map(|law| match (law.as_str(), lang) {
        ("80/2015", Lang::Vi) => "Luật số 80/2015/QH13".to_owned(),
        ("64/2025", Lang::Vi) => "Luật số 64/2025/QH15".to_owned(),
        ("80/2015", Lang::En) => "Law No. 80/2015/QH13".to_owned(),
        ("64/2025", Lang::En) => "Law No. 64/2025/QH15".to_owned(),
        _ => law,
    });
    let email = field("receiving_email")
        .filter(|email| !email.is_empty())
        .map(|email| Fact {
            name: w.email,
            href: formats::link::allowed(&format!("mailto:{email}")),
            value: email,
        });
    [
        plain(w.opens, period.opens.map(|opens| Words::from(lang, opens))),
        plain(
            w.closes,
            period.closes.map(|closes| Words::until(lang, closes)),
        ),
        plain(w.agency, field("agency")),
        plain(w.form, field("document_form")),
        plain(w.law, law),
        email,
        plain(w.paper, field("receiving_address")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// `text` beginning with a capital.
fn capital(text: &str) -> String {
    let mut rest = text.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

fn provisions(visit: &Visit<'_>, document: &Document, action: &str) -> Vec<Provision> {
    let headings = document
        .all_blocks()
        .into_iter()
        .filter_map(|block| match block {
            Block::Heading { id, level, .. } => Some((*id, *level, shown(&block.text()))),
            _ => None,
        });
    headings
        .filter(|(_, _, text)| !text.is_empty())
        .map(|(id, level, text)| Provision {
            block: id.to_string(),
            level: level.clamp(2, 6),
            place: address::text_on_page(&text),
            comment: format!(
                "{action}?{}={id}#gop-y",
                address::block_parameter(visit.lang)
            ),
            text: beginning(&text, 140),
        })
        .collect()
}

impl Consultation {
    fn is_open(&self) -> bool {
        matches!(self.stand, Stand::Open { .. })
    }
    fn is_ahead(&self) -> bool {
        self.stand == Stand::Ahead
    }
    /// Whether something was typed that must not be lost although it cannot be sent.
    fn keeps_text(&self) -> bool {
        !self.is_open() && !self.form.typed.text.is_empty()
    }
}

/// A fault in a sentence.
pub(super) fn told(lang: Lang, fault: Fault) -> String {
    let vi = lang == Lang::Vi;
    let says = |a: &str, b: &str| if vi { a.to_owned() } else { b.to_owned() };
    match fault {
        Fault::Empty => says("Chưa ghi nội dung góp ý", "The comment is empty"),
        Fault::TextTooLong(length) => {
            let length = grouped(lang, length);
            if vi {
                format!("Nội dung dài {length} ký tự, chỉ nhận nhiều nhất 10.000")
            } else {
                format!("The comment has {length} characters; at most 10,000 are taken")
            }
        }
        Fault::LineTooLong(Field::Contact) => says(
            "Thư điện tử hoặc điện thoại dài quá 200 ký tự",
            "E-mail or telephone is longer than 200 characters",
        ),
        Fault::LineTooLong(_) => says(
            "Tên dài quá 200 ký tự",
            "The name is longer than 200 characters",
        ),
        Fault::Secret => says(
            "Trong góp ý có dấu chỉ độ mật. Văn bản mật không được gửi qua trang này; không có gì được lưu lại.",
            "The comment bears a mark of secrecy. Secret texts must not be sent through this site; nothing was kept.",
        ),
        Fault::Ahead => says(
            "Chưa đến ngày nhận góp ý cho dự thảo này.",
            "This consultation has not opened yet.",
        ),
        Fault::Over => says(
            "Đã hết hạn góp ý trước khi góp ý này đến. Nội dung đã viết còn ở cuối trang để sao lại.",
            "The deadline passed before this comment arrived. What was written stands at the end of the page to be copied.",
        ),
        Fault::Withdrawn => says(
            "Dự thảo này đã ngừng lấy ý kiến.",
            "This consultation was withdrawn.",
        ),
    }
}

/// `12.345`, `12,345`.
fn grouped(lang: Lang, number: usize) -> String {
    let digits = number.to_string();
    let mark = if lang == Lang::Vi { '.' } else { ',' };
    let mut grouped = String::new();
    for (n, digit) in digits.chars().enumerate() {
        if n > 0 && (digits.len() - n).is_multiple_of(3) {
            grouped.push(mark);
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(grouped(Lang::Vi, 10_001), "10.001");
        assert_eq!(grouped(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(grouped(Lang::Vi, 999), "999");
    }
}
