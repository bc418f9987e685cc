//! Small worlds, every one of them: two desks, a portal, one edition, so many acts of either desk, each delivered, dropped,
//! doubled or cut.
//!
//! Nothing is left to chance. The worlds form a tree that is walked by copying a world's databases for each of its forty
//! continuations; of those that came to the same state (most often since the act was not allowed and changed nothing)
//! one stands for all.

use super::{
    acts::{Deed, before_the_board},
    around::MORNING,
    cast::Fault,
    dice::Dice,
    oracle::Wrong,
    stage::Stage,
    wire::Delivery,
    world::{STEPS, World, broken},
};
use editorial::Hash;
use std::{collections::BTreeMap, thread};

/// What may be done.
const DEEDS: [Deed; 5] = [
    Deed::Submit,
    Deed::Approve,
    Deed::Return,
    Deed::TakeBack,
    Deed::Withdraw,
];
/// What may become of it.
const DELIVERIES: [Delivery; 4] = [
    Delivery::Delivered,
    Delivery::Dropped,
    Delivery::Doubled,
    Delivery::Cut,
];
/// Which desk.
const DESKS: usize = 2;

/// One act and what becomes of it.
pub type Move = (usize, Deed, Delivery);

/// Every move there is.
pub fn moves() -> Vec<Move> {
    let deeds = (0..DESKS).flat_map(|desk| DEEDS.map(|deed| (desk, deed)));
    deeds
        .flat_map(|(desk, deed)| DELIVERIES.map(|delivery| (desk, deed, delivery)))
        .collect()
}

/// What walking a tree came to.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Walk {
    /// How many sequences of moves were covered.
    pub sequences: u64,
    /// How many different worlds they ended in.
    pub worlds: u64,
    /// The first that ended wrong, with the moves that lead there.
    pub wrong: Vec<(Vec<Move>, Wrong)>,
}

/// Walks all worlds of so many moves, on all cores.
///
/// # Errors
///
/// Whatever keeps the board from being founded.
pub fn walk(moves_made: usize) -> Result<Walk, Fault> {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let parts = thread::scope(|scope| {
        let threads: Vec<_> = (0..cores)
            .map(|part| scope.spawn(move || walk_part(moves_made, part, cores)))
            .collect();
        threads
            .into_iter()
            .map(|it| it.join().unwrap_or_else(|_| Err("a walk broke off".into())))
            .collect::<Result<Vec<_>, _>>()
    })?;
    let mut all = Walk::default();
    for part in parts {
        all.sequences += part.sequences;
        all.worlds += part.worlds;
        all.wrong.extend(part.wrong);
    }
    Ok(all)
}

fn walk_part(moves_made: usize, part: usize, parts: usize) -> Result<Walk, Fault> {
    let stage = Stage::in_memory(0)?;
    let mut world = stage.world(0)?;
    world.wire.planned = Some(Delivery::Delivered);
    begun(&mut world)?;
    let mut walk = Walk::default();
    let mine: Vec<Move> = moves()
        .into_iter()
        .enumerate()
        .filter(|(place, _)| place % parts == part)
        .map(|(_, it)| it)
        .collect();
    let here = Here {
        world,
        depth: 0,
        way: Vec::new(),
        times: 1,
    };
    go_on(&here, &mine, moves_made, &mut walk)?;
    Ok(walk)
}

/// One article stands before the board, and both desks know it.
fn begun(world: &mut World) -> Result<(), Wrong> {
    world.act(0, Deed::Begin, None)?;
    let edition = world.editions.first().copied();
    world.act(0, Deed::Submit, edition)?;
    for desk in [0, 1, 0] {
        world.exchange(desk, STEPS)?;
    }
    Ok(())
}

struct Here {
    world: World,
    depth: usize,
    way: Vec<Move>,
    times: u64,
}

/// Goes every way that leads on from here.
fn go_on(here: &Here, ways: &[Move], left: usize, walk: &mut Walk) -> Result<(), Fault> {
    let mut next: BTreeMap<Hash, Here> = BTreeMap::new();
    for way in ways {
        let mut world = here.world.fork()?;
        let chance = Dice::new(7, 1000 + here.depth as u64);
        world
            .wire
            .around
            .begin(MORNING + 600_000 * (1 + i64::try_from(here.depth)?), chance);
        let mut path = here.way.clone();
        path.push(*way);
        match moved(&mut world, *way) {
            Ok(hash) => {
                let times = here.times;
                next.entry(hash)
                    .and_modify(|it| it.times += times)
                    .or_insert(Here {
                        world,
                        depth: here.depth + 1,
                        way: path,
                        times,
                    });
            }
            Err(wrong) => {
                walk.sequences += here.times * 40_u64.pow(u32::try_from(left - 1)?);
                walk.wrong.push((path, wrong));
            }
        }
        if walk.wrong.len() > 3 {
            return Ok(());
        }
    }
    for (_, mut there) in next {
        if left > 1 {
            go_on(&there, &moves(), left - 1, walk)?;
            continue;
        }
        walk.sequences += there.times;
        walk.worlds += 1;
        there
            .world
            .wire
            .around
            .begin(MORNING + 86_400_000, Dice::new(7, 2000));
        if let Err(wrong) = there.world.calm_down().and_then(|()| there.world.look()) {
            walk.wrong.push((there.way, wrong));
        }
    }
    Ok(())
}

/// One move: the act, then an exchange to which that happens. The state it leads to, as a hash.
fn moved(world: &mut World, (desk, deed, delivery): Move) -> Result<Hash, Wrong> {
    let Some(edition) = world.editions.first().copied() else {
        return Err(Wrong("nothing was begun".to_owned()));
    };
    world.wire.planned = Some(delivery);
    if deed == Deed::Submit {
        let fork = store::drafts::get(world.seats[desk].store(), edition)
            .map_err(broken)?
            .is_some_and(|draft| draft.is_fork());
        if fork {
            world.act(desk, Deed::Choose, Some(edition))?;
        } else if world
            .expected(desk, edition)?
            .as_ref()
            .and_then(before_the_board)
            .is_some()
            || delivery == Delivery::Delivered
        {
            world.act(desk, Deed::Write, Some(edition))?;
        }
    }
    world.act(desk, deed, Some(edition))?;
    world.exchange(desk, STEPS)?;
    world.wire.book.check()?;
    world.state_hash()
}
