//! The site over the real portal: what the ledger says is what readers find.

use crate::{
    board::{Board, PICTURE, Person, accepted, article, article_with, body, new_edition, salt},
    fixture::{Answer, attribute, links},
    surroundings::{DAY, MINUTE},
};
use axum::{
    Router,
    body::{Body, to_bytes},
    extract::ConnectInfo,
    http::{Request, StatusCode},
};
use banthao_portal::app::{AppState, Part, router};
use editorial::{
    Body as Written, Content, EditionId, Hash, Kind, Lang, Revision, Role, What,
    body::{Sealed, Sealing},
    translation::{self, Segment, SegmentState},
};
use std::net::SocketAddr;
use tower::ServiceExt;

struct Newsroom {
    board: Board,
    hoa: Person,
    dung: Person,
    app: Router,
}

impl Newsroom {
    fn open() -> Self {
        let board = Board::in_memory();
        let hoa = board.person("Lê Thị Hoa", Role::Editor);
        let dung = board.person("Phạm Văn Dũng", Role::Approver);
        let app = router(&AppState::new(board.portal.clone()), Part::Both);
        Self {
            board,
            hoa,
            dung,
            app,
        }
    }

    fn publish(&self, revision: &Sealed<Revision>) {
        accepted(&self.board.push(&self.hoa, self.hoa.submit(revision, None)));
        accepted(&self.board.push(&self.dung, self.dung.approve(revision)));
    }

    fn act(&self, edition: EditionId, what: impl FnOnce(Hash) -> What) {
        let reason = Written::text("Đã có bản mới.", salt());
        let event = self.dung.event(Some(edition), what(reason.hash));
        accepted(
            &self
                .board
                .push(&self.dung, vec![body(&reason.bytes), event]),
        );
    }

    async fn send(&self, request: Request<Body>) -> Answer {
        let mut request = request;
        let peer: SocketAddr = "203.0.113.9:4000".parse().unwrap();
        request.extensions_mut().insert(ConnectInfo(peer));
        let response = self.app.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX)
            .await
            .unwrap()
            .to_vec();
        Answer {
            status,
            headers,
            bytes,
        }
    }

    async fn get(&self, path: &str) -> Answer {
        self.send(
            Request::get(path)
                .header("accept", "text/html")
                .body(Body::empty())
                .unwrap(),
        )
        .await
    }

    /// The first page that the home page of a language links to whose address holds `slug`.
    async fn linked(&self, lang: &str, slug: &str) -> String {
        let home = self.get(&format!("/{lang}/")).await.text();
        links(&home)
            .into_iter()
            .find(|link| link.contains(slug))
            .unwrap_or_else(|| panic!("no link with {slug}: {home}"))
    }

    fn seal(
        &self,
        edition: EditionId,
        kind: Kind,
        parent: Option<Hash>,
        content: Content,
    ) -> Sealed<Revision> {
        let (by, at) = (self.hoa.member, self.board.now());
        content
            .seal(Sealing {
                edition,
                kind,
                parent,
                by,
                at,
                salt: salt(),
            })
            .unwrap()
    }
}

fn english(source: &Sealed<Revision>) -> Content {
    let segments = translation::segments_of(&source.value.content, Lang::Vi)
        .into_iter()
        .map(|sentence| Segment {
            block: sentence.key.place,
            sentence: sentence.key.sentence,
            n: sentence.key.n,
            target: format!("Delegation {}", sentence.bounds[1]),
            state: SegmentState::Translated,
            origin: None,
            bounds: Some(sentence.bounds),
        });
    Content {
        source: Some(source.hash),
        segments: segments.collect(),
        ..Content::default()
    }
}

#[tokio::test]
async fn an_approved_article_stands_on_the_site_byte_for_byte_and_its_correction_says_when() {
    let room = Newsroom::open();
    assert!(
        room.get("/vi/")
            .await
            .text()
            .contains("Chưa có tin, bài nào")
    );
    let first = room.hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất <hợp tác>.",
    );
    accepted(&room.board.push(&room.hoa, room.hoa.submit(&first, None)));
    assert!(
        !room
            .get("/vi/tat-ca")
            .await
            .text()
            .contains("Đoàn công tác"),
        "submitted is not public"
    );
    accepted(&room.board.push(&room.dung, room.dung.approve(&first)));

    let address = room.linked("vi", "doan-cong-tac-tham-lao").await;
    let page = room.get(&address).await.text();
    let fragment = formats::html::render(first.value.content.document.as_ref().unwrap());
    assert_eq!(page.matches(&fragment).count(), 1);
    assert!(page.contains("Tác giả: Lê Thị Hoa") && page.contains("<a href=\"/vi/muc/tin-tuc\">"));
    assert!(!page.contains("Cập nhật lúc"));

    room.board.around.pass(95 * MINUTE);
    let content = article("Đoàn công tác thăm Lào và Campuchia", "Ba bên thống nhất.");
    let second = room.seal(
        first.value.edition(),
        Kind::Article,
        Some(first.hash),
        content,
    );
    room.publish(&second);
    let moved = room.get(&address).await;
    assert_eq!(moved.status, StatusCode::MOVED_PERMANENTLY);
    let page = room.get(moved.header("location")).await.text();
    assert!(page.contains("Ba bên thống nhất.") && !page.contains("Hai bên thống nhất"));
    assert!(page.contains("Cập nhật lúc "));
    room.board.is_sound();
}

