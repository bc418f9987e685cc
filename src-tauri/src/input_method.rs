//! Vietnamese input methods on Linux.
//!
//! wry turns the input method's pre-edit off, and then a word being typed is not in the page: saving misses it, and a
//! click elsewhere moves or drops it. Elsewhere than on Linux nothing of this is needed.

use tauri::WebviewWindow;

/// Lets the unfinished word stand in the page.
pub(crate) fn allow_preedit(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    with_context(window, |context| {
        use webkit2gtk::InputMethodContextExt;
        context.set_enable_preedit(true);
    });
    let _ = window;
}

/// Ends the word the input method has open.
pub(crate) fn reset(window: &WebviewWindow) {
    #[cfg(target_os = "linux")]
    with_context(window, |context| {
        use webkit2gtk::InputMethodContextExt;
        context.notify_focus_out();
        context.reset();
        context.notify_focus_in();
    });
    let _ = window;
}

#[cfg(target_os = "linux")]
fn with_context(
    window: &WebviewWindow,
    act: impl FnOnce(&webkit2gtk::InputMethodContext) + Send + 'static,
) {
    // Without a web view there is no word to lose: a window that is closing answers with an error here.
    let _ = window.with_webview(move |view| {
        use webkit2gtk::WebViewExt;
        if let Some(context) = view.inner().input_method_context() {
            act(&context);
        }
    });
}
