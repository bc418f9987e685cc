//! A reader of the public site: a browser with scripts off.

use reqwest::{blocking::Client, redirect::Policy};
use std::time::Duration;

/// What a reader is shown.
#[derive(Debug)]
pub struct Page {
    /// The status.
    pub status: u16,
    /// The headers.
    pub headers: reqwest::header::HeaderMap,
    /// The bytes.
    pub bytes: Vec<u8>,
}

impl Page {
    /// The page's text.
    ///
    /// # Panics
    ///
    /// Where it is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8(self.bytes.clone()).unwrap()
    }

    /// What stands between `<article>` and its end.
    ///
    /// # Panics
    ///
    /// Where there is not exactly one.
    pub fn article(&self) -> String {
        let text = self.text();
        assert_eq!(text.matches("<article").count(), 1, "{text}");
        let from = text.find("<article").unwrap();
        let to = text.find("</article>").unwrap();
        text[from..to].to_owned()
    }

    /// The value of the first attribute `name` after `after`.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn attribute(&self, after: &str, name: &str) -> String {
        let text = self.text();
        let rest = &text[text
            .find(after)
            .unwrap_or_else(|| panic!("no {after} in {text}"))..];
        let open = format!("{name}=\"");
        let value = &rest[rest
            .find(&open)
            .unwrap_or_else(|| panic!("no {name} after {after}"))
            + open.len()..];
        value[..value.find('"').unwrap()].to_owned()
    }
}

/// Somebody who reads the site at an address.
#[derive(Debug)]
pub struct Reader {
    client: Client,
    url: String,
}

impl Reader {
    /// A reader of the portal at `url`; redirections are shown, not followed.
    ///
    /// # Panics
    ///
    /// Where no client can be made.
    pub fn of(url: &str) -> Self {
        let client = Client::builder()
            .redirect(Policy::none())
            .timeout(Duration::from_mins(1))
            .build()
            .unwrap();
        Self {
            client,
            url: url.trim_end_matches('/').to_owned(),
        }
    }

    /// A page, by its path or its whole address.
    ///
    /// # Panics
    ///
    /// Where nothing answers.
    pub fn opens(&self, address: &str) -> Page {
        let address = if address.starts_with('/') {
            format!("{}{address}", self.url)
        } else {
            address.to_owned()
        };
        page(
            self.client
                .get(address)
                .header("Accept", "text/html")
                .send()
                .unwrap(),
        )
    }

    /// Sends a form as a browser does.
    ///
    /// # Panics
    ///
    /// Where nothing answers.
    pub fn sends(&self, path: &str, body: impl Into<Vec<u8>>) -> Page {
        let sent = self
            .client
            .post(format!("{}{path}", self.url))
            .header("Accept", "text/html")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .body(body.into())
            .send();
        page(sent.unwrap())
    }
}

fn page(response: reqwest::blocking::Response) -> Page {
    Page {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        bytes: response.bytes().unwrap().to_vec(),
    }
}

/// Fields as a browser writes them.
pub fn form(fields: &[(&str, &str)]) -> String {
    use std::fmt::Write;
    let mut text = String::new();
    for (name, value) in fields {
        if !text.is_empty() {
            text.push('&');
        }
        text.push_str(name);
        text.push('=');
        for byte in value.bytes() {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => text.push(char::from(byte)),
                // Writing to a string never fails.
                _ => drop(write!(text, "%{byte:02X}")),
            }
        }
    }
    text
}
