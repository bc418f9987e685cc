//! What the board may do, told as stories, and that no sequence of acts ever gets round it.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{BoardInMemory, Person, is_withdrawn};
use editorial::{
    By, Code, EditionId, Hash, Kind, Lang, Millis, Policy, Role, What,
    event::{Ground, Offer},
    policy::{AnyOr, Rule, Step},
    state::{Live, Work},
};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

fn two_steps() -> Policy {
    Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: vec![
                Step {
                    roles: vec![Role::Approver],
                    count: 1,
                },
                Step {
                    roles: vec![Role::Chief],
                    count: 1,
                },
            ],
        }],
    }
}

fn text(words: &str) -> editorial::Content {
    BoardInMemory::content("Tỉnh tiếp đoàn công tác", words)
}

struct Board {
    it: BoardInMemory,
    chief: Person,
    editor: Person,
    approver: Person,
}

fn small_board() -> Board {
    let mut it = BoardInMemory::new();
    let chief = it.person(&[Role::Chief]);
    let editor = it.person(&[Role::Editor]);
    let approver = it.person(&[Role::Approver]);
    Board {
        it,
        chief,
        editor,
        approver,
    }
}

#[test]
fn an_article_goes_from_submission_over_return_to_the_page() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let first = it.submit(editor, item, text("Bản đầu.")).unwrap();
    assert_eq!(it.edition(item).work, Work::Submitted);
    it.give_back(approver, item, first).unwrap();
    assert_eq!(it.edition(item).work, Work::Returned);
    let second = it.submit(editor, item, text("Bản đã sửa.")).unwrap();
    assert_eq!(
        it.approve(approver, item, first),
        Err(Code::RevisionChanged)
    );
    assert_eq!(it.approve(approver, item, second), Ok(true));
    assert_eq!(it.live(item), Some(second));
    assert_eq!(it.edition(item).work, Work::None);
    assert_eq!(it.edition(item).short.as_ref().map(String::len), Some(8));
}

#[test]
fn nobody_approves_own_work_not_even_with_another_role_or_device() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let both = it.person(&[Role::Editor, Role::Approver]);
    let item = it.item();
    let revision = it.submit(both, item, text("Tự viết.")).unwrap();
    assert_eq!(it.approve(both, item, revision), Err(Code::OwnWork));
    let laptop = it.second_device(both);
    assert_eq!(it.approve(laptop, item, revision), Err(Code::OwnWork));
    assert_eq!(it.approve(editor, item, revision), Err(Code::NoRight));
    // An approver who edits last leaves the one before free, but not the first writer.
    let edited = it.submit(approver, item, text("Tự viết, đã sửa.")).unwrap();
    assert_eq!(it.approve(approver, item, edited), Err(Code::OwnWork));
    assert_eq!(it.approve(both, item, edited), Err(Code::OwnWork));
    assert_eq!(it.approve(chief, item, edited), Ok(true));
}

#[test]
fn steps_are_filled_in_order_by_different_people() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let policy = it.policy(two_steps());
    it.act(chief.by(), None, What::PolicySet { policy })
        .unwrap();
    let item = it.item();
    let revision = it.submit(editor, item, text("Hai lượt.")).unwrap();
    assert_eq!(it.approve(chief, item, revision), Err(Code::NotYourTurn));
    assert_eq!(it.approve(approver, item, revision), Ok(false));
    let laptop = it.second_device(approver);
    assert_eq!(
        it.approve(laptop, item, revision),
        Err(Code::NothingChanged)
    );
    assert_eq!(it.edition(item).progress().needed, 1);
    assert_eq!(it.approve(chief, item, revision), Ok(true));
}

