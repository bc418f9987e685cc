//! Input methods that work outside the program, as those on Windows do: what they correct they take back by Backspace
//! and write again. Nothing of them is here; their keys and letters are, as the driver sends them.

use crate::{
    driver::{Driver, Window},
    first::make_a_desk,
    typing::{CORPUS, strokes::with_fake_backspaces},
};
use thirtyfour::prelude::*;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn corrections_by_fake_backspaces_come_out_right() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    make_a_desk(&window).await?;
    window.one("aside .me").await?;
    window.press(Key::Control, "n").await?;
    for field in ["textarea.title", "textarea.lead", "[data-field=author]"] {
        let sentence = CORPUS.lines().next().unwrap_or_default();
        let element = window.one(field).await?;
        element.click().await?;
        window.send(&with_fake_backspaces(sentence)).await?;
        window.holds(field, sentence).await?;
    }
    window.one(".ProseMirror").await?.click().await?;
    for (line, sentence) in CORPUS.lines().enumerate() {
        if line > 0 {
            window.send(&Key::Enter.value().to_string()).await?;
        }
        window.send(&with_fake_backspaces(sentence)).await?;
        window
            .says(
                &format!(".ProseMirror > p:nth-of-type({})", line + 1),
                sentence,
            )
            .await?;
    }
    let written: String = window
        .run(
            "return [...document.querySelectorAll('.ProseMirror > p')].map((block) => block.textContent).join('\\n')",
            Vec::new(),
        )
        .await?
        .convert()?;
    assert_eq!(written, CORPUS.trim_end());
    Ok(())
}
