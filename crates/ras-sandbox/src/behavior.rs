//! The choices that Amazon leaves open and that can be switched while the sandbox runs.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::millis;
use crate::quota::Quota;

/// How the sandbox behaves where Amazon documents nothing or is known to be late.
///
/// The default is prompt and strict; a test turns it into the service it fears. Lags run
/// on the clock of the sandbox, the latency on that of the machine. As JSON, for the admin
/// endpoint, every duration is a number of milliseconds.
///
/// # Example
///
/// ```
/// use std::time::Duration;
/// use ras_sandbox::{Sandbox, TagSupport};
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), ras_sandbox::StartError> {
/// let sandbox = Sandbox::start().await?;
/// sandbox.change_behavior(|behavior| {
///     behavior.unique_campaign_names = false;
///     behavior.list_lag.campaigns = Duration::from_secs(30);
///     behavior.tags = TagSupport::Dropped;
/// });
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Behavior {
    /// Whether two living campaigns of a profile must have different names.
    pub unique_campaign_names: bool,
    /// Whether the name of an archived campaign stays taken.
    pub archived_names_taken: bool,
    /// What becomes of the tags of campaigns.
    pub tags: TagSupport,
    /// How long a new entity is missing from lists.
    pub list_lag: Lag,
    /// How long a list shows an archived entity in its old state.
    #[serde(with = "millis")]
    pub archiving_lag: Duration,
    /// Whether a list that asks for no state shows archived entities.
    pub archived_by_default: bool,
    /// How long a new campaign or ad group is unknown to creates below it.
    #[serde(with = "millis")]
    pub parent_lag: Duration,
    /// How many of the four automatic targets are there with their ad group.
    pub auto_targets_at_once: usize,
    /// How much later the other automatic targets appear.
    #[serde(with = "millis")]
    pub auto_targets_lag: Duration,
    /// How many living entities of a kind there may be in a profile or below one parent.
    pub entity_quota: Option<usize>,
    /// How long a `nextToken` is good for.
    #[serde(with = "millis")]
    pub page_token_lifetime: Duration,
    /// Whether products are paged by cursors, so that the number of a page means nothing.
    pub product_cursors: bool,
    /// Time that every request takes, at least.
    #[serde(with = "millis")]
    pub latency: Duration,
    /// Requests allowed for every profile; as many as come when absent.
    pub quota: Option<Quota>,
    /// Requests allowed for single profiles, by id.
    pub profile_quotas: BTreeMap<String, Quota>,
    /// How reports come to be.
    pub reports: ReportBehavior,
}

/// What becomes of the tags of campaigns.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
#[non_exhaustive]
pub enum TagSupport {
    /// They are kept.
    #[default]
    Kept,
    /// They are taken and forgotten.
    Dropped,
    /// A campaign with tags is refused.
    Refused,
}

/// A delay of lists, by kind of entity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct Lag {
    /// For campaigns.
    #[serde(with = "millis")]
    pub campaigns: Duration,
    /// For ad groups.
    #[serde(with = "millis")]
    pub ad_groups: Duration,
    /// For product ads.
    #[serde(with = "millis")]
    pub product_ads: Duration,
    /// For targets.
    #[serde(with = "millis")]
    pub targets: Duration,
}

impl Lag {
    /// The same delay for every kind.
    pub fn all(lag: Duration) -> Self {
        Self {
            campaigns: lag,
            ad_groups: lag,
            product_ads: lag,
            targets: lag,
        }
    }
}

/// How reports come to be.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase", deny_unknown_fields)]
#[non_exhaustive]
pub struct ReportBehavior {
    /// Time in status `PENDING`.
    #[serde(with = "millis")]
    pub pending: Duration,
    /// Time in status `PROCESSING`.
    #[serde(with = "millis")]
    pub processing: Duration,
    /// How long a link to a file is good for.
    #[serde(with = "millis")]
    pub link_lifetime: Duration,
    /// How many of the next reports end as `FAILED`.
    pub fail_next: u32,
    /// Whether entities had traffic on days before they were created.
    pub traffic_before_creation: bool,
    /// How many days back reports reach; as documented for each type when absent.
    pub retention_days: Option<u16>,
}

impl Default for ReportBehavior {
    fn default() -> Self {
        Self {
            pending: Duration::from_secs(1),
            processing: Duration::from_secs(2),
            link_lifetime: Duration::from_secs(3600),
            fail_next: 0,
            traffic_before_creation: true,
            retention_days: None,
        }
    }
}

impl Default for Behavior {
    fn default() -> Self {
        Self {
            unique_campaign_names: true,
            archived_names_taken: false,
            tags: TagSupport::Kept,
            list_lag: Lag::default(),
            archiving_lag: Duration::ZERO,
            archived_by_default: true,
            parent_lag: Duration::ZERO,
            auto_targets_at_once: 4,
            auto_targets_lag: Duration::ZERO,
            entity_quota: None,
            page_token_lifetime: Duration::from_secs(3600),
            product_cursors: false,
            latency: Duration::ZERO,
            quota: None,
            profile_quotas: BTreeMap::new(),
            reports: ReportBehavior::default(),
        }
    }
}
