//! What is mine to do, and what is coming.

use crate::{
    Desk, Result,
    consultations::open_between,
    items::{Filter, ListState, Row},
    review::Waiting,
    time,
    translating::Translating,
};
use editorial::{Code, Content, Kind, Millis};
use store::drafts::{self, Draft};

/// How far ahead one looks.
const AHEAD: i64 = 7 * 24 * 60 * 60 * 1000;
/// How many of the other texts being written stand there, and of those to be translated.
const FEW: u32 = 5;
/// How much of a text is shown to know it again.
const SIGNS: usize = 240;

/// What is mine to do, and what is coming.
#[derive(Debug, Clone, PartialEq)]
pub struct Home {
    /// The text I wrote on last.
    pub last: Option<Last>,
    /// The others I am writing, the last touched first.
    pub drafts: Vec<Row>,
    /// What came back to me, or must be chosen from two texts.
    pub returned: Vec<Row>,
    /// What waits for my decision, the earliest deadline first.
    pub decide: Vec<Waiting>,
    /// For a translator: what is to be done in English, the beginning of the list.
    pub translate: Vec<Translating>,
    /// How long that list is.
    pub translate_count: u64,
    /// What is published or closes in the next days, in that order.
    pub coming: Vec<Coming>,
    /// What I handed in and nobody has decided yet.
    pub submitted: Vec<Row>,
}

/// A text one goes on with.
#[derive(Debug, Clone, PartialEq)]
pub struct Last {
    /// Its row of the list.
    pub row: Row,
    /// Its beginning.
    pub beginning: String,
}

/// Something that happens by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coming {
    /// Its row of the list.
    pub row: Row,
    /// When.
    pub at: String,
    /// A consultation closes then; otherwise it is published.
    pub closes: bool,
}

impl Desk {
    /// What is mine to do, and what is coming.
    ///
    /// # Errors
    /// Those of the store.
    pub fn home(&self) -> Result<Home> {
        let mut writing = Vec::new();
        let mut returned = self.of_state(ListState::Returned, true)?;
        for draft in drafts::all(&self.store)? {
            // What lies in the trash has no row.
            let Some(row) = store::list::row(&self.store, draft.edition)? else {
                continue;
            };
            if row.fork {
                returned.retain(|other| other.edition != row.edition);
                returned.insert(0, row.into());
            } else if row.draft {
                writing.push((Row::from(row), draft));
            }
        }
        let mut writing = writing.into_iter();
        let last = writing.next().map(|(row, draft)| Last {
            row,
            beginning: beginning(&draft),
        });
        if let Some(last) = &last {
            returned.retain(|row| row.edition != last.row.edition);
        }
        let drafts = writing
            .map(|(row, _)| row)
            .filter(|row| returned.iter().all(|other| other.edition != row.edition))
            .take(FEW as usize)
            .collect();
        let me = store::meta::identity(&self.store)?.member;
        let waiting = match self.submitted() {
            Err(error) if error.code == Code::NotJoined => Vec::new(),
            waiting => waiting?,
        };
        let submitted = waiting
            .iter()
            .filter(|it| Some(it.submitted_by) == me)
            .map(|it| it.row.clone())
            .collect();
        let now = self.portal_now()?;
        let translates = match me {
            Some(me) => store::mirror::board(&self.store)?
                .roles(me, now)
                .iter()
                .any(|role| role.translates()),
            None => false,
        };
        let (translate, translate_count) = if translates {
            let counts = self.translating_counts()?;
            let open = self.translating(0, FEW)?;
            (open, counts.into_iter().map(|(_, count)| count).sum())
        } else {
            (Vec::new(), 0)
        };
        Ok(Home {
            last,
            drafts,
            returned,
            decide: waiting
                .into_iter()
                .filter(|it| it.why_not.is_none())
                .collect(),
            translate,
            translate_count,
            coming: self.coming(now)?,
            submitted,
        })
    }

    fn of_state(&self, state: ListState, mine: bool) -> Result<Vec<Row>> {
        self.list(&Filter {
            state: Some(state),
            mine,
            ..Filter::default()
        })
    }

    fn coming(&self, now: Millis) -> Result<Vec<Coming>> {
        let until = now.0.saturating_add(AHEAD);
        let mut coming = Vec::new();
        let mut note = |row: Row, at: Option<Millis>, closes| {
            if let Some(at) = at.filter(|at| (now.0..=until).contains(&at.0)) {
                coming.push((at, row, closes));
            }
        };
        for row in self.of_state(ListState::Scheduled, false)? {
            let at = row.at.as_deref().and_then(time::parse);
            note(row, at, false);
        }
        let open = Filter {
            kind: Some(Kind::Consultation),
            state: Some(ListState::Published),
            ..Filter::default()
        };
        for row in self.list(&open)? {
            let Some(live) = row.published_revision else {
                continue;
            };
            // A translation closes with its source, which stands here already.
            let Ok(content) = self.content_of(row.edition, live) else {
                continue;
            };
            let (_, closes) = open_between(&content);
            note(row, closes, true);
        }
        coming.sort_by_key(|(at, ..)| *at);
        Ok(coming
            .into_iter()
            .map(|(at, row, closes)| Coming {
                row,
                at: time::write(at),
                closes,
            })
            .collect())
    }
}

/// What one knows a text by: its summary, or how it begins.
fn beginning(draft: &Draft) -> String {
    let Content {
        summary, document, ..
    } = &draft.content;
    let text = match document {
        _ if !summary.trim().is_empty() => summary.clone(),
        Some(document) => document.plain_text(),
        None => {
            let targets = draft.content.segments.iter().skip(1);
            let targets: Vec<_> = targets.map(|segment| segment.target.as_str()).collect();
            targets.join(" ")
        }
    };
    let mut shown = String::new();
    for word in text.split_whitespace() {
        if shown.chars().count() + word.chars().count() > SIGNS {
            shown.push_str(" …");
            break;
        }
        if !shown.is_empty() {
            shown.push(' ');
        }
        shown.push_str(word);
    }
    shown
}
