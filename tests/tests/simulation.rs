//! The simulation: many seeds, one seed, encrypted files, small worlds, planted faults.
//!
//! `SIMULATION_SEEDS` says how many seeds (10,000 if nothing is said), `SIMULATION_FIRST` where they begin,
//! `SIMULATION_MOVES` how long the small worlds are; `SIMULATION_SEED` plays one seed with a log to read.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use editorial::planted::Fault;
use std::sync::atomic::{AtomicUsize, Ordering};
use tests::simulation::{
    disk::Folders,
    many::{self, Stages},
    small,
};

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.trim().parse().ok()
}

#[test]
fn one_seed_can_be_played_again_and_ends_the_same() {
    let seed = from_environment("SIMULATION_SEED").unwrap_or(1);
    let stages = Stages::found().unwrap();
    let aloud = stages
        .play_aloud(seed)
        .unwrap_or_else(|why| panic!("seed {seed}: {why}"));
    assert_eq!(stages.play(seed).as_ref(), Ok(&aloud));
}

#[test]
fn whatever_happens_no_text_is_lost_and_all_desks_agree_in_the_end() {
    let count = from_environment("SIMULATION_SEEDS").unwrap_or(10_000);
    let first = from_environment("SIMULATION_FIRST").unwrap_or(1);
    let begun = std::time::Instant::now();
    let run = many::play(first, count, 20).unwrap();
    eprintln!(
        "{} worlds, {} pages, {:?}; {:#?}",
        run.worlds,
        run.published,
        begun.elapsed(),
        run.reached
    );
    assert!(run.wrong.is_empty(), "{:#?}", run.wrong);
    // A rare state that a long run never comes to is one of which it proves nothing.
    let seldom = run.reached.short_of(count / 2000);
    assert!(seldom.is_empty(), "too seldom: {seldom:?}");
}

#[test]
fn the_same_holds_on_encrypted_files() {
    let count = from_environment("SIMULATION_FILES").unwrap_or(200);
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                let root = tempfile::tempdir().unwrap();
                let folders = Folders::found(root.path()).unwrap();
                loop {
                    let seed = next.fetch_add(1, Ordering::Relaxed) as u64;
                    if seed >= count {
                        break;
                    }
                    folders
                        .play(seed)
                        .unwrap_or_else(|why| panic!("seed {seed}: {why}"));
                }
            });
        }
    });
}

#[test]
fn every_small_world_ends_well() {
    let moves = from_environment("SIMULATION_MOVES").unwrap_or(3);
    let begun = std::time::Instant::now();
    let walk = small::walk(usize::try_from(moves).unwrap()).unwrap();
    eprintln!(
        "{} sequences, {} worlds, {:?}",
        walk.sequences,
        walk.worlds,
        begun.elapsed()
    );
    assert!(walk.wrong.is_empty(), "{:#?}", walk.wrong);
    assert_eq!(walk.sequences, 40_u64.pow(u32::try_from(moves).unwrap()));
}

#[test]
fn each_planted_fault_is_found_within_2000_seeds() {
    let next = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some(fault) = Fault::ALL.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let found = many::hunt(*fault, 1, 2000).unwrap();
                    eprintln!("{fault:?}: {found:?}");
                    assert!(found.is_some(), "{fault:?} is not found");
                }
            });
        }
    });
}
