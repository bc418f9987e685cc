//! Whole answers: other servers, busy portals, lines that break off, answers without end.

use crate::{Caught, at, entries, json_of, lines_of, ok, says, says_at};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};
use tests::rig::{Fate, Reply, SITE};

#[test]
fn the_login_page_of_a_cafe_a_redirect_and_other_peoples_servers_are_no_portal() {
    let caught = Caught::new();
    let login = || {
        ok(
            "text/html; charset=utf-8",
            "<html><title>Wi-Fi miễn phí</title>Mời đăng nhập</html>",
        )
    };
    caught.is_no_portal(says(login()));
    for route in ["entries", "token"] {
        caught.is_no_portal(says_at(route, login()));
    }
    let elsewhere = caught.board.portal.url.clone();
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let reply = Reply::new(
            status,
            &[&format!("Location: {elsewhere}/api/v1/sites/{SITE}/head")],
            "",
        );
        caught.is_no_portal(says(reply));
    }
    for (status, body) in [
        ("404 Not Found", "nginx"),
        ("403 Forbidden", "Chặn bởi tường lửa"),
        ("418 I'm a teapot", ""),
    ] {
        let reply = Reply::new(status, &["Content-Type: text/plain"], body);
        caught.is_no_portal(says(reply));
    }
    for body in ["{}", "null", "{\"head\":\"không\",\"sig\":1}"] {
        caught.is_no_portal(says(json_of(body)));
    }
    caught.hears_the_news();
    caught.is_no_portal(says_at("push", login()));
    caught.goes_on();
}

#[test]
fn a_busy_portal_says_when_to_come_back_and_trying_again_can_help() {
    let caught = Caught::new();
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        for headers in [
            vec!["Retry-After: 120"],
            vec![],
            vec!["Retry-After: Wed, 21 Oct 2099 07:28:00 GMT"],
            vec!["Retry-After: 99999999999999999999"],
        ] {
            let reply = Reply::new(status, &headers, "Bận");
            caught.refuses("busy", true, says(reply));
        }
    }
    for status in [
        "500 Internal Server Error",
        "502 Bad Gateway",
        "504 Gateway Timeout",
    ] {
        let reply = Reply::new(status, &[], "");
        caught.refuses("offline", true, says(reply));
    }
    caught.hears_the_news();
    let reply = Reply::new(
        "503 Service Unavailable",
        &["Retry-After: 5", "Content-Type: text/html"],
        "<p>Bận</p>",
    );
    caught.refuses("busy", true, says_at("push", reply));
    caught.goes_on();
}

#[test]
fn a_line_that_breaks_off_leaves_nothing_half_written() {
    let caught = Caught::new();
    caught.refuses("offline", true, |_| Fate::Say(Vec::new()));
    caught.refuses("offline", true, |_| Fate::Say(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"head\":".to_vec()));
    for kept in [0, 1, 40, 200, 900] {
        caught.refuses(
            "offline",
            true,
            at("entries", move || {
                Fate::Through(Box::new(move |reply| {
                    let whole = reply.bytes();
                    let head = whole.len() - reply.body.len();
                    whole[..(head + kept).min(whole.len() - 1)].to_vec()
                }))
            }),
        );
    }
    // Cut in mid-line, or before the page's end, with nothing on the line that says so.
    caught.refuses(
        "offline",
        true,
        at("entries", || {
            Fate::through(|reply| reply.with_body(|body| body[..body.len() - 30].to_vec()))
        }),
    );
    caught.is_no_portal(entries(|at, line| (at == 0).then(|| line.to_owned())));
    caught.is_no_portal(entries(|_, line| {
        (!line.contains("\"head\"")).then(|| line.to_owned())
    }));
    caught.goes_on();
}

#[test]
fn lines_without_end_deeply_nested_or_in_no_letters_are_not_read() {
    let caught = Caught::new();
    let brackets = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    let objects = format!("{}\"x\"{}", "{\"a\":".repeat(1_000), "}".repeat(1_000));
    for page in [
        format!("{brackets}\n").into_bytes(),
        format!("{{\"body\":{objects}}}\n").into_bytes(),
        b"{\"body\":\"\xff\xfe\"}\n".to_vec(),
        b"\x00\x01\x02\n".to_vec(),
        b"{\"body\":1}\n{\"unknown\":true}\n".to_vec(),
        Vec::new(),
        // A line longer than any that a portal sends: given up before it ends.
        vec![b'x'; protocol::LINE_BYTES + 4096],
    ] {
        caught.is_no_portal(says_at("entries", lines_of(page)));
    }
    caught.is_no_portal(says(json_of(brackets)));
    caught.is_no_portal(says(json_of(vec![b' '; 2_000_000])));
    caught.goes_on();
}

#[test]
fn a_line_of_a_gigabyte_is_given_up_long_before_its_end() {
    let caught = Caught::new();
    let before = caught.ha.everything();
    // Not by what stands between, which holds a whole answer: the portal itself is replaced by one that never ends.
    let listener = TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let sent = Arc::new(AtomicUsize::new(0));
    let told = Arc::clone(&sent);
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let head = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n{\"head\":\"";
            let piece = vec![b'x'; 1 << 20];
            // An answer before the question would be another fault than the one meant here.
            let _ = stream.read(&mut [0; 4096]);
            let mut open = stream.write_all(head).is_ok();
            while open && told.fetch_add(1, Ordering::SeqCst) < 1024 {
                open = stream.write_all(&piece).is_ok();
            }
        }
    });
    let code = caught.board.code(&["editor"], "Người mới");
    let fresh = caught.board.outside("mới");
    let done = fresh.knocks(&format!("http://{address}"), &code);
    assert_eq!(done.code(), "not_a_portal");
    assert!(!fresh.profile.exists());
    assert!(
        sent.load(Ordering::SeqCst) < 100,
        "it was not read to its end"
    );
    let line = vec![b'y'; protocol::LINE_BYTES + (4 << 20)];
    caught.between.set(says_at("entries", lines_of(line)));
    assert_eq!(caught.ha.refuses(&["sync"]), "not_a_portal");
    assert_eq!(caught.ha.everything(), before);
    caught.goes_on();
}
