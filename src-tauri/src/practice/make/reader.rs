//! A reader of the site, who comments on what the public is asked.

use crate::{ipc::Problem, practice::disk};
use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
    time::Duration,
};

/// How long a comment may take on its way through this computer.
const PATIENCE: Duration = Duration::from_secs(10);

/// Sends a comment as a reader's browser does.
pub(super) fn comment(url: &str, name: &str, words: &str) -> Result<(), Problem> {
    let bad = || Problem::unexpected(format!("no page at {url}"));
    let (host, path) = url
        .strip_prefix("http://")
        .and_then(|rest| rest.split_once('/'))
        .ok_or_else(bad)?;
    let form = format!("name={}&text={}", encoded(name), encoded(words));
    let request = format!(
        "POST /{path} HTTP/1.1\r\nHost: {host}\r\nAccept: text/html\r\nConnection: close\r\n\
         Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    );
    let mut line = TcpStream::connect(host).map_err(disk)?;
    line.set_read_timeout(Some(PATIENCE)).map_err(disk)?;
    line.write_all(request.as_bytes()).map_err(disk)?;
    let mut answer = Vec::new();
    line.read_to_end(&mut answer).map_err(disk)?;
    let first = String::from_utf8_lossy(&answer);
    let first = first.lines().next().unwrap_or_default();
    if first.contains(" 200 ") || first.contains(" 303 ") {
        Ok(())
    } else {
        Err(Problem::unexpected(format!("{url}: {first}")))
    }
}

fn encoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 3);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
