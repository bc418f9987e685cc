//! Two people at one text, each without the other.

use serde_json::json;
use tests::rig::{Board, Desk, tells};

#[test]
fn two_editors_away_from_each_other_change_one_article_and_both_texts_are_there() {
    let (mut board, ha, nam) = Board::with_ha_and_nam();
    let edition = ha.writes(
        "Hội thảo biển đảo",
        "Đoạn mở đầu.\n\nĐoạn giữa.\n\nĐoạn kết.",
    );
    ha.submits(&edition);
    nam.sync();
    board.portal.stop();
    let edit = |desk: &Desk, text: &str| {
        desk.does(&["edit", &edition, "--from", &desk.file("sửa.md", text)]);
        desk.does(&["submit", &edition]);
        assert_eq!(desk.refuses(&["sync"]), "offline");
    };
    edit(
        &ha,
        "Đoạn mở đầu do Hà viết lại.\n\nĐoạn giữa.\n\nĐoạn kết.",
    );
    edit(
        &nam,
        "Đoạn mở đầu.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    board.portal.serve();
    ha.sync();
    assert_eq!(nam.sync()["refused"], 1, "the second is behind");

    // Different passages: merged into Nam's draft, shown as `behind`, and not sent by itself.
    let refusals = nam.does(&["refusals"]);
    tells(
        &refusals[0],
        &json!({ "code": "behind", "edition": edition }),
    );
    assert_eq!(nam.does(&["forks"]), json!([]));
    let merged = nam.words(&edition);
    assert!(
        merged.contains("do Hà viết lại") && merged.contains("do Nam viết lại"),
        "{merged}"
    );
    assert_eq!(nam.shows(&edition)["draft"], true);
    assert_eq!(nam.sync()["sent"], 0);
    nam.submits(&edition);
    assert_eq!(nam.does(&["refusals"]), json!([]));
    ha.sync();
    assert_eq!(ha.words(&edition), merged);

    // The same passage: both stand to choose from, and nothing can be submitted meanwhile.
    board.portal.stop();
    edit(
        &ha,
        "Đoạn mở đầu theo Hà.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    edit(
        &nam,
        "Đoạn mở đầu theo Nam.\n\nĐoạn giữa.\n\nĐoạn kết do Nam viết lại.",
    );
    board.portal.serve();
    nam.sync();
    ha.sync();
    assert_eq!(ha.does(&["forks"])[0]["edition"], json!(edition));
    assert!(ha.words(&edition).contains("theo Hà"));
    let theirs = nam.revision(&edition);
    assert!(
        ha.prints(&["show", &edition, "--revision", &theirs, "--as", "text"])
            .contains("theo Nam")
    );
    assert_eq!(ha.refuses(&["submit", &edition]), "fork_open");
    ha.does(&["resolve", &edition, "--take", "both"]);
    let both = ha.words(&edition);
    assert!(
        both.contains("theo Hà") && both.contains("theo Nam"),
        "{both}"
    );
    ha.submits(&edition);
    nam.sync();
    assert_eq!(nam.words(&edition), both);
}
