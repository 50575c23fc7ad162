//! The state of the advertiser's account.

use jiff::Timestamp;
use jiff::civil::Date;
use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};

use crate::app::App;
use crate::seed::Seed;

mod entity;
mod serving;
mod table;

pub(crate) use entity::{Entity, normalized_keyword};
pub(crate) use serving::Shown;
pub(crate) use table::{Row, Table};

/// What stays the same while one request is applied.
#[derive(Debug)]
pub(crate) struct Scene<'a> {
    pub(crate) seed: &'a Seed,
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

impl App {
    /// The scene of a request that arrives now.
    pub(crate) fn scene(&self) -> Scene<'_> {
        Scene {
            seed: &self.seed,
            now: self.clock.now(),
            today: self.clock.today(),
        }
    }
}

/// Every entity of the account, archived ones included.
#[derive(Debug)]
pub(crate) struct World {
    pub(crate) campaigns: Table<CampaignOutput>,
    pub(crate) ad_groups: Table<AdGroupOutput>,
    pub(crate) product_ads: Table<ProductAdOutput>,
    pub(crate) targets: Table<TargetOutput>,
}

impl Default for World {
    fn default() -> Self {
        // The first digit tells the kinds apart, so that an id in the wrong place is not found.
        Self {
            campaigns: Table::new(1),
            ad_groups: Table::new(2),
            product_ads: Table::new(3),
            targets: Table::new(4),
        }
    }
}

impl World {
    pub(crate) fn shown_campaigns(&self, scene: &Scene<'_>) -> Vec<CampaignOutput> {
        self.shown(self.campaigns.rows(), scene)
    }

    pub(crate) fn shown_ad_groups(&self, scene: &Scene<'_>) -> Vec<AdGroupOutput> {
        self.shown(self.ad_groups.rows(), scene)
    }

    pub(crate) fn shown_product_ads(&self, scene: &Scene<'_>) -> Vec<ProductAdOutput> {
        self.shown(self.product_ads.rows(), scene)
    }

    pub(crate) fn shown_targets(&self, scene: &Scene<'_>) -> Vec<TargetOutput> {
        self.shown(self.targets.rows(), scene)
    }

    fn shown<'a, T: Shown + 'a>(
        &self,
        rows: impl Iterator<Item = &'a Row<T>>,
        scene: &Scene<'_>,
    ) -> Vec<T> {
        rows.map(|row| T::shown(row, self, scene)).collect()
    }
}
