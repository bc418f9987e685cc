//! Nothing that somebody writes can be more than text on the public site.

use crate::fixture::*;
use axum::http::StatusCode;
use editorial::{Block, Content, Kind, Lang, Run, document::Mark};

const EVIL: &str = "\"><script>alert('1')</script><img src=x onerror=alert(2)>&amp;{{7*7}}";
const UNSEEN: &str = "\u{202e}\u{2066}\u{200b}\u{feff}\u{0}\u{1b}";

/// A tag as a browser reads it: its name and its attributes, quotes minded.
fn tags(page: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut tags = Vec::new();
    let mut rest = page;
    while let Some(start) = rest.find('<') {
        let inside = &rest[start + 1..];
        let end = inside
            .find(|c: char| c.is_whitespace() || c == '>')
            .unwrap();
        let name = inside[..end].to_lowercase();
        let mut attributes = Vec::new();
        let mut left = inside[end..].trim_start();
        while !left.starts_with('>') {
            let end = left
                .find(|c: char| c.is_whitespace() || c == '=' || c == '>')
                .unwrap();
            let attribute = left[..end].to_lowercase();
            left = left[end..].trim_start();
            let mut value = "";
            if let Some(quoted) = left.strip_prefix("=\"") {
                let (inside, after) = quoted.split_once('"').unwrap();
                value = inside;
                left = after.trim_start();
            } else {
                assert!(
                    !left.starts_with('='),
                    "a value without double quotes: {attribute}"
                );
            }
            attributes.push((attribute, value.to_owned()));
        }
        tags.push((name, attributes));
        rest = left;
    }
    tags
}

/// A page may hold only the tags and attributes that the templates and the renderer write, and only addresses that lead
/// somewhere harmless.
fn assert_harmless(page: &str) {
    const TAGS: &str = " !doctype html head meta title link body a header div span b svg circle path nav ul ol li details summary \
        main section article aside h1 h2 h3 h4 h5 h6 p img figure figcaption em strong u sub sup blockquote table thead \
        tbody tr th td dl dt dd form input label select option textarea button footer ";
    const ATTRIBUTES: &str = " lang charset name content property rel href hreflang type class viewbox aria-hidden cx cy r fill stroke \
        stroke-width d aria-label aria-current tabindex id src width height alt loading aria-labelledby aria-describedby \
        aria-invalid role method action value for rows required readonly autocomplete autofocus selected checked html / ";
    for (name, attributes) in tags(page) {
        let bare = name.trim_start_matches('/');
        assert!(TAGS.contains(&format!(" {bare} ")), "the tag {name}");
        for (attribute, value) in attributes {
            assert!(
                ATTRIBUTES.contains(&format!(" {} ", attribute.trim_end_matches('/')))
                    || attribute == "/",
                "{name} has {attribute}"
            );
            if ["href", "src", "action"].contains(&attribute.as_str()) {
                let safe = ["/", "#", "http://", "https://", "mailto:"]
                    .iter()
                    .any(|start| value.starts_with(start));
                assert!(safe && !value.starts_with("//"), "{name} leads to {value}");
            }
        }
    }
    for c in page.chars() {
        assert!(c == '\n' || !c.is_control(), "a control character: {c:?}");
    }
}

fn evil_everywhere() -> Content {
    let evil = format!("{EVIL}{UNSEEN}");
    let mut content = consultation(
        &format!("Tiêu đề {evil}"),
        &evil,
        "## Điều\nNội dung.",
        "2026-11-16",
        "2026-12-06",
    );
    for (name, value) in &mut content.fields {
        if !["opens", "closes", "section"].contains(&name.as_str()) {
            value.clone_from(&evil);
        }
    }
    let document = content.document.as_mut().unwrap();
    for block in &mut document.blocks {
        if let Block::Heading { content, .. } | Block::Paragraph { content, .. } = block {
            *content = vec![
                Run::plain(evil.clone()),
                Run {
                    text: "đây".to_owned(),
                    marks: vec![Mark::Link("javascript:alert(1)".to_owned())],
                },
                Run {
                    text: "kia".to_owned(),
                    marks: vec![Mark::Link("https://a.example/\" onclick=\"x".to_owned())],
                },
            ];
        }
    }
    let picture = editorial::Hash::of(b"x");
    with_picture(content, picture, (1, 1), &evil, &evil, &evil, 1)
}

#[tokio::test]
async fn hostile_words_in_every_field_stay_words() {
    let reader = Reader::of_sample();
    for (n, kind) in [
        (40, Kind::Consultation),
        (41, Kind::Article),
        (42, Kind::Page),
    ] {
        reader.shelf.put(item(
            n,
            kind,
            vec![published(n, kind, Lang::Vi, evil_everywhere(), NOW)],
        ));
    }
    for path in [
        "/vi/",
        "/vi/tat-ca",
        "/vi/muc/tin-tuc",
        "/vi/muc/lay-y-kien",
    ] {
        assert_harmless(&reader.page(path).await);
    }
    for n in 40..=42 {
        let path = reader.address_of("vi", n).await;
        let page = reader.page(&path).await;
        assert_harmless(&page);
        assert!(
            words(article_of(&page)).contains("<script>alert('1')</script>"),
            "it is shown, as words"
        );
        assert!(!page.contains("href=\"javascript"));
    }
}

