//! Why a file is not taken, and what of it could not be taken along. The texts are for the person at the desk.

/// Why a file is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BadFile {
    /// A kind of file that is known, but not read yet.
    #[error(
        "Bản này chưa đọc được tệp .{ending}. Hãy lưu văn bản thành .html, .md hoặc .txt rồi nhập lại."
    )]
    NotYet {
        /// How its name ends.
        ending: String,
    },
    /// A kind of file that is not read.
    #[error("Không đọc được loại tệp {ending:?}; chỉ nhận .html, .md, .txt và .json.")]
    Unsupported {
        /// How its name ends.
        ending: String,
    },
    /// The bytes are no text in UTF-8.
    #[error("Tệp không phải văn bản UTF-8 (lỗi ở byte {at}). Hãy lưu lại tệp với bảng mã UTF-8.")]
    NotUtf8 {
        /// The first byte that is not.
        at: usize,
    },
    /// Too much text.
    #[error("Văn bản quá dài: tối đa {limit} byte.")]
    TooLarge {
        /// How many bytes are taken.
        limit: usize,
    },
    /// HTML that nobody writes, made to keep a reader busy.
    #[error("Tệp HTML không hợp lệ: một thẻ có quá nhiều thuộc tính.")]
    Html,
    /// Written by a newer version.
    #[error("Tệp được ghi bằng phiên bản mới hơn (v = {v}); cần bản mới hơn để đọc.")]
    Newer {
        /// Its version.
        v: u64,
    },
    /// Not a document.
    #[error("Tệp .json không phải là văn bản hợp lệ: {0}")]
    Document(String),
    /// A link in a document leads where none may lead.
    #[error("Khối {block}: không được phép liên kết tới địa chỉ {address:?}.")]
    Link {
        /// The block that holds it.
        block: String,
        /// Where it leads.
        address: String,
    },
}

/// What could not be taken along.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub enum Warning {
    /// Things that a document cannot hold.
    #[error("Đã bỏ phần không nhận được: <{name}>.")]
    Dropped {
        /// The name of the element.
        name: String,
    },
    /// A link was made plain text.
    #[error("Đã bỏ liên kết không được phép: {address}")]
    Link {
        /// Where it led.
        address: String,
    },
    /// A picture was left out.
    #[error("Đã bỏ ảnh {path}: {reason}")]
    Picture {
        /// Where it stands.
        path: String,
        /// Why.
        reason: String,
    },
    /// Lists, quotes or tables stood too deep in each other and were flattened.
    #[error("Các phần lồng nhau quá sâu đã được đưa lên cấp trên.")]
    TooDeep,
}
