//! What people choose to do: mostly what lies near, now and then anything.

use super::{
    acts::{Deed, before_the_board},
    oracle::Wrong,
    world::{STEPS, World},
};
use editorial::{EditionId, Lang, state::Work};

/// How often each is done, as so many of all.
const OFTEN: &[(Deed, usize)] = &[
    (Deed::Write, 8),
    (Deed::Submit, 10),
    (Deed::Approve, 8),
    (Deed::Begin, 5),
    (Deed::Illustrate, 8),
    (Deed::Share, 4),
    (Deed::Return, 4),
    (Deed::Schedule, 4),
    (Deed::TakeBack, 3),
    (Deed::Recall, 4),
    (Deed::Discard, 2),
    (Deed::Withdraw, 2),
    (Deed::Unpublish, 2),
    (Deed::Translate, 8),
    (Deed::Choose, 8),
];

impl World {
    /// Somebody does something: mostly what lies near, now and then anything.
    ///
    /// # Errors
    ///
    /// [`Wrong`] where it did what it must not.
    pub fn somebody_acts(&mut self) -> Result<(), Wrong> {
        let seat = self.dice.below(self.seats.len());
        let known = self.editions_at(seat);
        let begins = self.editions.len() < 3 && self.dice.one_in(20);
        if known.is_empty() && !begins {
            // Who sees nothing looks whether there is something.
            return self.exchange(seat, STEPS);
        }
        let (deed, edition) = if begins {
            (Deed::Begin, None)
        } else if self.dice.one_in(3) {
            (self.anything(), self.dice.pick(&known))
        } else {
            let near = self.what_lies_near(seat, &known)?;
            self.dice
                .pick(&near)
                .map_or((Deed::Write, self.dice.pick(&known)), |(deed, edition)| {
                    (deed, Some(edition))
                })
        };
        self.act(seat, deed, edition)
    }

    fn anything(&mut self) -> Deed {
        let all: usize = OFTEN.iter().map(|(_, weight)| weight).sum();
        let mut drawn = self.dice.below(all);
        for (deed, weight) in OFTEN {
            if drawn < *weight {
                return *deed;
            }
            drawn -= weight;
        }
        Deed::Write
    }

    /// What somebody who looks at the list would do next.
    fn what_lies_near(
        &self,
        seat: usize,
        known: &[EditionId],
    ) -> Result<Vec<(Deed, EditionId)>, Wrong> {
        let mut near = Vec::new();
        for id in known {
            let draft = store::drafts::get(self.seats[seat].store(), *id)
                .map_err(|error| Wrong(error.to_string()))?;
            let expected = self.expected(seat, *id)?;
            match draft {
                Some(draft) if draft.is_fork() => near.extend([(Deed::Choose, *id); 4]),
                Some(_) => {
                    near.extend([
                        (Deed::Submit, *id),
                        (Deed::Submit, *id),
                        (Deed::Submit, *id),
                        (Deed::Write, *id),
                        (Deed::Illustrate, *id),
                        (Deed::Illustrate, *id),
                    ]);
                }
                None => near.extend([(Deed::Write, *id); 2]),
            }
            let Some(expected) = expected else { continue };
            let mine = expected
                .submission
                .as_ref()
                .is_some_and(|it| it.member == self.seats[seat].member);
            if before_the_board(&expected).is_some() {
                near.extend(if mine {
                    vec![(Deed::TakeBack, *id)]
                } else {
                    vec![(Deed::Approve, *id); 6]
                });
                near.extend([(Deed::Schedule, *id), (Deed::Return, *id)]);
            }
            if expected.work == Work::Returned && draft_is_none(self, seat, *id) {
                near.extend([(Deed::Submit, *id); 2]);
            }
            if expected.published_revision().is_some() {
                near.push((
                    if self.seats[seat].member == self.seats[0].member {
                        Deed::Unpublish
                    } else {
                        Deed::Withdraw
                    },
                    *id,
                ));
            }
            if id.lang == Lang::Vi {
                near.extend([(Deed::Translate, *id); 2]);
            }
        }
        Ok(near)
    }

    /// The editions that a desk knows.
    fn editions_at(&self, seat: usize) -> Vec<EditionId> {
        let store = self.seats[seat].store();
        let all = self.editions.iter().flat_map(|id| [*id, id.other()]);
        all.filter(|id| store::list::row(store, *id).ok().flatten().is_some())
            .collect()
    }
}

fn draft_is_none(world: &World, seat: usize, edition: EditionId) -> bool {
    store::drafts::get(world.seats[seat].store(), edition).is_ok_and(|draft| draft.is_none())
}
