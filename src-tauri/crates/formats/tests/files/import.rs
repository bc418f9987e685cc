//! Files as people bring them.

use crate::support::{html_of, read, try_read};
use editorial::{document::Block, ids::Hash};
use formats::import::{BadFile, Warning};

#[test]
fn an_article_from_a_web_page_keeps_what_a_document_can_hold() {
    let page = r#"<!DOCTYPE html><html><head><title>Trang</title><style>p{color:red}</style><script>alert("x")</script></head>
    <body onload="alert(1)">
    <h1>Đoàn công tác thăm Lào</h1>
    <p class=MsoNormal>Sáng&nbsp;5/2, <b>đoàn</b> đã
       <i>đến</i>&#32;<a href="https://example.vn/?a=1&amp;b=2" onclick="steal()">Viêng Chăn</a>.<script>alert(2)</script></p>
    <ul><li>một<li>hai <ul><li>ba</ul></ul>
    <blockquote>Lời chào</blockquote>
    <custom-tag>Chữ còn lại</custom-tag>
    </body></html>"#;
    let imported = read("trang.HTML", page);
    assert_eq!(imported.title.as_deref(), Some("Đoàn công tác thăm Lào"));
    assert_eq!(
        html_of(&imported),
        "<p>Sáng\u{a0}5/2, <strong>đoàn</strong> đã <em>đến</em> <a href=\"https://example.vn/?a=1&amp;b=2\">Viêng Chăn</a>.</p>\n\
         <ul><li>một</li><li><p>hai</p><ul><li>ba</li></ul></li></ul>\n<blockquote><p>Lời chào</p></blockquote>\n<p>Chữ còn lại</p>"
    );
    assert_eq!(
        imported.warnings,
        [Warning::Dropped {
            name: "script".to_owned()
        }]
    );
}

#[test]
fn tables_of_web_pages_keep_their_form() {
    let page = "<table><caption>Bảng 1</caption><colgroup><col></colgroup><thead><tr><th>Năm<th>Đoàn</thead>\
        <tbody><tr><td rowspan=2>2021<td><p>592<p>lượt<tr><td>3<tfoot><tr><td colspan='2'>Cộng</table>Sau";
    assert_eq!(
        html_of(&read("x.html", page)),
        "<p>Bảng 1</p>\n<table><thead><tr><th>Năm</th><th>Đoàn</th></tr></thead><tbody><tr><td rowspan=\"2\">2021</td><td><p>592</p><p>lượt</p></td></tr>\
         <tr><td>3</td></tr><tr><td colspan=\"2\">Cộng</td></tr></tbody></table>\n<p>Sau</p>"
    );
    let heads = "<table><tr><th>A</th></tr><tr><td>1</td></tr></table>";
    assert!(html_of(&read("x.html", heads)).contains("<thead><tr><th>A</th></tr></thead>"));
}

#[test]
fn a_table_in_a_cell_and_a_list_in_a_table_stay_there() {
    let page = "<table><tr><td>a<table><tr><td>b</table>c<ul><li>d</ul></td></tr></table>";
    assert_eq!(
        html_of(&read("x.html", page)),
        "<table><tbody><tr><td><p>a</p><table><tbody><tr><td>b</td></tr></tbody></table><p>c</p><ul><li>d</li></ul></td></tr></tbody></table>"
    );
}

#[test]
fn a_line_break_makes_paragraphs_but_not_in_a_heading() {
    assert_eq!(
        html_of(&read(
            "x.html",
            "<p>a<br>b<br/>c</p><h2>d<br>e</h2><pre>f\n  g\n</pre>"
        )),
        "<p>a</p>\n<p>b</p>\n<p>c</p>\n<h2>d e</h2>\n<p>f</p>\n<p>g</p>"
    );
}

#[test]
fn a_mark_left_open_ends_with_its_cell_or_point() {
    assert_eq!(
        html_of(&read("x.html", "<ul><li><b>a<li>b</ul><p><b>c<p>d</b>e")),
        "<ul><li><strong>a</strong></li><li>b</li></ul>\n<p><strong>c</strong></p>\n<p><strong>d</strong>e</p>"
    );
}

#[test]
fn links_that_may_lead_nowhere_are_text_with_a_warning() {
    for address in [
        "javascript:alert(1)",
        "&#106;avascript:alert(1)",
        "java&Tab;script:alert(1)",
        "java&#10;script:alert(1)",
        "//evil.example",
        "data:x,y",
    ] {
        let imported = read("x.html", &format!("<a href='{address}'>đây</a>"));
        assert_eq!(html_of(&imported), "<p>đây</p>", "{address}");
        assert!(
            matches!(imported.warnings.as_slice(), [Warning::Link { .. }]),
            "{address}"
        );
    }
    let imported = read(
        "x.md",
        "[đây](javascript:alert(1)) và <javascript:alert(1)>",
    );
    assert_eq!(html_of(&imported), "<p>đây và javascript:alert(1)</p>");
}

