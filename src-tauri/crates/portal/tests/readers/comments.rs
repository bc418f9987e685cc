//! The comment form of a consultation, as readers and as those who mean ill use it.

mod flood;
mod secret;
mod times;
mod wrong;

use crate::fixture::*;
use axum::http::StatusCode;
use banthao_portal::site::Comment;

struct Form {
    reader: Reader,
    action: String,
    key: String,
}

/// The form as a browser finds it on the page.
async fn form() -> Form {
    let reader = Reader::of_sample();
    let page = reader.page(&reader.address_of("vi", DRAFT).await).await;
    let (action, key) = (
        attribute(&page, "method=\"post\"", "action"),
        attribute(&page, "name=\"key\"", "value"),
    );
    Form {
        reader,
        action,
        key,
    }
}

impl Form {
    async fn send(&self, fields: &[(&str, &str)]) -> Answer {
        let mut all = vec![("key", self.key.as_str())];
        all.extend_from_slice(fields);
        self.reader.post(&self.action, &all).await
    }

    fn kept(&self) -> Vec<Comment> {
        self.reader.shelf.comments.lock().unwrap().clone()
    }
}

fn receipt(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer
        .text()
        .split_once("class=\"receipt num\">")
        .unwrap()
        .1
        .split('<')
        .next()
        .unwrap()
        .to_owned()
}

#[tokio::test]
async fn a_comment_is_kept_and_its_writer_gets_a_receipt() {
    let form = form().await;
    let answer = form
        .send(&[
            (
                "text",
                "Nên nói rõ “ngày làm việc” tính từ khi nhận đủ hồ sơ.\r\n\r\nXin cảm ơn.",
            ),
            ("name", "Hiệp hội Doanh nghiệp tỉnh"),
            ("contact", "hoi@example.vn"),
            ("block", "b000000008"),
            ("hide_name", "1"),
        ])
        .await;
    let receipt = receipt(&answer);
    assert_eq!(receipt.len(), 9);
    assert!(answer.text().contains("Đã nhận góp ý"));
    assert_eq!(answer.header("cache-control"), "no-store");
    let kept = form.kept();
    let [comment] = kept.as_slice() else {
        panic!("{kept:?}")
    };
    assert_eq!(comment.receipt, receipt);
    assert_eq!(
        comment.text,
        "Nên nói rõ “ngày làm việc” tính từ khi nhận đủ hồ sơ.\n\nXin cảm ơn."
    );
    assert_eq!(
        (comment.name.as_str(), comment.contact.as_str()),
        ("Hiệp hội Doanh nghiệp tỉnh", "hoi@example.vn")
    );
    assert_eq!((comment.hide_name, comment.at), (true, at(NOW)));
    assert_eq!(comment.block.unwrap().to_string(), "b000000008");
    assert_eq!(
        comment.edition.to_string(),
        format!("{}:vi", item_id(DRAFT))
    );
}

#[tokio::test]
async fn each_heading_can_be_chosen_and_a_link_beside_the_text_chooses_it() {
    let form = form().await;
    let page = form.reader.page(&form.action).await;
    let options = page.matches("<option value=\"b").count();
    assert_eq!(options, 5, "two chapters and three articles");
    let link = links(&page)
        .into_iter()
        .find(|link| link.contains("?doan="))
        .unwrap();
    let chosen = form.reader.page(link.split('#').next().unwrap()).await;
    let block = link
        .split("?doan=")
        .nth(1)
        .unwrap()
        .split('#')
        .next()
        .unwrap();
    assert!(chosen.contains(&format!("<option value=\"{block}\" selected>")));
}

#[tokio::test]
async fn every_form_has_a_key_of_its_own() {
    let form = form().await;
    let again = form.reader.page(&form.action).await;
    assert_ne!(attribute(&again, "name=\"key\"", "value"), form.key);
    assert!(form.key.len() >= 20, "it cannot be guessed");
}

#[tokio::test]
async fn the_same_form_sent_twice_is_one_comment_with_one_receipt() {
    let form = form().await;
    let first = receipt(&form.send(&[("text", "Đồng ý với dự thảo.")]).await);
    let answer = form.send(&[("text", "Đồng ý với dự thảo.")]).await;
    assert_eq!(receipt(&answer), first);
    assert!(answer.text().contains("đã được nhận từ lần gửi trước"));
    assert_eq!(form.kept().len(), 1);

    form.reader.clock.set("2026-12-07T00:00:01+07:00");
    let late = form.send(&[("text", "Đồng ý với dự thảo.")]).await;
    assert_eq!(
        receipt(&late),
        first,
        "a double that comes late still gets the answer of the first"
    );
    assert_eq!(form.kept().len(), 1);
}

#[tokio::test]
async fn a_comment_by_the_short_id_alone_arrives_too() {
    let form = form().await;
    receipt(
        &form
            .reader
            .post(
                &format!("/vi/{}", short(DRAFT)),
                &[("text", "Địa chỉ cũ trong trang đã mở từ hôm qua.")],
            )
            .await,
    );
    assert_eq!(form.kept().len(), 1);
}

#[tokio::test]
async fn a_comment_that_could_not_be_kept_is_not_thanked_for() {
    let form = form().await;
    *form.reader.shelf.trouble.lock().unwrap() =
        Some(|| banthao_portal::site::Trouble::Full("no space".to_owned()));
    let answer = form.send(&[("text", "Đĩa đầy.")]).await;
    assert_eq!(answer.status, StatusCode::INSUFFICIENT_STORAGE);
    assert!(answer.text().contains("góp ý đó chưa được nhận"));
    *form.reader.shelf.trouble.lock().unwrap() = None;
    receipt(&form.send(&[("text", "Đĩa đầy.")]).await);
}
