//! Every answer of 400 and over is a problem, the framework's own included; and the API describes itself.

use crate::http::{Served, problem};
use editorial::{Code, Role};
use serde_json::Value;
use std::collections::BTreeSet;

#[tokio::test]
async fn the_frameworks_refusals_are_problems_too() {
    let served = Served::in_memory().await;
    let url = |path: &str| format!("{}{path}", served.serving.url);
    let send =
        async |request: reqwest::RequestBuilder| problem(request.send().await.unwrap()).await;
    let nowhere = send(served.client.get(url("/api/v1/nowhere"))).await;
    assert_eq!(nowhere.status, 404);
    assert_eq!(
        send(served.client.get(url("/nowhere/at/all"))).await.status,
        404
    );
    let method = served
        .client
        .delete(served.url("head"))
        .send()
        .await
        .unwrap();
    assert!(method.headers().contains_key("allow"));
    assert_eq!(problem(method).await.status, 405);
    let no_site = send(served.client.get(url("/api/v1/sites/nowhere/head"))).await;
    assert_eq!(
        (no_site.code(), no_site.status),
        (Some(Code::NoSuchSite), 404)
    );
    let json = send(served.client.post(served.url("challenge")).body("{")).await;
    assert_eq!((json.code(), json.status), (Some(Code::NotCanonical), 400));
    let utf8 = send(
        served
            .client
            .post(served.url("token"))
            .body(vec![0xff, 0xfe]),
    )
    .await;
    assert_eq!(utf8.status, 400);
    let large = send(
        served
            .client
            .post(served.url("join"))
            .body(vec![b' '; 70_000]),
    )
    .await;
    assert_eq!((large.code(), large.status), (Some(Code::TooLarge), 413));
    let nobody = send(served.client.get(served.url("entries?after=0"))).await;
    assert_eq!(nobody.status, 401);
    let wrong = send(
        served
            .client
            .get(served.url("entries?after=0"))
            .bearer_auth("guess"),
    )
    .await;
    assert_eq!(wrong.status, 401);
    let hoa = served.board.person("Lê Thị Hoa", Role::Editor);
    let token = served.token(&hoa).await;
    for query in [
        "entries?after=x",
        "entries?after=-1",
        "entries?after=0&bodies=all",
        "comments?after=x",
    ] {
        assert_eq!(
            send(served.client.get(served.url(query)).bearer_auth(&token))
                .await
                .status,
            400,
            "{query}"
        );
    }
    let name = send(
        served
            .client
            .get(served.url("blobs/abc"))
            .bearer_auth(&token),
    )
    .await;
    assert_eq!(name.code(), Some(Code::NotFound));
}

#[tokio::test]
async fn a_browser_is_shown_a_page_and_a_program_is_told_a_problem() {
    let served = Served::in_memory().await;
    let url = format!("{}/vi/khong-co-00000000", served.serving.url);
    let page = served
        .client
        .get(&url)
        .header("accept", "text/html")
        .send()
        .await
        .unwrap();
    assert_eq!(page.status(), 404);
    assert!(
        page.headers()["content-type"]
            .to_str()
            .unwrap()
            .starts_with("text/html")
    );
    assert_eq!(
        problem(served.client.get(&url).send().await.unwrap())
            .await
            .status,
        404
    );
}

#[tokio::test]
async fn a_member_without_a_role_reads_nothing() {
    let served = Served::in_memory().await;
    let board = &served.board;
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    board
        .portal
        .end_role(&board.site(), hoa.member, Role::Editor)
        .unwrap();
    let token = served.token(&hoa).await;
    let get = async |path: &str| {
        problem(
            served
                .client
                .get(served.url(path))
                .bearer_auth(&token)
                .send()
                .await
                .unwrap(),
        )
        .await
    };
    for path in [
        "entries?after=0",
        "comments",
        &format!("blobs/{}", editorial::Hash::ZERO),
    ] {
        let told = get(path).await;
        assert_eq!(
            (told.code(), told.status),
            (Some(Code::NoRight), 403),
            "{path}"
        );
    }
}

async fn description(served: &Served) -> Value {
    let answer = served.get("/api/v1/openapi.json").await;
    assert_eq!(answer.status(), 200);
    answer.json().await.unwrap()
}

#[tokio::test]
async fn the_api_describes_every_route_and_its_problems() {
    let served = Served::in_memory().await;
    let api = description(&served).await;
    let mut routes = BTreeSet::new();
    for (path, operations) in api["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            if !["get", "post", "head", "patch"].contains(&method.as_str()) {
                continue;
            }
            routes.insert(format!(
                "{method} {}",
                path.trim_start_matches("/api/v1/sites/{site}")
            ));
            assert!(
                operation["responses"]["default"].is_object(),
                "{method} {path}"
            );
            for (status, response) in operation["responses"].as_object().unwrap() {
                let problem = status == "default" || status.parse::<u16>().unwrap() >= 400;
                if problem && (method != "head" || status == "default") {
                    assert!(
                        response["content"]["application/problem+json"].is_object(),
                        "{method} {path} {status}"
                    );
                }
            }
        }
    }
    let expected = [
        "get /blobs/{name}",
        "get /comments",
        "get /entries",
        "get /head",
        "get /invitations/{name}",
        "head /blobs/{name}",
        "patch /blobs/{name}",
        "post /bodies",
        "post /challenge",
        "post /join",
        "post /push",
        "post /token",
    ];
    assert_eq!(routes.into_iter().collect::<Vec<_>>(), expected);
    assert_eq!(api["info"]["version"], "1");
}

/// The properties of a schema.
fn described(api: &Value, name: &str) -> BTreeSet<String> {
    let properties = api["components"]["schemas"][name]["properties"].as_object();
    properties
        .unwrap_or_else(|| panic!("no {name}"))
        .keys()
        .cloned()
        .collect()
}

#[tokio::test]
async fn the_description_says_what_is_sent() {
    let served = Served::in_memory().await;
    let api = description(&served).await;
    let fields = |value: &Value| {
        value
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect::<BTreeSet<_>>()
    };
    let head: Value = served
        .get("/api/v1/sites/ngoai-vu/head")
        .await
        .json()
        .await
        .unwrap();
    assert_eq!(fields(&head), described(&api, "HeadBody"));
    let invitation = served.board.invite("Lê Thị Hoa", Role::Editor);
    let path = format!(
        "/api/v1/sites/ngoai-vu/invitations/{}",
        editorial::keys::public(&invitation.key())
    );
    let offer: Value = served.get(&path).await.json().await.unwrap();
    assert_eq!(fields(&offer), described(&api, "InvitationBody"));
    let hoa = served.board.person("Phạm Văn Dũng", Role::Approver);
    let nonce: Value = served.challenge(&hoa).await.json().await.unwrap();
    assert_eq!(fields(&nonce), described(&api, "ChallengeBody"));
    let told: Value = served
        .get("/api/v1/sites/nowhere/head")
        .await
        .json()
        .await
        .unwrap();
    let mut problem = described(&api, "ProblemBody");
    problem.retain(|name| name != "detail");
    let mut sent = fields(&told);
    sent.remove("detail");
    assert_eq!(sent, problem);
    let token = served.token(&hoa).await;
    let page = served
        .client
        .get(served.url("entries?after=0&bodies=current"))
        .bearer_auth(token)
        .send()
        .await
        .unwrap();
    let text = page.text().await.unwrap();
    let all: BTreeSet<String> = text
        .lines()
        .flat_map(|line| fields(&serde_json::from_str(line).unwrap()))
        .collect();
    assert_eq!(all, described(&api, "EntriesLine"));
}