#[test]
fn a_policy_nobody_can_fulfil_is_refused_and_says_who_is_missing() {
    let Board { mut it, chief, .. } = small_board();
    let rule = |role, count| Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: vec![Step {
                roles: vec![role],
                count,
            }],
        }],
    };
    let policy = it.policy(rule(Role::Reviser, 1));
    let refusal = it
        .act(chief.by(), None, What::PolicySet { policy })
        .unwrap_err();
    assert_eq!(
        (refusal.code, refusal.roles),
        (Code::PolicyUnfulfillable, vec![Role::Reviser])
    );
    // One person with two roles cannot stand in two places.
    let one = it.person(&[Role::Reviser, Role::Translator]);
    let both = Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: vec![
                Step {
                    roles: vec![Role::Reviser],
                    count: 1,
                },
                Step {
                    roles: vec![Role::Translator],
                    count: 1,
                },
            ],
        }],
    };
    let policy = it.policy(both.clone());
    assert!(
        it.act(chief.by(), None, What::PolicySet { policy })
            .is_err()
    );
    it.person(&[Role::Translator]);
    let policy = it.policy(both);
    assert!(it.act(chief.by(), None, What::PolicySet { policy }).is_ok());
    assert!(
        it.act(one.by(), None, What::PolicySet { policy }).is_err(),
        "only a chief sets a policy"
    );
}

#[test]
fn a_second_submission_is_behind_and_an_unknown_parent_is_told_apart() {
    let Board { mut it, editor, .. } = small_board();
    let other = it.person(&[Role::Editor]);
    let item = it.item();
    let first = it.submit(editor, item, text("Một.")).unwrap();
    let mine = it.seal_after(other, item, text("Hai."), None);
    assert_eq!(it.submit_offer(other, item, mine), Err(Code::Behind));
    let nowhere = it.seal_after(other, item, text("Ba."), Some(Hash::of(b"nowhere")));
    assert_eq!(
        it.submit_offer(other, item, nowhere),
        Err(Code::UnknownParent)
    );
    let follows = it.seal(other, item, text("Bốn."));
    assert_eq!(follows.parent, Some(first));
    it.submit_offer(other, item, follows).unwrap();
    assert_eq!(
        it.edition(item).submission.as_ref().unwrap().member,
        other.member,
        "who submits last is the submitter"
    );
}

#[test]
fn the_same_content_again_keeps_its_approvals_and_other_content_does_not() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let policy = it.policy(two_steps());
    it.act(chief.by(), None, What::PolicySet { policy })
        .unwrap();
    let item = it.item();
    let revision = it.submit(editor, item, text("Giữ lượt duyệt.")).unwrap();
    it.approve(approver, item, revision).unwrap();
    assert_eq!(it.resubmit_head(editor, item), Err(Code::NothingChanged));
    it.give_back(chief, item, revision).unwrap();
    it.resubmit_head(editor, item).unwrap();
    assert_eq!(
        it.edition(item).progress().needed,
        1,
        "the approver's approval stands"
    );
    assert_eq!(it.approve(chief, item, revision), Ok(true));
    // Returned by the approver itself: that approval is struck.
    let item = it.item();
    let revision = it.submit(editor, item, text("Trả lại.")).unwrap();
    it.approve(approver, item, revision).unwrap();
    it.give_back(approver, item, revision).unwrap();
    it.resubmit_head(editor, item).unwrap();
    assert_eq!(it.edition(item).progress().needed, 2);
    it.submit(editor, item, text("Trả lại, đã sửa.")).unwrap();
    assert_eq!(it.edition(item).progress().needed, 2);
}

#[test]
fn who_submits_what_they_approved_makes_it_their_own() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let policy = it.policy(two_steps());
    it.act(chief.by(), None, What::PolicySet { policy })
        .unwrap();
    let item = it.item();
    let revision = it.submit(editor, item, text("Ai gửi?")).unwrap();
    it.approve(approver, item, revision).unwrap();
    it.resubmit_head(approver, item).unwrap();
    assert_eq!(it.edition(item).progress().needed, 2);
    assert_eq!(it.approve(approver, item, revision), Err(Code::OwnWork));
}

