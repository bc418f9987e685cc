//! Pictures from cameras, drawings, and files made to break a reader.

use formats::picture::{BadPicture, Limits, MediaType, sized, take};
use image::{DynamicImage, GenericImageView, ImageFormat, Rgb, RgbImage, Rgba, RgbaImage};
use std::io::Cursor;

fn written(image: &DynamicImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Vec::new();
    image
        .write_to(&mut Cursor::new(&mut bytes), format)
        .unwrap();
    bytes
}

/// Left half red, right half blue.
fn two_colours(width: u32, height: u32) -> DynamicImage {
    DynamicImage::ImageRgb8(RgbImage::from_fn(width, height, |x, _| {
        if x < width / 2 {
            Rgb([220, 20, 20])
        } else {
            Rgb([20, 20, 220])
        }
    }))
}

fn is_red(image: &DynamicImage, x: u32, y: u32) -> bool {
    let Rgba([red, _, blue, _]) = image.get_pixel(x, y);
    red > 150 && blue < 100
}

/// A JPEG with a camera's notes: turned by `orientation`, and the place where it was taken.
fn photograph(image: &DynamicImage, orientation: u8) -> Vec<u8> {
    let jpeg = written(image, ImageFormat::Jpeg);
    let mut tiff = b"MM\0\x2a\0\0\0\x08\0\x02".to_vec();
    tiff.extend([0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0]);
    tiff.extend([0x01, 0x0f, 0, 2, 0, 0, 0, 12, 0, 0, 0, 38, 0, 0, 0, 0]);
    tiff.extend(b"GPS-SECRET\0\0");
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(u16::try_from(tiff.len() + 8).unwrap().to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(&jpeg[2..]);
    bytes
}

fn contains(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[test]
fn a_photograph_is_turned_upright_and_says_nothing_of_its_place() {
    let original = photograph(&two_colours(60, 40), 6);
    assert!(contains(&original, b"GPS-SECRET"));
    let picture = take(&original, &Limits::default()).unwrap();
    assert_eq!(
        (picture.media_type, picture.width, picture.height),
        (MediaType::Jpeg, 40, 60)
    );
    assert!(!contains(&picture.bytes, b"GPS-SECRET") && !contains(&picture.bytes, b"Exif"));
    // Turned a quarter to the right: what was left is on top.
    let image = image::load_from_memory(&picture.bytes).unwrap();
    assert!(is_red(&image, 20, 5) && !is_red(&image, 20, 55));
}

#[test]
fn a_large_picture_is_made_smaller_and_a_small_one_is_not_made_larger() {
    let limits = Limits {
        longest: 100,
        ..Limits::default()
    };
    let large = take(&written(&two_colours(400, 150), ImageFormat::Jpeg), &limits).unwrap();
    assert_eq!((large.width, large.height), (100, 38));
    let image = image::load_from_memory(&large.bytes).unwrap();
    assert_eq!(image.dimensions(), (100, 38));
    assert!(is_red(&image, 10, 10) && !is_red(&image, 90, 10));
    let small = take(&written(&two_colours(30, 10), ImageFormat::Jpeg), &limits).unwrap();
    assert_eq!((small.width, small.height), (30, 10));
    let thin = take(&written(&two_colours(4000, 1), ImageFormat::Png), &limits).unwrap();
    assert_eq!((thin.width, thin.height), (100, 1));
}

#[test]
fn what_it_is_written_as_follows_what_it_holds_not_its_name() {
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([10, 200, 10, 128])));
    let solid = DynamicImage::ImageRgba8(RgbaImage::from_pixel(8, 8, Rgba([10, 200, 10, 255])));
    let deep = DynamicImage::ImageRgb16(two_colours(8, 8).to_rgb16());
    for (image, format, media_type) in [
        (&clear, ImageFormat::Png, MediaType::Png),
        (&solid, ImageFormat::Png, MediaType::Png),
        (&deep, ImageFormat::Png, MediaType::Png),
        (&clear, ImageFormat::WebP, MediaType::Png),
        (&solid, ImageFormat::WebP, MediaType::Jpeg),
        (&two_colours(8, 8), ImageFormat::WebP, MediaType::Jpeg),
        (
            &two_colours(8, 8).grayscale(),
            ImageFormat::Jpeg,
            MediaType::Jpeg,
        ),
    ] {
        let picture = take(&written(image, format), &Limits::default()).unwrap();
        assert_eq!(picture.media_type, media_type, "{format:?}");
        let again = image::guess_format(&picture.bytes).unwrap();
        assert_eq!(again.to_mime_type(), media_type.as_str());
    }
    let picture = take(&written(&clear, ImageFormat::WebP), &Limits::default()).unwrap();
    assert_eq!(
        image::load_from_memory(&picture.bytes)
            .unwrap()
            .get_pixel(4, 4)
            .0[3],
        128
    );
}

