//! The operator's command line.
//!
//! Everything but `serve` runs beside a serving portal and takes effect at once, as the ledger lies in the table.

mod arguments;
mod member;
mod serving;
mod site;

use crate::{failure::Failure, portal::Portal, surroundings::System};
use arguments::{Arguments, Command, Data, DeviceCommand, MemberCommand, RoleCommand, SiteCommand};
use clap::Parser;
use serde_json::{Value, json};
use std::{io::Write, process::ExitCode, sync::Arc};

/// What a command says when it is done.
pub(crate) struct Said {
    /// One JSON value.
    json: Value,
    /// What a person reads.
    text: String,
    /// Whether it is what was hoped for.
    good: bool,
}

impl Said {
    fn new(json: Value, text: impl Into<String>) -> Self {
        Self {
            json,
            text: text.into(),
            good: true,
        }
    }

    fn done() -> Self {
        Self::new(json!({}), "")
    }
}

/// Runs the command line; its exit code is 0 for done, 1 for could not be done, 2 for a wrong call.
pub fn run() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let data = command.data().clone();
    let result = match command {
        Command::Serve(serve) => serving::serve(&serve),
        command => act(&data, command),
    };
    match result {
        Ok(said) => {
            if said.json.is_null() {
                // `serve` has said its line long ago.
            } else if data.json {
                print(&said.json.to_string());
            } else if !said.text.is_empty() {
                print(said.text.trim_end());
            }
            if said.good {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(failure) => {
            tell(&failure, data.json);
            ExitCode::FAILURE
        }
    }
}

fn print(text: &str) {
    // Whoever closed the other end does not want to hear it.
    let _ = writeln!(std::io::stdout(), "{text}");
}

fn tell(failure: &Failure, as_json: bool) {
    let code = failure.code().unwrap_or(editorial::Code::Damaged);
    if as_json {
        print(&json!({"error": {"code": code, "message": failure.to_string(), "retry": code.retry()}}).to_string());
    } else {
        eprintln!("banthao-portal: {failure} ({code})");
    }
}

fn act(data: &Data, command: Command) -> Result<Said, Failure> {
    let portal = Portal::open(&data.data, Arc::new(System))?;
    match command {
        Command::Serve(_) => Err(Failure::Broken("serving is begun elsewhere".to_owned())),
        Command::Site(SiteCommand::Add(it)) => site::add(&portal, &it),
        Command::Invite(it) => member::invite(&portal, &it),
        Command::Uninvite(it) => member::uninvite(&portal, &it),
        Command::Member(MemberCommand::List(it)) => member::list(&portal, &it.site),
        Command::Role(RoleCommand::Give(it)) => member::give(&portal, &it),
        Command::Role(RoleCommand::End(it)) => member::end(&portal, &it),
        Command::Device(DeviceCommand::List(it)) => member::devices(&portal, &it.site),
        Command::Device(DeviceCommand::Revoke(it)) => member::revoke(&portal, &it),
        Command::Policy(it) => site::policy(&portal, &it),
        Command::Erase(it) => site::erase(&portal, &it),
        Command::Audit(it) => site::audit(&portal, &it.site),
    }
}
