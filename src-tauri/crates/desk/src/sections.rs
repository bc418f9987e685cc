//! The sections of the site.

use crate::{Desk, Result};
use serde::Serialize;

/// A section of the site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SectionName {
    /// What an item names.
    pub key: String,
    /// Its Vietnamese name.
    pub vi: String,
    /// Its English name.
    pub en: String,
}

impl Desk {
    /// The names of the sections, in their order.
    ///
    /// # Errors
    /// Those of the store.
    pub fn sections(&self) -> Result<Vec<SectionName>> {
        let board = store::mirror::board(&self.store)?;
        let mut all = Vec::new();
        for ((collection, key), standing) in &board.data {
            if collection != "section" {
                continue;
            }
            let Some(bytes) = store::bodies::get(&self.store, standing.body)? else {
                continue;
            };
            let Ok(editorial::Body::Data(data)) = editorial::Body::read(&bytes) else {
                continue;
            };
            if let Ok(section) = serde_json::from_value::<editorial::body::Section>(data.value) {
                all.push((
                    section.order,
                    SectionName {
                        key: key.clone(),
                        vi: section.vi,
                        en: section.en,
                    },
                ));
            }
        }
        all.sort_by_key(|(order, _)| *order);
        Ok(all.into_iter().map(|(_, section)| section).collect())
    }
}
