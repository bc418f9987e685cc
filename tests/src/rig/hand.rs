//! Somebody who holds a device's key and speaks to the portal by hand, so that anything can be sent.

use super::board::{Board, SITE};
use ed25519_dalek::SigningKey;
use editorial::{
    Block, BlockId, Body, By, Content, DeviceId, Document, EditionId, Event, EventId, Fact, Hash,
    ItemId, Kind, Lang, MemberId, Millis, Revision, Run, Salt, What,
    body::{Sealed, Sealing},
    event::Offer,
    keys::{self, InvitationCode},
};
use protocol::{PushLine, SendLine};
use reqwest::blocking::Client;
use serde_json::Value;

/// A member with a device whose key the test holds.
pub struct Hand {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
    /// Its key.
    pub key: SigningKey,
    /// The ledger.
    pub ledger: Hash,
    /// Where the portal is.
    pub url: String,
    client: Client,
}

impl Hand {
    /// Joins a board with a new invitation.
    ///
    /// # Panics
    ///
    /// Where joining fails.
    pub fn joins(board: &Board, role: &str, name: &str) -> Self {
        let code: InvitationCode = board.code(&[role], name).parse().unwrap();
        let client = Client::new();
        let base = format!("{}/api/v1/sites/{SITE}", board.portal.url);
        let public = keys::public(&code.key());
        let offer: Value = client
            .get(format!("{base}/invitations/{public}"))
            .send()
            .unwrap()
            .json()
            .unwrap();
        let hand = Self {
            member: offer["member"].as_str().unwrap().parse().unwrap(),
            device: DeviceId::from_uuid(uuid::Uuid::now_v7()),
            key: SigningKey::from_bytes(&rand::random()),
            ledger: offer["ledger"].as_str().unwrap().parse().unwrap(),
            url: board.portal.url.clone(),
            client,
        };
        let (status, told) = hand.post("join", None, ndjson(&hand.joining(&code)));
        assert_eq!(status, 200, "{told}");
        hand
    }

    /// The lines with which this device joins.
    pub fn joining(&self, code: &InvitationCode) -> Vec<SendLine> {
        let name = Body::text("Máy của người thử", salt());
        let key = keys::public(&self.key);
        let proof = keys::sign(
            keys::JOIN,
            &keys::join_bytes(self.ledger, self.device, &key),
            &code.key(),
        );
        let what = What::Joined {
            invitation: keys::public(&code.key()),
            key,
            name: name.hash,
            proof,
        };
        vec![body(&name.bytes), self.signed(&self.event(None, what))]
    }

    /// An event of this member.
    pub fn event(&self, edition: Option<EditionId>, what: What) -> Event {
        Event {
            v: 1,
            id: EventId::from_uuid(uuid::Uuid::now_v7()),
            ledger: Some(self.ledger),
            by: By::Member {
                member: self.member,
                device: self.device,
            },
            at: Millis(1_795_485_600_000),
            fact: Fact { edition, what },
        }
    }

    /// An event with this device's signature.
    pub fn signed(&self, event: &Event) -> SendLine {
        self.signed_bytes(event.to_bytes())
    }

    /// Any bytes with this device's signature.
    ///
    /// # Panics
    ///
    /// Where they are not UTF-8.
    pub fn signed_bytes(&self, bytes: Vec<u8>) -> SendLine {
        SendLine::Event {
            sig: keys::sign(keys::EVENT, &bytes, &self.key),
            event: String::from_utf8(bytes).unwrap(),
        }
    }

    /// A revision of this member, sealed.
    ///
    /// # Panics
    ///
    /// Where it cannot be sealed.
    pub fn seals(
        &self,
        edition: EditionId,
        parent: Option<Hash>,
        content: Content,
    ) -> Sealed<Revision> {
        let sealing = Sealing {
            edition,
            kind: Kind::Article,
            parent,
            by: self.member,
            at: Millis(1_795_485_600_000),
            salt: salt(),
        };
        content.seal(sealing).unwrap()
    }

    /// The event that submits a revision.
    pub fn submission(&self, revision: &Sealed<Revision>) -> Event {
        let offer = Offer {
            revision: revision.hash,
            kind: revision.value.kind,
            parent: revision.value.parent(),
            source: revision.value.content.source,
        };
        let what = What::Submitted {
            offer,
            publish_at: None,
            note: None,
            reasons: Vec::new(),
        };
        self.event(Some(revision.value.edition()), what)
    }

    /// The lines that submit a revision.
    pub fn submits(&self, revision: &Sealed<Revision>) -> Vec<SendLine> {
        vec![
            body(&revision.bytes),
            self.signed(&self.submission(revision)),
        ]
    }

