//! What people write in a simulation: sentences with a word of their own in each, so that every word can be followed.

use super::dice::Dice;
use editorial::{Block, BlockId, Content, Document, Run};
use image::{ImageFormat, Rgb, RgbImage};
use std::{collections::BTreeSet, io::Cursor, sync::LazyLock};

/// The text of a new article.
pub fn article(dice: &mut Dice, n: usize) -> Content {
    let paragraphs = (1..=3).map(|place| paragraph(dice, &format!("Đoạn {place} viết mới từ{n}.")));
    let fields = [("author", "Lê Thị Hoa"), ("source", "Sở Ngoại vụ")];
    Content {
        title: format!("Tỉnh tiếp đoàn công tác từ{n}"),
        summary: format!("Tóm tắt từ{n}."),
        fields: fields
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        document: Some(Document {
            v: 1,
            blocks: paragraphs.collect(),
        }),
        ..Content::default()
    }
}

fn paragraph(dice: &mut Dice, words: &str) -> Block {
    let mut id = [0; 10];
    dice.fill(&mut id);
    Block::Paragraph {
        id: BlockId::from_random(id),
        content: vec![Run::plain(words)],
    }
}

/// A photo: one of a few, as small as can be.
pub fn photo(dice: &mut Dice) -> &'static [u8] {
    static PHOTOS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
        let encoded = |shade| {
            let mut bytes = Cursor::new(Vec::new());
            let drawn = RgbImage::from_pixel(2, 2, Rgb([shade, 90, 160]))
                .write_to(&mut bytes, ImageFormat::Png);
            drawn.map(|()| bytes.into_inner()).unwrap_or_default()
        };
        (0..24).map(|n| encoded(n * 10)).collect()
    });
    &PHOTOS[dice.below(PHOTOS.len())]
}

/// Writes in a text; a word of its own marks each change.
pub fn changed(dice: &mut Dice, mut content: Content, n: usize) -> Content {
    let what = dice.below(10);
    match (what, &mut content.document) {
        (0, _) => content.title = format!("Tỉnh tiếp đoàn công tác từ{n}"),
        (1, _) => content.summary = format!("Tóm tắt đã sửa từ{n}."),
        (2 | 3, Some(document)) => {
            let at = dice.below(document.blocks.len() + 1);
            document
                .blocks
                .insert(at, paragraph(dice, &format!("Đoạn thêm từ{n}.")));
        }
        (4, Some(document)) if document.blocks.len() > 1 => {
            document.blocks.remove(dice.below(document.blocks.len()));
        }
        (_, Some(document)) if !document.blocks.is_empty() => {
            // Mostly the first paragraphs: that is where two people meet.
            let at = dice.below(document.blocks.len().min(2));
            if let Some(Block::Paragraph { content: runs, .. }) = document.blocks.get_mut(at) {
                let before: String = runs.iter().map(|run| run.text.as_str()).collect();
                *runs = vec![Run::plain(if what == 5 {
                    format!("Viết lại từ{n}.")
                } else {
                    format!("{before} Thêm từ{n}.")
                })];
            }
        }
        _ => content.title = format!("Tỉnh tiếp đoàn công tác từ{n}"),
    }
    content
}

/// All words of a text that mark a change.
pub fn words(content: &Content) -> BTreeSet<String> {
    words_in(&plain(content))
}

/// The words in a text that mark a change.
pub fn words_in(text: &str) -> BTreeSet<String> {
    text.split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| {
            word.strip_prefix("từ")
                .is_some_and(|rest| rest.parse::<usize>().is_ok())
        })
        .map(str::to_owned)
        .collect()
}

/// A text as one line.
pub fn plain(content: &Content) -> String {
    let document = content
        .document
        .as_ref()
        .map(Document::plain_text)
        .unwrap_or_default();
    let segments: Vec<&str> = content
        .segments
        .iter()
        .map(|segment| segment.target.as_str())
        .collect();
    format!(
        "{} | {} | {} | {}",
        content.title,
        content.summary,
        document.replace('\n', " / "),
        segments.join(" / ")
    )
}
