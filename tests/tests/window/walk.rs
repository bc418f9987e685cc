//! The whole way of a text, and what else a board does in a day, at the window and by the keyboard alone: from an empty
//! machine through writing, review, publication, English, correction, a fork, a consultation, a lost computer and a
//! restored one. The board is the one to practise with: its portal and its desks are real.

use crate::{
    driver::{Driver, Window},
    hand::{Hand, TEXT},
};
use std::{fs, path::Path};
use tests::rig::{Reader, form, photo_with_place, until};
use thirtyfour::prelude::*;

const TITLE: &str = "Cầu tàu du lịch Lý Sơn đón chuyến khách đầu tiên";
const FIRST: &str = "Sáng nay, cầu tàu du lịch Lý Sơn đón 120 khách của chuyến tàu đầu tiên.";
const SECOND: &str = "Bà con mang tỏi, rong biển ra bán ngay trên bến.";
const CUT_OFF: &str = "Chuyến sau cập bến vào ch";
const REASON: &str = "Đoạn hai nên nêu tên người được phỏng vấn.";
const MENDED: &str = " Bà Ngô Thị Lài kể rằng bà dậy từ ba giờ.";
const CORRECTED: &str = " Tỉnh hỗ trợ vé trong tháng đầu.";

const EDITOR: (&str, &str) = ("1", "Đỗ Kiều Oanh");
const APPROVER: (&str, &str) = ("2", "Phạm Quốc Bảo");
const TRANSLATOR: (&str, &str) = ("3", "Lê Thị Hạnh");
const CHIEF: (&str, &str) = ("4", "Trần Minh Khôi");

/// The page at this address, once a reader sees these words on it.
async fn reader_sees(address: &str, words: &str) -> String {
    let (address, words) = (address.to_owned(), words.to_owned());
    tokio::task::spawn_blocking(move || {
        let reader = Reader::of(&address);
        until("a reader sees it", || {
            let page = reader.opens(&address);
            let text = page.text();
            (page.status == 200 && text.contains(&words)).then_some(text)
        })
    })
    .await
    .unwrap()
}

async fn begins_to_practise(window: &Window) -> WebDriverResult<()> {
    window.button("Bắt đầu tập").await?;
    window.press(Key::Control, Key::Enter).await?;
    window.comes("aside .me").await?;
    window.says("aside .me", EDITOR.1).await
}

/// A piece with a picture, closed in the middle of a sentence.
async fn writes(hand: &Hand<'_>, picture: &Path) -> WebDriverResult<()> {
    let window = hand.0;
    hand.ctrl("n").await?;
    window.one("textarea.title:focus").await?;
    hand.keys(TITLE).await?;
    hand.enter().await?;
    hand.keys("Tàu chạy mỗi ngày hai chuyến.").await?;
    hand.enter().await?;
    hand.keys(FIRST).await?;
    hand.enter().await?;
    hand.keys(SECOND).await?;
    hand.enter().await?;
    // The dialog of the system cannot be driven; what it answers can.
    window
        .hidden("input[type=file]")
        .await?
        .send_keys(picture.to_str().unwrap())
        .await?;
    window.one("figure img").await?;
    for (fact, words) in [
        ("alt", "Khách bước xuống cầu tàu"),
        ("caption", "Chuyến khách đầu tiên"),
        ("credit", "Đỗ Kiều Oanh"),
    ] {
        hand.tab_to(&format!("[data-picture={fact}]"), "").await?;
        hand.keys(words).await?;
    }
    for (field, words) in [("author", EDITOR.1), ("source", "Sở Ngoại vụ")] {
        hand.tab_to(&format!("[data-field={field}]"), "").await?;
        hand.keys(words).await?;
    }
    hand.tab_to(TEXT, "").await?;
    window.press(Key::Control, Key::End).await?;
    hand.enter().await?;
    hand.keys(CUT_OFF).await
}

