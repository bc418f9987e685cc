//! Every code in a person's words: what happened, what was kept, what to do.

use editorial::{Code, Lang, Role};
use std::path::Path;

/// The language a person is spoken to in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tongue {
    /// Vietnamese.
    Vi,
    /// English.
    En,
}

static ENGLISH: std::sync::atomic::AtomicBool = std::sync::atomic::AtomicBool::new(false);

impl Tongue {
    /// The language set for this process; Vietnamese until another is.
    pub fn current() -> Self {
        if ENGLISH.load(std::sync::atomic::Ordering::Relaxed) {
            Self::En
        } else {
            Self::Vi
        }
    }

    /// Speaks this language from now on.
    pub fn set(self) {
        ENGLISH.store(self == Self::En, std::sync::atomic::Ordering::Relaxed);
    }

    /// The same as a language of texts.
    pub fn lang(self) -> Lang {
        match self {
            Self::Vi => Lang::Vi,
            Self::En => Lang::En,
        }
    }
}

/// That a damaged store was found, what was saved from it and where the rest lies.
pub fn rescued(moved_to: &Path, drafts: u64, outbox: u64, tongue: Tongue) -> String {
    let place = moved_to.display();
    match tongue {
        Tongue::Vi => format!(
            "Kho dữ liệu trên máy này bị hỏng. Đã cứu được {drafts} bản nháp và {outbox} việc đang chờ gửi; tệp hỏng được giữ nguyên ở {place}. Phần còn lại sẽ được tải lại từ Cổng khi gửi và nhận."
        ),
        Tongue::En => format!(
            "The store on this computer was damaged. {drafts} drafts and {outbox} acts waiting to be sent were saved; the damaged files are kept in {place}. The rest comes from the portal with the next exchange."
        ),
    }
}

/// `not_a_portal`, where an address cannot be asked safely: nothing was.
pub fn unsafe_address(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Vi => {
            "Địa chỉ của Cổng phải bắt đầu bằng https://; http:// chỉ dùng được trên chính máy này. Không có gì được gửi đi."
        }
        Tongue::En => {
            "The portal's address must begin with https://; http:// is for this very computer. Nothing was sent."
        }
    }
}

/// `already_joined`, where a desk that is shut out is to join again by a code that is for another member.
pub fn code_of_another(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::Vi => {
            "Mã này dành cho thành viên khác. Máy này tham gia lại bằng mã thêm máy của chính thành viên đang dùng nó."
        }
        Tongue::En => {
            "This code is for another member. The desk joins again by a code for one more device of its own member."
        }
    }
}

/// A role's name.
pub fn role(role: Role, tongue: Tongue) -> &'static str {
    let (vi, en) = match role {
        Role::Editor => ("biên tập viên", "editor"),
        Role::Translator => ("biên dịch viên", "translator"),
        Role::Reviser => ("người soát", "reviser"),
        Role::Approver => ("người duyệt", "approver"),
        Role::Chief => ("Trưởng Ban Biên tập", "chief editor"),
    };
    if tongue == Tongue::Vi { vi } else { en }
}

/// The words for a code.
pub fn of(code: Code, tongue: Tongue) -> &'static str {
    let (vi, en) = pair(code);
    if tongue == Tongue::Vi { vi } else { en }
}

