//! The plan of a run as it lies beside its journal.

use std::io;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::launch::engine::Identity;
use crate::{CampaignPlan, ProfileId, RunId};

/// What `resume` needs to know besides the journal.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Stored {
    format: Format,
    #[serde(flatten)]
    pub(crate) identity: StoredIdentity,
    pub(crate) profile: ProfileId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) key: Option<String>,
    pub(crate) launched: Timestamp,
    pub(crate) plan: CampaignPlan,
}

/// Written down, since a later version may derive it in another way.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(crate) struct StoredIdentity {
    pub(crate) run: RunId,
    plan_hash: String,
}

/// Files of a later version shall not be misread.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
enum Format {
    #[serde(rename = "ras-plan-1")]
    One,
}

impl StoredIdentity {
    pub(crate) fn new(run: RunId, identity: &Identity) -> Self {
        Self {
            run,
            plan_hash: identity.plan.clone(),
        }
    }

    pub(crate) fn engine(&self) -> Identity {
        Identity {
            run: self.run.to_string(),
            plan: self.plan_hash.clone(),
        }
    }
}

impl Stored {
    pub(crate) fn new(
        identity: StoredIdentity,
        profile: ProfileId,
        key: Option<String>,
        plan: CampaignPlan,
    ) -> Self {
        Self {
            format: Format::One,
            identity,
            profile,
            key,
            launched: Timestamp::now(),
            plan,
        }
    }

    pub(crate) fn read(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }

    pub(crate) fn write(&self) -> io::Result<Vec<u8>> {
        Ok(serde_json::to_vec_pretty(self)?)
    }
}
