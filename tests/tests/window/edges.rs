//! What goes wrong around the window: it is said where it happens, and nothing typed is lost.

use crate::{
    driver::{Driver, Window, once_more},
    first::{make_a_desk, unlock},
    path::{TEXT, goes_on_writing, write_an_article},
};
use tests::rig::on_a_disk_of_its_own;
use thirtyfour::prelude::*;

#[test]
fn a_disk_that_is_full_is_said_while_one_types_and_saving_goes_on_by_itself() {
    on_a_disk_of_its_own(
        "edges::a_disk_that_is_full_is_said_while_one_types_and_saving_goes_on_by_itself",
        64,
        |disk| {
            let runtime = tokio::runtime::Runtime::new().unwrap();
            let typed: WebDriverResult<()> = runtime.block_on(async {
                let home = tempfile::tempdir().unwrap();
                let profile = disk.folder().join("desk");
                let driver = Driver::at(&profile, home.path()).await;
                let window = Window::open(&driver).await?;
                make_a_desk(&window).await?;
                write_an_article(&window).await?;
                let text = window.one(".ProseMirror").await?;
                // The first saves still find room: some is kept in reserve for them.
                let mut typed = String::new();
                while !window
                    .said("[data-testid=saved]")
                    .await
                    .contains(&"Chưa lưu được".to_owned())
                {
                    disk.fill();
                    text.send_keys("đầy ").await?;
                    typed.push_str("đầy ");
                    assert!(typed.len() < 2_000, "the disk is never full: {typed}");
                }
                window.says("main", "Đĩa đã đầy").await?;
                text.send_keys("Vẫn gõ tiếp.").await?;
                typed.push_str("Vẫn gõ tiếp.");
                disk.empty();
                window
                    .says("[data-testid=on-disk]", "Mọi chữ đã lưu trên máy này")
                    .await?;
                driver.kill();

                let driver = Driver::at(&profile, home.path()).await;
                let window = Window::open(&driver).await?;
                unlock(&window).await?;
                goes_on_writing(&window, &typed).await?;
                // There is room again for all else, too.
                window.press(Key::Control, "n").await?;
                window.one("textarea.title").await?;
                window.close().await
            });
            typed.unwrap();
        },
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_second_start_at_the_same_desk_ends_at_once_and_the_first_window_goes_on()
-> WebDriverResult<()> {
    let home = tempfile::tempdir().unwrap();
    let driver = Driver::start(home.path()).await;
    let window = Window::open(&driver).await?;
    make_a_desk(&window).await?;
    write_an_article(&window).await?;

    assert!(once_more(home.path()).await.success());

    window
        .one(".ProseMirror")
        .await?
        .send_keys(" Cửa sổ thứ nhất viết tiếp.")
        .await?;
    window
        .says("[data-testid=on-disk]", "Mọi chữ đã lưu trên máy này")
        .await?;
    window
        .says(
            ".ProseMirror",
            &format!("{TEXT} Cửa sổ thứ nhất viết tiếp."),
        )
        .await?;
    window.close().await
}
