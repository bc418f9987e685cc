//! What the board may do, told as stories, and that no sequence of acts ever gets round it.

mod any_acts;
mod approving;
mod publishing;
mod refusing;

use crate::board::{BoardInMemory, Person};
use editorial::{
    Policy, Role,
    policy::{AnyOr, Rule, Step},
};

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
