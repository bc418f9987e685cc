//! What answers is not a portal, or one that lies: each is told by its promised code, and nothing is changed here.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]
#![allow(
    clippy::similar_names,
    clippy::semicolon_if_nothing_returned,
    clippy::format_collect,
    clippy::redundant_closure_for_method_calls,
    clippy::cloned_ref_to_slice_refs
)]

use serde_json::{Value, json};
use std::{
    io::{Read, Write},
    net::TcpListener,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
};
use tests::rig::{Asked, Between, Board, Desk, Fate, Hand, Reply, SITE};

/// A desk that joined through something that stands before its portal, with something to send and something to receive.
struct Caught {
    board: Board,
    between: Between,
    ha: Desk,
    waiting: String,
}

impl Caught {
    fn new() -> Self {
        let board = Board::new();
        let between = Between::before(board.portal.address());
        let ha = board.joins_at(&between.url, "editor", "Thu Hà");
        let first = ha.writes("Đã gửi", "Chữ.");
        ha.submits(&first);
        let hand = Hand::joins(&board, "editor", "Người khác");
        let news = hand.seals(
            Hand::new_edition(),
            None,
            Hand::article("Tin của người khác", "Chữ."),
        );
        hand.pushes(&hand.submits(&news));
        let waiting = ha.writes("Đang chờ", "Chữ.");
        ha.does(&["submit", &waiting]);
        Self {
            board,
            between,
            ha,
            waiting,
        }
    }

    /// While `rule` holds, an exchange ends with `code` and changes nothing; then everything goes on.
    #[track_caller]
    fn refuses(
        &self,
        code: &str,
        retry: bool,
        rule: impl FnMut(&Asked) -> Fate + Send + 'static,
    ) -> Value {
        let before = self.ha.everything();
        self.between.set(rule);
        let error = self.ha.run(&["sync"]).refusal();
        self.between.pass();
        assert_eq!(
            (&error["code"], &error["retry"]),
            (&json!(code), &json!(retry))
        );
        let mut after = self.ha.everything();
        // Whether an act may have reached somebody is noted before the first byte leaves: no other difference.
        for (row, old) in after["outbox"]
            .as_array_mut()
            .unwrap()
            .iter_mut()
            .zip(before["outbox"].as_array().unwrap())
        {
            row["tried"] = old["tried"].clone();
        }
        assert_eq!(after, before);
        error
    }

    /// Receives the news, so that only sending is left.
    #[track_caller]
    fn hears_the_news(&self) {
        self.between.set(|asked| {
            if asked.is("push") {
                Fate::say(&Reply::new("503 Service Unavailable", &[], ""))
            } else {
                Fate::Pass
            }
        });
        assert_eq!(self.ha.refuses(&["sync"]), "busy");
        self.between.pass();
    }

    /// In the end everything goes through once.
    #[track_caller]
    fn goes_on(&self) {
        self.between.pass();
        assert_eq!(self.ha.sync()["sent"], 1);
        assert_eq!(self.ha.shows(&self.waiting)["state"], "submitted");
        assert_eq!(self.ha.does(&["list"]).as_array().unwrap().len(), 3);
        assert_eq!(self.ha.does(&["verify"])["ok"], true);
        self.board.is_sound();
    }
}

fn at(
    route: &'static str,
    fate: impl Fn() -> Fate + Send + 'static,
) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    move |asked| if asked.is(route) { fate() } else { Fate::Pass }
}

/// A page of entries with its lines changed.
fn entries(
    change: impl Fn(usize, &str) -> Option<String> + Clone + Send + 'static,
) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    at("entries", move || {
        let change = change.clone();
        Fate::through(move |reply| reply.with_lines(change))
    })
}

/// A page's lines with one of them changed as JSON.
fn in_entry(
    change: impl Fn(&mut Value) + Clone + Send + 'static,
) -> impl FnMut(&Asked) -> Fate + Send + 'static {
    entries(move |_, line| {
        let mut value: Value = serde_json::from_str(line).unwrap();
        if value.get("entry").is_some() {
            change(&mut value);
        }
        Some(value.to_string())
    })
}

