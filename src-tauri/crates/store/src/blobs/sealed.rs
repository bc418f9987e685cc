//! The form of an encrypted file: a head with a random seed, then pieces of 64 KiB.

use crate::{
    error::{Error, Result},
    profile::{keys, keys::Key},
};
use editorial::Hash;

const PIECE: usize = 64 * 1024;
const TAG: usize = 16;
const MAGIC: &[u8; 8] = b"btblob1\n";
const HEADER: usize = MAGIC.len() + 16;

/// What a piece is bound to: its file, its place, and whether it is the last.
fn label(hash: Hash, index: u64, last: bool) -> Vec<u8> {
    let mut label = b"banthao piece 1\n".to_vec();
    label.extend_from_slice(hash.as_bytes());
    label.extend_from_slice(&index.to_be_bytes());
    label.push(u8::from(last));
    label
}

fn nonce(seed: &[u8; 16], index: u64) -> [u8; 24] {
    let mut nonce = [0; 24];
    nonce[..16].copy_from_slice(seed);
    nonce[16..].copy_from_slice(&index.to_be_bytes());
    nonce
}

/// A file in pieces, each encrypted and bound to its place.
pub(super) fn seal(key: &Key, hash: Hash, seed: &[u8; 16], bytes: &[u8]) -> Vec<u8> {
    let mut sealed = Vec::with_capacity(HEADER + bytes.len() + TAG * (bytes.len() / PIECE + 1));
    sealed.extend_from_slice(MAGIC);
    sealed.extend_from_slice(seed);
    let last = bytes.len().saturating_sub(1) / PIECE;
    for (index, piece) in
        (0..=last).map(|n| (n, &bytes[n * PIECE..bytes.len().min((n + 1) * PIECE)]))
    {
        sealed.extend(keys::seal(
            key,
            &nonce(seed, index as u64),
            &label(hash, index as u64, index == last),
            piece,
        ));
    }
    sealed
}

/// The file again, if every piece is what was written, where it was written.
pub(super) fn open(key: &Key, hash: Hash, sealed: &[u8]) -> Result<Vec<u8>> {
    let damaged = || Error::Damaged(format!("the file {hash}"));
    let (header, pieces) = sealed.split_at_checked(HEADER).ok_or_else(damaged)?;
    let seed: &[u8; 16] = header
        .strip_prefix(MAGIC)
        .and_then(|seed| seed.try_into().ok())
        .ok_or_else(damaged)?;
    if pieces.is_empty() {
        // Even an empty file has a last piece.
        return Err(damaged());
    }
    let mut bytes = Vec::with_capacity(pieces.len());
    let last = pieces.len().saturating_sub(1) / (PIECE + TAG);
    for (index, piece) in pieces.chunks(PIECE + TAG).enumerate() {
        let piece = keys::open(
            key,
            &nonce(seed, index as u64),
            &label(hash, index as u64, index == last),
            piece,
        );
        bytes.extend(piece.ok_or_else(damaged)?);
    }
    if Hash::of(&bytes) == hash {
        Ok(bytes)
    } else {
        Err(damaged())
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_file_comes_back_whole_and_nothing_else_passes() {
        let key = Key::new([9; 32]);
        for length in [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE, 3 * PIECE + 5] {
            let bytes: Vec<u8> = (0..length)
                .map(|n| u8::try_from(n % 251).unwrap())
                .collect();
            let hash = Hash::of(&bytes);
            let sealed = seal(&key, hash, &[4; 16], &bytes);
            assert_eq!(open(&key, hash, &sealed).unwrap(), bytes, "{length}");
            assert!(open(&Key::new([8; 32]), hash, &sealed).is_err());
            assert!(open(&key, Hash::of(b"another"), &sealed).is_err());
            // Cut off, also right after a piece; a piece doubled; a bit turned.
            for cut in [
                0,
                10,
                HEADER,
                HEADER + 1,
                sealed.len() - 1,
                HEADER + PIECE + TAG,
            ]
            .into_iter()
            .filter(|cut| *cut < sealed.len())
            {
                assert!(
                    open(&key, hash, &sealed[..cut]).is_err(),
                    "{length} cut at {cut}"
                );
            }
            let mut doubled = sealed.clone();
            doubled.extend_from_slice(&sealed[HEADER..]);
            assert!(open(&key, hash, &doubled).is_err());
            let mut turned = sealed.clone();
            *turned.last_mut().unwrap() ^= 1;
            assert!(open(&key, hash, &turned).is_err());
        }
    }

    #[test]
    fn pieces_in_another_order_are_no_file() {
        let key = Key::new([9; 32]);
        let bytes = vec![1; 3 * PIECE];
        let mut sealed = seal(&key, Hash::of(&bytes), &[4; 16], &bytes);
        let (first, second) = sealed[HEADER..].split_at_mut(PIECE + TAG);
        first.swap_with_slice(&mut second[..PIECE + TAG]);
        assert!(open(&key, Hash::of(&bytes), &sealed).is_err());
    }
}
