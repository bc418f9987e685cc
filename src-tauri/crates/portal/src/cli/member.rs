//! Members, invitations, roles, devices.

use super::{
    Said,
    arguments::{Invite, Revoke, RoleOf, Uninvite},
};
use crate::{
    failure::{Failure, no},
    ledger::Site,
    portal::Portal,
};
use editorial::{
    Code, Hash, MemberId, Millis,
    keys::InvitationCode,
    state::{Device, Term},
};
use protocol::to_rfc3339;
use serde_json::{Value, json};

pub(super) fn invite(portal: &Portal, it: &Invite) -> Result<Said, Failure> {
    let site = portal.site(&it.site)?;
    let code = match it.member {
        Some(member) => portal.invite_device(&site, member, it.valid)?,
        None => portal.invite(
            &site,
            it.name.as_deref().unwrap_or_default(),
            &it.role,
            it.valid,
        )?,
    };
    let json = json!({"code": code.to_string()});
    // Scripts and people alike take the code from here: it is JSON always.
    Ok(Said::new(json.clone(), json.to_string()))
}

pub(super) fn uninvite(portal: &Portal, it: &Uninvite) -> Result<Said, Failure> {
    let site = portal.site(&it.site)?;
    let code: InvitationCode = it
        .code
        .parse()
        .map_err(|_| no(Code::BadField, "this is no invitation code"))?;
    portal.uninvite(&site, &code)?;
    Ok(Said::done())
}

pub(super) fn give(portal: &Portal, it: &RoleOf) -> Result<Said, Failure> {
    portal.give_role(&*portal.site(&it.site)?, it.member, it.role)?;
    Ok(Said::done())
}

pub(super) fn end(portal: &Portal, it: &RoleOf) -> Result<Said, Failure> {
    portal.end_role(&*portal.site(&it.site)?, it.member, it.role)?;
    Ok(Said::done())
}

pub(super) fn revoke(portal: &Portal, it: &Revoke) -> Result<Said, Failure> {
    portal.revoke_device(&*portal.site(&it.site)?, it.device)?;
    Ok(Said::done())
}

fn words(portal: &Portal, site: &Site, body: Option<Hash>) -> Result<String, Failure> {
    Ok(match body {
        Some(body) => portal.words(site, body)?.unwrap_or_default(),
        None => String::new(),
    })
}

fn time(at: Option<Millis>) -> Value {
    at.map_or(Value::Null, |at| to_rfc3339(at).into())
}

fn term(term: &Term) -> Value {
    json!({"role": term.role, "from": to_rfc3339(term.from), "to": time(term.to)})
}

pub(super) fn list(portal: &Portal, site: &str) -> Result<Said, Failure> {
    let site = portal.site(site)?;
    let (members, devices) = portal.look(&site, |state| {
        (state.board.members.clone(), state.board.devices.clone())
    })?;
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for (id, member) in &members {
        let name = words(portal, &site, member.name)?;
        let mut own = Vec::new();
        let mut at_work = 0;
        for (device, it) in devices.iter().filter(|(_, it)| it.member == *id) {
            let name = words(portal, &site, Some(it.name))?;
            at_work += usize::from(it.ended.is_none());
            own.push(json!({"device": device, "name": name, "added": to_rfc3339(it.added), "ended": time(it.ended)}));
        }
        lines.push(vec![
            id.to_string(),
            name.clone(),
            roles(portal, &site, *id)?.join(", "),
            at_work.to_string(),
        ]);
        let terms: Vec<Value> = member.terms.iter().map(term).collect();
        rows.push(json!({"member": id, "name": name, "roles": terms, "devices": own}));
    }
    Ok(Said::new(
        rows.into(),
        table(["member", "name", "roles", "devices"], &lines),
    ))
}

fn roles(portal: &Portal, site: &Site, member: MemberId) -> Result<Vec<String>, Failure> {
    let clock = portal.clock();
    portal.look(site, |state| {
        let now = clock.max(state.board.newest());
        state
            .board
            .roles(member, now)
            .into_iter()
            .map(|role| role.to_string())
            .collect()
    })
}

pub(super) fn devices(portal: &Portal, site: &str) -> Result<Said, Failure> {
    let site = portal.site(site)?;
    let devices = portal.look(&site, |state| state.board.devices.clone())?;
    let mut rows = Vec::new();
    let mut lines = Vec::new();
    for (id, it) in &devices {
        let Device {
            member,
            name,
            added,
            ended,
            ..
        } = it;
        let name = words(portal, &site, Some(*name))?;
        let roles = roles(portal, &site, *member)?;
        let ended_at = ended.map_or_else(|| "–".to_owned(), to_rfc3339);
        lines.push(vec![
            id.to_string(),
            name.clone(),
            member.to_string(),
            roles.join(", "),
            to_rfc3339(*added),
            ended_at,
        ]);
        rows.push(json!({
            "device": id, "name": name, "member": member, "roles": roles,
            "added": to_rfc3339(*added), "revoked": time(*ended)
        }));
    }
    Ok(Said::new(
        rows.into(),
        table(
            ["device", "name", "member", "roles", "added", "revoked"],
            &lines,
        ),
    ))
}

/// Aligned columns.
fn table<const N: usize>(head: [&str; N], rows: &[Vec<String>]) -> String {
    let mut widths = head.map(|it| it.chars().count());
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = (*width).max(cell.chars().count());
        }
    }
    let line = |cells: &mut dyn Iterator<Item = &str>| {
        let padded = cells
            .zip(widths)
            .map(|(cell, width)| format!("{cell}{}", " ".repeat(width - cell.chars().count())));
        padded.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    let mut text = line(&mut head.into_iter());
    for row in rows {
        text.push('\n');
        text.push_str(&line(&mut row.iter().map(String::as_str)));
    }
    text
}
