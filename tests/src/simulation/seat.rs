//! A person at a desk.

use super::{
    around::{Clock, DeskSide},
    cast::Fault,
    oracle::texts::Saved,
};
use desk::Desk;
use editorial::{DeviceId, EditionId, Hash, MemberId};
use std::{collections::BTreeMap, path::PathBuf, sync::Arc};
use store::Store;
use sync::exchange::Exchange;

/// The passphrase of every desk that lies on the disk.
pub const PASSPHRASE: &str = "bàn thử trong phòng máy";

/// A person at a desk.
pub struct Seat {
    /// Who.
    pub name: &'static str,
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
    /// The folder, where the store is no store in memory.
    pub folder: Option<PathBuf>,
    /// Clock and chance.
    pub around: Arc<DeskSide>,
    /// An exchange on its way.
    pub exchange: Option<Exchange>,
    /// The portal's ledger does not continue the one here: the person has to decide.
    pub must_reoffer: bool,
    /// What was saved last.
    pub saved: Saved,
    /// Merges looked at already, by what came together.
    pub merges: BTreeMap<EditionId, (Hash, Option<Hash>)>,
    desk: Option<Desk>,
}

impl Seat {
    /// Sits down at a desk that was founded.
    pub fn new(
        name: &'static str,
        (member, device): (MemberId, DeviceId),
        store: Store,
        folder: Option<PathBuf>,
        around: Arc<DeskSide>,
    ) -> Self {
        let desk = Some(Desk::on(store, around.clone()));
        Self {
            name,
            member,
            device,
            folder,
            around,
            exchange: None,
            must_reoffer: false,
            saved: Saved::new(),
            merges: BTreeMap::new(),
            desk,
        }
    }

    /// The desk, which is open at any time but in the middle of [`Seat::reopen`].
    #[allow(clippy::expect_used)]
    pub fn desk(&self) -> &Desk {
        self.desk.as_ref().expect("the desk is open")
    }

    /// Its store.
    pub fn store(&self) -> &Store {
        self.desk().store()
    }

    /// Power failed, or the program was killed: what is committed is there, the rest is gone.
    ///
    /// # Errors
    ///
    /// Those of opening a store.
    pub fn reopen(&mut self) -> Result<(), Fault> {
        self.exchange = None;
        match &self.folder {
            None => {
                let store = self.store().copy()?;
                self.desk = Some(Desk::on(store, self.around.clone()));
            }
            Some(folder) => {
                self.desk = None;
                self.desk = Some(Desk::open_in(
                    folder,
                    desk::Key::Passphrase(PASSPHRASE),
                    self.around.clone(),
                )?);
            }
        }
        Ok(())
    }

    /// The same person at a copy of the same desk.
    ///
    /// # Errors
    ///
    /// Those of the store; one on the disk is not copied.
    pub fn fork(&self, clock: Arc<Clock>) -> Result<Self, Fault> {
        let around = Arc::new(self.around.fork(clock));
        let desk = Some(Desk::on(self.store().copy()?, around.clone()));
        Ok(Self {
            name: self.name,
            member: self.member,
            device: self.device,
            folder: None,
            around,
            exchange: None,
            must_reoffer: self.must_reoffer,
            saved: self.saved.clone(),
            merges: self.merges.clone(),
            desk,
        })
    }
}
