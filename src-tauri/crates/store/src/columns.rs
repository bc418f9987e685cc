//! How ids, hashes and times stand in columns.

use crate::error::{Error, Result};
use editorial::{Hash, Millis};
use rusqlite::{Row, Rows, types::FromSql};
use std::str::FromStr;

/// All rows of an answer, each read by `read`.
pub(crate) fn all<T>(
    mut rows: Rows<'_>,
    mut read: impl FnMut(&Row<'_>) -> Result<T>,
) -> Result<Vec<T>> {
    let mut all = Vec::new();
    while let Some(row) = rows.next()? {
        all.push(read(row)?);
    }
    Ok(all)
}

/// The hash in a column.
fn of_bytes(bytes: &[u8]) -> Result<Hash> {
    Ok(Hash::from_bytes(bytes.try_into().map_err(|_| {
        Error::Damaged("a hash is not 32 bytes".to_owned())
    })?))
}

/// A hash read from a row.
pub(crate) fn hash(row: &Row<'_>, column: usize) -> Result<Hash> {
    of_bytes(
        row.get_ref(column)?
            .as_blob()
            .map_err(rusqlite::Error::from)?,
    )
}

/// A hash read from a row, where one stands.
pub(crate) fn hash_or_null(row: &Row<'_>, column: usize) -> Result<Option<Hash>> {
    row.get_ref(column)?
        .as_blob_or_null()
        .map_err(rusqlite::Error::from)?
        .map(of_bytes)
        .transpose()
}

/// A value that stands as JSON.
pub(crate) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, column: usize) -> Result<T> {
    Ok(serde_json::from_str(
        row.get_ref(column)?
            .as_str()
            .map_err(rusqlite::Error::from)?,
    )?)
}

/// A value that stands as its text.
pub(crate) fn parsed<T: FromStr>(row: &Row<'_>, column: usize) -> Result<T>
where
    Error: From<T::Err>,
{
    Ok(row
        .get_ref(column)?
        .as_str()
        .map_err(rusqlite::Error::from)?
        .parse()?)
}

/// A value that stands as its text, where one stands.
pub(crate) fn parsed_or_null<T: FromStr>(row: &Row<'_>, column: usize) -> Result<Option<T>>
where
    Error: From<T::Err>,
{
    let text = row
        .get_ref(column)?
        .as_str_or_null()
        .map_err(rusqlite::Error::from)?;
    Ok(text.map(str::parse).transpose()?)
}

/// A time.
pub(crate) fn millis(row: &Row<'_>, column: usize) -> Result<Millis> {
    Ok(Millis(value(row, column)?))
}

/// Any plain column.
pub(crate) fn value<T: FromSql>(row: &Row<'_>, column: usize) -> Result<T> {
    Ok(row.get(column)?)
}
