//! A portal as a process that can be stopped, killed and started again.

use super::program::{Done, binary, run};
use serde_json::Value;
use std::{
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
};

/// A portal's data folder, and the process that serves it.
#[derive(Debug)]
pub struct Portal {
    /// The data folder.
    pub data: PathBuf,
    /// Where it serves, or last served.
    pub url: String,
    address: String,
    serving: Option<Child>,
}

impl Portal {
    /// A portal over a data folder, not serving.
    pub fn over(data: &Path) -> Self {
        Self {
            data: data.to_owned(),
            url: String::new(),
            address: "127.0.0.1:0".to_owned(),
            serving: None,
        }
    }

    /// Runs one of its commands with `--data` and `--json`.
    pub fn run(&self, call: &[&str]) -> Done {
        let mut command = Command::new(binary("banthao-portal"));
        command
            .args(call)
            .arg("--data")
            .arg(&self.data)
            .arg("--json");
        run(command, b"")
    }

    /// What a command that succeeds prints.
    pub fn does(&self, call: &[&str]) -> Value {
        self.run(call).value()
    }

    /// The rows that a command prints.
    ///
    /// # Panics
    ///
    /// Where it does not print a list.
    pub fn lists(&self, call: &[&str]) -> Vec<Value> {
        self.does(call).as_array().unwrap().clone()
    }

    /// Serves; from the second time on at the same address.
    pub fn serve(&mut self) {
        self.serve_by(Command::new(binary("banthao-portal")));
    }

    /// Serves through a command that starts the portal, as `prlimit … banthao-portal`.
    ///
    /// # Panics
    ///
    /// Where it does not come up.
    pub fn serve_by(&mut self, mut command: Command) {
        assert!(self.serving.is_none(), "it serves already");
        command
            .args(["serve", "--listen", &self.address, "--data"])
            .arg(&self.data);
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        if line.is_empty() {
            let mut told = String::new();
            child
                .stderr
                .take()
                .unwrap()
                .read_to_string(&mut told)
                .unwrap();
            panic!("the portal did not come up: {told}");
        }
        let mut errors = child.stderr.take().unwrap();
        // Read, so that the portal never waits for somebody to read what it logs.
        std::thread::spawn(move || std::io::copy(&mut errors, &mut std::io::sink()));
        let told: Value = serde_json::from_str(&line).unwrap();
        self.url = told["url"].as_str().unwrap().to_owned();
        self.address = self
            .url
            .trim_start_matches("http://")
            .trim_end_matches('/')
            .to_owned();
        self.serving = Some(child);
    }

    /// The address and port, as a socket takes it.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// The process, for somebody else to kill; then [`Portal::kill`] still has to be called.
    ///
    /// # Panics
    ///
    /// Where it does not serve.
    pub fn process(&self) -> u32 {
        self.serving.as_ref().expect("it serves").id()
    }

    /// Asks it to end, as a service manager does, and waits.
    ///
    /// # Panics
    ///
    /// Where it does not serve.
    pub fn stop(&mut self) -> ExitStatus {
        let mut child = self.serving.take().expect("it serves");
        let told = Command::new("kill")
            .args(["-TERM", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(told.success());
        child.wait().unwrap()
    }

    /// Kills it, as a power failure does.
    ///
    /// # Panics
    ///
    /// Where it does not serve.
    pub fn kill(&mut self) {
        let mut child = self.serving.take().expect("it serves");
        // It may have been killed already.
        drop(child.kill());
        child.wait().unwrap();
    }
}

impl Drop for Portal {
    fn drop(&mut self) {
        if let Some(child) = &mut self.serving {
            // It may have ended by itself.
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}
