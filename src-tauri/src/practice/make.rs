//! Making the sample board: four desks join the portal and do, by the use cases of every desk, what the sample tells.
//!
//! The clock of portal and desks stands in the past while they do it, and has come to now when it ends.

use super::{
    Kept, Person, Place,
    board::{Served, told},
    disk, open,
    plan::{self, Step},
    sample::{self, Item, Text},
};
use crate::ipc::Problem;
use banthao_portal::Site;
use desk::{
    Desk, DeskError, NewLock, Surroundings as _, ThisComputer,
    drafts::{Change, SourceFile},
    pictures::Words,
    review::Submission,
};
use editorial::{Block, BlockId, Code, EditionId, Hash, Lang, Millis};
use std::{
    collections::BTreeMap,
    io::{Read as _, Write as _},
    net::TcpStream,
    sync::{
        Arc,
        atomic::{AtomicI64, Ordering},
    },
    time::{Duration, Instant},
};

const SITE: &str = "tap-lam-quen";
const NAMES: (&str, &str) = (
    "Sở Ngoại vụ tỉnh Quảng Ngãi (bản tập)",
    "Quang Ngai Department of Foreign Affairs (practice)",
);
/// How long a comment may take on its way through this computer.
const PATIENCE: Duration = Duration::from_secs(10);

/// How far the making is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Progress {
    pub(crate) done: u32,
    pub(crate) of: u32,
}

/// Makes the board, in place of whatever practice left here. `on` is told after each step and ends it by answering no;
/// then nothing is left, and the answer is no.
pub(crate) fn make(place: &Place, on: &dyn Fn(Progress) -> bool) -> Result<bool, Problem> {
    make_of(sample::items()?, place, on)
}

/// As [`make`], of these items.
pub(super) fn make_of(
    items: Vec<Item>,
    place: &Place,
    on: &dyn Fn(Progress) -> bool,
) -> Result<bool, Problem> {
    let kept = place.begin()?;
    let made =
        Making::begin(items, place, &kept).and_then(|mut making| making.all(place, &kept, on));
    match made {
        Ok(true) => {
            place.keep(&Kept {
                whole: true,
                ..kept
            })?;
            Ok(true)
        }
        Ok(false) => place.discard().map(|()| false),
        Err(problem) => {
            // What stays is not whole: the next try clears it away first.
            let _ = place.discard();
            Err(problem)
        }
    }
}

/// The one clock of portal and desks, where the story stands.
struct Clock {
    at: AtomicI64,
    begun: Instant,
}

impl Clock {
    fn now(&self) -> Millis {
        Millis(self.at.load(Ordering::SeqCst))
    }
}

impl desk::Surroundings for Clock {
    fn now(&self) -> Millis {
        self.now()
    }

    fn elapsed(&self) -> Duration {
        self.begun.elapsed()
    }

    fn random(&self, bytes: &mut [u8]) {
        ThisComputer.random(bytes);
    }
}

impl banthao_portal::Surroundings for Clock {
    fn now(&self) -> Millis {
        self.now()
    }

    fn fill(&self, bytes: &mut [u8]) {
        ThisComputer.random(bytes);
    }
}

struct Making {
    clock: Arc<Clock>,
    now: Millis,
    served: Served,
    site: Arc<Site>,
    desks: BTreeMap<Person, Desk>,
    items: Vec<Item>,
    editions: BTreeMap<usize, EditionId>,
    submitted: BTreeMap<EditionId, Hash>,
    /// How much has reached the portal, and how much of it each desk was told.
    acts: u32,
    heard: BTreeMap<Person, u32>,
}

impl Making {
    fn begin(items: Vec<Item>, place: &Place, kept: &Kept) -> Result<Self, Problem> {
        let now = ThisComputer.now();
        let clock = Arc::new(Clock {
            at: AtomicI64::new(plan::beginning(&items, now).0),
            begun: Instant::now(),
        });
        let served = Served::begin(place, kept.port, clock.clone())?;
        served
            .portal
            .add_site(SITE, NAMES.0, NAMES.1, None)
            .map_err(told)?;
        let site = served.portal.site(SITE).map_err(told)?;
        Ok(Self {
            clock,
            now,
            served,
            site,
            desks: BTreeMap::new(),
            items,
            editions: BTreeMap::new(),
            submitted: BTreeMap::new(),
            acts: 0,
            heard: BTreeMap::new(),
        })
    }

