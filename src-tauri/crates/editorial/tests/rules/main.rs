//! The rules: what may be submitted, decided and published, how two texts become one, what a translation rests on.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;
mod pieces;

mod checks;
mod decide;
mod merge;
mod translation;
