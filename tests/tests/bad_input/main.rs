//! Wrong input of every sort, from outside: a clear sentence, the promised code, nothing changed, nothing lost.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod comment_form;
mod content;
mod events;
mod joining;
mod pictures;
mod store;
mod wire;

use editorial::Code;
use protocol::PushLine;
use tests::rig::{Board, SITE};

fn one(answers: &[PushLine]) -> &PushLine {
    assert_eq!(answers.len(), 1, "{answers:?}");
    &answers[0]
}

#[track_caller]
fn refused(answers: &[PushLine], code: Code) {
    let PushLine::Refused { refused, .. } = one(answers) else {
        panic!("{answers:?}")
    };
    assert_eq!(refused.code, code);
}

fn entries(board: &Board) -> u64 {
    let audit = board.portal.does(&["audit", SITE]);
    assert_eq!(audit["ok"], true, "{audit}");
    audit["entries"].as_u64().unwrap()
}
