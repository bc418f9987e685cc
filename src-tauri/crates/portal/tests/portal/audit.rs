//! The audit finds what was changed behind the portal's back.

use crate::{
    board::{Board, Person, accepted, new_edition},
    surroundings::Still,
};
use banthao_portal::Portal;
use editorial::{Role, audit::Report};
use rusqlite::{Connection, params};
use std::sync::Arc;

struct Kept {
    folder: tempfile::TempDir,
    around: Arc<Still>,
    hoa: Person,
}

/// A ledger on disk with one published article.
fn kept() -> Kept {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let board = Board::with(
        around.clone(),
        Arc::new(Portal::open(folder.path(), around.clone()).unwrap()),
    );
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let revision = hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    accepted(&board.push(&dung, dung.approve(&revision)));
    board.is_sound();
    Kept {
        folder,
        around,
        hoa,
    }
}

impl Kept {
    /// Changes the table as no portal would, then audits.
    fn after(&self, sql: &str) -> Report {
        let connection = Connection::open(self.folder.path().join("portal.sqlite")).unwrap();
        assert!(connection.execute(sql, params![]).unwrap() > 0, "{sql}");
        drop(connection);
        let portal = Portal::open(self.folder.path(), self.around.clone()).unwrap();
        portal.audit(&portal.site("ngoai-vu").unwrap()).unwrap()
    }
}

fn finds(sql: &str, words: &str) {
    let report = kept().after(sql);
    assert!(!report.ok);
    assert!(
        report.faults.iter().any(|fault| fault.what.contains(words)),
        "{sql}: {:?}",
        report.faults
    );
}

#[test]
fn a_sound_ledger_is_told_with_its_numbers() {
    let it = kept();
    let portal = Portal::open(it.folder.path(), it.around.clone()).unwrap();
    let report = portal.audit(&portal.site("ngoai-vu").unwrap()).unwrap();
    assert_eq!(
        (report.ok, report.published, report.faults.len()),
        (true, 1, 0)
    );
    // Site and sections 4, invitations and joins 4, submitted, approved, published.
    assert_eq!(report.entries, 11);
}

#[test]
fn a_changed_letter_in_a_text_is_found() {
    finds(
        "UPDATE bodies SET bytes = replace(bytes, 'hợp tác', 'hợp lực')",
        "other bytes than its name says",
    );
}

#[test]
fn a_text_that_is_gone_without_an_erasure_is_found() {
    finds(
        "DELETE FROM bodies WHERE bytes LIKE '%\"type\":\"revision\"%'",
        "missing and was not erased",
    );
}

#[test]
fn a_changed_event_or_entry_breaks_the_chain() {
    finds(
        "UPDATE entries SET event = replace(event, '\"kind\":\"article\"', '\"kind\":\"page\"') WHERE seq = 9",
        "not those that the entry names",
    );
    finds(
        "UPDATE entries SET bytes = replace(bytes, '\"seq\":9', '\"seq\":8') WHERE seq = 9",
        "does not follow",
    );
    finds(
        "UPDATE entries SET bytes = substr(bytes, 1, 40) WHERE seq = 9",
        "canonical",
    );
}

#[test]
fn an_entry_taken_out_is_found() {
    finds("DELETE FROM entries WHERE seq = 10", "does not follow");
}

#[test]
fn a_page_that_shows_other_than_the_ledger_says_is_found() {
    finds(
        "UPDATE publications SET revision = zeroblob(32)",
        "not what the ledger says",
    );
    finds("DELETE FROM publications", "not what the ledger says");
}

#[test]
fn a_publication_without_its_approvals_is_found_even_when_the_chain_is_whole() {
    use editorial::{By, Entry, Event, Hash, event::Offer, fold::fold, keys, state::State};
    let it = kept();
    let portal = Portal::open(it.folder.path(), it.around.clone()).unwrap();
    let site = portal.site("ngoai-vu").unwrap();
    let secret = {
        let connection = Connection::open(it.folder.path().join("portal.sqlite")).unwrap();
        connection
            .query_row("SELECT secret FROM sites", [], |row| {
                row.get::<_, [u8; 32]>(0)
            })
            .unwrap()
    };
    // Whoever holds the site's key writes a publication that nobody approved: properly chained and signed.
    let site_key = crate::board::SigningKey::from_bytes(&secret);
    let edition = new_edition();
    let revision = it.hoa.article(edition, None, "Chưa ai duyệt", "Nội dung.");
    let what = editorial::What::Submitted {
        offer: Offer {
            revision: revision.hash,
            kind: editorial::Kind::Article,
            parent: None,
            source: None,
        },
        publish_at: None,
        note: None,
        reasons: Vec::new(),
    };
    let submitted = it.hoa.fact(Some(edition), what);
    let state: State = portal.look(&site, Clone::clone).unwrap();
    let short = state.board.short_for(edition.item);
    let what = editorial::What::Published {
        revision: revision.hash,
        short,
        approvals: Vec::new(),
    };
    let published = Event {
        by: By::Portal,
        ..it.hoa.fact(Some(edition), what)
    };
    let mut auditor = editorial::audit::Auditor::new(editorial::audit::Bodies::All);
    let connection = Connection::open(it.folder.path().join("portal.sqlite")).unwrap();
    let mut body = |hash: Hash| {
        if hash == revision.hash {
            return Some(revision.bytes.clone());
        }
        let sql = "SELECT bytes FROM bodies WHERE hash = ?1";
        connection
            .query_row(sql, [hash.as_bytes()], |row| row.get::<_, String>(0))
            .ok()
            .map(String::into_bytes)
    };
    let mut all = connection
        .prepare("SELECT bytes, event FROM entries ORDER BY seq")
        .unwrap();
    let rows = all
        .query_map([], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))
        })
        .unwrap();
    for row in rows {
        let (entry, event) = row.unwrap();
        auditor.entry(entry.as_bytes(), event.as_bytes(), &mut body);
    }
    let mut state = state;
    for (event, key) in [(submitted, &it.hoa.key), (published, &site_key)] {
        let last = state.board.last.unwrap();
        let bytes = event.to_bytes();
        let entry = Entry {
            seq: last.seq + 1,
            prev: last.hash,
            accepted_at: last.accepted_at,
            event: Hash::of(&bytes),
            sig: keys::sign(keys::EVENT, &bytes, key),
        };
        auditor.entry(&entry.to_bytes(), &bytes, &mut body);
        fold(&mut state, &entry, &event, |_| None);
    }
    let report = auditor.finish();
    assert_eq!(report.faults.len(), 1, "{:?}", report.faults);
    assert!(
        report.faults[0].what.contains("1 approvals missing"),
        "{:?}",
        report.faults
    );
}
