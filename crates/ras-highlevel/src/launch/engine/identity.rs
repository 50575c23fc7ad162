//! Whose campaign it is: the same plan has the same run everywhere, and every journal
//! is another instance of it.

use sha2::{Digest, Sha256};

use super::{Clock, Entity, Mark};
use crate::{ProfileId, Tag};

/// The tag that holds the run.
pub const RUN_TAG: &str = "ras-run";
/// The tag that holds the hash of the plan.
pub const PLAN_TAG: &str = "ras-plan";
/// The tag that holds the instance of the journal.
pub const INST_TAG: &str = "ras-inst";

/// What names a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The same for the same profile and plan, or key, on every machine.
    pub run: String,
    /// Differs for different plans under the same key.
    pub plan: String,
}

impl Identity {
    /// Derives the identity of a launch; with a key, the run does not depend on the plan.
    pub fn new(profile: &ProfileId, key: Option<&str>, plan: &str) -> Self {
        let named = key.map_or_else(|| format!("plan\0{plan}"), |key| format!("key\0{key}"));
        Self {
            run: short_hash(&["ras-run-1", profile.as_str(), &named]),
            plan: short_hash(&["ras-plan-1", plan]),
        }
    }

    /// A campaign name that shows the run, for services that do not keep tags.
    pub(crate) fn suffixed(&self, name: &str) -> String {
        format!("{name} [{}]", self.run.get(..8).unwrap_or(&self.run))
    }

    pub(super) fn mark(&self, name: &str, inst: &str, by_name: bool) -> Mark {
        if by_name {
            return Mark {
                name: self.suffixed(name),
                tags: Vec::new(),
            };
        }
        let tag = |key: &str, value: &str| Tag {
            key: key.to_owned(),
            value: value.to_owned(),
        };
        Mark {
            name: name.to_owned(),
            tags: vec![
                tag(RUN_TAG, &self.run),
                tag(PLAN_TAG, &self.plan),
                tag(INST_TAG, inst),
            ],
        }
    }

    /// Whether a campaign was created by this run, by whatever journal.
    pub(super) fn owns(&self, campaign: &Entity, name: &str) -> bool {
        tag(campaign, RUN_TAG) == Some(&self.run) || campaign.key == self.suffixed(name)
    }
}

/// The value of a campaign's tag.
pub(super) fn tag<'a>(campaign: &'a Entity, key: &str) -> Option<&'a str> {
    let mut tags = campaign.tags.iter();
    tags.find(|tag| tag.key == key)
        .map(|tag| tag.value.as_str())
}

/// A name for a new journal.
pub(super) fn new_inst(clock: &mut impl Clock) -> String {
    base32(&clock.roll().to_be_bytes())
}

fn short_hash(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part.as_bytes());
        hash.update([0]);
    }
    let mut text = base32(&hash.finalize());
    text.truncate(16);
    text
}

/// RFC 4648 without padding, in lower case.
fn base32(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";
    let mut text = String::new();
    let (mut pending, mut bits) = (0_u16, 0);
    for byte in bytes {
        pending = (pending << 8) | u16::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            text.push(char::from(DIGITS[usize::from((pending >> bits) & 31)]));
        }
    }
    if bits > 0 {
        text.push(char::from(
            DIGITS[usize::from((pending << (5 - bits)) & 31)],
        ));
    }
    text
}
