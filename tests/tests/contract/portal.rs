//! The portal: its operator, its process, the form of its answers.

use crate::{has, rows_have};
use serde_json::{Value, json};
use tests::rig::{Board, Portal, Reader, SITE, binary, run, tells, until};

#[test]
fn the_operator_ends_devices_roles_and_invitations() {
    let board = Board::new();
    let ha = board.joins("editor", "Thu Hà");
    let member = ha.does(&["status"])["member"].as_str().unwrap().to_owned();
    let members = board.portal.does(&["member", "list", SITE]);
    rows_have(&members, "member name roles devices");
    assert_eq!(members[0]["member"], json!(member));

    let second = board.outside("máy-hai");
    let code = board.portal.does(&["invite", SITE, "--member", &member])["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let joined = second.does(&[
        "join",
        &board.portal.url,
        "--invitation",
        &code,
        "--device",
        "Máy ở nhà",
    ]);
    has(&joined, "site member roles");
    tells(&joined, &json!({ "member": member, "roles": ["editor"] }));
    assert_eq!(
        second.knocks(&board.portal.url, &code).code(),
        "already_joined"
    );
    let devices = board.portal.does(&["device", "list", SITE]);
    rows_have(&devices, "device name member roles added revoked");
    assert_eq!(devices.as_array().unwrap().len(), 2);

    let lost = second.does(&["status"])["device"]
        .as_str()
        .unwrap()
        .to_owned();
    board.portal.does(&["device", "revoke", SITE, &lost]);
    let kept = second.writes("Viết trên máy đã mất", "Chữ vẫn còn.");
    let error = second.run(&["sync"]).refusal();
    tells(&error, &json!({ "code": "device_revoked", "retry": false }));
    assert!(
        second.words(&kept).contains("Chữ vẫn còn."),
        "nothing is removed"
    );
    ha.sync();
    let devices = board.portal.does(&["device", "list", SITE]);
    let revoked: Vec<&Value> = devices
        .as_array()
        .unwrap()
        .iter()
        .filter(|row| !row["revoked"].is_null())
        .collect();
    assert_eq!((revoked.len(), &revoked[0]["device"]), (1, &json!(lost)));

    let code = board.code(&["approver"], "Người không đến");
    board.portal.does(&["uninvite", SITE, &code]);
    let late = board.outside("trễ");
    assert_eq!(
        late.knocks(&board.portal.url, &code).code(),
        "invitation_expired"
    );
    assert!(!late.profile.exists(), "nothing was made");

    board
        .portal
        .does(&["role", "give", SITE, &member, "translator"]);
    ha.sync();
    assert_eq!(
        ha.does(&["status"])["roles"],
        json!(["editor", "translator"])
    );
    board.portal.does(&["role", "end", SITE, &member, "editor"]);
    let edition = ha.writes("Sau khi thôi việc", "Chữ.");
    ha.does(&["submit", &edition]);
    let exchanged = ha.sync();
    assert_eq!(
        (&exchanged["sent"], &exchanged["refused"]),
        (&json!(0), &json!(1)),
        "complete, even if something was refused"
    );
    let refusals = ha.does(&["refusals"]);
    rows_have(&refusals, "id edition title what at code message");
    assert_eq!(refusals[0]["code"], "no_right");
    assert!(ha.words(&edition).contains("Chữ."), "the text is kept");
    let id = refusals[0]["id"].as_str().unwrap().to_owned();
    assert_eq!(ha.does(&["refusals", "--dismiss", &id]), json!([]));
    assert_eq!(
        board
            .portal
            .run(&["role", "end", SITE, &member, "chief"])
            .code
            .unwrap(),
        1
    );
}

