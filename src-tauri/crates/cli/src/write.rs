//! Items, drafts, texts.

use crate::{
    args::{Form, ListArgs, Take, TextArgs},
    print::{self, Answer},
};
use desk::{Desk, DeskError, drafts::Change, items::Filter, pictures};
use editorial::{BlockId, Code, EditionId, Hash, Kind, Lang, translation::SegmentState};
use std::{
    io::Read,
    path::{Path, PathBuf},
};

fn change(text: &TextArgs) -> Result<Change, DeskError> {
    let mut fields = Vec::new();
    for field in &text.fields {
        let (name, value) = field
            .split_once('=')
            .ok_or_else(|| DeskError::about(Code::BadField, field))?;
        fields.push((name.trim().to_owned(), value.to_owned()));
    }
    let file = text.from.as_deref().map(read).transpose()?;
    Ok(Change {
        file,
        title: text.title.clone(),
        summary: text.summary.clone(),
        fields,
    })
}

/// A file's bytes, with its folder, as pictures may lie beside it.
pub(crate) fn read(path: &Path) -> Result<desk::drafts::SourceFile, DeskError> {
    let fail = |error: std::io::Error| {
        DeskError::about(Code::BadFile, format!("{}: {error}", path.display()))
    };
    if path == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().read_to_end(&mut bytes).map_err(fail)?;
        return Ok(desk::drafts::SourceFile {
            name: format!("-.{}", form_of(&bytes)),
            bytes,
            folder: None,
        });
    }
    let bytes = std::fs::read(path).map_err(fail)?;
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    Ok(desk::drafts::SourceFile {
        name,
        bytes,
        folder: path.parent().map(Path::to_owned),
    })
}

/// What comes without a name says by its first sign what it is.
fn form_of(bytes: &[u8]) -> &'static str {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    match text.iter().find(|byte| !byte.is_ascii_whitespace()) {
        Some(b'{') => "json",
        Some(b'<') => "html",
        _ => "md",
    }
}

pub(crate) fn new(
    desk: &Desk,
    kind: Kind,
    lang: Lang,
    text: &TextArgs,
) -> Result<Answer, DeskError> {
    print::value(&desk.new_item(kind, lang, change(text)?)?)
}

pub(crate) fn edit(desk: &Desk, edition: EditionId, text: &TextArgs) -> Result<Answer, DeskError> {
    print::value(&desk.edit(edition, change(text)?)?)
}

pub(crate) fn import(desk: &Desk, files: &[PathBuf], kind: Kind) -> Result<Answer, DeskError> {
    let mut rows = Vec::new();
    let mut failed = false;
    for path in files {
        let file = path.display().to_string();
        let made = read(path).and_then(|source| desk.import(source, kind));
        match made {
            Ok(made) => rows.push(serde_json::json!({ "file": file, "item": made.item, "edition": made.edition, "warnings": made.warnings })),
            Err(error) => {
                failed = true;
                rows.push(serde_json::json!({ "file": file, "error": error }));
            }
        }
    }
    Ok(print::value(&rows)?.failing_unless(!failed))
}

pub(crate) fn picture(
    desk: &Desk,
    edition: EditionId,
    file: &Path,
    words: pictures::Words,
    after: Option<BlockId>,
) -> Result<Answer, DeskError> {
    let source = read(file)?;
    print::value(&desk.add_picture(edition, &source.bytes, words, after)?)
}

pub(crate) fn list(desk: &Desk, list: &ListArgs) -> Result<Answer, DeskError> {
    let ListArgs {
        kind,
        state,
        lang,
        mine,
        limit,
        offset,
    } = *list;
    print::value(&desk.list(&Filter {
        kind,
        state,
        lang,
        mine,
        limit,
        offset,
    })?)
}

pub(crate) fn show(
    desk: &Desk,
    edition: EditionId,
    revision: Option<Hash>,
    form: Option<Form>,
) -> Result<Answer, DeskError> {
    match form {
        None => shown(desk, edition, revision),
        Some(Form::Json) => Ok(shown(desk, edition, revision)?.in_json()),
        Some(Form::Html) => Ok(Answer::raw(desk.html(edition, revision)?)),
        Some(Form::Text) => Ok(Answer::raw(desk.text(edition, revision)?)),
        Some(Form::Md) => Ok(Answer::raw(desk.markdown(edition, revision)?)),
        Some(Form::Docx | Form::Pdf) => Err(DeskError::about(Code::BadFile, "docx, pdf")),
    }
}

fn shown(desk: &Desk, edition: EditionId, revision: Option<Hash>) -> Result<Answer, DeskError> {
    let mut shown = serde_json::to_value(desk.show(edition, revision)?)
        .map_err(|error| DeskError::about(Code::BadFile, error))?;
    // An empty text is written without its list of blocks; whoever reads it here need not know that.
    if let Some(document) = shown.get_mut("document").and_then(|it| it.as_object_mut()) {
        document
            .entry("blocks")
            .or_insert_with(|| serde_json::json!([]));
    }
    print::value(&shown)
}

pub(crate) fn diff(
    desk: &Desk,
    edition: EditionId,
    from: Option<&str>,
    to: Option<&str>,
) -> Result<Answer, DeskError> {
    print::value(&desk.diff(
        edition,
        from.map(side).transpose()?,
        to.map(side).transpose()?,
    )?)
}

fn side(text: &str) -> Result<desk::items::Side, DeskError> {
    Ok(match text {
        "draft" => desk::items::Side::Draft,
        "live" => desk::items::Side::Live,
        hash => desk::items::Side::Revision(
            hash.parse()
                .map_err(|_| DeskError::about(Code::NotFound, hash))?,
        ),
    })
}

pub(crate) fn segment(
    desk: &Desk,
    edition: EditionId,
    segment: &str,
    target: &str,
    state: Option<SegmentState>,
) -> Result<Answer, DeskError> {
    let target = if target == "-" {
        let file = read(Path::new("-"))?;
        String::from_utf8(file.bytes)
            .map_err(|_| DeskError::new(Code::BadFile))?
            .trim_end_matches(['\r', '\n'])
            .to_owned()
    } else {
        target.to_owned()
    };
    print::value(&desk.set_segment(edition, segment, &target, state)?)
}

pub(crate) fn resolve(
    desk: &Desk,
    edition: EditionId,
    take: Option<Take>,
    from: Option<&Path>,
) -> Result<Answer, DeskError> {
    let choice = match (take, from) {
        (_, Some(path)) => desk::forks::Choice::Text(read(path)?),
        (Some(Take::Theirs), None) => desk::forks::Choice::Theirs,
        (Some(Take::Both), None) => desk::forks::Choice::Both,
        _ => desk::forks::Choice::Mine,
    };
    print::value(&desk.resolve(edition, choice)?)
}
