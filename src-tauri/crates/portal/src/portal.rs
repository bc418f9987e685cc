//! The portal as one value: usable over HTTP, by the command line, in a simulation and for practice.

mod access;
mod blobs;
mod bodies;
mod joining;
mod operator;
mod publications;
mod upkeep;

pub use access::Session;
pub use blobs::Upload;
pub(crate) use bodies::Bodies;
pub use operator::NewSite;

use crate::{
    db::{self, Db},
    failure::{Failure, no},
    files::Files,
    ledger::{self, Page, Site},
    surroundings::Surroundings,
};
use editorial::{
    Code, Hash, Millis,
    planted::{self, Fault},
};
use protocol::{CommentLine, HeadAnswer, PAGE_ENTRIES, PushLine, SendLine, to_rfc3339};
use std::{
    collections::HashMap,
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

/// A portal with its sites.
pub struct Portal {
    db: Db,
    files: Files,
    around: Arc<dyn Surroundings>,
    sites: Mutex<HashMap<String, Arc<Site>>>,
}

impl Portal {
    /// The portal whose data lies in `folder`, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the disk or database.
    pub fn open(folder: &Path, around: Arc<dyn Surroundings>) -> Result<Self, Failure> {
        make_folder(folder)?;
        Ok(Self::on(
            Db::open(folder)?,
            Files::in_folder(folder.join("blobs")),
            around,
        ))
    }

    /// An empty portal in memory.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn in_memory(around: Arc<dyn Surroundings>) -> Result<Self, Failure> {
        Ok(Self::on(
            Db::in_memory()?,
            Files::Memory(Mutex::default()),
            around,
        ))
    }

    fn on(db: Db, files: Files, around: Arc<dyn Surroundings>) -> Self {
        Self {
            db,
            files,
            around,
            sites: Mutex::default(),
        }
    }

    /// A copy in memory of a portal in memory, as a backup of it would be.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn copy(&self) -> Result<Self, Failure> {
        Ok(Self::on(
            self.db.copy()?,
            self.files.copy(),
            Arc::clone(&self.around),
        ))
    }

    /// Forgets all that is only remembered, as a restart does.
    pub fn restart(&self) {
        self.sites
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clear();
    }

    /// The database, for tests that damage or fill it.
    pub fn database(&self) -> &Db {
        &self.db
    }

    pub(crate) fn file(&self, site: &Site, name: Hash) -> Result<Vec<u8>, Failure> {
        self.files.read(&site.name, name)
    }

    /// Where time and randomness come from.
    pub fn surroundings(&self) -> Arc<dyn Surroundings> {
        Arc::clone(&self.around)
    }

    /// The portal's clock.
    pub fn clock(&self) -> Millis {
        self.around.now()
    }

    /// The site of that name.
    ///
    /// # Errors
    ///
    /// `no_such_site`.
    pub fn site(&self, name: &str) -> Result<Arc<Site>, Failure> {
        let known = |sites: &HashMap<String, Arc<Site>>| sites.get(name).cloned();
        if let Some(site) = known(&self.sites.lock().unwrap_or_else(PoisonError::into_inner)) {
            return Ok(site);
        }
        let row = self.db.read(|from| db::sites::by_name(from, name))?;
        let row = row.ok_or_else(|| {
            no(
                Code::NoSuchSite,
                format!("there is no site {name:?} on this portal"),
            )
        })?;
        let mut sites = self.sites.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(Arc::clone(
            sites
                .entry(name.to_owned())
                .or_insert_with(|| Arc::new(Site::of(row))),
        ))
    }

    /// The names of all sites, the first added first.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn site_names(&self) -> Result<Vec<String>, Failure> {
        Ok(self
            .db
            .read(|from| db::sites::all(from))?
            .into_iter()
            .map(|row| row.name)
            .collect())
    }

    /// Writes to a site's ledger, then clears away what was erased.
    fn write<T>(
        &self,
        site: &Site,
        act: impl FnOnce(&mut ledger::Writing<'_>) -> Result<T, Failure>,
    ) -> Result<T, Failure> {
        let (result, done) = site.write(&self.db, &*self.around, act)?;
        if done.erased {
            self.forget_log();
        }
        for file in done.erased_files {
            self.clear_away(site, file)?;
        }
        Ok(result)
    }

    /// The newest entry of a site's ledger, vouched for by its key.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn head(&self, site: &Site) -> Result<HeadAnswer, Failure> {
        let last = self.db.read(|from| db::entries::last(from, site.id))?;
        let last = last.ok_or_else(|| no(Code::Damaged, "the ledger is empty"))?;
        let (head, sig) = ledger::signed_head(site, last)?;
        Ok(HeadAnswer {
            head,
            sig,
            key: site.public_key(),
            now: to_rfc3339(self.now(site)?),
        })
    }

    /// The clock that rules use: the portal's, never before the newest entry.
    fn now(&self, site: &Site) -> Result<Millis, Failure> {
        Ok(self
            .around
            .now()
            .max(site.look(&self.db, |state| state.board.newest())?))
    }

    /// Takes what a device sends: bodies, and events that name them.
    ///
    /// # Errors
    ///
    /// [`Failure`] where nothing of it was taken; an event that is refused is an answer, not an error.
    pub fn push(&self, session: &Session, lines: Vec<SendLine>) -> Result<Vec<PushLine>, Failure> {
        self.write(&session.site, |writing| writing.push(session.member, lines))
    }

    /// A page of the ledger after an entry, for a member with a role.
    ///
    /// # Errors
    ///
    /// `no_right` for a member without a role.
    pub fn entries(
        &self,
        session: &Session,
        after: u64,
        with_bodies: bool,
    ) -> Result<Page, Failure> {
        let now = self.may_read(session)?;
        let with_bodies = with_bodies && !planted::is(Fault::ForgetBodies);
        ledger::page(&self.db, &session.site, after, with_bodies, now)
    }

    /// The public's comments after a place in their feed.
    ///
    /// # Errors
    ///
    /// `no_right` for whoever is neither editor, approver nor chief.
    pub fn comments(&self, session: &Session, after: u64) -> Result<Vec<CommentLine>, Failure> {
        self.may_read_comments(session)?;
        self.db
            .read(|from| db::comments::after(from, session.site.id, after, PAGE_ENTRIES))
    }

    /// Empties a comment; every desk hears of it by the feed.
    ///
    /// # Errors
    ///
    /// `not_found`.
    pub fn erase_comment(&self, site: &Site, comment: &str) -> Result<(), Failure> {
        let erased = self
            .db
            .write(|to| db::comments::erase(to, site.id, comment))?;
        self.forget_log();
        if !erased {
            return Err(no(
                Code::NotFound,
                "there is no such comment, or it is erased",
            ));
        }
        self.log_is_empty()
    }
}

#[cfg(unix)]
fn make_folder(folder: &Path) -> Result<(), Failure> {
    use std::os::unix::fs::DirBuilderExt;
    // What is not yet published lies here, and the sites' keys.
    Ok(std::fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)?)
}

#[cfg(not(unix))]
fn make_folder(folder: &Path) -> Result<(), Failure> {
    Ok(std::fs::create_dir_all(folder)?)
}
