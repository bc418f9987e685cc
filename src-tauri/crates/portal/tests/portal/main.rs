//! The portal, behaviour by behaviour: in this process, and over real HTTP on a port of its own.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(missing_docs, unreachable_pub)]

mod board;
mod http;
mod surroundings;

mod audit;
mod blobs;
mod bodies;
mod cut_off;
mod damaged_site;
mod erasing;
mod frozen_data;
mod joining;
mod limits;
mod operator;
mod pages;
mod problems;
mod publication;
mod push;
mod push_bad_input;
mod restored;
mod two_processes;
