//! What a reader sees of an edition: its own words, or the source's structure with the translation laid over it.

use super::{
    days::Period,
    publications::{Edition, Item, Picture, Row},
};
use editorial::{
    Block, Content, EditionId, Hash, Lang, Millis, Revision, kind::Value, state::Live, translation,
};

/// An edition ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The edition.
    pub edition: EditionId,
    /// The revision shown.
    pub revision: Hash,
    /// Title, summary, fields and document as readers see them.
    pub content: Content,
    /// Since when this revision is public.
    pub at: Millis,
    /// When the edition was first published.
    pub first: Millis,
    /// Since when it is withdrawn, and why.
    pub withdrawn: Option<(Millis, Option<String>)>,
    /// A translation whose source says something else by now.
    pub behind: bool,
}

impl Item {
    /// Its edition in `lang`.
    pub fn edition(&self, lang: Lang) -> Option<&Edition> {
        self.editions.iter().find(|edition| edition.lang == lang)
    }

    /// The edition in `lang`, where it can be read.
    pub fn reading(&self, lang: Lang) -> Option<Reading> {
        let edition = self.edition(lang)?;
        let shown = edition.revision.as_ref()?;
        let (revision, at, first, withdrawn) = match edition.live {
            Live::Published {
                revision,
                at,
                first,
            } => (revision, at, first, None),
            Live::Withdrawn {
                revision,
                at,
                first,
                ..
            } => {
                // The revision itself was published no later than the day it was withdrawn.
                (revision, first, first, Some((at, edition.reason.clone())))
            }
            Live::None | Live::Unpublished { .. } => return None,
        };
        let live_source = self
            .edition(lang.other())
            .and_then(|other| other.revision.as_ref());
        let followed = edition.source.as_ref();
        Some(Reading {
            edition: EditionId {
                item: self.id,
                lang,
            },
            revision,
            content: self.content(shown, followed, live_source),
            at,
            first,
            withdrawn,
            behind: is_behind(followed, live_source),
        })
    }

    /// The source revision is `followed`; what all languages share is the published source's.
    fn content(
        &self,
        shown: &Revision,
        followed: Option<&Revision>,
        live_source: Option<&Revision>,
    ) -> Content {
        let Some(followed) = followed else {
            return shown.content.clone();
        };
        let mut content = translation::laid(&followed.content, followed.lang, &shown.content);
        if let Some(source) = live_source {
            for field in self.kind.fields().iter().filter(|field| field.shared) {
                match source.content.fields.get(field.name) {
                    Some(value) => content.fields.insert(field.name.to_owned(), value.clone()),
                    None => content.fields.remove(field.name),
                };
            }
        }
        content
    }

    /// The edition in `lang` as a list shows it, where it can be read.
    pub fn row(&self, lang: Lang) -> Option<Row> {
        let reading = self.reading(lang)?;
        let fields = &reading.content.fields;
        let section = self
            .kind
            .fields()
            .iter()
            .find(|field| field.value == Value::Section);
        let section = section
            .and_then(|field| fields.get(field.name))
            .filter(|key| !key.is_empty())
            .cloned();
        Some(Row {
            edition: reading.edition,
            kind: self.kind,
            short: self.short.clone(),
            section: section.unwrap_or_else(|| self.kind.default_section().to_owned()),
            first: reading.first,
            withdrawn: reading.withdrawn.as_ref().map(|(since, _)| *since),
            picture: first_picture(&reading.content),
            opens: fields.get("opens").cloned(),
            closes: fields.get("closes").cloned(),
            behind: reading.behind,
            title: reading.content.title,
            summary: reading.content.summary,
        })
    }
}

impl Reading {
    /// A field of its kind.
    pub(super) fn field(&self, name: &str) -> Option<&str> {
        self.content.fields.get(name).map(String::as_str)
    }

    /// When comments are taken.
    pub(super) fn period(&self) -> Period {
        Period::read(self.field("opens"), self.field("closes"))
    }
}

impl Row {
    /// When comments are taken.
    pub(super) fn period(&self) -> Period {
        Period::read(self.opens.as_deref(), self.closes.as_deref())
    }
}

/// Whether the published source says something else than the revision a translation follows.
fn is_behind(followed: Option<&Revision>, live: Option<&Revision>) -> bool {
    match (followed, live) {
        (Some(followed), Some(live)) => {
            !translation::touched(&followed.content, &live.content, followed.lang).is_empty()
        }
        _ => false,
    }
}

/// The first picture in the text, which stands beside it in lists and behind links to it.
pub(super) fn first_picture(content: &Content) -> Option<Picture> {
    let document = content.document.as_ref()?;
    let first = document
        .all_blocks()
        .into_iter()
        .find_map(|block| match block {
            Block::Image { blob, .. } => Some(*blob),
            _ => None,
        })?;
    let of = content.blobs.iter().find(|blob| blob.hash == first)?;
    Some(Picture {
        blob: first,
        width: of.width,
        height: of.height,
    })
}

/// Text shown outside the article's own bytes: without what one does not see, so that nothing reads differently.
pub(super) fn shown(text: &str) -> String {
    language::without_unsafe_characters(text)
        .replace(['\n', '\t'], " ")
        .trim()
        .to_owned()
}

/// The beginning of a text in at most `most` characters, cut between words.
pub(super) fn beginning(text: &str, most: usize) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= most {
        return text;
    }
    let cut: String = text.chars().take(most.saturating_sub(1)).collect();
    let cut = cut
        .rsplit_once(' ')
        .map_or(cut.as_str(), |(before, _)| before);
    format!("{}…", cut.trim_end_matches([',', ';', ':', '–', '-', ' ']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_text_is_cut_between_words() {
        assert_eq!(
            beginning("Hai bên thống nhất, bốn nội dung", 22),
            "Hai bên thống nhất…"
        );
        assert_eq!(beginning("  Hai \n bên ", 22), "Hai bên");
        assert_eq!(
            beginning(&"a".repeat(50), 10),
            format!("{}…", "a".repeat(9))
        );
    }

    #[test]
    fn what_one_does_not_see_is_not_shown() {
        assert_eq!(shown(" Ngoại\u{200b}\u{202e} vụ\u{0}\n"), "Ngoại vụ");
    }
}
