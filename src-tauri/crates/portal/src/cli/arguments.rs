//! The command line's arguments, as the contract names them.

use clap::{Args, Parser, Subcommand, ValueEnum};
use editorial::{DeviceId, Hash, MemberId, Role, event::Ground};
use std::{net::SocketAddr, path::PathBuf};

/// The portal of Bản Thảo: ledger, API and public site.
#[derive(Debug, Parser)]
#[command(name = "banthao-portal", version, disable_help_subcommand = true)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Serves the API and the public site.
    Serve(Serve),
    /// A department's site.
    #[command(subcommand)]
    Site(SiteCommand),
    /// Invites a new member, or one more device of a known one, and prints the code.
    Invite(Invite),
    /// Takes an invitation back.
    Uninvite(Uninvite),
    /// The members.
    #[command(subcommand)]
    Member(MemberCommand),
    /// A member's roles.
    #[command(subcommand)]
    Role(RoleCommand),
    /// The members' devices.
    #[command(subcommand)]
    Device(DeviceCommand),
    /// Sets the approval policy, or prints it.
    Policy(Policy),
    /// Erases a body everywhere.
    Erase(Erase),
    /// Proves the whole ledger: chain, signatures, bodies, approvals.
    Audit(OnSite),
}

#[derive(Debug, Subcommand)]
pub(super) enum SiteCommand {
    /// Adds a site with its key and its ledger.
    Add(SiteAdd),
}

#[derive(Debug, Subcommand)]
pub(super) enum MemberCommand {
    /// Lists the members.
    List(OnSite),
}

#[derive(Debug, Subcommand)]
pub(super) enum RoleCommand {
    /// Gives a member a role.
    Give(RoleOf),
    /// Ends a member's role.
    End(RoleOf),
}

#[derive(Debug, Subcommand)]
pub(super) enum DeviceCommand {
    /// Lists the devices.
    List(OnSite),
    /// Ends a device, from its place in the ledger on.
    Revoke(Revoke),
}

/// What every command takes.
#[derive(Debug, Clone, Args)]
pub(super) struct Data {
    /// The data folder; made if it is not there.
    #[arg(long, value_name = "DIR")]
    pub(super) data: PathBuf,
    /// Print one JSON value.
    #[arg(long)]
    pub(super) json: bool,
}

#[derive(Debug, Args)]
pub(super) struct Serve {
    #[command(flatten)]
    pub(super) data: Data,
    /// The address to listen on; port 0 picks one.
    #[arg(long, value_name = "ADDR", default_value = "127.0.0.1:8080")]
    pub(super) listen: SocketAddr,
    /// An address of its own for the public site.
    #[arg(long, value_name = "ADDR")]
    pub(super) public_listen: Option<SocketAddr>,
}

#[derive(Debug, Args)]
pub(super) struct OnSite {
    /// The site.
    pub(super) site: String,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct SiteAdd {
    /// Its name in addresses: lower-case letters, digits, hyphens.
    pub(super) site: String,
    /// Its Vietnamese name.
    #[arg(long, value_name = "N")]
    pub(super) name_vi: String,
    /// Its English name.
    #[arg(long, value_name = "N")]
    pub(super) name_en: String,
    /// The host name it answers for.
    #[arg(long, value_name = "NAME")]
    pub(super) host: Option<String>,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Invite {
    /// The site.
    pub(super) site: String,
    /// A role of the new member; may be given several times.
    #[arg(long, required_unless_present = "member", conflicts_with = "member")]
    pub(super) role: Vec<Role>,
    /// The new member's name.
    #[arg(
        long,
        value_name = "N",
        required_unless_present = "member",
        conflicts_with = "member"
    )]
    pub(super) name: Option<String>,
    /// A known member, for one more device.
    #[arg(long, value_name = "M")]
    pub(super) member: Option<MemberId>,
    /// For how long: a number with s, m, h or d.
    #[arg(long, value_name = "TIME", default_value = "7d", value_parser = duration)]
    pub(super) valid: i64,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Uninvite {
    /// The site.
    pub(super) site: String,
    /// The invitation's code.
    pub(super) code: String,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct RoleOf {
    /// The site.
    pub(super) site: String,
    /// The member.
    pub(super) member: MemberId,
    /// The role: editor, translator, reviser, approver or chief.
    pub(super) role: Role,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Revoke {
    /// The site.
    pub(super) site: String,
    /// The device.
    pub(super) device: DeviceId,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Policy {
    /// The site.
    pub(super) site: String,
    /// A file with the new policy; `-` reads standard input.
    #[arg(long, value_name = "F")]
    pub(super) file: Option<PathBuf>,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Args)]
pub(super) struct Erase {
    /// The site.
    pub(super) site: String,
    /// The body.
    pub(super) hash: Hash,
    /// On which ground.
    #[arg(long)]
    pub(super) ground: GroundName,
    #[command(flatten)]
    pub(super) data: Data,
}

#[derive(Debug, Clone, Copy, ValueEnum)]
pub(super) enum GroundName {
    Court,
    Person,
    Secret,
    Mistake,
}

impl From<GroundName> for Ground {
    fn from(name: GroundName) -> Self {
        match name {
            GroundName::Court => Self::Court,
            GroundName::Person => Self::Person,
            GroundName::Secret => Self::Secret,
            GroundName::Mistake => Self::Mistake,
        }
    }
}

impl Command {
    pub(super) fn data(&self) -> &Data {
        match self {
            Self::Serve(it) => &it.data,
            Self::Site(SiteCommand::Add(it)) => &it.data,
            Self::Invite(it) => &it.data,
            Self::Uninvite(it) => &it.data,
            Self::Member(MemberCommand::List(it))
            | Self::Device(DeviceCommand::List(it))
            | Self::Audit(it) => &it.data,
            Self::Role(RoleCommand::Give(it) | RoleCommand::End(it)) => &it.data,
            Self::Device(DeviceCommand::Revoke(it)) => &it.data,
            Self::Policy(it) => &it.data,
            Self::Erase(it) => &it.data,
        }
    }
}

/// A time span as `90s`, `30m`, `12h` or `7d`, in milliseconds.
fn duration(text: &str) -> Result<i64, String> {
    let wrong = || format!("{text:?} is no time span: a number with s, m, h or d, as 7d");
    let at = text.find(|c: char| !c.is_ascii_digit()).ok_or_else(wrong)?;
    let (number, unit) = text.split_at(at);
    let unit: i64 = match unit {
        "s" => 1_000,
        "m" => 60_000,
        "h" => 3_600_000,
        "d" => 86_400_000,
        _ => return Err(wrong()),
    };
    let number: i64 = number.parse().map_err(|_| wrong())?;
    match number.checked_mul(unit) {
        Some(millis) if millis > 0 && millis <= 3650 * 86_400_000 => Ok(millis),
        _ => Err(format!("{text:?} is not between one second and ten years")),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn a_span_has_a_number_and_a_unit() {
        assert_eq!(duration("7d"), Ok(7 * 86_400_000));
        assert_eq!(duration("90s"), Ok(90_000));
        for wrong in [
            "",
            "7",
            "d",
            "-1d",
            "0d",
            "7w",
            "1.5h",
            "99999999999999999999d",
            "9999999d",
        ] {
            assert!(duration(wrong).is_err(), "{wrong}");
        }
    }
}
