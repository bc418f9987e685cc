//! Any acts of anybody in any order.

use crate::{
    board::BoardInMemory,
    decide::{Board, small_board, text, two_steps},
};
use editorial::{EditionId, Hash, Kind, Lang, Millis, Policy, Role, What, policy::Step};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// One random act of one random person.
#[derive(Debug, Clone)]
enum Act {
    Submit(u8),
    Again,
    TakeBack,
    Approve(u8),
    Return(u8),
    Schedule(u8),
    Withdraw,
    Unpublish,
    EndRole,
    Policy(bool),
    Tick(u8),
}

fn acts() -> impl Strategy<Value = Vec<(u8, u8, Act)>> {
    let act = prop_oneof![
        4 => (0..3_u8).prop_map(Act::Submit),
        2 => Just(Act::Again),
        1 => Just(Act::TakeBack),
        8 => (0..3_u8).prop_map(Act::Approve),
        2 => (0..3_u8).prop_map(Act::Return),
        1 => (0..3_u8).prop_map(Act::Schedule),
        1 => Just(Act::Withdraw),
        1 => Just(Act::Unpublish),
        1 => Just(Act::EndRole),
        1 => any::<bool>().prop_map(Act::Policy),
        2 => (0..9_u8).prop_map(Act::Tick),
    ];
    proptest::collection::vec((0..7_u8, 0..3_u8, act), 1..60)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    /// Judged by a rule of its own, from the log alone: who approved what since it was last published or ended.
    #[test]
    fn nothing_is_ever_published_without_the_approvals_its_policy_asks(acts in acts()) {
        let mut it = BoardInMemory::new();
        let chief = it.person(&[Role::Chief]);
        let both = it.person(&[Role::Editor, Role::Approver]);
        let laptop = it.second_device(both);
        let people = [chief, both, laptop, it.person(&[Role::Approver]), it.person(&[Role::Editor]), it.person(&[Role::Translator, Role::Reviser]), it.person(&[Role::Approver, Role::Chief])];
        let items = [it.item(), it.item(), it.item().other()];
        for (who, item, act) in acts {
            let person = people[usize::from(who)];
            let edition = items[usize::from(item)];
            let edition = if edition.lang == Lang::En { EditionId { item: items[0].item, lang: Lang::En } } else { edition };
            let known: Vec<Hash> = it.state.editions.get(&edition).map(|e| e.revisions.iter().rev().map(|l| l.revision).collect()).unwrap_or_default();
            let pick = |n: u8| known.get(usize::from(n)).copied();
            match act {
                Act::Submit(n) => {
                    let content = match (edition.lang, it.state.editions.get(&items[0]).and_then(editorial::state::Edition::head)) {
                        (Lang::En, Some(source)) => it.english(source),
                        (Lang::En, None) => continue,
                        _ => text(&format!("Bản {n}.")),
                    };
                    let _ = it.submit(person, edition, content);
                }
                Act::Again => if !known.is_empty() { let _ = it.resubmit_head(person, edition); },
                Act::TakeBack => if let Some(revision) = pick(0) { let _ = it.act(person.by(), Some(edition), What::TakenBack { revision }); },
                Act::Approve(n) => if let Some(revision) = pick(n / 2) { let _ = it.approve(person, edition, revision); },
                Act::Return(n) => if let Some(revision) = pick(n / 2) { let _ = it.give_back(person, edition, revision); },
                Act::Schedule(n) => if let Some(revision) = pick(0) {
                    let publish_at = Millis(it.now.0 + i64::from(n) * 1000);
                    let _ = it.act(person.by(), Some(edition), What::Scheduled { revision, publish_at });
                },
                Act::Withdraw => { let _ = it.end(person, edition, false); },
                Act::Unpublish => { let _ = it.end(person, edition, true); },
                Act::EndRole => { let _ = it.act(chief.by(), None, What::RoleEnded { subject: person.member, role: Role::Approver }); },
                Act::Policy(two) => {
                    let policy = it.policy(if two { two_steps() } else { Policy::default() });
                    let _ = it.act(chief.by(), None, What::PolicySet { policy });
                }
                Act::Tick(n) => { it.tick(i64::from(n) * 500); }
            }
        }
        every_publication_was_approved(&it);
    }

    /// However the ledger arrives, in pages of any size, the state is the same.
    #[test]
    fn folding_in_any_pages_gives_the_same_state(cut in 1..20_usize, rounds in 1..6_u8) {
        let Board { mut it, chief, editor, approver } = small_board();
        for n in 0..rounds {
            let item = it.item();
            let revision = it.submit(editor, item, text(&format!("Bài {n}."))).unwrap();
            if n % 2 == 0 { it.approve(approver, item, revision).unwrap(); }
            if n % 3 == 0 { it.end(chief, item, true).ok(); }
        }
        let mut folded = editorial::state::State::default();
        for page in it.log.chunks(cut) {
            // Between pages the state is written and read back, as a desk's store does.
            let board = serde_json::from_str(&serde_json::to_string(&folded.board).unwrap()).unwrap();
            let editions = folded.editions.iter().map(|(id, e)| (*id, serde_json::from_str(&serde_json::to_string(e).unwrap()).unwrap())).collect();
            folded = editorial::state::State { board, editions };
            for (entry, event) in page {
                editorial::fold::fold(&mut folded, entry, event, |_| None);
            }
        }
        prop_assert_eq!(folded, it.state);
    }
}

