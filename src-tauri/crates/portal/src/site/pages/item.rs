//! An item's page: an article, a standing page, or a consultation with its form.

use super::{Answer, Entry, Page, entry, html, notice};
use crate::site::{
    address,
    comment::{Fault, Field, Form},
    days::Stand,
    publications::{Edition, Item, Trouble, Wanted},
    reading::{Reading, beginning, shown},
    visit::{About, Frame, Link, Other, Visit},
    words::{Words, words},
};
use askama::Template;
use axum::http::StatusCode;
use editorial::{Block, Document, ItemId, Kind, state::Live};

/// Other pages offered beside one.
const BESIDE: usize = 4;
/// An item that leads to an item that leads on: followed so far.
const HOPS: usize = 16;

#[derive(Template)]
#[template(path = "article.html")]
struct Article {
    frame: Frame,
    head: Head,
    text: String,
    beside: Vec<Entry>,
}

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

/// What stands above the text.
struct Head {
    section: Option<Link>,
    title: String,
    summary: String,
    by: Vec<(&'static str, String)>,
    /// The edition in the other language.
    other: Option<String>,
    revision: String,
    withdrawn: Option<(String, Option<String>)>,
    /// Where the source of a translation that is behind can be read.
    behind: Option<String>,
    updated: Option<String>,
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
    fn anchor(field: &Option<Field>) -> Option<&'static str> {
        field.map(|field| match field {
            Field::Text => "gop-y-noi-dung",
            Field::Name => "gop-y-ten",
            Field::Contact => "gop-y-lien-he",
        })
    }
}

/// What stands at an address.
pub(super) enum Found {
    /// An item that can be read in this language, and how.
    Readable(Box<Item>, Box<Reading>),
    /// Anything else, answered.
    Answered(Answer),
}

/// Looks up the item of an address; only the id counts.
pub(super) fn find(visit: &Visit<'_>, name: &str) -> Result<Found, Trouble> {
    let Some(short) = address::short_of(name) else {
        return Ok(Found::Answered(notice::not_found(visit)?));
    };
    let Some(item) = visit.publications.item_by_short(&visit.site.id, &short)? else {
        return Ok(Found::Answered(notice::not_found(visit)?));
    };
    if let Some(reading) = item.reading(visit.lang) {
        return Ok(Found::Readable(Box::new(item), Box::new(reading)));
    }
    let answer = match item.edition(visit.lang) {
        Some(Edition {
            live: Live::Unpublished { at, reason, to, .. },
            ..
        }) => match leads_to(visit, item.id, *to)? {
            // Not for ever: it may be published here again.
            Some(path) => Answer::Moved {
                to: path,
                for_ever: false,
            },
            None => notice::gone(visit, *at, reason.is_none())?,
        },
        _ => notice::no_edition(visit, &item)?,
    };
    Ok(Found::Answered(answer))
}

/// Where an item that was taken down leads in the end, however many steps that takes; none where it leads round in a
/// circle or to nothing that can be read.
fn leads_to(
    visit: &Visit<'_>,
    from: ItemId,
    to: Option<ItemId>,
) -> Result<Option<String>, Trouble> {
    let mut seen = vec![from];
    let mut next = to;
    while let Some(id) = next.filter(|id| !seen.contains(id) && seen.len() < HOPS) {
        seen.push(id);
        let Some(item) = visit.publications.item(&visit.site.id, id)? else {
            break;
        };
        let reading = item.reading(visit.lang);
        // The reader's language first, the other rather than nothing.
        if let Some(reading) = reading.or_else(|| item.reading(visit.lang.other())) {
            return Ok(Some(address::page(
                reading.edition.lang,
                &reading.content.title,
                &item.short,
            )));
        }
        next = item.editions.iter().find_map(|edition| match edition.live {
            Live::Unpublished { to, .. } => to,
            _ => None,
        });
    }
    Ok(None)
}

/// The page at an address. `block` is the part a comment is to speak to, `key` that of a new form.
pub(in crate::site) fn page(
    visit: &Visit<'_>,
    name: &str,
    block: Option<&str>,
    key: &str,
) -> Result<Answer, Trouble> {
    let (item, reading) = match find(visit, name)? {
        Found::Readable(item, reading) => (item, reading),
        Found::Answered(answer) => return Ok(answer),
    };
    let right = address::page(visit.lang, &reading.content.title, &item.short);
    if right.rsplit('/').next() != Some(name) {
        return Ok(Answer::Moved {
            to: right,
            for_ever: true,
        });
    }
    if item.kind == Kind::Consultation {
        let typed = Form {
            block: block.unwrap_or_default().to_owned(),
            key: key.to_owned(),
            ..Form::default()
        };
        let form = FormView {
            typed,
            faults: Vec::new(),
        };
        return Ok(Answer::Page(consultation(visit, &item, &reading, form)?));
    }
    let article = Article {
        frame: frame(visit, &item, &reading, None),
        head: head(visit, &item, &reading),
        text: formats::html::render(&document(&reading)),
        beside: beside(visit, &item, &reading)?,
    };
    Ok(Answer::Page(Page::plain(&article)?))
}

