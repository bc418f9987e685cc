//! The portal, as a program.

fn main() {}
