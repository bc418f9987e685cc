//! A language's home page: what leads, what is new, what can be commented on, and each section's newest.

use super::{Answer, Entry, Page, entry};
use crate::site::{
    address,
    days::Stand,
    publications::{Row, Trouble, Wanted},
    reading::shown,
    visit::{About, Frame, Link, Other, Visit},
    words::{Words, words},
};
use askama::Template;
use editorial::Kind;

/// Pages beside the leading one.
const LATEST: usize = 4;
/// Pages below each section's name.
const OF_SECTION: usize = 3;
/// How far back open consultations are looked for.
const CONSULTATIONS: u32 = 60;
/// Open consultations that the home page calls for.
const CALLS: usize = 3;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    lead: Option<Entry>,
    latest: Vec<Entry>,
    calls: Vec<Call>,
    columns: Vec<Column>,
    /// Nothing is public at all.
    empty: bool,
}

struct Call {
    title: String,
    href: String,
    before: String,
    end: String,
    after: String,
}

struct Column {
    section: Link,
    entries: Vec<Entry>,
}

/// The home page.
pub(in crate::site) fn page(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let most = u32::try_from(2 * (LATEST + 1)).unwrap_or(u32::MAX);
    let news = rows(visit, None, Some(Kind::Article), most)?;
    let mut shown_rows: Vec<Row> = news
        .into_iter()
        .filter(|row| row.withdrawn.is_none())
        .take(1 + LATEST)
        .collect();
    let leading = leading(&shown_rows);
    let lead = shown_rows.get(leading).map(|row| entry(visit, row));
    let others = shown_rows.iter().enumerate().filter(|(n, _)| *n != leading);
    let latest = others.map(|(_, row)| entry(visit, row)).collect();

    let open = rows(visit, None, Some(Kind::Consultation), CONSULTATIONS)?;
    let open: Vec<Row> = open
        .into_iter()
        .filter(|row| is_open(visit, row))
        .take(CALLS)
        .collect();
    let calls = open.iter().map(|row| call(visit, row)).collect();
    shown_rows.extend(open);

    let columns = columns(visit, &shown_rows)?;
    let empty =
        shown_rows.is_empty() && columns.is_empty() && rows(visit, None, None, 1)?.is_empty();
    let path = address::home(visit.lang);
    let frame = visit.frame(&About {
        path: Some(path),
        other: Other::Same(address::home(visit.lang.other())),
        section: Some(""),
        description: words(visit.lang).official,
        ..About::passing("")
    });
    let home = Home {
        frame,
        lead,
        latest,
        calls,
        columns,
        empty,
    };
    Ok(Answer::Page(Page::plain(&home)?))
}

/// Which of the newest leads: the first with a picture that is not behind its source, else the first.
fn leading(rows: &[Row]) -> usize {
    rows.iter()
        .position(|row| row.picture.is_some() && !row.behind)
        .unwrap_or(0)
}

fn rows(
    visit: &Visit<'_>,
    section: Option<&str>,
    kind: Option<Kind>,
    most: u32,
) -> Result<Vec<Row>, Trouble> {
    let wanted = Wanted {
        lang: visit.lang,
        section,
        kind,
        skip: 0,
        most,
    };
    Ok(visit.publications.rows(&visit.site.id, &wanted)?.rows)
}

fn is_open(visit: &Visit<'_>, row: &Row) -> bool {
    row.withdrawn.is_none() && matches!(row.period().stand(visit.now), Stand::Open { .. })
}

fn call(visit: &Visit<'_>, row: &Row) -> Call {
    let period = row.period();
    let [before, end, after] = Words::deadline(visit.lang, &period, period.stand(visit.now));
    Call {
        title: shown(&row.title),
        href: address::of_row(row),
        before,
        end,
        after,
    }
}

/// Each section's newest that do not stand above already.
fn columns(visit: &Visit<'_>, above: &[Row]) -> Result<Vec<Column>, Trouble> {
    // Some of the newest may stand above already, or be withdrawn.
    let most = u32::try_from(2 * OF_SECTION + above.len()).unwrap_or(u32::MAX);
    let mut columns = Vec::new();
    for section in &visit.sections {
        let rows = rows(visit, Some(&section.key), None, most)?;
        let rest = rows.iter().filter(|row| {
            row.withdrawn.is_none() && above.iter().all(|it| it.edition != row.edition)
        });
        let entries: Vec<Entry> = rest.take(OF_SECTION).map(|row| entry(visit, row)).collect();
        if !entries.is_empty() {
            let section = Link {
                name: shown(section.name(visit.lang)),
                href: address::section(visit.lang, &section.key, 1),
                current: false,
            };
            columns.push(Column { section, entries });
        }
    }
    Ok(columns)
}
