//! The operator's commands run beside a serving portal on the same data, and take effect at once.

use crate::{
    board::{Board, Person, accepted, code, new_edition},
    surroundings::{DAY, Still},
};
use banthao_portal::{Portal, System, serve};
use editorial::{Code, Role};
use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
    sync::Arc,
    time::{Duration, Instant},
};

#[test]
fn what_one_process_writes_the_other_knows_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let around = Arc::new(Still::default());
    let open = || Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
    let serving = Board::with(around.clone(), open());
    let hoa = serving.person("Lê Thị Hoa", Role::Editor);
    let session = serving.session(&hoa);
    let operator = open();
    let site = operator.site("ngoai-vu").unwrap();
    operator
        .invite(&site, "Phạm Văn Dũng", &[Role::Approver], DAY)
        .unwrap();
    accepted(&serving.push(
        &hoa,
        hoa.submit(&hoa.article(new_edition(), None, "Bài", "Nội dung."), None),
    ));
    operator.revoke_device(&site, hoa.device).unwrap();
    assert_eq!(
        code(serving.portal.entries(&session, 0, false)),
        Some(Code::DeviceRevoked)
    );
    serving.is_sound();
}

fn portal(data: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_banthao-portal"));
    command.args(arguments).arg("--data").arg(data);
    command
}

