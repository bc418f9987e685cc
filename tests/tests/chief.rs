//! What a chief decides at their desk: who is on the board, on which computers, and how it approves.
#![allow(clippy::unwrap_used, clippy::expect_used, missing_docs)]

use banthao_portal::{Portal, System, serve};
use desk::{Desk, NewLock};
use editorial::{
    Code, Policy, Role,
    policy::{AnyOr, Rule, Step},
};
use std::{path::Path, sync::Arc};
use tempfile::TempDir;
use tokio::runtime::Runtime;

struct Board {
    folder: TempDir,
    portal: Arc<Portal>,
    runtime: Runtime,
    serving: Option<serve::Serving>,
    url: String,
}

impl Drop for Board {
    fn drop(&mut self) {
        if let Some(serving) = self.serving.take() {
            self.runtime.block_on(serving.stop());
        }
    }
}

fn board() -> Board {
    let folder = tempfile::tempdir().unwrap();
    let portal = Portal::open(&folder.path().join("portal"), Arc::new(System)).unwrap();
    let portal = Arc::new(portal);
    portal
        .add_site("doi-ngoai", "Sở Ngoại vụ", "Foreign Affairs", None)
        .unwrap();
    let runtime = Runtime::new().unwrap();
    let at = serve::Addresses {
        listen: "127.0.0.1:0".parse().unwrap(),
        public: None,
    };
    let serving = runtime
        .block_on(serve::start(Arc::clone(&portal), at))
        .unwrap();
    Board {
        folder,
        portal,
        runtime,
        url: serving.url.clone(),
        serving: Some(serving),
    }
}

impl Board {
    fn desk(&self, name: &str, code: &str) -> Desk {
        let lock = NewLock {
            passphrase: Some("trăng sáng sân đình"),
        };
        let (desk, _) = Desk::init(&self.folder.path().join(name), lock, name).unwrap();
        desk.join(&self.url, code, &format!("Máy của {name}"))
            .unwrap();
        exchange(&desk);
        desk
    }

    fn member(&self, name: &str, role: Role) -> Desk {
        let site = self.portal.site("doi-ngoai").unwrap();
        let code = self.portal.invite(&site, name, &[role], 86_400_000);
        self.desk(name, &code.unwrap().to_string())
    }
}

fn exchange(desk: &Desk) {
    desk.exchange(false, &|_| true).unwrap();
}

fn names(desk: &Desk) -> Vec<String> {
    let members = desk.members().unwrap().into_iter();
    members.map(|member| member.name).collect()
}

fn refused(answer: desk::Result<impl std::fmt::Debug>) -> Code {
    answer.unwrap_err().code
}

#[test]
fn a_chief_invites_and_who_holds_the_code_joins() {
    let it = board();
    let chief = it.member("Khôi", Role::Chief);
    let invited = chief
        .invite("Đỗ Kiều Oanh", &[Role::Editor, Role::Translator])
        .unwrap();
    assert_eq!(invited.url, it.url);
    exchange(&chief);
    let open = chief.invitations().unwrap();
    assert_eq!(open.len(), 1);
    assert_eq!(open[0].name, "Đỗ Kiều Oanh");
    assert_eq!(open[0].roles, [Role::Editor, Role::Translator]);

    let oanh = it.desk("oanh", &invited.code);
    exchange(&chief);
    assert_eq!(names(&chief), ["Khôi", "Đỗ Kiều Oanh"]);
    assert_eq!(chief.invitations().unwrap(), []);
    // Who is no chief decides nothing of this.
    assert_eq!(refused(oanh.invite("Ai đó", &[Role::Chief])), Code::NoRight);
}

