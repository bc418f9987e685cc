//! How far long work is: one line on standard error, only on a terminal.

use std::{cell::Cell, io::IsTerminal};

/// One line, ended when this is dropped.
pub(crate) struct Progress {
    seen: bool,
    begun: Cell<bool>,
}

impl Progress {
    pub(crate) fn new() -> Self {
        Self {
            seen: std::io::stderr().is_terminal(),
            begun: Cell::new(false),
        }
    }

    /// So much is done. Always says that the work goes on.
    pub(crate) fn tell(&self, done: u64, of: u64) -> bool {
        if self.seen {
            self.begun.set(true);
            eprint!("\r{done} / {of}\x1b[K");
        }
        true
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.begun.get() {
            eprintln!();
        }
    }
}