#[tokio::test]
async fn hostile_words_sent_with_a_form_come_back_as_words() {
    let reader = Reader::of_sample();
    let address = reader.address_of("vi", DRAFT).await;
    let evil = format!("</textarea>{EVIL}{UNSEEN}");
    let long = format!("{evil}{}", "a".repeat(10_000));
    let fields = [
        ("text", long.as_str()),
        ("name", &evil),
        ("contact", &evil),
        ("block", &evil),
        ("key", &evil),
    ];
    let answer = reader.post(&address, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let page = answer.text();
    assert_harmless(&page);
    assert_eq!(page.matches("</textarea>").count(), 1);
    let evil_block = reader
        .page(&format!("{address}?doan=%22%3E%3Cscript%3E"))
        .await;
    assert_harmless(&evil_block);
    let answer = reader
        .post(&address, &[("text", &evil), ("key", &evil)])
        .await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_harmless(&answer.text());
}

#[tokio::test]
async fn hostile_names_of_site_and_sections_stay_words() {
    let mut shelf = shelf(&(0..4).map(stand_in).collect::<Vec<_>>());
    let evil = format!("{EVIL}{UNSEEN}");
    shelf.sites[0].vi.clone_from(&evil);
    for section in &mut shelf.sections {
        section.vi.clone_from(&evil);
        section.key = format!("{}{evil}", section.key);
    }
    let reader = Reader::of(shelf);
    let home = reader.page("/vi/").await;
    assert_harmless(&home);
    let section = links(&home)
        .into_iter()
        .find(|link| link.starts_with("/vi/muc/"))
        .unwrap();
    assert_harmless(&reader.page(&section).await);
}

#[tokio::test]
async fn addresses_that_are_none_do_no_harm() {
    let reader = Reader::of_sample();
    for path in [
        "/vi/%3Cscript%3Ealert(1)%3C%2Fscript%3E-00000000",
        "/vi/muc/%22%3E%3Cscript%3E",
        "/vi/..%2f..%2fetc%2fpasswd",
        "/vi/%00",
        "/en/%F0%9F%98%80",
        "/vi/%ff%fe",
        "/assets/..%2fsite.css",
        "/assets/fonts/..%2f..%2fCargo.toml",
        "/vi//",
        "/vi/a'%20or%201=1--00000000",
    ] {
        let answer = reader.get(path).await;
        assert!(
            [404, 301].contains(&answer.status.as_u16()),
            "{path}: {}",
            answer.status
        );
        if answer.header("content-type").starts_with("text/html") {
            assert_harmless(&answer.text());
        }
    }
}

#[tokio::test]
async fn a_redirect_never_leaves_the_site() {
    let reader = Reader::of_sample();
    let id = short(TRAINING);
    for path in [
        format!("//evil.example/{id}"),
        format!("/vi//evil.example/{id}/"),
        format!("/vi/{id}?//evil.example"),
        "/vi///evil.example/".to_owned(),
    ] {
        let answer = reader.get(&path).await;
        let to = answer.header("location");
        assert!(
            to.is_empty() || (to.starts_with("/vi/") && !to.contains("//")),
            "{path} leads to {to}"
        );
    }
}

#[tokio::test]
async fn every_answer_tells_browsers_to_run_nothing() {
    let reader = Reader::of_sample();
    let picture = format!("/media/{}", editorial::Hash::of(&stand_in(0)));
    for path in [
        "/",
        "/vi/",
        "/vi/khong-co",
        "/assets/site.css",
        picture.as_str(),
        "/media/x",
    ] {
        let answer = reader.get(path).await;
        assert_eq!(
            answer.header("content-security-policy"),
            "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; \
             frame-ancestors 'none'",
            "{path}"
        );
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(answer.header("referrer-policy"), "same-origin", "{path}");
    }
    let page = reader.page("/vi/").await;
    assert!(
        !page.contains("<script") && !page.contains("http://www"),
        "no script, nothing from elsewhere"
    );
}

#[tokio::test]
async fn the_longest_title_is_shown_whole() {
    let reader = Reader::of_sample();
    let title = "Ủy ban "
        .repeat(43)
        .trim()
        .chars()
        .take(300)
        .collect::<String>();
    let content = article(&title, "", "Nội dung.", &[]);
    reader.shelf.put(item(
        50,
        Kind::Article,
        vec![published(50, Kind::Article, Lang::Vi, content, NOW)],
    ));
    let page = reader.page(&reader.address_of("vi", 50).await).await;
    assert!(page.contains(&format!("<h1>{}</h1>", title.trim())));
}

#[tokio::test]
async fn a_title_without_latin_letters_still_has_an_address() {
    let reader = Reader::of_sample();
    let content = article("ປະເທດລາວ", "", "Nội dung.", &[]);
    reader.shelf.put(item(
        51,
        Kind::Article,
        vec![published(51, Kind::Article, Lang::Vi, content, NOW)],
    ));
    assert_eq!(
        reader.address_of("vi", 51).await,
        format!("/vi/{}", short(51))
    );
    reader.page(&format!("/vi/{}", short(51))).await;
}
