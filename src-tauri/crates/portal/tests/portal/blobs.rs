//! Files come in pieces, go on where they broke off, and are what their name says.

use crate::{
    board::{Board, PICTURE, accepted, article_with, new_edition},
    http::{Served, problem},
};
use banthao_portal::Point;
use editorial::{Code, Hash, Role};
use reqwest::{Response, StatusCode};

struct Uploading<'a> {
    served: &'a Served,
    token: String,
    name: Hash,
}

impl Uploading<'_> {
    fn url(&self) -> String {
        self.served.url(&format!("blobs/{}", self.name))
    }

    async fn piece(&self, offset: u64, total: Option<usize>, piece: &[u8]) -> Response {
        let mut request = self
            .served
            .client
            .patch(self.url())
            .bearer_auth(&self.token)
            .header("Upload-Offset", offset);
        if let Some(total) = total {
            request = request.header("Upload-Length", total);
        }
        request.body(piece.to_vec()).send().await.unwrap()
    }

    async fn here(&self) -> u64 {
        let answer = self
            .served
            .client
            .head(self.url())
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap();
        assert_eq!(answer.status(), StatusCode::OK);
        offset(&answer)
    }

    async fn file(&self) -> Response {
        self.served
            .client
            .get(self.url())
            .bearer_auth(&self.token)
            .send()
            .await
            .unwrap()
    }
}

fn offset(answer: &Response) -> u64 {
    answer.headers()["upload-offset"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap()
}

async fn uploading<'a>(served: &'a Served, bytes: &[u8]) -> Uploading<'a> {
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    Uploading {
        served,
        token: served.token(&hoa).await,
        name: Hash::of(bytes),
    }
}

#[tokio::test]
async fn a_picture_comes_in_two_pieces_and_goes_on_where_it_broke_off() {
    let served = Served::in_memory().await;
    let it = uploading(&served, PICTURE).await;
    assert_eq!(it.here().await, 0);
    assert_eq!(problem(it.file().await).await.code(), Some(Code::NotFound));
    let (first, rest) = PICTURE.split_at(20);
    assert_eq!(
        it.piece(0, Some(PICTURE.len()), first).await.status(),
        StatusCode::NO_CONTENT
    );
    assert_eq!(it.here().await, 20);
    // The answer to the first piece was lost: sending it again is told where to go on.
    let again = it.piece(0, Some(PICTURE.len()), first).await;
    assert_eq!(offset(&again), 20);
    let told = problem(again).await;
    assert_eq!(
        (told.code(), told.status, told.retry),
        (Some(Code::Stale), 409, true)
    );
    let last = it.piece(20, Some(PICTURE.len()), rest).await;
    assert_eq!(
        (last.status(), offset(&last)),
        (StatusCode::NO_CONTENT, PICTURE.len() as u64)
    );
    assert_eq!(it.here().await, PICTURE.len() as u64);
    let file = it.file().await;
    assert_eq!(file.headers()["content-type"], "image/png");
    assert_eq!(file.bytes().await.unwrap(), PICTURE);
    // Whole already: nothing to do, and no error.
    assert_eq!(
        it.piece(0, Some(PICTURE.len()), first).await.status(),
        StatusCode::NO_CONTENT
    );
}

#[tokio::test]
async fn without_a_length_the_file_is_whole_when_its_hash_is() {
    let served = Served::in_memory().await;
    let it = uploading(&served, PICTURE).await;
    it.piece(0, None, &PICTURE[..30]).await;
    assert_eq!(problem(it.file().await).await.code(), Some(Code::NotFound));
    it.piece(30, None, &PICTURE[30..]).await;
    assert_eq!(it.file().await.status(), StatusCode::OK);
}

#[tokio::test]
async fn bytes_of_another_hash_are_refused_and_gone() {
    let served = Served::in_memory().await;
    let it = uploading(&served, b"another file").await;
    let told = problem(it.piece(0, Some(PICTURE.len()), PICTURE).await).await;
    assert_eq!((told.code(), told.status), (Some(Code::Mismatch), 409));
    assert_eq!(it.here().await, 0);
}

