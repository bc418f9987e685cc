//! Events: signed facts, immutable, with nothing of what people wrote but the hashes of it.

use crate::{
    canonical::{self, Unread},
    ids::{
        DeviceId, EditionId, EventId, Hash, ItemId, MemberId, Millis, PublicKey, Role, Signature,
    },
    keys,
    kind::Kind,
};
use serde::{Deserialize, Serialize};

/// An immutable fact.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// The version of this form; 1.
    pub v: u8,
    /// Its id, which makes sending it twice harmless.
    pub id: EventId,
    /// The ledger it is meant for; absent only in the first event of one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<Hash>,
    /// Who acted.
    #[serde(flatten)]
    pub by: By,
    /// When, by the clock of that computer; shown, never judged.
    pub at: Millis,
    /// What happened to what.
    #[serde(flatten)]
    pub fact: Fact,
}

/// Who acted: a member with a device, or the portal for itself, or its operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "ByWire", into = "ByWire")]
pub enum By {
    /// A member, with the device whose key signs.
    Member {
        /// The member.
        member: MemberId,
        /// The device.
        device: DeviceId,
    },
    /// The portal, signing with the site's key.
    Portal,
    /// The operator on the portal's command line, signing with the site's key.
    Operator,
}

#[derive(Serialize, Deserialize)]
struct ByWire {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    member: Option<MemberId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    device: Option<DeviceId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    actor: Option<SiteActor>,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SiteActor {
    Portal,
    Operator,
}

impl From<By> for ByWire {
    fn from(by: By) -> Self {
        match by {
            By::Member { member, device } => Self {
                member: Some(member),
                device: Some(device),
                actor: None,
            },
            By::Portal => Self {
                member: None,
                device: None,
                actor: Some(SiteActor::Portal),
            },
            By::Operator => Self {
                member: None,
                device: None,
                actor: Some(SiteActor::Operator),
            },
        }
    }
}

impl TryFrom<ByWire> for By {
    type Error = &'static str;
    fn try_from(wire: ByWire) -> Result<Self, Self::Error> {
        match (wire.member, wire.device, wire.actor) {
            (Some(member), Some(device), None) => Ok(Self::Member { member, device }),
            (None, None, Some(SiteActor::Portal)) => Ok(Self::Portal),
            (None, None, Some(SiteActor::Operator)) => Ok(Self::Operator),
            _ => Err("an event names a member with a device, or an actor"),
        }
    }
}

impl By {
    /// The member, where one acted.
    pub fn member(self) -> Option<MemberId> {
        if let Self::Member { member, .. } = self {
            Some(member)
        } else {
            None
        }
    }
    /// The device, where a member acted.
    pub fn device(self) -> Option<DeviceId> {
        if let Self::Member { device, .. } = self {
            Some(device)
        } else {
            None
        }
    }
}

/// What happened to what; also the wish for it, before it is decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// The edition it is about.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub edition: Option<EditionId>,
    /// What happened.
    #[serde(flatten)]
    pub what: What,
}

