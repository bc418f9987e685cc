//! What the board may do, told as stories, and that no sequence of acts ever gets round it.

mod any_acts;
mod approving;
mod publishing;
mod refusing;

use crate::board::{BoardInMemory, Person};
use editorial::{
    Policy, Role, What,
    policy::{AnyOr, Rule, Step},
};

/// A policy for everything, by one step after the other.
fn policy_of(steps: &[(Role, u8)]) -> Policy {
    let step = |&(role, count)| Step {
        roles: vec![role],
        count,
    };
    Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: steps.iter().map(step).collect(),
        }],
    }
}

fn two_steps() -> Policy {
    policy_of(&[(Role::Approver, 1), (Role::Chief, 1)])
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

/// A small board whose policy asks for an approver and then for the chief.
fn board_of_two_steps() -> Board {
    let mut board = small_board();
    let policy = board.it.policy(two_steps());
    let set = What::PolicySet { policy };
    board.it.act(board.chief.by(), None, set).unwrap();
    board
}
