//! One event of each kind.

use crate::{DEVICE, EVENT, MEMBER, NOW, OTHER_DEVICE, OTHER_ITEM, hash, key, vi};
use editorial::{
    By, DeviceId, Event, Fact, Kind, MemberId, Millis, Role, What,
    event::{Ground, Offer, Reason},
    keys,
};

pub(crate) fn facts() -> Vec<What> {
    let offer = Offer {
        revision: hash("revision"),
        kind: Kind::Article,
        parent: Some(hash("parent")),
        source: None,
    };
    let key = keys::public(&key());
    let subject: MemberId = MEMBER.parse().unwrap();
    let device: DeviceId = OTHER_DEVICE.parse().unwrap();
    let revision = hash("revision");
    vec![
        What::SiteCreated {
            name_vi: hash("vi"),
            name_en: hash("en"),
            key,
            zone: "Asia/Ho_Chi_Minh".to_owned(),
        },
        What::Invited {
            invitation: key,
            subject,
            roles: vec![Role::Editor, Role::Chief],
            name: Some(hash("name")),
            expires: NOW,
        },
        What::Uninvited { invitation: key },
        What::Joined {
            invitation: key,
            key,
            name: hash("name"),
            proof: keys::sign(keys::JOIN, b"proof", &self::key()),
        },
        What::DeviceReplaced {
            subject: device,
            key,
            name: hash("name"),
        },
        What::DeviceRevoked { subject: device },
        What::RoleGiven {
            subject,
            role: Role::Reviser,
            from: Some(NOW),
            to: Some(Millis(NOW.0 + 1)),
        },
        What::RoleEnded {
            subject,
            role: Role::Translator,
        },
        What::PolicySet {
            policy: hash("policy"),
        },
        What::Put {
            collection: "section".to_owned(),
            key: "tin-tuc".to_owned(),
            body: Some(hash("data")),
            replaces: Some(EVENT.parse().unwrap()),
        },
        What::Shared(offer),
        What::Submitted {
            offer,
            publish_at: Some(NOW),
            note: Some(hash("note")),
            reasons: vec![Reason {
                check: "picture_alt".to_owned(),
                body: hash("why"),
            }],
        },
        What::TakenBack { revision },
        What::Approved {
            revision,
            publish_at: Some(NOW),
        },
        What::Returned {
            revision,
            reason: hash("reason"),
        },
        What::Scheduled {
            revision,
            publish_at: NOW,
        },
        What::Published {
            revision,
            short: "7k2m9q4x".to_owned(),
            approvals: vec![EVENT.parse().unwrap()],
        },
        What::Withdrawn {
            reason: hash("reason"),
        },
        What::Unpublished {
            reason: hash("reason"),
            to: Some(OTHER_ITEM.parse().unwrap()),
        },
        What::Erased {
            body: hash("body"),
            ground: Ground::Person,
        },
        What::PublishMissed { revision },
        What::Opened { revision },
        What::Closed { revision },
        What::Agreed { revision },
        What::SiteKeyChanged { key },
    ]
}

pub(crate) fn event(what: What) -> Event {
    let of_edition = what.revision().is_some()
        || matches!(
            what,
            What::Withdrawn { .. }
                | What::Unpublished { .. }
                | What::PublishMissed { .. }
                | What::Opened { .. }
                | What::Closed { .. }
                | What::Agreed { .. }
        );
    let by = match what {
        What::SiteCreated { .. } | What::Erased { .. } | What::SiteKeyChanged { .. } => {
            By::Operator
        }
        What::Published { .. }
        | What::PublishMissed { .. }
        | What::Opened { .. }
        | What::Closed { .. } => By::Portal,
        _ => By::Member {
            member: MEMBER.parse().unwrap(),
            device: DEVICE.parse().unwrap(),
        },
    };
    let ledger = (!matches!(what, What::SiteCreated { .. })).then(|| hash("ledger"));
    Event {
        v: 1,
        id: EVENT.parse().unwrap(),
        ledger,
        by,
        at: NOW,
        fact: Fact {
            edition: of_edition.then(vi),
            what,
        },
    }
}
