//! What the operator's acts refuse.

use crate::{
    board::{Board, code},
    surroundings::DAY,
};
use editorial::{Code, MemberId, Role, keys::InvitationCode};

#[test]
fn a_site_begins_with_its_three_sections_in_both_languages() {
    use banthao_portal::site::Publications;
    let board = Board::in_memory();
    let names = |section: &banthao_portal::site::Section| (section.vi.clone(), section.en.clone());
    let all: Vec<_> = board
        .portal
        .sections("ngoai-vu")
        .unwrap()
        .iter()
        .map(names)
        .collect();
    let expected = [
        ("Tin tức", "News"),
        ("Giới thiệu", "About"),
        ("Lấy ý kiến", "Consultations"),
    ];
    assert_eq!(all, expected.map(|(vi, en)| (vi.to_owned(), en.to_owned())));
    board.is_sound();
}

#[test]
fn a_site_has_a_name_that_can_stand_in_addresses_and_no_double() {
    let board = Board::in_memory();
    let add = |name: &str, vi: &str, host: Option<&str>| {
        code(board.portal.add_site(name, vi, "Office", host))
    };
    for bad in ["", "Sở", "a b", "-a", "a/b", &"a".repeat(64)] {
        assert_eq!(add(bad, "Sở", None), Some(Code::BadField), "{bad}");
    }
    assert_eq!(add("so-hai", " ", None), Some(Code::BadField));
    assert_eq!(add("so-hai", "Sở\u{200b}", None), Some(Code::BadField));
    assert_eq!(add("so-hai", &"x".repeat(201), None), Some(Code::BadField));
    assert_eq!(add("ngoai-vu", "Sở", None), Some(Code::NotEmpty));
    assert_eq!(add("so-hai", "Sở Hai", Some("SoHai.example.vn.")), None);
    assert_eq!(
        add("so-ba", "Sở Ba", Some("sohai.example.vn")),
        Some(Code::NotEmpty)
    );
    assert_eq!(board.portal.site_names().unwrap(), ["ngoai-vu", "so-hai"]);
}

#[test]
fn a_site_answers_for_its_host_and_the_first_for_any_other() {
    use banthao_portal::site::Publications;
    let board = Board::in_memory();
    board
        .portal
        .add_site("so-hai", "Sở Hai", "Second Office", Some("hai.example.vn"))
        .unwrap();
    let told = |host: &str| {
        Publications::site(&*board.portal, host)
            .unwrap()
            .unwrap()
            .vi
    };
    assert_eq!(told("hai.example.vn"), "Sở Hai");
    assert_eq!(told("127.0.0.1"), "Sở Ngoại vụ");
    assert_eq!(told(""), "Sở Ngoại vụ");
}

#[test]
fn invitations_roles_and_devices_are_refused_by_name() {
    let board = Board::in_memory();
    let (portal, site) = (&board.portal, board.site());
    let hoa = board.person("Lê Thị Hoa", Role::Editor);
    let nobody = MemberId::from_uuid(crate::board::uuid());
    assert_eq!(
        code(portal.invite(&site, "", &[Role::Editor], DAY)),
        Some(Code::BadField)
    );
    assert_eq!(
        code(portal.invite(&site, "Ai Đó", &[], DAY)),
        Some(Code::BadField)
    );
    assert_eq!(
        code(portal.invite_device(&site, nobody, DAY)),
        Some(Code::NotFound)
    );
    assert_eq!(
        code(portal.give_role(&site, nobody, Role::Editor)),
        Some(Code::NotFound)
    );
    assert_eq!(
        code(portal.give_role(&site, hoa.member, Role::Editor)),
        Some(Code::NothingChanged)
    );
    assert_eq!(
        code(portal.end_role(&site, hoa.member, Role::Chief)),
        Some(Code::NothingChanged)
    );
    portal.revoke_device(&site, hoa.device).unwrap();
    assert_eq!(
        code(portal.revoke_device(&site, hoa.device)),
        Some(Code::NothingChanged)
    );
    portal
        .add_site("so-hai", "Sở Hai", "Second Office", None)
        .unwrap();
    let elsewhere = portal
        .invite(
            &portal.site("so-hai").unwrap(),
            "Ai Đó",
            &[Role::Editor],
            DAY,
        )
        .unwrap();
    assert_eq!(
        code(portal.uninvite(&site, &elsewhere)),
        Some(Code::WrongSite)
    );
    let unknown = InvitationCode::new("ngoai-vu", [7; 16], &site.public_key());
    assert_eq!(code(portal.uninvite(&site, &unknown)), Some(Code::NotFound));
    board.is_sound();
}
