//! What crosses between the window's pages and the desk, as types: `ui/src/ipc/bindings.ts` is made from them.
//!
//! The shapes are those of the command line's JSON, so that one description serves both. Times are RFC 3339.

mod board;
mod document;
mod home;
mod items;
mod problem;
mod profile;
mod traffic;
mod translation;

pub(crate) use self::{
    board::*, document::*, home::*, items::*, problem::*, profile::*, traffic::*, translation::*,
};
