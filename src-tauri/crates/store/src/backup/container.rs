//! The form of a backup: a head that anyone can read (which version, which locks), then files in encrypted pieces.
//!
//! ```text
//! "banthao backup 1\n"  length of desk.json (4 bytes)  desk.json  seed (16)
//! pieces: length (4 bytes)  XChaCha20-Poly1305(piece), bound to the head, its place, and whether it is the last
//! inside: files, each: length of its name (2)  name  size (8)  bytes
//! ```
//!
//! A file that was cut short has no last piece, and so is known.

use crate::{
    error::{Error, Result},
    profile::{keys, keys::Key, random},
};
use editorial::Hash;
use std::io::{self, Read, Write};

const MAGIC: &str = "banthao backup ";
const FORM: &str = "1\n";
const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
/// A `desk.json` is far smaller.
const MOST_HEADER: usize = 64 * 1024;

pub(super) fn cut_short() -> Error {
    Error::Damaged("the backup is cut short or was changed".to_owned())
}

fn label(head: Hash, index: u64, last: bool) -> Vec<u8> {
    let mut label = b"banthao backup piece 1\n".to_vec();
    label.extend_from_slice(head.as_bytes());
    label.extend_from_slice(&index.to_be_bytes());
    label.push(u8::from(last));
    label
}

fn nonce(seed: [u8; 16], index: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[..16].copy_from_slice(&seed);
    nonce[16..].copy_from_slice(&index.to_be_bytes());
    nonce
}

/// Writes a backup.
pub(super) struct Writer<W> {
    to: W,
    key: Key,
    head: Hash,
    seed: [u8; 16],
    index: u64,
    held: Vec<u8>,
}

impl<W: Write> Writer<W> {
    pub(super) fn begin(mut to: W, header: &[u8], key: &Key) -> Result<Self> {
        let seed = random()?;
        let length =
            u32::try_from(header.len()).map_err(|_| Error::BadFile("desk.json is too long"))?;
        let head = [
            MAGIC.as_bytes(),
            FORM.as_bytes(),
            &length.to_be_bytes(),
            header,
            &seed,
        ]
        .concat();
        to.write_all(&head)?;
        Ok(Self {
            to,
            key: key.clone(),
            head: Hash::of(&head),
            seed,
            index: 0,
            held: Vec::with_capacity(2 * PIECE),
        })
    }

