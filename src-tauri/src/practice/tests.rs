#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{
    Board, Kept, MARK, Person, Place, make,
    make::{Progress, make_of},
    sample::{self, English, Item, State},
};
use desk::{
    Desk, ThisComputer,
    items::{Filter, Row},
};
use editorial::Lang;
use std::{
    cell::Cell,
    collections::BTreeMap,
    fs,
    io::{Read as _, Write as _},
    net::{TcpListener, TcpStream},
    path::Path,
    sync::Arc,
};

fn place_in(folder: &Path) -> Place {
    Place::beside(&folder.join("desk"))
}

/// A board of a few items, which is made quickly.
pub(crate) fn few(place: &Place) -> bool {
    let items = sample::items().unwrap().into_iter().take(2).collect();
    make_of(items, place, &|_| true).unwrap()
}

/// Opens a desk beside whoever may have it open.
pub(crate) fn open(place: &Place, person: Person) -> desk::Result<Desk> {
    let kept = place.kept().unwrap();
    super::open(place, person, &kept.passphrases, Arc::new(ThisComputer))
}

fn newest_title(item: &Item) -> &str {
    let newest = match item.state {
        State::Fork => item.mine.as_ref(),
        _ => item.corrected.as_ref(),
    };
    &newest.unwrap_or(&item.text).title
}

type Rows = BTreeMap<Lang, Row>;

/// What a list shows of each item, by its Vietnamese title.
fn listed(desk: &Desk) -> BTreeMap<String, Rows> {
    let mut items: BTreeMap<_, Rows> = BTreeMap::new();
    for row in desk.list(&Filter::default()).unwrap() {
        items.entry(row.item).or_default().insert(row.lang, row);
    }
    items
        .into_values()
        .map(|rows| (rows[&Lang::Vi].title.clone(), rows))
        .collect()
}

fn states(rows: &Rows) -> (Option<&str>, Option<&str>) {
    let of = |lang| rows.get(&lang).map(|row| row.state.as_str());
    (of(Lang::Vi), of(Lang::En))
}

fn page(url: &str) -> String {
    let (host, path) = url
        .strip_prefix("http://")
        .unwrap()
        .split_once('/')
        .unwrap();
    let mut line = TcpStream::connect(host).unwrap();
    let request = format!("GET /{path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n");
    line.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).unwrap();
    String::from_utf8_lossy(&answer).into_owned()
}

#[test]
fn the_board_is_made_and_everybody_sees_every_state_of_the_sample() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    assert!(make(&place, &|_| true).unwrap());
    let board = Board::open(&place).unwrap();
    let items = sample::items().unwrap();

    for person in Person::ALL {
        let desk = board.desk(person).unwrap();
        let status = desk.status().unwrap();
        assert_eq!(
            (status.name.as_str(), status.roles),
            (person.name(), vec![person.role()])
        );
        assert_eq!(
            (status.counts.outbox, status.indexing),
            (0, 0),
            "{person:?}"
        );
        let listed = listed(&desk);
        for item in &items {
            let rows = listed.get(newest_title(item));
            seen_by(person, item, rows);
        }
        let unread = desk.refusals().unwrap();
        let behind = usize::from(person == Person::Editor);
        assert_eq!(unread.len(), behind, "{person:?}: {unread:?}");
    }

    let editor = board.desk(Person::Editor).unwrap();
    for item in items
        .iter()
        .filter(|item| item.kind == editorial::Kind::Consultation)
    {
        let rows = listed(&editor);
        let edition = rows[newest_title(item)][&Lang::Vi].edition;
        let came = editor.comments(edition).unwrap();
        let came: Vec<_> = came.into_iter().map(|it| (it.name, it.text)).collect();
        assert_eq!(came, item.comments, "{}", item.name);
    }
    let fork = editor.forks().unwrap();
    assert_eq!(fork.len(), 1);
    assert!(!editor.passages(fork[0].edition).unwrap().is_empty());
    let faulty = items
        .iter()
        .filter(|it| it.state == State::Draft)
        .any(|item| {
            let edition = listed(&editor)[newest_title(item)][&Lang::Vi].edition;
            !editor.check(edition).unwrap().is_empty()
        });
    assert!(faulty, "some of the drafts have faults");

    let approver = board.desk(Person::Approver).unwrap();
    let waiting = |kept: fn(&Item) -> bool| items.iter().filter(|it| kept(it)).count();
    let queue =
        waiting(|it| it.state == State::Submitted) + waiting(|it| it.english == English::Submitted);
    assert_eq!(approver.queue().unwrap().len(), queue);

    let published = &listed(&editor)[newest_title(&items[0])][&Lang::En];
    let url = editor.show(published.edition, None).unwrap().url.unwrap();
    assert!(page(&url).contains(&published.title), "{url}");

    let portal = board.portal();
    let report = portal.audit(&portal.site("tap-lam-quen").unwrap()).unwrap();
    assert!(report.ok, "{:?}", report.faults);
    let last = listed(&editor).into_values().flat_map(Rows::into_values);
    let now = desk::time::write(desk::Surroundings::now(&ThisComputer));
    assert!(
        last.map(|row| row.updated).all(|at| at <= now),
        "nothing is of the future"
    );
}

