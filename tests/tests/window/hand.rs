//! What someone at the keyboard does, step by step, and waits for.

use crate::driver::Window;
use thirtyfour::prelude::*;

const CHOSEN: &str = "[role=option][aria-selected=true]";
/// The text that is written in.
pub(crate) const TEXT: &str = ".ProseMirror";

/// Someone at the keyboard.
pub(crate) struct Hand<'w>(pub(crate) &'w Window);

impl Hand<'_> {
    pub(crate) async fn keys(&self, keys: &str) -> WebDriverResult<()> {
        self.0.send(keys).await
    }

    pub(crate) async fn enter(&self) -> WebDriverResult<()> {
        self.0.send(&Key::Enter.value().to_string()).await
    }

    pub(crate) async fn escape(&self) -> WebDriverResult<()> {
        self.0.send(&Key::Escape.value().to_string()).await
    }

    pub(crate) async fn ctrl(&self, key: &str) -> WebDriverResult<()> {
        self.0.press(Key::Control, key).await
    }

    pub(crate) async fn ctrl_shift(&self, key: &str) -> WebDriverResult<()> {
        self.0.press(Key::Control + Key::Shift, key).await
    }

    pub(crate) async fn ctrl_enter(&self) -> WebDriverResult<()> {
        self.0.press(Key::Control, Key::Enter).await
    }

    pub(crate) async fn place(&self, key: &str) -> WebDriverResult<()> {
        self.0.press(Key::Alt, key).await
    }

    /// Whether what has the keyboard fits.
    pub(crate) async fn is_at(&self, css: &str, words: &str) -> WebDriverResult<bool> {
        self.0
            .run(
                "const at = document.activeElement;
                 return at.matches(arguments[0]) && at.textContent.trim().startsWith(arguments[1]);",
                vec![css.into(), words.into()],
            )
            .await?
            .convert()
    }

    /// Goes on by Tab until what has the keyboard fits.
    pub(crate) async fn tab_to(&self, css: &str, words: &str) -> WebDriverResult<()> {
        self.0.one(css).await?;
        for _ in 0..90 {
            if self.is_at(css, words).await? {
                return Ok(());
            }
            self.keys(&Key::Tab.value().to_string()).await?;
        }
        self.0
            .fail(&format!("Tab never comes to {css} {words}"))
            .await
    }

    /// Presses a button that Tab leads to.
    pub(crate) async fn button(&self, words: &str) -> WebDriverResult<()> {
        self.0.button(words).await?;
        self.tab_to("button, [role=radio]", words).await?;
        self.enter().await
    }

    /// Goes down a list until the row with these words is chosen; it may only be coming.
    pub(crate) async fn row(&self, words: &str) -> WebDriverResult<()> {
        self.0.one("[role=listbox] [role=option]").await?;
        self.tab_to("[role=listbox]", "").await?;
        for _ in 0..8 {
            self.keys(&Key::Home.value().to_string()).await?;
            let mut before = String::new();
            loop {
                let chosen: String = self
                    .0
                    .run(
                        "return document.activeElement.querySelector(arguments[0])?.textContent ?? ''",
                        vec![CHOSEN.into()],
                    )
                    .await?
                    .convert()?;
                if chosen.contains(words) {
                    return Ok(());
                }
                if chosen == before {
                    break;
                }
                before = chosen;
                self.keys(&Key::Down.value().to_string()).await?;
            }
        }
        self.0.fail(&format!("no row has {words}")).await
    }

    pub(crate) async fn work_as(&self, whom: (&str, &str)) -> WebDriverResult<()> {
        self.sit_down_as(whom).await?;
        // Its own exchange with the portal has brought what the others did.
        self.0.says("[data-testid=portal]", "vừa xong").await
    }

    pub(crate) async fn sit_down_as(&self, (key, name): (&str, &str)) -> WebDriverResult<()> {
        self.ctrl("j").await?;
        self.0.one("[role=menu]").await?;
        self.keys(key).await?;
        self.0.says("aside .me", name).await
    }

    /// Finds an item by words of its title, and reads it.
    pub(crate) async fn read(&self, title: &str) -> WebDriverResult<()> {
        self.place("2").await?;
        self.0.one("[role=listbox]").await?;
        self.ctrl("f").await?;
        self.keys(title).await?;
        self.0.says("[role=option]", title).await?;
        self.enter().await?;
        self.0.says("article h1", title).await
    }

    /// Hands in what is being written, in two steps.
    pub(crate) async fn hand_in(&self) -> WebDriverResult<()> {
        self.0
            .says("[data-testid=on-disk]", "Mọi chữ đã lưu")
            .await?;
        self.ctrl_enter().await?;
        self.0
            .says("form[aria-label='Gửi duyệt'] strong", "phiên bản cố định")
            .await?;
        self.ctrl_enter().await?;
        self.0.gone("form[aria-label='Gửi duyệt']").await?;
        // Back in the list, which takes the keyboard once it stands.
        self.0.one("[role=listbox]:focus").await.map(drop)
    }

    /// Signs what waits under this title, in two steps.
    pub(crate) async fn approve(&self, title: &str) -> WebDriverResult<()> {
        self.place("3").await?;
        self.row(title).await?;
        self.0.button("Duyệt bản này").await?;
        self.ctrl_enter().await?;
        self.0
            .says(".decide", "Cổng đăng đúng phiên bản này")
            .await?;
        self.ctrl_enter().await?;
        self.0
            .says("[data-testid=waits]", "Không có mục chờ gửi")
            .await
    }

    /// Writes at the end of what is read now, and shows it to the others.
    pub(crate) async fn adds_and_shares(&self, words: &str) -> WebDriverResult<()> {
        self.ctrl("e").await?;
        self.0.one(TEXT).await?;
        self.tab_to(TEXT, "").await?;
        self.0.press(Key::Control, Key::End).await?;
        self.keys(words).await?;
        self.0
            .says("[data-testid=on-disk]", "Mọi chữ đã lưu")
            .await?;
        self.escape().await?;
        self.0.says("article.sheet", words.trim()).await?;
        self.ctrl_shift("m").await
    }

    /// A page of the settings, chosen by the arrows.
    pub(crate) async fn settings(&self, page: &str) -> WebDriverResult<()> {
        self.ctrl(",").await?;
        self.0.one("nav button[aria-current]:focus").await?;
        let (up, down) = (Key::Up.value(), Key::Down.value());
        self.keys(&up.to_string().repeat(8)).await?;
        for _ in 0..8 {
            if self.is_at("nav button", page).await? {
                return Ok(());
            }
            self.keys(&down.to_string()).await?;
        }
        self.0
            .fail(&format!("the settings have no page {page}"))
            .await
    }

    /// The address of the page of an item that is read now.
    pub(crate) async fn page_of_it(&self) -> WebDriverResult<String> {
        let address = self.0.one(".published .code").await?;
        Ok(address.prop("textContent").await?.unwrap_or_default())
    }
}
