//! Who guesses is slowed down.

use crate::{
    board::{Board, fresh},
    http::{Served, problem},
};
use editorial::{Code, keys};

#[tokio::test]
async fn who_tries_invitations_by_the_dozen_must_wait() {
    let served = Served::new(Board::in_memory()).await;
    let guess = async || {
        let key = keys::public(&crate::board::SigningKey::from_bytes(&fresh::<32>()));
        served
            .get(&format!("/api/v1/sites/ngoai-vu/invitations/{key}"))
            .await
    };
    for _ in 0..60 {
        assert_eq!(
            problem(guess().await).await.code(),
            Some(Code::InvitationExpired)
        );
    }
    let answer = guess().await;
    let wait: i64 = answer.headers()["retry-after"]
        .to_str()
        .unwrap()
        .parse()
        .unwrap();
    let told = problem(answer).await;
    assert_eq!(
        (told.code(), told.status, told.retry),
        (Some(Code::Busy), 429, true)
    );
    served.board.around.pass(wait * 1000);
    assert_eq!(
        problem(guess().await).await.code(),
        Some(Code::InvitationExpired)
    );
}