fn seen_by(person: Person, item: &Item, rows: Option<&Rows>) {
    let name = format!("{} for {person:?}", item.name);
    if item.state == State::Draft && item.by != person {
        assert!(rows.is_none(), "{name}: a draft leaves nobody's desk");
        return;
    }
    let rows = rows.unwrap_or_else(|| panic!("{name} is missing"));
    let vi = match item.state {
        State::Draft | State::Shared | State::Fork => "draft",
        State::Submitted => "submitted",
        State::Returned => "returned",
        State::Scheduled => "scheduled",
        State::Published | State::Corrected => "published",
        State::Withdrawn => "withdrawn",
        State::Unpublished => "unpublished",
    };
    let en = match item.english {
        English::None => None,
        English::Draft => (person == Person::Translator).then_some("draft"),
        English::Submitted => Some("submitted"),
        English::Published | English::Behind => Some("published"),
    };
    assert_eq!(states(rows), (Some(vi), en), "{name}");
    let behind = rows.get(&Lang::En).is_some_and(|row| row.out_of_date);
    assert_eq!(behind, item.english == English::Behind, "{name}");
    let fork = item.state == State::Fork && person == item.by;
    assert_eq!(rows[&Lang::Vi].fork, fork, "{name}");
    if !item.reason.is_empty() {
        assert_eq!(
            rows[&Lang::Vi].reason.as_deref(),
            Some(item.reason.as_str()),
            "{name}"
        );
    }
}

#[test]
fn making_that_is_stopped_leaves_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    let told = Cell::new(None);
    let items = sample::items().unwrap();
    let made = make_of(items, &place, &|progress| {
        told.set(Some(progress));
        progress.done < 3
    });
    assert!(!made.unwrap());
    let Some(Progress { done: 3, of }) = told.get() else {
        panic!("{told:?}");
    };
    assert!(of > 100, "{of}");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_board_made_by_half_is_made_anew() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    let kept = place.begin().unwrap();
    fs::create_dir_all(place.desk(Person::Chief)).unwrap();
    fs::write(place.desk(Person::Chief).join("desk.json"), "{").unwrap();
    assert!(!place.is_made());
    assert!(Board::open(&place).is_err());
    assert!(few(&place));
    assert!(place.is_made());
    assert_ne!(place.kept().unwrap().passphrases, kept.passphrases);
    assert!(open(&place, Person::Chief).is_ok());
}

#[test]
fn a_port_that_is_taken_is_said_and_can_be_tried_again() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    let kept = place.begin().unwrap();
    place
        .keep(&Kept {
            whole: true,
            ..kept
        })
        .unwrap();
    let port = place.kept().unwrap().port;
    let other = TcpListener::bind(("127.0.0.1", port)).unwrap();
    let problem = Board::open(&place).err().unwrap();
    assert_eq!(
        (problem.code.as_str(), problem.retry),
        ("practice_port", true)
    );
    drop(other);
    drop(Board::open(&place).unwrap());
    assert!(
        TcpListener::bind(("127.0.0.1", port)).is_ok(),
        "the portal ended"
    );
}

#[test]
fn a_folder_that_practice_did_not_make_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    let foreign = folder.path().join("desk-practice");
    fs::create_dir(&foreign).unwrap();
    fs::write(foreign.join("letter.txt"), "mine").unwrap();
    assert_eq!(place.discard().unwrap_err().code, "practice_folder");
    assert_eq!(make(&place, &|_| true).unwrap_err().code, "practice_folder");
    assert_eq!(
        fs::read_to_string(foreign.join("letter.txt")).unwrap(),
        "mine"
    );
    assert!(!foreign.join(MARK).exists());
}
