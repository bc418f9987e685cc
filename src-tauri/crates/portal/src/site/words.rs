//! What the site itself says, in both languages.

use super::days::{self, Period, Stand, When};
use editorial::{Lang, Millis};

/// The fixed texts of one language.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) skip: &'static str,
    pub(super) official: &'static str,
    pub(super) menu: &'static str,
    pub(super) home: &'static str,
    pub(super) language: &'static str,
    pub(super) other_language: &'static str,
    pub(super) latest: &'static str,
    pub(super) all_news: &'static str,
    pub(super) all_of_section: &'static str,
    pub(super) nothing_yet: &'static str,
    pub(super) nothing_yet_hint: &'static str,
    pub(super) section_empty: &'static str,
    pub(super) pages: &'static str,
    pub(super) newer: &'static str,
    pub(super) older: &'static str,
    pub(super) read_and_comment: &'static str,
    pub(super) breadcrumb: &'static str,
    pub(super) published: &'static str,
    pub(super) author: &'static str,
    pub(super) source: &'static str,
    pub(super) other_edition: &'static str,
    pub(super) read_other: &'static str,
    pub(super) no_other: &'static str,
    pub(super) same_section: &'static str,
    pub(super) about_page: &'static str,
    pub(super) revision: &'static str,
    pub(super) withdrawn_kept: &'static str,
    pub(super) reason: &'static str,
    pub(super) behind: &'static str,
    pub(super) read_source: &'static str,
    pub(super) full_text: &'static str,
    pub(super) provisions: &'static str,
    pub(super) provisions_hint: &'static str,
    pub(super) comment: &'static str,
    pub(super) facts: &'static str,
    pub(super) opens: &'static str,
    pub(super) closes: &'static str,
    pub(super) agency: &'static str,
    pub(super) form: &'static str,
    pub(super) law: &'static str,
    pub(super) email: &'static str,
    pub(super) paper: &'static str,
    pub(super) form_title: &'static str,
    pub(super) form_hint: &'static str,
    pub(super) form_block: &'static str,
    pub(super) form_whole: &'static str,
    pub(super) form_text: &'static str,
    pub(super) form_text_hint: &'static str,
    pub(super) form_name: &'static str,
    pub(super) form_contact: &'static str,
    pub(super) form_contact_hint: &'static str,
    pub(super) form_optional: &'static str,
    pub(super) form_hide: &'static str,
    pub(super) form_send: &'static str,
    pub(super) form_closed: &'static str,
    pub(super) form_closed_hint: &'static str,
    pub(super) form_ahead: &'static str,
    pub(super) not_sent: &'static str,
    pub(super) error_prefix: &'static str,
    pub(super) received: &'static str,
    pub(super) receipt: &'static str,
    pub(super) receipt_hint: &'static str,
    pub(super) receipt_had: &'static str,
    pub(super) back_to_text: &'static str,
    pub(super) to_home: &'static str,
    pub(super) reuse: &'static str,
    pub(super) sections: &'static str,
    pub(super) footer_site: &'static str,
}

/// The texts of `lang`.
pub(super) fn words(lang: Lang) -> &'static Words {
    match lang {
        Lang::Vi => &VI,
        Lang::En => &EN,
    }
}

