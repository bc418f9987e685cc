//! A portal that answers in good form and lies.

use crate::{Caught, at, entries, lines_of, says_at};
use serde_json::{Value, json};
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use tests::rig::{Asked, Fate};

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
    caught.is_no_portal(first_left_out);
    caught.is_no_portal(entry(|entry| {
        entry["seq"] = json!(entry["seq"].as_u64().unwrap() + 1)
    }));
    caught.is_no_portal(entry(|entry| entry["event"] = json!("0".repeat(64))));
    caught.is_no_portal(entry(|entry| {
        entry["accepted_at"] = json!(entry["accepted_at"].as_u64().unwrap() + 1)
    }));
    // Bytes that could be read two ways.
    caught.is_no_portal(in_entry(|line| {
        line["entry"] = json!(format!(" {}", line["entry"].as_str().unwrap()))
    }));
    caught.is_no_portal(in_entry(|line| {
        line["event"] = json!(
            line["event"]
                .as_str()
                .unwrap()
                .replace("submitted", "shared")
        )
    }));
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
    caught.is_no_portal(head(|line| {
        let sig = line["sig"].as_str().unwrap();
        let other = if sig.starts_with('A') { 'B' } else { 'A' };
        line["sig"] = json!(format!("{other}{}", &sig[1..]));
    }));
    caught.is_no_portal(head(|line| {
        let key = ed25519_dalek::SigningKey::from_bytes(&[7; 32]);
        let head = line["head"].as_str().unwrap().to_owned();
        line["sig"] = json!(editorial::keys::sign(
            editorial::keys::HEAD,
            head.as_bytes(),
            &key
        ));
    }));
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
    caught.is_no_portal(at_head);
    caught.is_no_portal(at("head", || {
        Fate::through(|reply| {
            reply.with_body(|body| {
                String::from_utf8(body)
                    .unwrap()
                    .replacen("\"sig\":\"", "\"sig\":\"A", 1)
                    .into_bytes()
            })
        })
    }));
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
    let answer = |lines: &str| says_at("push", lines_of(lines));
    caught.hears_the_news();
    caught.is_no_portal(answer("{\"was\":\"ist das\"}\n"));
    // Answers for events that were never sent: nothing is settled by them.
    caught.between.set(answer("{\"id\":\"01a20cc9-b0c5-7ff6-afcf-a919f530a25a\",\"seq\":5}\n{\"id\":\"01a20cc9-b0c5-7ff6-afcf-a919f530a25b\",\"refused\":{\"code\":\"no_right\"}}\n"));
    caught.ha.run(&["sync"]);
    assert_eq!(caught.ha.lists(&["outbox"]).len(), 1);
    assert_eq!(caught.ha.does(&["refusals"]), json!([]));
    caught.between.set(answer(""));
    caught.ha.run(&["sync"]);
    assert_eq!(caught.ha.lists(&["outbox"]).len(), 1);
    // An acceptance that is a lie only marks the row: its entry never comes, and the act is sent again to whoever answers
    // honestly. A number ahead of the ledger is found out at once, one that was pulled long ago at the next exchange.
    let id = caught.ha.does(&["outbox"])[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    for (seq, code) in [(999, Some("not_a_portal")), (1, None)] {
        caught
            .between
            .set(answer(&format!("{{\"id\":\"{id}\",\"seq\":{seq}}}\n")));
        let done = caught.ha.run(&["sync"]);
        match code {
            Some(code) => assert_eq!(done.code(), code, "{done}"),
            None => assert_eq!(done.code, Some(0), "{done}"),
        }
        let outbox = caught.ha.lists(&["outbox"]);
        assert_eq!(outbox.len(), 1, "it goes when its entry is pulled");
        assert_eq!(outbox[0]["id"], json!(id));
    }
    caught.goes_on();
    assert_eq!(caught.ha.does(&["outbox"]), json!([]));
    assert_eq!(caught.ha.does(&["refusals"]), json!([]));
}
