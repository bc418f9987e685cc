//! The sample items, as `sample/README.md` describes their files.

use super::Person;
use desk::DeskError;
use editorial::{Code, Kind};

macro_rules! files {
    ($how:ident: $($name:literal,)*) => {
        &[$(($name, $how!(concat!("sample/", $name)))),*]
    };
}

const ITEMS: &[(&str, &str)] = files!(include_str:
    "01-hoi-dam-attapeu.txt",
    "02-lop-tieng-viet.txt",
    "03-toi-ly-son.txt",
    "04-anh-cang-dung-quat.txt",
    "05-ky-ket-dao-tao-nghe.txt",
    "06-giao-luu-sinh-vien.txt",
    "07-doi-thoai-doanh-nghiep.txt",
    "08-don-ngu-dan-ve.txt",
    "09-chuc-nang-nhiem-vu.txt",
    "10-lien-he.txt",
    "11-co-cau-to-chuc.txt",
    "12-du-thao-doan-ra-doan-vao.txt",
    "13-du-thao-the-apec.txt",
    "14-so-lieu-ho-so-lanh-su.txt",
    "15-phien-cho-bo-y.txt",
    "16-hoc-bong.txt",
    "17-thu-vien-kieu-bao.txt",
    "18-gap-mat-kieu-bao.txt",
    "19-nguoi-phien-dich-bo-y.txt",
    "20-anh-song-tra.txt",
    "21-du-thao-vien-tro.txt",
    "22-quy-che-ban-bien-tap.txt",
    "23-que-tra-bong.txt",
    "24-lop-may-lien-lac.txt",
    "25-lo-gom.txt",
    "26-du-thao-bao-ho-cong-dan.txt",
    "27-hoi-thao-mang-den.txt",
    "28-tam-dung-cap-the.txt",
    "29-khai-giang-lop-tieng-viet.txt",
    "30-bao-tang-bien.txt",
);

const PICTURES: &[(&str, &[u8])] = files!(include_bytes:
    "ben-cang-chieu.jpg",
    "cang-dung-quat.jpg",
    "cua-khau.jpg",
    "hoi-dam.jpg",
    "ky-ket.jpg",
    "ky-su.jpg",
    "lo-gom.jpg",
    "lop-hoc.jpg",
    "ly-son.jpg",
    "sinh-vien.jpg",
    "song-tra.jpg",
);

/// What becomes of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Draft,
    Shared,
    Submitted,
    Returned,
    Scheduled,
    Published,
    Corrected,
    Withdrawn,
    Unpublished,
    Fork,
}

/// What becomes of its English edition.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum English {
    None,
    Draft,
    Submitted,
    Published,
    /// Published, and the Vietnamese has changed since.
    Behind,
}

/// A text as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Text {
    pub(super) title: String,
    pub(super) summary: String,
    /// The rest, as Markdown.
    pub(super) body: String,
}

/// A picture of an item and what is said with it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Picture {
    pub(super) bytes: &'static [u8],
    pub(super) alt: String,
    pub(super) caption: String,
    pub(super) credit: String,
}

/// One item.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) by: Person,
    pub(super) state: State,
    /// How many days ago its last act was.
    pub(super) days: i64,
    pub(super) fields: Vec<(String, String)>,
    pub(super) reason: String,
    pub(super) note: Option<String>,
    pub(super) pictures: Vec<Picture>,
    pub(super) english: English,
    /// What the public wrote: name and words.
    pub(super) comments: Vec<(String, String)>,
    pub(super) text: Text,
    /// A line for each segment; none where it is left open.
    pub(super) sentences: Vec<Option<String>>,
    pub(super) corrected: Option<Text>,
    pub(super) mine: Option<Text>,
    pub(super) other: Option<Text>,
}

/// All sample items, in the order of their names.
pub(super) fn items() -> Result<Vec<Item>, DeskError> {
    ITEMS.iter().map(|(name, file)| read(name, file)).collect()
}

fn wrong(name: &str, what: &str) -> DeskError {
    DeskError::about(Code::BadFile, format!("{name}: {what}"))
}

fn read(name: &'static str, file: &str) -> Result<Item, DeskError> {
    let bad = |what: &str| wrong(name, what);
    let (head, rest) = file.split_once("\n---\n").ok_or_else(|| bad("---"))?;
    let mut parts = rest.split("\n=== ");
    let text = text(parts.next().unwrap_or_default());
    let mut item = Item {
        name,
        kind: Kind::Article,
        by: Person::Editor,
        state: State::Draft,
        days: 0,
        fields: Vec::new(),
        reason: String::new(),
        note: None,
        pictures: Vec::new(),
        english: English::None,
        comments: Vec::new(),
        text: text.ok_or_else(|| bad("#"))?,
        sentences: Vec::new(),
        corrected: None,
        mine: None,
        other: None,
    };
    for line in head.lines() {
        let (key, value) = line.split_once(':').ok_or_else(|| bad(line))?;
        set(&mut item, key.trim(), value.trim()).ok_or_else(|| bad(line))?;
    }
    for part in parts {
        let (which, words) = part.split_once('\n').ok_or_else(|| bad(part))?;
        let other = self::text(words);
        match which.trim() {
            "en" => item.sentences = sentences(words),
            "corrected" => item.corrected = other,
            "mine" => item.mine = other,
            "other" => item.other = other,
            _ => return Err(bad(which)),
        }
    }
    Ok(item)
}

