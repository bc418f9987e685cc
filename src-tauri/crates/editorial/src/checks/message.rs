//! The sentences for what the checks find: what is wrong, then what to do.

use super::Problem;
use crate::ids::Lang;

/// The two sentences in that language.
pub(super) fn message(problem: Problem, lang: Lang) -> &'static str {
    let (vi, en) = both(problem);
    match lang {
        Lang::Vi => vi,
        Lang::En => en,
    }
}

fn both(problem: Problem) -> (&'static str, &'static str) {
    match problem {
        Problem::AuthorMissing => (
            "Chưa ghi tác giả. Ghi tên người viết vào ô Tác giả.",
            "The author is missing. Name who wrote the text.",
        ),
        Problem::SourceMissing => (
            "Chưa ghi nguồn. Ghi nơi cung cấp tin, hoặc tên cơ quan nếu là bài tự viết.",
            "The source is missing. Name where the text comes from, or the office itself.",
        ),
        Problem::TitleMissing => (
            "Chưa có tiêu đề. Ghi tiêu đề trước khi gửi duyệt.",
            "There is no title. Write one before submitting.",
        ),
        Problem::TitleWithoutLetter => (
            "Tiêu đề không có chữ cái nào. Ghi tiêu đề bằng chữ.",
            "The title has no letter in it. Write it in words.",
        ),
        Problem::TitleTooLong => (
            "Tiêu đề dài quá 300 ký tự. Rút gọn, phần còn lại chuyển xuống tóm tắt.",
            "The title is longer than 300 characters. Shorten it and move the rest to the summary.",
        ),
        Problem::SectionUnknown => (
            "Trang không có chuyên mục này. Chọn một chuyên mục khác.",
            "The site has no such section. Choose another.",
        ),
        Problem::SecretMark => (
            "Có dấu độ mật ở đây. Văn bản mật không được soạn, lưu hay gửi trên máy này: bỏ đoạn này khỏi bài.",
            "A state-secret mark stands here. Secret texts must not be written, kept or sent on this computer: remove this passage.",
        ),
        Problem::Untranslated => (
            "Còn câu chưa dịch ở đây. Dịch xong rồi gửi duyệt.",
            "A sentence here is not translated. Translate it before submitting.",
        ),
        Problem::OutOfDate => (
            "Câu gốc ở đây đã đổi sau khi dịch. Xem lại và sửa bản dịch.",
            "The original changed here after it was translated. Look at the translation again.",
        ),
        Problem::OpensMissing => (
            "Chưa ghi ngày bắt đầu lấy ý kiến. Ghi ngày đăng dự thảo.",
            "The opening day is missing. Give the day on which the draft is put out.",
        ),
        Problem::OpensUnread => (
            "Ngày bắt đầu lấy ý kiến không đọc được. Ghi lại theo mẫu 2026-11-24.",
            "The opening day cannot be read. Write it as 2026-11-24.",
        ),
        Problem::ClosesMissing => (
            "Chưa ghi hạn góp ý. Ghi ngày cuối cùng nhận ý kiến.",
            "The deadline is missing. Give the last day for comments.",
        ),
        Problem::ClosesUnread => (
            "Hạn góp ý không đọc được. Ghi lại theo mẫu 2026-12-24.",
            "The deadline cannot be read. Write it as 2026-12-24.",
        ),
        Problem::ClosesBeforeOpens => (
            "Hạn góp ý sớm hơn ngày bắt đầu. Sửa một trong hai ngày.",
            "The deadline lies before the opening. Correct one of the two.",
        ),
        Problem::AddressMissing => (
            "Chưa ghi địa chỉ nhận góp ý. Ghi tên cơ quan và nơi nhận thư giấy.",
            "The receiving address is missing. Give the office and where letters reach it.",
        ),
        Problem::EmailMissing => (
            "Chưa ghi thư điện tử nhận góp ý. Ghi một địa chỉ mà cơ quan đọc hằng ngày.",
            "The e-mail address for comments is missing. Give one that the office reads daily.",
        ),
        Problem::EmailUnread => (
            "Thư điện tử nhận góp ý không đúng dạng. Ghi theo mẫu gopy@coquan.example.vn.",
            "The e-mail address for comments is not one. Write it as comments@office.example.vn.",
        ),
        Problem::AltMissing => (
            "Ảnh chưa có lời mô tả cho người không nhìn thấy ảnh. Ghi lời mô tả, hoặc nêu lý do khi gửi duyệt.",
            "The picture has no description for those who cannot see it. Write one, or give a reason when submitting.",
        ),
        Problem::CreditMissing => (
            "Chưa ghi nguồn ảnh. Ghi người chụp hoặc đơn vị cung cấp, hoặc nêu lý do khi gửi duyệt.",
            "The picture has no credit. Name who made or supplied it, or give a reason when submitting.",
        ),
        Problem::HiddenCharacters => (
            "Có ký tự ẩn hoặc ký tự đổi chiều chữ ở đây. Xóa ký tự đó, hoặc gõ lại đoạn này.",
            "Hidden characters, or some that turn the direction of the text, stand here. Delete them, or type the passage again.",
        ),
        Problem::Other => (
            "Bản mới hơn của chương trình thấy một điều phải xem ở đây. Cập nhật chương trình để biết rõ.",
            "A newer version of the program found something here. Update the program to see what.",
        ),
    }
}
