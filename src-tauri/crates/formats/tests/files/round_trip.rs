//! What goes out comes back.

use crate::support::{read, renumbered};
use proptest::prelude::*;

const CLEAN: &str =
    "[A-Za-zĐđàệ0-9.,;:!?()*_<>&#|~`+='\"/\\[\\]\\\\-]{1,8}( [a-zĐđàệ0-9.,!*_<>&#+-]{1,6}){0,2}";

proptest! {
    #[test]
    fn html_comes_back(document in crate::support::document(CLEAN)) {
        let html = formats::html::render(&document);
        let back = read("x.html", &html).under_title("").document;
        prop_assert_eq!(renumbered(&back), renumbered(&document));
    }

    #[test]
    fn json_comes_back_byte_for_byte(document in crate::support::document(CLEAN)) {
        let numbered = renumbered(&document);
        let json = serde_json::to_string(&numbered).unwrap();
        let back = read("x.json", &json).under_title("").document;
        prop_assert_eq!(serde_json::to_string(&back).unwrap(), json);
    }

    #[test]
    fn markdown_of_paragraphs_and_lists_comes_back(
        document in crate::support::prose("[A-Za-zĐđàệ0-9.,;:!?()*_<>&#~`+='\"/\\[\\]\\\\-]{1,8}( [a-zĐđàệ0-9.,!*_<>&#+-]{1,6}){0,2}"),
    ) {
        let markdown = formats::markdown::render(&document);
        let back = read("x.md", &markdown).under_title("").document;
        prop_assert_eq!(renumbered(&back), renumbered(&document), "{}", markdown);
    }
}

#[test]
fn a_credit_comes_back_from_html() {
    let json = format!(
        r#"{{"v":1,"blocks":[{{"type":"image","blob":"{}","alt":"A","caption":"Lễ ký","credit":"Thu Hà"}}]}}"#,
        "ab".repeat(32)
    );
    let document = read("x.json", &json).document;
    let back = read("x.html", &formats::html::render(&document)).document;
    assert_eq!(renumbered(&back), renumbered(&document));
}

#[test]
fn a_table_comes_back_from_markdown() {
    let json = r#"{"v":1,"blocks":[{"type":"table","header":true,"rows":[
        {"cells":[{"blocks":[{"type":"paragraph","content":[{"text":"Năm | quý"}]}]},{"blocks":[{"type":"paragraph","content":[{"text":"Đoàn"}]}]}]},
        {"cells":[{"blocks":[{"type":"paragraph","content":[{"text":"2021"}]}]},{"blocks":[{"type":"paragraph","content":[{"text":"một"}]},{"type":"paragraph","content":[{"text":"hai"}]}]}]}]},
        {"type":"table","header":false,"rows":[{"cells":[{"blocks":[{"type":"paragraph","content":[{"text":"không đầu"}]}]}]}]}]}"#;
    let document = read("x.json", json).document;
    let back = read("x.md", &formats::markdown::render(&document)).document;
    assert_eq!(renumbered(&back), renumbered(&document));
}