#[test]
fn pictures_beside_the_file_are_named_for_the_caller() {
    let mut imported = read(
        "x.html",
        "<p>Trước <img src='anh/le%20ky.jpg' alt='Lễ ký'> sau</p><figure><img src=b.png><figcaption>Dưới ảnh <i>Ảnh: Hà</i></figcaption></figure>\
         <img src='../../etc/passwd'><img src='http://example.vn/x.jpg'><img src='data:image/png;base64,AA'>",
    );
    let paths: Vec<_> = imported
        .pictures
        .iter()
        .map(|picture| picture.path.as_str())
        .collect();
    assert_eq!(paths, ["anh/le ky.jpg", "b.png"]);
    assert_eq!(imported.warnings.len(), 3);
    assert_eq!(imported.document.blocks.len(), 4);
    let (first, second) = (imported.pictures[0].block, imported.pictures[1].block);
    imported.place(first, Hash::of("ảnh".as_bytes()));
    imported.leave_out(second, "không có tệp".to_owned());
    assert!(imported.pictures.is_empty());
    assert_eq!(imported.warnings.len(), 4);
    let image = imported
        .document
        .blocks
        .iter()
        .find(|block| block.id() == first);
    assert!(
        matches!(image, Some(Block::Image { blob, alt, .. }) if *blob == Hash::of("ảnh".as_bytes()) && alt == "Lễ ký")
    );
    assert_eq!(imported.document.blocks.len(), 3);
}

#[test]
fn captions_keep_their_words_whatever_is_emphasised_or_left_open() {
    let page = "<figure><figcaption>Lễ <em>ký kết</em> sáng nay</figcaption><img src=a.png></figure><figure><img src=b.png><figcaption>Mở<h2>Mục</h2><p>Chữ</p>";
    let imported = read("x.html", page);
    let captions = imported
        .document
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Image {
                caption, credit, ..
            } => Some((caption.as_str(), credit.as_str())),
            _ => None,
        });
    assert_eq!(
        captions.collect::<Vec<_>>(),
        [("Lễ ký kết sáng nay", ""), ("Mở", "")]
    );
    assert!(html_of(&imported).ends_with("<h2>Mục</h2>\n<p>Chữ</p>"));
}

#[test]
fn markdown_gives_the_same_blocks() {
    let text = "# Tiêu đề\r\n\r\nĐoạn *một* và **hai**,\r\ndòng nối.\r\n\r\n- a\r\n- b\r\n  1. c\r\n\r\n> trích\r\n\r\n| Năm | Đoàn |\r\n|---|---|\r\n| 2021 | **592** |\r\n\r\n\
        ![Ảnh cờ](anh.jpg \"Chú thích\")\r\n\r\n~~giữ~~ <u>gạch</u> `mã` <script>alert(1)</script>\r\n";
    let imported = read("bai.md", text);
    assert_eq!(imported.title.as_deref(), Some("Tiêu đề"));
    assert_eq!(imported.pictures.len(), 1);
    let zero = "0".repeat(64);
    assert_eq!(
        html_of(&imported),
        format!(
            "<p>Đoạn <em>một</em> và <strong>hai</strong>, dòng nối.</p>\n<ul><li>a</li><li><p>b</p><ol><li>c</li></ol></li></ul>\n\
             <blockquote><p>trích</p></blockquote>\n<table><thead><tr><th>Năm</th><th>Đoàn</th></tr></thead><tbody><tr><td>2021</td><td><strong>592</strong></td></tr></tbody></table>\n\
             <figure><img src=\"/media/{zero}\" alt=\"Ảnh cờ\"><figcaption>Chú thích</figcaption></figure>\n<p>~~giữ~~ <u>gạch</u> mã</p>"
        )
    );
}

#[test]
fn html_inside_markdown_is_read_as_html() {
    let imported = read(
        "x.md",
        "<div onclick=\"x()\">\n<b>đậm</b>\n</div>\n\n<script>\nalert(1)\n</script>\n\n<!-- ghi chú -->\n\nSau",
    );
    assert_eq!(
        html_of(&imported),
        "<p><strong>đậm</strong></p>\n<p>Sau</p>"
    );
}

#[test]
fn plain_text_is_cut_at_empty_lines_or_else_at_lines() {
    let between = read(
        "x.txt",
        "\u{feff}Đoạn một\r\ncòn tiếp\r\n\r\n\r\nĐoạn hai\r\n",
    );
    assert_eq!(
        html_of(&between),
        "<p>Đoạn một còn tiếp</p>\n<p>Đoạn hai</p>"
    );
    assert_eq!(between.title, None);
    assert_eq!(
        html_of(&read("x.txt", "một\nhai\n# ba <b>")),
        "<p>một</p>\n<p>hai</p>\n<p># ba &lt;b&gt;</p>"
    );
    assert!(read("x.txt", " \n\n ").document.blocks.is_empty());
}

