//! Comments that are empty, too long, or no form at all.

use super::{form, receipt};
use crate::fixture::*;
use axum::http::{Request, StatusCode};
use protocol::TYPE_BASE;

#[tokio::test]
async fn an_empty_comment_is_named_at_its_field_and_the_rest_stays_typed() {
    let form = form().await;
    for text in ["", "   \r\n ", "\u{200b}\u{202e}"] {
        let answer = form
            .send(&[
                ("text", text),
                ("name", "Trần & \"Sơn\""),
                ("block", "b000000002"),
                ("hide_name", "on"),
            ])
            .await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{text:?}");
        let page = answer.text();
        assert!(page.contains("<title>Lỗi: Dự thảo"));
        assert!(page.contains("<a href=\"#gop-y-noi-dung\">Chưa ghi nội dung góp ý</a>"));
        assert!(
            attribute(
                &page,
                "<textarea".trim_start_matches('<'),
                "aria-describedby"
            )
            .ends_with("gop-y-noi-dung-m")
        );
        assert_eq!(
            words(&attribute(&page, "name=\"name\"", "value")),
            "Trần & \"Sơn\""
        );
        assert!(page.contains("<option value=\"b000000002\" selected>"));
        assert!(page.contains("name=\"hide_name\" value=\"1\" checked"));
        assert_eq!(attribute(&page, "name=\"key\"", "value"), form.key);
    }
    assert!(form.kept().is_empty());
    receipt(&form.send(&[("text", "Bây giờ có chữ.")]).await);
}

#[tokio::test]
async fn ten_thousand_characters_are_taken_and_one_more_is_not() {
    let form = form().await;
    let longest = "ộ".repeat(10_000);
    let answer = form.send(&[("text", &format!("{longest}a"))]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(
        answer
            .text()
            .contains("Nội dung dài 10.001 ký tự, chỉ nhận nhiều nhất 10.000")
    );
    assert!(
        answer.text().contains(&longest),
        "what was typed is still there to be shortened"
    );
    receipt(&form.send(&[("text", &longest)]).await);
    assert_eq!(form.kept()[0].text.chars().count(), 10_000);
}

#[tokio::test]
async fn a_megabyte_is_refused_whole() {
    let form = form().await;
    for length in [65_537, 1_000_000, 3_000_000] {
        let answer = form
            .reader
            .post_raw(
                &form.action,
                format!("text={}", "a".repeat(length)).into_bytes(),
            )
            .await;
        assert_eq!(answer.status, StatusCode::PAYLOAD_TOO_LARGE, "{length}");
        assert!(answer.text().contains("Chưa có gì được gửi."));
    }
    let request =
        Request::post(&form.action).header("content-type", "application/x-www-form-urlencoded");
    let answer = form
        .reader
        .send(request.body(vec![b'a'; 1_000_000].into()).unwrap())
        .await;
    assert_eq!(answer.problem().kind, format!("{TYPE_BASE}too_large"));
    assert!(form.kept().is_empty());
}

#[tokio::test]
async fn what_is_no_form_in_utf8_is_refused() {
    let form = form().await;
    for body in [&b"text=%FF%FE"[..], b"text=\xe1\xbb", b"text=%E1%BB&name=a"] {
        assert_eq!(
            form.reader
                .post_raw(&form.action, body.to_vec())
                .await
                .status,
            StatusCode::BAD_REQUEST,
            "{body:?}"
        );
    }
    for kind in [
        "multipart/form-data; boundary=x",
        "application/json",
        "text/plain",
    ] {
        let request = Request::post(&form.action).header("content-type", kind);
        let answer = form
            .reader
            .send(request.body("text=a".into()).unwrap())
            .await;
        assert_eq!(answer.problem().status, 415, "{kind}");
    }
    assert!(form.kept().is_empty());
}

#[tokio::test]
async fn decomposed_letters_are_kept_composed_and_unseen_characters_are_not_kept() {
    let form = form().await;
    receipt(
        &form
            .send(&[
                (
                    "text",
                    "Qua\u{309}ng Nga\u{303}i\u{200b} \u{202e}rõ\u{0}\u{1b}",
                ),
                ("name", "Le\u{302}\u{323}\u{7}"),
            ])
            .await,
    );
    let kept = &form.kept()[0];
    assert_eq!(
        (kept.text.as_str(), kept.name.as_str()),
        ("Quảng Ngãi rõ", "Lệ")
    );
}
#[tokio::test]
async fn programs_are_told_in_problems() {
    let form = form().await;
    for (text, status, code) in [("", 422, "bad_field"), ("TUYỆT MẬT", 422, "secret_mark")] {
        let request =
            Request::post(&form.action).header("content-type", "application/x-www-form-urlencoded");
        let answer = form
            .reader
            .send(request.body(format!("text={text}").into()).unwrap())
            .await;
        let problem = answer.problem();
        assert_eq!(
            (problem.status, problem.kind),
            (status, format!("{TYPE_BASE}{code}"))
        );
        assert!(problem.detail.is_some());
    }
}
