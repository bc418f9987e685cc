//! Pages that say why there is nothing else: not there, gone, no edition in this language, a fault of ours.

use super::{Answer, Page, html};
use crate::{
    failure,
    site::{
        address, days,
        publications::{Item, Trouble},
        reading::{Reading, shown},
        visit::{About, Frame, Link, Other, Visit},
        words::words,
    },
};
use askama::Template;
use axum::http::StatusCode;
use editorial::{Code, Lang, Millis};
use protocol::Problem;

#[derive(Template)]
#[template(path = "notice.html")]
struct Notice {
    frame: Frame,
    title: String,
    says: String,
    link: Option<Link>,
}

/// What a notice says, in one language.
struct Text {
    title: String,
    says: String,
}

fn text(lang: Lang, vi: [&str; 2], en: [&str; 2]) -> Text {
    let [title, says] = if lang == Lang::Vi { vi } else { en };
    Text {
        title: title.to_owned(),
        says: says.to_owned(),
    }
}

fn answer(
    frame: Frame,
    text: Text,
    link: Option<Link>,
    status: StatusCode,
    code: Option<Code>,
) -> Result<Answer, Trouble> {
    let problem = problem(status, code, &text);
    let notice = Notice {
        frame,
        title: text.title,
        says: text.says,
        link,
    };
    let html = html(&notice)?;
    Ok(Answer::Page(Page {
        status,
        html,
        problem: Some(problem),
        retry_after: None,
        private: false,
    }))
}

fn problem(status: StatusCode, code: Option<Code>, text: &Text) -> Problem {
    let mut problem = match code {
        Some(code) => Problem::new(code, status.as_u16(), &text.title),
        None => failure::plain(status.as_u16(), &text.title, None, false),
    };
    problem.detail = Some(text.says.clone());
    problem
}

/// There is no such page.
pub(in crate::site) fn not_found(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let text = text(
        visit.lang,
        [
            "Không có trang này",
            "Địa chỉ có thể đã gõ sai. Mọi trang đang có đều tìm được từ trang chủ và từ danh mục.",
        ],
        [
            "There is no such page",
            "The address may be mistyped. Every page can be found from the home page and the menu.",
        ],
    );
    let frame = visit.frame(&About::passing(&text.title));
    answer(
        frame,
        text,
        None,
        StatusCode::NOT_FOUND,
        Some(Code::NotFound),
    )
}

/// The item is there to be read, but in the other language only.
pub(in crate::site) fn no_edition(
    visit: &Visit<'_>,
    item: &Item,
    other: &Reading,
) -> Result<Answer, Trouble> {
    let text = text(
        visit.lang,
        [
            "Trang này chưa có bản tiếng Việt",
            "Nội dung hiện chỉ có bằng tiếng Anh.",
        ],
        [
            "This page is not available in English",
            "It is published in Vietnamese only.",
        ],
    );
    let link = Link {
        href: address::page(other.edition.lang, &other.content.title, &item.short),
        name: shown(&other.content.title),
        current: false,
    };
    let frame = visit.frame(&About {
        other: Other::Same(link.href.clone()),
        ..About::passing(&text.title)
    });
    answer(
        frame,
        text,
        Some(link),
        StatusCode::NOT_FOUND,
        Some(Code::NotFound),
    )
}

/// The page was taken down. What it held, and why it went, is not told.
pub(in crate::site) fn gone(
    visit: &Visit<'_>,
    since: Millis,
    erased: bool,
) -> Result<Answer, Trouble> {
    let day = days::date_of(visit.lang, since);
    let text = text(
        visit.lang,
        [
            "Trang này đã gỡ",
            &format!("Nội dung ở địa chỉ này đã được gỡ ngày {day} và không còn trên trang."),
        ],
        [
            "This page was taken down",
            &format!("What stood at this address was taken down on {day}."),
        ],
    );
    let frame = visit.frame(&About::passing(&text.title));
    answer(
        frame,
        text,
        None,
        StatusCode::GONE,
        erased.then_some(Code::Erased),
    )
}

