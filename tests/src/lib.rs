//! Rigs shared by the whole-system tests.
