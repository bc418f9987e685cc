//! The window under a driver: one tauri-driver a test, and ways to find things as a person does, by what is written.

use serde_json::json;
use std::{
    net::TcpListener,
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};
use thirtyfour::{TypingData, prelude::*};

const PATIENCE: Duration = Duration::from_secs(20);
const EVERY: Duration = Duration::from_millis(40);

/// A program built beside this test.
pub(crate) fn program(name: &str) -> PathBuf {
    let here = std::env::current_exe().unwrap();
    let folder = here.parent().and_then(Path::parent).unwrap();
    let found = folder.join(name);
    assert!(
        found.exists(),
        "{} is not built: cargo build --workspace --bins",
        found.display()
    );
    found
}

fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port()
}

/// Where a window works, and that it writes nothing elsewhere.
fn surroundings(profile: &Path, home: &Path) -> [(&'static str, PathBuf); 4] {
    [
        ("BANTHAO_PROFILE", profile.to_owned()),
        ("XDG_DATA_HOME", home.join("data")),
        ("XDG_CONFIG_HOME", home.join("config")),
        ("XDG_CACHE_HOME", home.join("cache")),
    ]
}

/// Starts the program once more at the desk of a driver's window, without a driver, and waits until it has ended.
pub(crate) async fn once_more(home: &Path) -> std::process::ExitStatus {
    let mut child = Command::new(program("banthao"))
        .envs(surroundings(&home.join("desk"), home))
        .spawn()
        .unwrap();
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status;
        }
        if Instant::now() > end {
            let _ = child.kill();
            panic!("a second program stays at the same desk");
        }
        tokio::time::sleep(EVERY).await;
    }
}

/// A tauri-driver, and the windows it opens at the desk below one folder.
pub(crate) struct Driver {
    pub(crate) child: Child,
    url: String,
}

impl Driver {
    /// Starts one whose windows work at the profile `desk` in this folder, and write nothing elsewhere.
    pub(crate) async fn start(home: &Path) -> Self {
        Self::at(&home.join("desk"), home).await
    }

    /// The same with the desk elsewhere.
    pub(crate) async fn at(profile: &Path, home: &Path) -> Self {
        assert!(
            std::env::var_os("DISPLAY").is_some(),
            "the window needs a display: run inside tests/rig/session.sh"
        );
        let (port, native) = (free_port(), free_port());
        let child =
            Command::new(std::env::var_os("TAURI_DRIVER").unwrap_or_else(|| "tauri-driver".into()))
                .args([
                    "--port",
                    &port.to_string(),
                    "--native-port",
                    &native.to_string(),
                ])
                .envs(surroundings(profile, home))
                .stdout(Stdio::null())
                // A group of its own: driver, web driver and program end together.
                .process_group(0)
                .spawn()
                .expect("tauri-driver: cargo install tauri-driver --version '^2' --locked");
        let end = Instant::now() + PATIENCE;
        for port in [native, port] {
            while tokio::net::TcpStream::connect(("127.0.0.1", port))
                .await
                .is_err()
            {
                assert!(
                    Instant::now() < end,
                    "tauri-driver does not listen on {port}"
                );
                tokio::time::sleep(EVERY).await;
            }
        }
        Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
        }
    }
}

impl Driver {
    /// Kills the driver and its windows, as a power cut would.
    pub(crate) fn kill(self) {
        drop(self);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Nothing of it may outlive the test, also where the test failed.
        let group = format!("-{}", self.child.id());
        let _ = Command::new("kill").args(["-KILL", "--", &group]).status();
        let _ = self.child.wait();
    }
}

/// One window.
pub(crate) struct Window {
    session: WebDriver,
}

impl Window {
    /// Opens the program.
    pub(crate) async fn open(driver: &Driver) -> WebDriverResult<Self> {
        Self::of(&program("banthao"), driver).await
    }

    /// Opens that of another program.
    pub(crate) async fn of(program: &Path, driver: &Driver) -> WebDriverResult<Self> {
        // tauri-driver wants its own options alone, no name of a browser.
        let mut wanted = Capabilities::new();
        wanted.set("tauri:options", json!({ "application": program }))?;
        let end = Instant::now() + PATIENCE;
        loop {
            match WebDriver::new(&driver.url, wanted.clone()).await {
                Ok(session) => return Ok(Self { session }),
                // The window before may still be closing its store.
                Err(error) if Instant::now() > end => return Err(error),
                Err(_) => tokio::time::sleep(EVERY).await,
            }
        }
    }

    /// Closes it as a person does, and waits until the program has ended.
    pub(crate) async fn close(self) -> WebDriverResult<()> {
        self.press(Key::Control, "q").await?;
        self.has_closed().await
    }

    /// Waits until the program has ended, and lets go of it.
    pub(crate) async fn has_closed(&self) -> WebDriverResult<()> {
        let end = Instant::now() + PATIENCE;
        while self.session.title().await.is_ok() {
            assert!(Instant::now() < end, "the window does not close");
            tokio::time::sleep(EVERY).await;
        }
        // The program is gone; the driver still has to be told.
        let _ = self.session.clone().quit().await;
        Ok(())
    }

    /// The first element that fits.
    pub(crate) async fn one(&self, css: &str) -> WebDriverResult<WebElement> {
        self.shown(By::Css(css)).await
    }

    async fn shown(&self, by: By) -> WebDriverResult<WebElement> {
        self.shown_within(by, PATIENCE).await
    }

