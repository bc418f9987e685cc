//! Reading a text from a file, with the pictures beside it.

use crate::{Desk, DeskError, Result, drafts::clean, pictures};
use editorial::{Code, Content, Document};
use std::path::{Component, Path, PathBuf};

/// A file a text comes from.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its name; the ending says what it is.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Where it lies, as pictures may lie beside it.
    pub folder: Option<PathBuf>,
}

impl Desk {
    /// Reads a file as a text under `title`, where one is given already; pictures beside it are taken along.
    ///
    /// # Errors
    /// `bad_file`, `secret_mark`.
    pub(crate) fn read_text(
        &self,
        file: &SourceFile,
        title: Option<&str>,
        warnings: &mut Vec<String>,
    ) -> Result<ReadText> {
        let mut fresh = || self.block_id();
        let mut read = formats::import::import(&file.name, &file.bytes, &mut fresh)
            .map_err(|error| DeskError::about(Code::BadFile, error))?;
        // A mark must be found before any picture is written.
        let probe = Content {
            title: read.title.clone().unwrap_or_default(),
            document: Some(read.document.clone()),
            ..Content::default()
        };
        clean(&probe)?;
        let mut blobs = Vec::new();
        for wanted in read.pictures.clone() {
            match beside(file.folder.as_deref(), &wanted.path)
                .and_then(|bytes| self.take_picture(&bytes))
            {
                Ok(blob) => {
                    read.place(wanted.block, blob.hash);
                    blobs.push(blob);
                }
                Err(error) => read.leave_out(wanted.block, error.message),
            }
        }
        if let Some(title) = title {
            read = read.under_title(title);
        }
        // Pictures of a document .json are named by what this desk has already.
        for hash in read.document.blobs() {
            if let Some(known) = store::blobs::known(&self.store, hash)? {
                blobs.push(known.blob);
            }
        }
        warnings.extend(read.warnings.iter().map(ToString::to_string));
        Ok(ReadText {
            title: read.title,
            document: read.document,
            blobs,
        })
    }
}

pub(crate) struct ReadText {
    pub(crate) title: Option<String>,
    pub(crate) document: Document,
    pub(crate) blobs: Vec<editorial::body::BlobRef>,
}

/// A file beside another; never one above it.
fn beside(folder: Option<&Path>, path: &str) -> Result<Vec<u8>> {
    let inside = Path::new(path);
    let safe = inside
        .components()
        .all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let Some(folder) = folder.filter(|_| safe) else {
        return Err(DeskError::about(Code::BadFile, path));
    };
    let full = folder.join(inside);
    let fail = |error: std::io::Error| DeskError::about(Code::BadFile, format!("{path}: {error}"));
    let size = std::fs::metadata(&full).map_err(fail)?.len();
    if size > pictures::MOST_BYTES {
        return Err(DeskError::about(Code::TooLarge, path));
    }
    std::fs::read(&full).map_err(fail)
}
