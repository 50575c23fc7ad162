//! What a launch has just done.

use std::fmt;

use crate::{AdGroupId, AutoMatch, CampaignId, Usd};

/// One step of a launch, told after it has happened.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LaunchEvent {
    /// The campaign exists and is PAUSED.
    CampaignCreated {
        /// The campaign.
        id: CampaignId,
        /// Its name.
        name: String,
    },
    /// An ad group exists.
    AdGroupCreated {
        /// The ad group.
        id: AdGroupId,
        /// Its name.
        name: String,
    },
    /// All product ads exist.
    ProductAdsCreated {
        /// How many.
        count: usize,
    },
    /// All keywords exist.
    KeywordsCreated {
        /// How many.
        count: usize,
    },
    /// Amazon has created the automatic targets that the plan has bids for.
    AutoTargetsFound {
        /// How many automatic targets there are.
        count: usize,
    },
    /// An automatic target has the bid of the plan.
    AutoBidSet {
        /// Which of the automatic targets.
        matching: AutoMatch,
        /// Its bid.
        bid: Usd,
    },
    /// All negative keywords exist.
    NegativeKeywordsCreated {
        /// How many for single ad groups.
        ad_group_level: usize,
        /// How many for the whole campaign.
        campaign_level: usize,
    },
    /// The campaign is ENABLED: from now on it can spend.
    CampaignEnabled {
        /// The campaign.
        id: CampaignId,
    },
}

impl fmt::Display for LaunchEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::CampaignCreated { id, name } => {
                write!(f, "campaign {id} \"{name}\" created, PAUSED")
            }
            Self::AdGroupCreated { id, name } => write!(f, "ad group {id} \"{name}\" created"),
            Self::ProductAdsCreated { count } => write!(f, "{count} product ad(s) created"),
            Self::KeywordsCreated { count } => write!(f, "{count} keyword(s) created"),
            Self::AutoTargetsFound { count } => write!(f, "{count} automatic targets found"),
            Self::AutoBidSet { matching, bid } => write!(f, "bid of {matching} set to {bid}"),
            Self::NegativeKeywordsCreated {
                ad_group_level,
                campaign_level,
            } => write!(
                f,
                "{} negative keyword(s) created: {ad_group_level} for ad groups, {campaign_level} for the campaign",
                ad_group_level + campaign_level
            ),
            Self::CampaignEnabled { id } => write!(f, "campaign {id} ENABLED"),
        }
    }
}
