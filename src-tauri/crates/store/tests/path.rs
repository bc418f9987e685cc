//! The path of a text through drafts, outbox and mirror, and what the list shows at each step.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{NOON, Person, Site, act, content, desk_of, draft, submitted, vi};
use editorial::{
    Code, EditionId, Hash, Millis, Role, What,
    decide::Refusal,
    event::{Ground, Offer},
    state::WaitsFor,
};
use store::{
    Error, Filter, Shown, Store, bodies, drafts,
    list::{self, Row},
    meta, mirror, outbox, refusals, snapshots, trash,
};

struct Office {
    site: Site,
    lan: Person,
    hung: Person,
    store: Store,
}

/// Lan's desk; Lan writes, Hùng decides.
fn office() -> Office {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hung = site.person(2, Role::Approver, "Đinh Quốc Hùng");
    let store = desk_of(&mut site, lan);
    Office {
        site,
        lan,
        hung,
        store,
    }
}

impl Office {
    fn pull(&mut self) -> store::Changed {
        let page = self.site.page();
        mirror::apply(&self.store, &page).unwrap()
    }

    fn row(&self, edition: EditionId) -> Row {
        list::row(&self.store, edition).unwrap().expect("a row")
    }

    /// Lan submits her draft: into the outbox. The event as it would be sent, and the revision.
    fn submits(
        &mut self,
        edition: EditionId,
        parent: Option<Hash>,
        content: editorial::Content,
    ) -> (store::Act, Hash) {
        let sealed = self.site.seal(self.lan, edition, parent, content);
        let revision = Hash::of(&sealed);
        let signed = self
            .site
            .act(self.lan, Some(edition), submitted(revision, parent, None));
        let act = act(signed, Some(edition), vec![sealed]);
        let draft = drafts::get(&self.store, edition).unwrap();
        outbox::append(&self.store, &act, draft.as_ref()).unwrap();
        (act, revision)
    }

    fn portal_takes(&mut self, act: &store::Act) {
        self.site.bodies.extend(act.bodies.clone());
        self.site.accept(act.event.clone(), act.sig);
    }
}

