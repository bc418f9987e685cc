//! The schema and the ways from each past one to this one.

use crate::error::{Error, Result};
use rusqlite::Connection;
use rusqlite_migration::{M, Migrations};

/// The steps, each from the version before. They are never changed once released; every past schema has a frozen
/// profile under `tests/fixtures` that the tests open.
const STEPS: &[M<'static>] = &[
    M::up(include_str!("schema/v1.sql")),
    M::up(include_str!("schema/v2.sql")),
    M::up(include_str!("schema/v3.sql")),
];

/// The version this program writes.
pub(crate) const VERSION: u32 = 3;

/// Brings a database to [`VERSION`], each step in a transaction of its own.
///
/// # Errors
///
/// [`Error::NewerVersion`] for one that is ahead.
pub(crate) fn migrate(db: &mut Connection) -> Result<()> {
    if version(db)? > VERSION {
        return Err(Error::NewerVersion);
    }
    Migrations::from_slice(STEPS)
        .to_latest(db)
        .map_err(|error| match error {
            rusqlite_migration::Error::RusqliteError { err, .. } => err.into(),
            other => Error::Sql(other.to_string()),
        })
}

/// The version a database has.
pub(crate) fn version(db: &Connection) -> Result<u32> {
    Ok(db.query_row("PRAGMA user_version", [], |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_steps_are_sound() {
        assert_eq!(super::STEPS.len(), super::VERSION as usize);
        assert!(
            super::Migrations::from_slice(super::STEPS)
                .validate()
                .is_ok()
        );
    }
}
