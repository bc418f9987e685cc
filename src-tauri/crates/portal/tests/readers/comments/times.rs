//! A consultation takes comments from its opening to its deadline, to the second.

use super::{form, receipt};
use crate::fixture::*;
use axum::http::StatusCode;

#[tokio::test]
async fn one_second_after_the_deadline_is_too_late_and_the_words_are_not_lost() {
    let form = form().await;
    form.reader.clock.set("2026-12-06T23:59:59+07:00");
    receipt(&form.send(&[("text", "Kịp giờ.")]).await);
    form.reader.clock.set("2026-12-07T00:00:00+07:00");
    let answer = form
        .reader
        .post(&form.action, &[("text", "Trễ một giây.")])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    let page = answer.text();
    assert!(page.contains("Đã hết hạn góp ý trước khi góp ý này đến."));
    assert!(
        page.contains("readonly>\nTrễ một giây.</textarea>"),
        "to be copied"
    );
    assert_eq!(form.kept().len(), 1);
}

#[tokio::test]
async fn a_deadline_with_a_time_of_day_ends_then() {
    let form = form().await;
    form.reader.shelf.change(item_id(DRAFT), |item| {
        let fields = &mut item.editions[0].revision.as_mut().unwrap().content.fields;
        fields.insert("closes".to_owned(), "2026-11-24T17:30:00+07:00".to_owned());
    });
    form.reader.clock.set("2026-11-24T17:29:59+07:00");
    receipt(&form.send(&[("text", "Kịp giờ.")]).await);
    form.reader.clock.set("2026-11-24T17:30:00+07:00");
    let answer = form
        .reader
        .post(&form.action, &[("text", "Trễ một giây.")])
        .await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
}

#[tokio::test]
async fn before_it_opens_and_after_it_is_withdrawn_nothing_is_taken() {
    let form = form().await;
    form.reader.clock.set("2026-11-15T12:00:00+07:00");
    let answer = form.send(&[("text", "Sớm quá.")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("Chưa đến ngày nhận góp ý"));

    form.reader.clock.set(NOW);
    form.reader.shelf.change(item_id(DRAFT), |item| {
        let edition = &mut item.editions[0];
        let editorial::state::Live::Published {
            revision,
            at,
            first,
        } = edition.live
        else {
            panic!()
        };
        edition.live = editorial::state::Live::Withdrawn {
            revision,
            at,
            first,
            reason: revision,
        };
    });
    let answer = form.send(&[("text", "Muộn rồi.")]).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    assert!(answer.text().contains("đã ngừng lấy ý kiến"));
    assert!(!form.reader.page(&form.action).await.contains("<form"));

    form.reader.shelf.change(item_id(DRAFT), |item| {
        item.editions = vec![unpublished(DRAFT, editorial::Lang::Vi, None)];
    });
    assert_eq!(
        form.send(&[("text", "Muộn rồi.")]).await.status,
        StatusCode::GONE
    );
    assert!(form.kept().is_empty());
}
