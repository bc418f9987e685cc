//! Which approvals an edition of a kind and language needs.

use crate::{
    ids::{Lang, Role},
    kind::Kind,
};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A board's rules; the first that fits decides, and none means [`Policy::default_steps`].
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// The rules, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<Rule>,
}

/// The steps for some editions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rule {
    /// A kind, or `*`.
    pub kind: AnyOr<Kind>,
    /// A language, or `*`.
    pub lang: AnyOr<Lang>,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// One step: so many different persons with one of these roles.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// The roles.
    pub roles: Vec<Role>,
    /// How many persons.
    pub count: u8,
}

impl Step {
    /// Whether somebody with these roles may approve in this step.
    pub fn is_for(&self, roles: &BTreeSet<Role>) -> bool {
        self.roles.iter().any(|role| roles.contains(role))
    }
}

/// One value, or `*` for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AnyOr<T> {
    /// All.
    Any,
    /// This one.
    One(T),
}

impl<T: Serialize> Serialize for AnyOr<T> {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Any => to.serialize_str("*"),
            Self::One(value) => value.serialize(to),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for AnyOr<T> {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        use serde::de::{Error, IntoDeserializer};
        let text = String::deserialize(from)?;
        if text == "*" {
            return Ok(Self::Any);
        }
        T::deserialize(text.into_deserializer())
            .map(Self::One)
            .map_err(|error: serde::de::value::Error| D::Error::custom(error))
    }
}

impl<T: PartialEq> AnyOr<T> {
    fn fits(&self, value: &T) -> bool {
        match self {
            Self::Any => true,
            Self::One(one) => one == value,
        }
    }
}

/// What is wrong with a policy before anyone's roles are looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum BadPolicy {
    /// A rule without a step would publish without approval.
    #[error("a rule has no steps")]
    NoSteps,
    /// A step without roles, or that asks for nobody.
    #[error("a step names no role or asks for nobody")]
    EmptyStep,
}

impl Policy {
    /// One approval by an approver or the chief.
    pub fn default_steps() -> Vec<Step> {
        vec![Step {
            roles: vec![Role::Approver, Role::Chief],
            count: 1,
        }]
    }

    /// The steps for an edition.
    pub fn steps(&self, kind: Kind, lang: Lang) -> Vec<Step> {
        self.rules
            .iter()
            .find(|rule| rule.kind.fits(&kind) && rule.lang.fits(&lang))
            .map_or_else(Self::default_steps, |rule| rule.steps.clone())
    }

    /// # Errors
    ///
    /// [`BadPolicy`] for a rule that could not mean anything.
    pub fn well_formed(&self) -> Result<(), BadPolicy> {
        for rule in &self.rules {
            if rule.steps.is_empty() {
                return Err(BadPolicy::NoSteps);
            }
            if rule
                .steps
                .iter()
                .any(|step| step.roles.is_empty() || step.count == 0)
            {
                return Err(BadPolicy::EmptyStep);
            }
        }
        Ok(())
    }
}