/// What happened. A field that would bear the name of who acts is called `subject`; a wished time of
/// publication is `publish_at`, as `at` is the event's own time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum What {
    /// A site and its ledger begin.
    SiteCreated {
        /// The Vietnamese name, a body.
        name_vi: Hash,
        /// The English name, a body.
        name_en: Hash,
        /// The site's key.
        key: PublicKey,
        /// The site's time zone.
        zone: String,
    },
    /// Somebody may join.
    Invited {
        /// The public half of the invitation's key.
        invitation: PublicKey,
        /// The member who may join.
        subject: MemberId,
        /// The roles of a new member.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        roles: Vec<Role>,
        /// The name of a new member, a body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        name: Option<Hash>,
        /// Until when.
        expires: Millis,
    },
    /// An invitation is void.
    Uninvited {
        /// The invitation.
        invitation: PublicKey,
    },
    /// A device joined; the event's member and device are those that begin.
    Joined {
        /// The invitation used.
        invitation: PublicKey,
        /// The device's key.
        key: PublicKey,
        /// The device's name, a body.
        name: Hash,
        /// By the invitation's key, over ledger, device and key.
        proof: Signature,
    },
    /// A device hands over to a new one and ends.
    DeviceReplaced {
        /// The new device.
        subject: DeviceId,
        /// Its key.
        key: PublicKey,
        /// Its name, a body.
        name: Hash,
    },
    /// A device ends.
    DeviceRevoked {
        /// The device.
        subject: DeviceId,
    },
    /// A role begins.
    RoleGiven {
        /// The member.
        subject: MemberId,
        /// The role.
        role: Role,
        /// From when, where not at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<Millis>,
        /// Until when, where it ends by itself.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<Millis>,
    },
    /// A role ends here.
    RoleEnded {
        /// The member.
        subject: MemberId,
        /// The role.
        role: Role,
    },
    /// A policy holds for submissions after it.
    PolicySet {
        /// The policy, a body.
        policy: Hash,
    },
    /// A value of the board's data stands, or is removed.
    Put {
        /// The collection.
        collection: String,
        /// The key in it.
        key: String,
        /// The value, a body; absent to remove.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        body: Option<Hash>,
        /// The event that put what stands now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        replaces: Option<EventId>,
    },
    /// A draft is shown to the members.
    Shared(Offer),
    /// A revision is put to the queue.
    Submitted {
        /// What is put to it.
        #[serde(flatten)]
        offer: Offer,
        /// When it should be published, if not at once.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publish_at: Option<Millis>,
        /// A note to those who decide, a body.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        note: Option<Hash>,
        /// Reasons for the checks that need one.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        reasons: Vec<Reason>,
    },
    /// An undecided submission is taken back by its sender.
    TakenBack {
        /// The revision.
        revision: Hash,
    },
    /// A step's approval.
    Approved {
        /// The revision.
        revision: Hash,
        /// A new time of publication.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        publish_at: Option<Millis>,
    },
    /// Back to the writer.
    Returned {
        /// The revision.
        revision: Hash,
        /// Why, a body.
        reason: Hash,
    },
    /// A time of publication is set or changed.
    Scheduled {
        /// The revision.
        revision: Hash,
        /// The time.
        publish_at: Millis,
    },
    /// The revision is what readers see.
    Published {
        /// The revision.
        revision: Hash,
        /// The item's short id in addresses.
        short: String,
        /// The approvals it rests on.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        approvals: Vec<EventId>,
    },
    /// The page stays readable, under a notice.
    Withdrawn {
        /// Why, a body.
        reason: Hash,
    },
    /// The page is gone, or leads to another.
    Unpublished {
        /// Why, a body.
        reason: Hash,
        /// The item it leads to.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        to: Option<ItemId>,
    },
    /// A body's bytes are gone everywhere.
    Erased {
        /// The body.
        body: Hash,
        /// On which ground.
        ground: Ground,
    },
    /// Reserved: the time of a publication passed while the portal was down.
    PublishMissed {
        /// The revision.
        revision: Hash,
    },
    /// Reserved: a consultation opened.
    Opened {
        /// The revision.
        revision: Hash,
    },
    /// Reserved: a consultation closed.
    Closed {
        /// The revision.
        revision: Hash,
    },
    /// Reserved: a writer agrees to another's corrections.
    Agreed {
        /// The revision.
        revision: Hash,
    },
    /// Reserved: the site signs with another key from here on.
    SiteKeyChanged {
        /// The new key.
        key: PublicKey,
    },
}

/// A revision put before the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Offer {
    /// The revision.
    pub revision: Hash,
    /// What the item is; `fold` reads no revision, and the policy depends on it.
    pub kind: Kind,
    /// The revision it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<Hash>,
    /// For a translated edition: the revision in the other language it follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Hash>,
}

/// Why a check that needs a reason may be passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reason {
    /// The check.
    pub check: String,
    /// The reason, a body.
    pub body: Hash,
}

/// On which ground a body is erased.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ground {
    /// A court said so.
    Court,
    /// A person's data.
    Person,
    /// A state secret.
    Secret,
    /// It should never have been there.
    Mistake,
}

