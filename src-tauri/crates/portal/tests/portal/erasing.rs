//! What is erased by law is gone everywhere, and the ledger stays whole.

use crate::{
    board::{Board, PICTURE, accepted, article_with, body, code, new_edition, refused},
    http::{Served, problem},
    surroundings::Still,
};
use banthao_portal::Portal;
use editorial::{Code, Hash, Role, event::Ground, state::Live};
use protocol::ReceiveLine;
use std::sync::Arc;

#[tokio::test]
async fn an_erased_text_is_gone_for_desks_and_for_readers() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let revision = hoa.article(
        new_edition(),
        None,
        "Bài có tên người",
        "Ông Nguyễn Văn X, số 12 đường Y.",
    );
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    accepted(&board.push(&dung, dung.approve(&revision)));
    let token = served.token(&hoa).await;
    let ask = || {
        served
            .client
            .post(served.url("bodies"))
            .bearer_auth(&token)
            .json(&[revision.hash])
            .send()
    };
    let got = ask().await.unwrap().text().await.unwrap();
    assert!(
        matches!(serde_json::from_str(got.trim()).unwrap(), ReceiveLine::Body { body } if body.as_bytes() == revision.bytes)
    );
    board
        .portal
        .erase(&board.site(), revision.hash, Ground::Person)
        .unwrap();
    let told = problem(ask().await.unwrap()).await;
    assert_eq!((told.code(), told.status), (Some(Code::Erased), 410));
    let live = board.state(|state| state.editions[&revision.value.edition()].live);
    assert!(
        matches!(live, Live::Unpublished { reason: None, .. }),
        "{live:?}"
    );
    let received = board.received(&hoa);
    let given = received.iter().any(
        |line| matches!(line, ReceiveLine::Body { body } if body.as_bytes() == revision.bytes),
    );
    assert!(!given);
    board.is_sound();
    // It does not come back by being sent again.
    assert_eq!(
        refused(&board.push(&hoa, hoa.submit(&revision, None))),
        Code::Erased
    );
    board.push(&hoa, vec![body(&revision.bytes)]);
    assert_eq!(
        problem(ask().await.unwrap()).await.code(),
        Some(Code::Erased)
    );
    board.is_sound();
}

#[test]
fn of_an_erased_text_nothing_is_left_on_the_disk() {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let board = Board::with(
        around.clone(),
        Arc::new(Portal::open(folder.path(), around.clone()).unwrap()),
    );
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let dung = board.person("Phạm Văn Dũng", Role::Approver);
    let mut content = article_with("Đề tài Xyzzyqwert", PICTURE);
    content.summary = "Tóm tắt Plughfoobar".to_owned();
    let revision = hoa.seal(new_edition(), None, content);
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
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
    accepted(&board.push(&dung, dung.approve(&revision)));
    let found = |words: &str| {
        let files = walk(folder.path());
        files.iter().any(|file| {
            std::fs::read(file)
                .unwrap()
                .windows(words.len())
                .any(|it| it == words.as_bytes())
        })
    };
    assert!(found("Xyzzyqwert") && found("Plughfoobar"));
    let pictures = || walk(&folder.path().join("blobs")).len();
    assert_eq!(pictures(), 1);
    board
        .portal
        .erase(&board.site(), revision.hash, Ground::Court)
        .unwrap();
    assert!(!found("Xyzzyqwert") && !found("Plughfoobar"));
    assert_eq!(pictures(), 0);
    assert_eq!(
        code(board.portal.blob(&session, Hash::of(PICTURE))),
        Some(Code::NotFound)
    );
    board.is_sound();
}

