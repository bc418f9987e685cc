//! From submission to the last approval.

use crate::decide::{Board, board_of_two_steps, small_board, text};
use editorial::{Code, Hash, Role, What, state::Work};

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
    } = board_of_two_steps();
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
    } = board_of_two_steps();
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
        editor,
        approver,
        ..
    } = board_of_two_steps();
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
        editor,
        approver,
        ..
    } = board_of_two_steps();
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
