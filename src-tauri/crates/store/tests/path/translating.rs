//! What there is to do in English.

use crate::board::{self, content, draft, vi};
use crate::office;
use editorial::{Content, Hash, Millis, What};
use store::{
    Store, drafts,
    translating::{Need, counts, list},
};

fn english(source: Hash, title: &str) -> Content {
    Content {
        title: title.to_owned(),
        source: Some(source),
        ..Content::default()
    }
}

fn seen(store: &Store) -> Vec<(Need, String)> {
    let all = list(store, 0, 100).unwrap().into_iter();
    all.map(|it| (it.need, it.source.title)).collect()
}

#[test]
fn an_item_stands_under_what_its_english_needs_the_oldest_first() {
    let mut it = office();
    let (lan, hung) = (it.lan, it.hung);
    let mut source = |n: u128, title: &str| {
        it.site
            .submitted(lan, vi(n), None, content(title, &["Sáng nay."]))
    };
    let [one, two, three, four, five, six] = [
        source(1, "Đến lượt"),
        source(2, "Đổi rồi"),
        source(3, "Trả lại"),
        source(4, "Đang dịch"),
        source(5, "Đã gửi"),
        source(6, "Xong"),
    ];
    source(7, "Đến sau");
    let newer = content("Đổi rồi", &["Chiều nay."]);
    it.site.submitted(lan, vi(2), Some(two), newer);
    let en = |n: u128| vi(n).other();
    let sent = it
        .site
        .submitted(lan, en(3), None, english(three, "Sent back"));
    let reason = it.site.text("Chưa dịch hết.");
    it.site.does(
        hung,
        en(3),
        What::Returned {
            revision: sent,
            reason,
        },
    );
    it.site
        .submitted(lan, en(5), None, english(five, "Handed in"));
    let done = it.site.submitted(lan, en(6), None, english(six, "Done"));
    it.site.does(
        hung,
        en(6),
        What::Approved {
            revision: done,
            publish_at: None,
        },
    );
    it.pull();
    for (edition, from) in [(en(2), two), (en(4), four)] {
        let mut begun = draft(edition, english(from, ""));
        begun.updated = Millis(board::NOON + 5_000_000);
        drafts::put(&it.store, &begun).unwrap();
    }
    // What was sent back will be another text.
    let back = it
        .site
        .submitted(lan, vi(9), None, content("Phải sửa", &["…"]));
    let reason = it.site.text("Thiếu nguồn.");
    it.site.does(
        hung,
        vi(9),
        What::Returned {
            revision: back,
            reason,
        },
    );
    it.pull();
    // Nobody but the writer has seen it.
    drafts::put(&it.store, &draft(vi(8), content("Của riêng", &["…"]))).unwrap();

    let is = |need, title: &str| (need, title.to_owned());
    assert_eq!(
        seen(&it.store),
        [
            is(Need::Begin, "Đến lượt"),
            is(Need::Begin, "Đến sau"),
            is(Need::Update, "Đổi rồi"),
            is(Need::Mend, "Trả lại"),
            is(Need::GoOn, "Đang dịch"),
            is(Need::Wait, "Đã gửi"),
        ]
    );
    assert_eq!(counts(&it.store).unwrap(), [2, 1, 1, 1, 1]);
    let some = list(&it.store, 1, 2).unwrap();
    assert_eq!(some.len(), 2);
    assert_eq!(some[1].english.as_ref().unwrap().edition, en(2));
    assert!(some[0].english.is_none());

    // An ended page needs no English any more.
    it.approves_and_publishes(vi(1), one);
    let reason = it.site.text("Hết hiệu lực.");
    it.site.does(hung, vi(1), What::Withdrawn { reason });
    it.pull();
    assert_eq!(seen(&it.store)[0], is(Need::Begin, "Đến sau"));
}
