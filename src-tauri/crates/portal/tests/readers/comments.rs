//! The comment form of a consultation, as readers and as those who mean ill use it.

use crate::fixture::*;
use axum::http::{Request, StatusCode};
use banthao_portal::site::Comment;
use protocol::TYPE_BASE;

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

#[tokio::test]
async fn a_key_that_bears_the_mark_is_not_sent_back() {
    let form = form().await;
    let fields = [("text", "Nên rõ hơn."), ("key", "TUYỆT MẬT")];
    let answer = form.reader.post(&form.action, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!answer.text().contains("TUYỆT MẬT"));
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
