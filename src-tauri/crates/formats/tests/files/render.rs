//! The one renderer and its two lesser brothers: golden bytes, and what never happens.

use editorial::document::{Block, Document, Mark};
use proptest::prelude::*;

/// An article with one of everything.
const EVERYTHING: &str = r#"{"v":1,"blocks":[
 {"id":"a000000001","type":"heading","level":2,"content":[{"text":"Hội đàm & ký kết"}]},
 {"id":"a000000002","type":"paragraph","content":[{"text":"Hai bên "},{"text":"thống nhất","marks":["bold"]},{"text":" tại "},
   {"text":"đây ","marks":[{"link":"https://example.vn/?a=1&b=\"2\""}]},{"text":"và đó","marks":[{"link":"https://example.vn/?a=1&b=\"2\""},"bold","italic"]},
   {"text":", H"},{"text":"2","marks":["sub"]},{"text":"O, m"},{"text":"2","marks":["sup"]},{"text":" <script>"},{"text":"gạch","marks":["underline"]}]},
 {"id":"a000000003","type":"list","ordered":false,"items":[
   {"id":"a000000004","blocks":[{"id":"a000000005","type":"paragraph","content":[{"text":"một"}]}]},
   {"id":"a000000006","blocks":[{"id":"a000000007","type":"paragraph","content":[{"text":"hai"}]},
     {"id":"a000000008","type":"list","ordered":true,"items":[{"id":"a000000009","blocks":[{"id":"a00000000a","type":"paragraph","content":[{"text":"ba"}]}]}]}]}]},
 {"id":"a00000000b","type":"quote","blocks":[{"id":"a00000000c","type":"paragraph","content":[{"text":"Lời của khách"}]}]},
 {"id":"a00000000d","type":"table","header":true,"rows":[
   {"id":"a00000000e","cells":[{"blocks":[{"id":"a00000000f","type":"paragraph","content":[{"text":"Năm"}]}]},{"blocks":[{"id":"a00000000g","type":"paragraph","content":[{"text":"Đoàn"}]}]}]},
   {"id":"a00000000h","cells":[{"colspan":2,"blocks":[{"id":"a00000000i","type":"paragraph","content":[{"text":"2021"}]},{"id":"a00000000j","type":"paragraph","content":[{"text":"592"}]}]}]}]},
 {"id":"a00000000k","type":"image","blob":"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","alt":"Hai người \"bắt tay\"","caption":"Lễ ký","credit":"Ảnh: Thu Hà"},
 {"id":"a00000000l","type":"heading","level":1,"content":[{"text":"Cấp một"}]}]}"#;

fn everything() -> Document {
    serde_json::from_str(EVERYTHING).unwrap()
}

#[test]
fn an_article_is_written_in_exactly_these_bytes() {
    let html = formats::html::render(&everything());
    let golden = concat!(
        "<h2>Hội đàm &amp; ký kết</h2>\n",
        "<p>Hai bên <strong>thống nhất</strong> tại <a href=\"https://example.vn/?a=1&amp;b=&quot;2&quot;\">đây <strong><em>và đó</em></strong></a>",
        ", H<sub>2</sub>O, m<sup>2</sup> &lt;script&gt;<u>gạch</u></p>\n",
        "<ul><li>một</li><li><p>hai</p><ol><li>ba</li></ol></li></ul>\n",
        "<blockquote><p>Lời của khách</p></blockquote>\n",
        "<table><thead><tr><th>Năm</th><th>Đoàn</th></tr></thead><tbody><tr><td colspan=\"2\"><p>2021</p><p>592</p></td></tr></tbody></table>\n",
        "<figure><img src=\"/media/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\" alt=\"Hai người &quot;bắt tay&quot;\">",
        "<figcaption>Lễ ký <em>Ảnh: Thu Hà</em></figcaption></figure>\n",
        "<h2>Cấp một</h2>",
    );
    assert_eq!(html, golden);
}

