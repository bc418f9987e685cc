#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use super::{
    Board, Person, Place, make,
    make::Progress,
    sample::{self, English, Item, State},
};
use desk::{Desk, items::Filter, items::Row};
use editorial::Lang;
use std::{collections::BTreeMap, fs, net::TcpListener, path::Path};

fn place_in(folder: &Path) -> Place {
    Place::beside(&folder.join("desk"))
}

fn all_steps(_: Progress) -> bool {
    true
}

/// What a list shows of each edition, under the title of the Vietnamese file it came from.
fn rows(desk: &Desk) -> BTreeMap<(String, Lang), Row> {
    let rows = desk.list(&Filter::default()).unwrap();
    let titles: BTreeMap<_, _> = rows
        .iter()
        .filter(|row| row.edition.lang == Lang::Vi)
        .map(|row| (row.edition.item, row.title.clone()))
        .collect();
    rows.into_iter()
        .map(|row| ((titles[&row.edition.item].clone(), row.edition.lang), row))
        .collect()
}

fn title_now(item: &Item) -> String {
    let newest = match item.state {
        State::Fork => item.mine.as_ref(),
        _ => item.corrected.as_ref(),
    };
    newest.unwrap_or(&item.text).title.clone()
}

#[test]
fn probe() {
    let folder = tempfile::tempdir().unwrap();
    let place = place_in(folder.path());
    let begun = std::time::Instant::now();
    let made = make(&place, &all_steps);
    eprintln!("{made:?} in {:?}", begun.elapsed());
    let board = Board::open(&place).unwrap();
    for person in Person::ALL {
        let desk = board.desk(person).unwrap();
        eprintln!("== {person:?} {:?}", desk.status().unwrap().counts);
        for row in desk.list(&Filter::default()).unwrap() {
            eprintln!(
                "{} {} draft={} {:?} at={:?} {} {:?}",
                row.state, row.edition.lang, row.draft, row.pending, row.at, row.title, row.updated
            );
        }
        eprintln!("{:?}", desk.forks().unwrap());
        eprintln!("queue {}", desk.queue().unwrap().len());
        for r in desk.refusals().unwrap() { eprintln!("{r:?}"); }
    }
    let portal = board.portal();
    eprintln!("{:?}", portal.audit(&portal.site("tap-lam-quen").unwrap()).unwrap());
    eprintln!("{}", board.public_url());
}
