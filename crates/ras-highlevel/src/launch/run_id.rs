//! The name of a run.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::engine::Identity;

/// Names one launch: the same for the same profile and plan, or key, on every machine.
///
/// 16 letters and digits. The campaign carries it as its tag `ras-run`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(transparent)]
pub struct RunId(String);

/// A text that is no [`RunId`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no run: its name has 16 letters and digits, such as `q7x2m4kd5ywp3hba`")]
pub struct ParseRunIdError(String);

impl RunId {
    /// The engine makes names of this form only.
    pub(super) fn of(identity: &Identity) -> Self {
        Self(identity.run.clone())
    }

    /// The name as it stands in the tag.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for RunId {
    type Err = ParseRunIdError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        // It becomes a file name, so nothing else may get through.
        let digits = |byte: u8| byte.is_ascii_lowercase() || (b'2'..=b'7').contains(&byte);
        match text.len() == 16 && text.bytes().all(digits) {
            true => Ok(Self(text.to_owned())),
            false => Err(ParseRunIdError(text.to_owned())),
        }
    }
}

impl fmt::Display for RunId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

impl<'de> Deserialize<'de> for RunId {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}
