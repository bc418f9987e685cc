//! The short path: writing, closing, being killed, submitting while the portal is away.

use crate::{
    driver::{Driver, Window},
    first::{join_a_board, make_a_desk, unlock},
    portal::Portal,
};
use thirtyfour::prelude::*;

pub(crate) const TITLE: &str = "Đoàn học sinh Quảng Ngãi dự trại hè hữu nghị";
pub(crate) const TEXT: &str =
    "Ằ ẳ ẵ ặ: sáng 24/11, ba mươi học sinh của tỉnh lên đường dự trại hè tại thành phố kết nghĩa.";

/// A new article with title, facts and text, seen to be on disk.
pub(crate) async fn write_an_article(window: &Window) -> WebDriverResult<()> {
    window.one("aside .me").await?;
    window.press(Key::Control, "n").await?;
    window.one("textarea.title").await?.send_keys(TITLE).await?;
    for (field, value) in [("author", "Đỗ Kiều Oanh"), ("source", "Sở Ngoại vụ")] {
        window
            .one(&format!("[data-field={field}]"))
            .await?
            .send_keys(value)
            .await?;
    }
    let text = window.one(".ProseMirror").await?;
    text.click().await?;
    text.send_keys(TEXT).await?;
    window
        .says("[data-testid=on-disk]", "Mọi chữ đã lưu trên máy này")
        .await?;
    window.says("[data-testid=saved]", "Đã lưu lúc").await
}

/// The window opens where one left off: in the text that was being written. From there to the list.
pub(crate) async fn goes_on_writing(window: &Window, written: &str) -> WebDriverResult<()> {
    window.says(".ProseMirror", written).await?;
    window.press_alone(Key::Escape).await
}

pub(crate) async fn sees_the_article(window: &Window) -> WebDriverResult<()> {
    window.says("[role=option] .title", TITLE).await?;
    window.says("article.sheet h1", TITLE).await?;
    window.says("article.sheet .text p", TEXT).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_written_is_there_again_after_closing_even_in_mid_sentence() -> WebDriverResult<()>
{
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    let words = make_a_desk(&window).await?;
    write_an_article(&window).await?;
    let text = window.one(".ProseMirror").await?;
    text.send_keys(" Đoàn do cô Lệ Ẩn dẫn").await?;
    // No waiting for the save: the window closes on what was just typed.
    window.close().await?;

    let window = Window::open(&driver).await?;
    window
        .field("Cụm mật khẩu")
        .await?
        .send_keys("trăng tàn" + Key::Enter)
        .await?;
    window
        .says("[role=alert]", "Cụm mật khẩu không đúng")
        .await?;
    window.field("Cụm mật khẩu").await?.clear().await?;
    unlock(&window).await?;
    goes_on_writing(&window, "Đoàn do cô Lệ Ẩn dẫn").await?;
    sees_the_article(&window).await?;
    window.close().await?;

    // Whoever forgot the passphrase opens with the printed words, and the new passphrase holds.
    let window = Window::open(&driver).await?;
    window.button("Quên cụm mật khẩu").await?.click().await?;
    window
        .field("Mười hai từ khôi phục")
        .await?
        .send_keys(words.join(" "))
        .await?;
    window
        .field("Cụm mật khẩu")
        .await?
        .send_keys("nước non ngàn dặm")
        .await?;
    window
        .field("Nhập lại")
        .await?
        .send_keys("nước non ngàn dặm" + Key::Enter)
        .await?;
    sees_the_article(&window).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_window_that_is_killed_has_lost_nothing_it_called_saved() -> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    make_a_desk(&window).await?;
    write_an_article(&window).await?;
    window
        .one(".ProseMirror")
        .await?
        .send_keys(" Đang viết dở")
        .await?;
    // Driver, web view and program are killed in one go, in the middle of whatever they do.
    driver.kill();

    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    unlock(&window).await?;
    goes_on_writing(&window, TEXT).await?;
    sees_the_article(&window).await?;
    window.close().await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_submission_waits_while_the_portal_is_away_and_leaves_when_it_is_back()
-> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let mut portal = Portal::found(&home.path().join("portal"));
    let code = portal.invite("editor", "Đỗ Kiều Oanh");
    portal.serve();

    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    join_a_board(&window, &portal.url, &code).await?;
    window.says("[data-testid=portal]", "Cổng liên lạc").await?;

    portal.stop();
    write_an_article(&window).await?;
    window.press(Key::Control, Key::Enter).await?;
    window
        .says("form[aria-label='Gửi duyệt'] strong", "phiên bản cố định")
        .await?;
    window.press(Key::Control, Key::Enter).await?;
    window.says("[data-testid=waits]", "1 mục chờ gửi").await?;
    window.says(".pane.main .chip", "Chờ duyệt").await?;

    portal.serve();
    window.press(Key::Control + Key::Shift, "s").await?;
    window
        .says("[data-testid=waits]", "Không có mục chờ gửi")
        .await?;
    window.close().await
}
