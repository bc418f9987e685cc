//! An invitation lets exactly one device in, once, in time, and only with its proof.

use crate::{
    board::{Board, Person, code, fresh, lines},
    http::{Served, problem},
    surroundings::DAY,
};
use editorial::{
    Code, Event, Hash, MemberId, Role, What,
    keys::{self, InvitationCode},
};
use protocol::{InvitationAnswer, JoinAnswer, SendLine};
use reqwest::StatusCode;

#[tokio::test]
async fn hoa_joins_with_her_code_and_reads_the_ledger() {
    let served = Served::in_memory().await;
    let invitation = served.board.invite("Lê Thị Hoa", Role::Editor);
    let path = format!(
        "/api/v1/sites/ngoai-vu/invitations/{}",
        keys::public(&invitation.key())
    );
    let offer: InvitationAnswer = served.get(&path).await.json().await.unwrap();
    assert!(invitation.is_for(&offer.key));
    assert_eq!(offer.roles, [Role::Editor]);
    let (hoa, lines_out) = Person::joining(offer.member, offer.ledger, &invitation);
    let joined: JoinAnswer = served.join(&lines_out).await.json().await.unwrap();
    assert_eq!(joined.seq, 6);
    let token = served.token(&hoa).await;
    let answer = served
        .client
        .get(served.url("entries?after=0&bodies=current"))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    assert_eq!(answer.headers()["content-type"], "application/x-ndjson");
    let received = lines(&answer.bytes().await.unwrap());
    let entries = received
        .iter()
        .filter(|line| matches!(line, protocol::ReceiveLine::Entry { .. }))
        .count();
    assert_eq!(entries, 6);
    assert!(matches!(
        received.last(),
        Some(protocol::ReceiveLine::Head { last: 6, .. })
    ));
}

#[tokio::test]
async fn an_answer_that_was_lost_comes_again() {
    let served = Served::in_memory().await;
    let invitation = served.board.invite("Lê Thị Hoa", Role::Editor);
    let (_, lines) = Person::to_join(&served.board.portal, &served.board.site(), &invitation);
    let first: JoinAnswer = served.join(&lines).await.json().await.unwrap();
    let again: JoinAnswer = served.join(&lines).await.json().await.unwrap();
    assert_eq!(first, again);
}

#[tokio::test]
async fn an_invitation_that_is_over_used_or_taken_back_lets_nobody_in() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let late = board.invite("Đến Muộn", Role::Editor);
    let (_, late_lines) = Person::to_join(&board.portal, &board.site(), &late);
    let back = board.invite("Không Đến", Role::Editor);
    let (_, back_lines) = Person::to_join(&board.portal, &board.site(), &back);
    board.portal.uninvite(&board.site(), &back).unwrap();
    let used = board.invite("Lê Thị Hoa", Role::Editor);
    let (_, first) = Person::to_join(&board.portal, &board.site(), &used);
    let (_, second) = Person::to_join(&board.portal, &board.site(), &used);
    assert_eq!(served.join(&first).await.status(), StatusCode::OK);
    let told = problem(served.join(&second).await).await;
    assert_eq!(
        (told.code(), told.status),
        (Some(Code::InvitationUsed), 409)
    );
    assert_eq!(
        problem(served.join(&back_lines).await).await.code(),
        Some(Code::InvitationExpired)
    );
    board.around.pass(7 * DAY);
    let told = problem(served.join(&late_lines).await).await;
    assert_eq!(
        (told.code(), told.status, told.retry),
        (Some(Code::InvitationExpired), 410, false)
    );
    for (invitation, expected) in [
        (&late, Code::InvitationExpired),
        (&used, Code::InvitationUsed),
        (&back, Code::InvitationExpired),
    ] {
        let path = format!(
            "/api/v1/sites/ngoai-vu/invitations/{}",
            keys::public(&invitation.key())
        );
        assert_eq!(
            problem(served.get(&path).await).await.code(),
            Some(expected)
        );
    }
}

#[tokio::test]
async fn of_two_who_use_one_invitation_at_once_one_comes_in() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let invitation = board.invite("Lê Thị Hoa", Role::Editor);
    let (_, one) = Person::to_join(&board.portal, &board.site(), &invitation);
    let (_, other) = Person::to_join(&board.portal, &board.site(), &invitation);
    let (one, other) = tokio::join!(served.join(&one), served.join(&other));
    let mut statuses = [one.status().as_u16(), other.status().as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 409]);
    assert_eq!(board.state(|state| state.board.devices.len()), 1);
}

#[tokio::test]
async fn a_device_without_the_invitations_proof_stays_outside() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let invitation = board.invite("Lê Thị Hoa", Role::Editor);
    let guessed = InvitationCode::new("ngoai-vu", fresh::<16>(), &board.site().public_key());
    let offer = board
        .portal
        .invitation(&board.site(), &keys::public(&invitation.key()))
        .unwrap();
    // Somebody who has seen the invitation's public half, and proves with another key.
    let (mallory, lines) = Person::joining(offer.member, offer.ledger, &guessed);
    let SendLine::Event { event, .. } = &lines[1] else {
        panic!()
    };
    let mut event = Event::read(event.as_bytes()).unwrap();
    if let What::Joined {
        invitation: named, ..
    } = &mut event.fact.what
    {
        *named = keys::public(&invitation.key());
    }
    let forged = [lines[0].clone(), mallory.sign(&event)];
    let told = problem(served.join(&forged).await).await;
    assert_eq!((told.code(), told.status), (Some(Code::BadSignature), 403));
    // The code still lets its owner in.
    let (_, good) = Person::to_join(&board.portal, &board.site(), &invitation);
    assert_eq!(served.join(&good).await.status(), StatusCode::OK);
}

