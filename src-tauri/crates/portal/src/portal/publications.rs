//! What the public pages read, and the comments they keep.

use super::Portal;
use crate::{
    db::{self, SiteId, publications::PublicationRow},
    failure::Failure,
    ledger::Site as OwnSite,
    publication::item_of,
    site::{Comment, Item, Kept, Picture, Publications, Row, Rows, Section, Site, Trouble, Wanted},
    surroundings::new_uuid,
};
use editorial::{Body, Code, EditionId, Hash, ItemId, Millis, body, state::Live};
use rusqlite::Connection;
use std::sync::Arc;

impl From<Failure> for Trouble {
    fn from(failure: Failure) -> Self {
        match failure.code() {
            Some(Code::Busy) => Self::Busy(failure.to_string()),
            Some(Code::Full) => Self::Full(failure.to_string()),
            _ => Self::Broken(failure.to_string()),
        }
    }
}

impl Portal {
    fn described(&self, site: &OwnSite) -> Result<Site, Failure> {
        let names = site.look(&self.db, |state| state.board.names)?;
        let word = |hash: Option<Hash>| -> Result<String, Failure> {
            let Some(hash) = hash else {
                return Ok(String::new());
            };
            Ok(self.words(site, hash)?.unwrap_or_default())
        };
        Ok(Site {
            id: site.name.clone(),
            host: site.host.clone(),
            vi: word(names.map(|it| it.0))?,
            en: word(names.map(|it| it.1))?,
        })
    }

    fn sections_of(&self, site: &OwnSite) -> Result<Vec<Section>, Failure> {
        let standing = site.look(&self.db, |state| {
            let all = state
                .board
                .data
                .iter()
                .filter(|((collection, _), _)| collection == "section");
            all.map(|((_, key), it)| (key.clone(), it.body))
                .collect::<Vec<_>>()
        })?;
        let mut sections = self.db.read(|from| {
            let mut sections = Vec::new();
            for (key, hash) in standing {
                let Some(bytes) = db::bodies::get(from, site.id, hash)? else {
                    continue;
                };
                let Ok(Body::Data(data)) = serde_json::from_str(&bytes) else {
                    continue;
                };
                let Ok(section) = serde_json::from_value::<body::Section>(data.value) else {
                    continue;
                };
                sections.push((
                    section.order,
                    Section {
                        key,
                        vi: section.vi,
                        en: section.en,
                    },
                ));
            }
            Ok(sections)
        })?;
        sections.sort_by(|a, b| (a.0, &a.1.key).cmp(&(b.0, &b.1.key)));
        Ok(sections.into_iter().map(|(_, section)| section).collect())
    }
}

fn item_of_id(from: &Connection, site: &OwnSite, id: ItemId) -> Result<Option<Item>, Failure> {
    let mut rows = Vec::new();
    for edition in id.editions() {
        rows.extend(db::publications::get(from, site.id, edition)?);
    }
    item_of(from, site, &rows)
}

fn row_of(row: PublicationRow) -> Row {
    let filled = |text: String| if text.is_empty() { None } else { Some(text) };
    let (first, withdrawn) = match row.live {
        Live::Published { first, .. } => (first, None),
        Live::Withdrawn { first, at, .. } => (first, Some(at)),
        Live::Unpublished { at, .. } => (at, None),
        Live::None => (Millis(0), None),
    };
    Row {
        edition: row.edition,
        kind: row.kind,
        short: row.short,
        title: row.face.title,
        summary: row.face.summary,
        section: row.face.section,
        first,
        withdrawn,
        picture: row.face.picture.map(|(blob, width, height)| Picture {
            blob,
            width,
            height,
        }),
        opens: filled(row.face.opens),
        closes: filled(row.face.closes),
        behind: row.face.behind,
    }
}

fn kept(
    site: SiteId,
    from: &Connection,
    edition: EditionId,
    key: &str,
) -> Result<Option<Kept>, Failure> {
    let found = db::comments::kept(from, site, edition, key)?;
    Ok(found.map(|(receipt, at)| Kept {
        receipt,
        at,
        had: true,
    }))
}

impl Publications for Portal {
    fn site(&self, host: &str) -> Result<Option<Site>, Trouble> {
        let Some(row) = self.db.read(|from| db::sites::for_host(from, host))? else {
            return Ok(None);
        };
        let site = Self::site(self, &row.name)?;
        Ok(Some(self.described(&site)?))
    }

    fn sections(&self, site: &str) -> Result<Vec<Section>, Trouble> {
        Ok(self.sections_of(&*Self::site(self, site)?)?)
    }

    fn rows(&self, site: &str, wanted: &Wanted<'_>) -> Result<Rows, Trouble> {
        let site = Self::site(self, site)?;
        let (rows, all) = self
            .db
            .read(|from| db::publications::list(from, site.id, wanted))?;
        Ok(Rows {
            rows: rows.into_iter().map(row_of).collect(),
            all: u32::try_from(all).unwrap_or(u32::MAX),
        })
    }

    fn item_by_short(&self, site: &str, short: &str) -> Result<Option<Item>, Trouble> {
        let site = Self::site(self, site)?;
        Ok(self.db.read(
            |from| match db::publications::item_of_short(from, site.id, short)? {
                Some(id) => item_of_id(from, &site, id),
                None => Ok(None),
            },
        )?)
    }

    fn item(&self, site: &str, id: ItemId) -> Result<Option<Item>, Trouble> {
        let site = Self::site(self, site)?;
        Ok(self.db.read(|from| item_of_id(from, &site, id))?)
    }

    fn blob(&self, site: &str, blob: Hash) -> Result<Option<Vec<u8>>, Trouble> {
        let site = Self::site(self, site)?;
        match self
            .db
            .read(|from| db::blobs::public(from, site.id, blob))?
        {
            Some(_) => Ok(Some(self.files.read(&site.name, blob)?)),
            None => Ok(None),
        }
    }

    fn kept(&self, site: &str, edition: EditionId, key: &str) -> Result<Option<Kept>, Trouble> {
        let site = Self::site(self, site)?;
        Ok(self.db.read(|from| kept(site.id, from, edition, key))?)
    }

    fn keep(&self, site: &str, comment: &Comment) -> Result<Kept, Trouble> {
        let site: Arc<OwnSite> = Self::site(self, site)?;
        let id = new_uuid(&*self.around).to_string();
        Ok(self.db.write(|to| {
            if let Some(before) = kept(site.id, to, comment.edition, &comment.key)? {
                return Ok(before);
            }
            let block = comment.block.map(|block| block.to_string());
            db::comments::put(
                to,
                site.id,
                &db::comments::NewComment {
                    comment: &id,
                    edition: comment.edition,
                    receipt: &comment.receipt,
                    form_key: &comment.key,
                    name: &comment.name,
                    contact: &comment.contact,
                    hide_name: comment.hide_name,
                    text: &comment.text,
                    block: block.as_deref(),
                    at: comment.at,
                },
            )?;
            Ok(Kept {
                receipt: comment.receipt.clone(),
                at: comment.at,
                had: false,
            })
        })?)
    }
}
