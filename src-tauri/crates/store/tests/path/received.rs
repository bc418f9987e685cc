//! What comes from the portal: twice, wrong, in any pages, from a later version, or to be forgotten.

use crate::{
    Office,
    board::{NOON, Site, content, vi},
    office,
};
use editorial::{Code, Hash, Millis, Role, What, decide::Refusal, event::Ground};
use store::{Error, Filter, Shown, Store, bodies, list, meta, mirror, outbox, refusals};

#[test]
fn pages_come_twice_or_wrong_and_change_nothing_more() {
    let mut office = office();
    office.sent_elsewhere(vi(1), content("Bài", &["một"]));
    let page = office.site.page();
    mirror::apply(&office.store, &page).unwrap();
    let whole = mirror::whole(&office.store).unwrap();
    let cursor = meta::cursor(&office.store).unwrap();
    mirror::apply(&office.store, &page).unwrap();
    assert_eq!(mirror::whole(&office.store).unwrap(), whole);

    let revision = office.sent_elsewhere(vi(2), content("Khác", &["hai"]));
    office.approves(vi(2), revision);
    let mut gap = office.site.page();
    gap.entries.remove(0);
    assert!(matches!(
        mirror::apply(&office.store, &gap),
        Err(Error::WrongState(_))
    ));
    // Another ledger's entry in a known place.
    let mut other = Site::new();
    other.text("khác");
    other.person(5, Role::Chief, "Người khác");
    assert!(matches!(
        mirror::apply(&office.store, &other.page()),
        Err(Error::WrongState(_))
    ));
    assert_eq!(
        (
            meta::cursor(&office.store).unwrap(),
            mirror::whole(&office.store).unwrap()
        ),
        (cursor, whole)
    );
    assert!(list::row(&office.store, vi(2)).unwrap().is_none());
}

#[test]
fn the_same_entries_in_any_pages_add_up_to_the_same() {
    let build = |office: &mut Office| {
        for n in 0..8 {
            let revision = office.sent_elsewhere(vi(n), content(&format!("Bài {n}"), &["…"]));
            office.approves_and_publishes(vi(n), revision);
        }
    };
    let mut at_once = office();
    build(&mut at_once);
    at_once.pull();
    let mut one_by_one = office();
    build(&mut one_by_one);
    let mut page = one_by_one.site.page();
    for body in page.bodies {
        bodies::put(&one_by_one.store, body.bytes()).unwrap();
    }
    for entry in page.entries.drain(..) {
        mirror::apply(
            &one_by_one.store,
            &store::Page {
                entries: vec![entry],
                bodies: vec![],
            },
        )
        .unwrap();
    }
    assert_eq!(
        mirror::whole(&at_once.store).unwrap(),
        mirror::whole(&one_by_one.store).unwrap()
    );
    let rows = |store: &Store| list::list(store, &Filter::default()).unwrap();
    assert_eq!(rows(&at_once.store), rows(&one_by_one.store));
    assert_eq!(rows(&at_once.store).len(), 8);
}

#[test]
fn a_portal_that_lost_entries_is_offered_them_again() {
    let mut office = office();
    let revision = office.sent_elsewhere(vi(1), content("Bài", &["một"]));
    office.pull();
    let (kept, whole) = (
        meta::cursor(&office.store).unwrap(),
        mirror::whole(&office.store).unwrap(),
    );
    let approval = office.approves_and_publishes(vi(1), revision);
    office.pull();
    let (mine, _) = office.submits(vi(2), None, content("Của tôi", &["hai"]));

    mirror::rollback_to(&office.store, kept).unwrap();
    assert_eq!(
        (
            meta::cursor(&office.store).unwrap(),
            mirror::whole(&office.store).unwrap()
        ),
        (kept, whole)
    );
    let waiting = outbox::pending(&office.store).unwrap();
    assert_eq!(
        waiting.iter().map(|act| act.id).collect::<Vec<_>>(),
        [approval, mine.id],
        "published is the portal's to say"
    );
    assert!(waiting[0].reoffered && !waiting[1].reoffered);
    assert_eq!(outbox::count(&office.store).unwrap(), 1);
    assert_eq!(office.row(vi(1)).state, Shown::Approved);
    // Somebody else's, refused now: no notice on this desk.
    outbox::refused(
        &office.store,
        approval,
        &Refusal::from(Code::DeviceRevoked),
        Millis(NOON),
    )
    .unwrap();
    assert!(refusals::all(&office.store).unwrap().is_empty());
    assert_eq!(office.row(vi(1)).state, Shown::Submitted);
    assert!(matches!(
        mirror::rollback_to(&office.store, 9999),
        Err(Error::NotFound(_))
    ));

    mirror::clear(&office.store).unwrap();
    assert_eq!(meta::cursor(&office.store).unwrap(), 0);
    assert!(
        bodies::has(&office.store, revision).unwrap(),
        "the texts stay"
    );
}

