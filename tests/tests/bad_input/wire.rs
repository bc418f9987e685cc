//! Bytes that are no push.

use crate::entries;
use editorial::{Hash, What};
use serde_json::{Value, json};
use tests::rig::{Board, Hand};

#[test]
fn too_much_cut_short_in_no_letters_or_nested_a_thousand_deep_takes_nothing() {
    let board = Board::new();
    let hoa = Hand::joins(&board, "editor", "Lê Thị Hoa");
    let before = entries(&board);
    let problem = |bytes: Vec<u8>| {
        let begin = String::from_utf8_lossy(&bytes[..bytes.len().min(80)]).into_owned();
        let (status, told) = hoa.pushes_bytes(bytes);
        assert!((400..500).contains(&status), "{begin}: {status} {told}");
        let told: Value = serde_json::from_str(&told).unwrap();
        assert!(
            told["title"].is_string() && told["retry"] == false,
            "{told}"
        );
        told["type"]
            .as_str()
            .unwrap()
            .rsplit('/')
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(problem(vec![b'x'; protocol::PUSH_BYTES + 1]), "too_large");
    // A body over the limit, in bytes that are otherwise right: the event that names it is refused.
    let words = "x".repeat(protocol::BODY_BYTES + 1);
    let large = hoa.seals(Hand::new_edition(), None, Hand::article("Tin", &words));
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&hoa.submits(&large)));
    assert!(told.contains("too_large"), "{told}");
    problem(b"{\"body\":\"\xff\xfe\"}\n".to_vec());
    problem(b"\x00\x01\x02".to_vec());
    problem(format!("{}{}\n", "[".repeat(1_000), "]".repeat(1_000)).into_bytes());
    problem(format!("{}1{}\n", "{\"body\":".repeat(1_000), "}".repeat(1_000)).into_bytes());
    problem(b"{\"event\":\"{}\"}\n".to_vec());
    let good = Hand::ndjson(&hoa.submits(&hoa.seals(
        Hand::new_edition(),
        None,
        Hand::article("Tin", "Chữ."),
    )));
    problem(good[..good.len() / 2].to_vec());
    // A document nested a thousand deep, in bytes that are otherwise right.
    let revision = hoa.seals(Hand::new_edition(), None, Hand::article("Tin", "Chữ."));
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
    let text = String::from_utf8(revision.bytes.clone()).unwrap();
    let paragraph = serde_json::to_string(
        &serde_json::from_str::<Value>(&text).unwrap()["document"]["blocks"][0],
    )
    .unwrap();
    let body = text.replace(&paragraph, &deep);
    assert_ne!(body, text, "the paragraph was found");
    let event = String::from_utf8(hoa.submission(&revision).to_bytes())
        .unwrap()
        .replace(
            &revision.hash.to_string(),
            &Hash::of(body.as_bytes()).to_string(),
        );
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(body.as_bytes()),
        hoa.signed_bytes(event.into_bytes()),
    ]));
    assert!(!told.contains("\"seq\""), "{told}");
    // Too large an event, and no token.
    let mut event = hoa.submission(&revision);
    if let What::Submitted { reasons, .. } = &mut event.fact.what {
        *reasons = (0..200)
            .map(|n| editorial::event::Reason {
                check: format!("check-{n}"),
                body: Hash::of(b"x"),
            })
            .collect();
    }
    let (_, told) = hoa.pushes_bytes(Hand::ndjson(&[
        Hand::body(&revision.bytes),
        hoa.signed(&event),
    ]));
    assert!(told.contains("too_large"), "{told}");
    for token in [None, Some(""), Some("không phải mã"), Some("AAAAAAAA")] {
        let token = token.filter(|it| it.is_ascii());
        let (status, told) = hoa.post("push", token, good.clone());
        assert_eq!(status, 401, "{told}");
    }
    assert_eq!(entries(&board), before);
}
