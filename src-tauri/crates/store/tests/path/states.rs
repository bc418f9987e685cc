//! What the list shows at each step of a text.

use crate::{
    board::{self, NOON, act, content, draft, vi},
    office,
};
use editorial::{Event, Hash, Millis, What, event::Offer, state::WaitsFor};
use store::{Filter, Shown, bodies, drafts, list, meta, mirror, outbox};

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

    office.approves_and_publishes(vi(1), revision);
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
fn an_approval_still_in_the_outbox_shows_as_expected() {
    let mut office = office();
    // Hùng's desk.
    crate::board::belongs_to(&office.store, office.hung);
    let revision = office.sent_elsewhere(vi(1), content("Bài", &["một"]));
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
    let signed_at = Event::read(&approval.event).unwrap().at;
    assert_eq!(
        office.row(vi(1)).updated,
        signed_at,
        "not when the portal was last heard of"
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
    let revision = office.sent_elsewhere(vi(1), content("Bài", &["một"]));
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
    office.approves(vi(1), revision);
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
    let source = office.sent_elsewhere(vi(1), content("Bài", &["một"]));
    let translated = editorial::Content {
        document: None,
        source: Some(source),
        title: "Article".to_owned(),
        ..content("", &[])
    };
    let target = office.site.submitted(office.lan, english, None, translated);
    for (edition, revision) in [(vi(1), source), (english, target)] {
        office.approves_and_publishes(edition, revision);
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
    // As the checks say it: what is only shown to the members is not yet what the board says.
    office.site.does(office.lan, vi(1), What::Shared(offer));
    office.pull();
    assert!(!office.row(english).out_of_date);
    let what = board::submitted(newer, Some(source), None);
    office.site.does(office.lan, vi(1), what);
    assert!(office.pull().editions.contains(&english));
    assert!(office.row(english).out_of_date);
    assert_eq!(
        (office.row(vi(1)).state, office.row(vi(1)).pending),
        (Shown::Published, Some(Shown::Submitted))
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
    crate::board::belongs_to(&office.store, office.lan);
    assert_eq!(
        list::list(&office.store, &Filter::default()).unwrap(),
        before
    );
}
