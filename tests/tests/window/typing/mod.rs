//! Vietnamese as it is typed: real keys, a real input method, the real window. One wrong syllable fails.
//!
//! Needs a display with an input method: `tests/rig/session.sh --ime fcitx -- cargo nextest run --profile typing`,
//! with `SESSION_TYPING=VNI` for the other way of typing. With `TYPING_RECORD=file` what came out wrong is written
//! there instead: so an input method is recorded that nobody promises to be right with.

mod cases;
mod keyboard;
pub(crate) mod strokes;

use crate::driver::{Driver, Window, program};
use cases::{ANYWHERE, Act, Case, Done, IN_THE_TEXT, LEAVING};
use keyboard::Keyboard;
use std::{
    fmt::Write as _,
    path::Path,
    process::Command,
    time::{Duration, Instant},
};
use strokes::{Method, keys};
use tests::rig::photo_with_place;
use thirtyfour::prelude::*;

/// Nothing that an input method would change, should it be asked.
const PASSPHRASE: &str = "12 con tem 34";

const TITLE: &str = "textarea.title";
const SUMMARY: &str = "textarea.lead";
const AUTHOR: &str = "[data-field=author]";
const TEXT: &str = ".ProseMirror";
const SEARCH: &str = "input[type=search]";
const REASON: &str = "form.row textarea";
const SENTENCE: &str = "textarea[data-target]";

/// How long what stands in a field may differ from what should before it counts as wrong.
const PATIENCE: Duration = Duration::from_secs(2);
const EVERY: Duration = Duration::from_millis(25);
/// Milliseconds between two keys of someone who types well, and of someone who races.
const PACE: u32 = 40;
const FAST: u32 = 8;

/// Newly written sentences with the sounds of the language in all their tones.
pub(crate) const CORPUS: &str = include_str!("corpus.txt");

/// A person who types at the window, and keeps count of what comes out wrong.
struct Typist<'w> {
    window: &'w Window,
    keyboard: Keyboard,
    method: Method,
    played: usize,
    wrong: Vec<String>,
}

impl<'w> Typist<'w> {
    /// Sits down once the input method answers.
    async fn at(window: &'w Window, field: &str) -> WebDriverResult<Self> {
        let method = match std::env::var("SESSION_TYPING").as_deref() {
            Ok("VNI") => Method::Vni,
            _ => Method::Telex,
        };
        let typist = Self {
            window,
            keyboard: Keyboard::at_the_window(),
            method,
            played: 0,
            wrong: Vec::new(),
        };
        // The first keys after the start may come before the input method does.
        for _ in 0..20 {
            typist.empty(field).await?;
            if std::env::var("GTK_IM_MODULE").as_deref() == Ok("ibus") {
                choose_unikey_of_ibus();
            }
            Keyboard::write(&keys("ấm ", method), FAST);
            if typist.comes_to(field, "ấm ").await? == "ấm " {
                return Ok(typist);
            }
        }
        panic!("no input method answers: run inside tests/rig/session.sh --ime fcitx (or ibus)");
    }

    /// What stands in a field: the blocks of a text line by line, each point of a list with a dash.
    async fn reads(&self, field: &str) -> WebDriverResult<String> {
        self.window
            .run(
                "const at = document.querySelector(arguments[0]); if (!at) return ''; if ('value' in at) return at.value;
                 const dash = (block) => (block.parentElement.matches('li') && !block.previousElementSibling ? '- ' : '');
                 return [...at.querySelectorAll('p, h2, h3, h4')].map((block) => dash(block) + block.textContent).join('\\n');",
                vec![field.into()],
            )
            .await?
            .convert()
    }

    /// Waits until a field reads so; gives what it reads in the end.
    async fn comes_to(&self, field: &str, wanted: &str) -> WebDriverResult<String> {
        let end = Instant::now() + PATIENCE;
        loop {
            let read = self.reads(field).await?;
            if read == wanted || Instant::now() > end {
                return Ok(read);
            }
            tokio::time::sleep(EVERY).await;
        }
    }

