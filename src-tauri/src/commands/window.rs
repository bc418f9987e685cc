//! What the pages need from the window itself.

use crate::ipc::Problem;
use desk::words::Tongue;
use tauri::WebviewWindow;

/// Ends the word the input method has open. The pages call it before they move the focus or replace the text by script.
#[tauri::command]
#[specta::specta]
pub(crate) async fn ime_reset(window: WebviewWindow) -> Result<(), Problem> {
    crate::input_method::reset(&window);
    Ok(())
}

/// The language in which findings and reasons are told from now on: `vi` or `en`.
#[tauri::command]
#[specta::specta]
pub(crate) async fn speak(language: String) -> Result<(), Problem> {
    if language == "en" {
        Tongue::En
    } else {
        Tongue::Vi
    }
    .set();
    Ok(())
}
