//! Addresses and invitations that let nobody in.

use tests::rig::{Board, SITE};

#[test]
fn without_tls_only_this_computer_is_spoken_to() {
    let board = Board::new();
    let code = board.code(&["editor"], "Thu Hà");
    let desk = board.outside("ha");
    for url in [
        "http://cong.quangngai.example",
        "http://192.0.2.1:8080",
        "ftp://127.0.0.1",
        "không phải địa chỉ",
        "",
        "http://localhost.example",
    ] {
        let done = desk.knocks(url, &code);
        assert_eq!(done.code(), "not_a_portal", "{url}");
        let told = done.refusal()["message"].to_string();
        assert!(told.contains("https://"), "{url}: {told}");
        assert!(!desk.profile.exists(), "nothing was made for {url}");
    }
    let by_name = board.portal.url.replace("127.0.0.1", "localhost");
    assert_eq!(desk.knocks(&by_name, &code).value()["site"], SITE);
}

#[test]
fn who_joins_is_told_each_of_what_is_wrong_and_no_profile_is_made() {
    let mut board = Board::new();
    let code = board.code(&["editor"], "Thu Hà");
    let url = board.portal.url.clone();
    let desk = board.outside("ha");
    let refused = |url: &str, code: &str| {
        let told = desk.knocks(url, code).code();
        assert!(!desk.profile.exists(), "nothing was made");
        told
    };
    assert_eq!(refused(&url, "không phải mã"), "bad_field");
    assert_eq!(
        refused(&url, &code.replace(SITE, "site-khac")),
        "wrong_site"
    );
    let (front, secret) = code.rsplit_once('.').unwrap();
    // The print of the site's key stands in the last letters; the seed in the first.
    let other_key = format!(
        "{front}.{}{}",
        &secret[..22],
        if secret.ends_with("AAAAAAAAAAAAAAAAAAAAA") {
            &secret[22..]
        } else {
            "AAAAAAAAAAAAAAAAAAAAA"
        }
    );
    assert_eq!(refused(&url, &other_key), "wrong_key");
    let other_seed = format!(
        "{front}.{}{}",
        if secret.starts_with("BBBB") {
            "CCCC"
        } else {
            "BBBB"
        },
        &secret[4..]
    );
    assert_eq!(
        refused(&url, &other_seed),
        "invitation_expired",
        "nobody was invited with it"
    );
    let expired = board.portal.does(&[
        "invite", SITE, "--role", "editor", "--name", "Trễ", "--valid", "1s",
    ])["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let key = editorial::keys::public(
        &expired
            .parse::<editorial::keys::InvitationCode>()
            .unwrap()
            .key(),
    );
    tests::rig::until("it has expired", || {
        let offer =
            reqwest::blocking::get(format!("{url}/api/v1/sites/{SITE}/invitations/{key}")).unwrap();
        (offer.status() != 200).then_some(())
    });
    assert_eq!(refused(&url, &expired), "invitation_expired");
    assert_eq!(
        board
            .outside("trống")
            .refuses(&["join", &url, "--invitation", &code, "--device", " "]),
        "bad_field"
    );
    assert!(!board.outside("trống").profile.exists());
    board.portal.stop();
    assert_eq!(refused(&url, &code), "offline");
    board.portal.serve();

    // One invitation, two at once: one comes in.
    let both = [board.outside("một"), board.outside("hai")];
    let done: Vec<_> = std::thread::scope(|scope| {
        let joining: Vec<_> = both
            .iter()
            .map(|desk| scope.spawn(|| desk.knocks(&url, &code)))
            .collect();
        joining.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let won: Vec<usize> = (0..2).filter(|at| done[*at].code == Some(0)).collect();
    assert_eq!(won.len(), 1, "{done:?}");
    assert_eq!(done[1 - won[0]].code(), "invitation_used");
    assert_eq!(refused(&url, &code), "invitation_used");
    assert_eq!(board.portal.lists(&["device", "list", SITE]).len(), 1);
}
