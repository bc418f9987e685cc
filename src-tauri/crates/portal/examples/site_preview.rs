//! Serves the public site with a small board's sample content, to be looked at in a browser.
//!
//! `cargo run -p banthao-portal --example site_preview [empty]` prints its address. The clock stands still.

#[path = "../tests/readers/fixture/mod.rs"]
mod fixture;

use banthao_portal::site::router;
use fixture::{NOW, PICTURES, Shelf, Still, shelf};
use std::{net::SocketAddr, path::Path, sync::Arc};

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/pictures");
    let pictures: Vec<Vec<u8>> = PICTURES
        .iter()
        .map(|name| std::fs::read(folder.join(format!("{name}.jpg"))))
        .collect::<Result<_, _>>()?;
    let mut full = shelf(&pictures);
    if std::env::args().nth(1).as_deref() == Some("empty") {
        full = Shelf {
            sites: full.sites,
            sections: full.sections,
            ..Shelf::default()
        };
    }
    let app = router(Arc::new(full), Arc::new(Still::at(NOW)));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}/vi/", listener.local_addr()?);
    axum::serve(
        listener,
        app.into_make_service_with_connect_info::<SocketAddr>(),
    )
    .await
}
