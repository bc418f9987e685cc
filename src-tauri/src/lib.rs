//! The desk's window: start-up, commands, closing. No rule of the desk lives here.

mod bindings;
mod browser;
mod commands;
mod exchanging;
mod input_method;
mod ipc;
mod practice;
mod session;

use session::Session;
use std::{
    hash::{DefaultHasher, Hash as _, Hasher as _},
    path::Path,
};
use tauri::{Manager, RunEvent, WindowEvent, Wry, plugin::TauriPlugin};

/// Opens the window and stays until it is closed.
///
/// # Errors
///
/// Where there is no display, no web view, or the configuration cannot be read.
pub fn run() -> tauri::Result<()> {
    if !has_display() {
        return Err(std::io::Error::other(
            "there is no display to open a window on; banthao-cli works without one",
        )
        .into());
    }
    let Some(folder) = desk::Desk::usual_folder() else {
        return Err(
            std::io::Error::other("no folder for the desk: set HOME, or BANTHAO_PROFILE").into(),
        );
    };
    // On a machine without a desk this opens the board to practise with; a desk that is there is opened as ever.
    let practise = std::env::args()
        .skip(1)
        .any(|argument| argument == "--practice");
    let bindings = bindings::builder();
    tauri::Builder::default()
        .plugin(one_window_for(&folder))
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(Session::at(folder, practise))
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            if let Some(window) = app.get_webview_window("main") {
                input_method::allow_preedit(&window);
                input_method::keep_caret_keys_let_go(&window);
            }
            Ok(())
        })
        .on_window_event(|window, event| {
            // Whoever comes back to the desk wants to see what happened meanwhile.
            if let WindowEvent::Focused(true) = event {
                window.state::<Session>().wake();
            }
        })
        .build(tauri::generate_context!())?
        .run(|app, event| {
            if let RunEvent::Exit = event {
                app.state::<Session>().end();
            }
        });
    Ok(())
}

/// Whether a window can be shown: without a display GTK would end the program with a trace of its own.
fn has_display() -> bool {
    let named = |name| std::env::var_os(name).is_some_and(|display| !display.is_empty());
    !cfg!(target_os = "linux") || named("DISPLAY") || named("WAYLAND_DISPLAY")
}

/// A second start at the same desk brings the window that is open to the front. Elsewhere than on Linux one window is
/// all there is, whatever its desk; the store's own lock stands behind both.
fn one_window_for(folder: &Path) -> TauriPlugin<Wry> {
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    tauri_plugin_single_instance::Builder::new()
        .dbus_id(format!("vn.banthao.desk.at{:x}", hasher.finish()))
        .callback(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                // A window that cannot come to the front is still the one that is open.
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        })
        .build()
}