#[test]
fn the_login_page_of_a_cafe_a_redirect_and_other_peoples_servers_are_no_portal() {
    let caught = Caught::new();
    let login = || {
        Reply::new(
            "200 OK",
            &["Content-Type: text/html; charset=utf-8"],
            "<html><title>Wi-Fi miễn phí</title>Mời đăng nhập</html>",
        )
    };
    caught.refuses("not_a_portal", false, move |_| Fate::say(&login()));
    for route in ["entries", "token"] {
        caught.refuses(
            "not_a_portal",
            false,
            at(route, move || Fate::say(&login())),
        );
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
        caught.refuses("not_a_portal", false, move |_| Fate::say(&reply));
    }
    for (status, body) in [
        ("404 Not Found", "nginx"),
        ("403 Forbidden", "Chặn bởi tường lửa"),
        ("418 I'm a teapot", ""),
    ] {
        let reply = Reply::new(status, &["Content-Type: text/plain"], body);
        caught.refuses("not_a_portal", false, move |_| Fate::say(&reply));
    }
    let json = |body: &'static str| {
        move |_: &Asked| {
            Fate::say(&Reply::new(
                "200 OK",
                &["Content-Type: application/json"],
                body,
            ))
        }
    };
    caught.refuses("not_a_portal", false, json("{}"));
    caught.refuses("not_a_portal", false, json("null"));
    caught.refuses(
        "not_a_portal",
        false,
        json("{\"head\":\"không\",\"sig\":1}"),
    );
    caught.hears_the_news();
    caught.refuses(
        "not_a_portal",
        false,
        at("push", move || Fate::say(&login())),
    );
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
            caught.refuses("busy", true, move |_| Fate::say(&reply));
        }
    }
    for status in [
        "500 Internal Server Error",
        "502 Bad Gateway",
        "504 Gateway Timeout",
    ] {
        let reply = Reply::new(status, &[], "");
        caught.refuses("offline", true, move |_| Fate::say(&reply));
    }
    caught.hears_the_news();
    let reply = Reply::new(
        "503 Service Unavailable",
        &["Retry-After: 5", "Content-Type: text/html"],
        "<p>Bận</p>",
    );
    caught.refuses("busy", true, at("push", move || Fate::say(&reply)));
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
    caught.refuses(
        "not_a_portal",
        false,
        entries(|at, line| (at == 0).then(|| line.to_owned())),
    );
    caught.refuses(
        "not_a_portal",
        false,
        entries(|_, line| (!line.contains("\"head\"")).then(|| line.to_owned())),
    );
    caught.goes_on();
}

#[test]
fn lines_without_end_deeply_nested_or_in_no_letters_are_not_read() {
    let caught = Caught::new();
    let page = |body: Vec<u8>| {
        move |asked: &Asked| {
            if asked.is("entries") {
                Fate::say(&Reply::new(
                    "200 OK",
                    &["Content-Type: application/x-ndjson"],
                    body.clone(),
                ))
            } else {
                Fate::Pass
            }
        }
    };
    caught.refuses(
        "not_a_portal",
        false,
        page(format!("{}{}\n", "[".repeat(1_000), "]".repeat(1_000)).into_bytes()),
    );
    caught.refuses(
        "not_a_portal",
        false,
        page(
            format!(
                "{{\"body\":{}\"x\"{}}}\n",
                "{\"a\":".repeat(1_000),
                "}".repeat(1_000)
            )
            .into_bytes(),
        ),
    );
    caught.refuses(
        "not_a_portal",
        false,
        page(b"{\"body\":\"\xff\xfe\"}\n".to_vec()),
    );
    caught.refuses("not_a_portal", false, page(b"\x00\x01\x02\n".to_vec()));
    caught.refuses(
        "not_a_portal",
        false,
        page(b"{\"body\":1}\n{\"unknown\":true}\n".to_vec()),
    );
    caught.refuses("not_a_portal", false, page(Vec::new()));
    // A line longer than any that a portal sends: given up before it ends.
    let endless = vec![b'x'; protocol::LINE_BYTES + 4096];
    caught.refuses("not_a_portal", false, page(endless));
    let deep = format!("{}{}", "[".repeat(1_000), "]".repeat(1_000));
    caught.refuses("not_a_portal", false, move |_| {
        Fate::say(&Reply::new(
            "200 OK",
            &["Content-Type: application/json"],
            deep.clone(),
        ))
    });
    caught.refuses("not_a_portal", false, move |_| {
        Fate::say(&Reply::new(
            "200 OK",
            &["Content-Type: application/json"],
            vec![b' '; 2_000_000],
        ))
    });
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
    let done = fresh.run(&[
        "join",
        &format!("http://{address}"),
        "--invitation",
        &code,
        "--device",
        "Máy",
    ]);
    assert_eq!(done.code(), "not_a_portal");
    assert!(!fresh.profile.exists());
    assert!(
        sent.load(Ordering::SeqCst) < 100,
        "it was not read to its end"
    );
    let line = vec![b'y'; protocol::LINE_BYTES + (4 << 20)];
    caught.between.set(at("entries", move || {
        Fate::say(&Reply::new(
            "200 OK",
            &["Content-Type: application/x-ndjson"],
            line.clone(),
        ))
    }));
    assert_eq!(caught.ha.refuses(&["sync"]), "not_a_portal");
    assert_eq!(caught.ha.everything(), before);
    caught.goes_on();
}