#[test]
fn an_erased_body_goes_and_its_page_ends() {
    let mut office = office();
    let revision = office.sent_elsewhere(vi(1), content("Bài", &["số điện thoại riêng"]));
    office.approves_and_publishes(vi(1), revision);
    office.pull();
    office.site.operator(What::Erased {
        body: revision,
        ground: Ground::Person,
    });
    let changed = office.pull();
    assert_eq!(changed.erased, [revision]);
    assert!(!bodies::has(&office.store, revision).unwrap());
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).title.as_str()),
        (Shown::Unpublished, "")
    );
    // Sent once more by a portal that forgot, it is not taken.
    let body = office
        .site
        .bodies
        .iter()
        .find(|bytes| Hash::of(bytes) == revision)
        .unwrap()
        .clone();
    let page = store::Page {
        entries: vec![],
        bodies: vec![store::ReceivedBody::of(body)],
    };
    mirror::apply(&office.store, &page).unwrap();
    assert!(!bodies::has(&office.store, revision).unwrap());
}

#[test]
fn what_a_later_version_adds_passes_through_and_is_read_only() {
    let mut office = office();
    office.sent_elsewhere(vi(1), content("Bài", &["một"]));
    let ledger = office.site.ledger.unwrap();
    let event = format!(
        r#"{{"at":1,"edition":"{}","id":"0197abcd-0000-7000-8000-000000000001","ledger":"{ledger}","member":"{}","device":"{}","stars":5,"v":2,"what":"praised"}}"#,
        vi(1),
        office.lan.member,
        office.lan.device
    );
    let value: serde_json::Value = serde_json::from_str(&event).unwrap();
    let bytes = editorial::canonical::to_bytes(&value);
    office
        .site
        .accept(bytes.clone(), editorial::Signature::from_bytes([3; 64]));
    let body = br#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","type":"hologram","v":3}"#.to_vec();
    office.site.bodies.push(body.clone());
    office.pull();
    assert!(office.row(vi(1)).newer);
    assert_eq!(
        mirror::history(&office.store, vi(1)).unwrap()[1].event,
        bytes
    );
    assert_eq!(
        bodies::get(&office.store, Hash::of(&body))
            .unwrap()
            .unwrap(),
        body
    );
    // And it goes on.
    office.sent_elsewhere(vi(2), content("Bài sau", &["hai"]));
    office.pull();
    assert_eq!(office.row(vi(2)).title, "Bài sau");
}

#[test]
fn an_erased_comment_leaves_only_its_place() {
    let office = office();
    let comment = |cursor: u64, name: &str| store::comments::Comment {
        cursor,
        comment: name.to_owned(),
        edition: vi(1),
        receipt: format!("YK-{cursor}"),
        name: name.to_owned(),
        contact: "0914".to_owned(),
        hide_name: false,
        text: "Tôi đồng ý.".to_owned(),
        at: Millis(NOON),
        block: None,
        erased: false,
    };
    store::comments::put(&office.store, &[comment(1, "An"), comment(2, "Bình")], 2).unwrap();
    store::comments::put(&office.store, &[comment(1, "An"), comment(2, "Bình")], 2).unwrap();
    assert_eq!(store::comments::of(&office.store, vi(1)).unwrap().len(), 2);
    let gone = store::comments::Comment {
        cursor: 3,
        comment: "An".to_owned(),
        erased: true,
        ..comment(3, "An")
    };
    store::comments::put(&office.store, &[gone], 3).unwrap();
    let left = store::comments::of(&office.store, vi(1)).unwrap();
    assert_eq!(
        (
            left.len(),
            left[0].name.as_str(),
            store::comments::cursor(&office.store).unwrap()
        ),
        (1, "Bình", 3)
    );
}
