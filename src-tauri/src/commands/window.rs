//! What the pages need from the window itself.

use crate::{
    browser,
    ipc::Problem,
    session::{Session, blocking},
};
use desk::{DeskError, words::Tongue};
use editorial::Code;
use tauri::{State, WebviewWindow};

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

/// Shows a page of the joined portal in the system's browser; any other address is refused.
#[tauri::command]
#[specta::specta]
pub(crate) async fn page_open(session: State<'_, Session>, url: String) -> Result<(), Problem> {
    let page = session
        .with(move |desk| {
            let portal = desk.status()?.url.ok_or(DeskError::new(Code::NotJoined))?;
            if !is_page_of(&portal, &url) {
                return Err(DeskError::about(Code::NotFound, &url).into());
            }
            Ok(url)
        })
        .await?;
    blocking(move || {
        browser::show(&page).map_err(|error| Problem {
            code: "no_browser".into(),
            message: error.to_string(),
            retry: true,
            checks: Vec::new(),
        })
    })
    .await
}

fn is_page_of(portal: &str, url: &str) -> bool {
    let plain = url.bytes().all(|c| c.is_ascii_graphic());
    let web = url.starts_with("https://") || url.starts_with("http://");
    let below = url
        .strip_prefix(portal.trim_end_matches('/'))
        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    plain && web && below
}

#[cfg(test)]
mod tests {
    use super::is_page_of;

    #[test]
    fn only_pages_of_the_joined_portal_are_opened() {
        let portal = "https://so.example.vn/";
        for page in ["https://so.example.vn", "https://so.example.vn/vi/tin-0abc"] {
            assert!(is_page_of(portal, page), "{page}");
        }
        for other in [
            "https://so.example.vn.evil.example/",
            "http://so.example.vn/",
            "https://so.example.vn/a b",
            "file:///etc/passwd",
            "",
        ] {
            assert!(!is_page_of(portal, other), "{other}");
        }
        assert!(!is_page_of("file:///", "file:///etc/passwd"));
    }
}
