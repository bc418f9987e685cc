//! The consultations, ordered by when they close, with what the public wrote.
#![allow(clippy::unwrap_used)]

use desk::{Desk, ThisComputer, drafts::Change};
use editorial::{Kind, Lang, Millis};
use std::sync::Arc;
use store::{Store, comments::Comment};

fn fields(of: &[(&str, &str)]) -> Vec<(String, String)> {
    of.iter()
        .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
        .collect()
}

#[test]
fn the_one_that_closes_first_stands_first_and_one_without_an_end_last() {
    let desk = Desk::on(Store::in_memory().unwrap(), Arc::new(ThisComputer));
    let begin = |kind, title: &str, of: &[(&str, &str)]| {
        let change = Change {
            title: Some(title.to_owned()),
            fields: fields(of),
            ..Change::default()
        };
        desk.new_item(kind, Lang::Vi, change).unwrap().edition
    };
    begin(Kind::Article, "Một tin", &[]);
    begin(Kind::Consultation, "Chưa có hạn", &[]);
    begin(
        Kind::Consultation,
        "Sau",
        &[("opens", "2026-11-20"), ("closes", "2026-12-20")],
    );
    let first = begin(
        Kind::Consultation,
        "Trước",
        &[
            ("opens", "2026-11-01"),
            ("closes", "2026-11-30T17:00:00+07:00"),
        ],
    );
    let comment = |cursor: u64, erased| Comment {
        cursor,
        comment: format!("c{cursor}"),
        edition: first,
        receipt: format!("GY-{cursor}"),
        name: "Một công dân".to_owned(),
        contact: String::new(),
        hide_name: true,
        text: "Đồng ý.".to_owned(),
        at: Millis(1_795_453_200_000),
        block: None,
        erased,
    };
    let lines = [comment(1, false), comment(2, true), comment(3, false)];
    store::comments::put(desk.store(), &lines, 3).unwrap();

    let rows = desk.consultations().unwrap();
    let told: Vec<_> = rows
        .iter()
        .map(|row| (row.row.title.as_str(), row.comments))
        .collect();
    assert_eq!(told, [("Trước", 2), ("Sau", 0), ("Chưa có hạn", 0)]);
    let at = |of: &Option<String>| of.as_deref().and_then(desk::time::parse);
    assert_eq!(at(&rows[0].closes), desk::time::parse("2026-11-30T17:00"));
    // The day of closing counts: it ends where the next begins.
    assert_eq!(at(&rows[1].closes), desk::time::parse("2026-12-21"));
    assert_eq!(at(&rows[1].opens), desk::time::parse("2026-11-20"));
    assert_eq!((&rows[2].opens, &rows[2].closes), (&None, &None));
}