    /// Clicks into a field, as often as it takes: the first click after the start can be lost.
    async fn go_to(&self, field: &str) -> WebDriverResult<()> {
        self.window.one(field).await?;
        let end = Instant::now() + PATIENCE * 5;
        loop {
            let (x, y): (i64, i64) = self
                .window
                .run(
                    "const at = document.querySelector(arguments[0]); at.scrollIntoView({ block: 'nearest' });
                     const box = at.getBoundingClientRect(); return [box.x + 8, box.y + Math.min(14, box.height / 2)].map(Math.round);",
                    vec![field.into()],
                )
                .await?
                .convert()?;
            self.keyboard.click(x, y);
            let soon = Instant::now() + Duration::from_secs(1);
            while Instant::now() < soon {
                if self.has_the_keyboard(field).await? {
                    return Ok(());
                }
                tokio::time::sleep(EVERY).await;
            }
            assert!(Instant::now() < end, "{field} does not take the keyboard");
        }
    }

    async fn has_the_keyboard(&self, field: &str) -> WebDriverResult<bool> {
        self.window
            .run(
                "return document.hasFocus() && document.activeElement === document.querySelector(arguments[0])",
                vec![field.into()],
            )
            .await?
            .convert()
    }

    /// Waits until a field that is shown has the keyboard.
    async fn is_led_to(&self, field: &str) -> WebDriverResult<()> {
        let end = Instant::now() + PATIENCE * 5;
        while !self.has_the_keyboard(field).await? {
            assert!(Instant::now() < end, "{field} is not given the keyboard");
            tokio::time::sleep(EVERY).await;
        }
        Ok(())
    }

    /// Goes to a field and leaves nothing in it.
    async fn empty(&self, field: &str) -> WebDriverResult<()> {
        self.go_to(field).await?;
        for chord in ["ctrl+a", "Delete", "BackSpace"] {
            Keyboard::tap(chord);
        }
        let left = self.comes_to(field, "").await?;
        assert_eq!(left, "", "{field} is not empty");
        Ok(())
    }

    fn act(&self, act: &Act) {
        match act {
            Act::Write(words) => Keyboard::write(&keys(words, self.method), PACE),
            Act::Fast(words, apart) => Keyboard::write(&keys(words, self.method), *apart),
            Act::Press(chords) => chords.iter().for_each(|chord| Keyboard::press(chord)),
        }
    }

    /// Plays a case in an empty field.
    async fn play(&mut self, field: &str, case: &Case) -> WebDriverResult<()> {
        self.empty(field).await?;
        for act in case.acts {
            self.act(act);
        }
        let read = self.comes_to(field, case.wanted).await?;
        self.note(&format!("{field}: {}", case.name), case.wanted, &read);
        if !case.wanted.ends_with(' ') {
            // The word in the making ends here, so that the next case is its own.
            Keyboard::press("space");
        }
        Ok(())
    }

    fn note(&mut self, name: &str, wanted: &str, read: &str) {
        self.played += 1;
        if read != wanted {
            let line = format!("{name}\n  wanted {wanted:?}\n  reads  {read:?}");
            self.wrong.push(line);
        }
    }

    /// Fails where something came out wrong, or writes it down where that is wanted.
    fn settle(self, part: &str) {
        let Self { played, wrong, .. } = self;
        if let Some(file) = std::env::var_os("TYPING_RECORD") {
            let mut record = std::fs::read_to_string(&file).unwrap_or_default();
            let right = played - wrong.len();
            let _ = writeln!(record, "{part}: {right} of {played} right");
            for line in wrong {
                let _ = writeln!(record, "- {line}");
            }
            std::fs::write(file, record).unwrap();
            return;
        }
        assert!(
            wrong.is_empty(),
            "{} of {played} came out wrong:\n{}",
            wrong.len(),
            wrong.join("\n")
        );
    }
}

/// ibus takes an engine only once a window has the keyboard, and sometimes not at once.
fn choose_unikey_of_ibus() {
    let ibus = |call: &[&str]| {
        let done = Command::new("ibus").args(call).output().unwrap();
        String::from_utf8_lossy(&done.stdout).trim().to_owned()
    };
    let end = Instant::now() + PATIENCE * 5;
    while ibus(&["engine"]) != "Unikey" && Instant::now() < end {
        ibus(&["engine", "Unikey"]);
    }
}

