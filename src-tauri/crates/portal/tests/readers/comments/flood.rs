//! Many comments at once.

use super::{form, receipt};
use axum::http::StatusCode;

#[tokio::test]
async fn a_flood_is_held_up_and_told_when_to_come_back() {
    let form = form().await;
    let mut held = None;
    for n in 0..200 {
        let answer = form
            .reader
            .post(
                &form.action,
                &[("text", &format!("Ý kiến {n}")), ("key", &format!("k{n}"))],
            )
            .await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            held = Some(answer);
            break;
        }
    }
    let held = held.expect("two hundred comments at once went through");
    let wait: i64 = held.header("retry-after").parse().unwrap();
    assert!(held.text().contains(&format!("Gửi lại sau {wait} giây")));
    assert!(
        held.text().contains("Ý kiến"),
        "what was typed stays in the form"
    );
    let taken = form.kept().len();

    let mut other = form.reader;
    other.peer = "198.51.100.4:40000".parse().unwrap();
    receipt(
        &other
            .post(&form.action, &[("text", "Người khác"), ("key", "x")])
            .await,
    );
    other.peer = "203.0.113.7:40000".parse().unwrap();
    other.clock.pass(wait * 1000);
    receipt(
        &other
            .post(&form.action, &[("text", "Đợi xong"), ("key", "y")])
            .await,
    );
    assert_eq!(other.shelf.comments.lock().unwrap().len(), taken + 2);
}

#[tokio::test]
async fn a_state_secret_in_a_flood_is_not_sent_back_either() {
    let form = form().await;
    let secret = "Kế hoạch bố trí lực lượng";
    let marked = format!("TỐI MẬT\r\n{secret}");
    let mut held = None;
    for n in 0..200 {
        let key = format!("k{n}");
        let fields = [("text", marked.as_str()), ("name", "Bà con"), ("key", &key)];
        let answer = form.reader.post(&form.action, &fields).await;
        if answer.status == StatusCode::TOO_MANY_REQUESTS {
            held = Some(answer);
            break;
        }
    }
    let held = held.expect("two hundred comments at once went through");
    assert!(held.text().contains("Có quá nhiều góp ý gửi đến cùng lúc"));
    for gone in ["TỐI MẬT", secret, "Bà con", "vẫn còn trong biểu mẫu"] {
        assert!(!held.text().contains(gone), "{gone}");
    }
    assert_eq!(held.header("cache-control"), "no-store");
}
