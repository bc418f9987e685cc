//! Finding texts as people in the office type them.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

mod board;

use board::{Site, content, desk_of, draft, vi};
use editorial::Role;
use store::{Store, drafts, search};

/// A store with these texts (title, paragraph), indexed; the number of each is its place.
fn holding(texts: &[(&str, &str)]) -> Store {
    let store = Store::in_memory().unwrap();
    for (n, (title, words)) in texts.iter().enumerate() {
        drafts::put(&store, &draft(vi(n as u128), content(title, &[words]))).unwrap();
        assert_eq!(search::index_some(&store, 100).unwrap(), 0);
    }
    store
}

fn found(store: &Store, text: &str) -> Vec<u128> {
    let hits = search::search(store, text, 20).unwrap();
    assert!(
        hits.iter()
            .enumerate()
            .all(|(n, hit)| hit.rank as usize == n + 1)
    );
    hits.iter()
        .map(|hit| hit.edition.item.uuid().as_u128() & 0xffff_ffff)
        .map(|n| n & 0xffff)
        .collect()
}

#[test]
fn every_way_of_typing_finds_the_text() {
    let store = holding(&[
        (
            "Đoàn Đại biểu thăm Đà Nẵng",
            "Đồng chí Nguyễn Văn Đức tiếp đoàn.",
        ),
        (
            "Khánh thành công trình thủy lợi",
            "Người dân hòa mình vào ngày hội.",
        ),
        ("Hội nghị", "Kính gửi các đơn vị: họp giao ban."),
    ]);
    for typed in [
        "đà nẵng",
        "ĐÀ NẴNG",
        "da nang",
        "Đa Nang",
        "Da\u{300} Na\u{306}\u{303}ng",
        "đoàn biểu",
        "Nguyen Van Duc",
    ] {
        assert_eq!(found(&store, typed), [0], "{typed}");
    }
    for typed in [
        "thủy lợi",
        "thuỷ lợi",
        "THUỶ LỢI",
        "thuy loi",
        "hòa mình",
        "hoà mình",
        "hoa minh",
    ] {
        assert_eq!(found(&store, typed), [1], "{typed}");
    }
    for typed in ["đinh", "không có", "Đà Lạt"] {
        assert!(found(&store, typed).is_empty(), "{typed}");
    }
}

#[test]
fn as_written_comes_before_folded_and_title_before_text() {
    let store = holding(&[
        ("Về mùa xuân", "Hoa nở khắp nơi."),
        ("Về hòa bình", "Không có gì thêm."),
        ("Hoa và đất nước", "Không có gì thêm."),
        ("Chuyện khác", "Cùng nhau hóa giải."),
    ]);
    // Written "hoa": title, then text; then the folded ones, titles first.
    assert_eq!(found(&store, "hoa"), [2, 0, 1, 3]);
    assert_eq!(found(&store, "hòa"), [1, 2, 3, 0]);
}

#[test]
fn side_by_side_comes_before_scattered_and_newest_before_older() {
    let store = holding(&[
        ("Một", "Cảng nước sâu Dung Quất."),
        ("Hai", "Dung lượng lớn, xuất khẩu từ bến Quất."),
        ("Ba", "Khu kinh tế Dung Quất."),
    ]);
    assert_eq!(found(&store, "Dung Quất"), [2, 0, 1]);
    // Written again, the oldest becomes the newest.
    drafts::put(
        &store,
        &draft(vi(0), content("Một", &["Cảng Dung Quất, sửa lần hai."])),
    )
    .unwrap();
    assert_eq!(search::indexing(&store).unwrap(), 1);
    search::index_some(&store, 10).unwrap();
    assert_eq!(found(&store, "Dung Quất"), [0, 2, 1]);
    assert_eq!(search::search(&store, "dung quat", 2).unwrap().len(), 2);
}

#[test]
fn numbers_of_documents_and_dates_are_found_however_they_are_typed() {
    let store = holding(&[
        (
            "Triển khai nghị định",
            "Căn cứ Nghị định số 43/2011/NĐ-CP ngày 13 tháng 6 năm 2011.",
        ),
        (
            "Báo cáo",
            "Theo Quyết định 123/QĐ-UBND và Công văn 02/CV-BBT, ngày 05/02/2021.",
        ),
        ("Khác", "Số 123 đường Quang Trung; 43 hộ dân, năm 2011."),
    ]);
    for typed in [
        "43/2011/NĐ-CP",
        "43/2011/nd-cp",
        "số 43/2011/NĐ - CP",
        "43 / 2011 / NĐ-CP",
    ] {
        assert_eq!(found(&store, typed)[0], 0, "{typed}");
    }
    for typed in [
        "123/QĐ-UBND",
        "123/qd ubnd",
        "0123/QĐ–UBND",
        "02/CV-BBT",
        "2/cv-bbt",
    ] {
        assert_eq!(found(&store, typed), [1], "{typed}");
    }
    for typed in [
        "5/2/2021",
        "05-02-2021",
        "ngày 05 tháng 02 năm 2021",
        "5.2.2021",
    ] {
        assert_eq!(found(&store, typed)[0], 1, "{typed}");
    }
    assert_eq!(found(&store, "13/6/2011"), [0]);
}