static VI: Words = Words {
    skip: "Đến nội dung chính",
    official: "Trang thông tin điện tử",
    menu: "Danh mục",
    home: "Trang chủ",
    language: "Tiếng Việt",
    other_language: "English",
    latest: "Tin mới",
    all_news: "Tất cả tin, bài",
    all_of_section: "Xem cả mục",
    nothing_yet: "Chưa có tin, bài nào",
    nothing_yet_hint: "Tin, bài hiện ở đây ngay sau khi được duyệt.",
    section_empty: "Mục này chưa có tin, bài nào",
    pages: "Các trang của danh sách",
    newer: "Mới hơn",
    older: "Cũ hơn",
    read_and_comment: "Đọc và góp ý",
    breadcrumb: "Vị trí trang",
    published: "Đăng",
    author: "Tác giả",
    source: "Nguồn",
    other_edition: "Bản tiếng Anh",
    read_other: "Read in English",
    no_other: "chưa có",
    same_section: "Cùng chuyên mục",
    about_page: "Về trang này",
    revision: "Mã phiên bản được duyệt",
    withdrawn_kept: "Nội dung dưới đây được giữ lại để tra cứu.",
    reason: "Lý do",
    behind: "Bản tiếng Anh đã thay đổi sau khi có bản dịch này. Bản dịch đang được cập nhật.",
    read_source: "Đọc bản tiếng Anh",
    full_text: "Toàn văn dự thảo",
    provisions: "Trong dự thảo",
    provisions_hint: "Chọn một điều, khoản để góp ý riêng cho phần đó.",
    comment: "Góp ý",
    facts: "Thông tin",
    opens: "Mở",
    closes: "Đóng",
    agency: "Soạn thảo",
    form: "Hình thức",
    law: "Theo luật",
    email: "Thư",
    paper: "Nơi nhận",
    form_title: "Gửi góp ý",
    form_hint: "Không cần tài khoản. Sau khi gửi sẽ có mã biên nhận.",
    form_block: "Điều, khoản",
    form_whole: "Toàn văn",
    form_text: "Nội dung góp ý",
    form_text_hint: "Nhiều nhất 10.000 ký tự",
    form_name: "Họ tên hoặc tên tổ chức",
    form_contact: "Thư điện tử hoặc điện thoại",
    form_contact_hint: "chỉ để trả lời, không công khai",
    form_optional: "Không bắt buộc",
    form_hide: "Không công khai tên khi đăng góp ý này",
    form_send: "Gửi góp ý",
    form_closed: "Đã hết hạn góp ý",
    form_closed_hint: "Dự thảo vẫn ở đây để tra cứu. Ý kiến về việc này có thể gửi theo địa chỉ trong phần Thông tin.",
    form_ahead: "Chưa đến ngày nhận góp ý",
    not_sent: "Góp ý chưa được gửi",
    error_prefix: "Lỗi",
    received: "Đã nhận góp ý",
    receipt: "Mã biên nhận",
    receipt_hint: "Ghi lại mã này để hỏi về câu trả lời. Trang này không hiện lại sau khi đóng.",
    receipt_had: "Góp ý này đã được nhận từ lần gửi trước. Lần gửi lại không thay đổi nội dung đã nhận.",
    back_to_text: "Quay lại dự thảo",
    to_home: "Về trang chủ",
    reuse: "Ghi rõ nguồn khi phát hành lại thông tin từ trang này.",
    sections: "Chuyên mục",
    footer_site: "Trang này",
};

static EN: Words = Words {
    skip: "Skip to main content",
    official: "Official website",
    menu: "Menu",
    home: "Home",
    language: "English",
    other_language: "Tiếng Việt",
    latest: "Latest",
    all_news: "All items",
    all_of_section: "See the whole section",
    nothing_yet: "Nothing has been published in English yet",
    nothing_yet_hint: "Items appear here as soon as they are approved.",
    section_empty: "Nothing in this section yet",
    pages: "Pages of the list",
    newer: "Newer",
    older: "Older",
    read_and_comment: "Read and comment",
    breadcrumb: "You are here",
    published: "Published",
    author: "Author",
    source: "Source",
    other_edition: "Vietnamese edition",
    read_other: "Đọc bản tiếng Việt",
    no_other: "not available",
    same_section: "In the same section",
    about_page: "About this page",
    revision: "Approved revision",
    withdrawn_kept: "The text below is kept for reference.",
    reason: "Reason",
    behind: "The Vietnamese page has changed since this translation was made. The translation is being updated.",
    read_source: "Read the Vietnamese page",
    full_text: "Full text of the draft",
    provisions: "In this draft",
    provisions_hint: "Choose a part to comment on that part alone.",
    comment: "Comment",
    facts: "Facts",
    opens: "Opens",
    closes: "Closes",
    agency: "Drafted by",
    form: "Form",
    law: "Under law",
    email: "E-mail",
    paper: "By post",
    form_title: "Send a comment",
    form_hint: "No account is needed. A receipt number follows when the comment is sent.",
    form_block: "Part of the draft",
    form_whole: "The whole text",
    form_text: "Comment",
    form_text_hint: "At most 10,000 characters",
    form_name: "Name or organisation",
    form_contact: "E-mail or telephone",
    form_contact_hint: "for our answer only, never published",
    form_optional: "Optional",
    form_hide: "Do not show the name when this comment is published",
    form_send: "Send comment",
    form_closed: "Comments are closed",
    form_closed_hint: "The draft stays here for reference. Views on the matter may be sent to the addresses under Facts.",
    form_ahead: "Comments are not open yet",
    not_sent: "The comment was not sent",
    error_prefix: "Error",
    received: "Comment received",
    receipt: "Receipt number",
    receipt_hint: "Keep this number to ask about the answer. This page is not shown again once closed.",
    receipt_had: "This comment was received when it was sent before. Sending it again changed nothing.",
    back_to_text: "Back to the draft",
    to_home: "To the home page",
    reuse: "Please name this site as the source when reusing its content.",
    sections: "Sections",
    footer_site: "This site",
};

