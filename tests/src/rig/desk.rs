//! A desk on the command line.

use super::program::{Done, binary, run};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

/// What opens every desk of these tests.
pub const PASSPHRASE: &str = "mật khẩu của phòng";

/// A profile and how it is called.
#[derive(Debug, Clone)]
pub struct Desk {
    /// The profile's folder.
    pub profile: PathBuf,
    /// What opens it.
    pub passphrase: String,
    /// What this computer's clock says, as `faketime` reads it.
    pub clock: Option<String>,
}

impl Desk {
    /// A desk at a folder, which may not exist yet.
    pub fn at(profile: &Path) -> Self {
        Self {
            profile: profile.to_owned(),
            passphrase: PASSPHRASE.to_owned(),
            clock: None,
        }
    }

    /// Thu Hà's new desk that joins no board, and the folder that goes with the test.
    ///
    /// # Panics
    ///
    /// Where it cannot be made.
    pub fn alone() -> (TempDir, Self) {
        let home = TempDir::new().unwrap();
        let desk = Self::at(&home.path().join("ban"));
        let made = desk.does(&["init", "--name", "Thu Hà"]);
        assert_eq!(made, serde_json::json!({ "profile": desk.profile }));
        (home, desk)
    }

    /// The same desk, opened by another passphrase.
    #[must_use]
    pub fn opened_by(&self, passphrase: &str) -> Self {
        Self {
            passphrase: passphrase.to_owned(),
            ..self.clone()
        }
    }

    /// The same desk on a computer whose clock says something else, as `2019-03-01 08:00:00`.
    ///
    /// # Panics
    ///
    /// Where `faketime` is not installed: the promise must not go untested unnoticed.
    #[must_use]
    pub fn whose_clock_says(&self, time: &str) -> Self {
        let there = Command::new("faketime").arg("--version").output();
        assert!(
            there.is_ok(),
            "faketime is missing; install it: tests/rig/install.sh window"
        );
        Self {
            clock: Some(time.to_owned()),
            ..self.clone()
        }
    }

    /// The program with this profile, not yet started.
    pub fn command(&self, call: &[&str]) -> Command {
        let mut command = self.program();
        command.args(call);
        command
    }

    fn program(&self) -> Command {
        let program = binary("banthao-cli");
        let mut command = match &self.clock {
            None => Command::new(program),
            Some(time) => {
                let mut command = Command::new("faketime");
                command.arg("-f").arg(format!("@{time}")).arg(program);
                command
            }
        };
        command.arg("--profile").arg(&self.profile);
        command
            .env("BANTHAO_PASSPHRASE", &self.passphrase)
            .env_remove("BANTHAO_PROFILE")
            .env_remove("BANTHAO_LANG");
        command
    }

    /// Runs a call with `--json`.
    pub fn run(&self, call: &[&str]) -> Done {
        self.run_with(call, b"")
    }

    /// Runs a call with `--json` and something on standard input.
    pub fn run_with(&self, call: &[&str], input: &[u8]) -> Done {
        let mut command = self.program();
        command.arg("--json").args(call);
        run(command, input)
    }

    /// What a call that succeeds prints.
    pub fn does(&self, call: &[&str]) -> Value {
        self.run(call).value()
    }

    /// The rows that a call prints.
    ///
    /// # Panics
    ///
    /// Where it does not print a list.
    pub fn lists(&self, call: &[&str]) -> Vec<Value> {
        self.does(call).as_array().unwrap().clone()
    }

    /// The code with which a call is refused.
    pub fn refuses(&self, call: &[&str]) -> String {
        self.run(call).code()
    }

    /// What a call prints as it is, without `--json`.
    ///
    /// # Panics
    ///
    /// Where it does not succeed.
    pub fn prints(&self, call: &[&str]) -> String {
        let done = run(self.command(call), b"");
        assert_eq!(done.code, Some(0), "{done}");
        done.text()
    }

    /// Tries to join by an invitation's code; what came of it.
    pub fn knocks(&self, url: &str, code: &str) -> Done {
        self.run(&["join", url, "--invitation", code, "--device", "Máy"])
    }

    /// One exchange with the portal.
    pub fn sync(&self) -> Value {
        self.does(&["sync"])
    }

    /// A new article with author and source, of one paragraph or of Markdown; its edition.
    ///
    /// # Panics
    ///
    /// Where it cannot be made.
    pub fn writes(&self, title: &str, text: &str) -> String {
        self.begins("article", title, text, &[])
    }

    /// A new item of any kind, with fields besides author and source; its edition.
    ///
    /// # Panics
    ///
    /// Where it cannot be made.
    pub fn begins(&self, kind: &str, title: &str, text: &str, fields: &[&str]) -> String {
        let file = self.file("bai.md", text);
        let mut call = vec![
            "new",
            kind,
            "--from",
            &file,
            "--title",
            title,
            "--field",
            "author=Thu Hà",
            "--field",
            "source=Sở Ngoại vụ",
        ];
        for field in fields {
            call.extend(["--field", field]);
        }
        self.does(&call)["edition"].as_str().unwrap().to_owned()
    }

    /// A file beside the profile; its path.
    ///
    /// # Panics
    ///
    /// Where it cannot be written.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.profile.with_extension(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }

    /// One edition as `show` tells it.
    pub fn shows(&self, edition: &str) -> Value {
        self.does(&["show", edition])
    }

    /// The newest revision of an edition.
    ///
    /// # Panics
    ///
    /// Where there is none.
    pub fn revision(&self, edition: &str) -> String {
        self.shows(edition)["revision"].as_str().unwrap().to_owned()
    }

    /// The address at which readers find an edition.
    ///
    /// # Panics
    ///
    /// Where it is not published.
    pub fn url(&self, edition: &str) -> String {
        self.shows(edition)["url"].as_str().unwrap().to_owned()
    }

    /// The words of an edition.
    pub fn words(&self, edition: &str) -> String {
        self.prints(&["show", edition, "--as", "text"])
    }

    /// Submits and sends.
    pub fn submits(&self, edition: &str) {
        self.does(&["submit", edition]);
        self.sync();
    }

    /// Receives, approves the newest revision, sends.
    pub fn approves(&self, edition: &str) {
        self.sync();
        self.does(&["approve", edition, "--revision", &self.revision(edition)]);
        self.sync();
    }

    /// All that must not change when something is refused: what is listed, what waits, how the desk stands.
    ///
    /// # Panics
    ///
    /// Where the desk cannot be read.
    pub fn everything(&self) -> Value {
        let mut status = self.does(&["status"]);
        // The index follows in the background and is no content.
        status.as_object_mut().unwrap().remove("indexing");
        serde_json::json!({
            "list": self.does(&["list"]),
            "status": status,
            "outbox": self.does(&["outbox"]),
            "refusals": self.does(&["refusals"]),
            "forks": self.does(&["forks"]),
        })
    }
}