#[test]
fn signs_and_operators_are_plain_words_or_nothing() {
    let store = holding(&[("Anh và em", "Cùng nhau or không, near hay not, title body.")]);
    for nothing in [
        "",
        "   ",
        "*",
        "\"",
        "()",
        "…",
        "- + ^ : *",
        "'; DROP TABLE draft; --\u{0}".split_at(2).0,
        "\u{200b}",
    ] {
        assert!(found(&store, nothing).is_empty(), "{nothing:?}");
    }
    for plain in [
        "or",
        "\"cùng nhau\"",
        "near(hay)",
        "title:",
        "not*",
        "OR NOT",
        "cùng-nhau",
        "body : near",
    ] {
        assert_eq!(found(&store, plain), [0], "{plain}");
    }
    for absent in ["an*", "vắng OR cùng", "title:vắng"] {
        assert!(found(&store, absent).is_empty(), "{absent}");
    }
    let long = "cùng nhau ".repeat(5000);
    assert_eq!(
        found(&store, &long),
        [0],
        "a pasted page is cut to what finds something"
    );
    assert!(search::search(&store, "cùng", 0).unwrap().is_empty());
}

#[test]
fn a_snippet_is_cut_from_the_text_as_it_stands() {
    let far = "Đoạn này nói về chuyện khác hẳn. ".repeat(30);
    let store = holding(&[(
        "Tin tỉnh",
        &format!("{far}Tàu cập cảng Sa Kỳ lúc rạng sáng. {far}"),
    )]);
    let hit = &search::search(&store, "sa ky", 5).unwrap()[0];
    assert_eq!(hit.title, "Tin tỉnh");
    assert!(
        hit.snippet.contains("cảng Sa Kỳ lúc rạng sáng"),
        "{}",
        hit.snippet
    );
    assert!(hit.snippet.chars().count() < 200);
}

#[test]
fn what_the_list_does_not_show_is_not_found() {
    let store = holding(&[
        ("Bài bỏ đi", "Từ riêng: khổng lồ."),
        ("Bài giữ lại", "Từ riêng: khổng tước."),
    ]);
    assert_eq!(found(&store, "khổng"), [1, 0]);
    store::trash::put(&store, board::item(0), editorial::Millis(1)).unwrap();
    assert_eq!(found(&store, "khổng"), [1]);
    search::index_some(&store, 10).unwrap();
    assert_eq!(found(&store, "khổng"), [1]);
    store::trash::take_out(&store, board::item(0)).unwrap();
    search::index_some(&store, 10).unwrap();
    assert_eq!(found(&store, "khổng"), [0, 1]);
    drafts::delete(&store, vi(1), editorial::Millis(2)).unwrap();
    search::index_some(&store, 10).unwrap();
    assert_eq!(found(&store, "khổng"), [0]);
}

#[test]
fn an_item_is_found_once_with_both_its_editions_and_says_which_holds_the_words() {
    let store = holding(&[
        ("Phiên chợ Bờ Y", "Hàng hóa qua cửa khẩu tăng."),
        ("Lớp tiếng Việt", "Ba mươi học viên Attapeu."),
        ("Cảng Dung Quất", "Tàu cập cảng sáng nay."),
    ]);
    for (n, title, words) in [
        (1, "Vietnamese class", "Thirty learners from Attapeu."),
        (2, "Dung Quất port", "A ship called this morning."),
    ] {
        drafts::put(&store, &draft(vi(n).other(), content(title, &[words]))).unwrap();
        search::index_some(&store, 100).unwrap();
    }
    let seen = |text: &str, limit| -> Vec<(String, Option<String>, String, String)> {
        let found = search::items(&store, text, limit).unwrap().into_iter();
        found
            .map(|it| {
                (
                    it.entry.row.title,
                    it.entry.english.map(|row| row.title),
                    it.edition.lang.to_string(),
                    it.snippet.split_inclusive('.').next().unwrap().to_owned(),
                )
            })
            .collect()
    };
    let one = |title: &str, english: Option<&str>, lang: &str, snippet: &str| {
        (
            title.to_owned(),
            english.map(str::to_owned),
            lang.to_owned(),
            snippet.to_owned(),
        )
    };
    assert_eq!(
        seen("learners", 10),
        [one(
            "Lớp tiếng Việt",
            Some("Vietnamese class"),
            "en",
            "Thirty learners from Attapeu."
        )]
    );
    assert_eq!(
        seen("cua khau", 10),
        [one(
            "Phiên chợ Bờ Y",
            None,
            "vi",
            "Hàng hóa qua cửa khẩu tăng."
        )]
    );
    // Both hold the words: once, in the Vietnamese where they stand as well in both.
    for (typed, lang) in [
        ("attapeu", "vi"),
        ("dung quat", "vi"),
        ("Dung Quất", "vi"),
        ("port dung", "en"),
    ] {
        let found = seen(typed, 10);
        assert_eq!((found.len(), found[0].2.as_str()), (1, lang), "{typed}");
    }
    // The limit counts items, however many of their texts hold the words.
    let some =
        |limit| -> Vec<String> { seen("phạm", limit).into_iter().map(|it| it.0).collect() };
    assert_eq!(some(2), ["Cảng Dung Quất", "Lớp tiếng Việt"]);
    assert_eq!(
        some(10),
        ["Cảng Dung Quất", "Lớp tiếng Việt", "Phiên chợ Bờ Y"]
    );
}

