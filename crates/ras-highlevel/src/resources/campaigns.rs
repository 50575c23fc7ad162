//! Campaigns: budget, dates and targeting.

use jiff::civil::Date;
use ras_core::Patch as WirePatch;
use ras_core::ras::types::{
    BiddingStrategy, BudgetInput, BudgetType, CampaignOutput, CreateCampaignInput, EntityIdFilter,
    ListCampaignsRequest, NameFilter, Placement, PlacementBidAdjustment, QueryTermMatchType,
    RequiredDynamicBidding, StateFilter, Tag as CoreTag, UpdateCampaignInput,
};
use serde::{Deserialize, Serialize};

use super::Resource;
use crate::extra::Extra;
use crate::{CampaignId, PortfolioId, State, Targeting, Usd};

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
    /// Spend a day, on the average of a month; a single day may exceed it.
    pub daily_budget: Usd,
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

/// A campaign to create.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "create it with `ras.campaigns().create(…)`"]
pub struct NewCampaign(pub(crate) CreateCampaignInput);

/// A change to a campaign; what is not mentioned stays.
#[derive(Clone, Debug, PartialEq)]
#[must_use = "apply it with `ras.campaigns().update(…)`"]
pub struct CampaignPatch(pub(crate) UpdateCampaignInput);

/// Which campaigns to list; all of them unless narrowed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CampaignFilter(pub(crate) ListCampaignsRequest);

impl NewCampaign {
    /// A campaign that starts today and has no end, ENABLED unless told otherwise.
    ///
    /// # Units
    ///
    /// The budget is in dollars a day: 1 to 1,000,000 (US limits of Sponsored Products).
    pub fn new(name: impl Into<String>, targeting: Targeting, daily_budget: Usd) -> Self {
        Self(CreateCampaignInput::new(
            BudgetInput::new(daily_budget.wire(), BudgetType::Daily),
            RequiredDynamicBidding::new(BiddingStrategy::Manual),
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
        self.0.dynamic_bidding.placement_bidding = vec![PlacementBidAdjustment::new(
            i32::from(percent),
            Placement::PlacementTop,
        )];
        self
    }

    /// Adds a tag; up to 50.
    pub fn tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.0.tags.push(CoreTag::new(key, value));
        self
    }
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
        self.0.budget = Some(BudgetInput::new(budget.wire(), BudgetType::Daily));
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

impl CampaignFilter {
    /// All campaigns.
    pub fn new() -> Self {
        Self::default()
    }

    /// Only these campaigns.
    ///
    /// More than 1000 are asked for in several queries.
    #[must_use]
    pub fn ids<I: Into<CampaignId>>(mut self, ids: impl IntoIterator<Item = I>) -> Self {
        let ids = ids.into_iter().map(|id| id.into().into()).collect();
        self.0.campaign_id_filter = Some(EntityIdFilter::new(ids));
        self
    }

    /// Only campaigns with exactly one of these names.
    ///
    /// More than 100 are asked for in several queries.
    #[must_use]
    pub fn names<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        let names = names.into_iter().map(Into::into).collect();
        self.0.name_filter =
            Some(NameFilter::new(QueryTermMatchType::ExactMatch).with_include(names));
        self
    }

    /// Only campaigns in one of these states.
    #[must_use]
    pub fn states(mut self, states: impl IntoIterator<Item = State>) -> Self {
        self.0.state_filter = Some(StateFilter::new(
            states.into_iter().map(|state| state.wire()).collect(),
        ));
        self
    }
}

/// The campaigns of a profile; see [`Ras::campaigns`](crate::Ras::campaigns).
pub type Campaigns = Resource<Campaign>;

impl Campaign {
    pub(crate) fn from_row(core: CampaignOutput) -> Self {
        let status = core.extended_data.and_then(|data| data.serving_status);
        Self {
            id: core.campaign_id.into(),
            name: core.name,
            state: State::of(&core.state),
            targeting: Targeting::of(&core.targeting_type),
            daily_budget: Usd::of(core.budget.budget),
            start_date: core.start_date,
            end_date: core.end_date,
            portfolio: core.portfolio_id.map(PortfolioId::from),
            tags: core
                .tags
                .into_iter()
                .map(|tag| Tag {
                    key: tag.key,
                    value: tag.value,
                })
                .collect(),
            serving_status: status.map(|status| status.as_str().to_owned()),
            extra: Extra::new(),
        }
    }

    /// The values of open enums that this version does not know, by member.
    pub(crate) fn unknown_values(&self) -> [(&'static str, Option<&str>); 2] {
        [
            ("state", self.state.unknown()),
            ("targetingType", self.targeting.unknown()),
        ]
    }
}
