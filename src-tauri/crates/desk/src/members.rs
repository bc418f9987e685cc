//! The board: its people and their devices.

use crate::{Desk, Result, time};
use editorial::{DeviceId, MemberId, Role};
use serde::Serialize;

/// A member.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MemberRow {
    /// The member.
    pub member: MemberId,
    /// The name.
    pub name: String,
    /// The roles, each with its time.
    pub roles: Vec<TermRow>,
    /// The devices.
    pub devices: Vec<DeviceRow>,
}

/// A role held from one time to another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TermRow {
    /// The role.
    pub role: Role,
    /// From when.
    pub from: String,
    /// Until when.
    pub to: Option<String>,
}

/// A device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct DeviceRow {
    /// The device.
    pub device: DeviceId,
    /// The name.
    pub name: String,
    /// Since when.
    pub added: String,
    /// When it ended.
    pub ended: Option<String>,
}

impl Desk {
    /// The members of the board, by their given names.
    ///
    /// # Errors
    /// `not_joined`.
    pub fn members(&self) -> Result<Vec<MemberRow>> {
        self.me()?;
        let board = store::mirror::board(&self.store)?;
        let mut rows = Vec::new();
        for (id, member) in &board.members {
            let mut devices = Vec::new();
            for (device, it) in board.devices.iter().filter(|(_, it)| it.member == *id) {
                let name = self.text_of(it.name)?.unwrap_or_default();
                devices.push(DeviceRow {
                    device: *device,
                    name,
                    added: time::write(it.added),
                    ended: it.ended.map(time::write),
                });
            }
            let roles = member
                .terms
                .iter()
                .map(|term| TermRow {
                    role: term.role,
                    from: time::write(term.from),
                    to: term.to.map(time::write),
                })
                .collect();
            let name = self.name_of(&board, *id)?;
            rows.push(MemberRow {
                member: *id,
                name,
                roles,
                devices,
            });
        }
        rows.sort_by(|a, b| language::compare_names(&a.name, &b.name));
        Ok(rows)
    }

    /// The site's Vietnamese and English names, once its ledger is here.
    ///
    /// # Errors
    /// Those of the store.
    pub fn site_names(&self) -> Result<Option<(String, String)>> {
        let board = store::mirror::board(&self.store)?;
        let Some((vi, en)) = board.names else {
            return Ok(None);
        };
        Ok(self.text_of(vi)?.zip(self.text_of(en)?))
    }

    pub(crate) fn name_of(
        &self,
        board: &editorial::state::Board,
        member: MemberId,
    ) -> Result<String> {
        let name = board.members.get(&member).and_then(|it| it.name);
        Ok(name
            .map(|hash| self.text_of(hash))
            .transpose()?
            .flatten()
            .unwrap_or_default())
    }
}
