//! What stands between a text and its submission.

mod english;
mod secret_marks;
mod vietnamese;

use crate::pieces::p;
use editorial::{
    Content, Document, Kind, Lang,
    checks::{self, Finding, Subject},
};

fn with_fields(pairs: &[(&str, &str)]) -> Content {
    Content {
        title: "Khai mạc lớp tập huấn".to_owned(),
        fields: pairs
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        document: Some(Document {
            v: 1,
            blocks: vec![p("a", "Sáng nay, lớp học khai mạc.")],
        }),
        ..Content::default()
    }
}

fn article() -> Content {
    with_fields(&[("author", "Đỗ Kiều Oanh"), ("source", "Sở Ngoại vụ")])
}

fn consultation() -> Content {
    with_fields(&[
        ("author", "Phòng Lãnh sự"),
        ("source", "Sở Ngoại vụ"),
        ("opens", "2026-11-24"),
        ("closes", "2026-12-24"),
        ("receiving_address", "Sở Ngoại vụ, 01 Hùng Vương"),
        ("receiving_email", "gopy@songoaivu.example.vn"),
    ])
}

fn with(content: &Content, name: &str, value: &str) -> Content {
    let mut content = content.clone();
    content.fields.insert(name.to_owned(), value.to_owned());
    content
}

fn subject(kind: Kind, content: &Content) -> Subject<'_> {
    Subject {
        kind,
        lang: Lang::Vi,
        content,
        source: None,
        newest_source: None,
        sections: None,
    }
}

fn found(kind: Kind, content: &Content) -> Vec<Finding> {
    checks::run(&subject(kind, content))
}

fn told(findings: &[Finding]) -> Vec<(&str, &str)> {
    findings
        .iter()
        .map(|it| (it.check.as_str(), it.block.as_deref().unwrap_or_default()))
        .collect()
}
