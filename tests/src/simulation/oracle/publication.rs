//! Nothing is published that was not approved, or twice: judged from the ledger alone, by rules written here once more
//! and without a word of `fold` or `decide`.

use super::{Wrong, wrong};
use editorial::{
    Body, By, DeviceId, EditionId, Entry, Event, EventId, Hash, MemberId, Policy, Role, What,
    event::Offer, policy::Step,
};
use protocol::ReceiveLine;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Debug, Clone)]
struct Approval {
    revision: Hash,
    member: MemberId,
    roles: BTreeSet<Role>,
}

#[derive(Debug, Default)]
struct Story {
    head: Option<Hash>,
    parents: BTreeMap<Hash, Option<Hash>>,
    sources: BTreeMap<Hash, Hash>,
    authors: BTreeMap<Hash, MemberId>,
    /// Revision, submitter, steps, time.
    submitted: Option<(Hash, MemberId, Vec<Step>, Option<i64>)>,
    waiting: bool,
    live: Option<Hash>,
    standing: bool,
    approvals: BTreeMap<EventId, Approval>,
    translated: bool,
}

/// A reader of the ledger with a memory of its own.
#[derive(Debug, Default)]
struct Reader {
    seen: BTreeSet<EventId>,
    stories: BTreeMap<EditionId, Story>,
    roles: BTreeMap<MemberId, BTreeMap<Role, (i64, Option<i64>)>>,
    invited: BTreeMap<String, Vec<Role>>,
    ended: BTreeSet<DeviceId>,
    policy: Policy,
}

/// Reads the whole ledger as a desk receives it.
///
/// # Errors
///
/// [`Wrong`] with the first entry that must not stand there.
pub fn judge(lines: &[ReceiveLine]) -> Result<usize, Wrong> {
    let mut policies: BTreeMap<Hash, Policy> = BTreeMap::new();
    for line in lines {
        if let ReceiveLine::Body { body } = line
            && let Ok(Body::Policy(policy)) = Body::read(body.as_bytes())
        {
            policies.insert(Hash::of(body.as_bytes()), policy.policy);
        }
    }
    let mut reader = Reader::default();
    let mut published = 0;
    for line in lines {
        let ReceiveLine::Entry { entry, event } = line else {
            continue;
        };
        let entry = Entry::read(entry.as_bytes()).map_err(|error| Wrong(error.to_string()))?;
        let event = Event::read(event.as_bytes()).map_err(|error| Wrong(error.to_string()))?;
        if !reader.seen.insert(event.id) {
            return wrong(format!(
                "entry {}: the event {} stands twice",
                entry.seq, event.id
            ));
        }
        if let What::Published { .. } = event.fact.what {
            published += 1;
        }
        reader
            .read(&event, entry.accepted_at.0, &policies)
            .map_err(|why| {
                Wrong(format!(
                    "entry {}: {} {why}",
                    entry.seq,
                    event.fact.what.name()
                ))
            })?;
    }
    Ok(published)
}

impl Reader {
    fn read(
        &mut self,
        event: &Event,
        now: i64,
        policies: &BTreeMap<Hash, Policy>,
    ) -> Result<(), String> {
        if let By::Member { device, .. } = event.by
            && self.ended.contains(&device)
        {
            return Err("by a device that had ended".to_owned());
        }
        let Some(id) = event.fact.edition else {
            self.board(event, now, policies);
            return Ok(());
        };
        let roles = event
            .by
            .member()
            .map(|member| self.held(member, now))
            .unwrap_or_default();
        if let What::Published {
            revision,
            approvals,
            ..
        } = &event.fact.what
        {
            return self.published(id, *revision, approvals, now);
        }
        let Some(member) = event.by.member() else {
            return Err("by nobody of the board".to_owned());
        };
        match &event.fact.what {
            What::Shared(offer) => self.offered(id, offer, member),
            What::Submitted {
                offer, publish_at, ..
            } => {
                self.offered(id, offer, member)?;
                let steps = self.policy.steps(offer.kind, id.lang);
                let story = self.stories.entry(id).or_default();
                let kept = story
                    .submitted
                    .take()
                    .filter(|_| story.waiting)
                    .and_then(|(.., at)| at);
                story.submitted = Some((
                    offer.revision,
                    member,
                    steps,
                    publish_at.map(|at| at.0).or(kept),
                ));
                story.waiting = true;
                Ok(())
            }
            what => {
                let Some(story) = self.stories.get_mut(&id) else {
                    return Err("of an edition nobody offered".to_owned());
                };
                match what {
                    What::Approved {
                        revision,
                        publish_at,
                    } => {
                        if story.is_own(*revision, member) {
                            return Err("of own work".to_owned());
                        }
                        // Of a page that stands it changes nothing; one under a notice is approved anew.
                        if !(story.standing && story.live == Some(*revision)) {
                            story.approvals.insert(
                                event.id,
                                Approval {
                                    revision: *revision,
                                    member,
                                    roles,
                                },
                            );
                            if let (Some(at), Some(submitted)) = (publish_at, &mut story.submitted)
                            {
                                submitted.3 = Some(at.0);
                            }
                        }
                    }
                    What::Returned { revision, .. } => {
                        story
                            .approvals
                            .retain(|_, it| it.revision != *revision || it.member != member);
                        story.waiting = false;
                    }
                    What::TakenBack { .. } => story.waiting = false,
                    What::Scheduled { publish_at, .. } => {
                        if let Some(submitted) = &mut story.submitted {
                            submitted.3 = Some(publish_at.0);
                        }
                    }
                    What::Withdrawn { .. } => self.ended(id, false),
                    What::Unpublished { .. } => self.ended(id, true),
                    _ => {}
                }
                Ok(())
            }
        }
    }

