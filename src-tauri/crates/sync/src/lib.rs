//! Bringing a store and a portal to agreement.
//!
//! [`plan`] computes the next step from what is here and what the portal said; [`exchange`] does it through the trait
//! [`portal::Portal`] and writes the outcome. [`receive`] checks what comes before anything of it is written,
//! [`settle`] merges what came second.

pub mod exchange;
pub mod http;
pub mod plan;
pub mod portal;
pub mod receive;
pub mod reoffer;
pub mod settle;
