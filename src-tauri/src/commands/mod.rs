//! The commands: each reads its arguments, calls one use case of the desk and maps what went wrong. No rule lives here.

pub(crate) mod board;
pub(crate) mod drafts;
pub(crate) mod home;
pub(crate) mod items;
pub(crate) mod practice;
pub(crate) mod profile;
pub(crate) mod review;
pub(crate) mod sync;
pub(crate) mod translation;
pub(crate) mod window;
