//! The board: its ledger, people, computers, invitations, policy and data.

use crate::{
    ids::{DeviceId, EventId, Hash, ItemId, MemberId, Millis, PublicKey, Role},
    policy::Policy,
};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// The board: its ledger, members, devices, invitations, policy and data.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// The ledger's name: the hash of its first entry.
    pub ledger: Option<Hash>,
    /// The site's key.
    pub key: Option<PublicKey>,
    /// The site's time zone.
    pub zone: String,
    /// The site's Vietnamese and English names, bodies.
    pub names: Option<(Hash, Hash)>,
    /// The last entry folded: its number, hash and time.
    pub last: Option<Last>,
    /// The members.
    pub members: BTreeMap<MemberId, Member>,
    /// The devices.
    pub devices: BTreeMap<DeviceId, Device>,
    /// The invitations.
    #[serde(with = "as_pairs")]
    pub invitations: BTreeMap<PublicKey, Invitation>,
    /// The policy for submissions from now on.
    pub policy: Policy,
    /// The body of that policy, where one was set.
    pub policy_body: Option<Hash>,
    /// The board's data, by collection and key.
    #[serde(with = "as_pairs")]
    pub data: BTreeMap<(String, String), Standing>,
    /// Short ids in public addresses.
    pub shorts: BTreeMap<String, ItemId>,
    /// Bodies that were erased.
    pub erased: BTreeSet<Hash>,
}

/// A map whose keys are no texts, as a list of pairs.
mod as_pairs {
    use serde::{Deserialize, Deserializer, Serialize, Serializer};
    use std::collections::BTreeMap;

    pub(super) fn serialize<K: Serialize, V: Serialize, S: Serializer>(
        map: &BTreeMap<K, V>,
        to: S,
    ) -> Result<S::Ok, S::Error> {
        to.collect_seq(map)
    }
    pub(super) fn deserialize<
        'de,
        K: Deserialize<'de> + Ord,
        V: Deserialize<'de>,
        D: Deserializer<'de>,
    >(
        from: D,
    ) -> Result<BTreeMap<K, V>, D::Error> {
        Ok(Vec::<(K, V)>::deserialize(from)?.into_iter().collect())
    }
}

/// The last entry folded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Last {
    /// Its number.
    pub seq: u64,
    /// Its hash.
    pub hash: Hash,
    /// When the portal took it.
    pub accepted_at: Millis,
}

/// A person of the board.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The name, a body.
    pub name: Option<Hash>,
    /// The roles, each from one time to another.
    pub terms: Vec<Term>,
}

/// A role held from one time to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The role.
    pub role: Role,
    /// From when.
    pub from: Millis,
    /// Until when; that instant is no longer part of it.
    pub to: Option<Millis>,
}

/// A member's computer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Device {
    /// Whose it is.
    pub member: MemberId,
    /// Its key.
    pub key: PublicKey,
    /// Its name, a body.
    pub name: Hash,
    /// Since when.
    pub added: Millis,
    /// When it ended.
    pub ended: Option<Millis>,
}

/// An invitation and what became of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invitation {
    /// The member who may join.
    pub member: MemberId,
    /// The roles of a new member.
    pub roles: Vec<Role>,
    /// The name of a new member, a body.
    pub name: Option<Hash>,
    /// Until when.
    pub expires: Millis,
    /// What became of it.
    pub fate: Fate,
}

/// What became of an invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// It can be used.
    Open,
    /// It was used.
    Used,
    /// It was taken back.
    Void,
}

/// A value of the board's data that stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Standing {
    /// The event that put it.
    pub event: EventId,
    /// The value, a body.
    pub body: Hash,
}

impl Board {
    /// The roles a member holds at a time.
    pub fn roles(&self, member: MemberId, at: Millis) -> BTreeSet<Role> {
        self.members
            .get(&member)
            .map(|it| it.roles(at))
            .unwrap_or_default()
    }

    /// The members who hold a role at a time.
    pub fn holders(&self, role: Role, at: Millis) -> impl Iterator<Item = MemberId> {
        self.members
            .iter()
            .filter(move |(_, it)| it.roles(at).contains(&role))
            .map(|(id, _)| *id)
    }

    /// Whether a member has a device that has not ended.
    pub fn has_device(&self, member: MemberId) -> bool {
        self.devices
            .values()
            .any(|device| device.member == member && device.ended.is_none())
    }

    /// The time of the newest entry.
    pub fn newest(&self) -> Millis {
        self.last.map_or(Millis(0), |last| last.accepted_at)
    }

    /// The short id for an item's public address: eight characters, more while an earlier item has them.
    pub fn short_for(&self, item: ItemId) -> String {
        let long = crockford(&Hash::of(item.to_string().as_bytes()));
        (8..=long.len())
            .map(|length| &long[..length])
            .find(|short| self.shorts.get(*short).is_none_or(|other| *other == item))
            .unwrap_or(&long)
            .to_owned()
    }
}

impl Member {
    /// The roles held at a time.
    pub fn roles(&self, at: Millis) -> BTreeSet<Role> {
        self.terms
            .iter()
            .filter(|term| term.from <= at && term.to.is_none_or(|to| at < to))
            .map(|term| term.role)
            .collect()
    }
}

/// A hash in lower-case Crockford base32, without padding.
fn crockford(hash: &Hash) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut text = String::with_capacity(52);
    let (mut held, mut bits) = (0_u32, 0);
    for byte in hash.as_bytes() {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(DIGITS[(held >> bits & 31) as usize]));
        }
        held &= (1 << bits) - 1;
    }
    if bits > 0 {
        text.push(char::from(DIGITS[(held << (5 - bits) & 31) as usize]));
    }
    text
}
