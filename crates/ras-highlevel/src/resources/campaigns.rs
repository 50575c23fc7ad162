//! Campaigns: budget, dates and targeting.

use jiff::Timestamp;
use jiff::civil::Date;
use ras_core::Patch as WirePatch;
use ras_core::ras::types::{
    BudgetInput, CampaignOutput, CreateCampaignInput, OptionalDynamicBidding,
    PlacementBidAdjustment, RequiredDynamicBidding, Tag as CoreTag, UpdateCampaignInput,
};
use serde::{Deserialize, Serialize};

use super::Resource;
use super::serving::{Extended, ServingDetail, extended, time};
use super::unknown::unknown_values;
use crate::extra::Extra;
use crate::{BiddingStrategy, BudgetType, CampaignId, Placement, PortfolioId, State};
use crate::{Targeting, Usd};

mod filter;

pub use filter::CampaignFilter;

/// A campaign as the service has it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
pub struct Campaign {
    /// Identifies the campaign.
    pub id: CampaignId,
    /// The name, unique among the campaigns of most advertisers.
    pub name: String,
    /// The state that the advertiser has set.
    pub state: State,
    /// Who chooses the targets.
    pub targeting: Targeting,
    /// Spend a day, on the average of a month; a single day may exceed it. Only while
    /// `budget_type` is daily, which is the one type so far.
    pub daily_budget: Usd,
    /// What the budget is for.
    pub budget_type: BudgetType,
    /// The budget that is in force when a rule changes it.
    pub effective_budget: Option<Usd>,
    /// How bids are adjusted.
    pub bidding: BiddingStrategy,
    /// How much more is bid for which places.
    pub placements: Vec<PlacementBid>,
    /// The first day, in the profile's time zone.
    pub start_date: Date,
    /// The last day; none when the campaign has no end.
    pub end_date: Option<Date>,
    /// The portfolio it belongs to.
    pub portfolio: Option<PortfolioId>,
    /// Key and value pairs, up to 50.
    pub tags: Vec<Tag>,
    /// Why it serves or does not, in the service's words.
    pub serving_status: Option<String>,
    /// The reasons behind the status.
    pub serving_details: Vec<ServingDetail>,
    /// When it was created.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub updated: Option<Timestamp>,
    /// Members that this version of the SDK does not know.
    #[serde(skip_serializing_if = "Extra::is_empty")]
    pub extra: Extra,
}

/// A key and a value on a campaign.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tag {
    /// The key.
    pub key: String,
    /// The value.
    pub value: String,
}

/// How much more is bid for one place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct PlacementBid {
    /// The place.
    pub placement: Placement,
    /// By how much bids are raised, from 0 to 900 percent: 50 makes a bid of $1.00 one of
    /// $1.50.
    pub percent: i32,
}

/// A campaign to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.campaigns().create(…)`"]
pub struct NewCampaign(pub(crate) CreateCampaignInput);

/// A change to a campaign; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.campaigns().update(…)`"]
pub struct CampaignPatch(pub(crate) UpdateCampaignInput);

impl NewCampaign {
    /// A campaign that starts today and has no end, ENABLED unless told otherwise.
    ///
    /// # Units
    ///
    /// The budget is in dollars a day: 1 to 1,000,000 (US limits of Sponsored Products).
    pub fn new(name: impl Into<String>, targeting: Targeting, daily_budget: Usd) -> Self {
        Self(CreateCampaignInput::new(
            BudgetInput::new(daily_budget.wire(), BudgetType::Daily.wire()),
            RequiredDynamicBidding::new(BiddingStrategy::Manual.wire()),
            name,
            State::Enabled.wire(),
            targeting.wire(),
        ))
    }

    /// The state to begin with.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = state.wire();
        self
    }

    /// The first day, in the profile's time zone; not in the past.
    pub fn start_date(mut self, day: Date) -> Self {
        self.0.start_date = Some(day);
        self
    }

    /// The last day.
    pub fn end_date(mut self, day: Date) -> Self {
        self.0.end_date = Some(day);
        self
    }

    /// The portfolio it shall belong to.
    pub fn portfolio(mut self, portfolio: impl Into<PortfolioId>) -> Self {
        self.0.portfolio_id = Some(portfolio.into().into());
        self
    }

    /// Raises bids for the top of search by 0 to 900 percent.
    pub fn top_of_search(mut self, percent: u16) -> Self {
        self.0.dynamic_bidding.placement_bidding = vec![raised_at_the_top(percent)];
        self
    }

    /// Adds a tag; up to 50.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.tags.push(CoreTag::new(key, value));
        self
    }
}

