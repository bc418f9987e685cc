//! Drafts: begun, saved, changed, dropped. Saving on this computer always succeeds, but for a state-secret mark.

pub use crate::texts::SourceFile;

use crate::{Desk, DeskError, Result, time};
use editorial::{
    Code, Content, Document, EditionId, Hash, ItemId, Kind, Lang, Millis, checks,
    translation::{self, Place, SegmentState},
};
use serde::Serialize;
use store::drafts::Draft;

/// What is to be changed in a draft.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// A new text.
    pub file: Option<SourceFile>,
    /// A new title.
    pub title: Option<String>,
    /// A new summary.
    pub summary: Option<String>,
    /// Fields with their new values; an empty one clears it.
    pub fields: Vec<(String, String)>,
}

/// A new item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Begun {
    /// The item.
    pub item: ItemId,
    /// Its first edition.
    pub edition: EditionId,
    /// It has a draft here.
    pub draft: bool,
    /// What could not be taken from the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// A draft that was changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edited {
    /// The edition.
    pub edition: EditionId,
    /// A draft here differs from the newest revision.
    pub draft: bool,
    /// What could not be taken from the file.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<String>,
}

/// When a draft was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Saved {
    /// By this computer's clock.
    pub at: Millis,
    /// A draft here differs from the newest revision.
    pub draft: bool,
}

/// What lies in the trash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Trashed {
    /// The item.
    pub item: ItemId,
    /// Its title; may be empty.
    pub title: String,
    /// What it is.
    pub kind: Kind,
    /// The language of the edition that has this title.
    pub lang: Lang,
    /// Since when it lies there.
    pub at: String,
}

impl Desk {
    /// Begins a new item.
    ///
    /// # Errors
    /// `secret_mark`, `bad_file`, `unknown_field`, `bad_field`; then nothing was begun.
    pub fn new_item(&self, kind: Kind, lang: Lang, change: Change) -> Result<Begun> {
        let item = ItemId::from_uuid(self.uuid());
        let edition = EditionId { item, lang };
        let begun = Content {
            document: Some(Document::default()),
            ..Content::default()
        };
        let (content, warnings) = self.changed(kind, begun, change, true)?;
        let now = self.now();
        store::drafts::put(&self.store, &begin(edition, kind, content, None, now))?;
        Ok(Begun {
            item,
            edition,
            draft: true,
            warnings,
        })
    }

    /// Brings in one file as a new item.
    ///
    /// # Errors
    /// As [`Desk::new_item`].
    pub fn import(&self, file: SourceFile, kind: Kind) -> Result<Begun> {
        self.new_item(
            kind,
            Lang::Vi,
            Change {
                file: Some(file),
                ..Change::default()
            },
        )
    }

    /// Changes the draft of an edition; where there is none, one is begun from the newest revision.
    ///
    /// # Errors
    /// `not_found`, `newer_version`, `secret_mark`, `bad_file`, `unknown_field`, `bad_field`; then nothing was changed.
    pub fn edit(&self, edition: EditionId, change: Change) -> Result<Edited> {
        let mut draft = self.draft_or_head(edition)?;
        if change.file.is_some() && draft.content.is_translation() {
            return Err(DeskError::about(Code::WrongState, "segments"));
        }
        let mut change = change;
        if let Some(source) = draft.content.source {
            // The title of a translation is its first sentence.
            if let Some(title) = change.title.take() {
                let source = self.revision(source)?.content;
                draft.content =
                    translated_title(&source, edition.lang.other(), draft.content, &title)?;
            }
        }
        let (content, warnings) = self.changed(draft.kind, draft.content, change, false)?;
        draft.content = content;
        let saved = self.keep(draft)?;
        Ok(Edited {
            edition,
            draft: saved.draft,
            warnings,
        })
    }

    /// Saves what stands in the editor and was written on `base`.
    ///
    /// # Errors
    /// `stale` where a text of another was merged in meanwhile: the editor takes that in before it saves again.
    /// `secret_mark`: then the last clean draft stands. `newer_version` where only a newer version may change it.
    pub fn save(&self, edition: EditionId, base: Option<Hash>, content: Content) -> Result<Saved> {
        let mut draft = self.draft_on(edition, base)?;
        if draft.base != base {
            return Err(Code::Stale.into());
        }
        if draft.content.is_translation() {
            // It is written sentence by sentence, over its source.
            return Err(Code::WrongState.into());
        }
        clean(&content)?;
        // Links to other items and the files' facts are not the editor's to change.
        let Content {
            links, mut blobs, ..
        } = draft.content;
        for hash in content.document.iter().flat_map(Document::blobs) {
            if let Some(known) = store::blobs::known(&self.store, hash)? {
                blobs.push(known.blob);
            }
        }
        draft.content = Content {
            source: None,
            segments: Vec::new(),
            links,
            blobs,
            ..content
        };
        self.keep(draft)
    }

