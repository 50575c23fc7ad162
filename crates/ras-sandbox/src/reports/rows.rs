//! The rows of a report, one after the other, with no more than one ad group in hand.

use std::collections::BTreeMap;

use jiff::civil::Date;
use ras_core::ras::types::{
    AdGroupOutput, CampaignOutput, EntityState, ProductAdOutput, TargetOutput,
};
use rust_decimal::prelude::ToPrimitive;

use super::Report;
use super::file::cells::{Row, Subject};
use super::traffic::{Figures, Traffic, traffic};
use crate::app::Account;
use crate::clock::day_of;
use crate::world::Row as Stored;

/// How many targets are looked at under one lock.
const BATCH: usize = 256;

/// How many search terms a target has.
const TERMS: u64 = 3;

/// The levels that figures are summed up at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Campaign,
    AdGroup,
    Placement,
    Target,
    SearchTerm,
    Ad,
}

impl Level {
    /// The level of a checked report; ad groups are below campaigns when both are wanted.
    pub(super) fn of(report: &Report) -> Self {
        let configuration = &report.request.configuration;
        let has = |group: &str| configuration.group_by.iter().any(|known| known == group);
        if has("adGroup") {
            Self::AdGroup
        } else if has("campaignPlacement") {
            Self::Placement
        } else if has("targeting") {
            Self::Target
        } else if has("searchTerm") {
            Self::SearchTerm
        } else if has("advertiser") {
            Self::Ad
        } else {
            Self::Campaign
        }
    }
}

/// What a report is made from.
pub(super) struct Source<'a> {
    pub(super) account: &'a Account,
    pub(super) report: &'a Report,
    pub(super) seed: u64,
    /// Whether days before an entity's creation count.
    pub(super) early: bool,
}

/// Sums by what a row is about (an ad, a term, a placement) and by day.
type Sums = BTreeMap<(u64, Date), Figures>;

impl Source<'_> {
    /// Tells `row` every row; stops when it says so.
    pub(super) fn each(&self, row: &mut dyn FnMut(&Row<'_>) -> bool) -> bool {
        let level = Level::of(self.report);
        let campaigns: Vec<Stored<CampaignOutput>> = self.account.world().campaigns.rows().to_vec();
        campaigns.iter().all(|campaign| {
            let groups: Vec<Stored<AdGroupOutput>> = {
                let world = self.account.world();
                let id = &campaign.entity.campaign_id;
                world.ad_groups.rows_below(id).cloned().collect()
            };
            let mut whole = Sums::new();
            let served = groups
                .iter()
                .all(|group| self.group(level, campaign, group, &mut whole, row));
            let subject = Subject::of(&campaign.entity);
            served && self.tell(&whole, &subject, level == Level::Placement, row)
        })
    }

    /// The rows at and below an ad group; sums for its campaign go to `whole`.
    fn group(
        &self,
        level: Level,
        campaign: &Stored<CampaignOutput>,
        group: &Stored<AdGroupOutput>,
        whole: &mut Sums,
        row: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> bool {
        let id = group.entity.ad_group_id.as_str();
        let ads: Vec<ProductAdOutput> = {
            let world = self.account.world();
            let ads = world.product_ads.rows_below(id);
            let served = ads.filter(|ad| ad.was_enabled);
            served.map(|ad| ad.entity.clone()).collect()
        };
        if ads.is_empty() || !campaign.was_enabled || !group.was_enabled {
            return true;
        }
        let mut own = Sums::new();
        let mut subject = Subject::of(&campaign.entity);
        subject.ad_group = Some(&group.entity);
        for start in (0..).step_by(BATCH) {
            let targets: Vec<Stored<TargetOutput>> = {
                let world = self.account.world();
                let all = world.targets.rows_below(id);
                all.skip(start).take(BATCH).cloned().collect()
            };
            if targets.is_empty() {
                break;
            }
            for target in targets
                .iter()
                .filter(|t| t.was_enabled && !t.entity.negative)
            {
                let mut sums = Sums::new();
                for day in self.days(campaign, target) {
                    let found = self.traffic(&group.entity, &target.entity, day);
                    let key = key(level, &found, ads.len());
                    let sums = match level {
                        Level::Campaign | Level::Placement => &mut *whole,
                        Level::AdGroup | Level::Ad => &mut own,
                        Level::Target | Level::SearchTerm => &mut sums,
                    };
                    let day = if self.report.is_daily() {
                        day
                    } else {
                        self.report.start
                    };
                    *sums.entry((key, day)).or_default() += found.figures;
                }
                let mut subject = subject.clone();
                subject.target = Some(&target.entity);
                if level == Level::SearchTerm {
                    sums.retain(|_, figures| figures.clicks > 0);
                }
                if !self.tell(&sums, &subject, level == Level::SearchTerm, row) {
                    return false;
                }
            }
        }
        own.iter().all(|((key, day), figures)| {
            subject.ad = match level {
                Level::Ad => usize::try_from(*key).ok().and_then(|place| ads.get(place)),
                _ => None,
            };
            row(&Row::new(self.report, &subject, *day, figures))
        })
    }

    /// Tells the rows of a subject; `variants` says whether the key is part of it.
    fn tell(
        &self,
        sums: &Sums,
        subject: &Subject<'_>,
        variants: bool,
        row: &mut dyn FnMut(&Row<'_>) -> bool,
    ) -> bool {
        sums.iter().all(|((key, day), figures)| {
            let mut subject = subject.clone();
            subject.variant = variants.then_some(*key);
            row(&Row::new(self.report, &subject, *day, figures))
        })
    }

    fn days(
        &self,
        campaign: &Stored<CampaignOutput>,
        target: &Stored<TargetOutput>,
    ) -> impl Iterator<Item = Date> {
        let mut start = self.report.start;
        let mut end = self.report.end;
        if !self.early {
            start = start
                .max(day_of(target.created))
                .max(campaign.entity.start_date);
        }
        for stopped in [
            (target.entity.state != EntityState::Enabled).then(|| day_of(target.updated)),
            campaign.entity.end_date,
        ] {
            end = stopped.map_or(end, |stopped| end.min(stopped));
        }
        std::iter::successors(Some(start), |day| day.tomorrow().ok())
            .take_while(move |day| *day <= end)
    }

    fn traffic(&self, group: &AdGroupOutput, target: &TargetOutput, day: Date) -> Traffic {
        let bid = target.bid.as_ref().map_or(group.default_bid, |bid| bid.bid);
        let cents = (bid.amount() * rust_decimal::Decimal::ONE_HUNDRED).to_u64();
        let id = target.target_id.parse().unwrap_or_default();
        traffic(self.seed, id, cents.unwrap_or_default(), day)
    }
}

fn key(level: Level, found: &Traffic, ads: usize) -> u64 {
    match level {
        Level::Ad => found.pick % (ads.max(1) as u64),
        Level::SearchTerm => found.pick % TERMS,
        Level::Placement => found.pick % 3,
        Level::Campaign | Level::AdGroup | Level::Target => 0,
    }
}
