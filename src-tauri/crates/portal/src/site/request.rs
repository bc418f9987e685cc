//! What is read from a reader's request: the place asked for, the host, and in which form an answer is wanted.

use super::address;
use axum::http::{HeaderMap, Uri, header, uri::Authority};
use editorial::Lang;

/// A place on the site.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Place {
    Home,
    All,
    Section(String),
    Page(String),
    /// The same place without what ends the path in vain.
    Elsewhere(String),
    Nowhere,
}

impl Place {
    /// The place that a path below `/vi` or `/en` names.
    pub(super) fn of(lang: Lang, path: &str) -> Self {
        let Some(rest) = path.strip_prefix(&format!("/{lang}")) else {
            return Self::Nowhere;
        };
        if !(rest.is_empty() || rest.starts_with('/')) {
            return Self::Nowhere;
        }
        let parts: Vec<&str> = rest.trim_start_matches('/').split('/').collect();
        match (lang, parts.as_slice()) {
            (_, [""]) if rest == "/" => Self::Home,
            (_, [""]) => Self::Elsewhere(address::home(lang)),
            (Lang::Vi, ["tat-ca"]) | (Lang::En, ["all"]) => Self::All,
            (Lang::Vi, ["muc", key]) | (Lang::En, ["section", key]) if !key.is_empty() => {
                address::decoded(key).map_or(Self::Nowhere, Self::Section)
            }
            (_, [name]) => Self::Page((*name).to_owned()),
            (_, [before @ .., ""]) if before.iter().all(|part| !part.is_empty()) => {
                Self::Elsewhere(format!("/{lang}/{}", before.join("/")))
            }
            _ => Self::Nowhere,
        }
    }
}

/// The value of a parameter behind the `?`.
pub(super) fn parameter(uri: &Uri, name: &str) -> Option<String> {
    let pairs = uri
        .query()?
        .split('&')
        .filter_map(|pair| pair.split_once('='));
    pairs
        .filter(|(key, _)| *key == name)
        .find_map(|(_, value)| address::decoded(value))
}

/// The page of a list that is asked for; the first where none, or nothing sensible, is.
pub(super) fn page(uri: &Uri, lang: Lang) -> u32 {
    let asked = parameter(uri, address::page_parameter(lang));
    asked
        .and_then(|text| text.parse().ok())
        .filter(|page| *page > 0)
        .unwrap_or(1)
}

/// The host a request names, with its port, in lower case.
pub(super) fn authority(headers: &HeaderMap, uri: &Uri) -> String {
    let named = headers
        .get(header::HOST)
        .and_then(|value| value.to_str().ok());
    named
        .or_else(|| uri.authority().map(Authority::as_str))
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase()
}

/// The host of an authority, without its port.
pub(super) fn host(authority: &str) -> &str {
    if authority.starts_with('[') {
        return authority.split_inclusive(']').next().unwrap_or_default();
    }
    authority
        .split(':')
        .next()
        .unwrap_or_default()
        .trim_end_matches('.')
}

/// Scheme and host for addresses that leave the page: of the site's own host name where it has one.
pub(super) fn origin(headers: &HeaderMap, authority: &str, own: Option<&str>) -> Option<String> {
    let forwarded = headers
        .get("x-forwarded-proto")
        .and_then(|value| value.to_str().ok());
    let scheme = if forwarded == Some("https") {
        "https"
    } else {
        "http"
    };
    let at = match own {
        Some(own) if host(authority) != own => own,
        _ => authority,
    };
    let sound = !at.is_empty()
        && at
            .bytes()
            .all(|c| c.is_ascii_alphanumeric() || b"-.:[]".contains(&c));
    sound.then(|| format!("{scheme}://{at}"))
}

