#![allow(clippy::unwrap_used, clippy::expect_used)]

use super::*;
use desk::NewLock;
use editorial::Code;
use std::sync::mpsc;

struct Bench {
    desk: Desk,
    exchanging: Exchanging,
    told: mpsc::Receiver<Changed>,
    _folder: tempfile::TempDir,
}

fn bench() -> Bench {
    let folder = tempfile::tempdir().unwrap();
    let lock = NewLock {
        passphrase: Some("trăng sáng sân đình"),
    };
    let (desk, _) = Desk::init(&folder.path().join("desk"), lock, "Oanh").unwrap();
    let (tell, told) = mpsc::channel();
    let exchanging = Exchanging::new(
        desk.clone(),
        Box::new(move |changed| tell.send(changed).unwrap()),
    );
    Bench {
        desk,
        exchanging,
        told,
        _folder: folder,
    }
}

fn offline() -> desk::Result<exchange::Report> {
    Err(DeskError::new(Code::Offline))
}

/// What was told while an exchange ended so: whether texts changed, the trouble, and whether it was still busy.
fn told_of(
    bench: &Bench,
    outcome: desk::Result<exchange::Report>,
    moved: bool,
) -> Vec<(bool, Option<String>, bool)> {
    let _ = bench.exchanging.through(0, || (outcome, moved));
    let told = bench.told.try_iter();
    told.map(|it| (it.texts, it.line.trouble, it.line.busy))
        .collect()
}

#[test]
fn the_line_is_busy_while_an_exchange_runs_and_the_pages_read_again_only_what_moved() {
    let bench = bench();
    let nothing = || Ok(exchange::Report::default());
    assert_eq!(
        told_of(&bench, nothing(), false),
        [(false, None, true), (false, None, false)]
    );
    assert_eq!(
        told_of(&bench, nothing(), true),
        [(false, None, true), (true, None, false)]
    );
}

#[test]
fn trouble_is_told_to_the_pages_when_it_comes_and_when_it_goes() {
    let bench = bench();
    let code = || Some("offline".to_owned());
    let outcomes = [
        told_of(&bench, offline(), false),
        told_of(&bench, offline(), false),
        told_of(&bench, Ok(exchange::Report::default()), false),
    ];
    assert_eq!(
        outcomes,
        [
            [(false, None, true), (true, code(), false)],
            [(false, code(), true), (false, code(), false)],
            [(false, code(), true), (true, None, false)],
        ]
    );
}

#[test]
fn how_far_it_is_is_told_now_and_then_and_a_person_can_end_it() {
    let bench = bench();
    let exchanging = &bench.exchanging;
    exchanging.stop();
    assert_eq!(bench.told.try_iter().count(), 0, "nothing is under way");

    let far = |done: u64| exchange::Progress {
        received: 0,
        newest: 0,
        far: exchange::Far {
            files_out: exchange::Part { done, of: 12 },
            ..exchange::Far::default()
        },
    };
    let mut went_on = Vec::new();
    let _ = exchanging.through(0, || {
        went_on.push(exchanging.on(far(1)));
        went_on.push(exchanging.on(far(2)));
        exchanging.stop();
        went_on.push(exchanging.on(far(3)));
        (Ok(exchange::Report::default()), true)
    });
    assert_eq!(went_on, [true, true, false]);
    let told: Vec<_> = bench
        .told
        .try_iter()
        .map(|it| it.line.going.map(|it| (it.files_out.done, it.ending)))
        .collect();
    assert_eq!(
        told,
        [None, Some((1, false)), Some((2, true)), None],
        "the second came too soon to be told by itself"
    );
}

#[test]
fn offline_since_stays_the_first_time() {
    let first = trouble(
        &DeskError::new(Code::Offline),
        &Line::default(),
        Millis(1_000_000),
        0,
    );
    let later = trouble(&DeskError::new(Code::Offline), &first, Millis(9_000_000), 1);
    assert_eq!(later.since, first.since);
    assert_ne!(later.next, first.next);
}

#[test]
fn a_desk_that_has_not_joined_tells_nothing() {
    let bench = bench();
    let problem = bench.exchanging.once(0).unwrap_err();
    assert_eq!(problem.code, "not_joined");
    assert_eq!(bench.told.try_iter().count(), 0);
}

#[test]
fn who_works_without_the_line_does_so_the_next_time_and_finds_what_they_wrote() {
    let bench = bench();
    bench.exchanging.set_offline(true).unwrap();
    assert!(bench.told.try_iter().all(|it| it.line.offline));

    let change = desk::drafts::Change {
        title: Some("Lễ ký kết ở Bờ Y".to_owned()),
        ..Default::default()
    };
    let (article, vi) = (editorial::Kind::Article, editorial::Lang::Vi);
    bench.desk.new_item(article, vi, change).unwrap();
    let (tell, told) = mpsc::channel();
    let again = begin(bench.desk.clone(), move |changed| {
        tell.send(changed).unwrap();
    });
    let since = Instant::now();
    while bench.desk.status().unwrap().indexing > 0 {
        assert!(since.elapsed() < Duration::from_secs(60));
        thread::yield_now();
    }
    again.end();
    assert_eq!(told.try_iter().count(), 0, "nobody was asked");

    bench.exchanging.set_offline(false).unwrap();
    assert!(!bench.desk.works_offline().unwrap());
}

#[test]
fn what_cannot_be_indexed_keeps_nobody_from_exchanging() {
    let bench = bench();
    let broken = |_: &Desk| Err(DeskError::new(Code::Damaged));
    let problem = bench.exchanging.once_after(0, broken).unwrap_err();
    assert_eq!(problem.code, "not_joined", "it went on to the exchange");
}

#[test]
fn closing_waits_a_moment_for_the_step_under_way_and_no_longer() {
    let bench = bench();
    let exchanging = &bench.exchanging;
    thread::scope(|scope| {
        let (begun, under_way) = mpsc::channel();
        let (answer, answered) = mpsc::channel();
        scope.spawn(move || {
            let _alone = exchanging.alone();
            begun.send(()).unwrap();
            answered.recv().unwrap();
        });
        under_way.recv().unwrap();
        let since = Instant::now();
        exchanging.end();
        assert!(since.elapsed() >= CLOSING);
        assert!(since.elapsed() < CLOSING * 5);
        assert!(held(&exchanging.desk).is_none());
        answer.send(()).unwrap();
    });
    let since = Instant::now();
    exchanging.end();
    assert!(since.elapsed() < CLOSING, "nothing is under way");
}
