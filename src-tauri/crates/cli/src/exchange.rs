//! Exchanging with the portal.

use crate::{
    print::{self, Answer},
    progress::Progress,
};
use desk::{Desk, DeskError};

pub(crate) fn sync(desk: &Desk, watch: bool, reoffer: bool) -> Result<Answer, DeskError> {
    let progress = Progress::new();
    let report = desk.exchange(reoffer, &|it| progress.tell(it.received, it.newest))?;
    drop(progress);
    if watch {
        print::answer(&print::value(&report)?, true);
        let watched = Progress::new();
        return Err(
            desk.watch(&|done| watched.tell(done.received, done.newest), |report| {
                if let Ok(line) = print::value(report) {
                    print::answer(&line, true);
                }
            }),
        );
    }
    print::value(&report)
}
