//! What a member finds on opening the desk.
#![allow(clippy::unwrap_used)]

#[path = "../../store/tests/board/mod.rs"]
mod board;

use board::{Person, Site, content, draft, vi};
use desk::{Desk, ThisComputer, home::Home, items::Row};
use ed25519_dalek::SigningKey;
use editorial::{Content, Millis, Role, What, event::Offer, keys};
use std::sync::Arc;
use store::{Identity, Store, drafts, mirror};

/// A desk that has joined the site.
fn joined(site: &mut Site, person: Person, seed: u8) -> Store {
    let store = Store::in_memory().unwrap();
    let identity = Identity {
        name: "Lan".to_owned(),
        member: Some(person.member),
        device: Some(person.device),
        seed: [seed; 32],
    };
    let portal = store::Portal {
        url: "http://127.0.0.1".to_owned(),
        site: "songoaivu".to_owned(),
        ledger: site.ledger.unwrap(),
        key: keys::public(&SigningKey::from_bytes(&[200; 32])),
    };
    store::meta::joined(&store, &identity, &portal).unwrap();
    mirror::apply(&store, &site.page()).unwrap();
    store
}

fn titles(rows: &[Row]) -> Vec<&str> {
    rows.iter().map(|row| row.title.as_str()).collect()
}

fn at_home(store: Store) -> Home {
    Desk::on(store, Arc::new(ThisComputer)).home().unwrap()
}

#[test]
fn an_editor_goes_on_with_the_last_text_and_sees_what_came_back_and_what_waits() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hung = site.person(2, Role::Approver, "Đinh Quốc Hùng");
    let back = site.submitted(lan, vi(1), None, content("Bị trả lại", &["…"]));
    let reason = site.text("Thiếu nguồn ảnh.");
    site.does(
        hung,
        vi(1),
        What::Returned {
            revision: back,
            reason,
        },
    );
    site.submitted(lan, vi(2), None, content("Chờ duyệt", &["…"]));
    site.submitted(hung, vi(3), None, content("Của người khác", &["…"]));
    let store = joined(&mut site, lan, 1);
    for (n, title, later) in [(4, "Viết trước", 1), (5, "Viết sau", 2)] {
        let mut text = draft(vi(n), content(title, &["Sáng nay, tại xã Bờ Y,", "…"]));
        text.updated = Millis(board::NOON + later * 60_000);
        drafts::put(&store, &text).unwrap();
    }

    let home = at_home(store);
    let last = home.last.unwrap();
    assert_eq!(last.row.title, "Viết sau");
    assert!(last.beginning.starts_with("Sáng nay, tại xã Bờ Y,"));
    assert_eq!(titles(&home.drafts), ["Viết trước"]);
    assert_eq!(titles(&home.returned), ["Bị trả lại"]);
    assert_eq!(home.returned[0].reason.as_deref(), Some("Thiếu nguồn ảnh."));
    assert_eq!(titles(&home.submitted), ["Chờ duyệt"]);
    assert!(home.decide.is_empty() && home.translate.is_empty());
}

#[test]
fn what_came_back_and_is_being_mended_stands_once() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hung = site.person(2, Role::Approver, "Đinh Quốc Hùng");
    let back = site.submitted(lan, vi(1), None, content("Bị trả lại", &["…"]));
    let reason = site.text("Thiếu nguồn ảnh.");
    site.does(
        hung,
        vi(1),
        What::Returned {
            revision: back,
            reason,
        },
    );
    let store = joined(&mut site, lan, 1);
    let mending = store::Draft {
        base: Some(back),
        ..draft(vi(1), content("Đang sửa", &["Có nguồn ảnh."]))
    };
    drafts::put(&store, &mending).unwrap();
    let home = at_home(store);
    let last = home.last.unwrap();
    assert_eq!(
        (last.row.title.as_str(), last.row.reason.as_deref()),
        ("Đang sửa", Some("Thiếu nguồn ảnh."))
    );
    assert!(home.returned.is_empty() && home.drafts.is_empty());
}

#[test]
fn an_approver_sees_what_to_decide_a_translator_what_to_translate_and_all_what_is_coming() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hung = site.person(2, Role::Approver, "Đinh Quốc Hùng");
    let mai = site.person(3, Role::Translator, "Võ Ngọc Mai");
    let scheduled = |site: &mut Site, n, title: &str, days: i64| {
        let revision = site.revision(lan, vi(n), None, content(title, &["…"]));
        let publish_at = Some(Millis(board::NOON + days * 86_400_000));
        let offer = Offer {
            revision,
            kind: editorial::Kind::Article,
            parent: None,
            source: None,
        };
        let what = What::Submitted {
            offer,
            publish_at,
            note: None,
            reasons: vec![],
        };
        site.does(lan, vi(n), what);
        site.does(
            hung,
            vi(n),
            What::Approved {
                revision,
                publish_at: None,
            },
        );
    };
    scheduled(&mut site, 1, "Tuần sau nữa", 12);
    scheduled(&mut site, 2, "Ngày kia", 2);
    scheduled(&mut site, 3, "Ngày mai", 1);
    site.submitted(lan, vi(4), None, content("Chờ duyệt", &["…"]));
    let mut others = site;

    let page = others.page();
    for (person, seed, decides, translates) in [(hung, 2, 1, 0), (mai, 3, 0, 4), (lan, 1, 0, 0)] {
        let store = joined(&mut others, person, seed);
        mirror::apply(&store, &page).unwrap();
        let home = at_home(store);
        assert_eq!(
            (
                home.decide.len(),
                home.translate.len(),
                home.translate_count
            ),
            (decides, translates, translates as u64)
        );
        let coming: Vec<_> = home
            .coming
            .iter()
            .map(|it| (it.row.title.as_str(), it.closes))
            .collect();
        assert_eq!(coming, [("Ngày mai", false), ("Ngày kia", false)]);
    }
}

#[test]
fn a_desk_that_knows_no_board_has_its_own_texts() {
    let store = Store::in_memory().unwrap();
    let summary = Content {
        summary: "Ba câu tóm tắt.".to_owned(),
        ..content("Một mình", &["Đoạn đầu."])
    };
    drafts::put(&store, &draft(vi(1), summary)).unwrap();
    let home = at_home(store);
    assert_eq!(home.last.unwrap().beginning, "Ba câu tóm tắt.");
    assert!(home.submitted.is_empty() && home.coming.is_empty());
    assert_eq!(at_home(Store::in_memory().unwrap()).last, None);
}