#[test]
fn a_submission_is_taken_back_by_its_sender_until_the_last_approval() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let policy = it.policy(two_steps());
    it.act(chief.by(), None, What::PolicySet { policy })
        .unwrap();
    let item = it.item();
    let revision = it.submit(editor, item, text("Rút lại.")).unwrap();
    it.approve(approver, item, revision).unwrap();
    let take = What::TakenBack { revision };
    assert_eq!(
        it.act(approver.by(), Some(item), take.clone())
            .unwrap_err()
            .code,
        Code::NoRight
    );
    let laptop = it.second_device(editor);
    it.act(laptop.by(), Some(item), take.clone()).unwrap();
    assert_eq!(it.edition(item).work, Work::Draft);
    assert_eq!(
        it.act(editor.by(), Some(item), take).unwrap_err().code,
        Code::WrongState
    );
    it.resubmit_head(editor, item).unwrap();
    assert_eq!(
        it.edition(item).progress().needed,
        1,
        "approvals stay with the revision"
    );
}

#[test]
fn a_scheduled_revision_is_published_at_its_time_and_replaced_with_its_time_kept() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let offer = it.seal(editor, item, text("Hẹn giờ."));
    let noon = Millis(it.now.0 + 3_600_000);
    let what = What::Submitted {
        offer,
        publish_at: Some(noon),
        note: None,
        reasons: vec![],
    };
    it.act(editor.by(), Some(item), what).unwrap();
    assert_eq!(it.approve(approver, item, offer.revision), Ok(false));
    assert_eq!(it.edition(item).work, Work::Scheduled);
    let changed = it.submit(editor, item, text("Hẹn giờ, sửa lại.")).unwrap();
    assert_eq!(
        it.edition(item).submission.as_ref().unwrap().publish_at,
        Some(noon)
    );
    it.approve(approver, item, changed).unwrap();
    assert_eq!(it.tick(3_599_999), vec![]);
    assert_eq!(it.tick(1).len(), 1);
    assert_eq!(it.live(item), Some(changed));
    assert_eq!(it.tick(10_000), vec![], "published once");
}

#[test]
fn the_english_waits_for_its_vietnamese_and_goes_with_it() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    assert_eq!(
        it.submit(translator, item, text("Không được viết.")),
        Err(Code::NoRight)
    );
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let content = it.english(vi);
    let en = it.submit(translator, english, content).unwrap();
    assert_eq!(it.approve(approver, english, en), Ok(false));
    assert_eq!(it.edition(english).work, Work::Approved);
    assert_eq!(
        it.state.waits_for(english, |_| true),
        Some(editorial::state::WaitsFor::Source)
    );
    let published = it
        .act(
            approver.by(),
            Some(item),
            What::Approved {
                revision: vi,
                publish_at: None,
            },
        )
        .unwrap();
    assert_eq!(
        published.len(),
        2,
        "the Vietnamese, and the English that waited for it"
    );
    it.end(approver, item, false).unwrap();
    assert!(is_withdrawn(it.edition(item)) && is_withdrawn(it.edition(english)));
    it.end(chief, item, true).unwrap();
    assert!(matches!(it.edition(english).live, Live::Unpublished { .. }));
    // The same revision again: all approvals anew; the English comes back only by its own submission.
    it.resubmit_head(editor, item).unwrap();
    assert_eq!(it.edition(item).progress().needed, 1);
    let short = it.edition(item).short.clone();
    it.approve(approver, item, vi).unwrap();
    assert_eq!(it.live(item), Some(vi));
    assert_eq!(it.edition(item).short, short);
    assert_eq!(it.live(english), None);
}