    /// Pushes lines; what is answered for each event.
    ///
    /// # Panics
    ///
    /// Where the push as a whole is refused.
    pub fn pushes(&self, lines: &[SendLine]) -> Vec<PushLine> {
        let (status, told) = self.pushes_bytes(ndjson(lines));
        assert_eq!(status, 200, "{told}");
        told.lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Pushes any bytes; status and answer.
    pub fn pushes_bytes(&self, bytes: Vec<u8>) -> (u16, String) {
        self.post("push", Some(&self.token()), bytes)
    }

    /// Sends one piece of a file.
    ///
    /// # Panics
    ///
    /// Where nothing answers.
    pub fn sends_piece(&self, hash: Hash, total: u64, piece: &[u8]) -> (u16, String) {
        let sent = self
            .client
            .patch(format!("{}/api/v1/sites/{SITE}/blobs/{hash}", self.url))
            .bearer_auth(self.token())
            .header("Content-Type", "application/offset+octet-stream")
            .header("Upload-Offset", "0")
            .header("Upload-Length", total.to_string())
            .body(piece.to_vec())
            .send()
            .unwrap();
        (sent.status().as_u16(), sent.text().unwrap())
    }

    /// A token for this device.
    ///
    /// # Panics
    ///
    /// Where none is given.
    pub fn token(&self) -> String {
        let (status, told) = self.asks_token();
        assert_eq!(status, 200, "{told}");
        let told: Value = serde_json::from_str(&told).unwrap();
        told["token"].as_str().unwrap().to_owned()
    }

    /// Asks for a token; status and answer.
    ///
    /// # Panics
    ///
    /// Where nothing answers.
    pub fn asks_token(&self) -> (u16, String) {
        let base = format!("{}/api/v1/sites/{SITE}", self.url);
        let ask = serde_json::json!({ "device": self.device });
        let asked = self
            .client
            .post(format!("{base}/challenge"))
            .json(&ask)
            .send()
            .unwrap();
        if asked.status() != 200 {
            return (asked.status().as_u16(), asked.text().unwrap());
        }
        let told: Value = asked.json().unwrap();
        let nonce = told["nonce"].as_str().unwrap();
        let sig = keys::sign(
            keys::TOKEN,
            &keys::token_bytes(self.device, self.ledger, nonce),
            &self.key,
        );
        let ask = serde_json::json!({ "device": self.device, "nonce": nonce, "sig": sig });
        let asked = self
            .client
            .post(format!("{base}/token"))
            .json(&ask)
            .send()
            .unwrap();
        (asked.status().as_u16(), asked.text().unwrap())
    }

    /// Posts bytes to a route of the site; status and answer.
    ///
    /// # Panics
    ///
    /// Where nothing answers.
    pub fn post(&self, route: &str, token: Option<&str>, bytes: Vec<u8>) -> (u16, String) {
        let mut request = self
            .client
            .post(format!("{}/api/v1/sites/{SITE}/{route}", self.url))
            .header("Content-Type", "application/x-ndjson")
            .body(bytes);
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        let sent = request.send().unwrap();
        (sent.status().as_u16(), sent.text().unwrap())
    }
}

impl Hand {
    /// A line for a body.
    ///
    /// # Panics
    ///
    /// Where it is not UTF-8.
    pub fn body(bytes: &[u8]) -> SendLine {
        body(bytes)
    }

    /// Lines as they are sent.
    pub fn ndjson(lines: &[SendLine]) -> Vec<u8> {
        ndjson(lines)
    }

    /// A new edition in Vietnamese.
    pub fn new_edition() -> EditionId {
        EditionId {
            item: ItemId::from_uuid(uuid::Uuid::now_v7()),
            lang: Lang::Vi,
        }
    }

    /// An article of one paragraph.
    pub fn article(title: &str, text: &str) -> Content {
        let fields = [("author", "Lê Thị Hoa"), ("source", "Sở Ngoại vụ")];
        Content {
            title: title.to_owned(),
            fields: fields
                .into_iter()
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .collect(),
            document: Some(Document {
                v: 1,
                blocks: vec![Block::Paragraph {
                    id: block_id(),
                    content: vec![Run::plain(text)],
                }],
            }),
            ..Content::default()
        }
    }

    /// A new block id.
    pub fn block_id() -> BlockId {
        block_id()
    }
}

fn block_id() -> BlockId {
    BlockId::from_random(rand::random())
}

fn salt() -> Salt {
    Salt::from_bytes(rand::random())
}

fn body(bytes: &[u8]) -> SendLine {
    SendLine::Body {
        body: String::from_utf8(bytes.to_vec()).unwrap(),
    }
}

fn ndjson(lines: &[SendLine]) -> Vec<u8> {
    lines
        .iter()
        .flat_map(|line| format!("{}\n", serde_json::to_string(line).unwrap()).into_bytes())
        .collect()
}
