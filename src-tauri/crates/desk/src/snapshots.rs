//! How a draft stood earlier, kept on this computer only: looked at, kept by hand, taken back.

use crate::{Desk, Result, drafts::Saved, drafts::clean, time};
use editorial::{Code, Content, Document, EditionId};
use serde::Serialize;
use std::collections::BTreeMap;
use store::snapshots::{self, Snapshot};

/// One of the texts kept of a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SnapshotRow {
    /// Its number.
    pub id: i64,
    /// When the draft stood like this.
    pub at: String,
    /// Its title then.
    pub title: String,
    /// A person kept it: it stays, however many follow.
    pub kept: bool,
    /// The name that person gave it.
    pub name: Option<String>,
}

/// The text of a snapshot, as readers would have seen it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SnapshotText {
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The fields.
    pub fields: BTreeMap<String, String>,
    /// The text.
    pub document: Document,
}

impl Desk {
    /// What is kept of the draft of an edition, the newest first.
    ///
    /// # Errors
    /// `not_found`.
    pub fn snapshots(&self, edition: EditionId) -> Result<Vec<SnapshotRow>> {
        self.row(edition)?;
        let mut rows = Vec::new();
        for Snapshot { id, name, at, .. } in snapshots::of(&self.store, edition)? {
            let content = snapshots::content(&self.store, id)?;
            rows.push(SnapshotRow {
                id,
                at: time::write(at),
                // A translation whose source does not lie here has no title to tell.
                title: self
                    .laid(edition, &content)
                    .map(|laid| laid.title)
                    .unwrap_or_default(),
                kept: name.is_some(),
                name: name.filter(|name| !name.is_empty()),
            });
        }
        Ok(rows)
    }

    /// The text of one of them.
    ///
    /// # Errors
    /// `not_found`.
    pub fn snapshot(&self, edition: EditionId, id: i64) -> Result<SnapshotText> {
        let content = self.snapshot_content(edition, id)?;
        let laid = self.laid(edition, &content)?;
        Ok(SnapshotText {
            title: laid.title,
            summary: laid.summary,
            fields: laid.fields,
            document: laid.document.unwrap_or_default(),
        })
    }

    /// Makes one of them the draft again. What the draft says now is kept first.
    ///
    /// # Errors
    /// `not_found`, `secret_mark`, `fork_open`, `newer_version`; `stale` where words were saved meanwhile; then the
    /// draft stands as it was.
    pub fn restore_snapshot(&self, edition: EditionId, id: i64) -> Result<Saved> {
        let content = self.snapshot_content(edition, id)?;
        clean(&content)?;
        let draft = self.draft_or_head(edition)?;
        if draft.read_only {
            return Err(Code::NewerVersion.into());
        }
        if draft.is_fork() {
            return Err(Code::ForkOpen.into());
        }
        if draft.content.is_translation() != content.is_translation() {
            return Err(Code::WrongState.into());
        }
        if store::drafts::get(&self.store, edition)?.is_none() {
            let mut begun = draft;
            begun.content = content;
            return self.keep(begun);
        }
        let newest = snapshots::of(&self.store, edition)?.first().map(|it| it.id);
        let known = newest
            .map(|id| snapshots::content(&self.store, id))
            .transpose()?;
        if known.as_ref() != Some(&draft.content) {
            snapshots::take(&self.store, edition, None, self.now())?;
        }
        let mut back = draft.clone();
        back.content = content.normalised();
        back.updated = self.now();
        store::drafts::replace(&self.store, &draft, &back)?;
        Ok(Saved {
            at: back.updated,
            draft: self.row(edition)?.draft,
        })
    }

    /// Keeps the draft as it stands now, for as long as the desk lasts.
    ///
    /// # Errors
    /// `not_found` where there is no draft: then the newest revision says all there is.
    pub fn keep_snapshot(&self, edition: EditionId, name: Option<&str>) -> Result<()> {
        self.row(edition)?;
        let name = name.unwrap_or_default().trim();
        snapshots::take(&self.store, edition, Some(name), self.now())?;
        Ok(())
    }

    fn snapshot_content(&self, edition: EditionId, id: i64) -> Result<Content> {
        self.row(edition)?;
        let of = snapshots::of(&self.store, edition)?;
        if !of.iter().any(|snapshot| snapshot.id == id) {
            return Err(Code::NotFound.into());
        }
        Ok(snapshots::content(&self.store, id)?)
    }
}