#[test]
fn the_same_bytes_give_the_same_picture() {
    let bytes = photograph(&two_colours(300, 200), 3);
    let limits = Limits {
        longest: 128,
        ..Limits::default()
    };
    assert_eq!(
        take(&bytes, &limits).unwrap(),
        take(&bytes, &limits).unwrap()
    );
}

#[test]
fn other_files_are_refused_by_what_they_are() {
    for (bytes, found) in [
        (&b"GIF89a\x01\0\x01\0\0\0\0;"[..], "GIF"),
        (
            b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>",
            "SVG",
        ),
        (
            b"\xef\xbb\xbf<?xml version=\"1.0\"?><!DOCTYPE svg><svg/>",
            "SVG",
        ),
        (b"BM\0\0\0\0", "BMP"),
        (b"%PDF-1.7", "không rõ"),
        (b"PK\x03\x04", "không rõ"),
        (b"<html><script>", "không rõ"),
        (b"", "không rõ"),
    ] {
        match take(bytes, &Limits::default()) {
            Err(BadPicture::Unsupported { found: said }) => assert!(said.contains(found), "{said}"),
            other => panic!("{found}: {other:?}"),
        }
    }
}

/// A PNG that says it is that large and holds nothing.
fn bomb(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = written(&two_colours(1, 1), ImageFormat::Png);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let crc = crc(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&crc.to_be_bytes());
    bytes
}

/// The check sum of PNG.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            if sum & 1 == 1 {
                sum >> 1 ^ 0xedb8_8320
            } else {
                sum >> 1
            }
        })
    })
}

#[test]
fn a_picture_that_would_fill_the_memory_is_refused_by_its_first_bytes() {
    for (width, height) in [(60_000, 60_000), (12_001, 10), (9_000, 9_000)] {
        match take(&bomb(width, height), &Limits::default()) {
            Err(BadPicture::TooManyPixels { width: said, .. }) => assert_eq!(said, width),
            other => panic!("{width} × {height}: {other:?}"),
        }
    }
    assert_eq!(
        take(&bomb(u32::MAX >> 1, 1), &Limits::default()),
        Err(BadPicture::TooMuchMemory)
    );
    let limits = Limits {
        bytes: 100,
        ..Limits::default()
    };
    let bytes = written(&two_colours(64, 64), ImageFormat::Jpeg);
    assert!(matches!(
        take(&bytes, &limits),
        Err(BadPicture::TooManyBytes { limit: 100, .. })
    ));
}

#[test]
fn a_file_cut_off_anywhere_is_refused_or_read_but_never_breaks_the_reader() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let bytes = written(&two_colours(64, 48), format);
        assert!(
            take(&bytes[..20], &Limits::default()).is_err(),
            "{format:?}"
        );
        for end in (0..bytes.len()).step_by(7) {
            let _ = take(&bytes[..end], &Limits::default());
            let mut broken = bytes.clone();
            broken[end] ^= 0x55;
            let _ = take(&broken, &Limits::default());
        }
    }
}

#[test]
fn a_photograph_that_broke_off_is_refused_and_one_with_more_behind_its_end_is_not() {
    let small = written(&two_colours(8, 8), ImageFormat::Jpeg);
    let mut original = photograph(&two_colours(640, 480), 1);
    // A camera puts a small picture, with an end of its own, before the large one.
    let length = u16::try_from(small.len() + 2).unwrap().to_be_bytes();
    let note = [&[0xff, 0xe2], &length[..], &small].concat();
    original.splice(2..2, note);
    assert!(take(&original, &Limits::default()).is_ok());
    for end in [original.len() - 2, original.len() / 2] {
        let cut = take(&original[..end], &Limits::default());
        assert!(matches!(cut, Err(BadPicture::Damaged(_))), "{end}");
    }
    original.extend(b"\0\0SEFT and what else a telephone writes");
    assert!(take(&original, &Limits::default()).is_ok());
}

#[test]
fn smaller_sizes_are_made_from_the_taken_picture() {
    let taken = take(
        &written(&two_colours(400, 100), ImageFormat::Jpeg),
        &Limits::default(),
    )
    .unwrap();
    let small = sized(&taken.bytes, 200).unwrap();
    assert_eq!(
        (small.width, small.height, small.media_type),
        (200, 50, MediaType::Jpeg)
    );
    assert_eq!(sized(&taken.bytes, 200).unwrap(), small);
    let same = sized(&taken.bytes, 400).unwrap();
    assert_eq!(same, taken);
    let clear = DynamicImage::ImageRgba8(RgbaImage::from_pixel(40, 40, Rgba([0, 0, 0, 0])));
    let clear = take(&written(&clear, ImageFormat::Png), &Limits::default()).unwrap();
    let small = sized(&clear.bytes, 10).unwrap();
    assert_eq!(
        image::load_from_memory(&small.bytes)
            .unwrap()
            .get_pixel(5, 5)
            .0[3],
        0
    );
}
