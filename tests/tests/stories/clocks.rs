//! Computers that have the wrong date, or were away for long.

use crate::state;
use tests::rig::{Board, Reader};

#[test]
fn a_desk_away_for_a_month_comes_back_with_its_long_draft_whatever_its_clock_says() {
    let board = Board::new();
    let (ha, nam, duc) = (
        board.joins("editor", "Thu Hà"),
        board.joins("editor", "Hoàng Nam"),
        board.joins("approver", "Minh Đức"),
    );
    let shared = ha.writes("Bài chung", "Bắt đầu.\n\nKết thúc.");
    ha.submits(&shared);
    nam.sync();

    // A month alone: a draft of twenty thousand words, saved with the clock in 2019 and in 2040.
    let long: String = (0..1_000)
        .map(|n| format!("Đoạn {n}: {}\n\n", ["hợp tác"; 10].join(" ")))
        .collect();
    let text_words = long.split_whitespace().count();
    assert!(text_words >= 20_000, "{text_words}");
    let old = ha.whose_clock_says("2019-03-01 08:00:00");
    let edition = old.writes("Báo cáo tổng kết", &long);
    let young = ha.whose_clock_says("2040-07-01 08:00:00");
    let longer = format!("{long}Đoạn cuối viết năm 2040.\n");
    young.does(&["edit", &edition, "--from", &ha.file("dài.md", &longer)]);
    old.does(&["edit", &edition, "--title", "Báo cáo tổng kết, bản sửa"]);
    let words = old.words(&edition);
    assert!(
        words.contains("Đoạn 0:") && words.contains("Đoạn 999:") && words.contains("viết năm 2040")
    );

    // Meanwhile the others work.
    for n in 0..3 {
        let other = nam.writes(&format!("Tin số {n}"), "Chữ.");
        nam.submits(&other);
        duc.approves(&other);
    }
    nam.does(&[
        "edit",
        &shared,
        "--from",
        &nam.file("s.md", "Bắt đầu do Nam.\n\nKết thúc."),
    ]);
    nam.submits(&shared);
    old.does(&[
        "edit",
        &shared,
        "--from",
        &ha.file("s.md", "Bắt đầu.\n\nKết thúc do Hà."),
    ]);
    old.does(&["submit", &shared]);

    // Back, with the clock in the past: order and parents decide.
    assert_eq!(old.sync()["refused"], 1);
    let merged = old.words(&shared);
    assert!(
        merged.contains("do Nam") && merged.contains("do Hà"),
        "{merged}"
    );
    young.submits(&shared);
    young.submits(&edition);
    duc.sync();
    assert_eq!(duc.words(&edition), words);
    let revision = duc.revision(&edition);
    duc.does(&["approve", &edition, "--revision", &revision]);
    duc.sync();
    assert_eq!(duc.shows(&edition)["state"], "published");
    let at = duc.does(&["history", &edition])[0]["at"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(
        !at.starts_with("2019") && !at.starts_with("2040"),
        "by the portal's clock: {at}"
    );
    let page = Reader::of(&board.portal.url).opens(&duc.url(&edition));
    assert!(page.article().contains("Đoạn cuối viết năm 2040."));
    assert_eq!(board.is_sound(), 4);
    young.sync();
    assert_eq!(young.does(&["verify"])["ok"], true);
    assert_eq!(old.does(&["verify"])["ok"], true);
}

#[test]
fn a_schedule_on_a_desk_whose_clock_is_wrong_goes_by_the_portals() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes("Sẽ đăng sau", "Chữ.");
    ha.does(&["submit", &edition, "--at", "2039-01-01T00:00:00Z"]);
    ha.sync();
    // For this computer the time is long past; for the portal it is years ahead.
    let young = duc.whose_clock_says("2040-07-01 08:00:00");
    young.sync();
    young.does(&["approve", &edition, "--revision", &young.revision(&edition)]);
    young.sync();
    assert_eq!(state(&young, &edition).0, "scheduled");
    assert_eq!(board.is_sound(), 0);
    let old = duc.whose_clock_says("2019-03-01 08:00:00");
    old.does(&["schedule", &edition, "--at", "2020-01-01T00:00:00Z"]);
    old.sync();
    assert_eq!(
        state(&old, &edition).0,
        "published",
        "in the past for the portal, though ahead for this computer"
    );
    assert_eq!(board.is_sound(), 1);
}