#[test]
fn a_text_goes_from_draft_to_published() {
    let mut office = office();
    let text = content("Hội nghị xúc tiến", &["Sáng nay tại Quảng Ngãi."]);
    drafts::put(&office.store, &draft(vi(1), text.clone())).unwrap();
    let row = office.row(vi(1));
    assert_eq!(
        (row.state, row.pending, row.revision, row.draft),
        (Shown::Draft, None, None, true)
    );
    assert_eq!(
        (row.title.as_str(), row.author.as_deref(), row.mine),
        ("Hội nghị xúc tiến", Some("Phạm Thị Lan"), true)
    );

    let (act, revision) = office.submits(vi(1), None, text.clone());
    let row = office.row(vi(1));
    assert_eq!(
        (row.state, row.revision, row.draft),
        (Shown::Submitted, Some(revision), false)
    );
    assert!(drafts::get(&office.store, vi(1)).unwrap().is_none());
    assert!(
        mirror::confirmed(&office.store, vi(1).item)
            .unwrap()
            .editions
            .is_empty(),
        "the mirror knows nothing of it"
    );
    assert_eq!(
        mirror::state(&office.store, vi(1).item).unwrap().editions[&vi(1)].head(),
        Some(revision)
    );

    outbox::mark_tried(&office.store, &[act.id]).unwrap();
    office.portal_takes(&act);
    outbox::accepted(&office.store, act.id, 6).unwrap();
    let waiting = outbox::pending(&office.store).unwrap();
    assert!(
        waiting[0].tried
            && waiting[0].accepted == Some(6)
            && waiting[0].title == "Hội nghị xúc tiến"
    );
    assert_eq!(office.pull().settled, [act.id]);
    assert!(outbox::pending(&office.store).unwrap().is_empty());
    assert_eq!(office.row(vi(1)).state, Shown::Submitted);

    office.site.does(
        office.hung,
        vi(1),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    office.site.publishes(vi(1), revision);
    let changed = office.pull();
    assert!(changed.editions.contains(&vi(1)) && !changed.board);
    let row = office.row(vi(1));
    assert_eq!(
        (row.state, row.pending, row.published_revision),
        (Shown::Published, None, Some(revision))
    );
    assert_eq!(mirror::history(&office.store, vi(1)).unwrap().len(), 3);
    let short = mirror::state(&office.store, vi(1).item)
        .unwrap()
        .board
        .shorts;
    assert_eq!(short.values().copied().collect::<Vec<_>>(), [vi(1).item]);

    // Writing on it begins new work; writing the same text again ends it.
    let changed = content("Hội nghị xúc tiến đầu tư", &["Sáng nay tại Quảng Ngãi."]);
    drafts::put(
        &office.store,
        &store::Draft {
            base: Some(revision),
            ..draft(vi(1), changed)
        },
    )
    .unwrap();
    let row = office.row(vi(1));
    assert_eq!(
        (row.state, row.pending, row.draft, row.title.as_str()),
        (
            Shown::Published,
            Some(Shown::Draft),
            true,
            "Hội nghị xúc tiến đầu tư"
        )
    );
    drafts::put(
        &office.store,
        &store::Draft {
            base: Some(revision),
            ..draft(vi(1), text)
        },
    )
    .unwrap();
    assert_eq!(
        (office.row(vi(1)).pending, office.row(vi(1)).draft),
        (None, false)
    );
}

#[test]
fn editing_a_submitted_or_returned_text_does_not_change_its_state() {
    let mut office = office();
    let (act, revision) = office.submits(vi(1), None, content("Bài", &["một"]));
    office.portal_takes(&act);
    office.pull();
    let edited = store::Draft {
        base: Some(revision),
        ..draft(vi(1), content("Bài", &["một hai"]))
    };
    drafts::put(&office.store, &edited).unwrap();
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).draft),
        (Shown::Submitted, true)
    );

    let reason = office.site.text("Thiếu tên đơn vị.");
    office
        .site
        .does(office.hung, vi(1), What::Returned { revision, reason });
    // Its reason comes later than the entry: it is asked for, and shows once it is here.
    let body = office.site.bodies.pop().unwrap();
    let changed = office.pull();
    assert_eq!(changed.missing, [reason]);
    assert_eq!(bodies::wanted(&office.store).unwrap(), [reason]);
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).reason),
        (Shown::Returned, None)
    );
    bodies::put(&office.store, &body).unwrap();
    assert!(bodies::wanted(&office.store).unwrap().is_empty());
    assert_eq!(
        office.row(vi(1)).reason.as_deref(),
        Some("Thiếu tên đơn vị.")
    );
}