#[test]
fn text_is_composed() {
    let imported = read("x.md", "# Qua\u{309}ng\n\nNga\u{303}i");
    assert_eq!(imported.title.as_deref(), Some("Quảng"));
    assert_eq!(html_of(&imported), "<p>Ngãi</p>");
}

#[test]
fn a_given_title_leaves_another_heading_in_the_text() {
    let text = "# Tiêu đề\n\nChữ";
    assert_eq!(html_of(&read("x.md", text)), "<p>Chữ</p>");
    let other = read("x.md", text).under_title("Tên khác");
    assert_eq!(
        (other.title.as_deref(), html_of(&other)),
        (None, "<h2>Tiêu đề</h2>\n<p>Chữ</p>".to_owned())
    );
    assert_eq!(
        html_of(&read("x.md", text).under_title(" Tiêu đề ")),
        "<p>Chữ</p>"
    );
    assert_eq!(read("x.md", "Chữ\n\n# Sau").title, None);
}

#[test]
fn a_document_is_taken_as_it_stands_with_missing_ids_given() {
    let imported = read(
        "x.json",
        r#"{"v":1,"blocks":[{"type":"heading","level":2,"content":[{"text":"Mục"}]},
        {"id":"b7k2m9q4xa","type":"paragraph","content":[{"text":"a"},{"text":"b"}]}]}"#,
    );
    assert_eq!(imported.title, None);
    assert_eq!(imported.document.blocks[1].id().as_str(), "b7k2m9q4xa");
    assert_eq!(html_of(&imported), "<h2>Mục</h2>\n<p>ab</p>");
}

#[test]
fn what_is_wrong_with_a_document_is_said() {
    let paragraph = |inner: &str| format!(r#"{{"v":1,"blocks":[{{"type":"paragraph",{inner}}}]}}"#);
    for (json, part) in [
        (r#"{"v":1,"blocks":[{"type":"video"}]}"#.to_owned(), "video"),
        (paragraph(r#""content":[{"text":"a","marks":["blink"]}]"#), "blink"),
        (paragraph(r#""content":[{"text":"a","marks":[{"onclick":"x"}]}]"#), "mark"),
        (paragraph(r#""text":"a""#), "text"),
        (paragraph(r#""id":"KHÔNG""#), "block id"),
        (r#"{"v":1,"blocks":[{"id":"b7k2m9q4xa","type":"paragraph"},{"type":"quote","blocks":[{"id":"b7k2m9q4xa","type":"paragraph"}]}]}"#.to_owned(), "b7k2m9q4xa"),
        (r#"{"v":1,"blocks":[{"type":"heading","level":7}]}"#.to_owned(), "7"),
        (r#"{"blocks":[]}"#.to_owned(), "v"),
        ("[]".to_owned(), "blocks"),
        ("{".to_owned(), "EOF"),
    ] {
        match try_read("x.json", &json) {
            Err(BadFile::Document(why)) => assert!(why.contains(part), "{json}: {why}"),
            other => panic!("{json}: {other:?}"),
        }
    }
    assert_eq!(
        try_read("x.json", r#"{"v":2}"#),
        Err(BadFile::Newer { v: 2 })
    );
    let link = paragraph(r#""content":[{"text":"a","marks":[{"link":"javascript:alert(1)"}]}]"#);
    assert!(matches!(
        try_read("x.json", &link),
        Err(BadFile::Link { .. })
    ));
}

#[test]
fn other_files_are_refused_with_a_reason() {
    let mut ids = crate::support::ids();
    let mut refused =
        |name: &str, bytes: &[u8]| formats::import(name, bytes, &mut ids).unwrap_err();
    assert_eq!(
        refused("a.docx", b"PK"),
        BadFile::NotYet {
            ending: "docx".to_owned()
        }
    );
    assert_eq!(
        refused("a.exe", b""),
        BadFile::Unsupported {
            ending: "exe".to_owned()
        }
    );
    assert_eq!(
        refused("a", b""),
        BadFile::Unsupported {
            ending: String::new()
        }
    );
    assert_eq!(refused("a.txt", b"abc\xff"), BadFile::NotUtf8 { at: 3 });
    assert_eq!(
        refused("a.html", b"\xff\xfea\0"),
        BadFile::NotUtf8 { at: 0 }
    );
    assert!(matches!(
        refused("a.txt", &vec![b'a'; (4 << 20) + 1]),
        BadFile::TooLarge { .. }
    ));
}
