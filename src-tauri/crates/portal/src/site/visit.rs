//! One request of a reader: where, in which language, at what time; and the frame around what it shows.

use super::{
    address, assets, days,
    publications::{Publications, Section, Site, Trouble},
    reading::shown,
    words::{Words, words},
};
use editorial::{Lang, Millis};

/// What every page needs to know of its request.
pub(super) struct Visit<'a> {
    pub(super) publications: &'a dyn Publications,
    pub(super) site: Site,
    pub(super) sections: Vec<Section>,
    pub(super) lang: Lang,
    pub(super) now: Millis,
    /// Scheme and host as the reader's browser knows them, where that can be told.
    pub(super) origin: Option<String>,
}

/// A link with its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) name: String,
    pub(super) href: String,
    pub(super) current: bool,
}

/// Where the switch between the languages leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Other {
    /// The same page in the other language, at this path.
    Same(String),
    /// The other language's home page: there is no such page.
    Home,
}

/// What a page says of itself to its frame.
pub(super) struct About<'a> {
    /// Its title, or nothing for the home page.
    pub(super) title: &'a str,
    pub(super) description: &'a str,
    /// Its own path; none for answers that have none, as an error.
    pub(super) path: Option<String>,
    pub(super) other: Other,
    /// The key of the section it stands in; the home page's is empty.
    pub(super) section: Option<&'a str>,
    /// The picture others may show beside a link to it.
    pub(super) picture: Option<String>,
    /// When it was first published, for machines.
    pub(super) published: Option<Millis>,
}

impl About<'_> {
    /// A page that no search engine should keep.
    pub(super) fn passing(title: &str) -> About<'_> {
        About {
            title,
            description: "",
            path: None,
            other: Other::Home,
            section: None,
            picture: None,
            published: None,
        }
    }
}

/// The frame around a page: head, menu, foot.
pub(super) struct Frame {
    pub(super) lang: Lang,
    pub(super) w: &'static Words,
    pub(super) css: String,
    pub(super) site: String,
    pub(super) today: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) canonical: Option<String>,
    pub(super) alternates: Vec<(&'static str, String)>,
    pub(super) picture: Option<String>,
    pub(super) published: Option<String>,
    pub(super) home: Link,
    pub(super) menu: Vec<Link>,
    pub(super) all: String,
    pub(super) switch: String,
    pub(super) keep: bool,
}

impl Frame {
    /// The language of the other edition.
    pub(super) fn other_lang(&self) -> &'static str {
        self.lang.other().as_str()
    }

    /// A frame without a site in it, for when nothing can be read.
    pub(super) fn bare(lang: Lang, title: &str) -> Self {
        Self {
            lang,
            w: words(lang),
            css: assets::stylesheet(),
            site: String::new(),
            today: String::new(),
            title: title.to_owned(),
            description: String::new(),
            canonical: None,
            alternates: Vec::new(),
            picture: None,
            published: None,
            home: Link {
                name: words(lang).home.to_owned(),
                href: address::home(lang),
                current: false,
            },
            menu: Vec::new(),
            all: address::all(lang, 1),
            switch: address::home(lang.other()),
            keep: false,
        }
    }
}

impl<'a> Visit<'a> {
    /// Begins a visit at a host; none where the portal has no site.
    pub(super) fn begin(
        publications: &'a dyn Publications,
        host: &str,
        lang: Lang,
        now: Millis,
    ) -> Result<Option<Self>, Trouble> {
        let Some(site) = publications.site(host)? else {
            return Ok(None);
        };
        let sections = publications.sections(&site.id)?;
        Ok(Some(Self {
            publications,
            site,
            sections,
            lang,
            now,
            origin: None,
        }))
    }

    /// The section of a key.
    pub(super) fn section(&self, key: &str) -> Option<&Section> {
        self.sections.iter().find(|section| section.key == key)
    }

    fn absolute(&self, path: &str) -> Option<String> {
        self.origin.as_ref().map(|origin| format!("{origin}{path}"))
    }

    /// The frame of a page.
    pub(super) fn frame(&self, about: &About<'_>) -> Frame {
        let lang = self.lang;
        let w = words(lang);
        let site = shown(self.site.name(lang));
        let switch = match &about.other {
            Other::Same(path) => path.clone(),
            Other::Home => address::home(lang.other()),
        };
        let menu = self.sections.iter().map(|section| Link {
            name: shown(section.name(lang)),
            href: address::section(lang, &section.key, 1),
            current: about.section == Some(&section.key),
        });
        Frame {
            lang,
            w,
            css: assets::stylesheet(),
            title: if about.title.is_empty() {
                site.clone()
            } else {
                format!("{} – {site}", shown(about.title))
            },
            site,
            today: days::weekday_and_date(lang, days::local(self.now).date()),
            description: shown(about.description),
            canonical: about.path.as_deref().and_then(|path| self.absolute(path)),
            alternates: self.alternates(about),
            picture: about
                .picture
                .as_deref()
                .and_then(|path| self.absolute(path)),
            published: about.published.map(days::machine),
            home: Link {
                name: w.home.to_owned(),
                href: address::home(lang),
                current: about.section == Some(""),
            },
            menu: menu.collect(),
            all: address::all(lang, 1),
            switch,
            keep: about.path.is_some(),
        }
    }

    fn alternates(&self, about: &About<'_>) -> Vec<(&'static str, String)> {
        let (Some(path), Other::Same(other)) = (&about.path, &about.other) else {
            return Vec::new();
        };
        let (Some(own), Some(other)) = (self.absolute(path), self.absolute(other)) else {
            return Vec::new();
        };
        let by_default = if self.lang == Lang::Vi {
            own.clone()
        } else {
            other.clone()
        };
        vec![
            (self.lang.as_str(), own),
            (self.lang.other().as_str(), other),
            ("x-default", by_default),
        ]
    }
}
