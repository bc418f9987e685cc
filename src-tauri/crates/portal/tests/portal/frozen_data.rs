//! Data of every past schema is opened, migrated, and still sound.

use crate::{
    board::{Board, accepted, draw_anew, new_edition},
    surroundings::Still,
};
use banthao_portal::{
    Portal,
    site::{Publications, Wanted},
};
use editorial::{Lang, Role, state::Live};
use std::{path::Path, sync::Arc};

/// The data of schema 1: a site, three members, an article published and its English edition, one withdrawn, one
/// waiting, a refused event, two comments.
const FROZEN: [&str; 1] = ["portal-1.sqlite"];

#[test]
fn data_of_every_past_schema_goes_on() {
    draw_anew();
    for name in FROZEN {
        let folder = tempfile::tempdir().unwrap();
        let frozen = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("tests/portal/frozen")
            .join(name);
        std::fs::copy(frozen, folder.path().join("portal.sqlite")).unwrap();
        let around = Arc::new(Still::default());
        around.pass(crate::surroundings::DAY);
        let portal = Arc::new(Portal::open(folder.path(), around.clone()).unwrap());
        let board = Board { around, portal };
        board.is_sound();
        let wanted = Wanted {
            lang: Lang::Vi,
            section: None,
            kind: None,
            skip: 0,
            most: 10,
        };
        let rows = board.portal.rows("ngoai-vu", &wanted).unwrap();
        let titles: Vec<_> = rows.rows.iter().map(|row| row.title.as_str()).collect();
        assert_eq!(
            titles,
            ["Thông báo đã rút", "Đoàn công tác thăm Lào"],
            "{name}"
        );
        assert!(rows.rows[0].withdrawn.is_some());
        let english = board
            .portal
            .rows(
                "ngoai-vu",
                &Wanted {
                    lang: Lang::En,
                    ..wanted
                },
            )
            .unwrap();
        assert_eq!(english.rows[0].title, "Sentence 1.", "{name}");
        let chief = board.person("Nguyễn Văn Minh", Role::Chief);
        let comments = board.portal.comments(&board.session(&chief), 0).unwrap();
        assert_eq!(comments.len(), 2, "{name}");
        // And the work goes on: what waited is approved, what is new is published.
        let waiting = board.state(|state| {
            let pending = state
                .editions
                .iter()
                .find(|(_, it)| it.live == Live::None)
                .unwrap();
            (*pending.0, pending.1.head().unwrap())
        });
        let what = editorial::What::Approved {
            revision: waiting.1,
            publish_at: None,
        };
        accepted(&board.push(&chief, vec![chief.event(Some(waiting.0), what)]));
        let hoa = board.person("Trịnh Thị Lan", Role::Editor);
        let revision = hoa.article(new_edition(), None, "Bài mới", "Nội dung.");
        accepted(&board.push(&hoa, hoa.submit(&revision, None)));
        accepted(&board.push(&chief, chief.approve(&revision)));
        assert_eq!(
            board.portal.rows("ngoai-vu", &wanted).unwrap().all,
            4,
            "{name}"
        );
        board.is_sound();
    }
}
