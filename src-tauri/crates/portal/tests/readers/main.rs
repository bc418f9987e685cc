//! The public site as its readers meet it, page by page: over publications in memory, and over a real portal.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod fixture;

// The board of the portal's own tests, to publish through the ledger.
#[path = "../portal/board.rs"]
#[allow(dead_code, unreachable_pub, missing_docs)]
mod board;
#[path = "../portal/surroundings.rs"]
#[allow(dead_code, unreachable_pub, missing_docs)]
mod surroundings;

mod addresses;
mod comments;
mod english;
mod files;
mod over_portal;
mod pages;
mod safety;