#[test]
fn a_refused_text_is_kept_as_a_draft_on_what_was_not_refused() {
    let mut office = office();
    let head = {
        let (act, revision) = office.submits(vi(1), None, content("Bài", &["gốc"]));
        office.portal_takes(&act);
        office.pull();
        revision
    };
    let (first, first_revision) = office.submits(vi(1), Some(head), content("Bài", &["lần một"]));
    let (second, second_revision) =
        office.submits(vi(1), Some(first_revision), content("Bài", &["lần hai"]));
    let behind = Refusal::from(Code::Behind);

    outbox::refused(&office.store, first.id, &behind, Millis(NOON)).unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (kept.base, kept.content),
        (Some(head), content("Bài", &["lần một"]))
    );

    outbox::refused(
        &office.store,
        second.id,
        &Refusal::from(Code::UnknownParent),
        Millis(NOON),
    )
    .unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (kept.base, kept.content),
        (Some(head), content("Bài", &["lần hai"]))
    );
    let notices = refusals::all(&office.store).unwrap();
    assert_eq!(notices.len(), 1, "one notice for both");
    assert_eq!(
        (
            notices[0].refusal.code,
            notices[0].revision,
            notices[0].base
        ),
        (Code::Behind, Some(second_revision), Some(head))
    );
    assert!(
        outbox::is_refused(&office.store, first_revision).unwrap()
            && outbox::is_refused(&office.store, second_revision).unwrap()
    );
    // A late second answer changes nothing.
    outbox::refused(&office.store, first.id, &behind, Millis(NOON)).unwrap();
    assert_eq!(refusals::count(&office.store).unwrap(), 1);
    assert_eq!(office.row(vi(1)).revision, Some(head));

    refusals::dismiss(&office.store, notices[0].id).unwrap();
    assert!(matches!(
        refusals::dismiss(&office.store, notices[0].id),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn who_goes_on_writing_keeps_that_and_only_its_ground_moves() {
    let mut office = office();
    let (first, revision) = office.submits(vi(1), None, content("Bài", &["đã gửi"]));
    let further = store::Draft {
        base: Some(revision),
        ..draft(vi(1), content("Bài", &["đã gửi", "viết tiếp"]))
    };
    drafts::put(&office.store, &further).unwrap();
    outbox::refused(
        &office.store,
        first.id,
        &Refusal::from(Code::NoRight),
        Millis(NOON),
    )
    .unwrap();
    let kept = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!((kept.base, kept.content), (None, further.content));
    assert!(
        bodies::revision(&office.store, revision).unwrap().is_some(),
        "what was refused can still be read"
    );
}

#[test]
fn an_act_is_recalled_only_before_it_was_tried_and_the_last_first() {
    let mut office = office();
    let (first, revision) = office.submits(vi(1), None, content("Bài", &["một"]));
    let (second, _) = office.submits(vi(1), Some(revision), content("Bài", &["hai"]));
    assert!(matches!(
        outbox::recall(&office.store, first.id, Millis(NOON)),
        Err(Error::WrongState(_))
    ));
    outbox::recall(&office.store, second.id, Millis(NOON)).unwrap();
    let back = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    assert_eq!(
        (back.content, back.base),
        (content("Bài", &["hai"]), Some(revision))
    );
    assert!(refusals::all(&office.store).unwrap().is_empty());
    outbox::mark_tried(&office.store, &[first.id]).unwrap();
    assert!(matches!(
        outbox::recall(&office.store, first.id, Millis(NOON)),
        Err(Error::WrongState(_))
    ));
    assert!(matches!(
        outbox::recall(&office.store, second.id, Millis(NOON)),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn an_approval_still_in_the_outbox_shows_as_expected() {
    let mut office = office();
    // Hùng's desk.
    board::belongs_to(&office.store, office.hung);
    let revision = office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    office.pull();
    assert!(!office.row(vi(1)).mine);
    let signed = office.site.act(
        office.hung,
        Some(vi(1)),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    let approval = act(signed, Some(vi(1)), vec![]);
    outbox::append(&office.store, &approval, None).unwrap();
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).waits_for),
        (Shown::Approved, None)
    );
    // Taken, and not published with it: only a file can be missing.
    office.portal_takes(&approval);
    office.pull();
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).waits_for),
        (Shown::Approved, Some(WaitsFor::File))
    );
}

#[test]
fn a_time_asked_for_shows_and_a_schedule_is_a_state() {
    let mut office = office();
    let revision = office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    let later = Millis(NOON + 1_000_000_000);
    office.site.does(
        office.lan,
        vi(1),
        What::Scheduled {
            revision,
            publish_at: later,
        },
    );
    office.pull();
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).at),
        (Shown::Submitted, Some(later))
    );
    office.site.does(
        office.hung,
        vi(1),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    office.pull();
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).at),
        (Shown::Scheduled, Some(later))
    );
}

