//! The commands and their options, as promised in the command-line contract.

use clap::{Args, Parser, Subcommand};
use editorial::{EditionId, Hash, ItemId, Kind, Lang, translation::SegmentState};
use std::path::PathBuf;

/// The desk of an editorial board, without its window.
#[derive(Debug, Parser)]
#[command(name = "banthao-cli", version, about, max_term_width = 100)]
pub(crate) struct Call {
    /// The desk's folder.
    #[arg(long, global = true, env = "BANTHAO_PROFILE", value_name = "DIR")]
    pub(crate) profile: Option<PathBuf>,
    /// A file with the passphrase (otherwise `BANTHAO_PASSPHRASE`, otherwise the system keyring).
    #[arg(long, global = true, value_name = "F")]
    pub(crate) passphrase_file: Option<PathBuf>,
    /// Print one JSON value on standard output.
    #[arg(long, global = true)]
    pub(crate) json: bool,
    /// The language of messages.
    #[arg(long, global = true, env = "BANTHAO_LANG", value_name = "vi|en")]
    pub(crate) speak: Option<Lang>,
    /// What to do.
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Make a new desk, local, not joined.
    Init {
        /// Your name.
        #[arg(long, allow_hyphen_values = true)]
        name: String,
    },
    /// Join a board's site with an invitation.
    Join {
        /// The portal's address.
        url: String,
        /// The code of the invitation.
        #[arg(long, value_name = "CODE")]
        invitation: String,
        /// What this computer is to be called.
        #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
        device: String,
    },
    /// Begin a new item.
    New {
        /// article, page or consultation.
        kind: Kind,
        /// The language it is written in.
        #[arg(long, default_value = "vi")]
        lang: Lang,
        /// Text, title and fields.
        #[command(flatten)]
        text: TextArgs,
    },
    /// Bring in many files, each as an item.
    Import {
        /// The files.
        #[arg(required = true)]
        files: Vec<PathBuf>,
        /// What they are.
        #[arg(long, default_value = "article")]
        kind: Kind,
    },
    /// Change the draft of an edition.
    Edit {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Text, title and fields.
        #[command(flatten)]
        text: TextArgs,
    },
    /// Add a picture to a draft, re-encoded and stripped of camera data.
    Picture {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// The picture.
        #[arg(long, value_name = "F")]
        file: PathBuf,
        /// What one sees.
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        alt: String,
        /// The line below.
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        caption: String,
        /// Who made it.
        #[arg(long, default_value = "", allow_hyphen_values = true)]
        credit: String,
        /// The block it follows; otherwise the end.
        #[arg(long, value_name = "BLOCK")]
        after: Option<editorial::BlockId>,
    },
    /// Drop the draft of an edition.
    Discard {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// Put an item never shared nor submitted into the trash.
    Trash {
        /// The item.
        item: ItemId,
    },
    /// Take an item out of the trash.
    Untrash {
        /// The item.
        item: ItemId,
    },
    /// List editions.
    List(ListArgs),
    /// Show one edition.
    Show {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Another revision than the newest text.
        #[arg(long, value_name = "R")]
        revision: Option<Hash>,
        /// json, html, text or md.
        #[arg(long = "as", value_name = "FORM")]
        form: Option<Form>,
    },
    /// Run the checks on an edition.
    Check {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// The events of an edition, oldest first.
    History {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// Compare two texts of an edition by words.
    Diff {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// A revision, `draft` or `live`.
        #[arg(long, value_name = "R")]
        from: Option<String>,
        /// A revision, `draft` or `live`.
        #[arg(long, value_name = "R")]
        to: Option<String>,
    },
    /// Show a draft to the members.
    Share {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// Put an edition to the queue.
    Submit {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// A note to those who decide.
        #[arg(long, allow_hyphen_values = true)]
        note: Option<String>,
        /// When to publish: RFC 3339, or without an offset in the time of the site.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
        /// Why a check may be passed; may stand several times.
        #[arg(long = "reason", value_name = "CHECK=TEXT")]
        reasons: Vec<String>,
    },
    /// Take back a submission not yet fully approved.
    Takeback {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// Take an act out of the outbox that never reached a line.
    Recall {
        /// The act, as in `outbox`.
        id: editorial::EventId,
    },
    /// What waits for my decision.
    Queue,
    /// Approve a revision.
    Approve {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// The revision, 64 hex digits.
        #[arg(long, value_name = "R")]
        revision: Hash,
        /// Another time of publication.
        #[arg(long, value_name = "TIME")]
        at: Option<String>,
    },
    /// Return a revision to its writer.
    Return {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// The revision, 64 hex digits.
        #[arg(long, value_name = "R")]
        revision: Hash,
        /// Why.
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        reason: String,
    },
    /// Set or change the time of publication.
    Schedule {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// The time, RFC 3339 or without an offset in the time of the site; one not in the future means at once.
        #[arg(long, value_name = "TIME")]
        at: String,
    },
    /// Let a page stay readable, under a dated notice.
    Withdraw {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Why.
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        reason: String,
    },
    /// Take a page away, or lead its address to another.
    Unpublish {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Why.
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        reason: String,
        /// The item its address leads to.
        #[arg(long, value_name = "ITEM")]
        to: Option<ItemId>,
    },
    /// Open the edition in the other language, or bring it up to the newest text.
    Translate {
        /// The source edition, ITEM:LANG.
        edition: EditionId,
        /// The language to translate to.
        #[arg(long, value_name = "LANG")]
        to: Lang,
    },
    /// The sentences of a translated edition.
    Segments {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Only those in this state.
        #[arg(long, value_name = "S", value_parser = segment_state)]
        state: Option<SegmentState>,
    },
    /// Translate one sentence.
    Segment {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// The segment, as in `segments`.
        segment: String,
        /// The translation; `-` reads standard input.
        #[arg(long, value_name = "T", allow_hyphen_values = true)]
        target: String,
        /// How far it is.
        #[arg(long, value_name = "S", value_parser = segment_state)]
        state: Option<SegmentState>,
    },
    /// What the public wrote to a consultation.
    Comments {
        /// The edition, ITEM:LANG.
        edition: EditionId,
    },
    /// The members of the board.
    Members,
    /// One full exchange with the portal.
    Sync {
        /// Go on exchanging until stopped.
        #[arg(long)]
        watch: bool,
        /// Offer an older copy of the ledger what this desk holds.
        #[arg(long)]
        reoffer: bool,
    },
    /// Search titles and texts.
    Search {
        /// Plain words.
        #[arg(allow_hyphen_values = true)]
        text: String,
        /// At most so many.
        #[arg(long, value_name = "N", default_value_t = 20)]
        limit: u32,
    },
    /// What waits to be sent.
    Outbox,
    /// What the portal refused.
    Refusals {
        /// Put one notice away.
        #[arg(long, value_name = "ID")]
        dismiss: Option<editorial::EventId>,
    },
    /// Editions with two texts to choose from.
    Forks,
    /// End a fork.
    Resolve {
        /// The edition, ITEM:LANG.
        edition: EditionId,
        /// Which of the two texts.
        #[arg(
            long,
            value_name = "mine|theirs|both",
            required_unless_present = "from"
        )]
        take: Option<Take>,
        /// A file with the text to stand.
        #[arg(long, value_name = "FILE", conflicts_with = "take")]
        from: Option<PathBuf>,
    },
    /// Save all of the desk to one file, also while in use.
    Backup {
        /// The file.
        file: PathBuf,
    },
    /// Bring a backup into an empty profile, as a new device.
    Restore {
        /// The file.
        file: PathBuf,
        /// A file with the recovery words.
        #[arg(long, value_name = "W")]
        recovery_file: Option<PathBuf>,
    },
    /// Prove the store, the ledger's chain, its signatures and approvals.
    Verify,
    /// The recovery words, for printing.
    Recovery {
        /// Replace them by new ones.
        #[arg(long)]
        new: bool,
    },
    /// Set a new passphrase.
    Passwd {
        /// A file with the new passphrase.
        #[arg(long, value_name = "N")]
        new_passphrase_file: PathBuf,
        /// A file with the recovery words, in place of the present passphrase.
        #[arg(long, value_name = "W")]
        recovery_file: Option<PathBuf>,
    },
    /// What this desk is and how it stands.
    Status,
}

/// Text, title and fields.
#[derive(Debug, Args)]
pub(crate) struct TextArgs {
    /// The text: .html .md .txt or a document .json; `-` reads HTML, Markdown or JSON from standard input.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// The title.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub(crate) title: Option<String>,
    /// The summary.
    #[arg(long, value_name = "T", allow_hyphen_values = true)]
    pub(crate) summary: Option<String>,
    /// A field; may stand several times; an empty value clears it.
    #[arg(long = "field", value_name = "K=V")]
    pub(crate) fields: Vec<String>,
}

/// Which editions to list.
#[derive(Debug, Args)]
pub(crate) struct ListArgs {
    /// Only items of this kind.
    #[arg(long, value_name = "K")]
    pub(crate) kind: Option<Kind>,
    /// Only editions in this state.
    #[arg(long, value_name = "S")]
    pub(crate) state: Option<desk::items::ListState>,
    /// Only this language.
    #[arg(long, value_name = "L")]
    pub(crate) lang: Option<Lang>,
    /// Only those I hold a draft of or am the author of.
    #[arg(long)]
    pub(crate) mine: bool,
    /// At most so many.
    #[arg(long, value_name = "N")]
    pub(crate) limit: Option<u32>,
    /// Leave out so many first.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) offset: u32,
}

/// The form in which an edition is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Form {
    /// All that `show --json` prints.
    Json,
    /// The fragment that stands on the public page.
    Html,
    /// Words alone.
    Text,
    /// Markdown.
    Md,
    /// Word: in a later version.
    Docx,
    /// PDF: in a later version.
    Pdf,
}

/// Which of two texts is to stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Take {
    /// Mine.
    Mine,
    /// The other's.
    Theirs,
    /// Both, one after the other.
    Both,
}

fn segment_state(text: &str) -> Result<SegmentState, String> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| "initial, translated, reviewed or final".to_owned())
}
