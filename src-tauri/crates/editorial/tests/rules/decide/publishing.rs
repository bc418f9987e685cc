//! From the last approval to the page, and to its end.

use crate::{
    board::is_withdrawn,
    decide::{Board, small_board, text},
};
use editorial::{
    By, Code, EditionId, Hash, Lang, Millis, Role, What,
    event::Ground,
    state::{Live, Work},
};

#[test]
fn a_scheduled_revision_is_published_at_its_time_and_replaced_with_its_time_kept() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let offer = it.seal(editor, item, text("Hẹn giờ."));
    let noon = Millis(it.now.0 + 3_600_000);
    let what = What::Submitted {
        offer,
        publish_at: Some(noon),
        note: None,
        reasons: vec![],
    };
    it.act(editor.by(), Some(item), what).unwrap();
    assert_eq!(it.approve(approver, item, offer.revision), Ok(false));
    assert_eq!(it.edition(item).work, Work::Scheduled);
    let changed = it.submit(editor, item, text("Hẹn giờ, sửa lại.")).unwrap();
    assert_eq!(
        it.edition(item).submission.as_ref().unwrap().publish_at,
        Some(noon)
    );
    it.approve(approver, item, changed).unwrap();
    assert_eq!(it.tick(3_599_999), vec![]);
    assert_eq!(it.tick(1).len(), 1);
    assert_eq!(it.live(item), Some(changed));
    assert_eq!(it.tick(10_000), vec![], "published once");
}

#[test]
fn publication_waits_for_every_file() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let photo = Hash::of(b"photo");
    let mut content = text("Có ảnh.");
    content.blobs = vec![editorial::body::BlobRef {
        hash: photo,
        media_type: "image/jpeg".to_owned(),
        bytes: 1,
        width: 1,
        height: 1,
    }];
    let image = editorial::Block::Image {
        id: "m000000001".parse().unwrap(),
        blob: photo,
        alt: "Ảnh".into(),
        caption: String::new(),
        credit: "Minh".into(),
    };
    content.document.as_mut().unwrap().blocks.push(image);
    let revision = it.submit(editor, item, content).unwrap();
    it.absent_files.insert(photo);
    assert_eq!(it.approve(approver, item, revision), Ok(false));
    assert_eq!(it.tick(1000), vec![]);
    it.absent_files.clear();
    assert_eq!(it.tick(0).len(), 1);
}

#[test]
fn the_english_waits_for_its_vietnamese_and_goes_with_it() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    assert_eq!(
        it.submit(translator, item, text("Không được viết.")),
        Err(Code::NoRight)
    );
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let content = it.english(vi);
    let en = it.submit(translator, english, content).unwrap();
    assert_eq!(it.approve(approver, english, en), Ok(false));
    assert_eq!(it.edition(english).work, Work::Approved);
    assert_eq!(
        it.state.waits_for(english, |_| true),
        Some(editorial::state::WaitsFor::Source)
    );
    let published = it
        .act(
            approver.by(),
            Some(item),
            What::Approved {
                revision: vi,
                publish_at: None,
            },
        )
        .unwrap();
    assert_eq!(
        published.len(),
        2,
        "the Vietnamese, and the English that waited for it"
    );
    it.end(approver, item, false).unwrap();
    assert!(is_withdrawn(it.edition(item)) && is_withdrawn(it.edition(english)));
    it.end(chief, item, true).unwrap();
    assert!(matches!(it.edition(english).live, Live::Unpublished { .. }));
    // The same revision again: all approvals anew; the English comes back only by its own submission.
    it.resubmit_head(editor, item).unwrap();
    assert_eq!(it.edition(item).progress().needed, 1);
    let short = it.edition(item).short.clone();
    it.approve(approver, item, vi).unwrap();
    assert_eq!(it.live(item), Some(vi));
    assert_eq!(it.edition(item).short, short);
    assert_eq!(it.live(english), None);
}

#[test]
fn a_translation_approved_for_a_page_that_has_ended_does_not_come_with_the_next_one() {
    let Board {
        mut it,
        chief,
        editor,
        approver,
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    it.approve(approver, item, vi).unwrap();
    it.end(chief, item, false).unwrap();
    let content = it.english(vi);
    let en = it.submit(translator, english, content).unwrap();
    it.approve(approver, english, en).unwrap();
    assert_eq!(it.edition(english).work, Work::Approved);
    it.end(chief, item, true).unwrap();
    assert_eq!(it.edition(english).work, Work::Draft);
    it.resubmit_head(editor, item).unwrap();
    it.approve(approver, item, vi).unwrap();
    assert_eq!(it.live(item), Some(vi));
    assert_eq!(it.live(english), None, "it comes by its own submission");
}

#[test]
fn a_translation_of_a_text_shared_since_the_page_is_ahead_of_it_and_not_out_of_date() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = EditionId {
        lang: Lang::En,
        ..item
    };
    let vi = it.submit(editor, item, text("Tiếng Việt.")).unwrap();
    it.approve(approver, item, vi).unwrap();
    let shared = it.seal(editor, item, text("Tiếng Việt, sửa lại."));
    it.act(editor.by(), Some(item), What::Shared(shared))
        .unwrap();
    let content = it.english(shared.revision);
    let en = it.submit(translator, english, content).unwrap();
    assert_eq!(it.approve(approver, english, en), Ok(false));
    // Once the board goes on to another text, what was made from the earlier one is behind.
    let newest = it
        .submit(editor, item, text("Tiếng Việt, viết lại hẳn."))
        .unwrap();
    let content = it.english(shared.revision);
    assert_eq!(it.submit(translator, english, content), Err(Code::Checks));
    let content = it.english(newest);
    it.submit(translator, english, content).unwrap();
}

#[test]
fn an_erased_live_revision_is_unpublished_with_it() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let item = it.item();
    let revision = it
        .submit(editor, item, text("Có dữ liệu cá nhân."))
        .unwrap();
    it.approve(approver, item, revision).unwrap();
    it.act(
        By::Operator,
        None,
        What::Erased {
            body: revision,
            ground: Ground::Person,
        },
    )
    .unwrap();
    assert!(matches!(it.edition(item).live, Live::Unpublished { .. }));
    assert_eq!(it.resubmit_head(editor, item), Err(Code::Erased));
}

#[test]
fn a_translation_laid_over_an_erased_text_is_unpublished_though_its_source_has_moved_on() {
    let Board {
        mut it,
        editor,
        approver,
        ..
    } = small_board();
    let translator = it.person(&[Role::Translator]);
    let item = it.item();
    let english = item.other();
    let first = it
        .submit(editor, item, text("Có dữ liệu cá nhân."))
        .unwrap();
    it.approve(approver, item, first).unwrap();
    let content = it.english(first);
    let en = it.submit(translator, english, content).unwrap();
    it.approve(approver, english, en).unwrap();
    let second = it.submit(editor, item, text("Đã bỏ.")).unwrap();
    it.approve(approver, item, second).unwrap();
    assert_eq!((it.live(item), it.live(english)), (Some(second), Some(en)));
    it.act(
        By::Operator,
        None,
        What::Erased {
            body: first,
            ground: Ground::Person,
        },
    )
    .unwrap();
    assert_eq!(
        it.live(item),
        Some(second),
        "it says nothing of what was erased"
    );
    assert!(matches!(it.edition(english).live, Live::Unpublished { .. }));
}
