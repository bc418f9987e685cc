//! The desk without a window: scripts, bulk work, tests.
//!
//! A file per group of commands reads its options, calls one use case of `desk` and hands on what came out;
//! [`mod@print`] alone writes, as JSON or for a person.

mod args;
mod decide;
mod exchange;
mod print;
mod profile;
mod progress;
mod write;

use args::{Call, Command};
use clap::Parser;
use desk::{DeskError, words::Tongue};
use editorial::Lang;
use std::process::ExitCode;

fn main() -> ExitCode {
    let call = Call::parse();
    if call.speak == Some(Lang::En) {
        Tongue::En.set();
    }
    let filter =
        tracing_subscriber::EnvFilter::try_from_env("BANTHAO_LOG").unwrap_or_else(|_| "off".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .init();
    let json = call.json;
    match run(call) {
        Ok(answer) => {
            print::answer(&answer, json);
            if answer.failed() {
                ExitCode::from(1)
            } else {
                ExitCode::SUCCESS
            }
        }
        Err(error) => {
            print::error(&error, json);
            ExitCode::from(1)
        }
    }
}

/// One arm a command; what it does stands in the file of its group.
fn run(call: Call) -> Result<print::Answer, DeskError> {
    let Call {
        profile,
        passphrase_file,
        command,
        ..
    } = call;
    let place = profile::Place::of(profile, passphrase_file)?;
    match command {
        Command::Init { name } => profile::init(&place, &name),
        Command::Join {
            url,
            invitation,
            device,
        } => profile::join(&place, &url, &invitation, &device),
        Command::Restore {
            file,
            recovery_file,
        } => profile::restore(&place, &file, recovery_file.as_deref()),
        Command::Passwd {
            new_passphrase_file,
            recovery_file,
        } => profile::passwd(&place, &new_passphrase_file, recovery_file.as_deref()),
        Command::Backup { file } => profile::backup(&place, &file),
        command => with_desk(&place.open()?, command),
    }
}

fn with_desk(desk: &desk::Desk, command: Command) -> Result<print::Answer, DeskError> {
    match command {
        Command::New { kind, lang, text } => write::new(desk, kind, lang, &text),
        Command::Import { files, kind } => write::import(desk, &files, kind),
        Command::Edit { edition, text } => write::edit(desk, edition, &text),
        Command::Picture {
            edition,
            file,
            alt,
            caption,
            credit,
            after,
        } => write::picture(
            desk,
            edition,
            &file,
            desk::pictures::Words {
                alt,
                caption,
                credit,
            },
            after,
        ),
        Command::Discard { edition } => desk
            .discard(edition)
            .and_then(|()| print::value(&Edition { edition })),
        Command::Trash { item } => desk.trash(item).and_then(|()| print::value(&Item { item })),
        Command::Untrash { item } => desk
            .untrash(item)
            .and_then(|()| print::value(&Item { item })),
        Command::List(list) => write::list(desk, &list),
        Command::Show {
            edition,
            revision,
            form,
        } => write::show(desk, edition, revision, form),
        Command::Check { edition } => print::value(&desk.check(edition)?),
        Command::History { edition } => print::value(&desk.history(edition)?),
        Command::Diff { edition, from, to } => {
            write::diff(desk, edition, from.as_deref(), to.as_deref())
        }
        Command::Share { edition } => print::value(&desk.share(edition)?),
        Command::Submit {
            edition,
            note,
            at,
            reasons,
        } => decide::submit(desk, edition, note, at.as_deref(), &reasons),
        Command::Takeback { edition } => print::value(&desk.take_back(edition)?),
        Command::Recall { id } => print::value(&desk.recall(id)?),
        Command::Queue => print::value(&desk.queue()?),
        Command::Approve {
            edition,
            revision,
            at,
        } => decide::approve(desk, edition, revision, at.as_deref()),
        Command::Return {
            edition,
            revision,
            reason,
        } => print::value(&desk.give_back(edition, revision, &reason)?),
        Command::Schedule { edition, at } => decide::schedule(desk, edition, &at),
        Command::Withdraw { edition, reason } => print::value(&desk.withdraw(edition, &reason)?),
        Command::Unpublish {
            edition,
            reason,
            to,
        } => print::value(&desk.unpublish(edition, &reason, to)?),
        Command::Translate { edition, to } => print::value(&desk.translate(edition, to)?),
        Command::Segments { edition, state } => print::value(&desk.segments(edition, state)?),
        Command::Segment {
            edition,
            segment,
            target,
            state,
        } => write::segment(desk, edition, &segment, &target, state),
        Command::Comments { edition } => print::value(&desk.comments(edition)?),
        Command::Members => print::value(&desk.members()?),
        Command::Sync { watch, reoffer } => exchange::sync(desk, watch, reoffer),
        Command::Search { text, limit } => print::value(&desk.search(&text, limit)?),
        Command::Outbox => print::value(&desk.outbox()?),
        Command::Refusals { dismiss: Some(id) } => desk
            .dismiss(id)
            .and_then(|()| print::value(&desk.refusals()?)),
        Command::Refusals { dismiss: None } => print::value(&desk.refusals()?),
        Command::Forks => print::value(&desk.forks()?),
        Command::Resolve {
            edition,
            take,
            from,
        } => write::resolve(desk, edition, take, from.as_deref()),
        Command::Verify => desk
            .verify()
            .and_then(|audit| Ok(print::value(&audit)?.failing_unless(audit.ok))),
        Command::Recovery { new } => profile::recovery(desk, new),
        Command::Status => print::value(&desk.status()?),
        Command::Init { .. }
        | Command::Join { .. }
        | Command::Backup { .. }
        | Command::Restore { .. }
        | Command::Passwd { .. } => Err(editorial::Code::WrongState.into()),
    }
}

#[derive(serde::Serialize)]
struct Edition {
    edition: editorial::EditionId,
}

#[derive(serde::Serialize)]
struct Item {
    item: editorial::ItemId,
}
