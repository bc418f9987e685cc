//! A founded board, from which world after world is copied.

use super::{
    around::{DeskSide, MORNING},
    cast::{Board, CASTS, Fault, Founded},
    dice::Dice,
    seat::Seat,
    wire::Wire,
    world::World,
};
use std::{path::PathBuf, sync::Arc};

/// Clocks that are wrong by years: about 2019 and 2040.
const OFF: [i64; 4] = [0, -7 * 365 * 86_400_000, 14 * 365 * 86_400_000, 90_000];

/// A board, founded and ready to be copied for one world after the other.
pub struct Stage {
    /// Which of [`CASTS`].
    pub cast: usize,
    board: Board,
}

impl Stage {
    /// Founds a board in memory.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    pub fn in_memory(cast: usize) -> Result<Self, Fault> {
        Ok(Self {
            cast,
            board: Board::found(CASTS[cast], &mut |_| Ok(store::Store::in_memory()?))?,
        })
    }

    /// One whose stores were made elsewhere.
    pub fn of(cast: usize, board: Board) -> Self {
        Self { cast, board }
    }

    fn seat(&self, index: usize, seed: u64) -> (DeskSide, &Founded) {
        let mut dice = Dice::new(seed, 100 + index as u64);
        let off = if dice.one_in(3) {
            OFF[dice.below(OFF.len())]
        } else {
            0
        };
        (
            DeskSide::new(Arc::clone(&self.board.around.clock), off, dice),
            &self.board.desks[index],
        )
    }

    /// A world on this board.
    ///
    /// # Errors
    ///
    /// Those of copying.
    pub fn world(&self, seed: u64) -> Result<World, Fault> {
        let mut seats = Vec::new();
        for (index, place) in CASTS[self.cast].iter().enumerate() {
            let (around, founded) = self.seat(index, seed);
            seats.push(Seat::new(
                place.name,
                (founded.member, founded.device),
                founded.store.copy()?,
                None,
                Arc::new(around),
            ));
        }
        self.world_of(seed, seats)
    }

    /// A world whose stores lie in folders, opened by `open`.
    ///
    /// # Errors
    ///
    /// Those of `open`.
    pub fn world_on_disk(
        &self,
        seed: u64,
        open: &mut dyn FnMut(usize) -> Result<(store::Store, PathBuf), Fault>,
    ) -> Result<World, Fault> {
        let mut seats = Vec::new();
        for (index, place) in CASTS[self.cast].iter().enumerate() {
            let (around, founded) = self.seat(index, seed);
            let (store, folder) = open(index)?;
            seats.push(Seat::new(
                place.name,
                (founded.member, founded.device),
                store,
                Some(folder),
                Arc::new(around),
            ));
        }
        self.world_of(seed, seats)
    }

    fn world_of(&self, seed: u64, seats: Vec<Seat>) -> Result<World, Fault> {
        self.board
            .around
            .begin(MORNING + 60_000, Dice::new(seed, 2));
        let mut wire = Wire::new(
            self.board.portal.copy()?,
            Arc::clone(&self.board.around),
            Dice::new(seed, 3),
        );
        wire.calm = false;
        Ok(World {
            seed,
            dice: Dice::new(seed, 1),
            wire,
            seats,
            editions: Vec::new(),
            words: 0,
            backups: Vec::new(),
            away: None,
            restored: false,
            revoked: false,
            aloud: false,
        })
    }
}
