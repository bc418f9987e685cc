//! What readers find on the public site.

use crate::fixture::*;
use axum::http::StatusCode;
use banthao_portal::site::Item;
use editorial::{Kind, Lang, state::Live};
use std::collections::BTreeSet;

#[tokio::test]
async fn the_root_leads_to_the_vietnamese_home_page() {
    let reader = Reader::of_sample();
    let answer = reader.get("/").await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::FOUND, "/vi/")
    );
    for (short_of_it, home) in [("/vi", "/vi/"), ("/en", "/en/")] {
        let answer = reader.get(short_of_it).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::MOVED_PERMANENTLY, home)
        );
    }
}

#[tokio::test]
async fn the_home_page_leads_with_the_newest_and_calls_for_comments() {
    let reader = Reader::of_sample();
    let page = reader.page("/vi/").await;
    assert!(page.contains("<html lang=\"vi\">"));
    let (lead, rest) = page.split_once("Tin mới").unwrap();
    assert!(lead.contains("Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác"));
    assert!(rest.contains("Hơn 120 cán bộ dự tập huấn"));
    assert!(words(&page).contains("Góp ý đến hết Chủ nhật, 06/12/2026, còn 12 ngày"));
    assert!(page.contains("Đọc và góp ý"));
    let english = reader.page("/en/").await;
    let (lead, latest) = english.split_once("Latest").unwrap();
    assert!(
        lead.contains("renewable energy"),
        "a page with a picture leads"
    );
    assert!(
        latest.contains("APEC Business Travel Card"),
        "the newer ones stand beside it"
    );
    assert!(
        !page.contains("Thông báo lịch tiếp công dân quý III"),
        "withdrawn pages stand in the lists, not here"
    );

    reader.clock.set("2026-12-07T00:00:00+07:00");
    assert!(
        !reader.page("/vi/").await.contains("Đọc và góp ý"),
        "the deadline has passed"
    );
}

#[tokio::test]
async fn every_page_that_can_be_read_is_reached_by_links_from_the_home_pages() {
    let reader = Reader::of_sample();
    let mut found: BTreeSet<String> = ["/vi/".to_owned(), "/en/".to_owned()].into();
    let mut open: Vec<String> = found.iter().cloned().collect();
    while let Some(path) = open.pop() {
        let answer = reader.get(&path).await;
        assert_eq!(answer.status, StatusCode::OK, "{path}");
        if answer.header("content-type").starts_with("text/html") {
            let new = links(&answer.text())
                .into_iter()
                .filter(|link| found.insert(link.clone()))
                .collect::<Vec<_>>();
            open.extend(new);
        }
    }
    let items = reader.shelf.items.lock().unwrap().clone();
    for item in &items {
        for lang in Lang::ALL {
            let reached = found
                .iter()
                .any(|path| path.starts_with(&format!("/{lang}/")) && path.ends_with(&item.short));
            assert_eq!(
                reached,
                item.reading(lang).is_some(),
                "item {} in {lang}",
                item.id
            );
        }
    }
}

#[tokio::test]
async fn an_article_holds_exactly_the_renderers_bytes_once() {
    let reader = Reader::of_sample();
    let items: Vec<Item> = reader.shelf.items.lock().unwrap().clone();
    let mut seen = 0;
    for item in items {
        for reading in Lang::ALL.into_iter().filter_map(|lang| item.reading(lang)) {
            let lang = reading.edition.lang;
            let n = u32::try_from(item.id.uuid().as_u128() & 0xffff).unwrap();
            let page = reader
                .page(&reader.address_of(lang.as_str(), n).await)
                .await;
            let fragment = formats::html::render(reading.content.document.as_ref().unwrap());
            assert_eq!(
                page.matches(&fragment).count(),
                1,
                "{}",
                reading.content.title
            );
            assert!(article_of(&page).contains(&fragment));
            seen += 1;
        }
    }
    assert_eq!(seen, 13);
}

#[tokio::test]
async fn an_article_names_author_source_time_and_section() {
    let reader = Reader::of_sample();
    let page = reader.page(&reader.address_of("vi", CHAMPASAK).await).await;
    let read = words(article_of(&page));
    for part in [
        "Đăng 24/11/2026, 15:10",
        "Tác giả: Bùi Thị Lệ Ẩn",
        "Nguồn: Sở Ngoại vụ",
        "Bản tiếng Anh: chưa có",
    ] {
        assert!(read.contains(part), "{part}");
    }
    assert!(
        read.contains("Cập nhật lúc 16:45 ngày 24/11/2026."),
        "it was corrected later"
    );
    assert!(page.contains("<a href=\"/vi/muc/doi-ngoai\">Hoạt động đối ngoại</a>"));
    assert!(page.contains("<title>Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác giai đoạn 2027 – 2030 – Sở Ngoại vụ"));
    assert!(
        attribute(&page, "name=\"description\"", "content")
            .starts_with("Hai bên thống nhất bốn nội dung")
    );
    let untouched = reader.page(&reader.address_of("vi", TRAINING).await).await;
    assert!(!untouched.contains("Cập nhật lúc"));
}

