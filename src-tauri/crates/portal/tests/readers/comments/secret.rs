//! State secrets: what bears the mark is neither kept nor sent back.

use super::{form, receipt};
use axum::http::StatusCode;

#[tokio::test]
async fn a_state_secret_mark_is_refused_and_nothing_of_it_stays_anywhere() {
    let form = form().await;
    let secret = "Kế hoạch bố trí lực lượng";
    for fields in [
        [
            ("text", format!("TỐI MẬT\r\n{secret}")),
            ("name", String::new()),
        ],
        [
            ("text", format!("Độ mật: MẬT. {secret}")),
            ("name", String::new()),
        ],
        [
            ("text", secret.to_owned()),
            ("name", "TUYỆT MẬT".to_owned()),
        ],
        [
            (
                "text",
                format!("TO\u{302}\u{301}I MA\u{302}\u{323}T\n{secret}"),
            ),
            ("name", String::new()),
        ],
    ] {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        let answer = form.send(&fields).await;
        assert_eq!(
            answer.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{fields:?}"
        );
        assert!(answer.text().contains("không có gì được lưu lại"));
        assert!(!answer.text().contains(secret), "it is not even sent back");
        assert_eq!(answer.header("cache-control"), "no-store");
    }
    assert!(form.kept().is_empty());
    receipt(&form.send(&[("text", "Việc này không phải bí mật.")]).await);
}

#[tokio::test]
async fn a_key_that_bears_the_mark_is_not_sent_back() {
    let form = form().await;
    let fields = [("text", "Nên rõ hơn."), ("key", "TUYỆT MẬT")];
    let answer = form.reader.post(&form.action, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.text().contains("TUYỆT MẬT"));
}
