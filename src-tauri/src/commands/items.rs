//! Lists, single editions and what is found in them.

use crate::{
    ipc::{
        Act, Difference, Entry, Filter, Hit, Made, Newest, Outline, Picture, Problem, Shown,
        Trashed, parsed, told,
    },
    session::Session,
};
use base64::{Engine as _, engine::general_purpose::STANDARD};
use desk::{
    DeskError,
    drafts::Change,
    items::{Side, Wanted},
};
use editorial::Code;
use tauri::State;

fn wanted(filter: Filter) -> Result<Wanted, Problem> {
    Ok(Wanted {
        filter: desk::items::Filter {
            kind: filter.kind.as_deref().map(parsed).transpose()?,
            state: filter.state.as_deref().map(parsed).transpose()?,
            lang: filter.lang.as_deref().map(parsed).transpose()?,
            mine: filter.mine,
            ..Default::default()
        },
        section: filter.section,
    })
}

/// The items a list is to show, from the one at `offset` on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_list(
    session: State<'_, Session>,
    filter: Filter,
    offset: u32,
    limit: u32,
) -> Result<Vec<Entry>, Problem> {
    let mut wanted = wanted(filter)?;
    wanted.filter.offset = offset;
    wanted.filter.limit = Some(limit);
    session
        .with(move |desk| told(&desk.entries(&wanted)?))
        .await
}

/// How long a list is, and how much of it was touched since each of these times.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_outline(
    session: State<'_, Session>,
    filter: Filter,
    since: Vec<String>,
) -> Result<Outline, Problem> {
    let wanted = wanted(filter)?;
    let since = since
        .iter()
        .map(|at| desk::time::parse(at).ok_or_else(|| DeskError::about(Code::BadField, at).into()))
        .collect::<Result<Vec<_>, Problem>>()?;
    let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
    session
        .with(move |desk| {
            let (total, since) = desk.outline(&wanted, &since)?;
            Ok(Outline {
                total: count(total),
                since: since.into_iter().map(count).collect(),
            })
        })
        .await
}

/// One edition in full.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_show(
    session: State<'_, Session>,
    edition: String,
    revision: Option<String>,
) -> Result<Shown, Problem> {
    let edition = parsed(&edition)?;
    let revision = revision.as_deref().map(parsed).transpose()?;
    session
        .with(move |desk| {
            let shown = desk.show(edition, revision)?;
            // A text that only a later version can change has nothing to build on.
            let base = desk
                .base(edition)
                .ok()
                .flatten()
                .map(|base| base.to_string());
            Ok(Shown {
                base,
                translated: shown.translated,
                source: shown.source.map(|source| source.to_string()),
                submitted_by: shown.submitted_by.map(|member| member.to_string()),
                row: told(&shown.row)?,
                summary: shown.summary,
                fields: shown.fields,
                approvals: told(&shown.approvals)?,
                needed: shown.needed,
                url: shown.url,
                document: shown.document,
            })
        })
        .await
}

/// What is found for plain words, each item once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_search(
    session: State<'_, Session>,
    text: String,
    limit: u32,
) -> Result<Vec<Hit>, Problem> {
    session
        .with(move |desk| {
            let found = desk.search_items(&text, limit)?.into_iter();
            found.map(hit).collect()
        })
        .await
}

fn hit(found: desk::search::Found) -> Result<Hit, Problem> {
    Ok(Hit {
        entry: told(&found.entry)?,
        edition: found.edition.to_string(),
        snippet: found.snippet,
    })
}

/// A new item.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_new(
    session: State<'_, Session>,
    kind: String,
    lang: String,
) -> Result<Made, Problem> {
    let (kind, lang) = (parsed(&kind)?, parsed(&lang)?);
    session
        .with(move |desk| told(&desk.new_item(kind, lang, Change::default())?))
        .await
}

/// Moves an item never shared or submitted to the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_trash(session: State<'_, Session>, item: String) -> Result<(), Problem> {
    let item = parsed(&item)?;
    session.with(move |desk| Ok(desk.trash(item)?)).await
}

/// Takes an item back from the trash.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_untrash(
    session: State<'_, Session>,
    item: String,
) -> Result<(), Problem> {
    let item = parsed(&item)?;
    session.with(move |desk| Ok(desk.untrash(item)?)).await
}

/// What lies in the trash, the last put there first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_trashed(session: State<'_, Session>) -> Result<Vec<Trashed>, Problem> {
    session.with(|desk| told(&desk.trashed()?)).await
}

