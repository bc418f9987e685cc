//! One site's damage is that site's alone: the portal starts, and the others go on.

use crate::{
    board::{Board, Person, accepted, article, code, new_edition},
    http::{Served, problem},
    surroundings::{DAY, MINUTE, Still},
};
use banthao_portal::{Portal, Site};
use editorial::{Code, EditionId, Hash, Role, state::Live};
use std::{path::Path, sync::Arc};

/// Two sites on disk; on the second an article is approved and scheduled in ten minutes.
struct TwoSites {
    folder: tempfile::TempDir,
    around: Arc<Still>,
    hoa: Person,
    edition: EditionId,
}

fn joined(portal: &Portal, site: &Arc<Site>, name: &str, role: Role) -> Person {
    let code = portal.invite(site, name, &[role], 7 * DAY).unwrap();
    let (person, lines) = Person::to_join(portal, site, &code);
    portal.join(site, lines).unwrap();
    person
}

fn two_sites() -> TwoSites {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let portal = Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
    let board = Board::with(around.clone(), portal);
    let portal = &board.portal;
    portal
        .add_site("tu-phap", "Sở Tư pháp", "Department of Justice", None)
        .unwrap();
    let site = portal.site("tu-phap").unwrap();
    let hoa = joined(portal, &site, "Lê Thị Hoa", Role::Editor);
    let dung = joined(portal, &site, "Phạm Văn Dũng", Role::Approver);
    let revision = hoa.seal(new_edition(), None, article("Bài", "Nội dung."));
    let at = editorial::Millis(board.now().0 + 10 * MINUTE);
    let push = |person: &Person, lines| {
        let session = portal.session_of(&site, person.device).unwrap();
        accepted(&portal.push(&session, lines).unwrap());
    };
    push(&hoa, hoa.submit(&revision, Some(at)));
    push(&dung, dung.approve(&revision));
    TwoSites {
        folder,
        around,
        hoa,
        edition: revision.value.edition(),
    }
}

impl TwoSites {
    /// Spoils the first site's ledger, as a failing disk might.
    fn spoil(&self) {
        let file = self.folder.path().join("portal.sqlite");
        let connection = rusqlite::Connection::open(file).unwrap();
        let spoilt = connection.execute("UPDATE entries SET bytes = 'x' WHERE site = 1", []);
        assert!(spoilt.unwrap() > 0);
    }

    fn open(&self) -> Arc<Portal> {
        Arc::new(Portal::open(self.folder.path(), self.around.clone()).unwrap())
    }

    fn is_published(&self, portal: &Portal) -> bool {
        let site = portal.site("tu-phap").unwrap();
        let live = portal.look(&site, |state| state.editions[&self.edition].live);
        matches!(live.unwrap(), Live::Published { .. })
    }
}

#[test]
fn what_is_due_on_a_sound_site_is_published_beside_a_damaged_one() {
    let two = two_sites();
    two.spoil();
    let portal = two.open();
    let at = two.around.as_ref();
    assert!(portal.next_due().unwrap().is_some());
    assert_eq!(portal.publish_due().unwrap(), 0);
    at.pass(10 * MINUTE);
    assert_eq!(portal.publish_due().unwrap(), 1);
    assert!(two.is_published(&portal));
    let damaged = portal.site("ngoai-vu").unwrap();
    assert_eq!(code(portal.head(&damaged)), Some(Code::Damaged));
}

#[tokio::test]
async fn a_portal_with_a_damaged_site_starts_and_serves_the_others() {
    let two = two_sites();
    two.spoil();
    two.around.pass(10 * MINUTE);
    let board = Board {
        around: two.around.clone(),
        portal: two.open(),
    };
    let served = Served::new(board).await;
    assert!(two.is_published(&served.board.portal), "late, at the start");
    let head = served.get("/api/v1/sites/tu-phap/head").await;
    assert_eq!(head.status(), reqwest::StatusCode::OK);
    let told = problem(served.get("/api/v1/sites/ngoai-vu/head").await).await;
    assert_eq!((told.code(), told.status), (Some(Code::Damaged), 500));
}

#[test]
fn a_site_whose_files_cannot_be_listed_keeps_no_other_from_being_swept() {
    let two = two_sites();
    let blobs = two.folder.path().join("blobs");
    std::fs::create_dir_all(&blobs).unwrap();
    // Where the first site's folder should be lies a file.
    std::fs::write(blobs.join("ngoai-vu"), "x").unwrap();
    let portal = two.open();
    let site = portal.site("tu-phap").unwrap();
    let session = portal.session_of(&site, two.hoa.device).unwrap();
    let picture = crate::board::PICTURE;
    let total = Some(picture.len() as u64);
    portal
        .piece(&session, Hash::of(picture), 0, total, picture)
        .unwrap();
    let files = |of: &Path| std::fs::read_dir(of).unwrap().count();
    assert_eq!(files(&blobs.join("tu-phap")), 1);
    two.around.pass(2 * DAY);
    portal.sweep().unwrap();
    assert_eq!(files(&blobs.join("tu-phap")), 0);
}