#[test]
fn a_translation_is_out_of_date_when_its_source_moves_and_ends_with_it() {
    let mut office = office();
    let english = vi(1).other();
    let source = office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    let translated = editorial::Content {
        document: None,
        source: Some(source),
        title: "Article".to_owned(),
        ..content("", &[])
    };
    let target = office.site.submitted(office.lan, english, None, translated);
    for (edition, revision) in [(vi(1), source), (english, target)] {
        office.site.does(
            office.hung,
            edition,
            What::Approved {
                revision,
                publish_at: None,
            },
        );
        office.site.publishes(edition, revision);
    }
    office.pull();
    assert_eq!(
        (office.row(english).state, office.row(english).out_of_date),
        (Shown::Published, false)
    );
    let newer = office
        .site
        .revision(office.lan, vi(1), Some(source), content("Bài", &["hai"]));
    let offer = Offer {
        revision: newer,
        kind: editorial::Kind::Article,
        parent: Some(source),
        source: None,
    };
    office.site.does(office.lan, vi(1), What::Shared(offer));
    assert!(office.pull().editions.contains(&english));
    assert!(office.row(english).out_of_date);
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).pending),
        (Shown::Published, Some(Shown::Draft))
    );

    let reason = office.site.text("Sai số liệu.");
    office
        .site
        .does(office.hung, vi(1), What::Withdrawn { reason });
    office.pull();
    for edition in [vi(1), english] {
        assert_eq!(
            (
                office.row(edition).state,
                office.row(edition).reason.as_deref()
            ),
            (Shown::Withdrawn, Some("Sai số liệu."))
        );
    }
}

#[test]
fn an_english_edition_without_a_title_is_known_by_its_source() {
    let office = office();
    drafts::put(
        &office.store,
        &draft(vi(1), content("Tiêu đề tiếng Việt", &["một"])),
    )
    .unwrap();
    let english = editorial::Content {
        source: Some(Hash::of(b"x")),
        ..editorial::Content::default()
    };
    drafts::put(&office.store, &draft(vi(1).other(), english)).unwrap();
    assert_eq!(office.row(vi(1).other()).title, "Tiêu đề tiếng Việt");
}

#[test]
fn the_list_filters_counts_and_pages() {
    let mut office = office();
    for n in 0..5 {
        let at = Millis(NOON + i64::try_from(n).unwrap());
        drafts::put(
            &office.store,
            &store::Draft {
                updated: at,
                ..draft(vi(n), content(&format!("Nháp {n}"), &["…"]))
            },
        )
        .unwrap();
    }
    let mut page = draft(vi(10), content("Trang", &["…"]));
    page.kind = editorial::Kind::Page;
    drafts::put(&office.store, &page).unwrap();
    office
        .site
        .submitted(office.hung, vi(20), None, content("Của Hùng", &["…"]));
    office.pull();

    let titles = |filter: Filter| {
        list::list(&office.store, &filter)
            .unwrap()
            .into_iter()
            .map(|row| row.title)
            .collect::<Vec<_>>()
    };
    assert_eq!(titles(Filter::default()).len(), 7);
    assert_eq!(
        titles(Filter {
            limit: Some(2),
            offset: 1,
            ..Filter::default()
        }),
        ["Nháp 4", "Nháp 3"]
    );
    assert_eq!(
        titles(Filter {
            kind: Some(editorial::Kind::Page),
            ..Filter::default()
        }),
        ["Trang"]
    );
    assert_eq!(
        titles(Filter {
            state: Some(Shown::Submitted),
            ..Filter::default()
        }),
        ["Của Hùng"]
    );
    assert_eq!(
        titles(Filter {
            mine: true,
            ..Filter::default()
        })
        .len(),
        6
    );
    assert!(
        titles(Filter {
            lang: Some(editorial::Lang::En),
            ..Filter::default()
        })
        .is_empty()
    );
    assert_eq!(
        list::counts(&office.store).unwrap(),
        [(Shown::Draft, 6), (Shown::Submitted, 1)]
    );

    let before = list::list(&office.store, &Filter::default()).unwrap();
    // Made anew from what it rests on, the list is the same.
    meta::set_identity(
        &office.store,
        &store::Identity {
            member: None,
            ..meta::identity(&office.store).unwrap()
        },
    )
    .unwrap();
    board::belongs_to(&office.store, office.lan);
    assert_eq!(
        list::list(&office.store, &Filter::default()).unwrap(),
        before
    );
}