/// Nothing can be sent to this page.
pub(in crate::site) fn no_form(visit: &Visit<'_>) -> Result<Answer, Trouble> {
    let text = text(
        visit.lang,
        [
            "Trang này không nhận góp ý",
            "Chỉ trang lấy ý kiến dự thảo mới có biểu mẫu góp ý.",
        ],
        [
            "This page takes no comments",
            "Only consultations have a comment form.",
        ],
    );
    let frame = visit.frame(&About::passing(&text.title));
    answer(
        frame,
        text,
        None,
        StatusCode::METHOD_NOT_ALLOWED,
        Some(Code::WrongState),
    )
}

/// What was sent is no form of ours.
pub(in crate::site) fn unread(visit: &Visit<'_>, status: StatusCode) -> Result<Answer, Trouble> {
    let (text, code) = if status == StatusCode::PAYLOAD_TOO_LARGE {
        let text = text(
            visit.lang,
            [
                "Góp ý quá dài",
                "Biểu mẫu nhận nhiều nhất 64 KiB. Chưa có gì được gửi. Văn bản dài hơn xin gửi theo địa chỉ nhận góp ý.",
            ],
            [
                "The comment is too large",
                "The form takes at most 64 KiB. Nothing was sent. Longer texts can be sent to the receiving address.",
            ],
        );
        (text, Code::TooLarge)
    } else {
        let text = text(
            visit.lang,
            [
                "Không đọc được biểu mẫu",
                "Dữ liệu gửi đến không đúng dạng của biểu mẫu góp ý. Chưa có gì được gửi.",
            ],
            [
                "The form cannot be read",
                "What was sent is not in the form's encoding. Nothing was sent.",
            ],
        );
        (text, Code::BadField)
    };
    let frame = visit.frame(&About::passing(&text.title));
    answer(frame, text, None, status, Some(code))
}

/// The portal holds no site.
pub(in crate::site) fn no_site(lang: Lang) -> Result<Answer, Trouble> {
    let text = text(
        lang,
        [
            "Chưa có trang nào ở đây",
            "Máy chủ này chưa mở trang cho cơ quan nào.",
        ],
        [
            "There is no site here yet",
            "No department's site has been opened on this server.",
        ],
    );
    answer(
        Frame::bare(lang, &text.title),
        text,
        None,
        StatusCode::NOT_FOUND,
        Some(Code::NoSuchSite),
    )
}

/// The site cannot read or keep at this moment. The cause stands in the log, not on the page.
pub(in crate::site) fn trouble(lang: Lang, trouble: &Trouble) -> Answer {
    let (status, code, wait) = match trouble {
        Trouble::Busy(_) => (StatusCode::SERVICE_UNAVAILABLE, Code::Busy, Some(2)),
        Trouble::Full(_) => (StatusCode::INSUFFICIENT_STORAGE, Code::Full, Some(60)),
        Trouble::Broken(_) => (StatusCode::INTERNAL_SERVER_ERROR, Code::Damaged, None),
    };
    let text = text(
        lang,
        [
            "Trang tạm thời không mở được",
            "Lỗi thuộc về máy chủ. Nếu vừa gửi góp ý thì góp ý đó chưa được nhận; gửi lại không bị tính hai lần.",
        ],
        [
            "The page cannot be shown at the moment",
            "The fault lies with the server. A comment sent just now was not received; sending it again does not count twice.",
        ],
    );
    let problem = problem(status, Some(code), &text);
    let title = text.title.clone();
    let notice = Notice {
        frame: Frame::bare(lang, &title),
        title: text.title,
        says: text.says,
        link: None,
    };
    // Even a page that cannot be made must be answered.
    let html = notice.render().unwrap_or(title);
    Answer::Page(Page {
        status,
        html,
        problem: Some(problem),
        retry_after: wait,
        private: false,
    })
}

impl Notice {
    /// The words of the way out: to the home page.
    fn to_home(&self) -> &'static str {
        words(self.frame.lang).to_home
    }
}
