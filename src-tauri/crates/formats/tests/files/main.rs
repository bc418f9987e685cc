//! Files in and out: what is promised, tried on whole files.
#![allow(clippy::unwrap_used, clippy::panic)]

mod align;
mod hostile;
mod import;
mod picture;
mod render;
mod round_trip;
mod support;
