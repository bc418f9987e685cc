//! Finding and running the programs.

use serde_json::Value;
use std::{
    io::Write,
    path::PathBuf,
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How long a condition may take to come true.
const PATIENCE: Duration = Duration::from_mins(1);

/// The program `name`, built beside this test.
///
/// # Panics
///
/// Where it is not there, saying how to build it.
pub fn binary(name: &str) -> PathBuf {
    let test = std::env::current_exe().unwrap();
    let folder = test
        .ancestors()
        .skip(1)
        .find(|folder| !folder.ends_with("deps"))
        .unwrap();
    let program = folder.join(format!("{name}{}", std::env::consts::EXE_SUFFIX));
    assert!(
        program.is_file(),
        "{} is not there; build it first: cargo build --workspace --bins",
        program.display()
    );
    program
}

/// What a program came to.
#[derive(Debug)]
pub struct Done {
    /// How it was called, for a failing test.
    pub call: String,
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// Standard output.
    pub out: Vec<u8>,
    /// Standard error.
    pub err: String,
}

impl Done {
    /// Standard output as text.
    ///
    /// # Panics
    ///
    /// Where it is not UTF-8.
    pub fn text(&self) -> String {
        String::from_utf8(self.out.clone()).unwrap()
    }

    /// The value printed by a call that succeeded.
    ///
    /// # Panics
    ///
    /// Where it did not succeed, or did not print one JSON value.
    pub fn value(&self) -> Value {
        assert_eq!(self.code, Some(0), "{self}");
        self.json()
    }

    /// The one JSON value printed, whatever the exit code.
    ///
    /// # Panics
    ///
    /// Where it is not one.
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.out).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    /// The error of a call that could not be done, with all that is promised of it; its code.
    ///
    /// # Panics
    ///
    /// Where it succeeded or broke a promise.
    pub fn refusal(&self) -> Value {
        assert_eq!(self.code, Some(1), "{self}");
        let told = self.json();
        let error = &told["error"];
        assert!(
            error["code"].is_string() && error["retry"].is_boolean(),
            "{self}"
        );
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.chars().any(char::is_alphabetic), "{self}");
        error.clone()
    }

    /// The code of a refusal.
    ///
    /// # Panics
    ///
    /// As [`Done::refusal`].
    pub fn code(&self) -> String {
        self.refusal()["code"].as_str().unwrap().to_owned()
    }
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let out = String::from_utf8_lossy(&self.out);
        write!(
            f,
            "{} → {:?}\nout: {out}\nerr: {}",
            self.call, self.code, self.err
        )
    }
}

/// Runs a command to its end, with `input` as standard input.
///
/// # Panics
///
/// Where it cannot be started.
pub fn run(mut command: Command, input: &[u8]) -> Done {
    let arguments: Vec<_> = command
        .get_args()
        .map(|it| it.to_string_lossy().into_owned())
        .collect();
    let call = format!(
        "{} {}",
        command.get_program().to_string_lossy(),
        arguments.join(" ")
    );
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{call}: {error}"));
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    // A program that does not read closes the pipe: no fault of it.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Done {
        call,
        code: output.status.code(),
        out: output.stdout,
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Waits until `look` finds something.
///
/// # Panics
///
/// Where it does not within a minute.
pub fn until<T>(what: &str, mut look: impl FnMut() -> Option<T>) -> T {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(found) = look() {
            return found;
        }
        assert!(Instant::now() < end, "waited too long until {what}");
        std::thread::yield_now();
        std::thread::park_timeout(Duration::from_millis(20));
    }
}

/// Starts a program and kills it after `moment`, as a power failure does; whether it had ended by itself with success.
///
/// # Panics
///
/// Where it cannot be started.
pub fn killed_after(mut command: Command, moment: Duration) -> bool {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let end = Instant::now() + moment;
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return status.success();
        }
        let Some(left) = end.checked_duration_since(Instant::now()) else {
            break;
        };
        std::thread::park_timeout(left.min(Duration::from_millis(2)));
    }
    child.kill().unwrap();
    child.wait().unwrap();
    false
}

/// That a printed object says this, whatever else it says; a field it lacks counts as `null`.
///
/// # Panics
///
/// Where it does not.
#[track_caller]
pub fn tells(printed: &Value, expected: &Value) {
    for (field, value) in expected.as_object().unwrap() {
        assert_eq!(&printed[field], value, "{field} in {printed}");
    }
}
