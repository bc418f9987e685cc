//! The letters of Vietnamese as they stand in nearly every text: composed, in one of few signs. What is known of them by
//! heart need not be taken apart and put together again.

use unicode_normalization::char::compose;

/// The plain small letter of a letter, and every other usual sign as it is; none of anything else.
pub(super) fn plain(c: char) -> Option<char> {
    Some(match c {
        '\n' | '\t' | ' '..='~' => c.to_ascii_lowercase(),
        'à' | 'À' | 'á' | 'Á' | 'ã' | 'Ã' | 'ả' | 'Ả' | 'ạ' | 'Ạ' | 'ă' | 'Ă' | 'ằ' | 'Ằ' | 'ắ'
        | 'Ắ' | 'ẵ' | 'Ẵ' | 'ẳ' | 'Ẳ' | 'ặ' | 'Ặ' | 'â' | 'Â' | 'ầ' | 'Ầ' | 'ấ' | 'Ấ' | 'ẫ'
        | 'Ẫ' | 'ẩ' | 'Ẩ' | 'ậ' | 'Ậ' => 'a',
        'đ' | 'Đ' => 'd',
        'è' | 'È' | 'é' | 'É' | 'ẽ' | 'Ẽ' | 'ẻ' | 'Ẻ' | 'ẹ' | 'Ẹ' | 'ê' | 'Ê' | 'ề' | 'Ề' | 'ế'
        | 'Ế' | 'ễ' | 'Ễ' | 'ể' | 'Ể' | 'ệ' | 'Ệ' => 'e',
        'ì' | 'Ì' | 'í' | 'Í' | 'ĩ' | 'Ĩ' | 'ỉ' | 'Ỉ' | 'ị' | 'Ị' => 'i',
        'ò' | 'Ò' | 'ó' | 'Ó' | 'õ' | 'Õ' | 'ỏ' | 'Ỏ' | 'ọ' | 'Ọ' | 'ô' | 'Ô' | 'ồ' | 'Ồ' | 'ố'
        | 'Ố' | 'ỗ' | 'Ỗ' | 'ổ' | 'Ổ' | 'ộ' | 'Ộ' | 'ơ' | 'Ơ' | 'ờ' | 'Ờ' | 'ớ' | 'Ớ' | 'ỡ'
        | 'Ỡ' | 'ở' | 'Ở' | 'ợ' | 'Ợ' => 'o',
        'ù' | 'Ù' | 'ú' | 'Ú' | 'ũ' | 'Ũ' | 'ủ' | 'Ủ' | 'ụ' | 'Ụ' | 'ư' | 'Ư' | 'ừ' | 'Ừ' | 'ứ'
        | 'Ứ' | 'ữ' | 'Ữ' | 'ử' | 'Ử' | 'ự' | 'Ự' => 'u',
        'ỳ' | 'Ỳ' | 'ý' | 'Ý' | 'ỹ' | 'Ỹ' | 'ỷ' | 'Ỷ' | 'ỵ' | 'Ỵ' => 'y',
        '\u{a0}' => ' ',
        '–' | '—' | '“' | '”' | '‘' | '’' | '…' => c,
        _ => return None,
    })
}