fn raised_at_the_top(percent: u16) -> PlacementBidAdjustment {
    PlacementBidAdjustment::new(i32::from(percent), Placement::TopOfSearch.wire())
}

impl CampaignPatch {
    /// No change yet to this campaign.
    pub fn new(campaign: impl Into<CampaignId>) -> Self {
        Self(UpdateCampaignInput::new(campaign.into()))
    }

    /// Another name.
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.0.name = Some(name.into());
        self
    }

    /// Another state. ARCHIVED is final.
    pub fn state(mut self, state: State) -> Self {
        self.0.state = Some(state.wire());
        self
    }

    /// Another budget in dollars a day.
    pub fn daily_budget(mut self, budget: Usd) -> Self {
        self.0.budget = Some(BudgetInput::new(budget.wire(), BudgetType::Daily.wire()));
        self
    }

    /// Raises bids for the top of search by 0 to 900 percent, and for no other place.
    ///
    /// Amazon does not say whether places that are not mentioned keep their percentage; the
    /// top of search is the only one so far.
    pub fn top_of_search(mut self, percent: u16) -> Self {
        let mut bidding = OptionalDynamicBidding::new();
        bidding.placement_bidding = Some(vec![raised_at_the_top(percent)]);
        self.0.dynamic_bidding = Some(bidding);
        self
    }

    /// Another first day, as long as the campaign has not started.
    pub fn start_date(mut self, day: Date) -> Self {
        self.0.start_date = Some(day);
        self
    }

    /// Another last day.
    pub fn end_date(mut self, day: Date) -> Self {
        self.0.end_date = WirePatch::Set(day);
        self
    }

    /// No last day any more.
    pub fn no_end_date(mut self) -> Self {
        self.0.end_date = WirePatch::Clear;
        self
    }

    /// Another portfolio.
    pub fn portfolio(mut self, portfolio: impl Into<PortfolioId>) -> Self {
        self.0.portfolio_id = WirePatch::Set(portfolio.into().into());
        self
    }

    /// No portfolio any more.
    pub fn no_portfolio(mut self) -> Self {
        self.0.portfolio_id = WirePatch::Clear;
        self
    }

    /// Other tags in place of all present ones; none when empty.
    pub fn tags(mut self, tags: impl IntoIterator<Item = Tag>) -> Self {
        let tags = tags.into_iter().map(|tag| CoreTag::new(tag.key, tag.value));
        self.0.tags = Some(tags.collect());
        self
    }
}

/// The campaigns of a profile; see [`Ras::campaigns`](crate::Ras::campaigns).
pub type Campaigns = Resource<Campaign>;

impl Campaign {
    pub(crate) fn from_row(core: CampaignOutput) -> Self {
        let mut extra = Extra::new();
        let extended = extended!(core.extended_data, &mut extra);
        let placements = core.dynamic_bidding.placement_bidding.iter();
        let tags = core.tags.into_iter();
        Self {
            id: core.campaign_id.into(),
            name: core.name,
            state: State::of(&core.state),
            targeting: Targeting::of(&core.targeting_type),
            daily_budget: Usd::of(core.budget.budget),
            budget_type: BudgetType::of(&core.budget.budget_type),
            effective_budget: core.budget.effective_budget.map(Usd::of),
            bidding: BiddingStrategy::of(&core.dynamic_bidding.strategy),
            placements: placements
                .map(|adjustment| PlacementBid {
                    placement: Placement::of(&adjustment.placement),
                    percent: adjustment.percentage,
                })
                .collect(),
            start_date: core.start_date,
            end_date: core.end_date,
            portfolio: core.portfolio_id.map(PortfolioId::from),
            tags: tags
                .map(|tag| Tag {
                    key: tag.key,
                    value: tag.value,
                })
                .collect(),
            serving_status: extended.status,
            serving_details: extended.details,
            created: extended.created,
            updated: extended.updated,
            extra,
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(core: &CampaignOutput) -> Vec<(&'static str, &str)> {
        let bidding = &core.dynamic_bidding;
        let extended = core.extended_data.as_ref();
        unknown_values! {
            "state": EntityState = [&core.state],
            "targetingType": TargetingType = [&core.targeting_type],
            "budget.budgetType": BudgetType = [&core.budget.budget_type],
            "dynamicBidding.strategy": BiddingStrategy = [&bidding.strategy],
            "dynamicBidding.placementBidding.placement": Placement =
                bidding.placement_bidding.iter().map(|it| &it.placement),
            "extendedData.servingStatus": CampaignServingStatus =
                extended.and_then(|data| data.serving_status.as_ref()),
        }
    }
}