impl What {
    /// The name of what happened, as `submitted`.
    pub fn name(&self) -> &'static str {
        match self {
            Self::SiteCreated { .. } => "site_created",
            Self::Invited { .. } => "invited",
            Self::Uninvited { .. } => "uninvited",
            Self::Joined { .. } => "joined",
            Self::DeviceReplaced { .. } => "device_replaced",
            Self::DeviceRevoked { .. } => "device_revoked",
            Self::RoleGiven { .. } => "role_given",
            Self::RoleEnded { .. } => "role_ended",
            Self::PolicySet { .. } => "policy_set",
            Self::Put { .. } => "put",
            Self::Shared { .. } => "shared",
            Self::Submitted { .. } => "submitted",
            Self::TakenBack { .. } => "taken_back",
            Self::Approved { .. } => "approved",
            Self::Returned { .. } => "returned",
            Self::Scheduled { .. } => "scheduled",
            Self::Published { .. } => "published",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Unpublished { .. } => "unpublished",
            Self::Erased { .. } => "erased",
            Self::PublishMissed { .. } => "publish_missed",
            Self::Opened { .. } => "opened",
            Self::Closed { .. } => "closed",
            Self::Agreed { .. } => "agreed",
            Self::SiteKeyChanged { .. } => "site_key_changed",
        }
    }

    /// The bodies it names, in the order of its fields.
    pub fn bodies(&self) -> Vec<Hash> {
        match self {
            Self::SiteCreated {
                name_vi, name_en, ..
            } => vec![*name_vi, *name_en],
            Self::Invited { name, .. } => name.iter().copied().collect(),
            Self::Joined { name, .. } | Self::DeviceReplaced { name, .. } => vec![*name],
            Self::PolicySet { policy } => vec![*policy],
            Self::Put { body, .. } => body.iter().copied().collect(),
            Self::Shared(offer) => vec![offer.revision],
            Self::Submitted {
                offer,
                note,
                reasons,
                ..
            } => {
                let mut all = vec![offer.revision];
                all.extend(note);
                all.extend(reasons.iter().map(|reason| reason.body));
                all
            }
            Self::Returned { reason, .. }
            | Self::Withdrawn { reason }
            | Self::Unpublished { reason, .. } => vec![*reason],
            _ => Vec::new(),
        }
    }

    /// The revision it is about.
    pub fn revision(&self) -> Option<Hash> {
        match self {
            Self::Shared(offer) | Self::Submitted { offer, .. } => Some(offer.revision),
            Self::TakenBack { revision }
            | Self::Approved { revision, .. }
            | Self::Returned { revision, .. }
            | Self::Scheduled { revision, .. }
            | Self::Published { revision, .. } => Some(*revision),
            _ => None,
        }
    }
}

impl Event {
    /// The canonical bytes, which are hashed and signed.
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical::to_bytes(self)
    }

    /// Reads an event's bytes.
    ///
    /// # Errors
    ///
    /// [`Unread`] where they are not canonical, or hold what this version does not know.
    pub fn read(bytes: &[u8]) -> Result<Self, Unread> {
        canonical::read(bytes)
    }
}

/// What every version can tell of an event, even one it does not know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Its id, where one stands.
    pub id: Option<EventId>,
    /// The edition it is about, where one stands.
    pub edition: Option<EditionId>,
}

impl Outline {
    /// The outline of canonical bytes.
    ///
    /// # Errors
    ///
    /// [`Unread::NotCanonical`] where the bytes are not even that.
    pub fn of(bytes: &[u8]) -> Result<Self, Unread> {
        let value = canonical::parse(bytes)?;
        let text = |name: &str| value.get(name).and_then(|value| value.as_str());
        Ok(Self {
            id: text("id").and_then(|id| id.parse().ok()),
            edition: text("edition").and_then(|id| id.parse().ok()),
        })
    }
}

/// Whether `sig` by `key` vouches for an event's bytes.
pub fn verify(bytes: &[u8], sig: &Signature, key: &PublicKey) -> bool {
    keys::verify(keys::EVENT, bytes, sig, key)
}
