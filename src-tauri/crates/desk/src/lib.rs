//! The use cases of a desk, one function each.
