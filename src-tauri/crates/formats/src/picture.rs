//! Pictures: judged by what they hold, turned upright, made smaller, and written anew without a word about the
//! camera, the place or the person.

use fast_image_resize::{ResizeOptions, Resizer};
use image::{
    DynamicImage, ExtendedColorType, ImageDecoder, ImageEncoder, ImageError, ImageFormat,
    ImageReader,
    codecs::{
        jpeg::JpegEncoder,
        png::{CompressionType, FilterType, PngEncoder},
    },
};
use std::io::Cursor;

/// How good a photograph stays, of 100.
const JPEG_QUALITY: u8 = 85;

/// What is taken at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of the longer side.
    pub side: u32,
    /// Pixels in all.
    pub pixels: u64,
    /// Pixels of the longer side after which a picture is made smaller.
    pub longest: u32,
}

impl Default for Limits {
    /// 64 MiB, 12,000 pixels a side, 64 megapixels; published with 2,560 pixels at most.
    fn default() -> Self {
        Self {
            bytes: 64 << 20,
            side: 12_000,
            pixels: 64_000_000,
            longest: 2560,
        }
    }
}

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// A photograph.
    Jpeg,
    /// A drawing, or whatever is transparent.
    Png,
}

impl MediaType {
    /// Its name in HTTP and in bodies.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
        }
    }
}

/// A picture as it may be published.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The file.
    pub bytes: Vec<u8>,
    /// What it is.
    pub media_type: MediaType,
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// Why a picture is not taken. The text is for the person at the desk.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadPicture {
    /// Not one of the kinds that are taken.
    #[error(
        "Tệp là {found}; chỉ nhận ảnh JPEG, PNG hoặc WebP. Hãy lưu lại ảnh theo một trong ba dạng ấy."
    )]
    Unsupported {
        /// What it is instead.
        found: &'static str,
    },
    /// Too many bytes.
    #[error("Tệp ảnh quá lớn: {bytes} byte, tối đa {limit} byte.")]
    TooManyBytes {
        /// How many it has.
        bytes: usize,
        /// How many are taken.
        limit: usize,
    },
    /// Too many pixels.
    #[error(
        "Ảnh quá lớn: {width} × {height} điểm ảnh; tối đa {side} điểm ảnh mỗi cạnh và {pixels} điểm ảnh cả tấm."
    )]
    TooManyPixels {
        /// Pixels across.
        width: u32,
        /// Pixels down.
        height: u32,
        /// The longest side that is taken.
        side: u32,
        /// The most pixels that are taken.
        pixels: u64,
    },
    /// So large that its size is not even read.
    #[error("Ảnh quá lớn, không đọc được trong bộ nhớ cho phép.")]
    TooMuchMemory,
    /// Cut off or broken.
    #[error("Tệp ảnh bị hỏng, không đọc được ({0}).")]
    Damaged(String),
}

/// The picture in `bytes`, ready to be published.
///
/// Judged by what the bytes hold, never by a name. Its size is judged before any room is made for it. It is turned
/// as its camera says, made smaller where it is larger than needed, and encoded anew with nothing but its pixels:
/// PNG where it was one or is transparent, else JPEG. The same bytes always give the same picture.
///
/// # Errors
///
/// [`BadPicture`], with the sentence for the person.
pub fn take(bytes: &[u8], limits: &Limits) -> Result<Picture, BadPicture> {
    let (format, image) = decode(bytes, limits)?;
    let image = reduced(image, limits.longest)?;
    let transparent =
        image.color().has_alpha() && image.to_rgba8().pixels().any(|pixel| pixel.0[3] < u8::MAX);
    let media_type = if transparent || format == ImageFormat::Png {
        MediaType::Png
    } else {
        MediaType::Jpeg
    };
    encode(&image, media_type, transparent)
}

/// A taken picture again, at most `width` pixels across; unchanged where it is no wider.
///
/// # Errors
///
/// [`BadPicture`], where `bytes` are no picture that was taken.
pub fn sized(bytes: &[u8], width: u32) -> Result<Picture, BadPicture> {
    let (format, image) = decode(bytes, &Limits::default())?;
    let media_type = if format == ImageFormat::Png {
        MediaType::Png
    } else {
        MediaType::Jpeg
    };
    if image.width() <= width && format != ImageFormat::WebP {
        return Ok(Picture {
            bytes: bytes.to_vec(),
            media_type,
            width: image.width(),
            height: image.height(),
        });
    }
    let (wide, high) = (u64::from(image.width()), u64::from(image.height()));
    let height = (high * u64::from(width) + wide / 2) / wide;
    let image = resize(
        &image,
        width.max(1),
        u32::try_from(height).unwrap_or(u32::MAX).max(1),
    )?;
    encode(&image, media_type, image.color().has_alpha())
}

