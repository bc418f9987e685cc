//! The programs as processes: desks on the command line, a portal that serves, and what stands between them.
//!
//! A test that uses these plays with the binaries that people are given; nothing is called from inside.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // A rig that breaks is a test that fails.

mod between;
mod board;
mod desk;
mod hand;
mod photo;
mod portal;
mod program;
mod reader;
mod small_disk;

pub use between::{Asked, Between, Fate, Reply};
pub use board::{Board, SITE};
pub use desk::{Desk, PASSPHRASE};
pub use hand::Hand;
pub use photo::{has_camera_data, photo_with_place};
pub use portal::Portal;
pub use program::{Done, binary, killed_after, run, tells, until};
pub use reader::{Page, Reader, form};
pub use small_disk::{SmallDisk, on_a_disk_of_its_own};