#[test]
fn a_translation_approved_for_a_page_that_has_ended_does_not_come_with_the_next_one() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    it.approve(approver, item, vi).unwrap();
    it.end(chief, item, false).unwrap();
    let content = it.english(vi);
    let en = it.submit(translator, english, content).unwrap();
    it.approve(approver, english, en).unwrap();
    assert_eq!(it.edition(english).work, Work::Approved);
    it.end(chief, item, true).unwrap();
    assert_eq!(it.edition(english).work, Work::Draft);
    it.resubmit_head(editor, item).unwrap();
    it.approve(approver, item, vi).unwrap();
    assert_eq!(it.live(item), Some(vi));
    assert_eq!(it.live(english), None, "it comes by its own submission");
}

#[test]
fn a_translation_of_a_text_shared_since_the_page_is_ahead_of_it_and_not_out_of_date() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    it.approve(approver, item, vi).unwrap();
    let shared = it.seal(editor, item, text("Tiếng Việt, sửa lại."));
    it.act(editor.by(), Some(item), What::Shared(shared))
        .unwrap();
    let content = it.english(shared.revision);
    let en = it.submit(translator, english, content).unwrap();
    assert_eq!(it.approve(approver, english, en), Ok(false));
    // Once the board goes on to another text, what was made from the earlier one is behind.
    let newest = it
        .submit(editor, item, text("Tiếng Việt, viết lại hẳn."))
        .unwrap();
    let content = it.english(shared.revision);
    assert_eq!(it.submit(translator, english, content), Err(Code::Checks));
    let content = it.english(newest);
    it.submit(translator, english, content).unwrap();
}

#[test]
fn publication_waits_for_every_file() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let photo = Hash::of(b"photo");
    let mut content = text("Có ảnh.");
    content.blobs = vec![editorial::body::BlobRef {
        hash: photo,
        media_type: "image/jpeg".to_owned(),
        bytes: 1,
        width: 1,
        height: 1,
    }];
    let image = editorial::Block::Image {
        id: "m000000001".parse().unwrap(),
        blob: photo,
        alt: "Ảnh".into(),
        caption: String::new(),
        credit: "Minh".into(),
    };
    content.document.as_mut().unwrap().blocks.push(image);
    let revision = it.submit(editor, item, content).unwrap();
    it.absent_files.insert(photo);
    assert_eq!(it.approve(approver, item, revision), Ok(false));
    assert_eq!(it.tick(1000), vec![]);
    it.absent_files.clear();
    assert_eq!(it.tick(0).len(), 1);
}

#[test]
fn what_is_live_and_unchanged_is_not_submitted_again() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let revision = it.submit(editor, item, text("Đã đăng.")).unwrap();
    it.approve(approver, item, revision).unwrap();
    assert_eq!(it.resubmit_head(editor, item), Err(Code::NothingChanged));
    let extra = it.person(&[Role::Approver]);
    assert_eq!(
        it.approve(extra, item, revision),
        Ok(false),
        "signed while the last approval was on its way: recorded"
    );
    assert_eq!(it.live(item), Some(revision));
}

#[test]
fn rights_are_judged_at_the_place_in_the_ledger() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let policy = it.policy(two_steps());
    it.act(chief.by(), None, What::PolicySet { policy })
        .unwrap();
    let item = it.item();
    let revision = it.submit(editor, item, text("Hết vai trò.")).unwrap();
    it.approve(approver, item, revision).unwrap();
    it.act(
        chief.by(),
        None,
        What::RoleEnded {
            subject: approver.member,
            role: Role::Approver,
        },
    )
    .unwrap();
    it.act(
        chief.by(),
        None,
        What::DeviceRevoked {
            subject: approver.device,
        },
    )
    .unwrap();
    assert_eq!(
        it.give_back(approver, item, revision),
        Err(Code::DeviceRevoked)
    );
    assert_eq!(
        it.approve(chief, item, revision),
        Ok(true),
        "what was approved before the role ended stands"
    );
    let ended = it.act(
        chief.by(),
        None,
        What::RoleEnded {
            subject: chief.member,
            role: Role::Chief,
        },
    );
    assert_eq!(
        ended.unwrap_err().code,
        Code::NoRight,
        "a chief does not leave the board without one"
    );
    it.act(
        By::Operator,
        None,
        What::RoleEnded {
            subject: chief.member,
            role: Role::Chief,
        },
    )
    .unwrap();
}