    fn all(
        &mut self,
        place: &Place,
        kept: &Kept,
        on: &dyn Fn(Progress) -> bool,
    ) -> Result<bool, Problem> {
        let steps = plan::steps(&self.items, self.now);
        let of = u32::try_from(Person::ALL.len() * 2 + steps.len()).unwrap_or(u32::MAX);
        let mut done = 0;
        let mut go_on = || {
            done += 1;
            on(Progress { done, of })
        };
        for person in Person::ALL {
            self.join(place, kept, person)?;
            if !go_on() {
                return Ok(false);
            }
        }
        for (at, n, step) in steps {
            self.clock.at.store(at.0, Ordering::SeqCst);
            self.step(n, step)?;
            if !go_on() {
                return Ok(false);
            }
        }
        self.clock.at.store(self.now.0, Ordering::SeqCst);
        for person in Person::ALL {
            self.exchange(person)?;
            self.desk(person)?.index(&|_| true)?;
            if !go_on() {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn join(&mut self, place: &Place, kept: &Kept, person: Person) -> Result<(), Problem> {
        let portal = &self.served.portal;
        let week = i64::from(7 * 24 * 3600) * 1000;
        let code = portal
            .invite(&self.site, person.name(), &[person.role()], week)
            .map_err(told)?;
        let passphrase = kept.passphrases.get(&person).map(String::as_str);
        let folder = place.desk(person);
        drop(Desk::init(&folder, NewLock { passphrase }, person.name())?);
        let desk = open(place, person, &kept.passphrases, self.clock.clone())?;
        let device = format!("Máy tập của {}", person.name());
        desk.join(&self.served.url(), &code.to_string(), &device)?;
        self.acts += 1;
        self.desks.insert(person, desk);
        Ok(())
    }

    fn desk(&self, person: Person) -> Result<&Desk, Problem> {
        self.desks
            .get(&person)
            .ok_or_else(|| DeskError::new(Code::NotFound).into())
    }

    fn exchange(&mut self, person: Person) -> Result<(), Problem> {
        self.desk(person)?.exchange(false, &|_| true)?;
        self.heard.insert(person, self.acts);
        Ok(())
    }

    /// Lets a desk know what the others did, where they did anything since it was told last.
    fn hear(&mut self, person: Person) -> Result<(), Problem> {
        if self.heard.get(&person) == Some(&self.acts) {
            return Ok(());
        }
        self.exchange(person)
    }

    /// Does something at a desk that knows what the others did; what it leaves on that desk alone is no act.
    fn at<T>(
        &mut self,
        person: Person,
        work: impl FnOnce(&Desk) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        self.hear(person)?;
        work(self.desk(person)?)
    }

    /// As [`Making::at`], and lets the others know.
    fn act<T>(
        &mut self,
        person: Person,
        work: impl FnOnce(&Desk) -> Result<T, Problem>,
    ) -> Result<T, Problem> {
        let done = self.at(person, work)?;
        self.acts += 1;
        self.exchange(person)?;
        Ok(done)
    }

    fn step(&mut self, n: usize, step: Step) -> Result<(), Problem> {
        self.do_step(n, step).map_err(|problem| {
            let name = self.items.get(n).map_or("", |item| item.name);
            Problem {
                message: format!("{name}, {step:?}: {}", problem.message),
                ..problem
            }
        })
    }

    fn do_step(&mut self, n: usize, step: Step) -> Result<(), Problem> {
        let item = self
            .items
            .get(n)
            .cloned()
            .ok_or_else(|| DeskError::new(Code::NotFound))?;
        if step == Step::Write {
            let now = self.now;
            let edition = self.at(item.by, |desk| write(desk, &item, now))?;
            self.editions.insert(n, edition);
            return Ok(());
        }
        let vi = *self
            .editions
            .get(&n)
            .ok_or_else(|| DeskError::new(Code::NotFound))?;
        let decides = decides(item.by);
        match step {
            Step::Write => {}
            Step::Share => self.act(item.by, |desk| Ok(desk.share(vi).map(drop)?))?,
            Step::Submit => self.submit(item.by, vi, item.note.clone())?,
            Step::Approve(at) => self.approve(decides, vi, at)?,
            Step::Return => {
                let revision = self.submitted(vi)?;
                self.act(decides, |desk| {
                    Ok(desk.give_back(vi, revision, &item.reason).map(drop)?)
                })?;
            }
            Step::Translate => {
                self.at(Person::Translator, |desk| translate(desk, &item, vi))?;
            }
            Step::SubmitEnglish => self.submit(Person::Translator, vi.other(), None)?,
            Step::ApproveEnglish => self.approve(Person::Approver, vi.other(), None)?,
            Step::Correct => {
                let text = item.corrected.as_ref().ok_or_else(|| missing(&item))?;
                self.at(item.by, |desk| rewrite(desk, &item, vi, text))?;
            }
            Step::Withdraw => {
                self.act(decides, |desk| {
                    Ok(desk.withdraw(vi, &item.reason).map(drop)?)
                })?;
            }
            Step::Unpublish => {
                self.act(decides, |desk| {
                    Ok(desk.unpublish(vi, &item.reason, None).map(drop)?)
                })?;
            }
            Step::Comment(which) => {
                let (name, words) = item.comments.get(which).ok_or_else(|| missing(&item))?;
                let url = self.at(item.by, |desk| Ok(desk.show(vi, None)?.url))?;
                comment(&url.ok_or_else(|| missing(&item))?, name, words)?;
            }
            Step::Fork => self.fork(&item, vi)?,
        }
        Ok(())
    }

    fn submitted(&self, edition: EditionId) -> Result<Hash, Problem> {
        let known = self.submitted.get(&edition).copied();
        known.ok_or_else(|| DeskError::new(Code::WrongState).into())
    }

    fn submit(
        &mut self,
        person: Person,
        edition: EditionId,
        note: Option<String>,
    ) -> Result<(), Problem> {
        let with = Submission {
            note,
            ..Submission::default()
        };
        let submitted = self.act(person, |desk| Ok(desk.submit(edition, with)?))?;
        self.submitted.insert(edition, submitted.revision);
        Ok(())
    }

    fn approve(
        &mut self,
        person: Person,
        edition: EditionId,
        at: Option<Millis>,
    ) -> Result<(), Problem> {
        let revision = self.submitted(edition)?;
        self.act(person, |desk| {
            Ok(desk.approve(edition, revision, at).map(drop)?)
        })
    }

    /// Two write on the same text; the one whose line was down learns of the other when it is back.
    fn fork(&mut self, item: &Item, vi: EditionId) -> Result<(), Problem> {
        let (Some(mine), Some(other)) = (&item.mine, &item.other) else {
            return Err(missing(item));
        };
        self.at(item.by, |desk| {
            rewrite(desk, item, vi, mine)?;
            Ok(desk.share(vi).map(drop)?)
        })?;
        self.act(decides(item.by), |desk| {
            rewrite(desk, item, vi, other)?;
            Ok(desk.share(vi).map(drop)?)
        })?;
        self.exchange(item.by)
    }
}

/// Who decides on what somebody wrote: never the writer.
fn decides(by: Person) -> Person {
    if by == Person::Approver {
        Person::Chief
    } else {
        Person::Approver
    }
}

fn missing(item: &Item) -> Problem {
    DeskError::about(Code::BadFile, item.name).into()
}

fn file(text: &Text) -> SourceFile {
    SourceFile {
        name: "text.md".to_owned(),
        bytes: text.body.clone().into_bytes(),
        folder: None,
    }
}

fn write(desk: &Desk, item: &Item, now: Millis) -> Result<EditionId, Problem> {
    let fields = item.fields.iter().map(|(name, value)| {
        let day = matches!(name.as_str(), "opens" | "closes")
            .then(|| plan::day(value, now))
            .flatten();
        (name.clone(), day.unwrap_or_else(|| value.clone()))
    });
    let change = Change {
        file: Some(file(&item.text)),
        title: Some(item.text.title.clone()),
        summary: Some(item.text.summary.clone()),
        fields: fields.collect(),
    };
    let begun = desk.new_item(item.kind, Lang::Vi, change)?;
    place_pictures(desk, item, begun.edition)?;
    Ok(begun.edition)
}

fn rewrite(desk: &Desk, item: &Item, edition: EditionId, text: &Text) -> Result<(), Problem> {
    let change = Change {
        file: Some(file(text)),
        title: Some(text.title.clone()),
        summary: Some(text.summary.clone()),
        fields: Vec::new(),
    };
    desk.edit(edition, change)?;
    place_pictures(desk, item, edition)
}

/// The first picture after the first paragraph, the second after the second.
fn place_pictures(desk: &Desk, item: &Item, edition: EditionId) -> Result<(), Problem> {
    if item.pictures.is_empty() {
        return Ok(());
    }
    let document = desk.show(edition, None)?.document;
    let paragraphs: Vec<BlockId> = document
        .blocks
        .iter()
        .filter(|block| matches!(block, Block::Paragraph { .. }))
        .map(Block::id)
        .collect();
    for (n, picture) in item.pictures.iter().enumerate() {
        let words = Words {
            alt: picture.alt.clone(),
            caption: picture.caption.clone(),
            credit: picture.credit.clone(),
        };
        desk.add_picture(edition, picture.bytes, words, paragraphs.get(n).copied())?;
    }
    Ok(())
}

fn translate(desk: &Desk, item: &Item, vi: EditionId) -> Result<(), Problem> {
    let en = desk.translate(vi, Lang::En)?.edition;
    let rows = desk.segments(en, None)?;
    if rows.len() != item.sentences.len() {
        let counts = format!("{}: {} / {}", item.name, item.sentences.len(), rows.len());
        return Err(DeskError::about(Code::BadFile, counts).into());
    }
    for (row, sentence) in rows.iter().zip(&item.sentences) {
        if let Some(sentence) = sentence {
            desk.set_segment(en, &row.segment, sentence, None)?;
        }
    }
    let named = item
        .fields
        .iter()
        .filter(|(name, _)| matches!(name.as_str(), "author" | "source"))
        .map(|(name, value)| (name.clone(), in_english(value)));
    let change = Change {
        fields: named.collect(),
        ..Change::default()
    };
    desk.edit(en, change)?;
    Ok(())
}

/// Offices under their English names; people keep theirs.
fn in_english(name: &str) -> String {
    match name {
        "Sở Ngoại vụ" => "Department of Foreign Affairs",
        "Văn phòng Sở" => "Office of the Department",
        "Cộng tác viên Sở Ngoại vụ" => "Contributor to the Department of Foreign Affairs",
        "Phòng Lãnh sự, Sở Ngoại vụ" => {
            "Consular Division, Department of Foreign Affairs"
        }
        "Phòng Lãnh sự" => "Consular Division",
        "Phòng Hợp tác quốc tế" => "International Cooperation Division",
        other => other,
    }
    .to_owned()
}

/// Sends a comment as a reader's browser does.
fn comment(url: &str, name: &str, words: &str) -> Result<(), Problem> {
    let bad = || Problem::unexpected(format!("no page at {url}"));
    let (host, path) = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(bad)?;
    let form = format!("name={}&text={}", encoded(name), encoded(words));
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut line = TcpStream::connect(host).map_err(disk)?;
    line.set_read_timeout(Some(PATIENCE)).map_err(disk)?;
    line.write_all(request.as_bytes()).map_err(disk)?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).map_err(disk)?;
    let first = String::from_utf8_lossy(&answer);
    let first = first.lines().next().unwrap_or_default();
    if first.contains(" 200 ") || first.contains(" 303 ") {
        Ok(())
    } else {
        Err(Problem::unexpected(format!("{url}: {first}")))
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
