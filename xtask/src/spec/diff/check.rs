//! The rules held against the API that is really generated.

use serde::Serialize;
use serde_json::Value;

use crate::codegen::api::{Comparison, Level, compare_generated};
use crate::codegen::{Layers, preview};

/// What the generated API says about a verdict of the rules.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case", tag = "outcome")]
pub enum Check {
    /// Both sides generate, and this is the difference of their APIs.
    Compared {
        /// What the rules said.
        rules: Level,
        /// What the listings show.
        listing: Comparison,
        /// What has to be decided in `openapi/` before `codegen` accepts the new side.
        to_decide: Vec<String>,
    },
    /// One side does not generate, so the rules stand alone.
    Impossible {
        /// Why it does not.
        reason: String,
    },
}

impl Check {
    /// What the listings show, when there are two.
    pub fn level(&self) -> Option<Level> {
        match self {
            Self::Compared { listing, .. } => Some(listing.level),
            Self::Impossible { .. } => None,
        }
    }

    /// The disagreement in one sentence; none when rules and listing agree.
    pub fn disagreement(&self) -> Option<String> {
        match self {
            Self::Compared { rules, listing, .. } if *rules != listing.level => Some(format!(
                "the rules say {rules}, the generated API says {}: {} removed, {} changed, {} added line(s)",
                listing.level,
                listing.removed.len(),
                listing.changed.len(),
                listing.added.len()
            )),
            _ => None,
        }
    }
}

/// Generates both sides and compares.
pub(super) fn check(
    document: &str,
    old: &Value,
    new: &Value,
    layers: &Layers,
    rules: Level,
) -> Check {
    match compared(document, old, new, layers, rules) {
        Ok(check) => check,
        Err(error) => Check::Impossible {
            reason: format!("{error:#}"),
        },
    }
}

fn compared(
    document: &str,
    old: &Value,
    new: &Value,
    layers: &Layers,
    rules: Level,
) -> anyhow::Result<Check> {
    let before = preview(document, old, layers)?;
    let after = preview(document, new, layers)?;
    let mut to_decide = after.notes;
    // What the old side needs too is no consequence of the change.
    to_decide.retain(|note| !before.notes.contains(note));
    Ok(Check::Compared {
        rules,
        listing: compare_generated(&before.generated, &after.generated)?,
        to_decide,
    })
}
