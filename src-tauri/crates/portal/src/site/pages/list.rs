//! Lists: a section, and everything there is. Every page that can be read stands in the latter.

use super::{Answer, Entry, Page, entry, notice};
use crate::site::{
    address,
    publications::{Trouble, Wanted},
    reading::shown,
    visit::{About, Frame, Other, Visit},
    words::{Words, words},
};
use askama::Template;

/// Pages on one page of a list.
const ON_A_PAGE: u32 = 20;

#[derive(Template)]
#[template(path = "list.html")]
struct List {
    frame: Frame,
    title: String,
    count: Option<String>,
    entries: Vec<Entry>,
    newer: Option<String>,
    older: Option<String>,
    /// The pages of the list: number, address, whether it is this one; nothing for a gap.
    pages: Vec<Option<(u32, String, bool)>>,
}

/// One page of a section's list.
pub(in crate::site) fn section(visit: &Visit<'_>, key: &str, page: u32) -> Result<Answer, Trouble> {
    let Some(section) = visit.section(key) else {
        return notice::not_found(visit);
    };
    let title = shown(section.name(visit.lang));
    list(visit, &title, Some(key), page)
}

/// One page of the list of everything.
pub(in crate::site) fn all(visit: &Visit<'_>, page: u32) -> Result<Answer, Trouble> {
    list(visit, words(visit.lang).all_news, None, page)
}

fn list(
    visit: &Visit<'_>,
    title: &str,
    section: Option<&str>,
    page: u32,
) -> Result<Answer, Trouble> {
    let lang = visit.lang;
    let skip = (page - 1).saturating_mul(ON_A_PAGE);
    let wanted = Wanted {
        lang,
        section,
        kind: None,
        skip,
        most: ON_A_PAGE,
    };
    let found = visit.publications.rows(&visit.site.id, &wanted)?;
    let pages = found.all.div_ceil(ON_A_PAGE).max(1);
    if page > pages {
        return notice::not_found(visit);
    }
    let at = |page| match section {
        Some(key) => address::section(lang, key, page),
        None => address::all(lang, page),
    };
    let other = match section {
        Some(key) => address::section(lang.other(), key, 1),
        None => address::all(lang.other(), 1),
    };
    let named = if page > 1 {
        format!("{title}, {}", Words::page_of(lang, page, pages))
    } else {
        title.to_owned()
    };
    let frame = visit.frame(&About {
        path: Some(at(page)),
        other: Other::Same(other),
        section,
        description: title,
        ..About::passing(&named)
    });
    let list = List {
        frame,
        title: title.to_owned(),
        count: (found.all > 0).then(|| Words::count(lang, found.all)),
        entries: found.rows.iter().map(|row| entry(visit, row)).collect(),
        newer: (page > 1).then(|| at(page - 1)),
        older: (page < pages).then(|| at(page + 1)),
        pages: numbers(page, pages)
            .into_iter()
            .map(|n| n.map(|n| (n, at(n), n == page)))
            .collect(),
    };
    Ok(Answer::Page(Page::plain(&list)?))
}

/// The page numbers to offer: the first, the last, those around this one, and gaps between. None for a single page.
fn numbers(page: u32, pages: u32) -> Vec<Option<u32>> {
    if pages < 2 {
        return Vec::new();
    }
    let mut numbers = Vec::new();
    let mut last = 0;
    for n in (1..=pages).filter(|n| *n == 1 || *n == pages || n.abs_diff(page) <= 1) {
        if n > last + 1 {
            numbers.push(None);
        }
        numbers.push(Some(n));
        last = n;
    }
    numbers
}

#[cfg(test)]
mod tests {
    use super::numbers;

    #[test]
    fn a_long_list_offers_its_ends_and_its_neighbours() {
        let told = |page, pages| {
            let names: Vec<String> = numbers(page, pages)
                .into_iter()
                .map(|n| n.map_or("…".to_owned(), |n| n.to_string()))
                .collect();
            names.join(" ")
        };
        assert_eq!(told(1, 1), "");
        assert_eq!(told(1, 2), "1 2");
        assert_eq!(told(5, 9), "1 … 4 5 6 … 9");
        assert_eq!(told(2, 500), "1 2 3 … 500");
        assert_eq!(told(500, 500), "1 … 499 500");
    }
}
