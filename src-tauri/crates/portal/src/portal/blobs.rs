//! Files in resumable pieces.

use super::{Portal, Session};
use crate::{
    db::{self, blobs::BlobRow},
    failure::{Failure, no},
    files::picture_type,
    ledger::Site,
};
use editorial::{Code, Hash};
use protocol::{BLOB_BYTES, PIECE_BYTES};

/// How far an upload is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Upload {
    /// How many bytes are here.
    pub offset: u64,
    /// The file is here in full.
    pub whole: bool,
}

impl Portal {
    /// How much of a file is here.
    ///
    /// # Errors
    ///
    /// `no_right` for a member without a role.
    pub fn upload(&self, session: &Session, name: Hash) -> Result<Upload, Failure> {
        self.may_read(session)?;
        let site = &*session.site;
        if let Some(row) = self.db.read(|from| db::blobs::get(from, site.id, name))? {
            return Ok(Upload {
                offset: row.bytes,
                whole: true,
            });
        }
        let offset = self.files.part(&site.name, name)?;
        if offset == 0 {
            return Ok(Upload {
                offset,
                whole: false,
            });
        }
        // All of it may lie here since a portal was cut off before it could say so.
        match self.finished(site, name) {
            Err(Failure::WrongOffset { offset }) => Ok(Upload {
                offset,
                whole: false,
            }),
            finished => Ok(finished?.unwrap_or(Upload {
                offset,
                whole: false,
            })),
        }
    }

    /// Takes a piece of a file, which begins where the last one ended.
    ///
    /// `total` is the file's length, where the sender says it.
    ///
    /// # Errors
    ///
    /// [`Failure::WrongOffset`], `too_large`, `mismatch` where the whole has another hash, `bad_file` where it is no
    /// picture; in the last two cases nothing of it is kept.
    pub fn piece(
        &self,
        session: &Session,
        name: Hash,
        offset: u64,
        total: Option<u64>,
        piece: &[u8],
    ) -> Result<Upload, Failure> {
        self.may_read(session)?;
        let site = &*session.site;
        if let Some(row) = self.db.read(|from| db::blobs::get(from, site.id, name))? {
            return Ok(Upload {
                offset: row.bytes,
                whole: true,
            });
        }
        let end = offset.saturating_add(piece.len() as u64);
        if piece.len() > PIECE_BYTES
            || end > BLOB_BYTES
            || total.is_some_and(|total| total > BLOB_BYTES)
        {
            return Err(no(
                Code::TooLarge,
                format!("a file may have {BLOB_BYTES} bytes, a piece {PIECE_BYTES}"),
            ));
        }
        let here = self
            .files
            .append(&site.name, name, offset, piece, &*self.around)?;
        if total.is_some_and(|total| here < total) {
            return Ok(Upload {
                offset: here,
                whole: false,
            });
        }
        match self.finished(site, name)? {
            Some(upload) => Ok(upload),
            None if total.is_some() => {
                self.files.remove_part(&site.name, name)?;
                Err(no(
                    Code::Mismatch,
                    "these bytes are not the file of that name",
                ))
            }
            None => Ok(Upload {
                offset: here,
                whole: false,
            }),
        }
    }

    /// Settles a file whose last byte has come, and publishes what waited for it; none where the bytes here are not yet,
    /// or not at all, those of its name.
    fn finished(&self, site: &Site, name: Hash) -> Result<Option<Upload>, Failure> {
        let Some(bytes) = self.files.finish(&site.name, name)? else {
            return Ok(None);
        };
        let media_type = match judged(&bytes) {
            Ok(media_type) => media_type,
            Err(failure) => {
                self.clear_away(site, name)?;
                return Err(failure);
            }
        };
        let row = BlobRow {
            media_type: media_type.to_owned(),
            bytes: bytes.len() as u64,
        };
        let settled = self.write(site, |writing| {
            // Whoever clears away looks and removes in one transaction too: the row is seen there, or this is seen here.
            if !self.files.has(&site.name, name)? {
                return Ok(false);
            }
            db::blobs::put(writing.tx, site.id, name, &row, writing.around.now())?;
            writing.publish_due()?;
            Ok(true)
        })?;
        if !settled {
            return Err(Failure::WrongOffset {
                offset: self.files.part(&site.name, name)?,
            });
        }
        Ok(Some(Upload {
            offset: row.bytes,
            whole: true,
        }))
    }

    /// A file, with its media type.
    ///
    /// # Errors
    ///
    /// `not_found`, `no_right` for a member without a role.
    pub fn blob(&self, session: &Session, name: Hash) -> Result<(String, Vec<u8>), Failure> {
        self.may_read(session)?;
        let site = &*session.site;
        let row = self.db.read(|from| db::blobs::get(from, site.id, name))?;
        let row = row.ok_or_else(|| no(Code::NotFound, format!("the file {name} is not here")))?;
        Ok((row.media_type, self.files.read(&site.name, name)?))
    }
}

/// The media type of a file that is taken: a picture that can be read to its end, and nothing a browser could run.
fn judged(bytes: &[u8]) -> Result<&'static str, Failure> {
    let media_type = picture_type(bytes)
        .ok_or_else(|| no(Code::BadFile, "only JPEG and PNG pictures are taken"))?;
    // Reads all of it, within limits: a picture that bursts, or breaks off, is none.
    formats::picture::sized(bytes, u32::MAX).map_err(|bad| no(Code::BadFile, bad.to_string()))?;
    Ok(media_type)
}
