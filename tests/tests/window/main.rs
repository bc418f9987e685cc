//! The real window: the program itself, driven through its web view.
//!
//! Needs a display: `tests/rig/session.sh -- cargo nextest run --profile window`. The programs under test are those
//! built beside this test.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod corrections;
mod driver;
mod edges;
mod first;
mod hand;
mod path;
mod portal;
mod typing;
mod walk;