#[tokio::test]
async fn the_english_page_follows_falls_behind_and_goes_along() {
    let room = Newsroom::open();
    let vi = room.hoa.article(
        new_edition(),
        None,
        "Đoàn công tác thăm Lào",
        "Hai bên thống nhất hợp tác.",
    );
    room.publish(&vi);
    let en = room.seal(
        vi.value.edition().other(),
        Kind::Article,
        None,
        english(&vi),
    );
    room.publish(&en);

    let address = room.linked("en", "/en/delegation").await;
    let page = room.get(&address).await.text();
    let laid = translation::laid(&vi.value.content, Lang::Vi, &en.value.content);
    assert_eq!(
        page.matches(&formats::html::render(laid.document.as_ref().unwrap()))
            .count(),
        1
    );
    assert!(
        page.contains("Author: Lê Thị Hoa"),
        "facts come from the source"
    );
    assert!(!page.contains("has changed since"));

    let content = article("Đoàn công tác thăm Lào", "Ba bên thống nhất hợp tác.");
    let later = room.seal(vi.value.edition(), Kind::Article, Some(vi.hash), content);
    room.publish(&later);
    assert!(
        room.get(&address)
            .await
            .text()
            .contains("The Vietnamese page has changed since")
    );
    assert!(
        room.get("/en/all")
            .await
            .text()
            .contains("The Vietnamese page has changed since")
    );

    room.act(vi.value.edition(), |reason| What::Withdrawn { reason });
    let page = room.get(&address).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text().contains("No longer in effect since"));
    let vietnamese = links(&page.text())
        .into_iter()
        .find(|link| link.starts_with("/vi/doan"))
        .unwrap();
    assert!(
        room.get(&vietnamese)
            .await
            .text()
            .contains("Lý do: Đã có bản mới.")
    );

    room.act(vi.value.edition(), |reason| What::Unpublished {
        reason,
        to: None,
    });
    for gone in [&address, &vietnamese] {
        assert_eq!(room.get(gone).await.status, StatusCode::GONE, "{gone}");
    }
    assert!(!room.get("/en/all").await.text().contains("Delegation"));
}

#[tokio::test]
async fn an_unpublished_page_leads_to_the_one_that_took_its_place() {
    let room = Newsroom::open();
    let old = room.hoa.article(
        new_edition(),
        None,
        "Lịch tiếp công dân quý III",
        "Thứ Ba hằng tuần.",
    );
    let new = room.hoa.article(
        new_edition(),
        None,
        "Lịch tiếp công dân quý IV",
        "Thứ Năm hằng tuần.",
    );
    room.publish(&old);
    let address = room.linked("vi", "quy-iii-").await;
    room.publish(&new);
    room.act(old.value.edition(), |reason| What::Unpublished {
        reason,
        to: Some(new.value.item),
    });
    let answer = room.get(&address).await;
    assert_eq!(answer.status, StatusCode::FOUND);
    assert!(answer.header("location").contains("quy-iv-"));
}

#[tokio::test]
async fn a_picture_is_there_with_its_page() {
    let room = Newsroom::open();
    let revision = room.seal(
        new_edition(),
        Kind::Article,
        None,
        article_with("Lễ ký kết", PICTURE),
    );
    let path = format!("/media/{}", Hash::of(PICTURE));
    accepted(&room.board.push(&room.hoa, room.hoa.submit(&revision, None)));
    let session = room.board.session(&room.hoa);
    room.board
        .portal
        .piece(
            &session,
            Hash::of(PICTURE),
            0,
            Some(PICTURE.len() as u64),
            PICTURE,
        )
        .unwrap();
    assert_eq!(
        room.get(&path).await.status,
        StatusCode::NOT_FOUND,
        "not public yet"
    );
    accepted(&room.board.push(&room.dung, room.dung.approve(&revision)));
    let picture = room.get(&path).await;
    assert_eq!(
        (picture.status, picture.header("content-type")),
        (StatusCode::OK, "image/png")
    );
    let page = room.get(&room.linked("vi", "le-ky-ket").await).await.text();
    assert_eq!(
        attribute(&page, "<img".trim_start_matches('<'), "src"),
        path
    );
}

