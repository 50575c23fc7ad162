//! What a launch has just done.

use std::fmt;
use std::time::Duration;

use super::RunId;
use super::engine::Kind;
use crate::{AdGroupId, AutoMatch, CampaignId, Usd};

/// One step of a launch, told after it has happened and was written to the journal.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum LaunchEvent {
    /// The journal is open; nothing else has happened in this process.
    Begun {
        /// The run.
        run: RunId,
        /// Whether an earlier process has begun it.
        resumed: bool,
    },
    /// The campaign was there already, from a journal that is lost, and is continued.
    CampaignAdopted {
        /// The campaign.
        id: CampaignId,
        /// Its name.
        name: String,
    },
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
    /// Product ads exist.
    ProductAdsCreated {
        /// How many.
        count: usize,
    },
    /// Targets exist.
    TargetsCreated {
        /// How many to bid on.
        positive: usize,
        /// How many that keep ads of single ad groups away.
        negative: usize,
        /// How many that keep ads of the whole campaign away.
        campaign_negative: usize,
    },
    /// The outcome of a request is unknown: what it carried is looked for, and not sent
    /// again before its absence is proven.
    InDoubt {
        /// What it carried.
        kind: Kind,
        /// How many.
        count: usize,
    },
    /// What was in doubt does not exist, and will be sent again.
    ProvenAbsent {
        /// What it is.
        kind: Kind,
        /// How many.
        count: usize,
    },
    /// Nothing happens for a while.
    Waiting {
        /// How long, at most.
        wait: Duration,
    },
    /// The service keeps no tags: the campaign is known by the end of its name.
    MarkedByName {
        /// That name.
        name: String,
    },
    /// An automatic target has the bid of the plan.
    AutoBidSet {
        /// Which of the automatic targets.
        matching: AutoMatch,
        /// Its bid.
        bid: Usd,
    },
    /// An item was refused; everything will be rolled back.
    Refused {
        /// What it was.
        kind: Kind,
        /// Its name, offer or keyword.
        item: String,
        /// Why, in the service's words.
        why: String,
    },
    /// Everything of the plan exists once and nothing twice: the campaign is about to be
    /// ENABLED.
    Complete,
    /// The campaign is ENABLED: from now on it can spend.
    CampaignEnabled {
        /// The campaign.
        id: CampaignId,
    },
    /// The campaign is about to be archived with everything below it.
    RollingBack,
    /// Nothing of the run is live.
    RolledBack,
    /// The last effects of the run could be seen, and nothing was double.
    Audited,
}

impl fmt::Display for LaunchEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Begun {
                run,
                resumed: false,
            } => write!(f, "run {run} begun"),
            Self::Begun { run, .. } => write!(f, "run {run} resumed"),
            Self::CampaignAdopted { id, name } => {
                write!(
                    f,
                    "campaign {id} \"{name}\" of this run found and continued"
                )
            }
            Self::CampaignCreated { id, name } => {
                write!(f, "campaign {id} \"{name}\" created, PAUSED")
            }
            Self::AdGroupCreated { id, name } => write!(f, "ad group {id} \"{name}\" created"),
            Self::ProductAdsCreated { count } => write!(f, "{count} product ad(s) created"),
            Self::TargetsCreated {
                positive,
                negative,
                campaign_negative,
            } => {
                let counts = [
                    (positive, "target(s)"),
                    (negative, "negative target(s) for ad groups"),
                    (campaign_negative, "negative target(s) for the campaign"),
                ];
                let counts = counts.iter().filter(|(count, _)| **count > 0);
                let counts = counts.map(|(count, what)| format!("{count} {what}"));
                write!(f, "{} created", counts.collect::<Vec<_>>().join(", "))
            }
            Self::InDoubt { kind, count } => write!(
                f,
                "no clear answer for {count} {kind}(s): looking for them before anything is sent again"
            ),
            Self::ProvenAbsent { kind, count } => {
                write!(
                    f,
                    "{count} {kind}(s) were not created and will be sent again"
                )
            }
            Self::Waiting { wait } => write!(f, "waiting up to {} s", wait.as_secs_f64().ceil()),
            Self::MarkedByName { name } => {
                write!(
                    f,
                    "tags are not kept here: the campaign is named \"{name}\""
                )
            }
            Self::AutoBidSet { matching, bid } => write!(f, "bid of {matching} set to {bid}"),
            Self::Refused { kind, item, why } => write!(f, "{kind} \"{item}\" refused: {why}"),
            Self::Complete => f.write_str("everything of the plan is there, once"),
            Self::CampaignEnabled { id } => write!(f, "campaign {id} ENABLED"),
            Self::RollingBack => f.write_str("rolling back"),
            Self::RolledBack => f.write_str("nothing of this run is live"),
            Self::Audited => f.write_str("audited: one of everything"),
        }
    }
}
