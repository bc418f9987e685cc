//! Files that are no pictures, and pictures that are not the one named.

use crate::one;
use editorial::{Block, Hash, body::BlobRef};
use protocol::PushLine;
use serde_json::json;
use tests::rig::{Board, Desk, Hand, tells};

#[test]
fn pictures_that_are_none_or_would_fill_the_memory_are_refused() {
    let (_home, desk) = Desk::alone();
    let edition = desk.writes("Bài", "Chữ.");
    let svg = desk.file(
        "hình.svg",
        "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>",
    );
    let renamed = desk.file("hình.jpg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>");
    let text = desk.file("chữ.png", "không phải ảnh");
    let empty = desk.file("rỗng.jpg", "");
    // A PNG that says it is 60,000 pixels wide and high.
    let mut bomb = b"\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR".to_vec();
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend(60_000_u32.to_be_bytes());
    bomb.extend([8, 2, 0, 0, 0, 0, 0, 0, 0]);
    let bomb = desk.file("bom.png", bomb);
    for file in [svg, renamed, text, empty, bomb, "/không/có.jpg".to_owned()] {
        let before = desk.everything();
        let code = desk.refuses(&["picture", &edition, "--file", &file]);
        assert!(
            ["bad_file", "too_large"].contains(&code.as_str()),
            "{file}: {code}"
        );
        assert_eq!(desk.everything(), before, "{file}");
    }
    let good = desk.file("ảnh.jpg", tests::rig::photo_with_place());
    assert_eq!(
        desk.refuses(&[
            "picture",
            &edition,
            "--file",
            &good,
            "--after",
            "zzzzzzzzzz"
        ]),
        "not_found"
    );
    desk.does(&["picture", &edition, "--file", &good]);
}

#[test]
fn a_picture_of_another_hash_is_refused_and_publication_waits_for_the_right_one() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let duc = board.joins("approver", "Minh Đức");
    let picture = image_bytes();
    let mut content = Hand::article("Có ảnh", "Chữ.");
    let blob = Hash::of(&picture);
    content.blobs.push(BlobRef {
        hash: blob,
        media_type: "image/png".to_owned(),
        bytes: picture.len() as u64,
        width: 4,
        height: 4,
    });
    let image = Block::Image {
        id: Hand::block_id(),
        blob,
        alt: "Cảnh".to_owned(),
        caption: String::new(),
        credit: "Hoa".to_owned(),
    };
    content.document.as_mut().unwrap().blocks.push(image);
    let edition = Hand::new_edition();
    let revision = hoa.seals(edition, None, content);
    assert!(matches!(
        one(&hoa.pushes(&hoa.submits(&revision))),
        PushLine::Accepted { .. }
    ));
    duc.approves(&edition.to_string());
    let shown = duc.shows(&edition.to_string());
    tells(&shown, &json!({ "state": "approved", "waits_for": "file" }));
    assert_eq!(board.is_sound(), 0);
    let mut other = picture.clone();
    *other.last_mut().unwrap() ^= 1;
    let (status, told) = hoa.sends_piece(blob, other.len() as u64, &other);
    assert!(
        (400..500).contains(&status) && told.contains("mismatch"),
        "{status} {told}"
    );
    assert_eq!(board.is_sound(), 0);
    let (status, told) = hoa.sends_piece(blob, picture.len() as u64, &picture);
    assert!((200..300).contains(&status), "{status} {told}");
    assert_eq!(
        board.is_sound(),
        1,
        "published in the moment the last file is there"
    );
    duc.sync();
    let shown = duc.shows(&edition.to_string());
    tells(&shown, &json!({ "state": "published", "waits_for": null }));
}

fn image_bytes() -> Vec<u8> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    image::RgbImage::from_pixel(4, 4, image::Rgb([9, 90, 160]))
        .write_to(&mut bytes, image::ImageFormat::Png)
        .unwrap();
    bytes.into_inner()
}
