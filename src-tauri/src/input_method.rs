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

/// Keeps from the input method that a key was let go which moves the caret. unikey reads what stands before the caret
/// then, too, and the page may not have moved it yet: the word that was left would count as the beginning of the next,
/// which then comes out raw. Nothing in the pages hears such a key let go.
///
/// The input method hears of keys before any widget does, so this stands before both.
pub(crate) fn keep_caret_keys_let_go(window: &WebviewWindow) {
    // With the web view, as that is where the events of the window are handled.
    #[cfg(target_os = "linux")]
    let _ = window.with_webview(|_| {
        gtk::gdk::Event::set_handler(Some(|event: &mut gtk::gdk::Event| {
            if !lets_a_caret_key_go(event) {
                gtk::main_do_event(event);
            }
        }));
    });
    let _ = window;
}

#[cfg(target_os = "linux")]
fn lets_a_caret_key_go(event: &gtk::gdk::Event) -> bool {
    use gtk::gdk::{EventType, keys::constants as key};
    event.event_type() == EventType::KeyRelease
        && event.keyval().is_some_and(|pressed| {
            matches!(
                pressed.into(),
                key::Return
                    | key::KP_Enter
                    | key::BackSpace
                    | key::Delete
                    | key::Home
                    | key::End
                    | key::Left
                    | key::Right
                    | key::Up
                    | key::Down
                    | key::Page_Up
                    | key::Page_Down
            )
        })
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
