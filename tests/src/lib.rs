//! Rigs shared by the whole-system tests.

pub mod rig;
pub mod simulation;
