//! The portal as a desk sees it: over HTTP, or simulated.

use editorial::{Code, Hash, Head, PublicKey, entry::verify_head};
use protocol::{CommentLine, HeadAnswer, PushLine, ReceiveLine, SendLine};

/// Why the portal gave no answer that can be used. Nothing was changed here by it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortalError {
    /// No connection, or it broke: trying again can help.
    #[error("no connection: {0}")]
    Offline(String),
    /// Something answered that is no portal of ours: a login page, a redirect, a broken chain, a forged line.
    #[error("not a portal: {0}")]
    NotAPortal(String),
    /// The portal said no, with a reason.
    #[error("the portal said {code}")]
    Problem {
        /// The reason.
        code: Code,
        /// Whether trying again later can help.
        retry: bool,
        /// After how many seconds, where it said so.
        after: Option<u64>,
    },
}

impl PortalError {
    /// The name of the reason.
    pub fn code(&self) -> Code {
        match self {
            Self::Offline(_) => Code::Offline,
            Self::NotAPortal(_) => Code::NotAPortal,
            Self::Problem { code, .. } => *code,
        }
    }
}

/// The head in an answer, once it is found to be signed by this key.
///
/// # Errors
///
/// [`PortalError::NotAPortal`]
pub fn head_of(answer: &HeadAnswer, key: &PublicKey) -> Result<Head, PortalError> {
    if !verify_head(answer.head.as_bytes(), &answer.sig, key) {
        return Err(PortalError::NotAPortal(
            "the head is not signed by the site's key".to_owned(),
        ));
    }
    Head::read(answer.head.as_bytes()).map_err(|error| PortalError::NotAPortal(error.to_string()))
}

/// What a desk can ask of a portal.
pub trait Portal {
    /// The newest entry, vouched for by the site's key.
    ///
    /// # Errors
    /// [`PortalError`]
    fn head(&mut self) -> Result<HeadAnswer, PortalError>;
    /// Sends bodies and events; an answer for each event, in order.
    ///
    /// # Errors
    /// [`PortalError`]; then any part of it may have been taken, and sending it again is harmless.
    fn push(&mut self, lines: &[SendLine]) -> Result<Vec<PushLine>, PortalError>;
    /// A page of entries after `after`, with the bodies that stand now, ended by a head.
    ///
    /// # Errors
    /// [`PortalError`]
    fn entries(&mut self, after: u64) -> Result<Vec<ReceiveLine>, PortalError>;
    /// The bytes of bodies, as far as the portal has them and this device may read them.
    ///
    /// # Errors
    /// [`PortalError`]
    fn bodies(&mut self, hashes: &[Hash]) -> Result<Vec<Vec<u8>>, PortalError>;
    /// How many bytes of a file the portal has.
    ///
    /// # Errors
    /// [`PortalError`]
    fn blob_offset(&mut self, hash: Hash, total: u64) -> Result<u64, PortalError>;
    /// Sends a piece of a file; answers how many bytes the portal has then.
    ///
    /// # Errors
    /// [`PortalError`]
    fn send_piece(
        &mut self,
        hash: Hash,
        offset: u64,
        total: u64,
        piece: &[u8],
    ) -> Result<u64, PortalError>;
    /// A file.
    ///
    /// # Errors
    /// [`PortalError`]
    fn blob(&mut self, hash: Hash) -> Result<Vec<u8>, PortalError>;
    /// Public comments after a place in their feed.
    ///
    /// # Errors
    /// [`PortalError`]
    fn comments(&mut self, after: u64) -> Result<Vec<CommentLine>, PortalError>;
}
