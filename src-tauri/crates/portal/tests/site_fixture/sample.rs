//! What a small board has published: written for this, in both languages.

use super::{Shelf, article, at, fields, item, item_id, published, translated, with_picture};
use banthao_portal::site::{Edition, Item, Section, Site};
use editorial::{Hash, Kind, Lang, state::Live};

pub const CHAMPASAK: u32 = 1;
pub const TRAINING: u32 = 2;
pub const WIND: u32 = 3;
pub const FESTIVAL: u32 = 4;
pub const WATER: u32 = 5;
pub const CARD: u32 = 6;
pub const ABOUT: u32 = 7;
pub const DRAFT: u32 = 8;
pub const OLD_DRAFT: u32 = 9;
pub const OLD_NOTICE: u32 = 10;
pub const GONE: u32 = 11;
pub const MOVED: u32 = 12;

/// The moment at which the sample is looked at.
pub const NOW: &str = "2026-11-24T17:05:00+07:00";

/// The pictures' names, by the order in which they are asked for.
pub const PICTURES: [&str; 4] = ["cau-qua-song", "ben-thuyen", "dien-gio", "dao-va-bien"];

/// The picture of a number where no file is at hand: enough of a JPEG to be told as one.
pub fn stand_in(n: usize) -> Vec<u8> {
    let mut bytes = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec();
    bytes.push(u8::try_from(n).unwrap());
    bytes
}

/// The board's site with its content. `pictures` are the bytes of [`PICTURES`].
pub fn shelf(pictures: &[Vec<u8>]) -> Shelf {
    let shelf = Shelf {
        sites: vec![Site {
            id: "so-ngoai-vu".to_owned(),
            host: None,
            vi: "Sở Ngoại vụ tỉnh Quảng Ngãi".to_owned(),
            en: "Quảng Ngãi Department of Foreign Affairs".to_owned(),
        }],
        sections: [
            ("gioi-thieu", "Giới thiệu", "About"),
            ("tin-tuc", "Tin tức", "News"),
            ("doi-ngoai", "Hoạt động đối ngoại", "External relations"),
            ("lay-y-kien", "Lấy ý kiến", "Consultations"),
        ]
        .map(|(key, vi, en)| Section {
            key: key.to_owned(),
            vi: vi.to_owned(),
            en: en.to_owned(),
        })
        .to_vec(),
        ..Shelf::default()
    };
    let names: Vec<Hash> = pictures.iter().map(|bytes| Hash::of(bytes)).collect();
    shelf
        .blobs
        .lock()
        .unwrap()
        .extend(names.iter().copied().zip(pictures.iter().cloned()));
    for item in [
        champasak(names[0]),
        training(names[1]),
        wind(names[2]),
        festival(names[3]),
        water(),
        card(),
        about(),
        draft(),
        old_draft(),
        old_notice(),
        gone(),
        moved(),
    ] {
        shelf.put(item);
    }
    shelf
}

const SIZE: (u32, u32) = (1180, 520);