#[tokio::test]
async fn a_long_section_has_pages_and_a_wrong_page_is_not_there() {
    let reader = Reader::of_sample();
    for n in 100..145 {
        let content = article(&format!("Tin số {n}"), "", "Nội dung.", &[]);
        let when = format!(
            "2025-01-01T{:02}:{:02}:00+07:00",
            (n - 100) / 60,
            (n - 100) % 60
        );
        reader.shelf.put(item(
            n,
            Kind::Article,
            vec![published(n, Kind::Article, Lang::Vi, content, &when)],
        ));
    }
    let first = reader.page("/vi/muc/tin-tuc").await;
    assert!(
        first.contains("50 tin, bài"),
        "45 and the five of the sample"
    );
    assert!(first.contains("href=\"/vi/muc/tin-tuc?trang=2\" rel=\"next\""));
    let last = reader.page("/vi/muc/tin-tuc?trang=3").await;
    assert!(last.contains("Tin số 100</a>"));
    assert!(last.contains("<b aria-current=\"page\">3</b>"));
    assert!(!last.contains("rel=\"next\""));
    for path in [
        "/vi/muc/tin-tuc?trang=4",
        "/vi/muc/khong-co",
        "/en/section/khong-co",
        "/vi/tat-ca?trang=4294967295",
    ] {
        assert_eq!(
            reader.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
    assert!(
        reader
            .page("/en/section/tin-tuc")
            .await
            .contains("<h1>News</h1>")
    );
}

#[tokio::test]
async fn a_consultation_shows_deadline_addresses_and_the_full_text() {
    let reader = Reader::of_sample();
    let address = reader.address_of("vi", DRAFT).await;
    let page = reader.page(&address).await;
    let read = words(&page);
    assert!(read.contains("Góp ý đến hết Chủ nhật, 06/12/2026, còn 12 ngày"));
    assert!(
        read.contains("Văn phòng Sở Ngoại vụ, phường Cẩm Thành, tỉnh Quảng Ngãi, giờ hành chính")
    );
    assert!(page.contains("<a href=\"mailto:gopy@example.gov.vn\">gopy@example.gov.vn</a>"));
    assert!(read.contains("Luật số 64/2025/QH15"));
    assert!(page.contains("Điều 9. Thời hạn và hồ sơ đề nghị tổ chức đoàn ra</h3>"));
    assert!(
        page.contains("href=\"#:~:text=%C4%90i%E1%BB%81u%209%2E%20Th%E1%BB%9Di"),
        "a way to each heading"
    );
}

#[tokio::test]
async fn days_left_go_by_the_portals_clock_and_the_calendar_of_viet_nam() {
    let reader = Reader::of_sample();
    let address = reader.address_of("vi", DRAFT).await;
    for (now, says) in [
        (
            "2026-11-15T10:00:00Z",
            "Nhận góp ý từ thứ Hai, 16/11/2026 đến hết Chủ nhật, 06/12/2026",
        ),
        ("2026-12-05T16:59:59Z", "còn 1 ngày"),
        ("2026-12-05T17:00:00Z", "hôm nay là ngày cuối"),
        ("2026-12-06T16:59:59Z", "hôm nay là ngày cuối"),
        (
            "2026-12-06T17:00:00Z",
            "Đã hết hạn góp ý: nhận đến hết Chủ nhật, 06/12/2026",
        ),
    ] {
        reader.clock.set(now);
        let page = reader.page(&address).await;
        assert!(words(&page).contains(says), "{now}: {says}");
        assert_eq!(
            page.contains("<form"),
            says.contains("ngày") && says.contains("còn") || says.contains("cuối"),
            "{now}"
        );
    }
}

#[tokio::test]
async fn an_empty_site_has_pages_that_say_so() {
    let full = shelf(&(0..4).map(stand_in).collect::<Vec<_>>());
    let reader = Reader::of(Shelf {
        sites: full.sites,
        sections: full.sections,
        ..Shelf::default()
    });
    assert!(reader.page("/vi/").await.contains("Chưa có tin, bài nào"));
    assert!(
        reader
            .page("/en/")
            .await
            .contains("Nothing has been published in English yet")
    );
    assert!(
        reader
            .page("/vi/muc/tin-tuc")
            .await
            .contains("Mục này chưa có tin, bài nào")
    );
}

#[tokio::test]
async fn a_withdrawn_page_stays_readable_under_a_dated_notice() {
    let reader = Reader::of_sample();
    let page = reader
        .page(&reader.address_of("vi", OLD_NOTICE).await)
        .await;
    let read = words(article_of(&page));
    assert!(read.contains("Ngừng hiệu lực từ ngày 01/10/2026."));
    assert!(read.contains("Lý do: Đã có lịch tiếp công dân quý IV."));
    assert!(read.contains("Sở Ngoại vụ tiếp công dân vào sáng thứ Ba hằng tuần."));
}

#[tokio::test]
async fn a_page_published_again_after_its_withdrawal_loses_the_notice() {
    let reader = Reader::of_sample();
    let address = reader.address_of("vi", OLD_NOTICE).await;
    reader.shelf.change(item_id(OLD_NOTICE), |item| {
        let edition = &mut item.editions[0];
        let Live::Withdrawn {
            revision, first, ..
        } = edition.live
        else {
            panic!()
        };
        edition.live = Live::Published {
            revision,
            first,
            at: at("2026-11-20T08:00:00+07:00"),
        };
        edition.reason = None;
    });
    let page = reader.page(&address).await;
    assert!(!page.contains("Ngừng hiệu lực"));
    assert!(page.contains("Cập nhật lúc 08:00 ngày 20/11/2026."));
}
