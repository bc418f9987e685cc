//! A portal on a port of its own, and somebody who speaks to it.

use crate::board::{Board, Person};
use banthao_portal::serve::{Addresses, Serving, start};
use editorial::keys;
use protocol::{ChallengeAnswer, Problem, PushLine, SendLine, TokenAnswer};
use reqwest::{Client, Response, StatusCode};
use serde::Serialize;

pub struct Served {
    pub board: Board,
    pub client: Client,
    pub serving: Serving,
}

impl Served {
    pub async fn new(board: Board) -> Self {
        let at = Addresses {
            listen: "127.0.0.1:0".parse().unwrap(),
            public: None,
        };
        let serving = start(board.portal.clone(), at).await.unwrap();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .unwrap();
        Self {
            board,
            client,
            serving,
        }
    }

    pub async fn in_memory() -> Self {
        Self::new(Board::in_memory()).await
    }

    pub fn url(&self, path: &str) -> String {
        format!("{}/api/v1/sites/ngoai-vu/{path}", self.serving.url)
    }

    pub async fn challenge(&self, person: &Person) -> Response {
        let asked = serde_json::json!({"device": person.device});
        self.client
            .post(self.url("challenge"))
            .json(&asked)
            .send()
            .await
            .unwrap()
    }

    /// A token, the way a desk gets it.
    pub async fn token(&self, person: &Person) -> String {
        let nonce = self
            .challenge(person)
            .await
            .json::<ChallengeAnswer>()
            .await
            .unwrap()
            .nonce;
        let sig = keys::sign(
            keys::TOKEN,
            &keys::token_bytes(person.device, person.ledger, &nonce),
            &person.key,
        );
        let asked = serde_json::json!({"device": person.device, "nonce": nonce, "sig": sig});
        let answer = self
            .client
            .post(self.url("token"))
            .json(&asked)
            .send()
            .await
            .unwrap();
        answer.json::<TokenAnswer>().await.unwrap().token
    }

    pub async fn push(&self, token: &str, lines: &[SendLine]) -> Vec<PushLine> {
        let response = self
            .client
            .post(self.url("push"))
            .bearer_auth(token)
            .body(ndjson(lines))
            .send()
            .await
            .unwrap();
        assert_eq!(response.status(), StatusCode::OK);
        let text = response.text().await.unwrap();
        text.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    pub async fn join(&self, lines: &[SendLine]) -> Response {
        self.client
            .post(self.url("join"))
            .body(ndjson(lines))
            .send()
            .await
            .unwrap()
    }

    pub async fn get(&self, path: &str) -> Response {
        self.client
            .get(format!("{}{path}", self.serving.url))
            .send()
            .await
            .unwrap()
    }
}

pub fn ndjson<T: Serialize>(lines: &[T]) -> Vec<u8> {
    lines
        .iter()
        .flat_map(|line| [serde_json::to_vec(line).unwrap(), b"\n".to_vec()].concat())
        .collect()
}

/// That an answer is a problem, in the promised form; which one.
pub async fn problem(response: Response) -> Problem {
    let status = response.status();
    assert!(status.as_u16() >= 400, "{status}");
    assert_eq!(
        response.headers()["content-type"],
        "application/problem+json",
        "{status}"
    );
    let problem: Problem = response.json().await.unwrap();
    assert_eq!(problem.status, status.as_u16());
    problem
}