fn said(data: &Path, arguments: &[&str]) -> serde_json::Value {
    let output = portal(data, arguments).arg("--json").output().unwrap();
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn failed(data: &Path, arguments: &[&str]) -> (i32, String) {
    let output = portal(data, arguments).arg("--json").output().unwrap();
    let value: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_default();
    (
        output.status.code().unwrap(),
        value["error"]["code"]
            .as_str()
            .unwrap_or_default()
            .to_owned(),
    )
}

#[test]
fn the_command_line_keeps_its_contract_beside_a_serving_portal() {
    let parent = tempfile::tempdir().unwrap();
    let data = &parent.path().join("made/if/absent");
    let site = said(
        data,
        &[
            "site",
            "add",
            "ngoai-vu",
            "--name-vi",
            "Sở Ngoại vụ",
            "--name-en",
            "Foreign Affairs",
        ],
    );
    assert_eq!(site["site"], "ngoai-vu");
    assert_eq!(site["ledger"].as_str().unwrap().len(), 64);
    let mut serving = portal(data, &["serve", "--listen", "127.0.0.1:0"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(serving.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    let url = serde_json::from_str::<serde_json::Value>(&line).unwrap()["url"]
        .as_str()
        .unwrap()
        .to_owned();
    assert!(url.starts_with("http://127.0.0.1:"), "{url}");
    // A connection that stays open must not hold up the end.
    let open = std::net::TcpStream::connect(url.trim_start_matches("http://")).unwrap();

    let output = portal(
        data,
        &[
            "invite",
            "ngoai-vu",
            "--role",
            "editor",
            "--role",
            "approver",
            "--name",
            "Lê Thị Hoa",
        ],
    )
    .output()
    .unwrap();
    let code = serde_json::from_slice::<serde_json::Value>(&output.stdout).unwrap()["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let code: editorial::keys::InvitationCode = code.parse().unwrap();
    let hoa = {
        // Joins over the data, as the wire is tested elsewhere.
        let portal = Portal::open(data, Arc::new(System)).unwrap();
        let site = portal.site("ngoai-vu").unwrap();
        let (hoa, lines) = Person::to_join(&portal, &site, &code);
        portal.join(&site, lines).unwrap();
        hoa
    };
    let members = said(data, &["member", "list", "ngoai-vu"]);
    assert_eq!(members[0]["name"], "Lê Thị Hoa");
    assert_eq!(members[0]["roles"][1]["role"], "approver");
    assert_eq!(members[0]["devices"][0]["name"], "Máy bàn phòng 2");
    let (member, device) = (hoa.member.to_string(), hoa.device.to_string());
    let devices = said(data, &["device", "list", "ngoai-vu"]);
    assert_eq!(
        (&devices[0]["member"], &devices[0]["revoked"]),
        (&member.clone().into(), &serde_json::Value::Null)
    );
    assert_eq!(
        devices[0]["roles"],
        serde_json::json!(["editor", "approver"])
    );
    said(data, &["role", "give", "ngoai-vu", &member, "chief"]);
    assert_eq!(
        failed(data, &["role", "give", "ngoai-vu", &member, "chief"]),
        (1, "nothing_changed".to_owned())
    );
    said(data, &["role", "end", "ngoai-vu", &member, "editor"]);
    let second = said(data, &["invite", "ngoai-vu", "--member", &member]);
    said(
        data,
        &["uninvite", "ngoai-vu", second["code"].as_str().unwrap()],
    );
    assert_eq!(
        failed(
            data,
            &["uninvite", "ngoai-vu", second["code"].as_str().unwrap()]
        )
        .0,
        1
    );
    let policy = said(data, &["policy", "ngoai-vu"]);
    let default = serde_json::json!({"rules": [{"kind": "*", "lang": "*", "steps": [{"roles": ["approver", "chief"], "count": 1}]}]});
    assert_eq!(policy, default);
    let file = parent.path().join("policy.json");
    std::fs::write(
        &file,
        r#"{"rules":[{"kind":"*","lang":"en","steps":[{"roles":["reviser"],"count":1}]}]}"#,
    )
    .unwrap();
    let told = failed(
        data,
        &["policy", "ngoai-vu", "--file", file.to_str().unwrap()],
    );
    assert_eq!(told, (1, "policy_unfulfillable".to_owned()));
    said(data, &["device", "revoke", "ngoai-vu", &device]);
    let audit = said(data, &["audit", "ngoai-vu"]);
    assert_eq!(
        (&audit["ok"], &audit["published"]),
        (&true.into(), &0.into())
    );
    assert_eq!(audit["faults"], serde_json::json!([]));
    assert_eq!(
        failed(data, &["audit", "nowhere"]),
        (1, "no_such_site".to_owned())
    );
    assert_eq!(
        failed(data, &["serve", "--listen", "127.0.0.1:0"]),
        (1, "in_use".to_owned())
    );
    assert_eq!(failed(data, &["invite", "ngoai-vu"]).0, 2);
    assert_eq!(
        failed(data, &["erase", "ngoai-vu", "abc", "--ground", "person"]).0,
        2
    );

    let told = Command::new("kill")
        .args(["-TERM", &serving.id().to_string()])
        .status()
        .unwrap();
    assert!(told.success());
    let begun = Instant::now();
    assert!(serving.wait().unwrap().success());
    assert!(begun.elapsed() < Duration::from_secs(5));
    drop(open);
    // The same port can be taken at once.
    let address = url.trim_start_matches("http://");
    let mut again = portal(data, &["serve", "--listen", address])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut line = String::new();
    BufReader::new(again.stdout.as_mut().unwrap())
        .read_line(&mut line)
        .unwrap();
    assert!(line.contains(address), "{line}");
    again.kill().unwrap();
    again.wait().unwrap();
}

#[test]
fn one_data_folder_is_served_by_one_portal() {
    let folder = tempfile::tempdir().unwrap();
    let held = serve::lock(folder.path()).unwrap();
    assert_eq!(code(serve::lock(folder.path())), Some(Code::InUse));
    drop(held);
    serve::lock(folder.path()).unwrap();
}

#[test]
fn data_of_a_later_portal_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    drop(Portal::open(folder.path(), Arc::new(System)).unwrap());
    let file = folder.path().join("portal.sqlite");
    let connection = rusqlite::Connection::open(&file).unwrap();
    connection.pragma_update(None, "user_version", 99).unwrap();
    drop(connection);
    assert_eq!(
        code(Portal::open(folder.path(), Arc::new(System))),
        Some(Code::NewerVersion)
    );
}
