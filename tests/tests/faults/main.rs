//! Power, network, disk: whatever is cut off is done or not done, nothing is lost, nothing happens twice.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod disk;
mod network;
mod power;
mod restored;

use std::collections::BTreeSet;
use tests::rig::Desk;

fn titles(desk: &Desk) -> BTreeSet<String> {
    let list = desk.does(&["list"]);
    list.as_array()
        .unwrap()
        .iter()
        .map(|row| row["title"].as_str().unwrap().to_owned())
        .collect()
}

fn submissions(desk: &Desk, edition: &str) -> usize {
    let history = desk.does(&["history", edition]);
    history
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| row["what"] == "submitted")
        .count()
}

#[track_caller]
fn is_sound(desk: &Desk) {
    let proven = desk.does(&["verify"]);
    assert_eq!(proven["ok"], true, "{proven}");
}
