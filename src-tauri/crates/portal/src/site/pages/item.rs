//! An item's page: which one an address means, where it leads if it was taken down, and what stands above its text.

use super::{
    Answer, Entry, Page,
    consultation::{FormView, consultation},
    entry, notice,
};
use crate::site::{
    address,
    comment::Form,
    publications::{Edition, Item, Trouble, Wanted},
    reading::{Reading, beginning, first_picture, shown},
    visit::{About, Frame, Link, Other, Visit},
    words::{Words, words},
};
use askama::Template;
use editorial::{Document, Hash, ItemId, Kind, Millis, state::Live};

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

/// What stands above the text.
pub(super) struct Head {
    pub(super) section: Option<Link>,
    pub(super) title: String,
    pub(super) summary: String,
    pub(super) by: Vec<(&'static str, String)>,
    /// The edition in the other language.
    pub(super) other: Option<String>,
    pub(super) revision: String,
    pub(super) withdrawn: Option<(String, Option<String>)>,
    /// Where the source of a translation that is behind can be read.
    pub(super) behind: Option<String>,
    pub(super) updated: Option<String>,
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
    Ok(Found::Answered(unreadable(visit, &item)?))
}

/// The answer for an item that cannot be read in this language.
fn unreadable(visit: &Visit<'_>, item: &Item) -> Result<Answer, Trouble> {
    let other = item.reading(visit.lang.other());
    let own = item.edition(visit.lang).and_then(taken_down);
    if let (None, Some(other)) = (&own, &other) {
        return notice::no_edition(visit, item, other);
    }
    // Where there was no edition in this language, what became of the other one counts.
    let Some((at, reason, to)) = own.or_else(|| item.editions.iter().find_map(taken_down)) else {
        return notice::not_found(visit);
    };
    match leads_to(visit, item.id, to)? {
        // Not for ever: it may be published here again.
        Some(path) => Ok(Answer::Moved {
            to: path,
            for_ever: false,
        }),
        None => notice::gone(visit, at, reason.is_none()),
    }
}

/// Since when an edition is taken down, why, and which item took its place.
fn taken_down(edition: &Edition) -> Option<(Millis, Option<Hash>, Option<ItemId>)> {
    match edition.live {
        Live::Unpublished { at, reason, to, .. } => Some((at, reason, to)),
        _ => None,
    }
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
        next = item
            .editions
            .iter()
            .filter_map(taken_down)
            .find_map(|(_, _, to)| to);
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

pub(super) fn document(reading: &Reading) -> Document {
    reading.content.document.clone().unwrap_or_default()
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

pub(super) fn frame(
    visit: &Visit<'_>,
    item: &Item,
    reading: &Reading,
    title: Option<&str>,
) -> Frame {
    let description = if reading.content.summary.is_empty() {
        beginning(&document(reading).plain_text(), 200)
    } else {
        beginning(&reading.content.summary, 200)
    };
    visit.frame(&About {
        title: title.unwrap_or(&reading.content.title),
        description: &description,
        path: Some(address::page(
            visit.lang,
            &reading.content.title,
            &item.short,
        )),
        other: other_path(visit, item).map_or(Other::Home, Other::Same),
        section: Some(section_of(item, reading)),
        picture: first_picture(&reading.content).map(|picture| format!("/media/{}", picture.blob)),
        published: Some(reading.first),
    })
}

pub(super) fn head(visit: &Visit<'_>, item: &Item, reading: &Reading) -> Head {
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
