//! A file a person wrote elsewhere, as a document.
//!
//! | file | becomes |
//! |---|---|
//! | `.html` | what stands in its body; scripts, styles, frames and handlers cannot be expressed and vanish |
//! | `.md` | the same from `CommonMark` with tables; HTML inside is read as HTML |
//! | `.txt` | paragraphs, between empty lines; without any empty line each line is one |
//! | `.json` | a document as it stands, missing ids given |
//!
//! A line break inside a paragraph makes two paragraphs, as a document has none. A heading at the very start is the
//! title (in `.json` only one of level 1). Pictures beside the file are named, for the caller to read; nothing here
//! touches a disk or a network.

mod builder;
mod error;
mod html;
mod json;
mod markdown;
mod path;
mod text;

pub use error::{BadFile, Warning};

use builder::Builder;
use editorial::{
    document::{Block, Document},
    ids::{BlockId, Hash},
};

/// The most bytes of text that are read, as no body may be larger.
pub const MAX_BYTES: usize = 4 << 20;

/// How deep quotes, lists and tables may stand in each other; what stands deeper is kept, at this depth.
pub const MAX_DEPTH: usize = 16;

/// What was read from a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The heading at the very start, taken out of the document.
    pub title: Option<String>,
    /// The text, normalised.
    pub document: Document,
    /// The pictures it wants from beside the file.
    pub pictures: Vec<WantedPicture>,
    /// What could not be taken along.
    pub warnings: Vec<Warning>,
    heading: Option<Block>,
}

/// A picture that stands beside the file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WantedPicture {
    /// The block that shows it; its `blob` is [`Hash::ZERO`] until it is [placed](Imported::place).
    pub block: BlockId,
    /// Where it stands, below the folder of the file: parts with `/` between, never absolute, never upwards.
    pub path: String,
}

/// Reads the file called `name`, of which only the ending counts.
///
/// `new_id` gives the blocks their ids.
///
/// # Errors
///
/// [`BadFile`], with the sentence for the person.
pub fn import(
    name: &str,
    bytes: &[u8],
    new_id: &mut dyn FnMut() -> BlockId,
) -> Result<Imported, BadFile> {
    let ending = name
        .rsplit_once('.')
        .map(|(_, ending)| ending.to_lowercase())
        .unwrap_or_default();
    let read = match ending.as_str() {
        "html" | "htm" => html::read,
        "md" | "markdown" => markdown::read,
        "txt" => text::read,
        "json" => json::read,
        "docx" => return Err(BadFile::NotYet { ending }),
        _ => return Err(BadFile::Unsupported { ending }),
    };
    if bytes.len() > MAX_BYTES {
        return Err(BadFile::TooLarge { limit: MAX_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| BadFile::NotUtf8 {
        at: error.valid_up_to(),
    })?;
    read(text.strip_prefix('\u{feff}').unwrap_or(text), new_id)
}

impl Imported {
    /// The document under a title that is given already: a heading at the start that says something else stays in it.
    #[must_use]
    pub fn under_title(mut self, title: &str) -> Self {
        if let Some(heading) = self.heading.take()
            && self
                .title
                .take()
                .is_some_and(|own| own != language::nfc(title.trim()))
        {
            self.document.blocks.insert(0, heading);
        }
        self.title = None;
        self
    }

    /// Puts the file `blob` where `block` shows a picture.
    pub fn place(&mut self, block: BlockId, file: Hash) {
        for_each_list(&mut self.document.blocks, &mut |blocks| {
            for candidate in blocks {
                if let Block::Image { id, blob, .. } = candidate
                    && *id == block
                {
                    *blob = file;
                }
            }
        });
        self.pictures.retain(|picture| picture.block != block);
    }

    /// Takes the picture `block` out, as its file is missing or no good, and warns with `reason`.
    pub fn leave_out(&mut self, block: BlockId, reason: String) {
        for_each_list(&mut self.document.blocks, &mut |blocks| {
            blocks.retain(|candidate| {
                !(matches!(candidate, Block::Image { .. }) && candidate.id() == block)
            });
        });
        if let Some(at) = self
            .pictures
            .iter()
            .position(|picture| picture.block == block)
        {
            let path = self.pictures.remove(at).path;
            self.warnings.push(Warning::Picture { path, reason });
        }
    }
}

/// Calls `act` with every list of blocks at any depth, inner lists first.
fn for_each_list(blocks: &mut Vec<Block>, act: &mut impl FnMut(&mut Vec<Block>)) {
    for block in blocks.iter_mut() {
        match block {
            Block::Heading { .. } | Block::Paragraph { .. } | Block::Image { .. } => {}
            Block::Quote { blocks, .. } => for_each_list(blocks, act),
            Block::List { items, .. } => {
                for item in items {
                    for_each_list(&mut item.blocks, act);
                }
            }
            Block::Table { rows, .. } => {
                let cells = rows.iter_mut().flat_map(|row| &mut row.cells);
                cells.for_each(|cell| for_each_list(&mut cell.blocks, act));
            }
        }
    }
    act(blocks);
}

/// Ends an import: the title is taken out where the document starts with a heading of at most `level`.
fn finish(builder: Builder<'_>, level: u8) -> Result<Imported, BadFile> {
    let built = builder.finish()?;
    Ok(with_title(
        built.document,
        built.pictures,
        built.warnings,
        level,
    ))
}

fn with_title(
    document: Document,
    pictures: Vec<WantedPicture>,
    warnings: Vec<Warning>,
    most: u8,
) -> Imported {
    let mut document = document.normalised();
    let is_title =
        matches!(document.blocks.first(), Some(Block::Heading { level, .. }) if *level <= most);
    let heading = is_title.then(|| document.blocks.remove(0));
    let title = heading.as_ref().map(|heading| {
        heading
            .text()
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" ")
    });
    Imported {
        title,
        document,
        pictures,
        warnings,
        heading,
    }
}