fn walk(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path());
    entries
        .flat_map(|path| {
            if path.is_dir() {
                walk(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn what_the_ledger_does_not_name_or_rests_on_is_not_erased() {
    let board = Board::in_memory();
    let site = board.site();
    assert_eq!(
        code(
            board
                .portal
                .erase(&site, Hash::of(b"nothing"), Ground::Mistake)
        ),
        Some(Code::NotFound)
    );
    board.person("Phạm Văn Dũng", Role::Approver);
    board
        .portal
        .set_policy(&site, editorial::Policy::default())
        .unwrap();
    let policy = board.state(|state| state.board.policy_body.unwrap());
    assert_eq!(
        code(board.portal.erase(&site, policy, Ground::Mistake)),
        Some(Code::WrongState)
    );
    let names = board.state(|state| state.board.names.unwrap());
    board.portal.erase(&site, names.1, Ground::Mistake).unwrap();
    assert_eq!(
        code(board.portal.erase(&site, names.1, Ground::Mistake)),
        Some(Code::NothingChanged)
    );
    board.is_sound();
}

#[tokio::test]
async fn an_erased_comment_reaches_every_desk_as_a_tombstone() {
    use banthao_portal::site::{Comment, Publications};
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let mai = board.person("Trần Thị Mai", Role::Translator);
    let comment = |n: u8| Comment {
        edition: new_edition(),
        key: format!("key {n}"),
        receipt: format!("YK-{n}"),
        at: board.now(),
        text: format!("Góp ý số {n}"),
        name: "Bà con".to_owned(),
        contact: String::new(),
        block: None,
        hide_name: false,
    };
    let (first, second) = (comment(1), comment(2));
    board.portal.keep("ngoai-vu", &first).unwrap();
    board.portal.keep("ngoai-vu", &second).unwrap();
    assert!(
        board.portal.keep("ngoai-vu", &first).unwrap().had,
        "the same form twice is one comment"
    );
    let token = served.token(&hoa).await;
    let feed = async |after: u64| {
        let answer = served
            .client
            .get(served.url(&format!("comments?after={after}")))
            .bearer_auth(&token)
            .send()
            .await
            .unwrap();
        let text = answer.text().await.unwrap();
        text.lines()
            .map(|line| serde_json::from_str::<protocol::CommentLine>(line).unwrap())
            .collect::<Vec<_>>()
    };
    let all = feed(0).await;
    assert_eq!(
        all.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(),
        ["Góp ý số 1", "Góp ý số 2"]
    );
    let known = all[1].cursor;
    assert!(feed(known).await.is_empty());
    board
        .portal
        .erase_comment(&board.site(), &all[0].comment)
        .unwrap();
    let news = feed(known).await;
    assert_eq!(news.len(), 1);
    assert!(
        news[0].erased
            && news[0].comment == all[0].comment
            && news[0].text.is_empty()
            && news[0].name.is_empty()
    );
    assert_eq!(
        code(board.portal.erase_comment(&board.site(), &all[0].comment)),
        Some(Code::NotFound)
    );
    let stranger = served.token(&mai).await;
    let answer = served
        .client
        .get(served.url("comments"))
        .bearer_auth(stranger)
        .send()
        .await
        .unwrap();
    assert_eq!(
        problem(answer).await.code(),
        Some(Code::NoRight),
        "a translator is not shown who wrote"
    );
}

#[test]
fn a_file_whose_erasure_was_cut_off_is_cleared_away_later() {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let portal = Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
    let board = Board::with(around.clone(), portal);
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let revision = hoa.seal(new_edition(), None, article_with("Bài", PICTURE));
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let (session, name) = (board.session(&hoa), Hash::of(PICTURE));
    board
        .portal
        .piece(&session, name, 0, Some(PICTURE.len() as u64), PICTURE)
        .unwrap();
    around.cut_off_at(banthao_portal::Point::AfterCommit);
    assert!(
        board
            .portal
            .erase(&board.site(), revision.hash, Ground::Person)
            .is_err()
    );
    let pictures = || walk(&folder.path().join("blobs")).len();
    assert_eq!(pictures(), 1);
    // The portal's clock stands still in this test; the file's time is the system's.
    around.pass(365 * crate::surroundings::DAY);
    board.portal.sweep().unwrap();
    assert_eq!(pictures(), 0);
}

/// A picture that an article showed, both on disk.
struct Shown {
    folder: tempfile::TempDir,
    board: Board,
    session: banthao_portal::Session,
    article: Hash,
}

fn shown() -> Shown {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let portal = Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
    let board = Board::with(around, portal);
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let revision = hoa.seal(
        new_edition(),
        None,
        article_with("Đề tài Xyzzyqwert", PICTURE),
    );
    accepted(&board.push(&hoa, hoa.submit(&revision, None)));
    let session = board.session(&hoa);
    let shown = Shown {
        folder,
        board,
        session,
        article: revision.hash,
    };
    shown.send().unwrap();
    shown
}

impl Shown {
    /// Sends the picture.
    fn send(&self) -> Result<banthao_portal::Upload, banthao_portal::Failure> {
        send(&self.board.portal, &self.session)
    }

    fn erase(&self) -> Result<(), banthao_portal::Failure> {
        let site = self.board.site();
        self.board.portal.erase(&site, self.article, Ground::Court)
    }

    /// Another program's connection to the database.
    fn backup(&self) -> rusqlite::Connection {
        rusqlite::Connection::open(self.folder.path().join("portal.sqlite")).unwrap()
    }

    /// Whether the article's title stands anywhere on the disk.
    fn is_found(&self) -> bool {
        let words = "Xyzzyqwert".as_bytes();
        walk(self.folder.path()).iter().any(|file| {
            let bytes = std::fs::read(file).unwrap();
            bytes.windows(words.len()).any(|it| it == words)
        })
    }
}

/// A look into the database that goes on until it is dropped.
fn reading(backup: &mut rusqlite::Connection) -> rusqlite::Transaction<'_> {
    let reading = backup.transaction().unwrap();
    let count = "SELECT count(*) FROM bodies";
    let _: i64 = reading.query_row(count, [], |row| row.get(0)).unwrap();
    reading
}

fn send(
    portal: &Portal,
    session: &banthao_portal::Session,
) -> Result<banthao_portal::Upload, banthao_portal::Failure> {
    let total = Some(PICTURE.len() as u64);
    portal.piece(session, Hash::of(PICTURE), 0, total, PICTURE)
}

#[test]
fn a_picture_sent_again_while_its_article_is_erased_stays_whole() {
    let shown = shown();
    // The row is gone, the file is about to go: just then somebody sends it for another article.
    let (portal, session) = (shown.board.portal.clone(), shown.session.clone());
    let again = move || assert!(send(&portal, &session).unwrap().whole);
    shown
        .board
        .around
        .meanwhile(banthao_portal::Point::AfterCommit, again);
    shown.erase().unwrap();
    let name = Hash::of(PICTURE);
    let file = shown.board.portal.blob(&shown.session, name);
    assert_eq!(file.unwrap().1, PICTURE);
}

#[test]
fn an_erasure_that_a_reader_of_the_log_holds_up_says_so_and_is_completed_later() {
    let shown = shown();
    let mut backup = shown.backup();
    let reading = reading(&mut backup);

    let failure = shown.erase().unwrap_err();
    assert_eq!(failure.code(), Some(Code::Busy));
    assert!(failure.to_string().starts_with("the text is erased"));
    assert!(shown.is_found(), "the log still holds it");
    assert_eq!(code(shown.erase()), Some(Code::Busy), "and still does");
    assert_eq!(code(shown.board.portal.sweep()), Some(Code::Busy));

    drop(reading);
    shown.board.portal.sweep().unwrap();
    assert!(!shown.is_found());
    assert_eq!(code(shown.erase()), Some(Code::NothingChanged));
    shown.board.is_sound();
}

#[test]
fn erasing_again_empties_a_log_that_could_not_be_emptied() {
    let shown = shown();
    let mut backup = shown.backup();
    let reading = reading(&mut backup);
    assert_eq!(code(shown.erase()), Some(Code::Busy));
    drop(reading);
    assert_eq!(code(shown.erase()), Some(Code::NothingChanged));
    assert!(!shown.is_found());
}

#[tokio::test]
async fn a_portal_starts_although_its_log_cannot_be_emptied_yet() {
    let shown = shown();
    let mut backup = shown.backup();
    let reading = reading(&mut backup);
    assert_eq!(code(shown.erase()), Some(Code::Busy));
    let served = Served::new(shown.board).await;
    let head = served.get("/api/v1/sites/ngoai-vu/head").await;
    assert_eq!(head.status(), reqwest::StatusCode::OK);
    drop(reading);
}