#[test]
fn the_portal_and_its_operator_never_write_or_decide() {
    let Board { mut it, editor, .. } = small_board();
    let item = it.item();
    let revision = it
        .submit(editor, item, text("Chỉ người mới duyệt."))
        .unwrap();
    let reason = it.text("Lý do.");
    for by in [By::Portal, By::Operator] {
        for what in [
            What::Approved {
                revision,
                publish_at: None,
            },
            What::Returned { revision, reason },
            What::Scheduled {
                revision,
                publish_at: it.now,
            },
            What::TakenBack { revision },
            What::Withdrawn { reason },
            What::Published {
                revision,
                short: "00000000".into(),
                approvals: vec![],
            },
        ] {
            assert!(
                it.act(by, Some(item), what.clone()).is_err(),
                "{by:?} {what:?}"
            );
        }
    }
}

#[test]
fn an_erased_live_revision_is_unpublished_with_it() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let revision = it
        .submit(editor, item, text("Có dữ liệu cá nhân."))
        .unwrap();
    it.approve(approver, item, revision).unwrap();
    it.act(
        By::Operator,
        None,
        What::Erased {
            body: revision,
            ground: Ground::Person,
        },
    )
    .unwrap();
    assert!(matches!(it.edition(item).live, Live::Unpublished { .. }));
    assert_eq!(it.resubmit_head(editor, item), Err(Code::Erased));
}

#[test]
fn a_translation_laid_over_an_erased_text_is_unpublished_though_its_source_has_moved_on() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = item.other();
    let first = it
        .submit(editor, item, text("Có dữ liệu cá nhân."))
        .unwrap();
    it.approve(approver, item, first).unwrap();
    let content = it.english(first);
    let en = it.submit(translator, english, content).unwrap();
    it.approve(approver, english, en).unwrap();
    let second = it.submit(editor, item, text("Đã bỏ.")).unwrap();
    it.approve(approver, item, second).unwrap();
    assert_eq!((it.live(item), it.live(english)), (Some(second), Some(en)));
    it.act(
        By::Operator,
        None,
        What::Erased {
            body: first,
            ground: Ground::Person,
        },
    )
    .unwrap();
    assert_eq!(
        it.live(item),
        Some(second),
        "it says nothing of what was erased"
    );
    assert!(matches!(it.edition(english).live, Live::Unpublished { .. }));
}

#[test]
fn a_body_that_says_something_else_than_its_event_is_refused() {
    let Board { mut it, editor, .. } = small_board();
    let (item, other) = (it.item(), it.item());
    let offer = it.seal(editor, item, text("Bài này."));
    assert_eq!(it.submit_offer(editor, other, offer), Err(Code::Mismatch));
    assert_eq!(
        it.submit_offer(
            editor,
            item,
            Offer {
                kind: Kind::Page,
                ..offer
            }
        ),
        Err(Code::Mismatch)
    );
    let someone = it.person(&[Role::Editor]);
    assert_eq!(
        it.submit_offer(someone, item, offer),
        Err(Code::Mismatch),
        "nobody submits under another's name"
    );
    it.submit_offer(editor, item, offer).unwrap();
}

#[test]
fn titles_of_300_characters_are_taken_and_301_are_not() {
    let Board { mut it, editor, .. } = small_board();
    let (item, other) = (it.item(), it.item());
    let title = |n: usize| BoardInMemory::content(&"ằ".repeat(n), "Nội dung.");
    assert_eq!(it.submit(editor, item, title(301)), Err(Code::Checks));
    it.submit(editor, item, title(300)).unwrap();
    assert_eq!(
        it.submit(
            editor,
            other,
            BoardInMemory::content("2026", "Không có chữ.")
        ),
        Err(Code::Checks)
    );
}