fn document(reading: &Reading) -> Document {
    reading.content.document.clone().unwrap_or_default()
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
    Ok(Page {
        status: StatusCode::OK,
        html: html(&page)?,
        problem: None,
        retry_after: None,
        private: false,
    })
}

fn other_path(visit: &Visit<'_>, item: &Item) -> Option<String> {
    let other = visit.lang.other();
    item.reading(other)
        .map(|reading| address::page(other, &reading.content.title, &item.short))
}

fn section_of<'a>(item: &Item, reading: &'a Reading) -> &'a str {
    reading
        .field("section")
        .unwrap_or_else(|| item.kind.default_section())
}

fn frame(visit: &Visit<'_>, item: &Item, reading: &Reading, title: Option<&str>) -> Frame {
    let row = item.row(visit.lang);
    let description = if reading.content.summary.is_empty() {
        beginning(&document(reading).plain_text(), 200)
    } else {
        beginning(&reading.content.summary, 200)
    };
    visit.frame(About {
        title: title.unwrap_or(&reading.content.title),
        description: &description,
        path: Some(address::page(
            visit.lang,
            &reading.content.title,
            &item.short,
        )),
        other: other_path(visit, item).map_or(Other::Home, Other::Same),
        section: Some(section_of(item, reading)),
        picture: row
            .and_then(|row| row.picture)
            .map(|picture| format!("/media/{}", picture.blob)),
        published: Some(reading.first),
    })
}

fn head(visit: &Visit<'_>, item: &Item, reading: &Reading) -> Head {
    let (lang, w) = (visit.lang, words(visit.lang));
    let field = |name| {
        reading
            .field(name)
            .map(shown)
            .filter(|value| !value.is_empty())
    };
    let mut by = vec![(w.published, Words::moment(lang, reading.first))];
    by.extend(field("author").map(|author| (w.author, author)));
    by.extend(field("source").map(|source| (w.source, source)));
    let section = visit
        .section(section_of(item, reading))
        .map(|section| Link {
            name: shown(section.name(lang)),
            href: address::section(lang, &section.key, 1),
            current: false,
        });
    let other = other_path(visit, item);
    let own_words = |reason: &Option<String>| {
        // A translation goes along with its source; the reason was written in the source's language.
        let translated = item
            .edition(lang)
            .is_some_and(|edition| edition.source.is_some());
        reason
            .as_deref()
            .filter(|_| !translated)
            .map(shown)
            .filter(|reason| !reason.is_empty())
    };
    Head {
        section,
        title: shown(&reading.content.title),
        summary: shown(&reading.content.summary),
        by,
        behind: other.clone().filter(|_| reading.behind),
        other,
        revision: reading.revision.to_string().chars().take(16).collect(),
        withdrawn: reading
            .withdrawn
            .as_ref()
            .map(|(since, reason)| (Words::withdrawn_since(lang, *since), own_words(reason))),
        updated: (reading.at > reading.first).then(|| Words::updated(lang, reading.at)),
    }
}

fn beside(visit: &Visit<'_>, item: &Item, reading: &Reading) -> Result<Vec<Entry>, Trouble> {
    let most = u32::try_from(BESIDE + 1).unwrap_or(u32::MAX);
    let section = Some(section_of(item, reading));
    let wanted = Wanted {
        lang: visit.lang,
        section,
        kind: None,
        skip: 0,
        most,
    };
    let rows = visit.publications.rows(&visit.site.id, &wanted)?.rows;
    let others = rows.iter().filter(|row| row.edition.item != item.id);
    Ok(others.take(BESIDE).map(|row| entry(visit, row)).collect())
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
        ("80/2015", editorial::Lang::Vi) => "Luật số 80/2015/QH13".to_owned(),
        ("64/2025", editorial::Lang::Vi) => "Luật số 64/2025/QH15".to_owned(),
        ("80/2015", editorial::Lang::En) => "Law No. 80/2015/QH13".to_owned(),
        ("64/2025", editorial::Lang::En) => "Law No. 64/2025/QH15".to_owned(),
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
pub(super) fn told(lang: editorial::Lang, fault: Fault) -> String {
    let vi = lang == editorial::Lang::Vi;
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
fn grouped(lang: editorial::Lang, number: usize) -> String {
    let digits = number.to_string();
    let mark = if lang == editorial::Lang::Vi {
        '.'
    } else {
        ','
    };
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
    use editorial::Lang;

    #[test]
    fn numbers_are_grouped_as_each_language_does() {
        assert_eq!(grouped(Lang::Vi, 10_001), "10.001");
        assert_eq!(grouped(Lang::En, 1_234_567), "1,234,567");
        assert_eq!(grouped(Lang::Vi, 999), "999");
    }
}
