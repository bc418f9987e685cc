//! Lets Tauri read its configuration, icons and capabilities at build time.

fn main() {
    tauri_build::build();
}
