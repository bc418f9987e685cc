//! The desk's folder: made, opened, saved, brought back, proven.

use crate::{
    Desk, DeskError, Result, Surroundings, ThisComputer,
    exchange::LAST_EXCHANGE,
    time,
    words::{self, Tongue},
};
use editorial::{
    Code, DeviceId, Hash, MemberId, Millis, Role,
    audit::{Auditor, Bodies, Report},
};
use serde::Serialize;
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{Store, backup::Workplace, meta};

pub use store::{NewLock, Unlock as Key};

/// What this desk is and how it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Status {
    /// This program's version.
    pub version: &'static str,
    /// The folder.
    pub profile: String,
    /// The site, once joined.
    pub site: Option<String>,
    /// The ledger, once joined.
    pub ledger: Option<Hash>,
    /// The address given at joining.
    pub url: Option<String>,
    /// Who works here.
    pub member: Option<MemberId>,
    /// The name.
    pub name: String,
    /// The roles held now.
    pub roles: Vec<Role>,
    /// This device.
    pub device: Option<DeviceId>,
    /// How much there is of what.
    pub counts: Counts,
    /// The last entry received.
    pub cursor: u64,
    /// When the last exchange was complete.
    pub last_exchange: Option<String>,
    /// How many texts wait to be indexed.
    pub indexing: u64,
}

/// How much there is of what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Drafts.
    pub drafts: u64,
    /// Acts that wait.
    pub outbox: u64,
    /// Refusals and merges to look at.
    pub refusals: u64,
    /// Texts to choose from.
    pub forks: u64,
}

/// What is being done while a desk is saved to a file or brought back from one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Work {
    /// The file is being written.
    Writing,
    /// It is being restored beside, on trial.
    Trial,
    /// A desk is being made from it.
    Restoring,
    /// What was restored is being proven, entry by entry.
    Proving,
}

/// How far that is: bytes gone through, or entries proven.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Working {
    /// What is being done.
    pub work: Work,
    /// Done.
    pub done: u64,
    /// In all.
    pub of: u64,
}

/// Who is told how far it is, and ends it by answering no.
pub type OnWork<'a> = &'a dyn Fn(Working) -> bool;

/// The recovery words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Words {
    /// Twelve words.
    pub words: String,
}

impl Desk {
    /// The folder that `BANTHAO_PROFILE` names, else the one in the platform's folder for data.
    pub fn usual_folder() -> Option<PathBuf> {
        if let Some(named) = std::env::var_os("BANTHAO_PROFILE").filter(|value| !value.is_empty()) {
            return Some(named.into());
        }
        let name = if cfg!(any(windows, target_os = "macos")) {
            "Ban Thao"
        } else {
            "ban-thao"
        };
        Some(dirs::data_dir()?.join(name))
    }

    /// Whether a desk lies in a folder.
    pub fn exists(folder: &Path) -> bool {
        store::exists(folder)
    }

    /// Makes a new desk; its recovery words, which have been tried.
    ///
    /// # Errors
    /// `not_empty`, `no_keyring`, `network_share`, `in_use`, `disk_full`.
    pub fn init(folder: &Path, lock: NewLock<'_>, name: &str) -> Result<(Self, Words)> {
        let (store, words) = Store::create(folder, lock, name.trim())?;
        Ok((
            Self::on(store, Arc::new(ThisComputer)),
            Words {
                words: words.join(" "),
            },
        ))
    }

    /// Opens a desk.
    ///
    /// # Errors
    /// `not_found`, `wrong_passphrase`, `no_keyring`, `newer_version`, `damaged`, `in_use`, `network_share`.
    pub fn open(folder: &Path, key: Key<'_>) -> Result<Self> {
        Self::open_in(folder, key, Arc::new(ThisComputer))
    }