/// A small letter without its tone, and the tone.
fn untoned(c: char) -> Option<(char, char)> {
    Some(match c {
        'à' => ('a', '\u{300}'),
        'á' => ('a', '\u{301}'),
        'ã' => ('a', '\u{303}'),
        'ả' => ('a', '\u{309}'),
        'ạ' => ('a', '\u{323}'),
        'ằ' => ('ă', '\u{300}'),
        'ắ' => ('ă', '\u{301}'),
        'ẵ' => ('ă', '\u{303}'),
        'ẳ' => ('ă', '\u{309}'),
        'ặ' => ('ă', '\u{323}'),
        'ầ' => ('â', '\u{300}'),
        'ấ' => ('â', '\u{301}'),
        'ẫ' => ('â', '\u{303}'),
        'ẩ' => ('â', '\u{309}'),
        'ậ' => ('â', '\u{323}'),
        'è' => ('e', '\u{300}'),
        'é' => ('e', '\u{301}'),
        'ẽ' => ('e', '\u{303}'),
        'ẻ' => ('e', '\u{309}'),
        'ẹ' => ('e', '\u{323}'),
        'ề' => ('ê', '\u{300}'),
        'ế' => ('ê', '\u{301}'),
        'ễ' => ('ê', '\u{303}'),
        'ể' => ('ê', '\u{309}'),
        'ệ' => ('ê', '\u{323}'),
        'ì' => ('i', '\u{300}'),
        'í' => ('i', '\u{301}'),
        'ĩ' => ('i', '\u{303}'),
        'ỉ' => ('i', '\u{309}'),
        'ị' => ('i', '\u{323}'),
        'ò' => ('o', '\u{300}'),
        'ó' => ('o', '\u{301}'),
        'õ' => ('o', '\u{303}'),
        'ỏ' => ('o', '\u{309}'),
        'ọ' => ('o', '\u{323}'),
        'ồ' => ('ô', '\u{300}'),
        'ố' => ('ô', '\u{301}'),
        'ỗ' => ('ô', '\u{303}'),
        'ổ' => ('ô', '\u{309}'),
        'ộ' => ('ô', '\u{323}'),
        'ờ' => ('ơ', '\u{300}'),
        'ớ' => ('ơ', '\u{301}'),
        'ỡ' => ('ơ', '\u{303}'),
        'ở' => ('ơ', '\u{309}'),
        'ợ' => ('ơ', '\u{323}'),
        'ù' => ('u', '\u{300}'),
        'ú' => ('u', '\u{301}'),
        'ũ' => ('u', '\u{303}'),
        'ủ' => ('u', '\u{309}'),
        'ụ' => ('u', '\u{323}'),
        'ừ' => ('ư', '\u{300}'),
        'ứ' => ('ư', '\u{301}'),
        'ữ' => ('ư', '\u{303}'),
        'ử' => ('ư', '\u{309}'),
        'ự' => ('ư', '\u{323}'),
        'ỳ' => ('y', '\u{300}'),
        'ý' => ('y', '\u{301}'),
        'ỹ' => ('y', '\u{303}'),
        'ỷ' => ('y', '\u{309}'),
        'ỵ' => ('y', '\u{323}'),
        _ => return None,
    })
}

/// Every tone at the end of its syllable; none for a text that holds anything unusual.
pub(super) fn tone_key(text: &str) -> Option<String> {
    let mut key = String::with_capacity(text.len() + 8);
    let mut tone = None;
    for c in text.chars() {
        if let Some((letter, its)) = untoned(c) {
            if tone.replace(its).is_some() {
                return None;
            }
            key.push(letter);
            continue;
        }
        match c {
            'a'..='z' | 'A'..='Z' | 'ă' | 'â' | 'ê' | 'ô' | 'ơ' | 'ư' | 'đ' => {}
            c if plain(c).is_some() && !c.is_alphabetic() => end(&mut key, tone.take()),
            _ => return None,
        }
        key.push(c);
    }
    end(&mut key, tone);
    Some(key)
}

/// Puts the tone on the last letter.
fn end(key: &mut String, tone: Option<char>) {
    let Some((tone, last)) = tone.and_then(|tone| Some((tone, key.pop()?))) else {
        return;
    };
    // The dot stands below, and is put on before what stands above.
    let composed = match (last, tone) {
        ('ă', '\u{323}') => Some('ặ'),
        ('â', '\u{323}') => Some('ậ'),
        ('ê', '\u{323}') => Some('ệ'),
        ('ô', '\u{323}') => Some('ộ'),
        _ => compose(last, tone),
    };
    match composed {
        Some(letter) => key.push(letter),
        None => key.extend([last, tone]),
    }
}
