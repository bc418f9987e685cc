//! Many worlds, on all cores.

use super::{
    cast::{CASTS, Fault},
    oracle::Wrong,
    reached::Reached,
    stage::Stage,
    world::End,
};
use editorial::planted;
use std::sync::{
    Mutex, PoisonError,
    atomic::{AtomicU64, Ordering},
};

/// What a run of many seeds came to.
#[derive(Debug, Default)]
pub struct Run {
    /// How many worlds were played.
    pub worlds: u64,
    /// How many pages they published.
    pub published: u64,
    /// The rare states they came to.
    pub reached: Reached,
    /// The first seeds that ended wrong, in order, and how.
    pub wrong: Vec<(u64, Wrong)>,
}

/// The boards of one thread.
pub struct Stages(Vec<Stage>);

impl Stages {
    /// One of each cast.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    pub fn found() -> Result<Self, Fault> {
        Ok(Self(
            (0..CASTS.len())
                .map(Stage::in_memory)
                .collect::<Result<_, _>>()?,
        ))
    }

    /// The board of a seed.
    pub fn of(&self, seed: u64) -> &Stage {
        &self.0[usize::try_from(seed % self.0.len() as u64).unwrap_or_default()]
    }

    /// Plays one seed.
    ///
    /// # Errors
    ///
    /// [`Wrong`] with what must not be.
    pub fn play(&self, seed: u64) -> Result<End, Wrong> {
        let mut world = self
            .of(seed)
            .world(seed)
            .map_err(|error| Wrong(error.to_string()))?;
        world.play()
    }

    /// Plays one seed and tells what happens.
    ///
    /// # Errors
    ///
    /// [`Wrong`] with what must not be.
    pub fn play_aloud(&self, seed: u64) -> Result<End, Wrong> {
        let mut world = self
            .of(seed)
            .world(seed)
            .map_err(|error| Wrong(error.to_string()))?;
        world.aloud = true;
        world.play()
    }

    /// Plays one seed twice: it must end the same.
    ///
    /// # Errors
    ///
    /// [`Wrong`] with what must not be.
    pub fn play_twice(&self, seed: u64) -> Result<End, Wrong> {
        let once = self.play(seed)?;
        let again = self.play(seed)?;
        if once == again {
            Ok(once)
        } else {
            Err(Wrong("the same seed ended in another way".to_owned()))
        }
    }
}

/// Plays the seeds from `first` to `first + count`, on all cores, until ten have ended wrong; every `twice`-th twice.
///
/// # Errors
///
/// Whatever keeps a board from being founded.
pub fn play(first: u64, count: u64, twice: u64) -> Result<Run, Fault> {
    let next = AtomicU64::new(first);
    let run = Mutex::new(Run::default());
    let lock = || run.lock().unwrap_or_else(PoisonError::into_inner);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    std::thread::scope(|scope| {
        let work = || -> Result<(), Fault> {
            let stages = Stages::found()?;
            let mut mine = Run::default();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= first + count || lock().wrong.len() >= 10 {
                    break;
                }
                let end = if seed.is_multiple_of(twice.max(1)) {
                    stages.play_twice(seed)
                } else {
                    stages.play(seed)
                };
                planted::fail_power_after(None);
                mine.worlds += 1;
                match end {
                    Ok(end) => {
                        mine.published += end.published as u64;
                        mine.reached.add(&end.reached);
                    }
                    Err(why) => lock().wrong.push((seed, why)),
                }
            }
            let mut all = lock();
            all.worlds += mine.worlds;
            all.published += mine.published;
            all.reached.add(&mine.reached);
            Ok(())
        };
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(work)).collect();
        threads.into_iter().try_for_each(|thread| {
            thread
                .join()
                .unwrap_or_else(|_| Err("a world broke off".into()))
        })
    })?;
    let mut run = run.into_inner().unwrap_or_else(PoisonError::into_inner);
    run.wrong.sort_by_key(|(seed, _)| *seed);
    Ok(run)
}

/// The first seed that finds a planted fault, among `most` from `first`.
///
/// # Errors
///
/// Whatever keeps a board from being founded.
pub fn hunt(fault: planted::Fault, first: u64, most: u64) -> Result<Option<(u64, Wrong)>, Fault> {
    let stages = Stages::found()?;
    planted::plant(Some(fault));
    let found =
        (first..first + most).find_map(|seed| stages.play(seed).err().map(|why| (seed, why)));
    planted::plant(None);
    planted::fail_power_after(None);
    Ok(found)
}
