//! A Tauri window with nothing in it: what the desk's window is measured beside.

fn main() -> tauri::Result<()> {
    tauri::Builder::default().run(tauri::generate_context!(
        "examples/empty_window/tauri.conf.json"
    ))
}
