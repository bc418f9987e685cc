//! Where a picture stands, as a file names it.

use editorial::ids::Hash;

/// What the source of a picture means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Source {
    /// A file the desk has already, as our own HTML names it.
    Blob(Hash),
    /// A file beside the one that is read.
    Beside(String),
}

/// What `source` means, or why it is no picture that may be read.
pub(super) fn source(source: &str) -> Result<Source, &'static str> {
    let source = source.trim();
    if let Some(blob) = source
        .strip_prefix("/media/")
        .and_then(|name| name.parse().ok())
    {
        return Ok(Source::Blob(blob));
    }
    let lower = source.to_ascii_lowercase();
    if lower.starts_with("data:") {
        return Err("ảnh nhúng trong văn bản không được nhận; hãy lưu ảnh thành tệp riêng");
    }
    if lower.starts_with("http:") || lower.starts_with("https:") || lower.starts_with("//") {
        return Err("không tải ảnh từ mạng; hãy lưu ảnh cạnh tệp văn bản");
    }
    beside(source)
        .map(Source::Beside)
        .ok_or("đường dẫn phải nằm trong thư mục của tệp văn bản")
}

/// `source` as parts below the folder of the file.
fn beside(source: &str) -> Option<String> {
    let path = decoded(source.split(['?', '#']).next()?)?;
    if path.starts_with('/') || path.contains(['\\', ':']) || path.contains(char::is_control) {
        return None;
    }
    let parts: Vec<&str> = path
        .split('/')
        .filter(|part| !matches!(*part, "" | "."))
        .collect();
    // Names that end in a dot or a blank lose it on Windows, and might then lead upwards.
    let leads_away = |part: &&str| part.trim_end_matches([' ', '.']).is_empty();
    if parts.is_empty() || parts.iter().any(leads_away) {
        None
    } else {
        Some(parts.join("/"))
    }
}

/// `%C3%A9` as é.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let code = (*first == b'%').then(|| after.get(..2)).flatten();
        let code = code.and_then(|code| std::str::from_utf8(code).ok());
        if let Some(byte) = code.and_then(|code| u8::from_str_radix(code, 16).ok()) {
            bytes.push(byte);
            rest = &after[2..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pictures_beside_the_file_are_named() {
        for (written, path) in [
            ("anh.jpg", "anh.jpg"),
            ("./anh/le%20ky.jpg", "anh/le ky.jpg"),
            ("b%C3%A1o/ảnh.png?v=2#a", "báo/ảnh.png"),
            ("a//b.jpg", "a/b.jpg"),
            ("100%.png", "100%.png"),
        ] {
            assert_eq!(
                source(written),
                Ok(Source::Beside(path.to_owned())),
                "{written}"
            );
        }
    }

    #[test]
    fn no_path_leads_out_of_the_folder() {
        for written in [
            "",
            ".",
            "/etc/passwd",
            "../anh.jpg",
            "a/../../anh.jpg",
            "%2e%2e/anh.jpg",
            "..%2fanh.jpg",
            "%2Fetc/passwd",
            "..\\anh.jpg",
            "a%5c..%5canh.jpg",
            "C:/anh.jpg",
            "C:anh.jpg",
            "file:///etc/passwd",
            ".. /anh.jpg",
            "a%00.jpg",
            "%ff.jpg",
            "http://example.vn/a.jpg",
            "//example.vn/a.jpg",
            "data:image/png;base64,AAAA",
            "/media/abc",
        ] {
            assert!(source(written).is_err(), "{written}");
        }
    }

    #[test]
    fn our_own_pictures_are_known() {
        let blob = Hash::of(b"x");
        assert_eq!(source(&format!("/media/{blob}")), Ok(Source::Blob(blob)));
    }
}