#[test]
fn what_is_erased_is_gone_for_readers_desks_and_search() {
    let (board, ha, duc) = Board::with_ha_and_duc();
    let edition = ha.writes(
        "Bản có dữ liệu riêng",
        "Số định danh của ông Xuyến là riêng tư.",
    );
    ha.submits(&edition);
    duc.approves(&edition);
    ha.sync();
    let (revision, url) = (ha.revision(&edition), ha.url(&edition));
    let unknown = "0".repeat(64);
    assert_eq!(
        board
            .portal
            .run(&["erase", SITE, &unknown, "--ground", "person"])
            .code(),
        "not_found"
    );
    assert_eq!(
        board
            .portal
            .run(&["erase", SITE, &revision, "--ground", "vui"])
            .code,
        Some(2)
    );
    board
        .portal
        .does(&["erase", SITE, &revision, "--ground", "person"]);
    let reader = Reader::of(&board.portal.url);
    assert_eq!(reader.opens(&url).status, 410);
    assert!(!reader.opens("/vi/").text().contains("Bản có dữ liệu riêng"));
    for desk in [&ha, &duc] {
        desk.sync();
        assert_eq!(
            desk.refuses(&["show", &edition, "--revision", &revision]),
            "erased"
        );
        assert_eq!(desk.does(&["search", "Xuyến"]), json!([]));
        assert_eq!(desk.does(&["verify"])["ok"], true);
    }
    let audit = board.portal.does(&["audit", SITE]);
    assert_eq!(audit["ok"], true, "{audit}");
}

#[test]
fn a_portal_ends_within_five_seconds_and_its_port_is_free_at_once() {
    let mut board = Board::new();
    let held = std::net::TcpStream::connect(board.portal.address()).unwrap();
    let url = board.portal.url.clone();
    let before = std::time::Instant::now();
    let ended = board.portal.stop();
    assert!(ended.success(), "{ended}");
    assert!(
        before.elapsed().as_secs_f64() < 5.0,
        "open connections included"
    );
    board.portal.serve();
    assert_eq!(board.portal.url, url);
    drop(held);
    let second = Portal::over(&board.portal.data);
    assert_eq!(
        second.run(&["serve", "--listen", "127.0.0.1:0"]).code(),
        "in_use"
    );
    let elsewhere = board.path("nơi khác");
    let third = Portal::over(&elsewhere);
    let taken = board.portal.address().to_string();
    assert_eq!(third.run(&["serve", "--listen", &taken]).code(), "in_use");
    assert_eq!(
        second.does(&["device", "list", SITE]),
        json!([]),
        "every other command runs beside it"
    );
    let mut wrong = std::process::Command::new(binary("banthao-portal"));
    wrong
        .args(["serve", "--data"])
        .arg(&board.portal.data)
        .args(["--listen", "ở đây"]);
    assert_eq!(run(wrong, b"").code, Some(2));
    assert_eq!(
        second
            .run(&["invite", "không-có", "--role", "editor", "--name", "Ai"])
            .code(),
        "no_such_site"
    );
    assert_eq!(
        second
            .run(&["invite", SITE, "--role", "vua", "--name", "Ai"])
            .code,
        Some(2)
    );
}

#[test]
fn every_answer_from_four_hundred_up_is_a_problem_that_is_described() {
    let board = Board::new();
    let client = reqwest::blocking::Client::new();
    let base = format!("{}/api/v1", board.portal.url);
    let described: Value = client
        .get(format!("{base}/openapi.json"))
        .send()
        .unwrap()
        .json()
        .unwrap();
    assert!(described["openapi"].as_str().unwrap().starts_with("3."));
    let sites = format!("{base}/sites/{SITE}");
    for (method, address) in [
        ("GET", format!("{base}/nothing")),
        ("GET", format!("{base}/sites/khong-co/head")),
        ("GET", format!("{sites}/entries?after=0")),
        ("GET", format!("{sites}/entries?after=minus")),
        ("POST", format!("{sites}/head")),
        ("POST", format!("{sites}/push")),
        ("POST", format!("{sites}/challenge")),
        ("POST", format!("{sites}/join")),
        ("GET", format!("{sites}/blobs/xyz")),
        ("GET", format!("{sites}/invitations/xyz")),
        ("GET", format!("{sites}/comments?after=0")),
    ] {
        let answer = client
            .request(method.parse().unwrap(), &address)
            .send()
            .unwrap();
        assert!(answer.status().as_u16() >= 400, "{method} {address}");
        assert_eq!(
            answer.headers()["content-type"],
            "application/problem+json",
            "{method} {address}"
        );
        let problem: Value = answer.json().unwrap();
        has(&problem, "type title status retry");
    }
    until("the portal answers still", || {
        client
            .get(format!("{sites}/head"))
            .send()
            .unwrap()
            .status()
            .is_success()
            .then_some(())
    });
}
