//! Acts that wait, are refused or called back, and the forks that come of it.

use crate::{
    board::{NOON, content, draft, vi},
    office,
};
use editorial::{Code, Hash, Millis, decide::Refusal};
use store::{Error, bodies, drafts, outbox, refusals};

#[test]
fn a_refused_text_is_kept_as_a_draft_on_what_was_not_refused() {
    let mut office = office();
    let head = {
        let (act, revision) = office.submits(vi(1), None, content("Bài", &["gốc"]));
        office.portal_takes(&act);
        office.pull();
        revision
    };
    let (first, first_revision) = office.submits(vi(1), Some(head), content("Bài", &["lần một"]));
    let (second, second_revision) =
        office.submits(vi(1), Some(first_revision), content("Bài", &["lần hai"]));
    let behind = Refusal::from(Code::Behind);

    outbox::refused(&office.store, first.id, &behind, Millis(NOON)).unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (kept.base, kept.content),
        (Some(head), content("Bài", &["lần một"]))
    );

    outbox::refused(
        &office.store,
        second.id,
        &Refusal::from(Code::UnknownParent),
        Millis(NOON),
    )
    .unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (kept.base, kept.content),
        (Some(head), content("Bài", &["lần hai"]))
    );
    let notices = refusals::all(&office.store).unwrap();
    assert_eq!(notices.len(), 1, "one notice for both");
    assert_eq!(
        (
            notices[0].refusal.code,
            notices[0].revision,
            notices[0].base
        ),
        (Code::Behind, Some(second_revision), Some(head))
    );
    // A late second answer changes nothing.
    outbox::refused(&office.store, first.id, &behind, Millis(NOON)).unwrap();
    assert_eq!(refusals::count(&office.store).unwrap(), 1);
    assert_eq!(office.row(vi(1)).revision, Some(head));

    refusals::dismiss(&office.store, notices[0].id).unwrap();
    assert!(matches!(
        refusals::dismiss(&office.store, notices[0].id),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn who_goes_on_writing_keeps_that_and_only_its_ground_moves() {
    let mut office = office();
    let (first, revision) = office.submits(vi(1), None, content("Bài", &["đã gửi"]));
    let further = store::Draft {
        base: Some(revision),
        ..draft(vi(1), content("Bài", &["đã gửi", "viết tiếp"]))
    };
    drafts::put(&office.store, &further).unwrap();
    outbox::refused(
        &office.store,
        first.id,
        &Refusal::from(Code::NoRight),
        Millis(NOON),
    )
    .unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!((kept.base, kept.content), (None, further.content));
    assert!(
        bodies::revision(&office.store, revision).unwrap().is_some(),
        "what was refused can still be read"
    );
}

#[test]
fn an_act_is_recalled_only_before_it_was_tried_and_the_last_first() {
    let mut office = office();
    let (first, revision) = office.submits(vi(1), None, content("Bài", &["một"]));
    let (second, _) = office.submits(vi(1), Some(revision), content("Bài", &["hai"]));
    assert!(matches!(
        outbox::recall(&office.store, first.id, Millis(NOON)),
        Err(Error::WrongState(_))
    ));
    outbox::recall(&office.store, second.id, Millis(NOON)).unwrap();
    let back = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (back.content, back.base),
        (content("Bài", &["hai"]), Some(revision))
    );
    assert!(refusals::all(&office.store).unwrap().is_empty());
    outbox::mark_tried(&office.store, &[first.id]).unwrap();
    assert!(matches!(
        outbox::recall(&office.store, first.id, Millis(NOON)),
        Err(Error::WrongState(_))
    ));
    assert!(matches!(
        outbox::recall(&office.store, second.id, Millis(NOON)),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn a_fork_shows_until_it_is_settled_and_its_notice_goes_with_it() {
    let mut office = office();
    let (act, _) = office.submits(vi(1), None, content("Bài", &["của tôi"]));
    outbox::refused(
        &office.store,
        act.id,
        &Refusal::from(Code::Behind),
        Millis(NOON),
    )
    .unwrap();
    let mut notice = refusals::all(&office.store).unwrap().remove(0);
    let merge = store::Merge {
        theirs: Hash::of(b"theirs"),
        mine: notice.revision,
        mine_content: None,
        base: None,
        conflicts: vec![serde_json::json!({"block": "aaaaaaaaaa"})],
    };
    let mut merged = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    merged.merge = Some(merge);
    drafts::put(&office.store, &merged).unwrap();
    notice.merged = store::Merged::Fork;
    refusals::add(&office.store, &notice).unwrap();
    assert!(office.row(vi(1)).fork);
    assert_eq!(drafts::get(&office.store, vi(1)).unwrap().unwrap(), merged);

    merged.merge = None;
    drafts::put(&office.store, &merged).unwrap();
    assert!(!office.row(vi(1)).fork);
    assert_eq!(refusals::all(&office.store).unwrap(), [notice]);
    office.submits(vi(1), None, content("Bài", &["chung"]));
    assert!(refusals::all(&office.store).unwrap().is_empty());
}
