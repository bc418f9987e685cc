//! What others did with a text that is open here.
#![allow(clippy::unwrap_used)]

#[path = "../../store/tests/board/mod.rs"]
mod board;

use board::{Person, Site, content, vi};
use desk::{Desk, ThisComputer};
use editorial::{
    Kind, Role, What,
    event::{Ground, Offer},
};
use std::sync::Arc;
use store::Store;

fn desk_of(person: Person, page: &store::Page) -> Desk {
    let store = Store::in_memory().unwrap();
    board::belongs_to(&store, person);
    store::mirror::apply(&store, page).unwrap();
    Desk::on(store, Arc::new(ThisComputer))
}

fn receive(desk: &Desk, site: &mut Site) {
    store::mirror::apply(desk.store(), &site.page()).unwrap();
}

#[test]
fn who_shows_a_draft_is_writing_too_and_who_submits_it_takes_it_over() {
    let mut site = Site::new();
    let oanh = site.person(1, Role::Editor, "Đỗ Kiều Oanh");
    let an = site.person(2, Role::Editor, "Bùi Thị Lệ Ẩn");
    let first = site.submitted(
        oanh,
        vi(1),
        None,
        content("Đoàn thăm tỉnh", &["42 cán bộ."]),
    );
    let desk = desk_of(oanh, &site.page());
    let newest = desk.newest(vi(1)).unwrap().unwrap();
    assert_eq!(
        (newest.revision, newest.mine, newest.at_work),
        (first, true, false)
    );

    let shown = site.revision(
        an,
        vi(1),
        Some(first),
        content("Đoàn thăm tỉnh", &["46 cán bộ."]),
    );
    let offer = Offer {
        revision: shown,
        kind: Kind::Article,
        parent: Some(first),
        source: None,
    };
    site.does(an, vi(1), What::Shared(offer));
    receive(&desk, &mut site);
    let newest = desk.newest(vi(1)).unwrap().unwrap();
    assert_eq!((newest.revision, newest.by), (shown, an.member));
    assert!(newest.shown_only && newest.at_work && newest.replaced.is_none());

    let taken = site.submitted(
        an,
        vi(1),
        Some(shown),
        content("Đoàn thăm tỉnh", &["47 cán bộ."]),
    );
    receive(&desk, &mut site);
    let newest = desk.newest(vi(1)).unwrap().unwrap();
    assert_eq!((newest.revision, newest.replaced), (taken, Some(first)));
    assert!(!newest.at_work);
}

#[test]
fn what_came_while_a_text_was_open_is_not_put_into_it() {
    let mut site = Site::new();
    let oanh = site.person(1, Role::Editor, "Đỗ Kiều Oanh");
    let an = site.person(2, Role::Editor, "Bùi Thị Lệ Ẩn");
    let first = site.submitted(
        oanh,
        vi(1),
        None,
        content("Đoàn thăm tỉnh", &["42 cán bộ."]),
    );
    let desk = desk_of(oanh, &site.page());
    site.submitted(
        an,
        vi(1),
        Some(first),
        content("Đoàn thăm tỉnh", &["46 cán bộ."]),
    );
    receive(&desk, &mut site);
    assert!(!desk.row(vi(1)).unwrap().draft);
    desk.save(vi(1), Some(first), content("Đoàn thăm", &["42 cán bộ."]))
        .unwrap();
    assert_eq!(desk.base(vi(1)).unwrap(), Some(first));
    assert_eq!(desk.show(vi(1), None).unwrap().row.title, "Đoàn thăm");
}

#[test]
fn an_erased_text_has_its_line_in_the_history() {
    let mut site = Site::new();
    let oanh = site.person(1, Role::Editor, "Đỗ Kiều Oanh");
    let first = site.submitted(
        oanh,
        vi(1),
        None,
        content("Đoàn thăm tỉnh", &["42 cán bộ."]),
    );
    site.submitted(oanh, vi(2), None, content("Tin khác", &["Một đoạn."]));
    site.operator(What::Erased {
        body: first,
        ground: Ground::Court,
    });
    let desk = desk_of(oanh, &site.page());
    let told = |edition| {
        let rows = desk.history(edition).unwrap().into_iter();
        rows.map(|row| (row.what, row.revision)).collect::<Vec<_>>()
    };
    assert_eq!(
        told(vi(1)).last(),
        Some(&("erased".to_owned(), Some(first)))
    );
    assert_eq!(told(vi(2)).len(), 1);
}
