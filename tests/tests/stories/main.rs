//! The board's days from morning to evening, played with the programs themselves.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::similar_names,
    clippy::semicolon_if_nothing_returned,
    clippy::format_collect,
    clippy::redundant_closure_for_method_calls,
    clippy::cloned_ref_to_slice_refs
)]

mod apart;
mod article;
mod clocks;
mod consultation;
mod locks;

use serde_json::Value;
use tests::rig::Desk;

#[track_caller]
fn state(desk: &Desk, edition: &str) -> (Value, Value) {
    let shown = desk.shows(edition);
    (shown["state"].clone(), shown["pending"].clone())
}
