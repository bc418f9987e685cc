//! Exchanging with the portal.

use crate::print::{self, Answer};
use desk::{Desk, DeskError};
use std::io::IsTerminal;

pub(crate) fn sync(desk: &Desk, watch: bool, reoffer: bool) -> Result<Answer, DeskError> {
    let seen = std::io::stderr().is_terminal();
    let progress = |done: desk::exchange::Progress| {
        if seen {
            eprint!("\r{} / {}", done.received, done.newest);
        }
        true
    };
    let report = desk.exchange(reoffer, &progress)?;
    if seen {
        eprintln!();
    }
    if watch {
        print::answer(&print::value(&report)?, true);
        return Err(desk.watch(&progress, |report| {
            if let Ok(line) = print::value(report) {
                print::answer(&line, true);
            }
        }));
    }
    print::value(&report)
}
