//! The encrypted store of one desk.