fn champasak(picture: Hash) -> Item {
    let content = article(
        "Quảng Ngãi và tỉnh Champasak trao đổi kế hoạch hợp tác giai đoạn 2027 – 2030",
        "Hai bên thống nhất bốn nội dung ưu tiên: đào tạo nguồn nhân lực, kết nối doanh nghiệp, ứng phó thiên tai và giao lưu nhân dân.",
        "Chiều 20/11, tại trụ sở Ủy ban nhân dân tỉnh, đoàn đại biểu tỉnh Champasak (nước Cộng hòa Dân chủ Nhân dân Lào) làm việc với các sở, ngành của tỉnh Quảng Ngãi về kế hoạch hợp tác giai đoạn 2027 – 2030.
        Tại buổi làm việc, hai bên đánh giá kết quả thực hiện bản ghi nhớ ký năm 2022: **46 cán bộ, học sinh** của Champasak được đào tạo tiếng Việt và chuyên môn tại Quảng Ngãi; ba đợt khám, chữa bệnh lưu động được tổ chức cho người dân các bản vùng sâu.
        ## Bốn nội dung ưu tiên
        Hai bên thống nhất bốn nội dung ưu tiên trong giai đoạn tới:
        - đào tạo nguồn nhân lực, mỗi năm tiếp nhận 15 lưu học sinh;
        - kết nối doanh nghiệp chế biến nông sản, cà phê và gỗ;
        - trao đổi kinh nghiệm ứng phó thiên tai;
        - giao lưu nhân dân, thể thao và văn hóa giữa các địa phương.
        > Sáu tháng một lần, tổ công tác chung sẽ ngồi lại với nhau, xem việc gì đã xong, việc gì còn vướng.
        Đại diện Sở Ngoại vụ đề nghị sớm thành lập tổ công tác chung để theo dõi tiến độ và kịp thời tháo gỡ vướng mắc. Kế hoạch được gửi kèm [thông báo kết luận](https://example.gov.vn/thong-bao) của buổi làm việc.
        ## Kinh phí dự kiến
        | Nội dung | Năm 2027 | Năm 2028 |
        | Lưu học sinh, thực tập sinh | 1.250 triệu đồng | 1.320 triệu đồng |
        | Đoàn doanh nghiệp | 480 triệu đồng | 500 triệu đồng |
        | Diễn tập ứng phó thiên tai | 260 triệu đồng | 260 triệu đồng |",
        &[("section", "doi-ngoai"), ("genre", "news")],
    );
    let content = with_picture(
        content,
        picture,
        SIZE,
        "Cầu qua sông buổi chiều, núi phía xa",
        "Cầu qua sông Trà Khúc, nơi đoàn dừng chân trong chuyến thăm.",
        "Ảnh: Đỗ Kiều Oanh",
        1,
    );
    let mut vi = published(
        CHAMPASAK,
        Kind::Article,
        Lang::Vi,
        content,
        "2026-11-24T15:10:00+07:00",
    );
    let Live::Published {
        revision, first, ..
    } = vi.live
    else {
        unreachable!()
    };
    vi.live = Live::Published {
        revision,
        first,
        at: at("2026-11-24T16:45:00+07:00"),
    };
    item(CHAMPASAK, Kind::Article, vec![vi])
}

fn training(picture: Hash) -> Item {
    let content = article(
        "Hơn 120 cán bộ dự tập huấn công tác lãnh sự và bảo hộ công dân",
        "Lớp tập huấn hai ngày dành cho cán bộ các xã, phường và doanh nghiệp có lao động ở nước ngoài.",
        "Sáng 24/11, Sở Ngoại vụ khai mạc lớp tập huấn công tác lãnh sự và bảo hộ công dân năm 2026.
        Học viên thực hành ba tình huống: công dân mất giấy tờ ở nước ngoài, lao động gặp tai nạn, tàu cá bị giữ.",
        &[],
    );
    let content = with_picture(
        content,
        picture,
        SIZE,
        "Tàu cá neo ở bến lúc sáng sớm",
        "",
        "Ảnh: Sở Ngoại vụ",
        1,
    );
    item(
        TRAINING,
        Kind::Article,
        vec![published(
            TRAINING,
            Kind::Article,
            Lang::Vi,
            content,
            "2026-11-24T10:30:00+07:00",
        )],
    )
}

fn wind(picture: Hash) -> Item {
    let content = article(
        "Giới thiệu tiềm năng năng lượng tái tạo với doanh nghiệp châu Âu",
        "Bốn mươi doanh nghiệp dự buổi gặp trực tuyến.",
        "Buổi gặp giới thiệu các vị trí điện gió, điện mặt trời, năng lực cảng Dung Quất và thủ tục đầu tư.
        ## Thủ tục
        Nhà đầu tư nộp hồ sơ tại một nơi.",
        &[("section", "doi-ngoai"), ("genre", "feature")],
    );
    let content = with_picture(
        content,
        picture,
        SIZE,
        "Tua-bin gió trên đồi",
        "Tua-bin gió trên đồi.",
        "Ảnh: Lê Văn Ngữ",
        1,
    );
    let vi = published(
        WIND,
        Kind::Article,
        Lang::Vi,
        content,
        "2026-11-16T09:00:00+07:00",
    );
    let en = translated(
        &vi,
        &[
            "Quảng Ngãi presents its renewable energy potential to European businesses",
            "Forty companies joined an online meeting.",
            "Wind and solar sites, the capacity of Dung Quất port and investment procedures were introduced.",
            "Wind turbines on green hills",
            "Wind turbines on green hills.",
            "Photo: Lê Văn Ngữ",
            "Procedures",
            "Investors file their papers at one place.",
        ],
        &[],
        "2026-11-17T09:00:00+07:00",
    );
    item(WIND, Kind::Article, vec![vi, en])
}

fn festival(picture: Hash) -> Item {
    let content = article(
        "Ngày hội giao lưu văn hóa Việt Nam – Nhật Bản tại Quảng Ngãi",
        "",
        "Ngày hội mở cửa tự do cho người dân trong hai ngày cuối tuần.",
        &[("genre", "photos")],
    );
    let content = with_picture(
        content,
        picture,
        SIZE,
        "Bãi cát và đảo nhìn từ bờ",
        "Bờ biển nơi diễn ra ngày hội.",
        "Ảnh: Trần Hữu Ước",
        1,
    );
    item(
        FESTIVAL,
        Kind::Article,
        vec![published(
            FESTIVAL,
            Kind::Article,
            Lang::Vi,
            content,
            "2026-11-23T08:00:00+07:00",
        )],
    )
}

fn water() -> Item {
    let content = article(
        "Dự án cấp nước sạch cho ba thôn vùng cao",
        "Công trình do một tổ chức phi chính phủ nước ngoài tài trợ được bàn giao trong tháng 11.",
        "Ba thôn của xã Sơn Tây Thượng có nước sạch từ ngày 18/11.",
        &[],
    );
    let vi = published(
        WATER,
        Kind::Article,
        Lang::Vi,
        content,
        "2026-11-19T14:00:00+07:00",
    );
    let en = translated(
        &vi,
        &[
            "Clean water project reaches three upland hamlets",
            "The works, paid for by a foreign non-governmental organisation, were handed over in November.",
            "Three hamlets of Sơn Tây Thượng commune have had clean water since 18 November.",
        ],
        &[("author", "Translated by Phạm Thị Ước")],
        "2026-11-19T16:00:00+07:00",
    );
    item(WATER, Kind::Article, vec![vi, en])
}

/// The English page of this one is behind.
fn card() -> Item {
    let first = article(
        "Thẻ đi lại doanh nhân APEC: những điều cần biết trước khi nộp hồ sơ",
        "",
        "Hồ sơ nộp tại Sở Ngoại vụ. Thời hạn giải quyết là 25 ngày làm việc.",
        &[],
    );
    let before = published(
        CARD,
        Kind::Article,
        Lang::Vi,
        first,
        "2026-11-20T09:00:00+07:00",
    );
    let en = translated(
        &before,
        &[
            "APEC Business Travel Card: what to know before applying",
            "Applications are filed with the Department of Foreign Affairs.",
            "They are settled within 25 working days.",
        ],
        &[],
        "2026-11-20T11:00:00+07:00",
    );
    let now = article(
        "Thẻ đi lại doanh nhân APEC: những điều cần biết trước khi nộp hồ sơ",
        "",
        "Hồ sơ nộp tại Sở Ngoại vụ. Thời hạn giải quyết là 21 ngày làm việc.",
        &[],
    );
    let mut vi = published(
        CARD,
        Kind::Article,
        Lang::Vi,
        now,
        "2026-11-20T09:00:00+07:00",
    );
    let Live::Published {
        revision, first, ..
    } = vi.live
    else {
        unreachable!()
    };
    vi.live = Live::Published {
        revision,
        first,
        at: at("2026-11-22T08:15:00+07:00"),
    };
    item(CARD, Kind::Article, vec![vi, en])
}

fn about() -> Item {
    let content = article(
        "Chức năng, nhiệm vụ của Sở Ngoại vụ",
        "",
        "Sở Ngoại vụ là cơ quan chuyên môn thuộc Ủy ban nhân dân tỉnh, tham mưu, giúp Ủy ban nhân dân tỉnh thực hiện chức năng quản lý nhà nước về công tác ngoại vụ.
        ## Nhiệm vụ
        + Quản lý đoàn ra, đoàn vào.
        + Công tác lãnh sự và bảo hộ công dân.
        + Vận động viện trợ phi chính phủ nước ngoài.
        + Công tác người Việt Nam ở nước ngoài.",
        &[],
    );
    item(
        ABOUT,
        Kind::Page,
        vec![published(
            ABOUT,
            Kind::Page,
            Lang::Vi,
            content,
            "2026-01-05T08:00:00+07:00",
        )],
    )
}

pub const DRAFT_TEXT: &str = "## Chương I. Quy định chung
        ### Điều 1. Phạm vi điều chỉnh
        Quy chế này quy định thẩm quyền, hồ sơ và thời hạn đối với đoàn ra, đoàn vào, hội nghị quốc tế và thỏa thuận quốc tế của các cơ quan trong tỉnh.
        ### Điều 2. Đối tượng áp dụng
        Các sở, ban, ngành, Ủy ban nhân dân các xã, phường, đặc khu và tổ chức, cá nhân có liên quan.
        ## Chương II. Đoàn ra, đoàn vào
        ### Điều 9. Thời hạn và hồ sơ đề nghị tổ chức đoàn ra
        1. Cơ quan, đơn vị tổ chức đoàn ra gửi hồ sơ về Sở Ngoại vụ chậm nhất 15 ngày làm việc trước ngày dự kiến xuất cảnh.
        2. Hồ sơ gồm:
        - văn bản đề nghị, nêu rõ mục đích, thành phần, thời gian và nguồn kinh phí;
        - thư mời của phía nước ngoài, kèm bản dịch tiếng Việt.
        3. Trường hợp đột xuất do yêu cầu đối ngoại, thời hạn quy định tại khoản 1 Điều này là 05 ngày làm việc.";

fn draft() -> Item {
    let content = consultation(
        "Dự thảo Quy chế quản lý thống nhất hoạt động đối ngoại trên địa bàn tỉnh",
        "Quy chế quy định thẩm quyền, hồ sơ và thời hạn đối với đoàn ra, đoàn vào, hội nghị quốc tế và thỏa thuận quốc tế của các cơ quan trong tỉnh. Có thể góp ý cho từng điều hoặc cho toàn văn.",
        DRAFT_TEXT,
        "2026-11-16",
        "2026-12-06",
    );
    item(
        DRAFT,
        Kind::Consultation,
        vec![published(
            DRAFT,
            Kind::Consultation,
            Lang::Vi,
            content,
            "2026-11-16T08:00:00+07:00",
        )],
    )
}

pub fn consultation(
    title: &str,
    summary: &str,
    text: &str,
    opens: &str,
    closes: &str,
) -> editorial::Content {
    let mut content = article(
        title,
        summary,
        text,
        &[("source", "Sở Ngoại vụ"), ("author", "Ban soạn thảo")],
    );
    content.fields.extend(fields(&[
        ("opens", opens),
        ("closes", closes),
        (
            "receiving_address",
            "Văn phòng Sở Ngoại vụ, phường Cẩm Thành, tỉnh Quảng Ngãi, giờ hành chính",
        ),
        ("receiving_email", "gopy@example.gov.vn"),
        ("agency", "Sở Ngoại vụ"),
        ("document_form", "Quyết định của Ủy ban nhân dân tỉnh"),
        ("law", "64/2025"),
    ]));
    content
}

fn old_draft() -> Item {
    let content = consultation(
        "Dự thảo Kế hoạch vận động viện trợ phi chính phủ nước ngoài năm 2027",
        "",
        "## Mục tiêu\nVận động ít nhất năm khoản viện trợ mới.",
        "2026-09-01",
        "2026-09-21",
    );
    item(
        OLD_DRAFT,
        Kind::Consultation,
        vec![published(
            OLD_DRAFT,
            Kind::Consultation,
            Lang::Vi,
            content,
            "2026-09-01T08:00:00+07:00",
        )],
    )
}

fn old_notice() -> Item {
    let content = article(
        "Thông báo lịch tiếp công dân quý III năm 2026",
        "",
        "Sở Ngoại vụ tiếp công dân vào sáng thứ Ba hằng tuần.",
        &[],
    );
    let mut vi = published(
        OLD_NOTICE,
        Kind::Article,
        Lang::Vi,
        content,
        "2026-07-01T08:00:00+07:00",
    );
    let Live::Published {
        revision, first, ..
    } = vi.live
    else {
        unreachable!()
    };
    vi.live = Live::Withdrawn {
        revision,
        first,
        at: at("2026-10-01T08:00:00+07:00"),
        reason: Hash::of(b"reason"),
    };
    vi.reason = Some("Đã có lịch tiếp công dân quý IV.".to_owned());
    item(OLD_NOTICE, Kind::Article, vec![vi])
}

pub fn unpublished(n: u32, lang: Lang, to: Option<u32>) -> Edition {
    let live = Live::Unpublished {
        revision: Hash::of(&n.to_be_bytes()),
        at: at("2026-11-10T08:00:00+07:00"),
        reason: Some(Hash::of(b"reason")),
        to: to.map(item_id),
    };
    Edition {
        lang,
        live,
        reason: Some("Có số căn cước của công dân.".to_owned()),
        revision: None,
        source: None,
    }
}

fn gone() -> Item {
    item(GONE, Kind::Article, vec![unpublished(GONE, Lang::Vi, None)])
}

fn moved() -> Item {
    item(
        MOVED,
        Kind::Article,
        vec![unpublished(MOVED, Lang::Vi, Some(ABOUT))],
    )
}
