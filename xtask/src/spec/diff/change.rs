//! One change of a contract and what it means.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Serialize, Serializer};

use super::schemas::NO_RULE;
use crate::Finding;
use crate::codegen::api::Level;

/// What happens to builds that are already deployed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Wire {
    /// They go on as before.
    #[default]
    Safe,
    /// Some calls may fail or mean something else.
    Risk,
    /// Calls fail.
    Break,
}

impl fmt::Display for Wire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Safe => "safe",
            Self::Risk => "risk",
            Self::Break => "break",
        })
    }
}

/// In which bodies of an operation something stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Use {
    /// It is sent.
    pub request: bool,
    /// It comes back when the call succeeds.
    pub response: bool,
    /// It comes back when the call fails.
    pub error: bool,
}

impl Use {
    /// What is sent.
    pub const REQUEST: Self = Self {
        request: true,
        response: false,
        error: false,
    };
    /// What a success answers.
    pub const RESPONSE: Self = Self {
        request: false,
        response: true,
        error: false,
    };
    /// What a failure answers.
    pub const ERROR: Self = Self {
        request: false,
        response: false,
        error: true,
    };

    /// Both uses together.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            request: self.request || other.request,
            response: self.response || other.response,
            error: self.error || other.error,
        }
    }
}

impl fmt::Display for Use {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = [
            (self.request, "request"),
            (self.response, "response"),
            (self.error, "error"),
        ]
        .into_iter()
        .filter_map(|(is, word)| is.then_some(word))
        .collect();
        f.write_str(&words.join(" + "))
    }
}

impl Serialize for Use {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// The operations that reach something, by `METHOD /path`.
pub type Reach = BTreeMap<String, Use>;

/// One change, with its verdicts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The rule that claims the change; [`UNCLASSIFIED`] when none does.
    pub rule: &'static str,
    /// Where it stands, as a JSON pointer into the new document, or the old one for what went.
    pub at: String,
    /// The same change at other places.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub also_at: Vec<String>,
    /// What stood there.
    pub before: Option<String>,
    /// What stands there now.
    pub after: Option<String>,
    /// The operations that it touches.
    pub reached_from: Reach,
    /// What happens to deployed builds.
    pub wire: Wire,
    /// What happens to user code.
    pub rust: Level,
    /// The reason, in one sentence.
    pub why: &'static str,
}

impl Change {
    /// The one change of documents that the rules cannot read.
    pub(super) fn unreadable(finding: &Finding) -> Self {
        let (wire, rust, _) = NO_RULE;
        Self {
            rule: UNCLASSIFIED,
            at: finding.place().unwrap_or("#").to_owned(),
            also_at: Vec::new(),
            before: None,
            after: Some(format!("[{}] {}", finding.code(), finding.message())),
            reached_from: Reach::new(),
            wire,
            rust,
            why: "until this is mended nothing can be said about paths and schemas",
        }
    }
}

/// The rule of changes that no rule claims.
pub const UNCLASSIFIED: &str = "unclassified";