    async fn shown_within(&self, by: By, patience: Duration) -> WebDriverResult<WebElement> {
        let end = Instant::now() + patience;
        loop {
            // What is redrawn while we look is looked for again.
            for found in self.session.find_all(by.clone()).await.unwrap_or_default() {
                if found.is_displayed().await.unwrap_or(false) {
                    return Ok(found);
                }
            }
            if Instant::now() > end {
                self.fail(&format!("{by} is not there")).await?;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// One that is there though nobody sees it.
    pub(crate) async fn hidden(&self, css: &str) -> WebDriverResult<WebElement> {
        self.session
            .query(By::Css(css))
            .wait(PATIENCE, EVERY)
            .first()
            .await
    }

    /// Waits until nothing fits any more.
    pub(crate) async fn gone(&self, css: &str) -> WebDriverResult<()> {
        self.all(css, 0).await.map(drop)
    }

    /// All elements that fit, once there are that many.
    pub(crate) async fn all(&self, css: &str, many: usize) -> WebDriverResult<Vec<WebElement>> {
        let end = Instant::now() + PATIENCE;
        loop {
            let found = self.session.find_all(By::Css(css)).await?;
            if found.len() == many {
                return Ok(found);
            }
            if Instant::now() > end {
                self.fail(&format!("{css}: {} instead of {many}", found.len()))
                    .await?;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// The field below or beside a label of that text.
    pub(crate) async fn field(&self, label: &str) -> WebDriverResult<WebElement> {
        let xpath = format!("//*[@id = //label[normalize-space() = '{label}']/@for]");
        self.shown(By::XPath(xpath)).await
    }

    /// The button whose words begin so.
    pub(crate) async fn button(&self, words: &str) -> WebDriverResult<WebElement> {
        let xpath = format!("//button[starts-with(normalize-space(), '{words}')]");
        self.shown(By::XPath(xpath)).await
    }

    /// What can be pressed below such an element and has these words.
    pub(crate) async fn within(&self, role: &str, words: &str) -> WebDriverResult<WebElement> {
        let pressed = "self::button or self::a or @role='option'";
        let within = format!("(self::{role} or @role='{role}')");
        let xpath = format!("//*[{within}]//*[{pressed}][contains(., '{words}')]");
        self.shown(By::XPath(xpath)).await
    }

    /// Waits for an element as long as many steps take, such as the making of a sample board.
    pub(crate) async fn comes(&self, css: &str) -> WebDriverResult<WebElement> {
        self.shown_within(By::Css(css), 6 * PATIENCE).await
    }

    /// What the elements that fit say now.
    pub(crate) async fn said(&self, css: &str) -> Vec<String> {
        let mut said = Vec::new();
        for element in self
            .session
            .find_all(By::Css(css))
            .await
            .unwrap_or_default()
        {
            // An element that was replaced while we looked is looked for again.
            let text = element.prop("textContent").await;
            said.push(text.ok().flatten().unwrap_or_default());
        }
        said
    }

    /// Waits until an element that fits says this, among other things.
    pub(crate) async fn says(&self, css: &str, words: &str) -> WebDriverResult<()> {
        let end = Instant::now() + PATIENCE;
        loop {
            let seen = self.said(css).await;
            if seen.iter().any(|text| text.contains(words)) {
                return Ok(());
            }
            if Instant::now() > end {
                self.fail(&format!("{css} never says {words:?}; it says {seen:?}"))
                    .await?;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Waits until a field holds exactly this.
    pub(crate) async fn holds(&self, css: &str, wanted: &str) -> WebDriverResult<()> {
        let field = self.one(css).await?;
        let end = Instant::now() + PATIENCE;
        loop {
            let value = field.prop("value").await?.unwrap_or_default();
            if value == wanted {
                return Ok(());
            }
            if Instant::now() > end {
                self.fail(&format!("{css} holds {value:?} instead of {wanted:?}"))
                    .await?;
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Runs a script in the page.
    pub(crate) async fn run(
        &self,
        script: &str,
        with: Vec<serde_json::Value>,
    ) -> WebDriverResult<ScriptRet> {
        self.session.execute(script, with).await
    }

    /// Presses keys one after another, wherever the keyboard is.
    pub(crate) async fn send(&self, keys: &str) -> WebDriverResult<()> {
        self.session.action_chain().send_keys(keys).perform().await
    }

    /// Fails, and leaves a picture of what the window shows now for whoever looks into it.
    pub(crate) async fn fail(&self, why: &str) -> WebDriverResult<()> {
        let name = std::thread::current()
            .name()
            .unwrap_or("window")
            .replace("::", "-");
        let file = program("banthao").with_file_name(format!("failed-{name}.png"));
        std::fs::write(&file, self.session.screenshot_as_png().await?).unwrap();
        panic!("{why}; see {}", file.display());
    }

    /// A key together with others that are held, wherever the keyboard is.
    pub(crate) async fn press(
        &self,
        held: impl Into<TypingData>,
        key: impl Into<TypingData>,
    ) -> WebDriverResult<()> {
        let held = held.into().as_vec();
        let mut keys = self.session.action_chain();
        for key in &held {
            keys = keys.key_down(*key);
        }
        keys = keys.send_keys(key);
        for key in held.iter().rev() {
            keys = keys.key_up(*key);
        }
        keys.perform().await
    }

    /// A key by itself, where no field has the keyboard.
    pub(crate) async fn press_alone(&self, key: impl Into<TypingData>) -> WebDriverResult<()> {
        self.one("main").await?;
        self.session.action_chain().send_keys(key).perform().await
    }
}