    /// The revision that the text being written builds on; another one than before means that the text was merged.
    ///
    /// # Errors
    /// `not_found`.
    pub fn base(&self, edition: EditionId) -> Result<Option<Hash>> {
        Ok(self.draft_or_head(edition)?.base)
    }

    /// Drops the draft of an edition; what was shared or submitted stays.
    ///
    /// # Errors
    /// `not_found` where there is none.
    pub fn discard(&self, edition: EditionId) -> Result<()> {
        self.row(edition)?;
        store::drafts::get(&self.store, edition)?.ok_or(Code::NotFound)?;
        Ok(store::drafts::delete(&self.store, edition, self.now())?)
    }

    /// Puts an item that was never shared nor submitted into the trash.
    ///
    /// # Errors
    /// `shared`, `not_found`.
    pub fn trash(&self, item: ItemId) -> Result<()> {
        let editions = item.editions();
        let state = store::mirror::state(&self.store, item)?;
        if editions
            .iter()
            .any(|edition| state.editions.contains_key(edition))
        {
            return Err(Code::Shared.into());
        }
        let mut known = false;
        for edition in editions {
            known |= store::drafts::get(&self.store, edition)?.is_some();
        }
        if !known {
            return Err(Code::NotFound.into());
        }
        Ok(store::trash::put(&self.store, item, self.now())?)
    }

    /// Takes an item out of the trash.
    ///
    /// # Errors
    /// `not_found`.
    pub fn untrash(&self, item: ItemId) -> Result<()> {
        Ok(store::trash::take_out(&self.store, item)?)
    }

    /// What lies in the trash, the last put there first.
    ///
    /// # Errors
    /// Those of the store.
    pub fn trashed(&self) -> Result<Vec<Trashed>> {
        let mut trashed = Vec::new();
        for (item, at) in store::trash::all(&self.store)? {
            for edition in item.editions() {
                if let Some(draft) = store::drafts::get(&self.store, edition)? {
                    trashed.push(Trashed {
                        item,
                        title: draft.content.title,
                        kind: draft.kind,
                        lang: edition.lang,
                        at: time::write(at),
                    });
                    break;
                }
            }
        }
        Ok(trashed)
    }

