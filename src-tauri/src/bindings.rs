//! The typed door between pages and program; `ui/src/ipc/bindings.ts` is written from it.

use crate::{
    commands::{board, drafts, home, items, practice, profile, review, sync, translation, window},
    ipc::Changed,
};
use tauri::Wry;
use tauri_specta::{Builder, ErrorHandlingMode, collect_commands, collect_events};

/// All commands and events.
pub(crate) fn builder() -> Builder<Wry> {
    Builder::<Wry>::new()
        .error_handling(ErrorHandlingMode::Throw)
        .disable_serde_phases()
        .commands(collect_commands![
            profile::profile_state,
            profile::profile_create,
            profile::profile_open,
            profile::profile_may_ask,
            profile::profile_join,
            profile::profile_words,
            profile::profile_sheet,
            profile::profile_sheet_save,
            profile::choose_sheet,
            profile::profile_close,
            profile::profile_passphrase,
            profile::profile_backup,
            profile::profile_working,
            profile::profile_work_stop,
            profile::profile_restore,
            profile::choose_file,
            profile::status,
            home::home,
            home::translating_list,
            home::translating_counts,
            items::items_list,
            items::items_outline,
            items::items_show,
            items::items_search,
            items::items_new,
            items::items_trash,
            items::items_untrash,
            items::items_trashed,
            items::items_history,
            items::items_newest,
            items::items_diff,
            items::items_html,
            items::picture_read,
            drafts::draft_save,
            drafts::draft_check,
            drafts::draft_discard,
            drafts::draft_share,
            drafts::draft_picture,
            drafts::draft_snapshots,
            drafts::draft_snapshot,
            drafts::draft_restore,
            drafts::draft_keep,
            review::review_submit,
            review::review_take_back,
            review::review_queue,
            review::review_approve,
            review::review_return,
            sync::sync_now,
            sync::sync_stop,
            sync::sync_outbox,
            sync::sync_recall,
            sync::sync_refusals,
            sync::sync_log,
            sync::sync_dismiss,
            sync::sync_forks,
            sync::sync_fork,
            sync::sync_choose,
            sync::sync_is_offline,
            sync::sync_offline,
            board::members,
            board::sections,
            board::comments,
            board::consultations,
            board::board_invite,
            board::board_invite_device,
            board::board_invitations,
            board::board_uninvite,
            board::board_role,
            board::board_revoke,
            board::board_policy,
            board::board_set_policy,
            translation::translation_open,
            translation::translation_segments,
            translation::translation_set,
            translation::translation_review,
            translation::translation_choose,
            window::ime_reset,
            window::speak,
            window::page_open,
            practice::practice_start,
            practice::practice_making,
            practice::practice_stop,
            practice::practice_as,
            practice::practice_passphrase,
            practice::practice_leave,
            practice::practice_discard,
        ])
        .events(collect_events![Changed])
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used)]

    use specta_typescript::Typescript;
    use std::path::Path;

    const COMMITTED: &str = "../ui/src/ipc/bindings.ts";

    /// The pages are checked against this file, so it must be what the program really offers. After a change of a
    /// command, run the tests with `BANTHAO_WRITE_BINDINGS=1` and commit what they wrote.
    #[test]
    fn the_committed_bindings_are_those_of_the_program() {
        let folder = tempfile::tempdir().unwrap();
        let fresh = folder.path().join("bindings.ts");
        super::builder()
            .export(
                Typescript::default()
                    .header("// Written by the tests of src-tauri; do not edit.\n"),
                &fresh,
            )
            .unwrap();
        let fresh = std::fs::read_to_string(fresh).unwrap();
        let committed = Path::new(env!("CARGO_MANIFEST_DIR")).join(COMMITTED);
        if std::env::var_os("BANTHAO_WRITE_BINDINGS").is_some() {
            std::fs::write(&committed, &fresh).unwrap();
        }
        assert_eq!(
            std::fs::read_to_string(committed).unwrap(),
            fresh,
            "ui/src/ipc/bindings.ts is out of date"
        );
    }
}