#[test]
fn a_snapshot_by_time_is_made_every_ten_minutes_of_change() {
    let office = office();
    let minute = 60_000;
    for n in 0..65_i64 {
        let at = Millis(NOON + n * minute);
        drafts::put(
            &office.store,
            &store::Draft {
                updated: at,
                ..draft(vi(1), content(&format!("Phút {n}"), &["…"]))
            },
        )
        .unwrap();
    }
    let by_time = snapshots::of(&office.store, vi(1)).unwrap();
    assert!((5..=7).contains(&by_time.len()), "{}", by_time.len());
    assert!(by_time.iter().all(|snapshot| snapshot.name.is_none()));
    let named = snapshots::take(&office.store, vi(1), Some("Trước khi gửi"), Millis(NOON)).unwrap();
    assert_eq!(
        snapshots::content(&office.store, named.id).unwrap().title,
        "Phút 64"
    );
    // The text of a dropped draft is still there.
    drafts::delete(&office.store, vi(1), Millis(NOON + 100 * minute)).unwrap();
    let newest = &snapshots::of(&office.store, vi(1)).unwrap()[0];
    assert_eq!(
        snapshots::content(&office.store, newest.id).unwrap().title,
        "Phút 64"
    );
    // So many are kept, and named ones for ever.
    for n in 0..60 {
        drafts::put(
            &office.store,
            &draft(vi(1), content(&format!("Bản {n}"), &["…"])),
        )
        .unwrap();
        snapshots::take(&office.store, vi(1), None, Millis(NOON + n)).unwrap();
    }
    let all = snapshots::of(&office.store, vi(1)).unwrap();
    assert_eq!(
        all.iter()
            .filter(|snapshot| snapshot.name.is_none())
            .count(),
        50
    );
    assert!(all.iter().any(|snapshot| snapshot.id == named.id));
}

#[test]
fn the_trash_hides_and_gives_back() {
    let office = office();
    drafts::put(&office.store, &draft(vi(1), content("Bài", &["…"]))).unwrap();
    assert!(matches!(
        trash::put(&office.store, board::item(9), Millis(1)),
        Err(Error::NotFound(_))
    ));
    trash::put(&office.store, vi(1).item, Millis(1)).unwrap();
    assert!(
        list::list(&office.store, &Filter::default())
            .unwrap()
            .is_empty()
    );
    assert_eq!(
        trash::all(&office.store).unwrap(),
        [(vi(1).item, Millis(1))]
    );
    trash::take_out(&office.store, vi(1).item).unwrap();
    assert_eq!(office.row(vi(1)).title, "Bài");
    assert!(matches!(
        trash::take_out(&office.store, vi(1).item),
        Err(Error::NotFound(_))
    ));
}

