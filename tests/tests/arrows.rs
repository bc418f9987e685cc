//! Which room may name which: the workspace's own metadata against the table of the architecture.
//!
//! A crate that needs an arrow not drawn here is a sign that a thing stands in the wrong room. Look for the right
//! room first; only then change the table, here and in the README.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use cargo_metadata::{Metadata, MetadataCommand};

/// Every room, and the rooms it may name besides itself.
const TABLE: &[(&str, &[&str])] = &[
    ("language", &[]),
    ("editorial", &["language"]),
    ("formats", &["editorial", "language"]),
    ("store", &["editorial", "language"]),
    ("protocol", &["editorial"]),
    ("sync", &["editorial", "protocol", "store"]),
    (
        "desk",
        &[
            "language",
            "editorial",
            "formats",
            "store",
            "protocol",
            "sync",
        ],
    ),
    (
        "banthao-portal",
        &["editorial", "language", "formats", "protocol"],
    ),
    ("banthao-cli", &["desk", "editorial"]),
    ("banthao", &["desk", "editorial", "banthao-portal"]),
    (
        "tests",
        &[
            "language",
            "editorial",
            "formats",
            "store",
            "protocol",
            "sync",
            "desk",
            "banthao-portal",
            "banthao-cli",
            "banthao",
        ],
    ),
];

/// The one package that may depend on the window's framework, and the folder that may name it.
const WINDOW: &str = "banthao";

/// Crates that belong to the window's framework and must not be met behind it.
const FRAMEWORK: &[&str] = &["wry", "tao", "webkit2gtk", "webkit2gtk-sys"];

type Arrow = (String, String);

/// The arrows that the table does not draw, each as a sentence.
fn undrawn(arrows: &BTreeSet<Arrow>) -> Vec<String> {
    let table: BTreeMap<&str, &[&str]> = TABLE.iter().copied().collect();
    let mut wrong = Vec::new();
    for (from, to) in arrows {
        match table.get(from.as_str()) {
            None => wrong.push(format!("`{from}` is a room the table does not know")),
            Some(may) if !may.contains(&to.as_str()) => {
                wrong.push(format!(
                    "`{from}` names `{to}`, which the table does not allow"
                ));
            }
            Some(_) => {}
        }
    }
    wrong
}

fn belongs_to_framework(dependency: &str) -> bool {
    dependency == "tauri" || dependency.starts_with("tauri-") || FRAMEWORK.contains(&dependency)
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("tests lies in the workspace")
        .to_owned()
}

fn workspace() -> Metadata {
    MetadataCommand::new()
        .manifest_path(root().join("Cargo.toml"))
        .no_deps()
        .other_options(["--offline".to_owned()])
        .exec()
        .expect("cargo metadata reads the workspace")
}

/// All arrows between rooms, for building, running and testing alike.
fn drawn(workspace: &Metadata) -> BTreeSet<Arrow> {
    let rooms: BTreeSet<String> = workspace
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    workspace
        .packages
        .iter()
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .map(move |dependency| (package.name.to_string(), dependency.name.clone()))
        })
        .filter(|(from, to)| rooms.contains(to) && from != to)
        .collect()
}

fn rust_files(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of the workspace can be read") {
        let path = entry.expect("its entries too").path();
        if path.is_dir() {
            rust_files(&path, into);
        } else if path.extension().is_some_and(|end| end == "rs") {
            into.push(path);
        }
    }
}

/// Whether a line of code names a path that starts at the framework, such as `tauri::App`.
fn names_framework(line: &str) -> bool {
    let code = line.split("//").next().unwrap_or_default();
    ["tauri::", "tauri_build::", "wry::", "tao::", "webkit2gtk::"]
        .iter()
        .any(|path| {
            code.match_indices(path).any(|(at, _)| {
                !code[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_')
            })
        })
}

#[test]
fn every_arrow_between_the_rooms_stands_in_the_table() {
    let wrong = undrawn(&drawn(&workspace()));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_room_stands_in_the_table_and_every_row_is_a_room() {
    let rooms: BTreeSet<String> = workspace()
        .packages
        .iter()
        .map(|package| package.name.to_string())
        .collect();
    let rows: BTreeSet<String> = TABLE.iter().map(|(room, _)| (*room).to_owned()).collect();
    assert_eq!(rooms, rows);
}

#[test]
fn only_the_window_depends_on_its_framework() {
    let wrong: Vec<String> = workspace()
        .packages
        .iter()
        .filter(|package| package.name.as_str() != WINDOW)
        .flat_map(|package| {
            package
                .dependencies
                .iter()
                .filter(|dependency| belongs_to_framework(&dependency.name))
                .map(|dependency| format!("`{}` depends on `{}`", package.name, dependency.name))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn only_the_windows_own_folder_names_its_framework() {
    let mut files = Vec::new();
    rust_files(&root().join("src-tauri/crates"), &mut files);
    rust_files(&root().join("tests"), &mut files);
    let this_file = root().join("tests/tests/arrows.rs");
    let wrong: Vec<String> = files
        .iter()
        .filter(|file| **file != this_file)
        .flat_map(|file| {
            let text = fs::read_to_string(file).expect("source is UTF-8");
            text.lines()
                .enumerate()
                .filter(|(_, line)| names_framework(line))
                .map(|(number, line)| format!("{}:{}: {}", file.display(), number + 1, line.trim()))
                .collect::<Vec<_>>()
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        files.contains(&this_file),
        "the search looked at the folder it stands in"
    );
}

#[test]
fn an_arrow_that_is_not_drawn_is_found() {
    let planted = [
        ("banthao-portal", "store"),
        ("editorial", "sync"),
        ("archive", "language"),
    ];
    let arrows = planted
        .map(|(from, to)| (from.to_owned(), to.to_owned()))
        .into();
    assert_eq!(
        undrawn(&arrows),
        [
            "`archive` is a room the table does not know",
            "`banthao-portal` names `store`, which the table does not allow",
            "`editorial` names `sync`, which the table does not allow",
        ]
    );
}

#[test]
fn naming_the_framework_is_told_from_words_about_it() {
    assert!(names_framework("    app: tauri::AppHandle,"));
    assert!(names_framework("use tauri::Manager;"));
    assert!(!names_framework("/// Started by `tauri::Builder`."));
    assert!(!names_framework("let driver = \"tauri-driver\";"));
    assert!(!names_framework("my_tauri::run()"));
}
