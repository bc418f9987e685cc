//! What must be true of every world, whatever happened in it.

pub mod agreement;
pub mod publication;
pub mod sent;
pub mod texts;

/// Something that must not be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Wrong(pub String);

/// Says what is wrong.
///
/// # Errors
///
/// Always [`Wrong`].
pub fn wrong<T>(what: impl Into<String>) -> Result<T, Wrong> {
    Err(Wrong(what.into()))
}