#[test]
fn pages_come_twice_or_wrong_and_change_nothing_more() {
    let mut office = office();
    office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    let page = office.site.page();
    mirror::apply(&office.store, &page).unwrap();
    let whole = mirror::whole(&office.store).unwrap();
    let cursor = meta::cursor(&office.store).unwrap();
    mirror::apply(&office.store, &page).unwrap();
    assert_eq!(mirror::whole(&office.store).unwrap(), whole);

    let revision = office
        .site
        .submitted(office.lan, vi(2), None, content("Khác", &["hai"]));
    office.site.does(
        office.hung,
        vi(2),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    let mut gap = office.site.page();
    gap.entries.remove(0);
    assert!(matches!(
        mirror::apply(&office.store, &gap),
        Err(Error::WrongState(_))
    ));
    // Another ledger's entry in a known place.
    let mut other = Site::new();
    other.text("khác");
    other.person(5, Role::Chief, "Người khác");
    assert!(matches!(
        mirror::apply(&office.store, &other.page()),
        Err(Error::WrongState(_))
    ));
    assert_eq!(
        (
            meta::cursor(&office.store).unwrap(),
            mirror::whole(&office.store).unwrap()
        ),
        (cursor, whole)
    );
    assert!(list::row(&office.store, vi(2)).unwrap().is_none());
}

#[test]
fn the_same_entries_in_any_pages_add_up_to_the_same() {
    let build = |office: &mut Office| {
        for n in 0..8 {
            let revision = office.site.submitted(
                office.lan,
                vi(n),
                None,
                content(&format!("Bài {n}"), &["…"]),
            );
            office.site.does(
                office.hung,
                vi(n),
                What::Approved {
                    revision,
                    publish_at: None,
                },
            );
            office.site.publishes(vi(n), revision);
        }
    };
    let mut at_once = office();
    build(&mut at_once);
    at_once.pull();
    let mut one_by_one = office();
    build(&mut one_by_one);
    let mut page = one_by_one.site.page();
    for body in page.bodies {
        bodies::put(&one_by_one.store, body.bytes()).unwrap();
    }
    for entry in page.entries.drain(..) {
        mirror::apply(
            &one_by_one.store,
            &store::Page {
                entries: vec![entry],
                bodies: vec![],
            },
        )
        .unwrap();
    }
    assert_eq!(
        mirror::whole(&at_once.store).unwrap(),
        mirror::whole(&one_by_one.store).unwrap()
    );
    let rows = |store: &Store| list::list(store, &Filter::default()).unwrap();
    assert_eq!(rows(&at_once.store), rows(&one_by_one.store));
    assert_eq!(rows(&at_once.store).len(), 8);
}

#[test]
fn a_portal_that_lost_entries_is_offered_them_again() {
    let mut office = office();
    let revision = office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    office.pull();
    let (kept, whole) = (
        meta::cursor(&office.store).unwrap(),
        mirror::whole(&office.store).unwrap(),
    );
    let approval = office.site.does(
        office.hung,
        vi(1),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    office.site.publishes(vi(1), revision);
    office.pull();
    let (mine, _) = office.submits(vi(2), None, content("Của tôi", &["hai"]));

    mirror::rollback_to(&office.store, kept).unwrap();
    assert_eq!(
        (
            meta::cursor(&office.store).unwrap(),
            mirror::whole(&office.store).unwrap()
        ),
        (kept, whole)
    );
    let waiting = outbox::pending(&office.store).unwrap();
    assert_eq!(
        waiting.iter().map(|act| act.id).collect::<Vec<_>>(),
        [approval, mine.id],
        "published is the portal's to say"
    );
    assert!(waiting[0].reoffered && !waiting[1].reoffered);
    assert_eq!(outbox::count(&office.store).unwrap(), 1);
    assert_eq!(office.row(vi(1)).state, Shown::Approved);
    // Somebody else's, refused now: no notice on this desk.
    outbox::refused(
        &office.store,
        approval,
        &Refusal::from(Code::DeviceRevoked),
        Millis(NOON),
    )
    .unwrap();
    assert!(refusals::all(&office.store).unwrap().is_empty());
    assert_eq!(office.row(vi(1)).state, Shown::Submitted);
    assert!(matches!(
        mirror::rollback_to(&office.store, 9999),
        Err(Error::NotFound(_))
    ));

    mirror::clear(&office.store).unwrap();
    assert_eq!(meta::cursor(&office.store).unwrap(), 0);
    assert!(
        bodies::has(&office.store, revision).unwrap(),
        "the texts stay"
    );
}

#[test]
fn an_erased_body_goes_and_its_page_ends() {
    let mut office = office();
    let revision = office.site.submitted(
        office.lan,
        vi(1),
        None,
        content("Bài", &["số điện thoại riêng"]),
    );
    office.site.does(
        office.hung,
        vi(1),
        What::Approved {
            revision,
            publish_at: None,
        },
    );
    office.site.publishes(vi(1), revision);
    office.pull();
    office.site.operator(What::Erased {
        body: revision,
        ground: Ground::Person,
    });
    let changed = office.pull();
    assert_eq!(changed.erased, [revision]);
    assert!(!bodies::has(&office.store, revision).unwrap());
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).title.as_str()),
        (Shown::Unpublished, "")
    );
    // Sent once more by a portal that forgot, it is not taken.
    let body = office
        .site
        .bodies
        .iter()
        .find(|bytes| Hash::of(bytes) == revision)
        .unwrap()
        .clone();
    let page = store::Page {
        entries: vec![],
        bodies: vec![store::ReceivedBody::of(body)],
    };
    mirror::apply(&office.store, &page).unwrap();
    assert!(!bodies::has(&office.store, revision).unwrap());
}