fn every_publication_was_approved(it: &BoardInMemory) {
    let mut given: BTreeMap<EditionId, Vec<(editorial::EventId, Hash, editorial::MemberId)>> =
        BTreeMap::new();
    let mut authors: BTreeMap<Hash, editorial::MemberId> = BTreeMap::new();
    let mut policy = Policy::default();
    let mut steps: BTreeMap<EditionId, (Vec<Step>, editorial::MemberId)> = BTreeMap::new();
    for (_, event) in &it.log {
        let member = event.by.member();
        let Some(edition) = event.fact.edition else {
            if let What::PolicySet { policy: body } = event.fact.what {
                policy = match &it.bodies[&body] {
                    editorial::Body::Policy(body) => body.policy.clone(),
                    _ => unreachable!(),
                };
            }
            continue;
        };
        match &event.fact.what {
            What::Submitted { offer, .. } => {
                authors.entry(offer.revision).or_insert(member.unwrap());
                steps.insert(
                    edition,
                    (policy.steps(Kind::Article, edition.lang), member.unwrap()),
                );
            }
            What::Approved { revision, .. } => {
                given
                    .entry(edition)
                    .or_default()
                    .push((event.id, *revision, member.unwrap()))
            }
            What::Returned { revision, .. } => given
                .entry(edition)
                .or_default()
                .retain(|(_, r, m)| r != revision || Some(*m) != member),
            What::Unpublished { .. } | What::Withdrawn { .. } => {
                given.remove(&edition);
                if edition.lang == Lang::Vi {
                    given.remove(&edition.other());
                }
            }
            What::Published {
                revision,
                approvals,
                ..
            } => {
                let (steps, submitter) = &steps[&edition];
                let needed: usize = steps.iter().map(|step| usize::from(step.count)).sum();
                let standing = given.get(&edition).cloned().unwrap_or_default();
                let people: BTreeSet<_> = approvals
                    .iter()
                    .map(|id| {
                        let (_, r, who) = standing
                            .iter()
                            .find(|(event, ..)| event == id)
                            .expect("a standing approval");
                        assert_eq!(r, revision, "of this very revision");
                        *who
                    })
                    .collect();
                assert_eq!(
                    (people.len(), approvals.len()),
                    (needed, needed),
                    "each person once, as many as asked"
                );
                assert!(
                    !people.contains(&authors[revision]) && !people.contains(submitter),
                    "nobody's own work"
                );
                given
                    .entry(edition)
                    .or_default()
                    .retain(|(_, r, _)| r != revision);
            }
            _ => {}
        }
    }
}