/// One line of the head; none where it says nothing that is known.
fn set(item: &mut Item, key: &str, value: &str) -> Option<()> {
    match key {
        "kind" => item.kind = value.parse().ok()?,
        "by" => item.by = Person::of(value)?,
        "days" => item.days = value.parse().ok()?,
        "reason" => value.clone_into(&mut item.reason),
        "note" => item.note = Some(value.to_owned()),
        "picture" => item.pictures.push(picture(value)?),
        "comment" => {
            let (name, words) = value.split_once('|')?;
            item.comments
                .push((name.trim().to_owned(), words.trim().to_owned()));
        }
        "state" => {
            item.state = match value {
                "draft" => State::Draft,
                "shared" => State::Shared,
                "submitted" => State::Submitted,
                "returned" => State::Returned,
                "scheduled" => State::Scheduled,
                "published" => State::Published,
                "corrected" => State::Corrected,
                "withdrawn" => State::Withdrawn,
                "unpublished" => State::Unpublished,
                "fork" => State::Fork,
                _ => return None,
            }
        }
        "english" => {
            item.english = match value {
                "none" => English::None,
                "draft" => English::Draft,
                "submitted" => English::Submitted,
                "published" => English::Published,
                "behind" => English::Behind,
                _ => return None,
            }
        }
        field => item.fields.push((field.to_owned(), value.to_owned())),
    }
    Some(())
}

fn picture(value: &str) -> Option<Picture> {
    let mut parts = value.split('|').map(|part| part.trim().to_owned());
    let file = parts.next()?;
    let (_, bytes) = PICTURES.iter().find(|(name, _)| **name == file)?;
    let mut next = || parts.next().unwrap_or_default();
    Some(Picture {
        bytes,
        alt: next(),
        caption: next(),
        credit: next(),
    })
}

fn text(words: &str) -> Option<Text> {
    let (title, rest) = words
        .trim_start()
        .strip_prefix("# ")?
        .split_once('\n')
        .unwrap_or_default();
    let (summary, body) = match rest.strip_prefix("> ") {
        Some(begins) => begins.split_once('\n').unwrap_or((begins, "")),
        None => ("", rest),
    };
    Some(Text {
        title: title.trim().to_owned(),
        summary: summary.trim().to_owned(),
        body: body.trim().to_owned(),
    })
}

fn sentences(words: &str) -> Vec<Option<String>> {
    let lines = words.lines().map(str::trim).filter(|it| !it.is_empty());
    lines
        .map(|line| (line != "-").then(|| line.to_owned()))
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use super::*;
    use std::{collections::BTreeSet, fs, path::Path};

    fn in_folder(end: &str) -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/practice/sample");
        let names = fs::read_dir(folder).unwrap().map(|entry| {
            let name = entry.unwrap().file_name();
            name.into_string().unwrap()
        });
        names.filter(|name| name.ends_with(end)).collect()
    }

    #[test]
    fn every_file_of_the_folder_is_listed() {
        let items: BTreeSet<String> = ITEMS.iter().map(|(name, _)| (*name).to_owned()).collect();
        let pictures = PICTURES.iter().map(|(name, _)| (*name).to_owned());
        assert_eq!(items, in_folder(".txt"));
        assert_eq!(pictures.collect::<BTreeSet<_>>(), in_folder(".jpg"));
    }

    #[test]
    fn every_item_is_read_and_has_what_its_state_needs() {
        for item in items().unwrap() {
            let name = item.name;
            assert!(
                !item.text.title.is_empty() && !item.text.body.is_empty(),
                "{name}"
            );
            let changes = item.state == State::Corrected || item.english == English::Behind;
            assert_eq!(item.corrected.is_some(), changes, "{name}");
            assert_eq!(item.mine.is_some(), item.state == State::Fork, "{name}");
            assert_eq!(item.other.is_some(), item.state == State::Fork, "{name}");
            assert_eq!(
                item.sentences.is_empty(),
                item.english == English::None,
                "{name}"
            );
            let explained = matches!(
                item.state,
                State::Returned | State::Withdrawn | State::Unpublished
            );
            assert_eq!(!item.reason.is_empty(), explained, "{name}");
        }
    }

    #[test]
    fn an_unknown_state_or_a_picture_that_is_not_there_is_said() {
        for line in [
            "state: gone",
            "picture: none.jpg | | |",
            "days: many",
            "nothing",
        ] {
            let file = format!("kind: article\n{line}\n---\n# Title\n\nWords.\n");
            let error = read("test.txt", &file).unwrap_err();
            assert!(error.message.contains(line), "{}", error.message);
        }
    }
}