impl Words {
    /// When a page was changed after it was first published.
    pub(super) fn updated(lang: Lang, at: Millis) -> String {
        let (time, day) = (days::clock(at), days::date_of(lang, at));
        match lang {
            Lang::Vi => format!("Cập nhật lúc {time} ngày {day}."),
            Lang::En => format!("Updated at {time} on {day}."),
        }
    }

    /// Since when a page is withdrawn.
    pub(super) fn withdrawn_since(lang: Lang, at: Millis) -> String {
        let day = days::date_of(lang, at);
        match lang {
            Lang::Vi => format!("Ngừng hiệu lực từ ngày {day}."),
            Lang::En => format!("No longer in effect since {day}."),
        }
    }

    /// When something was published, with the time of day.
    pub(super) fn moment(lang: Lang, at: Millis) -> String {
        format!("{}, {}", days::date_of(lang, at), days::clock(at))
    }

    /// The end of a period: a day to its end, or a moment.
    pub(super) fn until(lang: Lang, closes: When) -> String {
        match (lang, closes) {
            (Lang::Vi, When::Day(day)) => format!("hết {}", days::weekday_and_date(lang, day)),
            (Lang::Vi, When::Moment(at)) => {
                format!(
                    "{} {}",
                    days::clock(at),
                    days::weekday_and_date(lang, closes.day())
                )
            }
            (Lang::En, When::Day(day)) => {
                format!("the end of {}", days::weekday_and_date(lang, day))
            }
            (Lang::En, When::Moment(at)) => {
                format!(
                    "{} on {}",
                    days::clock(at),
                    days::weekday_and_date(lang, closes.day())
                )
            }
        }
    }

    /// The beginning of a period.
    pub(super) fn from(lang: Lang, opens: When) -> String {
        match opens {
            When::Day(day) => days::weekday_and_date(lang, day),
            When::Moment(at) => format!(
                "{}, {}",
                days::weekday_and_date(lang, opens.day()),
                days::clock(at)
            ),
        }
    }

    /// How many days are left.
    pub(super) fn days_left(lang: Lang, left: i64) -> String {
        match (lang, left) {
            (Lang::Vi, ..=0) => "hôm nay là ngày cuối".to_owned(),
            (Lang::Vi, left) => format!("còn {left} ngày"),
            (Lang::En, ..=0) => "today is the last day".to_owned(),
            (Lang::En, 1) => "1 day left".to_owned(),
            (Lang::En, left) => format!("{left} days left"),
        }
    }

    /// A consultation's period as one sentence, its end set apart: what stands before it, the end, what follows.
    pub(super) fn deadline(lang: Lang, period: &Period, stand: Stand) -> [String; 3] {
        let end = period
            .closes
            .map(|closes| Self::until(lang, closes))
            .unwrap_or_default();
        let begin = period
            .opens
            .map(|opens| Self::from(lang, opens))
            .unwrap_or_default();
        match (lang, stand) {
            (Lang::Vi, Stand::Open { days_left }) => [
                "Góp ý đến ".to_owned(),
                end,
                format!(", {}", Self::days_left(lang, days_left)),
            ],
            (Lang::Vi, Stand::Ahead) => ["Nhận góp ý từ ".to_owned(), begin, format!(" đến {end}")],
            (Lang::Vi, Stand::Over) if end.is_empty() => {
                ["Không còn nhận góp ý".to_owned(), end, String::new()]
            }
            (Lang::Vi, Stand::Over) => {
                ["Đã hết hạn góp ý: nhận đến ".to_owned(), end, String::new()]
            }
            (Lang::En, Stand::Open { days_left }) => [
                "Comments are taken until ".to_owned(),
                end,
                format!(", {}", Self::days_left(lang, days_left)),
            ],
            (Lang::En, Stand::Ahead) => [
                "Comments open on ".to_owned(),
                begin,
                format!(" and close at {end}"),
            ],
            (Lang::En, Stand::Over) if end.is_empty() => {
                ["Comments are closed".to_owned(), end, String::new()]
            }
            (Lang::En, Stand::Over) => [
                "Comments closed: they were taken until ".to_owned(),
                end,
                String::new(),
            ],
        }
    }

    /// Which page of a list it is.
    pub(super) fn page_of(lang: Lang, page: u32, pages: u32) -> String {
        match lang {
            Lang::Vi => format!("trang {page} trên {pages}"),
            Lang::En => format!("page {page} of {pages}"),
        }
    }

    /// How many there are.
    pub(super) fn count(lang: Lang, count: u32) -> String {
        match (lang, count) {
            (Lang::Vi, count) => format!("{count} tin, bài"),
            (Lang::En, 1) => "1 item".to_owned(),
            (Lang::En, count) => format!("{count} items"),
        }
    }
}
