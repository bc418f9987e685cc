//! The memory of the processes below a driver.

use std::{collections::HashMap, fs};

/// Those that belong to the driver, not to the window.
const DRIVERS: [&str; 2] = ["tauri-driver", "WebKitWebDriver"];

/// What all processes of the windows below this one hold, each shared page counted once among those that share it, in
/// MiB. Nothing where the system does not tell.
pub(crate) fn of_windows(driver: u32) -> u64 {
    let mut below: HashMap<u32, Vec<u32>> = HashMap::new();
    for (process, parent) in processes() {
        below.entry(parent).or_default().push(process);
    }
    let mut kib = 0;
    let mut left = vec![driver];
    while let Some(process) = left.pop() {
        left.extend(below.get(&process).into_iter().flatten());
        if !DRIVERS.contains(&name(process).as_str()) {
            kib += proportional(process);
        }
    }
    kib / 1024
}

/// Every process with its parent.
fn processes() -> Vec<(u32, u32)> {
    let Ok(folder) = fs::read_dir("/proc") else {
        return Vec::new();
    };
    let process = |entry: fs::DirEntry| -> Option<(u32, u32)> {
        let process = entry.file_name().to_str()?.parse().ok()?;
        let stat = fs::read_to_string(entry.path().join("stat")).ok()?;
        // The name before the last bracket may hold anything.
        let parent = stat.rsplit_once(')')?.1.split_whitespace().nth(1)?;
        Some((process, parent.parse().ok()?))
    };
    folder.flatten().filter_map(process).collect()
}

fn name(process: u32) -> String {
    let name = fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    name.trim_end().to_owned()
}

fn proportional(process: u32) -> u64 {
    let rollup = fs::read_to_string(format!("/proc/{process}/smaps_rollup")).unwrap_or_default();
    let line = rollup.lines().find(|line| line.starts_with("Pss:"));
    line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok())
        .unwrap_or(0)
}