#[tokio::test]
async fn a_comment_reaches_the_board_once_and_a_late_one_does_not() {
    let room = Newsroom::open();
    let mut content = article("Dự thảo Quy chế đối ngoại", "Điều 1. Phạm vi.");
    for (name, value) in [
        ("opens", "2026-11-20"),
        ("closes", "2026-11-25"),
        ("receiving_address", "Văn phòng Sở"),
        ("receiving_email", "gopy@example.vn"),
    ] {
        content.fields.insert(name.to_owned(), value.to_owned());
    }
    let revision = room.seal(new_edition(), Kind::Consultation, None, content);
    room.publish(&revision);
    let address = room.linked("vi", "du-thao-quy-che").await;
    let page = room.get(&address).await.text();
    assert!(page.contains("còn 1 ngày"), "{page}");
    let (action, key) = (
        attribute(&page, "method=\"post\"", "action"),
        attribute(&page, "name=\"key\"", "value"),
    );
    let send = |text: &str, key: &str| {
        Request::post(&action)
            .header("accept", "text/html")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(format!(
                "text={text}&name=L%C3%AA+An&contact=a%40b.vn&hide_name=1&block=&key={key}"
            )))
            .unwrap()
    };
    let first = room.send(send("N%C3%AAn+r%C3%B5+h%C6%A1n", &key)).await;
    assert_eq!(first.status, StatusCode::OK, "{}", first.text());
    let again = room.send(send("N%C3%AAn+r%C3%B5+h%C6%A1n", &key)).await;

    let feed = room
        .board
        .portal
        .comments(&room.board.session(&room.dung), 0)
        .unwrap();
    let [comment] = feed.as_slice() else {
        panic!("{feed:?}")
    };
    assert_eq!(
        (
            comment.text.as_str(),
            comment.name.as_str(),
            comment.contact.as_str()
        ),
        ("Nên rõ hơn", "Lê An", "a@b.vn")
    );
    assert!(
        comment.hide_name && comment.block.is_none() && comment.edition == revision.value.edition()
    );
    assert!(first.text().contains(&comment.receipt) && again.text().contains(&comment.receipt));

    room.board.around.pass(2 * DAY);
    let late = room.send(send("Tr%E1%BB%85", "other")).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(
        room.board
            .portal
            .comments(&room.board.session(&room.dung), 0)
            .unwrap()
            .len(),
        1
    );
}

#[tokio::test]
async fn a_secret_in_a_comment_leaves_nothing_in_the_database() {
    let room = Newsroom::open();
    let mut content = article("Dự thảo Quy chế đối ngoại", "Điều 1. Phạm vi.");
    for (name, value) in [
        ("opens", "2026-11-20"),
        ("closes", "2026-11-25"),
        ("receiving_address", "Văn phòng"),
        ("receiving_email", "a@b.vn"),
    ] {
        content.fields.insert(name.to_owned(), value.to_owned());
    }
    room.publish(&room.seal(new_edition(), Kind::Consultation, None, content));
    let address = room.linked("vi", "du-thao-quy-che").await;
    let request = Request::post(&address)
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from("text=T%E1%BB%90I+M%E1%BA%ACT%0Aabc&key=k"));
    let answer = room.send(request.unwrap()).await;
    assert_eq!(answer.problem().code(), Some(editorial::Code::SecretMark));
    assert!(
        room.board
            .portal
            .comments(&room.board.session(&room.dung), 0)
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn programs_get_problems_and_readers_pages_through_all_layers() {
    let room = Newsroom::open();
    for (path, status) in [
        ("/vi/khong-co", 404),
        ("/khong-co", 404),
        ("/en/section/khong-co", 404),
    ] {
        let page = room.get(path).await;
        assert_eq!(page.status.as_u16(), status, "{path}");
        assert!(page.text().starts_with("<!doctype html>"), "{path}");
        let problem = room
            .send(Request::get(path).body(Body::empty()).unwrap())
            .await
            .problem();
        assert_eq!(problem.status, status, "{path}");
    }
    assert_eq!(room.get("/api/v1/khong-co").await.problem().status, 404);
}
