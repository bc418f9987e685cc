//! The portal's program; all of it lies in the library.

fn main() -> std::process::ExitCode {
    banthao_portal::cli::run()
}
