//! A look at what exists, beside the API.

use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};

use crate::app::{Account, App};

/// A look at what exists in a profile of a sandbox, beside the API.
///
/// Nothing is hidden from it: neither lags nor faults.
#[derive(Clone, Copy, Debug)]
pub struct WorldView<'a> {
    pub(super) app: &'a App,
    pub(super) account: &'a Account,
}

impl WorldView<'_> {
    /// All campaigns, oldest first, archived ones included.
    pub fn campaigns(&self) -> Vec<CampaignOutput> {
        let scene = self.app.scene(&self.account.profile);
        self.account.world().shown_campaigns(&scene)
    }

    /// All ad groups, oldest first, archived ones included.
    pub fn ad_groups(&self) -> Vec<AdGroupOutput> {
        let scene = self.app.scene(&self.account.profile);
        self.account.world().shown_ad_groups(&scene)
    }

    /// All product ads, oldest first, archived ones included.
    pub fn product_ads(&self) -> Vec<ProductAdOutput> {
        let scene = self.app.scene(&self.account.profile);
        self.account.world().shown_product_ads(&scene)
    }

    /// All targets, oldest first, archived and automatic ones included.
    pub fn targets(&self) -> Vec<TargetOutput> {
        let scene = self.app.scene(&self.account.profile);
        self.account.world().shown_targets(&scene)
    }
}