#[tokio::test]
async fn what_is_no_picture_is_refused_and_gone() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let token = served.token(&hoa).await;
    // The third claims a size that no memory holds.
    let mut bomb = PICTURE.to_vec();
    bomb[16..24].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff, 0x7f, 0xff, 0xff, 0xff]);
    for bad in [
        &b"<svg xmlns='http://www.w3.org/2000/svg'><script>1</script></svg>"[..],
        &PICTURE[..50],
        &bomb,
    ] {
        let it = Uploading {
            served: &served,
            token: token.clone(),
            name: Hash::of(bad),
        };
        let told = problem(it.piece(0, Some(bad.len()), bad).await).await;
        assert_eq!((told.code(), told.status), (Some(Code::BadFile), 415));
        assert_eq!(it.here().await, 0);
    }
}

#[tokio::test]
async fn a_piece_or_a_file_that_is_too_large_is_refused() {
    let served = Served::in_memory().await;
    let it = uploading(&served, PICTURE).await;
    let huge = vec![0; protocol::PIECE_BYTES + 1];
    assert_eq!(
        problem(it.piece(0, None, &huge).await).await.code(),
        Some(Code::TooLarge)
    );
    let total = usize::try_from(protocol::BLOB_BYTES).unwrap() + 1;
    assert_eq!(
        problem(it.piece(0, Some(total), b"x").await).await.code(),
        Some(Code::TooLarge)
    );
    let answer = served
        .client
        .patch(it.url())
        .bearer_auth(&it.token)
        .body("x")
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.status, 400);
    assert_eq!(it.here().await, 0);
}

#[tokio::test]
async fn readers_see_a_picture_only_while_a_page_shows_it() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let media = format!("/media/{}", Hash::of(PICTURE));
    let session = board.session(&hoa);
    board
        .portal
        .piece(
            &session,
            Hash::of(PICTURE),
            0,
            Some(PICTURE.len() as u64),
            PICTURE,
        )
        .unwrap();
    let revision = hoa.seal(new_edition(), None, article_with("Lễ ký kết", PICTURE));
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    assert_eq!(served.get(&media).await.status(), StatusCode::NOT_FOUND);
    accepted(&board.push(&dung, dung.approve(&revision)));
    assert_eq!(served.get(&media).await.bytes().await.unwrap(), PICTURE);
}

#[test]
fn a_file_cut_off_before_it_was_settled_is_settled_when_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let around = std::sync::Arc::new(crate::surroundings::Still::default());
    let open = || {
        std::sync::Arc::new(banthao_portal::Portal::open(folder.path(), around.clone()).unwrap())
    };
    let board = Board::with(around.clone(), open());
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let name = Hash::of(PICTURE);
    around.cut_off_at(Point::PieceWritten);
    assert!(
        board
            .portal
            .piece(
                &board.session(&hoa),
                name,
                0,
                Some(PICTURE.len() as u64),
                PICTURE
            )
            .is_err()
    );
    let again = open();
    let session = again
        .session_of(&again.site("ngoai-vu").unwrap(), hoa.device)
        .unwrap();
    let upload = again.upload(&session, name).unwrap();
    assert!(upload.whole);
    assert_eq!(again.blob(&session, name).unwrap().1, PICTURE);
}

#[test]
fn a_file_that_two_send_at_once_is_there_for_both() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let (session, name) = (board.session(&hoa), Hash::of(PICTURE));
    // The other one's upload is settled between this one's last piece and its own settling.
    let (portal, other) = (board.portal.clone(), session.clone());
    board.around.meanwhile(Point::PieceWritten, move || {
        assert!(portal.upload(&other, name).unwrap().whole);
    });
    let total = Some(PICTURE.len() as u64);
    let upload = board.portal.piece(&session, name, 0, total, PICTURE);
    assert!(upload.unwrap().whole);
    assert_eq!(board.portal.blob(&session, name).unwrap().1, PICTURE);
}
