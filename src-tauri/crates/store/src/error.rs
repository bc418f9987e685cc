//! What can go wrong in the store, with what a caller can act on.

use editorial::Code;
use std::io;

/// Shorthand for results of this crate.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Another process works with this profile.
    #[error("the profile is in use by another program")]
    InUse,
    /// The passphrase or the recovery words are not those of this store.
    #[error("the passphrase or the recovery words are wrong")]
    WrongPassphrase,
    /// The system keeps no keys here, or not the one of this store.
    #[error("the system's keyring cannot be used")]
    NoKeyring,
    /// A later version wrote this store; it was left untouched.
    #[error("the store was written by a newer version")]
    NewerVersion,
    /// Bytes are not what was written; the text says where.
    #[error("the store is damaged: {0}")]
    Damaged(String),
    /// The folder lies on a network share, where two computers could not be told apart.
    #[error("the folder lies on a network share ({0})")]
    NetworkShare(String),
    /// The disk is full; what was there is still there.
    #[error("the disk is full")]
    DiskFull,
    /// The folder holds something already.
    #[error("the folder is not empty")]
    NotEmpty,
    /// There is no such thing here.
    #[error("not found: {0}")]
    NotFound(&'static str),
    /// It cannot be done in the state in which it is.
    #[error("not possible now: {0}")]
    WrongState(&'static str),
    /// Something else was written meanwhile; read again.
    #[error("something else was written meanwhile")]
    Stale,
    /// The file is not what it should be.
    #[error("not a file of this program: {0}")]
    BadFile(&'static str),
    /// The operating system refused.
    #[error(transparent)]
    Io(io::Error),
    /// The database refused.
    #[error("the database refused: {0}")]
    Sql(String),
}

impl Error {
    /// The promised name of this error, where there is one.
    pub fn code(&self) -> Option<Code> {
        Some(match self {
            Self::InUse => Code::InUse,
            Self::WrongPassphrase => Code::WrongPassphrase,
            Self::NoKeyring => Code::NoKeyring,
            Self::NewerVersion => Code::NewerVersion,
            Self::Damaged(_) => Code::Damaged,
            Self::NetworkShare(_) => Code::NetworkShare,
            Self::DiskFull => Code::DiskFull,
            Self::NotEmpty => Code::NotEmpty,
            Self::NotFound(_) => Code::NotFound,
            Self::WrongState(_) => Code::WrongState,
            Self::Stale => Code::Stale,
            Self::BadFile(_) => Code::BadFile,
            Self::Io(_) | Self::Sql(_) => return None,
        })
    }

    pub(crate) fn is_damage(&self) -> bool {
        matches!(self, Self::Damaged(_))
    }
}

impl From<io::Error> for Error {
    fn from(error: io::Error) -> Self {
        use io::ErrorKind::{FileTooLarge, QuotaExceeded, StorageFull};
        match error.kind() {
            StorageFull | QuotaExceeded | FileTooLarge => Self::DiskFull,
            _ => Self::Io(error),
        }
    }
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::{ErrorCode, ffi};
        let Some(cause) = error.sqlite_error() else {
            return match error {
                rusqlite::Error::QueryReturnedNoRows => Self::NotFound("a row"),
                // Never with the statement: one of them holds the key.
                rusqlite::Error::SqlInputError { msg, .. } => Self::Sql(msg),
                other => Self::Sql(other.to_string()),
            };
        };
        match (cause.code, cause.extended_code) {
            (ErrorCode::DiskFull, _) | (_, ffi::SQLITE_IOERR_SHMSIZE) => Self::DiskFull,
            (ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase, _) => {
                Self::Damaged(error.to_string())
            }
            (ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked, _) => Self::InUse,
            _ => Self::Sql(error.to_string()),
        }
    }
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Self {
        Self::Damaged(format!("a row cannot be read: {error}"))
    }
}

impl From<editorial::ids::BadId> for Error {
    fn from(error: editorial::ids::BadId) -> Self {
        Self::Damaged(format!("a row cannot be read: {error}"))
    }
}
