//! What is typed, and what must stand there then.

use super::{AUTHOR, SUMMARY, TEXT, TITLE};

/// One thing a typist does.
pub(crate) enum Act {
    /// Writes words, as the method in use has it.
    Write(&'static str),
    /// The same with so many milliseconds between two keys.
    Fast(&'static str, u32),
    /// Presses keys one after another.
    Press(&'static [&'static str]),
}
use Act::{Fast, Press, Write};

pub(crate) struct Case {
    pub(crate) name: &'static str,
    pub(crate) acts: &'static [Act],
    pub(crate) wanted: &'static str,
}

const fn case(name: &'static str, acts: &'static [Act], wanted: &'static str) -> Case {
    Case { name, acts, wanted }
}

/// In every field there is.
pub(crate) const ANYWHERE: &[Case] = &[
    case(
        "words",
        &[Write("đường người Quảng Ngãi giống giá nghiêng ")],
        "đường người Quảng Ngãi giống giá nghiêng ",
    ),
    case(
        "the last word without a space",
        &[Write("tiếng Việt")],
        "tiếng Việt",
    ),
    case(
        "punctuation ends a word",
        &[Write("Quảng Ngãi, đường.")],
        "Quảng Ngãi, đường.",
    ),
    case("all capitals", &[Write("ĐẢO LÝ SƠN ")], "ĐẢO LÝ SƠN "),
    case(
        "a backspace within a syllable",
        &[Write("tiếng"), Press(&["BackSpace"]), Write(" ")],
        "tiến ",
    ),
    case(
        "a backspace, then on",
        &[
            Write("tian"),
            Press(&["BackSpace", "BackSpace"]),
            Write("ếng "),
        ],
        "tiếng ",
    ),
    case(
        "backspaces over a finished word",
        &[
            Write("người Việt"),
            Press(&["BackSpace", "BackSpace", "BackSpace"]),
        ],
        "người V",
    ),
    case(
        "a key each millisecond",
        &[Fast("tiếng Việt đường người Quảng Ngãi ", 1)],
        "tiếng Việt đường người Quảng Ngãi ",
    ),
    case(
        "a key each twenty milliseconds",
        &[Fast("tiếng Việt đường người Quảng Ngãi ", 20)],
        "tiếng Việt đường người Quảng Ngãi ",
    ),
    case(
        "the end key ends a word",
        &[Write("viết"), Press(&["End"]), Write(" hay ")],
        "viết hay ",
    ),
];

/// Where the text does something while it is typed.
pub(crate) const IN_THE_TEXT: &[Case] = &[
    case(
        "enter in the middle of a word",
        &[Write("tiếng"), Press(&["Return"]), Write("Việt ")],
        "tiếng\nViệt ",
    ),
    case(
        "home in the middle of a word",
        &[Write("tiếng"), Press(&["Home"]), Write("Việt ")],
        "Việt tiếng",
    ),
    case(
        "bold from here on",
        &[
            Write("chữ "),
            Press(&["ctrl+b"]),
            Write("đậm "),
            Press(&["ctrl+b"]),
            Write("rồi thường "),
        ],
        "chữ đậm rồi thường ",
    ),
    case(
        "bold in the middle of a word",
        &[Write("tiếng"), Press(&["ctrl+b"]), Write(" Việt ")],
        "tiếng Việt ",
    ),
    case(
        "a heading",
        &[Press(&["ctrl+alt+2"]), Write("Những việc đã làm ")],
        "Những việc đã làm ",
    ),
    case(
        "a list",
        &[
            Press(&["ctrl+shift+8"]),
            Write("một đường"),
            Press(&["Return"]),
            Write("hai ngả "),
        ],
        "- một đường\n- hai ngả ",
    ),
    case(
        "a word on each line",
        &[
            Write("tiếng "),
            Press(&["Return"]),
            Write("Việt "),
            Press(&["Return"]),
            Write("nghe "),
            Press(&["Return"]),
            Write("hay."),
            Press(&["Return"]),
            Write("Và dễ "),
        ],
        "tiếng \nViệt \nnghe \nhay.\nVà dễ ",
    ),
    case(
        "undo of a word and redo, then on",
        &[
            Write("một "),
            Press(&["ctrl+z", "ctrl+shift+z"]),
            Write("người "),
        ],
        "một người ",
    ),
    case(
        "a word put before another",
        &[Write("Ngãi "), Press(&["Home"]), Write("Quảng ")],
        "Quảng Ngãi ",
    ),
    case(
        "a letter in the middle of a word",
        &[
            Write("nời "),
            Press(&["Home", "Right"]),
            Write("g"),
            Press(&["End"]),
        ],
        "ngời ",
    ),
];

/// How a field is left.
pub(crate) enum Done {
    ByClick,
    ByKeys(&'static [&'static str]),
    /// To something that lies over the field once this key was pressed, and back by that.
    Over(&'static str, &'static str, &'static str),
}

pub(crate) struct Leaving {
    pub(crate) name: &'static str,
    pub(crate) from: &'static str,
    pub(crate) by: Done,
    pub(crate) to: &'static str,
}

/// Ways to go away in the middle of a word.
pub(crate) const LEAVING: &[Leaving] = &[
    Leaving {
        name: "from the text into the title by a click",
        from: TEXT,
        by: Done::ByClick,
        to: TITLE,
    },
    Leaving {
        name: "from the title into the text by a click",
        from: TITLE,
        by: Done::ByClick,
        to: TEXT,
    },
    Leaving {
        name: "from a fact into the text by a click",
        from: AUTHOR,
        by: Done::ByClick,
        to: TEXT,
    },
    Leaving {
        name: "from the title to the summary by Tab",
        from: TITLE,
        by: Done::ByKeys(&["Tab"]),
        to: SUMMARY,
    },
    Leaving {
        name: "from the title to the summary by Enter",
        from: TITLE,
        by: Done::ByKeys(&["Return"]),
        to: SUMMARY,
    },
    Leaving {
        name: "from the text to the preview and back",
        from: TEXT,
        by: Done::Over("F9", "dialog[open]", "Escape"),
        to: TEXT,
    },
    Leaving {
        name: "from the text to the history and back",
        from: TEXT,
        by: Done::Over("ctrl+h", "dialog[open]", "Escape"),
        to: TEXT,
    },
    Leaving {
        name: "from the text to a link and back",
        from: TEXT,
        by: Done::Over("ctrl+l", "#link-address", "Escape"),
        to: TEXT,
    },
    Leaving {
        name: "from the text to the facts by F6",
        from: TEXT,
        by: Done::ByKeys(&["F6"]),
        to: "[data-facts] [data-field]",
    },
];
