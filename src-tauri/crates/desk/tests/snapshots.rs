//! What is kept of a draft on this computer, and how it comes back.
#![allow(clippy::unwrap_used)]

use desk::{Desk, ThisComputer, drafts::Change};
use editorial::{Code, Content, Document, EditionId, Kind, Lang};
use std::sync::Arc;
use store::Store;

fn begun() -> (Desk, EditionId) {
    let desk = Desk::on(Store::in_memory().unwrap(), Arc::new(ThisComputer));
    let change = Change {
        title: Some("Bản đầu".into()),
        ..Change::default()
    };
    let edition = desk
        .new_item(Kind::Article, Lang::Vi, change)
        .unwrap()
        .edition;
    (desk, edition)
}

fn write(desk: &Desk, edition: EditionId, title: &str) {
    let content = Content {
        title: title.into(),
        document: Some(Document::default()),
        ..Content::default()
    };
    desk.save(edition, None, content).unwrap();
}

fn titles(desk: &Desk, edition: EditionId) -> Vec<String> {
    let rows = desk.snapshots(edition).unwrap().into_iter();
    rows.map(|row| row.title).collect()
}

#[test]
fn what_is_kept_by_hand_is_told_and_can_be_read() {
    let (desk, edition) = begun();
    desk.keep_snapshot(edition, None).unwrap();
    write(&desk, edition, "Bản hai");
    desk.keep_snapshot(edition, Some(" trước khi gửi "))
        .unwrap();
    let rows = desk.snapshots(edition).unwrap();
    assert_eq!(titles(&desk, edition), ["Bản hai", "Bản đầu"]);
    assert!(rows.iter().all(|row| row.kept));
    assert_eq!(rows[0].name.as_deref(), Some("trước khi gửi"));
    assert_eq!(rows[1].name, None);
    assert_eq!(desk.snapshot(edition, rows[1].id).unwrap().title, "Bản đầu");
}

#[test]
fn what_comes_back_takes_nothing_away() {
    let (desk, edition) = begun();
    desk.keep_snapshot(edition, None).unwrap();
    write(&desk, edition, "Bản hai");
    let first = desk.snapshots(edition).unwrap().remove(0);
    assert!(desk.restore_snapshot(edition, first.id).unwrap().draft);
    assert_eq!(desk.show(edition, None).unwrap().row.title, "Bản đầu");
    assert_eq!(titles(&desk, edition), ["Bản hai", "Bản đầu"]);
    let second = desk.snapshots(edition).unwrap().remove(0);
    assert!(!second.kept);
    desk.restore_snapshot(edition, second.id).unwrap();
    assert_eq!(desk.show(edition, None).unwrap().row.title, "Bản hai");
    desk.restore_snapshot(edition, second.id).unwrap();
    let rows = titles(&desk, edition);
    assert_eq!(rows.iter().filter(|title| *title == "Bản đầu").count(), 2);
}

#[test]
fn a_text_with_a_secret_mark_does_not_come_back() {
    let (desk, edition) = begun();
    let clean = store::drafts::get(desk.store(), edition).unwrap().unwrap();
    let mut marked = clean.clone();
    marked.content.title = "TUYỆT MẬT".into();
    store::drafts::put(desk.store(), &marked).unwrap();
    let kept = store::snapshots::take(desk.store(), edition, Some(""), clean.updated).unwrap();
    store::drafts::put(desk.store(), &clean).unwrap();
    let refused = desk.restore_snapshot(edition, kept.id).unwrap_err();
    assert_eq!(refused.code, Code::SecretMark);
    assert_eq!(desk.show(edition, None).unwrap().row.title, "Bản đầu");
}

#[test]
fn a_snapshot_of_another_edition_is_not_found() {
    let (desk, edition) = begun();
    desk.keep_snapshot(edition, None).unwrap();
    let id = desk.snapshots(edition).unwrap().remove(0).id;
    let other = desk
        .new_item(Kind::Article, Lang::Vi, Change::default())
        .unwrap()
        .edition;
    assert_eq!(desk.snapshot(other, id).unwrap_err().code, Code::NotFound);
    assert_eq!(
        desk.restore_snapshot(other, id).unwrap_err().code,
        Code::NotFound
    );
    desk.discard(edition).unwrap();
    assert_eq!(
        desk.keep_snapshot(edition, None).unwrap_err().code,
        Code::NotFound
    );
}
