//! Files made to break a reader: each is read or refused, soon, and what comes out is safe.

use crate::support::{html_of, read, try_read};
use formats::import::{BadFile, MAX_DEPTH, Warning};
use proptest::prelude::*;

#[test]
fn a_thousand_and_a_hundred_thousand_deep() {
    for name in [
        "div",
        "b",
        "blockquote",
        "ul><li",
        "table><tr><td",
        "span",
        "section",
        "a href=/x",
        "figure><figcaption",
        "svg",
        "ol",
        "font",
    ] {
        for times in [1_000, 100_000] {
            let page = format!("{}chữ", format!("<{name}>").repeat(times));
            let imported = match try_read("x.html", &page) {
                Ok(imported) => imported,
                Err(refused) => {
                    assert_eq!((name, times), ("table><tr><td", 100_000), "{refused}");
                    continue;
                }
            };
            let html = html_of(&imported);
            assert!(name == "svg" || html.contains("chữ"), "{name}");
            // It goes to disk and comes back: the depth is one that JSON readers take.
            let json = serde_json::to_string(&imported.document).unwrap();
            assert_eq!(read("x.json", &json).document, imported.document);
        }
    }
}

#[test]
fn what_stands_too_deep_is_kept_and_the_rest_stays_in_place() {
    let deep = 40;
    let page = format!(
        "{}trong{}<p>ngoài",
        "<blockquote>".repeat(deep),
        "</blockquote>".repeat(deep)
    );
    let imported = read("x.html", &page);
    let html = html_of(&imported);
    assert_eq!(html.matches("<blockquote>").count(), MAX_DEPTH);
    assert!(
        html.contains("<p>trong</p>") && html.ends_with("</blockquote>\n<p>ngoài</p>"),
        "{html}"
    );
    assert_eq!(imported.warnings, [Warning::TooDeep]);
}

#[test]
fn markdown_a_thousand_deep() {
    for text in [
        "> ".repeat(5_000) + "chữ",
        "- ".repeat(2_000) + "chữ",
        "[".repeat(50_000) + "chữ",
        "*".repeat(50_000) + "chữ",
        "![".repeat(20_000) + "chữ",
    ] {
        assert!(
            html_of(&read("x.md", &text)).contains("chữ"),
            "{}",
            &text[..10]
        );
    }
    let lists: Vec<_> = (0..300).map(|n| "  ".repeat(n) + "- x\n").collect();
    assert_eq!(
        html_of(&read("x.md", &lists.concat())).matches('x').count(),
        300
    );
}

#[test]
fn a_document_too_deep_is_refused() {
    let quotes = |times: usize| {
        let open = r#"{"type":"quote","blocks":["#.repeat(times);
        format!(r#"{{"v":1,"blocks":[{open}{}]}}"#, "]}".repeat(times))
    };
    assert!(try_read("x.json", &quotes(MAX_DEPTH)).is_ok());
    assert!(matches!(
        try_read("x.json", &quotes(MAX_DEPTH + 1)),
        Err(BadFile::Document(_))
    ));
    assert!(matches!(
        try_read("x.json", &quotes(100_000)),
        Err(BadFile::Document(_))
    ));
}

#[test]
fn a_tag_with_a_million_attributes_is_refused() {
    let names: Vec<_> = (0..400_000).map(|n| format!("a{n}")).collect();
    assert_eq!(
        try_read("x.html", &format!("<p {}>x", names.join(" "))),
        Err(BadFile::Html)
    );
}

#[test]
fn a_long_address_repeated_does_not_swell() {
    let page = format!(
        "<a href='https://example.vn/{}'>{}",
        "x".repeat(2_000),
        "a<b>b</b>".repeat(200_000)
    );
    assert!(matches!(
        try_read("x.html", &page),
        Err(BadFile::TooLarge { .. })
    ));
}

#[test]
fn an_embedded_picture_of_megabytes_is_only_a_warning() {
    let page = format!(
        "<p>trước<img src='data:image/png;base64,{}'>sau",
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk/+AA".repeat(60_000)
    );
    let imported = read("x.html", &page);
    assert_eq!(html_of(&imported), "<p>trướcsau</p>");
    assert_eq!(imported.warnings.len(), 1);
}

#[test]
fn broken_scripts_and_entities_leave_no_script() {
    for page in [
        "<scr<script>ipt>alert(1)</script>",
        "<script/>alert(1)</script>",
        "<script>",
        "<SCRIPT SRC=//x></SCRIPT >",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)>",
        "<img src=x onerror=alert(1)>",
        "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
        "<math><mtext></mtext><script>alert(1)</script></math>",
        "<title><script>alert(1)</script></title>",
        "<textarea></textarea><script>alert(1)</script>",
        "<!--><script>alert(1)</script>-->",
        "<![CDATA[<script>alert(1)</script>]]>",
        "<style><!--</style><script>alert(1)</script>",
        "<noscript><p title=\"</noscript><script>alert(1)</script>\">",
    ] {
        for name in ["x.html", "x.md"] {
            let html = html_of(&read(name, page));
            crate::render::assert_safe(&html);
            assert!(!html.contains("<script"), "{page}: {html}");
        }
    }
    // Written as text, it is text.
    assert_eq!(
        html_of(&read("x.html", "&lt;script&gt;")),
        "<p>&lt;script&gt;</p>"
    );
    assert_eq!(
        html_of(&read("x.html", "&amp;#60;script>")),
        "<p>&amp;#60;script&gt;</p>"
    );
}

proptest! {
    #[test]
    fn any_tangle_of_tags_is_read(page in "(<(p|b|i|a href=x|ul|li|ol|table|tr|td|th|thead|caption|figure|figcaption|img src=a|blockquote|h2|br|pre|svg|script|title)>|</(p|b|i|a|ul|li|ol|table|tr|td|thead|caption|figure|figcaption|blockquote|h2|pre|svg|script|title)>|chữ| |\n|&amp;|<!--|-->){0,40}") {
        for name in ["x.html", "x.md", "x.txt"] {
            let imported = read(name, &page).under_title("?");
            prop_assert_eq!(imported.document.double_id(), None);
            prop_assert_eq!(imported.document.clone().normalised(), imported.document.clone());
            // What was read is written and read again without change.
            if imported.pictures.is_empty() {
                let again = read("x.html", &html_of(&imported)).under_title("?");
                prop_assert_eq!(html_of(&again), html_of(&imported));
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..200), text in any::<String>()) {
        for name in ["x.html", "x.md", "x.txt", "x.json"] {
            let _ = formats::import(name, &bytes, &mut crate::support::ids());
            let _ = formats::import(name, text.as_bytes(), &mut crate::support::ids());
        }
    }
}
