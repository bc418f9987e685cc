//! Bytes that are no push.

use crate::entries;
use editorial::{Hash, Revision, What, body::Sealed, event::Reason};
use serde_json::{Value, json};
use tests::rig::{Board, Hand};

fn sealed(hoa: &Hand, text: &str) -> Sealed<Revision> {
    hoa.seals(Hand::new_edition(), None, Hand::article("Tin", text))
}

/// The code of the problem with which a push as a whole is refused, for good.
#[track_caller]
fn problem(hoa: &Hand, bytes: &[u8]) -> String {
    let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
    let (status, told) = hoa.pushes_bytes(bytes.to_vec());
    assert!((400..500).contains(&status), "{begin}: {status} {told}");
    let told: Value = serde_json::from_str(&told).unwrap();
    assert!(
        told["title"].is_string() && told["retry"] == false,
        "{told}"
    );
    let kind = told["type"].as_str().unwrap();
    kind.rsplit('/').next().unwrap().to_owned()
}

#[test]
fn too_much_cut_short_in_no_letters_or_nested_a_thousand_deep_takes_nothing() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let too_much = vec![b'x'; protocol::PUSH_BYTES + 1];
    assert_eq!(problem(&hoa, &too_much), "too_large");
    let good = Hand::ndjson(&hoa.submits(&sealed(&hoa, "Chữ.")));
    for bytes in [
        &good[..good.len() / 2],
        b"{\"body\":\"\xff\xfe\"}\n",
        b"\x00\x01\x02",
        format!("{}{}\n", "[".repeat(1_000), "]".repeat(1_000)).as_bytes(),
        format!("{}1{}\n", "{\"body\":".repeat(1_000), "}".repeat(1_000)).as_bytes(),
        b"{\"event\":\"{}\"}\n",
    ] {
        problem(&hoa, bytes);
    }
    assert_eq!(entries(&board), before);
}

#[test]
fn a_body_or_an_event_over_its_limit_is_refused_though_its_bytes_are_right() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let large = sealed(&hoa, &"x".repeat(protocol::BODY_BYTES + 1));
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&hoa.submits(&large)));
    assert!(told.contains("too_large"), "{told}");

    let revision = sealed(&hoa, "Chữ.");
    let mut event = hoa.submission(&revision);
    if let What::Submitted { reasons, .. } = &mut event.fact.what {
        *reasons = (0..200)
            .map(|n| Reason {
                check: format!("check-{n}"),
                body: Hash::of(b"x"),
            })
            .collect();
    }
    let lines = [Hand::body(&revision.bytes), hoa.signed(&event)];
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&lines));
    assert!(told.contains("too_large"), "{told}");
    assert_eq!(entries(&board), before);
}

#[test]
fn a_document_nested_a_thousand_deep_is_not_taken_though_its_bytes_are_right() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let mut block =
        json!({ "id": "aaaaaaaaaa", "type": "paragraph", "content": [{ "text": "Sâu." }] });
    for n in 0..30 {
        block = json!({ "id": format!("q{n:09}"), "type": "quote", "blocks": [block] });
    }
    let shallow = serde_json::to_string(&block).unwrap();
    let deep = format!(
        "{}{shallow}{}",
        "{\"blocks\":[".repeat(1_000),
        "],\"id\":\"zzzzzzzzzz\",\"type\":\"quote\"}".repeat(1_000)
    );
    let revision = sealed(&hoa, "Chữ.");
    let text = String::from_utf8(revision.bytes.clone()).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    let paragraph = value["document"]["blocks"][0].to_string();
    let body = text.replace(&paragraph, &deep);
    assert_ne!(body, text, "the paragraph was found");
    let event = String::from_utf8(hoa.submission(&revision).to_bytes()).unwrap();
    let named = Hash::of(body.as_bytes()).to_string();
    let event = event.replace(&revision.hash.to_string(), &named);
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(body.as_bytes()),
        hoa.signed_bytes(event.into_bytes()),
    ]));
    assert!(!told.contains("\"seq\""), "{told}");
    assert_eq!(entries(&board), before);
}

#[test]
fn without_a_token_that_was_given_nothing_is_taken() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let good = Hand::ndjson(&hoa.submits(&sealed(&hoa, "Chữ.")));
    for token in [None, Some(""), Some("khong-phai-ma"), Some("AAAAAAAA")] {
        let (status, told) = hoa.post("push", token, good.clone());
        assert_eq!(status, 401, "{token:?}: {told}");
    }
    assert_eq!(entries(&board), before);
}
