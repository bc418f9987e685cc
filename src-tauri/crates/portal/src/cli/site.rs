//! Sites, their policy, erasing, the audit.

use super::{
    Said,
    arguments::{Erase, Policy as PolicyArguments, SiteAdd},
};
use crate::{
    failure::{Failure, no},
    files::read_limited,
    portal::Portal,
};
use editorial::{
    Code, Policy,
    policy::{AnyOr, Rule},
};
use serde_json::{Value, json};

/// What a policy's file may take.
const POLICY_BYTES: u64 = 64 * 1024;

pub(super) fn add(portal: &Portal, it: &SiteAdd) -> Result<Said, Failure> {
    let new = portal.add_site(&it.site, &it.name_vi, &it.name_en, it.host.as_deref())?;
    let text = format!("{}\nledger  {}\nkey     {}", it.site, new.ledger, new.key);
    Ok(Said::new(
        json!({"site": it.site, "ledger": new.ledger, "key": new.key}),
        text,
    ))
}

pub(super) fn policy(portal: &Portal, it: &PolicyArguments) -> Result<Said, Failure> {
    let site = portal.site(&it.site)?;
    if let Some(file) = &it.file {
        let bytes = read_limited(file, POLICY_BYTES).map_err(|failure| match failure {
            Failure::Io(error) => no(Code::BadFile, format!("{}: {error}", file.display())),
            other => other,
        })?;
        portal.set_policy(&site, read_policy(&bytes)?)?;
    }
    let mut policy = portal.policy(&site)?;
    if policy.rules.is_empty() {
        policy.rules.push(Rule {
            kind: AnyOr::Any,
            lang: AnyOr::Any,
            steps: Policy::default_steps(),
        });
    }
    let broken = |error: serde_json::Error| Failure::Broken(error.to_string());
    let json = serde_json::to_value(&policy).map_err(broken)?;
    let text = serde_json::to_string_pretty(&json).map_err(broken)?;
    Ok(Said::new(json, text))
}

/// Reads a policy, which must say nothing that would be passed over.
fn read_policy(bytes: &[u8]) -> Result<Policy, Failure> {
    let bad = |why: String| no(Code::BadFile, format!("not a policy: {why}"));
    let value: Value = serde_json::from_slice(bytes).map_err(|error| bad(error.to_string()))?;
    let policy: Policy =
        serde_json::from_value(value.clone()).map_err(|error| bad(error.to_string()))?;
    if value.get("rules").is_none() {
        return Err(bad("no \"rules\"".to_owned()));
    }
    let again = json!({"rules": policy.rules});
    if again == value {
        Ok(policy)
    } else {
        Err(bad("it has fields that mean nothing".to_owned()))
    }
}

pub(super) fn erase(portal: &Portal, it: &Erase) -> Result<Said, Failure> {
    let site = portal.site(&it.site)?;
    portal.erase(&site, it.hash, it.ground.into())?;
    Ok(Said::done())
}

pub(super) fn audit(portal: &Portal, site: &str) -> Result<Said, Failure> {
    let report = portal.audit(&*portal.site(site)?)?;
    let verdict = if report.ok { "sound" } else { "NOT SOUND" };
    let mut lines = vec![format!(
        "{} entries, {} published: {verdict}",
        report.entries, report.published
    )];
    lines.extend(
        report
            .faults
            .iter()
            .map(|fault| format!("entry {}: {}", fault.seq, fault.what)),
    );
    let text = lines.join("\n");
    let json = serde_json::to_value(&report).map_err(|error| Failure::Broken(error.to_string()))?;
    Ok(Said {
        json,
        text,
        good: report.ok,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_policy_says_nothing_that_would_be_passed_over() {
        let good = br#"{"rules":[{"kind":"*","lang":"en","steps":[{"roles":["approver","chief"],"count":2}]}]}"#;
        assert_eq!(read_policy(good).unwrap().rules.len(), 1);
        assert!(read_policy(br#"{"rules":[]}"#).unwrap().rules.is_empty());
        for bad in [
            &b"{}"[..],
            br#"{"rule":[]}"#,
            br#"{"rules":[],"more":1}"#,
            br#"{"rules":[{"kind":"*","lang":"*","steps":[{"roles":["approver"],"count":1,"all":true}]}]}"#,
            br#"{"rules":[{"kind":"poem","lang":"*","steps":[]}]}"#,
            br#"{"rules":[{"kind":"*","lang":"*","steps":[{"roles":["approver"],"count":-1}]}]}"#,
            b"\xff",
            b"",
        ] {
            assert_eq!(read_policy(bad).unwrap_err().code(), Some(Code::BadFile));
        }
    }
}
