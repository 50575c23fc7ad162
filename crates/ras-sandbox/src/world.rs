//! The state of the advertiser's account.

use jiff::Timestamp;
use jiff::civil::Date;
use ras_core::ras::types::{AdGroupOutput, CampaignOutput, ProductAdOutput, TargetOutput};

use crate::app::App;
use crate::behavior::Behavior;
use crate::profile::Profile;
use crate::reports::Report;
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
    pub(crate) profile: &'a Profile,
    pub(crate) behavior: Behavior,
    pub(crate) now: Timestamp,
    pub(crate) today: Date,
}

impl App {
    /// The scene of a request for `profile` that arrives now.
    pub(crate) fn scene<'a>(&'a self, profile: &'a Profile) -> Scene<'a> {
        Scene {
            seed: &self.seed,
            profile,
            behavior: self.behavior(),
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
    /// Reports, oldest first.
    pub(crate) reports: Vec<Report>,
    /// How many reports were ever asked for.
    pub(crate) asked_reports: u64,
    /// The two counts of reports when they were last looked at.
    known_reports: (u64, usize),
}

/// What the ids of a kind follow; the first digit tells the kinds apart, so that an id in
/// the wrong place is not found.
pub(crate) fn first_id(kind: u64, seed: u64, profile: u64) -> u64 {
    let offset = seed % 1_000 * 1_000_000_000 + profile % 10 * 10_000_000_000_000;
    kind * 100_000_000_000_000 + 20_260_000_000 + offset
}

impl World {
    /// An empty account: the number of the seed and that of the profile make its ids.
    pub(crate) fn new(seed: u64, profile: u64) -> Self {
        let base = |kind| first_id(kind, seed, profile);
        Self {
            campaigns: Table::new(base(1)),
            ad_groups: Table::new(base(2)),
            product_ads: Table::new(base(3)),
            targets: Table::new(base(4)),
            reports: Vec::new(),
            asked_reports: 0,
            known_reports: (0, 0),
        }
    }

    /// Notes from now on what changes.
    pub(crate) fn note_changes(&mut self) {
        self.campaigns.note_changes();
        self.ad_groups.note_changes();
        self.product_ads.note_changes();
        self.targets.note_changes();
        self.have_reports_changed();
    }

    /// Whether a report was asked for or cancelled since this was last called: the one
    /// makes the first count grow, the other makes only the second one shrink.
    pub(crate) fn have_reports_changed(&mut self) -> bool {
        let counts = (self.asked_reports, self.reports.len());
        std::mem::replace(&mut self.known_reports, counts) != counts
    }

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

    fn shown<'a, T: Shown + 'a>(&self, rows: &'a [Row<T>], scene: &Scene<'_>) -> Vec<T> {
        rows.iter().map(|row| T::shown(row, self, scene)).collect()
    }
}
