//! The public address of an edition's page.

use crate::ids::Lang;

/// The path of a page: `/vi/{slug}-{short id}`, or the short id alone where a title has no letter to make a slug of.
///
/// Only the short id is looked up, so that no address ever breaks when a title changes.
///
/// ```
/// use editorial::{Lang, address::page};
/// assert_eq!(page(Lang::Vi, "Lấy ý kiến", "0k3v9x2m"), "/vi/lay-y-kien-0k3v9x2m");
/// assert_eq!(page(Lang::En, "…", "0k3v9x2m"), "/en/0k3v9x2m");
/// ```
pub fn page(lang: Lang, title: &str, short: &str) -> String {
    let slug = language::slug(title);
    if slug.is_empty() {
        format!("/{lang}/{short}")
    } else {
        format!("/{lang}/{slug}-{short}")
    }
}
