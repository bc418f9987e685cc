//! A real portal, as a process that can be stopped and started.

use crate::driver::program;
use serde_json::Value;
use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

pub(crate) struct Portal {
    folder: PathBuf,
    address: String,
    /// The address a member joins.
    pub(crate) url: String,
    serving: Option<Child>,
}

impl Portal {
    /// A portal with one site, not yet serving.
    pub(crate) fn found(folder: &Path) -> Self {
        let portal = Self {
            folder: folder.to_owned(),
            address: "127.0.0.1:0".into(),
            url: String::new(),
            serving: None,
        };
        portal.run(&[
            "site",
            "add",
            "songoaivu",
            "--name-vi",
            "Sở Ngoại vụ",
            "--name-en",
            "Department of Foreign Affairs",
        ]);
        portal
    }

    fn run(&self, call: &[&str]) -> Value {
        let done = Command::new(program("banthao-portal"))
            .args(call)
            .args(["--json", "--data"])
            .arg(&self.folder)
            .output()
            .unwrap();
        assert!(
            done.status.success(),
            "{call:?}: {}",
            String::from_utf8_lossy(&done.stdout)
        );
        serde_json::from_slice(&done.stdout).unwrap()
    }

    /// A code for a new member.
    pub(crate) fn invite(&self, role: &str, name: &str) -> String {
        self.run(&["invite", "songoaivu", "--role", role, "--name", name])["code"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Serves, from the second time on at the same address as before.
    pub(crate) fn serve(&mut self) {
        let mut child = Command::new(program("banthao-portal"))
            .args(["serve", "--listen", &self.address, "--data"])
            .arg(&self.folder)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let told: Value = serde_json::from_str(&line).unwrap();
        self.url = told["url"]
            .as_str()
            .unwrap()
            .trim_end_matches('/')
            .to_owned();
        self.address = self.url.trim_start_matches("http://").to_owned();
        self.serving = Some(child);
    }

    /// Stops serving; its data stays.
    pub(crate) fn stop(&mut self) {
        if let Some(mut child) = self.serving.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        self.stop();
    }
}
