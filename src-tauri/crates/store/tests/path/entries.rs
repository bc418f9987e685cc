//! The list by items.

use crate::board::{self, content, vi};
use crate::office;
use editorial::{EditionId, Lang, Millis};
use store::{
    Filter, drafts,
    entries::{Wanted, entries, outline},
};

fn en(n: u128) -> EditionId {
    EditionId {
        lang: Lang::En,
        ..vi(n)
    }
}

#[test]
fn an_item_stands_once_with_both_its_editions_where_the_one_touched_last_belongs() {
    let it = office();
    for (edition, title, at) in [
        (vi(1), "Một", 10),
        (vi(2), "Hai", 20),
        (en(1), "One", 30),
        (en(3), "Three", 5),
    ] {
        let mut draft = board::draft(edition, content(title, &["…"]));
        draft.updated = Millis(at);
        drafts::put(&it.store, &draft).unwrap();
    }
    let seen = |wanted: &Wanted| -> Vec<(String, Option<String>, i64)> {
        let found = entries(&it.store, wanted).unwrap().into_iter();
        found
            .map(|entry| {
                let english = entry.english.map(|row| row.title);
                (entry.row.title, english, entry.updated.0)
            })
            .collect()
    };
    let one = ("Một".to_owned(), Some("One".to_owned()), 30);
    let two = ("Hai".to_owned(), None, 20);
    let three = ("Three".to_owned(), None, 5);
    let all = Wanted::default();
    assert_eq!(seen(&all), [one.clone(), two.clone(), three.clone()]);

    let some = |filter| Wanted {
        filter,
        section: None,
    };
    let second = some(Filter {
        limit: Some(1),
        offset: 1,
        ..Filter::default()
    });
    assert_eq!(seen(&second), [two]);
    let english = some(Filter {
        lang: Some(Lang::En),
        ..Filter::default()
    });
    assert_eq!(seen(&english), [one, three]);
    let elsewhere = Wanted {
        section: Some("gioi-thieu".into()),
        ..Wanted::default()
    };
    assert_eq!(seen(&elsewhere), []);

    let since = [Millis(30), Millis(20), Millis(0)];
    assert_eq!(
        outline(&it.store, &all, &since).unwrap(),
        (3, vec![1, 2, 3])
    );
    assert_eq!(
        outline(&it.store, &english, &since).unwrap(),
        (2, vec![1, 1, 2])
    );
    assert_eq!(
        outline(&it.store, &elsewhere, &since).unwrap(),
        (0, vec![0, 0, 0])
    );
}
