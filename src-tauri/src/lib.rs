//! The desk's window: start-up, commands, closing. No rule of the desk lives here.

mod bindings;
mod commands;
mod exchanging;
mod input_method;
mod ipc;
mod session;

use session::Session;
use tauri::{Manager, RunEvent, WindowEvent};

/// Opens the window and stays until it is closed.
///
/// # Errors
///
/// Where there is no display, no web view, or the configuration cannot be read.
pub fn run() -> tauri::Result<()> {
    let Some(folder) = session::profile_folder() else {
        return Err(std::io::Error::other("no folder for the desk: set HOME, or BANTHAO_PROFILE").into());
    };
    let bindings = bindings::builder();
    tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, _, _| {
            if let Some(window) = app.get_webview_window("main") {
                let _ = window.unminimize();
                let _ = window.set_focus();
            }
        }))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .manage(Session::at(folder))
        .invoke_handler(bindings.invoke_handler())
        .setup(move |app| {
            bindings.mount_events(app);
            if let Some(window) = app.get_webview_window("main") {
                input_method::allow_preedit(&window);
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