#[test]
fn a_gap_a_broken_chain_and_a_forged_entry_are_found_before_anything_is_written() {
    let caught = Caught::new();
    let entry = |change: fn(&mut Value)| {
        in_entry(move |line| {
            let mut entry: Value = serde_json::from_str(line["entry"].as_str().unwrap()).unwrap();
            change(&mut entry);
            line["entry"] =
                json!(String::from_utf8(editorial::canonical::to_bytes(&entry)).unwrap());
        })
    };
    let first_left_out = {
        let seen = Arc::new(AtomicBool::new(false));
        at("entries", move || {
            let seen = Arc::clone(&seen);
            Fate::through(move |reply| {
                reply.with_lines(move |_, line| {
                    let is_first = line.contains("\"entry\"") && !seen.swap(true, Ordering::SeqCst);
                    (!is_first).then(|| line.to_owned())
                })
            })
        })
    };
    caught.refuses("not_a_portal", false, first_left_out);
    caught.refuses(
        "not_a_portal",
        false,
        entry(|entry| entry["seq"] = json!(entry["seq"].as_u64().unwrap() + 1)),
    );
    caught.refuses(
        "not_a_portal",
        false,
        entry(|entry| entry["event"] = json!("0".repeat(64))),
    );
    caught.refuses(
        "not_a_portal",
        false,
        entry(|entry| entry["accepted_at"] = json!(entry["accepted_at"].as_u64().unwrap() + 1)),
    );
    // Bytes that could be read two ways.
    caught.refuses(
        "not_a_portal",
        false,
        in_entry(|line| line["entry"] = json!(format!(" {}", line["entry"].as_str().unwrap()))),
    );
    caught.refuses(
        "not_a_portal",
        false,
        in_entry(|line| {
            line["event"] = json!(
                line["event"]
                    .as_str()
                    .unwrap()
                    .replace("submitted", "shared")
            )
        }),
    );
    // Another history from the cursor on: a person decides.
    caught.refuses(
        "ledger_behind",
        false,
        entry(|entry| entry["prev"] = json!("1".repeat(64))),
    );
    caught.goes_on();
}

#[test]
fn only_the_sites_own_key_vouches_for_a_page() {
    let caught = Caught::new();
    let head = |change: fn(&mut Value)| {
        entries(move |_, line| {
            let mut value: Value = serde_json::from_str(line).unwrap();
            if value.get("head").is_some() {
                change(&mut value);
            }
            Some(value.to_string())
        })
    };
    caught.refuses(
        "not_a_portal",
        false,
        head(|line| {
            let sig = line["sig"].as_str().unwrap();
            let other = if sig.starts_with('A') { 'B' } else { 'A' };
            line["sig"] = json!(format!("{other}{}", &sig[1..]));
        }),
    );
    caught.refuses(
        "not_a_portal",
        false,
        head(|line| {
            let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
            let head = line["head"].as_str().unwrap().to_owned();
            line["sig"] = json!(editorial::keys::sign(
                editorial::keys::HEAD,
                head.as_bytes(),
                &key
            ));
        }),
    );
    // Somebody with a key of their own answers in the site's place, consistently.
    let at_head = at("head", || {
        Fate::through(|reply| {
            reply.with_body(|body| {
                let mut value: Value = serde_json::from_slice(&body).unwrap();
                let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
                let head = value["head"].as_str().unwrap().to_owned();
                value["sig"] = json!(editorial::keys::sign(
                    editorial::keys::HEAD,
                    head.as_bytes(),
                    &key
                ));
                value["key"] = json!(editorial::keys::public(&key));
                value.to_string().into_bytes()
            })
        })
    });
    caught.refuses("not_a_portal", false, at_head);
    caught.refuses(
        "not_a_portal",
        false,
        at("head", || {
            Fate::through(|reply| {
                reply.with_body(|body| {
                    String::from_utf8(body)
                        .unwrap()
                        .replacen("\"sig\":\"", "\"sig\":\"A", 1)
                        .into_bytes()
                })
            })
        }),
    );
    caught.goes_on();
}

