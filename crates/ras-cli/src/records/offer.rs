//! An offer of a plan with which something is the matter.

use std::fmt;

use ras_highlevel::{OfferVerdict, PlannedOffer, Preview};
use serde::Serialize;

/// An offer of a plan whose ad would be refused, would not serve, or is in doubt.
#[derive(Debug, Serialize)]
pub(crate) struct PlannedOfferRecord {
    path: String,
    retailer: String,
    offer: String,
    /// Whether the service would refuse its ad.
    refused: bool,
    codes: Vec<String>,
    problem: String,
    fix: &'static str,
}

impl PlannedOfferRecord {
    /// All of those that a look has found.
    pub(crate) fn all(preview: &Preview) -> Vec<Self> {
        preview.offers.iter().map(Self::of).collect()
    }

    fn of(planned: &PlannedOffer) -> Self {
        let verdict = &planned.check.verdict;
        Self {
            path: planned.path.clone(),
            retailer: planned.retailer.as_str().to_owned(),
            offer: planned.check.offer.clone(),
            refused: verdict.blocks(),
            codes: match verdict {
                OfferVerdict::Ineligible { codes, .. } => codes.clone(),
                _ => Vec::new(),
            },
            problem: planned.check.to_string(),
            fix: verdict.hint(),
        }
    }
}

impl fmt::Display for PlannedOfferRecord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let severity = if self.refused { "error" } else { "warning" };
        writeln!(f, "{severity}: {}: {}", self.path, self.problem)?;
        write!(f, "  fix: {}", self.fix)
    }
}
