//! What a person wrote, and what is kept of it.

use crate::{
    board::{NOON, content, draft, vi},
    office,
};
use editorial::Millis;
use store::{Error, Filter, drafts, list, snapshots, trash};

#[test]
fn a_snapshot_by_time_is_made_every_ten_minutes_of_change() {
    let office = office();
    let minute = 60_000;
    for n in 0..65_i64 {
        let at = Millis(NOON + n * minute);
        drafts::put(
            &office.store,
            &store::Draft {
                updated: at,
                ..draft(vi(1), content(&format!("Phút {n}"), &["…"]))
            },
        )
        .unwrap();
    }
    let by_time = snapshots::of(&office.store, vi(1)).unwrap();
    assert!((5..=7).contains(&by_time.len()), "{}", by_time.len());
    assert!(by_time.iter().all(|snapshot| snapshot.name.is_none()));
    let named = snapshots::take(&office.store, vi(1), Some("Trước khi gửi"), Millis(NOON)).unwrap();
    assert_eq!(
        snapshots::content(&office.store, named.id).unwrap().title,
        "Phút 64"
    );
    // The text of a dropped draft is still there.
    drafts::delete(&office.store, vi(1), Millis(NOON + 100 * minute)).unwrap();
    let newest = &snapshots::of(&office.store, vi(1)).unwrap()[0];
    assert_eq!(
        snapshots::content(&office.store, newest.id).unwrap().title,
        "Phút 64"
    );
    // So many are kept, and named ones for ever.
    for n in 0..60 {
        drafts::put(
            &office.store,
            &draft(vi(1), content(&format!("Bản {n}"), &["…"])),
        )
        .unwrap();
        snapshots::take(&office.store, vi(1), None, Millis(NOON + n)).unwrap();
    }
    let all = snapshots::of(&office.store, vi(1)).unwrap();
    assert_eq!(
        all.iter()
            .filter(|snapshot| snapshot.name.is_none())
            .count(),
        50
    );
    assert!(all.iter().any(|snapshot| snapshot.id == named.id));
}

#[test]
fn the_trash_hides_and_gives_back() {
    let office = office();
    drafts::put(&office.store, &draft(vi(1), content("Bài", &["…"]))).unwrap();
    assert!(matches!(
        trash::put(&office.store, crate::board::item(9), Millis(1)),
        Err(Error::NotFound(_))
    ));
    trash::put(&office.store, vi(1).item, Millis(1)).unwrap();
    assert!(
        list::list(&office.store, &Filter::default())
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        trash::all(&office.store).unwrap(),
        [(vi(1).item, Millis(1))]
    );
    trash::take_out(&office.store, vi(1).item).unwrap();
    assert_eq!(office.row(vi(1)).title, "Bài");
    assert!(matches!(
        trash::take_out(&office.store, vi(1).item),
        Err(Error::NotFound(_))
    ));
}