#[test]
fn an_invitation_taken_back_opens_nothing() {
    let it = board();
    let chief = it.member("Khôi", Role::Chief);
    let invited = chief.invite("Oanh", &[Role::Editor]).unwrap();
    exchange(&chief);
    let open = chief.invitations().unwrap();
    chief.uninvite(open[0].invitation).unwrap();
    exchange(&chief);
    let lock = NewLock {
        passphrase: Some("x"),
    };
    let late = it.folder.path().join("late");
    let (late, _) = Desk::init(Path::new(&late), lock, "Oanh").unwrap();
    let code = refused(late.join(&it.url, &invited.code, "Máy"));
    assert_eq!(code, Code::InvitationExpired);
}

#[test]
fn one_more_computer_is_the_same_person_and_a_revoked_one_is_refused() {
    let it = board();
    let chief = it.member("Khôi", Role::Chief);
    let oanh = it.member("Oanh", Role::Editor);
    exchange(&chief);
    let of = |desk: &Desk, name: &str| {
        let members = desk.members().unwrap().into_iter();
        members.into_iter().find(|it| it.name == name).unwrap()
    };
    let second = chief.invite_device(of(&chief, "Oanh").member).unwrap();
    exchange(&chief);
    let laptop = it.desk("laptop", &second.code);
    exchange(&chief);
    let row = of(&chief, "Oanh");
    assert_eq!(row.devices.len(), 2);

    let first = row.devices.iter().find(|it| it.name == "Máy của Oanh");
    chief.revoke_device(first.unwrap().device).unwrap();
    exchange(&chief);
    assert_eq!(
        refused(oanh.exchange(false, &|_| true)),
        Code::DeviceRevoked
    );
    exchange(&laptop);
    assert!(
        of(&laptop, "Oanh")
            .devices
            .iter()
            .any(|it| it.ended.is_some())
    );
}

#[test]
fn roles_are_given_and_ended_but_the_last_chief_stays() {
    let it = board();
    let chief = it.member("Khôi", Role::Chief);
    let oanh = it.member("Oanh", Role::Editor);
    exchange(&chief);
    let member = |name: &str| {
        let members = chief.members().unwrap().into_iter();
        members
            .into_iter()
            .find(|it| it.name == name)
            .unwrap()
            .member
    };
    chief.give_role(member("Oanh"), Role::Approver).unwrap();
    assert_eq!(
        refused(chief.end_role(member("Khôi"), Role::Chief)),
        Code::NoRight
    );
    exchange(&chief);
    exchange(&oanh);
    assert_eq!(oanh.status().unwrap().roles, [Role::Editor, Role::Approver]);
    chief.end_role(member("Oanh"), Role::Editor).unwrap();
    exchange(&chief);
    exchange(&oanh);
    assert_eq!(oanh.status().unwrap().roles, [Role::Approver]);
}

#[test]
fn a_policy_holds_for_what_is_submitted_after_it_and_one_that_nobody_can_fulfil_is_refused() {
    let it = board();
    let chief = it.member("Khôi", Role::Chief);
    let two_steps = |first: Role| Policy {
        rules: vec![Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: [first, Role::Chief]
                .map(|role| Step {
                    roles: vec![role],
                    count: 1,
                })
                .into(),
        }],
    };
    let lonely = chief.set_policy(two_steps(Role::Approver)).unwrap_err();
    assert_eq!(lonely.code, Code::PolicyUnfulfillable);
    assert!(lonely.message.contains("người duyệt"), "{}", lonely.message);

    let approver = it.member("Bảo", Role::Approver);
    exchange(&chief);
    chief.set_policy(two_steps(Role::Approver)).unwrap();
    exchange(&chief);
    exchange(&approver);
    assert_eq!(approver.policy().unwrap(), two_steps(Role::Approver));
    assert_eq!(
        refused(chief.set_policy(two_steps(Role::Approver))),
        Code::NothingChanged
    );
    assert_eq!(
        refused(approver.set_policy(Policy::default())),
        Code::NoRight
    );
    assert!(
        it.portal
            .audit(&it.portal.site("doi-ngoai").unwrap())
            .unwrap()
            .ok
    );
}
