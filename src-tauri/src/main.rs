//! The program `banthao`.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    if let Err(error) = window::run() {
        eprintln!("banthao: {error}");
        std::process::exit(1);
    }
}
