//! What the site reads and keeps: a trait, so that pages know nothing of the database.

use super::comment::Comment;
use editorial::{Code, EditionId, Hash, ItemId, Kind, Lang, Millis, Revision, state::Live};

/// A department's site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Site {
    /// Its name on the command line and in the API.
    pub id: String,
    /// The host name it answers at, where one was given.
    pub host: Option<String>,
    /// Its Vietnamese name.
    pub vi: String,
    /// Its English name.
    pub en: String,
}

impl Site {
    /// Its name in `lang`.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// A section of a site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Its key, part of its address.
    pub key: String,
    /// Its Vietnamese name.
    pub vi: String,
    /// Its English name.
    pub en: String,
}

impl Section {
    /// Its name in `lang`.
    pub fn name(&self, lang: Lang) -> &str {
        match lang {
            Lang::Vi => &self.vi,
            Lang::En => &self.en,
        }
    }
}

/// Which pages a list wants.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// In this language.
    pub lang: Lang,
    /// In this section only.
    pub section: Option<&'a str>,
    /// Of this kind only.
    pub kind: Option<Kind>,
    /// Leaving out that many from the newest on.
    pub skip: u32,
    /// At most that many.
    pub most: u32,
}

/// Pages of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Rows {
    /// The newest first, by the time of first publication.
    pub rows: Vec<Row>,
    /// How many there are in all.
    pub all: u32,
}

/// One page as a list shows it: published, or withdrawn and still readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The edition.
    pub edition: EditionId,
    /// What the item is.
    pub kind: Kind,
    /// The short id in its address.
    pub short: String,
    /// The title.
    pub title: String,
    /// The summary.
    pub summary: String,
    /// The key of its section.
    pub section: String,
    /// When it was first published.
    pub first: Millis,
    /// Since when it is withdrawn.
    pub withdrawn: Option<Millis>,
    /// The first picture in its text.
    pub picture: Option<Picture>,
    /// For a consultation: when it opens, as written.
    pub opens: Option<String>,
    /// For a consultation: when it closes, as written.
    pub closes: Option<String>,
    /// A translation whose source has changed since.
    pub behind: bool,
}

/// A picture as a list shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub blob: Hash,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// An item with its editions that are, or were, public.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// Its id.
    pub id: ItemId,
    /// What it is.
    pub kind: Kind,
    /// The short id in its addresses.
    pub short: String,
    /// Its editions, at most one in each language; never one with [`Live::None`].
    pub editions: Vec<Edition>,
}

/// One edition of an item, as the public may see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edition {
    /// Its language.
    pub lang: Lang,
    /// Published, withdrawn or unpublished.
    pub live: Live,
    /// The words of the withdrawal's reason.
    pub reason: Option<String>,
    /// The live revision; none where the edition is unpublished.
    pub revision: Option<Revision>,
    /// For a translation: the revision of the source that it follows.
    pub source: Option<Revision>,
}

/// A comment that is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The number given to the reader.
    pub receipt: String,
    /// When it came.
    pub at: Millis,
    /// It was kept before, when the same form was sent the first time.
    pub had: bool,
}

/// Why the site could not read or keep.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// Others are at it; a moment later it may go.
    #[error("the database is busy: {0}")]
    Busy(String),
    /// There is no room left.
    #[error("there is no room left: {0}")]
    Full(String),
    /// Anything else.
    #[error("{0}")]
    Broken(String),
}

impl Trouble {
    /// The name of the reason, as the API gives it.
    pub(super) fn code(&self) -> Code {
        match self {
            Self::Busy(_) => Code::Busy,
            Self::Full(_) => Code::Full,
            Self::Broken(_) => Code::Damaged,
        }
    }
}

/// Everything the site reads, and the one thing it keeps.
///
/// Calls may block; the site makes them on threads made for that.
pub trait Publications: Send + Sync + 'static {
    /// The site that answers at `host` (lower case, without a port), else the first one added.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn site(&self, host: &str) -> Result<Option<Site>, Trouble>;

    /// The sections of a site, in their order.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn sections(&self, site: &str) -> Result<Vec<Section>, Trouble>;

    /// Pages that can be read, the newest first.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn rows(&self, site: &str, wanted: &Wanted<'_>) -> Result<Rows, Trouble>;

    /// The item whose addresses hold `short`.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn item_by_short(&self, site: &str, short: &str) -> Result<Option<Item>, Trouble>;

    /// The item of that id, where an edition of it is or was public.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn item(&self, site: &str, id: ItemId) -> Result<Option<Item>, Trouble>;

    /// The bytes of a file, while a revision that can be read names it.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn blob(&self, site: &str, blob: Hash) -> Result<Option<Vec<u8>>, Trouble>;

    /// The comment that came with the form of that key.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing can be read.
    fn kept(&self, site: &str, edition: EditionId, key: &str) -> Result<Option<Kept>, Trouble>;

    /// Keeps a comment, durably, before it answers. One key is kept once: a second comment under it changes nothing and
    /// gets the first one's receipt.
    ///
    /// # Errors
    ///
    /// [`Trouble`] where nothing was kept.
    fn keep(&self, site: &str, comment: &Comment) -> Result<Kept, Trouble>;
}
