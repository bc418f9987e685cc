//! Real keys and a real mouse: through the X server and the input method, past the web driver.

use std::process::Command;

/// The keyboard and the mouse of a person who sits before the window.
pub(crate) struct Keyboard {
    window: String,
}

impl Keyboard {
    /// Puts the window before everything else, so that it has the keyboard.
    pub(crate) fn at_the_window() -> Self {
        let found = xdotool(&["search", "--sync", "--onlyvisible", "--class", "banthao"]);
        let window = found.lines().next().expect("a window").to_owned();
        xdotool(&["windowactivate", "--sync", &window]);
        Self { window }
    }

    /// Presses the keys of a text one after another, so many milliseconds apart.
    pub(crate) fn write(keys: &str, apart: u32) {
        xdotool(&["type", "--delay", &apart.to_string(), "--", keys]);
    }

    /// Presses a key, or several together: `BackSpace`, `ctrl+b`. Half of the time the hand is down, as long as that of
    /// someone who types well.
    pub(crate) fn press(chord: &str) {
        xdotool(&["key", "--delay", "160", "--", chord]);
    }

    /// The same with a hand that is down for half as long.
    pub(crate) fn tap(chord: &str) {
        xdotool(&["key", "--delay", "80", "--", chord]);
    }

    /// Clicks at a point of the window.
    pub(crate) fn click(&self, x: i64, y: i64) {
        let (x, y) = (x.to_string(), y.to_string());
        xdotool(&["mousemove", "--window", &self.window, &x, &y, "click", "1"]);
    }
}

fn xdotool(call: &[&str]) -> String {
    let done = Command::new("xdotool")
        .args(call)
        .output()
        .expect("xdotool");
    assert!(
        done.status.success(),
        "xdotool {call:?}: {}",
        String::from_utf8_lossy(&done.stderr)
    );
    String::from_utf8_lossy(&done.stdout).into_owned()
}
