//! The English pages beside their Vietnamese.

use crate::fixture::*;
use axum::http::StatusCode;
use editorial::{Kind, Lang};

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