/// Each sentence that is not done gets one in English; the numbers stay.
async fn translates(hand: &Hand<'_>) -> WebDriverResult<()> {
    let window = hand.0;
    window.one("textarea[data-target]:focus").await?;
    for n in 0.. {
        let source: String = window
            .run(
                "return document.querySelector('textarea[data-target]')?.closest('[aria-current], .row, li, tr')?.textContent ?? ''",
                Vec::new(),
            )
            .await?
            .convert()?;
        let number = if source.contains("120") { " 120" } else { "" };
        hand.keys(&format!(
            "The{number} visitors of day {}",
            "i".repeat(n % 5 + 1)
        ))
        .await?;
        hand.enter().await?;
        let left: bool = window
            .run(
                "return [...document.querySelectorAll('button')].some((at) => at.textContent.trim().startsWith('Gửi duyệt khi xong'))",
                Vec::new(),
            )
            .await?
            .convert()?;
        if !left {
            break;
        }
        assert!(n < 30, "the sentences have no end");
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_day_of_the_board_by_the_keyboard_alone() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let picture = home.path().join("cau-tau.jpg");
    fs::write(&picture, photo_with_place()).unwrap();
    let driver = Driver::start(home.path()).await;

    // From an empty machine to a piece that is cut off in the middle of a sentence.
    let window = Window::open(&driver).await?;
    begins_to_practise(&window).await?;
    writes(&Hand(&window), &picture).await?;
    window.close().await?;

    let window = Window::open(&driver).await?;
    for words in [FIRST, SECOND, CUT_OFF] {
        window.says(TEXT, words).await?;
    }
    window.one("figure img").await?;
    let hand = Hand(&window);
    hand.tab_to(TEXT, "").await?;
    window.press(Key::Control, Key::End).await?;
    hand.keys("iều mai.").await?;
    hand.hand_in().await?;

    // It comes back with a reason, is mended, and is published.
    hand.work_as(APPROVER).await?;
    hand.place("3").await?;
    hand.row(TITLE).await?;
    window
        .says("main", "Chưa có bản trước nào để so sánh")
        .await?;
    hand.ctrl("r").await?;
    window.one("form.row textarea:focus").await?;
    hand.keys(REASON).await?;
    hand.ctrl_enter().await?;
    window.gone("form.row").await?;

    hand.work_as(EDITOR).await?;
    hand.place("1").await?;
    window.says("main", REASON).await?;
    hand.row(TITLE).await?;
    hand.enter().await?;
    window.says(TEXT, SECOND).await?;
    hand.tab_to(TEXT, "").await?;
    window.press(Key::Control, Key::End).await?;
    hand.keys(MENDED).await?;
    hand.hand_in().await?;

    hand.work_as(APPROVER).await?;
    hand.place("3").await?;
    hand.row(TITLE).await?;
    window.says("main", "So với bản bị trả lại").await?;
    window.says("main ins", "Bà Ngô Thị Lài").await?;
    hand.approve(TITLE).await?;
    hand.read(TITLE).await?;
    window.says(".pane.main .chip", "Đã xuất bản").await?;
    let address = hand.page_of_it().await?;
    let page = reader_sees(&address, MENDED.trim()).await;
    assert_eq!(page.matches(MENDED.trim()).count(), 1, "{page}");
    assert!(page.contains("Khách bước xuống cầu tàu"), "{page}");

    // Its English edition, published as well.
    hand.work_as(TRANSLATOR).await?;
    hand.place("4").await?;
    hand.row(TITLE).await?;
    hand.enter().await?;
    translates(&hand).await?;
    hand.hand_in().await?;
    hand.work_as(APPROVER).await?;
    hand.approve("The visitors").await?;
    reader_sees(&address, "Read in English").await;

    // A correction of the Vietnamese shows the translator which sentence moved.
    hand.work_as(EDITOR).await?;
    hand.read(TITLE).await?;
    hand.ctrl("e").await?;
    window.says(TEXT, MENDED.trim()).await?;
    hand.tab_to(TEXT, "").await?;
    window.press(Key::Control, Key::End).await?;
    hand.keys(CORRECTED).await?;
    hand.hand_in().await?;
    hand.work_as(APPROVER).await?;
    hand.approve(TITLE).await?;
    hand.work_as(TRANSLATOR).await?;
    hand.place("4").await?;
    window.says(".group", "Cần cập nhật").await?;
    hand.row(TITLE).await?;
    hand.enter().await?;
    window
        .says("textarea[data-target]:focus, main", CORRECTED.trim())
        .await?;
    window.close().await
}

/// Two change one paragraph, one of them without a line: both passages stand in the text in the end.
async fn a_fork_is_chosen(hand: &Hand<'_>) -> WebDriverResult<()> {
    const TITLE: &str = "Lịch tiếp khách tuần tới";
    const TEXT_OF_BOTH: &str = "Thứ Hai tiếp đoàn Champasak.";
    let window = hand.0;
    hand.ctrl("n").await?;
    window.one("textarea.title:focus").await?;
    hand.keys(TITLE).await?;
    hand.enter().await?;
    hand.enter().await?;
    hand.keys(TEXT_OF_BOTH).await?;
    window
        .says("[data-testid=on-disk]", "Mọi chữ đã lưu")
        .await?;
    hand.escape().await?;
    hand.read(TITLE).await?;
    hand.ctrl_shift("m").await?;

    hand.work_as(APPROVER).await?;
    hand.place("0").await?;
    hand.ctrl_shift("o").await?;
    window.says("main", "Đang làm việc không mạng").await?;
    hand.read(TITLE).await?;
    hand.adds_and_shares(" Người duyệt đi cùng.").await?;
    window.says("[data-testid=waits]", "1 mục chờ gửi").await?;

    hand.work_as(EDITOR).await?;
    hand.read(TITLE).await?;
    hand.adds_and_shares(" Mời thêm báo tỉnh.").await?;

    hand.sit_down_as(APPROVER).await?;
    // Chosen at this desk, and not forgotten at another.
    window
        .says("[data-testid=portal]", "Đang làm việc không mạng")
        .await?;
    hand.place("0").await?;
    hand.ctrl_shift("o").await?;
    window.says("[data-testid=waits]", "rẽ nhánh").await?;
    hand.read(TITLE).await?;
    hand.ctrl_enter().await?;
    window.one("[aria-label='Đoạn cần chọn']").await?;
    hand.keys("3").await?;
    window.says("main", "đã chọn 1 trên 1").await?;
    hand.ctrl_enter().await?;
    // One goes on writing in what was chosen.
    window.says(TEXT, "Mời thêm báo tỉnh.").await?;
    hand.read(TITLE).await?;
    for words in ["Người duyệt đi cùng.", "Mời thêm báo tỉnh."] {
        window.says("article.sheet", words).await?;
    }
    Ok(())
}

/// A consultation is put out, and what a reader writes to it arrives.
async fn a_consultation_hears_the_public(hand: &Hand<'_>) -> WebDriverResult<()> {
    const TITLE: &str = "Dự thảo Quy định về tiếp đoàn nước ngoài";
    let window = hand.0;
    hand.work_as(EDITOR).await?;
    hand.place("5").await?;
    window.one("[role=listbox] [role=option]").await?;
    hand.ctrl("n").await?;
    window.one("textarea.title:focus").await?;
    hand.keys(TITLE).await?;
    hand.enter().await?;
    hand.keys("Quy định áp dụng cho các sở, ngành, địa phương.")
        .await?;
    hand.enter().await?;
    hand.keys("Điều 1. Việc tiếp đoàn do Sở Ngoại vụ làm đầu mối.")
        .await?;
    let today: String = window
        .run(
            "return new Date().toLocaleDateString('vi-VN', { timeZone: 'Asia/Ho_Chi_Minh', day: '2-digit', month: '2-digit', year: 'numeric' })",
            Vec::new(),
        )
        .await?
        .convert()?;
    for (field, words) in [
        ("author", "Phòng Lễ tân"),
        ("source", "Sở Ngoại vụ"),
        ("opens", &*today),
        ("closes", "+30"),
        ("receiving_address", "52 Hùng Vương"),
        ("receiving_email", "gopy@songoaivu.example"),
    ] {
        hand.tab_to(&format!("[data-field={field}]"), "").await?;
        hand.keys(words).await?;
    }
    hand.hand_in().await?;
    hand.work_as(APPROVER).await?;
    hand.approve(TITLE).await?;
    hand.read(TITLE).await?;
    let address = hand.page_of_it().await?;
    let words = "Đề nghị nêu rõ thời hạn trả lời của đầu mối.";
    let sent = tokio::task::spawn_blocking(move || {
        let (host, path) = address.split_at(address.match_indices('/').nth(2).unwrap().0);
        Reader::of(host)
            .sends(path, form(&[("name", "Nguyễn Thị Tư"), ("text", words)]))
            .status
    })
    .await
    .unwrap();
    assert!((200..400).contains(&sent), "{sent}");

    hand.work_as(EDITOR).await?;
    hand.place("5").await?;
    hand.row(TITLE).await?;
    window.says("main", "còn 30 ngày").await?;
    window.says("main", words).await
}

/// A lost computer is revoked, and says so itself.
async fn a_computer_is_revoked(hand: &Hand<'_>) -> WebDriverResult<()> {
    let window = hand.0;
    hand.work_as(CHIEF).await?;
    hand.settings("Người và vai").await?;
    window.says("tbody", TRANSLATOR.1).await?;
    // Whoever is to come is sent an address and a code, both by one press.
    hand.ctrl("n").await?;
    window.one("form input:focus").await?;
    hand.keys("Lê Thị Hồng").await?;
    hand.ctrl_enter().await?;
    window.says("main", "bt1.").await?;
    hand.ctrl_shift("c").await?;
    window.says("main", "Đã chép").await?;
    hand.tab_to(&format!("[aria-label$='{}']", TRANSLATOR.1), "")
        .await?;
    hand.enter().await?;
    hand.button("Thu hồi").await?;
    hand.button("Xác nhận thu hồi").await?;
    window.says("tbody", "thu hồi ngày").await?;
    hand.sit_down_as(TRANSLATOR).await?;
    hand.place("0").await?;
    hand.ctrl_shift("s").await?;
    window
        .says("main", "Máy này không còn được phép gửi và nhận")
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_else_a_board_does_by_the_keyboard_alone() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    begins_to_practise(&window).await?;
    let hand = Hand(&window);
    a_fork_is_chosen(&hand).await?;
    a_consultation_hears_the_public(&hand).await?;
    a_computer_is_revoked(&hand).await?;

    // All of the editor's desk goes into one file, and is there again on a machine that has nothing else.
    let file = home.path().join("ban-thao.backup");
    let file = file.to_str().unwrap();
    hand.work_as(EDITOR).await?;
    hand.settings("Sao lưu").await?;
    let told = window.one(".told .code").await?;
    let passphrase = told.prop("textContent").await?.unwrap_or_default();
    let path_field = window
        .field("Tệp sao lưu")
        .await?
        .attr("id")
        .await?
        .unwrap();
    hand.tab_to(&format!("[id='{path_field}']"), "").await?;
    hand.keys(file).await?;
    hand.tab_to("[type=password]", "").await?;
    hand.keys(&passphrase).await?;
    hand.ctrl_enter().await?;
    window.says("main", "Đã sao lưu và khôi phục thử").await?;
    window.close().await?;
    driver.kill();

    let empty = tempfile::tempdir().unwrap();
    let driver = Driver::start(empty.path()).await;
    let window = Window::open(&driver).await?;
    let hand = Hand(&window);
    window.press_alone("4").await?;
    let path_field = window
        .field("Tệp sao lưu")
        .await?
        .attr("id")
        .await?
        .unwrap();
    hand.tab_to(&format!("[id='{path_field}']"), "").await?;
    hand.keys(file).await?;
    hand.tab_to("[type=password]", "").await?;
    hand.keys(&passphrase).await?;
    hand.ctrl_enter().await?;
    window.one("aside .me").await?;
    hand.read("Lịch tiếp khách tuần tới").await?;
    window.says("article.sheet", "Mời thêm báo tỉnh.").await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_way_of_a_text_by_the_mouse() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    let click = async |words: &str| window.button(words).await?.click().await;
    let place = async |name: &str| window.within("nav", name).await?.click().await;
    let work_as = async |(_, name): (&str, &str)| {
        click("Đổi vai").await?;
        window.within("menu", name).await?.click().await?;
        window.says("aside .me", name).await?;
        window.says("[data-testid=portal]", "vừa xong").await
    };
    click("Bắt đầu tập").await?;
    window.comes("aside .me").await?;

    click("Viết mới").await?;
    window.one("textarea.title").await?.send_keys(TITLE).await?;
    let text = window.one(TEXT).await?;
    text.click().await?;
    text.send_keys(FIRST).await?;
    for (field, words) in [("author", EDITOR.1), ("source", "Sở Ngoại vụ")] {
        let field = window.one(&format!("[data-field={field}]")).await?;
        field.click().await?;
        field.send_keys(words).await?;
    }
    window
        .says("[data-testid=on-disk]", "Mọi chữ đã lưu")
        .await?;
    window.says("[data-checks]", "Không có gì phải sửa").await?;
    click("Gửi duyệt").await?;
    window
        .one("form[aria-label='Gửi duyệt'] button[type=submit]")
        .await?
        .click()
        .await?;
    window.gone("form[aria-label='Gửi duyệt']").await?;

    work_as(APPROVER).await?;
    place("Duyệt").await?;
    window.within("listbox", TITLE).await?.click().await?;
    click("Duyệt bản này").await?;
    click("Ký duyệt").await?;
    window
        .says("[data-testid=waits]", "Không có mục chờ gửi")
        .await?;
    place("Tin, bài").await?;
    window
        .one("input[type=search]")
        .await?
        .send_keys(TITLE)
        .await?;
    window.within("listbox", TITLE).await?.click().await?;
    window.says(".pane.main .chip", "Đã xuất bản").await?;
    let page = reader_sees(&Hand(&window).page_of_it().await?, FIRST).await;
    let article = page.split("<article").nth(1).unwrap_or_default();
    assert_eq!(article.matches(FIRST).count(), 1, "{page}");
    window.close().await
}