/// One random act of one random person.
#[derive(Debug, Clone)]
enum Act {
    Submit(u8),
    Again,
    TakeBack,
    Approve(u8),
    Return(u8),
    Schedule(u8),
    Withdraw,
    Unpublish,
    EndRole,
    Policy(bool),
    Tick(u8),
}

fn acts() -> impl Strategy<Value = Vec<(u8, u8, Act)>> {
    let act = prop_oneof![
        4 => (0..3_u8).prop_map(Act::Submit),
        2 => Just(Act::Again),
        1 => Just(Act::TakeBack),
        8 => (0..3_u8).prop_map(Act::Approve),
        2 => (0..3_u8).prop_map(Act::Return),
        1 => (0..3_u8).prop_map(Act::Schedule),
        1 => Just(Act::Withdraw),
        1 => Just(Act::Unpublish),
        1 => Just(Act::EndRole),
        1 => any::<bool>().prop_map(Act::Policy),
        2 => (0..9_u8).prop_map(Act::Tick),
    ];
    proptest::collection::vec((0..7_u8, 0..3_u8, act), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Judged by a rule of its own, from the log alone: who approved what since it was last published or ended.
    #[test]
    fn nothing_is_ever_published_without_the_approvals_its_policy_asks(acts in acts()) {
        let mut it = BoardInMemory::new();
        let chief = it.person(&[Role::Chief]);
        let both = it.person(&[Role::Editor, Role::Approver]);
        let laptop = it.second_device(both);
        let people = [chief, both, laptop, it.person(&[Role::Approver]), it.person(&[Role::Editor]), it.person(&[Role::Translator, Role::Reviser]), it.person(&[Role::Approver, Role::Chief])];
        let items = [it.item(), it.item(), it.item().other()];
        for (who, item, act) in acts {
            let person = people[usize::from(who)];
            let edition = items[usize::from(item)];
            let edition = if edition.lang == Lang::En { EditionId { item: items[0].item, lang: Lang::En } } else { edition };
            let known: Vec<Hash> = it.state.editions.get(&edition).map(|e| e.revisions.iter().rev().map(|l| l.revision).collect()).unwrap_or_default();
            let pick = |n: u8| known.get(usize::from(n)).copied();
            match act {
                Act::Submit(n) => {
                    let content = match (edition.lang, it.state.editions.get(&items[0]).and_then(editorial::state::Edition::head)) {
                        (Lang::En, Some(source)) => it.english(source),
                        (Lang::En, None) => continue,
                        _ => text(&format!("Bản {n}.")),
                    };
                    let _ = it.submit(person, edition, content);
                }
                Act::Again => if !known.is_empty() { let _ = it.resubmit_head(person, edition); },
                Act::TakeBack => if let Some(revision) = pick(0) { let _ = it.act(person.by(), Some(edition), What::TakenBack { revision }); },
                Act::Approve(n) => if let Some(revision) = pick(n / 2) { let _ = it.approve(person, edition, revision); },
                Act::Return(n) => if let Some(revision) = pick(n / 2) { let _ = it.give_back(person, edition, revision); },
                Act::Schedule(n) => if let Some(revision) = pick(0) {
                    let publish_at = Millis(it.now.0 + i64::from(n) * 1000);
                    let _ = it.act(person.by(), Some(edition), What::Scheduled { revision, publish_at });
                },
                Act::Withdraw => { let _ = it.end(person, edition, false); },
                Act::Unpublish => { let _ = it.end(person, edition, true); },
                Act::EndRole => { let _ = it.act(chief.by(), None, What::RoleEnded { subject: person.member, role: Role::Approver }); },
                Act::Policy(two) => {
                    let policy = it.policy(if two { two_steps() } else { Policy::default() });
                    let _ = it.act(chief.by(), None, What::PolicySet { policy });
                }
                Act::Tick(n) => { it.tick(i64::from(n) * 500); }
            }
        }
        every_publication_was_approved(&it);
    }

    /// However the ledger arrives, in pages of any size, the state is the same.
    #[test]
    fn folding_in_any_pages_gives_the_same_state(cut in 1..20_usize, rounds in 1..6_u8) {
        let Board { mut it, chief, editor, approver } = small_board();
        for n in 0..rounds {
            let item = it.item();
            let revision = it.submit(editor, item, text(&format!("Bài {n}."))).unwrap();
            if n % 2 == 0 { it.approve(approver, item, revision).unwrap(); }
            if n % 3 == 0 { it.end(chief, item, true).ok(); }
        }
        let mut folded = editorial::state::State::default();
        for page in it.log.chunks(cut) {
            // Between pages the state is written and read back, as a desk's store does.
            let board = serde_json::from_str(&serde_json::to_string(&folded.board).unwrap()).unwrap();
            let editions = folded.editions.iter().map(|(id, e)| (*id, serde_json::from_str(&serde_json::to_string(e).unwrap()).unwrap())).collect();
            folded = editorial::state::State { board, editions };
            for (entry, event) in page {
                editorial::fold::fold(&mut folded, entry, event, |_| None);
            }
        }
        prop_assert_eq!(folded, it.state);
    }
}

fn every_publication_was_approved(it: &BoardInMemory) {
    let mut given: BTreeMap<EditionId, Vec<(editorial::EventId, Hash, editorial::MemberId)>> =
        BTreeMap::new();
    let mut authors: BTreeMap<Hash, editorial::MemberId> = BTreeMap::new();
    let mut policy = Policy::default();
    let mut steps: BTreeMap<EditionId, (Vec<Step>, editorial::MemberId)> = BTreeMap::new();
    for (_, event) in &it.log {
        let member = event.by.member();
        let Some(edition) = event.fact.edition else {
            if let What::PolicySet { policy: body } = event.fact.what {
                policy = match &it.bodies[&body] {
                    editorial::Body::Policy(body) => body.policy.clone(),
                    _ => unreachable!(),
                };
            }
            continue;
        };
        match &event.fact.what {
            What::Submitted { offer, .. } => {
                authors.entry(offer.revision).or_insert(member.unwrap());
                steps.insert(
                    edition,
                    (policy.steps(Kind::Article, edition.lang), member.unwrap()),
                );
            }
            What::Approved { revision, .. } => {
                given
                    .entry(edition)
                    .or_default()
                    .push((event.id, *revision, member.unwrap()))
            }
            What::Returned { revision, .. } => given
                .entry(edition)
                .or_default()
                .retain(|(_, r, m)| r != revision || Some(*m) != member),
            What::Unpublished { .. } | What::Withdrawn { .. } => {
                given.remove(&edition);
                if edition.lang == Lang::Vi {
                    given.remove(&edition.other());
                }
            }
            What::Published {
                revision,
                approvals,
                ..
            } => {
                let (steps, submitter) = &steps[&edition];
                let needed: usize = steps.iter().map(|step| usize::from(step.count)).sum();
                let standing = given.get(&edition).cloned().unwrap_or_default();
                let people: BTreeSet<_> = approvals
                    .iter()
                    .map(|id| {
                        let (_, r, who) = standing
                            .iter()
                            .find(|(event, ..)| event == id)
                            .expect("a standing approval");
                        assert_eq!(r, revision, "of this very revision");
                        *who
                    })
                    .collect();
                assert_eq!(
                    (people.len(), approvals.len()),
                    (needed, needed),
                    "each person once, as many as asked"
                );
                assert!(
                    !people.contains(&authors[revision]) && !people.contains(submitter),
                    "nobody's own work"
                );
                given
                    .entry(edition)
                    .or_default()
                    .retain(|(_, r, _)| r != revision);
            }
            _ => {}
        }
    }
}
