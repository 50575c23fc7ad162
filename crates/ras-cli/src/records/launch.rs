//! What a launch has come to, and what it would come to.

use ras_highlevel::{Campaign, CampaignTree, EntityCounts, Preview, RunId};

use super::PlannedOfferRecord;
use crate::output::{Cell, Column, Record, for_programs, shown};

/// A finished launch.
#[derive(Debug)]
pub(crate) struct LaunchRecord {
    run: RunId,
    campaign: Campaign,
    ad_groups: usize,
    product_ads: usize,
    targets: usize,
    /// Whether an earlier command had finished it.
    already: bool,
}

impl LaunchRecord {
    pub(crate) fn of(run: &RunId, tree: &CampaignTree, already: bool) -> Self {
        let groups = tree.ad_groups.iter();
        Self {
            run: run.clone(),
            campaign: tree.campaign.clone(),
            ad_groups: tree.ad_groups.len(),
            product_ads: groups.clone().map(|group| group.product_ads.len()).sum(),
            targets: groups.map(|group| group.targets.len()).sum::<usize>()
                + tree.negative_targets.len(),
            already,
        }
    }
}

impl Record for LaunchRecord {
    const NOUN: &'static str = "launch";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("run", |it| Cell::id(it.run.as_str())),
        shown("already", |it| Cell::Flag(it.already)),
        shown("campaign", |it| Cell::id(&it.campaign.id)),
        shown("name", |it| Cell::text(&it.campaign.name)),
        shown("state", |it| Cell::state(&it.campaign.state)),
        shown("daily_budget", |it| Cell::Money(it.campaign.daily_budget)),
        shown("ad_groups", |it| Cell::count(it.ad_groups)),
        shown("product_ads", |it| Cell::count(it.product_ads)),
        shown("targets", |it| Cell::count(it.targets)),
    ];
}

/// What a launch would do.
#[derive(Debug)]
pub(crate) struct PreviewRecord {
    pub(crate) name: String,
    pub(crate) preview: Preview,
}

impl Record for PreviewRecord {
    const NOUN: &'static str = "preview";
    const COLUMNS: &'static [Column<Self>] = &[
        shown("run", |it| Cell::id(it.preview.run.as_str())),
        shown("name", |it| Cell::text(&it.name)),
        shown("campaign", |it| {
            Cell::maybe_id(it.preview.campaign.as_ref())
        }),
        shown("enabled", |it| Cell::Flag(it.preview.enabled)),
        shown("exists", |it| Cell::count(sum(&it.preview.exists))),
        shown("creates_campaigns", |it| {
            Cell::count(it.preview.creates.campaigns)
        }),
        shown("creates_ad_groups", |it| {
            Cell::count(it.preview.creates.ad_groups)
        }),
        shown("creates_product_ads", |it| {
            Cell::count(it.preview.creates.product_ads)
        }),
        shown("creates_targets", |it| {
            Cell::count(it.preview.creates.targets)
        }),
        shown("requests", |it| Cell::count(it.preview.calls)),
        shown("max_daily_spend", |it| {
            Cell::Money(it.preview.max_daily_spend)
        }),
        shown("obstacle", |it| {
            Cell::maybe_text(it.preview.obstacle.as_ref())
        }),
        for_programs("offers", |it| {
            Cell::json(PlannedOfferRecord::all(&it.preview))
        }),
    ];
}

fn sum(counts: &EntityCounts) -> usize {
    counts.campaigns + counts.ad_groups + counts.product_ads + counts.targets
}