#[test]
fn what_a_later_version_adds_passes_through_and_is_read_only() {
    let mut office = office();
    office
        .site
        .submitted(office.lan, vi(1), None, content("Bài", &["một"]));
    let ledger = office.site.ledger.unwrap();
    let event = format!(
        r#"{{"at":1,"edition":"{}","id":"0197abcd-0000-7000-8000-000000000001","ledger":"{ledger}","member":"{}","device":"{}","stars":5,"v":2,"what":"praised"}}"#,
        vi(1),
        office.lan.member,
        office.lan.device
    );
    let value: serde_json::Value = serde_json::from_str(&event).unwrap();
    let bytes = editorial::canonical::to_bytes(&value);
    office
        .site
        .accept(bytes.clone(), editorial::Signature::from_bytes([3; 64]));
    let body = br#"{"salt":"AAAAAAAAAAAAAAAAAAAAAA","type":"hologram","v":3}"#.to_vec();
    office.site.bodies.push(body.clone());
    office.pull();
    assert!(office.row(vi(1)).newer);
    assert_eq!(
        mirror::history(&office.store, vi(1)).unwrap()[1].event,
        bytes
    );
    assert_eq!(
        bodies::get(&office.store, Hash::of(&body))
            .unwrap()
            .unwrap(),
        body
    );
    // And it goes on.
    office
        .site
        .submitted(office.lan, vi(2), None, content("Bài sau", &["hai"]));
    office.pull();
    assert_eq!(office.row(vi(2)).title, "Bài sau");
}

#[test]
fn a_fork_shows_until_it_is_settled_and_its_notice_goes_with_it() {
    let mut office = office();
    let (act, _) = office.submits(vi(1), None, content("Bài", &["của tôi"]));
    outbox::refused(
        &office.store,
        act.id,
        &Refusal::from(Code::Behind),
        Millis(NOON),
    )
    .unwrap();
    let mut notice = refusals::all(&office.store).unwrap().remove(0);
    let merge = store::Merge {
        theirs: Hash::of(b"theirs"),
        mine: notice.revision,
        mine_content: None,
        base: None,
        conflicts: vec![serde_json::json!({"block": "aaaaaaaaaa"})],
    };
    let mut merged = drafts::get(&office.store, vi(1)).unwrap().unwrap();
    merged.merge = Some(merge);
    drafts::put(&office.store, &merged).unwrap();
    notice.merged = store::Merged::Fork;
    refusals::add(&office.store, &notice).unwrap();
    assert!(office.row(vi(1)).fork);
    assert_eq!(drafts::get(&office.store, vi(1)).unwrap().unwrap(), merged);

    merged.merge = None;
    drafts::put(&office.store, &merged).unwrap();
    assert!(!office.row(vi(1)).fork);
    assert_eq!(refusals::all(&office.store).unwrap(), [notice]);
    office.submits(vi(1), None, content("Bài", &["chung"]));
    assert!(refusals::all(&office.store).unwrap().is_empty());
}

#[test]
fn an_erased_comment_leaves_only_its_place() {
    let office = office();
    let comment = |cursor: u64, name: &str| store::comments::Comment {
        cursor,
        comment: name.to_owned(),
        edition: vi(1),
        receipt: format!("YK-{cursor}"),
        name: name.to_owned(),
        contact: "0914".to_owned(),
        hide_name: false,
        text: "Tôi đồng ý.".to_owned(),
        at: Millis(NOON),
        block: None,
        erased: false,
    };
    store::comments::put(&office.store, &[comment(1, "An"), comment(2, "Bình")], 2).unwrap();
    store::comments::put(&office.store, &[comment(1, "An"), comment(2, "Bình")], 2).unwrap();
    assert_eq!(store::comments::of(&office.store, vi(1)).unwrap().len(), 2);
    let gone = store::comments::Comment {
        cursor: 3,
        comment: "An".to_owned(),
        erased: true,
        ..comment(3, "An")
    };
    store::comments::put(&office.store, &[gone], 3).unwrap();
    let left = store::comments::of(&office.store, vi(1)).unwrap();
    assert_eq!(
        (
            left.len(),
            left[0].name.as_str(),
            store::comments::cursor(&office.store).unwrap()
        ),
        (1, "Bình", 3)
    );
}
