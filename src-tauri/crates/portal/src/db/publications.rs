//! What readers see, and may see.

use super::{SiteId, hash, hash_or_none, natural, number, parsed};
use crate::{failure::Failure, site::Wanted};
use editorial::{EditionId, Hash, ItemId, Kind, Millis, state::Live};
use rusqlite::{Connection, OptionalExtension, Row, params};

/// A page that is, or was, public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicationRow {
    pub(crate) edition: EditionId,
    pub(crate) kind: Kind,
    pub(crate) short: String,
    /// For a translation: the source's revision it follows.
    pub(crate) source: Option<Hash>,
    /// Never [`Live::None`].
    pub(crate) live: Live,
    pub(crate) face: Face,
}

/// What a list shows of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Face {
    pub(crate) section: String,
    pub(crate) title: String,
    pub(crate) summary: String,
    /// The first picture: file, width, height.
    pub(crate) picture: Option<(Hash, u32, u32)>,
    pub(crate) opens: String,
    pub(crate) closes: String,
    pub(crate) behind: bool,
}

const COLUMNS: &str = "SELECT edition, kind, short, revision, source, state, section, title, summary, picture, width, height, \
                       opens, closes, behind, first_at, at, reason, leads_to FROM publications";

/// Writes what stands of a page.
pub(crate) fn put(to: &Connection, site: SiteId, page: &PublicationRow) -> Result<(), Failure> {
    let (state, revision, at, first, reason, leads_to) = match page.live {
        Live::None => return Ok(()),
        Live::Published {
            revision,
            at,
            first,
        } => ("published", revision, at, first, None, None),
        Live::Withdrawn {
            revision,
            at,
            first,
            reason,
        } => ("withdrawn", revision, at, first, Some(reason), None),
        Live::Unpublished {
            revision,
            at,
            reason,
            to,
        } => ("unpublished", revision, at, at, reason, to),
    };
    let face = &page.face;
    let (picture, width, height) = face
        .picture
        .map_or((None, 0, 0), |(hash, w, h)| (Some(hash), w, h));
    let bytes = |hash: Hash| hash.as_bytes().to_vec();
    to.prepare_cached(
        "INSERT OR REPLACE INTO publications (site, edition, item, lang, kind, short, revision, source, state, section, title, \
         summary, picture, width, height, opens, closes, behind, first_at, at, reason, leads_to) \
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22)",
    )?
    .execute(params![
        site.0,
        page.edition.to_string(),
        page.edition.item.to_string(),
        page.edition.lang.as_str(),
        page.kind.as_str(),
        page.short,
        bytes(revision),
        page.source.map(bytes),
        state,
        face.section,
        face.title,
        face.summary,
        picture.map(bytes),
        width,
        height,
        face.opens,
        face.closes,
        face.behind,
        first.0,
        at.0,
        reason.map(bytes),
        leads_to.map(|item| item.to_string()),
    ])?;
    Ok(())
}

fn page(row: &Row<'_>) -> rusqlite::Result<PublicationRow> {
    let (revision, at, first) = (hash(row, 3)?, Millis(row.get(16)?), Millis(row.get(15)?));
    let reason = hash_or_none(row, 17)?;
    let state: String = row.get(5)?;
    let live = match (state.as_str(), reason) {
        ("published", _) => Live::Published {
            revision,
            at,
            first,
        },
        ("withdrawn", Some(reason)) => Live::Withdrawn {
            revision,
            at,
            first,
            reason,
        },
        _ => {
            let to: Option<String> = row.get(18)?;
            Live::Unpublished {
                revision,
                at,
                reason,
                to: to.and_then(|text| text.parse().ok()),
            }
        }
    };
    let (width, height) = (row.get(10)?, row.get(11)?);
    Ok(PublicationRow {
        edition: parsed(row, 0)?,
        kind: parsed(row, 1)?,
        short: row.get(2)?,
        source: hash_or_none(row, 4)?,
        live,
        face: Face {
            section: row.get(6)?,
            title: row.get(7)?,
            summary: row.get(8)?,
            picture: hash_or_none(row, 9)?.map(|hash| (hash, width, height)),
            opens: row.get(12)?,
            closes: row.get(13)?,
            behind: row.get(14)?,
        },
    })
}

/// One page.
pub(crate) fn get(
    from: &Connection,
    site: SiteId,
    id: EditionId,
) -> Result<Option<PublicationRow>, Failure> {
    let mut one = from.prepare_cached(&format!("{COLUMNS} WHERE site = ?1 AND edition = ?2"))?;
    Ok(one
        .query_row(params![site.0, id.to_string()], page)
        .optional()?)
}

/// The item whose addresses hold a short id.
pub(crate) fn item_of_short(
    from: &Connection,
    site: SiteId,
    short: &str,
) -> Result<Option<ItemId>, Failure> {
    let mut one = from.prepare_cached("SELECT item FROM publications WHERE site = ?1 AND lang IN ('vi', 'en') AND short = ?2 LIMIT 1")?;
    Ok(one
        .query_row(params![site.0, short], |row| parsed(row, 0))
        .optional()?)
}

const READABLE: &str = "site = ?1 AND lang = ?2 AND (?3 IS NULL OR section = ?3) AND (?4 IS NULL OR kind = ?4) \
                        AND state IN ('published', 'withdrawn')";

/// The pages that can be read, newest first, and how many there are in all.
pub(crate) fn list(
    from: &Connection,
    site: SiteId,
    wanted: &Wanted<'_>,
) -> Result<(Vec<PublicationRow>, u64), Failure> {
    let kind = wanted.kind.map(Kind::as_str);
    let mut count = from.prepare_cached(&format!(
        "SELECT count(*) FROM publications WHERE {READABLE}"
    ))?;
    let all = count.query_row(
        params![site.0, wanted.lang.as_str(), wanted.section, kind],
        |row| row.get(0).map(natural),
    )?;
    let mut rows = from.prepare_cached(&format!(
        "{COLUMNS} WHERE {READABLE} ORDER BY first_at DESC, edition DESC LIMIT ?5 OFFSET ?6"
    ))?;
    let key = params![
        site.0,
        wanted.lang.as_str(),
        wanted.section,
        kind,
        number(wanted.most.into()),
        number(wanted.skip.into())
    ];
    Ok((rows.query_map(key, page)?.collect::<Result<_, _>>()?, all))
}
