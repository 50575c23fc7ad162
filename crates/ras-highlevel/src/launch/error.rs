//! Why a launch stopped, and what exists now.

use std::fmt;

use super::PlanError;
use crate::{AdGroupId, CampaignId, Error, ProductAdId, TargetId};

/// Why a launch stopped.
#[derive(Debug)]
#[non_exhaustive]
pub enum LaunchError {
    /// The plan cannot be launched. Nothing was sent.
    Plan(PlanError),
    /// A step failed. What was created before stays, below a PAUSED campaign.
    Stopped {
        /// What was being done.
        step: &'static str,
        /// What exists for certain. The failed step may have left more: see the
        /// [`Reach`](crate::Reach) of the source.
        created: Box<Created>,
        /// Why it failed.
        source: Error,
    },
    /// Amazon had not created all automatic targets in time. Everything else exists,
    /// below a PAUSED campaign.
    AutoTargetsMissing {
        /// What exists.
        created: Box<Created>,
        /// How many automatic targets were missing.
        missing: usize,
    },
}

/// What a launch has created.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Created {
    /// The campaign.
    pub campaign: Option<CampaignId>,
    /// The ad groups.
    pub ad_groups: Vec<AdGroupId>,
    /// The product ads.
    pub product_ads: Vec<ProductAdId>,
    /// The targets, positive and negative.
    pub targets: Vec<TargetId>,
}

impl From<PlanError> for LaunchError {
    fn from(error: PlanError) -> Self {
        Self::Plan(error)
    }
}

impl fmt::Display for Created {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.campaign {
            None => f.write_str("nothing was created"),
            Some(id) => write!(
                f,
                "campaign {id} exists with {} ad group(s), {} product ad(s) and {} target(s)",
                self.ad_groups.len(),
                self.product_ads.len(),
                self.targets.len()
            ),
        }
    }
}

impl fmt::Display for LaunchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plan(_) => f.write_str("the plan cannot be launched"),
            Self::Stopped { step, created, .. } => {
                write!(f, "the launch stopped while {step}; {created}")
            }
            Self::AutoTargetsMissing { created, missing } => write!(
                f,
                "Amazon has not created {missing} automatic target(s) in time; {created}, PAUSED"
            ),
        }
    }
}

impl std::error::Error for LaunchError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Plan(error) => Some(error),
            Self::Stopped { source, .. } => Some(source),
            Self::AutoTargetsMissing { .. } => None,
        }
    }
}
