//! The reference portal: ledger, API and public site.
//!
//! [`Portal`] is the whole of it as one value, which a simulation or the desk's practice mode uses in its own process;
//! [`serve`] puts it on the network, [`cli`] is the operator's command line.

mod api;
pub mod app;
mod audit;
pub mod cli;
mod db;
mod failure;
mod files;
mod ledger;
mod limits;
mod portal;
mod publication;
pub mod serve;
pub mod site;
mod surroundings;

pub use db::Db;
pub use failure::{Failure, sentence};
pub use ledger::{Page, Site};
pub use portal::{NewSite, Portal, Session, Upload};
pub use surroundings::{Point, Surroundings, System};
