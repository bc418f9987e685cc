//! What a desk does next, told from what it holds and what the portal said.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::{Code, EventId, Hash};
use sync::plan::{Holdings, Said, Step, plan};

const LEDGER: &[u8] = b"ledger";

fn hash(text: &[u8]) -> Hash {
    Hash::of(text)
}

fn act(n: u128) -> EventId {
    EventId::from_uuid(uuid::Uuid::from_u128(n))
}

fn desk_at(seq: u64) -> Holdings {
    Holdings {
        ledger: Some(hash(LEDGER)),
        cursor: Some((seq, hash(b"mine"))),
        ..Holdings::default()
    }
}

fn portal_at(seq: u64, entry: &[u8]) -> Said {
    Said {
        head: Some((hash(LEDGER), seq, hash(entry))),
        newest: seq,
        ..Said::default()
    }
}

#[test]
fn the_head_is_asked_for_before_anything_is_sent() {
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        ..desk_at(5)
    };
    assert_eq!(plan(&here, &Said::default()), Step::AskHead);
}

#[test]
fn to_another_ledger_nothing_is_sent_and_from_it_nothing_taken() {
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        ..desk_at(5)
    };
    let said = Said {
        head: Some((hash(b"another"), 9, hash(b"x"))),
        newest: 9,
        ..Said::default()
    };
    assert_eq!(plan(&here, &said), Step::Stop(Code::LedgerChanged));
}

#[test]
fn a_shorter_ledger_and_one_that_went_another_way_stop_everything() {
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        ..desk_at(5)
    };
    assert_eq!(
        plan(&here, &portal_at(4, b"older")),
        Step::Stop(Code::LedgerBehind)
    );
    assert_eq!(
        plan(&here, &portal_at(5, b"another")),
        Step::Stop(Code::LedgerBehind)
    );
}

#[test]
fn news_is_received_before_sending_as_only_it_proves_that_the_ledger_continues() {
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        files: vec![hash(b"photo")],
        ..desk_at(5)
    };
    assert_eq!(
        plan(&here, &portal_at(7, b"newer")),
        Step::Receive { after: 5 }
    );
}

#[test]
fn files_go_before_the_acts_that_show_them_and_acts_before_the_rest() {
    let proven = Said {
        continues: true,
        ..portal_at(5, b"mine")
    };
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        files: vec![hash(b"photo")],
        wanted: vec![hash(b"old")],
        to_merge: 1,
        reads_comments: true,
        ..desk_at(5)
    };
    assert_eq!(plan(&here, &proven), Step::SendFile(hash(b"photo")));
    let here = Holdings {
        files: vec![],
        ..here
    };
    assert_eq!(plan(&here, &proven), Step::Push(vec![act(1)]));
    let here = Holdings {
        unsent: vec![],
        ..here
    };
    assert_eq!(plan(&here, &proven), Step::AskBodies(vec![hash(b"old")]));
    let asked = Said {
        bodies_asked: true,
        ..proven
    };
    assert_eq!(plan(&here, &asked), Step::Merge);
    let here = Holdings {
        to_merge: 0,
        ..here
    };
    assert_eq!(plan(&here, &asked), Step::ReadComments);
    assert_eq!(
        plan(
            &here,
            &Said {
                comments_read: true,
                ..asked
            }
        ),
        Step::Done
    );
}

#[test]
fn a_portal_that_stopped_is_not_pushed_at_again_in_the_same_exchange() {
    let here = Holdings {
        unsent: vec![(act(1), 100)],
        ..desk_at(5)
    };
    let said = Said {
        continues: true,
        stopped: true,
        ..portal_at(5, b"mine")
    };
    assert_eq!(plan(&here, &said), Step::Done);
}

#[test]
fn a_push_holds_no_more_than_the_portal_takes_but_always_one_act() {
    let proven = Said {
        continues: true,
        ..portal_at(5, b"mine")
    };
    let half = protocol::PUSH_BYTES / 2 + 1;
    let here = Holdings {
        unsent: vec![(act(1), half), (act(2), half), (act(3), 1)],
        ..desk_at(5)
    };
    assert_eq!(plan(&here, &proven), Step::Push(vec![act(1)]));
    let huge = Holdings {
        unsent: vec![(act(1), 3 * half)],
        ..desk_at(5)
    };
    assert_eq!(plan(&huge, &proven), Step::Push(vec![act(1)]));
    let small = Holdings {
        unsent: vec![(act(1), 10), (act(2), 10)],
        ..desk_at(5)
    };
    assert_eq!(plan(&small, &proven), Step::Push(vec![act(1), act(2)]));
}

#[test]
fn what_a_push_brought_about_is_received() {
    let here = desk_at(5);
    let said = Said {
        continues: true,
        newest: 7,
        ..portal_at(5, b"mine")
    };
    assert_eq!(plan(&here, &said), Step::Receive { after: 5 });
}