    /// The draft of an edition, or what one would begin with: the newest revision.
    pub(crate) fn draft_or_head(&self, edition: EditionId) -> Result<Draft> {
        // What lies in the trash is not written in.
        self.row(edition)?;
        if let Some(draft) = store::drafts::get(&self.store, edition)? {
            return Ok(draft);
        }
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition).ok_or(Code::NotFound)?;
        if known.newer {
            return Err(Code::NewerVersion.into());
        }
        let head = known.head().ok_or(Code::NotFound)?;
        let revision = self.revision(head)?;
        Ok(begin(
            edition,
            known.kind,
            revision.content,
            Some(head),
            self.now(),
        ))
    }

    /// The draft, or what one begins with on the revision that was read: a newer one that came meanwhile is merged when
    /// this text is submitted, not under the hands of who writes it.
    pub(crate) fn draft_on(&self, edition: EditionId, base: Option<Hash>) -> Result<Draft> {
        let draft = self.draft_or_head(edition)?;
        let begun = store::drafts::get(&self.store, edition)?.is_some();
        let Some(base) = base.filter(|base| !begun && Some(*base) != draft.base) else {
            return Ok(draft);
        };
        let state = self.expected(edition)?;
        let known = state.editions.get(&edition);
        if known.is_none_or(|known| known.line(base).is_none()) {
            return Ok(draft);
        }
        let content = self.revision(base)?.content;
        Ok(begin(edition, draft.kind, content, Some(base), self.now()))
    }

    /// Writes a draft; one that says what the newest revision says is none.
    pub(crate) fn keep(&self, mut draft: Draft) -> Result<Saved> {
        let now = self.now();
        draft.content = draft.content.normalised();
        draft.updated = now;
        store::drafts::put_on_its_base(&self.store, &draft)?;
        let differs = match draft.base {
            Some(base) => store::bodies::revision(&self.store, base)?
                .is_none_or(|revision| revision.content != draft.content),
            None => true,
        };
        Ok(Saved {
            at: now,
            draft: differs,
        })
    }

    fn changed(
        &self,
        kind: Kind,
        mut content: Content,
        change: Change,
        new: bool,
    ) -> Result<(Content, Vec<String>)> {
        let mut warnings = Vec::new();
        let title = change
            .title
            .clone()
            .filter(|title| !title.trim().is_empty());
        if let Some(file) = &change.file {
            let keeps_title = title.is_some() || !new;
            let stands = keeps_title.then(|| title.as_deref().unwrap_or(&content.title));
            let read = self.read_text(file, stands, &mut warnings)?;
            if let Some(own) = read.title.filter(|_| !keeps_title) {
                content.title = own;
            }
            content.blobs.extend(read.blobs);
            let old = content.document.take().unwrap_or_default();
            content.document = Some(formats::align::align_ids(&old, read.document));
        }
        if let Some(title) = change.title {
            content.title = title.split_whitespace().collect::<Vec<_>>().join(" ");
        }
        if let Some(summary) = change.summary {
            content.summary = summary;
        }
        for (name, value) in change.fields {
            let shared = kind.field(&name).is_some_and(|field| field.shared);
            if shared && content.is_translation() {
                // It stands in the source, and both pages show that.
                return Err(DeskError::about(Code::BadField, &name));
            }
            checks::validate_field(kind, &name, &value)?;
            content.fields.insert(name, value);
        }
        let content = content.normalised();
        if let Some(section) = content.fields.get("section") {
            self.section_exists(section)?;
        }
        if let Some(id) = content.document.as_ref().and_then(Document::double_id) {
            return Err(DeskError::about(Code::BadFile, id));
        }
        files_are_here(&content)?;
        clean(&content)?;
        Ok((content, warnings))
    }

    fn section_exists(&self, key: &str) -> Result<()> {
        let board = store::mirror::board(&self.store)?;
        let known = board
            .data
            .keys()
            .any(|(collection, name)| collection == "section" && name == key);
        // A desk that has not joined knows no sections yet; the checks ask again before submitting.
        if known || board.ledger.is_none() {
            Ok(())
        } else {
            Err(DeskError::about(Code::BadField, "section"))
        }
    }

    /// A revision's body, as far as it lies here.
    pub(crate) fn revision(&self, hash: Hash) -> Result<editorial::Revision> {
        if let Some(revision) = store::bodies::revision(&self.store, hash)? {
            return Ok(revision);
        }
        if store::mirror::board(&self.store)?.erased.contains(&hash) {
            return Err(Code::Erased.into());
        }
        // Older texts come when asked for: with the next exchange.
        store::bodies::want(&self.store, &[hash])?;
        Err(Code::NotFound.into())
    }
}

/// A draft that is begun.
pub(crate) fn begin(
    edition: EditionId,
    kind: Kind,
    content: Content,
    base: Option<Hash>,
    now: Millis,
) -> Draft {
    Draft {
        edition,
        kind,
        content,
        base,
        created: now,
        updated: now,
        read_only: false,
        merge: None,
    }
}

/// The gate at every border: a text with a state-secret mark is not written to disk. The error says where it stands.
pub(crate) fn clean(content: &Content) -> Result<()> {
    match checks::secret_mark(content) {
        Some(found) => Err(DeskError {
            checks: vec![found],
            ..Code::SecretMark.into()
        }),
        None => Ok(()),
    }
}

/// Every picture a text shows is one this desk knows; what is missing would never be published.
fn files_are_here(content: &Content) -> Result<()> {
    let Some(document) = &content.document else {
        return Ok(());
    };
    for hash in document.blobs() {
        if !content.blobs.iter().any(|blob| blob.hash == hash) {
            return Err(DeskError::about(Code::BadFile, hash));
        }
    }
    Ok(())
}

/// A translation with this title.
fn translated_title(
    source: &Content,
    written_in: Lang,
    mut translation: Content,
    title: &str,
) -> Result<Content> {
    let segments = translation::segments_of(source, written_in);
    let place = segments.iter().find(|it| it.key.place == Place::Title);
    let name = place.ok_or(Code::WrongState)?.key.short();
    translation::set(&mut translation, &name, title, SegmentState::Translated)
        .map_err(|error| DeskError::about(Code::NotFound, error))?;
    Ok(translation)
}
