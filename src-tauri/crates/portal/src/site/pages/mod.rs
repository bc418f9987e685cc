//! The pages: from what the site reads to HTML. Each is a function of its visit.

mod consultation;
pub(super) mod home;
pub(super) mod item;
pub(super) mod list;
pub(super) mod notice;
pub(super) mod send;

use super::{
    address,
    days::{self, Stand},
    publications::{Row, Trouble},
    reading::{beginning, shown},
    visit::Visit,
    words::{Words, words},
};
use askama::Template;
use axum::http::StatusCode;
use editorial::Kind;
use protocol::Problem;

/// An answer to a reader.
#[derive(Debug)]
pub(super) enum Answer {
    /// A page.
    Page(Page),
    /// The page stands elsewhere.
    Moved {
        /// The path.
        to: String,
        /// It will never stand here again.
        for_ever: bool,
    },
}

/// A page with what goes before it.
#[derive(Debug)]
pub(super) struct Page {
    pub(super) status: StatusCode,
    pub(super) html: String,
    /// The same for programs, where the status is 400 or over.
    pub(super) problem: Option<Problem>,
    /// Seconds to wait before trying again.
    pub(super) retry_after: Option<u64>,
    /// It holds what a person wrote: nobody on the way may keep it.
    pub(super) private: bool,
}

impl Page {
    /// A page without anything special.
    pub(super) fn plain(template: &impl Template) -> Result<Self, Trouble> {
        let html = html(template)?;
        Ok(Self {
            status: StatusCode::OK,
            html,
            problem: None,
            retry_after: None,
            private: false,
        })
    }
}

/// A template's text.
pub(super) fn html(template: &impl Template) -> Result<String, Trouble> {
    template
        .render()
        .map_err(|error| Trouble::Broken(format!("a page cannot be made: {error}")))
}

/// One page in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Entry {
    pub(super) title: String,
    pub(super) href: String,
    pub(super) summary: String,
    pub(super) date: String,
    /// What state it is in, where that needs saying.
    pub(super) mark: Option<String>,
    /// It takes comments now.
    pub(super) open: bool,
    /// It is behind its source.
    pub(super) behind: Option<&'static str>,
    pub(super) picture: Option<Shown>,
}

/// A picture to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Shown {
    pub(super) src: String,
    pub(super) width: u32,
    pub(super) height: u32,
}

/// A row as a list shows it.
pub(super) fn entry(visit: &Visit<'_>, row: &Row) -> Entry {
    let w = words(visit.lang);
    let stand = (row.kind == Kind::Consultation && row.withdrawn.is_none())
        .then(|| row.period().stand(visit.now));
    let mark = if let Some(since) = row.withdrawn {
        Some(Words::withdrawn_since(visit.lang, since))
    } else {
        stand.map(|stand| consultation_mark(visit, row, stand))
    };
    Entry {
        title: shown(&row.title),
        href: address::of_row(row),
        summary: beginning(&shown(&row.summary), 280),
        date: days::date_of(visit.lang, row.first),
        mark,
        open: matches!(stand, Some(Stand::Open { .. })),
        behind: row.behind.then_some(w.behind),
        picture: row.picture.map(|picture| Shown {
            src: format!("/media/{}", picture.blob),
            width: picture.width,
            height: picture.height,
        }),
    }
}

fn consultation_mark(visit: &Visit<'_>, row: &Row, stand: Stand) -> String {
    match stand {
        Stand::Over => words(visit.lang).form_closed.to_owned(),
        stand => Words::deadline(visit.lang, &row.period(), stand).concat(),
    }
}
