//! Which addresses a link may lead to.

/// The longest address that is taken.
const MAX: usize = 2048;

/// `address` as it may stand in a link, or nothing where it may not.
///
/// Allowed are `http` and `https` with a host, `mailto`, `tel`, a path of the site beginning with a single `/`, and a
/// place on the page (`#…`). Everything else is refused, `javascript:` in whatever spelling among it: control
/// characters, tabs and line ends are never looked through, a backslash is never taken for a slash, and what is no
/// known scheme is no address.
///
/// Blanks around the address go, and blanks inside are written `%20`.
///
/// ```
/// use editorial::link::allowed;
/// assert_eq!(allowed(" https://example.vn/a b ").as_deref(), Some("https://example.vn/a%20b"));
/// assert_eq!(allowed("/vi/tin-tuc").as_deref(), Some("/vi/tin-tuc"));
/// assert_eq!(allowed("java\tscript:alert(1)"), None);
/// assert_eq!(allowed("//example.vn"), None);
/// ```
pub fn allowed(address: &str) -> Option<String> {
    let address = address.trim_matches(|c: char| matches!(c, ' ' | '\n' | '\r' | '\t' | '\u{c}'));
    let unseen = language::unsafe_characters(address).next().is_some();
    if address.is_empty()
        || address.len() > MAX
        || unseen
        || address.contains(['\\', '\n', '\t', '\u{2028}', '\u{2029}'])
        || !leads_somewhere(address)
    {
        return None;
    }
    Some(address.replace(char::is_whitespace, "%20"))
}

fn leads_somewhere(address: &str) -> bool {
    if let Some(path) = address.strip_prefix('/') {
        return !path.starts_with('/');
    }
    if address.starts_with('#') {
        return true;
    }
    let Some((scheme, rest)) = address.split_once(':') else {
        return false;
    };
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => rest
            .strip_prefix("//")
            .is_some_and(|host| host.starts_with(|c: char| c.is_alphanumeric() || c == '[')),
        "mailto" | "tel" => !rest.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_leads_to_a_page_or_a_person_is_allowed() {
        for address in [
            "http://example.vn",
            "HTTPS://Example.vn/?a=1&b=2#c",
            "https://ngoạivụ.vn/",
            "https://[2001:db8::1]/",
            "mailto:banbientap@example.vn?subject=a",
            "tel:+84-255-000",
            "/vi/tin-tuc-abc",
            "/",
            "#dieu-5",
        ] {
            assert_eq!(allowed(address).as_deref(), Some(address));
        }
    }

    #[test]
    fn nothing_else_is() {
        for address in [
            "",
            " ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            " javascript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\nscript:alert(1)",
            "java\tscript:alert(1)",
            "java\u{0}script:alert(1)",
            "java\u{200b}script:alert(1)",
            "javascript&#58;alert(1)",
            "javascript&colon;alert(1)",
            "javascript%3Aalert(1)",
            "vbscript:x",
            "data:text/html,<script>",
            "file:///etc/passwd",
            "blob:https://example.vn/x",
            "ftp://example.vn",
            "//example.vn",
            "/\\example.vn",
            "\\\\example.vn",
            "https:\\\\example.vn",
            "https:example.vn",
            "https:/example.vn",
            "https://",
            "http:///etc",
            "mailto:",
            "page.html",
            "../up.html",
            "?q=1",
            "example.vn",
            "ｊavascript:alert(1)",
            "https\u{200b}://example.vn",
            "https://example.vn/\u{202e}gpj",
        ] {
            assert_eq!(allowed(address), None, "{address:?}");
        }
        assert_eq!(
            allowed(&format!("https://example.vn/{}", "a".repeat(3000))),
            None
        );
    }
}