#[test]
fn joining_takes_nothing_but_a_joined_event() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let other = hoa.event(
        None,
        What::DeviceRevoked {
            subject: hoa.device,
        },
    );
    let site = board.site();
    assert_eq!(
        code(board.portal.join(&site, vec![other.clone()])),
        Some(Code::NotCanonical)
    );
    assert_eq!(
        code(board.portal.join(&site, vec![])),
        Some(Code::NotCanonical)
    );
    assert_eq!(
        code(board.portal.join(&site, vec![other.clone(), other])),
        Some(Code::NotCanonical)
    );
    assert!(board.state(|state| state.board.devices[&hoa.device].ended.is_none()));
}

#[test]
fn nobody_joins_as_another_member_than_the_invited() {
    let board = Board::in_memory();
    let invitation = board.invite("Lê Thị Hoa", Role::Editor);
    let offer = board
        .portal
        .invitation(&board.site(), &keys::public(&invitation.key()))
        .unwrap();
    let somebody = MemberId::from_uuid(crate::board::uuid());
    let (_, lines) = Person::joining(somebody, offer.ledger, &invitation);
    assert_eq!(
        code(board.portal.join(&board.site(), lines)),
        Some(Code::Mismatch)
    );
    let (_, lines) = Person::joining(offer.member, Hash::of(b"another ledger"), &invitation);
    assert_eq!(
        code(board.portal.join(&board.site(), lines)),
        Some(Code::LedgerChanged)
    );
}

#[tokio::test]
async fn a_revoked_device_gets_no_token_and_its_old_one_opens_nothing() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let token = served.token(&hoa).await;
    board
        .portal
        .revoke_device(&board.site(), hoa.device)
        .unwrap();
    let told = problem(served.challenge(&hoa).await).await;
    assert_eq!((told.code(), told.status), (Some(Code::DeviceRevoked), 403));
    let answer = served
        .client
        .get(served.url("entries?after=0"))
        .bearer_auth(&token)
        .send()
        .await
        .unwrap();
    assert_eq!(problem(answer).await.code(), Some(Code::DeviceRevoked));
    let stranger = Person {
        device: editorial::DeviceId::from_uuid(crate::board::uuid()),
        ..hoa
    };
    assert_eq!(
        problem(served.challenge(&stranger).await).await.code(),
        Some(Code::DeviceUnknown)
    );
}

#[tokio::test]
async fn a_token_is_given_once_for_a_challenge_and_ends() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let nonce: protocol::ChallengeAnswer = served.challenge(&hoa).await.json().await.unwrap();
    let ask = |sig: editorial::Signature| {
        let asked = serde_json::json!({"device": hoa.device, "nonce": nonce.nonce, "sig": sig});
        served.client.post(served.url("token")).json(&asked).send()
    };
    let right = keys::sign(
        keys::TOKEN,
        &keys::token_bytes(hoa.device, hoa.ledger, &nonce.nonce),
        &hoa.key,
    );
    let token: protocol::TokenAnswer = ask(right).await.unwrap().json().await.unwrap();
    assert_eq!(token.expires_in, 900);
    let told = problem(ask(right).await.unwrap()).await;
    assert_eq!((told.code(), told.status), (Some(Code::Stale), 409));
    let entries = || {
        served
            .client
            .get(served.url("entries?after=0"))
            .bearer_auth(&token.token)
            .send()
    };
    assert_eq!(entries().await.unwrap().status(), StatusCode::OK);
    board.around.pass(900_000);
    let told = problem(entries().await.unwrap()).await;
    assert_eq!((told.status, told.retry), (401, true));
}

#[tokio::test]
async fn a_challenge_signed_by_another_key_gives_no_token() {
    let served = Served::in_memory().await;
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let nonce: protocol::ChallengeAnswer = served.challenge(&hoa).await.json().await.unwrap();
    let other = crate::board::SigningKey::from_bytes(&fresh::<32>());
    let sig = keys::sign(
        keys::TOKEN,
        &keys::token_bytes(hoa.device, hoa.ledger, &nonce.nonce),
        &other,
    );
    let asked = serde_json::json!({"device": hoa.device, "nonce": nonce.nonce, "sig": sig});
    let told = problem(
        served
            .client
            .post(served.url("token"))
            .json(&asked)
            .send()
            .await
            .unwrap(),
    )
    .await;
    assert_eq!((told.code(), told.status), (Some(Code::BadSignature), 403));
}

#[test]
fn a_known_member_brings_a_second_device() {
    let board = Board::in_memory();
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let invitation = board
        .portal
        .invite_device(&board.site(), hoa.member, DAY)
        .unwrap();
    let (second, lines) = Person::to_join(&board.portal, &board.site(), &invitation);
    board.portal.join(&board.site(), lines).unwrap();
    assert_eq!(second.member, hoa.member);
    assert_ne!(second.device, hoa.device);
    assert_eq!(
        board.state(|state| (state.board.members.len(), state.board.devices.len())),
        (1, 2)
    );
    board.is_sound();
}
