//! A reader with a browser, without the network between.

use super::{NOW, PICTURES, Shelf, Still, shelf, stand_in};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{HeaderMap, Request, StatusCode, header},
};
use banthao_portal::site::router;
use std::{net::SocketAddr, sync::Arc};
use tower::ServiceExt;

pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub bytes: Vec<u8>,
}

impl Answer {
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers
            .get(name)
            .map(|value| value.to_str().unwrap())
            .unwrap_or_default()
    }

    /// The problem, where this is one.
    pub fn problem(&self) -> protocol::Problem {
        assert_eq!(
            self.header("content-type"),
            "application/problem+json",
            "{}",
            self.text()
        );
        serde_json::from_slice(&self.bytes).unwrap()
    }
}

/// A site with somebody who reads it.
pub struct Reader {
    pub app: Router,
    pub shelf: Arc<Shelf>,
    pub clock: Arc<Still>,
    pub peer: SocketAddr,
}

impl Reader {
    /// At the sample board's site.
    pub fn of_sample() -> Self {
        let pictures: Vec<Vec<u8>> = (0..PICTURES.len()).map(stand_in).collect();
        Self::of(shelf(&pictures))
    }

    pub fn of(shelf: Shelf) -> Self {
        let (shelf, clock) = (Arc::new(shelf), Arc::new(Still::at(NOW)));
        let app = router(shelf.clone(), clock.clone());
        Self {
            app,
            shelf,
            clock,
            peer: "203.0.113.7:40000".parse().unwrap(),
        }
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let mut request = request;
        request.extensions_mut().insert(ConnectInfo(self.peer));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            headers,
            bytes,
        }
    }

    /// As a browser asks for a page.
    pub async fn get(&self, path: &str) -> Answer {
        let request = Request::get(path)
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(header::HOST, "localhost");
        self.send(request.body(Body::empty()).unwrap()).await
    }

    /// As a program asks.
    pub async fn get_as_program(&self, path: &str) -> Answer {
        self.send(
            Request::get(path)
                .header(header::ACCEPT, "*/*")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// A page that must be there.
    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}: {}", answer.text());
        answer.text()
    }

    /// Sends a form as a browser does.
    pub async fn post(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let encoded: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{name}={}", encoded(value)))
            .collect();
        self.post_raw(path, encoded.join("&").into_bytes()).await
    }

    pub async fn post_raw(&self, path: &str, body: Vec<u8>) -> Answer {
        let request = Request::post(path)
            .header(header::ACCEPT, "text/html,*/*;q=0.8")
            .header(header::HOST, "localhost")
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.send(request.body(Body::from(body)).unwrap()).await
    }

    /// The address of an item's page, found as a reader finds it: by a link.
    pub async fn address_of(&self, lang: &str, n: u32) -> String {
        let list = self
            .page(if lang == "vi" {
                "/vi/tat-ca"
            } else {
                "/en/all"
            })
            .await;
        let short = super::short(n);
        links(&list)
            .into_iter()
            .find(|link| link.ends_with(&short))
            .unwrap_or_else(|| panic!("no link to item {n} in {lang}"))
    }
}

fn encoded(value: &str) -> String {
    value
        .bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02X}")
            }
        })
        .collect()
}

/// The addresses of a page's links within the site, as any program finds them: `href="/…"`.
pub fn links(page: &str) -> Vec<String> {
    page.split("href=\"/")
        .skip(1)
        .map(|rest| format!("/{}", rest.split('"').next().unwrap()).replace("&amp;", "&"))
        .collect()
}

/// What stands inside the page's one `article`.
pub fn article_of(page: &str) -> &str {
    assert_eq!(page.matches("<article").count(), 1);
    page.split_once("<article>")
        .unwrap()
        .1
        .split_once("</article>")
        .unwrap()
        .0
}

/// The value of an attribute of the first tag that contains `part`.
pub fn attribute(page: &str, part: &str, name: &str) -> String {
    let tag = page
        .split('<')
        .map(|tag| tag.split('>').next().unwrap())
        .find(|tag| tag.contains(part));
    let tag = tag.unwrap_or_else(|| panic!("no tag with {part}"));
    tag.split_once(&format!("{name}=\""))
        .unwrap()
        .1
        .split('"')
        .next()
        .unwrap()
        .to_owned()
}

/// Everything a reader reads: without tags, entities undone.
pub fn words(html: &str) -> String {
    let mut words = String::new();
    let mut inside = false;
    for c in html.chars() {
        match c {
            '<' => inside = true,
            '>' if inside => inside = false,
            c if !inside => words.push(c),
            _ => {}
        }
    }
    words
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#34;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}
