//! What the operator does on the command line, visibly in the ledger.

use super::Portal;
use crate::{
    db,
    failure::{Failure, no},
    ledger::{SigningKey, Site},
    surroundings::{new_uuid, random},
};
use editorial::{
    Body, Code, DeviceId, Hash, MemberId, Millis, Policy, PublicKey, Role, Salt, What,
    event::Ground,
    keys::{self, InvitationCode},
    state::State,
};

/// The time zone of every site.
const ZONE: &str = "Asia/Ho_Chi_Minh";

/// The longest name of a site or a member.
const NAME_CHARS: usize = 200;

/// The sections every site begins with: key, Vietnamese name, English name.
const SECTIONS: [(&str, &str, &str); 3] = [
    ("tin-tuc", "Tin tức", "News"),
    ("gioi-thieu", "Giới thiệu", "About"),
    ("lay-y-kien", "Lấy ý kiến", "Consultations"),
];

/// A site that was added.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewSite {
    /// Its ledger's name.
    pub ledger: Hash,
    /// Its key.
    pub key: PublicKey,
}

/// A body ready to be stored: its name, its bytes, what it says.
type Ready = (Hash, Vec<u8>, Body);

impl Portal {
    fn salt(&self) -> Salt {
        Salt::from_bytes(random(&*self.around))
    }

    fn text_body(&self, text: &str) -> Result<Ready, Failure> {
        if text.trim().is_empty() || text.chars().count() > NAME_CHARS {
            return Err(no(
                Code::BadField,
                format!("a name has 1 to {NAME_CHARS} characters"),
            ));
        }
        if language::unsafe_characters(text).next().is_some() {
            return Err(no(
                Code::BadField,
                "a name must not hold invisible or control characters",
            ));
        }
        let sealed = Body::text(text, self.salt());
        Ok((sealed.hash, sealed.bytes, Body::Text(sealed.value)))
    }

    /// Adds a department's site: its key, the first entry of its ledger, and the sections it begins with.
    ///
    /// # Errors
    ///
    /// `bad_field` for a name that cannot stand in addresses, `not_empty` for one that is taken.
    pub fn add_site(
        &self,
        name: &str,
        name_vi: &str,
        name_en: &str,
        host: Option<&str>,
    ) -> Result<NewSite, Failure> {
        if !keys::is_site_name(name) {
            return Err(no(
                Code::BadField,
                format!(
                    "{name:?} cannot name a site: lower-case letters, digits and hyphens, at most 63"
                ),
            ));
        }
        let host = host.map(|host| host.trim().trim_end_matches('.').to_ascii_lowercase());
        let (name_vi, name_en) = (self.text_body(name_vi)?, self.text_body(name_en)?);
        let secret = SigningKey::from_bytes(&random(&*self.around));
        let key = keys::public(&secret);
        let taken = self.db.read(|from| {
            Ok(db::sites::all(from)?
                .into_iter()
                .any(|row| row.name == name || (host.is_some() && row.host == host)))
        })?;
        if taken {
            return Err(no(
                Code::NotEmpty,
                "there is a site of that name or host already",
            ));
        }
        // A row without a ledger and the ledger itself come in one transaction.
        let sections: Result<Vec<_>, Failure> = SECTIONS
            .iter()
            .zip(1_u32..)
            .map(|((key, vi, en), order)| {
                let value = serde_json::to_value(editorial::body::Section {
                    vi: (*vi).to_owned(),
                    en: (*en).to_owned(),
                    order,
                })
                .map_err(|error| Failure::Broken(error.to_string()))?;
                let sealed = Body::data("section", key, value, self.salt());
                Ok((
                    (*key).to_owned(),
                    (sealed.hash, sealed.bytes, Body::Data(sealed.value)),
                ))
            })
            .collect();
        let sections = sections?;
        let ledger = self.db.write(|tx| {
            let id = db::sites::add(tx, name, host.as_deref(), secret.as_bytes())?;
            let site = Site::of(db::sites::SiteRow {
                id,
                name: name.to_owned(),
                host: host.clone(),
                secret: secret.to_bytes(),
                ledger: Hash::ZERO,
            });
            let mut state = State::default();
            let mut writing = crate::ledger::Writing::new(tx, &site, &*self.around, &mut state);
            let begins = What::SiteCreated {
                name_vi: name_vi.0,
                name_en: name_en.0,
                key,
                zone: ZONE.to_owned(),
            };
            writing.operate(begins, vec![name_vi, name_en])?;
            for (key, body) in sections {
                writing.operate(
                    What::Put {
                        collection: "section".to_owned(),
                        key,
                        body: Some(body.0),
                        replaces: None,
                    },
                    vec![body],
                )?;
            }
            let ledger = state
                .board
                .ledger
                .ok_or_else(|| Failure::Broken("the ledger did not begin".to_owned()))?;
            db::sites::set_ledger(tx, id, ledger)?;
            Ok(ledger)
        })?;
        Ok(NewSite { ledger, key })
    }

    fn operate(&self, site: &Site, what: What, bodies: Vec<Ready>) -> Result<u64, Failure> {
        self.write(site, |writing| writing.operate(what, bodies))
    }

    fn invite_as(
        &self,
        site: &Site,
        member: MemberId,
        roles: Vec<Role>,
        name: Option<Ready>,
        valid: i64,
    ) -> Result<InvitationCode, Failure> {
        let code = InvitationCode::new(&site.name, random(&*self.around), &site.public_key());
        let expires = Millis(self.now(site)?.0.saturating_add(valid));
        let invitation = keys::public(&code.key());
        let what = What::Invited {
            invitation,
            subject: member,
            roles,
            name: name.as_ref().map(|it| it.0),
            expires,
        };
        self.operate(site, what, name.into_iter().collect())?;
        Ok(code)
    }

