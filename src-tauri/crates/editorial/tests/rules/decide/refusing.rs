//! What is refused whoever asks, and who may not ask.

use crate::{
    board::BoardInMemory,
    decide::{Board, board_of_two_steps, policy_of, small_board, text},
};
use editorial::{By, Code, Kind, Role, What, event::Offer};

#[test]
fn a_policy_nobody_can_fulfil_is_refused_and_says_who_is_missing() {
    let Board { mut it, chief, .. } = small_board();
    let policy = it.policy(policy_of(&[(Role::Reviser, 1)]));
    let refusal = it
        .act(chief.by(), None, What::PolicySet { policy })
        .unwrap_err();
    assert_eq!(
        (refusal.code, refusal.roles),
        (Code::PolicyUnfulfillable, vec![Role::Reviser])
    );
    // One person with two roles cannot stand in two places.
    let one = it.person(&[Role::Reviser, Role::Translator]);
    let both = policy_of(&[(Role::Reviser, 1), (Role::Translator, 1)]);
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
fn rights_are_judged_at_the_place_in_the_ledger() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = board_of_two_steps();
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