/// The newest revision of an edition, and what it means to this member; none where it was never shared.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_newest(
    session: State<'_, Session>,
    edition: String,
) -> Result<Option<Newest>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| Ok(desk.newest(edition)?.map(Newest::from)))
        .await
}

/// What happened to an edition, oldest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_history(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<Act>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| {
            let act = |row: desk::items::HistoryRow| {
                let act: Act = told(&row)?;
                let reasons = told(&row.reasons)?;
                Ok(Act { reasons, ..act })
            };
            desk.history(edition)?.into_iter().map(act).collect()
        })
        .await
}

/// Where two revisions differ; without them, what is new in the newest text.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_diff(
    session: State<'_, Session>,
    edition: String,
    from: Option<String>,
    to: Option<String>,
) -> Result<Vec<Difference>, Problem> {
    let edition = parsed(&edition)?;
    let side = |text: String| -> Result<Side, Problem> {
        Ok(match text.as_str() {
            "draft" => Side::Draft,
            "live" => Side::Live,
            hash => Side::Revision(parsed(hash)?),
        })
    };
    let (from, to) = (from.map(side).transpose()?, to.map(side).transpose()?);
    session
        .with(move |desk| {
            let changes = desk.diff(edition, from, to)?;
            Ok(changes.into_iter().map(Difference::from).collect())
        })
        .await
}

/// The text as it will stand on the public page, to the byte.
#[tauri::command]
#[specta::specta]
pub(crate) async fn items_html(
    session: State<'_, Session>,
    edition: String,
    revision: Option<String>,
) -> Result<String, Problem> {
    let edition = parsed(&edition)?;
    let revision = revision.as_deref().map(parsed).transpose()?;
    session
        .with(move |desk| Ok(desk.html(edition, revision)?))
        .await
}

/// A picture by the name of its bytes.
#[tauri::command]
#[specta::specta]
pub(crate) async fn picture_read(
    session: State<'_, Session>,
    blob: String,
) -> Result<Picture, Problem> {
    let blob = parsed(&blob)?;
    session
        .with(move |desk| {
            let (known, bytes) = desk.picture(blob)?;
            Ok(Picture {
                media_type: known.media_type,
                base64: STANDARD.encode(bytes),
            })
        })
        .await
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use desk::{Desk, NewLock};
    use editorial::{Kind, Lang, compare};

    #[test]
    fn a_difference_comes_with_its_words_and_its_form() {
        let piece = |is, text: &str| compare::Piece {
            is,
            text: text.into(),
        };
        let change = compare::Change {
            block: "title".into(),
            change: compare::ChangeKind::Changed,
            old: Some("kế hoạch".into()),
            new: Some("kế sách".into()),
            words: vec![
                piece(compare::PieceIs::Same, "kế "),
                piece(compare::PieceIs::Deleted, "hoạch"),
                piece(compare::PieceIs::Inserted, "sách"),
            ],
            form: Some(["p".into(), "h2".into()]),
        };
        assert_eq!(
            serde_json::to_value(Difference::from(change.clone())).unwrap(),
            serde_json::to_value(change).unwrap()
        );
    }

    #[test]
    fn what_is_found_comes_as_the_list_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let lock = NewLock {
            passphrase: Some("trăng sáng sân đình"),
        };
        let (desk, _) = Desk::init(&folder.path().join("desk"), lock, "Oanh").unwrap();
        let change = Change {
            title: Some("Giới thiệu Sở Ngoại vụ".into()),
            ..Change::default()
        };
        let begun = desk.new_item(Kind::Page, Lang::Vi, change).unwrap();

        let found = hit(desk.search_items("ngoai vu", 10).unwrap().remove(0)).unwrap();
        assert_eq!(found.edition, begun.edition.to_string());
        let row = found.entry.row;
        assert_eq!((row.kind.as_str(), row.draft), ("page", true));
        assert!(found.entry.english.is_none() && !row.updated.is_empty());

        desk.trash(begun.item).unwrap();
        assert!(desk.search_items("ngoai vu", 10).unwrap().is_empty());
        let lies: Vec<Trashed> = told(&desk.trashed().unwrap()).unwrap();
        assert_eq!(
            (&*lies[0].title, &*lies[0].kind, &*lies[0].item),
            ("Giới thiệu Sở Ngoại vụ", "page", &*begun.item.to_string())
        );
    }
}
