//! The simulation: many seeds, one seed, planted faults, small worlds.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use tests::simulation::many::{self, Stages};

fn from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.trim().parse().ok()
}

#[test]
fn one_seed() {
    let seed = from_environment("SIMULATION_SEED").unwrap_or(1);
    let stages = Stages::found().unwrap();
    let end = stages.play_aloud(seed).unwrap_or_else(|why| panic!("seed {seed}: {why}"));
    eprintln!("{end:?}");
}

#[test]
fn many_seeds() {
    let count = from_environment("SIMULATION_SEEDS").unwrap_or(20_000);
    let first = from_environment("SIMULATION_FIRST").unwrap_or(1);
    let begun = std::time::Instant::now();
    let run = many::play(first, count, 10).unwrap();
    eprintln!("{} worlds, {} pages in {:?}; {:#?}", run.worlds, run.published, begun.elapsed(), run.reached);
    assert!(run.wrong.is_empty(), "{:#?}", run.wrong);
}