    /// Adds a file of that size; fails where it turns out to be shorter. `on` is told of each piece, and ends it by
    /// answering no: then the answer is no, and what was written is worth nothing.
    pub(super) fn file(
        &mut self,
        name: &str,
        size: u64,
        from: &mut impl Read,
        on: &mut impl FnMut(u64) -> bool,
    ) -> Result<bool> {
        let length = u16::try_from(name.len()).map_err(|_| Error::BadFile("a name is too long"))?;
        self.write(&length.to_be_bytes())?;
        self.write(name.as_bytes())?;
        self.write(&size.to_be_bytes())?;
        let mut left = size;
        let mut piece = vec![0; PIECE];
        while left > 0 {
            let want = usize::try_from(left).unwrap_or(PIECE).min(PIECE);
            let got = from.read(&mut piece[..want])?;
            if got == 0 {
                return Err(Error::Io(io::ErrorKind::UnexpectedEof.into()));
            }
            self.write(&piece[..got])?;
            left -= got as u64;
            if !on(got as u64) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn write(&mut self, bytes: &[u8]) -> Result<()> {
        self.held.extend_from_slice(bytes);
        while self.held.len() > PIECE {
            let rest = self.held.split_off(PIECE);
            self.piece(false)?;
            self.held = rest;
        }
        Ok(())
    }

    fn piece(&mut self, last: bool) -> Result<()> {
        let sealed = keys::seal(
            &self.key,
            &nonce(self.seed, self.index),
            &label(self.head, self.index, last),
            &self.held,
        );
        let length =
            u32::try_from(sealed.len()).map_err(|_| Error::BadFile("a piece is too long"))?;
        self.to.write_all(&length.to_be_bytes())?;
        self.to.write_all(&sealed)?;
        self.index += 1;
        Ok(())
    }

    pub(super) fn end(mut self) -> Result<W> {
        self.piece(true)?;
        self.to.flush()?;
        Ok(self.to)
    }
}

/// Reads a backup.
pub(super) struct Reader<R> {
    from: R,
    header: Vec<u8>,
    key: Option<Key>,
    head: Hash,
    seed: [u8; 16],
    index: u64,
    ended: bool,
    held: Vec<u8>,
    at: usize,
}

impl<R: Read> Reader<R> {
    /// Reads the head.
    pub(super) fn begin(mut from: R) -> Result<Self> {
        let mut magic = vec![0; MAGIC.len() + FORM.len()];
        from.read_exact(&mut magic)
            .map_err(|_| Error::BadFile("no backup of a desk"))?;
        let Some(form) = magic.strip_prefix(MAGIC.as_bytes()) else {
            return Err(Error::BadFile("no backup of a desk"));
        };
        if form != FORM.as_bytes() {
            return Err(Error::NewerVersion);
        }
        let mut length = [0; 4];
        from.read_exact(&mut length).map_err(|_| cut_short())?;
        let size = u32::from_be_bytes(length) as usize;
        if size > MOST_HEADER {
            return Err(cut_short());
        }
        let (mut header, mut seed) = (vec![0; size], [0; 16]);
        from.read_exact(&mut header).map_err(|_| cut_short())?;
        from.read_exact(&mut seed).map_err(|_| cut_short())?;
        let head = Hash::of(&[magic.as_slice(), &length, &header, &seed].concat());
        Ok(Self {
            from,
            header,
            key: None,
            head,
            seed,
            index: 0,
            ended: false,
            held: Vec::new(),
            at: 0,
        })
    }

    /// The `desk.json` in the head; it proves nothing until a piece was opened.
    pub(super) fn header(&self) -> &[u8] {
        &self.header
    }

    /// Gives the key, and opens the first piece with it.
    pub(super) fn unlock(&mut self, key: &Key) -> Result<()> {
        self.key = Some(key.clone());
        self.more()
    }

    /// The next file's name and size; its bytes are what is read next.
    pub(super) fn next_file(&mut self) -> Result<Option<(String, u64)>> {
        if self.at == self.held.len() && self.ended {
            // Nothing stands behind the last piece.
            return if self.from.read(&mut [0])? == 0 {
                Ok(None)
            } else {
                Err(cut_short())
            };
        }
        let mut length = [0; 2];
        self.take(&mut length)?;
        let mut name = vec![0; usize::from(u16::from_be_bytes(length))];
        self.take(&mut name)?;
        let mut size = [0; 8];
        self.take(&mut size)?;
        let name = String::from_utf8(name).map_err(|_| cut_short())?;
        Ok(Some((name, u64::from_be_bytes(size))))
    }

    fn take(&mut self, into: &mut [u8]) -> Result<()> {
        self.read_exact(into).map_err(|_| cut_short())
    }

    fn more(&mut self) -> Result<()> {
        let Some(key) = &self.key else {
            return Err(Error::WrongState("a backup is read with its key"));
        };
        let mut length = [0; 4];
        self.from.read_exact(&mut length).map_err(|_| cut_short())?;
        let length = u32::from_be_bytes(length) as usize;
        if !(TAG..=PIECE + TAG).contains(&length) {
            return Err(cut_short());
        }
        let mut sealed = vec![0; length];
        self.from.read_exact(&mut sealed).map_err(|_| cut_short())?;
        let open = |last| {
            keys::open(
                key,
                &nonce(self.seed, self.index),
                &label(self.head, self.index, last),
                &sealed,
            )
        };
        let (held, ended) = match open(false) {
            Some(piece) => (piece, false),
            None => (open(true).ok_or_else(cut_short)?, true),
        };
        self.held = held;
        self.ended = ended;
        self.at = 0;
        self.index += 1;
        Ok(())
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        while self.at == self.held.len() && !self.ended {
            self.more().map_err(|error| match error {
                Error::Io(error) => error,
                other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
            })?;
        }
        let some = into.len().min(self.held.len() - self.at);
        into[..some].copy_from_slice(&self.held[self.at..self.at + some]);
        self.at += some;
        Ok(some)
    }
}
