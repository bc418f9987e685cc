//! From an empty machine to a desk.

use crate::driver::Window;
use thirtyfour::prelude::*;

const PASSPHRASE: &str = "trăng sáng sân đình";

/// Reads the recovery words, and types the two that are asked for. Gives all of them.
async fn write_down_and_try_the_words(window: &Window) -> WebDriverResult<Vec<String>> {
    let mut words = Vec::new();
    for word in window.all("[data-testid=words] li", 12).await? {
        let line = word.text().await?;
        words.push(
            line.trim_start_matches(|sign: char| sign.is_ascii_digit() || sign.is_whitespace())
                .to_owned(),
        );
    }
    window.button("Đã ghi, thử ngay").await?.click().await?;
    for label in window.all("form label", 2).await? {
        // "Từ thứ 7"
        let number: usize = label
            .text()
            .await?
            .rsplit(' ')
            .next()
            .unwrap()
            .parse()
            .unwrap();
        let id = label.attr("for").await?.unwrap();
        window
            .one(&format!("[id='{id}']"))
            .await?
            .send_keys(&words[number - 1])
            .await?;
    }
    window.button("Vào bàn làm việc").await?.click().await?;
    Ok(words)
}

/// From the first run to the empty list. Gives the recovery words.
pub(crate) async fn make_a_desk(window: &Window) -> WebDriverResult<Vec<String>> {
    window.press_alone("3").await?;
    window
        .field("Họ và tên")
        .await?
        .send_keys("Đỗ Kiều Oanh")
        .await?;
    window
        .field("Cụm mật khẩu")
        .await?
        .send_keys(PASSPHRASE)
        .await?;
    window
        .field("Nhập lại")
        .await?
        .send_keys(PASSPHRASE + Key::Enter)
        .await?;
    write_down_and_try_the_words(window).await
}

/// Opens a locked desk.
pub(crate) async fn unlock(window: &Window) -> WebDriverResult<()> {
    let field = window.field("Cụm mật khẩu").await?;
    field.send_keys(PASSPHRASE + Key::Enter).await
}

/// From the first run to the list of a board.
pub(crate) async fn join_a_board(window: &Window, url: &str, code: &str) -> WebDriverResult<()> {
    window.press_alone("1").await?;
    window.field("Địa chỉ Cổng").await?.send_keys(url).await?;
    window.field("Mã mời").await?.send_keys(code).await?;
    window
        .field("Tên máy này")
        .await?
        .send_keys("Máy phòng họp")
        .await?;
    window
        .field("Cụm mật khẩu")
        .await?
        .send_keys(PASSPHRASE)
        .await?;
    window
        .field("Nhập lại")
        .await?
        .send_keys(PASSPHRASE + Key::Enter)
        .await?;
    write_down_and_try_the_words(window).await.map(drop)
}
