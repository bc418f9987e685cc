//! The order of Vietnamese: a ă â b c d đ e ê …, then by tone.

use icu_collator::{Collator, CollatorBorrowed};
use icu_locale::locale;
use std::{cmp::Ordering, sync::LazyLock};

static VIETNAMESE: LazyLock<Option<CollatorBorrowed<'static>>> = LazyLock::new(|| {
    // The rules are compiled in; should that ever fail, the folded order below is better than none.
    Collator::try_new(
        locale!("vi").into(),
        icu_collator::options::CollatorOptions::default(),
    )
    .ok()
});

/// Which of two texts stands first in a Vietnamese list.
///
/// Texts that differ are never equal, so that a list has one order only.
///
/// ```
/// let mut places = ["Đà Nẵng", "Dung Quất", "Ăng-kham", "An Giang", "Âu Cơ"];
/// places.sort_by(|a, b| language::compare(a, b));
/// assert_eq!(places, ["An Giang", "Ăng-kham", "Âu Cơ", "Dung Quất", "Đà Nẵng"]);
/// ```
pub fn compare(a: &str, b: &str) -> Ordering {
    let by_rules = match VIETNAMESE.as_ref() {
        Some(rules) => rules.compare(a, b),
        None => crate::fold(a).cmp(&crate::fold(b)),
    };
    by_rules.then_with(|| a.cmp(b))
}

/// Which of two people's names stands first: by the given name, which stands last, then by the rest.
///
/// ```
/// let mut people = ["Trần Văn Bình", "Nguyễn Thị Yến", "Lê An"];
/// people.sort_by(|a, b| language::compare_names(a, b));
/// assert_eq!(people, ["Lê An", "Trần Văn Bình", "Nguyễn Thị Yến"]);
/// ```
pub fn compare_names(a: &str, b: &str) -> Ordering {
    let (rest_a, given_a) = parts(a);
    let (rest_b, given_b) = parts(b);
    compare(given_a, given_b)
        .then_with(|| compare(rest_a, rest_b))
        .then_with(|| a.cmp(b))
}

fn parts(name: &str) -> (&str, &str) {
    let name = name.trim();
    name.rsplit_once(char::is_whitespace)
        .map_or(("", name), |(rest, given)| (rest.trim_end(), given))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn letters_come_before_tones() {
        let sorted = [
            "a", "à", "ả", "ã", "á", "ạ", "ă", "ằ", "â", "ầ", "b", "d", "đ", "e", "ê", "o", "ô",
            "ơ", "u", "ư",
        ];
        let mut shuffled = sorted;
        shuffled.reverse();
        shuffled.sort_by(|a, b| compare(a, b));
        assert_eq!(shuffled, sorted);
    }

    #[test]
    fn a_tone_decides_only_between_equal_letters() {
        assert_eq!(compare("bà con", "ba lô"), Ordering::Less);
        assert_eq!(compare("ba", "bà"), Ordering::Less);
        assert_eq!(compare("Đồng", "dồng"), Ordering::Greater);
    }

    #[test]
    fn names_go_by_the_given_name_then_the_family() {
        let mut people = [
            "Phạm Văn Ánh",
            "Đỗ Thị Ân",
            "Đặng Ánh",
            "Đinh An",
            "Bùi Đức",
            "Lý Dũng",
            "Ánh",
        ];
        people.sort_by(|a, b| compare_names(a, b));
        assert_eq!(
            people,
            [
                "Đinh An",
                "Ánh",
                "Đặng Ánh",
                "Phạm Văn Ánh",
                "Đỗ Thị Ân",
                "Lý Dũng",
                "Bùi Đức"
            ]
        );
    }

    proptest! {
        #[test]
        fn it_is_an_order(a in "[a-zà-ỹ ]{0,6}", b in "[a-zà-ỹ ]{0,6}") {
            prop_assert_eq!(compare(&a, &b), compare(&b, &a).reverse());
            prop_assert_eq!(compare(&a, &b) == Ordering::Equal, a == b);
            prop_assert_eq!(compare_names(&a, &b), compare_names(&b, &a).reverse());
        }
    }
}
