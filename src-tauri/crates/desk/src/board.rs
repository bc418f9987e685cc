//! What a chief decides about the board: who is on it, in which roles, on which computers, and how it approves.

use crate::{Desk, DeskError, Result, time};
use editorial::{
    Body, Code, DeviceId, MemberId, Millis, Policy, PublicKey, Role, What,
    keys::{self, InvitationCode},
    state::Fate,
};
use serde::Serialize;

/// How long an invitation can be used.
const VALID: i64 = 7 * 86_400_000;

/// An invitation that was just made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Invited {
    /// Its name on the board, once the portal has taken it.
    pub invitation: PublicKey,
    /// The one-time code. It is shown once and stored nowhere.
    pub code: String,
    /// The address to join.
    pub url: String,
    /// Until when.
    pub expires: String,
}

/// An invitation that nobody used yet.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct InvitationRow {
    /// Its public key.
    pub invitation: PublicKey,
    /// Whom it is for.
    pub member: MemberId,
    /// The name of who is to come; of a member already there, theirs.
    pub name: String,
    /// The roles of a new member; none for one more computer.
    pub roles: Vec<Role>,
    /// Until when.
    pub expires: String,
}

impl Desk {
    /// Invites a new member.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `bad_field` for no role, `needs_reason` for no name.
    pub fn invite(&self, name: &str, roles: &[Role]) -> Result<Invited> {
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(DeskError::about(Code::BadField, "roles"));
        }
        let name = self.text_body(name)?;
        self.invite_as(MemberId::from_uuid(self.uuid()), roles, Some(name))
    }

    /// Invites one more computer of a member.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `not_found`.
    pub fn invite_device(&self, member: MemberId) -> Result<Invited> {
        if !store::mirror::board(&self.store)?
            .members
            .contains_key(&member)
        {
            return Err(Code::NotFound.into());
        }
        self.invite_as(member, Vec::new(), None)
    }

    fn invite_as(
        &self,
        subject: MemberId,
        roles: Vec<Role>,
        name: Option<(editorial::Hash, Vec<u8>)>,
    ) -> Result<Invited> {
        let portal = store::meta::portal(&self.store)?.ok_or(Code::NotJoined)?;
        let mut seed = [0; 16];
        self.surroundings.random(&mut seed);
        let code = InvitationCode::new(&portal.site, seed, &portal.key);
        let expires = Millis(self.portal_now()?.0.saturating_add(VALID));
        let invitation = keys::public(&code.key());
        let what = What::Invited {
            invitation,
            subject,
            roles,
            name: name.as_ref().map(|(hash, _)| *hash),
            expires,
        };
        self.act(None, what, name.into_iter().collect(), None)?;
        Ok(Invited {
            invitation,
            code: code.to_string(),
            url: portal.url,
            expires: time::write(expires),
        })
    }

    /// The invitations that can still be used, the next to expire first.
    ///
    /// # Errors
    /// `not_joined`.
    pub fn invitations(&self) -> Result<Vec<InvitationRow>> {
        self.me()?;
        let now = self.portal_now()?;
        let board = store::mirror::board(&self.store)?;
        let mut open: Vec<_> = board
            .invitations
            .iter()
            .filter(|(_, it)| it.fate == Fate::Open && it.expires > now)
            .collect();
        open.sort_by_key(|(_, it)| it.expires);
        open.into_iter()
            .map(|(invitation, it)| {
                let name = match it.name {
                    Some(name) => self.text_of(name)?.unwrap_or_default(),
                    None => self.name_of(&board, it.member)?,
                };
                Ok(InvitationRow {
                    invitation: *invitation,
                    member: it.member,
                    name,
                    roles: it.roles.clone(),
                    expires: time::write(it.expires),
                })
            })
            .collect()
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `not_found`, `invitation_used`.
    pub fn uninvite(&self, invitation: PublicKey) -> Result<()> {
        self.of_board(What::Uninvited { invitation })
    }

    /// Gives a member a role, from now on.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `not_found`, `nothing_changed`.
    pub fn give_role(&self, subject: MemberId, role: Role) -> Result<()> {
        self.of_board(What::RoleGiven {
            subject,
            role,
            from: None,
            to: None,
        })
    }

    /// Ends a member's role.
    ///
    /// # Errors
    /// `not_joined`, `no_right` also for the last chief, `not_found`, `nothing_changed`.
    pub fn end_role(&self, subject: MemberId, role: Role) -> Result<()> {
        self.of_board(What::RoleEnded { subject, role })
    }

    /// Ends a computer's right to write to the ledger: one's own, or, as a chief, anybody's.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `device_unknown`, `nothing_changed`.
    pub fn revoke_device(&self, subject: DeviceId) -> Result<()> {
        self.of_board(What::DeviceRevoked { subject })
    }

    fn of_board(&self, what: What) -> Result<()> {
        self.act(None, what, Vec::new(), None).map(drop)
    }

    /// How the board approves what is submitted from now on.
    ///
    /// # Errors
    /// `not_joined`.
    pub fn policy(&self) -> Result<Policy> {
        self.me()?;
        Ok(store::mirror::board(&self.store)?.policy)
    }

    /// Sets how the board approves from now on. What was submitted before keeps the policy of its time.
    ///
    /// # Errors
    /// `not_joined`, `no_right`, `bad_field`, `policy_unfulfillable` (with the roles that are missing),
    /// `nothing_changed`.
    pub fn set_policy(&self, policy: Policy) -> Result<()> {
        policy
            .well_formed()
            .map_err(|error| DeskError::about(Code::BadField, error))?;
        if self.policy()? == policy {
            return Err(Code::NothingChanged.into());
        }
        let sealed = Body::policy(policy, self.salt());
        let what = What::PolicySet {
            policy: sealed.hash,
        };
        self.act(None, what, vec![(sealed.hash, sealed.bytes)], None)
            .map(drop)
    }
}
