//! Several desks and a portal in one process, on a simulated network and clock, with faults.
//!
//! A seed makes a [`World`]: who sits at which desk, what they do and when, what the network does to every
//! request, when power fails. Everything in it is real but the wires and the clocks: the use cases of `desk`, the `plan`
//! of `sync`, `decide` and `fold`, and the SQL of both sides on SQLite in memory. Then the faults stop, everybody
//! exchanges until nothing is left to say, and the [`oracle`]s look: no text lost, nothing published that was not
//! approved, nothing sent that was not meant to be, everybody in the same state.
//!
//! A seed that fails is played again, with a log to read, by
//! `SIMULATION_SEED=1234 cargo nextest run -p tests --test simulation one_seed --no-capture`.

pub mod acts;
pub mod around;
pub mod cast;
mod choice;
pub mod dice;
pub mod disk;
mod ending;
pub mod line;
pub mod many;
pub mod oracle;
pub mod reached;
pub mod seat;
pub mod small;
pub mod stage;
pub mod text;
pub mod wire;
pub mod world;

pub use reached::{Rare, Reached};
pub use stage::Stage;
pub use world::{End, World};
