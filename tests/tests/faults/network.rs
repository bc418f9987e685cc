//! A line that loses, cuts and doubles.

use crate::is_sound;
use rand::{RngExt, SeedableRng, rngs::StdRng};
use serde_json::json;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::rig::{Between, Board, Desk, Fate, SITE, until};

#[test]
fn the_answer_to_joining_that_was_lost_is_the_same_join_when_tried_again() {
    let board = Board::new();
    let between = Between::before(board.portal.address());
    let code = board.code(&["editor"], "Thu Hà");
    let desk = board.outside("ha");
    let call = [
        "join",
        &between.url,
        "--invitation",
        &code,
        "--device",
        "Máy",
    ];
    between.set(|asked| {
        if asked.is("join") {
            Fate::answer_lost()
        } else {
            Fate::Pass
        }
    });
    assert_eq!(desk.refuses(&call), "offline");
    between.pass();
    assert_eq!(desk.does(&call)["site"], SITE);
    assert_eq!(board.portal.lists(&["device", "list", SITE]).len(), 1);
    desk.sync();
    assert_eq!(desk.does(&["status"])["name"], "Thu Hà");
}

#[test]
fn a_line_that_cuts_drops_and_doubles_brings_everything_through_once() {
    let board = Board::new();
    let between = Between::before(board.portal.address());
    let (ha, duc) = (
        board.joins_at(&between.url, "editor", "Thu Hà"),
        board.joins_at(&between.url, "approver", "Minh Đức"),
    );
    let photo = ha.file("ảnh.jpg", tests::rig::photo_with_place());
    let mut dice = StdRng::seed_from_u64(2026);
    between.set(move |_| match dice.random_range(0..30) {
        0 => Fate::Say(Vec::new()),
        1 => Fate::answer_lost(),
        2 => Fate::Twice,
        3 => Fate::CutAfter(dice.random_range(0..2_000)),
        4 => {
            let kept = dice.random_range(0.1..0.95);
            Fate::Through(Box::new(move |reply| {
                let mut bytes = reply.bytes();
                #[allow(
                    clippy::cast_precision_loss,
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss
                )]
                bytes.truncate((bytes.len() as f64 * kept) as usize);
                bytes
            }))
        }
        5 => Fate::through(|reply| tests::rig::Reply {
            body: reply.body,
            head: vec![
                "HTTP/1.1 503 Service Unavailable".to_owned(),
                "Retry-After: 1".to_owned(),
            ],
        }),
        _ => Fate::Pass,
    });
    let troubled = AtomicUsize::new(0);
    let through = |desk: &Desk| {
        until("an exchange is complete", || {
            let done = desk.run(&["sync"]);
            if done.code == Some(0) {
                return Some(());
            }
            let error = done.refusal();
            assert!(
                matches!(
                    error["code"].as_str().unwrap(),
                    "offline" | "busy" | "not_a_portal"
                ),
                "{error}"
            );
            troubled.fetch_add(1, Ordering::SeqCst);
            None
        });
    };
    let mut made = Vec::new();
    for n in 0..3 {
        let edition = ha.writes(&format!("Tin số {n}"), "Chữ.");
        ha.does(&[
            "picture", &edition, "--file", &photo, "--alt", "Cảnh", "--credit", "Hà",
        ]);
        ha.does(&["submit", &edition]);
        until("it is sent", || {
            through(&ha);
            (ha.does(&["outbox"]) == json!([])).then_some(())
        });
        through(&duc);
        let revision = duc.revision(&edition);
        duc.does(&["approve", &edition, "--revision", &revision]);
        until("it is sent", || {
            through(&duc);
            (duc.does(&["outbox"]) == json!([])).then_some(())
        });
        made.push(edition);
    }
    assert!(
        troubled.load(Ordering::SeqCst) > 3,
        "the line was as bad as it should be"
    );
    between.pass();
    ha.sync();
    duc.sync();
    for desk in [&ha, &duc] {
        for edition in &made {
            let history = desk.does(&["history", edition]);
            let what: Vec<&str> = history
                .as_array()
                .unwrap()
                .iter()
                .map(|row| row["what"].as_str().unwrap())
                .collect();
            assert_eq!(what, ["submitted", "approved", "published"]);
        }
        assert_eq!(desk.does(&["refusals"]), json!([]));
        is_sound(desk);
    }
    assert_eq!(board.is_sound(), 3);
}
