//! What readers find on the public site.

use crate::fixture::*;
use axum::http::StatusCode;
use banthao_portal::site::{Item, Trouble};
use editorial::{Kind, Lang, state::Live};
use protocol::TYPE_BASE;
use std::collections::BTreeSet;

/// What breaks, what is answered, and when to come back.
type Case = (fn() -> Trouble, StatusCode, &'static str);

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
async fn any_other_slug_leads_to_the_right_address() {
    let reader = Reader::of_sample();
    let right = reader.address_of("vi", TRAINING).await;
    let id = short(TRAINING);
    for other in [
        format!("/vi/{id}"),
        format!("/vi/tieu-de-cu-{id}"),
        format!("/vi/Tieu-De-{}", id.to_uppercase()),
    ] {
        let answer = reader.get(&other).await;
        assert_eq!(
            (answer.status, answer.header("location")),
            (StatusCode::MOVED_PERMANENTLY, right.as_str()),
            "{other}"
        );
    }
    let answer = reader.get(&format!("{right}/")).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::MOVED_PERMANENTLY, right.as_str())
    );
}

#[tokio::test]
async fn both_editions_know_of_each_other() {
    let reader = Reader::of_sample();
    let (vi, en) = (
        reader.address_of("vi", WIND).await,
        reader.address_of("en", WIND).await,
    );
    let page = reader.page(&en).await;
    assert!(page.contains("<html lang=\"en\">"));
    assert!(page.contains(
        "<h1>Quảng Ngãi presents its renewable energy potential to European businesses</h1>"
    ));
    assert!(page.contains(&format!(
        "<link rel=\"alternate\" hreflang=\"vi\" href=\"http://localhost{vi}\">"
    )));
    assert!(page.contains(&format!(
        "<link rel=\"canonical\" href=\"http://localhost{en}\">"
    )));
    assert!(
        page.contains(&format!(
            "<a href=\"{vi}\" lang=\"vi\" hreflang=\"vi\">Tiếng Việt</a>"
        )),
        "the switch"
    );
    assert!(reader.page(&vi).await.contains(&format!(
        "<a href=\"{en}\" lang=\"en\" hreflang=\"en\">Read in English</a>"
    )));
    assert!(!page.contains("has changed since"), "it is up to date");
}

#[tokio::test]
async fn a_translation_shows_its_own_words_and_the_sources_facts() {
    let reader = Reader::of_sample();
    let page = reader.page(&reader.address_of("en", WATER).await).await;
    let read = words(article_of(&page));
    assert!(read.contains("Author: Translated by Phạm Thị Ước"));
    assert!(
        read.contains("Source: Sở Ngoại vụ"),
        "what it leaves empty is the source's"
    );
    assert!(page.contains("<a href=\"/en/section/tin-tuc\">News</a>"));
}

#[tokio::test]
async fn an_english_page_behind_its_vietnamese_says_so_everywhere() {
    let reader = Reader::of_sample();
    let says = "The Vietnamese page has changed since this translation was made.";
    let page = reader.page(&reader.address_of("en", CARD).await).await;
    assert!(article_of(&page).contains(says));
    assert!(
        page.contains("They are settled within 25 working days."),
        "what was approved stands"
    );
    assert!(reader.page("/en/all").await.contains(says));
    assert!(
        !reader
            .page(&reader.address_of("vi", CARD).await)
            .await
            .contains("đang được cập nhật")
    );
}

#[tokio::test]
async fn what_is_not_there_in_english_says_so_and_leads_to_the_vietnamese() {
    let reader = Reader::of_sample();
    let answer = reader
        .get(&format!("/en/anything-{}", short(TRAINING)))
        .await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(
        answer
            .text()
            .contains("This page is not available in English")
    );
    assert!(links(&answer.text()).contains(&reader.address_of("vi", TRAINING).await));
}