/// Whether a page to look at is wanted rather than a problem to be read by a program.
pub(super) fn wants_html(headers: &HeaderMap) -> bool {
    let accepted = headers
        .get_all(header::ACCEPT)
        .iter()
        .filter_map(|value| value.to_str().ok());
    accepted.flat_map(|list| list.split(',')).any(|one| {
        let kind = one.split(';').next().unwrap_or_default().trim();
        kind.eq_ignore_ascii_case("text/html") || kind.eq_ignore_ascii_case("application/xhtml+xml")
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
    use super::*;

    fn headers(pairs: &[(&'static str, &str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect::<HeaderMap>()
    }

    #[test]
    fn a_path_names_a_place() {
        for (path, place) in [
            ("/vi/", Place::Home),
            ("/vi", Place::Elsewhere("/vi/".to_owned())),
            ("/vi/tat-ca", Place::All),
            ("/vi/tat-ca/", Place::Elsewhere("/vi/tat-ca".to_owned())),
            ("/vi/all", Place::Page("all".to_owned())),
            ("/vi/muc/tin-tuc", Place::Section("tin-tuc".to_owned())),
            (
                "/vi/muc/tin%20t%E1%BB%A9c",
                Place::Section("tin tức".to_owned()),
            ),
            ("/vi/muc/%ff", Place::Nowhere),
            (
                "/vi/muc/tin-tuc/",
                Place::Elsewhere("/vi/muc/tin-tuc".to_owned()),
            ),
            ("/vi/bai-7k2m9qx4", Place::Page("bai-7k2m9qx4".to_owned())),
            ("/vi/a/b", Place::Nowhere),
            (
                "/vi//example.vn/",
                Place::Elsewhere("/vi/example.vn".to_owned()),
            ),
            ("/vi/a//", Place::Nowhere),
            ("/vitat-ca", Place::Nowhere),
            ("/vimuc/tin-tuc", Place::Nowhere),
            ("/vibai-7k2m9qx4/", Place::Nowhere),
            ("/viet", Place::Nowhere),
        ] {
            assert_eq!(Place::of(Lang::Vi, path), place, "{path}");
        }
        assert_eq!(
            Place::of(Lang::En, "/en/section/tin-tuc"),
            Place::Section("tin-tuc".to_owned())
        );
        assert_eq!(Place::of(Lang::En, "/en/all"), Place::All);
    }

    #[test]
    fn the_host_has_no_port_and_no_capitals() {
        for (named, told) in [
            ("Example.VN:8080", "example.vn"),
            ("example.vn.", "example.vn"),
            ("[::1]:8080", "[::1]"),
            ("127.0.0.1", "127.0.0.1"),
        ] {
            let authority = authority(&headers(&[("host", named)]), &Uri::default());
            assert_eq!(host(&authority), told, "{named}");
        }
    }

    #[test]
    fn addresses_that_leave_the_page_name_the_sites_own_host() {
        let none = HeaderMap::new();
        assert_eq!(
            origin(&none, "127.0.0.1:80", Some("so.example.vn")).as_deref(),
            Some("http://so.example.vn")
        );
        assert_eq!(
            origin(&none, "127.0.0.1:80", None).as_deref(),
            Some("http://127.0.0.1:80")
        );
        let tls = headers(&[("x-forwarded-proto", "https")]);
        assert_eq!(
            origin(&tls, "so.example.vn", Some("so.example.vn")).as_deref(),
            Some("https://so.example.vn")
        );
        assert_eq!(origin(&none, "a\"><b", None), None);
        assert_eq!(origin(&none, "", None), None);
    }

    #[test]
    fn a_browser_wants_a_page_and_a_program_does_not() {
        assert!(wants_html(&headers(&[(
            "accept",
            "text/html,application/xhtml+xml,*/*;q=0.8"
        )])));
        assert!(!wants_html(&headers(&[("accept", "*/*")])));
        assert!(!wants_html(&headers(&[("accept", "application/json")])));
        assert!(!wants_html(&HeaderMap::new()));
    }

    #[test]
    fn a_page_number_that_is_none_is_the_first() {
        for (query, page_) in [
            ("trang=3", 3),
            ("a=1&trang=2", 2),
            ("trang=0", 1),
            ("trang=-1", 1),
            ("trang=x", 1),
            ("", 1),
        ] {
            let uri: Uri = format!("/vi/tat-ca?{query}").parse().unwrap();
            assert_eq!(page(&uri, Lang::Vi), page_, "{query}");
        }
    }
}
