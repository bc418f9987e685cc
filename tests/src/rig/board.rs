//! A board: a portal with a site, and desks that join it.

use super::{desk::Desk, portal::Portal};
use std::path::{Path, PathBuf};
use tempfile::TempDir;

/// The site of these tests.
pub const SITE: &str = "doi-ngoai";

/// A portal that serves one site, in a folder that goes with the test.
#[derive(Debug)]
pub struct Board {
    home: TempDir,
    /// The portal.
    pub portal: Portal,
}

impl Board {
    /// A new site on a portal that serves.
    ///
    /// # Panics
    ///
    /// Where it does not come up.
    pub fn new() -> Self {
        let home = TempDir::new().unwrap();
        let mut portal = Portal::over(&home.path().join("portal"));
        add_site(&portal);
        portal.serve();
        Self { home, portal }
    }

    /// A board where Thu Hà writes and Minh Đức approves.
    pub fn with_ha_and_duc() -> (Self, Desk, Desk) {
        Self::of_two(("editor", "Thu Hà"), ("approver", "Minh Đức"))
    }

    /// A board where Thu Hà and Hoàng Nam both write.
    pub fn with_ha_and_nam() -> (Self, Desk, Desk) {
        Self::of_two(("editor", "Thu Hà"), ("editor", "Hoàng Nam"))
    }

    fn of_two(one: (&str, &str), other: (&str, &str)) -> (Self, Desk, Desk) {
        let board = Self::new();
        let (one, other) = (board.joins(one.0, one.1), board.joins(other.0, other.1));
        (board, one, other)
    }

    /// A path in the board's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.home.path().join(name)
    }

    /// A desk in the board's folder that has not joined.
    pub fn outside(&self, name: &str) -> Desk {
        Desk::at(&self.path(name))
    }

    /// The code for a new member.
    ///
    /// # Panics
    ///
    /// Where nobody can be invited.
    pub fn code(&self, roles: &[&str], name: &str) -> String {
        let mut call = vec!["invite", SITE, "--name", name];
        for role in roles {
            call.extend(["--role", role]);
        }
        self.portal.does(&call)["code"].as_str().unwrap().to_owned()
    }

    /// A new member with a desk, named in the folder by the role.
    pub fn joins(&self, role: &str, name: &str) -> Desk {
        self.joins_at(&self.portal.url, role, name)
    }

    /// A new member who joins at another address, as through something that stands between.
    pub fn joins_at(&self, url: &str, role: &str, name: &str) -> Desk {
        let folder = self.path(&format!("{role}-{}", language::slug(name)));
        self.joins_with(&folder, url, &[role], name)
    }

    /// A new member with several roles.
    ///
    /// # Panics
    ///
    /// Where joining fails.
    pub fn joins_with(&self, folder: &Path, url: &str, roles: &[&str], name: &str) -> Desk {
        let desk = Desk::at(folder);
        let code = self.code(roles, name);
        let device = format!("Máy của {name}");
        let joined = desk.does(&["join", url, "--invitation", &code, "--device", &device]);
        assert_eq!(joined["site"], SITE);
        desk
    }

    /// The audit, which must be sound; how many publications it proved.
    ///
    /// # Panics
    ///
    /// Where it is not sound.
    pub fn is_sound(&self) -> u64 {
        let audit = self.portal.does(&["audit", SITE]);
        assert_eq!(audit["ok"], true, "{audit}");
        audit["published"].as_u64().unwrap()
    }
}

impl Default for Board {
    fn default() -> Self {
        Self::new()
    }
}

fn add_site(portal: &Portal) {
    let made = portal.does(&[
        "site",
        "add",
        SITE,
        "--name-vi",
        "Sở Ngoại vụ",
        "--name-en",
        "Department of Foreign Affairs",
    ]);
    assert_eq!(made["site"], SITE);
}
