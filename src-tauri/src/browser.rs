//! Showing a page in the browser that the system has.

use std::{
    io,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::Duration,
};

/// What opens pages hands them to the browser and ends, with an error where there is none; what still runs after this
/// time shows the page itself.
const PATIENCE: Duration = Duration::from_secs(3);

/// Shows `url`.
///
/// # Errors
///
/// Where no browser came up.
pub(crate) fn show(url: &str) -> io::Result<()> {
    first_that_works(open::commands(url), PATIENCE)
}

fn first_that_works(commands: Vec<Command>, patience: Duration) -> io::Result<()> {
    let mut wrong = io::Error::from(io::ErrorKind::NotFound);
    for command in commands {
        match run(command, patience) {
            Ok(()) => return Ok(()),
            Err(error) => wrong = error,
        }
    }
    Err(wrong)
}

fn run(mut command: Command, patience: Duration) -> io::Result<()> {
    // The browser stays when this program ends.
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()?;
    let (tell, ended) = mpsc::channel();
    // It is waited for to its end, or it would stay behind as a dead process.
    thread::spawn(move || tell.send(child.wait()));
    match ended.recv_timeout(patience) {
        Ok(status) => match status? {
            status if status.success() => Ok(()),
            status => Err(io::Error::other(status.to_string())),
        },
        Err(_) => Ok(()),
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    fn shell(line: &str) -> Command {
        let mut command = Command::new("sh");
        command.args(["-c", line]);
        command
    }

    #[test]
    fn what_ends_with_an_error_showed_nothing_and_the_next_is_tried() {
        assert!(first_that_works(vec![shell("exit 3"), shell("exit 0")], PATIENCE).is_ok());
        let error = first_that_works(vec![shell("exit 3")], PATIENCE).unwrap_err();
        assert!(error.to_string().contains('3'), "{error}");
        assert!(first_that_works(vec![Command::new("/no/such/program")], PATIENCE).is_err());
        assert!(first_that_works(Vec::new(), PATIENCE).is_err());
    }

    #[test]
    fn what_goes_on_shows_the_page() {
        assert!(first_that_works(vec![shell("exec sleep 5")], Duration::ZERO).is_ok());
    }
}