    /// Invites a new member, for `valid` milliseconds.
    ///
    /// # Errors
    ///
    /// `bad_field` for no name or no role.
    pub fn invite(
        &self,
        site: &Site,
        name: &str,
        roles: &[Role],
        valid: i64,
    ) -> Result<InvitationCode, Failure> {
        let mut roles = roles.to_vec();
        roles.sort_unstable();
        roles.dedup();
        if roles.is_empty() {
            return Err(no(Code::BadField, "a new member needs a role"));
        }
        let name = self.text_body(name)?;
        self.invite_as(
            site,
            MemberId::from_uuid(new_uuid(&*self.around)),
            roles,
            Some(name),
            valid,
        )
    }

    /// Invites one more device of a member, for `valid` milliseconds.
    ///
    /// # Errors
    ///
    /// `not_found` for an unknown member.
    pub fn invite_device(
        &self,
        site: &Site,
        member: MemberId,
        valid: i64,
    ) -> Result<InvitationCode, Failure> {
        if !site.look(&self.db, |state| state.board.members.contains_key(&member))? {
            return Err(no(Code::NotFound, "there is no such member"));
        }
        self.invite_as(site, member, Vec::new(), None, valid)
    }

    /// Takes an invitation back.
    ///
    /// # Errors
    ///
    /// `wrong_site`, `not_found`, `invitation_used`.
    pub fn uninvite(&self, site: &Site, code: &InvitationCode) -> Result<(), Failure> {
        if code.site != site.name || !code.is_for(&site.public_key()) {
            return Err(no(Code::WrongSite, "this invitation is for another site"));
        }
        self.operate(
            site,
            What::Uninvited {
                invitation: keys::public(&code.key()),
            },
            Vec::new(),
        )
        .map(|_| ())
    }

    /// Gives a member a role.
    ///
    /// # Errors
    ///
    /// `not_found`, `nothing_changed`.
    pub fn give_role(&self, site: &Site, member: MemberId, role: Role) -> Result<(), Failure> {
        self.operate(
            site,
            What::RoleGiven {
                subject: member,
                role,
                from: None,
                to: None,
            },
            Vec::new(),
        )
        .map(|_| ())
    }

    /// Ends a member's role.
    ///
    /// # Errors
    ///
    /// `not_found`, `nothing_changed`.
    pub fn end_role(&self, site: &Site, member: MemberId, role: Role) -> Result<(), Failure> {
        self.operate(
            site,
            What::RoleEnded {
                subject: member,
                role,
            },
            Vec::new(),
        )
        .map(|_| ())
    }

    /// Ends a device.
    ///
    /// # Errors
    ///
    /// `device_unknown`, `nothing_changed`.
    pub fn revoke_device(&self, site: &Site, device: DeviceId) -> Result<(), Failure> {
        self.operate(site, What::DeviceRevoked { subject: device }, Vec::new())
            .map(|_| ())
    }

    /// The policy for submissions from now on.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn policy(&self, site: &Site) -> Result<Policy, Failure> {
        site.look(&self.db, |state| state.board.policy.clone())
    }

    /// Sets the policy for submissions from now on.
    ///
    /// # Errors
    ///
    /// `policy_unfulfillable`, naming the roles that are missing; `bad_field` for a rule that means nothing.
    pub fn set_policy(&self, site: &Site, policy: Policy) -> Result<(), Failure> {
        policy
            .well_formed()
            .map_err(|bad| no(Code::BadField, bad.to_string()))?;
        let sealed = Body::policy(policy, self.salt());
        let body = (sealed.hash, sealed.bytes, Body::Policy(sealed.value));
        self.operate(
            site,
            What::PolicySet {
                policy: sealed.hash,
            },
            vec![body],
        )
        .map(|_| ())
    }

    /// Erases a body everywhere. Erasing the same again empties the log where that could not be done at the time.
    ///
    /// # Errors
    ///
    /// `not_found` for a body that the ledger does not name, `wrong_state` for a policy, `nothing_changed`; `busy` where
    /// it is erased, but the database's log could not be emptied yet.
    pub fn erase(&self, site: &Site, body: Hash, ground: Ground) -> Result<(), Failure> {
        let erased = self.write(site, |writing| {
            if !db::entries::names(writing.tx, site.id, body)? {
                return Err(no(Code::NotFound, "the ledger names no such text"));
            }
            // The rules of the board rest on it; it holds nothing of anybody.
            if let Some(bytes) = db::bodies::get(writing.tx, site.id, body)?
                && matches!(serde_json::from_str(&bytes), Ok(Body::Policy(_)))
            {
                return Err(no(Code::WrongState, "a policy is never erased"));
            }
            writing
                .operate(What::Erased { body, ground }, Vec::new())
                .map(|_| ())
        });
        match erased {
            Err(failure) if failure.code() == Some(Code::NothingChanged) => {
                self.forget_log();
                self.log_is_empty().and(Err(failure))
            }
            Err(failure) => Err(failure),
            Ok(()) => self.log_is_empty(),
        }
    }

    /// Looks at what stands on a site.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn look<T>(&self, site: &Site, act: impl FnOnce(&State) -> T) -> Result<T, Failure> {
        site.look(&self.db, act)
    }

    /// The words of a small body, where it is there.
    ///
    /// # Errors
    ///
    /// [`Failure`] of the database.
    pub fn words(&self, site: &Site, body: Hash) -> Result<Option<String>, Failure> {
        self.db
            .read(|from| crate::publication::read_text(from, site, body))
    }
}