#[test]
fn while_one_types_what_begins_so_is_found_after_what_holds_the_word() {
    let store = holding(&[
        ("Quảng Ngãi và Champasak", "Hai bên họp sáng nay."),
        ("Lớp học ở Pakse", "Đoàn Champasak thăm lớp."),
        ("Người Chăm ở miền Trung", "Lễ hội đầu năm."),
        ("Nhà máy điện", "Công suất một trăm megawatt."),
    ]);
    let seen = |text: &str| -> Vec<String> {
        let found = search::items(&store, text, 10).unwrap().into_iter();
        found.map(|it| it.entry.row.title).collect()
    };
    let (champasak, pakse, cham) = (
        "Quảng Ngãi và Champasak",
        "Lớp học ở Pakse",
        "Người Chăm ở miền Trung",
    );
    assert_eq!(seen("cham"), [cham, champasak, pakse]);
    assert_eq!(seen("champas"), [champasak, pakse]);
    assert_eq!(seen("đoàn champ"), [pakse]);
    // Two letters are looked for in titles; one says nothing yet, and the words before it are what is meant.
    assert_eq!(seen("pa"), [pakse]);
    assert_eq!(seen("ngãi v"), [champasak]);
    assert!(seen("c").is_empty());
    // A word that was left is whole.
    assert!(seen("champas ").is_empty());
    assert!(found(&store, "champas").is_empty());
    let snippet = &search::items(&store, "đoàn champ", 1).unwrap()[0].snippet;
    assert!(snippet.starts_with("Đoàn Champasak thăm lớp."), "{snippet}");
}

#[test]
fn the_newest_revision_is_found_and_an_erased_one_is_not() {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Lan");
    let store = desk_of(&mut site, lan);
    let first = site.submitted(lan, vi(1), None, content("Bản đầu", &["Chữ cũ kĩ."]));
    let second = site.submitted(
        lan,
        vi(1),
        Some(first),
        content("Bản sau", &["Chữ mới tinh."]),
    );
    store::mirror::apply(&store, &site.page()).unwrap();
    search::index_some(&store, 100).unwrap();
    assert_eq!(found(&store, "mới tinh"), [1]);
    assert!(found(&store, "cũ kĩ").is_empty());
    site.operator(editorial::What::Erased {
        body: second,
        ground: editorial::event::Ground::Court,
    });
    store::mirror::apply(&store, &site.page()).unwrap();
    assert!(
        found(&store, "mới tinh").is_empty(),
        "gone at once, before anything is indexed again"
    );
    assert!(store::bodies::get(&store, second).unwrap().is_none());
    search::index_some(&store, 100).unwrap();
    search::rebuild(&store).unwrap();
    search::index_some(&store, 100).unwrap();
    assert!(found(&store, "mới tinh").is_empty());
}

#[test]
fn a_rebuilt_index_finds_the_same() {
    let store = holding(&[
        ("Một", "Biển Mỹ Khê."),
        ("Hai", "Chợ Mỹ Khê."),
        ("Ba", "Núi."),
    ]);
    let before = found(&store, "mỹ khê");
    search::rebuild(&store).unwrap();
    assert!(found(&store, "mỹ khê").is_empty());
    assert_eq!(search::index_some(&store, 2).unwrap(), 1);
    assert_eq!(search::index_some(&store, 2).unwrap(), 0);
    let mut after = found(&store, "mỹ khê");
    after.sort_unstable();
    let mut before = before;
    before.sort_unstable();
    assert_eq!(before, after);
}
