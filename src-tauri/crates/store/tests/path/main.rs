//! The path of a text through drafts, outbox and mirror, and what the list shows at each step.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

#[path = "../board/mod.rs"]
mod board;

mod entries;
mod received;
mod states;
mod translating;
mod waiting;
mod writing;

use board::{Person, Site, act, desk_of, submitted};
use editorial::{EditionId, EventId, Hash, Role, What};
use store::{
    Store, drafts,
    list::{self, Row},
    mirror, outbox,
};

struct Office {
    site: Site,
    lan: Person,
    hung: Person,
    store: Store,
}

/// Lan's desk; Lan writes, Hùng decides.
fn office() -> Office {
    let mut site = Site::new();
    let lan = site.person(1, Role::Editor, "Phạm Thị Lan");
    let hung = site.person(2, Role::Approver, "Đinh Quốc Hùng");
    let store = desk_of(&mut site, lan);
    Office {
        site,
        lan,
        hung,
        store,
    }
}

impl Office {
    fn pull(&mut self) -> store::Changed {
        let page = self.site.page();
        mirror::apply(&self.store, &page).unwrap()
    }

    fn row(&self, edition: EditionId) -> Row {
        list::row(&self.store, edition).unwrap().expect("a row")
    }

    /// Lan submits her draft: into the outbox. The event as it would be sent, and the revision.
    fn submits(
        &mut self,
        edition: EditionId,
        parent: Option<Hash>,
        content: editorial::Content,
    ) -> (store::Act, Hash) {
        let sealed = self.site.seal(self.lan, edition, parent, content);
        let revision = Hash::of(&sealed);
        let signed = self
            .site
            .act(self.lan, Some(edition), submitted(revision, parent, None));
        let act = act(signed, Some(edition), vec![sealed]);
        let draft = drafts::get(&self.store, edition).unwrap();
        outbox::append(&self.store, &act, draft.as_ref()).unwrap();
        (act, revision)
    }

    /// Lan submits from another of her desks: the portal has it, this store not yet. The revision.
    fn sent_elsewhere(&mut self, edition: EditionId, content: editorial::Content) -> Hash {
        self.site.submitted(self.lan, edition, None, content)
    }

    fn approves(&mut self, edition: EditionId, revision: Hash) -> EventId {
        let what = What::Approved {
            revision,
            publish_at: None,
        };
        self.site.does(self.hung, edition, what)
    }

    fn approves_and_publishes(&mut self, edition: EditionId, revision: Hash) -> EventId {
        let approval = self.approves(edition, revision);
        self.site.publishes(edition, revision);
        approval
    }

    fn portal_takes(&mut self, act: &store::Act) {
        self.site.bodies.extend(act.bodies.clone());
        self.site.accept(act.event.clone(), act.sig);
    }
}
