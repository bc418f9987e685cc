//! The same worlds on encrypted files: each desk a profile in a folder, locked by a passphrase, opened again after every
//! power failure.

use super::{
    cast::{Board, CASTS, Fault},
    oracle::Wrong,
    seat::PASSPHRASE,
    stage::Stage,
    world::End,
};
use std::{
    fs,
    path::{Path, PathBuf},
};
use store::{NewLock, Store, Unlock};

/// The boards of one thread, with a folder for each desk to copy from.
pub struct Folders {
    root: PathBuf,
    stages: Vec<Stage>,
}

impl Folders {
    /// Founds the boards in `root`, which is empty.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    pub fn found(root: &Path) -> Result<Self, Fault> {
        let mut stages = Vec::new();
        for (cast, places) in CASTS.iter().enumerate() {
            let mut home = |desk| {
                let folder = root.join(format!("cast-{cast}-desk-{desk}"));
                Ok(Store::create(
                    &folder,
                    NewLock {
                        passphrase: Some(PASSPHRASE),
                    },
                    "Tôi",
                )?
                .0)
            };
            let mut board = Board::found(places, &mut home)?;
            for desk in &mut board.desks {
                // Closed, so that the folders can be copied.
                desk.store = Store::in_memory()?;
            }
            stages.push(Stage::of(cast, board));
        }
        Ok(Self {
            root: root.to_owned(),
            stages,
        })
    }

    /// Plays one seed on the disk.
    ///
    /// # Errors
    ///
    /// [`Wrong`] with what must not be.
    pub fn play(&self, seed: u64) -> Result<End, Wrong> {
        let fail = |error: Fault| Wrong(error.to_string());
        let cast = usize::try_from(seed % self.stages.len() as u64).unwrap_or_default();
        let mut open = |desk: usize| {
            let folder = self.root.join(format!("seed-{seed}-desk-{desk}"));
            copy(&self.root.join(format!("cast-{cast}-desk-{desk}")), &folder)?;
            Ok((
                Store::open(&folder, Unlock::Passphrase(PASSPHRASE))?.store,
                folder,
            ))
        };
        let mut world = self.stages[cast]
            .world_on_disk(seed, &mut open)
            .map_err(fail)?;
        let end = world.play();
        let folders: Vec<PathBuf> = world
            .seats
            .iter()
            .filter_map(|seat| seat.folder.clone())
            .collect();
        drop(world);
        for folder in folders {
            fs::remove_dir_all(folder).map_err(|error| Wrong(error.to_string()))?;
        }
        end
    }
}

fn copy(from: &Path, to: &Path) -> Result<(), Fault> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let place = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &place)?;
        } else {
            fs::copy(entry.path(), place)?;
        }
    }
    Ok(())
}
