//! Telling a network share from a disk: SQLite's write-ahead log needs memory that only one computer shares.

use std::path::Path;

/// Kinds of file systems that other computers may write to.
const SHARES: &[&str] = &[
    "9p",
    "afs",
    "acfs",
    "beegfs",
    "ceph",
    "cifs",
    "coda",
    "davfs",
    "fuse.ceph",
    "fuse.davfs",
    "fuse.davfs2",
    "fuse.gcsfuse",
    "fuse.glusterfs",
    "fuse.rclone",
    "fuse.s3fs",
    "fuse.smbnetfs",
    "fuse.sshfs",
    "gfs2",
    "glusterfs",
    "gvfsd-fuse",
    "fuse.gvfsd-fuse",
    "lustre",
    "ncpfs",
    "nfs",
    "nfs4",
    "ocfs2",
    "orangefs",
    "pvfs2",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "sshfs",
];

/// The kind of share that a folder lies on, if it does.
pub(crate) fn of(dir: &Path) -> Option<String> {
    let dir = std::path::absolute(dir).ok()?;
    // A folder that is yet to be made lies where its nearest ancestor lies.
    let real = dir
        .ancestors()
        .find_map(|place| place.canonicalize().ok())?;
    if cfg!(windows) {
        return unc(&real.to_string_lossy()).then(|| "smb".to_owned());
    }
    let mounts = std::fs::read_to_string("/proc/self/mountinfo").ok()?;
    in_mounts(&mounts, &real.to_string_lossy())
}

/// The kind of share `path` lies on, by the system's table of mounts.
fn in_mounts(mountinfo: &str, path: &str) -> Option<String> {
    let inside = |mount: &str| {
        path.strip_prefix(mount)
            .is_some_and(|rest| mount == "/" || rest.is_empty() || rest.starts_with('/'))
    };
    let mut best: Option<(String, &str)> = None;
    for line in mountinfo.lines() {
        // 36 35 98:0 / /mnt/with\040blank rw,noatime master:1 - nfs4 server:/home rw
        let Some((before, after)) = line.split_once(" - ") else {
            continue;
        };
        let (Some(mount), Some(kind)) = (before.split(' ').nth(4), after.split(' ').next()) else {
            continue;
        };
        let mount = unescaped(mount);
        // The longest mount decides; of two in one place the later lies on top.
        if inside(&mount)
            && best
                .as_ref()
                .is_none_or(|(longest, _)| mount.len() >= longest.len())
        {
            best = Some((mount, kind));
        }
    }
    let (_, kind) = best?;
    SHARES.contains(&kind).then(|| kind.to_owned())
}

/// A mount's path with its octal escapes resolved: `\040` is a blank.
fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        let code = after
            .get(..3)
            .and_then(|digits| std::str::from_utf8(digits).ok());
        if let (b'\\', Some(byte)) = (
            first,
            code.and_then(|digits| u8::from_str_radix(digits, 8).ok()),
        ) {
            bytes.push(byte);
            rest = &after[3..];
        } else {
            bytes.push(*first);
            rest = after;
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Whether a Windows path names another computer.
fn unc(path: &str) -> bool {
    path.strip_prefix(r"\\?\")
        .map_or_else(|| path.starts_with(r"\\"), |rest| rest.starts_with(r"UNC\"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const MOUNTS: &str = r"22 27 0:21 / /proc rw,relatime - proc proc rw
27 1 254:0 / / rw,relatime - ext4 /dev/vda rw,discard
31 27 0:40 / /home rw,relatime shared:1 - nfs4 10.0.0.2:/home rw,vers=4.2
32 31 0:41 / /home/lan/may\040nay rw - ext4 /dev/sdb1 rw
33 27 0:42 / /mnt/chung rw - cifs //may-chu/chung rw
34 27 0:43 / /mnt/ssh rw - fuse.sshfs lan@may-chu: rw
35 27 0:44 / /mnt/usb rw - fuseblk /dev/sdc1 rw
36 27 0:45 / /srv rw - nfs 10.0.0.2:/srv rw
37 36 0:46 / /srv rw - ext4 /dev/sdd1 rw";

    #[test]
    fn the_nearest_mount_decides() {
        let kind = |path| in_mounts(MOUNTS, path);
        assert_eq!(kind("/home/lan/desk").as_deref(), Some("nfs4"));
        assert_eq!(kind("/home/lan/may nay/desk"), None);
        assert_eq!(kind("/home/lan/may nayy").as_deref(), Some("nfs4"));
        assert_eq!(kind("/mnt/chung").as_deref(), Some("cifs"));
        assert_eq!(kind("/mnt/ssh/a/b").as_deref(), Some("fuse.sshfs"));
        assert_eq!(kind("/mnt/usb/desk"), None);
        assert_eq!(kind("/mnt/chung2"), None);
        assert_eq!(kind("/srv/desk"), None);
        assert_eq!(in_mounts("", "/home"), None);
    }

    #[test]
    fn windows_names_another_computer_by_two_strokes() {
        assert!(unc(r"\\may-chu\chung\desk"));
        assert!(unc(r"\\?\UNC\may-chu\chung"));
        assert!(!unc(r"\\?\C:\Users\lan"));
        assert!(!unc(r"C:\Users\lan"));
    }
}
