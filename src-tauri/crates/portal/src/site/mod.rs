//! The public site: bilingual, made on the server, without scripts.
//!
//! A request goes `serve` (reads it) → `visit` (site, language, time) → one of `pages` (decides, makes the HTML) →
//! `serve` (answers it). Pages know the portal's data through [`Publications`] only. The text of an article is exactly
//! what [`formats::html::render`] makes of the approved revision.

mod address;
mod assets;
mod comment;
mod days;
mod flood;
mod media;
mod pages;
mod publications;
mod reading;
mod request;
mod serve;
mod visit;
mod words;

pub use comment::Comment;
pub use flood::Flood;
pub use publications::{
    Edition, Item, Kept, Picture, Publications, Row, Rows, Section, Site, Trouble, Wanted,
};
pub use reading::Reading;
pub use serve::router;