    fn board(&mut self, event: &Event, now: i64, policies: &BTreeMap<Hash, Policy>) {
        match &event.fact.what {
            What::Invited {
                invitation, roles, ..
            } => {
                self.invited.insert(invitation.to_string(), roles.clone());
            }
            What::Joined { invitation, .. } => {
                let roles = self
                    .invited
                    .remove(&invitation.to_string())
                    .unwrap_or_default();
                if let Some(member) = event.by.member() {
                    self.roles
                        .entry(member)
                        .or_default()
                        .extend(roles.into_iter().map(|role| (role, (now, None))));
                }
            }
            What::RoleEnded { subject, role } => {
                if let Some(term) = self
                    .roles
                    .get_mut(subject)
                    .and_then(|terms| terms.get_mut(role))
                {
                    term.1 = Some(now);
                }
            }
            What::RoleGiven { subject, role, .. } => {
                self.roles
                    .entry(*subject)
                    .or_default()
                    .insert(*role, (now, None));
            }
            What::DeviceRevoked { subject } => {
                self.ended.insert(*subject);
            }
            What::PolicySet { policy } => {
                self.policy = policies.get(policy).cloned().unwrap_or_default();
            }
            _ => {}
        }
    }

    fn held(&self, member: MemberId, now: i64) -> BTreeSet<Role> {
        let terms = self.roles.get(&member).into_iter().flatten();
        terms
            .filter(|(_, (from, to))| *from <= now && to.is_none_or(|to| now < to))
            .map(|(role, _)| *role)
            .collect()
    }

    /// A revision that is new must follow the head.
    fn offered(&mut self, id: EditionId, offer: &Offer, member: MemberId) -> Result<(), String> {
        let story = self.stories.entry(id).or_default();
        if story.parents.contains_key(&offer.revision) {
            return if story.head == Some(offer.revision) {
                Ok(())
            } else {
                Err("of a revision long gone".to_owned())
            };
        }
        if story.head != offer.parent {
            return Err("of a revision that does not follow the head".to_owned());
        }
        story.head = Some(offer.revision);
        story.parents.insert(offer.revision, offer.parent);
        story.authors.insert(offer.revision, member);
        if let Some(source) = offer.source {
            story.translated = true;
            story.sources.insert(offer.revision, source);
        }
        Ok(())
    }

    fn ended(&mut self, id: EditionId, gone: bool) {
        let translated = self.stories.get(&id).is_some_and(|story| story.translated);
        for other in [Some(id), (!translated).then(|| id.other())]
            .into_iter()
            .flatten()
        {
            let Some(story) = self.stories.get_mut(&other) else {
                continue;
            };
            if other != id && !story.translated {
                continue;
            }
            story.approvals.clear();
            story.standing = false;
            if gone {
                story.live = None;
            }
            if let Some(submitted) = &mut story.submitted {
                submitted.3 = None;
            }
        }
    }

    fn published(
        &mut self,
        id: EditionId,
        revision: Hash,
        rests_on: &[EventId],
        now: i64,
    ) -> Result<(), String> {
        let source_lives = self.source_lives(id, revision);
        let Some(story) = self.stories.get_mut(&id) else {
            return Err("of nothing".to_owned());
        };
        let Some((submitted, _, steps, at)) = story.submitted.clone() else {
            return Err("and never submitted".to_owned());
        };
        if submitted != revision {
            return Err("of a revision that was not submitted last".to_owned());
        }
        if at.is_some_and(|at| at > now) {
            return Err("before its time".to_owned());
        }
        if !story.waiting {
            return Err("though it was returned or taken back".to_owned());
        }
        if story.standing && story.live == Some(revision) {
            return Err("a second time".to_owned());
        }
        if story.translated && !source_lives {
            return Err("before its source".to_owned());
        }
        let mut people = BTreeSet::new();
        let mut given = Vec::new();
        for event in rests_on {
            let Some(approval) = story
                .approvals
                .get(event)
                .filter(|it| it.revision == revision)
            else {
                return Err(format!("on {event}, which is no approval that counts"));
            };
            if !people.insert(approval.member) {
                return Err("on two approvals of one person".to_owned());
            }
            given.push(approval.clone());
        }
        let mut left = given.as_slice();
        for step in &steps {
            let count = usize::from(step.count);
            let (these, rest) = left
                .split_at_checked(count)
                .ok_or("with approvals missing")?;
            if !these
                .iter()
                .all(|it| step.roles.iter().any(|role| it.roles.contains(role)))
            {
                return Err("on an approval without the role".to_owned());
            }
            left = rest;
        }
        story.approvals.retain(|_, it| it.revision != revision);
        story.live = Some(revision);
        story.standing = true;
        story.waiting = false;
        Ok(())
    }

    fn source_lives(&self, id: EditionId, revision: Hash) -> bool {
        let wanted = self
            .stories
            .get(&id)
            .and_then(|story| story.sources.get(&revision));
        let (Some(wanted), Some(source)) = (wanted, self.stories.get(&id.other())) else {
            return false;
        };
        let mut at = source.live.filter(|_| source.standing);
        while let Some(here) = at {
            if here == *wanted {
                return true;
            }
            at = source.parents.get(&here).copied().flatten();
        }
        false
    }
}

impl Story {
    fn is_own(&self, revision: Hash, member: MemberId) -> bool {
        let mut first = None;
        let mut at = Some(revision);
        while let Some(here) = at.filter(|here| Some(*here) != self.live) {
            first = self.authors.get(&here).copied().or(first);
            at = self.parents.get(&here).copied().flatten();
        }
        self.authors.get(&revision) == Some(&member)
            || first == Some(member)
            || self
                .submitted
                .as_ref()
                .is_some_and(|(submitted, by, ..)| *submitted == revision && *by == member)
    }
}
