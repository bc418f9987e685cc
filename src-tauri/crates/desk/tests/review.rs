//! What waits for a decision, and which decisions are whose.
#![allow(clippy::unwrap_used)]

#[path = "../../store/tests/board/mod.rs"]
mod board;

use board::{Person, Site, content, vi};
use desk::{Desk, ThisComputer, items::Side, review::Submission};
use ed25519_dalek::SigningKey;
use editorial::{
    Code, Lang, Millis, Role, What, decide::Refusal, event::Reason, keys, translation,
};
use std::sync::Arc;
use store::Store;

fn desk_of(person: Person, page: &store::Page) -> Desk {
    let store = Store::in_memory().unwrap();
    board::belongs_to(&store, person);
    store::mirror::apply(&store, page).unwrap();
    let identity = store::meta::identity(&store).unwrap();
    let portal = store::Portal {
        url: "http://127.0.0.1:1".to_owned(),
        site: "doi-ngoai".to_owned(),
        ledger: store::mirror::board(&store).unwrap().ledger.unwrap(),
        key: keys::public(&SigningKey::from_bytes(&[200; 32])),
    };
    store::meta::joined(&store, &identity, &portal).unwrap();
    Desk::on(store, Arc::new(ThisComputer))
}

#[test]
fn who_may_not_approve_may_still_return_where_the_rules_say_so() {
    let mut site = Site::new();
    let bao = site.person(1, Role::Approver, "Phạm Quốc Bảo");
    let oanh = site.person(2, Role::Editor, "Đỗ Kiều Oanh");
    let khoi = site.person(3, Role::Chief, "Trần Minh Khôi");
    site.submitted(bao, vi(1), None, content("Đoàn thăm tỉnh", &["Một đoạn."]));

    let page = site.page();
    let why = |desk: &Desk| {
        let waiting = desk.submitted().unwrap().remove(0);
        (waiting.why_not, waiting.why_not_return)
    };
    assert_eq!(why(&desk_of(bao, &page)), (Some(Code::OwnWork), None));
    let editor = desk_of(oanh, &page);
    assert_eq!(why(&editor), (Some(Code::NoRight), Some(Code::NoRight)));
    let chief = desk_of(khoi, &page);
    assert_eq!(why(&chief).1, None);
    let own = desk_of(bao, &page);
    let waiting = own.submitted().unwrap().remove(0);
    own.give_back(
        waiting.row.edition,
        waiting.row.revision.unwrap(),
        "Sửa thêm.",
    )
    .unwrap();
}

#[test]
fn a_translation_of_what_is_not_published_is_told_to_wait_for_it() {
    let mut site = Site::new();
    let bao = site.person(1, Role::Approver, "Phạm Quốc Bảo");
    let oanh = site.person(2, Role::Editor, "Đỗ Kiều Oanh");
    let text = content("Đoàn thăm tỉnh", &["Một đoạn."]);
    let source = site.submitted(oanh, vi(1), None, text.clone());
    let english = vi(1).other();
    let begun = translation::open(source, &text, Lang::Vi, None);
    let revision = site.revision(oanh, english, None, begun);
    site.does(
        oanh,
        english,
        board::submitted(revision, None, Some(source)),
    );

    let waiting = desk_of(bao, &site.page()).submitted().unwrap();
    let mut told: Vec<_> = waiting
        .iter()
        .map(|it| (it.row.edition.lang, it.waits_for_source))
        .collect();
    told.sort_unstable();
    assert_eq!(told, [(Lang::Vi, false), (Lang::En, true)]);
}

#[test]
fn a_refused_decision_tells_which_newer_revision_there_is() {
    let mut site = Site::new();
    let bao = site.person(1, Role::Approver, "Phạm Quốc Bảo");
    let oanh = site.person(2, Role::Editor, "Đỗ Kiều Oanh");
    let text = |words| content("Đoàn thăm tỉnh", &[words]);
    let first = site.submitted(oanh, vi(1), None, text("42 cán bộ."));
    let desk = desk_of(bao, &site.page());
    desk.approve(vi(1), first, None).unwrap();
    let act = desk.outbox().unwrap().remove(0);

    let newest = site.submitted(oanh, vi(1), Some(first), text("46 cán bộ."));
    store::mirror::apply(desk.store(), &site.page()).unwrap();
    let refusal = Refusal::from(Code::RevisionChanged);
    store::outbox::refused(desk.store(), act.id, &refusal, Millis(board::NOON)).unwrap();
    let told = desk.refusals().unwrap().remove(0);
    let newer = told.newer.unwrap();
    assert_eq!(
        (told.decided, newer.revision, newer.by),
        (Some(first), newest, oanh.member)
    );
    let [from, to] = [first, newest].map(|side| Some(Side::Revision(side)));
    assert_eq!(desk.diff(vi(1), from, to).unwrap().len(), 1);
}

#[test]
fn the_history_tells_why_a_text_was_handed_in_although_checks_found_something() {
    let mut site = Site::new();
    let bao = site.person(1, Role::Approver, "Phạm Quốc Bảo");
    let oanh = site.person(2, Role::Editor, "Đỗ Kiều Oanh");
    let revision = site.revision(oanh, vi(1), None, content("Ảnh đoàn", &["Một đoạn."]));
    let why = site.text("Ảnh chỉ để trang trí.");
    let mut what = board::submitted(revision, None, None);
    if let What::Submitted { reasons, .. } = &mut what {
        reasons.push(Reason {
            check: "picture_alt".to_owned(),
            body: why,
        });
    }
    site.does(oanh, vi(1), what);

    let desk = desk_of(bao, &site.page());
    let submitted = desk.history(vi(1)).unwrap().remove(0);
    let given = submitted.reasons.first().unwrap();
    assert_eq!(given.check, "picture_alt");
    assert_eq!(given.text.as_deref(), Some("Ảnh chỉ để trang trí."));
}

#[test]
fn what_waits_in_this_form_already_is_not_sent_again() {
    let mut site = Site::new();
    let oanh = site.person(1, Role::Editor, "Đỗ Kiều Oanh");
    site.person(2, Role::Approver, "Phạm Quốc Bảo");
    site.submitted(oanh, vi(1), None, content("Đoàn thăm tỉnh", &["Một đoạn."]));
    let desk = desk_of(oanh, &site.page());
    let again = desk.submit(vi(1), Submission::default()).unwrap();
    assert!(again.again && desk.outbox().unwrap().is_empty());
}
