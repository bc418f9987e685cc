//! Who sits at which desk. A board is founded once a thread and copied for every world.

use super::{
    around::{Clock, DeskSide, MORNING, PortalSide},
    dice::Dice,
    line::Line,
    wire::Wire,
};
use banthao_portal::Portal;
use ed25519_dalek::SigningKey;
use editorial::{
    Body, By, DeviceId, Event, EventId, Fact, MemberId, Millis, Role, Salt, What,
    keys::{self, InvitationCode},
};
use protocol::SendLine;
use std::sync::Arc;
use store::{Identity, Store};

/// The site's name in addresses.
pub const SITE: &str = "ngoai-vu";
/// What something may fail with: anything, since in a simulation any of it is a finding.
pub type Fault = Box<dyn std::error::Error + Send + Sync>;

/// One desk to be: a name, the roles, and of whom it is a further device.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    /// The person's name.
    pub name: &'static str,
    /// The roles of a new member.
    pub roles: &'static [Role],
    /// The desk of the same person, where this is another computer of that one.
    pub second_of: Option<usize>,
}

const fn place(name: &'static str, roles: &'static [Role]) -> Place {
    Place {
        name,
        roles,
        second_of: None,
    }
}

/// Boards of two to four desks. The first desk of each is never shut out, so that somebody can look at the end.
pub const CASTS: &[&[Place]] = &[
    &[
        place("Nguyễn Thị Hoa", &[Role::Editor, Role::Chief]),
        place("Trần Văn Bình", &[Role::Editor, Role::Approver]),
    ],
    &[
        place("Lê Thu Hà", &[Role::Chief]),
        place("Phạm Minh An", &[Role::Editor]),
        place("Võ Thanh Tùng", &[Role::Approver, Role::Editor]),
    ],
    &[
        place("Lê Thu Hà", &[Role::Chief, Role::Approver]),
        place("Phạm Minh An", &[Role::Editor]),
        Place {
            name: "Phạm Minh An",
            roles: &[],
            second_of: Some(1),
        },
        place("Đỗ Quang Vinh", &[Role::Editor]),
    ],
    &[
        place("Lê Thu Hà", &[Role::Chief, Role::Editor]),
        place("Phạm Minh An", &[Role::Editor]),
        place("Võ Thanh Tùng", &[Role::Approver]),
        place("Bùi Ngọc Lan", &[Role::Translator, Role::Reviser]),
    ],
    &[
        place("Lê Thu Hà", &[Role::Chief]),
        place("Võ Thanh Tùng", &[Role::Approver, Role::Translator]),
        Place {
            name: "Võ Thanh Tùng",
            roles: &[],
            second_of: Some(1),
        },
        place("Phạm Minh An", &[Role::Editor]),
    ],
];

/// One desk of a founded board.
pub struct Founded {
    /// The member.
    pub member: MemberId,
    /// The device.
    pub device: DeviceId,
    /// Its store, joined and up to date.
    pub store: Store,
}

/// A board on which nothing has happened yet but that everybody joined.
pub struct Board {
    /// The portal.
    pub portal: Portal,
    /// What surrounds it, and every copy of it.
    pub around: Arc<PortalSide>,
    /// The desks.
    pub desks: Vec<Founded>,
}

impl Board {
    /// Founds a board. `home` makes the stores, in memory or in folders.
    ///
    /// # Errors
    ///
    /// Whatever goes wrong.
    pub fn found(
        cast: &[Place],
        home: &mut dyn FnMut(usize) -> Result<Store, Fault>,
    ) -> Result<Self, Fault> {
        let clock = Arc::new(Clock::default());
        let mut dice = Dice::new(0, 99);
        let around = Arc::new(PortalSide::new(Arc::clone(&clock), dice.clone()));
        around.begin(MORNING, Dice::new(0, 98));
        let portal = Portal::in_memory(around.clone())?;
        portal.add_site(SITE, "Sở Ngoại vụ", "Department of Foreign Affairs", None)?;
        let mut wire = Wire::new(portal, Arc::clone(&around), Dice::new(0, 97));
        let mut desks: Vec<Founded> = Vec::new();
        for (index, place) in cast.iter().enumerate() {
            let week = 7 * 86_400_000;
            let site = wire.portal.site(SITE)?;
            let code = match place.second_of {
                None => wire.portal.invite(&site, place.name, place.roles, week)?,
                Some(first) => wire
                    .portal
                    .invite_device(&site, desks[first].member, week)?,
            };
            let store = home(index)?;
            let (member, device) = join(&wire.portal, &store, &code, &mut dice)?;
            desks.push(Founded {
                member,
                device,
                store,
            });
        }
        for it in &desks {
            let around = DeskSide::new(Arc::clone(&clock), 0, dice.clone());
            let mut exchange = sync::exchange::Exchange::default();
            while exchange.step(
                &it.store,
                &mut Line::new(&mut wire, it.device),
                desk::Surroundings::now(&around),
            )? {}
        }
        let Wire { portal, .. } = wire;
        Ok(Self {
            portal,
            around,
            desks,
        })
    }
}

fn join(
    portal: &Portal,
    store: &Store,
    code: &InvitationCode,
    dice: &mut Dice,
) -> Result<(MemberId, DeviceId), Fault> {
    let site = portal.site(SITE)?;
    let invitation = keys::public(&code.key());
    let offer = portal.invitation(&site, &invitation)?;
    let mut seed = [0; 32];
    dice.fill(&mut seed);
    let key = SigningKey::from_bytes(&seed);
    let device = DeviceId::from_uuid(uuid(dice));
    let mut salt = [0; 16];
    dice.fill(&mut salt);
    let name = Body::text("Máy bàn", Salt::from_bytes(salt));
    let public = keys::public(&key);
    let proof = keys::sign(
        keys::JOIN,
        &keys::join_bytes(offer.ledger, device, &public),
        &code.key(),
    );
    let what = What::Joined {
        invitation,
        key: public,
        name: name.hash,
        proof,
    };
    let by = By::Member {
        member: offer.member,
        device,
    };
    let id = EventId::from_uuid(uuid(dice));
    let event = Event {
        v: 1,
        id,
        ledger: Some(offer.ledger),
        by,
        at: Millis(MORNING),
        fact: Fact {
            edition: None,
            what,
        },
    }
    .to_bytes();
    let sig = keys::sign(keys::EVENT, &event, &key);
    portal.join(
        &site,
        vec![
            SendLine::Body {
                body: String::from_utf8(name.bytes)?,
            },
            SendLine::Event {
                event: String::from_utf8(event)?,
                sig,
            },
        ],
    )?;
    let identity = Identity {
        name: "Tôi".to_owned(),
        member: Some(offer.member),
        device: Some(device),
        seed,
    };
    let site = store::Portal {
        url: "https://cong.example".to_owned(),
        site: SITE.to_owned(),
        ledger: offer.ledger,
        key: offer.key,
    };
    store::meta::joined(store, &identity, &site)?;
    Ok((offer.member, device))
}

/// A new id.
pub fn uuid(dice: &mut Dice) -> uuid::Uuid {
    let mut random = [0; 10];
    dice.fill(&mut random);
    uuid::Builder::from_unix_timestamp_millis(MORNING.unsigned_abs(), &random).into_uuid()
}
