//! Addresses: old ones, wrong ones, those of what is gone or has moved; what is answered there.

use crate::fixture::*;
use axum::http::StatusCode;
use banthao_portal::site::Trouble;
use editorial::{Kind, Lang};
use protocol::TYPE_BASE;

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

/// What breaks, what is answered, and when to come back.
type Case = (fn() -> Trouble, StatusCode, &'static str);

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
