//! Files in and out: HTML, Markdown, plain text, pictures.
//!
//! Whatever comes in is turned into a [`Document`](editorial::document::Document) at this border and nothing else;
//! whatever goes out is made from one. There is one renderer of HTML, [`html::render`]: the preview, the site and
//! the outlets show its bytes.

pub mod align;
pub mod html;
pub mod import;
pub use editorial::link;
pub mod markdown;
pub mod picture;
pub mod text;

pub use align::align_ids;
pub use import::import;