#[test]
fn a_body_that_does_not_match_its_hash_is_never_shown() {
    let caught = Caught::new();
    caught.between.set(|asked| {
        if asked.is("entries") || asked.is("bodies") {
            Fate::through(|reply| {
                reply.with_lines(|_, line| {
                    Some(line.replace("Tin của người khác", "Tin bịa của kẻ giả"))
                })
            })
        } else {
            Fate::Pass
        }
    });
    assert_eq!(caught.ha.refuses(&["sync"]), "not_a_portal");
    let list = caught.ha.does(&["list"]).to_string();
    assert!(!list.contains("Tin bịa"), "{list}");
    assert_eq!(caught.ha.does(&["search", "bịa"]), json!([]));
    caught.between.pass();
    caught.ha.sync();
    let list = caught.ha.does(&["list"]).to_string();
    assert!(
        list.contains("Tin của người khác"),
        "the right text comes with the next exchange: {list}"
    );
    assert_eq!(caught.ha.does(&["verify"])["ok"], true);
}

#[test]
fn answers_to_a_push_that_say_too_much_or_too_little_settle_nothing_else() {
    let caught = Caught::new();
    let answer = |body: &'static str| {
        at("push", move || {
            Fate::say(&Reply::new(
                "200 OK",
                &["Content-Type: application/x-ndjson"],
                body,
            ))
        })
    };
    caught.hears_the_news();
    caught.refuses("not_a_portal", false, answer("{\"was\":\"ist das\"}\n"));
    // Answers for events that were never sent: nothing is settled by them.
    caught.between.set(answer("{\"id\":\"01a20cc9-b0c5-7ff6-afcf-a919f530a25a\",\"seq\":5}\n{\"id\":\"01a20cc9-b0c5-7ff6-afcf-a919f530a25b\",\"refused\":{\"code\":\"no_right\"}}\n"));
    caught.ha.run(&["sync"]);
    assert_eq!(caught.ha.does(&["outbox"]).as_array().unwrap().len(), 1);
    assert_eq!(caught.ha.does(&["refusals"]), json!([]));
    caught.between.set(answer(""));
    caught.ha.run(&["sync"]);
    assert_eq!(caught.ha.does(&["outbox"]).as_array().unwrap().len(), 1);
    // An acceptance that is a lie only marks the row: its entry never comes, and it waits on.
    let id = caught.ha.does(&["outbox"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    let lie = format!("{{\"id\":\"{id}\",\"seq\":999}}\n");
    caught.between.set(move |asked| {
        if asked.is("push") {
            Fate::say(&Reply::new(
                "200 OK",
                &["Content-Type: application/x-ndjson"],
                lie.clone(),
            ))
        } else {
            Fate::Pass
        }
    });
    let done = caught.ha.run(&["sync"]);
    assert!(
        done.code == Some(0) || done.code() == "not_a_portal",
        "{done}"
    );
    assert_eq!(
        caught.ha.does(&["outbox"])[0]["id"],
        json!(id),
        "it goes when its entry is pulled, not before"
    );
    caught.between.pass();
    assert!(caught.ha.words(&caught.waiting).contains("Chữ."));
}

#[test]
fn without_tls_only_this_computer_is_spoken_to() {
    let board = Board::new();
    let code = board.code(&["editor"], "Thu Hà");
    let desk = board.outside("ha");
    for url in [
        "http://cong.quangngai.example",
        "http://192.0.2.1:8080",
        "ftp://127.0.0.1",
        "không phải địa chỉ",
        "",
        "http://localhost.example",
    ] {
        let done = desk.run(&["join", url, "--invitation", &code, "--device", "Máy"]);
        assert_eq!(done.code(), "not_a_portal", "{url}");
        assert!(!desk.profile.exists(), "nothing was made for {url}");
    }
    let by_name = board.portal.url.replace("127.0.0.1", "localhost");
    assert_eq!(
        desk.does(&["join", &by_name, "--invitation", &code, "--device", "Máy"])["site"],
        SITE
    );
}

#[test]
fn who_joins_is_told_each_of_what_is_wrong_and_no_profile_is_made() {
    let mut board = Board::new();
    let code = board.code(&["editor"], "Thu Hà");
    let url = board.portal.url.clone();
    let desk = board.outside("ha");
    let refused = |url: &str, code: &str| {
        let told = desk
            .run(&["join", url, "--invitation", code, "--device", "Máy"])
            .code();
        assert!(!desk.profile.exists(), "nothing was made");
        told
    };
    assert_eq!(refused(&url, "không phải mã"), "bad_field");
    assert_eq!(
        refused(&url, &code.replace(SITE, "site-khac")),
        "wrong_site"
    );
    let (front, secret) = code.rsplit_once('.').unwrap();
    // The print of the site's key stands in the last letters; the seed in the first.
    let other_key = format!(
        "{front}.{}{}",
        &secret[..22],
        if secret.ends_with("AAAAAAAAAAAAAAAAAAAAA") {
            &secret[22..]
        } else {
            "AAAAAAAAAAAAAAAAAAAAA"
        }
    );
    assert_eq!(refused(&url, &other_key), "wrong_key");
    let other_seed = format!(
        "{front}.{}{}",
        if secret.starts_with("BBBB") {
            "CCCC"
        } else {
            "BBBB"
        },
        &secret[4..]
    );
    assert_eq!(
        refused(&url, &other_seed),
        "invitation_expired",
        "nobody was invited with it"
    );
    let expired = board.portal.does(&[
        "invite", SITE, "--role", "editor", "--name", "Trễ", "--valid", "1s",
    ])["code"]
        .as_str()
        .unwrap()
        .to_owned();
    let key = editorial::keys::public(
        &expired
            .parse::<editorial::keys::InvitationCode>()
            .unwrap()
            .key(),
    );
    tests::rig::until("it has expired", || {
        let offer =
            reqwest::blocking::get(format!("{url}/api/v1/sites/{SITE}/invitations/{key}")).unwrap();
        (offer.status() != 200).then_some(())
    });
    assert_eq!(refused(&url, &expired), "invitation_expired");
    assert_eq!(
        board
            .outside("trống")
            .refuses(&["join", &url, "--invitation", &code, "--device", " "]),
        "bad_field"
    );
    assert!(!board.outside("trống").profile.exists());
    board.portal.stop();
    assert_eq!(refused(&url, &code), "offline");
    board.portal.serve();

    // One invitation, two at once: one comes in.
    let both = [board.outside("một"), board.outside("hai")];
    let done: Vec<_> = std::thread::scope(|scope| {
        let joining: Vec<_> = both
            .iter()
            .map(|desk| {
                scope.spawn(|| desk.run(&["join", &url, "--invitation", &code, "--device", "Máy"]))
            })
            .collect();
        joining.into_iter().map(|it| it.join().unwrap()).collect()
    });
    let won: Vec<usize> = (0..2).filter(|at| done[*at].code == Some(0)).collect();
    assert_eq!(won.len(), 1, "{done:?}");
    assert_eq!(done[1 - won[0]].code(), "invitation_used");
    assert_eq!(refused(&url, &code), "invitation_used");
    assert_eq!(
        board
            .portal
            .does(&["device", "list", SITE])
            .as_array()
            .unwrap()
            .len(),
        1
    );
}

#[test]
fn the_answer_to_joining_that_was_lost_is_the_same_join_when_tried_again() {
    let board = Board::new();
    let between = Between::before(board.portal.address());
    let code = board.code(&["editor"], "Thu Hà");
    let desk = board.outside("ha");
    let call = [
        "join",
        &between.url,
        "--invitation",
        &code,
        "--device",
        "Máy",
    ];
    between.set(|asked| {
        if asked.is("join") {
            Fate::answer_lost()
        } else {
            Fate::Pass
        }
    });
    assert_eq!(desk.refuses(&call), "offline");
    between.pass();
    assert_eq!(desk.does(&call)["site"], SITE);
    assert_eq!(
        board
            .portal
            .does(&["device", "list", SITE])
            .as_array()
            .unwrap()
            .len(),
        1
    );
    desk.sync();
    assert_eq!(desk.does(&["status"])["name"], "Thu Hà");
}