fn pair(code: Code) -> (&'static str, &'static str) {
    match code {
        Code::InUse => (
            "Kho bài này đang mở ở một cửa sổ hoặc lệnh khác. Đóng nơi kia rồi mở lại.",
            "This desk is open in another window or command. Close it there, then open it here.",
        ),
        Code::WrongPassphrase => (
            "Mật khẩu hoặc các từ khôi phục không đúng. Kho bài không thay đổi; nhập lại là mở được ngay.",
            "The passphrase or recovery words are wrong. Nothing was changed; the right ones work at once.",
        ),
        Code::NoKeyring => (
            "Máy này không có nơi giữ khóa của hệ thống. Mở bằng cụm mật khẩu hoặc các từ khôi phục.",
            "This computer has no system keyring. Open with the passphrase or the recovery words.",
        ),
        Code::NewerVersion => (
            "Kho bài do phiên bản mới hơn của chương trình ghi. Không có gì bị thay đổi; cập nhật chương trình rồi mở lại.",
            "This was written by a newer version. Nothing was changed; update the program, then open it.",
        ),
        Code::Damaged => (
            "Tệp hoặc kho bài bị hỏng. Không có gì bị xóa; phần đọc được đã được giữ lại.",
            "The file or store is damaged. Nothing was deleted; what could be read was kept.",
        ),
        Code::NetworkShare => (
            "Thư mục này nằm trên ổ mạng, nơi kho bài không an toàn. Chọn một thư mục trên máy này.",
            "This folder lies on a network share, where a store is not safe. Choose a folder on this computer.",
        ),
        Code::DiskFull => (
            "Ổ đĩa đã đầy. Những gì đã lưu vẫn còn nguyên; giải phóng dung lượng rồi làm lại.",
            "The disk is full. What was saved stands; free some space, then do it again.",
        ),
        Code::NotJoined => (
            "Máy này chưa tham gia Ban Biên tập nào. Bài vẫn lưu trên máy; dùng mã mời để tham gia.",
            "This desk has not joined a board. Drafts stay on this computer; join with an invitation.",
        ),
        Code::AlreadyJoined => (
            "Máy này đã tham gia một Ban Biên tập. Dùng một thư mục khác cho Ban Biên tập thứ hai.",
            "This desk has already joined a board. Use another folder for a second board.",
        ),
        Code::NotEmpty => (
            "Thư mục đích đã có dữ liệu. Không có gì bị ghi đè; chọn một thư mục trống.",
            "The target folder is not empty. Nothing was overwritten; choose an empty folder.",
        ),
        Code::NotFound => (
            "Không tìm thấy mục được nêu trên máy này.",
            "What was named is not on this computer.",
        ),
        Code::NotShared => (
            "Bản gốc chưa được cho xem hoặc gửi duyệt, nên chưa dịch được. Cho xem hoặc gửi duyệt trước.",
            "The source has been neither shared nor submitted, so it cannot be translated yet. Share or submit it first.",
        ),
        Code::Shared => (
            "Mục này đã được cho xem hoặc gửi duyệt, nên không bỏ vào thùng rác được. Có thể bỏ bản nháp.",
            "This item was shared or submitted and cannot go to the trash. Its draft can be discarded.",
        ),
        Code::UnknownField => (
            "Loại mục này không có trường được nêu. Không có gì thay đổi.",
            "Items of this kind have no such field. Nothing was changed.",
        ),
        Code::BadField => (
            "Giá trị không hợp lệ. Không có gì thay đổi.",
            "The value is not valid. Nothing was changed.",
        ),
        Code::BadFile => (
            "Không đọc được tệp. Không có gì thay đổi.",
            "The file cannot be read. Nothing was changed.",
        ),
        Code::SecretMark => (
            "Văn bản có dấu chỉ độ mật nên không được lưu. Bản nháp sạch gần nhất vẫn còn.",
            "The text bears a state-secret mark and was not stored. The last clean draft stands.",
        ),
        Code::Checks => (
            "Chưa gửi được vì còn điểm phải sửa. Bản nháp vẫn giữ nguyên.",
            "Not submitted, as something must be corrected first. The draft stands.",
        ),
        Code::NeedsReason => (
            "Cần ghi lý do cho điểm kiểm tra. Bản nháp vẫn giữ nguyên.",
            "A check needs a reason. The draft stands.",
        ),
        Code::NothingChanged => (
            "Không có gì thay đổi so với bản hiện có.",
            "Nothing has changed.",
        ),
        Code::WrongState => (
            "Việc này không làm được ở trạng thái hiện tại của mục. Không có gì thay đổi.",
            "This cannot be done in the item's present state. Nothing was changed.",
        ),
        Code::ForkOpen => (
            "Mục đang rẽ nhánh: chọn xong các đoạn khác nhau rồi mới gửi, duyệt hoặc hẹn giờ. Cả hai bản đều còn.",
            "The item is forked: choose among the differing passages before submitting, approving or scheduling. Both texts are kept.",
        ),
        Code::NoRight => (
            "Vai trò hiện tại không có quyền làm việc này. Không có gì thay đổi.",
            "Your role does not allow this. Nothing was changed.",
        ),
        Code::OwnWork => (
            "Không ai tự duyệt bài của mình. Bài chờ người khác duyệt.",
            "Nobody approves their own work. It waits for someone else.",
        ),
        Code::NotYourTurn => (
            "Chưa đến lượt duyệt này: lượt trước chưa xong.",
            "It is not this step's turn: the step before is still open.",
        ),
        Code::RevisionChanged => (
            "Đã có phiên bản khác chờ duyệt. Chưa có gì được duyệt; xem phiên bản mới rồi quyết định.",
            "Another revision is waiting now. Nothing was decided; look at the new one first.",
        ),
        Code::Behind => (
            "Đã có phiên bản mới hơn của mục này. Hai bản đã được ghép vào bản nháp; xem lại rồi gửi.",
            "There is a newer revision of this item. Both were merged into the draft; look at it, then submit.",
        ),
        Code::Stale => (
            "Dữ liệu này vừa được người khác đổi. Xem giá trị mới rồi làm lại.",
            "Someone else has just changed this. Look at the new value, then do it again.",
        ),
        Code::Mismatch => (
            "Nội dung không khớp với sự kiện kèm theo. Không có gì được nhận.",
            "The content does not match its event. Nothing was accepted.",
        ),
        Code::NotCanonical => (
            "Dữ liệu không đúng dạng quy định. Không có gì được nhận.",
            "The data is not in the required form. Nothing was accepted.",
        ),
        Code::BadSignature => (
            "Chữ ký không đúng. Không có gì được nhận.",
            "The signature is wrong. Nothing was accepted.",
        ),
        Code::UnknownParent => (
            "Phiên bản trước được nêu không có trong sổ. Không có gì được nhận.",
            "The named previous revision is not in the ledger. Nothing was accepted.",
        ),
        Code::TooLarge => (
            "Quá lớn. Không có gì được lưu; chia nhỏ hoặc giảm kích thước.",
            "Too large. Nothing was stored; split it or make it smaller.",
        ),
        Code::PortalOlder => (
            "Cổng đang dùng bản cũ hơn và chưa nhận loại nội dung này. Mục vẫn chờ gửi.",
            "The portal runs an older version and cannot take this yet. It stays in the outbox.",
        ),
        Code::Busy => (
            "Cổng đang bận. Mục vẫn chờ gửi và sẽ được gửi lại.",
            "The portal is busy. It stays in the outbox and is sent again.",
        ),
        Code::Full => (
            "Cổng hết dung lượng. Mục vẫn chờ gửi; báo cho người quản trị Cổng.",
            "The portal is out of space. It stays in the outbox; tell whoever runs the portal.",
        ),
        Code::InvitationUsed => (
            "Mã mời đã được dùng. Xin một mã mời mới.",
            "The invitation was used already. Ask for a new one.",
        ),
        Code::InvitationExpired => (
            "Cổng không nhận mã mời này: mã đã hết hạn, đã hủy hoặc chép sai. So lại, hoặc xin một mã mời mới.",
            "The portal does not take this invitation: it has expired, was taken back or is mistyped. Compare it, or ask for a new one.",
        ),
        Code::WrongSite => (
            "Mã mời thuộc một trang khác. Kiểm tra lại địa chỉ và mã mời.",
            "The invitation belongs to another site. Check the address and the invitation.",
        ),
        Code::WrongKey => (
            "Khóa của Cổng không phải khóa ghi trong mã mời. Không có gì được gửi đi; hỏi lại người mời.",
            "The portal's key is not the one in the invitation. Nothing was sent; ask whoever invited you.",
        ),
        Code::NotAPortal => (
            "Địa chỉ này không trả lời như một Cổng Bản Thảo. Không có gì được gửi đi; kiểm tra mạng và địa chỉ.",
            "What answered there is not a Bản Thảo portal. Nothing was sent; check the network and the address.",
        ),
        Code::Offline => (
            "Không liên lạc được với Cổng. Mọi thứ vẫn ở trên máy và sẽ được gửi khi có mạng.",
            "The portal cannot be reached. Everything is kept here and sent when the line is back.",
        ),
        Code::LedgerChanged => (
            "Cổng ở địa chỉ này giữ một sổ khác. Không có gì được gửi, nhận hoặc xóa; hỏi người quản trị Cổng.",
            "The portal at this address holds another ledger. Nothing was sent, received or removed; ask whoever runs it.",
        ),
        Code::LedgerBehind => (
            "Sổ của Cổng cũ hơn sổ trên máy này. Không có gì được gửi, nhận hoặc xóa; có thể gửi lại cho Cổng phần còn thiếu.",
            "The portal's ledger is older than the one here. Nothing was sent, received or removed; what it lacks can be offered again.",
        ),
        Code::DeviceUnknown => (
            "Cổng không biết máy này. Mọi thứ vẫn ở trên máy; xin mã thêm máy rồi tham gia lại.",
            "The portal does not know this device. Everything is kept here; ask for an invitation for one more device, then join again.",
        ),
        Code::DeviceRevoked => (
            "Máy này đã bị thu hồi. Bài trên máy vẫn còn; xin mã thêm máy rồi tham gia lại.",
            "This device was revoked. What is on it is kept; ask for an invitation for one more device, then join again.",
        ),
        Code::Erased => (
            "Nội dung này đã được xóa theo quy định.",
            "This content was erased by law.",
        ),
        Code::PolicyUnfulfillable => (
            "Quy chế này không ai thực hiện được. Quy chế hiện tại vẫn giữ; còn thiếu:",
            "Nobody can fulfil this policy. The present one stands; missing:",
        ),
        Code::NoSuchSite => (
            "Cổng không có trang này. Kiểm tra lại địa chỉ.",
            "The portal has no such site. Check the address.",
        ),
    }
}
