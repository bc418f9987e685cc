//! Small worlds, every one of them.
