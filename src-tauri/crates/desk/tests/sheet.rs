//! The sheet of the recovery words: all that is needed to use it, and nothing else that is secret.
#![allow(clippy::unwrap_used)]

use desk::{Desk, Key, NewLock, words::Tongue};

const PASSPHRASE: &str = "trăng sáng sân đình";

fn made(name: &str) -> (tempfile::TempDir, Desk, String) {
    let folder = tempfile::tempdir().unwrap();
    let passphrase = Some(PASSPHRASE);
    let (desk, words) =
        Desk::init(&folder.path().join("desk"), NewLock { passphrase }, name).unwrap();
    (folder, desk, words.words)
}

#[test]
fn it_names_whose_it_is_and_bears_words_that_open_the_desk() {
    let (folder, desk, words) = made("Lê Văn Bình");
    let sheet = desk.recovery_sheet(Tongue::Vi).unwrap();
    assert_eq!(sheet.words.join(" "), words);
    let values: Vec<_> = sheet.facts.iter().map(|fact| fact.value.as_str()).collect();
    assert_eq!(
        values[..2],
        ["chưa tham gia Ban Biên tập nào", "Lê Văn Bình"]
    );
    let day: Vec<_> = values[2].split('/').map(str::len).collect();
    assert_eq!(day, [2, 2, 4], "{}", values[2]);
    drop(desk);
    let typed = sheet.words.join(" ");
    Desk::open(&folder.path().join("desk"), Key::Recovery(&typed)).unwrap();
}

#[test]
fn the_file_is_whole_safe_to_show_and_read_by_its_owner_alone() {
    let (folder, desk, words) = made("<b>Bình & Minh</b>");
    let file = folder.path().join("to-khoi-phuc.html");
    std::fs::write(&file, "an older sheet, longer than nothing").unwrap();
    for (tongue, erase) in [(Tongue::En, "delete it at once"), (Tongue::Vi, "xóa ngay")] {
        let other = folder.path().join(format!("{tongue:?}.html"));
        desk.save_recovery_sheet(&other, tongue).unwrap();
        let page = std::fs::read_to_string(&other).unwrap();
        assert!(page.contains(erase) && page.ends_with("</html>\n"));
        for word in words.split_whitespace() {
            assert!(page.contains(&format!("</span>{word}</li>")), "{word}");
        }
        assert!(page.contains("&lt;b&gt;Bình &amp; Minh&lt;/b&gt;") && !page.contains("<b>"));
        assert!(!page.contains(PASSPHRASE) && !page.contains("src=") && !page.contains("http"));
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            let mode = std::fs::metadata(&other).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0);
        }
    }
    desk.save_recovery_sheet(&file, Tongue::Vi).unwrap();
    assert!(
        std::fs::read_to_string(&file)
            .unwrap()
            .starts_with("<!doctype")
    );
}

#[test]
fn where_it_cannot_be_written_nothing_is_left() {
    let (folder, desk, _) = made("Lê Văn Bình");
    let nowhere = folder.path().join("không có").join("to.html");
    assert!(desk.save_recovery_sheet(&nowhere, Tongue::Vi).is_err());
    assert!(!nowhere.exists());
}