#[test]
fn the_same_article_as_plain_text() {
    let golden = "\
Hội đàm & ký kết

Hai bên thống nhất tại đây và đó (https://example.vn/?a=1&b=\"2\"), H2O, m2 <script>gạch

- một
- hai
  1. ba

    Lời của khách

Năm\tĐoàn
2021 592

[Hai người \"bắt tay\"] Lễ ký Ảnh: Thu Hà

Cấp một
";
    assert_eq!(formats::text::render(&everything()), golden);
}

#[test]
fn the_same_article_as_markdown() {
    let golden = "\
## Hội đàm & ký kết

Hai bên **thống nhất** tại [đây ](<https://example.vn/?a=1&b=\"2\">)[***và đó***](<https://example.vn/?a=1&b=\"2\">), H<sub>2</sub>O, m<sup>2</sup> \\<script\\><u>gạch</u>

- một
- hai

  1. ba

> Lời của khách

| Năm | Đoàn |
| --- | --- |
| 2021<br>592 |  |

![Hai người \"bắt tay\"](/media/e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855 \"Lễ ký (Ảnh: Thu Hà)\")

# Cấp một
";
    assert_eq!(formats::markdown::render(&everything()), golden);
}

#[test]
fn an_empty_document_is_empty_in_every_form() {
    let empty = Document::default();
    assert_eq!(formats::html::render(&empty), "");
    assert_eq!(formats::text::render(&empty), "");
    assert_eq!(formats::markdown::render(&empty), "");
}

#[test]
fn a_link_that_may_lead_nowhere_is_its_text() {
    for address in [
        "javascript:alert(1)",
        "JAVA\tSCRIPT:alert(1)",
        "data:text/html,x",
        "//evil.example",
        "javascript&colon;alert(1)",
    ] {
        let mut document = everything();
        document.blocks.truncate(2);
        if let Block::Paragraph { content, .. } = &mut document.blocks[1] {
            content.truncate(1);
            content[0].marks = vec![Mark::Link(address.to_owned()), Mark::Bold];
        }
        let html = formats::html::render(&document);
        assert_eq!(
            html, "<h2>Hội đàm &amp; ký kết</h2>\n<p><strong>Hai bên </strong></p>",
            "{address}"
        );
        assert!(
            !formats::markdown::render(&document).contains(address),
            "{address}"
        );
    }
}

#[test]
fn control_characters_are_not_written() {
    let document = crate::support::read("x.json", "{\"v\":1,\"blocks\":[{\"type\":\"paragraph\",\"content\":[{\"text\":\"a\\u0000b\\u001bc\\u0085d\"}]}]}").document;
    assert_eq!(formats::html::render(&document), "<p>abcd</p>");
}

/// Every tag of `html`, checked against what is promised.
pub(crate) fn assert_safe(html: &str) {
    const NAMES: [&str; 27] = [
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "figure",
        "figcaption",
        "img",
        "strong",
        "em",
        "u",
        "sup",
        "sub",
        "a",
        "",
        "",
    ];
    for tag in html.split('<').skip(1) {
        let (tag, _) = tag.split_once('>').unwrap();
        let tag = tag.strip_prefix('/').unwrap_or(tag);
        let (name, mut rest) = tag.split_once(' ').unwrap_or((tag, ""));
        assert!(NAMES.contains(&name), "{name} in {html}");
        while !rest.is_empty() {
            let (attribute, value) = rest.split_once("=\"").unwrap();
            let (value, after) = value.split_once('"').unwrap();
            rest = after.trim_start();
            match (name, attribute) {
                ("a", "href") => {
                    let safe = ["https://", "http://", "mailto:", "tel:", "/", "#"];
                    assert!(
                        safe.iter()
                            .any(|start| value.to_lowercase().starts_with(start)),
                        "{value}"
                    );
                    assert!(
                        !value.starts_with("//") && !value.contains(char::is_whitespace),
                        "{value}"
                    );
                }
                ("img", "src") => {
                    assert!(value.starts_with("/media/") && value.len() == 71, "{value}");
                }
                ("img", "alt") => {}
                ("th" | "td", "colspan" | "rowspan") => assert!(value.parse::<u16>().is_ok()),
                other => panic!("{other:?} in {html}"),
            }
        }
    }
}

/// Texts that try to get out of where they stand.
const HOSTILE: &str = "(<script>|</p>|\"|'|&|&lt;|>|javascript:|--|\\]\\]>|<img src=x onerror=y>|\u{202e}|\u{200b}|\u{0}|\n|[a-z]|đ| ){0,6}";

proptest! {
    #[test]
    fn nothing_gets_out_of_its_place(
        document in crate::support::document(HOSTILE),
        address in "(javascript:|JavaScript:|https://|/|//|\\\\|#|data:|\t|\n|\u{1}|\"|'|<|>|&|x| |mailto:){0,6}",
    ) {
        assert_safe(&formats::html::render(&document));
        let mut document = document;
        document.blocks.push(Block::Paragraph {
            id: crate::support::ids()(),
            content: vec![editorial::document::Run { text: "x".to_owned(), marks: vec![Mark::Link(address)] }],
        });
        assert_safe(&formats::html::render(&document));
    }

    #[test]
    fn the_words_of_a_document_stand_in_its_html(document in crate::support::document("[a-zđàệ]{1,6}( [a-zđàệ]{1,6}){0,2}")) {
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        let html = formats::html::render(&document);
        let mut bare = String::new();
        for (n, piece) in html.split('<').enumerate() {
            let text = if n == 0 { piece } else { piece.split_once('>').unwrap().1 };
            let is_mark = ["strong", "em", "u>", "sup", "sub", "a>", "a ", "/strong", "/em", "/u>", "/sup", "/sub", "/a>"]
                .iter().any(|mark| n > 0 && piece.starts_with(mark));
            if !is_mark { bare.push(' '); }
            bare.push_str(text);
        }
        let without_alt = document.all_blocks().into_iter().map(|block| match block {
            Block::Image { caption, .. } => caption.clone(),
            block => block.text(),
        });
        let said: Vec<String> = without_alt.flat_map(|text| words(&text)).collect();
        prop_assert_eq!(words(&bare), said);
    }
}
