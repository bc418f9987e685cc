//! A photograph as a telephone makes it, with the place where it was taken.

use image::{ImageBuffer, ImageFormat, Rgb};
use std::io::Cursor;

/// A JPEG with EXIF data: a camera's name and the coordinates of Quảng Ngãi.
///
/// # Panics
///
/// Where it cannot be written.
pub fn photo_with_place() -> Vec<u8> {
    let picture = ImageBuffer::from_fn(640, 420, |x, y| {
        let sky = u8::try_from(255 - y * 200 / 420).unwrap_or(0);
        Rgb([u8::try_from(x * 255 / 640).unwrap_or(0), 120, sky])
    });
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let exif = exif();
    let length = u16::try_from(exif.len() + 2).unwrap();
    let mut bytes = jpeg[..2].to_vec();
    bytes.extend([0xff, 0xe1]);
    bytes.extend(length.to_be_bytes());
    bytes.extend(exif);
    bytes.extend(&jpeg[2..]);
    bytes
}

/// Whether anything of the camera's data stands in a file.
pub fn has_camera_data(bytes: &[u8]) -> bool {
    ["Exif\0\0", CAMERA]
        .iter()
        .any(|mark| bytes.windows(mark.len()).any(|it| it == mark.as_bytes()))
}

const CAMERA: &str = "DienThoai X";

/// Big-endian TIFF: a camera's name, and a GPS directory with 15° 07' north, 108° 48' east.
fn exif() -> Vec<u8> {
    let mut tiff = b"MM\0\x2a\0\0\0\x08".to_vec();
    let entry = |tag: u16, kind: u16, count: u32, value: u32| {
        let mut bytes = tag.to_be_bytes().to_vec();
        bytes.extend(kind.to_be_bytes());
        bytes.extend(count.to_be_bytes());
        bytes.extend(value.to_be_bytes());
        bytes
    };
    // Two entries from 8, the name at 38, the GPS directory at 50, its numbers at 104.
    tiff.extend(2_u16.to_be_bytes());
    tiff.extend(entry(0x0110, 2, 12, 38));
    tiff.extend(entry(0x8825, 4, 1, 50));
    tiff.extend(0_u32.to_be_bytes());
    tiff.extend(CAMERA.as_bytes());
    tiff.push(0);
    tiff.extend(4_u16.to_be_bytes());
    tiff.extend(entry(1, 2, 2, u32::from_be_bytes(*b"N\0\0\0")));
    tiff.extend(entry(2, 5, 3, 104));
    tiff.extend(entry(3, 2, 2, u32::from_be_bytes(*b"E\0\0\0")));
    tiff.extend(entry(4, 5, 3, 128));
    tiff.extend(0_u32.to_be_bytes());
    for number in [15_u32, 7, 0, 108, 48, 0] {
        tiff.extend(number.to_be_bytes());
        tiff.extend(1_u32.to_be_bytes());
    }
    let mut exif = b"Exif\0\0".to_vec();
    exif.extend(tiff);
    exif
}
