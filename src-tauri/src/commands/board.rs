//! The board and its public.

use crate::{
    ipc::{
        Consultation, Invitation, Invited, Member, Policy, Problem, PublicComment, Section, parsed,
        told,
    },
    session::Session,
};
use tauri::State;

/// The members of the board.
#[tauri::command]
#[specta::specta]
pub(crate) async fn members(session: State<'_, Session>) -> Result<Vec<Member>, Problem> {
    session.with(|desk| told(&desk.members()?)).await
}

/// The sections of the site, in their order.
#[tauri::command]
#[specta::specta]
pub(crate) async fn sections(session: State<'_, Session>) -> Result<Vec<Section>, Problem> {
    session.with(|desk| told(&desk.sections()?)).await
}

/// What the public wrote to a consultation.
#[tauri::command]
#[specta::specta]
pub(crate) async fn comments(
    session: State<'_, Session>,
    edition: String,
) -> Result<Vec<PublicComment>, Problem> {
    let edition = parsed(&edition)?;
    session
        .with(move |desk| told(&desk.comments(edition)?))
        .await
}

/// The consultations, the one that closes first before the others.
#[tauri::command]
#[specta::specta]
pub(crate) async fn consultations(
    session: State<'_, Session>,
) -> Result<Vec<Consultation>, Problem> {
    session.with(|desk| told(&desk.consultations()?)).await
}

fn roles(roles: &[String]) -> Result<Vec<editorial::Role>, Problem> {
    roles.iter().map(|role| parsed(role)).collect()
}

/// Invites a new member: the code is answered once and stored nowhere.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_invite(
    session: State<'_, Session>,
    name: String,
    roles: Vec<String>,
) -> Result<Invited, Problem> {
    let roles = self::roles(&roles)?;
    let invited = session
        .with(move |desk| told(&desk.invite(&name, &roles)?))
        .await?;
    session.wake();
    Ok(invited)
}

/// Invites one more computer of a member.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_invite_device(
    session: State<'_, Session>,
    member: String,
) -> Result<Invited, Problem> {
    let member = parsed(&member)?;
    let invited = session
        .with(move |desk| told(&desk.invite_device(member)?))
        .await?;
    session.wake();
    Ok(invited)
}

/// The invitations that nobody used yet.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_invitations(
    session: State<'_, Session>,
) -> Result<Vec<Invitation>, Problem> {
    session.with(|desk| told(&desk.invitations()?)).await
}

/// Takes an invitation back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_uninvite(
    session: State<'_, Session>,
    invitation: String,
) -> Result<(), Problem> {
    let invitation = parsed(&invitation)?;
    session
        .with(move |desk| Ok(desk.uninvite(invitation)?))
        .await?;
    session.wake();
    Ok(())
}

/// Gives a member a role, or ends it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_role(
    session: State<'_, Session>,
    member: String,
    role: String,
    held: bool,
) -> Result<(), Problem> {
    let (member, role) = (parsed(&member)?, parsed(&role)?);
    session
        .with(move |desk| {
            if held {
                desk.give_role(member, role)?;
            } else {
                desk.end_role(member, role)?;
            }
            Ok(())
        })
        .await?;
    session.wake();
    Ok(())
}

/// Ends a computer's right to write to the ledger.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_revoke(
    session: State<'_, Session>,
    device: String,
) -> Result<(), Problem> {
    let device = parsed(&device)?;
    session
        .with(move |desk| Ok(desk.revoke_device(device)?))
        .await?;
    session.wake();
    Ok(())
}

/// How the board approves.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_policy(session: State<'_, Session>) -> Result<Policy, Problem> {
    session.with(|desk| told(&desk.policy()?)).await
}

/// Sets how the board approves what is submitted from now on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn board_set_policy(
    session: State<'_, Session>,
    policy: Policy,
) -> Result<(), Problem> {
    let policy = told(&policy)?;
    session
        .with(move |desk| Ok(desk.set_policy(policy)?))
        .await?;
    session.wake();
    Ok(())
}