/// A desk, made without the window: what the driver types goes through the input method as well, out of turn.
fn a_desk(home: &Path) {
    let done = Command::new(program("banthao-cli"))
        .args(["init", "--name", "Đỗ Kiều Oanh", "--profile"])
        .arg(home.join("desk"))
        .env("BANTHAO_PASSPHRASE", PASSPHRASE)
        .output()
        .unwrap();
    assert!(
        done.status.success(),
        "{}",
        String::from_utf8_lossy(&done.stderr)
    );
}

/// Opens the desk by real keys.
async fn unlock(window: &Window) -> WebDriverResult<()> {
    Keyboard::at_the_window();
    window.one("input[type=password]:focus").await?;
    Keyboard::write(PASSPHRASE, FAST);
    Keyboard::press("Return");
    Ok(())
}

/// The page of a new article.
async fn a_new_article(window: &Window) -> WebDriverResult<()> {
    unlock(window).await?;
    window.says("h2", "Bắt đầu từ một trang trắng").await?;
    Keyboard::press("ctrl+n");
    window.one(TEXT).await.map(drop)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_come_out_right_in_every_kind_of_field() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    a_desk(home.path());
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    a_new_article(&window).await?;
    let mut typist = Typist::at(&window, TEXT).await?;
    for field in [TEXT, TITLE, SUMMARY, AUTHOR] {
        for case in ANYWHERE {
            typist.play(field, case).await?;
        }
    }
    for case in IN_THE_TEXT {
        typist.play(TEXT, case).await?;
    }
    typist.settle("words");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_word_that_is_left_in_the_middle_stays_and_the_next_is_right() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    a_desk(home.path());
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    a_new_article(&window).await?;
    let mut typist = Typist::at(&window, TEXT).await?;
    for leaving in LEAVING {
        typist.empty(leaving.to).await?;
        typist.empty(leaving.from).await?;
        typist.act(&Act::Write("đường tiếng"));
        assert_eq!(
            typist.comes_to(leaving.from, "đường tiếng").await?,
            "đường tiếng"
        );
        match leaving.by {
            Done::ByClick => typist.go_to(leaving.to).await?,
            Done::ByKeys(chords) => {
                for chord in chords {
                    Keyboard::press(chord);
                }
                typist.is_led_to(leaving.to).await?;
            }
            Done::Over(there, shown, back) => {
                Keyboard::press(there);
                window.one(shown).await?;
                Keyboard::press(back);
                typist.is_led_to(leaving.to).await?;
            }
        }
        let (left, next) = if leaving.from == leaving.to {
            typist.act(&Act::Press(&["ctrl+End", "space"]));
            ("đường tiếng Việt Quảng ", "đường tiếng Việt Quảng ")
        } else {
            ("đường tiếng", "Việt Quảng ")
        };
        typist.act(&Act::Write("Việt Quảng "));
        let read = typist.comes_to(leaving.to, next).await?;
        typist.note(&format!("{}: what comes next", leaving.name), next, &read);
        let read = typist.comes_to(leaving.from, left).await?;
        typist.note(&format!("{}: what was left", leaving.name), left, &read);
    }
    typist.settle("leaving");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn words_at_a_picture_that_ends_the_text_come_below_it() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    a_desk(home.path());
    let picture = home.path().join("cau-tau.jpg");
    std::fs::write(&picture, photo_with_place()).unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    a_new_article(&window).await?;
    let mut typist = Typist::at(&window, TEXT).await?;
    // While the picture is chosen, and where the caret stands below it.
    for chords in [&[][..], &["Down"]] {
        typist.empty(TEXT).await?;
        typist.act(&Act::Write("Trên ảnh "));
        window
            .hidden("input[type=file]")
            .await?
            .send_keys(picture.to_str().unwrap())
            .await?;
        window.one(".ProseMirror-selectednode img").await?;
        typist.act(&Act::Press(chords));
        typist.act(&Act::Write("Dưới ảnh tiếp "));
        let wanted = "Trên ảnh \nDưới ảnh tiếp ";
        let read = typist.comes_to(TEXT, wanted).await?;
        typist.note(&format!("below a picture, by {chords:?}"), wanted, &read);
    }
    typist.settle("picture");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_whole_text_typed_fast_is_saved_word_by_word_also_the_last_one() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    a_desk(home.path());
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    a_new_article(&window).await?;
    let mut typist = Typist::at(&window, TITLE).await?;
    typist.empty(TITLE).await?;
    typist.act(&Act::Write("Chuyện bản thảo"));
    typist.empty(TEXT).await?;
    // Saving and the checks go on beside it all the while.
    for (line, sentence) in CORPUS.lines().enumerate() {
        if line > 0 {
            Keyboard::press("Return");
        }
        typist.act(&Act::Fast(sentence, FAST));
        let written: Vec<&str> = CORPUS.lines().take(line + 1).collect();
        let read = typist.comes_to(TEXT, &written.join("\n")).await?;
        let last = read.lines().last().unwrap_or_default().to_owned();
        typist.note(&format!("line {}", line + 1), sentence, &last);
    }
    let all = CORPUS.trim_end();
    let read = typist.comes_to(TEXT, all).await?;
    typist.note("the whole text", all, &read);
    // In the middle of a word the window is closed by its key.
    typist.act(&Act::Press(&["ctrl+End", "space"]));
    typist.act(&Act::Write("dang dở nửa chừng tiếng"));
    Keyboard::press("ctrl+q");
    window.has_closed().await?;

    let window_again = Window::open(&driver).await?;
    unlock(&window_again).await?;
    window_again.one(TEXT).await?;
    let mut typist = Typist {
        window: &window_again,
        ..typist
    };
    let wanted = format!("{all} dang dở nửa chừng tiếng");
    let read = typist.comes_to(TEXT, &wanted).await?;
    typist.note("after closing in mid-word", &wanted, &read);
    typist.settle("text");
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn searching_returning_and_translating_take_it_as_well() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    Keyboard::at_the_window();
    window.button("Bắt đầu tập").await?;
    Keyboard::press("ctrl+Return");
    window.comes("[role=listbox] [role=option]").await?;

    // The list below follows every letter.
    Keyboard::press("alt+2");
    window.one("[role=listbox] [role=option]").await?;
    Keyboard::press("ctrl+f");
    let mut typist = Typist::at(&window, SEARCH).await?;
    for case in ANYWHERE {
        typist.play(SEARCH, case).await?;
    }
    typist.empty(SEARCH).await?;
    typist.act(&Act::Write("học bổng"));
    let read = typist.comes_to(SEARCH, "học bổng").await?;
    typist.note("what is searched", "học bổng", &read);
    window.says("[role=option] mark", "bổng").await?;

    work_as(&window, "2", "Phạm Quốc Bảo").await?;
    Keyboard::press("alt+3");
    window.button("Duyệt bản này").await?;
    Keyboard::press("ctrl+r");
    window.one(REASON).await?;
    for case in ANYWHERE {
        typist.play(REASON, case).await?;
    }
    Keyboard::press("Escape");

    work_as(&window, "3", "Lê Thị Hạnh").await?;
    Keyboard::press("alt+2");
    window.one("[role=listbox] [role=option]").await?;
    Keyboard::press("ctrl+f");
    typist.empty(SEARCH).await?;
    Keyboard::write("Korea student", FAST);
    window.says("[role=option]", "student").await?;
    Keyboard::press("Return");
    window.one("[role=option][aria-selected=true]").await?;
    Keyboard::press("ctrl+Return");
    window.one(SENTENCE).await?;
    for case in ANYWHERE {
        typist.play(SENTENCE, case).await?;
    }
    typist.settle("board");
    Ok(())
}

/// Goes on as another of the sample board.
async fn work_as(window: &Window, key: &str, name: &str) -> WebDriverResult<()> {
    Keyboard::press("ctrl+j");
    window.one("[role=menu]").await?;
    Keyboard::press(key);
    window.says("aside .me", name).await
}
