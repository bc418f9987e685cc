//! Bringing a store and a portal to agreement.