fn decode(bytes: &[u8], limits: &Limits) -> Result<(ImageFormat, DynamicImage), BadPicture> {
    if bytes.len() > limits.bytes {
        return Err(BadPicture::TooManyBytes {
            bytes: bytes.len(),
            limit: limits.bytes,
        });
    }
    let format = format(bytes)?;
    if format == ImageFormat::Jpeg && !jpeg_ends(bytes) {
        return Err(BadPicture::Damaged("JPEG: no end".to_owned()));
    }
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut allowed = image::Limits::default();
    // Eight bytes a pixel is the most a decoder makes; the size is judged below, in words of its own.
    allowed.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(64 << 20));
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|error| unread(&error))?;
    let (width, height) = decoder.dimensions();
    if width.max(height) > limits.side || u64::from(width) * u64::from(height) > limits.pixels {
        return Err(BadPicture::TooManyPixels {
            width,
            height,
            side: limits.side,
            pixels: limits.pixels,
        });
    }
    if width == 0 || height == 0 {
        return Err(BadPicture::Damaged("0 × 0".to_owned()));
    }
    // A camera's note that cannot be read turns nothing.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let mut image = DynamicImage::from_decoder(decoder).map_err(|error| unread(&error))?;
    image.apply_orientation(orientation);
    let image = if image.color().has_alpha() {
        DynamicImage::ImageRgba8(image.into_rgba8())
    } else {
        DynamicImage::ImageRgb8(image.into_rgb8())
    };
    Ok((format, image))
}

/// Whether a JPEG comes to its end, which the decoder does not ask: of one that broke off it makes the rest grey.
///
/// The mark of the end cannot stand by chance among the pixels, only in what stands before them, as in the small picture
/// that a camera puts there: so that is passed over. What a camera writes behind the end is of no matter.
fn jpeg_ends(bytes: &[u8]) -> bool {
    const PIXELS: u8 = 0xda;
    let mut rest = bytes.get(2..).unwrap_or_default();
    loop {
        rest = match rest {
            [0xff, PIXELS, pixels @ ..] => {
                return pixels.windows(2).any(|two| two == [0xff, 0xd9]);
            }
            [0xff, mark, high, low, ..] if *mark != 0xff => {
                let length = usize::from(u16::from_be_bytes([*high, *low]));
                rest.get(2 + length..).unwrap_or_default()
            }
            // Some programs fill up before a mark.
            [_, after @ ..] => after,
            [] => return false,
        };
    }
}

fn unread(error: &ImageError) -> BadPicture {
    match error {
        ImageError::Limits(_) => BadPicture::TooMuchMemory,
        other => BadPicture::Damaged(other.to_string()),
    }
}

/// What the first bytes say.
fn format(bytes: &[u8]) -> Result<ImageFormat, BadPicture> {
    match image::guess_format(bytes) {
        Ok(format @ (ImageFormat::Jpeg | ImageFormat::Png | ImageFormat::WebP)) => Ok(format),
        Ok(other) => Err(BadPicture::Unsupported {
            found: known_name(other),
        }),
        Err(_) => Err(BadPicture::Unsupported {
            found: if is_svg(bytes) {
                "ảnh SVG"
            } else {
                "loại không rõ"
            },
        }),
    }
}

fn known_name(format: ImageFormat) -> &'static str {
    match format {
        ImageFormat::Gif => "ảnh GIF",
        ImageFormat::Tiff => "ảnh TIFF",
        ImageFormat::Bmp => "ảnh BMP",
        ImageFormat::Ico => "ảnh ICO",
        ImageFormat::Avif => "ảnh AVIF hoặc HEIC",
        _ => "loại ảnh khác",
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]).to_ascii_lowercase();
    let start = start.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']);
    start.starts_with('<') && (start.contains("<svg") || start.starts_with("<?xml"))
}

fn reduced(image: DynamicImage, longest: u32) -> Result<DynamicImage, BadPicture> {
    let (wide, high) = (u64::from(image.width()), u64::from(image.height()));
    let side = wide.max(high);
    if side <= u64::from(longest) {
        return Ok(image);
    }
    let scaled = |length: u64| {
        u32::try_from((length * u64::from(longest) + side / 2) / side)
            .unwrap_or(longest)
            .max(1)
    };
    resize(&image, scaled(wide), scaled(high))
}

fn resize(image: &DynamicImage, width: u32, height: u32) -> Result<DynamicImage, BadPicture> {
    let mut smaller = DynamicImage::new(width, height, image.color());
    Resizer::new()
        .resize(image, &mut smaller, &ResizeOptions::new())
        .map_err(|error| BadPicture::Damaged(error.to_string()))?;
    Ok(smaller)
}

fn encode(
    image: &DynamicImage,
    media_type: MediaType,
    transparent: bool,
) -> Result<Picture, BadPicture> {
    let mut bytes = Vec::new();
    let (width, height) = (image.width(), image.height());
    let written = match media_type {
        MediaType::Jpeg => {
            let pixels = image.to_rgb8();
            JpegEncoder::new_with_quality(&mut bytes, JPEG_QUALITY).write_image(
                &pixels,
                width,
                height,
                ExtendedColorType::Rgb8,
            )
        }
        MediaType::Png => {
            let to = PngEncoder::new_with_quality(
                &mut bytes,
                CompressionType::Default,
                FilterType::Adaptive,
            );
            if transparent {
                to.write_image(&image.to_rgba8(), width, height, ExtendedColorType::Rgba8)
            } else {
                to.write_image(&image.to_rgb8(), width, height, ExtendedColorType::Rgb8)
            }
        }
    };
    written.map_err(|error| unread(&error))?;
    Ok(Picture {
        bytes,
        media_type,
        width,
        height,
    })
}