#[tokio::test]
async fn what_was_never_there_in_english_and_is_taken_down_is_not_said_to_be_in_vietnamese() {
    let reader = Reader::of_sample();
    let answer = reader.get(&format!("/en/anything-{}", short(GONE))).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.text().contains("taken down on 10 November 2026"));
    assert!(!answer.text().contains("published in Vietnamese"));

    // Where another page took its place, English readers are led there too.
    let about = reader.address_of("vi", ABOUT).await;
    let answer = reader.get(&format!("/en/x-{}", short(MOVED))).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::FOUND, about.as_str())
    );
}

#[tokio::test]
async fn an_address_that_only_begins_like_the_site_is_none() {
    let reader = Reader::of_sample();
    let page = reader.address_of("vi", TRAINING).await;
    let glued = page.replacen("/vi/", "/vi", 1);
    for path in ["/vitat-ca", "/vimuc/tin-tuc", "/enall", &glued] {
        assert_eq!(
            reader.get(path).await.status,
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
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
async fn an_unpublished_page_is_gone_and_tells_nothing_of_what_it_held() {
    let reader = Reader::of_sample();
    let path = format!("/vi/bai-da-go-{}", short(GONE));
    let answer = reader.get(&path).await;
    assert_eq!(answer.status, StatusCode::GONE);
    assert!(answer.text().contains("đã được gỡ ngày 10/11/2026"));
    assert!(
        answer.text().contains("<nav class=\"nav\""),
        "in the site's look"
    );
    assert!(
        !answer.text().contains("căn cước"),
        "the reason may name what must not be named"
    );
    let problem = reader.get_as_program(&path).await.problem();
    assert_eq!((problem.status, problem.retry), (410, false));
}

#[tokio::test]
async fn an_unpublished_page_leads_to_the_item_that_took_its_place() {
    let reader = Reader::of_sample();
    let answer = reader.get(&format!("/vi/x-{}", short(MOVED))).await;
    let about = reader.address_of("vi", ABOUT).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::FOUND, about.as_str())
    );

    // Two steps are one; the item it leads to may only be there in the other language.
    reader.shelf.put(item(
        20,
        Kind::Article,
        vec![unpublished(20, Lang::Vi, Some(MOVED))],
    ));
    assert_eq!(
        reader
            .get(&format!("/vi/{}", short(20)))
            .await
            .header("location"),
        about
    );
    reader.shelf.put(item(
        21,
        Kind::Article,
        vec![unpublished(21, Lang::En, Some(ABOUT))],
    ));
    assert_eq!(
        reader
            .get(&format!("/en/{}", short(21)))
            .await
            .header("location"),
        about
    );
}

#[tokio::test]
async fn pages_that_lead_round_in_a_circle_or_nowhere_are_gone() {
    let reader = Reader::of_sample();
    for (n, to) in [(20, 21), (21, 20), (22, 22), (23, 99), (24, GONE)] {
        reader.shelf.put(item(
            n,
            Kind::Article,
            vec![unpublished(n, Lang::Vi, Some(to))],
        ));
    }
    for n in 20..=24 {
        assert_eq!(
            reader.get(&format!("/vi/{}", short(n))).await.status,
            StatusCode::GONE,
            "item {n}"
        );
    }
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
async fn a_consultation_in_english_keeps_the_vietnamese_deadline() {
    let reader = Reader::of_sample();
    reader.shelf.change(item_id(OLD_DRAFT), |item| {
        let vi = item.editions[0].clone();
        let sentences = [
            "Draft plan for foreign non-governmental aid in 2027",
            "Aim",
            "Find at least five new grants.",
        ];
        let mut en = translated(
            &vi,
            &sentences,
            &[("receiving_address", "Office of the Department")],
            "2026-09-02T08:00:00+07:00",
        );
        // The translation follows the first text; the deadline was put off afterwards.
        en.source = vi.revision.clone();
        let mut later = vi.revision.unwrap().content;
        later
            .fields
            .insert("closes".to_owned(), "2026-11-30".to_owned());
        item.editions = vec![
            published(
                OLD_DRAFT,
                Kind::Consultation,
                Lang::Vi,
                later,
                "2026-09-01T08:00:00+07:00",
            ),
            en,
        ];
    });
    let page = reader.page(&reader.address_of("en", OLD_DRAFT).await).await;
    let read = words(&page);
    assert!(
        read.contains("Comments are taken until the end of Monday, 30 November 2026, 6 days left"),
        "{read}"
    );
    assert!(read.contains("Office of the Department"));
    assert!(page.contains("Send comment"));
}

#[tokio::test]
async fn a_picture_is_public_only_while_a_page_that_can_be_read_shows_it() {
    let reader = Reader::of_sample();
    let picture = editorial::Hash::of(&stand_in(0));
    let path = format!("/media/{picture}");
    let answer = reader.get(&path).await;
    assert_eq!(answer.status, StatusCode::OK);
    assert_eq!(answer.header("content-type"), "image/jpeg");
    assert_eq!(answer.header("x-content-type-options"), "nosniff");
    assert_eq!(answer.header("cache-control"), "public, max-age=3600");
    assert_eq!(answer.bytes, stand_in(0));

    let again = axum::http::Request::get(&path).header("if-none-match", answer.header("etag"));
    let again = reader
        .send(again.body(axum::body::Body::empty()).unwrap())
        .await;
    assert_eq!(
        (again.status, again.bytes.len()),
        (StatusCode::NOT_MODIFIED, 0)
    );

    reader.shelf.change(item_id(CHAMPASAK), |item| {
        item.editions[0].live = unpublished(CHAMPASAK, Lang::Vi, None).live;
    });
    assert_eq!(reader.get(&path).await.status, StatusCode::NOT_FOUND);
    for other in ["/media/x", "/media/../../etc/passwd", "/media/"] {
        assert_eq!(
            reader.get(other).await.status,
            StatusCode::NOT_FOUND,
            "{other}"
        );
    }
}

#[tokio::test]
async fn what_is_no_picture_is_never_shown_as_one() {
    let reader = Reader::of_sample();
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>".to_vec();
    let name = editorial::Hash::of(&svg);
    reader.shelf.blobs.lock().unwrap().insert(name, svg);
    let content = with_picture(
        article("Ảnh lạ", "", "Nội dung.", &[]),
        name,
        (10, 10),
        "",
        "",
        "",
        0,
    );
    reader.shelf.put(item(
        30,
        Kind::Article,
        vec![published(30, Kind::Article, Lang::Vi, content, NOW)],
    ));
    let answer = reader.get(&format!("/media/{name}")).await;
    assert_eq!(answer.header("content-type"), "application/octet-stream");
    assert_eq!(answer.header("content-disposition"), "attachment");
}

#[tokio::test]
async fn readers_are_answered_in_html_and_programs_in_problems() {
    let reader = Reader::of_sample();
    for (path, lang) in [
        ("/vi/khong-co", "vi"),
        ("/en/a/b/c", "en"),
        ("/vi/muc/khong-co", "vi"),
        ("/index.php", "vi"),
    ] {
        let answer = reader.get(path).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(
            answer.text().contains(&format!("<html lang=\"{lang}\">")),
            "{path}"
        );
        assert!(
            answer
                .text()
                .contains("<meta name=\"robots\" content=\"noindex\">")
        );
        let problem = reader.get_as_program(path).await.problem();
        assert_eq!(
            (problem.status, problem.kind),
            (404, format!("{TYPE_BASE}not_found")),
            "{path}"
        );
    }
    for path in ["/media/x", "/assets/x", "/api/v2"] {
        assert_eq!(reader.get(path).await.problem().status, 404, "{path}");
    }
}

#[tokio::test]
async fn a_page_takes_no_other_method() {
    let reader = Reader::of_sample();
    let article = reader.address_of("vi", TRAINING).await;
    for (method, path) in [
        ("POST", "/vi/"),
        ("PUT", article.as_str()),
        ("POST", article.as_str()),
        ("DELETE", "/media/x"),
        ("POST", "/assets/site.css"),
    ] {
        let request = axum::http::Request::builder()
            .method(method)
            .uri(path)
            .header("content-type", "application/x-www-form-urlencoded");
        let answer = reader
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await;
        assert_eq!(answer.problem().status, 405, "{method} {path}");
        assert_eq!(answer.header("allow"), "GET, HEAD", "{method} {path}");
    }
}

#[tokio::test]
async fn a_fault_of_the_portal_is_told_in_brief_and_passes() {
    let reader = Reader::of_sample();
    let cases: [Case; 3] = [
        (
            || Trouble::Busy("locked".to_owned()),
            StatusCode::SERVICE_UNAVAILABLE,
            "2",
        ),
        (
            || Trouble::Full("no space".to_owned()),
            StatusCode::INSUFFICIENT_STORAGE,
            "60",
        ),
        (
            || Trouble::Broken("row 7 of bodies".to_owned()),
            StatusCode::INTERNAL_SERVER_ERROR,
            "",
        ),
    ];
    for (trouble, status, wait) in cases {
        *reader.shelf.trouble.lock().unwrap() = Some(trouble);
        let answer = reader.get("/vi/").await;
        assert_eq!(
            (answer.status, answer.header("retry-after")),
            (status, wait)
        );
        assert!(answer.text().contains("Trang tạm thời không mở được"));
        assert!(
            !answer.text().contains("row 7"),
            "the cause stands in the log"
        );
        assert_eq!(
            reader.get_as_program("/vi/").await.problem().status,
            status.as_u16()
        );
    }
    *reader.shelf.trouble.lock().unwrap() = None;
    reader.page("/vi/").await;
}

#[tokio::test]
async fn a_portal_without_a_site_says_so() {
    let reader = Reader::of(Shelf::default());
    let answer = reader.get("/vi/").await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    assert!(answer.text().contains("Chưa có trang nào ở đây"));
    assert_eq!(
        reader.get_as_program("/en/").await.problem().kind,
        format!("{TYPE_BASE}no_such_site")
    );
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
async fn the_site_is_chosen_by_the_host_and_named_by_it() {
    let mut shelf = shelf(&(0..4).map(stand_in).collect::<Vec<_>>());
    shelf.sites.push(banthao_portal::site::Site {
        id: "so-y-te".to_owned(),
        host: Some("yte.example.vn".to_owned()),
        vi: "Sở Y tế".to_owned(),
        en: "Department of Health".to_owned(),
    });
    let reader = Reader::of(shelf);
    for (host, name) in [
        ("yte.example.vn", "Sở Y tế"),
        ("YTE.example.vn:8443", "Sở Y tế"),
        ("other.example.vn", "Sở Ngoại vụ tỉnh Quảng Ngãi"),
    ] {
        let request = axum::http::Request::get("/vi/")
            .header("host", host)
            .header("x-forwarded-proto", "https");
        let page = reader
            .send(request.body(axum::body::Body::empty()).unwrap())
            .await
            .text();
        assert!(page.contains(&format!("<title>{name}</title>")), "{host}");
        assert_eq!(
            page.contains("<link rel=\"canonical\" href=\"https://yte.example.vn"),
            name == "Sở Y tế",
            "{host}"
        );
    }
}

#[tokio::test]
async fn styles_and_fonts_are_served_for_long_and_from_here_only() {
    let reader = Reader::of_sample();
    let page = reader.page("/vi/").await;
    let css = attribute(&page, "rel=\"stylesheet\"", "href");
    let answer = reader.get(&css).await;
    assert_eq!(answer.header("content-type"), "text/css; charset=utf-8");
    assert_eq!(
        answer.header("cache-control"),
        "public, max-age=31536000, immutable"
    );
    let style = answer.text();
    let fonts: BTreeSet<&str> = style
        .split("url(")
        .skip(1)
        .map(|rest| rest.split(')').next().unwrap())
        .collect();
    assert_eq!(fonts.len(), 10);
    for font in fonts {
        let answer = reader.get(&format!("/assets/{font}")).await;
        assert_eq!(
            (answer.status, answer.header("content-type")),
            (StatusCode::OK, "font/woff2"),
            "{font}"
        );
    }
    assert!(!style.contains("//"), "nothing comes from another host");
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
