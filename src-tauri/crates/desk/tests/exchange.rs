//! What a desk keeps of an exchange that somebody stopped.
#![allow(clippy::unwrap_used)]

use desk::{Desk, ThisComputer};
use ed25519_dalek::SigningKey;
use editorial::{DeviceId, Hash, Head, MemberId, keys};
use protocol::{CommentLine, HeadAnswer, PushLine, ReceiveLine, SendLine};
use std::sync::Arc;
use store::{Identity, Portal as Site, Store};
use sync::portal::{Portal, PortalError};
use uuid::Uuid;

/// A portal whose ledger is yet to begin.
struct Beginning(SigningKey);

impl Beginning {
    fn ledger() -> Hash {
        Hash::of(b"ledger")
    }
}

fn offline<T>() -> Result<T, PortalError> {
    Err(PortalError::Offline("the line is down".to_owned()))
}

impl Portal for Beginning {
    fn head(&mut self) -> Result<HeadAnswer, PortalError> {
        let head = Head {
            ledger: Self::ledger(),
            seq: 0,
            hash: Hash::ZERO,
        };
        Ok(HeadAnswer {
            head: String::from_utf8(head.to_bytes()).unwrap(),
            sig: head.sign(&self.0),
            key: keys::public(&self.0),
            now: "2026-11-24T08:00:00Z".to_owned(),
        })
    }
    fn push(&mut self, _: &[SendLine]) -> Result<Vec<PushLine>, PortalError> {
        offline()
    }
    fn entries(&mut self, _: u64) -> Result<Vec<ReceiveLine>, PortalError> {
        offline()
    }
    fn bodies(&mut self, _: &[Hash]) -> Result<Vec<Vec<u8>>, PortalError> {
        offline()
    }
    fn blob_offset(&mut self, _: Hash, _: u64) -> Result<u64, PortalError> {
        offline()
    }
    fn send_piece(&mut self, _: Hash, _: u64, _: u64, _: &[u8]) -> Result<u64, PortalError> {
        offline()
    }
    fn blob(&mut self, _: Hash) -> Result<Vec<u8>, PortalError> {
        offline()
    }
    fn comments(&mut self, _: u64) -> Result<Vec<CommentLine>, PortalError> {
        offline()
    }
}

#[test]
fn an_exchange_that_was_stopped_is_not_told_as_complete() {
    let mut portal = Beginning(SigningKey::from_bytes(&[7; 32]));
    let store = Store::in_memory().unwrap();
    let identity = Identity {
        name: "Thu Hà".to_owned(),
        member: Some(MemberId::from_uuid(Uuid::from_u128(1))),
        device: Some(DeviceId::from_uuid(Uuid::from_u128(2))),
        seed: [8; 32],
    };
    let site = Site {
        url: "http://127.0.0.1".to_owned(),
        site: "songoaivu".to_owned(),
        ledger: Beginning::ledger(),
        key: keys::public(&portal.0),
    };
    store::meta::joined(&store, &identity, &site).unwrap();
    let desk = Desk::on(store, Arc::new(ThisComputer));
    desk.exchange_with(&mut portal, false, &|_| false).unwrap();
    assert_eq!(desk.status().unwrap().last_exchange, None);
    desk.exchange_with(&mut portal, false, &|_| true).unwrap();
    assert!(desk.status().unwrap().last_exchange.is_some());
}
