//! Whether a retailer can be advertised on.

use std::fmt;

use serde::Serialize;

use super::Retailer;
use crate::{RetailerId, RetailerStatus};

/// A retailer, and whether it can be advertised on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct RetailerCheck {
    /// The retailer, as it was asked for.
    pub id: RetailerId,
    /// Whether it can be advertised on.
    #[serde(flatten)]
    pub verdict: RetailerVerdict,
    /// What the service says about it; none when it does not know it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retailer: Option<Retailer>,
}

/// Whether a retailer can be advertised on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "verdict", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RetailerVerdict {
    /// It can.
    Ok,
    /// Not for now: an ad group for it would be refused.
    Inactive,
    /// Not any more: it has left RAS.
    Retired,
    /// The service does not know it, or not for this profile.
    Missing,
    /// The service gave no status, or one that this version does not know.
    Unclear {
        /// What is not known.
        why: String,
    },
}

impl RetailerCheck {
    pub(crate) fn new(id: RetailerId, retailer: Option<Retailer>) -> Self {
        let verdict = match &retailer {
            None => RetailerVerdict::Missing,
            Some(retailer) => RetailerVerdict::of(retailer.status.as_ref()),
        };
        Self {
            id,
            verdict,
            retailer,
        }
    }
}

impl RetailerVerdict {
    fn of(status: Option<&RetailerStatus>) -> Self {
        match status {
            Some(RetailerStatus::Active) => Self::Ok,
            Some(RetailerStatus::Inactive) => Self::Inactive,
            Some(RetailerStatus::Retired) => Self::Retired,
            Some(RetailerStatus::Unknown(_)) | None => Self::Unclear {
                why: match status {
                    Some(word) => {
                        format!("its status is {word}, which this version of the SDK does not know")
                    }
                    None => "the service did not say its status".to_owned(),
                },
            },
        }
    }

    /// Whether an ad group for the retailer would be refused.
    pub fn blocks(&self) -> bool {
        matches!(self, Self::Inactive | Self::Retired | Self::Missing)
    }

    /// What usually helps.
    pub fn hint(&self) -> &'static str {
        match self {
            Self::Ok => "nothing to do",
            Self::Inactive => "wait until it takes part again, or choose another retailer",
            Self::Retired => "choose another retailer: this one does not come back",
            Self::Missing => "check the id against the list of retailers of this profile",
            Self::Unclear { .. } => "an ad group may be refused: look at the retailer first",
        }
    }
}

impl fmt::Display for RetailerVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ok => f.write_str("can be advertised on"),
            Self::Inactive => f.write_str("is INACTIVE: it cannot be advertised on for now"),
            Self::Retired => f.write_str("is RETIRED: it has left RAS"),
            Self::Missing => f.write_str("is no retailer of this profile"),
            Self::Unclear { why } => write!(f, "is in doubt: {why}"),
        }
    }
}

impl fmt::Display for RetailerCheck {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = self.retailer.as_ref().and_then(|it| it.name.as_deref());
        match name {
            Some(name) => write!(f, "{} ({name}) {}", self.id, self.verdict),
            None => write!(f, "{} {}", self.id, self.verdict),
        }
    }
}