    /// As [`Desk::open`], with other surroundings.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_in(
        folder: &Path,
        key: Key<'_>,
        surroundings: Arc<dyn Surroundings>,
    ) -> Result<Self> {
        let opened = Store::open(folder, key)?;
        Ok(Self {
            rescue: opened.rescued.map(Arc::new),
            ..Self::on(opened.store, surroundings)
        })
    }

    /// What a person is told where the store was found damaged when it was opened.
    pub fn rescue(&self) -> Option<String> {
        let rescue = self.rescue.as_deref()?;
        Some(words::rescued(
            &rescue.moved_to,
            rescue.drafts,
            rescue.outbox,
            Tongue::current(),
        ))
    }

    /// Saves all of a desk to one file, also while it is in use, and proves it by restoring it beside; only then it bears
    /// its name. Answers none where it was ended: then nothing is left.
    ///
    /// # Errors
    /// `not_found`, `wrong_passphrase`, `no_keyring`, `disk_full`, `not_empty` where the file exists.
    pub fn backup(
        folder: &Path,
        key: Key<'_>,
        file: &Path,
        on: OnWork<'_>,
    ) -> Result<Option<Report>> {
        if file.exists() {
            return Err(DeskError::about(Code::NotEmpty, file.display()));
        }
        let telling = |work| move |done, of| on(Working { work, done, of });
        let workplace = Workplace::beside(file)?;
        let fresh = workplace.path("backup");
        if !store::backup::write_beside(folder, key, &fresh, &telling(Work::Writing))? {
            return Ok(None);
        }
        let place = workplace.path("desk");
        let restored = store::backup::restore_telling(&fresh, &place, key, &telling(Work::Trial))?;
        let Some(store) = restored else {
            return Ok(None);
        };
        let report = Self::on(store, Arc::new(ThisComputer)).prove(&telling(Work::Proving))?;
        if report.is_some() {
            std::fs::rename(&fresh, file).map_err(store::Error::from)?;
        }
        Ok(report)
    }

    /// Brings a backup into an empty profile. This becomes a new device, enrolled with the next exchange by the old
    /// one's key; what waited in the backup's outbox comes back as drafts to look at. With the recovery words, a new
    /// passphrase can be given at once. Answers none where it was ended, which it can be until the desk is there: then
    /// nothing was made.
    ///
    /// # Errors
    /// `not_empty`, `damaged`, `newer_version`, `wrong_passphrase`, `bad_file`; then nothing was made. Those of the disk
    /// where it fills up afterwards: the desk is there then, under the old passphrase.
    pub fn restore(
        file: &Path,
        folder: &Path,
        key: Key<'_>,
        new_passphrase: Option<&str>,
        on: OnWork<'_>,
    ) -> Result<Option<Report>> {
        if Self::exists(folder) {
            // Said first: with the right passphrase it would be no less in the way.
            return Err(Code::NotEmpty.into());
        }
        let telling = |work| move |done, of| on(Working { work, done, of });
        let restored =
            store::backup::restore_telling(file, folder, key, &telling(Work::Restoring))?;
        let Some(store) = restored else {
            return Ok(None);
        };
        if let Some(new) = new_passphrase {
            store.set_passphrase(new)?;
        }
        let desk = Self::on(store, Arc::new(ThisComputer));
        store::outbox::all_to_drafts(&desk.store, desk.now())?;
        // Chosen on another computer; here the first thing is to ask how things stand.
        desk.set_works_offline(false)?;
        let tell = telling(Work::Proving);
        desk.prove(&|done, of| {
            tell(done, of);
            true
        })
    }

    /// Proves the store sound and, from the ledger here alone, that every publication rests on its approvals.
    ///
    /// # Errors
    /// Those that keep it from looking.
    pub fn verify(&self) -> Result<Report> {
        self.prove(&|_, _| true)?
            .ok_or_else(|| Code::WrongState.into())
    }

    /// As [`Desk::verify`], telling how far it is; none where it was ended.
    fn prove(&self, on: &dyn Fn(u64, u64) -> bool) -> Result<Option<Report>> {
        let newest = meta::cursor(&self.store)?;
        let mut auditor = Auditor::new(Bodies::Some);
        if let Some(rescue) = self.rescue() {
            auditor.fault(0, rescue);
        }
        for fault in store::verify::run(&self.store)? {
            auditor.fault(fault.seq.unwrap_or(0), fault.what);
        }
        let mut after = 0;
        loop {
            let page = store::mirror::entries_after(&self.store, after, 1000)?;
            let Some(last) = page.last() else { break };
            after = last.seq;
            if !on(after, newest.max(after)) {
                return Ok(None);
            }
            for kept in &page {
                auditor.entry(&kept.entry, &kept.event, &mut |hash| {
                    store::bodies::get(&self.store, hash).ok().flatten()
                });
            }
        }
        if let Some(site) = meta::portal(&self.store)?
            && auditor
                .state()
                .board
                .ledger
                .is_some_and(|ledger| ledger != site.ledger)
        {
            auditor.fault(1, "the first entry is another ledger's");
        }
        Ok(Some(auditor.finish()))
    }

    /// The recovery words, for printing; new ones where the old shall open nothing any more.
    ///
    /// # Errors
    /// Those of the store.
    pub fn recovery(&self, new: bool) -> Result<Words> {
        let words = if new {
            self.store.new_recovery()?
        } else {
            self.store.recovery_words()?
        };
        Ok(Words {
            words: words.join(" "),
        })
    }

    /// Whether a passphrase opens the desk; else the system's keyring does.
    ///
    /// # Errors
    /// Those of the store.
    pub fn has_passphrase(&self) -> Result<bool> {
        Ok(self.store.has_passphrase()?)
    }

    /// Makes sure that whoever sits at the open desk knows its passphrase, where it has one.
    ///
    /// # Errors
    /// `wrong_passphrase`.
    pub fn prove_passphrase(&self, passphrase: &str) -> Result<()> {
        Ok(self.store.prove_passphrase(passphrase)?)
    }

    /// Locks the desk by a new passphrase.
    ///
    /// # Errors
    /// `bad_field` for an empty one; those of the store.
    pub fn set_passphrase(&self, new: &str) -> Result<()> {
        if new.is_empty() {
            return Err(Code::BadField.into());
        }
        Ok(self.store.set_passphrase(new)?)
    }

    /// What this desk is and how it stands.
    ///
    /// # Errors
    /// Those of the store.
    pub fn status(&self) -> Result<Status> {
        let identity = meta::identity(&self.store)?;
        let site = meta::portal(&self.store)?;
        let board = store::mirror::board(&self.store)?;
        let now = self.portal_now()?;
        let roles = identity
            .member
            .map(|member| board.roles(member, now).into_iter().collect())
            .unwrap_or_default();
        let mut name = identity.name;
        if let Some(member) = identity.member {
            let known = self.name_of(&board, member)?;
            if !known.is_empty() {
                name = known;
            }
        }
        let forks = store::drafts::all(&self.store)?
            .iter()
            .filter(|draft| draft.is_fork())
            .count() as u64;
        let last: Option<Millis> = meta::get(&self.store, LAST_EXCHANGE)?;
        Ok(Status {
            version: env!("CARGO_PKG_VERSION"),
            profile: self
                .store
                .dir()
                .map(|dir| dir.display().to_string())
                .unwrap_or_default(),
            ledger: site.as_ref().map(|site| site.ledger),
            url: site.as_ref().map(|site| site.url.clone()),
            site: site.map(|site| site.site),
            member: identity.member,
            name,
            roles,
            device: identity.device,
            counts: Counts {
                drafts: store::drafts::count(&self.store)?,
                outbox: store::outbox::count(&self.store)?,
                refusals: store::refusals::count(&self.store)?,
                forks,
            },
            cursor: meta::cursor(&self.store)?,
            last_exchange: last.map(time::write),
            indexing: store::search::indexing(&self.store)?,
        })
    }
}
