//! Pictures: re-encoded and stripped of camera data before anything of them is kept.

use crate::{Desk, DeskError, Result, drafts::clean};
use editorial::{
    BlockId, Code, EditionId, Hash,
    body::BlobRef,
    document::{Block, Document},
};
use serde::Serialize;
use sync::portal::Portal as _;

/// The largest picture that is read.
pub const MOST_BYTES: u64 = protocol::BLOB_BYTES;

/// What is said with a picture.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// What one sees, for those who do not.
    pub alt: String,
    /// The line below.
    pub caption: String,
    /// Who made it.
    pub credit: String,
}

/// A picture that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Added {
    /// The block that shows it.
    pub block: BlockId,
    /// The file.
    pub blob: Hash,
}

impl Desk {
    /// Adds a picture to a draft, behind a block or at the end.
    ///
    /// # Errors
    /// `bad_file` where the bytes are no picture that may be shown, `too_large`, `not_found`, `secret_mark`.
    pub fn add_picture(
        &self,
        edition: EditionId,
        bytes: &[u8],
        words: Words,
        after: Option<BlockId>,
    ) -> Result<Added> {
        let mut draft = self.draft_or_head(edition)?;
        let mut document = draft.content.document.take().ok_or(Code::WrongState)?;
        if let Some(id) = after
            && !document.blocks.iter().any(|block| block.id() == id)
        {
            return Err(DeskError::about(Code::NotFound, id));
        }
        let blob = self.take_picture(bytes)?;
        let added = Added {
            block: self.block_id(),
            blob: blob.hash,
        };
        let Words {
            alt,
            caption,
            credit,
        } = words;
        let image = Block::Image {
            id: added.block,
            blob: blob.hash,
            alt,
            caption,
            credit,
        };
        insert(&mut document, image, after);
        draft.content.blobs.push(blob);
        draft.content.document = Some(document);
        clean(&draft.content)?;
        self.keep(draft)?;
        Ok(added)
    }

    /// Keeps a picture, re-encoded; for an editor that places it itself.
    ///
    /// # Errors
    /// `bad_file`, `too_large`.
    pub fn take_picture(&self, bytes: &[u8]) -> Result<BlobRef> {
        let picture = formats::picture::take(bytes, &formats::picture::Limits::default()).map_err(
            |error| {
                let too_large = matches!(
                    error,
                    formats::picture::BadPicture::TooManyBytes { .. }
                        | formats::picture::BadPicture::TooManyPixels { .. }
                );
                let code = if too_large {
                    Code::TooLarge
                } else {
                    Code::BadFile
                };
                DeskError::about(code, error)
            },
        )?;
        Ok(store::blobs::put(
            &self.store,
            &picture.bytes,
            picture.media_type.as_str(),
            picture.width,
            picture.height,
        )?)
    }

    /// A picture's bytes; where they do not lie here yet, the portal is asked.
    ///
    /// # Errors
    /// `not_found` where nobody can be asked now: they come with a later exchange; `damaged`.
    pub fn picture(&self, hash: Hash) -> Result<(BlobRef, Vec<u8>)> {
        let known = store::blobs::known(&self.store, hash)?
            .ok_or(Code::NotFound)?
            .blob;
        if let Some(bytes) = store::blobs::get(&self.store, hash)? {
            return Ok((known, bytes));
        }
        store::blobs::want(&self.store, hash)?;
        let bytes = self
            .portal()
            .and_then(|mut portal| Ok(portal.blob(hash)?))
            .map_err(|_| Code::NotFound)?;
        store::blobs::put_received(&self.store, &known, &bytes)?;
        Ok((known, bytes))
    }
}

fn insert(document: &mut Document, image: Block, after: Option<BlockId>) {
    let place = after.and_then(|id| document.blocks.iter().position(|block| block.id() == id));
    match place {
        Some(place) => document.blocks.insert(place + 1, image),
        None => document.blocks.push(image),
    }
}
