//! Pages of the ledger: cut where they should be, vouched for, with the texts that stand.

use crate::board::{Board, Person, accepted, lines, new_edition};
use editorial::{Entry, Hash, Head, Role, entry::verify_head};
use protocol::{PAGE_ENTRIES, ReceiveLine};

/// Entries, bodies and the head of a page.
fn parts(page: &[ReceiveLine]) -> (Vec<Entry>, Vec<Hash>, Head) {
    let (mut entries, mut bodies, mut last) = (Vec::new(), Vec::new(), None);
    for line in page {
        match line {
            ReceiveLine::Entry { entry, .. } => {
                entries.push(Entry::read(entry.as_bytes()).unwrap());
            }
            ReceiveLine::Body { body } => bodies.push(Hash::of(body.as_bytes())),
            ReceiveLine::Head { head, .. } => last = Some(Head::read(head.as_bytes()).unwrap()),
        }
    }
    (entries, bodies, last.unwrap())
}

#[test]
fn a_page_gives_the_texts_that_stand_and_small_texts_always() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let edition = new_edition();
    let first = hoa.article(edition, None, "Một", "Một.");
    let second = hoa.article(edition, Some(first.hash), "Hai", "Hai.");
    let third = hoa.article(edition, Some(second.hash), "Ba", "Ba.");
    accepted(&board.push(&hoa, hoa.submit(&first, None)));
    accepted(&board.push(&dung, dung.approve(&first)));
    accepted(&board.push(&hoa, hoa.submit(&second, None)));
    accepted(&board.push(&hoa, hoa.submit(&third, None)));
    let (entries, bodies, head) = parts(&board.received(&hoa));
    assert!(bodies.contains(&first.hash), "it is live");
    assert!(bodies.contains(&third.hash), "it is the head");
    assert!(!bodies.contains(&second.hash), "it stands nowhere any more");
    let names = board.state(|state| {
        state
            .board
            .members
            .values()
            .filter_map(|it| it.name)
            .collect::<Vec<_>>()
    });
    assert!(names.iter().all(|name| bodies.contains(name)));
    assert_eq!(
        (head.seq, head.hash),
        (entries.last().unwrap().seq, entries.last().unwrap().hash())
    );
    let bare = board
        .portal
        .entries(&board.session(&hoa), 0, false)
        .unwrap();
    assert!(parts(&lines(&bare.lines)).1.is_empty());
}

#[test]
fn pages_hold_a_thousand_entries_and_each_is_vouched_for_by_its_last() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let mut push = Vec::new();
    for n in 0..PAGE_ENTRIES {
        push.extend(hoa.submit(
            &hoa.article(new_edition(), None, &format!("Bài {n}"), "Nội dung."),
            None,
        ));
    }
    accepted(&board.push(&hoa, push));
    let (site, session) = (board.site(), board.session(&hoa));
    let (mut after, mut before, mut seen) = (0, None, 0);
    loop {
        let page = board.portal.entries(&session, after, true).unwrap();
        let received = lines(&page.lines);
        let (entries, bodies, head) = parts(&received);
        assert!(entries.len() <= PAGE_ENTRIES);
        for entry in &entries {
            assert!(entry.follows(before));
            before = Some((entry.seq, entry.hash(), entry.accepted_at));
        }
        seen += bodies.len();
        let Some(ReceiveLine::Head {
            head: bytes,
            sig,
            last,
            ..
        }) = received.last()
        else {
            panic!()
        };
        assert!(verify_head(bytes.as_bytes(), sig, &site.public_key()));
        assert_eq!(
            (head.ledger, head.seq, Some(head.hash)),
            (site.ledger, page.seq, before.map(|it| it.1))
        );
        if entries.is_empty() {
            assert_eq!(page.seq, *last);
            break;
        }
        after = page.seq;
    }
    assert!(seen >= PAGE_ENTRIES);
}

#[test]
fn a_page_of_large_texts_is_cut_before_it_grows_without_end() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    for n in 0..8 {
        let text = "chữ ".repeat(120_000);
        accepted(&board.push(
            &hoa,
            hoa.submit(
                &hoa.article(new_edition(), None, &format!("Bài {n}"), &text),
                None,
            ),
        ));
    }
    let page = board.portal.entries(&board.session(&hoa), 0, true).unwrap();
    assert!(page.seq < page.last, "all of it came at once");
    assert!(page.lines.len() < 8 * 1024 * 1024, "{}", page.lines.len());
}

#[test]
fn a_share_after_a_submission_leaves_what_is_before_those_who_decide() {
    use editorial::{Kind, What, event::Offer};
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung: Person = board.person("Phạm Văn Dũng", Role::Approver);
    let edition = new_edition();
    let submitted = hoa.article(edition, None, "Chờ duyệt", "Một.");
    let newer = hoa.article(edition, Some(submitted.hash), "Đang viết tiếp", "Hai.");
    accepted(&board.push(&hoa, hoa.submit(&submitted, None)));
    let offer = Offer {
        revision: newer.hash,
        kind: Kind::Article,
        parent: Some(submitted.hash),
        source: None,
    };
    let share = hoa.event(Some(edition), What::Shared(offer));
    accepted(&board.push(&hoa, vec![crate::board::body(&newer.bytes), share]));
    let (_, bodies, _) = parts(&board.received(&dung));
    assert!(bodies.contains(&submitted.hash) && bodies.contains(&newer.hash));
}
